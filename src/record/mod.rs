//! The dependency record: for each task of a build, what it read and what it made, so that the next build does only what has
//! something new to read.
//!
//! It lies beside the published folder and is not trusted: a checksum stands before it, the program that wrote it is named
//! in it, and where anything is amiss there is no record, and everything is made anew.
//!
//! `State` is the short form of it: what the whole site was made from and what was said of it, for the build that has
//! nothing to do.

mod file;
mod state;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::publish::Made;
use crate::reads::Fingerprint;

pub(crate) use state::{State, Told};

/// What its file is called, behind the name of the folder.
const NAME: &str = "record";

/// What a build read and made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The fingerprint of what every output depends on: program, settings, words of the theme.
    pub ground: String,
    /// The names of all parts that were read, sorted, each with its fingerprint in hexadecimal figures.
    pub parts: Vec<(String, String)>,
    /// The tasks by their names.
    pub tasks: BTreeMap<String, Task>,
}

/// What one task read and made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// What it read (places in [`Record::parts`]).
    pub reads: Vec<u32>,
    /// The files it made.
    pub outputs: Vec<Made>,
}

impl Record {
    /// The tasks of which all that they read is as it was; `now` gives the fingerprint that a part of a name has now.
    pub(crate) fn unchanged(&self, now: impl Fn(&str) -> Option<Fingerprint> + Sync) -> Unchanged<'_> {
        let is_same = |(name, then): &(String, String)| now(name).is_some_and(|now| Fingerprint::from_hex(then) == Some(now));
        Unchanged { record: self, parts: self.parts.par_iter().map(is_same).collect() }
    }

    /// The record of a published folder; none where there is none that can be believed.
    pub fn read(out: &Path) -> Option<Self> {
        file::read(out, NAME)
    }

    /// Writes it beside a published folder. Errors: what the file system refuses.
    pub fn write(&self, out: &Path) -> std::io::Result<()> {
        file::write(out, NAME, self)
    }
}

/// A record beside the site as it is now.
#[derive(Debug)]
pub(crate) struct Unchanged<'r> {
    record: &'r Record,
    /// For each part, whether it is as it was.
    parts: Vec<bool>,
}

impl<'r> Unchanged<'r> {
    /// A task whose parts are all as they were; else what changed first, or none if the task is new.
    pub(crate) fn task(&self, name: &str) -> Result<&'r Task, Option<&'r str>> {
        let task = self.record.tasks.get(name).ok_or(None)?;
        let known = |read: &&u32| self.parts.get(**read as usize).copied() != Some(true);
        match task.reads.iter().find(known) {
            None => Ok(task),
            Some(read) => Err(Some(self.record.parts.get(*read as usize).map_or("", |(name, _)| name.as_str()))),
        }
    }

    /// The names of what a task read.
    pub(crate) fn reads(&self, task: &Task) -> impl Iterator<Item = &'r str> {
        let parts = &self.record.parts;
        task.reads.clone().into_iter().filter_map(|read| parts.get(read as usize).map(|(name, _)| name.as_str()))
    }
}

/// A record being put together.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    tasks: BTreeMap<String, (BTreeSet<String>, Vec<Made>)>,
}

impl Recorder {
    /// Adds a task with the names of what it read.
    pub(crate) fn add(&mut self, task: &str, reads: BTreeSet<String>, outputs: Vec<Made>) {
        self.tasks.insert(task.to_owned(), (reads, outputs));
    }

    /// The record; `now` gives the fingerprint of a part by its name. A part without one makes its tasks run again.
    pub(crate) fn finish(self, ground: Fingerprint, now: impl Fn(&str) -> Option<Fingerprint> + Sync) -> Record {
        let names: BTreeSet<&str> = self.tasks.values().flat_map(|(reads, _)| reads).map(String::as_str).collect();
        let names: Vec<&str> = names.into_iter().collect();
        let number = |name: &String| names.binary_search(&name.as_str()).unwrap_or_default() as u32;
        let tasks = self.tasks.iter().map(|(name, (reads, outputs))| {
            (name.clone(), Task { reads: reads.iter().map(number).collect(), outputs: outputs.clone() })
        });
        let tasks = tasks.collect();
        let print = |name: &&str| ((*name).to_owned(), now(name).map(Fingerprint::to_hex).unwrap_or_default());
        Record { ground: ground.to_hex(), parts: names.par_iter().map(print).collect(), tasks }
    }
}
