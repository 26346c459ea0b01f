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

pub(crate) use links::{SCHEMES, resolve, scheme};

use crate::content::{FrontMatter, KnownWork, Settings, SitePath};
use crate::corpus::{Corpus, WorkId};
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
    pub generated: &'a [String],
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

/// A rule: one concern, pure.
type Rule = fn(&Context<'_>) -> Vec<Diagnostic>;

/// Every rule on the corpus, in the order of the documentation.
const RULES: &[Rule] = &[
    duplicates::check,
    paths::check,
    links::check,
    relations::check,
    places::check,
    dates::check,
    numbers::check,
    citation::check,
];

/// Runs every rule.
pub fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    RULES.iter().flat_map(|rule| rule(context)).collect()
}

/// Names exceptions in `site.yaml` that silence nothing; `found` is every problem before they were applied.
pub fn unused_exceptions(settings: &Settings, found: &[Diagnostic]) -> Vec<Diagnostic> {
    exceptions::check(settings, found)
}
