//! The rules: each file holds one concern (those on citations stand in `citation`), reads the corpus and returns diagnostics; none prints or decides.

mod citation;
mod dates;
mod duplicates;
mod exceptions;
mod links;
mod numbers;
mod paths;
mod places;
mod relations;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

pub(crate) use links::{SCHEMES, resolve, scheme};

use crate::content::{FrontMatter, KnownWork, Settings, SitePath};
use crate::corpus::{Corpus, PageId, WorkId};
use crate::diagnostic::Diagnostic;

/// What a rule may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The corpus.
    pub corpus: &'a Corpus,
    /// The entries of `works.yaml`, in the order of their works.
    pub known: &'a [KnownWork],
    /// The settings.
    pub settings: &'a Settings,
    /// Files copied as they are: path on the site → path in the site's folder.
    pub assets: &'a BTreeMap<String, String>,
    /// Paths that generated outputs take.
    pub generated: &'a BTreeSet<String>,
    /// Pages that exist but could not be read.
    pub unread: &'a BTreeSet<SitePath>,
}

impl Context<'_> {
    /// The file that states a work's facts.
    fn file_of(&self, work: WorkId) -> Option<&SitePath> {
        match self.corpus.work(work).page {
            Some(page) => Some(&self.corpus.page(page).source.path),
            None => self.known_entry(work).map(|entry| &entry.file),
        }
    }

    fn known_entry(&self, work: WorkId) -> Option<&KnownWork> {
        let with_page = self.corpus.works().iter().filter(|work| work.page.is_some()).count();
        (work.0 as usize).checked_sub(with_page).and_then(|index| self.known.get(index))
    }

    /// Every work with its facts and its file.
    fn works(&self) -> impl Iterator<Item = (WorkId, &FrontMatter, &SitePath)> {
        (0..self.corpus.works().len() as u32).map(WorkId).filter_map(|id| Some((id, self.corpus.facts(id), self.file_of(id)?)))
    }
}

/// Rules on a page, whatever the others say: each one concern, pure.
const ON_PAGE: &[fn(&Context<'_>, PageId) -> Vec<Diagnostic>] = &[links::check, places::check, citation::check];

/// Rules on the facts of a work.
const ON_FACTS: &[fn(&FrontMatter, &SitePath) -> Vec<Diagnostic>] = &[dates::check, numbers::check];

/// Rules on pages and works together.
const ON_SITE: &[fn(&Context<'_>) -> Vec<Diagnostic>] = &[duplicates::check, paths::check, relations::check, citation::pageless::check];

/// Runs every rule.
pub fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    let pages = (0..context.corpus.pages().len() as u32).into_par_iter().map(PageId);
    let mut found: Vec<Diagnostic> = pages.flat_map_iter(|page| on_page(context, page)).collect();
    found.extend(on_site(context));
    found
}

/// Runs the rules that look at one page.
pub(crate) fn on_page(context: &Context<'_>, id: PageId) -> Vec<Diagnostic> {
    let page = context.corpus.page(id);
    let facts = ON_FACTS.iter().filter(|_| page.is_document()).flat_map(|rule| rule(&page.front, &page.source.path));
    ON_PAGE.iter().flat_map(|rule| rule(context, id)).chain(facts).collect()
}

/// Runs the rules that look at the site as a whole.
pub(crate) fn on_site(context: &Context<'_>) -> Vec<Diagnostic> {
    let known = context.known.iter().flat_map(|work| ON_FACTS.iter().flat_map(|rule| rule(&work.front, &work.file)));
    ON_SITE.iter().flat_map(|rule| rule(context)).chain(known).collect()
}

/// Names exceptions in `site.yaml` that silence nothing; `found` is every problem before they were applied.
pub fn unused_exceptions(settings: &Settings, found: &[Diagnostic]) -> Vec<Diagnostic> {
    exceptions::check(settings, found)
}
