//! How well citations are recognised, measured against texts in which people marked every citation by hand.
//!
//! Pure functions over marked and predicted citations; the room knows neither the recogniser nor a file. What counts as
//! right is that of the gold standard's own `score.py`, whose figures a test compares with these:
//!
//! - **span**: same start and end; **overlap**: at least one character in common;
//! - **work**: overlap and the same work; **full**: the same set of provisions as well, the headline figure;
//! - **wrong**: links whose marked citation has another target; **spurious**: links that no marked citation shares.
//!
//! [`judge()`] compares one document, [`Tally`] adds documents up, [`Scores`] is what is published, [`changes()`] tells what
//! became right or wrong since earlier predictions.

mod changes;
mod gold;
mod judge;
mod matching;
mod scores;
mod tally;

pub use changes::{Change, Turn, changes};
pub use gold::{GoldDocument, Marked, hash, read_lines};
pub use judge::{Verdict, judge};
pub use matching::Criterion;
pub use scores::{DocumentSummary, Figures, GoldSummary, KindFigures, Scores, Share};
pub use tally::{KindTally, Ratios, Tally};
