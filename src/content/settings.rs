//! `content/site.yaml`: what the whole site is called and how its rules are set.

use std::collections::BTreeMap;

use super::decode::{Decoder, Table};
use super::ending::Ending;
use super::source::Source;
use super::words;
use super::yaml;
use crate::citation::Kinds;
use crate::diagnostic::{Code, Diagnostic, Say, Severity};

/// The site's settings.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The site's title.
    pub title: String,
    /// The publishing agency.
    pub agency: String,
    /// One sentence on the site, for search engines and the home page.
    pub description: Option<String>,
    /// What the site is called in English.
    pub english: EnglishNames,
    /// The absolute address the site will stand at, ending in `/`; only for outputs that need absolute addresses.
    pub base_url: Option<String>,
    /// The mail address that readers' remarks on a page go to.
    pub feedback: Option<String>,
    /// What the files of pages end in.
    pub ext: Ending,
    /// Whether readers can save nothing for reading offline, and lose what they saved.
    pub without_offline: bool,
    /// The standard kinds of document and those that the site adds.
    pub kinds: Kinds,
    /// What readers may type for longer words, beside the built-in abbreviations.
    pub abbreviations: BTreeMap<String, Vec<String>>,
    /// Everyday words for words of the law, beside the built-in ones; from `content/data/synonyms.yaml`.
    pub synonyms: BTreeMap<String, Vec<String>>,
    /// Severities that the site changed: `None` silences the rule.
    pub rules: BTreeMap<Code, Option<Severity>>,
    /// Problems accepted in one file, each with a reason.
    pub exceptions: Vec<Exception>,
}

/// What a site is called in its English pages; what is not said stands there in Vietnamese.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnglishNames {
    /// The site's title.
    pub title: Option<String>,
    /// The publishing agency.
    pub agency: Option<String>,
    /// One sentence on the site.
    pub description: Option<String>,
}

/// A problem that the editors accept in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The rule.
    pub code: Code,
    /// The file, relative to the site's folder.
    pub file: String,
    /// Why it is accepted.
    pub reason: String,
}

impl Settings {
    /// Applies the site's severities and exceptions; problems that are silenced are dropped.
    pub fn apply(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let excepted = |diagnostic: &Diagnostic| {
            self.exceptions.iter().any(|e| e.code == diagnostic.code && diagnostic.file.as_deref() == Some(e.file.as_str()))
        };
        diagnostics
            .into_iter()
            .filter(|diagnostic| !excepted(diagnostic))
            .filter_map(|mut diagnostic| match self.rules.get(&diagnostic.code) {
                Some(None) => None,
                Some(Some(severity)) => {
                    diagnostic.severity = *severity;
                    Some(diagnostic)
                }
                None => Some(diagnostic),
            })
            .collect()
    }
}

/// Reads `site.yaml`.
///
/// ```yaml
/// title: Công khai văn bản          # required
/// agency: Sở Ngoại vụ               # required
/// description: One sentence.
/// english:                           # for the English pages
///   title: Public documents
///   agency: Department of Foreign Affairs
///   description: One sentence.
/// base_url: https://example.gov.vn/van-ban/
/// feedback: vanthu@example.gov.vn
/// ext: aspx                          # pages end in .aspx in place of .html
/// offline: false                     # no reading offline; what readers saved is taken away
/// kinds:
///   - {name: Quy trình, abbreviations: [QTr]}
/// abbreviations:
///   SNgV: sở ngoại vụ
/// rules:
///   unknown-citation: error
///   irregular-number: {severity: off, reason: số do cơ quan khác đặt}
/// exceptions:
///   - {rule: numbering-jump, file: content/van-ban/x.md, reason: bản gốc thiếu khoản 3}
/// ```
pub(super) fn read(source: &Source) -> (Settings, Vec<Diagnostic>) {
    let mut settings = Settings::default();
    let root = match yaml::parse(source, 0..source.text.len(), 2_000) {
        Ok(root) => root,
        Err(problem) => return (settings, vec![problem]),
    };
    let standard = Kinds::default();
    let decoder = Decoder::new(source, &standard);
    if let Some(mut table) = decoder.table("site.yaml", root) {
        settings.title = table.required("title", "Công khai văn bản").map(|field| field.value).unwrap_or_default();
        settings.agency = table.required("agency", "Tên cơ quan").map(|field| field.value).unwrap_or_default();
        settings.description = table.plain_text("description");
        settings.english = english(&mut table);
        settings.base_url = base_url(&mut table);
        settings.feedback = feedback(&mut table);
        settings.ext = ext(&mut table);
        settings.without_offline = table.take("offline").and_then(|value| decoder.flag("offline", value)) == Some(false);
        settings.kinds = kinds(&mut table);
        settings.abbreviations =
            table.take("abbreviations").map(|value| words::read(&decoder, "abbreviations", value)).unwrap_or_default();
        settings.rules = rules(&mut table);
        settings.exceptions = exceptions(&mut table);
        table.finish();
    }
    (settings, decoder.into_problems())
}

fn english(table: &mut Table<'_, '_>) -> EnglishNames {
    let decoder = table.decoder();
    let Some(mut names) = table.take("english").and_then(|value| decoder.table("english", value)) else {
        return EnglishNames::default();
    };
    let english = EnglishNames {
        title: names.plain_text("title"),
        agency: names.plain_text("agency"),
        description: names.plain_text("description"),
    };
    names.finish();
    english
}

/// An absolute http(s) address, made to end in `/`.
pub fn normal_base_url(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let sound = !rest.is_empty() && !rest.starts_with('/') && !rest.contains(['?', '#', '"', '<', '>', ' ']);
    sound.then(|| format!("{}/", text.trim_end_matches('/')))
}

fn base_url(table: &mut Table<'_, '_>) -> Option<String> {
    let field = table.text("base_url")?;
    let address = normal_base_url(&field.value);
    if address.is_none() {
        let expected = ("địa chỉ http hoặc https đầy đủ", "a whole http or https address");
        table.decoder().bad(&field.span, "base_url", expected, "https://example.gov.vn/van-ban/");
    }
    address
}

/// A mail address as it stands in a link: a name and a host, with none of the letters that begin something else there.
fn feedback(table: &mut Table<'_, '_>) -> Option<String> {
    let field = table.text("feedback")?;
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "._+-".contains(c));
    let address = field.value.split_once('@').filter(|(name, host)| plain(name) && plain(host) && host.contains('.'));
    if address.is_none() {
        let expected = ("một địa chỉ thư điện tử", "a mail address");
        table.decoder().bad(&field.span, "feedback", expected, "vanthu@example.gov.vn");
    }
    address.map(|_| field.value.clone())
}

fn ext(table: &mut Table<'_, '_>) -> Ending {
    let Some(field) = table.text("ext") else { return Ending::default() };
    Ending::parse(&field.value).unwrap_or_else(|| {
        let expected = (
            "đuôi của tệp trang: 1 đến 8 chữ cái không dấu và chữ số, không phải đuôi của loại tệp khác",
            "the ending of pages: 1 to 8 letters and figures of ASCII, not one that other files have",
        );
        table.decoder().bad(&field.span, "ext", expected, "aspx");
        Ending::default()
    })
}

/// The standard kinds with those of the site.
fn kinds(table: &mut Table<'_, '_>) -> Kinds {
    let added = table.tables("kinds", |mut item| {
        let name = item.required("name", "Quy trình");
        let abbreviations = item.texts("abbreviations");
        item.finish();
        Some((name?.value, abbreviations.into_iter().map(|field| field.value).collect::<Vec<_>>()))
    });
    let mut kinds = Kinds::default();
    for (name, abbreviations) in added {
        kinds.add(&name, &abbreviations);
    }
    kinds
}

const SEVERITIES: &[(Option<Severity>, &str)] =
    &[(Some(Severity::Error), "error"), (Some(Severity::Warning), "warning"), (None, "off")];

fn rules(table: &mut Table<'_, '_>) -> BTreeMap<Code, Option<Severity>> {
    let decoder = table.decoder();
    let Some(mut inner) = table.take("rules").and_then(|value| decoder.table("rules", value)) else { return BTreeMap::new() };
    let mut rules = BTreeMap::new();
    for (key, value) in inner.rest() {
        let Some(code) = changeable(decoder, &key.text, &key.span) else { continue };
        let span = value.span.clone();
        let (severity, reason) = if let yaml::Node::Mapping(_) = value.node {
            let Some(mut rule) = decoder.table(&key.text, value) else { continue };
            let severity = rule.required_with("severity", "off", |value| decoder.choice("severity", value, SEVERITIES));
            let reason = rule.plain_text("reason");
            rule.finish();
            (severity, reason)
        } else {
            (decoder.choice(&key.text, value, SEVERITIES), None)
        };
        let Some(severity) = severity else { continue };
        if severity.value.is_none() && reason.is_none() {
            let message = Say::new(
                format!("tắt quy tắc `{}` mà không nêu lý do", key.text),
                format!("the rule `{}` is off without a reason", key.text),
            );
            decoder.report(decoder.problem(Code::RuleReason, &span, message).help(
                format!("viết: `{}: {{severity: off, reason: vì sao}}`", key.text),
                format!("write: `{}: {{severity: off, reason: why}}`", key.text),
            ));
        }
        rules.insert(code, severity.value);
    }
    rules
}

/// The rule of a name, if the site may change it.
fn changeable(decoder: &Decoder<'_>, id: &str, span: &std::ops::Range<usize>) -> Option<Code> {
    let changeable: Vec<&str> = Code::ALL.iter().filter(|code| code.may_change()).map(|code| code.id()).collect();
    let code = Code::from_id(id);
    if let Some(code) = code.filter(|code| code.may_change()) {
        return Some(code);
    }
    let message = if code.is_some() {
        Say::new(format!("quy tắc `{id}` không được đổi"), format!("the rule `{id}` cannot be changed"))
    } else {
        Say::new(format!("không có quy tắc `{id}`"), format!("there is no rule `{id}`"))
    };
    let list = changeable.join(", ");
    let problem = decoder.problem(Code::BadValue, span, message);
    decoder.report(match super::decode::nearest(id, &changeable) {
        Some(name) if code.is_none() => {
            let fix = super::decode::slip(id, &changeable).map(|name| decoder.fix(span, name));
            problem.help(format!("có phải `{name}`?"), format!("did you mean `{name}`?")).fixed_by(fix)
        }
        _ => problem.help(format!("được đổi: {list}"), format!("rules that can be changed: {list}")),
    });
    None
}

fn exceptions(table: &mut Table<'_, '_>) -> Vec<Exception> {
    table.tables("exceptions", |mut item| {
        let decoder = item.decoder();
        let code = item.required("rule", "numbering-jump").and_then(|field| changeable(decoder, &field.value, &field.span));
        let file = item.required("file", "content/van-ban/x.md");
        let reason = item.required("reason", "vì sao");
        item.finish();
        Some(Exception { code: code?, file: file?.value, reason: reason?.value })
    })
}
