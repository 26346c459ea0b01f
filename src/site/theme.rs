//! The look: templates, styles and words built into the binary, each file replaceable by the site's own.

use std::collections::BTreeMap;
use std::ops::Range;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior, Value};
use serde::Serialize;

use super::html::escape;
use super::locale::{Language, Locale};
use super::{parts, scripts, template_prints, words};
use crate::accuracy::Scores;
use crate::reads::{Fingerprint, Printer};

/// The built-in files by their path below `theme/`.
pub(super) const BUILTIN: &[(&str, &str)] = &[
    ("templates/base.html", include_str!("../../theme/templates/base.html")),
    ("templates/macros.html", include_str!("../../theme/templates/macros.html")),
    ("templates/plan.html", include_str!("../../theme/templates/plan.html")),
    ("templates/document.html", include_str!("../../theme/templates/document.html")),
    ("templates/part.html", include_str!("../../theme/templates/part.html")),
    ("templates/diagram.html", include_str!("../../theme/templates/diagram.html")),
    ("templates/ledger.html", include_str!("../../theme/templates/ledger.html")),
    ("templates/data.html", include_str!("../../theme/templates/data.html")),
    ("templates/map.html", include_str!("../../theme/templates/map.html")),
    ("templates/versions.html", include_str!("../../theme/templates/versions.html")),
    ("templates/texts.html", include_str!("../../theme/templates/texts.html")),
    ("templates/changes.html", include_str!("../../theme/templates/changes.html")),
    ("templates/history.html", include_str!("../../theme/templates/history.html")),
    ("templates/print.html", include_str!("../../theme/templates/print.html")),
    ("templates/page.html", include_str!("../../theme/templates/page.html")),
    ("templates/home.html", include_str!("../../theme/templates/home.html")),
    ("templates/list.html", include_str!("../../theme/templates/list.html")),
    ("templates/works.html", include_str!("../../theme/templates/works.html")),
    ("templates/accuracy.html", include_str!("../../theme/templates/accuracy.html")),
    ("templates/bare.html", include_str!("../../theme/templates/bare.html")),
    ("templates/gone.html", include_str!("../../theme/templates/gone.html")),
    ("templates/log.html", include_str!("../../theme/templates/log.html")),
    ("templates/moved.html", include_str!("../../theme/templates/moved.html")),
    ("templates/pack-guide.html", include_str!("../../theme/templates/pack-guide.html")),
    ("templates/404.html", include_str!("../../theme/templates/404.html")),
    ("templates/help.html", include_str!("../../theme/templates/help.html")),
    ("templates/accessibility.html", include_str!("../../theme/templates/accessibility.html")),
    ("templates/integrity.html", include_str!("../../theme/templates/integrity.html")),
    ("templates/offline.html", include_str!("../../theme/templates/offline.html")),
    ("templates/unsaved.html", include_str!("../../theme/templates/unsaved.html")),
    ("templates/search.html", include_str!("../../theme/templates/search.html")),
    ("templates/opensearch.xml", include_str!("../../theme/templates/opensearch.xml")),
    ("style/parts.txt", include_str!("../../theme/style/parts.txt")),
    ("style/base.css", include_str!("../../theme/style/base.css")),
    ("style/frame.css", include_str!("../../theme/style/frame.css")),
    ("style/document.css", include_str!("../../theme/style/document.css")),
    ("style/reading.css", include_str!("../../theme/style/reading.css")),
    ("style/divided.css", include_str!("../../theme/style/divided.css")),
    ("style/plan.css", include_str!("../../theme/style/plan.css")),
    ("style/map.css", include_str!("../../theme/style/map.css")),
    ("style/search.css", include_str!("../../theme/style/search.css")),
    ("style/lists.css", include_str!("../../theme/style/lists.css")),
    ("style/ledger.css", include_str!("../../theme/style/ledger.css")),
    ("style/history.css", include_str!("../../theme/style/history.css")),
    ("style/offline.css", include_str!("../../theme/style/offline.css")),
    ("style/framed.css", include_str!("../../theme/style/framed.css")),
    ("style/preferences.css", include_str!("../../theme/style/preferences.css")),
    ("style/print.css", include_str!("../../theme/style/print.css")),
    // Named by pages of other sites, so its address has no hash.
    ("embed.js", include_str!("../../theme/embed.js")),
    ("favicon.svg", include_str!("../../theme/favicon.svg")),
    ("scores.json", include_str!("../../theme/scores.json")),
    ("locale/vi.yaml", include_str!("../../theme/locale/vi.yaml")),
    ("locale/en.yaml", include_str!("../../theme/locale/en.yaml")),
];

/// The built-in files that are no text.
const ICONS: &[(&str, &[u8])] = &[
    ("icon-192.png", include_bytes!("../../theme/icon-192.png")),
    ("icon-512.png", include_bytes!("../../theme/icon-512.png")),
    ("icon-maskable-512.png", include_bytes!("../../theme/icon-maskable-512.png")),
];

/// Files of the folder that are documentation for people, never outputs.
const UNPUBLISHED: &[&str] = &["server-headers.txt"];

/// A compiled theme.
#[derive(Debug)]
pub struct Theme {
    /// Those of each language, as [`Language::ALL`] has them: the same templates with other words.
    environments: [Environment<'static>; 2],
    locales: [Locale; 2],
    /// Outputs of the theme: path on the site → bytes.
    assets: BTreeMap<String, Vec<u8>>,
    style: String,
    /// Paths of the scripts on the site, by their names in the theme.
    scripts: BTreeMap<String, String>,
    /// The code of service workers, by their names in the folder of them.
    workers: BTreeMap<String, String>,
    /// The names of templates, sorted, each with the fingerprint of what it is made of.
    templates: Vec<(String, Fingerprint)>,
    /// That of everything that is no template.
    rest: Fingerprint,
    /// How well citations are linked; there whenever the theme compiled, for the built-in one has it.
    scores: Option<Scores>,
}

/// What is wrong with a file of the theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateProblem {
    /// The file, relative to the site's folder: `theme/templates/page.html`.
    pub file: String,
    /// Bytes in the file, where known.
    pub span: Option<Range<usize>>,
    /// What the template engine says.
    pub message: String,
}

impl Theme {
    /// The built-in theme with a site's files over it, by path below `theme/`.
    ///
    /// A file that is no template, style or locale is copied to the site under `theme/`. Errors: every file that does
    /// not compile.
    pub fn with_overrides(overrides: BTreeMap<String, Vec<u8>>) -> Result<Self, Vec<TemplateProblem>> {
        let builtin = BUILTIN.iter().chain(scripts::BUILTIN);
        let mut files: BTreeMap<_, _> = builtin.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        files.extend(ICONS.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())));
        files.extend(overrides);
        let mut theme = Self {
            environments: [Environment::new(), Environment::new()],
            locales: [Locale::default(), Locale::default()],
            assets: BTreeMap::new(),
            style: String::new(),
            scripts: BTreeMap::new(),
            workers: BTreeMap::new(),
            templates: Vec::new(),
            rest: Printer::default().finish(),
            scores: None,
        };
        (theme.templates, theme.rest) = template_prints::of(&files);
        let mut problems = Vec::new();
        for language in Language::ALL {
            // The site's words go over the built-in ones, so a site may state just those it changes.
            let own = files.remove(language.file()).unwrap_or_default();
            for (_, text) in BUILTIN.iter().filter(|(path, _)| *path == language.file()) {
                problems.extend(theme.merge(language, text.as_bytes().to_vec()));
            }
            problems.extend(theme.merge(language, own));
        }
        words::replace(&mut files, &theme.locales);
        problems.extend(parts::join(&mut files).into_iter().map(|(file, message)| problem(&file, None, message)));
        let mut templates = environment();
        for (path, bytes) in files {
            problems.extend(theme.add(&path, bytes, &mut templates));
        }
        theme.environments = Language::ALL.map(|language| in_language(&templates, language, theme.locale(language)));
        if problems.is_empty() { Ok(theme) } else { Err(problems) }
    }

    fn merge(&mut self, language: Language, yaml: Vec<u8>) -> Option<TemplateProblem> {
        let text = String::from_utf8(yaml).map_err(|_| "không phải UTF-8".to_owned());
        let locale = &mut self.locales[language as usize];
        text.and_then(|yaml| locale.merge(&yaml)).err().map(|message| problem(language.file(), None, message))
    }

    fn add(&mut self, path: &str, bytes: Vec<u8>, templates: &mut Environment<'static>) -> Option<TemplateProblem> {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).map_err(|_| problem(path, None, "không phải UTF-8".to_owned()));
        if let Some(name) = path.strip_prefix("templates/") {
            let source = match text(bytes) {
                Ok(source) => source,
                Err(problem) => return Some(problem),
            };
            return templates.add_template_owned(name.to_owned(), source).err().map(|error| engine_problem(&error));
        }
        if let Some(name) = path.strip_prefix(scripts::WORKERS) {
            return match text(scripts::lean(bytes)) {
                Ok(code) => {
                    self.workers.insert(name.to_owned(), code);
                    None
                }
                Err(problem) => Some(problem),
            };
        }
        if path == "scores.json" {
            match text(bytes.clone()).map(|json| Scores::from_json(&json)) {
                Ok(Ok(scores)) => self.scores = Some(scores),
                Ok(Err(message)) => return Some(problem(path, None, message)),
                Err(problem) => return Some(problem),
            }
        }
        if path.starts_with("locale/") || UNPUBLISHED.contains(&path) {
            return None;
        }
        let own = path == parts::STYLE || scripts::is_ours(path);
        if let Some((stem, end)) = path.rsplit_once('.').filter(|_| own) {
            let bytes = if end == "js" { scripts::lean(bytes) } else { bytes };
            // The hash in the name lets servers keep it for ever.
            let hash = blake3::hash(&bytes).to_hex();
            let output = format!("theme/{stem}.{}.{end}", &hash[..8]);
            self.assets.insert(output.clone(), bytes);
            if path == parts::STYLE {
                self.style = output;
            } else {
                self.scripts.insert(path.to_owned(), output);
            }
            return None;
        }
        self.assets.insert(format!("theme/{path}"), bytes);
        None
    }

    /// The built-in theme alone.
    pub fn builtin() -> Result<Self, Vec<TemplateProblem>> {
        Self::with_overrides(BTreeMap::new())
    }

    /// Renders a template with a view, in the words of a language.
    pub(super) fn render<V: Serialize>(&self, language: Language, template: &str, view: &V) -> Result<Vec<u8>, TemplateProblem> {
        let environment = &self.environments[language as usize];
        let template = environment.get_template(template).map_err(|error| engine_problem(&error))?;
        let text = template.render(Value::from(Serde(view))).map_err(|error| engine_problem(&error))?;
        Ok(text.into_bytes())
    }

    /// The number of a template among all.
    pub(super) fn number(&self, template: &str) -> u32 {
        self.number_of(template).unwrap_or(u32::MAX)
    }

    pub(super) fn number_of(&self, template: &str) -> Option<u32> {
        self.templates.binary_search_by(|(name, _)| name.as_str().cmp(template)).ok().map(|at| at as u32)
    }

    /// A template by its number: its name, and the fingerprint of it and all that it extends or imports.
    pub(super) fn template(&self, number: u32) -> Option<(&str, Fingerprint)> {
        self.templates.get(number as usize).map(|(name, print)| (name.as_str(), *print))
    }

    /// The fingerprint of words, styles and scripts: of all that is no template.
    pub fn rest(&self) -> Fingerprint {
        self.rest
    }

    pub(super) fn locale(&self, language: Language) -> &Locale {
        &self.locales[language as usize]
    }

    /// The figures of the page on accuracy.
    pub(super) fn scores(&self) -> Option<&Scores> {
        self.scores.as_ref()
    }

    /// The path of the style sheet on the site.
    pub(super) fn style(&self) -> &str {
        &self.style
    }

    /// The path of a script on the site.
    pub(super) fn script(&self, name: &str) -> &str {
        self.scripts.get(name).map_or("", String::as_str)
    }

    /// The code of a service worker.
    pub(super) fn worker(&self, name: &str) -> &str {
        self.workers.get(name).map_or("", String::as_str)
    }

    /// The theme's own outputs.
    pub(super) fn assets(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.assets
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    // Cannot fail: the default delimiters with two switches. If it ever does, pages have more white space.
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_debug(true);
    environment.set_recursion_limit(64);
    environment.set_fuel(Some(20_000_000));
    environment.set_formatter(format);
    environment
}

/// Templates with the words of a language, which they name as `t.key`. `vi` is the attribute of what stays Vietnamese in
/// every language: nothing where the page itself is.
fn in_language(templates: &Environment<'static>, language: Language, locale: &Locale) -> Environment<'static> {
    let mut environment = templates.clone();
    environment.add_global("t", Value::from(Serde(locale.words())));
    let stays = if language == Language::Vietnamese { "" } else { " lang=\"vi\"" };
    environment.add_global("vi", Value::from_safe_string(stays.to_owned()));
    environment
}

/// Escapes text in HTML, leaving `/` alone so that addresses stay readable.
fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() && *state.auto_escape() == AutoEscape::Html => {
            let mut escaped = String::with_capacity(text.len());
            escape(&mut escaped, text);
            out.write_str(&escaped).map_err(minijinja::Error::from)
        }
        _ => minijinja::escape_formatter(out, state, value),
    }
}

fn problem(path: &str, span: Option<Range<usize>>, message: String) -> TemplateProblem {
    TemplateProblem { file: format!("theme/{path}"), span, message }
}

fn engine_problem(error: &minijinja::Error) -> TemplateProblem {
    let mut message = error.kind().to_string();
    if let Some(detail) = error.detail() {
        message.push_str(": ");
        message.push_str(detail);
    }
    let path = error.name().map_or_else(|| "templates".to_owned(), |name| format!("templates/{name}"));
    problem(&path, error.range(), message)
}
