//! The rules: each file holds one concern (those on citations stand in `citation`), reads the corpus and returns diagnostics; none prints or decides.

mod citation;
mod dates;
mod disclosure;
mod duplicates;
mod exceptions;
pub(crate) mod gate;
mod links;
mod numbers;
mod paths;
mod places;
mod published;
mod relations;
mod versions;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use links::{SCHEMES, resolve, scheme};

use crate::content::{Draft, FrontMatter, KnownWork, Register, Settings, SitePath};
use crate::corpus::{Corpus, PageId, WorkId};
use crate::diagnostic::Diagnostic;
use crate::reads::{Read, note};

/// What a rule may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The corpus.
    pub corpus: &'a Corpus,
    /// The entries of `works.yaml`, in the order of their works.
    pub known: &'a [KnownWork],
    /// The settings.
    pub settings: &'a Settings,
    /// Pages that wait to be published.
    pub drafts: &'a [Draft],
    /// What was public before.
    pub register: &'a Register,
    /// Files copied as they are: path on the site → path in the site's folder.
    pub assets: &'a BTreeMap<String, String>,
    /// Paths that generated outputs take.
    pub(crate) generated: &'a BTreeSet<String>,
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

    /// The paths that generated outputs take.
    fn generated(&self) -> &BTreeSet<String> {
        note(Read::Generated);
        self.generated
    }

    /// What was public before.
    fn register(&self) -> &Register {
        note(Read::Register);
        self.register
    }

    fn known_entry(&self, work: WorkId) -> Option<&KnownWork> {
        // They stand behind the works with a page.
        let with_page = self.corpus.works().partition_point(|work| work.page.is_some());
        (work.0 as usize).checked_sub(with_page).and_then(|index| self.known.get(index))
    }

    /// Every work with its facts and its file.
    fn works(&self) -> impl Iterator<Item = (WorkId, &FrontMatter, &SitePath)> {
        (0..self.corpus.works().len() as u32).map(WorkId).filter_map(|id| Some((id, self.corpus.facts(id), self.file_of(id)?)))
    }
}

/// Rules on a page, whatever the others say: each one concern, pure.
const ON_PAGE: &[fn(&Context<'_>, PageId) -> Vec<Diagnostic>] =
    &[links::check, places::check, citation::check, disclosure::check, published::anchors];

/// Rules on the facts of a work.
const ON_FACTS: &[fn(&FrontMatter, &SitePath) -> Vec<Diagnostic>] = &[dates::check, numbers::check];

/// Rules on pages and works together.
pub(crate) const ON_SITE: &[fn(&Context<'_>) -> Vec<Diagnostic>] = &[
    duplicates::check,
    paths::check,
    relations::check,
    versions::check,
    citation::pageless::check,
    published::addresses,
    known_works,
    disclosure::waiting,
];

/// Runs the rules that look at one page.
pub(crate) fn on_page(context: &Context<'_>, id: PageId) -> Vec<Diagnostic> {
    let page = context.corpus.page(id);
    let facts = ON_FACTS.iter().filter(|_| page.is_document()).flat_map(|rule| rule(&page.front, &page.source.path));
    ON_PAGE.iter().flat_map(|rule| rule(context, id)).chain(facts).collect()
}

/// The rules on facts, for the works of `works.yaml`.
fn known_works(context: &Context<'_>) -> Vec<Diagnostic> {
    context.known.iter().flat_map(|work| ON_FACTS.iter().flat_map(|rule| rule(&work.front, &work.file))).collect()
}

/// Names exceptions in `site.yaml` that silence nothing; `covered` are those that cover a problem.
pub(crate) fn unused_exceptions(settings: &Settings, covered: &BTreeSet<usize>) -> Vec<Diagnostic> {
    exceptions::check(settings, covered, |code| !code.is_of_publishing())
}
