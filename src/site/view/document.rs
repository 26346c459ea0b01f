//! Document pages, plain pages and the home page.

use std::collections::BTreeMap;

use serde::Serialize;

use super::citation_links::citation_links;
use super::cited_places::cited_places;
use super::common::{Frame, HOME, Link, StatusNote, StatusView, Views, successors};
use super::deadlines::{DeadlineList, of_site};
use super::diagram::{DiagramView, diagram};
use super::facts::{Fact, SourceView, facts, sources};
use super::legal_basis::{LegalBasis, legal_basis};
use super::list::{Counted, Row, counted, row};
use super::plan::{PlanView, plan};
use super::print::{PrintView, print};
use super::reading::{Reading, reading};
use super::relations::{Backlinks, RelationView, backlinks, relations};
use crate::content::structure::Level;
use crate::content::{Extent, FrontMatter, Page};
use crate::corpus::{PageId, WorkId, official_date};
use crate::site::href;
use crate::site::html::{Extras, body};
use crate::site::lists::{self, Group};

/// A document's page.
#[derive(Debug, Serialize)]
pub(in crate::site) struct DocumentView {
    frame: Frame,
    heading: String,
    kind: String,
    number: Option<String>,
    status: StatusView,
    /// Sentences beside the status: replaced by …, last checked on ….
    status_notes: Vec<StatusNote>,
    withdrawn: Option<String>,
    reading: Reading,
    facts: Vec<Fact>,
    summary: Option<String>,
    outline_only: bool,
    text_lang: Option<String>,
    contents: Vec<TocItem>,
    body: String,
    /// Deadlines, targets and tasks, where the document sets any.
    plan: Option<PlanView>,
    legal_basis: LegalBasis,
    relations: Vec<RelationView>,
    diagram: Option<DiagramView>,
    backlinks: Backlinks,
    sources: Vec<SourceView>,
    download: String,
    /// The file the page is made from, for whoever holds it on paper.
    source_path: String,
    print: PrintView,
}

/// An entry of the table of contents.
#[derive(Debug, Serialize)]
struct TocItem {
    href: String,
    text: String,
    depth: usize,
}

/// A page that is no document.
#[derive(Debug, Serialize)]
pub(in crate::site) struct PageView {
    frame: Frame,
    heading: String,
    body: String,
    legal_basis: LegalBasis,
    download: String,
    source_path: String,
    print: PrintView,
}

/// The home page.
#[derive(Debug, Serialize)]
pub(in crate::site) struct HomeView {
    frame: Frame,
    heading: Link,
    /// What the site is, where no page of an author says it.
    lead: Option<Link>,
    body: String,
    legal_basis: Option<LegalBasis>,
    /// Plans and other documents whose whole text stands here, newest first.
    featured: Vec<Row>,
    deadlines: Option<DeadlineList>,
    kinds: Vec<Counted>,
    documents: usize,
    linked: usize,
    list: String,
}

/// Longest list of documents with their text on the home page.
const FEATURED: usize = 12;

/// The view of a document's page.
pub(in crate::site) fn document(views: &Views<'_>, id: PageId) -> DocumentView {
    let corpus = views.corpus();
    let page = corpus.page(id);
    let (front, from) = (&page.front, page.output.as_str());
    // A page with a kind is a work.
    let work = corpus.work_of(id).unwrap_or(WorkId(0));
    let heading = front.title.as_ref().map(|title| title.value.clone()).unwrap_or_default();
    DocumentView {
        frame: views.frame(from, &corpus.short_name(work), front.summary.as_deref()),
        kind: front.kind.as_ref().map_or("", |kind| kind.value.name()).to_owned(),
        number: front.number.as_ref().map(|number| number.value.text.clone()),
        heading,
        status: views.status(work),
        status_notes: status_notes(views, from, work),
        withdrawn: withdrawn(views, front),
        reading: reading(views, id, work),
        facts: facts(views, from, work),
        summary: front.summary.clone(),
        outline_only: front.text == Extent::Outline,
        text_lang: front.lang.clone(),
        contents: contents(page),
        body: body(page, &extras(views, id)),
        plan: plan(views, page),
        legal_basis: legal_basis(views, id),
        relations: relations(views, from, work),
        diagram: diagram(views, from, work),
        backlinks: backlinks(views, from, work),
        sources: sources(&front.sources),
        download: href::relative(from, page.download(), ""),
        source_path: page.source.path.to_string(),
        print: print(views, page),
    }
}

/// The view of a plain page.
pub(in crate::site) fn page(views: &Views<'_>, id: PageId) -> PageView {
    let page = views.corpus().page(id);
    let heading = page.front.title.as_ref().map(|title| title.value.clone()).unwrap_or_default();
    PageView {
        frame: views.frame(&page.output, &heading, page.front.summary.as_deref()),
        heading,
        body: body(page, &extras(views, id)),
        legal_basis: legal_basis(views, id),
        download: href::relative(&page.output, page.download(), ""),
        source_path: page.source.path.to_string(),
        print: print(views, page),
    }
}

/// The view of the home page, over the author's `index.md` where there is one.
pub(in crate::site) fn home(views: &Views<'_>, id: Option<PageId>) -> HomeView {
    let output = views.output(HOME);
    let corpus = views.corpus();
    let page = id.map(|id| corpus.page(id));
    let settings = views.site.settings;
    let heading = page.and_then(|page| page.front.title.as_ref());
    let heading =
        heading.map_or_else(|| views.named(&settings.title, settings.english.title.as_ref()), |title| Link::plain(&title.value));
    let lead = settings.description.as_ref().filter(|_| page.is_none());
    let lead = lead.map(|lead| views.named(lead, settings.english.description.as_ref()));
    let description = page.and_then(|page| page.front.summary.as_deref()).or(lead.as_ref().map(|lead| lead.text.as_str()));
    let mut featured: Vec<WorkId> = (0..corpus.pages.len() as u32)
        .map(PageId)
        .filter(|id| corpus.page(*id).front.text == Extent::Full)
        .filter_map(|id| corpus.work_of(id))
        .collect();
    featured.sort_by_key(|work| {
        let front = corpus.facts(*work);
        let issued = front.issued.as_ref().map(|field| field.value);
        (
            front.deadlines.is_empty(),
            std::cmp::Reverse(issued.or(front.issued_between.as_ref().map(|field| field.value.1))),
            *work,
        )
    });
    HomeView {
        frame: views.frame(&output, &heading.text, description),
        heading,
        lead,
        body: id.map(|id| body(corpus.page(id), &extras(views, id))).unwrap_or_default(),
        legal_basis: id.map(|id| legal_basis(views, id)),
        featured: featured.into_iter().take(FEATURED).map(|work| row(views, &output, work)).collect(),
        deadlines: of_site(views, &output),
        kinds: counted(views, &output, Group::Kind),
        documents: corpus.pages.iter().filter(|page| page.is_document()).count(),
        linked: corpus.linked(),
        list: href::relative(&output, &views.output(&lists::stem(Group::All, "")), ""),
    }
}

/// Citations as links, notes at their places, and who cites which place.
fn extras<'a>(views: &'a Views<'_>, id: PageId) -> Extras<'a> {
    Extras {
        place: href::Place { from: &views.corpus().page(id).output, ext: &views.site.settings.ext },
        citations: citation_links(views, id),
        notes: notes(views, views.corpus().page(id)),
        cited: cited_places(views, id),
        link_to: views.word("link_to"),
        table: views.word("table"),
    }
}

/// Editor's notes and corrections by the block they stand behind.
fn notes<'a>(views: &'a Views<'_>, page: &'a Page) -> BTreeMap<usize, Vec<(&'static str, &'a str, &'a str)>> {
    let mut notes: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    if page.front.notes.is_empty() && page.front.corrections.is_empty() {
        return notes;
    }
    for (at, block) in page.blocks.iter().enumerate() {
        let is_here = |place: &str| block.id.as_deref() == Some(place);
        for note in page.front.notes.iter().filter(|note| is_here(&note.at.value)) {
            notes.entry(at).or_default().push(("ghi-chu", views.word("note"), note.note.as_str()));
        }
        let holds = |words: &str| block.inlines.iter().any(|inline| inline.text.contains(words));
        for correction in page.front.corrections.iter().filter(|c| is_here(&c.at.value) || holds(&c.at.value)) {
            notes.entry(at).or_default().push(("ghi-chu", views.word("correction"), correction.note.as_str()));
        }
    }
    notes
}

fn status_notes(views: &Views<'_>, from: &str, work: WorkId) -> Vec<StatusNote> {
    let facts = views.corpus().facts(work);
    let dated = |key, date: Option<jiff::civil::Date>| {
        date.map(|date| StatusNote { text: format!("{} {}", views.word(key), official_date(date)), link: None })
    };
    let mut notes: Vec<StatusNote> =
        dated("status_from", facts.effective.as_ref().map(|field| field.value)).into_iter().collect();
    notes.extend(dated("status_until", facts.expires.as_ref().map(|field| field.value)));
    notes.extend(successors(views, from, work));
    if let Some(checked) = &facts.checked {
        notes.push(StatusNote { text: format!("{} {}", views.word("status_checked"), official_date(checked.value)), link: None });
    }
    notes
}

fn withdrawn(views: &Views<'_>, front: &FrontMatter) -> Option<String> {
    let withdrawal = front.withdrawn.as_ref()?;
    let date = withdrawal.date.map(|date| format!(" {} {}", views.word("on_date"), official_date(date))).unwrap_or_default();
    let reason = withdrawal.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
    Some(format!("{}{date}{reason}", views.word("withdrawn")))
}

/// Phần to điều, and the parts of a plan; on a page without them, its headings.
fn contents(page: &Page) -> Vec<TocItem> {
    let shown = |level: Level| !matches!(level, Level::Clause | Level::Point);
    let is_heading = |block: usize| matches!(page.blocks[block].kind, crate::content::BlockKind::Heading(_));
    let mut items = Vec::new();
    for unit in page.units.iter().filter(|unit| shown(unit.level)) {
        // A plan's numbered sentences are text, its numbered headings are contents.
        if unit.level == Level::PlanPart && !is_heading(unit.block) {
            continue;
        }
        let mut depth = 0;
        let mut at = unit.parent;
        while let Some(parent) = at {
            depth += 1;
            at = page.units[parent].parent;
        }
        items.push(TocItem {
            href: format!("#{}", href::encode(&unit.id)),
            text: format!("{} {}", unit.label, unit.title).trim().to_owned(),
            depth,
        });
    }
    items
}
