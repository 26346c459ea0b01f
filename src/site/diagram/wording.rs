//! How wide text is at most, and where it wraps.
//!
//! Which font a reader has is not known, so widths are those of `DejaVu Sans`, about the widest that systems fall back
//! to: in any other the text ends earlier and still stands in its box.

use unicode_normalization::UnicodeNormalization;

use super::SIZE;

/// Most lines of one text; the page behind the link has the whole.
pub(super) const LINES: usize = 3;

/// The width of a text in units, rounded up.
pub(super) fn width(text: &str) -> u32 {
    units(text.chars().map(thousandths).sum())
}

fn units(thousandths: u32) -> u32 {
    (thousandths * SIZE).div_ceil(1000)
}

/// The advance of a letter in thousandths of the size.
fn thousandths(letter: char) -> u32 {
    if letter.is_ascii() {
        return plain(letter);
    }
    let mut parts = letter.nfd();
    let base = parts.next().unwrap_or(letter);
    // The horn of ơ and ư widens its letter; marks above and below do not.
    let horn = if parts.any(|part| part == '\u{31B}') { 90 } else { 0 };
    horn + plain(base)
}

fn plain(base: char) -> u32 {
    match base {
        // Not nothing, or a line could hold any number of them.
        '\u{300}'..='\u{36F}' => 100,
        ' ' | '\u{A0}' => 330,
        'i' | 'j' | 'l' | 'I' | 'J' | '\'' | '|' | '.' | ',' | ':' | ';' | '/' | '\\' => 350,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '!' => 430,
        'm' | 'M' | 'w' | 'W' | '@' | '%' => 1000,
        'a'..='z' | '0'..='9' | 'đ' => 650,
        'A'..='Z' | 'Đ' | '&' => 800,
        _ if base.is_ascii() => 850,
        // Dashes, other scripts, symbols: full-width signs are one size wide, some emoji more.
        _ => 1400,
    }
}

/// The lines of a text, each at most `room` units wide.
///
/// Lines end after a space, which stays at the end so that the whole reads as written; a word that is longer than a line is
/// cut where the room ends. What would need more lines than there are ends in `…`.
pub(super) fn wrap(text: &str, room: u32) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    // The width of the last one, in thousandths.
    let mut wide = 0;
    for Piece { text, width } in text.split_whitespace().flat_map(|word| pieces(word, room)) {
        let Some(line) = lines.last_mut() else { break };
        let space = if text.ends_with(' ') { thousandths(' ') } else { 0 };
        if units(wide) + units(width) <= room {
            line.push_str(&text);
            wide += width + space;
        } else {
            lines.push(text);
            wide = width + space;
        }
        if lines.len() > LINES {
            break;
        }
    }
    if lines.len() > LINES {
        lines.truncate(LINES);
        shorten(&mut lines[LINES - 1], room);
    }
    if let Some(last) = lines.last_mut() {
        last.truncate(last.trim_end().len());
    }
    lines
}

/// A part of a word, its width in thousandths without the space behind it.
#[derive(Default)]
struct Piece {
    text: String,
    width: u32,
}

/// A word with its space, in pieces no wider than the room (the space may stand beyond it).
fn pieces(word: &str, room: u32) -> Vec<Piece> {
    let mut out = vec![Piece::default()];
    for letter in word.chars() {
        let Some(piece) = out.last_mut() else { break };
        let width = thousandths(letter);
        if !piece.text.is_empty() && units(width) + units(piece.width) > room {
            out.push(Piece { text: letter.to_string(), width });
        } else {
            piece.text.push(letter);
            piece.width += width;
        }
    }
    if let Some(last) = out.last_mut() {
        last.text.push(' ');
    }
    out
}

fn shorten(line: &mut String, room: u32) {
    while width(line.trim_end()) + width("…") > room && line.pop().is_some() {}
    line.truncate(line.trim_end().len());
    line.push('…');
}
