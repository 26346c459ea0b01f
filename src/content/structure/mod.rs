//! The structure of a legal text: its units, recognised alike in headings and plain lines.
//!
//! `build` walks the blocks once. `marker` reads how a unit begins, `quote` keeps text quoted to amend another
//! document out of the outline, `outline` numbers what is found and gives every place its path and id (the
//! contract's table "Structure and ids"), `naming` makes labels, titles and ids.

pub(crate) mod marker;
mod naming;
mod outline;
mod quote;
mod title;
mod unit;

pub(crate) use marker::{Marker, POINT_LETTERS, ordinal_value, read as read_marker, roman_value, splits, to_roman};
pub(crate) use outline::{Finding, FindingKind, build};
pub(crate) use title::in_capitals;
pub use unit::{Level, Unit};
