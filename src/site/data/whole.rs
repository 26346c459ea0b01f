//! The data of the whole site, each file from all pages: documents, relations, citations.

use rayon::prelude::*;
use serde::Serialize;

use super::citations::citations;
use super::csv::Table;
use super::facts::{Fact, Record, record};
use crate::content::Evidence;
use crate::corpus::{PageId, WorkId};
use crate::site::input::Site;

/// The works of a site, those with a page apart from those that are only known of.
#[derive(Serialize)]
struct Documents<'a> {
    site: &'a str,
    publisher: &'a str,
    base_url: Option<&'a str>,
    licence: Option<&'a str>,
    terms: Option<&'a str>,
}

/// The records of all works in the order of the corpus.
pub(super) fn records<'a>(site: &Site<'a>) -> Vec<Record<'a>> {
    works(site).into_par_iter().map(|work| record(site, work)).collect()
}

fn works(site: &Site<'_>) -> Vec<WorkId> {
    (0..site.corpus.works().len() as u32).map(WorkId).collect()
}

/// `documents.json`, a record a line.
pub(super) fn json(site: &Site<'_>, records: &[Record<'_>]) -> Vec<u8> {
    let settings = site.settings;
    let head = Documents {
        site: &settings.title,
        publisher: &settings.agency,
        base_url: settings.base_url.as_deref(),
        licence: settings.licence.as_deref(),
        terms: settings.terms.as_deref(),
    };
    let mut out = serde_json::to_vec(&head).unwrap_or_default();
    out.pop();
    for (name, has_page) in [("documents", true), ("works", false)] {
        let some: Vec<&Record<'_>> = records.iter().filter(|record| record.page.is_some() == has_page).collect();
        out.extend_from_slice(format!(",\n\"{name}\":[\n").as_bytes());
        join(&mut out, &some, b",\n");
        out.extend_from_slice(b"\n]");
    }
    out.extend_from_slice(b"}\n");
    out
}

/// How many texts are made at once before they are put behind those that are there: all of them would lie there twice.
const AT_ONCE: usize = 256;

/// Puts texts behind what is there in the order of what they are made of, on all cores.
fn write_each<T: Sync>(out: &mut Vec<u8>, values: &[T], text: impl Fn(&T) -> Vec<u8> + Sync) {
    for some in values.chunks(AT_ONCE) {
        let texts: Vec<Vec<u8>> = some.par_iter().map(&text).collect();
        out.extend_from_slice(&texts.concat());
    }
}

/// Writes values with something between.
fn join<T: Serialize + Sync>(out: &mut Vec<u8>, values: &[T], between: &[u8]) {
    write_each(out, values, |value| {
        let mut text = serde_json::to_vec(value).unwrap_or_default();
        text.extend_from_slice(between);
        text
    });
    if !values.is_empty() {
        out.truncate(out.len() - between.len());
    }
}

/// The columns of `documents.csv`: the eight of a list that an agency must show, then the other facts; each fact with how sure
/// it is.
const COLUMNS: [&str; 23] = [
    "kind",
    "issuer",
    "number",
    "issued",
    "effective",
    "title",
    "download",
    "page",
    "id",
    "signer",
    "expires",
    "validity",
    "subjects",
    "kind_evidence",
    "issuer_evidence",
    "number_evidence",
    "issued_evidence",
    "effective_evidence",
    "title_evidence",
    "signer_evidence",
    "expires_evidence",
    "validity_evidence",
    "withdrawn",
];

/// `documents.csv`: the documents with a page.
pub(super) fn csv(records: &[Record<'_>]) -> Vec<u8> {
    let mut table = Table::new(COLUMNS);
    for record in records.iter().filter(|record| record.page.is_some()) {
        let subjects = record.subjects.value.as_ref().map(|subjects| subjects.join("; ")).unwrap_or_default();
        let [kind, issuer, number, title, signer] =
            [&record.kind, &record.issuer, &record.number, &record.title, &record.signer].map(|fact| cells(fact, |text| text));
        let [issued, effective, expires] =
            [&record.issued, &record.effective, &record.expires].map(|fact| cells(fact, String::as_str));
        let validity = cells(&record.validity, |text| text);
        let page = record.url.as_deref().or(record.page).unwrap_or_default();
        let values = [
            kind.0,
            issuer.0,
            number.0,
            issued.0,
            effective.0,
            title.0,
            record.markdown.unwrap_or_default(),
            page,
            &record.id,
            signer.0,
            expires.0,
            validity.0,
            &subjects,
        ];
        let sure = [kind.1, issuer.1, number.1, issued.1, effective.1, title.1, signer.1, expires.1, validity.1];
        table.row(values.into_iter().chain(sure).chain([record.withdrawn_on()]));
    }
    table.into_bytes()
}

/// A fact and how sure it is.
fn cells<'f, T>(fact: &'f Fact<T>, text: impl Fn(&'f T) -> &'f str) -> (&'f str, &'f str) {
    (fact.value.as_ref().map_or("", text), fact.evidence.unwrap_or_default())
}

/// `relations.csv`: each relation once, from the acting side.
pub(super) fn relations(site: &Site<'_>) -> Vec<u8> {
    let corpus = site.corpus;
    let mut table = Table::new(["subject", "subject_id", "relation", "object", "object_id", "evidence", "notes"]);
    for work in works(site) {
        for (relation, other, edge) in corpus.relations_of(work).into_iter().filter(|(_, _, edge)| edge.subject == work) {
            let slug = |work: WorkId| corpus.work(work).slug.as_str();
            let (own, other_id) = (corpus.identifier(work), corpus.identifier(other));
            let evidence = edge.evidence.map_or("", Evidence::key);
            table.row([slug(work), &own, relation.key(), slug(other), &other_id, evidence, &edge.notes.join("; ")]);
        }
    }
    table.into_bytes()
}

/// `citations.jsonl`: a citation a line, in order of pages and of their texts. It reads every text again, and so leaves off where
/// it is stopped.
pub(super) fn lines(site: &Site<'_>, is_stopped: &(dyn Fn() -> bool + Sync)) -> Vec<u8> {
    let corpus = site.corpus;
    let pages: Vec<PageId> = (0..corpus.pages().len() as u32).map(PageId).collect();
    let of_page = |id: &PageId| {
        let mut lines = Vec::new();
        if is_stopped() {
            return lines;
        }
        for one in citations(corpus, *id, true) {
            lines.extend(serde_json::to_vec(&one).unwrap_or_default());
            lines.push(b'\n');
        }
        lines
    };
    let mut out = Vec::new();
    write_each(&mut out, &pages, of_page);
    out
}
