//! The ids of a page on one line, as the register keeps them: `dieu-1..3(khoan-1..2) dieu-4(khoan-1(diem-a..c))`.
//!
//! An id that goes on from another stands in its parentheses without it and the hyphen; neighbours that count on, by numbers
//! or by single letters, and have the same inside are one range. A law of 500 articles has thousands of ids, and the register
//! of a large site is read with every build.

use std::collections::{BTreeMap, BTreeSet};

/// Most ids that a line gives; nobody writes such a line.
const MOST: usize = 100_000;

/// Deepest parentheses that are read.
const DEEPEST: usize = 16;

/// Writes ids on one line; those with other letters than small ones, figures and hyphens no link has.
pub fn pack<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    let is_plain =
        |id: &&str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let mut at: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all: Vec<&str> = Vec::new();
    for id in ids.into_iter().filter(is_plain) {
        at.entry(id).or_insert_with(|| {
            all.push(id);
            all.len() - 1
        });
    }
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
    let mut top = Vec::new();
    let mut stems: Vec<&str> = all.clone();
    for (own, id) in all.iter().enumerate() {
        let cuts = id.rmatch_indices('-').map(|(cut, _)| cut);
        // Nothing behind the hyphen is no name.
        let above = cuts.filter(|cut| cut + 1 < id.len()).find_map(|cut| Some((cut, *at.get(&id[..cut])?)));
        match above {
            Some((cut, above)) => {
                stems[own] = &id[cut + 1..];
                inside[above].push(own);
            }
            None => top.push(own),
        }
    }
    line(&top, &stems, &inside)
}

fn line(some: &[usize], stems: &[&str], inside: &[Vec<usize>]) -> String {
    let mut parts: Vec<(&str, &str, String)> = Vec::new();
    for own in some {
        let (stem, within) = (stems[*own], line(&inside[*own], stems, inside));
        match parts.last_mut() {
            Some((_, last, before)) if *before == within && follows(last, stem) => *last = stem,
            _ => parts.push((stem, stem, within)),
        }
    }
    let part = |(first, last, within): (&str, &str, String)| {
        let range = if first == last { String::new() } else { format!("..{}", counter(last).1) };
        let within = if within.is_empty() { within } else { format!("({within})") };
        format!("{first}{range}{within}")
    };
    parts.into_iter().map(part).collect::<Vec<_>>().join(" ")
}

/// A stem before what counts in it, and that: a number, or a letter that stands alone.
fn counter(stem: &str) -> (&str, &str) {
    let figures = stem.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (before, number) = stem.split_at(stem.len() - figures);
    if !number.is_empty() && !number.starts_with('0') && number.len() < 10 {
        return (before, number);
    }
    let letter = stem.len() - usize::from(stem.ends_with(|c: char| c.is_ascii_lowercase()));
    let (before, letter) = stem.split_at(letter);
    if before.is_empty() || before.ends_with('-') { (before, letter) } else { (stem, "") }
}

/// Whether one stem counts on from another.
fn follows(before: &str, after: &str) -> bool {
    let ((before, from), (after, to)) = (counter(before), counter(after));
    before == after && next(from).is_some_and(|next| next == to)
}

fn next(counter: &str) -> Option<String> {
    if let Ok(number) = counter.parse::<u32>() {
        return Some((number + 1).to_string());
    }
    let letter = counter.bytes().next().filter(|letter| (b'a'..=b'y').contains(letter))?;
    Some(char::from(letter + 1).to_string())
}

/// The ids of a line; what is no such line gives what can be read of it.
pub fn unpack(line: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut reader = Reader { rest: line, ids: &mut ids };
    reader.list(&[String::new()], 0);
    ids
}

struct Reader<'l, 'i> {
    rest: &'l str,
    ids: &'i mut BTreeSet<String>,
}

impl<'l> Reader<'l, '_> {
    /// Reads up to the end of the parentheses; `above` are the ids that all goes on from, each with its hyphen.
    fn list(&mut self, above: &[String], depth: usize) {
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.is_empty() || self.rest.starts_with(')') {
                self.rest = self.rest.get(1..).unwrap_or_default();
                return;
            }
            let stems = range(self.word());
            let mut own = Vec::new();
            for id in above.iter().flat_map(|above| stems.iter().map(move |stem| format!("{above}{stem}"))) {
                if self.ids.len() >= MOST {
                    return;
                }
                own.push(format!("{id}-"));
                self.ids.insert(id);
            }
            if let Some(rest) = self.rest.strip_prefix('(') {
                self.rest = rest;
                if depth == DEEPEST {
                    return;
                }
                self.list(&own, depth + 1);
            }
        }
    }

    fn word(&mut self) -> &'l str {
        let end = self.rest.find([' ', '(', ')']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }
}

/// The stems of a word: itself, or those from its first to its last.
fn range(word: &str) -> Vec<String> {
    let Some((first, last)) = word.split_once("..") else { return vec![word.to_owned()] };
    let (before, from) = counter(first);
    let mut stems = vec![first.to_owned()];
    let mut at = from.to_owned();
    while at != last
        && stems.len() < MOST
        && let Some(next) = next(&at)
    {
        stems.push(format!("{before}{next}"));
        at = next;
    }
    stems
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ids_of_a_law_are_a_few_words() {
        let ids = [
            "dieu-1",
            "dieu-1-khoan-1",
            "dieu-1-khoan-2",
            "dieu-2",
            "dieu-2-khoan-1",
            "dieu-2-khoan-2",
            "dieu-3",
            "dieu-3-khoan-1",
            "dieu-3-khoan-1-diem-a",
            "dieu-3-khoan-1-diem-b",
            "dieu-3-khoan-1-diem-c",
            "dieu-3-khoan-1-diem-dd",
            "dieu-3a",
            "iii",
            "iii-1",
            "iii-1-p1",
            "iii-1-p2",
            "dieu-3--2",
        ];
        let line = pack(ids);
        assert_eq!(line, "dieu-1..2(khoan-1..2) dieu-3(khoan-1(diem-a..c diem-dd) -2) dieu-3a iii(1(p1..2))");
        assert_eq!(unpack(&line), ids.into_iter().map(str::to_owned).collect());
    }

    #[test]
    fn what_is_no_such_line_ends() {
        for line in ["", "(", ")))", "a..", "1..", "a(((((((((((((((((((((b", "x1..0", "d-1..99999999", "a..9 b..a"] {
            assert!(unpack(line).len() <= MOST, "{line}");
        }
    }

    proptest! {
        #[test]
        fn every_id_comes_back(ids in prop::collection::vec("[a-d0-3-]{1,9}", 0..40)) {
            let wanted: BTreeSet<String> = ids.iter().cloned().collect();
            prop_assert_eq!(unpack(&pack(ids.iter().map(String::as_str))), wanted);
        }
    }
}
