//! What changed of a page, unit by unit: which tokens its units have more or less, and which postings.

use std::collections::BTreeSet;

use super::super::posting::{Occurrence, Packed, Words, each_posting};
use super::super::syllable::tokens_of;
use super::super::unit::{Document, Found};
use super::block::other_of;
use super::vocabulary::Differences;

/// A posting under its syllable.
pub(super) type Posting = (u32, Packed);

/// A term: its rarer syllable, and the other as in a posting.
pub(super) type TermKey = (u32, u32);

/// A page as it was and as it is, with the units that are others.
pub(super) struct Edited<'a> {
    /// Its place in the order of slots.
    pub(super) at: usize,
    pub(super) before: Document<'a>,
    pub(super) now: Document<'a>,
    names_before: Vec<String>,
    names: Vec<String>,
    /// Units that are not as they were, by their place; in the shorter of the two some are missing.
    pub(super) units: BTreeSet<usize>,
}

/// The postings of some units, and the terms whose lines name one of them.
#[derive(Default)]
pub(super) struct Postings {
    pub(super) all: Vec<Posting>,
    /// Also where the posting is the same but stands for another place.
    pub(super) terms: BTreeSet<TermKey>,
}

impl<'a> Edited<'a> {
    pub(super) fn new(at: usize, before: Document<'a>, now: Document<'a>) -> Self {
        let (names_before, names) = (super::super::names(&before), super::super::names(&now));
        let count = before.units.len().max(now.units.len());
        let is_other = |nth: &usize| match (before.units.get(*nth), now.units.get(*nth)) {
            (Some(before), Some(now)) => !is_same(before, now) || (*nth == 0 && names_before != names),
            _ => true,
        };
        let units = (0..count).filter(is_other).collect();
        Self { at, before, now, names_before, names, units }
    }

    /// Counts the tokens that its units lost and got.
    pub(super) fn differences(&self, all: &mut Differences) {
        for (document, names, by) in [(&self.before, &self.names_before, -1), (&self.now, &self.names, 1)] {
            for nth in &self.units {
                let Some(unit) = document.units.get(*nth) else { continue };
                for token in tokens_of(unit, if *nth == 0 { names } else { &[] }) {
                    *all.entry(token).or_insert(0) += by;
                }
            }
        }
    }

    /// The postings of the units that are others, as the page was.
    pub(super) fn postings_before(&self, first: u32, words: &Words<'_>, out: &mut Postings) {
        self.postings((&self.before, &self.names_before), first, words, out);
    }

    /// The same as it is.
    pub(super) fn postings_now(&self, first: u32, words: &Words<'_>, out: &mut Postings) {
        self.postings((&self.now, &self.names), first, words, out);
    }

    fn postings(&self, (document, names): (&Document<'_>, &[String]), first: u32, words: &Words<'_>, out: &mut Postings) {
        let mut found: Vec<Occurrence> = Vec::new();
        for nth in &self.units {
            let Some(unit) = document.units.get(*nth) else { continue };
            let moved = self.before.units.get(*nth).map(|unit| unit.number) != self.now.units.get(*nth).map(|unit| unit.number);
            each_posting(unit, (*nth == 0).then_some(names), words, &mut found, |head, packed| {
                out.all.push((head, packed | u64::from(first + *nth as u32)));
                if moved {
                    out.terms.insert((head, other_of(packed)));
                }
            });
        }
    }
}

/// Whether two units have the same postings in the same place.
fn is_same(a: &Found<'_>, b: &Found<'_>) -> bool {
    (a.number, a.heading, a.label, &a.context) == (b.number, b.heading, b.label, &b.context)
        && a.texts.len() == b.texts.len()
        && a.texts.iter().zip(&b.texts).all(|(a, b)| a.words == b.words)
}
