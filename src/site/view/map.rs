//! The map of the whole site: every document with its edges, or, of a large site, its kinds and its most connected
//! documents.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::common::{Frame, Link, Views, list_link};
use super::diagram::{EdgeRow, Picture, named_link, row};
use crate::corpus::{Connection, WorkId};
use crate::reads::{Read, note};
use crate::site::diagram::{Entry, Line, Section, overview, svg};
use crate::site::lists::{Group, sorted};

/// Where the map stands, without the ending of pages.
pub(in crate::site) const MAP: &str = "so-do";

/// Up to so many documents and edges all are drawn.
const ALL_DOCUMENTS: usize = 60;
const EDGES: usize = 300;

/// So many are drawn of more.
const MOST_CONNECTED: usize = 40;

/// Most kinds drawn, and most rows of pairs of them; there are as many kinds as a site names.
const KINDS: usize = 40;
const KIND_ROWS: usize = 200;

/// The page of the map.
#[derive(Debug, Serialize)]
pub(in crate::site) struct MapView {
    frame: Frame,
    /// By kinds, where not all documents are drawn.
    kinds: Option<KindsView>,
    documents: DocumentsView,
    rest_documents: usize,
    rest_links: usize,
}

#[derive(Debug, Serialize)]
struct DocumentsView {
    picture: Picture,
    caption: String,
    rows: Vec<EdgeRow>,
    more: usize,
}

#[derive(Debug, Serialize)]
struct KindsView {
    picture: Picture,
    rows: Vec<KindRow>,
    more: usize,
}

#[derive(Debug, Serialize)]
struct KindRow {
    from: Link,
    to: Link,
    count: usize,
}

/// The view of the map; its time grows with the edges, its size does not.
pub(in crate::site) fn map(views: &Views<'_>) -> MapView {
    let corpus = views.corpus();
    let connections = corpus.connections();
    let mut degree = vec![0_usize; corpus.works().len()];
    for one in &connections {
        degree[one.subject.0 as usize] += 1;
        degree[one.object.0 as usize] += 1;
    }
    let works = (0..corpus.works().len() as u32).map(WorkId);
    let all: Vec<WorkId> = works.filter(|work| corpus.work(*work).page.is_some() || degree[work.0 as usize] > 0).collect();
    let whole = all.len() <= ALL_DOCUMENTS && connections.len() <= EDGES;
    let total = all.len();
    let kinds = (!whole).then(|| kinds(views, &all, &connections));
    let shown = if whole { all } else { most_connected(all, &degree, &connections) };
    let rows = Places::new(corpus.works().len(), &shown);
    let drawn: Vec<&Connection> = connections.iter().filter(|one| rows.has(one.subject) && rows.has(one.object)).collect();
    MapView {
        frame: views.frame(&views.output(MAP), views.word("map"), None),
        kinds,
        rest_documents: total - shown.len(),
        rest_links: connections.len() - drawn.len(),
        documents: documents(views, shown, &drawn),
    }
}

/// Which works are shown, and where.
struct Places(Vec<Option<usize>>);

impl Places {
    fn new(works: usize, shown: &[WorkId]) -> Self {
        let mut places = vec![None; works];
        for (place, work) in shown.iter().enumerate() {
            places[work.0 as usize] = Some(place);
        }
        Self(places)
    }

    fn of(&self, work: WorkId) -> Option<usize> {
        self.0[work.0 as usize]
    }

    fn has(&self, work: WorkId) -> bool {
        self.of(work).is_some()
    }
}

/// The works with the most edges, as many as have no more edges among them than can be drawn.
fn most_connected(mut works: Vec<WorkId>, degree: &[usize], connections: &[Connection]) -> Vec<WorkId> {
    works.sort_by_key(|work| (Reverse(degree[work.0 as usize]), *work));
    works.truncate(MOST_CONNECTED);
    let places = Places::new(degree.len(), &works);
    let mut added = vec![0; works.len()];
    for one in connections {
        if let (Some(a), Some(b)) = (places.of(one.subject), places.of(one.object)) {
            added[a.max(b)] += 1;
        }
    }
    let mut edges = 0;
    let fit = added.iter().take_while(|added| {
        edges += *added;
        edges <= EDGES
    });
    let fit = fit.count();
    works.truncate(fit);
    works
}

/// The drawing and the table of documents by kind, newest first, and the edges among them.
fn documents(views: &Views<'_>, shown: Vec<WorkId>, drawn: &[&Connection]) -> DocumentsView {
    let corpus = views.corpus();
    let shown = sorted(corpus, shown);
    let places = Places::new(corpus.works().len(), &shown);
    let kind = |work: &WorkId| corpus.facts(*work).kind.as_ref().map(|kind| kind.value.name());
    let sections: Vec<Section> = shown
        .chunk_by(|a, b| kind(a) == kind(b))
        .map(|chunk| Section {
            heading: kind(&chunk[0]).unwrap_or(views.word("unknown")).to_owned(),
            entries: chunk.iter().map(|work| entry(named_link(views, &views.output(MAP), *work))).collect(),
        })
        .collect();
    let line = |one: &&Connection| {
        Some(Line { from: places.of(one.subject)?, to: places.of(one.object)?, uncertain: one.is_uncertain() })
    };
    let lines: Vec<Line> = drawn.iter().filter_map(line).collect();
    let link = |work: WorkId| named_link(views, &views.output(MAP), work);
    DocumentsView {
        picture: picture(views, "_so-do", views.word("map"), &sections, &lines, (drawn.len(), shown.len())),
        caption: views.word("map").to_owned(),
        rows: drawn.iter().map(|one| row(views, one, link(one.subject), link(one.object))).collect(),
        more: 0,
    }
}

fn entry(link: Link) -> Entry {
    Entry { text: link.text, href: link.href }
}

fn picture(
    views: &Views<'_>,
    id: &str,
    title: &str,
    sections: &[Section],
    lines: &[Line],
    (links, documents): (usize, usize),
) -> Picture {
    let word = |key| views.word(key);
    let description =
        format!("{links} {} {documents} {}. {}", word("diagram_links_among"), word("documents"), word("diagram_same"));
    Picture { svg: svg(&overview(sections, lines), id, title, &description), uncertain: lines.iter().any(|line| line.uncertain) }
}

/// The kinds by legal rank, and how many edges go from one to another.
fn kinds(views: &Views<'_>, all: &[WorkId], connections: &[Connection]) -> KindsView {
    let corpus = views.corpus();
    let key = |work: WorkId| {
        let kind = corpus.facts(work).kind.as_ref();
        kind.map_or((u32::MAX, ""), |kind| (kind.value.rank(), kind.value.name()))
    };
    let mut counts: BTreeMap<(u32, &str), usize> = BTreeMap::new();
    // A large site has a hundred edges for each document: of those only numbers are looked at.
    let mut of_work: Vec<usize> = vec![0; corpus.works().len()];
    let kind_of_all: Vec<(u32, &str)> = all.iter().map(|work| key(*work)).collect();
    for kind in &kind_of_all {
        *counts.entry(*kind).or_default() += 1;
    }
    let numbers: HashMap<_, usize> = counts.keys().copied().zip(0..).collect();
    for (work, kind) in all.iter().zip(&kind_of_all) {
        of_work[work.0 as usize] = numbers[kind];
    }
    let mut by_numbers: HashMap<(usize, usize), usize> = HashMap::new();
    for one in connections {
        *by_numbers.entry((of_work[one.subject.0 as usize], of_work[one.object.0 as usize])).or_default() += 1;
    }
    let names: Vec<(u32, &str)> = counts.keys().copied().collect();
    let pairs: BTreeMap<_, usize> = by_numbers.into_iter().map(|((a, b), count)| ((names[a], names[b]), count)).collect();
    let link = |(_, name): (u32, &str), published: bool| match (name, published) {
        ("", _) => Link::plain(views.word("unknown")),
        (name, true) => list_link(views, &views.output(MAP), Group::Kind, name),
        (name, false) => Link::plain(name),
    };
    // A kind of which no document has a page has no list.
    note(Read::Lists);
    let has_list: Vec<&str> =
        views.lists().iter().filter(|list| list.group == Group::Kind).map(|list| list.name.as_str()).collect();
    let link = |kind: (u32, &str)| link(kind, has_list.contains(&kind.1));
    let places: BTreeMap<_, usize> = counts.keys().take(KINDS).enumerate().map(|(place, kind)| (*kind, place)).collect();
    let entries = counts.iter().take(KINDS).map(|(kind, count)| {
        let link = link(*kind);
        Entry { text: format!("{} ({count} {})", link.text, views.word("documents")), href: link.href }
    });
    let rest = counts.len().saturating_sub(KINDS);
    let rest = (rest > 0).then(|| Entry { text: format!("{} {rest}", views.word("and_more")), href: None });
    let section = Section { heading: views.word("map_kinds").to_owned(), entries: entries.chain(rest).collect() };
    let lines: Vec<Line> =
        pairs.keys().filter_map(|(a, b)| Some(Line { from: *places.get(a)?, to: *places.get(b)?, uncertain: false })).collect();
    let mut rows: Vec<_> = pairs.iter().collect();
    rows.sort_by_key(|(pair, count)| (Reverse(**count), **pair));
    KindsView {
        picture: picture(views, "_so-do-loai", views.word("map_kinds"), &[section], &lines, (connections.len(), all.len())),
        more: rows.len().saturating_sub(KIND_ROWS),
        rows: rows
            .into_iter()
            .take(KIND_ROWS)
            .map(|((from, to), count)| KindRow { from: link(*from), to: link(*to), count: *count })
            .collect(),
    }
}
