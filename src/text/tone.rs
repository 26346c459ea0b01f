//! Where the tone mark stands: `hoà` and `hòa`, `uỷ` and `ủy` are one word in two spellings.

use unicode_normalization::char::canonical_combining_class;

use super::offset::{Mapped, OffsetMap};
use super::rewrite::Rewriter;

/// Vowels by tone: none, huyền, sắc, hỏi, ngã, nặng.
const VOWELS: &[[char; 6]] = &[
    ['a', 'à', 'á', 'ả', 'ã', 'ạ'],
    ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'],
    ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'],
    ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'],
    ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
    ['A', 'À', 'Á', 'Ả', 'Ã', 'Ạ'],
    ['E', 'È', 'É', 'Ẻ', 'Ẽ', 'Ẹ'],
    ['O', 'Ò', 'Ó', 'Ỏ', 'Õ', 'Ọ'],
    ['U', 'Ù', 'Ú', 'Ủ', 'Ũ', 'Ụ'],
    ['Y', 'Ỳ', 'Ý', 'Ỷ', 'Ỹ', 'Ỵ'],
];

/// Moves tone marks of open `oa`, `oe`, `uy` to the first vowel: `hoà` → `hòa`, `uỷ` → `ủy`.
///
/// Only where no letter follows (`hoàn` stays) and not after q (`quý` stays). The text is in the normal form.
pub fn canonical_tones(text: &str) -> Mapped {
    if text.is_ascii() {
        return Mapped { text: text.to_owned(), map: OffsetMap::identity() };
    }
    let mut out = Rewriter::new(text);
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, first)) = chars.next() {
        let end = at + first.len_utf8();
        let moved = chars.peek().and_then(|(next, second)| {
            let after = next + second.len_utf8();
            let open = !text[after..].chars().next().is_some_and(|c| c.is_alphabetic() || canonical_combining_class(c) != 0);
            let pair = if open && !matches!(before, 'q' | 'Q') { move_tone(first, *second) } else { None };
            pair.map(|pair| (pair, after))
        });
        match moved {
            Some((pair, after)) => {
                let pair: String = pair.into_iter().collect();
                out.replace(at..after, &pair);
                before = chars.next().map_or(first, |(_, second)| second);
            }
            None => {
                out.copy(at..end);
                before = first;
            }
        }
    }
    out.finish()
}

/// `o`, `à` → `ò`, `a`.
fn move_tone(first: char, second: char) -> Option<[char; 2]> {
    let partner = match first {
        'o' | 'O' => ['a', 'e'],
        'u' | 'U' => ['y', 'y'],
        _ => return None,
    };
    let row = VOWELS.iter().find(|row| row[1..].contains(&second))?;
    if !partner.contains(&row[0].to_ascii_lowercase()) {
        return None;
    }
    let tone = row.iter().position(|c| *c == second)?;
    let target = VOWELS.iter().find(|row| row[0] == first)?;
    Some([target[tone], row[0]])
}

/// One word in lower case with its tone mark where [`canonical_tones`] puts it; `out` is written over.
///
/// The word has letters only and is in the normal form: for such a word this is [`key`](super::key) without its cost.
pub fn word_key(word: &str, out: &mut String) {
    out.clear();
    for c in word.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.extend(c.to_lowercase());
        }
    }
    let mut letters = out.chars().rev();
    let (Some(second), Some(first)) = (letters.next(), letters.next()) else { return };
    if !matches!(first, 'o' | 'u') || letters.next() == Some('q') {
        return;
    }
    if let Some(pair) = move_tone(first, second) {
        out.truncate(out.len() - first.len_utf8() - second.len_utf8());
        out.extend(pair);
    }
}
