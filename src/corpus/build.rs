//! Builds the corpus: works registered, relations merged, citations found and resolved, backlinks gathered.

use jiff::civil::Date;
use rayon::prelude::*;

use super::link::{Citing, Linker};
use super::model::{CitationUse, CitedAt, Corpus, Edge, PageId, Resolution, Work, WorkId};
use super::places::{Places, Standing};
use super::registry::Registry;
use super::relations;
use super::resolve::Resolver;
use super::versions::versions;
use crate::citation::{Citation, Kinds, Passage, Recognizer};
use crate::content::{FrontMatter, KnownWork, Page};

impl Corpus {
    /// Resolves everything that pages and known works say of each other, for a date.
    pub fn build(pages: Vec<Page>, known: &[KnownWork], kinds: &Kinds, today: Date) -> Self {
        let pages: Vec<Page> = pages.into_iter().zip(0..).map(|(page, index)| page.placed(index)).collect();
        let (registry, works, work_of_page) = Registry::new(&pages, known);
        let facts = |work: WorkId| facts_of(&works, &pages, work);
        let (edges, broken_relations) = relations::edges(works.len(), &registry, facts);
        let recognizer = Recognizer::new(registry.names(), kinds.clone());
        let places: Vec<Places> = pages.par_iter().map(Places::new).collect();
        let resolver = Resolver { registry: &registry, facts };
        let linker = Linker { pages: &pages, works: &works, places: &places, recognizer: &recognizer, resolver };
        let citations: Vec<Vec<CitationUse>> = (0..pages.len())
            .into_par_iter()
            .map(|page| linker.citations(&pages[page], &places[page], work_of_page[page]))
            .collect();
        let cited_by = backlinks(works.len(), &citations);
        let cited_at = places_cited(&works, &citations);
        let edges_of = edges_of(works.len(), &edges);
        let versions = versions(&works, &pages, &registry);
        let slugs = registry.slugs().into_iter().map(str::to_owned).collect();
        Self {
            pages,
            works,
            work_of_page,
            edges,
            edges_of,
            versions,
            slugs,
            citations,
            broken_relations,
            cited_by,
            cited_at,
            today,
            registry,
            recognizer,
            places,
        }
    }

    /// Finds what this site's pages cite, names of its works among it.
    pub fn recognizer(&self) -> &Recognizer {
        &self.recognizer
    }

    /// Resolves the citations of a text that is no page of the site; `texts` are its passages.
    pub fn resolve(&self, page: &Page, texts: &[Passage<'_>], citations: Vec<Citation>) -> Vec<CitationUse> {
        let resolver = Resolver { registry: &self.registry, facts: |work| self.facts(work) };
        let linker =
            Linker { pages: &self.pages, works: &self.works, places: &self.places, recognizer: &self.recognizer, resolver };
        linker.resolved(citations, &Citing { page, places: &Places::new(page), texts }, None)
    }

    /// The works that bear a name, whatever their dates.
    pub fn works_named(&self, name: &str) -> &[WorkId] {
        self.registry.named(name)
    }

    /// The page whose units the places of a citation are; none for a work without a page.
    pub fn target_page(&self, citing: PageId, one: &CitationUse) -> Option<PageId> {
        match one.resolution {
            Resolution::This => Some(citing),
            Resolution::Work(work, _) => self.work(work).page,
            Resolution::Ambiguous(_) | Resolution::Unknown => None,
        }
    }
}

/// The facts of a work, from its page or its entry in `works.yaml`.
pub(super) fn facts_of<'a>(works: &'a [Work], pages: &'a [Page], work: WorkId) -> &'a FrontMatter {
    static NOTHING: std::sync::LazyLock<FrontMatter> = std::sync::LazyLock::new(FrontMatter::default);
    let work = &works[work.0 as usize];
    match (&work.known, work.page) {
        (Some(known), _) => known,
        (None, Some(page)) => &pages[page.0 as usize].front,
        (None, None) => &NOTHING,
    }
}

/// For each work, the edges that touch it.
pub(super) fn edges_of(works: usize, edges: &[Edge]) -> Vec<Vec<usize>> {
    let mut edges_of = vec![Vec::new(); works];
    for (index, edge) in edges.iter().enumerate() {
        edges_of[edge.subject.0 as usize].push(index);
        edges_of[edge.object.0 as usize].push(index);
    }
    edges_of
}

/// For each work, who cites it; a page's citations of its own work are none.
fn backlinks(works: usize, citations: &[Vec<CitationUse>]) -> Vec<Vec<(PageId, usize)>> {
    let mut cited_by = vec![Vec::new(); works];
    for (page, uses) in citations.iter().enumerate() {
        for (index, one) in uses.iter().enumerate() {
            if let Some(work) = one.work() {
                cited_by[work.0 as usize].push((PageId(page as u32), index));
            }
        }
    }
    cited_by
}

/// For each page, the citations of its units.
fn places_cited(works: &[Work], citations: &[Vec<CitationUse>]) -> Vec<Vec<CitedAt>> {
    let mut cited_at = vec![Vec::new(); citations.len()];
    for (page, uses) in citations.iter().enumerate() {
        for (citation, one) in uses.iter().enumerate() {
            let target = match one.resolution {
                Resolution::This => Some(page),
                Resolution::Work(work, _) => works[work.0 as usize].page.map(|page| page.0 as usize),
                Resolution::Ambiguous(_) | Resolution::Unknown => None,
            };
            let Some(target) = target else { continue };
            cited_at[target].extend(units_cited(one).map(|unit| CitedAt { unit, page: PageId(page as u32), citation }));
        }
    }
    for places in &mut cited_at {
        places.sort_unstable();
        places.dedup();
    }
    cited_at
}

/// The units of its target that a citation names: where the place itself was found, or the deepest one that an outline has.
pub(super) fn units_cited(one: &CitationUse) -> impl Iterator<Item = usize> + '_ {
    one.places.iter().filter(|place| place.standing != Standing::Missing).filter_map(|place| place.unit)
}
