//! congkhai: from a public agency's legal documents in Markdown to a checked, cross-linked, atomically published site.
//!
//! Text flows one way through the rooms, and a room knows only the rooms before it:
//!
//! ```text
//! content/*.md ─► text ─► content ─► citation ─► corpus ─► check ─► site ─► publish ─► public/
//! ```
//!
//! - [`text`]: the one normaliser; knows no law.
//! - [`citation`]: text in, citations with spans out.
//! - [`content`]: front matter, Markdown, the structure of a legal text.
//! - [`corpus`]: the registry of works, resolution, relations, validity, backlinks.
//! - [`history`]: what git knows of earlier versions, and what changed between them.
//! - [`disclosure`]: what must be public and by when, from tables of the site.
//! - [`check`]: the rules, one concern a file.
//! - [`site`]: every output as bytes.
//! - [`scaffold`]: drafts of pages for cited works that have none.
//! - [`import`]: Word, HTML and plain text to pages.
//! - [`ci`]: ready files for the CI of GitLab and GitHub.
//! - [`hook`]: the scripts that git runs before a commit and after a push.
//! - [`mod@format`]: how a page's file is written, without a change to what it says.
//! - [`starter`]: the files of a new site.
//! - [`publish`]: staging, the exchange, the manifest.
//! - [`deliver`]: a published site to where its readers are: a folder, or object storage.
//! - [`server`]: settings for web servers, from the one table of [`media`], which knows types, times and headers.
//! - [`net`]: the way out to other machines.
//! - [`watch`], [`serve`]: when to build again, and the preview.
//! - [`diagnostic`]: what is wrong, where, what to do.
//! - [`mod@register`]: what becomes public is written down, so that its addresses go on answering.
//! - [`reads`]: what each output was made from.
//! - [`pipeline`]: one build from end to end; [`world`] is its only door to the outside.
//! - [`observer`]: what a build tells of its steps while it runs.
//! - [`accuracy`]: how well citations are recognised, against texts marked by hand; knows no other room.
//! - [`cli`]: arguments to settings, results to exit codes.
//!
//! ARCHITECTURE.md has the picture, the invariants and where to add what.

pub mod accuracy;
pub mod check;
pub mod ci;
pub mod citation;
pub mod cli;
pub mod content;
pub mod corpus;
pub mod deliver;
pub mod diagnostic;
pub mod disclosure;
pub mod format;
pub mod hash;
pub mod history;
pub mod hook;
pub mod import;
pub mod media;
pub mod net;
pub mod observer;
pub mod pipeline;
pub mod publish;
pub mod reads;
pub mod record;
pub mod register;
pub mod scaffold;
pub mod search;
pub mod serve;
pub mod server;
pub mod site;
pub mod starter;
pub mod text;
pub mod verify;
pub mod watch;
pub mod world;
