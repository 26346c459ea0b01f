//! Writes the record of a build part by part: a large site has a hundred megabytes of it, and nobody needs them at once.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use serde::ser::{Error, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::{Draft, NAME, file};
use crate::publish::Made;
use crate::reads::{Fingerprint, Read};

/// Parts that are named at once; how soon it stops.
const AT_ONCE: usize = 512;

/// A task of a published site: what it read, and made.
pub(crate) struct Recorded<'t> {
    pub(crate) name: &'t str,
    pub(crate) reads: &'t [Read],
    pub(crate) outputs: Cow<'t, [Made]>,
}

/// The record of a build by its tasks, written beside a published folder but not in its place yet; `part` gives the name and
/// the fingerprint of a part. One without a fingerprint makes its tasks run again.
///
/// Errors: what the file system refuses; `stop` became true.
pub(crate) fn draft<'t>(
    out: &Path,
    ground: Fingerprint,
    done: impl Iterator<Item = Recorded<'t>> + Clone,
    part: &(dyn Fn(Read) -> (String, Option<Fingerprint>) + Sync),
    stop: &AtomicBool,
) -> io::Result<Draft> {
    let mut numbers: HashMap<Read, u32> = HashMap::new();
    let mut reads: Vec<Read> = Vec::new();
    for done in done.clone() {
        if stop.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        for read in done.reads {
            numbers.entry(*read).or_insert_with(|| {
                reads.push(*read);
                reads.len() as u32 - 1
            });
        }
    }
    let numbers = &numbers;
    let tasks = done.map(|Recorded { name, reads, outputs }| {
        (name, Task { reads: Each(RefCell::new(reads.iter().map(move |read| numbers[read]))), outputs })
    });
    let parts = Parts { reads: &reads, part, stop };
    file::draft(out, NAME, &Record { ground: ground.to_hex(), parts, tasks: Tasks(RefCell::new(tasks), stop) })
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
    outputs: Cow<'a, [Made]>,
}

/// A list or a map that is gone through once, when it is written.
struct Each<I>(RefCell<I>);
struct Tasks<'a, I>(RefCell<I>, &'a AtomicBool);

impl<I: Iterator<Item: Serialize>> Serialize for Each<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&mut *self.0.borrow_mut())
    }
}

impl<K: Serialize, V: Serialize, I: Iterator<Item = (K, V)>> Serialize for Tasks<'_, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, task) in &mut *self.0.borrow_mut() {
            goes_on::<S>(self.1)?;
            map.serialize_entry(&name, &task)?;
        }
        map.end()
    }
}

fn goes_on<S: Serializer>(stop: &AtomicBool) -> Result<(), S::Error> {
    if stop.load(Ordering::Relaxed) { Err(S::Error::custom("stopped")) } else { Ok(()) }
}

/// Parts that get their names and fingerprints when they are written, on all cores.
struct Parts<'a> {
    reads: &'a [Read],
    part: &'a (dyn Fn(Read) -> (String, Option<Fingerprint>) + Sync),
    stop: &'a AtomicBool,
}

impl Serialize for Parts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.reads.len()))?;
        let named = |read: &Read| {
            let (name, print) = (self.part)(*read);
            (name, print.map(Fingerprint::to_hex).unwrap_or_default())
        };
        for reads in self.reads.chunks(AT_ONCE) {
            goes_on::<S>(self.stop)?;
            let named: Vec<(String, String)> = reads.par_iter().map(named).collect();
            named.iter().try_for_each(|part| list.serialize_element(part))?;
        }
        list.end()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::{Record, Task};
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let out = scratch.path().join("public");
        let tasks: [(&str, &[Read]); 3] = [("a", &[Read::Today, Read::Front(7)]), ("b", &[Read::Front(7)]), ("c", &[])];
        let tasks = tasks.iter().map(|(name, reads)| Recorded { name, reads, outputs: Cow::Borrowed(&[]) });
        let print = crate::corpus::print(1);
        let part = |read: Read| (format!("{read:?}"), (read == Read::Today).then_some(print));
        assert!(draft(&out, print, tasks.clone(), &part, &AtomicBool::new(true)).is_err(), "it stops");
        assert_eq!(std::fs::read_dir(scratch.path()).expect("listed").count(), 0, "and leaves nothing");
        let draft = draft(&out, print, tasks, &part, &AtomicBool::new(false)).expect("written");
        assert_eq!(Record::read(&out), None, "not in its place yet");
        draft.publish().expect("put in its place");
        let task = |reads: &[u32]| Task { reads: reads.to_vec(), outputs: Vec::new() };
        let tasks = [("a", task(&[0, 1])), ("b", task(&[1])), ("c", task(&[]))];
        let expected = Record {
            ground: print.to_hex(),
            parts: vec![("Today".to_owned(), print.to_hex()), ("Front(7)".to_owned(), String::new())],
            tasks: tasks.into_iter().map(|(name, task)| (name.to_owned(), task)).collect::<BTreeMap<_, _>>(),
        };
        assert_eq!(Record::read(&out), Some(expected));
    }
}
