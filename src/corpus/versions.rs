//! The texts of one work over time: which applies on which days. Pages with `version_of` are older, consolidated or translated
//! texts of the work that they name; each says from which day it applies (`effective`) and, where that is known, from which day
//! it does no more (`expires`).

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::build::facts_of;
use super::model::{Corpus, Work, WorkId};
use super::registry::Registry;
use crate::content::{Evidence, FrontMatter, Page};
use crate::reads::{Read, note};

/// Days on which a text applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// The first.
    pub from: Date,
    /// The first on which it applies no more; none while there is no end.
    pub until: Option<Date>,
}

impl Period {
    /// Whether a day is in it.
    pub fn has(self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// One text of a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AppliedText {
    /// The version, or the work itself for the text on its own page.
    pub work: WorkId,
    /// When it applies; none where that is not known.
    pub period: Option<Period>,
}

/// The texts of a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The work.
    pub work: WorkId,
    /// Its texts in the order in which they apply, those whose days are not known last.
    pub texts: Vec<AppliedText>,
    /// Translations, which are no text of the law.
    pub translations: Vec<WorkId>,
}

impl Timeline {
    /// The text that applies on a day; none where that is not known, or none does.
    pub fn on(&self, day: Date) -> Option<&AppliedText> {
        self.texts.iter().find(|text| text.period.is_some_and(|period| period.has(day)))
    }
}

/// For each work that has other versions, these.
pub(super) type Versions = BTreeMap<WorkId, Vec<WorkId>>;

/// The versions of all works. A version of a version is one of the work itself.
pub(super) fn versions(works: &[Work], pages: &[Page], registry: &Registry) -> Versions {
    let mut versions = Versions::new();
    for id in (0..works.len() as u32).map(WorkId) {
        let root = root(works, pages, registry, id);
        if root != id {
            versions.entry(root).or_default().push(id);
        }
    }
    versions
}

/// The work that another is a version of, or itself.
fn root(works: &[Work], pages: &[Page], registry: &Registry, work: WorkId) -> WorkId {
    let of = |work: WorkId| facts_of(works, pages, work).version_of.as_ref().and_then(|of| registry.with_slug(&of.value));
    // Pages that name each other in a ring have no work above them.
    let ways: Vec<WorkId> = std::iter::successors(Some(work), |work| of(*work)).take(works.len() + 1).collect();
    if ways.len() > works.len() { work } else { ways.last().copied().unwrap_or(work) }
}

impl Corpus {
    /// The texts of the work that this is, or is a version of; none where there is only one.
    pub fn timeline(&self, work: WorkId) -> Option<Timeline> {
        let root = root(&self.works, &self.pages, &self.registry, work);
        note(Read::Versions(root.0));
        self.timeline_of(root)
    }

    /// The works that have other versions.
    pub fn with_versions(&self) -> impl Iterator<Item = WorkId> {
        note(Read::Works);
        self.versions.keys().copied()
    }

    fn timeline_of(&self, root: WorkId) -> Option<Timeline> {
        let members = self.versions.get(&root)?;
        let facts = |work: WorkId| facts_of(&self.works, &self.pages, work);
        let language = |work: WorkId| facts(work).lang.as_deref().unwrap_or("vi");
        let (texts, translations): (Vec<WorkId>, Vec<WorkId>) =
            members.iter().partition(|member| language(**member) == language(root));
        let mut versions: Vec<AppliedText> =
            texts.into_iter().map(|work| AppliedText { work, period: period(facts(work)) }).collect();
        versions.sort_by_key(|text| (text.period.map_or(Date::MAX, |period| period.from), text.work));
        end_with_the_next(&mut versions);
        let own = AppliedText { work: root, period: left(period(facts(root)), &versions) };
        versions.push(own);
        versions.sort_by_key(|text| (text.period.map_or(Date::MAX, |period| period.from), text.work));
        Some(Timeline { work: root, texts: versions, translations })
    }

    /// What [`Self::timeline`] of a work says on the day of the build, for its fingerprint.
    pub(super) fn timeline_now(&self, root: WorkId) -> Option<(Timeline, Option<WorkId>)> {
        let timeline = self.timeline_of(root)?;
        let now = timeline.on(self.today).map(|text| text.work);
        Some((timeline, now))
    }

    /// The work whose timeline a page stands in, or would.
    pub(super) fn root_of(&self, work: WorkId) -> WorkId {
        root(&self.works, &self.pages, &self.registry, work)
    }

    /// The text of a work's timeline that applies on the day of the build.
    pub fn applies_today(&self, timeline: &Timeline) -> Option<WorkId> {
        // Which text that is belongs to the timeline's fingerprint, so no page is made again for another day alone.
        timeline.on(self.today).map(|text| text.work)
    }
}

/// The days that a page states for its text; none where it does not, or where sources disagree.
fn period(front: &FrontMatter) -> Option<Period> {
    let settled = |field: &str| front.evidence_of(field) != Some(Evidence::Disputed);
    let from = front.effective.as_ref().filter(|_| settled("effective"))?.value;
    let until = front.expires.as_ref().filter(|_| settled("expires")).map(|expires| expires.value);
    until.is_none_or(|until| from < until).then_some(Period { from, until })
}

/// A version ends at the latest where the next begins.
fn end_with_the_next(versions: &mut [AppliedText]) {
    for at in 1..versions.len() {
        let next = versions[at].period.map(|period| period.from);
        if let (Some(next), Some(period)) = (next, &mut versions[at - 1].period) {
            period.until = Some(period.until.map_or(next, |until| until.min(next)));
        }
    }
}

/// What of the days of a work its versions leave to the text on its own page: one stretch, else nobody can tell.
fn left(whole: Option<Period>, versions: &[AppliedText]) -> Option<Period> {
    let mut left = vec![whole?];
    for version in versions {
        let taken = version.period?;
        left = left.into_iter().flat_map(|period| without(period, taken)).collect();
    }
    let mut left = left.into_iter();
    left.next().filter(|_| left.next().is_none())
}

/// A period without the days of another.
fn without(period: Period, taken: Period) -> impl Iterator<Item = Period> {
    let ends = |until: Option<Date>| until.unwrap_or(Date::MAX);
    let before = Period { from: period.from, until: Some(ends(period.until).min(taken.from)) };
    let after = taken.until.map(|until| Period { from: period.from.max(until), until: period.until });
    [Some(before), after].into_iter().flatten().filter(move |left| left.from < ends(left.until))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn period(from: i16, until: Option<i16>) -> Period {
        Period { from: date(from, 1, 1), until: until.map(|year| date(year, 1, 1)) }
    }

    fn texts(periods: &[Option<Period>]) -> Vec<AppliedText> {
        let mut texts: Vec<_> =
            (1..).zip(periods).map(|(at, period)| AppliedText { work: WorkId(at), period: *period }).collect();
        end_with_the_next(&mut texts);
        texts
    }

    #[test]
    fn the_own_text_has_the_days_that_versions_leave() {
        let whole = Some(period(2000, None));
        // An older text beside the present one, and a later one beside the first.
        assert_eq!(left(whole, &texts(&[Some(period(2000, Some(2010)))])), Some(period(2010, None)));
        assert_eq!(left(whole, &texts(&[Some(period(2010, None))])), Some(period(2000, Some(2010))));
        // Between two; before and after one, which is no one stretch; nothing; something unknown.
        let between = texts(&[Some(period(2000, Some(2005))), Some(period(2010, None))]);
        assert_eq!(left(whole, &between), Some(period(2005, Some(2010))));
        assert_eq!(left(whole, &texts(&[Some(period(2005, Some(2006)))])), None);
        assert_eq!(left(whole, &texts(&[Some(period(2000, None))])), None);
        assert_eq!(left(whole, &texts(&[None])), None);
        assert_eq!(left(None, &texts(&[Some(period(2000, Some(2010)))])), None);
    }

    proptest! {
        #[test]
        fn no_day_has_two_texts(years in prop::collection::vec((1990_i16..2030, proptest::option::of(1_i16..9)), 1..5), day in 1990_i16..2040) {
            let mut periods: Vec<Period> = years.iter().map(|(from, long)| period(*from, long.map(|long| from + long))).collect();
            periods.sort_by_key(|period| period.from);
            periods.dedup_by_key(|period| period.from);
            let versions = texts(&periods.into_iter().map(Some).collect::<Vec<_>>());
            let own = left(Some(period(1995, Some(2035))), &versions);
            let day = date(day, 1, 1);
            let applying = versions.iter().filter_map(|text| text.period).chain(own).filter(|period| period.has(day)).count();
            prop_assert!(applying <= 1);
        }
    }
}
