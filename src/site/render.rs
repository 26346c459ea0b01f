//! Every output of the site, each handed on as soon as it is made.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::Serialize;

use super::division::Divisions;
use super::input::Site;
use super::locale::Language;
use super::theme::{TemplateProblem, Theme};
use super::view::{Frame, Views};
use super::{href, lists, offline, view};
use crate::content::{Page, Settings};
use crate::corpus::{Corpus, PageId};

/// The page for addresses that lead nowhere, without its ending.
pub(super) const NOT_FOUND: &str = "404";

/// Takes an output: its path and bytes.
pub(super) type Emit<'e> = dyn Fn(&str, Vec<u8>) + Sync + 'e;

/// Paths that outputs take which no author wrote, for the check that no page takes one of them.
pub fn generated_paths(corpus: &Corpus, settings: &Settings, theme: Option<&Theme>) -> Vec<String> {
    let ext = &settings.ext;
    let unknown = theme.map_or("", |theme| theme.locale(Language::Vietnamese).get("year_unknown"));
    let twins = lists::all(corpus, unknown).into_iter().map(|list| list.stem);
    let twins = twins.chain([view::SEARCH, view::HELP, view::ACCESSIBILITY].map(str::to_owned));
    let mut paths: Vec<String> =
        twins.flat_map(|stem| Language::ALL.map(|language| ext.page(&format!("{}{stem}", language.folder())))).collect();
    paths.push(ext.page(&format!("{}{}", Language::English.folder(), view::HOME)));
    paths.extend([lists::FURTHER, view::ACCURACY, view::MAP, NOT_FOUND].map(|stem| ext.page(stem)));
    if !settings.without_offline {
        paths.extend([offline::PAGE, offline::UNSAVED].map(|stem| ext.page(stem)));
    }
    paths.extend([view::OPEN_SEARCH, offline::WORKER, offline::MANIFEST].map(str::to_owned));
    paths.push("build.json".to_owned());
    paths.extend(view::calendar_paths(corpus));
    paths.extend(Divisions::new(corpus, ext).outputs().map(str::to_owned));
    paths.extend(theme.iter().flat_map(|theme| theme.assets().keys().cloned()));
    if !has_home(corpus) {
        paths.push(ext.page(view::HOME));
    }
    paths
}

fn has_home(corpus: &Corpus) -> bool {
    corpus.pages.iter().any(Page::is_home)
}

/// Calls `emit` once for every output but the search index, from many threads, in no order; returns what templates got wrong.
pub fn render(site: &Site<'_>, emit: &Emit<'_>) -> Vec<TemplateProblem> {
    let sink = Sink { theme: site.theme, emit, problems: Mutex::default() };
    let all_lists = lists::all(site.corpus, site.theme.locale(Language::Vietnamese).get("year_unknown"));
    let views = Views::new(site, &all_lists, Language::Vietnamese);
    (0..site.corpus.pages.len() as u32).into_par_iter().map(PageId).for_each(|page| render_page(&views, page, &sink));
    if !has_home(site.corpus) {
        sink.template(&views, &views.output(view::HOME), "home.html", &view::home(&views, None));
    }
    render_in_each_language(&views, &sink);
    render_once(&views, &sink);
    render_offline(&views, &sink);
    let english = Views::new(site, &all_lists, Language::English);
    sink.template(&english, &english.output(view::HOME), "home.html", &view::home(&english, None));
    render_in_each_language(&english, &sink);
    for (path, bytes) in site.theme.assets() {
        emit(path, bytes.clone());
    }
    let mut problems = sink.problems.into_inner().unwrap_or_else(PoisonError::into_inner);
    // One mistake in a template fails on every page; it is told once.
    problems.sort_by(|a, b| (&a.file, &a.message).cmp(&(&b.file, &b.message)));
    problems.dedup();
    problems
}

/// The pages that are there in each language, but for the first one.
fn render_in_each_language(views: &Views<'_>, sink: &Sink<'_>) {
    views.lists.par_iter().for_each(|list| {
        sink.template(views, &views.output(&list.stem), "list.html", &view::list(views, list));
    });
    sink.template(views, &views.output(view::SEARCH), "search.html", &view::search(views));
    sink.template(views, &views.output(view::HELP), "help.html", &view::help(views));
    sink.template(views, &views.output(view::ACCESSIBILITY), "accessibility.html", &view::accessibility(views));
}

/// The pages that are there once and that no author wrote.
fn render_once(views: &Views<'_>, sink: &Sink<'_>) {
    sink.template(views, &views.output(lists::FURTHER), "works.html", &view::further(views));
    sink.template(views, &views.output(view::MAP), "map.html", &view::map(views));
    if let Some(scores) = views.site.theme.scores() {
        sink.template(views, &views.output(view::ACCURACY), "accuracy.html", &view::accuracy(views, scores));
    }
    if let Some(description) = view::open_search(views) {
        sink.template(views, view::OPEN_SEARCH, "opensearch.xml", &description);
    }
    sink.template(views, &views.output(NOT_FOUND), "404.html", &NotFound::new(views));
}

/// What reading offline needs beside the lists, which are made when all else is written.
fn render_offline(views: &Views<'_>, sink: &Sink<'_>) {
    if !views.site.settings.without_offline {
        sink.template(views, &views.output(offline::PAGE), "offline.html", &view::offline(views));
        sink.template(views, &views.output(offline::UNSAVED), "unsaved.html", &view::unsaved(views));
        (sink.emit)(offline::MANIFEST, offline::manifest(views.site));
    }
    (sink.emit)(offline::WORKER, offline::worker(views.site));
}

/// The page that goes with a packed site, which lies in `folder` beside it.
pub fn pack_guide(site: &Site<'_>, folder: &str) -> Result<Vec<u8>, TemplateProblem> {
    let views = Views::new(site, &[], Language::Vietnamese);
    site.theme.render(views.language, "pack-guide.html", &view::pack_guide(&views, folder))
}

fn render_page(views: &Views<'_>, id: PageId, sink: &Sink<'_>) {
    let page = views.site.corpus.page(id);
    if page.is_home() {
        sink.template(views, &page.output, "home.html", &view::home(views, Some(id)));
    } else if page.is_document() {
        sink.template(views, &page.output, "document.html", &view::document(views, id));
        render_parts(views, id, sink);
    } else {
        sink.template(views, &page.output, "page.html", &view::page(views, id));
    }
    for old in &page.front.redirect_from {
        sink.template(views, &old.value, "moved.html", &Moved::new(views, page, &old.value));
    }
    for (path, bytes) in view::calendars(views, id) {
        (sink.emit)(&path, bytes);
    }
    (sink.emit)(page.download(), page.source.original().as_bytes().to_vec());
}

/// The further pages of a text that is too long for one.
fn render_parts(views: &Views<'_>, id: PageId, sink: &Sink<'_>) {
    let Some(division) = views.divisions.get(&views.site.corpus.page(id).output) else { return };
    division.parts.par_iter().enumerate().for_each(|(at, part)| {
        sink.template(views, &part.output, "part.html", &view::part(views, id, division, at));
    });
    sink.template(views, &division.whole, "part.html", &view::whole(views, id, division));
}

/// The page at an address that another page had before.
#[derive(Serialize)]
struct Moved {
    frame: Frame,
    to: String,
}

impl Moved {
    fn new(views: &Views<'_>, page: &Page, old: &str) -> Self {
        let title = page.front.title.as_ref().map_or("", |title| title.value.as_str());
        Self { frame: views.frame(old, title, None), to: href::relative(old, &page.output, "") }
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

struct Sink<'a> {
    theme: &'a Theme,
    emit: &'a Emit<'a>,
    problems: Mutex<Vec<TemplateProblem>>,
}

impl Sink<'_> {
    fn template<V: Serialize>(&self, views: &Views<'_>, path: &str, template: &str, view: &V) {
        match self.theme.render(views.language, template, view) {
            Ok(bytes) => (self.emit)(path, bytes),
            Err(problem) => self.problems.lock().unwrap_or_else(PoisonError::into_inner).push(problem),
        }
    }
}
