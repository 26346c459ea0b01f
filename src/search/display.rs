//! What results show of a document, and what filters ask.
//!
//! A record of a chunk is a list: slot, address, title, number, kind, issuer, date of issue, state, effective, expires,
//! units, fragments. Dates are `2023-08-14` or empty, the state is a letter of [`state`] on the day of the build, whom
//! the dates let the reader correct. Units are the ids of units 1, 2 … as in [`anchors`]; fragments are
//! `<first unit>:<name>` with commas.
//!
//! A record of an attribute file is a list of numbers: slot, kind, issuer, year, state, subjects …; kind, issuer and
//! subject count in the lists of `a`, from 0, with -1 for none.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::script::{File, fixed, hashed};
use super::unit::Document;
use crate::content::FrontMatter;
use crate::corpus::{Corpus, Validity};

/// Documents in a chunk, about.
const IN_CHUNK: usize = 16;

/// Documents in an attribute file, about.
const IN_FILE: usize = 1_024;

#[derive(Serialize)]
struct Chunks {
    slots: u32,
    #[serde(rename = "chunks")]
    count: usize,
    /// Four letters a chunk, `----` for an empty one.
    names: String,
}

#[derive(Serialize)]
struct Attributes {
    slots: u32,
    files: usize,
    names: String,
    kinds: Vec<String>,
    issuers: Vec<String>,
    subjects: Vec<String>,
}

/// A record as it is written.
type Record = (u32, String, String, String, String, String, String, &'static str, String, String, String, String);

/// The files of documents; `fragments` says for each document where its text lies.
pub(super) fn files(corpus: &Corpus, documents: &[Document<'_>], slots: &[u32], count: u32, fragments: &[String]) -> Vec<File> {
    let records = documents.iter().zip(slots).zip(fragments);
    let records = records.map(|((document, slot), fragments)| (*slot, record(corpus, document, *slot, fragments)));
    let mut files = chunked("d", records.collect(), count, IN_CHUNK, |chunks, names| {
        fixed("d", &Chunks { slots: count, count: chunks, names })
    });
    files.extend(attributes(corpus, documents, slots, count));
    files
}

/// Records in files of equal ranges of slots, and the file that lists them.
fn chunked<R: Serialize>(
    folder: &str,
    records: Vec<(u32, R)>,
    count: u32,
    in_file: usize,
    directory: impl FnOnce(usize, String) -> File,
) -> Vec<File> {
    let chunks = records.len().div_ceil(in_file).next_power_of_two();
    let mut by_chunk: BTreeMap<u32, Vec<R>> = BTreeMap::new();
    for (slot, record) in records {
        by_chunk.entry(slot / (count / chunks as u32).max(1)).or_default().push(record);
    }
    let (mut names, mut files, mut taken) = (String::new(), Vec::new(), BTreeSet::new());
    for chunk in 0..chunks as u32 {
        match by_chunk.get(&chunk) {
            Some(records) => {
                let (name, file) = hashed(folder, records, &mut taken);
                names.push_str(&name);
                files.push(file);
            }
            None => names.push_str("----"),
        }
    }
    files.push(directory(chunks, names));
    files
}

fn record(corpus: &Corpus, document: &Document<'_>, slot: u32, fragments: &str) -> Record {
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
        state(corpus, document),
        date(front.effective.as_ref().map(|field| field.value)),
        date(front.expires.as_ref().map(|field| field.value)),
        anchors(document),
        fragments.to_owned(),
    )
}

/// The letter of a state: `c` còn hiệu lực, `n` chưa, `m` một phần, `h` hết, `d` đình chỉ, `x` chưa xác minh; empty for a
/// page that is no document.
fn state(corpus: &Corpus, document: &Document<'_>) -> &'static str {
    match document.work.map(|work| corpus.validity(work, corpus.today)) {
        Some(Validity::InForce) => "c",
        Some(Validity::NotYet) => "n",
        Some(Validity::Partly) => "m",
        Some(Validity::Expired) => "h",
        Some(Validity::Suspended) => "d",
        Some(Validity::Unknown) => "x",
        None => "",
    }
}

/// The ids of units with commas; articles in a row are `dieu-1*91`.
fn anchors(document: &Document<'_>) -> String {
    let mut runs: Vec<(String, Option<u32>, u32)> = Vec::new();
    for unit in &document.units[1..] {
        let number = unit.anchor.strip_prefix("dieu-").and_then(|number| number.parse::<u32>().ok());
        match runs.last_mut() {
            Some((_, Some(first), length)) if number == Some(*first + *length) => *length += 1,
            _ => runs.push((unit.anchor.to_owned(), number, 1)),
        }
    }
    let run = |(anchor, _, length): (String, Option<u32>, u32)| if length > 1 { format!("{anchor}*{length}") } else { anchor };
    runs.into_iter().map(run).collect::<Vec<_>>().join(",")
}

fn attributes(corpus: &Corpus, documents: &[Document<'_>], slots: &[u32], count: u32) -> Vec<File> {
    let front = |document: &Document<'_>| -> FrontMatter { document.page.front.clone() };
    let fronts: Vec<FrontMatter> = documents.iter().map(front).collect();
    let list = |names: &dyn Fn(&FrontMatter) -> Vec<String>| -> Vec<String> {
        fronts.iter().flat_map(names).collect::<BTreeSet<String>>().into_iter().collect()
    };
    let kind = |front: &FrontMatter| front.kind.iter().map(|kind| kind.value.name().to_owned()).collect::<Vec<_>>();
    let issuer = |front: &FrontMatter| front.issuer.iter().map(|issuer| issuer.value.clone()).collect::<Vec<_>>();
    let subjects = |front: &FrontMatter| front.subjects.iter().map(|subject| subject.value.clone()).collect::<Vec<_>>();
    let (kinds, issuers, all_subjects) = (list(&kind), list(&issuer), list(&subjects));
    let place = |all: &[String], name: Option<&String>| -> i64 {
        name.and_then(|name| all.binary_search(name).ok()).and_then(|at| i64::try_from(at).ok()).unwrap_or(-1)
    };
    let record = |at: usize| {
        let (document, front) = (&documents[at], &fronts[at]);
        let year = front.issued_range().map_or(0, |(_, last)| i64::from(last.year()));
        let state = state(corpus, document).bytes().next().map_or(0, i64::from);
        let mut record =
            vec![i64::from(slots[at]), place(&kinds, kind(front).first()), place(&issuers, issuer(front).first()), year, state];
        record.extend(subjects(front).iter().map(|subject| place(&all_subjects, Some(subject))));
        (slots[at], record)
    };
    let records: Vec<(u32, Vec<i64>)> = (0..documents.len()).map(record).collect();
    chunked("a", records, count, IN_FILE, |files, names| {
        fixed(
            "a",
            &Attributes {
                slots: count,
                files,
                names,
                kinds: kinds.clone(),
                issuers: issuers.clone(),
                subjects: all_subjects.clone(),
            },
        )
    })
}
