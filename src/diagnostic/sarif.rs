//! Diagnostics as SARIF 2.1.0 (OASIS, 27 March 2020), which code hosts and editors show beside the line.

use std::collections::BTreeMap;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::place::{Place, locate, place};
use super::{Code, Diagnostic, Fix, Lang, Replacement, Severity};
use crate::content::{SitePath, Source};

/// What a relative address cannot hold as it is; a `:` in a file's name would make a scheme of what stands before it.
const ADDRESS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A stretch longer than this, in bytes, is not repeated in the log.
const LONGEST_SNIPPET: usize = 2_000;

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    language: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Text<&'static str>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

/// The checking itself went through; what it found is in the results and the exit code.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    exit_code: u8,
}

/// What SARIF calls a result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Proposal>,
}

/// What SARIF calls a fix (§3.55).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Proposal {
    description: Text<String>,
    artifact_changes: [Change; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replaced>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replaced {
    deleted_region: Region<'static>,
    inserted_content: Text<String>,
}

#[derive(Serialize)]
struct Text<T> {
    text: T,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: PhysicalLocation<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation<'a> {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region<'a>>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'a> {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Text<&'a str>>,
}

/// All diagnostics as one log, in the order given, ending in a line break.
///
/// Addresses are relative to the site's folder, so the log is the same wherever the checkout lies. Notes and help follow
/// the message on lines of their own, because viewers show nothing else. Errors: none in practice; the value holds
/// nothing that JSON cannot.
pub fn sarif(
    diagnostics: &[Diagnostic],
    sources: &BTreeMap<SitePath, Arc<Source>>,
    lang: Lang,
) -> Result<String, serde_json::Error> {
    let driver = Driver {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        language: lang.id(),
        rules: Code::ALL.iter().map(|code| rule(*code, lang)).collect(),
    };
    let exit_code = u8::from(diagnostics.iter().any(Diagnostic::is_error));
    let run = Run {
        tool: Tool { driver },
        invocations: [Invocation { execution_successful: true, exit_code }],
        column_kind: "unicodeCodePoints",
        results: diagnostics.iter().map(|one| finding(one, sources, lang)).collect(),
    };
    let log = Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    Ok(serde_json::to_string_pretty(&log)? + "\n")
}

fn rule(code: Code, lang: Lang) -> Rule {
    let (vietnamese, english) = code.about();
    let text = if lang == Lang::Vi { vietnamese } else { english };
    let default_configuration = Configuration { level: level(code.severity()) };
    Rule { id: code.id(), short_description: Text { text }, default_configuration }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn finding<'a>(diagnostic: &'a Diagnostic, sources: &'a BTreeMap<SitePath, Arc<Source>>, lang: Lang) -> Finding<'a> {
    let place = place(sources, diagnostic);
    let location = diagnostic.file.as_ref().map(|file| Location {
        physical_location: PhysicalLocation { artifact_location: address(file), region: place.as_ref().map(region) },
    });
    let source = diagnostic.file.as_ref().and_then(|file| sources.get(file));
    let fixes = diagnostic.fix.as_ref().zip(source).and_then(|(fix, source)| proposal(diagnostic, fix, source, lang));
    Finding {
        rule_id: diagnostic.code.id(),
        rule_index: Code::ALL.iter().take_while(|code| **code != diagnostic.code).count(),
        level: level(diagnostic.severity),
        message: Text { text: diagnostic.in_full(lang, "\n") },
        locations: location.into_iter().collect(),
        fixes: fixes.into_iter().collect(),
    }
}

fn address(file: &str) -> ArtifactLocation {
    ArtifactLocation { uri: utf8_percent_encode(file, ADDRESS).to_string() }
}

/// The change as editors offer it, described by what to do; nothing where it is too long to be looked through.
fn proposal(diagnostic: &Diagnostic, fix: &Fix, source: &Source, lang: Lang) -> Option<Proposal> {
    let replaced = |edit: Replacement| {
        let Region { start_line, start_column, end_line, end_column, .. } = region(&locate(source.original(), edit.bytes));
        let deleted_region = Region { start_line, start_column, end_line, end_column, snippet: None };
        Replaced { deleted_region, inserted_content: Text { text: edit.text } }
    };
    let description = diagnostic.help.as_ref().unwrap_or(&diagnostic.message).get(lang).to_owned();
    let replacements = fix.listed(source)?.into_owned().into_iter().map(replaced).collect();
    let change = Change { artifact_location: address(&source.path), replacements };
    Some(Proposal { description: Text { text: description }, artifact_changes: [change] })
}

fn region<'a>(place: &Place<'a>) -> Region<'a> {
    Region {
        start_line: place.start.line,
        start_column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
        snippet: Some(Text { text: place.text }).filter(|snippet| snippet.text.len() <= LONGEST_SNIPPET),
    }
}
