//! The site as data: what other systems take away, beside each page and of the site as a whole.
//!
//! The files of a document are made by the task of its page, from what the page reads anyway. Those of the site read every page:
//! they are one task, which watched sites leave for when there is time ([`is_late`]).

mod akn;
mod akn_text;
mod citations;
mod csv;
mod document;
mod facts;
mod legislation;
mod whole;

use serde::Serialize;

pub(super) use legislation::legislation;

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

/// What the columns of the tables and the members of the other files are.
const SCHEMAS: [(&str, &str); 5] = [
    ("data/schema/citation.json", include_str!("schema/citation.json")),
    ("data/schema/document.json", include_str!("schema/document.json")),
    ("data/schema/documents.json", include_str!("schema/documents.json")),
    ("data/schema/documents.csv.json", include_str!("schema/documents.csv.json")),
    ("data/schema/relations.csv.json", include_str!("schema/relations.csv.json")),
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
    let documents = corpus.pages().iter().filter(|page| page.is_document());
    let beside = documents.flat_map(|page| forms(settings, page).into_iter().skip(1).map(|(_, path)| path));
    let mut paths: Vec<String> = beside.collect();
    if settings.has(Extra::Data) {
        paths.extend([DOCUMENTS, DOCUMENTS_CSV, RELATIONS, CITATIONS].map(str::to_owned));
        paths.extend(SCHEMAS.iter().map(|(path, _)| (*path).to_owned()));
        paths.push(settings.ext.page(PAGE));
    }
    paths
}

/// Whether a task reads every page and makes nothing that people read while they edit: a watched site does it when there is time.
pub fn is_late(task: &str) -> bool {
    [DOCUMENTS, sitemap::SITEMAP, log::PAGE, log::FEED, log::FORCE, answers::TASK].contains(&task)
}

/// Adds the data of a document to what its page's task makes.
pub(super) fn render_page(views: &Views<'_>, id: PageId, out: &Out<'_>) {
    let site = views.site;
    let page = site.corpus.page(id);
    if !page.is_document() {
        return;
    }
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
            (CITATIONS, "data_citations", whole::lines(site)),
        ];
        let schemas = SCHEMAS.map(|(path, text)| (path, "data_schema", text.as_bytes().to_vec()));
        let files: Vec<_> = files.into_iter().chain(schemas).collect();
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

/// A file of data as the page lists it.
#[derive(Debug, Serialize)]
pub(super) struct Listed<'a> {
    href: String,
    path: &'a str,
    about: &'a str,
    /// In bytes.
    size: usize,
}
