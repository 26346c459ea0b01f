//! Diagrams of how documents relate, drawn here and written as inline SVG.
//!
//! Made for a phone: a drawing is [`WIDTH`] units wide, about the pixels that a small phone has for it, so that its text is
//! read at its own size; everything stands in one column and titles wrap. [`surroundings()`] draws one document between
//! those it acts on and those that act on it, [`overview()`] many documents with lines beside them. Layout is whole numbers
//! from texts alone, so the same content gives the same bytes. The page repeats every line in a table.

mod drawing;
mod overview;
mod surroundings;
mod svg;
#[cfg(test)]
mod tests;
mod wording;

pub(super) use overview::{Entry, Line, Section, overview};
pub(super) use surroundings::{Group, Item, surroundings};
pub(super) use svg::svg;

/// How many units a drawing is wide.
const WIDTH: u32 = 320;

/// The size of all text in units; the style sheet has the same number.
const SIZE: u32 = 14;

/// From one line of text to the next.
const LEADING: u32 = 19;
