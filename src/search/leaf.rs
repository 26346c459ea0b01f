//! The dictionary as files: terms front-coded, postings as text, cut where the content says.

use serde::Serialize;

/// Raw bytes of a leaf: cut at the first boundary of the content's own behind the first, in any case at the second.
const CUT: std::ops::Range<usize> = 2_000..6_000;

/// One term in so many is a boundary.
const ONE_IN: u8 = 8;

/// A place of a term: document, unit in it, and its weight from 1 to 15.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) impact: u8,
    pub(super) slot: u32,
    pub(super) unit: u32,
}

/// Letters of impacts 1 to 15.
const IMPACTS: &[u8; 15] = b"!#$%&()*+,./;<=";

/// Letters that end a number, and those that say that more follows.
const LAST: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
const MORE: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZwxyz-_";

/// Writes a number, five bits a letter, lowest first.
pub(super) fn number(out: &mut String, mut value: u32) {
    while value >= 32 {
        out.push(char::from(MORE[(value & 31) as usize]));
        value >>= 5;
    }
    out.push(char::from(LAST[value as usize]));
}

/// Postings of one form, sorted by impact from the highest, then by place.
pub(super) fn postings(out: &mut String, all: &[Posting]) {
    for group in all.chunk_by(|a, b| a.impact == b.impact) {
        out.push(char::from(IMPACTS[usize::from(group[0].impact.clamp(1, 15) - 1)]));
        let mut before: Option<Posting> = None;
        for posting in group {
            let slot = before.map_or(posting.slot + 1, |before| posting.slot - before.slot);
            number(out, slot);
            number(out, if slot == 0 { posting.unit - before.map_or(0, |before| before.unit) } else { posting.unit });
            before = Some(*posting);
        }
    }
}

/// Which leaves there are: their first keys and their names.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Directory {
    /// First keys, a line each, front-coded as in a leaf.
    pub(super) keys: String,
    /// Three letters a leaf, which stand behind the hash of its key.
    pub(super) names: String,
}

/// Whether a leaf may begin here: told by the term alone, so that an edit moves no boundary but those beside it.
fn is_boundary(term: &str) -> bool {
    blake3::hash(term.as_bytes()).as_bytes()[0].is_multiple_of(ONE_IN)
}

/// A leaf as it is written, with its first and last term.
#[derive(Debug, Default)]
pub(super) struct Leaf {
    pub(super) text: String,
    pub(super) first: String,
    pub(super) last: String,
}

impl Leaf {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the term that comes next begins another leaf.
    pub(super) fn ends_before(&self, term: &str) -> bool {
        self.text.len() >= CUT.end || (self.text.len() >= CUT.start && is_boundary(term))
    }

    /// Adds a term and the rest of its line.
    pub(super) fn add(&mut self, term: &str, rest: &str) {
        if self.text.is_empty() {
            term.clone_into(&mut self.first);
        } else {
            self.text.push('\n');
        }
        front_code(&mut self.text, &self.last, term);
        self.text.push('\t');
        self.text.push_str(rest);
        term.clone_into(&mut self.last);
    }

    /// Its terms with the rests of their lines.
    pub(super) fn lines(&self) -> impl Iterator<Item = (String, String)> {
        let mut before = String::new();
        self.text.lines().map(move |line| {
            let (term, rest) = line.split_once('\t').unwrap_or((line, ""));
            let shared = term[..1].chars().next().and_then(|letter| letter.to_digit(36)).unwrap_or(0);
            let shared: String = before.chars().take(shared as usize).collect();
            before = shared + &term[1..];
            (before.clone(), rest.to_owned())
        })
    }
}

/// How much a term shares with the one before, as a figure of base 36, and what it does not share.
///
/// Counted in the units of UTF-16, which are the letters of the reader's strings.
pub(super) fn front_code(out: &mut String, before: &str, term: &str) {
    let same = before.chars().zip(term.chars()).take_while(|(a, b)| a == b).map(|(letter, _)| letter);
    let (mut letters, mut bytes) = (0, 0);
    for letter in same.take_while(|letter| letter.len_utf16() == 1).take(35) {
        letters += 1;
        bytes += letter.len_utf8();
    }
    out.push(char::from_digit(letters, 36).unwrap_or('0'));
    out.push_str(&term[bytes..]);
}

/// The shortest beginning of a term that comes after the one before it.
pub(super) fn separator<'t>(before: &str, term: &'t str) -> &'t str {
    let shared = before.bytes().zip(term.bytes()).take_while(|(a, b)| a == b).count();
    let end = (shared + 1..=term.len()).find(|at| term.is_char_boundary(*at)).unwrap_or(term.len());
    if before.is_empty() { "" } else { &term[..end] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_number(text: &mut std::str::Bytes<'_>) -> u32 {
        let mut value = 0;
        for shift in (0..).step_by(5) {
            let letter = text.next().expect("a letter");
            if let Some(digit) = LAST.iter().position(|c| *c == letter) {
                return value | (digit as u32) << shift;
            }
            value |= (MORE.iter().position(|c| *c == letter).expect("a letter of a number") as u32) << shift;
        }
        value
    }

    #[test]
    fn numbers_come_back() {
        for value in [0, 1, 31, 32, 1_000, 81_920, u32::MAX] {
            let mut text = String::new();
            number(&mut text, value);
            assert_eq!(read_number(&mut text.bytes()), value);
        }
    }

    #[test]
    fn postings_are_groups_of_one_weight() {
        let one = |impact, slot, unit| Posting { impact, slot, unit };
        let mut text = String::new();
        postings(&mut text, &[one(15, 0, 3), one(15, 0, 5), one(15, 7, 1), one(1, 40, 0)]);
        assert_eq!(text, "=130271!J10");
    }

    #[test]
    fn a_leaf_says_what_was_written_into_it() {
        let terms = ["dan", "dan <chu", "dan >a", "dang", "đo", "đo >m³", "\u{1d7d8}a", "\u{1d7d8}b"];
        let mut leaf = Leaf::default();
        for term in terms {
            leaf.add(term, &format!(":1:{term}\tx:2:"));
        }
        assert!(leaf.lines().eq(terms.iter().map(|term| ((*term).to_owned(), format!(":1:{term}\tx:2:")))));
    }

    #[test]
    fn what_is_shared_is_counted_in_letters() {
        let mut out = String::new();
        front_code(&mut out, "m³ <khoi", "m³ <hoac");
        assert_eq!(out, "4hoac");
    }

    #[test]
    fn a_separator_is_the_shortest_that_tells() {
        assert_eq!(separator("dan chu", "dan cu"), "dan cu");
        assert_eq!(separator("dan chu", "dat dai"), "dat");
        assert_eq!(separator("", "a"), "");
    }
}
