//! Keys for comparison: `key` forgets case and spelling variants, `fold` forgets the marks too.

use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

use super::normalize::normalize;
use super::offset::Mapped;
use super::rewrite::Rewriter;
use super::tone::canonical_tones;

/// The form in which names are compared: normal form, lower case, tone marks in one place, single spaces.
///
/// `Luật  Hoà giải` and `LUẬT HÒA GIẢI` have one key. White space at the ends is dropped.
pub fn key(text: &str) -> Mapped {
    let mut mapped = lower(text);
    for step in [normalize, canonical_tones, single_spaces] {
        let next = step(&mapped.text);
        mapped = Mapped { text: next.text, map: mapped.map.then(&next.map) };
    }
    mapped
}

/// The key without diacritics, đ as d: plain ASCII for Vietnamese.
pub fn fold(text: &str) -> Mapped {
    let mut mapped = key(text);
    // A mark that stood alone between spaces leaves two of them.
    for step in [without_marks, single_spaces] {
        let next = step(&mapped.text);
        mapped = Mapped { text: next.text, map: mapped.map.then(&next.map) };
    }
    mapped
}

/// Lower case, letter by letter and whatever the locale.
fn lower(text: &str) -> Mapped {
    let mut out = Rewriter::new(text);
    for (at, c) in text.char_indices() {
        let range = at..at + c.len_utf8();
        let mut letters = c.to_lowercase();
        match (letters.next(), letters.len()) {
            (Some(letter), 0) => out.letter(range, letter),
            _ => out.replace(range, &c.to_lowercase().collect::<String>()),
        }
    }
    out.finish()
}

fn single_spaces(text: &str) -> Mapped {
    let mut out = Rewriter::new(text);
    let mut at = 0;
    let mut first = true;
    for word in text.split_whitespace() {
        let start = at + text[at..].find(word).unwrap_or(0);
        if first {
            if start > 0 {
                out.replace(0..start, "");
            }
        } else if &text[at..start] == " " {
            out.copy(at..start);
        } else {
            out.replace(at..start, " ");
        }
        out.copy(start..start + word.len());
        at = start + word.len();
        first = false;
    }
    if at < text.len() {
        out.replace(at..text.len(), "");
    }
    out.finish()
}

fn without_marks(text: &str) -> Mapped {
    let mut out = Rewriter::new(text);
    for (at, c) in text.char_indices() {
        let range = at..at + c.len_utf8();
        if c.is_ascii() {
            out.copy(range);
            continue;
        }
        let mut bare = String::new();
        decompose_canonical(c, |part| {
            if canonical_combining_class(part) == 0 {
                bare.push(if part == 'đ' { 'd' } else { part });
            }
        });
        out.replace(range, &bare);
    }
    out.finish()
}
