//! Documents by their numbers, in small buckets: a number is looked up, not searched for.

use std::collections::BTreeSet;

use serde::Serialize;

use super::display::Chunks;
use super::script::{File, fixed, version};
use super::unit::Document;
use crate::citation::DocumentNumber;

/// Numbers in a bucket, about.
const IN_BUCKET: usize = 128;

#[derive(Serialize)]
struct Buckets<'a> {
    #[serde(rename = "buckets")]
    count: usize,
    v: String,
    /// Where the documents lie, so that a number needs no other file for it.
    d: &'a Chunks,
}

/// Serial, year or 0, symbol, kind, slot.
type Record = (String, u16, String, &'static str, u32);

/// The files of numbers; the aliases of a document that are numbers are its numbers too.
pub(super) fn files(documents: &[Document<'_>], slots: &[u32], chunks: &Chunks) -> Vec<File> {
    let records: Vec<Record> = documents.iter().zip(slots).flat_map(|(document, slot)| records(document, *slot)).collect();
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
    let mut files: Vec<File> = buckets.iter().enumerate().map(|(at, bucket)| fixed(&format!("n/{at:x}"), bucket)).collect();
    let v = version(files.iter().map(|(_, bytes)| bytes.as_slice()));
    files.push(fixed("n", &Buckets { count: buckets.len(), v, d: chunks }));
    files
}

fn records(document: &Document<'_>, slot: u32) -> Vec<Record> {
    let front = &document.page.front;
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
