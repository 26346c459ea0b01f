//! What readers can save at once: the whole site, a plan with what it cites, a subject, the frame alone.

use std::collections::BTreeSet;

use crate::content::Page;
use crate::corpus::{Corpus, PageId};
use crate::site::lists::{self, Group, ListPage};
use crate::text::sort_key;

/// Something that can be saved at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::site) struct Pack {
    /// The name of its list.
    pub(in crate::site) id: String,
    pub(in crate::site) about: About,
}

/// What a pack is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::site) enum About {
    /// Everything.
    Site,
    /// A document that sets tasks or deadlines, and what it cites.
    Plan(PageId),
    /// Chủ đề.
    Subject(String),
    /// The pages of the frame and the index: what every other pack needs, and enough to keep what one reads.
    Frame,
}

/// The packs of a site, in the order in which its page offers them.
pub(in crate::site) fn packs(corpus: &Corpus, lists: &[ListPage]) -> Vec<Pack> {
    let pack = |id: &str, about: About| Pack { id: id.to_owned(), about };
    let mut out = vec![pack("tat-ca", About::Site)];
    let plans = (0..corpus.pages().len() as u32).map(PageId).filter(|id| is_plan(corpus.page(*id)));
    out.extend(plans.map(|id| pack(&format!("van-ban-{}", corpus.page(id).slug), About::Plan(id))));
    let mut subjects: Vec<&ListPage> = lists.iter().filter(|list| list.group == Group::Subject && list.number == 1).collect();
    subjects.sort_by_cached_key(|list| sort_key(&list.name));
    out.extend(subjects.into_iter().map(|list| {
        let slug = lists::slug_of(Group::Subject, &list.name);
        pack(&format!("chu-de-{slug}"), About::Subject(list.name.clone()))
    }));
    out.push(pack("khung", About::Frame));
    out
}

fn is_plan(page: &Page) -> bool {
    let front = &page.front;
    page.is_document() && !(front.deadlines.is_empty() && front.tasks.is_empty() && front.targets.is_empty())
}

impl About {
    /// The pages of documents that it holds; of the whole site and of the frame this says nothing.
    pub(super) fn documents(&self, corpus: &Corpus, lists: &[ListPage]) -> BTreeSet<PageId> {
        match self {
            Self::Site | Self::Frame => BTreeSet::new(),
            Self::Plan(id) => cited(corpus, *id).chain([*id]).collect(),
            Self::Subject(_) => {
                let works = self.lists(lists).flat_map(|list| &list.works);
                works.filter_map(|work| corpus.work(*work).page).collect()
            }
        }
    }

    /// The pages of lists that it holds.
    pub(super) fn lists<'a>(&'a self, lists: &'a [ListPage]) -> impl Iterator<Item = &'a ListPage> {
        let is_own = |list: &&ListPage| matches!(self, Self::Subject(name) if list.group == Group::Subject && list.name == *name);
        lists.iter().filter(is_own)
    }
}

/// The pages that a page cites.
pub(super) fn cited(corpus: &Corpus, id: PageId) -> impl Iterator<Item = PageId> {
    corpus.citations(id).iter().filter_map(|one| corpus.work(one.work()?).page)
}
