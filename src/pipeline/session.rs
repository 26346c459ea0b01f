//! Builds of one site, one after another: what was worked out is kept, and after an edit only what follows from it is done.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::follow::{Followed, Kept};
use super::inputs::Inputs;
use super::looked::Looked;
use super::prepared::Prepared;
use super::publishing::{Before, PublishedSite, publish};
use super::{Options, Report};
use crate::content::Memory;
use crate::publish::PublishError;
use crate::world::{Suspects, World};

/// Builds a site again and again, for `watch` and `serve`.
pub struct Session {
    last: Last,
    memory: Memory,
    /// Whether there is nothing to write down for the next process.
    is_written: bool,
}

/// What is left of the last build.
enum Last {
    /// Nothing to go by: there is to be another build, as a whole.
    Nothing,
    /// What it was made from. The next one is to be one as a whole, for which there is no reason while that is the same.
    Seen(Box<Inputs>),
    /// All that was worked out for it.
    Kept(Box<Kept>),
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
        Self { last: Last::Nothing, memory: Memory::limited(texts), is_written: true }
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
        if let Last::Kept(kept) = std::mem::replace(&mut self.last, Last::Nothing) {
            match kept.follow(world, suspects, options)? {
                Followed::Done(kept, report) => {
                    self.last = Last::Kept(kept);
                    return Ok(report);
                }
                Followed::Refused(inputs, report) => {
                    self.last = Last::Seen(Box::new(inputs));
                    return Ok(report);
                }
                Followed::TooMuch => {}
            }
        }
        let (report, last) = kept(world, options, out, &self.memory)?;
        self.last = last;
        Ok(report)
    }
}

impl Session {
    /// Does what the next build needs done, so that it has less to do; where that cannot be done, it is a build as a whole.
    pub fn rest(&mut self) {
        self.keep_if(Kept::rest);
    }

    /// Whether everything is as the last build saw it: the day, the commit, each source, also those of which nobody told. Where
    /// somebody has touched the published site, the next build is one as a whole; that is no reason for one.
    pub fn is_current(&mut self, world: &dyn World) -> bool {
        self.keep_if(|kept| kept.is_whole());
        match &mut self.last {
            Last::Nothing => false,
            Last::Seen(inputs) => inputs.is_current(world),
            Last::Kept(kept) => kept.is_current(world),
        }
    }

    /// Whether the last build came to nothing that could be gone by, such as one that met another, so that there is to be one
    /// whatever is edited.
    pub fn is_lost(&self) -> bool {
        matches!(self.last, Last::Nothing)
    }

    /// Whether files of the whole site for machines, such as its data, are those of the site before the last edits, and can be
    /// made.
    pub fn is_behind(&self) -> bool {
        self.of_published().is_some_and(Kept::is_behind)
    }

    /// Whether the next process has no word yet of what was published last, and can have.
    pub fn is_unwritten(&self) -> bool {
        !self.is_written && self.of_published().is_some()
    }

    /// Writes down for the next process what was published and how, so that it has less to do. Where `stop` becomes true it is left
    /// undone, soon; `out` is that of the build.
    pub fn write_down(&mut self, world: &dyn World, out: &Path, stop: &AtomicBool) {
        if let Last::Kept(kept) = &mut self.last {
            self.is_written |= kept.write_down(world, out, stop);
        }
    }

    /// Makes those files of the site as it is published; where that does not succeed, there is to be a build as a whole. Where
    /// `stop` becomes true it is left undone, soon.
    pub fn catch_up(&mut self, world: &dyn World, stop: &AtomicBool) {
        self.keep_if(|kept| kept.catch_up(world, stop));
    }

    /// The site whose sources have no mistakes.
    fn of_published(&self) -> Option<&Kept> {
        match &self.last {
            Last::Kept(kept) if !kept.is_refused() => Some(kept),
            _ => None,
        }
    }

    /// Lets go of a site that is of no more use, but for what it was made from.
    fn keep_if(&mut self, is_of_use: impl FnOnce(&mut Kept) -> bool) {
        if let Last::Kept(kept) = &mut self.last
            && !is_of_use(kept)
            && let Last::Kept(kept) = std::mem::replace(&mut self.last, Last::Nothing)
            // Files that are behind stay so unless everything is made again. Those of somebody else's are theirs.
            && !(kept.is_behind() && kept.is_own())
        {
            self.last = Last::Seen(Box::new(kept.into_inputs()));
        }
    }
}

/// Builds a site that can follow edits from then on.
fn kept(world: &dyn World, options: &Options, out: &Path, memory: &Memory) -> Result<(Report, Last), PublishError> {
    let looked = Looked::at(world);
    let mut prepared = Prepared::new(&looked, options, Some(memory));
    let mut report = prepared.report(true);
    let mut published = None;
    if report.errors() == 0 {
        published = publish(&looked, options, &prepared, &mut report, out, Before::Taken, true)?;
    }
    // Of a site that was made while its sources changed nothing is kept: the next build looks at everything.
    if looked.has_moved() {
        return Ok((report, Last::Nothing));
    }
    let inputs = looked.inputs();
    let Some(made) = published.and_then(PublishedSite::into_kept) else {
        return Ok((report, Last::Seen(Box::new(inputs))));
    };
    // Its record waits until there is time.
    let kept = Kept::new(world, inputs, prepared, made, out);
    Ok((report, kept.map_or(Last::Nothing, |kept| Last::Kept(Box::new(kept)))))
}
