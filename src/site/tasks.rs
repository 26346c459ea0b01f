//! The work of a site in tasks: each makes some outputs from what it reads, and may be left out where that is as it was.

use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use super::theme::{TemplateProblem, Theme};
use super::view::Views;
use crate::reads::{Read, note};

/// Takes an output: its path and bytes.
pub type Emit<'e> = dyn Fn(&str, Vec<u8>) + Sync + 'e;

/// What runs the tasks of a site, from many threads.
pub trait Maker: Sync {
    /// Runs a task under its name, which no other has, or leaves its outputs as they are.
    fn task(&self, name: &str, make: &(dyn Fn(&Emit<'_>) + Sync));

    /// Whether what is being made is not wanted any more; a task that takes long may end then, whatever it has made.
    fn is_stopped(&self) -> bool {
        false
    }
}

/// Runs every task.
pub struct Always<'e>(pub &'e Emit<'e>);

impl Maker for Always<'_> {
    fn task(&self, _: &str, make: &(dyn Fn(&Emit<'_>) + Sync)) {
        make(self.0);
    }
}

/// Where tasks go, and what templates got wrong in them.
pub(super) struct Sink<'a> {
    theme: &'a Theme,
    maker: &'a dyn Maker,
    problems: Mutex<Vec<TemplateProblem>>,
}

impl<'a> Sink<'a> {
    pub(super) fn new(theme: &'a Theme, maker: &'a dyn Maker) -> Self {
        Self { theme, maker, problems: Mutex::default() }
    }

    pub(super) fn task(&self, name: &str, make: impl Fn(&Out<'_>) + Sync) {
        self.maker.task(name, &|emit| make(&Out { sink: self, emit }));
    }

    /// A task of one page, by whose path it goes.
    pub(super) fn page<V: Serialize>(&self, views: &Views<'_>, path: &str, template: &str, view: impl Fn() -> V + Sync) {
        self.task(path, |out| out.template(views, path, template, &view()));
    }

    /// What templates got wrong, each mistake once.
    pub(super) fn problems(self) -> Vec<TemplateProblem> {
        let mut problems = self.problems.into_inner().unwrap_or_else(PoisonError::into_inner);
        problems.sort_by(|a, b| (&a.file, &a.message).cmp(&(&b.file, &b.message)));
        problems.dedup_by(|a, b| a.file == b.file && a.message == b.message);
        problems
    }
}

/// Where the outputs of a task go.
pub(super) struct Out<'a> {
    sink: &'a Sink<'a>,
    emit: &'a Emit<'a>,
}

impl Out<'_> {
    /// Whether nobody wants what is made any more.
    pub(super) fn is_stopped(&self) -> bool {
        self.sink.maker.is_stopped()
    }

    pub(super) fn file(&self, path: &str, bytes: Vec<u8>) {
        (self.emit)(path, bytes);
    }

    pub(super) fn template<V: Serialize>(&self, views: &Views<'_>, path: &str, template: &str, view: &V) {
        note(Read::Template(self.sink.theme.number(template)));
        match self.sink.theme.render(views.language, template, view) {
            Ok(bytes) => self.file(path, bytes),
            Err(problem) => self.sink.problems.lock().unwrap_or_else(PoisonError::into_inner).push(problem),
        }
    }
}
