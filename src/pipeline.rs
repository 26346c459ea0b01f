//! One build, from the world's files to `public/`: the same function for `build`, `check`, `watch` and `serve`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::check;
use crate::content::{self, Content, Ending, SitePath, Source};
use crate::corpus::Corpus;
use crate::diagnostic::{self, Code, Diagnostic, Say};
use crate::observer::{Observing, Step};
use crate::publish::{BuildMeta, Packing, PublishError, Staging};
use crate::scaffold::{self, Asked, Draft, Plan, Refusal, Wanted};
use crate::search;
use crate::site::{self, Site, TemplateProblem, Theme};
use crate::world::{Listing, World};

/// What a build is asked to do.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Publish pages marked as drafts.
    pub drafts: bool,
    /// The absolute address of the site, in place of the one in `site.yaml`.
    pub base_url: Option<String>,
    /// What the files of pages end in, in place of what `site.yaml` says.
    pub ext: Option<Ending>,
    /// Write the search index compressed too, beside the plain files: it is what a reader fetches in many small files.
    pub compress: bool,
    /// Who is told of its steps.
    pub observing: Observing,
}

/// What a build came to.
#[derive(Debug, Default)]
pub struct Report {
    /// Every problem, sorted; with an error among them nothing was published.
    pub diagnostics: Vec<Diagnostic>,
    /// The text files that diagnostics point into.
    pub sources: BTreeMap<SitePath, Arc<Source>>,
    /// Documents read.
    pub documents: usize,
    /// Pages read, documents among them.
    pub pages: usize,
    /// Citations linked to a work.
    pub linked: usize,
    /// Files published; 0 when nothing was.
    pub files: usize,
}

impl Report {
    /// How many problems stop the build.
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|d| d.is_error()).count()
    }

    /// How many problems do not.
    pub fn warnings(&self) -> usize {
        self.diagnostics.len() - self.errors()
    }
}

/// Everything before writing: content read, corpus resolved, rules run, theme compiled.
struct Prepared {
    content: Content,
    corpus: Corpus,
    theme: Option<Theme>,
}

/// Checks the site without writing anything.
///
/// Rendering is part of it, into nothing: a template that fails on one page is found here too.
pub fn check(world: &dyn World, options: &Options) -> Report {
    let (prepared, mut report) = prepare(world, options);
    if report.errors() == 0 {
        render(&prepared, &mut report, &options.observing, &|_, _| {});
    }
    report
}

/// The site read and resolved, for commands that ask it questions.
pub fn corpus(world: &dyn World, options: &Options) -> (Corpus, Report) {
    let (prepared, report) = prepare(world, options);
    (prepared.corpus, report)
}

/// Builds the site and publishes it at `out` in one step; on any error `out` stays as it is.
///
/// Errors: what the file system refuses. What is wrong with the content is in the report.
pub fn build(world: &dyn World, options: &Options, out: &Path) -> Result<Report, PublishError> {
    let (prepared, mut report) = prepare(world, options);
    if report.errors() == 0 {
        publish(world, options, &prepared, &mut report, out)?;
    }
    Ok(report)
}

/// Builds the site and puts it into one ZIP at `out`, in one step; on any error `out` stays as it is.
///
/// Errors: what the file system refuses. What is wrong with the content is in the report.
pub fn pack(world: &dyn World, options: &Options, out: &Path) -> Result<Report, PublishError> {
    let (prepared, mut report) = prepare(world, options);
    if report.errors() > 0 {
        return Ok(report);
    }
    let packing = Packing::begin(out)?;
    publish(world, options, &prepared, &mut report, &packing.site())?;
    let files = std::mem::take(&mut report.files);
    let guide = prepared.theme.as_ref().map(|theme| {
        let site = Site { settings: &prepared.content.settings, corpus: &prepared.corpus, theme };
        site::pack_guide(&site, crate::publish::SITE)
    });
    match guide {
        Some(Ok(guide)) if report.errors() == 0 && files > 0 => report.files = packing.finish(&guide)?,
        Some(Err(problem)) => report.diagnostics.push(template_problem(problem)),
        _ => {}
    }
    Ok(report)
}

/// Renders a site without errors and publishes it; what is found on the way is added to the report.
fn publish(
    world: &dyn World,
    options: &Options,
    prepared: &Prepared,
    report: &mut Report,
    out: &Path,
) -> Result<(), PublishError> {
    let staging = Staging::begin(out)?;
    let failure: Mutex<Option<PublishError>> = Mutex::new(None);
    let fail = |error: PublishError| {
        failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    };
    let write = |path: &str, bytes: Vec<u8>| {
        let compressed = options.compress && path.strip_prefix(search::FOLDER).is_some_and(|rest| rest.starts_with('/'));
        let done = if compressed { staging.write_compressed(path, &bytes) } else { staging.write(path, &bytes) };
        if let Err(error) = done {
            fail(error);
        }
    };
    render(prepared, report, &options.observing, &write);
    let unread = options.observing.step(Step::Publish, || {
        let unread = copy_assets(world, &prepared.content.assets, &write);
        write_offline_lists(prepared, &staging, &write);
        unread
    });
    report.diagnostics.extend(unread);
    diagnostic::sort(&mut report.diagnostics);
    if let Some(error) = failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    if report.errors() > 0 {
        return Ok(());
    }
    let meta = BuildMeta { today: world.today(), commit: world.commit() };
    let published = options.observing.step(Step::Publish, || staging.finish(meta))?;
    report.files = published.files;
    Ok(())
}

/// Plans drafts for cited works without a page; with an error in the content, none.
///
/// Drafts are read as pages: what has one already is not planned again.
pub fn scaffold(world: &dyn World, wanted: &Wanted) -> (Report, Plan) {
    let (prepared, report) = prepare(world, &Options { drafts: true, ..Options::default() });
    if report.errors() > 0 {
        return (report, Plan::default());
    }
    (report, scaffold::plan(&scaffold_input(&prepared), wanted))
}

/// Plans the draft of one work that an editor names; with an error in the content, none (`None`).
pub fn draft(world: &dyn World, asked: &Asked) -> (Report, Option<Result<Draft, Refusal>>) {
    let (prepared, report) = prepare(world, &Options { drafts: true, ..Options::default() });
    let planned = (report.errors() == 0).then(|| scaffold::draft(&scaffold_input(&prepared), asked));
    (report, planned)
}

fn scaffold_input(prepared: &Prepared) -> scaffold::Input<'_> {
    let content = &prepared.content;
    scaffold::Input {
        corpus: &prepared.corpus,
        kinds: &content.settings.kinds,
        known: &content.works,
        internal: &content.internal,
        files: &content.sources,
    }
}

fn prepare(world: &dyn World, options: &Options) -> (Prepared, Report) {
    let listing = world.list();
    let observing = &options.observing;
    let mut content = observing.step(Step::Read, || content::load(world, &listing, options.drafts, options.ext.as_ref()));
    if let Some(base_url) = &options.base_url {
        content.settings.base_url = Some(base_url.clone());
    }
    let mut problems = std::mem::take(&mut content.problems);
    let pages = std::mem::take(&mut content.pages);
    let kinds = &content.settings.kinds;
    let corpus = observing.step(Step::Resolve, || Corpus::build(pages, &content.works, kinds, world.today()));
    let (theme, theme_problems) = load_theme(world, &listing, &mut content.sources);
    problems.extend(theme_problems);
    let generated = site::generated_paths(&corpus, &content.settings, theme.as_ref());
    let context = check::Context {
        corpus: &corpus,
        known: &content.works,
        settings: &content.settings,
        assets: &content.assets,
        generated: &generated,
        unread: &content.unread,
    };
    problems.extend(observing.step(Step::Check, || check::run(&context)));
    problems.extend(check::unused_exceptions(&content.settings, &problems));
    let mut diagnostics = content.settings.apply(problems);
    diagnostic::sort(&mut diagnostics);
    let report = Report {
        diagnostics,
        sources: content.sources.clone(),
        documents: corpus.pages.iter().filter(|page| page.is_document()).count(),
        pages: corpus.pages.len(),
        linked: corpus.linked(),
        files: 0,
    };
    (Prepared { content, corpus, theme }, report)
}

fn render(prepared: &Prepared, report: &mut Report, observing: &Observing, emit: &(dyn Fn(&str, Vec<u8>) + Sync)) {
    let Some(theme) = &prepared.theme else { return };
    let site = Site { settings: &prepared.content.settings, corpus: &prepared.corpus, theme };
    let told = |path: &str, bytes: Vec<u8>| {
        observing.advance();
        emit(path, bytes);
    };
    let problems = observing.step(Step::Render, || site::render(&site, &told));
    observing.step(Step::Index, || search::index(site.corpus, site.settings, &told));
    report.diagnostics.extend(problems.into_iter().map(template_problem));
    diagnostic::sort(&mut report.diagnostics);
}

/// Writes what can be read offline, from what was written.
fn write_offline_lists(prepared: &Prepared, staging: &Staging, emit: &(dyn Fn(&str, Vec<u8>) + Sync)) {
    let Some(theme) = &prepared.theme else { return };
    let site = Site { settings: &prepared.content.settings, corpus: &prepared.corpus, theme };
    let files = staging.written();
    let outputs: Vec<site::Output<'_>> =
        files.iter().map(|(path, entry)| site::Output { path, hash: &entry.blake3, bytes: entry.bytes }).collect();
    for (path, bytes) in site::offline_lists(&site, &outputs) {
        emit(&path, bytes);
    }
}

/// Copies attachments; one that cannot be read is a problem like any other.
fn copy_assets(world: &dyn World, assets: &BTreeMap<String, String>, emit: &(dyn Fn(&str, Vec<u8>) + Sync)) -> Vec<Diagnostic> {
    let unread = |(output, file): (&String, &String)| match world.read(file) {
        Ok(bytes) => {
            emit(output, bytes);
            None
        }
        Err(error) => {
            let message = Say::new(format!("không đọc được tệp: {error}"), format!("cannot read the file: {error}"));
            Some(Diagnostic::new(Code::Unreadable, message).in_file(&Arc::from(file.as_str())))
        }
    };
    assets.par_iter().filter_map(unread).collect()
}

/// The built-in theme with the site's files over it.
fn load_theme(
    world: &dyn World,
    listing: &Listing,
    sources: &mut BTreeMap<SitePath, Arc<Source>>,
) -> (Option<Theme>, Vec<Diagnostic>) {
    let mut overrides = BTreeMap::new();
    let mut problems = Vec::new();
    for path in listing.files.iter().filter(|path| path.starts_with("theme/")) {
        match world.read(path) {
            Ok(bytes) => {
                if let Ok(text) = std::str::from_utf8(&bytes) {
                    let site_path: SitePath = Arc::from(path.as_str());
                    sources.insert(site_path.clone(), Arc::new(Source::new(site_path, text.to_owned())));
                }
                overrides.insert(path["theme/".len()..].to_owned(), bytes);
            }
            Err(error) => {
                let message = Say::new(format!("không đọc được tệp: {error}"), format!("cannot read the file: {error}"));
                problems.push(Diagnostic::new(Code::Unreadable, message).in_file(&Arc::from(path.as_str())));
            }
        }
    }
    match Theme::with_overrides(overrides) {
        Ok(theme) => (Some(theme), problems),
        Err(found) => {
            problems.extend(found.into_iter().map(template_problem));
            (None, problems)
        }
    }
}

fn template_problem(problem: TemplateProblem) -> Diagnostic {
    let message =
        Say::new(format!("mẫu giao diện có lỗi: {}", problem.message), format!("the template fails: {}", problem.message));
    let file: SitePath = Arc::from(problem.file.as_str());
    let diagnostic = Diagnostic::new(Code::Template, message);
    let diagnostic = match problem.span {
        Some(span) => diagnostic.at(&file, span),
        None => diagnostic.in_file(&file),
    };
    diagnostic.help(
        "so với mẫu cùng tên của congkhai; xóa tệp này để dùng lại mẫu có sẵn",
        "compare with the built-in template of this name; delete the file to use that one",
    )
}
