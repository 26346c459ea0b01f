//! Runs the tasks of a site that have something new to read, and takes over what the others made.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};

use super::Options;
use crate::publish::{Made, PublishError, Staging};
use crate::reads::{self, Fingerprint, Read};
use crate::record::{self, Done, Draft, Record, Recorded, Task, Unchanged};
use crate::search;
use crate::site::{Emit, Maker, Parts, Site, part_name};

/// The task of the index where it is compressed too.
const COMPRESSED_INDEX: &str = "chi-muc.gz";

/// Why a task was run: what it read that changed; nothing for a new one.
type Reason = Option<String>;

/// What came of the tasks of a site.
pub(super) struct Work {
    /// The tasks by their names.
    pub(super) tasks: BTreeMap<String, Done>,
    /// The tasks that ran, and why.
    pub(super) ran: Vec<(String, Reason)>,
    /// The files that no task made.
    pub(super) further: Vec<Made>,
}

impl Work {
    /// Every file of the site.
    pub(super) fn files(&self) -> impl Iterator<Item = &Made> {
        self.tasks.values().flat_map(|done| &done.outputs).chain(&self.further)
    }

    /// What the next build can go by.
    pub(super) fn record(&self, ground: Fingerprint, site: &Site<'_>, parts: &Parts<'_>, out: &Path) -> Option<Draft> {
        let tasks = self.tasks.iter();
        let tasks = tasks.map(|(name, done)| Recorded { name, reads: &done.reads, outputs: Cow::Borrowed(&done.outputs) });
        record::draft(out, ground, tasks, &|read| (part_name(site, read), parts.print(read)), &AtomicBool::new(false)).ok()
    }
}

/// Runs tasks into a staging folder.
pub(super) struct Incremental<'a> {
    staging: &'a Staging,
    before: Option<Unchanged<'a>>,
    options: &'a Options,
    done: Mutex<BTreeMap<String, Done>>,
    ran: Mutex<Vec<(String, Reason)>>,
    further: Mutex<Vec<Made>>,
    failure: Mutex<Option<PublishError>>,
}

impl<'a> Incremental<'a> {
    pub(super) fn new(staging: &'a Staging, parts: &'a Parts<'a>, record: Option<&'a Record>, options: &'a Options) -> Self {
        let before =
            record.map(|record| record.unchanged(|name| parts.find(name).and_then(|read| Some((read, parts.print(read)?)))));
        Self {
            staging,
            before,
            options,
            done: Mutex::default(),
            ran: Mutex::default(),
            further: Mutex::default(),
            failure: Mutex::default(),
        }
    }

    /// Writes a file that no task makes.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) {
        let made = self.emit(path, bytes);
        self.further.lock().unwrap_or_else(PoisonError::into_inner).extend(made);
    }

    fn emit(&self, path: &str, bytes: &[u8]) -> Vec<Made> {
        self.options.observing.advance();
        let is_index = path.strip_prefix(search::FOLDER).is_some_and(|rest| rest.starts_with('/'));
        let written = if self.options.compress && is_index {
            self.staging.write_compressed(path, bytes)
        } else {
            self.staging.write(path, bytes).map(|made| vec![made])
        };
        written.unwrap_or_else(|error| self.fail(error))
    }

    /// What was done. Errors: the first that the file system gave.
    pub(super) fn finish(self) -> Result<Work, PublishError> {
        if let Some(error) = self.failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error);
        }
        let mut ran = self.ran.into_inner().unwrap_or_else(PoisonError::into_inner);
        ran.sort();
        let tasks = self.done.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(Work { tasks, ran, further: self.further.into_inner().unwrap_or_else(PoisonError::into_inner) })
    }

    fn fail(&self, error: PublishError) -> Vec<Made> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        Vec::new()
    }

    fn done(&self, name: &str, reads: Box<[Read]>, outputs: Vec<Made>) {
        self.done.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), Done { reads, outputs });
    }

    /// Takes over what a task made before; `false` where the published site no longer has all of it.
    fn keep(&self, name: &str, before: &Unchanged<'_>, task: &Task) -> bool {
        if !task.outputs.iter().all(|made| self.staging.has(made)) {
            return false;
        }
        let mut outputs = Vec::with_capacity(task.outputs.len());
        for made in &task.outputs {
            match self.staging.keep(made) {
                Ok(made) => outputs.push(made),
                Err(error) => drop(self.fail(error)),
            }
        }
        self.done(name, before.reads(task), outputs);
        true
    }
}

impl Maker for Incremental<'_> {
    fn task(&self, name: &str, make: &(dyn Fn(&Emit<'_>) + Sync)) {
        // With its compressed forms the index has other files.
        let name = if self.options.compress && name == search::FOLDER { COMPRESSED_INDEX } else { name };
        let reason = match self.before.as_ref().map(|before| (before, before.task(name))) {
            Some((before, Ok(task))) if self.keep(name, before, task) => return,
            // What it made is gone or was touched.
            Some((_, Ok(_))) => Some("output:".to_owned()),
            Some((_, Err(changed))) => changed.map(str::to_owned),
            None => None,
        };
        self.ran.lock().unwrap_or_else(PoisonError::into_inner).push((name.to_owned(), reason));
        let outputs: Mutex<Vec<Made>> = Mutex::default();
        let emit = |path: &str, bytes: Vec<u8>| {
            let made = self.emit(path, &bytes);
            outputs.lock().unwrap_or_else(PoisonError::into_inner).extend(made);
        };
        let ((), reads) = reads::noted(|| make(&emit));
        let mut outputs = outputs.into_inner().unwrap_or_else(PoisonError::into_inner);
        outputs.sort_by(|a, b| a.path.cmp(&b.path));
        self.done(name, reads.into_iter().collect(), outputs);
    }
}
