//! The files of a published site, which are brought up to date together: pages, index, lists for reading offline.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::incremental::Work;
use super::tasks::Outcome;
use crate::content::Page;
use crate::corpus::PageId;
use crate::publish::{BuildMeta, Entry, Live, PublishError, Published};
use crate::search;
use crate::site::{OfflineLists, Site};

/// What goes out.
pub(super) struct Output {
    live: Live,
    offline: Option<OfflineLists>,
    /// The paths of its lists.
    listed: BTreeSet<String>,
}

impl Output {
    /// That of a site that was just published. Errors: what the file system refuses.
    pub(super) fn new(site: &Site<'_>, work: &Work, out: &Path) -> Result<Self, PublishError> {
        let mut offline = OfflineLists::new(site);
        if let Some(lists) = &mut offline {
            work.files().for_each(|made| lists.put(&made.path, &made.entry.blake3, made.entry.bytes));
        }
        let listed = offline.iter().flat_map(|lists| lists.files(site)).map(|(path, _)| path).collect();
        Ok(Self { live: Live::new(out, work.files().cloned())?, offline, listed })
    }

    pub(super) fn count(&self) -> usize {
        self.live.files().len() + 1
    }

    /// Publishes what differs; none where the published folder is no longer that of this process, or where the index has to be
    /// made anew. Errors: what the file system refuses.
    pub(super) fn publish(
        &mut self,
        site: &Site<'_>,
        outcome: Outcome,
        before: &BTreeMap<PageId, Page>,
        meta: BuildMeta,
    ) -> Result<Option<Published>, PublishError> {
        let Outcome { mut written, mut removed, .. } = outcome;
        // The index
        let _ = before;
        let all = std::sync::Mutex::new(Vec::new());
        search::index(site.corpus, site.settings, &|path, bytes| all.lock().unwrap().push((path.to_owned(), bytes)));
        let all: BTreeMap<String, Vec<u8>> = all.into_inner().unwrap().into_iter().collect();
        removed.extend(self.live.files().keys().filter(|path| path.starts_with("chi-muc/") && !all.contains_key(*path)).cloned());
        written.extend(all.into_iter().filter(|(path, bytes)| self.is_other(path, bytes)));
        if let Some(lists) = &mut self.offline {
            removed.iter().for_each(|path| lists.remove(path));
            for (path, bytes) in &written {
                let Entry { blake3, bytes } = Entry::of(bytes);
                lists.put(path, &blake3, bytes);
            }
            let files = lists.files(site);
            let listed = files.iter().map(|(path, _)| path.clone()).collect();
            removed.extend(std::mem::replace(&mut self.listed, listed).difference(&self.listed).cloned());
            written.extend(files.into_iter().filter(|(path, bytes)| self.is_other(path, bytes)));
        }
        self.live.publish(&written, &removed, meta)
    }

    /// What there is time for between edits: the folder that the next publication needs. Whether the published folder is as it
    /// was made.
    pub(super) fn rest(&mut self) -> bool {
        self.live.is_whole() && self.live.prepare().is_ok()
    }

    fn is_other(&self, path: &str, bytes: &[u8]) -> bool {
        self.live.files().get(path).is_none_or(|made| made.entry != Entry::of(bytes))
    }
}
