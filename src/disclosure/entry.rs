//! The entry of a document in the ledger.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Ledger;
use super::calendar::Due;
use super::rule::{Duty, duty};
use crate::content::{DisclosureRule, Evidence, Extent, FrontMatter, Page, Register};

/// What the ledger has of a document.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// Whether it must be public, and by which rule.
    pub duty: Duty<'a>,
    /// The day it came into being, as far as it is known.
    pub created: Option<Created>,
    /// The last day, or why none can be told; nothing of a document that need not be public.
    pub due: Option<Result<Due, NoDue>>,
    /// The day it was first public, where that is known.
    pub published: Option<Published>,
    /// Working days that it took.
    pub days_taken: Option<u32>,
    /// The last day on which it must still be public.
    pub keep_until: Option<Date>,
    /// Whether it was withdrawn before that day.
    pub withdrawn_early: bool,
    /// The state on the day for which the ledger tells.
    pub state: State,
}

/// The day a document came into being.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Created {
    /// The day.
    pub date: Date,
    /// Whether it is the day of issue, which the rule takes for it.
    pub is_issued: bool,
    /// How sure it is.
    pub evidence: Option<Evidence>,
}

/// The day a document was first public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The day.
    pub date: Date,
    /// Who says so.
    pub by: PublishedBy,
}

/// Where a day of publication is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishedBy {
    /// The front matter of its page.
    FrontMatter,
    /// The register of published addresses.
    Register,
}

/// Why no last day can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDue {
    /// The day of creation is not known.
    Created,
    /// The days off of a year are not known.
    Year(i16),
    /// It was published before it came into being, so one of the dates is wrong.
    PublishedBefore,
}

/// What the ledger says of a document on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The last day is over and no day of publication is stated.
    Overdue,
    /// The last day comes soon.
    DueSoon,
    /// There is time left.
    Pending,
    /// It was published after the last day.
    Late,
    /// The page holds no text of it; where and when it was published is not known.
    PublicationUnknown,
    /// No last day can be told.
    NotComputable,
    /// Which rule applies hangs on a day that is not known.
    Undecided,
    /// It was published in time.
    OnTime,
    /// It was withdrawn.
    Withdrawn,
    /// No rule covers it.
    NoRule,
    /// It need not be made public by this agency.
    NotRequired,
}

impl State {
    /// Every state with its key in data and in the words of the theme, in the order in which the ledger has them.
    pub const ALL: [(Self, &str); 11] = [
        (Self::Overdue, "overdue"),
        (Self::DueSoon, "due_soon"),
        (Self::Pending, "pending"),
        (Self::Late, "late"),
        (Self::PublicationUnknown, "publication_unknown"),
        (Self::NotComputable, "not_computable"),
        (Self::Undecided, "undecided"),
        (Self::OnTime, "on_time"),
        (Self::Withdrawn, "withdrawn"),
        (Self::NoRule, "no_rule"),
        (Self::NotRequired, "not_required"),
    ];

    /// Its key.
    pub fn key(self) -> &'static str {
        Self::ALL.iter().find(|(state, _)| *state == self).map_or("no_rule", |(_, key)| key)
    }
}

/// The day a document was first public.
///
/// The one place that knows where that stands: in front matter, else in the register of published addresses. That speaks of
/// pages: it stands in for a page that holds the text, but an outline publishes no document.
pub fn published_on(page: &Page, register: &Register) -> Option<Published> {
    let registered = || Some(Published { date: register.of_page(page)?.first?, by: PublishedBy::Register });
    stated(&page.front).or_else(|| registered().filter(|_| page.front.text == Extent::Full))
}

/// The day that front matter states.
pub(super) fn stated(front: &FrontMatter) -> Option<Published> {
    let published = front.disclosure.as_ref()?.published.as_ref()?;
    Some(Published { date: published.value, by: PublishedBy::FrontMatter })
}

pub(super) fn entry<'a>(ledger: &Ledger<'a>, front: &'a FrontMatter, published: Option<Published>) -> Entry<'a> {
    // A day to come is a plan.
    let published = published.filter(|published| published.date <= ledger.today);
    let duty = duty(&ledger.tables.rules, front, ledger.agency, days_of(front));
    let rule = duty.required();
    let created = created(front, duty.rule());
    let due = rule.map(|rule| due(ledger, rule, created, published));
    let days_taken = match (&due, created, published) {
        (Some(Ok(_)), Some(created), Some(published)) => ledger.calendar().between(created.date, published.date).ok(),
        _ => None,
    };
    let keep_until = rule.and_then(|rule| rule.days_online).zip(published);
    let keep_until = keep_until.and_then(|(days, published)| published.date.checked_add(i64::from(days).days()).ok());
    let withdrawn = front.withdrawn.as_ref();
    let withdrawn_early =
        withdrawn.and_then(|withdrawn| withdrawn.date).zip(keep_until).is_some_and(|(withdrawn, until)| withdrawn <= until);
    let state = if withdrawn.is_some() { State::Withdrawn } else { state(ledger, front, &duty, due.as_ref(), published) };
    Entry { duty, created, due, published, days_taken, keep_until, withdrawn_early, state }
}

/// The days between which a document came into being: any day where nothing is known.
fn days_of(front: &FrontMatter) -> (Date, Date) {
    let stated = front.disclosure.as_ref().and_then(|disclosure| disclosure.created.as_ref());
    let known = stated.map(|created| (created.value, created.value)).or_else(|| issued(front));
    known.unwrap_or((Date::MIN, Date::MAX))
}

/// The days between which it was issued, where sources agree.
fn issued(front: &FrontMatter) -> Option<(Date, Date)> {
    let is_open =
        front.issued_between.is_none() && matches!(front.evidence_of("issued"), Some(Evidence::Disputed | Evidence::Unknown));
    front.issued_range().filter(|_| !is_open)
}

/// The day of creation: as stated, or that of issue where the rule takes it for that.
fn created(front: &FrontMatter, rule: Option<&DisclosureRule>) -> Option<Created> {
    let stated = front.disclosure.as_ref().and_then(|disclosure| disclosure.created.as_ref());
    if let Some(created) = stated {
        return Some(Created { date: created.value, is_issued: false, evidence: None });
    }
    let is_one_day = |(first, last): &(Date, Date)| first == last;
    let issued = issued(front).filter(is_one_day).filter(|_| rule.is_some_and(|rule| rule.issued_is_created));
    issued.map(|(date, _)| Created { date, is_issued: true, evidence: front.evidence_of("issued") })
}

fn due(ledger: &Ledger<'_>, rule: &DisclosureRule, created: Option<Created>, published: Option<Published>) -> Result<Due, NoDue> {
    let created = created.ok_or(NoDue::Created)?.date;
    if published.is_some_and(|published| published.date < created) {
        return Err(NoDue::PublishedBefore);
    }
    ledger.calendar().due(created, rule.working_days.unwrap_or(0)).map_err(NoDue::Year)
}

fn state(
    ledger: &Ledger<'_>,
    front: &FrontMatter,
    duty: &Duty<'_>,
    due: Option<&Result<Due, NoDue>>,
    published: Option<Published>,
) -> State {
    let due = match (duty, due) {
        (Duty::NotRequired(_), _) => return State::NotRequired,
        (Duty::NoRule, _) => return State::NoRule,
        (Duty::Undecided(_), _) => return State::Undecided,
        (Duty::Required(_), Some(Ok(due))) => due.date,
        (Duty::Required(_), _) => return State::NotComputable,
    };
    match published {
        Some(published) if published.date <= due => State::OnTime,
        Some(_) => State::Late,
        None if front.text == Extent::Outline => State::PublicationUnknown,
        None if ledger.today > due => State::Overdue,
        None => {
            let left = ledger.calendar().between(ledger.today, due);
            if left.is_ok_and(|left| left <= u32::from(ledger.tables.due_soon)) { State::DueSoon } else { State::Pending }
        }
    }
}
