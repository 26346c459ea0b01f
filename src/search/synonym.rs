//! Everyday words for words of the law: a text that says `hưởng một lần` is found by `rút một cục` too.
//!
//! The words are added to the texts while the index is made, not to a query while it is asked: then a query needs neither
//! the table nor more files, and everyday words stand only where the whole wording of the law does.

use std::collections::{HashMap, HashSet};

use super::syllable::{Exact, Syllables};
use super::table::Table;
use super::tokens;

/// The table in numbers of a site's syllables.
#[derive(Debug, Default)]
pub(super) struct Synonyms {
    /// Wordings of the law by their first syllable.
    by_first: HashMap<Exact, Vec<Entry>>,
    /// Syllables of the table that the site does not have.
    missing: HashSet<String>,
}

#[derive(Debug)]
struct Entry {
    /// The further syllables of the wording of the law.
    rest: Vec<Exact>,
    /// An everyday word for it.
    everyday: Vec<Exact>,
}

impl Synonyms {
    /// Wordings with a syllable that the site does not have are left out.
    pub(super) fn new(table: &Table, syllables: &Syllables) -> Self {
        let mut all = Self::default();
        for (everyday, wordings) in table {
            let Some(everyday) = all.numbers(everyday, syllables) else { continue };
            for wording in wordings {
                let Some(wording) = all.numbers(wording, syllables) else { continue };
                let Some((first, rest)) = wording.split_first().map(|(first, rest)| (*first, rest.to_vec())) else { continue };
                all.by_first.entry(first).or_default().push(Entry { rest, everyday: everyday.clone() });
            }
        }
        all
    }

    /// Whether some syllables that are new on the site make it another table.
    pub(super) fn is_other_with(&self, new: &[String]) -> bool {
        new.iter().any(|syllable| self.missing.contains(syllable))
    }

    fn numbers(&mut self, words: &str, syllables: &Syllables) -> Option<Vec<Exact>> {
        let mut all = Some(Vec::new());
        tokens::each(words, |token| match (syllables.exact(token), &mut all) {
            (Some(number), Some(all)) => all.push(number),
            (Some(_), None) => {}
            (None, _) => {
                self.missing.insert(token.to_owned());
                all = None;
            }
        });
        all
    }

    /// Calls back with the everyday words for each wording of the law that stands in a text.
    pub(super) fn each(&self, text: &[Exact], mut found: impl FnMut(&[Exact])) {
        for (at, first) in text.iter().enumerate() {
            for entry in self.by_first.get(first).into_iter().flatten() {
                if text[at + 1..].starts_with(&entry.rest) {
                    found(&entry.everyday);
                }
            }
        }
    }
}
