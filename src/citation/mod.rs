//! Viện dẫn: text in, citations with spans out. Nothing here reads files, writes HTML or knows which works exist.
//!
//! [`Recognizer::scan`] reads one block's text. [`number`](DocumentNumber), `date` and `name` are its parts;
//! [`Kind`] is the one table of kinds of documents.

mod date;
mod kind;
mod name;
mod number;
mod scan;

use std::ops::Range;

use jiff::civil::Date;

pub use kind::{Kind, Kinds};
pub use number::DocumentNumber;
pub use scan::Recognizer;

/// A citation and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Its bytes in the text: kind, `số`, number or name, and the date that follows directly.
    pub span: Range<usize>,
    /// What it says of the work it means.
    pub mention: Mention,
}

/// What a citation says of the work it means; at least one of `number` and `name` is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mention {
    /// The kind, where it is written.
    pub kind: Option<Kind>,
    /// The number.
    pub number: Option<DocumentNumber>,
    /// The date of issue.
    pub date: Option<Date>,
    /// The year written after a name: `Luật Đất đai năm 2013`.
    pub year: Option<i16>,
    /// The id of the name, as given to the recogniser.
    pub name: Option<u32>,
    /// Where the text after `của` that follows the citation stands: the issuer, if anything.
    pub issuer: Option<Range<usize>>,
}
