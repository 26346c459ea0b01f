//! `content/site.yaml`: what the whole site is called and how its rules are set.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::{Value, json};

use super::decode::{Decoder, Table};
use super::disclosure::DisclosureTables;
use super::ending::Ending;
use super::form::Row;
use super::forms::{AddedKindForm, EnglishForm, ExceptionForm, RuleForm, Site};
use super::near::{nearest, slip};
use super::shape::{Choice, Record, Shape, Words};
use super::source::Source;
use super::yaml::{self, Located, Node};
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
    /// The public key of whoever signs the site.
    pub public_key: Option<String>,
    /// What the files of pages end in.
    pub ext: Ending,
    /// Who may show the site in a frame, as the policy has it; the site itself where there is nobody.
    pub frame_ancestors: Vec<String>,
    /// Whether readers can save nothing for reading offline, and lose what they saved.
    pub without_offline: bool,
    /// Whether pages tell nothing of their past, such as words that were taken back.
    pub without_history: bool,
    /// What the site goes without of what is made for machines.
    pub without: BTreeSet<Extra>,
    /// The licence of the data: an address or words.
    pub licence: Option<String>,
    /// The terms of using the data: an address or words.
    pub terms: Option<String>,
    /// The standard kinds of document and those that the site adds.
    pub kinds: Kinds,
    /// What readers may type for longer words, beside the built-in abbreviations.
    pub abbreviations: BTreeMap<String, Vec<String>>,
    /// Everyday words for words of the law, beside the built-in ones; from `content/data/synonyms.yaml`.
    pub synonyms: BTreeMap<String, Vec<String>>,
    /// What must be public and by when; from `content/data/`.
    pub disclosure: DisclosureTables,
    /// Severities that the site changed: `None` silences the rule.
    pub rules: BTreeMap<Code, Option<Severity>>,
    /// Problems accepted in one file, each with a reason.
    pub exceptions: Vec<Exception>,
}

/// What a site has beside its texts, most of it for machines; each can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extra {
    /// `sitemap.xml` and `robots.txt`.
    Sitemap,
    /// Open Graph and Dublin Core in the head of pages.
    Metadata,
    /// `Legislation` of schema.org in the pages of documents.
    JsonLd,
    /// The data of the whole site.
    Data,
    /// The data of each document.
    Json,
    /// Akoma Ntoso of each document.
    Akn,
    /// The ledger of disclosure, which a site with rules has.
    Ledger,
    /// Forms of its files that are compressed ahead.
    Compressed,
    /// The log of publication.
    Log,
    /// The feeds of the log and of what comes into force.
    Feeds,
}

impl Extra {
    /// Each with its name in `site.yaml`.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Sitemap, "sitemap"),
        (Self::Metadata, "metadata"),
        (Self::JsonLd, "json-ld"),
        (Self::Data, "data"),
        (Self::Json, "json"),
        (Self::Akn, "akn"),
        (Self::Ledger, "ledger"),
        (Self::Compressed, "compressed"),
        (Self::Log, "log"),
        (Self::Feeds, "feeds"),
    ];
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
    /// The office of whoever approved it, as `Chánh Văn phòng`.
    pub approved_by: Option<String>,
}

impl Settings {
    /// Whether the site has something that is made for machines.
    pub fn has(&self, extra: Extra) -> bool {
        !self.without.contains(&extra)
    }

    /// Whether the site has a ledger of disclosure: without a rule there is nothing to keep one by.
    pub fn has_ledger(&self) -> bool {
        self.has(Extra::Ledger) && !self.disclosure.rules.is_empty()
    }

    /// The exceptions that cover a problem, by their places among all.
    pub(crate) fn exceptions_of(&self, problem: &Diagnostic) -> impl Iterator<Item = usize> {
        let covers = |one: &Exception| one.code == problem.code && problem.file.as_deref() == Some(one.file.as_str());
        self.exceptions.iter().enumerate().filter(move |(_, one)| covers(one)).map(|(at, _)| at)
    }

    /// How grave a problem is by the site's rules and exceptions; none for one that is silenced.
    pub(crate) fn severity_of(&self, problem: &Diagnostic) -> Option<Severity> {
        if self.exceptions_of(problem).next().is_some() {
            return None;
        }
        self.rules.get(&problem.code).copied().unwrap_or(Some(problem.severity))
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
/// history: false                     # no page tells what git knows of its past
/// offline: false                     # no reading offline; what readers saved is taken away
/// without: [akn]                     # of sitemap, metadata, json-ld, data, json, akn, ledger, log, feeds, compressed
/// frame_ancestors: [self, https://portal.example.gov.vn]
/// licence: https://creativecommons.org/licenses/by/4.0/
/// terms: Ghi rõ nguồn khi dùng lại.
/// kinds:
///   - {name: Quy trình, abbreviations: [QTr]}
/// abbreviations:
///   SNgV: sở ngoại vụ
/// rules:
///   unknown-citation: error
///   irregular-number: {severity: off, reason: số do cơ quan khác đặt}
/// exceptions:
///   - {rule: numbering-jump, file: content/van-ban/x.md, reason: bản gốc thiếu khoản 3}
///   - {rule: personal-data, file: content/lien-he.md, reason: số trực ngày lễ, approved_by: Chánh Văn phòng}
/// ```
pub(super) fn read(source: &Source) -> (Settings, Vec<Diagnostic>) {
    let mut settings = Settings::default();
    let root = match yaml::parse(source, 0..source.text.len(), 2_000) {
        Ok(root) => root,
        Err(problem) => return (settings, vec![problem]),
    };
    let standard = Kinds::default();
    let decoder = Decoder::new(source, &standard);
    if let Some(mut table) = decoder.table::<Site>("site.yaml", root) {
        settings.title = table.need(&Site::TITLE).map(|field| field.value).unwrap_or_default();
        settings.agency = table.need(&Site::AGENCY).map(|field| field.value).unwrap_or_default();
        settings.description = table.plain(&Site::DESCRIPTION);
        settings.english = table.get(&Site::ENGLISH).unwrap_or_default();
        settings.base_url = table.get(&Site::BASE_URL);
        settings.feedback = table.get(&Site::FEEDBACK);
        settings.public_key = table.get(&Site::PUBLIC_KEY);
        settings.ext = table.get(&Site::EXT).unwrap_or_default();
        settings.frame_ancestors = table.get(&Site::FRAME_ANCESTORS).unwrap_or_default();
        settings.without_history = table.get(&Site::HISTORY) == Some(false);
        settings.without_offline = table.get(&Site::OFFLINE) == Some(false);
        settings.without = table.list(&Site::WITHOUT).into_iter().map(|field| field.value).collect();
        settings.licence = table.plain(&Site::LICENCE);
        settings.terms = table.plain(&Site::TERMS);
        settings.kinds = with_added(table.list(&Site::KINDS));
        settings.abbreviations = table.get(&Site::ABBREVIATIONS).unwrap_or_default();
        settings.rules = table.get(&Site::RULES).unwrap_or_default();
        settings.exceptions = table.list(&Site::EXCEPTIONS);
        table.finish();
    }
    (settings, decoder.into_problems())
}

impl Row for EnglishForm {
    type Value = EnglishNames;

    fn read(table: &mut Table<'_, '_, Self>) -> Option<EnglishNames> {
        Some(EnglishNames {
            title: table.plain(&Self::TITLE),
            agency: table.plain(&Self::AGENCY),
            description: table.plain(&Self::DESCRIPTION),
        })
    }
}

/// An absolute http(s) address, made to end in `/`.
pub fn normal_base_url(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let sound = !rest.is_empty() && !rest.starts_with('/') && !rest.contains(['?', '#', '"', '<', '>', ' ']);
    sound.then(|| format!("{}/", text.trim_end_matches('/')))
}

/// The standard kinds with those of the site.
fn with_added(added: Vec<(String, Vec<String>)>) -> Kinds {
    let mut kinds = Kinds::default();
    for (name, abbreviations) in added {
        kinds.add(&name, &abbreviations);
    }
    kinds
}

impl Row for AddedKindForm {
    /// Its name and its letters.
    type Value = (String, Vec<String>);

    fn read(table: &mut Table<'_, '_, Self>) -> Option<Self::Value> {
        let (name, abbreviations) = (table.need(&Self::NAME), table.list(&Self::ABBREVIATIONS));
        Some((name?.value, abbreviations.into_iter().map(|field| field.value).collect()))
    }
}

/// The words for severities; `off` silences a rule.
pub(super) struct Severities;

impl Words for Severities {
    type Value = Option<Severity>;
    const ALL: &'static [(Option<Severity>, &'static str)] =
        &[(Some(Severity::Error), "error"), (Some(Severity::Warning), "warning"), (None, "off")];
}

/// Severities by the codes of rules; one that is off has a reason.
pub(super) struct Rules;

impl Shape for Rules {
    type Value = BTreeMap<Code, Option<Severity>>;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<Self::Value> {
        let mut rules = BTreeMap::new();
        for (key, value) in decoder.entries(key, value)? {
            let Some(code) = allowed(decoder, &key.text, &key.span, Code::may_change) else { continue };
            let span = value.span.clone();
            let Some((severity, reason)) = rule(decoder, &key.text, value) else { continue };
            if severity.is_none() && reason.is_none() {
                report_silence(decoder, &key.text, &span);
            }
            rules.insert(code, severity);
        }
        Some(rules)
    }

    fn schema() -> Value {
        let rule = json!({"anyOf": [{"enum": ["error", "warning"]}, Record::<RuleForm>::schema()]});
        let about = |code: &Code| format!("{}\n\n{}", code.about().0, code.about().1);
        let described = |code: &Code| {
            let mut rule = rule.clone();
            rule["description"] = about(code).into();
            (code.id().to_owned(), rule)
        };
        let properties: serde_json::Map<String, Value> =
            Code::ALL.iter().filter(|code| code.may_change()).map(described).collect();
        json!({"type": "object", "properties": properties, "additionalProperties": false})
    }
}

/// A rule's severity, and the reason where one is given.
fn rule(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<(Option<Severity>, Option<String>)> {
    if let Node::Mapping(_) = value.node {
        return Record::<RuleForm>::read(decoder, key, value);
    }
    Choice::<Severities>::read(decoder, key, value).map(|field| (field.value, None))
}

impl Row for RuleForm {
    type Value = (Option<Severity>, Option<String>);

    fn read(table: &mut Table<'_, '_, Self>) -> Option<Self::Value> {
        let (severity, reason) = (table.need(&Self::SEVERITY), table.plain(&Self::REASON));
        Some((severity?.value, reason))
    }
}

fn report_silence(decoder: &Decoder<'_>, key: &str, span: &Range<usize>) {
    let message =
        Say::new(format!("tắt quy tắc `{key}` mà không nêu lý do"), format!("the rule `{key}` is off without a reason"));
    decoder.report(decoder.problem(Code::RuleReason, span, message).help(
        format!("viết: `{key}: {{severity: off, reason: vì sao}}`"),
        format!("write: `{key}: {{severity: off, reason: why}}`"),
    ));
}

/// The code of a rule from which a site may except a file.
pub(super) struct RuleName;

impl Shape for RuleName {
    type Value = Code;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<Code> {
        decoder.text(key, value).and_then(|field| allowed(decoder, &field.value, &field.span, Code::may_except))
    }

    fn schema() -> Value {
        json!({"enum": Code::ALL.iter().filter(|code| code.may_except()).map(|code| code.id()).collect::<Vec<_>>()})
    }
}

/// The rule of a name, if the site may change it or except a file from it.
fn allowed(decoder: &Decoder<'_>, id: &str, span: &Range<usize>, may: fn(Code) -> bool) -> Option<Code> {
    let changeable: Vec<&str> = Code::ALL.iter().filter(|code| may(**code)).map(|code| code.id()).collect();
    let code = Code::from_id(id);
    if let Some(code) = code.filter(|code| may(*code)) {
        return Some(code);
    }
    let message = if code.is_some() {
        Say::new(format!("quy tắc `{id}` không được đổi"), format!("the rule `{id}` cannot be changed"))
    } else {
        Say::new(format!("không có quy tắc `{id}`"), format!("there is no rule `{id}`"))
    };
    let list = changeable.join(", ");
    let problem = decoder.problem(Code::BadValue, span, message);
    decoder.report(match nearest(id, &changeable) {
        Some(name) if code.is_none() => {
            let fix = slip(id, &changeable).map(|name| decoder.fix(span, name));
            problem.help(format!("có phải `{name}`?"), format!("did you mean `{name}`?")).fixed_by(fix)
        }
        _ => problem.help(format!("được đổi: {list}"), format!("rules that can be changed: {list}")),
    });
    None
}

impl Row for ExceptionForm {
    type Value = Exception;

    fn read(table: &mut Table<'_, '_, Self>) -> Option<Exception> {
        let (rule, file, reason) = (table.need(&Self::RULE), table.need(&Self::FILE), table.need(&Self::REASON));
        let needs_approval = rule.is_some_and(Code::needs_approval);
        let approved_by = table.need_where(needs_approval, &Self::APPROVED_BY);
        // Without an approver it is no exception: what it would let through stays refused.
        if needs_approval && approved_by.is_none() {
            return None;
        }
        Some(Exception {
            code: rule?,
            file: file?.value,
            reason: reason?.value,
            approved_by: approved_by.map(|field| field.value),
        })
    }
}
