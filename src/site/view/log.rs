//! The pages of the log: what became public, was corrected, replaced or withdrawn, by month.

use jiff::civil::Date;
use serde::Serialize;

use super::common::{Frame, Link, Views};
use super::list::{Step, steps};
use crate::corpus::official_date;
use crate::site::href;
use crate::site::lists::numbered;
use crate::site::log::{Entry, PAGE, ROWS, feed_links};

/// A page of the log.
#[derive(Debug, Serialize)]
pub(in crate::site) struct LogView {
    frame: Frame,
    months: Vec<Month>,
    /// Entries of all pages together.
    total: usize,
    number: usize,
    pages: usize,
    previous: Option<String>,
    next: Option<String>,
    steps: Vec<Step>,
    feeds: Vec<Link>,
}

/// The entries of one month; of those without a day the month is not known.
#[derive(Debug, Serialize)]
struct Month {
    name: Option<String>,
    entries: Vec<EntryView>,
}

#[derive(Debug, Serialize)]
struct EntryView {
    id: String,
    iso: Option<String>,
    date: Option<String>,
    key: &'static str,
    event: String,
    document: Link,
    note: Option<String>,
}

/// The paths of all pages of the log and their views; there is always a first.
pub(in crate::site) fn log(views: &Views<'_>, entries: &[Entry]) -> Vec<(String, LogView)> {
    let pages = entries.len().div_ceil(ROWS).max(1);
    let page = |number: usize| {
        let some = entries.chunks(ROWS).nth(number - 1).unwrap_or_default();
        let path = views.output(&numbered(PAGE, number));
        let view = one(views, &path, some, (number, pages), entries.len());
        (path, view)
    };
    (1..=pages).map(page).collect()
}

fn one(views: &Views<'_>, path: &str, some: &[Entry], (number, pages): (usize, usize), total: usize) -> LogView {
    let step = |number: usize| href::relative(path, &views.output(&numbered(PAGE, number)), "");
    let month = |entry: &Entry| entry.date.map(month);
    let months = some.chunk_by(|a, b| month(a) == month(b)).map(|entries| Month {
        name: entries.first().and_then(month),
        entries: entries.iter().map(|entry| view(views, path, entry)).collect(),
    });
    let feeds = feed_links(views.site.settings).into_iter();
    LogView {
        frame: views.frame(path, views.word("log"), None),
        months: months.collect(),
        total,
        number,
        pages,
        previous: (number > 1).then(|| step(number - 1)),
        next: (number < pages).then(|| step(number + 1)),
        steps: steps(number, pages, step),
        feeds: feeds.map(|(_, feed)| Link::to(feed.clone(), href::relative(path, &feed, ""))).collect(),
    }
}

fn month(date: Date) -> String {
    format!("{}/{}", date.month(), date.year())
}

fn view(views: &Views<'_>, from: &str, entry: &Entry) -> EntryView {
    EntryView {
        // Slashes are for the identifiers of feeds.
        id: entry.id().replace('/', "_").replace('~', "x"),
        iso: entry.date.map(|date| date.to_string()),
        date: entry.date.map(official_date),
        key: entry.event.key(),
        event: views.word(entry.event.word()).to_owned(),
        document: Link::to(entry.title.clone(), href::relative(from, &entry.path, "")),
        note: entry.note.clone(),
    }
}
