//! The site as bytes per path: views for templates, the body of each text, lists. Nothing here writes to disk.
//!
//! [`render()`] hands every output to a sink as soon as it is made, from many threads; each output is a function of the
//! corpus, the settings and the theme alone. Bodies are written by `html`; templates add the frame and the panels
//! from the structs in `view`.

mod answers;
mod calendar;
mod data;
mod diagram;
mod division;
mod excerpt;
mod fingerprint;
mod href;
mod html;
mod input;
mod layout;
mod lists;
mod locale;
mod log;
mod offline;
mod parts;
mod qr;
mod render;
mod scripts;
mod sitemap;
mod tasks;
mod template_prints;
mod theme;
mod view;
mod words;

pub use answers::{Addresses, addresses};
pub use data::is_late;
pub use fingerprint::{Parts, part_name};
pub use input::Site;
pub use layout::Layout;
pub use offline::OfflineLists;
pub use render::{generated_paths, index, kept_index, pack_guide, render};
pub use tasks::{Always, Emit, Maker};
pub use theme::{TemplateProblem, Theme};

/// The list of a site's files, which pages lead to and `publish` writes.
pub const MANIFEST: &str = "build.json";
/// Its signature, beside it.
pub const MANIFEST_SIGNATURE: &str = "build.json.minisig";
