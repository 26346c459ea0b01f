//! What other rooms read of a corpus; each access is noted for the output that is being made.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;

use super::build::facts_of;
use super::model::{BrokenRelation, CitationUse, CitedAt, Corpus, Edge, PageId, Work, WorkId};
use crate::content::{FrontMatter, Page, Relation};
use crate::reads::{Read, instead, note};

impl Corpus {
    /// The date validity is computed for.
    pub fn today(&self) -> Date {
        note(Read::Today);
        self.today
    }

    /// All pages, sorted by path.
    pub fn pages(&self) -> &[Page] {
        note(Read::Fronts);
        &self.pages
    }

    /// The page of a file.
    pub fn page_at(&self, path: &str) -> Option<PageId> {
        let found = self.pages().binary_search_by(|page| (*page.source.path).cmp(path)).ok()?;
        Some(PageId(found as u32))
    }

    /// The pages by every address at which they answer: their own, and those that they had before.
    pub fn answering(&self) -> BTreeMap<&str, PageId> {
        let mut all = BTreeMap::new();
        for (page, at) in self.pages().iter().zip(0_u32..) {
            let former = page.front.redirect_from.iter().map(|old| old.value.as_str());
            all.extend(former.chain([page.output.as_str()]).map(|address| (address, PageId(at))));
        }
        all
    }

    /// A page.
    pub fn page(&self, page: PageId) -> &Page {
        note(Read::Front(page.0));
        &self.pages[page.0 as usize]
    }

    /// All works: those with a page in page order, then those of `works.yaml` in file order.
    pub fn works(&self) -> &[Work] {
        note(Read::Works);
        &self.works
    }

    /// A work.
    pub fn work(&self, work: WorkId) -> &Work {
        note(Read::Work(work.0));
        &self.works[work.0 as usize]
    }

    /// The facts of a work: its page's front matter, or its entry in `works.yaml`.
    pub fn facts(&self, work: WorkId) -> &FrontMatter {
        note(Read::Work(work.0));
        facts_of(&self.works, &self.pages, work)
    }

    /// The work a page is, if it is a document.
    pub fn work_of(&self, page: PageId) -> Option<WorkId> {
        note(Read::Front(page.0));
        self.work_of_page[page.0 as usize]
    }

    /// Citations of a page in reading order.
    pub fn citations(&self, page: PageId) -> &[CitationUse] {
        note(Read::Citations(page.0));
        &self.citations[page.0 as usize]
    }

    /// The citations of a work by other pages, with the citing page, in page order.
    pub fn cited_by(&self, work: WorkId) -> impl Iterator<Item = (PageId, &CitationUse)> {
        note(Read::CitedBy(work.0));
        self.cited_by[work.0 as usize].iter().map(|(page, index)| (*page, &self.citations[page.0 as usize][*index]))
    }

    /// The citations that name one of a page's units, by unit and then in page order.
    pub fn cited_at(&self, page: PageId) -> &[CitedAt] {
        note(Read::CitedAt(page.0));
        &self.cited_at[page.0 as usize]
    }

    /// One of [`Self::cited_at`] as it stands on the citing page.
    pub fn use_of(&self, cited: &CitedAt) -> &CitationUse {
        &self.citations[cited.page.0 as usize][cited.citation]
    }

    /// How many citations point at a work.
    pub fn linked(&self) -> usize {
        instead(Read::Linked, || self.citations.par_iter().map(|uses| linked(uses)).sum())
    }

    /// The relations of a work as seen from it, with the work at the other end.
    pub fn relations_of(&self, work: WorkId) -> Vec<(Relation, WorkId, &Edge)> {
        note(Read::Ties(work.0));
        let touching = self.edges_of.get(work.0 as usize).map_or(&[][..], Vec::as_slice);
        touching
            .iter()
            .map(|index| &self.edges[*index])
            .map(|edge| {
                if edge.subject == work {
                    (edge.relation, edge.object, edge)
                } else {
                    (edge.relation.inverse(), edge.subject, edge)
                }
            })
            .collect()
    }

    /// The slugs of all works, sorted, for suggestions.
    pub fn slugs(&self) -> &[String] {
        note(Read::Works);
        &self.slugs
    }

    /// Relation statements that name no known work.
    pub fn broken_relations(&self) -> &[BrokenRelation] {
        note(Read::Works);
        &self.broken_relations
    }
}

/// How many of some citations lead to a work.
pub(super) fn linked(uses: &[CitationUse]) -> usize {
    uses.iter().filter_map(CitationUse::work).count()
}
