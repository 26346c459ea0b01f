//! The page on reading offline, which offers what can be saved, and the page in the place of one that was not saved.

use serde::Serialize;

use super::common::{Frame, HOME, Link, Views, list_link};
use super::search::SEARCH;
use crate::reads::{Read, note};
use crate::site::href;
use crate::site::lists::{self, Group};
use crate::site::offline::{About, FOLDER, PAGE, Pack, UNSAVED, WORKER, packs};

#[derive(Debug, Serialize)]
pub(in crate::site) struct OfflineView {
    frame: Frame,
    worker: &'static str,
    /// The folder of the lists, with its `/`.
    lists: String,
    scripts: Vec<String>,
    packs: Vec<PackView>,
}

/// A pack that can be saved.
#[derive(Debug, Serialize)]
struct PackView {
    id: String,
    /// What it is, and where it begins.
    link: Link,
    /// What more is in it, in words.
    about: String,
}

/// The view of the page that offers it.
pub(in crate::site) fn offline(views: &Views<'_>) -> OfflineView {
    let own = views.output(PAGE);
    note(Read::Lists);
    let view = |pack: Pack| {
        let (link, about) = named(views, &own, &pack.about);
        PackView { id: pack.id, link, about: views.word(about).to_owned() }
    };
    OfflineView {
        frame: views.frame(&own, views.word("offline"), None),
        worker: WORKER,
        lists: format!("{FOLDER}/"),
        scripts: ["offline-save.js", "offline-page.js"].map(|name| views.script(name).to_owned()).into(),
        packs: packs(views.corpus(), views.lists()).into_iter().map(view).collect(),
    }
}

/// What a pack is called, where it begins, and the key of what is in it.
fn named(views: &Views<'_>, own: &str, about: &About) -> (Link, &'static str) {
    let to = |stem: &str| href::relative(own, &views.output(stem), "");
    match about {
        About::Site => (Link::to(views.word("offline_site"), to(HOME)), "offline_site_about"),
        About::Plan(id) => {
            let href = href::relative(own, &views.corpus().page(*id).output, "");
            (Link::to(views.page_name(*id), href), "offline_plan_about")
        }
        About::Subject(name) => (list_link(views, own, Group::Subject, name), "offline_subject_about"),
        About::Frame => (Link::plain(views.word("offline_frame")), "offline_frame_about"),
    }
}

/// What the worker answers with where a page is not saved: its links are made whole there, for it stands at any address.
#[derive(Debug, Serialize)]
pub(in crate::site) struct UnsavedView {
    site_title: String,
    agency: String,
    style: String,
    links: Vec<Link>,
    /// The heading and what it means, in English.
    english: [String; 2],
}

pub(in crate::site) fn unsaved(views: &Views<'_>) -> UnsavedView {
    let own = views.output(UNSAVED);
    let link = |stem: &str, key: &str| Link::to(views.locale().get(key), href::relative(&own, &views.output(stem), ""));
    let all = lists::stem(Group::All, "");
    let settings = views.site.settings;
    UnsavedView {
        site_title: settings.title.clone(),
        agency: settings.agency.clone(),
        style: views.theme().style().to_owned(),
        links: vec![link(PAGE, "unsaved_see"), link(&all, "nav_documents"), link(SEARCH, "search"), link(HOME, "nav_home")],
        english: ["unsaved", "unsaved_why"].map(|key| views.english(key).to_owned()),
    }
}
