//! The dictionary as files: terms front-coded, postings as text, cut where the content says.

use std::collections::BTreeSet;

use serde::Serialize;

use super::script::{self, File, hashed};

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
#[derive(Debug, Default, Serialize)]
pub(super) struct Directory {
    /// First keys, a line each, front-coded as in a leaf.
    pub(super) keys: String,
    /// Three letters a leaf, which stand behind the hash of its key.
    pub(super) names: String,
}

/// Cuts terms (in the order of their bytes, each with its line's rest) into files of a folder.
pub(super) fn leaves<'t>(folder: &str, terms: impl Iterator<Item = (&'t str, &'t str)>) -> (Directory, Vec<File>) {
    let mut cutter = Cutter {
        folder,
        taken: BTreeSet::new(),
        directory: Directory::default(),
        files: Vec::new(),
        last_term: String::new(),
        last_key: String::new(),
    };
    let mut leaf = Leaf::default();
    for (term, rest) in terms {
        if leaf.text.len() >= CUT.end || (leaf.text.len() >= CUT.start && is_boundary(term)) {
            cutter.close(std::mem::take(&mut leaf));
        }
        leaf.add(term, rest);
    }
    if !leaf.text.is_empty() {
        cutter.close(leaf);
    }
    (cutter.directory, cutter.files)
}

/// Whether a leaf may begin here: told by the term alone, so that an edit moves no boundary but those beside it.
fn is_boundary(term: &str) -> bool {
    blake3::hash(term.as_bytes()).as_bytes()[0].is_multiple_of(ONE_IN)
}

#[derive(Default)]
struct Leaf {
    text: String,
    first: String,
    last: String,
}

impl Leaf {
    fn add(&mut self, term: &str, rest: &str) {
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

struct Cutter<'a> {
    folder: &'a str,
    taken: BTreeSet<String>,
    directory: Directory,
    files: Vec<File>,
    /// The last term of the leaf before.
    last_term: String,
    /// Its key in the directory.
    last_key: String,
}

impl Cutter<'_> {
    fn close(&mut self, leaf: Leaf) {
        let key = separator(&self.last_term, &leaf.first).to_owned();
        if !self.files.is_empty() {
            self.directory.keys.push('\n');
        }
        front_code(&mut self.directory.keys, &self.last_key, &key);
        let place = format!("{}/{}-", self.folder, script::key_hash(&key));
        let (letters, file) = hashed(&place, &leaf.text, &mut self.taken);
        self.directory.names.push_str(&letters);
        self.files.push(file);
        (self.last_term, self.last_key) = (leaf.last, key);
    }
}

/// The shortest beginning of a term that comes after the one before it.
fn separator<'t>(before: &str, term: &'t str) -> &'t str {
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
    fn leaves_are_cut_where_the_content_says() {
        let terms: Vec<String> = (0..5_000).map(|n| format!("t{n:05}")).collect();
        let rest = "x".repeat(40);
        let without = |skip: usize| terms.iter().enumerate().filter(move |(n, _)| *n != skip).map(|(_, term)| (&**term, &*rest));
        let (directory, before) = leaves("l", without(usize::MAX));
        let (_, after) = leaves("l", without(2_500));
        assert_eq!(directory.names.len(), before.len() * 3);
        assert_eq!(directory.keys.lines().count(), before.len());
        let names: BTreeSet<&str> = before.iter().map(|(path, _)| path.as_str()).collect();
        let changed = after.iter().filter(|(path, _)| !names.contains(path.as_str())).count();
        assert!(before.len() > 10 && changed <= 2, "{changed} of {}", before.len());
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
