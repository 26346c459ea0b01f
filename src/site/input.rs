//! What the room is given.

use super::theme::Theme;
use crate::content::Settings;
use crate::corpus::Corpus;

/// What a site is rendered from.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// The corpus.
    pub corpus: &'a Corpus,
    /// The theme.
    pub theme: &'a Theme,
}
