//! The feeds: of the log as a whole and by kind of document, and of what came into force or expired.
//!
//! They name absolute addresses, so a site that does not know its own has none.

use jiff::civil::Date;

use super::{Entry, PAGE, atom, entries, json_feed};
use crate::content::{Extra, Settings};
use crate::corpus::{Change, Turn, full_name};
use crate::reads::{Read, note};
use crate::site::href;
use crate::site::layout::Layout;
use crate::site::lists::{Group, slug_of};
use crate::site::tasks::{Out, Sink};
use crate::site::view::{CHANGES, Views};

/// Most entries of a feed, the newest.
pub(super) const MOST: usize = 100;

/// The feed of the log, without its ending; those by kind lie in the folder of its name.
pub(in crate::site) const FEED: &str = "feed";

/// The feed of what came into force or expired.
pub(in crate::site) const FORCE: &str = "feed/hieu-luc";

/// What a feed is made of, in either format.
pub(super) struct Feed<'a> {
    pub(super) base: &'a str,
    /// Its path without its ending.
    pub(super) stem: &'a str,
    pub(super) title: String,
    pub(super) agency: String,
    /// The page that people read in its place.
    pub(super) page: String,
    /// The day of the newest entry; of a feed without any that of the build.
    pub(super) updated: Date,
    pub(super) items: Vec<Item>,
}

/// An entry of a feed.
pub(super) struct Item {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) url: String,
    pub(super) date: Date,
    pub(super) summary: Option<String>,
    /// What happened, in a word for programs and in words for people.
    pub(super) tag: (&'static str, String),
}

/// A day as the feeds have it: at its beginning in Việt Nam, for nobody notes hours.
pub(super) fn stamp(date: Date) -> String {
    format!("{date}T00:00:00+07:00")
}

/// The name of an entry for ever (RFC 4151): the host that published it on a day, and what it is there.
fn tag(base: &str, date: Date, rest: &str) -> String {
    let host = base.split_once("://").map_or(base, |(_, rest)| rest).split(['/', ':']).next().unwrap_or_default();
    format!("tag:{},{date}:{}", host.to_lowercase(), href::encode(rest))
}

/// The paths that feeds take.
pub(in crate::site) fn paths(settings: &Settings, layout: &Layout) -> Vec<String> {
    if settings.base_url.is_none() || !settings.has(Extra::Feeds) {
        return Vec::new();
    }
    let stems = kinds(layout).map(|(stem, _)| stem).chain([FEED, FORCE].map(str::to_owned));
    stems.flat_map(|stem| ["atom", "json"].map(|ending| format!("{stem}.{ending}"))).collect()
}

/// The feed of each kind: its path and the kind's name.
fn kinds(layout: &Layout) -> impl Iterator<Item = (String, &str)> {
    let lists = layout.lists.iter().filter(|list| list.group == Group::Kind && list.number == 1);
    lists.map(|list| (format!("{FEED}/{}", slug_of(Group::Kind, &list.name)), list.name.as_str()))
}

/// What the head of every page says of the feeds: media type and path; nothing where there are none.
pub(in crate::site) fn links(settings: &Settings) -> Vec<(&'static str, String)> {
    if settings.base_url.is_none() || !settings.has(Extra::Feeds) {
        return Vec::new();
    }
    vec![("application/atom+xml", format!("{FEED}.atom")), ("application/feed+json", format!("{FEED}.json"))]
}

/// Gives the feeds of the log to the sink, as one task.
pub(in crate::site) fn render(views: &Views<'_>, sink: &Sink<'_>) {
    let site = views.site;
    let Some(base) = site.settings.base_url.as_deref().filter(|_| site.settings.has(Extra::Feeds)) else { return };
    sink.task(FEED, |out| {
        note(Read::Lists);
        let all = entries(site);
        let title = format!("{} – {}", site.settings.title, views.word("log"));
        write(views, out, base, FEED, title, all.iter());
        for (stem, name) in kinds(site.layout) {
            let own = all.iter().filter(|entry| entry.kind.as_ref().is_some_and(|kind| stem[FEED.len() + 1..] == *kind));
            write(views, out, base, &stem, format!("{} – {}: {name}", site.settings.title, views.word("log")), own);
        }
    });
}

fn write<'e>(views: &Views<'_>, out: &Out<'_>, base: &str, stem: &str, title: String, all: impl Iterator<Item = &'e Entry>) {
    let item = |entry: &Entry| {
        let date = entry.date?;
        let word = views.word(entry.event.word());
        Some(Item {
            id: tag(base, date, &entry.id()),
            title: format!("{word}: {}", entry.title),
            url: format!("{base}{}", href::encode(&entry.path)),
            date,
            summary: entry.note.clone(),
            tag: (entry.event.key(), word.to_owned()),
        })
    };
    let page = if views.site.settings.has(Extra::Log) { PAGE } else { crate::site::view::HOME };
    let items: Vec<Item> = all.filter_map(item).take(MOST).collect();
    files(views, out, base, (stem, title, &views.output(page)), items);
}

fn files(views: &Views<'_>, out: &Out<'_>, base: &str, (stem, title, page): (&str, String, &str), items: Vec<Item>) {
    let updated = items.first().map_or_else(|| views.site.corpus.today(), |item| item.date);
    let page = format!("{base}{}", href::encode(page));
    let cleaned = |item: Item| Item { title: clean(&item.title), summary: item.summary.as_deref().map(clean), ..item };
    let items = items.into_iter().map(cleaned).collect();
    let feed = Feed { base, stem, title: clean(&title), agency: clean(&views.site.settings.agency), page, updated, items };
    out.file(&format!("{stem}.atom"), atom::write(&feed));
    out.file(&format!("{stem}.json"), json_feed::write(&feed));
}

/// Words as every reader of feeds takes them: without letters that XML has no way to write, and in single spaces.
fn clean(words: &str) -> String {
    let may_be = |c: &char| c.is_whitespace() || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
    words.chars().filter(may_be).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Gives the feed of what came into force or expired to the sink; days to come are on a page and in a calendar.
pub(in crate::site) fn force_feeds(views: &Views<'_>, sink: &Sink<'_>) {
    let site = views.site;
    let Some(base) = site.settings.base_url.as_deref().filter(|_| site.settings.has(Extra::Feeds)) else { return };
    sink.task(FORCE, |out| {
        let today = site.corpus.today();
        let title = format!("{} – {}", site.settings.title, views.word("feed_force"));
        let changes = site.corpus.changes(Date::MIN).into_iter().rev().filter(|change| change.day <= today);
        let came = changes.filter_map(|change| changed(views, base, change)).take(MOST).collect();
        files(views, out, base, (FORCE, title, &views.output(CHANGES)), came);
    });
}

/// A day on which the law changed; none of a work without a page.
fn changed(views: &Views<'_>, base: &str, change: Change) -> Option<Item> {
    let corpus = views.site.corpus;
    let page = corpus.page(corpus.work(change.work).page?);
    if page.is_withdrawn() {
        return None;
    }
    let (key, word, by) = match change.turn {
        Turn::Begins => ("in-force", "feed_effective", None),
        Turn::TextBegins => ("text-in-force", "feed_text", None),
        Turn::Ends => ("expired", "feed_expires", None),
        Turn::EndedBy(other) => ("ended", "feed_expires", Some(other)),
    };
    let date = change.day;
    let other = by.map(|other| format!("/{}", corpus.work(other).slug)).unwrap_or_default();
    Some(Item {
        id: tag(base, date, &format!("{}/{key}/{date}{other}", page.slug)),
        title: format!("{}: {}", views.word(word), full_name(&page.front)),
        url: format!("{base}{}", href::encode(&page.output)),
        date,
        summary: by.map(|other| format!("{} {}", views.word("change_ended_by"), corpus.short_name(other))),
        tag: (key, views.word(word).to_owned()),
    })
}
