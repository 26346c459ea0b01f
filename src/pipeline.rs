//! One build, from the world's files to `public/`: the same function for `build`, `check`, `watch` and `serve`.

mod checked;
mod drafts;
mod follow;
mod gate;
mod incremental;
mod inputs;
mod looked;
mod output;
mod prepared;
mod publishing;
mod registering;
mod session;
mod tasks;
mod unchanged;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use self::looked::Looked;
use self::prepared::{Prepared, template_problem};
use self::publishing::{Before, publish};
use crate::content::{Ending, SitePath, Source};
use crate::corpus::Corpus;
use crate::diagnostic::{self, Diagnostic};
use crate::observer::{Observing, Step};
use crate::publish::{Packing, PublishError, Signer};
use crate::site::{self, Always};
use crate::world::World;

pub use drafts::{draft, import, scaffold};
pub use registering::register;
pub use session::Session;

/// Warnings that are told of a build; the others are counted.
pub const TOLD: usize = 20;

/// What a build is asked to do.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Publish pages marked as drafts.
    pub drafts: bool,
    /// The absolute address of the site, in place of the one in `site.yaml`.
    pub base_url: Option<String>,
    /// What the files of pages end in, in place of what `site.yaml` says.
    pub ext: Option<Ending>,
    /// Write the search index compressed too, beside the plain files: it is what a reader fetches in many small files.
    pub compress: bool,
    /// With whose key the list of its files is signed.
    pub signer: Option<Arc<Signer>>,
    /// Look for what must not be published, in a check.
    pub gate: bool,
    /// Who is told of its steps.
    pub observing: Observing,
}

impl Options {
    /// What of them makes one site another.
    fn text(&self) -> String {
        format!("{:?}", (self.of_pages(), self.compress))
    }

    /// What of them makes every page another.
    fn of_pages(&self) -> String {
        format!("{:?}", (self.drafts, &self.base_url, &self.ext))
    }
}

/// What a build came to.
#[derive(Debug, Default)]
pub struct Report {
    /// Every problem, sorted; with an error among them nothing was published.
    pub diagnostics: Vec<Diagnostic>,
    /// The text files that diagnostics point into.
    pub sources: BTreeMap<SitePath, Arc<Source>>,
    /// Documents read.
    pub documents: usize,
    /// Pages read, documents among them.
    pub pages: usize,
    /// Citations linked to a work.
    pub linked: usize,
    /// Warnings that are only counted: of a build that had nothing to do, those behind the first few.
    pub untold: usize,
    /// Files of the published site; 0 when nothing was published.
    pub files: usize,
    /// Of these, files that are not as they were in the site before.
    pub changed: usize,
    /// Tasks that were run for it, each with what it read that had changed: the first of it, or nothing for one that is
    /// new. In order of their names.
    pub made: Vec<(String, Option<String>)>,
}

impl Report {
    /// How many problems stop the build.
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|d| d.is_error()).count()
    }

    fn add(&mut self, found: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(found);
        diagnostic::sort(&mut self.diagnostics);
    }

    /// How many problems do not.
    pub fn warnings(&self) -> usize {
        self.diagnostics.len() - self.errors() + self.untold
    }
}

/// Checks the site without writing anything.
///
/// Rendering is part of it, into nothing: a template that fails on one page is found here too.
pub fn check(world: &dyn World, options: &Options) -> Report {
    let (prepared, mut report) = prepare(world, options);
    if options.gate {
        prepared.pass_gate(world, &mut report);
    }
    let records = prepared.records(world);
    if let Some(site) = prepared.site(&records).filter(|_| report.errors() == 0) {
        let observing = &options.observing;
        let advance = |_: &str, _: Vec<u8>| observing.advance();
        let problems = observing.step(Step::Render, || site::render(&site, &Always(&advance)));
        observing.step(Step::Index, || site::index(&site, &Always(&advance)));
        report.add(problems.into_iter().map(template_problem));
    }
    report
}

/// Reads the site and looks for what must not be published, without rendering anything.
pub fn gate(world: &dyn World, options: &Options) -> Report {
    let (prepared, mut report) = prepare(world, options);
    prepared.pass_gate(world, &mut report);
    report
}

/// The site read and resolved, for commands that ask it questions.
pub fn corpus(world: &dyn World, options: &Options) -> (Corpus, Report) {
    let (prepared, report) = prepare(world, options);
    (prepared.corpus, report)
}

/// Builds the site and publishes it at `out` in one step; on any error `out` stays as it is.
///
/// Errors: what the file system refuses. What is wrong with the content is in the report.
pub fn build(world: &dyn World, options: &Options, out: &Path) -> Result<Report, PublishError> {
    let looked = Looked::at(world);
    let inputs = looked.fingerprint(options);
    if let Some(report) = unchanged::report(&looked, inputs, out) {
        return Ok(report);
    }
    let (prepared, mut report) = prepare(&looked, options);
    if report.errors() > 0 {
        return Ok(report);
    }
    let published = publish(&looked, options, &prepared, &mut report, out, Before::Taken, false)?;
    // Of what was made while its sources changed nobody could say what it was made from.
    if let Some(published) = published.filter(|_| !looked.has_moved()) {
        published.write_down(&report, inputs, looked.commit(), out);
    }
    Ok(report)
}

/// Builds the site and puts it into one ZIP at `out`, in one step; on any error `out` stays as it is.
///
/// Errors: what the file system refuses. What is wrong with the content is in the report.
pub fn pack(world: &dyn World, options: &Options, out: &Path) -> Result<Report, PublishError> {
    let looked = Looked::at(world);
    let (prepared, mut report) = prepare(&looked, options);
    if report.errors() > 0 {
        return Ok(report);
    }
    let packing = Packing::begin(out)?;
    // A ZIP is made from nothing, like its folder.
    publish(&looked, options, &prepared, &mut report, &packing.site(), Before::Left, false)?;
    let files = std::mem::take(&mut report.files);
    let records = prepared.records(&looked);
    let guide = prepared.site(&records).map(|site| site::pack_guide(&site, crate::publish::SITE));
    match guide {
        Some(Ok(guide)) if report.errors() == 0 && files > 0 => report.files = packing.finish(&guide)?,
        Some(Err(problem)) => report.diagnostics.push(template_problem(problem)),
        _ => {}
    }
    Ok(report)
}

fn prepare(world: &dyn World, options: &Options) -> (Prepared, Report) {
    let mut prepared = Prepared::new(world, options, None);
    let report = prepared.report(false);
    (prepared, report)
}
