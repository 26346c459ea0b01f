//! Every output of the site, each handed on as soon as it is made.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rayon::prelude::*;
use serde::Serialize;

use super::input::Site;
use super::layout::Layout;
use super::locale::Language;
use super::tasks::{Maker, Out, Sink};
use super::theme::{TemplateProblem, Theme};
use super::view::{Frame, Views};
use super::{MANIFEST, MANIFEST_SIGNATURE, answers, data, href, lists, log, offline, sitemap, view};
use crate::content::{Extra, Page, Register, Settings};
use crate::corpus::{Corpus, PageId};
use crate::reads::{Read, note};
use crate::search::Index;

/// The page for addresses that lead nowhere, without its ending.
pub(super) const NOT_FOUND: &str = "404";

/// Paths that outputs take which no author wrote, for the check that no page takes one of them.
pub fn generated_paths(
    corpus: &Corpus,
    settings: &Settings,
    register: &Register,
    theme: Option<&Theme>,
    layout: &Layout,
) -> BTreeSet<String> {
    let mut paths = made_paths(corpus, settings, register, theme, layout);
    paths.extend(answers::gone_paths(corpus, register, &settings.ext).into_iter().map(str::to_owned));
    paths
}

/// The same without the addresses that are only told to be gone.
pub(super) fn made_paths(
    corpus: &Corpus,
    settings: &Settings,
    register: &Register,
    theme: Option<&Theme>,
    layout: &Layout,
) -> BTreeSet<String> {
    let ext = &settings.ext;
    // The first page in Vietnamese may be an author's.
    let always = view::ALWAYS.into_iter().filter(|stem| *stem != view::HOME);
    let twins = layout.lists.iter().map(|list| list.stem.as_str()).chain(always);
    let mut paths: Vec<String> =
        twins.flat_map(|stem| Language::ALL.map(|language| ext.page(&format!("{}{stem}", language.folder())))).collect();
    paths.push(ext.page(&format!("{}{}", Language::English.folder(), view::HOME)));
    paths.extend([lists::FURTHER, view::ACCURACY, view::MAP, view::CHANGES, NOT_FOUND].map(|stem| ext.page(stem)));
    paths.push(view::CALENDAR.to_owned());
    if !settings.without_offline {
        paths.extend([offline::PAGE, offline::UNSAVED].map(|stem| ext.page(stem)));
    }
    paths.extend([view::OPEN_SEARCH, offline::WORKER, offline::MANIFEST].map(str::to_owned));
    paths.extend([MANIFEST, MANIFEST_SIGNATURE].map(str::to_owned));
    paths.extend(sitemap::paths(corpus, settings, layout));
    paths.extend(data::paths(corpus, settings));
    paths.extend(view::ledger_outputs(corpus, settings));
    if settings.has(Extra::Log) {
        let pages = log::count(corpus, register).div_ceil(log::ROWS).max(1);
        paths.extend((1..=pages).map(|number| ext.page(&lists::numbered(log::PAGE, number))));
    }
    paths.extend(log::feed_paths(settings, layout));
    paths.extend(view::calendar_paths(corpus));
    // Kept free whether or not there is a past to tell, so that a site builds alike with and without git.
    paths.par_extend(corpus.pages().par_iter().filter(|page| page.is_document()).map(|page| view::history_output(ext, page)));
    paths.extend(corpus.with_versions().map(|work| view::versions_output(ext, corpus, work)));
    paths.extend(layout.divisions.outputs().map(str::to_owned));
    paths.extend(theme.iter().flat_map(|theme| theme.assets().keys().cloned()));
    if !has_home(corpus) {
        paths.push(ext.page(view::HOME));
    }
    // A set is made of them at once where they are in order.
    paths.par_sort_unstable();
    paths.into_iter().collect()
}

pub(super) fn has_home(corpus: &Corpus) -> bool {
    corpus.pages().iter().any(Page::is_home)
}

/// How many neighbours one thread takes at once: after an edit the few that are made again often lie side by side.
const NEIGHBOURS: usize = 4;

/// Gives every task of a site but the search index to `maker`, from many threads, in no order; returns what templates got wrong.
pub fn render(site: &Site<'_>, maker: &dyn Maker) -> Vec<TemplateProblem> {
    let own = Sink::new(site.theme, maker);
    let sink = &own;
    let [views, english] = &Language::ALL.map(|language| Views::new(site, language));
    // Side by side, the pages of authors last: beside what one thread makes alone the others have them to make.
    let all: [&(dyn Fn() + Sync); 10] = [
        &|| render_log(views, sink),
        &|| {
            log::render_feeds(views, sink);
            log::force_feeds(views, sink);
        },
        &|| answers::render(views, sink),
        &|| sitemap::render(views, sink),
        &|| render_ledger(views, sink),
        &|| render_homes(views, english, sink),
        &|| {
            render_once(views, sink);
            render_offline(views, sink);
        },
        &|| render_versions(views, sink),
        &|| [views, english].into_par_iter().for_each(|views| render_in_each_language(views, sink)),
        &|| render_pages(views, sink),
    ];
    all.into_par_iter().with_max_len(1).for_each(|make| make());
    // From all pages on all cores, and large.
    data::render(views, sink);
    sink.task("theme", |out| site.theme.assets().iter().for_each(|(path, bytes)| out.file(path, bytes.clone())));
    own.problems()
}

/// The pages of authors, with their data.
fn render_pages(views: &Views<'_>, sink: &Sink<'_>) {
    (0..views.site.corpus.pages().len() as u32).into_par_iter().with_max_len(NEIGHBOURS).map(PageId).for_each(|page| {
        render_page(views, page, sink);
        data::render_page(views, page, sink);
    });
}

/// The first pages that no author wrote.
fn render_homes(views: &Views<'_>, english: &Views<'_>, sink: &Sink<'_>) {
    if !has_home(views.site.corpus) {
        sink.page(views, &views.output(view::HOME), "home.html", || view::home(views, None));
    }
    sink.page(english, &english.output(view::HOME), "home.html", || view::home(english, None));
}

/// Gives the search index to `maker`, as one task.
pub fn index(site: &Site<'_>, maker: &dyn Maker) {
    maker.task(crate::search::FOLDER, &|emit| {
        note(Read::Everything);
        crate::search::index(site.corpus, site.settings, emit);
    });
}

/// The same of a site that is built again and again; its index can be brought up to date.
pub fn kept_index(site: &Site<'_>, maker: &dyn Maker) -> Index {
    let made = OnceLock::new();
    maker.task(crate::search::FOLDER, &|emit| {
        note(Read::Everything);
        made.get_or_init(|| Index::new(site.corpus, site.settings, emit));
    });
    // Where its files are taken over from the build before, it is made for what comes.
    made.into_inner().unwrap_or_else(|| Index::new(site.corpus, site.settings, &|_, _| {}))
}

/// The pages that are there in each language, but for the first one.
fn render_in_each_language(views: &Views<'_>, sink: &Sink<'_>) {
    views.lists().par_iter().with_max_len(NEIGHBOURS).enumerate().for_each(|(at, list)| {
        sink.page(views, &views.output(&list.stem), "list.html", || {
            note(Read::List(at as u32));
            view::list(views, list)
        });
    });
    sink.page(views, &views.output(view::SEARCH), "search.html", || view::search(views));
    sink.page(views, &views.output(view::HELP), "help.html", || view::help(views));
    sink.page(views, &views.output(view::INTEGRITY), "integrity.html", || view::integrity(views));
    sink.page(views, &views.output(view::ACCESSIBILITY), "accessibility.html", || view::accessibility(views));
}

/// The pages that are there once and that no author wrote.
fn render_once(views: &Views<'_>, sink: &Sink<'_>) {
    sink.page(views, &views.output(lists::FURTHER), "works.html", || view::further(views));
    sink.page(views, &views.output(view::MAP), "map.html", || view::map(views));
    let changes = views.output(view::CHANGES);
    sink.task(&changes, |out| {
        out.template(views, &changes, "changes.html", &view::changes(views));
        out.file(view::CALENDAR, view::changes_calendar(views));
    });
    if let Some(scores) = views.site.theme.scores() {
        sink.page(views, &views.output(view::ACCURACY), "accuracy.html", || view::accuracy(views, scores));
    }
    if let Some(description) = view::open_search(views) {
        sink.page(views, view::OPEN_SEARCH, "opensearch.xml", || &description);
    }
    sink.page(views, &views.output(NOT_FOUND), "404.html", || NotFound::new(views));
}

/// A page for each work that has several texts.
fn render_versions(views: &Views<'_>, sink: &Sink<'_>) {
    let corpus = views.site.corpus;
    let works: Vec<_> = corpus.with_versions().collect();
    works.into_par_iter().for_each(|work| {
        let path = view::versions_output(&views.site.settings.ext, corpus, work);
        sink.task(&path, |out| {
            if let Some(timeline) = corpus.timeline(work) {
                out.template(views, &path, "versions.html", &view::versions_page(views, &timeline));
            }
        });
    });
}

/// The ledger of disclosure, as one task.
fn render_ledger(views: &Views<'_>, sink: &Sink<'_>) {
    if views.site.settings.has_ledger() {
        sink.task(view::LEDGER, |out| {
            for (path, page) in view::ledger(views) {
                out.template(views, &path, "ledger.html", &page);
            }
        });
    }
}

/// The log of publication, all its pages as one task.
fn render_log(views: &Views<'_>, sink: &Sink<'_>) {
    if views.site.settings.has(Extra::Log) {
        sink.task(log::PAGE, |out| {
            for (path, view) in view::log(views, &log::entries(views.site)) {
                out.template(views, &path, "log.html", &view);
            }
        });
    }
}

/// What reading offline needs beside the lists, which are made when all else is written.
fn render_offline(views: &Views<'_>, sink: &Sink<'_>) {
    if !views.site.settings.without_offline {
        sink.page(views, &views.output(offline::PAGE), "offline.html", || view::offline(views));
        sink.page(views, &views.output(offline::UNSAVED), "unsaved.html", || view::unsaved(views));
        sink.task(offline::MANIFEST, |out| out.file(offline::MANIFEST, offline::manifest(views.site)));
    }
    sink.task(offline::WORKER, |out| out.file(offline::WORKER, offline::worker(views.site)));
}

/// The page that goes with a packed site, which lies in `folder` beside it.
pub fn pack_guide(site: &Site<'_>, folder: &str) -> Result<Vec<u8>, TemplateProblem> {
    let views = Views::new(site, Language::Vietnamese);
    site.theme.render(views.language, "pack-guide.html", &view::pack_guide(&views, folder))
}

/// A page with all that is made of its file.
fn render_page(views: &Views<'_>, id: PageId, sink: &Sink<'_>) {
    let page = views.site.corpus.page(id);
    sink.task(&page.source.path, |out| {
        // Noted anew: the task may be left out, the look above was for its name.
        let page = views.site.corpus.page(id);
        if page.is_withdrawn() {
            out.template(views, &page.output, "gone.html", &view::withdrawn_page(views, id));
        } else if page.is_home() {
            out.template(views, &page.output, "home.html", &view::home(views, Some(id)));
        } else if page.is_document() {
            out.template(views, &page.output, "document.html", &view::document(views, id));
            render_parts(views, id, out);
        } else {
            out.template(views, &page.output, "page.html", &view::page(views, id));
        }
        for old in &page.front.redirect_from {
            out.template(views, &old.value, "moved.html", &Moved::new(views, page, &old.value));
        }
        if let Some(record) = views.site.records.get(id) {
            let path = view::history_output(&views.site.settings.ext, page);
            out.template(views, &path, "history.html", &view::history(views, id, record));
        }
        for (path, bytes) in view::calendars(views, id) {
            out.file(&path, bytes);
        }
    });
    // A page is made again for what others say, its source is not.
    sink.task(&format!("{}#md", page.source.path), |out| {
        out.file(page.download(), view::offered(views.site, views.site.corpus.page(id)));
    });
}

/// The further pages of a text that is too long for one.
fn render_parts(views: &Views<'_>, id: PageId, out: &Out<'_>) {
    let Some(division) = views.divisions().get(&views.site.corpus.page(id).output) else { return };
    for (at, part) in division.parts.iter().enumerate() {
        out.template(views, &part.output, "part.html", &view::part(views, id, division, at));
    }
    out.template(views, &division.whole, "part.html", &view::whole(views, id, division));
}

/// The page at an address that another page had before.
#[derive(Serialize)]
pub(super) struct Moved {
    frame: Frame,
    to: String,
    /// What takes the place in the text along, which the address alone does not.
    script: String,
}

impl Moved {
    fn new(views: &Views<'_>, page: &Page, old: &str) -> Self {
        let title = page.front.title.as_ref().map_or("", |title| title.value.as_str());
        Self::to(views, old, &page.output, title)
    }

    /// The page at an address that leads to an output.
    pub(super) fn to(views: &Views<'_>, old: &str, output: &str, title: &str) -> Self {
        let script = href::relative(old, views.site.theme.script("moved.js"), "");
        Self { frame: views.frame(old, title, None), to: href::relative(old, output, ""), script }
    }
}

/// The page for addresses that lead nowhere; it links only where the site's own address is known.
#[derive(Serialize)]
struct NotFound {
    frame: Frame,
    base: Option<String>,
    home: String,
    /// The heading and what to do, in English.
    english: [String; 2],
}

impl NotFound {
    fn new(views: &Views<'_>) -> Self {
        Self {
            frame: views.frame(&views.output(NOT_FOUND), views.word("not_found"), None),
            base: views.site.settings.base_url.clone(),
            home: views.output(view::HOME),
            english: ["not_found", "not_found_help"].map(|key| views.english(key).to_owned()),
        }
    }
}
