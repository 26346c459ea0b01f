//! What the room is given.

use super::layout::Layout;
use super::theme::Theme;
use crate::content::{Register, Settings};
use crate::corpus::{Corpus, PageId};
use crate::disclosure::{Entry, Ledger};
use crate::history::Records;
use crate::reads::{self, Read, note};

/// What a site is rendered from.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// The corpus.
    pub corpus: &'a Corpus,
    /// What was public before.
    pub register: &'a Register,
    /// The past of the documents.
    pub records: &'a Records<'a>,
    /// The theme.
    pub theme: &'a Theme,
    /// How its pages lie.
    pub layout: &'a Layout,
}

impl<'a> Site<'a> {
    /// The ledger of disclosure.
    pub(super) fn ledger(&self) -> Ledger<'a> {
        note(Read::Disclosure);
        Ledger {
            tables: &self.settings.disclosure,
            register: self.register(),
            agency: &self.settings.agency,
            today: self.corpus.today(),
        }
    }

    /// The entry of a page in it: who reads one has read what it says, not the day and the tables.
    pub(super) fn entry(&self, page: PageId) -> Entry<'a> {
        reads::instead(Read::Entry(page.0), || self.ledger().of_page(self.corpus.page(page)))
    }

    /// What tells one state of an entry from the next, wherever its rule stands in the table.
    pub(super) fn entry_print(&self, page: PageId) -> String {
        let entry = self.entry(page);
        let rule = entry.duty.rule().map(|rule| (&rule.id.value, &rule.about));
        let days = (entry.created, entry.due, entry.published, entry.days_taken, entry.keep_until);
        format!("{:?}", (rule, days, entry.withdrawn_early, entry.state))
    }

    /// What was public before.
    pub(super) fn register(&self) -> &'a Register {
        note(Read::Register);
        self.register
    }
}
