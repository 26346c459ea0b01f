//! Diagnostics as one JSON document, for scripts.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::place::place;
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
    fix: Option<FixEntry>,
}

/// The change that puts it right; `safe` where `check --fix` makes it.
#[derive(Serialize)]
struct FixEntry {
    safe: bool,
    edits: Vec<EditEntry>,
}

#[derive(Serialize)]
struct EditEntry {
    start_byte: usize,
    end_byte: usize,
    text: String,
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
        diagnostics: diagnostics.iter().map(|one| entry(one, sources, lang)).collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn entry<'a>(diagnostic: &'a Diagnostic, sources: &'a BTreeMap<SitePath, Arc<Source>>, lang: Lang) -> Entry<'a> {
    let place = place(sources, diagnostic);
    let place = place.as_ref();
    let source = diagnostic.file.as_ref().and_then(|file| sources.get(file));
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
        fix: diagnostic.fix.as_ref().zip(source).and_then(|(one, source)| fix(one, source)),
    }
}

/// Nothing where the edits are too many to be of use.
fn fix(fix: &Fix, source: &Source) -> Option<FixEntry> {
    let edits = fix.listed(source)?.into_owned().into_iter();
    let edits = edits.map(|Replacement { bytes, text }| EditEntry { start_byte: bytes.start, end_byte: bytes.end, text });
    Some(FixEntry { safe: fix.safe, edits: edits.collect() })
}
