//! The log of publication: what became public, was corrected, replaced or withdrawn, and when.
//!
//! It is derived from what the content says: the register of what was public, `disclosure.published`, `corrections`,
//! relations and days of expiry, `withdrawn` and `gone`. Nothing of it is stored anywhere else, and no clock stands in it.

mod atom;
mod feeds;
mod json_feed;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub(super) use feeds::{FEED, FORCE, force_feeds, links as feed_links, paths as feed_paths, render as render_feeds};

use super::input::Site;
use super::lists::{Group, slug_of};
use super::locale::Language;
use crate::content::{FrontMatter, Register, Registered, Relation};
use crate::corpus::{Corpus, PageId, WorkId, full_name};

/// The page of the log, without its ending; further ones have a number.
pub(super) const PAGE: &str = "nhat-ky";

/// Entries on one page.
pub(super) const ROWS: usize = 100;

/// What happened to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Event {
    Withdrawn,
    Replaced,
    Corrected,
    Published,
}

impl Event {
    /// Its word in identifiers and data.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Replaced => "replaced",
            Self::Corrected => "corrected",
            Self::Published => "published",
        }
    }

    /// The key of its words in the locale.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Withdrawn => "log_withdrawn",
            Self::Replaced => "log_replaced",
            Self::Corrected => "log_corrected",
            Self::Published => "log_published",
        }
    }
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// None where nobody knows the day.
    pub(super) date: Option<Date>,
    pub(super) event: Event,
    /// What the document is called for ever: the slug it was public with first.
    pub(super) name: String,
    pub(super) title: String,
    /// The page that tells of it.
    pub(super) path: String,
    /// What was corrected, by what it was replaced, why it was withdrawn.
    pub(super) note: Option<String>,
    /// The name of the files of its kind's list; none of a page that is no document or is gone.
    pub(super) kind: Option<String>,
}

impl Entry {
    /// What tells it from every other, whatever becomes of titles and addresses: `x/published/2026-11-24`.
    pub(super) fn id(&self) -> String {
        let date = self.date.map_or_else(|| "~".to_owned(), |date| date.to_string());
        format!("{}/{}/{date}", self.name, self.event.key())
    }
}

/// Every entry up to today, the newest first; those of which the day is not known come last.
pub(super) fn entries(site: &Site<'_>) -> Vec<Entry> {
    let words = Words(site);
    entries_with(site.corpus, site.register(), &words)
}

/// How many entries there are, whatever they say.
pub(super) fn count(corpus: &Corpus, register: &Register) -> usize {
    entries_with(corpus, register, &Wordless).len()
}

/// What entries are told in; who only counts them needs no words.
trait Telling {
    fn title(&self, front: &FrontMatter) -> String;
    fn replaced_by(&self, corpus: &Corpus, works: &[WorkId]) -> String;
}

struct Words<'a>(&'a Site<'a>);

impl Telling for Words<'_> {
    fn title(&self, front: &FrontMatter) -> String {
        full_name(front)
    }

    fn replaced_by(&self, corpus: &Corpus, works: &[WorkId]) -> String {
        let names: Vec<String> = works.iter().map(|work| corpus.short_name(*work)).collect();
        let word = self.0.theme.locale(Language::Vietnamese).get("status_replaced_by");
        format!("{word} {}", names.join("; "))
    }
}

struct Wordless;

impl Telling for Wordless {
    fn title(&self, _: &FrontMatter) -> String {
        String::new()
    }

    fn replaced_by(&self, _: &Corpus, _: &[WorkId]) -> String {
        String::new()
    }
}

fn entries_with(corpus: &Corpus, register: &Register, telling: &dyn Telling) -> Vec<Entry> {
    let pages = (0..corpus.pages().len() as u32).map(PageId);
    let mut all: Vec<Entry> = pages.flat_map(|id| of_page(corpus, register, telling, id)).collect();
    all.extend(register.pages.iter().filter_map(of_gone));
    let today = corpus.today();
    all.retain(|entry| entry.date.is_none_or(|date| date <= today));
    // `None` is less than any day, and so last of all.
    all.sort_by(|a, b| (b.date, a.event, &a.name, &a.path).cmp(&(a.date, b.event, &b.name, &b.path)));
    all
}

fn of_page(corpus: &Corpus, register: &Register, telling: &dyn Telling, id: PageId) -> Vec<Entry> {
    let page = corpus.page(id);
    if !page.is_document() {
        return Vec::new();
    }
    let (front, registered) = (&page.front, register.of_page(page));
    let entry = |event, date, note| Entry {
        date,
        event,
        name: registered.map_or(page.slug.as_str(), Registered::name).to_owned(),
        title: telling.title(front),
        path: page.output.clone(),
        note,
        kind: front.kind.as_ref().map(|kind| slug_of(Group::Kind, kind.value.name())),
    };
    let stated = front.disclosure.as_ref().and_then(|disclosure| disclosure.published.as_ref()).map(|day| day.value);
    let first = registered.and_then(|entry| entry.first).or(stated);
    let mut all: Vec<Entry> = first.map(|day| entry(Event::Published, Some(day), None)).into_iter().collect();
    let changes = registered.map_or(&[][..], |entry| &entry.changes);
    all.extend(corrections(front, changes).into_iter().map(|(day, note)| entry(Event::Corrected, day, note)));
    if let Some((day, by)) = corpus.work_of(id).and_then(|work| replaced(corpus, work)) {
        all.push(entry(Event::Replaced, day, Some(telling.replaced_by(corpus, &by))));
    }
    let withdrawn = front.withdrawn.as_ref();
    all.extend(withdrawn.map(|withdrawn| entry(Event::Withdrawn, withdrawn.date, withdrawn.reason.clone())));
    all
}

/// Corrections by their day: those that the page states, and the days on which its text was registered anew. Of a document
/// that was withdrawn nobody is told what they were about.
fn corrections(front: &FrontMatter, changes: &[Date]) -> BTreeMap<Option<Date>, Option<String>> {
    let mut all: BTreeMap<Option<Date>, Option<String>> = changes.iter().map(|day| (Some(*day), None)).collect();
    for one in &front.corrections {
        let note = all.entry(one.date).or_default();
        if front.withdrawn.is_none() {
            *note = Some(note.take().map_or_else(|| one.note.clone(), |before| format!("{before}; {}", one.note)));
        }
    }
    all
}

/// When a document was replaced or repealed as a whole, as far as that is known, and by what.
fn replaced(corpus: &Corpus, work: WorkId) -> Option<(Option<Date>, Vec<WorkId>)> {
    let facts = corpus.facts(work);
    let relations = corpus.relations_of(work).into_iter();
    let by = relations.filter(|(relation, ..)| matches!(relation, Relation::ReplacedBy | Relation::RepealedBy));
    let by: Vec<WorkId> = by.map(|(_, other, _)| other).collect();
    let first = by.first()?;
    let expires = facts.expires.as_ref().map(|field| field.value);
    let effective = corpus.facts(*first).effective.as_ref().map(|field| field.value);
    Some((expires.or(effective), by))
}

fn of_gone(entry: &Registered) -> Option<Entry> {
    let gone = entry.gone.as_ref()?;
    Some(Entry {
        date: gone.date,
        event: Event::Withdrawn,
        name: entry.name().to_owned(),
        title: entry.title.clone().unwrap_or_else(|| entry.path.value.clone()),
        path: entry.path.value.clone(),
        note: Some(gone.reason.clone()),
        kind: None,
    })
}
