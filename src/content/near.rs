//! What was meant by what was mistyped.

use jiff::civil::Date;
use strsim::{levenshtein, osa_distance};

/// The known word nearest to a mistyped one: at most a third of its letters wrong.
pub(crate) fn nearest<'n>(word: &str, known: &[&'n str]) -> Option<&'n str> {
    let length = word.chars().count();
    // Nobody mistypes a key of a hundred letters, and the distance takes quadratic time.
    if length > 100 {
        return None;
    }
    let limit = (length / 3).max(1);
    known
        .iter()
        .map(|name| (levenshtein(word, name), *name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// The one known word from which a word differs by one slip: a letter too many, too few, another, or two exchanged.
pub(super) fn slip<'n>(word: &str, known: &[&'n str]) -> Option<&'n str> {
    const SHORTEST: usize = 4;
    if !(SHORTEST..=100).contains(&word.chars().count()) {
        return None;
    }
    let mut near = known.iter().filter(|name| osa_distance(word, name) == 1);
    near.next().copied().filter(|_| near.next().is_none())
}

/// The date that a text means which is no date of ours: `14/8/2023`, `14-08-2023`, `2023-8-14`.
pub(super) fn meant_date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
    let [first, month, last] = parts[..] else { return None };
    let figures = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if ![first, month, last].into_iter().all(figures) {
        return None;
    }
    // Vietnamese dates begin with the day, ours with the year.
    let (year, day) = match (first.len(), last.len()) {
        (4, 1 | 2) => (first, last),
        (1 | 2, 4) => (last, first),
        _ => return None,
    };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// What other languages and other tools write for `true` and `false`.
pub(super) fn meant_flag(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "on" | "có" | "đúng" => Some("true"),
        "false" | "no" | "off" | "không" | "sai" => Some("false"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{meant_date, nearest, slip};

    #[test]
    fn only_what_nothing_else_can_mean_is_put_right() {
        let known = ["issued", "issuer", "effective", "title", "at"];
        assert_eq!(slip("efective", &known), Some("effective"));
        assert_eq!(slip("titel", &known), Some("title"));
        assert_eq!(slip("issue", &known), None, "two keys are as near");
        assert_eq!(slip("ta", &known), None, "too short to tell");
        assert_eq!(slip("effectve_", &known), None, "two slips");
        for text in ["14/8/2023", "14/08/2023", "14-8-2023", "2023-8-14", "2023/08/14", "14.8.2023"] {
            assert_eq!(meant_date(text), Some(date(2023, 8, 14)), "{text}");
        }
        for text in ["31/2/2023", "8/2023", "14/8/23", "2023", "14/8/2023-2", "14/tám/2023", ""] {
            assert_eq!(meant_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_slip_finds_its_key_and_a_stranger_finds_none() {
        let known = ["issued", "issuer", "effective", "title"];
        assert_eq!(nearest("efective", &known), Some("effective"));
        assert_eq!(nearest("titel", &known), None);
        assert_eq!(nearest("isued", &known), Some("issued"));
        assert_eq!(nearest("màu", &known), None);
    }
}
