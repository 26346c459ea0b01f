//! The search page: a form that works as a link to the lists without scripts, and what the scripts need.

use serde::Serialize;

use super::common::{Frame, Views};
use super::list::{Counted, counted};
use crate::site::href;
use crate::site::lists::{Group, path};

/// The path of the page.
pub(in crate::site) const SEARCH: &str = "tim-kiem.html";

/// Words of the frame that the page's script shows, by their keys in the locale.
const WORDS: &[&str] = &[
    "search_none",
    "search_found",
    "search_missing",
    "search_instead",
    "search_failed",
    "search_recent",
    "search_forget",
    "search_all",
    "search_sort",
    "search_by_relevance",
    "search_by_date",
    "search_kind",
    "search_year",
    "search_state",
    "search_busy",
    "number",
    "status_in_force",
    "status_not_yet",
    "status_partly",
    "status_expired",
    "status_suspended",
    "status_unknown",
];

#[derive(Debug, Serialize)]
pub(in crate::site) struct SearchView {
    frame: Frame,
    action: &'static str,
    /// The way to the index.
    index: String,
    /// The words of the script, as JSON.
    words: String,
    engine: String,
    script: String,
    /// The list of all documents.
    all: String,
    groups: Vec<ListLinks>,
}

#[derive(Debug, Serialize)]
struct ListLinks {
    heading: String,
    links: Vec<Counted>,
}

/// The view of the page.
pub(in crate::site) fn search(views: &Views<'_>) -> SearchView {
    let words: std::collections::BTreeMap<&str, &str> = WORDS.iter().map(|key| (*key, views.locale().get(key))).collect();
    let to = |path: &str| href::relative(SEARCH, path, "");
    SearchView {
        frame: views.frame(SEARCH, views.word("search"), None),
        action: SEARCH,
        index: format!("{}/", crate::search::FOLDER),
        words: serde_json::to_string(&words).unwrap_or_default(),
        engine: to(views.script("search.js")),
        script: to(views.script("search-page.js")),
        all: to(&path(Group::All, "")),
        groups: [Group::Kind, Group::Issuer, Group::Year, Group::Subject].into_iter().map(|group| list(views, group)).collect(),
    }
}

fn list(views: &Views<'_>, group: Group) -> ListLinks {
    ListLinks { heading: views.locale().get(group.key()).to_owned(), links: counted(views, SEARCH, group) }
}
