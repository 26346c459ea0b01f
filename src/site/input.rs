//! What the room is given.

use super::layout::Layout;
use super::theme::Theme;
use crate::content::Settings;
use crate::corpus::Corpus;
use crate::history::Records;

/// What a site is rendered from.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// The corpus.
    pub corpus: &'a Corpus,
    /// The past of the documents.
    pub records: &'a Records<'a>,
    /// The theme.
    pub theme: &'a Theme,
    /// How its pages lie.
    pub layout: &'a Layout,
}
