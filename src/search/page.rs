//! The pages of a site in the order of their slots, and one look at each: nothing of a page's text is kept meanwhile but
//! what its thread has at hand.

use rayon::prelude::*;

use super::display::{self, Record};
use super::fragment;
use super::script::{File, version};
use super::slot::Slots;
use super::syllable::{self, Counts, tokens_of};
use super::unit::{self, Document};
use crate::corpus::{Corpus, PageId};

/// A page with its slot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub(super) page: PageId,
    pub(super) slot: u32,
}

/// How many slots there are, and the pages that can be found in the order of theirs.
pub(super) fn in_slots(corpus: &Corpus) -> (u32, Vec<Placed>) {
    let ids: Vec<PageId> = unit::pages(corpus).collect();
    let addresses: Vec<&str> = ids.iter().map(|id| corpus.page(*id).output.as_str()).collect();
    let Slots { count, of } = Slots::new(&addresses);
    let mut pages: Vec<Placed> = ids.into_iter().zip(of).map(|(page, slot)| Placed { page, slot }).collect();
    pages.sort_by_key(|placed| placed.slot);
    (count, pages)
}

/// What a look at each page gives, in the order of slots.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) records: Vec<Record>,
    /// Of the texts of each page.
    pub(super) versions: Vec<String>,
    /// The numbers of its units.
    pub(super) units: Vec<Vec<u32>>,
    pub(super) counts: Counts,
}

impl Survey {
    /// Looks at every page and hands on its texts.
    pub(super) fn of(corpus: &Corpus, pages: &[Placed], write: &(dyn Fn(File) + Sync)) -> Self {
        let look = |all: Self, placed: &Placed| all.with(corpus, *placed, write);
        pages.par_iter().fold(Self::default, look).reduce(Self::default, Self::and)
    }

    fn with(mut self, corpus: &Corpus, placed: Placed, write: &(dyn Fn(File) + Sync)) -> Self {
        let blocks = corpus.page(placed.page).blocks();
        let document = unit::document(corpus, placed.page, &blocks);
        let record = display::record(corpus, &document, placed.slot);
        let (version, files) = texts(corpus, &document, &record);
        files.into_iter().for_each(write);
        self.versions.push(version);
        self.records.push(record);
        self.units.push(document.units.iter().map(|unit| unit.number).collect());
        let names = super::names(&document);
        for (nth, unit) in document.units.iter().enumerate() {
            for token in tokens_of(unit, if nth == 0 { &names } else { &[] }) {
                *self.counts.entry(token).or_insert(0) += 1;
            }
        }
        self
    }

    fn and(mut self, other: Self) -> Self {
        self.records.extend(other.records);
        self.versions.extend(other.versions);
        self.units.extend(other.units);
        let (fewer, more) =
            if self.counts.len() < other.counts.len() { (self.counts, other.counts) } else { (other.counts, self.counts) };
        self.counts = syllable::add(more, fewer);
        self
    }
}

/// The files of a page's text, and their version.
pub(super) fn texts(corpus: &Corpus, document: &Document<'_>, record: &Record) -> (String, Vec<File>) {
    let files: Vec<File> = fragment::files(corpus, document, record).collect();
    (version(files.iter().map(|(_, bytes)| bytes.as_slice())), files)
}
