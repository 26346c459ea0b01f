//! What a build tells of itself while it runs, to whoever listens; the pipeline knows nothing of bars and lines.

use std::fmt;
use std::sync::Arc;

/// A step of a build, in the order in which they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Settings, works and pages are read.
    Read,
    /// Works are registered and citations resolved.
    Resolve,
    /// The rules are run.
    Check,
    /// Pages are rendered, and written beside the old site where there is something to publish.
    Render,
    /// The search index is made.
    Index,
    /// Attachments are copied, everything is made durable, the folders are exchanged.
    Publish,
    /// What was published is taken to where its readers are.
    Deliver,
}

impl Step {
    /// Every step of a build.
    pub const ALL: &[Self] = &[Self::Read, Self::Resolve, Self::Check, Self::Render, Self::Index, Self::Publish];
}

/// Is told of the steps of a build.
pub trait Observer: Send + Sync {
    /// A step begins.
    fn begin(&self, step: Step);
    /// An output was made in it; from any thread.
    fn advance(&self);
    /// The step is over.
    fn end(&self, step: Step);
}

/// Who listens to a build, if anybody does.
#[derive(Clone, Default)]
pub struct Observing(Option<Arc<dyn Observer>>);

impl Observing {
    /// A build that tells somebody.
    pub fn by(observer: Arc<dyn Observer>) -> Self {
        Self(Some(observer))
    }

    /// Does a step and tells of its beginning and its end.
    pub fn step<T>(&self, step: Step, work: impl FnOnce() -> T) -> T {
        let Some(observer) = &self.0 else { return work() };
        observer.begin(step);
        let done = work();
        observer.end(step);
        done
    }

    /// Tells of an output.
    pub fn advance(&self) {
        if let Some(observer) = &self.0 {
            observer.advance();
        }
    }
}

impl fmt::Debug for Observing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.is_some() { "Observing(somebody)" } else { "Observing(nobody)" })
    }
}
