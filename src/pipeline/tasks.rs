//! The tasks of a published site, so that after an edit only those run that read something that changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::publish::{Entry, Files, Fresh};
use crate::reads::{self, Read, Readers};
use crate::record::{Done, Recorded};
use crate::search;
use crate::site::{self, Emit, Maker, Site, TemplateProblem};

/// What every task but the index read and made.
pub(super) struct Tasks {
    numbers: HashMap<String, u32>,
    readers: Readers,
    /// For each task the files it made.
    outputs: Vec<Vec<(String, Entry)>>,
}

/// Which tasks are run after an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// Those that make what people read.
    Now,
    /// Those that read the whole site for machines ([`site::is_late`]).
    Later,
}

/// What tasks came to that ran again.
#[derive(Default)]
pub(super) struct Outcome {
    /// Files whose bytes are others, and new ones.
    pub(super) written: Vec<Fresh>,
    /// Files that no task makes any more.
    pub(super) removed: Vec<String>,
    /// The tasks, and what each read that had changed.
    pub(super) ran: Vec<(String, Read)>,
    pub(super) problems: Vec<TemplateProblem>,
    /// Whether there is a task that there was not before.
    pub(super) is_new: bool,
    /// Whether it was stopped; then all is as if nothing had run.
    pub(super) is_stopped: bool,
}

impl Tasks {
    pub(super) fn new(done: BTreeMap<String, Done>) -> Self {
        let done: Vec<(String, Done)> = done.into_iter().filter(|(name, _)| name != search::FOLDER).collect();
        let numbers = done.iter().zip(0..).map(|((name, _), number)| (name.clone(), number)).collect();
        let mut outputs = Vec::with_capacity(done.len());
        let mut reads = Vec::with_capacity(done.len());
        for (_, done) in done {
            outputs.push(done.outputs.into_iter().map(|made| (made.path, made.entry)).collect());
            reads.push(done.reads);
        }
        Self { numbers, readers: Readers::new(reads), outputs }
    }

    /// The tasks as they are written down, with their files as they lie in the published folder.
    pub(super) fn recorded<'a>(&'a self, files: &'a Files) -> impl Iterator<Item = Recorded<'a>> + Clone {
        self.numbers.iter().map(|(name, number)| {
            let outputs = self.outputs[*number as usize].iter().filter_map(|(path, _)| files.get(path).cloned());
            Recorded { name, reads: self.readers.reads(*number), outputs: outputs.collect() }
        })
    }

    /// Runs the tasks that read any of the parts that changed, unless it is stopped meanwhile.
    pub(super) fn run(&mut self, site: &Site<'_>, changed: &BTreeSet<Read>, when: When, stop: &AtomicBool) -> Outcome {
        let again = Again {
            when,
            stop,
            numbers: &self.numbers,
            wanted: self.readers.of(changed),
            ran: Mutex::default(),
            is_new: AtomicBool::new(false),
        };
        let problems = site::render(site, &again);
        if again.is_stopped() {
            return Outcome { is_stopped: true, ..Outcome::default() };
        }
        let mut outcome = Outcome { problems, is_new: again.is_new.load(Ordering::Relaxed), ..Outcome::default() };
        let (mut ran, wanted) = (again.ran.into_inner().unwrap_or_else(PoisonError::into_inner), again.wanted);
        ran.sort_by(|a, b| a.name.cmp(&b.name));
        let mut gone: BTreeSet<String> = BTreeSet::new();
        for task in ran {
            self.readers.set(task.number, task.reads);
            let mut old: BTreeMap<String, Entry> = std::mem::take(&mut self.outputs[task.number as usize]).into_iter().collect();
            for fresh in task.files {
                let is_same = old.remove(&fresh.path).is_some_and(|old| old == fresh.entry);
                self.outputs[task.number as usize].push((fresh.path.clone(), fresh.entry));
                if !is_same {
                    outcome.written.push(fresh);
                }
            }
            gone.extend(old.into_keys());
            outcome.ran.extend(wanted.get(&task.number).map(|part| (task.name, *part)));
        }
        // A file may go from one task to another, also to one that runs at another time.
        if !gone.is_empty() {
            for (path, _) in self.outputs.iter().flatten() {
                gone.remove(path);
            }
        }
        outcome.removed.extend(gone);
        outcome
    }
}

/// Runs the tasks that are wanted.
struct Again<'a> {
    when: When,
    stop: &'a AtomicBool,
    numbers: &'a HashMap<String, u32>,
    wanted: HashMap<u32, Read>,
    ran: Mutex<Vec<Ran>>,
    is_new: AtomicBool,
}

struct Ran {
    number: u32,
    name: String,
    reads: Box<[Read]>,
    files: Vec<Fresh>,
}

impl Maker for Again<'_> {
    fn task(&self, name: &str, make: &(dyn Fn(&Emit<'_>) + Sync)) {
        let Some(number) = self.numbers.get(name).copied() else {
            return self.is_new.store(true, Ordering::Relaxed);
        };
        let is_time = site::is_late(name) == (self.when == When::Later);
        if !is_time || self.is_stopped() || !self.wanted.contains_key(&number) {
            return;
        }
        let files: Mutex<Vec<Fresh>> = Mutex::default();
        let emit = |path: &str, bytes: Vec<u8>| {
            let fresh = Fresh::new(path.to_owned(), bytes);
            files.lock().unwrap_or_else(PoisonError::into_inner).push(fresh);
        };
        let ((), reads) = reads::noted(|| make(&emit));
        let files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
        let ran = Ran { number, name: name.to_owned(), reads: reads.into_iter().collect(), files };
        self.ran.lock().unwrap_or_else(PoisonError::into_inner).push(ran);
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
