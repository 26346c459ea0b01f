//! The index of a site, kept in memory between the builds of one process and brought up to date page by page.
//!
//! | part | owns |
//! |---|---|
//! | `making` | the index of a whole site, kept or not |
//! | `units` | which units of a page changed, and their postings before and now |
//! | `vocabulary` | the table of syllables, in which numbers stay what they are |
//! | `block` | the postings under a syllable, compressed |
//! | `turning` | pairs that move because another syllable is their rarer one now |
//! | `files` | what was handed on, by its hash |
//!
//! An update takes the postings of changed units as the old page and the old table give them from those the new ones
//! give; only terms between which there is a difference get new lines, only leaves with such lines are cut anew
//! (`tier`). All numbers in memory (of syllables, forms, units) are this process's own: none of them reaches a file.
//!
//! What is kept, for ten thousand pages: postings 1 to 2 bytes each, the leaves' texts, records, hashes. Not kept: texts.

mod block;
mod files;
mod making;
mod turning;
mod units;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use self::block::other_of;
pub(super) use self::block::{Block, in_block};
use self::files::Files;
pub(super) use self::making::make;
use self::turning::{Turned, Turning};
use self::units::{Edited, Posting, Postings, TermKey};
use self::vocabulary::{Differences, Shift};
use super::cut::pair_cap;
use super::display::{self, Chunks, Record};
use super::number::{self, Buckets};
use super::page::{self, Placed};
use super::place::Places;
use super::posting::{Builder, Packed, Words, unit_of};
use super::syllable::Syllables;
use super::synonym::Synonyms;
use super::tier::{Lines, Tier};
use super::{fragment, slots_line, table, unit};
use crate::content::{Blocks, Page, Settings};
use crate::corpus::{Corpus, PageId};

/// The index of a site, kept between the builds of one process.
#[derive(Debug)]
pub struct Index {
    /// The pages in the order of their slots, and by their ids their places in it.
    pages: Vec<Placed>,
    at: HashMap<PageId, usize>,
    /// Of each page in that order.
    records: Vec<Record>,
    /// Of the texts of each.
    versions: Vec<String>,
    places: Places,
    units: usize,
    syllables: Syllables,
    synonyms: Synonyms,
    /// The postings under each syllable; nothing where the index is not kept.
    blocks: Vec<Block>,
    first: Tier,
    second: Tier,
    chunks: Chunks,
    /// The hash of each chunk of records.
    chunk_hashes: BTreeMap<u32, blake3::Hash>,
    numbers: Buckets,
    files: Files,
}

/// What an update comes to.
#[derive(Debug, Default)]
pub struct Changes {
    /// Files that are new or have other bytes.
    pub written: Vec<(String, Vec<u8>)>,
    /// Paths where no file is any more.
    pub removed: Vec<String>,
}

/// What is to be done under one syllable: postings that are gone and new, and the terms whose lines are others (by their
/// other syllable, see [`other_of`]).
#[derive(Default)]
struct Work {
    gone: Vec<Packed>,
    new: Vec<Packed>,
    terms: BTreeSet<u32>,
}

impl Index {
    /// Makes the whole index and hands on every file, from many threads.
    pub fn new(corpus: &Corpus, settings: &Settings, emit: &(dyn Fn(&str, Vec<u8>) + Sync)) -> Self {
        making::kept(corpus, settings, emit)
    }

    /// Takes in pages that changed: each with its id and as it was when it was last taken in; `corpus` has the new ones, and
    /// the same pages in the same order under the same settings as before.
    ///
    /// None where only a new index will do; this one is then of no use any more. That is, rarely: where the pages are
    /// others after all; where a page has a quarter more units than when the index was made and eight; where the number
    /// of all units passes a power of two, so that other postings stay in the first tier; and what `Syllables::take_in`
    /// says.
    pub fn update(&mut self, corpus: &Corpus, settings: &Settings, changed: &[(PageId, &Page)]) -> Option<Changes> {
        let texts: Vec<[Blocks; 2]> = changed.iter().map(|(id, before)| [before.blocks(), corpus.page(*id).blocks()]).collect();
        let edited = self.edited(corpus, changed, &texts)?;
        let lines = self.update_terms(&edited, settings)?;
        let mut changes = Changes::default();
        self.update_tiers(lines, &mut changes);
        self.update_pages(corpus, &edited, &mut changes);
        for file in [self.numbers.file(&self.chunks), self.words_file(), self.second_file()] {
            self.files.put(file, &mut changes);
        }
        Some(changes)
    }

    /// The pages that changed and that can be found; `texts` are those of all that changed, before and now.
    fn edited<'a>(
        &self,
        corpus: &'a Corpus,
        changed: &[(PageId, &'a Page)],
        texts: &'a [[Blocks; 2]],
    ) -> Option<Vec<Edited<'a>>> {
        if unit::pages(corpus).count() != self.pages.len() {
            return None;
        }
        let mut all = Vec::new();
        for ((id, before), [old, new]) in changed.iter().zip(texts).filter(|((_, page), _)| !page.is_home()) {
            let (now, at) = (unit::document(corpus, *id, new), *self.at.get(id)?);
            if now.page.output != self.records[at].1 {
                return None;
            }
            all.push(Edited::new(at, unit::of_page(before, now.work, old), now));
        }
        Some(all)
    }

    /// Brings postings up to date; returns the lines that may be others, of both tiers.
    fn update_terms(&mut self, edited: &[Edited<'_>], settings: &Settings) -> Option<[Lines; 2]> {
        let (mut before, mut now) = (Postings::default(), Postings::default());
        let mut differences = Differences::new();
        let words = Words { syllables: &self.syllables, synonyms: &self.synonyms };
        let mut units = self.units;
        for one in edited {
            one.postings_before(self.places.first(one.at), &words, &mut before);
            one.differences(&mut differences);
            units = units + one.now.units.len() - one.before.units.len();
        }
        if pair_cap(units) != pair_cap(self.units) {
            return None;
        }
        self.units = units;
        let shift = self.syllables.take_in(&differences, units)?;
        self.blocks.resize_with(self.syllables.folded.len(), Block::default);
        if self.synonyms.is_other_with(&shift.new) {
            self.synonyms = Synonyms::new(&table::synonyms(&settings.synonyms), &self.syllables);
        }
        let words = Words { syllables: &self.syllables, synonyms: &self.synonyms };
        for one in edited {
            one.postings_now(self.places.first(one.at), &words, &mut now);
            if !self.places.renumber(one.at, one.now.units.iter().map(|unit| unit.number)) {
                return None;
            }
        }
        let turned = self.turned(&shift, edited);
        let terms = before.terms.into_iter().chain(now.terms).collect();
        let [gone, new] = differing(before.all, turned.from, now.all, turned.to);
        Some(self.update_postings(gone, new, terms))
    }

    /// The postings of pairs that stand under their other syllable now, without those of units that changed, which have the
    /// right place already.
    fn turned(&self, shift: &Shift, edited: &[Edited<'_>]) -> Turned {
        let first = |one: &Edited<'_>| self.places.first(one.at);
        let units: HashSet<u32> = edited.iter().flat_map(|one| one.units.iter().map(|nth| first(one) + *nth as u32)).collect();
        let mut turned = Turning { syllables: &self.syllables, bands: &shift.bands, blocks: &self.blocks }.all();
        for list in [&mut turned.from, &mut turned.to] {
            list.retain(|(_, posting)| !units.contains(&unit_of(*posting)));
        }
        turned
    }

    /// Changes blocks, and writes the lines of the terms in them that have changed.
    fn update_postings(&mut self, gone: Vec<Posting>, new: Vec<Posting>, terms: BTreeSet<TermKey>) -> [Lines; 2] {
        let mut all: BTreeMap<u32, Work> = BTreeMap::new();
        for (head, posting) in gone {
            all.entry(head).or_default().gone.push(posting);
        }
        for (head, posting) in new {
            all.entry(head).or_default().new.push(posting);
        }
        for (head, other) in terms {
            all.entry(head).or_default().terms.insert(other);
        }
        let mut taken: Vec<(u32, Block, Work)> = Vec::with_capacity(all.len());
        for (head, mut work) in all {
            work.terms.extend(work.gone.iter().chain(&work.new).map(|posting| other_of(*posting)));
            taken.push((head, std::mem::take(&mut self.blocks[head as usize]), work));
        }
        let builder = Builder { syllables: &self.syllables, places: &self.places, pair_cap: pair_cap(self.units) };
        let lines: Vec<[Lines; 2]> = taken
            .par_iter_mut()
            .map(|(head, block, work)| {
                block.change(&work.gone, &work.new);
                lines(&builder, *head, block, &work.terms)
            })
            .collect();
        for (head, block, _) in taken {
            self.blocks[head as usize] = block;
        }
        let mut all = [Lines::new(), Lines::new()];
        for lines in lines {
            all.iter_mut().zip(lines).for_each(|(all, lines)| all.extend(lines));
        }
        all
    }

    fn update_tiers(&mut self, [first, second]: [Lines; 2], changes: &mut Changes) {
        let (of_first, of_second) = (&mut self.first, &mut self.second);
        let (first, second) = rayon::join(|| of_first.update(first), || of_second.update(second));
        for (files, gone) in [first, second] {
            for path in gone {
                self.files.remove(&path, changes);
            }
            self.files.put_all(files, changes);
        }
    }

    /// Texts, records, attributes and numbers of pages that changed.
    fn update_pages(&mut self, corpus: &Corpus, edited: &[Edited<'_>], changes: &mut Changes) {
        let mut chunks = BTreeSet::new();
        let mut facts_differ = false;
        for one in edited {
            let slot = self.pages[one.at].slot;
            let record = display::record(corpus, &one.now, slot);
            let (version, files) = page::texts(corpus, &one.now, &record);
            self.files.put_all(files, changes);
            for part in one.now.parts()..one.before.parts() {
                self.files.remove(&fragment::path(slot, part), changes);
            }
            let (before, now) = (&one.before.page.front, &one.now.page.front);
            facts_differ |= display::differ((before, &self.records[one.at]), (now, &record));
            (self.records[one.at], self.versions[one.at]) = (record, version);
            chunks.insert(self.chunks.of(slot));
        }
        for chunk in chunks {
            let file = self.chunks.file(chunk, &self.records);
            self.chunk_hashes.insert(chunk, blake3::hash(&file.1));
            self.files.put(file, changes);
        }
        self.chunks.set_version(self.chunk_hashes.values(), &self.versions.concat());
        if facts_differ {
            self.update_facts(corpus, changes);
        }
    }

    /// Attributes and numbers, which are of all pages.
    fn update_facts(&mut self, corpus: &Corpus, changes: &mut Changes) {
        let attributes = display::attributes(corpus, &self.pages, self.chunks.slots());
        self.files.put_all(attributes, changes);
        let (numbers, files) = number::files(corpus, &self.pages);
        for bucket in numbers.count()..self.numbers.count() {
            self.files.remove(&number::path(bucket), changes);
        }
        self.files.put_all(files, changes);
        self.numbers = numbers;
    }
}

/// The lines of some terms under a syllable, in both tiers.
fn lines(builder: &Builder<'_>, head: u32, block: &Block, terms: &BTreeSet<u32>) -> [Lines; 2] {
    let [mut first, mut second] = [Lines::new(), Lines::new()];
    let mut postings = Vec::new();
    for other in terms {
        postings.clear();
        block.term(*other, &mut postings);
        let term = (!postings.is_empty()).then(|| builder.term(head, &postings));
        if *other == 0 {
            let slots = term.as_ref().filter(|term| !term.slots.is_empty()).map(|term| slots_line(&term.slots));
            second.insert(builder.key(head, 0), slots);
        }
        first.insert(builder.key(head, *other), term.map(|term| term.line));
    }
    [first, second]
}

/// What is in the first two lists and not in the others, and what only the others have; sorted.
fn differing(before: Vec<Posting>, from: Vec<Posting>, now: Vec<Posting>, to: Vec<Posting>) -> [Vec<Posting>; 2] {
    let sorted = |a: Vec<Posting>, b: Vec<Posting>| {
        let mut all = [a, b].concat();
        all.sort_unstable();
        all
    };
    let (gone, new) = (sorted(before, from), sorted(now, to));
    let without = |all: &[Posting], others: &[Posting]| {
        all.iter().filter(|posting| others.binary_search(posting).is_err()).copied().collect()
    };
    [without(&gone, &new), without(&new, &gone)]
}
