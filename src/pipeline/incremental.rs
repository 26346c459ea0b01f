//! Runs the tasks of a site that have something new to read, and takes over what the others made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::Options;
use crate::publish::{Made, PublishError, Staging};
use crate::reads::{self, Fingerprint};
use crate::record::{Record, Recorder, Task, Unchanged};
use crate::search;
use crate::site::{Emit, Maker, Parts};

/// Why a task was run: what it read that changed; nothing for a new one.
type Reason = Option<String>;

/// What came of the tasks of a site.
pub(super) struct Work {
    pub(super) record: Record,
    /// The tasks that ran, and why.
    pub(super) ran: Vec<(String, Reason)>,
    /// Every file of the site, by path.
    pub(super) files: BTreeMap<String, Made>,
}

/// Runs tasks into a staging folder.
pub(super) struct Incremental<'a> {
    staging: &'a Staging,
    parts: &'a Parts<'a>,
    before: Option<Unchanged<'a>>,
    options: &'a Options,
    recorder: Mutex<Recorder>,
    ran: Mutex<Vec<(String, Reason)>>,
    /// Every file of the site.
    files: Mutex<BTreeMap<String, Made>>,
    failure: Mutex<Option<PublishError>>,
}

impl<'a> Incremental<'a> {
    pub(super) fn new(staging: &'a Staging, parts: &'a Parts<'a>, record: Option<&'a Record>, options: &'a Options) -> Self {
        let before = record.map(|record| record.unchanged(|name| print(parts, name)));
        Self {
            staging,
            parts,
            before,
            options,
            recorder: Mutex::default(),
            ran: Mutex::default(),
            files: Mutex::default(),
            failure: Mutex::default(),
        }
    }

    /// Writes a file that no task makes.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Vec<Made> {
        self.options.observing.advance();
        let is_index = path.strip_prefix(search::FOLDER).is_some_and(|rest| rest.starts_with('/'));
        let written = if self.options.compress && is_index {
            self.staging.write_compressed(path, bytes)
        } else {
            self.staging.write(path, bytes).map(|made| vec![made])
        };
        written.map_or_else(|error| self.fail(error), |made| self.lies(made))
    }

    fn lies(&self, made: Vec<Made>) -> Vec<Made> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.extend(made.iter().map(|made| (made.path.clone(), made.clone())));
        made
    }

    /// What was done. Errors: the first that the file system gave.
    pub(super) fn finish(self, ground: Fingerprint) -> Result<Work, PublishError> {
        if let Some(error) = self.failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error);
        }
        let mut ran = self.ran.into_inner().unwrap_or_else(PoisonError::into_inner);
        ran.sort();
        let recorder = self.recorder.into_inner().unwrap_or_else(PoisonError::into_inner);
        let files = self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(Work { record: recorder.finish(ground, |name| print(self.parts, name)), ran, files })
    }

    fn fail(&self, error: PublishError) -> Vec<Made> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        Vec::new()
    }

    fn record(&self, name: &str, reads: BTreeSet<String>, outputs: Vec<Made>) {
        self.recorder.lock().unwrap_or_else(PoisonError::into_inner).add(name, reads, outputs);
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
        let outputs = self.lies(outputs);
        self.record(name, before.reads(task).map(str::to_owned).collect(), outputs);
        true
    }
}

impl Maker for Incremental<'_> {
    fn task(&self, name: &str, make: &(dyn Fn(&Emit<'_>) + Sync)) {
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
            let made = self.write(path, &bytes);
            outputs.lock().unwrap_or_else(PoisonError::into_inner).extend(made);
        };
        let ((), reads) = reads::noted(|| make(&emit));
        let mut outputs = outputs.into_inner().unwrap_or_else(PoisonError::into_inner);
        outputs.sort_by(|a, b| a.path.cmp(&b.path));
        self.record(name, reads.into_iter().map(|read| self.parts.name(read)).collect(), outputs);
    }
}

/// The fingerprint that a part of a name has in the site at hand.
fn print(parts: &Parts<'_>, name: &str) -> Option<Fingerprint> {
    parts.print(parts.find(name)?)
}
