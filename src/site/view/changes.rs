//! The page and the calendar of days on which the law changes, from the month of the build on.

use jiff::civil::Date;
use serde::Serialize;

use super::common::{Frame, Link, Views};
use crate::corpus::{Change, Turn, official_date};
use crate::site::calendar::{Event, calendar};
use crate::site::{href, log};

/// Where the page stands, without the ending of pages.
pub(in crate::site) const CHANGES: &str = "thay-doi-hieu-luc";

/// Its days for a reader's calendar.
pub(in crate::site) const CALENDAR: &str = "thay-doi-hieu-luc.ics";

/// The page.
#[derive(Debug, Serialize)]
pub(in crate::site) struct ChangesView {
    frame: Frame,
    /// The day of the build.
    as_of: String,
    calendar: String,
    /// The feed of the days that have come, where the site has feeds.
    feed: Option<String>,
    months: Vec<Month>,
}

#[derive(Debug, Serialize)]
struct Month {
    /// `11/2026`
    name: String,
    days: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    iso: String,
    date: String,
    work: Link,
    turn: String,
    by: Option<Link>,
}

/// The first day of the month of the build: what changes this month, and after it.
fn first(views: &Views<'_>) -> Date {
    views.corpus().today().first_of_month()
}

/// The view of the page.
pub(in crate::site) fn changes(views: &Views<'_>) -> ChangesView {
    let output = views.output(CHANGES);
    let mut months: Vec<Month> = Vec::new();
    for change in views.corpus().changes(first(views)) {
        let name = format!("{:02}/{}", change.day.month(), change.day.year());
        if months.last().is_none_or(|month| month.name != name) {
            months.push(Month { name, days: Vec::new() });
        }
        if let Some(month) = months.last_mut() {
            month.days.push(row(views, &output, &change));
        }
    }
    ChangesView {
        frame: views.frame(&output, views.word("changes"), None),
        as_of: official_date(views.corpus().today()),
        calendar: href::relative(&output, CALENDAR, ""),
        feed: (!log::feed_links(views.site.settings).is_empty())
            .then(|| href::relative(&output, &format!("{}.atom", log::FORCE), "")),
        months,
    }
}

fn row(views: &Views<'_>, output: &str, change: &Change) -> Row {
    let by = if let Turn::EndedBy(other) = change.turn { Some(views.link(output, other)) } else { None };
    Row {
        iso: change.day.to_string(),
        date: official_date(change.day),
        work: views.link(output, change.work),
        turn: views.locale().get(key(change.turn)).to_owned(),
        by,
    }
}

fn key(turn: Turn) -> &'static str {
    match turn {
        Turn::Begins => "change_begins",
        Turn::TextBegins => "change_text_begins",
        Turn::Ends => "change_ends",
        Turn::EndedBy(_) => "change_ended_by",
    }
}

/// The calendar.
pub(in crate::site) fn changes_calendar(views: &Views<'_>) -> Vec<u8> {
    let corpus = views.corpus();
    let event = |change: &Change| {
        let mut says = format!("{} {}", corpus.short_name(change.work), views.locale().get(key(change.turn)));
        if let Turn::EndedBy(other) = change.turn {
            says = format!("{says} {}", corpus.short_name(other));
        }
        let page = corpus.work(change.work).page.map(|page| &corpus.page(page).output);
        let base = views.site.settings.base_url.as_ref();
        // Of what the day is, not of how it is said or built.
        let parts = [key(change.turn).to_owned(), change.day.to_string(), corpus.identifier(change.work), other(views, change)];
        let same = parts.join(" ");
        Event {
            uid: format!("{}@congkhai", &blake3::hash(same.as_bytes()).to_hex()[..16]),
            date: change.day,
            stamp: change.day,
            summary: says,
            description: String::new(),
            url: base.zip(page).map(|(base, page)| format!("{base}{}", href::encode(page))),
        }
    };
    let events: Vec<Event> = corpus.changes(first(views)).iter().map(event).collect();
    calendar(views.word("changes"), &events)
}

/// The work that ends another, by its identifier.
fn other(views: &Views<'_>, change: &Change) -> String {
    if let Turn::EndedBy(other) = change.turn { views.corpus().identifier(other) } else { String::new() }
}
