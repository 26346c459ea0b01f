//! Syllables of a text: what lies between spaces and marks, in lower case with its tone mark in one place.
//!
//! No words are segmented: pairs of syllables find Vietnamese words better than a dictionary does, and need none.

use crate::text::{fold, word_key};

/// Longest token, in bytes; what is longer is no word and is left out.
const LONGEST: usize = 32;

/// Calls back for each token of a text in its normal form, with its exact form, in order.
pub(super) fn each(text: &str, mut found: impl FnMut(&str)) {
    let mut key = String::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                start = None;
                if at - from <= LONGEST {
                    word_key(&text[from..at], &mut key);
                    found(&key);
                }
            }
            _ => {}
        }
    }
}

/// The folded form of a token: no marks, đ as d.
pub(super) fn folded(exact: &str) -> String {
    if exact.is_ascii() { exact.to_owned() } else { fold(exact).text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        each(text, |token| all.push(token.to_owned()));
        all
    }

    #[test]
    fn syllables_are_lower_case_with_one_placement_of_tones() {
        assert_eq!(tokens("Luật HOÀ giải (59/2023/NĐ-CP)"), ["luật", "hòa", "giải", "59", "2023", "nđ", "cp"]);
        assert_eq!(tokens("quý, uỷ ban; thuỷ"), ["quý", "ủy", "ban", "thủy"]);
        assert_eq!(tokens(&"x".repeat(40)), Vec::<String>::new());
    }

    #[test]
    fn folding_drops_marks() {
        assert_eq!(folded("đường"), "duong");
        assert_eq!(folded("nđ"), "nd");
    }
}
