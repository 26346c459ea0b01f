//! Hiệu lực: whether a work binds on a date, from its dates, relations and status; what is not known stays unknown.

use jiff::civil::Date;

use super::model::{Corpus, Validity, WorkId};
use crate::content::{Evidence, Relation, Status};

impl Corpus {
    /// Whether a work binds on a date.
    ///
    /// Dates decide first (not yet, expired), then replacement and repeal by a work in effect, then the editor's
    /// status. A work whose effective date is unknown and about which nothing is stated is [`Validity::Unknown`].
    pub fn validity(&self, work: WorkId, on: Date) -> Validity {
        let facts = self.facts(work);
        let effective = facts.effective.as_ref().map(|field| field.value);
        if facts.expires.as_ref().is_some_and(|expires| expires.value <= on) {
            return Validity::Expired;
        }
        if effective.is_some_and(|effective| on < effective) || facts.issued.as_ref().is_some_and(|issued| on < issued.value) {
            return Validity::NotYet;
        }
        if let Some(ended) = self.ended_by_relation(work, on) {
            return ended;
        }
        match facts.status.as_ref().map(|field| field.value) {
            Some(Status::Suspended) => Validity::Suspended,
            Some(Status::Expired) => Validity::Expired,
            Some(Status::Partly) => Validity::Partly,
            Some(Status::Unknown) => Validity::Unknown,
            Some(Status::InForce) => Validity::InForce,
            None if effective.is_some() => Validity::InForce,
            None => Validity::Unknown,
        }
    }

    /// Ended by a replacement, repeal or suspension that is known well enough; a repeal of unknown date answers unknown.
    fn ended_by_relation(&self, work: WorkId, on: Date) -> Option<Validity> {
        let mut answer = None;
        for (relation, other, edge) in self.relations_of(work) {
            let state = match relation {
                Relation::ReplacedBy | Relation::RepealedBy => Validity::Expired,
                Relation::SuspendedBy => Validity::Suspended,
                _ => continue,
            };
            if !matches!(edge.evidence, None | Some(Evidence::Confirmed | Evidence::Secondary)) {
                continue;
            }
            match self.facts(other).effective.as_ref() {
                Some(effective) if effective.value <= on => return Some(state),
                Some(_) => {}
                None => answer = Some(Validity::Unknown),
            }
        }
        answer
    }
}
