//! What a citation points at: number + date (+ issuer), or a name by the citing document's date.

use jiff::civil::Date;

use super::model::{Certainty, Difference, Resolution, WorkId};
use super::registry::{Registry, may_be_issued_on, shared_words};
use crate::citation::{DocumentNumber, Kind, Mention};
use crate::content::FrontMatter;

/// What resolution needs to know of the world of works.
pub(crate) struct Resolver<'a, F> {
    pub(crate) registry: &'a Registry,
    /// The facts of a work.
    pub(crate) facts: F,
}

/// The last day the citing document can have been issued on, when that is known.
pub(crate) type CitingDate = Option<Date>;

impl<'a, F: Fn(WorkId) -> &'a FrontMatter> Resolver<'a, F> {
    /// Resolves one citation; `issuer` is the text after `của` that follows it.
    pub(crate) fn resolve(
        &self,
        mention: &Mention,
        issuer: Option<&str>,
        citing: CitingDate,
    ) -> (Resolution, Option<Difference>) {
        if let Some(number) = &mention.number {
            let by_number = self.by_number(mention, number, issuer);
            if by_number.0 != Resolution::Unknown || mention.name.is_none() {
                return by_number;
            }
        }
        match mention.name {
            Some(name) => self.by_name(name, mention, citing),
            None => (Resolution::Unknown, None),
        }
    }

    fn by_number(&self, mention: &Mention, number: &DocumentNumber, issuer: Option<&str>) -> (Resolution, Option<Difference>) {
        let (works, other_shape) = self.registry.numbered(number);
        let candidates: Vec<WorkId> = works.iter().copied().filter(|id| self.kind_fits(*id, mention.kind)).collect();
        let shape = other_shape.then_some(Difference::Shape);
        let Some(date) = mention.date else {
            let certainty = if number.year().is_some() && !other_shape { Certainty::Exact } else { Certainty::Inferred };
            return (self.choose(&candidates, issuer, certainty), shape);
        };
        let dated: Vec<WorkId> = candidates.iter().copied().filter(|id| self.issued(*id) == Some(date)).collect();
        if !dated.is_empty() {
            let certainty = if other_shape { Certainty::Inferred } else { Certainty::Exact };
            return (self.choose(&dated, issuer, certainty), shape);
        }
        // A number without a year begins again every year, so another year is another work.
        let same_year =
            |id: &WorkId| number.year().is_some() || self.issued(*id).is_some_and(|issued| issued.year() == date.year());
        let near = |id: &WorkId| same_year(id) || self.may_be(*id, date) || self.cited_as(*id) == Some(date);
        let near: Vec<WorkId> = candidates.into_iter().filter(near).collect();
        let resolution = self.choose(&near, issuer, Certainty::Inferred);
        let difference = match &resolution {
            Resolution::Work(id, _) => self.issued(*id).map(|issued| Difference::Date { cited: date, issued }),
            _ => None,
        };
        (resolution, difference.or(shape))
    }

    /// A name means the latest law of that name which existed when the citing document was issued.
    fn by_name(&self, name: u32, mention: &Mention, citing: CitingDate) -> (Resolution, Option<Difference>) {
        let works = self.registry.named(name);
        let of_year = |id: &WorkId| mention.year.is_none_or(|year| self.issued(*id).is_none_or(|issued| issued.year() == year));
        let works: Vec<WorkId> = works.iter().copied().filter(of_year).collect();
        if let Some(date) = mention.date {
            let dated: Vec<WorkId> = works.iter().copied().filter(|id| self.issued(*id) == Some(date)).collect();
            if !dated.is_empty() {
                return (self.choose(&dated, None, Certainty::Exact), None);
            }
            let resolution = self.choose(&works, None, Certainty::Inferred);
            let difference = match &resolution {
                Resolution::Work(id, _) => self.issued(*id).map(|issued| Difference::Date { cited: date, issued }),
                _ => None,
            };
            return (resolution, difference);
        }
        let existing: Vec<WorkId> = match citing {
            Some(citing) => works.iter().copied().filter(|id| self.issued(*id).is_none_or(|issued| issued <= citing)).collect(),
            None => works,
        };
        if citing.is_some() && existing.len() > 1 && existing.iter().all(|id| self.issued(*id).is_some()) {
            let latest = existing.iter().max_by_key(|id| self.issued(**id)).copied();
            if let Some(latest) = latest {
                return (Resolution::Work(latest, Certainty::Inferred), None);
            }
        }
        (self.choose(&existing, None, Certainty::Exact), None)
    }

    /// The one candidate, or the one whose issuer the text names best.
    fn choose(&self, candidates: &[WorkId], issuer: Option<&str>, certainty: Certainty) -> Resolution {
        match candidates {
            [] => Resolution::Unknown,
            [one] => Resolution::Work(*one, certainty),
            several => self
                .by_issuer(several, issuer)
                .map_or_else(|| Resolution::Ambiguous(several.to_vec()), |one| Resolution::Work(one, certainty)),
        }
    }

    fn by_issuer(&self, candidates: &[WorkId], issuer: Option<&str>) -> Option<WorkId> {
        let issuer = issuer?;
        let score = |id: WorkId| (self.facts)(id).issuer.as_ref().map_or(0, |field| shared_words(&field.value, issuer));
        let mut scored: Vec<(usize, WorkId)> = candidates.iter().map(|id| (score(*id), *id)).collect();
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        match scored[..] {
            [(best, one), (second, _), ..] if best >= 2 && best > second => Some(one),
            _ => None,
        }
    }

    fn kind_fits(&self, id: WorkId, kind: Option<Kind>) -> bool {
        match (kind, &(self.facts)(id).kind) {
            (Some(cited), Some(known)) => cited == known.value || cited.shares_abbreviation(known.value),
            _ => true,
        }
    }

    fn issued(&self, id: WorkId) -> Option<Date> {
        (self.facts)(id).issued.as_ref().map(|field| field.value)
    }

    fn cited_as(&self, id: WorkId) -> Option<Date> {
        (self.facts)(id).cited_issued.as_ref().map(|field| field.value)
    }

    /// Whether nothing known speaks against a date: the work's own date is unknown or an interval that holds it.
    fn may_be(&self, id: WorkId, date: Date) -> bool {
        let facts = (self.facts)(id);
        facts.issued.is_none() && (facts.issued_between.is_none() || may_be_issued_on(facts, date))
    }
}
