//! What the room is given.

use super::layout::Layout;
use super::theme::Theme;
use crate::content::{Register, Settings};
use crate::corpus::Corpus;
use crate::history::Records;
use crate::reads::{Read, note};

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
    /// What was public before.
    pub(super) fn register(&self) -> &'a Register {
        note(Read::Register);
        self.register
    }
}
