//! The ledger of disclosure (*sổ công khai*): for each document whether it must be public and why, by when, and what is known of
//! whether it was.
//!
//! Rules and days off are tables of the site (`content/data/`), dates are those of front matter. A date that is not known stays so:
//! without the day of creation, or with a year of which nobody wrote down the days off, no last day is reckoned.

mod calendar;
mod entry;
mod rule;
#[cfg(test)]
mod tests;

pub use calendar::{Calendar, Doubt, Due};
pub use entry::{Created, Entry, NoDue, Published, PublishedBy, State, published_on};
pub use rule::Duty;

use jiff::civil::Date;

use crate::content::{DisclosureTables, FrontMatter, Page, Register};

/// What entries are made from.
#[derive(Debug, Clone, Copy)]
pub struct Ledger<'a> {
    /// Rules and days off.
    pub tables: &'a DisclosureTables,
    /// What was public before.
    pub register: &'a Register,
    /// The agency whose duties these are.
    pub agency: &'a str,
    /// The day for which states are told.
    pub today: Date,
}

impl<'a> Ledger<'a> {
    /// The entry of a document that has a page.
    pub fn of_page(&self, page: &'a Page) -> Entry<'a> {
        entry::entry(self, &page.front, published_on(page, self.register))
    }

    /// The entry of a document whose page is a draft: whatever it says, the page is not public.
    pub fn of_draft(&self, front: &'a FrontMatter) -> Entry<'a> {
        entry::entry(self, front, entry::stated(front))
    }

    /// The days on which is worked.
    pub fn calendar(&self) -> Calendar<'a> {
        Calendar(&self.tables.holidays)
    }
}
