//! congkhai: from a public agency's legal documents in Markdown to a checked, cross-linked, atomically published site.
pub mod check;
pub mod citation;
pub mod content;
pub mod corpus;
pub mod diagnostic;
pub mod publish;
pub mod serve;
pub mod text;
pub mod watch;
pub mod world;
