//! The structure of a legal text: its units, recognised alike in headings and plain lines.

mod unit;

pub use unit::{Level, Unit};
