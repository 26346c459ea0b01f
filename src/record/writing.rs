//! Writes the record of a build part by part: a large site has a hundred megabytes of it, and nobody needs them at once.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::Path;

use rayon::prelude::*;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use super::{Done, Draft, NAME, file};
use crate::publish::Made;
use crate::reads::{Fingerprint, Read};

/// Parts that are named at once.
const AT_ONCE: usize = 4096;

/// The record of a build by its tasks, written beside a published folder but not in its place yet; `part` gives the name and
/// the fingerprint of a part. One without a fingerprint makes its tasks run again.
///
/// Errors: what the file system refuses.
pub(crate) fn draft(
    out: &Path,
    ground: Fingerprint,
    done: &BTreeMap<String, Done>,
    part: &(dyn Fn(Read) -> (String, Option<Fingerprint>) + Sync),
) -> io::Result<Draft> {
    let mut numbers: HashMap<Read, u32> = HashMap::new();
    let mut reads: Vec<Read> = Vec::new();
    for read in done.values().flat_map(|done| &done.reads) {
        numbers.entry(*read).or_insert_with(|| {
            reads.push(*read);
            reads.len() as u32 - 1
        });
    }
    let tasks = done.iter().map(|(name, done)| {
        let task = Task { reads: Each(RefCell::new(done.reads.iter().map(|read| numbers[read]))), outputs: &done.outputs };
        (name, task)
    });
    let parts = Parts { reads: &reads, part };
    file::draft(out, NAME, &Record { ground: ground.to_hex(), parts, tasks: Tasks(RefCell::new(tasks)) })
}

/// As [`super::Record`] has it.
#[derive(Serialize)]
#[serde(bound = "T: Serialize")]
struct Record<'a, T> {
    ground: String,
    parts: Parts<'a>,
    tasks: T,
}

/// As [`super::Task`] has it.
#[derive(Serialize)]
#[serde(bound = "R: Serialize")]
struct Task<'a, R> {
    reads: R,
    outputs: &'a [Made],
}

/// A list or a map that is gone through once, when it is written.
struct Each<I>(RefCell<I>);
struct Tasks<I>(RefCell<I>);

impl<I: Iterator<Item: Serialize>> Serialize for Each<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&mut *self.0.borrow_mut())
    }
}

impl<K: Serialize, V: Serialize, I: Iterator<Item = (K, V)>> Serialize for Tasks<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(&mut *self.0.borrow_mut())
    }
}

/// Parts that get their names and fingerprints when they are written, on all cores.
struct Parts<'a> {
    reads: &'a [Read],
    part: &'a (dyn Fn(Read) -> (String, Option<Fingerprint>) + Sync),
}

impl Serialize for Parts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.reads.len()))?;
        let named = |read: &Read| {
            let (name, print) = (self.part)(*read);
            (name, print.map(Fingerprint::to_hex).unwrap_or_default())
        };
        for reads in self.reads.chunks(AT_ONCE) {
            let named: Vec<(String, String)> = reads.par_iter().map(named).collect();
            named.iter().try_for_each(|part| list.serialize_element(part))?;
        }
        list.end()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Record, Task};
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let out = scratch.path().join("public");
        let done = |reads: &[Read]| Done { reads: reads.into(), outputs: Vec::new() };
        let tasks = [("a", done(&[Read::Today, Read::Front(7)])), ("b", done(&[Read::Front(7)])), ("c", done(&[]))];
        let tasks = tasks.into_iter().map(|(name, done)| (name.to_owned(), done)).collect();
        let print = crate::corpus::print(1);
        let part = |read: Read| (format!("{read:?}"), (read == Read::Today).then_some(print));
        let draft = draft(&out, print, &tasks, &part).expect("written");
        assert_eq!(Record::read(&out), None, "not in its place yet");
        draft.publish().expect("put in its place");
        let task = |reads: &[u32]| Task { reads: reads.to_vec(), outputs: Vec::new() };
        let tasks = [("a", task(&[0, 1])), ("b", task(&[1])), ("c", task(&[]))];
        let expected = Record {
            ground: print.to_hex(),
            parts: vec![("Today".to_owned(), print.to_hex()), ("Front(7)".to_owned(), String::new())],
            tasks: tasks.into_iter().map(|(name, task)| (name.to_owned(), task)).collect(),
        };
        assert_eq!(Record::read(&out), Some(expected));
    }
}
