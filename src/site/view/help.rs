//! The pages on the site itself: how to use it, how accessible it is.

use serde::Serialize;

use super::common::{Frame, Views};

/// Their paths, without the ending of pages.
pub(in crate::site) const HELP: &str = "tro-giup";
pub(in crate::site) const ACCESSIBILITY: &str = "tiep-can";

#[derive(Debug, Serialize)]
pub(in crate::site) struct HelpView {
    frame: Frame,
}

pub(in crate::site) fn help(views: &Views<'_>) -> HelpView {
    HelpView { frame: views.frame(&views.output(HELP), views.word("help"), None) }
}

pub(in crate::site) fn accessibility(views: &Views<'_>) -> HelpView {
    HelpView { frame: views.frame(&views.output(ACCESSIBILITY), views.word("accessibility"), None) }
}
