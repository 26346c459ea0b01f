//! What a unit is called, and the id that it is addressed by.

/// Words with one blank between them.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// The HTML id of a path: `.` → `-`, `đ` → `dd`.
pub(super) fn id_of(path: &str) -> String {
    let mut id = String::with_capacity(path.len() + 2);
    for c in path.chars() {
        match c {
            '.' => id.push('-'),
            'đ' => id.push_str("dd"),
            'ư' => id.push_str("uw"),
            c => id.push(c),
        }
    }
    id
}

/// An outline's title may state its articles: `Những quy định chung (Điều 1–10)`, `(từ Điều 11 đến Điều 30)`.
pub(super) fn stated_range(title: String) -> (String, Option<(u32, u32)>) {
    let range = title
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once("(Điều ").or_else(|| rest.rsplit_once("(từ Điều ")))
        .and_then(|(head, range)| {
            let between = [" đến ", "–", "-"].iter().find_map(|between| range.split_once(between));
            let (first, last) = between.unwrap_or((range, range));
            let number = |text: &str| text.trim().trim_start_matches("Điều ").parse().ok();
            Some((head.trim_end().to_owned(), (number(first)?, number(last)?)))
        });
    match range {
        Some((head, range)) => (head, Some(range)),
        None => (title, None),
    }
}

#[cfg(test)]
mod tests {
    use super::stated_range;

    #[test]
    fn an_outline_states_its_articles_in_several_forms() {
        for title in ["Chung (Điều 1–10)", "Chung (Điều 1-10)", "Chung (Điều 1 đến Điều 10)", "Chung (từ Điều 1 đến 10)"]
        {
            assert_eq!(stated_range(title.to_owned()), ("Chung".to_owned(), Some((1, 10))), "{title}");
        }
        assert_eq!(stated_range("Chung (xem Điều 1)".to_owned()).1, None);
    }
}
