//! Rules of text for the reader: the tables of this side, so that both sides read a query and a text alike.

use std::collections::BTreeMap;

use serde::Serialize;

use super::script::{File, fixed};
use super::tokens;
use crate::citation::Kinds;
use crate::text::{fold, key};

/// What people write for longer words; applied to queries only.
const ABBREVIATIONS: &str = include_str!("abbreviations.txt");

/// Everyday words and the words of the law for the same thing; applied to queries only.
const SYNONYMS: &str = include_str!("synonyms.txt");

#[derive(Serialize)]
struct Rules<'a> {
    /// A folded abbreviation, and what it stands for.
    abbreviations: BTreeMap<String, Vec<String>>,
    /// Folded words of a kind and its letters in numbers, folded, and the kind.
    kinds: BTreeMap<String, &'a str>,
}

/// The file of rules for every query of words.
pub(super) fn file(kinds: &Kinds) -> File {
    let mut words = BTreeMap::new();
    for kind in kinds.all() {
        words.entry(fold(kind.name()).text).or_insert(kind.name());
        for letters in kind.abbreviations().iter().filter(|letters| letters.chars().count() > 1) {
            words.entry(fold(letters).text).or_insert(kind.name());
        }
    }
    let abbreviations = table(ABBREVIATIONS).map(|(from, to)| (fold(&from).text, to)).collect();
    fixed("r", &Rules { abbreviations, kinds: words })
}

/// The file of synonyms for longer queries; `band` is that of a syllable or of a pair, 0 for one that stands nowhere.
///
/// Words, what a law may say for them, and of each of these the bands of its pairs (of one syllable, its own) as figures
/// of base 36: what the reader needs to choose files before it has any. What stands nowhere is left out.
pub(super) fn synonyms(band: impl Fn(&str, Option<&str>) -> u8) -> File {
    let bands = |words: &str| {
        let mut syllables: Vec<String> = Vec::new();
        tokens::each(words, |token| syllables.push(tokens::folded(token)));
        let figure = |band: u8| char::from_digit(u32::from(band).min(35), 36).unwrap_or('z');
        match &syllables[..] {
            [one] => figure(band(one, None)).to_string(),
            several => several.windows(2).map(|pair| figure(band(&pair[0], Some(&pair[1])))).collect(),
        }
    };
    let mut all: Vec<(String, Vec<String>, Vec<String>)> = Vec::new();
    for (from, to) in table(SYNONYMS) {
        let said = to.into_iter().map(|words| (bands(&words), words)).filter(|(bands, _)| bands.contains(|c| c != '0'));
        let (bands, to): (Vec<String>, Vec<String>) = said.unzip();
        if !to.is_empty() {
            all.push((key(&from).text, to, bands));
        }
    }
    fixed("y", &all)
}

/// Lines `words: words; words`; lines that begin with `#` are remarks.
fn table(text: &str) -> impl Iterator<Item = (String, Vec<String>)> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(':')).map(|(from, to)| {
        let to = to.split(';').map(|words| key(words).text).filter(|words| !words.is_empty()).collect();
        (from.trim().to_owned(), to)
    })
}
