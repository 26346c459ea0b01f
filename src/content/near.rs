//! What was meant by what was mistyped.

use jiff::civil::Date;
use strsim::{levenshtein, osa_distance};

use crate::citation::{Kind, Kinds};
use crate::text::fold;

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

/// The kind of document that a mistyped name means, and whether nothing else can be meant: its marks are left out, or one
/// letter is wrong. Letters of numbers (`NĐ`) name a kind too.
pub(crate) fn near_kind(kinds: &Kinds, typed: &str) -> Option<(Kind, bool)> {
    let folded = fold(typed).text;
    let names: Vec<(String, Kind)> = kinds.all().map(|kind| (fold(kind.name()).text, kind)).collect();
    let of = |name: &str| names.iter().find(|(other, _)| other == name).map(|(_, kind)| *kind);
    let words: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
    let sure = words.iter().copied().find(|name| *name == folded).or_else(|| slip(&folded, &words));
    if let Some(kind) = sure.and_then(of) {
        return Some((kind, true));
    }
    let lettered = || kinds.all().find(|kind| kind.abbreviations().iter().any(|letters| fold(letters).text == folded));
    nearest(&folded, &words).and_then(of).or_else(lettered).map(|kind| (kind, false))
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

    use super::{meant_date, near_kind, nearest, slip};
    use crate::citation::{Kind, Kinds};

    #[test]
    fn a_kind_is_known_without_its_marks_and_with_a_slip() {
        let near = |typed: &str| near_kind(&Kinds::default(), typed).map(|(kind, sure)| (Kind::name(kind), sure));
        assert_eq!(near("Nghi dinh"), Some(("Nghị định", true)));
        assert_eq!(near("Quyết địnhh"), Some(("Quyết định", true)));
        assert_eq!(near("nđ"), Some(("Nghị định", false)));
        assert_eq!(near("Quyt dnh"), Some(("Quy định", false)), "two kinds are not far");
        assert_eq!(near("Lá thư tình"), None);
    }

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
