//! The pages on the site itself: how to use it, how accessible it is.

use serde::Serialize;

use super::common::{Frame, Views};

/// Their paths.
pub(in crate::site) const HELP: &str = "tro-giup.html";
pub(in crate::site) const ACCESSIBILITY: &str = "tiep-can.html";

#[derive(Debug, Serialize)]
pub(in crate::site) struct HelpView {
    frame: Frame,
}

pub(in crate::site) fn help(views: &Views<'_>) -> HelpView {
    HelpView { frame: views.frame(HELP, views.word("help"), None) }
}

pub(in crate::site) fn accessibility(views: &Views<'_>) -> HelpView {
    HelpView { frame: views.frame(ACCESSIBILITY, views.word("accessibility"), None) }
}
