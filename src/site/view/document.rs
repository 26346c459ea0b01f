//! Document pages, plain pages and the home page.

use serde::Serialize;

use super::common::{Frame, HOME, Link, StatusNote, StatusView, Views, successors};
use super::contents::{Entry, contents};
use super::deadlines::{DeadlineList, of_site};
use super::diagram::{DiagramView, diagram};
use super::facts::{Fact, SourceView, facts, sources};
use super::history::{LastChange, last_change};
use super::ledger::in_ledger;
use super::legal_basis::{LegalBasis, legal_basis};
use super::list::{Counted, ListLinks, Row, counted, row};
use super::meta::described;
use super::number::{NumberView, number};
use super::part::{Divided, divided};
use super::plan::{PlanView, plan};
use super::print::{PrintView, print};
use super::reading::{Reading, reading};
use super::relations::{Backlinks, RelationView, backlinks, relations};
use super::shown::{Body, Shown};
use super::versions::{VersionsView, versions};
use crate::content::{Extent, FrontMatter};
use crate::corpus::{PageId, WorkId, official_date};
use crate::site::href;
use crate::site::lists::{self, Group};

/// A document's page.
#[derive(Debug, Serialize)]
pub(in crate::site) struct DocumentView {
    frame: Frame,
    heading: String,
    kind: String,
    number: Option<NumberView>,
    status: StatusView,
    /// Sentences beside the status: replaced by …, last checked on ….
    status_notes: Vec<StatusNote>,
    reading: Reading,
    facts: Vec<Fact>,
    summary: Option<String>,
    outline_only: bool,
    text_lang: Option<String>,
    /// The text with its contents; none where it stands on other pages.
    text: Option<Text>,
    /// The pages that the text stands on.
    divided: Option<Divided>,
    /// Deadlines, targets and tasks, where the document sets any.
    plan: Option<PlanView>,
    legal_basis: LegalBasis,
    /// The other texts of the work, where there are any.
    versions: Option<VersionsView>,
    relations: Vec<RelationView>,
    diagram: Option<DiagramView>,
    backlinks: Backlinks,
    sources: Vec<SourceView>,
    download: String,
    /// The file the page is made from, for whoever holds it on paper.
    source_path: String,
    last_change: Option<LastChange>,
    print: PrintView,
}

/// A text, its contents, and what scripts need to help with it.
#[derive(Debug, Serialize)]
struct Text {
    contents: Vec<Entry>,
    body: String,
    slots: String,
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
    let divided = divided(views, page);
    let frame = views.frame(from, &corpus.short_name(work), front.summary.as_deref());
    DocumentView {
        frame: described(views, frame, page, work),
        kind: front.kind.as_ref().map_or("", |kind| kind.value.name()).to_owned(),
        number: number(front),
        heading,
        status: views.status(work),
        status_notes: status_notes(views, from, work),
        reading: reading(views, page, work),
        facts: facts(views, from, work).into_iter().chain(in_ledger(views, from, id)).collect(),
        summary: front.summary.clone(),
        outline_only: front.text == Extent::Outline,
        text_lang: front.lang.clone(),
        text: divided.is_none().then(|| text(views, id)),
        divided,
        plan: plan(views, page),
        legal_basis: legal_basis(views, id),
        versions: versions(views, from, work),
        relations: relations(views, from, work),
        diagram: diagram(views, from, work),
        backlinks: backlinks(views, from, work),
        sources: sources(&front.sources),
        download: href::relative(from, page.download(), ""),
        source_path: page.source.path.to_string(),
        last_change: last_change(views, id),
        print: print(views, page, &page.output),
    }
}

fn text(views: &Views<'_>, id: PageId) -> Text {
    let shown = Shown::all(views, id);
    let Body { body, slots } = shown.text(views);
    Text { contents: contents(shown.page), body, slots }
}

/// The view of a plain page.
pub(in crate::site) fn page(views: &Views<'_>, id: PageId) -> PageView {
    let page = views.corpus().page(id);
    let heading = page.front.title.as_ref().map(|title| title.value.clone()).unwrap_or_default();
    PageView {
        frame: views.frame(&page.output, &heading, page.front.summary.as_deref()),
        heading,
        body: Shown::all(views, id).text(views).body,
        legal_basis: legal_basis(views, id),
        download: href::relative(&page.output, page.download(), ""),
        source_path: page.source.path.to_string(),
        print: print(views, page, &page.output),
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
    let mut featured: Vec<WorkId> = (0..corpus.pages().len() as u32)
        .map(PageId)
        .filter(|id| corpus.page(*id).front.text == Extent::Full && !corpus.page(*id).is_withdrawn())
        .filter_map(|id| corpus.work_of(id))
        .collect();
    featured.sort_by_cached_key(|work| {
        let front = corpus.facts(*work);
        let issued = front.issued.as_ref().map(|field| field.value);
        (
            front.deadlines.is_empty(),
            std::cmp::Reverse(issued.or(front.issued_between.as_ref().map(|field| field.value.1))),
            *work,
        )
    });
    let mut links = ListLinks::new(views, &output);
    HomeView {
        frame: views.frame(&output, &heading.text, description),
        heading,
        lead,
        body: id.map(|id| Shown::all(views, id).text(views).body).unwrap_or_default(),
        legal_basis: id.map(|id| legal_basis(views, id)),
        featured: featured.into_iter().take(FEATURED).map(|work| row(views, &mut links, work)).collect(),
        deadlines: of_site(views, &output),
        kinds: counted(views, &output, Group::Kind),
        documents: corpus.pages().iter().filter(|page| page.is_document() && !page.is_withdrawn()).count(),
        linked: corpus.linked(),
        list: href::relative(&output, &views.output(&lists::stem(Group::All, "")), ""),
    }
}

pub(super) fn status_notes(views: &Views<'_>, from: &str, work: WorkId) -> Vec<StatusNote> {
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

/// That a document was withdrawn, when and why.
pub(super) fn withdrawn(views: &Views<'_>, front: &FrontMatter) -> Option<String> {
    withdrawn_in(front, &|key| views.word(key))
}

/// The same in words that are looked up elsewhere.
pub(super) fn withdrawn_in<'w>(front: &FrontMatter, word: &dyn Fn(&'static str) -> &'w str) -> Option<String> {
    let withdrawal = front.withdrawn.as_ref()?;
    let date = withdrawal.date.map(|date| format!(" {} {}", word("on_date"), official_date(date))).unwrap_or_default();
    let reason = withdrawal.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
    Some(format!("{}{date}{reason}", word("withdrawn")))
}
