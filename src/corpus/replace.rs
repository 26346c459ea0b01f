//! A page takes the place of the one of its file, and what follows from that is worked out anew, nothing else.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;

use super::access::linked;
use super::build::{edges_of, facts_of, units_cited};
use super::connections::cites;
use super::issuer_name::IssuerName;
use super::link::Linker;
use super::model::{CitationUse, CitedAt, Corpus, Edge, PageId, Validity, WorkId};
use super::places::Places;
use super::registry::{Registry, with_kind};
use super::relations;
use super::resolve::Resolver;
use crate::citation::{DocumentNumber, Kind, Mention};
use crate::content::{Block, FrontMatter, Page, RelationStatement};
use crate::reads::{Fingerprint, Read};

/// What came of a page in the place of another.
#[derive(Debug)]
pub(crate) struct Replaced {
    /// The page as it was.
    pub(crate) page: Page,
    /// The parts of the corpus that are others than before.
    pub(crate) changed: BTreeSet<Read>,
}

/// What a page says of itself that others are found to mean by.
#[derive(Debug, PartialEq, Eq)]
struct Naming {
    is_document: bool,
    version_of: Option<String>,
    number: Option<DocumentNumber>,
    aliases: Vec<String>,
    name: Option<String>,
}

impl Naming {
    fn of(front: &FrontMatter) -> Self {
        let by_name = front.kind.as_ref().filter(|kind| kind.value.is_cited_by_name()).zip(front.title.as_ref());
        Self {
            is_document: front.kind.is_some(),
            version_of: front.version_of.as_ref().map(|of| of.value.clone()),
            number: front.number.as_ref().and_then(|number| number.value.parsed.clone()),
            aliases: front.aliases.iter().map(|alias| alias.value.clone()).collect(),
            name: by_name.map(|(kind, title)| with_kind(kind.value, &title.value)),
        }
    }
}

/// What a document is told from others by, beside its [`Naming`]: all that resolution reads of the facts of a work.
#[derive(Debug, PartialEq, Eq)]
struct Identity<'f> {
    kind: Option<Kind>,
    issuer: Option<&'f str>,
    issued: Option<Date>,
    issued_between: Option<(Date, Date)>,
    cited_issued: Option<Date>,
}

impl<'f> Identity<'f> {
    fn of(front: &'f FrontMatter) -> Self {
        Self {
            kind: front.kind.as_ref().map(|field| field.value),
            issuer: front.issuer.as_ref().map(|field| field.value.as_str()),
            issued: front.issued.as_ref().map(|field| field.value),
            issued_between: front.issued_between.as_ref().map(|field| field.value),
            cited_issued: front.cited_issued.as_ref().map(|field| field.value),
        }
    }
}

/// How much of the front matter is another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum FrontEdit {
    None,
    /// What is shown of the document, but not what it is taken for nor what it says of others.
    Shown,
    /// What it says of its relations to others.
    Relations,
    /// What it is taken for.
    Identity,
}

impl FrontEdit {
    fn between(old: &FrontMatter, new: &FrontMatter) -> Self {
        let stated = |front: &FrontMatter| -> Vec<_> {
            let statement = |one: &RelationStatement| (one.relation, one.target.value.clone(), one.evidence, one.note.clone());
            front.relations.iter().map(statement).collect()
        };
        if Identity::of(old) != Identity::of(new) {
            Self::Identity
        } else if stated(old) != stated(new) {
            Self::Relations
        } else if format!("{old:?}") != format!("{new:?}") {
            Self::Shown
        } else {
            Self::None
        }
    }
}

/// The citations of the pages that were linked anew, by page, as they were or are.
type Links = BTreeMap<PageId, Vec<CitationUse>>;

impl Corpus {
    /// Whether [`Self::replace`] can take in a page: where it would be another file, or give works other numbers or names, the
    /// corpus is to be built anew.
    pub(crate) fn can_replace(&self, page: &Page) -> bool {
        let old = self.page_at(&page.source.path).map(|id| self.page(id));
        old.is_some_and(|old| {
            old.output == page.output
                && old.slug == page.slug
                && old.is_withdrawn() == page.is_withdrawn()
                && Naming::of(&old.front) == Naming::of(&page.front)
        })
    }

    /// Takes a page in the place of the one of its file; it must be one that [`Self::can_replace`].
    pub(crate) fn replace(&mut self, id: PageId, page: Page) -> Replaced {
        let at = id.0 as usize;
        let front = FrontEdit::between(&self.pages[at].front, &page.front);
        let again = self.linked_again(id, &page, front);
        let near = if front == FrontEdit::None { BTreeMap::new() } else { self.validities_near(id) };
        let old = std::mem::replace(&mut self.pages[at], page.placed(id.0));
        self.places[at] = Places::new(&self.pages[at]);
        let mut changed = parts_of(id, &old, &self.pages[at]);
        if front > FrontEdit::None {
            self.registry.learn_issuer(&self.pages[at].front);
            changed.extend([Read::Front(id.0), Read::Entry(id.0), Read::Fronts, Read::Works]);
            changed.extend(
                self.work_of_page[at].iter().flat_map(|work| [Read::Work(work.0), Read::Versions(self.root_of(*work).0)]),
            );
        }
        if front > FrontEdit::Shown {
            changed.extend(self.relate());
        }
        let links = self.link(&again);
        let old_links = self.put(links);
        changed.extend(self.relinked(&old_links));
        // Of works whose relations changed that is said already.
        let other_state = near.iter().filter(|(work, state)| self.validity(**work, self.today) != **state);
        changed.extend(other_state.map(|(work, _)| Read::Validity(work.0)));
        // The texts of a work bind with it.
        let states = changed.iter().filter_map(|part| if let Read::Validity(work) = part { Some(WorkId(*work)) } else { None });
        let texts: Vec<Read> =
            states.filter_map(|work| self.versions.get(&work)).flatten().map(|text| Read::Validity(text.0)).collect();
        changed.extend(texts);
        changed.insert(Read::Everything);
        Replaced { page: old, changed }
    }

    /// The pages whose citations may lead elsewhere with the new page: itself, and those that look at what it changes.
    fn linked_again(&self, id: PageId, page: &Page, front: FrontEdit) -> BTreeSet<PageId> {
        let old = &self.pages[id.0 as usize];
        let mut again = BTreeSet::from([id]);
        let Some(work) = self.work_of_page[id.0 as usize] else { return again };
        let same_places = old.units == page.units && old.has_text() == page.has_text();
        if front == FrontEdit::Identity {
            again.extend(self.considering(work));
        } else if !same_places {
            let cited = self.cited_by[work.0 as usize].iter();
            let placed = cited.filter(|(page, at)| !self.citations[page.0 as usize][*at].places.is_empty());
            again.extend(placed.map(|(page, _)| *page));
        }
        again
    }

    /// The pages with a citation for which a work comes into question.
    fn considering(&self, work: WorkId) -> impl Iterator<Item = PageId> + '_ {
        let facts = facts_of(&self.works, &self.pages, work);
        let naming = Naming::of(facts);
        let aliases = naming.aliases.iter().filter_map(|alias| DocumentNumber::parse(alias));
        let numbers: Vec<DocumentNumber> = naming.number.iter().cloned().chain(aliases).collect();
        let has_name = naming.name.is_some() || !naming.aliases.is_empty();
        let plain = |number: &DocumentNumber| number.serial().trim_start_matches('0').to_owned();
        let serials: BTreeSet<String> = numbers.iter().map(plain).collect();
        let by_number = move |number: &DocumentNumber| {
            serials.contains(number.serial().trim_start_matches('0')) && self.registry.numbered(number).0.contains(&work)
        };
        let named = move |name: &str| has_name && self.registry.named(name).contains(&work);
        let considers = move |mention: &Mention| {
            mention.number.as_ref().is_some_and(&by_number)
                || mention.name.as_ref().is_some_and(|name| named(&name.words) || named(&name.written))
        };
        let mentions = move |uses: &Vec<CitationUse>| uses.iter().filter_map(|one| one.mention.as_deref()).any(&considers);
        (0_u32..).zip(&self.citations).filter(move |(_, uses)| mentions(uses)).map(|(page, _)| PageId(page))
    }

    /// The states of a page's work and of those that it has relations to.
    fn validities_near(&self, id: PageId) -> BTreeMap<WorkId, Validity> {
        let Some(work) = self.work_of_page[id.0 as usize] else { return BTreeMap::new() };
        let others = self.relations_of(work).into_iter().map(|(_, other, _)| other);
        let texts = self.timeline(work).into_iter().flat_map(|timeline| timeline.texts).map(|text| text.work);
        others.chain(texts).chain([work]).map(|work| (work, self.validity(work, self.today))).collect()
    }

    /// Works out the relations anew; what is another by that.
    fn relate(&mut self) -> BTreeSet<Read> {
        let facts = |work: WorkId| facts_of(&self.works, &self.pages, work);
        let (edges, broken) = relations::edges(self.works.len(), &self.registry, facts);
        let mut changed = BTreeSet::new();
        for edge in differing(&self.edges, &edges) {
            changed.extend([edge.subject, edge.object].map(|work| Read::Ties(work.0)));
            changed.extend([edge.subject, edge.object].map(|work| Read::Validity(work.0)));
            changed.insert(Read::Connections);
        }
        self.edges_of = edges_of(self.works.len(), &edges);
        (self.edges, self.broken_relations) = (edges, broken);
        changed
    }

    fn link(&self, pages: &BTreeSet<PageId>) -> Links {
        let facts = |work: WorkId| facts_of(&self.works, &self.pages, work);
        let resolver = Resolver { registry: &self.registry, facts };
        let linker =
            Linker { pages: &self.pages, works: &self.works, places: &self.places, recognizer: &self.recognizer, resolver };
        let link = |id: &PageId| {
            let at = id.0 as usize;
            (*id, linker.citations(&self.pages[at], &self.places[at], self.work_of_page[at]))
        };
        pages.par_iter().map(link).collect()
    }

    /// Puts citations in their place and sees to who is cited by whom; the ones that stood there.
    fn put(&mut self, links: Links) -> Links {
        let old: Links =
            links.into_iter().map(|(id, uses)| (id, std::mem::replace(&mut self.citations[id.0 as usize], uses))).collect();
        let mut works: BTreeMap<WorkId, Vec<(PageId, usize)>> = BTreeMap::new();
        let mut targets: BTreeMap<PageId, Vec<CitedAt>> = BTreeMap::new();
        for (id, before) in &old {
            works.extend(before.iter().filter_map(CitationUse::work).map(|work| (work, Vec::new())));
            targets.extend(before.iter().filter_map(|one| self.target_page(*id, one)).map(|page| (page, Vec::new())));
        }
        for id in old.keys() {
            for (at, one) in self.citations[id.0 as usize].iter().enumerate() {
                if let Some(work) = one.work() {
                    works.entry(work).or_default().push((*id, at));
                }
                if let Some(target) = self.target_page(*id, one) {
                    let units = units_cited(one).map(|unit| CitedAt { unit, page: *id, citation: at });
                    targets.entry(target).or_default().extend(units);
                }
            }
        }
        for (work, now) in works {
            let cited_by = &mut self.cited_by[work.0 as usize];
            cited_by.retain(|(page, _)| !old.contains_key(page));
            cited_by.extend(now);
            cited_by.sort_unstable();
        }
        for (page, now) in targets {
            let cited_at = &mut self.cited_at[page.0 as usize];
            cited_at.retain(|cited| !old.contains_key(&cited.page));
            cited_at.extend(now);
            cited_at.sort_unstable();
            cited_at.dedup();
        }
        old
    }

    /// What is another because pages cite otherwise: their own citations, and those of works and places by them.
    fn relinked(&self, old: &Links) -> BTreeSet<Read> {
        let mut changed = BTreeSet::new();
        for (id, before_uses) in old {
            let after_uses = &self.citations[id.0 as usize];
            let (before, after) = (self.by_part(*id, before_uses), self.by_part(*id, after_uses));
            let parts = before.keys().chain(after.keys());
            changed.extend(parts.filter(|part| before.get(part) != after.get(part)));
            changed.extend(self.ties(*id, before_uses, after_uses));
        }
        changed
    }

    /// What is told of the site as a whole that is another by the citations of one page.
    fn ties(&self, id: PageId, before: &[CitationUse], after: &[CitationUse]) -> impl Iterator<Item = Read> {
        let other = |work: WorkId| cites(work, before).ne(cites(work, after));
        let connections = self.work_of_page[id.0 as usize].is_some_and(other).then_some(Read::Connections);
        let linked = (linked(before) != linked(after)).then_some(Read::Linked);
        connections.into_iter().chain(linked)
    }

    /// The citations of a page by the parts that hold them.
    fn by_part(&self, id: PageId, uses: &[CitationUse]) -> BTreeMap<Read, Vec<(usize, Fingerprint)>> {
        let mut parts: BTreeMap<Read, Vec<(usize, Fingerprint)>> = BTreeMap::from([(Read::Citations(id.0), Vec::new())]);
        for (at, one) in uses.iter().enumerate() {
            let print = self.print_of_use(one);
            let mut add = |part: Read, at: usize| parts.entry(part).or_default().push((at, print));
            add(Read::Citations(id.0), at);
            if let Some(work) = one.work() {
                add(Read::CitedBy(work.0), at);
            }
            if let Some(target) = self.target_page(id, one) {
                units_cited(one).for_each(|unit| add(Read::CitedAt(target.0), unit));
            }
        }
        parts
    }
}

impl Registry {
    /// Takes note of how an issuer is compared.
    fn learn_issuer(&mut self, front: &FrontMatter) {
        if let Some(issuer) = &front.issuer {
            self.issuers.entry(issuer.value.clone()).or_insert_with(|| IssuerName::new(&issuer.value));
        }
    }
}

/// The parts of a page itself that differ.
fn parts_of(id: PageId, old: &Page, new: &Page) -> BTreeSet<Read> {
    let mut changed = BTreeSet::from([Read::Text(id.0)]);
    if old.units != new.units {
        changed.insert(Read::Outline(id.0));
    }
    let (before, after) = (old.blocks(), new.blocks());
    let same = |at: usize| match (before.get(at), after.get(at)) {
        (Some(old), Some(new)) => Block::reads_as(old, new),
        _ => false,
    };
    let blocks = before.len().max(after.len());
    changed.extend((0..blocks).filter(|at| !same(*at)).map(|at| Read::Block(id.0, at as u32)));
    changed
}

/// The edges that only one of two lists has, which are in the same order.
fn differing<'e>(before: &'e [Edge], after: &'e [Edge]) -> Vec<&'e Edge> {
    let key = |edge: &&Edge| (edge.subject, edge.relation, edge.object);
    let (old, new): (BTreeMap<_, _>, BTreeMap<_, _>) =
        (before.iter().map(|edge| (key(&edge), edge)).collect(), after.iter().map(|edge| (key(&edge), edge)).collect());
    let gone = before.iter().filter(|edge| new.get(&key(edge)) != Some(edge));
    gone.chain(after.iter().filter(|edge| old.get(&key(edge)) != Some(edge))).collect()
}
