//! Fingerprints of the parts of a corpus, by which an output is known to be made from what it was made from before.
//!
//! Works and pages go in by their names: their numbers change when one comes or goes. Where an order matters that their
//! numbers give, the names go in by that order.

use std::collections::BTreeSet;
use std::hash::Hash;

use rayon::prelude::*;

use super::connections::Connection;
use super::model::{CitationUse, Corpus, PageId, Resolution, WorkId};
use crate::content::Page;
use crate::reads::{Fingerprint, Printer, Read};

/// What is made once for all pages.
#[derive(Debug)]
pub(crate) struct Prints<'a> {
    corpus: &'a Corpus,
    fronts: Vec<Fingerprint>,
    /// Each citation of each page.
    uses: Vec<Vec<Fingerprint>>,
}

impl<'a> Prints<'a> {
    pub(crate) fn new(corpus: &'a Corpus) -> Self {
        let fronts = corpus.pages.par_iter().map(|page| {
            let name = (&*page.source.path, &page.output, &page.slug);
            Printer::default().add(name).add(format!("{:?}", page.front)).finish()
        });
        let uses = corpus.citations.par_iter().map(|uses| uses.iter().map(|one| corpus.print_of_use(one)).collect());
        Self { corpus, fronts: fronts.collect(), uses: uses.collect() }
    }

    /// The fingerprint of a part; none of one that the corpus does not know of.
    pub(crate) fn of(&self, read: Read) -> Option<Fingerprint> {
        let corpus = self.corpus;
        let page = |index: u32| &corpus.pages[index as usize];
        Some(match read {
            Read::Front(index) => self.fronts[index as usize],
            Read::Text(index) => print_of_text(page(index)),
            Read::Block(index, at) => print(&*page(index).block_if_any(at as usize)?),
            Read::Outline(index) => print(page(index).units()),
            Read::Citations(index) => self.citations(index as usize),
            Read::CitedAt(index) => self.cited_at(index as usize),
            Read::CitedBy(work) => self.cited_by(WorkId(work)),
            Read::Work(work) => self.work(WorkId(work)),
            Read::Ties(work) => self.ties(WorkId(work)),
            Read::Validity(work) => print(corpus.validity(WorkId(work), corpus.today) as u8),
            Read::Versions(work) => self.versions(WorkId(work)),
            Read::Fronts => Printer::default().all(&self.fronts).finish(),
            Read::Works => Printer::default().all(self.all_works()).finish(),
            Read::Linked => print(corpus.linked()),
            Read::Connections => self.connections(),
            Read::Everything => self.everything(),
            Read::Today => print(corpus.today.to_string()),
            Read::Past(_)
            | Read::Division(_)
            | Read::Slot(_)
            | Read::Entry(_)
            | Read::Disclosure
            | Read::List(_)
            | Read::Lists
            | Read::Twins
            | Read::Divided
            | Read::Generated
            | Read::Register
            | Read::Template(_) => return None,
        })
    }

    /// The citations of a page, and the order of the works they lead to.
    fn citations(&self, page: usize) -> Fingerprint {
        let works: BTreeSet<WorkId> = self.corpus.citations[page].iter().filter_map(CitationUse::work).collect();
        let names = works.into_iter().map(|work| self.corpus.slug(work));
        Printer::default().all(&self.uses[page]).all(names).finish()
    }

    fn cited_by(&self, work: WorkId) -> Fingerprint {
        let citing = self.corpus.cited_by[work.0 as usize].iter();
        Printer::default().all(citing.map(|(page, at)| self.one_use(*page, *at))).finish()
    }

    fn cited_at(&self, page: usize) -> Fingerprint {
        let cited = self.corpus.cited_at[page].iter();
        Printer::default().all(cited.map(|cited| (cited.unit, self.one_use(cited.page, cited.citation)))).finish()
    }

    fn one_use(&self, page: PageId, at: usize) -> (&str, Fingerprint) {
        (&self.corpus.pages[page.0 as usize].source.path, self.uses[page.0 as usize][at])
    }

    fn work(&self, work: WorkId) -> Fingerprint {
        let Some(entry) = self.corpus.works.get(work.0 as usize) else { return print(()) };
        let facts = match (&entry.known, entry.page) {
            (Some(known), _) => print(format!("{known:?}")),
            (None, Some(page)) => self.fronts[page.0 as usize],
            (None, None) => print(()),
        };
        print((&entry.slug, entry.page.map(|page| &self.corpus.pages[page.0 as usize].output), facts))
    }

    fn all_works(&self) -> impl Iterator<Item = Fingerprint> {
        (0..self.corpus.works.len() as u32).map(|work| self.work(WorkId(work)))
    }

    fn ties(&self, work: WorkId) -> Fingerprint {
        let corpus = self.corpus;
        let edges = corpus.edges_of.get(work.0 as usize).into_iter().flatten().map(|index| &corpus.edges[*index]);
        let print = |edge: &super::Edge| {
            let ends = (corpus.slug(edge.subject), corpus.slug(edge.object));
            print((ends, format!("{:?} {:?}", edge.relation, edge.evidence), &edge.notes))
        };
        Printer::default().all(edges.map(print)).finish()
    }

    /// The texts of a work, and which of them applies on the day of the build.
    fn versions(&self, work: WorkId) -> Fingerprint {
        let slug = |work: WorkId| self.corpus.slug(work);
        let Some((timeline, now)) = self.corpus.timeline_now(work) else { return print(()) };
        let texts = timeline.texts.iter().map(|text| (slug(text.work), text.period));
        let translations = timeline.translations.iter().map(|work| slug(*work));
        Printer::default().all(texts).all(translations).add(now.map(slug)).finish()
    }

    fn connections(&self) -> Fingerprint {
        let all = self.corpus.connections();
        let one =
            |one: &Connection| print((self.corpus.slug(one.subject), format!("{:?}", one.tie), self.corpus.slug(one.object)));
        Printer::default().all(all.iter().map(one)).finish()
    }

    fn everything(&self) -> Fingerprint {
        let texts = self.corpus.pages.par_iter().map(print_of_text).collect::<Vec<_>>();
        let today = self.corpus.today.to_string();
        Printer::default().add(today).all(&self.fronts).all(texts).all(self.all_works()).all(self.uses.iter().flatten()).finish()
    }
}

impl Corpus {
    fn slug(&self, work: WorkId) -> &str {
        &self.works[work.0 as usize].slug
    }

    pub(super) fn print_of_use(&self, one: &CitationUse) -> Fingerprint {
        let says = format!("{:?}", (&one.form, &one.mention, &one.difference, &one.places));
        let at = (one.block, one.inline, one.span.start, one.span.end, one.quoted);
        let to = match &one.resolution {
            Resolution::This => (0_u8, Vec::new()),
            Resolution::Work(work, certainty) => (1 + *certainty as u8, vec![self.slug(*work)]),
            Resolution::Ambiguous(works) => (3, works.iter().map(|work| self.slug(*work)).collect()),
            Resolution::Unknown => (4, Vec::new()),
        };
        print((at, says, to))
    }
}

fn print_of_text(page: &Page) -> Fingerprint {
    print(page.source.sha256.bytes())
}

/// The fingerprint of one value.
pub(crate) fn print(value: impl Hash) -> Fingerprint {
    Printer::default().add(value).finish()
}
