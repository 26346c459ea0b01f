//! What was found wrong, page by page: a page is judged again only when something that it was judged by has changed.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::check::{self, Context};
use crate::content::{Settings, SitePath};
use crate::corpus::{Corpus, PageId};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::reads::{self, Read, Readers};

/// Problems of a site by where they come from. Who judges is numbered: the pages in their order, then the rules on the site.
pub(super) struct Checked {
    /// What each judge read; empty where nobody will ask.
    readers: Readers,
    /// What each judge found, in the order in which it is told.
    found: Vec<Vec<Diagnostic>>,
    /// What reading the file of each page found.
    read: Vec<Vec<Diagnostic>>,
    /// What was found before anything was judged, in files that are no pages of the site.
    rest: Vec<Diagnostic>,
}

/// Problems as they are told.
pub(super) struct Told {
    /// Every error and the first warnings, in order.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Further warnings.
    pub(super) untold: usize,
}

type Judged = (Vec<Diagnostic>, Box<[Read]>);

impl Checked {
    /// Judges everything; `read` is what reading found. With `kept` it can be asked again.
    pub(super) fn new(context: &Context<'_>, read: Vec<Diagnostic>, kept: bool) -> Self {
        let judges = judges(context.corpus) as u32;
        let judged: Vec<Judged> = (0..judges).into_par_iter().map(|judge| judged(context, judge, kept)).collect();
        let (found, reads): (Vec<_>, Vec<_>) = judged.into_iter().unzip();
        let readers = if kept { Readers::new(reads) } else { Readers::default() };
        let mut of_pages: BTreeMap<SitePath, Vec<Diagnostic>> = BTreeMap::new();
        let mut rest = Vec::new();
        for problem in read {
            match &problem.file {
                Some(file) if context.corpus.page_at(file).is_some() => of_pages.entry(file.clone()).or_default().push(problem),
                _ => rest.push(problem),
            }
        }
        let read = context.corpus.pages().iter().map(|page| of_pages.remove(&page.source.path).unwrap_or_default()).collect();
        Self { readers, found, read, rest }
    }

    /// Takes in what reading the file of a page found this time.
    pub(super) fn reread(&mut self, page: PageId, found: Vec<Diagnostic>) {
        self.read[page.0 as usize] = found;
    }

    /// Judges anew what read any of the changed parts, and the pages that are others.
    pub(super) fn update(&mut self, context: &Context<'_>, changed: &BTreeSet<Read>, pages: &BTreeSet<PageId>) {
        let again: BTreeSet<u32> = self.readers.of(changed).into_keys().chain(pages.iter().map(|page| page.0)).collect();
        let judged: Vec<(u32, Judged)> = again.into_par_iter().map(|judge| (judge, judged(context, judge, true))).collect();
        for (judge, (found, reads)) in judged {
            self.found[judge as usize] = found;
            self.readers.set(judge, reads);
        }
    }

    fn all(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter().chain(&self.read).flatten().chain(&self.rest)
    }

    /// What is told of it by a site's settings: all, or every error and the first few warnings.
    pub(super) fn told(&self, settings: &Settings, warnings: Option<usize>) -> Told {
        let unused = check::unused_exceptions(settings, || self.all());
        let judged =
            |problem: &Diagnostic| settings.severity_of(problem).map(|severity| Diagnostic { severity, ..problem.clone() });
        let pages = self.read.len();
        let by_page = self.found[..pages].iter().zip(&self.read).map(|(found, read)| found.iter().chain(read));
        let further = self.found[pages..].iter().flatten().chain(&self.rest).chain(&unused);
        let mut diagnostics: Vec<Diagnostic> = further.filter_map(judged).collect();
        let (mut taken, mut untold) = (0, 0);
        // Pages stand in the order in which they are told.
        for problems in by_page {
            let full = warnings.is_some_and(|most| taken >= most);
            for problem in problems {
                match settings.severity_of(problem) {
                    Some(Severity::Warning) if full => untold += 1,
                    Some(severity) => {
                        taken += usize::from(severity == Severity::Warning);
                        diagnostics.push(Diagnostic { severity, ..problem.clone() });
                    }
                    None => {}
                }
            }
        }
        diagnostic::sort(&mut diagnostics);
        if let Some(most) = warnings {
            let mut left = most;
            diagnostics.retain(|problem| {
                let is_told = problem.severity != Severity::Warning || left > 0;
                if problem.severity == Severity::Warning {
                    (left, untold) = if is_told { (left - 1, untold) } else { (0, untold + 1) };
                }
                is_told
            });
        }
        Told { diagnostics, untold }
    }
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
