//! What is wrong with the content, where, and what to do: a value that renderers turn into text.
//!
//! A [`Diagnostic`] decides nothing and prints nothing. Its code is stable and stands in the table [`Code::ALL`]
//! with its severity and whether `site.yaml` may change that. Four renderers turn it into text: [`HumanRenderer`] for
//! people, [`json()`] for scripts, [`sarif()`] for code hosts and editors, [`gitlab()`] for merge requests there; all count
//! lines and columns in `place`.

mod code;
mod fix;
mod gitlab;
mod human;
mod json;
mod place;
mod sarif;
mod say;

use std::ops::Range;

pub use code::Code;
pub use fix::{Fix, Replacement, fixed};
pub use gitlab::gitlab;
pub use human::HumanRenderer;
pub use json::json;
pub use sarif::sarif;
pub use say::{Lang, Say};

use crate::content::SitePath;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The published site would be wrong: nothing is published.
    Error,
    /// The text is odd; the site is published.
    Warning,
}

/// One problem: its code, its place, what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule found it.
    pub code: Code,
    /// The severity in force (the code's, unless `site.yaml` changed it).
    pub severity: Severity,
    /// The file, relative to the site's folder; absent for problems of the site as a whole.
    pub file: Option<SitePath>,
    /// The bytes concerned in the file's normalised text.
    pub span: Option<Range<usize>>,
    /// What is wrong with what the author wrote.
    pub message: Say,
    /// Further facts, one line each.
    pub notes: Vec<Say>,
    /// What to do.
    pub help: Option<Say>,
    /// The change to the file that does it, where it can be told exactly.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A problem of the site as a whole; a place can be added.
    pub fn new(code: Code, message: Say) -> Self {
        Self { code, severity: code.severity(), file: None, span: None, message, notes: Vec::new(), help: None, fix: None }
    }

    /// Says which file it is about.
    pub fn in_file(mut self, file: &SitePath) -> Self {
        self.file = Some(file.clone());
        self
    }

    /// Says where in a file it is.
    pub fn at(mut self, file: &SitePath, span: Range<usize>) -> Self {
        self.file = Some(file.clone());
        self.span = Some(span);
        self
    }

    /// Adds a fact that helps to understand it.
    pub fn note(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.notes.push(Say::new(vi, en));
        self
    }

    /// Says what to do.
    pub fn help(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Say::new(vi, en));
        self
    }

    /// The message, its notes and what to do, in one text for viewers that show nothing else.
    fn in_full(&self, lang: Lang, between: &str) -> String {
        let notes = self.notes.iter().map(|note| format!("{}: {}", lang.note(), note.get(lang)));
        let help = self.help.iter().map(|help| format!("{}: {}", lang.help(), help.get(lang)));
        let parts: Vec<String> = [self.message.get(lang).to_owned()].into_iter().chain(notes).chain(help).collect();
        parts.join(between)
    }

    /// Gives the change that puts it right.
    pub fn fixed_by(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }

    /// Whether it stops the build.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Puts problems in the order people read them: by file, place, code; equal ones once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    let start = |d: &Diagnostic| d.span.as_ref().map(|span| (span.start, span.end));
    diagnostics
        .sort_by(|a, b| (&a.file, start(a), a.code.id(), &a.message.vi).cmp(&(&b.file, start(b), b.code.id(), &b.message.vi)));
    diagnostics.dedup();
}
