//! Reading offline: the packs a reader may save, what is in each, the service worker and the manifest of the app.
//!
//! Nothing of it runs until a reader asks for it on the page `ngoai-tuyen`. Lists and not archives: a list is
//! half a per cent of what it names, and an update fetches only what another hash stands beside.
//!
//! | file | payload |
//! |---|---|
//! | `sw.js` | the worker; without a hash in its name, because its folder is what it may answer for |
//! | `ngoai-tuyen/ban.json` | `{packs: {id: [hash of its list, files, bytes]}}`: small, to see whether something is new |
//! | `ngoai-tuyen/<id>.json` | a pack: `[[address, hash, bytes], …]` |
//!
//! The pack `khung` (the pages of the frame, the theme, the index without texts) is part of every other and not repeated
//! in their lists.

mod contents;
mod packs;
mod worker;

pub(super) use contents::FOLDER;
pub use contents::OfflineLists;
pub(super) use packs::{About, Pack, packs};
pub(super) use worker::{MANIFEST, WORKER, manifest, worker};

/// The page that offers it, and what a page that is not saved is answered with; without the ending of pages.
pub(super) const PAGE: &str = "ngoai-tuyen";
pub(super) const UNSAVED: &str = "chua-luu";
