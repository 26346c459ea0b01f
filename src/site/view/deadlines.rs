//! Deadlines: what a list shows of each, its state on a day, and its entry for a reader's calendar.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::common::{Link, Views};
use super::places::{place_links, place_name};
use crate::content::{Field, FrontMatter, Page};
use crate::corpus::{Corpus, PageId, full_name, official_date, short_name};
use crate::site::calendar::{Event, calendar};
use crate::site::href;

/// A list of deadlines, and the script that knows the reader's day.
#[derive(Debug, Serialize)]
pub(in crate::site) struct DeadlineList {
    items: Vec<DeadlineView>,
    /// The calendar of them all, where they are one document's.
    calendar: Option<String>,
    script: String,
    /// The day the site was made for, before which nobody reads it.
    today: String,
}

#[derive(Debug, Serialize)]
pub(super) struct DeadlineView {
    iso: String,
    date: String,
    title: String,
    unit: Option<String>,
    state: DeadlineState,
    /// Whether it is known to be done: `true`, `false`, or nothing is said.
    done: Option<bool>,
    places: Vec<Link>,
    page: Option<Link>,
    calendar: String,
}

/// The state of a deadline as the build answers it.
#[derive(Debug, Serialize)]
struct DeadlineState {
    key: &'static str,
    text: String,
    /// The day for which it holds, unless it holds for good.
    on: Option<String>,
}

/// A deadline as the document has it: statements that agree in day, words and unit are one, wherever they stand.
struct Due<'a> {
    date: Date,
    title: &'a str,
    unit: Option<&'a str>,
    done: Option<bool>,
    at: Vec<&'a Field<String>>,
}

/// A page's deadlines by date; their order in the front matter says nothing.
fn due(front: &FrontMatter) -> Vec<Due<'_>> {
    let mut all: BTreeMap<_, Due<'_>> = BTreeMap::new();
    for deadline in &front.deadlines {
        let (date, title, unit) = (deadline.date, deadline.title.as_str(), deadline.unit.as_deref());
        let one = all.entry((date, title, unit)).or_insert_with(|| Due { date, title, unit, done: None, at: Vec::new() });
        one.done = one.done.max(deadline.done);
        one.at.extend(&deadline.at);
    }
    all.into_values()
        .map(|mut one| {
            let mut seen = BTreeSet::new();
            one.at.retain(|at| seen.insert(&at.value));
            one
        })
        .collect()
}

/// The deadlines of a document; none where it sets none.
pub(super) fn of_page(views: &Views<'_>, page: &Page) -> Option<DeadlineList> {
    let items = views_of(views, &page.output, page, false).collect::<Vec<_>>();
    let all = href::relative(&page.output, &all_path(page), "");
    list(views, &page.output, items, Some(all))
}

/// The deadlines of every document, those to come first.
pub(super) fn of_site(views: &Views<'_>, from: &str) -> Option<DeadlineList> {
    let mut items: Vec<_> = views.corpus().pages().iter().flat_map(|page| views_of(views, from, page, true)).collect();
    let today = views.corpus().today().to_string();
    let rank = |item: &DeadlineView| (item.iso < today, item.iso.clone(), item.title.clone());
    items.sort_by_cached_key(rank);
    list(views, from, items, None)
}

fn list(views: &Views<'_>, from: &str, items: Vec<DeadlineView>, calendar: Option<String>) -> Option<DeadlineList> {
    let list = DeadlineList {
        items,
        calendar,
        script: href::relative(from, views.script("plan.js"), ""),
        today: views.corpus().today().to_string(),
    };
    (!list.items.is_empty()).then_some(list)
}

fn views_of<'a>(views: &'a Views<'_>, from: &'a str, page: &'a Page, name_page: bool) -> impl Iterator<Item = DeadlineView> + 'a {
    let named = || Link::to(short_name(&page.front), href::relative(from, &page.output, "")).in_language(views.foreign());
    due(&page.front).into_iter().map(move |one| DeadlineView {
        iso: one.date.to_string(),
        date: official_date(one.date),
        title: one.title.to_owned(),
        unit: one.unit.map(str::to_owned),
        state: state(views, &one),
        done: one.done,
        places: place_links(views, from, page, one.at.iter().copied()),
        page: name_page.then(named),
        calendar: href::relative(from, &path(page, &one), ""),
    })
}

/// What can be said on the build's day. A day that is over is "over" and no more: whether the work was done in time is
/// said only where an editor says it.
fn state(views: &Views<'_>, one: &Due<'_>) -> DeadlineState {
    let today = views.corpus().today();
    let days = today.until(one.date).map_or(0, |span| span.get_days());
    let (key, lasts) = match (one.done, days) {
        (Some(true), _) => ("deadline_done", true),
        (Some(false), ..0) => ("deadline_overdue", true),
        (None, ..0) => ("deadline_past", true),
        (_, 0) => ("deadline_today", false),
        _ => ("deadline_left", false),
    };
    let text = views.locale().get(key).replace("{n}", &days.to_string());
    let on = (!lasts).then(|| format!("{} {}", views.word("as_of"), official_date(today)));
    DeadlineState { key, text, on }
}

/// Where a page's calendars stand, with the `/` behind it.
pub(in crate::site) fn calendar_folder(page: &Page) -> String {
    format!("{}/", folder(page))
}

/// The folder that has the page's name.
fn folder(page: &Page) -> &str {
    page.download().strip_suffix(".md").unwrap_or(&page.output)
}

fn all_path(page: &Page) -> String {
    format!("{}/cac-han.ics", folder(page))
}

fn path(page: &Page, one: &Due<'_>) -> String {
    format!("{}/han-{}-{}.ics", folder(page), one.date, &identity(page, one)[..8])
}

/// What a deadline is known by for ever: the document's slug, which outlives corrections of its facts, and its own day,
/// words and unit.
fn identity(page: &Page, one: &Due<'_>) -> String {
    let mut hasher = blake3::Hasher::new();
    let date = one.date.to_string();
    for part in [page.slug.as_str(), &date, one.title, one.unit.unwrap_or_default()] {
        // With its length, so that no two lists of parts are the same bytes.
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

/// The paths of all calendars.
pub(in crate::site) fn calendar_paths(corpus: &Corpus) -> Vec<String> {
    let with_some = corpus.pages().iter().filter(|page| !page.front.deadlines.is_empty());
    with_some
        .flat_map(|page| due(&page.front).into_iter().map(|one| path(page, &one)).chain([all_path(page)]).collect::<Vec<_>>())
        .collect()
}

/// The calendars of a page: one a deadline, and one of all.
pub(in crate::site) fn calendars(views: &Views<'_>, id: PageId) -> Vec<(String, Vec<u8>)> {
    let page = views.corpus().page(id);
    let name = short_name(&page.front);
    let due = due(&page.front);
    let events: Vec<Event> = due.iter().map(|one| event(views, page, one)).collect();
    let mut files: Vec<_> =
        due.iter().zip(&events).map(|(one, event)| (path(page, one), calendar(&name, std::slice::from_ref(event)))).collect();
    if !events.is_empty() {
        files.push((all_path(page), calendar(&name, &events)));
    }
    files
}

fn event(views: &Views<'_>, page: &Page, one: &Due<'_>) -> Event {
    let places = one.at.iter().map(|at| place_name(page, &at.value)).collect::<Vec<_>>().join(", ");
    let source = format!("{}{}{places}", full_name(&page.front), if places.is_empty() { "" } else { ", " });
    let unit = one.unit.map(|unit| format!("{} {unit}", views.word("calendar_unit")));
    let from = format!("{} {source}", views.word("calendar_source"));
    let address = |base: &String| {
        // As from the site's root.
        let place = one.at.first().map_or("", |at| at.value.as_str());
        format!("{base}{}", views.place("", page, place))
    };
    Event {
        uid: format!("{}@congkhai", identity(page, one)),
        date: one.date,
        stamp: page.front.issued_range().map_or(one.date, |(_, last)| last),
        summary: one.title.to_owned(),
        description: unit.into_iter().chain([from]).collect::<Vec<_>>().join("\n"),
        url: views.site.settings.base_url.as_ref().map(address),
    }
}
