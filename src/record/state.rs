//! What a published folder is: made from what, of which files, and what was said of it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::file;
use crate::diagnostic::{Code, Diagnostic, Say, Severity};
use crate::publish::{Made, is_whole};

const NAME: &str = "state";

/// The state of a published folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    /// The fingerprint of everything that was read, in hexadecimal figures.
    pub(crate) inputs: String,
    /// The commit of the sources.
    pub(crate) commit: Option<String>,
    /// Documents, pages and linked citations.
    pub(crate) counts: [usize; 3],
    /// Warnings that are not among `told`.
    pub(crate) untold: usize,
    pub(crate) told: Vec<Told>,
    /// Every file of the folder, by path.
    pub(crate) files: BTreeMap<String, Made>,
}

/// A warning as it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    code: String,
    file: Option<String>,
    span: Option<Range<usize>>,
    message: [String; 2],
    notes: Vec<[String; 2]>,
    help: Option<[String; 2]>,
}

impl State {
    /// That of a folder, if it still has just the files it had.
    pub(crate) fn read(out: &Path) -> Option<Self> {
        let state: Self = file::read(out, NAME)?;
        is_whole(out, &state.files).then_some(state)
    }

    /// Writes it beside the folder. Errors: what the file system refuses.
    pub(crate) fn write(&self, out: &Path) -> std::io::Result<()> {
        file::write(out, NAME, self)
    }
}

impl Told {
    pub(crate) fn of(diagnostic: &Diagnostic) -> Self {
        let both = |say: &Say| [say.vi.clone(), say.en.clone()];
        Self {
            code: diagnostic.code.id().to_owned(),
            file: diagnostic.file.as_deref().map(str::to_owned),
            span: diagnostic.span.clone(),
            message: both(&diagnostic.message),
            notes: diagnostic.notes.iter().map(both).collect(),
            help: diagnostic.help.as_ref().map(both),
        }
    }

    /// The warning; none if there is no such rule any more.
    pub(crate) fn diagnostic(self) -> Option<Diagnostic> {
        let say = |[vi, en]: [String; 2]| Say::new(vi, en);
        let code = Code::ALL.iter().copied().find(|code| code.id() == self.code)?;
        let mut diagnostic = Diagnostic::new(code, say(self.message));
        diagnostic.severity = Severity::Warning;
        diagnostic.file = self.file.map(Arc::from);
        diagnostic.span = self.span;
        diagnostic.notes = self.notes.into_iter().map(say).collect();
        diagnostic.help = self.help.map(say);
        Some(diagnostic)
    }
}
