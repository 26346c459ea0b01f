//! The files of a published site, which are brought up to date together: pages, index, lists for reading offline.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::incremental::Work;
use crate::content::Page;
use crate::corpus::PageId;
use crate::publish::{BuildMeta, Entry, Files, Fresh, Live, Made, PublishError, Published};
use crate::search::{self, Changes, Index};
use crate::site::{OfflineLists, Site};

/// What goes out.
pub(super) struct Output {
    live: Live,
    index: Index,
    offline: Option<OfflineLists>,
    /// The paths of its lists.
    listed: BTreeSet<String>,
}

impl Output {
    /// That of a site that was just published. Errors: what the file system refuses.
    pub(super) fn new(site: &Site<'_>, work: &Work, index: Index, out: &Path) -> Result<Self, PublishError> {
        let mut offline = OfflineLists::new(site);
        if let Some(lists) = &mut offline {
            work.files().for_each(|made| lists.put(&made.path, &made.entry.blake3.to_string(), made.entry.bytes));
        }
        let listed = offline.iter().flat_map(|lists| lists.files(site)).map(|(path, _)| path).collect();
        Ok(Self { live: Live::new(out, work.files().cloned())?, index, offline, listed })
    }

    pub(super) fn count(&self) -> usize {
        self.live.files().len() + 1
    }

    /// The published files but their list.
    pub(super) fn files(&self) -> &Files {
        self.live.files()
    }

    /// The files of the index.
    pub(super) fn of_index(&self) -> impl Iterator<Item = &Made> {
        let is_index = |made: &&Made| made.path.strip_prefix(search::FOLDER).is_some_and(|rest| rest.starts_with('/'));
        self.live.files().iter().filter(is_index)
    }

    /// Publishes what differs; none where the published folder is no longer that of this process. Errors: what the file system
    /// refuses.
    pub(super) fn publish(
        &mut self,
        site: &Site<'_>,
        mut written: Vec<Fresh>,
        mut removed: Vec<String>,
        meta: &BuildMeta,
    ) -> Result<Option<Published>, PublishError> {
        if let Some(lists) = &mut self.offline {
            for path in &removed {
                lists.remove(path);
            }
            for Fresh { path, entry, .. } in &written {
                lists.put(path, &entry.blake3.to_string(), entry.bytes);
            }
            let files: Vec<Fresh> = lists.files(site).into_iter().map(|(path, bytes)| Fresh::new(path, bytes)).collect();
            let listed = files.iter().map(|fresh| fresh.path.clone()).collect();
            removed.extend(std::mem::replace(&mut self.listed, listed).difference(&self.listed).cloned());
            written.extend(files.into_iter().filter(|fresh| self.is_other(&fresh.path, &fresh.entry)));
        }
        self.live.publish(&written, &removed, meta)
    }

    /// Brings the index up to date, `found` being the pages that a search finds otherwise, as they were. What it comes to is to be
    /// published.
    pub(super) fn update_index(&mut self, site: &Site<'_>, found: &BTreeMap<PageId, &Page>) -> Changes {
        if found.is_empty() {
            return Changes::default();
        }
        let found: Vec<(PageId, &Page)> = found.iter().map(|(id, page)| (*id, *page)).collect();
        if let Some(changes) = self.index.update(site.corpus, site.settings, &found) {
            return changes;
        }
        let all: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::default();
        self.index = Index::new(site.corpus, site.settings, &|path, bytes| {
            let is_other = self.is_other(path, &Entry::of(&bytes));
            let bytes = if is_other { bytes } else { Vec::new() };
            all.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), bytes);
        });
        let all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
        let index = self.of_index().map(|made| &made.path);
        let removed = index.filter(|path| !all.contains_key(*path)).cloned().collect();
        Changes { written: all.into_iter().filter(|(_, bytes)| !bytes.is_empty()).collect(), removed }
    }

    /// Makes the folder that the next publication needs; whether that could be done.
    pub(super) fn rest(&mut self) -> bool {
        self.live.prepare().is_ok()
    }

    /// Whether the published folder is that of this process.
    pub(super) fn is_own(&self) -> bool {
        self.live.is_own()
    }

    /// Whether the published folder is as it was made.
    pub(super) fn is_whole(&self) -> bool {
        self.live.is_whole()
    }

    fn is_other(&self, path: &str, entry: &Entry) -> bool {
        self.live.files().get(path).is_none_or(|made| made.entry != *entry)
    }
}
