//! The page of a document's past: its versions, and what each changed.

use serde::Serialize;

use super::common::{Frame, Link, Views};
use crate::citation::Path;
use crate::content::structure::Level;
use crate::content::{Ending, Page};
use crate::corpus::{PageId, WorkId, official_date, provision_name};
use crate::history::{COMPARED, Change, Comparison, Piece, Place, Record, Stretch, Turn, Version};
use crate::site::href;

/// The folder of these pages.
const FOLDER: &str = "lich-su";

/// Figures of a commit's name that tell it from any other of a site.
const COMMIT: usize = 10;

/// On a document's page: when it was last changed, and the way to its past.
#[derive(Debug, Serialize)]
pub(super) struct LastChange {
    date: Option<String>,
    href: String,
}

/// The page.
#[derive(Debug, Serialize)]
pub(in crate::site) struct HistoryView {
    frame: Frame,
    document: Link,
    /// Whether the document's page has words that stand in no version.
    uncommitted: bool,
    versions: Vec<VersionView>,
    /// How many versions are compared, where there are more.
    compared: Option<usize>,
    /// Revisions that are not listed.
    earlier: usize,
}

#[derive(Debug, Serialize)]
struct VersionView {
    iso: Option<String>,
    date: Option<String>,
    subject: String,
    commit: String,
    unreadable: bool,
    /// What it changed; none where it is not compared.
    changes: Option<Vec<ChangeView>>,
    more: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct ChangeView {
    turn: String,
    place: Link,
    was: Option<String>,
    words: Vec<PieceView>,
}

#[derive(Debug, Serialize)]
struct PieceView {
    /// `same`, `added`, `removed` or `gap`.
    stretch: &'static str,
    text: String,
}

/// The path of the page of a document's past.
pub(in crate::site) fn history_output(ext: &Ending, page: &Page) -> String {
    ext.page(&format!("{FOLDER}/{}", page.slug))
}

/// When a document's page was last changed; none where nothing is known of it.
pub(super) fn last_change(views: &Views<'_>, id: PageId) -> Option<LastChange> {
    let record = views.site.records.get(id)?;
    let page = views.corpus().page(id);
    let date = record.versions.first().and_then(|version| version.revision.date).map(official_date);
    Some(LastChange { date, href: href::relative(&page.output, &history_output(&views.site.settings.ext, page), "") })
}

/// The view of a document's past.
pub(in crate::site) fn history(views: &Views<'_>, id: PageId, record: &Record) -> HistoryView {
    let corpus = views.corpus();
    let page = corpus.page(id);
    let output = history_output(&views.site.settings.ext, page);
    // A page with a kind is a work.
    let name = corpus.short_name(corpus.work_of(id).unwrap_or(WorkId(0)));
    let comparisons = views.site.records.comparisons(page, record);
    let shown = Shown::new(views, page, &output);
    let versions = record.versions.iter().zip(comparisons).map(|(version, comparison)| shown.version(version, comparison));
    HistoryView {
        frame: views.frame(&output, &format!("{} – {name}", views.word("history")), None),
        document: Link::to(name, href::relative(&output, &page.output, "")),
        uncommitted: record.uncommitted,
        versions: versions.collect(),
        compared: (record.versions.len() > COMPARED + 1 || record.earlier > 0).then_some(COMPARED),
        earlier: record.earlier,
    }
}

/// The page that versions are shown on.
pub(super) struct Shown<'a> {
    views: &'a Views<'a>,
    /// The document as it is today.
    page: &'a Page,
    output: &'a str,
}

impl<'a> Shown<'a> {
    pub(super) fn new(views: &'a Views<'a>, page: &'a Page, output: &'a str) -> Self {
        Self { views, page, output }
    }

    pub(super) fn changes(&self, comparison: &Comparison) -> Vec<ChangeView> {
        comparison.changes.iter().map(|change| self.change(change)).collect()
    }

    fn version(&self, version: &Version, comparison: Option<Comparison>) -> VersionView {
        let revision = &version.revision;
        VersionView {
            iso: revision.date.map(|date| date.to_string()),
            date: revision.date.map(official_date),
            subject: revision.subject.clone(),
            commit: revision.commit.chars().take(COMMIT).collect(),
            unreadable: !version.readable,
            more: comparison.as_ref().map_or(0, |comparison| comparison.more),
            changes: comparison.map(|comparison| self.changes(&comparison)),
        }
    }

    fn change(&self, change: &Change) -> ChangeView {
        let key = match change.turn {
            Turn::Added => "history_added",
            Turn::Removed => "history_removed",
            Turn::Changed => "history_changed",
            Turn::Renumbered => "history_renumbered",
        };
        let name = self.name(&change.place);
        // A place that is gone has no address, whatever has its number now.
        let here = change.turn != Turn::Removed && self.page.has_id(&change.place.id);
        let place =
            if here { Link::to(name, self.views.place(self.output, self.page, &change.place.id)) } else { Link::plain(name) };
        ChangeView {
            turn: self.views.word(key).to_owned(),
            place,
            was: change.was.as_ref().map(|was| self.name(was)),
            words: change.words.iter().map(piece).collect(),
        }
    }

    /// `khoản 2 Điều 46`, the labels of a plan's parts, or a heading.
    fn name(&self, place: &Place) -> String {
        let path = Path::parse(&place.path);
        if path.step(Level::Article).is_some() {
            return provision_name(&path);
        }
        // A page without any units is one place.
        let nameless = if self.page.units().is_empty() { "in_page" } else { "opening" };
        if place.labels.is_empty() { self.views.word(nameless).to_owned() } else { place.labels.join(" › ") }
    }
}

fn piece(piece: &Piece) -> PieceView {
    let stretch = match piece.stretch {
        Stretch::Same => "same",
        Stretch::Added => "added",
        Stretch::Removed => "removed",
        Stretch::Gap => "gap",
    };
    PieceView { stretch, text: piece.text.clone() }
}
