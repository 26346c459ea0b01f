//! The data of one document: its facts, relations, structure, text and citations.

use std::collections::BTreeMap;

use serde::Serialize;

use super::citations::{Citation, citations};
use super::facts::{Record, record};
use crate::content::structure::Level;
use crate::content::{Block, BlockKind, Evidence, Page};
use crate::corpus::{Corpus, PageId, WorkId};
use crate::hash::Hash;
use crate::site::input::Site;
use crate::site::view::offered;

#[derive(Debug, Serialize)]
struct Document<'a> {
    licence: Option<&'a str>,
    terms: Option<&'a str>,
    publisher: &'a str,
    /// Of the Markdown file, whole.
    sha256: Hash,
    #[serde(flatten)]
    record: Record<'a>,
    relations: Vec<Related<'a>>,
    units: Vec<UnitData<'a>>,
    blocks: Vec<BlockData>,
    citations: Vec<Citation<'a>>,
    /// For each page that cites it, by its path, how often.
    cited_by: BTreeMap<&'a str, usize>,
}

/// A relation as seen from the document.
#[derive(Debug, Serialize)]
struct Related<'a> {
    relation: &'static str,
    id: String,
    slug: &'a str,
    evidence: Option<&'static str>,
    notes: &'a [String],
}

#[derive(Debug, Serialize)]
struct UnitData<'a> {
    id: &'a str,
    level: &'static str,
    label: &'a str,
    title: &'a str,
    parent: Option<usize>,
    block: usize,
}

/// A block of the text: its cells where it is a table, else one text.
#[derive(Debug, Serialize)]
struct BlockData {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    columns: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<usize>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    quoted: bool,
    text: Vec<String>,
}

/// The file.
pub(super) fn json(site: &Site<'_>, id: PageId) -> Vec<u8> {
    let corpus = site.corpus;
    let page = corpus.page(id);
    // A page with a kind is a work.
    let work = corpus.work_of(id).unwrap_or(WorkId(0));
    let document = Document {
        licence: site.settings.licence.as_deref(),
        terms: site.settings.terms.as_deref(),
        publisher: &site.settings.agency,
        sha256: if page.is_withdrawn() { Hash::sha256(&[&offered(site, page)]) } else { page.sha256() },
        record: record(site, work),
        relations: relations(corpus, work),
        units: units(page),
        blocks: blocks(page),
        citations: citations(corpus, id, false),
        cited_by: cited_by(corpus, work),
    };
    let mut json = serde_json::to_vec(&document).unwrap_or_default();
    json.push(b'\n');
    json
}

fn relations(corpus: &Corpus, work: WorkId) -> Vec<Related<'_>> {
    let related = corpus.relations_of(work).into_iter().map(|(relation, other, edge)| Related {
        relation: relation.key(),
        id: corpus.identifier(other),
        slug: &corpus.work(other).slug,
        evidence: edge.evidence.map(Evidence::key),
        notes: &edge.notes,
    });
    related.collect()
}

fn units(page: &Page) -> Vec<UnitData<'_>> {
    let all = page.units().iter().map(|unit| UnitData {
        id: unit.id(),
        level: level(unit.level),
        label: unit.label(),
        title: unit.title(),
        parent: unit.parent(),
        block: unit.block(),
    });
    all.collect()
}

/// The word for a level.
pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Annex => "annex",
        Level::Part => "part",
        Level::Chapter => "chapter",
        Level::Section => "section",
        Level::Subsection => "subsection",
        Level::Article => "article",
        Level::Clause => "clause",
        Level::Point => "point",
        Level::Subpoint => "subpoint",
        Level::PlanPart => "plan-part",
    }
}

fn blocks(page: &Page) -> Vec<BlockData> {
    let blocks = page.blocks();
    let block = |block: &Block| {
        let (kind, columns) = match &block.kind {
            BlockKind::Heading(_) => ("heading", None),
            BlockKind::Paragraph if block.list_depth > 0 => ("item", None),
            BlockKind::Paragraph => ("paragraph", None),
            BlockKind::Code => ("code", None),
            BlockKind::Table { columns, .. } => ("table", Some(*columns)),
            BlockKind::Rule => ("rule", None),
            BlockKind::Footnote(_) => ("footnote", None),
        };
        let text = block.inlines.iter().map(|inline| inline.text.clone()).collect();
        BlockData { id: block.id.clone(), kind, columns, unit: block.unit, quoted: block.quoted, text }
    };
    blocks.iter().map(block).collect()
}

fn cited_by(corpus: &Corpus, work: WorkId) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for (page, _) in corpus.cited_by(work) {
        *counts.entry(corpus.page(page).output.as_str()).or_insert(0) += 1;
    }
    counts
}
