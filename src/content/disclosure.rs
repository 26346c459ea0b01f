//! The tables of disclosure that editors keep without code: what must be public and why, and which days are no working days.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::front_matter::{Evidence, Field, SourceReference};
use super::source::SitePath;
use crate::citation::Kind;

/// Working days before the last one within which a document is due soon, where the table does not say.
pub(super) const DUE_SOON: u16 = 2;

/// `content/data/disclosure.yaml` and `content/data/holidays.yaml`.
#[derive(Debug, Clone, Default)]
pub struct DisclosureTables {
    /// The rules, in the order in which they are tried.
    pub rules: Vec<DisclosureRule>,
    /// The file of the rules; none where the site has none.
    pub file: Option<SitePath>,
    /// Working days before the last one within which a document is due soon.
    pub due_soon: u16,
    /// Days off and make-up days by year. A year that is not there is not known.
    pub holidays: BTreeMap<i16, HolidayYear>,
}

/// What must be public, by what law, and by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosureRule {
    /// Its name in the table and in data.
    pub id: Field<String>,
    /// What it is about, for readers.
    pub about: String,
    /// Kinds of document that it covers; all where none is named.
    pub kinds: Vec<Kind>,
    /// Issuers whose documents it covers; all where none is named.
    pub issuers: Vec<String>,
    /// Whether it covers the agency's own documents alone, or those of others alone.
    pub own: Option<bool>,
    /// Words of which one stands in the title; any title where there are none.
    pub titles: Vec<String>,
    /// Subjects of which the document has one; any where there are none.
    pub subjects: Vec<String>,
    /// Whether what it covers must be public; else it says why it need not be.
    pub required: bool,
    /// The provision that says so.
    pub source: SourceReference,
    /// The first day on which it applies.
    pub from: Option<Date>,
    /// The first day on which it no longer applies.
    pub to: Option<Date>,
    /// The day as of which somebody looked at the law.
    pub as_of: Date,
    /// How sure the rule is.
    pub evidence: Option<Evidence>,
    /// Working days from creation within which it must be public.
    pub working_days: Option<u16>,
    /// Whether the day of issue is the day of creation where none is stated.
    pub issued_is_created: bool,
    /// Days for which it must at least stay public.
    pub days_online: Option<u16>,
    /// In what form it must be public.
    pub form: Option<String>,
}

/// The days of a year that are not as the week has them.
#[derive(Debug, Clone)]
pub struct HolidayYear {
    /// How sure it is that nothing is missing.
    pub evidence: Option<Evidence>,
    /// Where the days are known from.
    pub source: SourceReference,
    /// A remark for readers.
    pub note: Option<String>,
    /// Days off.
    pub off: Vec<DayOff>,
    /// Days of rest on which is worked, in place of another day.
    pub worked: Vec<DayWorked>,
}

/// Days off, one or several in a row.
#[derive(Debug, Clone)]
pub struct DayOff {
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
    /// Why.
    pub name: String,
    /// How sure they are.
    pub evidence: Option<Evidence>,
}

/// A day on which is worked in place of another.
#[derive(Debug, Clone)]
pub struct DayWorked {
    /// The day.
    pub date: Date,
    /// For what.
    pub name: String,
    /// How sure it is.
    pub evidence: Option<Evidence>,
}
