//! Everything before writing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::checked::Checked;
use super::{Options, Report, TOLD};
use crate::check;
use crate::content::{self, Content, Memory, SitePath, Source};
use crate::corpus::Corpus;
use crate::diagnostic::{Code, Diagnostic, Say};
use crate::history::{self, Documents, Records};
use crate::observer::Step;
use crate::site::{self, Layout, Site, TemplateProblem, Theme};
use crate::world::{Listing, Past, World};

/// A site before anything is written: content read, corpus resolved, the past looked at, rules run, theme compiled.
pub(super) struct Prepared {
    /// Where the texts of pages are.
    pub(super) memory: Memory,
    pub(super) content: Content,
    pub(super) corpus: Corpus,
    pub(super) past: Past,
    pub(super) documents: Documents,
    pub(super) theme: Option<Theme>,
    pub(super) layout: Layout,
    /// The paths that outputs take which no author wrote.
    pub(super) generated: BTreeSet<String>,
    pub(super) checked: Checked,
    /// The texts that the last report pointed into, of a site that is kept.
    pub(super) opened: BTreeMap<SitePath, Arc<Source>>,
}

impl Prepared {
    /// Reads and resolves a site and runs the rules; `kept` for one that will be brought up to date after edits.
    pub(super) fn new(world: &dyn World, options: &Options, kept: Option<&Memory>) -> Self {
        let memory = kept.cloned().unwrap_or_default();
        let listing = world.list();
        let observing = &options.observing;
        let load = || content::load_within(world, &listing, options.drafts, options.ext.as_ref(), &memory);
        let (mut content, past) = observing.step(Step::Read, || rayon::join(load, || world.past()));
        if let Some(base_url) = &options.base_url {
            content.settings.base_url = Some(base_url.clone());
        }
        let mut problems = std::mem::take(&mut content.problems);
        problems.extend(history::problems(&past).filter(|_| !content.settings.without_history));
        let pages = std::mem::take(&mut content.pages);
        let kinds = &content.settings.kinds;
        let corpus = observing.step(Step::Resolve, || Corpus::build(pages, &content.works, kinds, world.today()));
        let documents = Documents::new(world, &past, &corpus, &content.settings, options.drafts);
        let (theme, theme_problems) = load_theme(world, &listing, &mut content.sources);
        problems.extend(theme_problems);
        let layout = Layout::new(&corpus, &content.settings, theme.as_ref());
        let generated = site::generated_paths(&corpus, &content.settings, &content.register, theme.as_ref(), &layout);
        let context = context(&content, &corpus, &generated);
        let checked = observing.step(Step::Check, || Checked::new(&context, problems, kept.is_some()));
        let opened = BTreeMap::new();
        Self { memory, content, corpus, past, documents, theme, layout, generated, checked, opened }
    }

    /// What is known of the past, with the world that has the texts.
    pub(super) fn records<'a>(&'a self, world: &'a dyn World) -> Records<'a> {
        Records::new(world, &self.content.settings, &self.documents)
    }

    /// What the site is rendered from; none without a theme.
    pub(super) fn site<'a>(&'a self, records: &'a Records<'a>) -> Option<Site<'a>> {
        let theme = self.theme.as_ref()?;
        let Content { settings, register, .. } = &self.content;
        Some(Site { settings, corpus: &self.corpus, register, records, theme, layout: &self.layout })
    }

    /// The text that diagnostics point into.
    fn source(&self, file: &SitePath) -> Option<Arc<Source>> {
        let of_page = || self.corpus.page_at(file).map(|id| self.corpus.page(id).source.open());
        self.content.sources.get(file).or_else(|| self.opened.get(file)).cloned().or_else(of_page)
    }

    /// What there is to say of it; of a site that is `kept`, not more warnings than anybody looks at.
    pub(super) fn report(&mut self, kept: bool) -> Report {
        let context = context(&self.content, &self.corpus, &self.generated);
        let told = self.checked.told(&context, kept.then_some(TOLD));
        let files = told.diagnostics.iter().filter_map(|problem| problem.file.clone());
        let sources = if kept {
            self.opened = files.filter_map(|file| Some((file.clone(), self.source(&file)?))).collect();
            self.opened.clone()
        } else {
            self.content.sources.clone()
        };
        let pages = self.corpus.pages();
        Report {
            diagnostics: told.diagnostics,
            sources,
            documents: pages.iter().filter(|page| page.is_document()).count(),
            pages: pages.len(),
            linked: self.corpus.linked(),
            untold: told.untold,
            ..Report::default()
        }
    }
}

/// What rules look at.
pub(super) fn context<'a>(content: &'a Content, corpus: &'a Corpus, generated: &'a BTreeSet<String>) -> check::Context<'a> {
    check::Context {
        corpus,
        known: &content.works,
        settings: &content.settings,
        drafts: &content.drafts,
        register: &content.register,
        assets: &content.assets,
        generated,
        unread: &content.unread,
    }
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

pub(super) fn template_problem(problem: TemplateProblem) -> Diagnostic {
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
