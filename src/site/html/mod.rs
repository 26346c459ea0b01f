//! Texts as HTML: written here and not by a Markdown renderer, because numbers are text and citations cross mark-up.

mod behind;
mod block;
mod escape;
mod inline;
mod wrap;

pub(super) use behind::{CitedHere, CitingDocument};
pub(super) use block::{Extras, body};
pub(super) use escape::escape;
pub(super) use inline::{CitationLink, footnote_id};
