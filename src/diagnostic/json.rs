//! Diagnostics as one JSON document, for scripts.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::place::{Place, place};
use super::{Diagnostic, Fix, Lang, Replacement, Severity};
use crate::content::{SitePath, Source};

/// A line longer than this, in bytes, is no excerpt: a law pasted as one line would stand here once per diagnostic.
const LONGEST_EXCERPT: usize = 2_000;

#[derive(Serialize)]
struct Document<'a> {
    tool: &'static str,
    version: &'static str,
    lang: &'static str,
    errors: usize,
    warnings: usize,
    diagnostics: Vec<Entry<'a>>,
}

/// One diagnostic. What it has no place for is `null`, so that every entry has the same keys.
#[derive(Serialize)]
struct Entry<'a> {
    code: &'static str,
    severity: &'static str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    start_byte: Option<usize>,
    end_byte: Option<usize>,
    message: &'a str,
    notes: Vec<&'a str>,
    help: Option<&'a str>,
    excerpt: Option<&'a str>,
    fix: Option<FixEntry<'a>>,
}

/// The change that puts it right; `safe` where `check --fix` makes it.
#[derive(Serialize)]
struct FixEntry<'a> {
    safe: bool,
    edits: Vec<EditEntry<'a>>,
}

#[derive(Serialize)]
struct EditEntry<'a> {
    start_byte: usize,
    end_byte: usize,
    text: &'a str,
}

/// All diagnostics as one document, in the order given, ending in a line break.
///
/// `file` is relative to the site's folder; lines and columns count from 1, columns in code points, bytes from 0 in the
/// file on disk; the end is the first position after the stretch. `excerpt` is the first line. Errors: none in practice;
/// the value holds nothing that JSON cannot.
pub fn json(
    diagnostics: &[Diagnostic],
    sources: &BTreeMap<SitePath, Arc<Source>>,
    lang: Lang,
) -> Result<String, serde_json::Error> {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
    let document = Document {
        tool: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        lang: lang.id(),
        errors,
        warnings: diagnostics.len() - errors,
        diagnostics: diagnostics.iter().map(|one| entry(one, place(sources, one).as_ref(), lang)).collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn entry<'a>(diagnostic: &'a Diagnostic, place: Option<&Place<'a>>, lang: Lang) -> Entry<'a> {
    Entry {
        code: diagnostic.code.id(),
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        file: diagnostic.file.as_deref(),
        line: place.map(|place| place.start.line),
        column: place.map(|place| place.start.column),
        end_line: place.map(|place| place.end.line),
        end_column: place.map(|place| place.end.column),
        start_byte: place.map(|place| place.bytes.start),
        end_byte: place.map(|place| place.bytes.end),
        message: diagnostic.message.get(lang),
        notes: diagnostic.notes.iter().map(|note| note.get(lang)).collect(),
        help: diagnostic.help.as_ref().map(|help| help.get(lang)),
        excerpt: place.map(|place| place.line).filter(|line| line.len() <= LONGEST_EXCERPT),
        fix: diagnostic.fix.as_ref().map(fix),
    }
}

fn fix(fix: &Fix) -> FixEntry<'_> {
    let edits = fix.edits.iter();
    let edits = edits.map(|Replacement { bytes, text }| EditEntry { start_byte: bytes.start, end_byte: bytes.end, text });
    FixEntry { safe: fix.safe, edits: edits.collect() }
}
