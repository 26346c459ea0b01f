//! Which rule says whether a document must be public: the first that covers it and applies on its day.

use jiff::civil::Date;

use crate::content::{DisclosureRule, FrontMatter};
use crate::text::key;

/// What the rules say of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Duty<'a> {
    /// It must be public.
    Required(&'a DisclosureRule),
    /// It need not be made public by this agency.
    NotRequired(&'a DisclosureRule),
    /// The day of the document is not known, and these rules say different things of different days.
    Undecided(Vec<&'a DisclosureRule>),
    /// No rule covers it.
    NoRule,
}

impl<'a> Duty<'a> {
    /// The rule by which it must be public.
    pub fn required(&self) -> Option<&'a DisclosureRule> {
        if let Self::Required(rule) = self { Some(rule) } else { None }
    }

    /// The one rule that speaks of it.
    pub fn rule(&self) -> Option<&'a DisclosureRule> {
        match self {
            Self::Required(rule) | Self::NotRequired(rule) => Some(rule),
            Self::Undecided(_) | Self::NoRule => None,
        }
    }
}

/// What rules say of a document that came into being between two days.
///
/// Between days on which a rule begins or ends they say the same, so one day of each stretch is asked.
pub(super) fn duty<'a>(rules: &'a [DisclosureRule], front: &FrontMatter, agency: &str, (first, last): (Date, Date)) -> Duty<'a> {
    let covering: Vec<&DisclosureRule> = rules.iter().filter(|rule| covers(rule, front, agency)).collect();
    let turns = covering.iter().flat_map(|rule| [rule.from, rule.to]).flatten();
    let days = turns.filter(|day| (first..=last).contains(day)).chain([first]);
    let mut said: Vec<Option<&DisclosureRule>> = Vec::new();
    for day in days {
        let rule = covering.iter().copied().find(|rule| applies(rule, day));
        if !said.contains(&rule) {
            said.push(rule);
        }
    }
    match said[..] {
        [Some(rule)] if rule.required => Duty::Required(rule),
        [Some(rule)] => Duty::NotRequired(rule),
        [None] | [] => Duty::NoRule,
        _ => Duty::Undecided(covering.into_iter().filter(|rule| said.contains(&Some(rule))).collect()),
    }
}

fn applies(rule: &DisclosureRule, day: Date) -> bool {
    rule.from.is_none_or(|from| from <= day) && rule.to.is_none_or(|to| day < to)
}

/// Whether a rule is about documents like this one. What is not known of a document is never taken for what a rule asks.
fn covers(rule: &DisclosureRule, front: &FrontMatter, agency: &str) -> bool {
    let issuer = front.issuer.as_ref().map(|issuer| key(&issuer.value).text);
    let is_one_of = |names: &[String]| issuer.as_ref().is_some_and(|own| names.iter().any(|name| key(name).text == *own));
    let is_own = issuer.as_ref().map(|issuer| *issuer == key(agency).text);
    let title = front.title.as_ref().map(|title| key(&title.value).text).unwrap_or_default();
    let subjects: Vec<String> = front.subjects.iter().map(|subject| key(&subject.value).text).collect();
    (rule.kinds.is_empty() || front.kind.as_ref().is_some_and(|kind| rule.kinds.contains(&kind.value)))
        && (rule.issuers.is_empty() || is_one_of(&rule.issuers))
        && (rule.own.is_none() || rule.own == is_own)
        && (rule.titles.is_empty() || rule.titles.iter().any(|words| has_words(&title, &key(words).text)))
        && (rule.subjects.is_empty() || rule.subjects.iter().any(|subject| subjects.contains(&key(subject).text)))
}

/// Whether words stand in a text as whole words.
fn has_words(text: &str, words: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_whole = |(at, found): (usize, &str)| {
        !is_letter(text[..at].chars().next_back()) && !is_letter(text[at + found.len()..].chars().next())
    };
    text.match_indices(words).any(is_whole)
}
