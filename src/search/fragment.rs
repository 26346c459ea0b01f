//! The text of a document in parts, for excerpts, quoted phrases and previews: loaded for what is shown, never to search.
//!
//! A part is a list of units: `[place, id, label, heading, [[id, text], …]]`; `id` of a text is empty where it has none.

use std::collections::BTreeSet;

use super::script::{File, hashed};
use super::unit::{Document, Found, parts};

/// Bytes of text in a part, about.
const PART: usize = 16_000;

type Unit<'a> = (usize, &'a str, &'a str, &'a str, Vec<(&'a str, &'a str)>);

/// The parts of a document, and where each lies: `<first unit>:<name>` with commas.
pub(super) fn files(document: &Document<'_>, slot: u32) -> (String, Vec<File>) {
    let folder = format!("t/{slot:x}");
    let mut taken = BTreeSet::new();
    let mut places = Vec::new();
    let mut files = Vec::new();
    for part in parts(&document.units, PART) {
        let payload: Vec<Unit<'_>> =
            document.units[part.clone()].iter().zip(part.start..).map(|(unit, at)| written(unit, at)).collect();
        let (name, file) = hashed(&folder, &payload, &mut taken);
        places.push(format!("{}:{name}", part.start));
        files.push(file);
    }
    (places.join(","), files)
}

fn written<'a>(unit: &Found<'a>, at: usize) -> Unit<'a> {
    let texts = unit.texts.iter().map(|text| (text.id.unwrap_or_default(), text.words)).collect();
    (at, unit.anchor, unit.label, unit.heading, texts)
}
