//! On which days the law changes: works and texts that begin or cease to apply, as far as the pages say it.

use jiff::civil::Date;

use super::model::{Corpus, WorkId};
use crate::content::{Evidence, Relation};
use crate::reads::{Read, note};

/// What a day changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// The work takes effect.
    Begins,
    /// Another text of the work applies from then on.
    TextBegins,
    /// It ceases to have effect, by its own date.
    Ends,
    /// It is replaced or repealed by another work, which takes effect then.
    EndedBy(WorkId),
}

/// A day on which the law changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Change {
    /// The first day on which it is so.
    pub day: Date,
    /// The work, or the version that begins to apply.
    pub work: WorkId,
    /// What becomes of it.
    pub turn: Turn,
}

impl Corpus {
    /// What changes from a day on, in order of days. Dates on which sources disagree are left out, and so are relations that
    /// nobody but a citing document knows of.
    pub fn changes(&self, from: Date) -> Vec<Change> {
        note(Read::Works);
        note(Read::Connections);
        let works = (0..self.works.len() as u32).map(WorkId);
        let mut changes: Vec<Change> =
            works.flat_map(|work| self.dates_of(work).chain(self.ends_of(work))).filter(|change| from <= change.day).collect();
        changes.sort_unstable();
        changes.dedup();
        changes
    }

    fn dates_of(&self, work: WorkId) -> impl Iterator<Item = Change> {
        let facts = self.facts(work);
        let settled = |field: &str| facts.evidence_of(field) != Some(Evidence::Disputed);
        let is_version = facts.version_of.is_some();
        let begins = facts.effective.as_ref().filter(|_| settled("effective")).map(|field| field.value);
        // The end of a version is the beginning of another, or of nothing that is known.
        let ends = facts.expires.as_ref().filter(|_| settled("expires") && !is_version).map(|field| field.value);
        let turn = if is_version { Turn::TextBegins } else { Turn::Begins };
        let begins = begins.map(|day| Change { day, work, turn });
        begins.into_iter().chain(ends.map(|day| Change { day, work, turn: Turn::Ends }))
    }

    fn ends_of(&self, work: WorkId) -> impl Iterator<Item = Change> {
        let ends = move |(relation, other, evidence): (Relation, WorkId, Option<Evidence>)| {
            let is_end = matches!(relation, Relation::ReplacedBy | Relation::RepealedBy);
            let is_known = matches!(evidence, None | Some(Evidence::Confirmed | Evidence::Secondary));
            let day = self.facts(other).effective.as_ref().filter(|_| is_end && is_known)?.value;
            Some(Change { day, work, turn: Turn::EndedBy(other) })
        };
        self.relations_of(work).into_iter().map(|(relation, other, edge)| (relation, other, edge.evidence)).filter_map(ends)
    }
}
