//! Builds the corpus: works registered, relations merged, citations found and resolved, backlinks gathered.

use jiff::civil::Date;
use rayon::prelude::*;

use super::link::Linker;
use super::model::{CitationUse, Corpus, PageId, Resolution, Work, WorkId};
use super::places::Places;
use super::registry::Registry;
use super::relations;
use super::resolve::Resolver;
use crate::citation::{Kinds, Recognizer};
use crate::content::{FrontMatter, KnownWork, Page};

impl Corpus {
    /// Resolves everything that pages and known works say of each other, for a date.
    pub fn build(pages: Vec<Page>, known: &[KnownWork], kinds: &Kinds, today: Date) -> Self {
        let (registry, works, work_of_page) = Registry::new(&pages, known);
        let facts = |work: WorkId| facts_of(&works, &pages, work);
        let (edges, broken_relations) = relations::edges(works.len(), &registry, facts);
        let recognizer = Recognizer::new(registry.names(), kinds.clone());
        let places: Vec<Places> = pages.par_iter().map(Places::new).collect();
        let linker = Linker { pages: &pages, works: &works, places: &places, resolver: Resolver { registry: &registry, facts } };
        let citations: Vec<Vec<CitationUse>> = (0..pages.len())
            .into_par_iter()
            .map(|page| linker.citations(&pages[page], work_of_page[page], &recognizer))
            .collect();
        let cited_by = backlinks(works.len(), &citations, &work_of_page);
        let mut edges_of = vec![Vec::new(); works.len()];
        for (index, edge) in edges.iter().enumerate() {
            edges_of[edge.subject.0 as usize].push(index);
            edges_of[edge.object.0 as usize].push(index);
        }
        let slugs = registry.slugs().into_iter().map(str::to_owned).collect();
        Self { pages, works, work_of_page, edges, edges_of, slugs, citations, broken_relations, cited_by, today }
    }

    /// A page.
    pub fn page(&self, page: PageId) -> &Page {
        &self.pages[page.0 as usize]
    }

    /// The facts of a work: its page's front matter, or its entry in `works.yaml`.
    pub fn facts(&self, work: WorkId) -> &FrontMatter {
        facts_of(&self.works, &self.pages, work)
    }

    /// The work a page is, if it is a document.
    pub fn work_of(&self, page: PageId) -> Option<WorkId> {
        self.work_of_page[page.0 as usize]
    }

    /// How many citations point at a work.
    pub fn linked(&self) -> usize {
        self.citations.iter().flatten().filter(|one| matches!(one.resolution, Resolution::Work(..))).count()
    }

    /// The relations of a work as seen from it, with the work at the other end.
    pub fn relations_of(&self, work: WorkId) -> Vec<(crate::content::Relation, WorkId, &super::Edge)> {
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
}

fn facts_of<'a>(works: &'a [Work], pages: &'a [Page], work: WorkId) -> &'a FrontMatter {
    static NOTHING: std::sync::LazyLock<FrontMatter> = std::sync::LazyLock::new(FrontMatter::default);
    let work = &works[work.0 as usize];
    match (&work.known, work.page) {
        (Some(known), _) => known,
        (None, Some(page)) => &pages[page.0 as usize].front,
        (None, None) => &NOTHING,
    }
}

/// For each work, who cites it; a page's citations of its own work are left out.
fn backlinks(works: usize, citations: &[Vec<CitationUse>], work_of_page: &[Option<WorkId>]) -> Vec<Vec<(PageId, usize)>> {
    let mut cited_by = vec![Vec::new(); works];
    for (page, uses) in citations.iter().enumerate() {
        for (index, one) in uses.iter().enumerate() {
            if let Resolution::Work(work, _) = one.resolution
                && work_of_page[page] != Some(work)
            {
                cited_by[work.0 as usize].push((PageId(page as u32), index));
            }
        }
    }
    cited_by
}
