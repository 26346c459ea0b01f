//! Texts as HTML: written here and not by a Markdown renderer, because numbers are text and citations cross mark-up.

mod block;
mod escape;
mod inline;

pub(super) use block::{CitedHere, CitingDocument, Extras, body};
pub(super) use escape::escape;
pub(super) use inline::{CitationLink, footnote_id};
