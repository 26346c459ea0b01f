//! temporary

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::incremental::Work;
use super::tasks::Outcome;
use crate::content::Page;
use crate::corpus::PageId;
use crate::publish::{BuildMeta, Made, PublishError, Staging};
use crate::search;
use crate::site::{self, Site};
use crate::world::World;

pub(super) struct Output {
    out: PathBuf,
    files: BTreeMap<String, Made>,
}

impl Output {
    pub(super) fn new(work: &Work, out: &Path) -> Self {
        Self { out: out.to_owned(), files: work.files().map(|made| (made.path.clone(), made.clone())).collect() }
    }

    pub(super) fn count(&self) -> usize {
        self.files.len() + 1
    }

    pub(super) fn publish(&mut self, site: &Site<'_>, world: &dyn World, outcome: Outcome, _before: &BTreeMap<PageId, Page>) -> Result<usize, PublishError> {
        let staging = Staging::begin(&self.out)?;
        for path in outcome.removed.iter().chain(outcome.written.iter().map(|(path, _)| path)) {
            self.files.remove(path);
        }
        self.files.retain(|path, _| !path.starts_with(search::FOLDER) && !path.starts_with("ngoai-tuyen/"));
        for made in self.files.values() {
            staging.keep(made)?;
        }
        let made = std::sync::Mutex::new(Vec::new());
        let write = |path: &str, bytes: Vec<u8>| made.lock().unwrap().push(staging.write(path, &bytes).unwrap());
        for (path, bytes) in outcome.written {
            write(&path, bytes);
        }
        search::index(site.corpus, site.settings, &write);
        let files = staging.written();
        let outputs: Vec<site::Output<'_>> =
            files.iter().map(|(path, entry)| site::Output { path, hash: &entry.blake3, bytes: entry.bytes }).collect();
        for (path, bytes) in site::offline_lists(site, &outputs) {
            write(&path, bytes);
        }
        self.files.extend(made.into_inner().unwrap().into_iter().map(|made| (made.path.clone(), made)));
        Ok(staging.finish(BuildMeta { today: world.today(), commit: world.commit() })?.changed)
    }
}
