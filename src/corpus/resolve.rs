//! What a citation points at: number + date (+ issuer), or a name by the citing document's date.

use jiff::civil::Date;

use super::issuer_name::IssuerName;
use super::model::{Certainty, Difference, Resolution, WorkId};
use super::registry::{Registry, may_be_issued_on, with_kind};
use crate::citation::{Body, DocumentNumber, Kind, Mention, Name};
use crate::content::FrontMatter;
use crate::text::key;

/// What resolution needs to know of the world of works.
pub(crate) struct Resolver<'a, F> {
    pub(crate) registry: &'a Registry,
    /// The facts of a work.
    pub(crate) facts: F,
}

/// When the citing document was issued: a day, an interval, or unknown. Never today's date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CitingDate {
    earliest: Option<Date>,
    latest: Option<Date>,
}

impl CitingDate {
    /// The date that a document's front matter states.
    pub(crate) fn of(front: &FrontMatter) -> Self {
        let between = front.issued_range();
        Self { earliest: between.map(|between| between.0), latest: between.map(|between| between.1) }
    }
}

impl<'a, F: Fn(WorkId) -> &'a FrontMatter> Resolver<'a, F> {
    /// Resolves what a citation says of a work.
    pub(crate) fn resolve(&self, mention: &Mention, citing: CitingDate) -> (Resolution, Option<Difference>) {
        match (&mention.number, &mention.name) {
            (Some(number), Some(name)) => self.by_both(mention, number, name, citing),
            (Some(number), None) => self.by_number(mention, number),
            (None, Some(name)) => self.by_name(name, mention, citing),
            (None, None) => (Resolution::Unknown, None),
        }
    }

    /// Number and name: both agree, or the one that the date agrees with.
    fn by_both(
        &self,
        mention: &Mention,
        number: &DocumentNumber,
        name: &Name,
        citing: CitingDate,
    ) -> (Resolution, Option<Difference>) {
        let numbered = self.by_number(mention, number);
        let named = self.by_name(name, mention, citing);
        match (&numbered.0, &named.0) {
            (Resolution::Work(a, _), Resolution::Work(b, _)) if a != b => {
                let dated = |work: WorkId| mention.date.is_some() && self.issued(work) == mention.date;
                match (dated(*a), dated(*b)) {
                    (true, false) => (Resolution::Work(*a, Certainty::Inferred), Some(Difference::Name)),
                    (false, true) => (Resolution::Work(*b, Certainty::Inferred), Some(Difference::Number)),
                    _ => (Resolution::Ambiguous(vec![*a, *b]), None),
                }
            }
            (Resolution::Work(work, _), _) if self.bears(*work, name) == Some(false) => {
                let dated = mention.date.is_some() && self.issued(*work) == mention.date;
                if dated {
                    (Resolution::Work(*work, Certainty::Inferred), Some(Difference::Name))
                } else {
                    // The number alone, against the name: nothing tells which of them is meant.
                    (Resolution::Ambiguous(vec![*work]), None)
                }
            }
            (Resolution::Work(..), _) => numbered,
            // Of the name, a work that has another number: only its date can make up for that.
            (Resolution::Unknown, Resolution::Work(work, _)) if self.has_number(*work) => {
                let dated = mention.date.is_some() && self.issued(*work) == mention.date;
                if dated {
                    (Resolution::Work(*work, Certainty::Inferred), Some(Difference::Number))
                } else {
                    (Resolution::Unknown, None)
                }
            }
            (Resolution::Unknown, _) => named,
            _ => numbered,
        }
    }

    fn by_number(&self, mention: &Mention, number: &DocumentNumber) -> (Resolution, Option<Difference>) {
        let issuer = mention.issuer.as_deref().map(IssuerName::new);
        let issuer = issuer.as_ref();
        let (works, other_shape) = self.registry.numbered(number);
        let fits = |id: &WorkId| self.kind_fits(*id, mention.kind) && !self.is_of_other(*id, issuer);
        let candidates: Vec<WorkId> = works.iter().copied().filter(fits).collect();
        let shape = other_shape.then_some(Difference::Shape);
        let Some(date) = mention.date else {
            let certain = number.year().is_some() && !other_shape && !number.is_bare();
            let certainty = if certain { Certainty::Exact } else { Certainty::Inferred };
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
        let difference = self.date_difference(&resolution, date);
        (resolution, difference.or(shape))
    }

    /// A name means the latest law of that name which existed when the citing document was issued.
    fn by_name(&self, name: &Name, mention: &Mention, citing: CitingDate) -> (Resolution, Option<Difference>) {
        let works = self.registry.named(&name.words);
        let works = if works.is_empty() { self.registry.named(&name.written) } else { works };
        let of_year = |id: &WorkId| name.year.is_none_or(|year| self.is_of_year(*id, year));
        let works: Vec<WorkId> = works.iter().copied().filter(of_year).collect();
        if let Some(date) = mention.date {
            let dated: Vec<WorkId> = works.iter().copied().filter(|id| self.issued(*id) == Some(date)).collect();
            if !dated.is_empty() {
                return (self.choose(&dated, None, Certainty::Exact), None);
            }
            // The name alone does not tell which law is meant; one of the same year may be it, with its day mistyped.
            let near: Vec<WorkId> = works.into_iter().filter(|id| self.may_be_of_year(*id, date.year())).collect();
            return (if near.is_empty() { Resolution::Unknown } else { Resolution::Ambiguous(near) }, None);
        }
        let possible: Vec<WorkId> = works.into_iter().filter(|id| !self.is_after(*id, citing.latest)).collect();
        let dated = citing.latest.is_some() && possible.iter().all(|id| self.within(*id).is_some());
        if dated && possible.len() > 1 {
            return (self.latest(&possible, citing), None);
        }
        // That the one known law of the name is meant is certain only where it plainly existed or its year stands there.
        let existed = |id: &WorkId| self.within(*id).zip(citing.earliest).is_some_and(|((_, last), date)| last <= date);
        let certain = possible.iter().all(existed) || (name.year.is_some() && possible.len() == 1);
        (self.choose(&possible, None, if certain { Certainty::Exact } else { Certainty::Inferred }), None)
    }

    /// Of several laws of one name, the last one before the citing document.
    ///
    /// What may have been issued before it or after it, because its date is an interval, leaves the answer open.
    fn latest(&self, possible: &[WorkId], citing: CitingDate) -> Resolution {
        let (open, certain): (Vec<WorkId>, Vec<WorkId>) =
            possible.iter().partition(|id| self.may_be_after(**id, citing.earliest));
        match certain.iter().max_by_key(|id| self.within(**id)) {
            Some(latest) if open.is_empty() => Resolution::Work(*latest, Certainty::Inferred),
            latest => Resolution::Ambiguous(latest.into_iter().copied().chain(open).collect()),
        }
    }

    /// Whether a work is known to have been issued after a date.
    fn is_after(&self, id: WorkId, date: Option<Date>) -> bool {
        self.within(id).zip(date).is_some_and(|((first, _), date)| first > date)
    }

    /// Whether a work may have been issued after a date: for all that is known, its last possible day lies behind it.
    fn may_be_after(&self, id: WorkId, date: Option<Date>) -> bool {
        self.within(id).zip(date).is_some_and(|((_, last), date)| last > date)
    }

    fn date_difference(&self, resolution: &Resolution, cited: Date) -> Option<Difference> {
        match resolution {
            Resolution::Work(id, _) => self.issued(*id).map(|issued| Difference::Date { cited, issued }),
            _ => None,
        }
    }

    /// Whether the words behind a citation name another body than the one that issued the work.
    ///
    /// Numbers of the central bodies are theirs alone, whatever is said of them.
    fn is_of_other(&self, id: WorkId, issuer: Option<&IssuerName>) -> bool {
        let facts = (self.facts)(id);
        let number = || facts.number.as_ref().and_then(|number| number.value.parsed.as_ref());
        let central = || {
            number().and_then(DocumentNumber::issuer).is_some_and(|issuer| {
                matches!(issuer.body(), Body::Assembly | Body::StateCentral | Body::Judiciary) || issuer.code() == "TW"
            })
        };
        let known = self.registry.issuer(facts);
        issuer.zip(known).is_some_and(|(cited, known)| cited.is_other_than(known)) && !central()
    }

    /// Whether a work bears a name, or one that holds it or lies in it; `None` where its names are not known.
    fn bears(&self, id: WorkId, name: &Name) -> Option<bool> {
        let facts = (self.facts)(id);
        let title = facts.title.as_ref().zip(facts.kind.as_ref()).filter(|(_, kind)| kind.value.is_cited_by_name());
        let title = title.map(|(title, kind)| with_kind(kind.value, &title.value))?;
        let cited = key(&name.words).text;
        let same = |known: &str| {
            let known = key(known).text;
            known.contains(&cited) || cited.contains(&known)
        };
        Some(same(&title) || facts.aliases.iter().any(|alias| same(&alias.value)))
    }

    /// Whether nothing known of a work speaks against a year of issue.
    fn may_be_of_year(&self, id: WorkId, year: i16) -> bool {
        self.within(id).is_none_or(|(first, last)| (first.year()..=last.year()).contains(&year))
    }

    fn has_number(&self, id: WorkId) -> bool {
        (self.facts)(id).number.is_some()
    }

    /// `Luật Đất đai năm 2013`: nothing known speaks against that year.
    fn is_of_year(&self, id: WorkId, year: i16) -> bool {
        self.within(id).is_none_or(|(first, last)| (first.year()..=last.year()).contains(&year))
    }

    /// The first and the last possible day of issue; where only the number tells the year, the whole of it.
    fn within(&self, id: WorkId) -> Option<(Date, Date)> {
        let facts = (self.facts)(id);
        facts.issued_range().or_else(|| {
            let year = i16::try_from(facts.number.as_ref()?.value.parsed.as_ref()?.year()?).ok()?;
            Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
        })
    }

    /// The one candidate, or the one whose issuer the text names best.
    fn choose(&self, candidates: &[WorkId], issuer: Option<&IssuerName>, certainty: Certainty) -> Resolution {
        match candidates {
            [] => Resolution::Unknown,
            [one] => Resolution::Work(*one, certainty),
            several => self
                .by_issuer(several, issuer)
                .map_or_else(|| Resolution::Ambiguous(several.to_vec()), |one| Resolution::Work(one, certainty)),
        }
    }

    fn by_issuer(&self, candidates: &[WorkId], issuer: Option<&IssuerName>) -> Option<WorkId> {
        let issuer = issuer?;
        let score = |id: WorkId| self.registry.issuer((self.facts)(id)).map_or(0, |known| issuer.shared(known));
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
