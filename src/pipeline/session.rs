//! Builds of one site, one after another: what was worked out is kept, and after an edit only what follows from it is done.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::follow::{Followed, Kept};
use super::looked::Looked;
use super::prepared::Prepared;
use super::publishing::{Before, publish};
use super::{Options, Report, unchanged};
use crate::content::Memory;
use crate::publish::PublishError;
use crate::world::{Suspects, World};

/// Builds a site again and again, for `watch` and `serve`.
pub struct Session {
    kept: Option<Box<Kept>>,
    memory: Memory,
    /// Whether there is nothing to write down for the next process.
    is_written: bool,
}

/// Bytes for texts: those of a site of some hundred documents are always there, those of ten thousand documents are not.
const TEXTS: usize = 32 << 20;

impl Default for Session {
    fn default() -> Self {
        Self::within(TEXTS)
    }
}

impl Session {
    /// One that keeps the parsed texts of pages in about so many bytes; what does not fit is parsed when it is needed.
    pub fn within(texts: usize) -> Self {
        Self { kept: None, memory: Memory::limited(texts), is_written: true }
    }

    /// Builds the site as [`build`](super::build) does, in less time after small edits, which are looked for among the
    /// `suspects`; options and `out` are the same each time. Of many warnings only the first are told.
    ///
    /// Errors: what the file system refuses. What is wrong with the content is in the report.
    pub fn build(
        &mut self,
        world: &dyn World,
        suspects: &Suspects,
        options: &Options,
        out: &Path,
    ) -> Result<Report, PublishError> {
        self.is_written = false;
        // Taken out, so that nothing is left of it where something goes wrong on the way.
        if let Some(kept) = self.kept.take()
            && let Followed::Done(kept, report) = kept.follow(world, suspects, options)?
        {
            self.kept = kept;
            return Ok(report);
        }
        let (report, kept) = whole(world, options, out, Some(&self.memory))?;
        self.kept = kept;
        Ok(report)
    }
}

impl Session {
    /// Does what the next build needs done, so that it has less to do; where that cannot be done, it is a build as a whole.
    pub fn rest(&mut self) {
        if self.kept.as_mut().is_some_and(|kept| !kept.rest()) {
            self.kept = None;
        }
    }

    /// Whether everything is as the last build saw it and left it: the day, the commit, each source, also those of which nobody
    /// told, and each published file. Where somebody has touched the published site, the next build is one as a whole.
    pub fn is_current(&mut self, world: &dyn World) -> bool {
        if self.kept.as_ref().is_some_and(|kept| !kept.is_whole()) {
            self.kept = None;
            return false;
        }
        self.kept.as_mut().is_none_or(|kept| kept.is_current(world))
    }

    /// Whether files of the whole site for machines, such as its data, are those of the site before the last edits.
    pub fn is_behind(&self) -> bool {
        self.kept.as_ref().is_some_and(|kept| kept.is_behind())
    }

    /// Whether the next process has no word yet of what was published last.
    pub fn is_unwritten(&self) -> bool {
        !self.is_written && self.kept.is_some()
    }

    /// Writes down for the next process what was published and how, so that it has less to do. Where `stop` becomes true it is left
    /// undone, soon; options and `out` are those of the build.
    pub fn write_down(&mut self, world: &dyn World, options: &Options, out: &Path, stop: &AtomicBool) {
        self.is_written = self.kept.as_mut().is_none_or(|kept| kept.write_down(world, options, out, stop));
    }

    /// Makes those files of the site as it is published; where that does not succeed, the next build is one as a whole. Where
    /// `stop` becomes true it is left undone, soon.
    pub fn catch_up(&mut self, world: &dyn World, stop: &AtomicBool) {
        if self.kept.as_mut().is_some_and(|kept| !kept.catch_up(world, stop)) {
            self.kept = None;
        }
    }
}

/// Builds a site from its files and what the build before wrote down beside it; one that is `kept` in memory can follow edits.
pub(super) fn whole(
    world: &dyn World,
    options: &Options,
    out: &Path,
    kept: Option<&Memory>,
) -> Result<(Report, Option<Box<Kept>>), PublishError> {
    let looked = Looked::at(world);
    let inputs = kept.is_none().then(|| looked.fingerprint(options));
    if let Some(report) = inputs.and_then(|inputs| unchanged::report(&looked, inputs, out)) {
        return Ok((report, None));
    }
    let mut prepared = Prepared::new(&looked, options, kept);
    let mut report = prepared.report(kept.is_some());
    if report.errors() > 0 {
        return Ok((report, None));
    }
    let published = publish(&looked, options, &prepared, &mut report, out, Before::Taken, kept.is_some())?;
    // Of a site that was made while its sources changed nothing is kept: the next build looks at everything.
    let Some(published) = published.filter(|_| !looked.has_moved()) else { return Ok((report, None)) };
    if let Some(inputs) = inputs {
        published.write_down(&report, inputs, looked.commit(), out);
        return Ok((report, None));
    }
    // Of one that is kept that waits until there is time.
    let kept = published.into_kept().and_then(|(work, index)| Kept::new(world, looked.inputs(), prepared, work, index, out));
    Ok((report, kept.map(Box::new)))
}
