//! Documents by their numbers, in small buckets: a number is looked up, not searched for.

use std::collections::BTreeSet;

use serde::Serialize;

use super::display::Chunks;
use super::page::Placed;
use super::script::{self, File, fixed, version};
use crate::citation::DocumentNumber;
use crate::content::FrontMatter;
use crate::corpus::Corpus;

/// Numbers in a bucket, about.
const IN_BUCKET: usize = 128;

/// How numbers are found.
#[derive(Debug, Default, Serialize)]
pub(super) struct Buckets {
    #[serde(rename = "buckets")]
    count: usize,
    v: String,
    /// Where the documents lie, so that a number needs no other file for it.
    d: Chunks,
}

/// Serial, year or 0, symbol, kind, slot.
type Record = (String, u16, String, &'static str, u32);

/// The buckets of numbers, and how they are found; the aliases of a document that are numbers are its numbers too.
pub(super) fn files(corpus: &Corpus, pages: &[Placed]) -> (Buckets, Vec<File>) {
    let of = |placed: &Placed| records(&corpus.page(placed.page).front, placed.slot);
    let records: Vec<Record> = pages.iter().flat_map(of).collect();
    let mut buckets: Vec<Vec<Record>> = vec![Vec::new(); records.len().div_ceil(IN_BUCKET).next_power_of_two()];
    for record in records {
        let digits: String = record.0.chars().take_while(char::is_ascii_digit).collect();
        let serial: usize = digits.parse().unwrap_or(0);
        let at = serial % buckets.len();
        buckets[at].push(record);
    }
    for bucket in &mut buckets {
        bucket.sort();
    }
    let files: Vec<File> = buckets.iter().enumerate().map(|(at, bucket)| fixed(&name(at), bucket)).collect();
    let v = version(files.iter().map(|(_, bytes)| bytes.as_slice()));
    (Buckets { count: buckets.len(), v, d: Chunks::default() }, files)
}

fn name(bucket: usize) -> String {
    format!("n/{bucket:x}")
}

/// The path of a bucket's file.
pub(super) fn path(bucket: usize) -> String {
    script::path(&name(bucket))
}

impl Buckets {
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The file that says where the numbers are.
    pub(super) fn file(&mut self, chunks: &Chunks) -> File {
        self.d.clone_from(chunks);
        fixed("n", self)
    }
}

fn records(front: &FrontMatter, slot: u32) -> Vec<Record> {
    let kind = front.kind.as_ref().map_or("", |kind| kind.value.name());
    let own = front.number.as_ref().and_then(|number| number.value.parsed.clone());
    let others = front.aliases.iter().filter_map(|alias| DocumentNumber::parse(&alias.value));
    let record = |number: DocumentNumber| {
        (
            number.serial().trim_start_matches('0').to_lowercase(),
            number.year().unwrap_or(0),
            number.symbol().to_owned(),
            kind,
            slot,
        )
    };
    own.into_iter().chain(others).map(record).collect::<BTreeSet<Record>>().into_iter().collect()
}
