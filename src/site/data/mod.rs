//! The site as data: what other systems take away, beside each page and of the site as a whole.
//!
//! The files of a document are one task, those of the site another, which reads every page. Watched sites leave both for when
//! there is time ([`is_late`]): nobody who edits looks at them, and a changed title would wait for those of every page it is on.

mod akn;
mod akn_text;
mod citations;
mod csv;
mod document;
mod facts;
mod ledger;
mod legislation;
mod whole;

use rayon::prelude::*;
use serde::Serialize;

pub(super) use legislation::legislation;

use super::input::Site;
use super::tasks::{Out, Sink};
use super::view::{self, Views};
use super::{answers, href, log, sitemap};
use crate::content::{Extra, Page, Settings};
use crate::corpus::{Corpus, PageId};
use crate::reads::{Read, note};

/// The page that lists the data, without its ending, and its template.
pub(super) const PAGE: &str = "du-lieu";
const TEMPLATE: &str = "data.html";

/// The files of the whole site, with the keys of the words that say what each is.
const DOCUMENTS: &str = "data/documents.json";
const DOCUMENTS_CSV: &str = "data/documents.csv";
const RELATIONS: &str = "data/relations.csv";
const CITATIONS: &str = "data/citations.jsonl";
/// Those of a site with a ledger of disclosure.
pub(super) const LEDGER: &str = "data/ledger.json";
pub(super) const LEDGER_CSV: &str = "data/ledger.csv";

/// What the columns of the tables and the members of the other files are.
const SCHEMAS: [(&str, &str); 5] = [
    ("data/schema/citation.json", include_str!("schema/citation.json")),
    ("data/schema/document.json", include_str!("schema/document.json")),
    ("data/schema/documents.json", include_str!("schema/documents.json")),
    ("data/schema/documents.csv.json", include_str!("schema/documents.csv.json")),
    ("data/schema/relations.csv.json", include_str!("schema/relations.csv.json")),
];

const LEDGER_SCHEMAS: [(&str, &str); 2] = [
    ("data/schema/ledger.json", include_str!("schema/ledger.json")),
    ("data/schema/ledger.csv.json", include_str!("schema/ledger.csv.json")),
];

/// The path of a document's data.
fn json_path(page: &Page) -> String {
    beside(page, "json")
}

/// The path of a document in Akoma Ntoso; none where the site goes without, or the document cannot be named in it.
fn akn_path(settings: &Settings, page: &Page) -> Option<String> {
    let can_be = settings.has(Extra::Akn) && !page.is_withdrawn() && akn::days(&page.front).is_some();
    can_be.then(|| beside(page, "akn.xml"))
}

fn beside(page: &Page, ending: &str) -> String {
    let download = page.download();
    format!("{}.{ending}", download.strip_suffix(".md").unwrap_or(download))
}

/// The other forms of a document, by media type and path.
pub(super) fn forms(settings: &Settings, page: &Page) -> Vec<(&'static str, String)> {
    let json = settings.has(Extra::Json).then(|| ("application/json", json_path(page)));
    let akn = akn_path(settings, page).map(|path| ("application/akn+xml", path));
    [("text/markdown", page.download().to_owned())].into_iter().chain(json).chain(akn).collect()
}

/// The paths of all data.
pub(super) fn paths(corpus: &Corpus, settings: &Settings) -> Vec<String> {
    let documents = corpus.pages().par_iter().filter(|page| page.is_document());
    let beside = documents.flat_map_iter(|page| forms(settings, page).into_iter().skip(1).map(|(_, path)| path));
    let mut paths: Vec<String> = beside.collect();
    if settings.has(Extra::Data) {
        paths.extend([DOCUMENTS, DOCUMENTS_CSV, RELATIONS, CITATIONS].map(str::to_owned));
        paths.extend(SCHEMAS.iter().map(|(path, _)| (*path).to_owned()));
        if settings.has_ledger() {
            paths.extend([LEDGER, LEDGER_CSV].into_iter().chain(LEDGER_SCHEMAS.map(|(path, _)| path)).map(str::to_owned));
        }
        paths.push(settings.ext.page(PAGE));
    }
    paths
}

/// What the task of a document's data has behind the path of its source.
const FORMS: &str = "#json";

/// Whether a task makes nothing that people read while they edit: a watched site does it when there is time.
pub fn is_late(task: &str) -> bool {
    let is_form = task.ends_with(FORMS);
    let of_site = [DOCUMENTS, sitemap::SITEMAP, view::LEDGER, log::PAGE, log::FEED, log::FORCE, answers::TASK];
    is_form || of_site.contains(&task)
}

/// Gives the data of a document to the sink, as one task.
pub(super) fn render_page(views: &Views<'_>, id: PageId, sink: &Sink<'_>) {
    let site = views.site;
    let page = site.corpus.page(id);
    let some = site.settings.has(Extra::Json) || site.settings.has(Extra::Akn);
    if page.is_document() && some {
        sink.task(&format!("{}{FORMS}", page.source.path), |out| page_forms(site, id, out));
    }
}

fn page_forms(site: &Site<'_>, id: PageId, out: &Out<'_>) {
    // Noted anew: the look above was for the task's name.
    let page = site.corpus.page(id);
    if site.settings.has(Extra::Json) {
        out.file(&json_path(page), document::json(site, id));
    }
    if let Some(path) = akn_path(site.settings, page)
        && let Some(xml) = akn::xml(site, id)
    {
        out.file(&path, xml);
    }
}

/// Gives the data of the whole site to the sink, with the page that lists them, as one task.
pub(super) fn render(views: &Views<'_>, sink: &Sink<'_>) {
    let site = views.site;
    if !site.settings.has(Extra::Data) {
        return;
    }
    sink.task(DOCUMENTS, |out| {
        // Made on all cores, where the task's own thread would not see what is read.
        note(Read::Everything);
        let records = whole::records(site);
        let files = [
            (DOCUMENTS, "data_documents", whole::json(site, &records)),
            (DOCUMENTS_CSV, "data_documents_csv", whole::csv(&records)),
            (RELATIONS, "data_relations", whole::relations(site)),
            (CITATIONS, "data_citations", whole::lines(site, &|| out.is_stopped())),
        ];
        let ledger = site.settings.has_ledger().then(|| ledger_files(site));
        let schemas = LEDGER_SCHEMAS.iter().filter(|_| ledger.is_some()).chain(&SCHEMAS);
        let schemas: Vec<_> = schemas.map(|(path, text)| (*path, "data_schema", text.as_bytes().to_vec())).collect();
        let files: Vec<_> = files.into_iter().chain(ledger.into_iter().flatten()).chain(schemas).collect();
        let own = views.output(PAGE);
        let listed = files.iter().map(|(path, key, bytes)| Listed {
            href: href::relative(&own, path, ""),
            path,
            about: views.word(key),
            size: bytes.len(),
        });
        out.template(views, &own, TEMPLATE, &view::data(views, listed.collect()));
        for (path, _, bytes) in files {
            out.file(path, bytes);
        }
    });
}

/// The files of the ledger, with the keys of the words that say what each is.
fn ledger_files(site: &Site<'_>) -> [(&'static str, &'static str, Vec<u8>); 2] {
    let ledger = ledger::Records::new(site);
    [(LEDGER, "data_ledger", ledger.json(site)), (LEDGER_CSV, "data_ledger_csv", ledger.csv())]
}

/// A file of data as the page lists it.
#[derive(Debug, Serialize)]
pub(super) struct Listed<'a> {
    href: String,
    path: &'a str,
    about: &'a str,
    /// In bytes.
    size: usize,
}
