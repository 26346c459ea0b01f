//! The inputs of the last build, and which of them are others by now.

use std::io;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::reads::{Fingerprint, Printer};
use crate::world::{Listing, Stamp, World};

/// What a build was made from.
pub(super) struct Inputs {
    pub(super) listing: Listing,
    /// For each listed file what was seen of it.
    pub(super) seen: Vec<Seen>,
    pub(super) today: Date,
    /// What the past went by.
    pub(super) tip: Option<String>,
}

/// A file as it was seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) stamp: Option<Stamp>,
    /// None of one that could not be read, and of one that is to be looked at again whatever it is.
    pub(super) print: Option<Fingerprint>,
}

/// A file that is another by now.
pub(super) struct Edited {
    /// Its place among the listed files.
    pub(super) at: usize,
    pub(super) bytes: Vec<u8>,
    seen: Seen,
}

impl Inputs {
    /// The files that are others by now; none where there is more to it: files that came or went or cannot be read, another
    /// day, another commit.
    pub(super) fn edited(&mut self, world: &dyn World) -> Option<Vec<Edited>> {
        // Files are looked at while they are listed: both are a walk through the folder.
        let ((listing, tip), edited) = rayon::join(
            || (world.list(), world.tip()),
            || {
                let files = self.listing.files.par_iter().zip(&mut self.seen).enumerate();
                files.filter_map(|(at, (path, seen))| look(world, at, path, seen)).collect::<io::Result<Vec<_>>>().ok()
            },
        );
        let is_same = listing == self.listing && tip == self.tip && world.today() == self.today;
        edited.filter(|_| is_same)
    }

    /// Takes an edited file for seen.
    pub(super) fn see(&mut self, edited: &Edited) {
        self.seen[edited.at] = edited.seen;
    }

    /// Has a file looked at again the next time, whatever it is.
    pub(super) fn forget(&mut self, at: usize) {
        self.seen[at] = Seen { stamp: None, print: None };
    }
}

/// A file that is another by now. Errors: it cannot be read.
fn look(world: &dyn World, at: usize, path: &str, seen: &mut Seen) -> Option<io::Result<Edited>> {
    let stamp = world.stamp(path);
    if stamp.zip(seen.stamp).is_some_and(|(now, then)| now.is_as_at(then)) && seen.print.is_some() {
        return None;
    }
    let bytes = match world.read(path) {
        Ok(bytes) => bytes,
        Err(error) => return Some(Err(error)),
    };
    let now = Some(print(&bytes));
    if now == seen.print {
        seen.stamp = stamp;
        return None;
    }
    Some(Ok(Edited { at, bytes, seen: Seen { stamp, print: now } }))
}

pub(super) fn print(bytes: &[u8]) -> Fingerprint {
    Printer::default().add(bytes).finish()
}
