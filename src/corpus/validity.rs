//! Hiệu lực: whether a work binds on a date, from its dates, relations and status; what is not known stays unknown.

use jiff::civil::Date;

use super::model::{Corpus, PageId, Validity, WorkId};
use crate::content::{Evidence, Relation, Status};
use crate::reads::{self, Read};

impl Corpus {
    /// Whether a work binds on a date.
    ///
    /// Dates decide first (not yet, expired), then replacement and repeal by a work in effect, then the editor's
    /// status, which speaks of today: for an earlier day it says no more than that the work took effect. A work whose
    /// effective date is unknown and about which nothing is stated is [`Validity::Unknown`].
    pub fn validity(&self, work: WorkId, on: Date) -> Validity {
        if on == self.today {
            return reads::instead(Read::Validity(work.0), || self.state(work, on));
        }
        self.state(work, on)
    }

    fn state(&self, work: WorkId, on: Date) -> Validity {
        let facts = self.facts(work);
        if facts.version_of.is_some() {
            return self.state_of_text(work, on);
        }
        // Sources that disagree leave the date open.
        let is_settled = |field: &str| facts.evidence_of(field) != Some(Evidence::Disputed);
        let effective = facts.effective.as_ref().filter(|_| is_settled("effective")).map(|field| field.value);
        if facts.expires.as_ref().filter(|_| is_settled("expires")).is_some_and(|expires| expires.value <= on) {
            return Validity::Expired;
        }
        if effective.is_some_and(|effective| on < effective) || facts.issued.as_ref().is_some_and(|issued| on < issued.value) {
            return Validity::NotYet;
        }
        if let Some(ended) = self.ended_by_relation(work, on) {
            return ended;
        }
        let began = effective.is_some();
        match facts.status.as_ref().map(|field| field.value) {
            Some(Status::InForce) if began || on >= self.today => Validity::InForce,
            Some(Status::Suspended) if on >= self.today => Validity::Suspended,
            Some(Status::Expired) if on >= self.today => Validity::Expired,
            Some(Status::Partly) if on >= self.today => Validity::Partly,
            None if began => Validity::InForce,
            _ => Validity::Unknown,
        }
    }

    /// A version binds on the days of its text, as far as the work itself does; a translation never.
    fn state_of_text(&self, work: WorkId, on: Date) -> Validity {
        let Some(timeline) = self.timeline(work) else { return Validity::Unknown };
        let period = timeline.texts.iter().find(|text| text.work == work).and_then(|text| text.period);
        match period {
            Some(period) if on < period.from => Validity::NotYet,
            Some(period) if period.has(on) && timeline.work != work => self.state(timeline.work, on),
            Some(_) => Validity::Expired,
            None => Validity::Unknown,
        }
    }

    /// Whether a work bound when a page was issued; `None` where the page's date is unknown or the answer depends on
    /// the day in its interval.
    pub fn validity_at_issue(&self, page: PageId, work: WorkId) -> Option<Validity> {
        let (earliest, latest) = self.issued(page)?;
        let answer = self.validity(work, earliest);
        (answer == self.validity(work, latest)).then_some(answer)
    }

    /// The first and last day on which a page may have been issued.
    pub fn issued(&self, page: PageId) -> Option<(Date, Date)> {
        self.page(page).front.issued_range()
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
