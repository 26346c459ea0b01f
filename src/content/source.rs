//! A text file of the site: as it lies on disk and as the rooms read it.

use std::ops::Range;
use std::sync::Arc;

use crate::text::{OffsetMap, normalize};

/// A path relative to the site's folder with `/` between parts: `content/van-ban/luat-10-2022-qh15.md`.
pub type SitePath = Arc<str>;

/// A text file: the original for diagnostics and downloads, the normalised text for everything else.
#[derive(Debug)]
pub struct Source {
    /// Where it lies.
    pub path: SitePath,
    /// The text as it lies on disk; absent where it is the normal form already.
    original: Option<String>,
    /// The normal form; spans everywhere are bytes of this.
    pub text: String,
    map: OffsetMap,
}

impl Source {
    /// Normalises a file's text, keeping the way back to the original.
    pub fn new(path: SitePath, original: String) -> Self {
        let mapped = normalize(&original);
        if mapped.text == original {
            return Self { path, original: None, text: original, map: mapped.map };
        }
        Self { path, original: Some(original), text: mapped.text, map: mapped.map }
    }

    /// The text as it lies on disk.
    pub fn original(&self) -> &str {
        self.original.as_deref().unwrap_or(&self.text)
    }

    /// Whether the file is in the normal form on disk.
    pub fn is_normal(&self) -> bool {
        self.original.is_none()
    }

    /// What the normal form changes: bytes of the original, and what stands there instead.
    pub fn changes(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        self.map.changes().map(|(normal, original)| (original, &self.text[normal]))
    }

    /// Bytes of the normalised text as bytes of the original.
    pub fn to_original(&self, span: Range<usize>) -> Range<usize> {
        let end = self.text.len();
        let span = span.start.min(end)..span.end.min(end);
        if self.is_normal() { span } else { self.map.range_to_source(span) }
    }
}
