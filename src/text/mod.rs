//! The one normaliser: every room that compares, cites, sorts or names things uses these functions.
//!
//! - [`normalize()`]: the form in which text is kept and printed;
//! - [`canonical_tones`], [`key`]: the form in which names are compared;
//! - [`fold()`], [`slug()`], [`sort_key`], [`initial`]: what is derived from it.
//!
//! Those that change a text give it [`Mapped`], with the way back to the source bytes. Nothing here knows what a law is.

mod fold;
mod normalize;
mod offset;
mod rewrite;
mod slug;
mod sort;
#[cfg(test)]
mod tests;
mod tone;

pub use fold::{fold, key};
pub use normalize::{is_normal, normalize};
pub use offset::{Mapped, OffsetMap};
pub use slug::{mapped_slug, slug};
pub use sort::{initial, sort_key};
pub use tone::{canonical_tones, word_key};
