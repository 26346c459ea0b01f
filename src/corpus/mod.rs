//! The registry of works, what citations and relations resolve to, validity on a date, and who cites whom.
//!
//! [`Corpus::build`] takes what `content` read and answers every question the later rooms have: whose page is this,
//! what does this citation point at, is it in force, who cites it. Nothing here renders.

mod access;
mod build;
mod changes;
mod connections;
mod fingerprint;
mod identifier;
mod issuer_name;
mod link;
mod model;
mod name;
mod places;
mod registry;
mod relations;
mod replace;
mod resolve;
mod source;
mod validity;
mod versions;

pub use changes::{Change, Turn};
pub use connections::{Connection, Tie};
pub(crate) use fingerprint::{Prints, print};
pub use model::{
    BrokenRelation, Certainty, CitationUse, CitedAt, CitedPlace, Corpus, Difference, Edge, PageId, Resolution, Validity, Work,
    WorkId,
};
pub use name::{cited_again, cited_first, full_name, official_date, provision_name, short_name};
pub use places::Standing;
pub(crate) use registry::{slug_of, with_kind};
pub use source::{host, source};
pub use versions::{AppliedText, Period, Timeline};
