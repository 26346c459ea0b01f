//! Relations as sentences, works cited, and who cites a work.

use serde::Serialize;

use super::common::{EvidenceMark, Link, Views};
use crate::citation::Path;
use crate::content::structure::Level;
use crate::content::{BlockKind, Page, Relation};
use crate::corpus::{CitationUse, PageId, WorkId, provision_name};
use crate::site::html::footnote_id;
use crate::site::{excerpt, href};

/// Most places of one page shown in a backlink; the rest is counted.
const PLACES: usize = 20;

/// Most citing pages shown with a work; the rest is counted, so that a law cited by thousands still opens on a phone.
const PAGES: usize = 200;

/// A relation as a sentence: subject, verb, object.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct RelationView {
    subject: Link,
    verb: String,
    object: Link,
    evidence: Option<EvidenceMark>,
    notes: Vec<String>,
}

/// The pages that cite a work.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Backlinks {
    shown: Vec<Backlink>,
    /// Citing pages that are not shown.
    more: usize,
}

/// A page that cites a work.
#[derive(Debug, Clone, Serialize)]
struct Backlink {
    page: Link,
    places: Vec<Place>,
    more: usize,
}

/// A sentence that cites.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Place {
    href: String,
    label: String,
    before: String,
    marked: String,
    after: String,
}

/// The relations of a work, each as the sentence of its acting side.
pub(super) fn relations(views: &Views<'_>, from: &str, work: WorkId) -> Vec<RelationView> {
    let side = |other: WorkId| {
        let mut link = views.link(from, other);
        if other == work {
            link.href = None;
        }
        link
    };
    let corpus = views.corpus();
    let mut touching = corpus.relations_of(work);
    touching.sort_by_key(|(_, _, edge)| (edge.relation, edge.subject != work, edge.subject, edge.object));
    touching
        .into_iter()
        .map(|(_, _, edge)| RelationView {
            subject: side(edge.subject),
            verb: views.locale().get(verb(edge.relation)).to_owned(),
            object: side(edge.object),
            evidence: views.evidence(edge.evidence),
            notes: edge.notes.clone(),
        })
        .collect()
}

/// The key of a forward relation's verb.
pub(super) fn verb(relation: Relation) -> &'static str {
    match relation {
        Relation::BasedOn => "verb_based_on",
        Relation::Details => "verb_details",
        Relation::Guides => "verb_guides",
        Relation::Implements => "verb_implements",
        Relation::Amends => "verb_amends",
        Relation::Replaces => "verb_replaces",
        Relation::Repeals => "verb_repeals",
        Relation::Suspends => "verb_suspends",
        Relation::Corrects => "verb_corrects",
        Relation::Consolidates => "verb_consolidates",
        Relation::Follows => "verb_follows",
        _ => "verb_related",
    }
}

/// The place of a citation on its own page.
pub(super) fn place_link(views: &Views<'_>, page: PageId, one: &CitationUse) -> Link {
    let page = views.corpus().page(page);
    let href = place_id(page, one).map(|id| views.place(&page.output, page, &id));
    Link { href, ..Link::plain(label(views, page, one)) }
}

/// The id of a citation's place: its block's, its unit's, or its footnote's.
pub(super) fn place_id(page: &Page, one: &CitationUse) -> Option<String> {
    let block = page.block(one.block);
    match &block.kind {
        BlockKind::Footnote(label) => Some(footnote_id(label)),
        _ => block.nearest_id(page.units()).map(str::to_owned),
    }
}

/// What a place is called: `khoản 2 Điều 46`, or the labels of a plan's parts (`III. › 1.`) and the paragraph.
pub(super) fn label(views: &Views<'_>, page: &Page, one: &CitationUse) -> String {
    let block = page.block(one.block);
    if let BlockKind::Footnote(label) = &block.kind {
        return format!("{} {label}", views.word("in_footnote"));
    }
    let path = block.unit.map(|unit| Path::parse(page.units()[unit].path())).unwrap_or_default();
    if path.step(Level::Article).is_some() {
        return provision_name(&path);
    }
    let mut labels = page.labels(block.unit);
    if let Some((_, number)) =
        block.id.as_deref().and_then(|id| id.rsplit_once("-p")).filter(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()))
    {
        labels.push(format!("{} {number}", views.word("paragraph")));
    }
    match (&block.kind, labels.is_empty()) {
        (BlockKind::Table { .. }, _) => {
            labels.push(views.word("in_table").to_owned());
            labels.join(" › ")
        }
        (_, false) => labels.join(" › "),
        // Before the first unit of a text; a page without any is one place.
        _ if page.units().is_empty() => views.word("in_page").to_owned(),
        _ => views.word("opening").to_owned(),
    }
}

/// Who cites a work, page by page, each sentence with a link to its paragraph.
pub(super) fn backlinks(views: &Views<'_>, from: &str, work: WorkId) -> Backlinks {
    let corpus = views.corpus();
    let mut out: Vec<(PageId, Backlink)> = Vec::new();
    let mut pages = 0;
    let mut last_citing = None;
    for (citing, one) in corpus.cited_by(work) {
        let page = corpus.page(citing);
        if last_citing.replace(citing) != Some(citing) {
            pages += 1;
        }
        if pages > PAGES {
            continue;
        }
        if out.last().is_none_or(|(last, _)| *last != citing) {
            let page = Link::to(views.page_name(citing), href::relative(from, &page.output, ""));
            out.push((citing, Backlink { page, places: Vec::new(), more: 0 }));
        }
        let Some((_, backlink)) = out.last_mut() else { continue };
        if backlink.places.len() == PLACES {
            backlink.more += 1;
            continue;
        }
        backlink.places.push(place(views, from, page, one));
    }
    Backlinks { shown: out.into_iter().map(|(_, backlink)| backlink).collect(), more: pages.saturating_sub(PAGES) }
}

fn place(views: &Views<'_>, from: &str, page: &Page, one: &CitationUse) -> Place {
    let block = page.block(one.block);
    let text = &block.inlines[one.inline].text;
    let (before, marked, after) = excerpt::around(text, &one.span);
    let id = place_id(page, one).unwrap_or_default();
    Place { href: views.place(from, page, &id), label: label(views, page, one), before, marked, after }
}
