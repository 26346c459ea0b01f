//! A text file of the site: as it lies on disk and as the rooms read it.

use std::io::{Read, Write};
use std::ops::Range;
use std::sync::Arc;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use crate::hash::Hash;
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

/// A text file that can be read again and again: at hand, or compressed.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Where it lies.
    pub path: SitePath,
    /// The SHA-256 of the file's text, a mark at its beginning included: at hand without the text.
    pub(crate) sha256: Hash,
    text: Text,
}

#[derive(Debug, Clone)]
enum Text {
    Open(Arc<Source>),
    /// The original, deflated, and how many bytes it has.
    Packed(Arc<[u8]>, usize),
}

impl SourceFile {
    /// The text, with the normal form beside it.
    pub fn open(&self) -> Arc<Source> {
        match &self.text {
            Text::Open(source) => source.clone(),
            Text::Packed(..) => Arc::new(Source::new(self.path.clone(), self.original())),
        }
    }

    /// The text as its author wrote it.
    pub(super) fn original(&self) -> String {
        match &self.text {
            Text::Open(source) => source.original().to_owned(),
            Text::Packed(bytes, length) => {
                let mut original = String::with_capacity(*length);
                // Its bytes were deflated here and never left memory: inflating them gives what went in.
                drop(DeflateDecoder::new(&**bytes).read_to_string(&mut original));
                original
            }
        }
    }

    /// The same file in less memory.
    pub(super) fn packed(&self) -> Self {
        let Text::Open(source) = &self.text else { return self.clone() };
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        let packed = encoder.write_all(source.original().as_bytes()).and_then(|()| encoder.finish());
        match packed {
            Ok(bytes) => Self { text: Text::Packed(bytes.into(), source.original().len()), ..self.clone() },
            // Memory takes any bytes; were it otherwise, the file would stay as it is.
            Err(_) => self.clone(),
        }
    }
}

impl From<Arc<Source>> for SourceFile {
    fn from(source: Arc<Source>) -> Self {
        let sha256 = Hash::sha256(&[source.original().as_bytes()]);
        Self { path: source.path.clone(), sha256, text: Text::Open(source) }
    }
}
