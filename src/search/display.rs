//! What results show of a document, and what filters ask.
//!
//! A record of a chunk is a list: slot, address, title, number, kind, issuer, date of issue, state, effective, expires,
//! units. Dates are `2023-08-14` or empty, the state is a letter of [`state`] on the day of the build, whom
//! the dates let the reader correct. Units are the ids of all but the first as in [`anchors`].
//!
//! A record of an attribute file is a list of numbers: slot, kind, issuer, year, state, subjects …; kind, issuer and
//! subject count in the lists of `a`, from 0, with -1 for none.

use std::collections::BTreeSet;

use serde::Serialize;

use super::page::Placed;
use super::script::{File, fixed, version, version_of};
use super::unit::{Document, IN_PART};
use crate::content::FrontMatter;
use crate::corpus::{Corpus, Validity, WorkId};

/// Documents in a chunk, about.
const IN_CHUNK: usize = 16;

/// Documents in an attribute file, about.
const IN_FILE: usize = 1_024;

/// Where records lie: equal ranges of slots, chunk `<n>` in `d/<n>`.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Chunks {
    slots: u32,
    #[serde(rename = "chunks")]
    count: u32,
    /// Of all records and texts, to ask for them anew when one has changed.
    v: String,
}

#[derive(Serialize)]
struct Attributes {
    files: usize,
    v: String,
    kinds: Vec<String>,
    issuers: Vec<String>,
    subjects: Vec<String>,
}

/// A record as it is written.
pub(super) type Record = (u32, String, String, String, String, String, String, &'static str, String, String, String);

impl Chunks {
    /// Of so many records in so many slots.
    pub(super) fn new(records: usize, slots: u32) -> Self {
        Self { slots, count: records.div_ceil(IN_CHUNK).next_power_of_two() as u32, v: String::new() }
    }

    /// How many slots there are.
    pub(super) fn slots(&self) -> u32 {
        self.slots
    }

    /// The chunk that a slot is in.
    pub(super) fn of(&self, slot: u32) -> u32 {
        slot / (self.slots / self.count).max(1)
    }

    /// The file of the chunk in which a slot is, from all records.
    pub(super) fn file(&self, chunk: u32, records: &[Record]) -> File {
        let from = records.partition_point(|record| self.of(record.0) < chunk);
        let to = records.partition_point(|record| self.of(record.0) <= chunk);
        fixed(&format!("d/{chunk:x}"), &&records[from..to])
    }

    /// Takes the version of all, from the hashes of the chunks in order and the versions of the texts together.
    pub(super) fn set_version<'h>(&mut self, chunks: impl Iterator<Item = &'h blake3::Hash>, texts: &str) {
        self.v = version_of(chunks.copied().chain([blake3::hash(texts.as_bytes())]));
    }
}

/// What results show of a document.
pub(super) fn record(corpus: &Corpus, document: &Document<'_>, slot: u32) -> Record {
    let front = &document.page.front;
    let text = |field: Option<&String>| field.cloned().unwrap_or_default();
    let date = |field: Option<jiff::civil::Date>| field.map(|date| date.to_string()).unwrap_or_default();
    (
        slot,
        document.page.output.clone(),
        text(front.title.as_ref().map(|title| &title.value)),
        text(front.number.as_ref().map(|number| &number.value.text)),
        front.kind.as_ref().map_or("", |kind| kind.value.name()).to_owned(),
        text(front.issuer.as_ref().map(|issuer| &issuer.value)),
        date(front.issued.as_ref().map(|field| field.value)),
        state(corpus, document.work),
        date(front.effective.as_ref().map(|field| field.value)),
        date(front.expires.as_ref().map(|field| field.value)),
        anchors(document),
    )
}

/// The letter of a state: `c` còn hiệu lực, `n` chưa, `m` một phần, `h` hết, `d` đình chỉ, `x` chưa xác minh; empty for a
/// page that is no document.
fn state(corpus: &Corpus, work: Option<WorkId>) -> &'static str {
    match work.map(|work| corpus.validity(work, corpus.today())) {
        Some(Validity::InForce) => "c",
        Some(Validity::NotYet) => "n",
        Some(Validity::Partly) => "m",
        Some(Validity::Expired) => "h",
        Some(Validity::Suspended) => "d",
        Some(Validity::Unknown) => "x",
        None => "",
    }
}

/// The ids of units with commas, those of each part of the text behind a semicolon; articles in a row are `dieu-1*91`.
fn anchors(document: &Document<'_>) -> String {
    let mut out = String::new();
    for part in document.units.chunk_by(|a, b| a.number / IN_PART == b.number / IN_PART) {
        if part[0].number > 0 {
            out.push(';');
        }
        out.push_str(&runs(part.iter().map(|unit| unit.anchor).filter(|anchor| !anchor.is_empty())));
    }
    out
}

fn runs<'a>(anchors: impl Iterator<Item = &'a str>) -> String {
    let mut runs: Vec<(&str, Option<u32>, u32)> = Vec::new();
    for anchor in anchors {
        let number = anchor.strip_prefix("dieu-").and_then(|number| number.parse::<u32>().ok());
        match runs.last_mut() {
            Some((_, Some(first), length)) if number == Some(*first + *length) => *length += 1,
            _ => runs.push((anchor, number, 1)),
        }
    }
    let run =
        |(anchor, _, length): (&str, Option<u32>, u32)| if length > 1 { format!("{anchor}*{length}") } else { anchor.to_owned() };
    runs.into_iter().map(run).collect::<Vec<_>>().join(",")
}

/// Whether attributes or numbers of a page are others, by what it was and what it is.
pub(super) fn differ(before: (&FrontMatter, &Record), now: (&FrontMatter, &Record)) -> bool {
    let facts = |(front, record): (&FrontMatter, &Record)| {
        let subjects: Vec<String> = front.subjects.iter().map(|subject| subject.value.clone()).collect();
        let aliases: Vec<String> = front.aliases.iter().map(|alias| alias.value.clone()).collect();
        let record = (record.3.clone(), record.4.clone(), record.5.clone(), record.7);
        (record, subjects, aliases, front.issued_range().map(|(_, last)| last.year()))
    };
    facts(before) != facts(now)
}

/// The files of attributes, each for an equal range of slots.
pub(super) fn attributes(corpus: &Corpus, pages: &[Placed], count: u32) -> Vec<File> {
    let list = |names: &dyn Fn(&FrontMatter) -> Vec<String>| -> Vec<String> {
        pages.iter().flat_map(|placed| names(&corpus.page(placed.page).front)).collect::<BTreeSet<String>>().into_iter().collect()
    };
    let kind = |front: &FrontMatter| front.kind.iter().map(|kind| kind.value.name().to_owned()).collect::<Vec<_>>();
    let issuer = |front: &FrontMatter| front.issuer.iter().map(|issuer| issuer.value.clone()).collect::<Vec<_>>();
    let subject = |front: &FrontMatter| front.subjects.iter().map(|subject| subject.value.clone()).collect::<Vec<_>>();
    let (kinds, issuers, subjects) = (list(&kind), list(&issuer), list(&subject));
    let place = |all: &[String], name: Option<&String>| -> i64 {
        name.and_then(|name| all.binary_search(name).ok()).and_then(|at| i64::try_from(at).ok()).unwrap_or(-1)
    };
    let record = |placed: &Placed| {
        let front = &corpus.page(placed.page).front;
        let year = front.issued_range().map_or(0, |(_, last)| i64::from(last.year()));
        let state = state(corpus, corpus.work_of(placed.page)).bytes().next().map_or(0, i64::from);
        let (kind, issuer) = (place(&kinds, kind(front).first()), place(&issuers, issuer(front).first()));
        let mut record = vec![i64::from(placed.slot), kind, issuer, year, state];
        record.extend(subject(front).iter().map(|subject| place(&subjects, Some(subject))));
        record
    };
    let records: Vec<Vec<i64>> = pages.iter().map(record).collect();
    let ranges = records.len().div_ceil(IN_FILE).next_power_of_two();
    let range = |slot: u32| slot as usize * ranges / count as usize;
    let mut files: Vec<Vec<&Vec<i64>>> = vec![Vec::new(); ranges];
    records.iter().zip(pages).for_each(|(record, placed)| files[range(placed.slot)].push(record));
    let mut files: Vec<File> = files.iter().enumerate().map(|(at, records)| fixed(&format!("a/{at:x}"), records)).collect();
    let v = version(files.iter().map(|(_, bytes)| bytes.as_slice()));
    files.push(fixed("a", &Attributes { files: ranges, v, kinds, issuers, subjects }));
    files
}
