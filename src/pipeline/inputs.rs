//! The inputs of the last build, and which of them are others by now.

use std::collections::BTreeSet;
use std::io;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::reads::{Fingerprint, Printer};
use crate::world::{Listing, Place, Stamp, Suspects, World};

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
    /// None of one that could not be read.
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
    /// The files that are others by now, of those that may be; none where there is more to it: files that came or went or cannot
    /// be read, another day. Nobody is asked for another commit.
    pub(super) fn edited(&mut self, world: &dyn World, suspects: &Suspects) -> Option<Vec<Edited>> {
        match suspects {
            Suspects::All => self.edited_of_all(world),
            Suspects::Only(paths) => self.edited_of(world, paths),
        }
    }

    /// A walk through a folder of ten thousand files takes as long as all else that an edit of one calls for.
    fn edited_of(&mut self, world: &dyn World, paths: &BTreeSet<String>) -> Option<Vec<Edited>> {
        let mut suspects = self.listed(world, paths)?;
        // Nobody tells of a right that was given.
        suspects.extend(self.seen.iter().enumerate().filter(|(_, seen)| seen.print.is_none()).map(|(at, _)| at));
        let looked = suspects.iter().map(|at| {
            let path = &self.listing.files[*at];
            // What took its place may be a link, which is not followed.
            if world.place(path) != Place::File {
                return Some(Err(io::ErrorKind::NotFound.into()));
            }
            look(world, *at, path, &mut self.seen[*at])
        });
        let edited = looked.flatten().collect::<io::Result<Vec<_>>>().ok();
        edited.filter(|_| world.today() == self.today)
    }

    /// The places of paths among the listed files. Those of nothing are left out, such as the names by way of which editors save;
    /// none where there is something at one of the others, or was a folder.
    fn listed(&self, world: &dyn World, paths: &BTreeSet<String>) -> Option<BTreeSet<usize>> {
        let files = &self.listing.files;
        let find = |path: &String| {
            if let Ok(at) = files.binary_search(path) {
                return Some(Some(at));
            }
            let inside = format!("{path}/");
            let next = files.get(files.partition_point(|file| *file < inside));
            let was_folder = next.is_some_and(|file| file.starts_with(&inside));
            let was_told = was_folder || self.listing.symlinks.contains(path);
            (world.place(path) == Place::Empty && !was_told).then_some(None)
        };
        let found: Vec<Option<usize>> = paths.iter().map(find).collect::<Option<_>>()?;
        Some(found.into_iter().flatten().collect())
    }

    fn edited_of_all(&mut self, world: &dyn World) -> Option<Vec<Edited>> {
        // Files are looked at while they are listed: both are a walk through the folder.
        let (listing, edited) = rayon::join(
            || world.list(),
            || {
                let files = self.listing.files.par_iter().zip(&mut self.seen).enumerate();
                files.filter_map(|(at, (path, seen))| look(world, at, path, seen)).collect::<io::Result<Vec<_>>>().ok()
            },
        );
        let is_same = listing == self.listing && world.today() == self.today;
        edited.filter(|_| is_same)
    }

    /// The hash of the source files.
    pub(super) fn content(&self) -> String {
        content(self.listing.files.iter().zip(self.seen.iter().map(|seen| seen.print)))
    }

    /// Takes an edited file for seen.
    pub(super) fn see(&mut self, edited: &Edited) {
        self.seen[edited.at] = edited.seen;
    }

    /// Whether everything is as it was when it was last looked at, also what nobody tells of.
    pub(super) fn is_current(&mut self, world: &dyn World) -> bool {
        let (tip, edited) = rayon::join(|| world.tip(), || self.edited_of_all(world));
        tip == self.tip && edited.is_some_and(|edited| edited.is_empty())
    }
}

/// A file that is another by now. Errors: it cannot be read any more.
fn look(world: &dyn World, at: usize, path: &str, seen: &mut Seen) -> Option<io::Result<Edited>> {
    let stamp = world.stamp(path);
    if stamp.zip(seen.stamp).is_some_and(|(now, then)| now.is_as_at(then)) && seen.print.is_some() {
        return None;
    }
    let bytes = match world.read(path) {
        Ok(bytes) => bytes,
        Err(_) if seen.print.is_none() => return None,
        Err(error) => return Some(Err(error)),
    };
    let now = Some(print(&bytes));
    if now == seen.print {
        seen.stamp = stamp;
        return None;
    }
    Some(Ok(Edited { at, bytes, seen: Seen { stamp, print: now } }))
}

/// The hash of source files with their fingerprints, in the order in which a world lists them.
pub(super) fn content<'f>(files: impl Iterator<Item = (&'f String, Option<Fingerprint>)>) -> String {
    Printer::default().all(files).finish().to_hex()
}

pub(super) fn print(bytes: &[u8]) -> Fingerprint {
    Printer::default().add(bytes).finish()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::super::looked::Looked;
    use super::*;
    use crate::world::{DiskWorld, MemoryWorld, Past};

    /// A site in which somebody commits just when it is asked for its past.
    struct Committed {
        site: MemoryWorld,
        commits: AtomicUsize,
    }

    impl World for Committed {
        fn list(&self) -> Listing {
            self.site.list()
        }

        fn read(&self, path: &str) -> io::Result<Vec<u8>> {
            self.site.read(path)
        }

        fn today(&self) -> Date {
            self.site.today()
        }

        fn tip(&self) -> Option<String> {
            Some(self.commits.load(Ordering::Relaxed).to_string())
        }

        fn past(&self) -> Past {
            self.commits.fetch_add(1, Ordering::Relaxed);
            Past::default()
        }
    }

    #[test]
    fn a_commit_that_came_while_the_past_was_read_is_found_the_next_time() {
        let site = MemoryWorld { files: [("content/a.md".to_owned(), b"a".to_vec())].into(), today: Date::constant(2025, 1, 2) };
        let world = Committed { site, commits: AtomicUsize::new(0) };
        assert!(!Looked::at(&world).inputs().is_current(&world));
    }

    #[test]
    fn where_the_word_of_the_file_system_is_not_taken_files_are_read() {
        let site = tempfile::tempdir().expect("a scratch folder");
        std::fs::create_dir(site.path().join("content")).expect("made");
        let page = site.path().join("content/a.md");
        std::fs::write(&page, "một").expect("written");
        let world = DiskWorld::new(site.path(), Some(Date::constant(2025, 1, 2))).without_stamps();
        assert!(world.stamp("content/a.md").is_none());
        let mut inputs = Looked::at(&world).inputs();
        assert_eq!(inputs.edited(&world, &Suspects::All).map(|edited| edited.len()), Some(0));
        std::fs::write(&page, "hai").expect("written");
        assert_eq!(inputs.edited(&world, &Suspects::All).map(|edited| edited.len()), Some(1));
    }
}
