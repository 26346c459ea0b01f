//! The text of a document in parts, for excerpts, quoted phrases and previews: loaded for what is shown, never to search.
//!
//! A part is `[record, units]`: the document's record as in `display`, and of each unit
//! `[number, id, label, heading, [[id, text], …]]`; `id` of a text is empty where it has none. Its name is known from a
//! posting alone, so that a result can be shown without any other file. The first part has `[summary, address]` behind
//! them, either empty: the editors' summary, and where the work can be read outside the site.

use super::display::Record;
use super::script::{self, File, fixed};
use super::unit::{Document, Found, IN_PART};
use crate::corpus::{Corpus, source};

type Unit<'a> = (u32, &'a str, &'a str, &'a str, Vec<(&'a str, &'a str)>);

/// The parts of a document.
pub(super) fn files<'a>(corpus: &'a Corpus, document: &'a Document<'_>, record: &'a Record) -> impl Iterator<Item = File> + 'a {
    document.units.chunk_by(|a, b| a.number / IN_PART == b.number / IN_PART).enumerate().map(move |(nth, part)| {
        let units: Vec<Unit<'_>> = part.iter().map(written).collect();
        let name = name(record.0, part[0].number / IN_PART);
        if nth == 0 { fixed(&name, &(record, units, about(corpus, document))) } else { fixed(&name, &(record, units)) }
    })
}

fn name(slot: u32, part: u32) -> String {
    format!("t/{slot:x}-{part}")
}

/// The path of a part of a document's text.
pub(super) fn path(slot: u32, part: u32) -> String {
    script::path(&name(slot, part))
}

fn about<'a>(corpus: &'a Corpus, document: &'a Document<'_>) -> (&'a str, &'a str) {
    let summary = document.page.front.summary.as_deref().unwrap_or_default();
    let address = document.work.and_then(|work| source(corpus.facts(work)));
    (summary, address.unwrap_or_default())
}

fn written<'a>(unit: &'a Found<'_>) -> Unit<'a> {
    let texts = unit.texts.iter().map(|text| (text.id.unwrap_or_default(), text.words)).collect();
    (unit.number, unit.anchor, unit.label, unit.heading, texts)
}
