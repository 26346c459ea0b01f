//! `version-period`: of several texts of a work it can be told which applies on a day.

use super::Context;
use crate::content::{Field, FrontMatter, SitePath};
use crate::corpus::{AppliedText, Timeline, WorkId, official_date};
use crate::diagnostic::{Code, Diagnostic, Say};

pub(super) fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let works: Vec<WorkId> = context.corpus.with_versions().collect();
    let timelines = works.into_iter().filter_map(|work| context.corpus.timeline(work));
    timelines.flat_map(|timeline| of_work(context, &timeline)).collect()
}

fn of_work(context: &Context<'_>, timeline: &Timeline) -> Vec<Diagnostic> {
    let mut problems: Vec<Diagnostic> =
        timeline.texts.windows(2).filter_map(|pair| overlapping(context, pair[0].work, pair[1].work)).collect();
    let unknown: Vec<&AppliedText> = timeline.texts.iter().filter(|text| text.period.is_none()).collect();
    // Where a day is not known at all, that is said on the pages; where all days are stated, they must leave some.
    if let [AppliedText { work, .. }] = unknown[..]
        && *work == timeline.work
    {
        problems.extend(nothing_left(context, timeline.work));
    }
    problems
}

/// Two versions whose pages claim the same days.
fn overlapping(context: &Context<'_>, first: WorkId, second: WorkId) -> Option<Diagnostic> {
    let corpus = context.corpus;
    let (one, other) = (corpus.facts(first), corpus.facts(second));
    let both_versions = one.version_of.is_some() && other.version_of.is_some();
    let begins = other.effective.as_ref().filter(|_| both_versions)?;
    let same_day = one.effective.as_ref().is_some_and(|effective| effective.value == begins.value);
    let too_long = one.expires.as_ref().is_some_and(|expires| expires.value > begins.value);
    if !same_day && !too_long {
        return None;
    }
    let (name, day) = (&corpus.work(first).slug, official_date(begins.value));
    let message = Say::new(
        format!("bản này áp dụng từ {day}, khi bản `{name}` vẫn còn áp dụng"),
        format!("this text applies from {day}, while the text `{name}` still does"),
    );
    Some(told(context.file_of(second)?, begins, message))
}

/// A work whose versions leave no days, or several stretches of them, to the text on its own page.
fn nothing_left(context: &Context<'_>, work: WorkId) -> Option<Diagnostic> {
    let facts: &FrontMatter = context.corpus.facts(work);
    let effective = facts.effective.as_ref()?;
    let message = Say::new(
        "không biết văn bản ở trang này áp dụng vào những ngày nào: các bản khác chiếm hết hoặc xen giữa",
        "nobody can tell on which days the text of this page applies: its other versions leave none, or several stretches",
    );
    Some(told(context.file_of(work)?, effective, message))
}

fn told<T>(file: &SitePath, at: &Field<T>, message: Say) -> Diagnostic {
    Diagnostic::new(Code::VersionPeriod, message).at(file, at.span.clone()).help(
        "ghi `effective` (ngày bắt đầu áp dụng) và `expires` (ngày thôi áp dụng) ở trang của từng bản sao cho không trùng nhau",
        "state `effective` (the first day) and `expires` (the first day no more) on the page of each version so that they do not overlap",
    )
}
