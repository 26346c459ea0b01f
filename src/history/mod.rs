//! The versions of each document that were published, and what changed from one to the next.
//!
//! [`Records`] says which revisions git knows of each document; [`Records::comparisons`] compares neighbouring versions,
//! when a page is about to show it, for a site's past weighs more than its present. What is here is never a date of law or
//! of disclosure: those come from front matter alone.

mod compare;
mod place;
mod problems;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use rayon::prelude::*;

pub use compare::{Change, Comparison, Turn};
pub use place::Place;
pub use problems::problems;
pub use words::{Piece, Stretch};

use crate::citation::Kinds;
use crate::content::{Page, Settings, Standing, read_version, standing};
use crate::corpus::{Corpus, PageId};
use crate::reads::{Read, note};
use crate::text::normalize;
use crate::world::{Past, Revision, World};

/// Revisions of a document that are looked at and listed; older ones are counted.
pub const LISTED: usize = 100;

/// Versions that are compared with the one before.
pub const COMPARED: usize = 20;

/// Letters of a commit's message that are shown.
const SUBJECT: usize = 300;

/// What is known of the past of the documents.
pub struct Records<'w> {
    world: &'w dyn World,
    settings: &'w Settings,
    documents: &'w Documents,
}

/// The past of each document that has one.
#[derive(Debug, Default)]
pub struct Documents(BTreeMap<PageId, Record>);

/// The past of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its versions, newest first; at least one.
    pub versions: Vec<Version>,
    /// Revisions before those, which were not looked at.
    pub earlier: usize,
    /// Whether the page is built from a text that stands in no commit yet.
    pub uncommitted: bool,
}

/// A version of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its revision, the message in the normal form.
    pub revision: Revision,
    /// Whether its front matter can be read; a version whose cannot is not compared.
    pub readable: bool,
}

impl Documents {
    /// Looks at the revisions of every document; `drafts` counts drafts as published.
    pub fn new(world: &dyn World, past: &Past, corpus: &Corpus, settings: &Settings, drafts: bool) -> Self {
        let documents = (0..corpus.pages().len() as u32).into_par_iter().map(PageId);
        let look = Look { world, kinds: &settings.kinds, drafts };
        let recorded: Vec<_> = documents.filter_map(|id| Some((id, look.at(past, corpus.page(id), settings)?))).collect();
        Self(recorded.into_iter().collect())
    }

    /// Looks again at the revisions of a page that is another now; whether its past is.
    pub(crate) fn update(
        &mut self,
        world: &dyn World,
        past: &Past,
        corpus: &Corpus,
        settings: &Settings,
        id: PageId,
        drafts: bool,
    ) -> bool {
        let now = Look { world, kinds: &settings.kinds, drafts }.at(past, corpus.page(id), settings);
        let same = self.0.get(&id) == now.as_ref();
        match now {
            Some(record) => drop(self.0.insert(id, record)),
            None => drop(self.0.remove(&id)),
        }
        !same
    }
}

impl<'w> Records<'w> {
    /// The past of the documents, with the world that has their texts.
    pub fn new(world: &'w dyn World, settings: &'w Settings, documents: &'w Documents) -> Self {
        Self { world, settings, documents }
    }

    /// The past of a document; none where nothing is known of it.
    pub fn get(&self, page: PageId) -> Option<&Record> {
        note(Read::Past(page.0));
        self.documents.0.get(&page)
    }

    /// What changed in each version, in the order of [`Record::versions`]; none for one that is not compared: the first that
    /// is known, one that cannot be read, one that is too far back. Of a document that was withdrawn nothing is compared, lest
    /// words that were taken back stand here.
    pub fn comparisons(&self, page: &Page, record: &Record) -> Vec<Option<Comparison>> {
        let mut comparisons: Vec<Option<Comparison>> = record.versions.iter().map(|_| None).collect();
        let readable = || record.versions.iter().enumerate().filter(|(_, version)| version.readable).take(COMPARED + 1);
        if page.front.withdrawn.is_some() || readable().count() < 2 {
            return comparisons;
        }
        let mut room = compare::ROOM;
        let mut newer: Option<(usize, Cow<'_, Page>)> = None;
        for (at, version) in readable() {
            let today = (at == 0 && !record.uncommitted).then_some(Cow::Borrowed(page));
            let Some(old) = today.or_else(|| self.page(page, &version.revision).map(Cow::Owned)) else { continue };
            if let Some((of, new)) = newer.take() {
                comparisons[of] = Some(compare::compare(&old, &new, &mut room));
            }
            newer = Some((at, old));
        }
        comparisons
    }

    fn page(&self, page: &Page, revision: &Revision) -> Option<Page> {
        let text = String::from_utf8(self.world.old_text(&revision.text)?).ok()?;
        read_version(&page.source.path, text, &self.settings.kinds, &self.settings.ext)
    }
}

/// What changed from one text of a work to another.
pub fn compared(old: &Page, new: &Page) -> Comparison {
    let mut room = compare::ROOM;
    compare::compare(old, new, &mut room)
}

/// How revisions are looked at.
struct Look<'a> {
    world: &'a dyn World,
    kinds: &'a Kinds,
    drafts: bool,
}

impl Look<'_> {
    fn at(&self, past: &Past, page: &Page, settings: &Settings) -> Option<Record> {
        let told = page.is_document() && !settings.without_history;
        let revisions = past.files.get(&*page.source.path).filter(|_| told)?;
        self.record(page, revisions)
    }

    fn record(&self, page: &Page, revisions: &[Revision]) -> Option<Record> {
        let seen: Vec<(Version, Standing)> = revisions.iter().take(LISTED).filter_map(|revision| self.look(revision)).collect();
        let newest = revisions.first().and_then(|revision| self.world.old_text(&revision.text));
        let is_todays = |text: Vec<u8>| {
            let source = page.source.open();
            text == source.original().as_bytes() || normalize(&String::from_utf8_lossy(&text)).text == source.text
        };
        let uncommitted = !newest.is_some_and(is_todays);
        let versions: Vec<Version> = published(seen);
        (!versions.is_empty()).then(|| Record { versions, earlier: revisions.len().saturating_sub(LISTED), uncommitted })
    }

    /// What a revision was; none where its text cannot be had, so that nobody knows whether it was for the public.
    fn look(&self, revision: &Revision) -> Option<(Version, Standing)> {
        let text = String::from_utf8(self.world.old_text(&revision.text)?);
        let found = match text.map_or(Standing::Unreadable, |text| standing(text, self.kinds)) {
            Standing::Draft if self.drafts => Standing::Published,
            other => other,
        };
        let revision = Revision { subject: plain(&revision.subject), ..revision.clone() };
        Some((Version { revision, readable: found == Standing::Published }, found))
    }
}

/// The versions that were published. One that cannot be read is told unless one beside it was not for the public: then nobody
/// knows what it was.
fn published(seen: Vec<(Version, Standing)>) -> Vec<Version> {
    let hidden = |range: Range<usize>, from_end: bool| {
        let mut readable = seen[range].iter().map(|(_, standing)| *standing).filter(|one| *one != Standing::Unreadable);
        let nearest = if from_end { readable.next_back() } else { readable.next() };
        nearest.is_some_and(|standing| standing != Standing::Published)
    };
    let is_told = |at: usize| match seen[at].1 {
        Standing::Published => true,
        Standing::Draft | Standing::Internal => false,
        Standing::Unreadable => !hidden(0..at, true) && !hidden(at + 1..seen.len(), false),
    };
    let told: Vec<bool> = (0..seen.len()).map(is_told).collect();
    seen.into_iter().zip(told).filter_map(|((version, _), told)| told.then_some(version)).collect()
}

/// A message as a line of text: in the normal form, without what steers a terminal or turns the direction of writing.
fn plain(subject: &str) -> String {
    let steers =
        |c: char| c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let words = normalize(&subject.replace(steers, " ")).text;
    let mut line: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(SUBJECT) {
        line.truncate(end);
        line.push('…');
    }
    line
}

impl fmt::Debug for Records<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Records").field("documents", &self.documents).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(standings: &str) -> Vec<(Version, Standing)> {
        let one = |(at, letter): (usize, char)| {
            let standing = match letter {
                'p' => Standing::Published,
                'd' => Standing::Draft,
                'i' => Standing::Internal,
                _ => Standing::Unreadable,
            };
            let revision = Revision { commit: at.to_string(), date: None, subject: String::new(), text: String::new() };
            (Version { revision, readable: standing == Standing::Published }, standing)
        };
        standings.chars().enumerate().map(one).collect()
    }

    #[test]
    fn what_was_not_for_the_public_and_what_may_not_have_been_is_left_out() {
        for (standings, told) in [
            ("pp", "01"),
            ("pdip", "03"),
            ("pup", "012"),
            ("pu", "01"),
            ("up", "01"),
            ("pui", "0"),
            ("puuip", "04"),
            ("dup", "2"),
            ("", ""),
            ("ddi", ""),
        ] {
            let found: String = published(seen(standings)).into_iter().map(|version| version.revision.commit).collect();
            assert_eq!(found, told, "{standings}");
        }
    }

    #[test]
    fn a_message_becomes_one_line_of_plain_text() {
        assert_eq!(plain(" Sửa\u{1b}[31m \u{202e}khoa\u{309}n\t2 "), "Sửa [31m khoản 2");
        assert_eq!(plain(&"x".repeat(1000)).chars().count(), SUBJECT + 1);
    }
}
