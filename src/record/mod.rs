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
mod writing;

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::publish::Made;
use crate::reads::{Fingerprint, Read};

pub(crate) use file::Draft;
pub(crate) use state::{State, Told};
pub(crate) use writing::{Recorded, draft};

/// What its file is called, behind the name of the folder.
const NAME: &str = "record";

/// What a build read and made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The fingerprint of what every output depends on: program, settings, words of the theme.
    pub ground: String,
    /// The names of all parts that were read, each with its fingerprint in hexadecimal figures.
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

/// What a task of the build at hand read, in order, and made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) reads: Box<[Read]>,
    pub(crate) outputs: Vec<Made>,
}

impl Record {
    /// The tasks of which all that they read is as it was; `now` gives the part of a name with
    /// the fingerprint that it has now.
    pub(crate) fn unchanged(&self, now: impl Fn(&str) -> Option<(Read, Fingerprint)> + Sync) -> Unchanged<'_> {
        let is_same = |(name, then): &(String, String)| {
            now(name).filter(|(_, print)| Fingerprint::from_hex(then) == Some(*print)).map(|(read, _)| read)
        };
        Unchanged { record: self, parts: self.parts.par_iter().map(is_same).collect() }
    }

    /// The record of a published folder; none where there is none that can be believed.
    pub fn read(out: &Path) -> Option<Self> {
        file::read(out, NAME)
    }
}

/// A record beside the site as it is now.
#[derive(Debug)]
pub(crate) struct Unchanged<'r> {
    record: &'r Record,
    /// For each part what it is now, if it is as it was.
    parts: Vec<Option<Read>>,
}

impl<'r> Unchanged<'r> {
    /// A task whose parts are all as they were; else what changed first, or none if the task is new.
    pub(crate) fn task(&self, name: &str) -> Result<&'r Task, Option<&'r str>> {
        let task = self.record.tasks.get(name).ok_or(None)?;
        let is_other = |read: &&u32| self.part(**read).is_none();
        match task.reads.iter().find(is_other) {
            None => Ok(task),
            Some(read) => Err(Some(self.record.parts.get(*read as usize).map_or("", |(name, _)| name.as_str()))),
        }
    }

    /// What a task read.
    pub(crate) fn reads(&self, task: &Task) -> Box<[Read]> {
        task.reads.iter().filter_map(|read| self.part(*read)).collect()
    }

    fn part(&self, number: u32) -> Option<Read> {
        self.parts.get(number as usize).copied().flatten()
    }
}
