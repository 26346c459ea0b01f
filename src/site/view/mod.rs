//! What templates show, ready to be shown: words chosen, dates written, addresses made relative.

mod accuracy;
mod citation_links;
mod cited_places;
mod common;
mod contents;
mod deadlines;
mod diagram;
mod document;
mod facts;
mod help;
mod languages;
mod legal_basis;
mod list;
mod map;
mod number;
mod offline;
mod pack_guide;
mod part;
mod places;
mod plan;
mod print;
mod reading;
mod relations;
mod search;
mod shown;

pub(super) use accuracy::{ACCURACY, accuracy};
pub(super) use common::{Frame, HOME, Views};
pub(super) use deadlines::{calendar_folder, calendar_paths, calendars};
pub(super) use document::{document, home, page};
pub(super) use help::{ACCESSIBILITY, HELP, accessibility, help};
pub(super) use list::{further, list};
pub(super) use map::{MAP, map};
pub(super) use offline::{offline, unsaved};
pub(super) use pack_guide::pack_guide;
pub(super) use part::{part, whole};
pub(super) use search::{OPEN_SEARCH, SEARCH, cut, open_search, search};
