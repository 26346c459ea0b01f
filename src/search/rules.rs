//! Rules of text for the reader: the tables of this side, so that both sides read a query and a text alike.

use std::collections::BTreeMap;

use serde::Serialize;

use super::script::{File, fixed};
use super::table::Table;
use crate::citation::Kinds;
use crate::text::{fold, key};

#[derive(Serialize)]
struct Rules<'a> {
    /// A folded abbreviation, and what it stands for.
    abbreviations: BTreeMap<String, Vec<String>>,
    /// Folded words of a kind and its letters in numbers, folded, and the kind.
    kinds: BTreeMap<String, &'a str>,
}

/// The file of rules for every query of words.
pub(super) fn file(kinds: &Kinds, abbreviations: &Table) -> File {
    let mut words = BTreeMap::new();
    for kind in kinds.all() {
        words.entry(fold(kind.name()).text).or_insert(kind.name());
        for letters in kind.abbreviations().iter().filter(|letters| letters.chars().count() > 1) {
            words.entry(fold(letters).text).or_insert(kind.name());
        }
    }
    let normal = |wordings: &Vec<String>| wordings.iter().map(|words| key(words).text).collect();
    let abbreviations = abbreviations.iter().map(|(typed, wordings)| (fold(typed).text, normal(wordings))).collect();
    fixed("r", &Rules { abbreviations, kinds: words })
}
