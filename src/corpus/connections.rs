//! What documents have to do with each other: stated relations and citations as one kind of edge.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::model::{Certainty, CitationUse, Corpus, Resolution, WorkId};
use crate::content::{Evidence, Relation};
use crate::reads::{Read, instead};

/// One document's tie to another, told once however often its text repeats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connection {
    /// The work that acts or cites.
    pub subject: WorkId,
    /// What ties them.
    pub tie: Tie,
    /// The work acted upon or cited.
    pub object: WorkId,
}

/// What ties two documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// A relation that an editor states, with how sure it is.
    Relation(Relation, Option<Evidence>),
    /// Viện dẫn, as sure as its surest place.
    Citation(Certainty),
}

impl Connection {
    /// Whether readers are to be told that it may be otherwise.
    pub fn is_uncertain(&self) -> bool {
        match self.tie {
            Tie::Relation(_, evidence) => {
                matches!(evidence, Some(Evidence::Inferred | Evidence::Disputed | Evidence::Unknown))
            }
            Tie::Citation(certainty) => certainty == Certainty::Inferred,
        }
    }
}

impl Corpus {
    /// Everything that ties a work to others: its relations by their kind, what it cites, who cites it.
    pub fn connections_of(&self, work: WorkId) -> Vec<Connection> {
        let mut touching = self.relations_of(work);
        touching.sort_by_key(|(_, _, edge)| (edge.relation, edge.subject != work, edge.subject, edge.object));
        let mut out: Vec<Connection> = touching.into_iter().map(|(_, _, edge)| stated(edge)).collect();
        out.extend(self.citing(work));
        let citing = self.cited_by(work).filter_map(|(page, one)| Some((self.work_of(page)?, certainty(one)?.1)));
        let cited_by = surest(citing).into_iter();
        out.extend(cited_by.map(|(subject, certainty)| Connection { subject, tie: Tie::Citation(certainty), object: work }));
        out
    }

    /// Every tie between two works, once: relations in canonical order, then citations in the order of the citing pages.
    pub fn connections(&self) -> Vec<Connection> {
        let works = (0..self.works.len() as u32).into_par_iter().map(WorkId);
        let citing = works.flat_map_iter(|work| {
            let uses = self.works[work.0 as usize].page.map_or(&[][..], |page| &self.citations[page.0 as usize]);
            cites(work, uses)
        });
        let mut all: Vec<Connection> = self.edges.iter().map(stated).collect();
        instead(Read::Connections, || all.par_extend(citing));
        all
    }

    /// What a work's page cites.
    fn citing(&self, subject: WorkId) -> Vec<Connection> {
        let uses = self.work(subject).page.map_or(&[][..], |page| self.citations(page));
        cites(subject, uses).collect()
    }
}

/// What a work cites, by the citations of its page.
pub(super) fn cites(subject: WorkId, uses: &[CitationUse]) -> impl Iterator<Item = Connection> {
    let cited = surest(uses.iter().filter_map(certainty)).into_iter();
    cited.map(move |(object, certainty)| Connection { subject, tie: Tie::Citation(certainty), object })
}

fn stated(edge: &super::Edge) -> Connection {
    Connection { subject: edge.subject, tie: Tie::Relation(edge.relation, edge.evidence), object: edge.object }
}

fn certainty(one: &CitationUse) -> Option<(WorkId, Certainty)> {
    if let Resolution::Work(work, certainty) = one.resolution { Some((work, certainty)) } else { None }
}

/// Each work once, by the surest of what is said of it.
fn surest(said: impl Iterator<Item = (WorkId, Certainty)>) -> BTreeMap<WorkId, Certainty> {
    let mut out: BTreeMap<WorkId, Certainty> = BTreeMap::new();
    for (work, certainty) in said {
        let known = out.entry(work).or_insert(certainty);
        if certainty == Certainty::Exact {
            *known = certainty;
        }
    }
    out
}
