//! The registry of works, what citations and relations resolve to, and who cites whom.

mod model;

pub use model::{Certainty, CitationUse, Corpus, Edge, PageId, Resolution, Validity, Work, WorkId};
