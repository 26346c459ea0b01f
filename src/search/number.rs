//! Documents by their numbers, in small buckets: a number is looked up, not searched for.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::script::{File, fixed, hashed};
use super::unit::Document;
use crate::citation::DocumentNumber;

/// Numbers in a bucket, about.
const IN_BUCKET: usize = 128;

#[derive(Serialize)]
struct Buckets {
    buckets: usize,
    names: String,
}

/// Serial, year or 0, symbol, kind, slot.
type Record = (String, u16, String, &'static str, u32);

/// The files of numbers; the aliases of a document that are numbers are its numbers too.
pub(super) fn files(documents: &[Document<'_>], slots: &[u32]) -> Vec<File> {
    let records: Vec<Record> = documents.iter().zip(slots).flat_map(|(document, slot)| records(document, *slot)).collect();
    let buckets = records.len().div_ceil(IN_BUCKET).next_power_of_two();
    let mut by_bucket: BTreeMap<usize, Vec<Record>> = BTreeMap::new();
    for record in records {
        let digits: String = record.0.chars().take_while(char::is_ascii_digit).collect();
        let serial: usize = digits.parse().unwrap_or(0);
        by_bucket.entry(serial % buckets).or_default().push(record);
    }
    let (mut names, mut files, mut taken) = (String::new(), Vec::new(), BTreeSet::new());
    for bucket in 0..buckets {
        match by_bucket.get_mut(&bucket) {
            Some(records) => {
                records.sort();
                let (name, file) = hashed("n", records, &mut taken);
                names.push_str(&name);
                files.push(file);
            }
            None => names.push_str("----"),
        }
    }
    files.push(fixed("n", &Buckets { buckets, names }));
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
