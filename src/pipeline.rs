//! One build, from the world's files to `public/`: the same function for `build`, `check`, `watch` and `serve`.

mod drafts;
mod incremental;
mod looked;
mod publishing;
mod unchanged;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use self::looked::Looked;
use self::publishing::{Before, program, publish};
use crate::check;
use crate::content::{self, Content, Ending, SitePath, Source};
use crate::corpus::Corpus;
use crate::diagnostic::{self, Code, Diagnostic, Say};
use crate::history::{self, Records};
use crate::observer::{Observing, Step};
use crate::publish::{Packing, PublishError};
use crate::site::{self, Always, Layout, Site, TemplateProblem, Theme};
use crate::world::{Listing, World};

pub use drafts::{draft, import, scaffold};

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

impl Options {
    /// What of them makes one site another.
    fn text(&self) -> String {
        format!("{:?}", (self.drafts, &self.base_url, &self.ext, self.compress))
    }
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
    /// Warnings that are only counted: of a build that had nothing to do, those behind the first few.
    pub untold: usize,
    /// Files of the published site; 0 when nothing was published.
    pub files: usize,
    /// Of these, files that are not as they were in the site before.
    pub changed: usize,
    /// Tasks that were run for it, each with what it read that had changed: the first of it, or nothing for one that is
    /// new. In order of their names.
    pub made: Vec<(String, Option<String>)>,
}

impl Report {
    /// How many problems stop the build.
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|d| d.is_error()).count()
    }

    fn add(&mut self, found: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(found);
        diagnostic::sort(&mut self.diagnostics);
    }

    /// How many problems do not.
    pub fn warnings(&self) -> usize {
        self.diagnostics.len() - self.errors() + self.untold
    }
}

/// Everything before writing: content read, corpus resolved, the past looked at, rules run, theme compiled.
struct Prepared<'w> {
    content: Content,
    corpus: Corpus,
    records: Records<'w>,
    theme: Option<Theme>,
    layout: Layout,
}

impl Prepared<'_> {
    /// What the site is rendered from; none without a theme.
    fn site(&self) -> Option<Site<'_>> {
        let theme = self.theme.as_ref()?;
        Some(Site { settings: &self.content.settings, corpus: &self.corpus, records: &self.records, theme, layout: &self.layout })
    }
}

/// Checks the site without writing anything.
///
/// Rendering is part of it, into nothing: a template that fails on one page is found here too.
pub fn check(world: &dyn World, options: &Options) -> Report {
    let (prepared, mut report) = prepare(world, options);
    if let Some(site) = prepared.site().filter(|_| report.errors() == 0) {
        let observing = &options.observing;
        let advance = |_: &str, _: Vec<u8>| observing.advance();
        let problems = observing.step(Step::Render, || site::render(&site, &Always(&advance)));
        observing.step(Step::Index, || site::index(&site, &Always(&advance)));
        report.add(problems.into_iter().map(template_problem));
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
    let looked = Looked::at(world);
    let inputs = looked.fingerprint(options, program());
    if let Some(report) = unchanged::report(&looked, inputs, out) {
        return Ok(report);
    }
    let (prepared, mut report) = prepare(&looked, options);
    if report.errors() == 0 {
        let published = publish(&looked, options, &prepared, &mut report, out, Before::Taken)?;
        // Of a site that was made while its sources changed nothing is kept: the next build looks at everything.
        if let Some(published) = published.filter(|_| !looked.has_moved()) {
            published.keep(&report, inputs, looked.commit(), out);
        }
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
    // A ZIP is made from nothing, like its folder.
    publish(world, options, &prepared, &mut report, &packing.site(), Before::Left)?;
    let files = std::mem::take(&mut report.files);
    let guide = prepared.site().map(|site| site::pack_guide(&site, crate::publish::SITE));
    match guide {
        Some(Ok(guide)) if report.errors() == 0 && files > 0 => report.files = packing.finish(&guide)?,
        Some(Err(problem)) => report.diagnostics.push(template_problem(problem)),
        _ => {}
    }
    Ok(report)
}

fn prepare<'w>(world: &'w dyn World, options: &Options) -> (Prepared<'w>, Report) {
    let listing = world.list();
    let observing = &options.observing;
    let load = || content::load(world, &listing, options.drafts, options.ext.as_ref());
    let (mut content, past) = observing.step(Step::Read, || rayon::join(load, || world.past()));
    if let Some(base_url) = &options.base_url {
        content.settings.base_url = Some(base_url.clone());
    }
    let mut problems = std::mem::take(&mut content.problems);
    problems.extend(history::problems(&past).filter(|_| !content.settings.without_history));
    let pages = std::mem::take(&mut content.pages);
    let kinds = &content.settings.kinds;
    let corpus = observing.step(Step::Resolve, || Corpus::build(pages, &content.works, kinds, world.today()));
    let records = Records::new(world, &past, &corpus, &content.settings, options.drafts);
    let (theme, theme_problems) = load_theme(world, &listing, &mut content.sources);
    problems.extend(theme_problems);
    let layout = Layout::new(&corpus, &content.settings, theme.as_ref());
    let generated = site::generated_paths(&corpus, &content.settings, theme.as_ref(), &layout);
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
        documents: corpus.pages().iter().filter(|page| page.is_document()).count(),
        pages: corpus.pages().len(),
        linked: corpus.linked(),
        untold: 0,
        files: 0,
        changed: 0,
        made: Vec::new(),
    };
    (Prepared { content, corpus, records, theme, layout }, report)
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
