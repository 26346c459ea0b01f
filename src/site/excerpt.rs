//! The sentence around a citation, for backlinks.

use std::ops::Range;

/// Longest text on either side of the citation, in characters.
const SIDE: usize = 130;

/// The text before, of and after a citation, cut at the ends of its sentence; cut words are marked by `…`.
pub(super) fn around(text: &str, span: &Range<usize>) -> (String, String, String) {
    let before = text[..span.start].rmatch_indices(['.', ';', '\n']).find(|(at, mark)| ends_sentence(text, *at, mark));
    let start = before.map_or(0, |(at, mark)| at + mark.len());
    let after = text[span.end..].match_indices(['.', ';', '\n']).find(|(at, mark)| ends_sentence(text, span.end + at, mark));
    let end = after.map_or(text.len(), |(at, mark)| span.end + at + mark.len());
    let head = text[start..span.start].trim_start();
    let tail = text[span.end..end].trim_end();
    (last_words(head), text[span.clone()].to_owned(), first_words(tail))
}

/// A full stop inside `1.234` or `A.B` ends nothing.
fn ends_sentence(text: &str, at: usize, mark: &str) -> bool {
    text[at + mark.len()..].chars().next().is_none_or(char::is_whitespace) || mark == "\n"
}

fn last_words(text: &str) -> String {
    let count = text.chars().count();
    if count <= SIDE {
        return text.to_owned();
    }
    let cut = text.char_indices().nth(count - SIDE).map_or(0, |(at, _)| at);
    let word = text[cut..].find(' ').map_or(cut, |at| cut + at + 1);
    format!("… {}", &text[word..])
}

fn first_words(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().nth(SIDE) else { return text.to_owned() };
    let word = text[..cut].rfind(' ').unwrap_or(cut);
    format!("{} …", &text[..word])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::around;

    #[test]
    fn a_sentence_is_cut_at_its_ends() {
        let text = "Câu một. Thực hiện Quyết định số 17/QĐ-NV ban hành Quy chế; câu ba.";
        let at = text.find("Quyết").expect("there");
        let span = at..at + "Quyết định số 17/QĐ-NV".len();
        assert_eq!(around(text, &span), ("Thực hiện ".into(), "Quyết định số 17/QĐ-NV".into(), " ban hành Quy chế;".into()));
    }

    proptest! {
        #[test]
        fn any_cut_is_sound(text in "\\PC{0,400}", a in 0usize..400, b in 0usize..400) {
            let floor = |mut at: usize| { at = at.min(text.len()); while !text.is_char_boundary(at) { at -= 1 } at };
            let (a, b) = (floor(a), floor(b));
            let (_, marked, _) = around(&text, &(a.min(b)..a.max(b)));
            prop_assert_eq!(marked, &text[a.min(b)..a.max(b)]);
        }
    }
}
