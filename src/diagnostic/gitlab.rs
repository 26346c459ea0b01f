//! Diagnostics as a report of GitLab's Code Quality, which shows them in a merge request beside the changed lines.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::place::{Place, place};
use super::{Diagnostic, Lang, Severity};
use crate::content::{SitePath, Source};

/// Where a problem of the site as a whole is shown: GitLab drops an entry without a file.
const WHOLE_SITE: &str = "content/site.yaml";

/// Figures of a fingerprint.
const FINGERPRINT: usize = 32;

#[derive(Serialize)]
struct Entry<'a> {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// All diagnostics as one list, in the order given, ending in a line break.
///
/// `path` is relative to the site's folder, which GitLab reads as relative to the repository. The fingerprint says whether
/// a problem is the one of another commit: it is made from the rule, the file, the words and how many of the same stood
/// before, and neither from the line nor from the language. Notes and help follow the message, because nothing else is
/// shown. Errors: none in practice; the value holds nothing that JSON cannot.
pub fn gitlab(
    diagnostics: &[Diagnostic],
    sources: &BTreeMap<SitePath, Arc<Source>>,
    lang: Lang,
) -> Result<String, serde_json::Error> {
    let mut seen = BTreeMap::new();
    let entries: Vec<Entry<'_>> = diagnostics
        .iter()
        .map(|one| {
            let place = place(sources, one);
            let fingerprint = fingerprint(one, place.as_ref(), &mut seen);
            entry(one, place.as_ref(), fingerprint, lang)
        })
        .collect();
    Ok(serde_json::to_string_pretty(&entries)? + "\n")
}

fn entry<'a>(diagnostic: &'a Diagnostic, place: Option<&Place<'a>>, fingerprint: String, lang: Lang) -> Entry<'a> {
    let (begin, end) = place.map_or((1, 1), |place| (place.start.line, place.end.line));
    Entry {
        description: diagnostic.in_full(lang, " – "),
        check_name: diagnostic.code.id(),
        fingerprint,
        severity: match diagnostic.severity {
            // Nothing is published while it stands.
            Severity::Error => "blocker",
            Severity::Warning => "minor",
        },
        location: Location { path: diagnostic.file.as_deref().unwrap_or(WHOLE_SITE), lines: Lines { begin, end } },
    }
}

/// The same for the same problem wherever its line moves, another one for each problem.
fn fingerprint(diagnostic: &Diagnostic, place: Option<&Place<'_>>, seen: &mut BTreeMap<[u8; 32], usize>) -> String {
    let parts = [
        diagnostic.code.id(),
        diagnostic.file.as_deref().unwrap_or_default(),
        &diagnostic.message.vi,
        place.map_or("", |place| place.text),
    ];
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    let before = seen.entry(*hasher.finalize().as_bytes()).or_insert(0);
    hasher.update(&before.to_le_bytes());
    *before += 1;
    hasher.finalize().to_hex()[..FINGERPRINT].to_owned()
}
