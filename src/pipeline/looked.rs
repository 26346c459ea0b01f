//! The inputs of a build as they were when it began: what is said of a published folder must be true of what it was made from.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::Date;
use rayon::prelude::*;

use super::Options;
use super::inputs::{Inputs, Seen, content, print};
use super::publishing::program;
use crate::publish::Signer;
use crate::reads::{Fingerprint, Printer};
use crate::world::{Listing, Past, Stamp, World};

/// A world that was looked through once. It is asked for the list, the past and the commit no more; a file that is read
/// later and is another by then is handed out as it is, and remembered.
pub(super) struct Looked<'w> {
    world: &'w dyn World,
    listing: Listing,
    past: Past,
    commit: Option<String>,
    /// The fingerprints of the listed files; none of one that could not be read.
    files: BTreeMap<String, Option<Fingerprint>>,
    /// What the file system said of them, before they were read.
    stamps: Vec<Option<Stamp>>,
    /// What the past goes by, asked before the past: a commit that comes between the two is one the next look finds.
    tip: Option<String>,
    has_moved: AtomicBool,
}

impl<'w> Looked<'w> {
    pub(super) fn at(world: &'w dyn World) -> Self {
        let listing = world.list();
        let look = |path: &String| {
            let stamp = world.stamp(path);
            ((path.clone(), world.read(path).ok().as_deref().map(print)), stamp)
        };
        let ask = || (world.tip(), world.past());
        let (looked, (tip, past)) = rayon::join(|| listing.files.par_iter().map(look).collect::<Vec<_>>(), ask);
        let (files, stamps): (Vec<_>, Vec<_>) = looked.into_iter().unzip();
        let files = files.into_iter().collect();
        // What was edited while it was read is edited for git, or found by whoever looks again.
        let head = world.head();
        let commit = head.commit.filter(|_| head.tip == tip);
        Self { world, listing, past, commit, files, stamps, tip, has_moved: AtomicBool::new(false) }
    }

    /// What was seen, to be compared with a later look.
    pub(super) fn inputs(self) -> Inputs {
        let prints = self.files;
        let seen = self
            .listing
            .files
            .iter()
            .zip(self.stamps)
            .map(|(path, stamp)| Seen { stamp, print: prints.get(path).copied().flatten() });
        Inputs { seen: seen.collect(), listing: self.listing, today: self.world.today(), tip: self.tip }
    }

    /// The hash of the source files.
    pub(super) fn content(&self) -> String {
        content(self.prints())
    }

    /// The fingerprint of everything that a build reads; the commit only stands in `build.json`.
    pub(super) fn fingerprint(&self, options: &Options) -> Fingerprint {
        let Listing { symlinks, unreadable, has_content, .. } = &self.listing;
        let signed = options.signer.as_deref().map(Signer::public);
        let rest = (symlinks, unreadable, has_content, self.today().to_string(), options.text(), signed, &self.past);
        Printer::default().add(program()).all(self.prints()).add(rest).finish()
    }

    fn prints(&self) -> impl Iterator<Item = (&String, Option<Fingerprint>)> {
        self.listing.files.iter().map(|path| (path, self.files.get(path).copied().flatten()))
    }

    /// Whether a file was another when it was read: then the fingerprint tells nothing of what was made.
    pub(super) fn has_moved(&self) -> bool {
        self.has_moved.load(Ordering::Relaxed)
    }
}

impl World for Looked<'_> {
    fn list(&self) -> Listing {
        self.listing.clone()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let bytes = self.world.read(path);
        if self.files.get(path) != Some(&bytes.as_deref().ok().map(print)) {
            self.has_moved.store(true, Ordering::Relaxed);
        }
        bytes
    }

    fn today(&self) -> Date {
        self.world.today()
    }

    fn commit(&self) -> Option<String> {
        self.commit.clone()
    }

    fn past(&self) -> Past {
        self.past.clone()
    }

    fn old_text(&self, id: &str) -> Option<Vec<u8>> {
        self.world.old_text(id)
    }
}
