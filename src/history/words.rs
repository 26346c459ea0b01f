//! Two texts word by word.

use std::collections::BTreeMap;

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// A stretch of a text beside an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub stretch: Stretch,
    /// The words; nothing for what is left out.
    pub text: String,
}

/// What became of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// It stood there before.
    Same,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It stood there before and is left out here, because nothing near it changed.
    Gap,
}

/// Words and marks from which on two texts are shown one after the other: the time it takes to compare them grows with the
/// square of what differs.
const MOST: usize = 4_000;

/// Of a hundred words how many two texts share at least to be shown as one.
const SHARED: usize = 30;

/// Words and white space on each side of a change; a longer stretch without one is left out.
const AROUND: usize = 24;

/// What became of each word.
pub(super) fn compare(old: &str, new: &str) -> Vec<Piece> {
    let (before, after) = (tokens(old), tokens(new));
    let mut pieces = if before.len().max(after.len()) > MOST || !are_alike(&before, &after) {
        vec![piece(Stretch::Removed, old), piece(Stretch::Added, new)]
    } else {
        pieces(&before, &after)
    };
    pieces.retain(|piece| !piece.text.is_empty());
    shorten(&joined(&pieces))
}

fn pieces(before: &[&str], after: &[&str]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, before, after) {
        let (gone, came) = (before[op.old_range()].concat(), after[op.new_range()].concat());
        match op.tag() {
            DiffTag::Equal => pieces.push(piece(Stretch::Same, &came)),
            _ => pieces.extend([piece(Stretch::Removed, &gone), piece(Stretch::Added, &came)]),
        }
    }
    pieces
}

/// Words, white space between them, and each mark for itself.
fn tokens(text: &str) -> Vec<&str> {
    #[derive(PartialEq, Clone, Copy)]
    enum Sort {
        Word,
        Space,
        Mark,
    }
    let sort = |c: char| match c {
        _ if c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c) => Sort::Word,
        _ if c.is_whitespace() => Sort::Space,
        _ => Sort::Mark,
    };
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        let now = sort(c);
        if last.is_some_and(|last| last != now || now == Sort::Mark) {
            tokens.push(&text[start..at]);
            start = at;
        }
        last = Some(now);
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

/// Whether enough words of the shorter text stand in the longer one.
fn are_alike(before: &[&str], after: &[&str]) -> bool {
    let words = |tokens: &[&str]| {
        let mut words: BTreeMap<String, usize> = BTreeMap::new();
        for token in tokens.iter().filter(|token| token.chars().any(char::is_alphanumeric)) {
            *words.entry((*token).to_owned()).or_default() += 1;
        }
        words
    };
    let (before, after) = (words(before), words(after));
    let shared: usize = before.iter().map(|(word, times)| *times.min(after.get(word).unwrap_or(&0))).sum();
    let most = before.values().sum::<usize>().max(after.values().sum());
    shared * 100 >= most * SHARED
}

fn piece(stretch: Stretch, text: &str) -> Piece {
    Piece { stretch, text: text.to_owned() }
}

/// Changes with nothing but white space or marks between them are one: read as one, it is a phrase for a phrase.
fn joined(pieces: &[Piece]) -> Vec<Piece> {
    let is_change = |piece: &Piece| piece.stretch != Stretch::Same;
    let mut out: Vec<Piece> = Vec::new();
    let (mut gone, mut came) = (String::new(), String::new());
    for (at, one) in pieces.iter().enumerate() {
        let between = at > 0 && pieces.get(at + 1).is_some_and(is_change) && is_change(&pieces[at - 1]);
        match one.stretch {
            Stretch::Removed => gone.push_str(&one.text),
            Stretch::Added => came.push_str(&one.text),
            _ if between && !one.text.contains(char::is_alphanumeric) => {
                gone.push_str(&one.text);
                came.push_str(&one.text);
            }
            _ => {
                flush(&mut out, &mut gone, &mut came);
                out.push(one.clone());
            }
        }
    }
    flush(&mut out, &mut gone, &mut came);
    out
}

fn flush(out: &mut Vec<Piece>, gone: &mut String, came: &mut String) {
    for (stretch, text) in [(Stretch::Removed, gone), (Stretch::Added, came)] {
        if !text.is_empty() {
            out.push(Piece { stretch, text: std::mem::take(text) });
        }
    }
}

/// Leaves out what is far from any change.
fn shorten(pieces: &[Piece]) -> Vec<Piece> {
    let mut out = Vec::new();
    for (at, one) in pieces.iter().enumerate() {
        let words = tokens(&one.text);
        let head = if at == 0 { 0 } else { AROUND };
        let tail = if at + 1 == pieces.len() { 0 } else { AROUND };
        if one.stretch != Stretch::Same || words.len() <= head + tail + AROUND {
            out.push(one.clone());
            continue;
        }
        let parts = [
            piece(Stretch::Same, &words[..head].concat()),
            piece(Stretch::Gap, ""),
            piece(Stretch::Same, &words[words.len() - tail..].concat()),
        ];
        out.extend(parts.into_iter().filter(|part| part.stretch == Stretch::Gap || !part.text.is_empty()));
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let one = |piece: Piece| match piece.stretch {
            Stretch::Same => piece.text,
            Stretch::Added => format!("[+{}]", piece.text),
            Stretch::Removed => format!("[-{}]", piece.text),
            Stretch::Gap => "…".to_owned(),
        };
        compare(old, new).into_iter().map(one).collect()
    }

    #[test]
    fn words_are_compared_and_not_letters() {
        assert_eq!(shown("trong 30 ngày làm việc", "trong 15 ngày làm việc"), "trong [-30][+15] ngày làm việc");
        assert_eq!(shown("Ủy ban nhân dân xã,", "Ủy ban nhân dân xã"), "Ủy ban nhân dân xã[-,]");
        assert_eq!(shown("Ủy ban", "Ủy ban nhân dân"), "Ủy ban[+ nhân dân]");
    }

    #[test]
    fn neighbouring_changes_are_one_phrase() {
        assert_eq!(
            shown("do Sở Nội vụ chủ trì việc này", "do Ban Tổ chức chủ trì việc này"),
            "do [-Sở Nội vụ][+Ban Tổ chức] chủ trì việc này"
        );
    }

    #[test]
    fn texts_without_much_in_common_stand_one_after_the_other() {
        assert_eq!(shown("một hai ba bốn", "năm sáu bảy tám"), "[-một hai ba bốn][+năm sáu bảy tám]");
    }

    #[test]
    fn what_is_far_from_a_change_is_left_out() {
        let long = "từ ".repeat(500);
        let found = shown(&format!("{long}cũ {long}hết"), &format!("{long}mới {long}hết"));
        assert!(found.starts_with('…') && found.ends_with('…') && found.contains("[-cũ][+mới]"), "{found}");
        assert!(found.len() < 300, "{found}");
        assert_eq!(shown("", "x"), "[+x]");
        assert_eq!(shown("", ""), "");
    }

    proptest! {
        #[test]
        fn every_word_of_both_is_there(old in "[a-c,. \n]{0,60}", new in "[a-c,. \n]{0,60}") {
            let pieces = compare(&old, &new);
            prop_assert!(pieces.iter().all(|piece| piece.stretch != Stretch::Gap), "short texts are whole");
            let without = |stretch: Stretch| pieces.iter().filter(|piece| piece.stretch != stretch).map(|piece| piece.text.as_str()).collect::<String>();
            prop_assert_eq!(without(Stretch::Added), old);
            prop_assert_eq!(without(Stretch::Removed), new);
        }
    }
}
