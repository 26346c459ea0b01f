//! The normal form of all text: NFC, Đ for its look-alikes, plain spaces, line feeds, nothing invisible.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::offset::{Mapped, OffsetMap};
use super::rewrite::Rewriter;

/// What becomes of a character by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Keep,
    Drop,
    Become(char),
}

/// Look-alikes, spaces, invisible characters and controls; everything else is kept.
fn fate(c: char) -> Fate {
    match c {
        '\n' | '\t' => Fate::Keep,
        '\r' => Fate::Become('\n'),
        '\0'..='\u{1f}' | '\u{7f}' => Fate::Drop,
        // Eth, which bad conversions write for the Vietnamese letter.
        'Ð' => Fate::Become('Đ'),
        'ð' => Fate::Become('đ'),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Fate::Become(' '),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => Fate::Drop,
        '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Become('\n'),
        _ => Fate::Keep,
    }
}

/// Brings text into the normal form, with the way back to the source.
///
/// Letters are composed (NFC), `Ð`/`ð` become `Đ`/`đ`, no-break and fixed-width spaces become plain ones, zero-width
/// characters, soft hyphens and control characters go, CRLF and CR become LF. Idempotent; NFD input gives the same
/// as NFC input.
pub fn normalize(source: &str) -> Mapped {
    if is_normal(source) {
        return Mapped { text: source.to_owned(), map: OffsetMap::identity() };
    }
    let mut out = Rewriter::new(source);
    let mut at = 0;
    while at < source.len() {
        let end = cluster_end(source, at);
        let cluster = &source[at..end];
        let mut chars = cluster.chars();
        match (chars.next(), chars.next()) {
            (Some(one), None) if is_plain(one) => out.copy(at..end),
            _ => {
                let mapped = cluster.chars().filter_map(|c| match fate(c) {
                    Fate::Keep => Some(c),
                    Fate::Drop => None,
                    Fate::Become(other) => Some(other),
                });
                let text: String = if cluster == "\r\n" { "\n".to_owned() } else { mapped.nfc().collect() };
                // What stays in front is no part of the change: a mark of code before it is that of the source.
                let same: usize = cluster.chars().zip(text.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
                out.copy(at..at + same);
                if text != cluster {
                    out.replace(at + same..end, &text[same..]);
                }
            }
        }
        at = end;
    }
    out.finish()
}

/// Whether text is in the normal form already.
pub fn is_normal(text: &str) -> bool {
    if text.chars().all(is_usual) {
        return true;
    }
    let kept = text.chars().all(|c| fate(c) == Fate::Keep);
    kept && match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => true,
        IsNormalized::No => false,
        IsNormalized::Maybe => text.nfc().eq(text.chars()),
    }
}

/// The letters and marks of Vietnamese writing, by their numbers alone: nearly every text consists of them, and every text is
/// asked about. Each is in the normal form by itself and beside any other.
fn is_usual(c: char) -> bool {
    match c {
        '\n' | '\t' | ' '..='~' | 'À'..='ɏ' => !matches!(c, 'Ð' | 'ð'),
        'Ạ'..='ỹ' | '‐'..='‧' => true,
        _ => false,
    }
}

/// Where the cluster that begins here ends: before the next character at which composition cannot reach back.
fn cluster_end(source: &str, start: usize) -> usize {
    if source[start..].starts_with("\r\n") {
        return start + 2;
    }
    let mut chars = source[start..].char_indices();
    chars.next();
    chars.find(|(_, c)| is_boundary(*c)).map_or(source.len(), |(at, _)| start + at)
}

/// A character kept as it is that nothing before it composes with.
fn is_plain(c: char) -> bool {
    fate(c) == Fate::Keep && is_boundary(c)
}

fn is_boundary(c: char) -> bool {
    if c.is_ascii() {
        return !matches!(fate(c), Fate::Drop);
    }
    fate(c) != Fate::Drop && canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
}

#[cfg(test)]
mod tests {
    use super::{Fate, fate, is_boundary, is_usual};

    #[test]
    fn what_is_usual_is_normal_whatever_stands_beside_it() {
        let usual: Vec<char> = ('\0'..=char::MAX).filter(|c| is_usual(*c)).collect();
        assert!(usual.len() > 500);
        for c in usual {
            assert!(fate(c) == Fate::Keep && is_boundary(c), "{c:?}");
        }
    }
}
