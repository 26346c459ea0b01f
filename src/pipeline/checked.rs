//! What was found wrong, page by page: a page is judged again only when something that it was judged by has changed.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::check::{self, Context};
use crate::content::{self, Memory, Settings, SitePath};
use crate::corpus::{Corpus, PageId};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::reads::{self, Read, Readers};

/// Problems of a site by where they come from. Who judges is numbered: the pages in their order, then the rules on the site.
pub(super) struct Checked {
    /// What each judge read; empty where nobody will ask.
    readers: Readers,
    /// What each judge found, in the order in which it is told.
    found: Vec<Found>,
    /// What reading the file of each page found.
    read: Vec<Found>,
    /// What was found before anything was judged, in files that are no pages of the site.
    rest: Found,
}

/// Problems by the site's settings.
struct Found {
    errors: Vec<Diagnostic>,
    warnings: Warnings,
    /// The exceptions of the settings that cover something.
    covered: Box<[usize]>,
}

/// Warnings of one judge.
enum Warnings {
    All(Vec<Diagnostic>),
    /// A large site has a hundred thousand of which nobody is told more than the first: whoever judges again finds them.
    Counted(usize),
}

/// Problems as they are told.
pub(super) struct Told {
    /// Every error and the first warnings, in order.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Further warnings.
    pub(super) untold: usize,
}

type Judged = (Vec<Diagnostic>, Box<[Read]>);

impl Found {
    fn new(found: Vec<Diagnostic>, settings: &Settings) -> Self {
        let covered: BTreeSet<usize> = found.iter().flat_map(|problem| settings.exceptions_of(problem)).collect();
        let by_severity = |problem: Diagnostic| {
            let severity = settings.severity_of(&problem)?;
            Some(Diagnostic { severity, ..problem })
        };
        let of_settings = found.into_iter().filter_map(by_severity);
        let (warnings, errors) = of_settings.partition(|problem: &Diagnostic| problem.severity == Severity::Warning);
        Self { errors, warnings: Warnings::All(warnings), covered: covered.into_iter().collect() }
    }

    /// Without the texts of the warnings.
    fn counted(self) -> Self {
        Self { warnings: Warnings::Counted(self.warnings.count()), ..self }
    }
}

impl Warnings {
    fn count(&self) -> usize {
        match self {
            Self::All(warnings) => warnings.len(),
            Self::Counted(count) => *count,
        }
    }

    /// The warnings, which are kept from now on; `again` finds everything anew of which these are a part.
    fn texts(&mut self, settings: &Settings, again: impl FnOnce() -> Vec<Diagnostic>) -> Vec<Diagnostic> {
        if matches!(self, Self::Counted(1..)) {
            *self = Found::new(again(), settings).warnings;
        }
        match self {
            Self::All(warnings) => warnings.clone(),
            Self::Counted(_) => Vec::new(),
        }
    }
}

impl Checked {
    /// Judges everything; `read` is what reading found. With `kept` it can be asked again.
    pub(super) fn new(context: &Context<'_>, read: Vec<Diagnostic>, kept: bool) -> Self {
        let (judges, pages) = (judges(context.corpus) as u32, context.corpus.pages().len());
        let judge = |judge: u32| {
            let (found, reads) = judged(context, judge, kept);
            let found = Found::new(found, context.settings);
            (if kept && (judge as usize) < pages { found.counted() } else { found }, reads)
        };
        let (found, reads): (Vec<_>, Vec<_>) = (0..judges).into_par_iter().map(judge).unzip();
        let readers = if kept { Readers::new(reads) } else { Readers::default() };
        let mut of_pages: BTreeMap<SitePath, Vec<Diagnostic>> = BTreeMap::new();
        let mut rest = Vec::new();
        for problem in read {
            match &problem.file {
                Some(file) if context.corpus.page_at(file).is_some() => of_pages.entry(file.clone()).or_default().push(problem),
                _ => rest.push(problem),
            }
        }
        let of_page = |path: &SitePath| {
            let found = Found::new(of_pages.remove(path).unwrap_or_default(), context.settings);
            if kept { found.counted() } else { found }
        };
        let read = context.corpus.pages().iter().map(|page| &page.source.path).map(of_page).collect();
        Self { readers, found, read, rest: Found::new(rest, context.settings) }
    }

    /// Takes in what reading the file of a page found this time; `is_page` where it is the page that the corpus has.
    pub(super) fn reread(&mut self, settings: &Settings, page: PageId, found: Vec<Diagnostic>, is_page: bool) {
        let found = Found::new(found, settings);
        self.read[page.0 as usize] = if is_page { found.counted() } else { found };
    }

    /// Judges anew what read any of the changed parts, and the pages that are others.
    pub(super) fn update(&mut self, context: &Context<'_>, changed: &BTreeSet<Read>, pages: &BTreeSet<PageId>) {
        let again: BTreeSet<u32> = self.readers.of(changed).into_keys().chain(pages.iter().map(|page| page.0)).collect();
        // The rules on the whole site are side by side, and each takes long.
        let again: Vec<u32> = again.into_iter().collect();
        let judge = |judge: &u32| (*judge, judged(context, *judge, true));
        let judged: Vec<(u32, Judged)> = again.par_iter().with_max_len(1).map(judge).collect();
        for (judge, (found, reads)) in judged {
            let found = Found::new(found, context.settings);
            self.found[judge as usize] = if (judge as usize) < self.read.len() { found.counted() } else { found };
            self.readers.set(judge, reads);
        }
    }

    fn all(&self) -> impl Iterator<Item = &Found> {
        self.found.iter().chain(&self.read).chain([&self.rest])
    }

    /// What is told of it: all, or every error and the first few warnings.
    pub(super) fn told(&mut self, context: &Context<'_>, warnings: Option<usize>) -> Told {
        let settings = context.settings;
        let covered: BTreeSet<usize> = self.all().flat_map(|found| found.covered.iter().copied()).collect();
        let mut unused = Found::new(check::unused_exceptions(settings, &covered), settings);
        let mut diagnostics: Vec<Diagnostic> = self.all().chain([&unused]).flat_map(|found| &found.errors).cloned().collect();
        for found in self.found[self.read.len()..].iter_mut().chain([&mut self.rest, &mut unused]) {
            diagnostics.extend(found.warnings.texts(settings, Vec::new));
        }
        let (mut taken, mut untold) = (0, 0);
        // Pages stand in the order in which they are told.
        for (page, (found, read)) in (0..).zip(self.found.iter_mut().zip(&mut self.read)) {
            let count = found.warnings.count() + read.warnings.count();
            if warnings.is_some_and(|most| taken >= most) {
                untold += count;
                continue;
            }
            taken += count;
            diagnostics.extend(found.warnings.texts(settings, || judged(context, page, false).0));
            diagnostics.extend(read.warnings.texts(settings, || read_again(context, PageId(page))));
        }
        diagnostic::sort(&mut diagnostics);
        if let Some(most) = warnings {
            untold += leave(&mut diagnostics, most);
        }
        Told { diagnostics, untold }
    }
}

/// Leaves no more warnings than so many; how many went.
fn leave(diagnostics: &mut Vec<Diagnostic>, most: usize) -> usize {
    let (all, mut left) = (diagnostics.len(), most);
    diagnostics.retain(|problem| {
        let is_told = problem.severity != Severity::Warning || left > 0;
        left -= usize::from(is_told && problem.severity == Severity::Warning);
        is_told
    });
    all - diagnostics.len()
}

/// What reading the file of a page found.
fn read_again(context: &Context<'_>, page: PageId) -> Vec<Diagnostic> {
    let source = context.corpus.page(page).source.open();
    content::read_bytes(&source.path, source.original().as_bytes().to_vec(), context.settings, &Memory::default()).problems
}

fn judges(corpus: &Corpus) -> usize {
    corpus.pages().len() + check::ON_SITE.len()
}

fn judged(context: &Context<'_>, judge: u32, kept: bool) -> Judged {
    let judge = judge as usize;
    let pages = context.corpus.pages().len();
    let ask = || match judge.checked_sub(pages) {
        None => check::on_page(context, PageId(judge as u32)),
        Some(rule) => check::ON_SITE[rule](context),
    };
    let (mut found, reads) = if kept { reads::noted(ask) } else { (ask(), BTreeSet::new()) };
    diagnostic::sort(&mut found);
    (found, reads.into_iter().collect())
}
