//! What templates show, ready to be shown: words chosen, dates written, addresses made relative.

mod accuracy;
mod citation_links;
mod cited_places;
mod common;
mod document;
mod facts;
mod legal_basis;
mod list;
mod pack_guide;
mod reading;
mod relations;
mod search;

pub(super) use accuracy::{ACCURACY, accuracy};
pub(super) use common::{Frame, HOME, Views};
pub(super) use document::{document, home, page};
pub(super) use list::{further, list};
pub(super) use pack_guide::pack_guide;
pub(super) use search::{OPEN_SEARCH, SEARCH, open_search, search};
