//! The index of a whole site: the same for a build that keeps nothing and for one that is kept.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use super::super::cut::pair_cap;
use super::super::display::{self, Chunks};
use super::super::gathering::terms;
use super::super::leaf::{self, Directory};
use super::super::page::{Survey, in_slots};
use super::super::place::Places;
use super::super::posting::Words;
use super::super::script::{File, fixed};
use super::super::syllable::Syllables;
use super::super::synonym::Synonyms;
use super::super::tier::Tier;
use super::super::{number, rules, slots_line, table};
use super::Index;
use super::files::{Files, hash};
use crate::content::Settings;
use crate::corpus::Corpus;

#[derive(Serialize)]
struct Dictionary<'a> {
    /// The version of the format.
    v: u8,
    units: usize,
    docs: usize,
    /// Syllables, a line each, front-coded as in a leaf, with the letter of base 36 of their band behind a tab.
    syllables: String,
    #[serde(flatten)]
    directory: &'a Directory,
    /// The directory of documents, so that a search for words needs no other file for it.
    #[serde(rename = "d")]
    documents: &'a Chunks,
}

/// Makes an index that can be brought up to date.
pub(super) fn kept(corpus: &Corpus, settings: &Settings, emit: &(dyn Fn(&str, Vec<u8>) + Sync)) -> Index {
    let hashes: Mutex<Vec<(String, [u8; 16])>> = Mutex::default();
    let write = |(path, bytes): File| {
        hashes.lock().unwrap_or_else(PoisonError::into_inner).push((path.clone(), hash(&bytes)));
        emit(&path, bytes);
    };
    let mut index = make(corpus, settings, &write, true);
    index.files = Files::new(hashes.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter());
    index
}

/// Hands on every file of a site's index; without `keeping` the index is good for nothing else.
pub(in crate::search) fn make(corpus: &Corpus, settings: &Settings, write: &(dyn Fn(File) + Sync), keeping: bool) -> Index {
    let (count, pages) = in_slots(corpus);
    let survey = Survey::of(corpus, &pages, write);
    let (chunks, chunk_hashes) = records(&survey, count, write);
    display::attributes(corpus, &pages, count).into_iter().for_each(write);
    let (numbers, files) = number::files(corpus, &pages);
    files.into_iter().for_each(write);
    write(rules::file(&settings.kinds, &table::abbreviations(&settings.abbreviations)));
    let everyday = table::synonyms(&settings.synonyms);
    let units = survey.units.iter().map(Vec::len).sum();
    let syllables = Syllables::new(survey.counts, units, &everyday);
    let synonyms = Synonyms::new(&everyday, &syllables);
    let places = Places::new(pages.iter().zip(&survey.units).map(|(placed, units)| (placed.slot, units.as_slice())));
    let words = Words { syllables: &syllables, synonyms: &synonyms };
    let (mut first, mut second) = (Tier::cutting("l"), Tier::cutting("s"));
    let blocks = terms(corpus, &pages, &places, &words, (pair_cap(units), keeping), &mut |term| {
        first.add(&term.key, &term.line);
        if !term.slots.is_empty() {
            second.add(&term.key, &slots_line(&term.slots));
        }
    });
    let (first, second) = (first.finish(&mut |file| write(file)), second.finish(&mut |file| write(file)));
    let at = if keeping { pages.iter().enumerate().map(|(at, placed)| (placed.page, at)).collect() } else { HashMap::default() };
    let (records, versions) = (survey.records, survey.versions);
    let files = Files::default();
    let mut index = Index {
        pages,
        at,
        records,
        versions,
        places,
        units,
        syllables,
        synonyms,
        blocks,
        first,
        second,
        chunks,
        chunk_hashes,
        numbers,
        files,
    };
    for file in [index.numbers.file(&index.chunks), index.words_file(), index.second_file()] {
        write(file);
    }
    index
}

/// Hands on the chunks of records.
fn records(survey: &Survey, count: u32, write: &(dyn Fn(File) + Sync)) -> (Chunks, BTreeMap<u32, blake3::Hash>) {
    let mut chunks = Chunks::new(survey.records.len(), count);
    let mut hashes = BTreeMap::new();
    for of_one in survey.records.chunk_by(|a, b| chunks.of(a.0) == chunks.of(b.0)) {
        let chunk = chunks.of(of_one[0].0);
        let file = chunks.file(chunk, &survey.records);
        hashes.insert(chunk, blake3::hash(&file.1));
        write(file);
    }
    chunks.set_version(hashes.values(), &survey.versions.concat());
    (chunks, hashes)
}

impl Index {
    /// The file `w`.
    pub(super) fn words_file(&self) -> File {
        let (units, docs, syllables) = (self.units, self.pages.len(), listed(&self.syllables));
        let directory = &self.first.directory();
        fixed("w", &Dictionary { v: 2, units, docs, syllables, directory, documents: &self.chunks })
    }

    /// The file `m`.
    pub(super) fn second_file(&self) -> File {
        fixed("m", &self.second.directory())
    }
}

fn listed(syllables: &Syllables) -> String {
    let mut out = String::new();
    let mut before = "";
    for (syllable, band) in syllables.listed() {
        if !out.is_empty() {
            out.push('\n');
        }
        leaf::front_code(&mut out, before, syllable);
        out.push('\t');
        out.push(char::from_digit(u32::from(band).min(35), 36).unwrap_or('z'));
        before = syllable;
    }
    out
}
