//! `build.json`: what built the site, from what, and a hash for each file.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What stands in `build.json` as its maker.
pub const GENERATOR: &str = concat!("congkhai ", env!("CARGO_PKG_VERSION"));

/// The inputs of a build that are not files.
#[derive(Debug, Clone)]
pub struct BuildMeta {
    /// The date that validity was computed for.
    pub today: Date,
    /// The commit of the sources, when it is known.
    pub commit: Option<String>,
}

/// `build.json`. It holds no clock time, so equal inputs give equal bytes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Manifest {
    /// `congkhai 0.1.0`
    pub generator: String,
    /// The date that validity was computed for.
    pub today: String,
    /// The commit of the sources, when it is known.
    pub commit: Option<String>,
    /// Every file of the site but this one, by path.
    pub files: BTreeMap<String, Entry>,
}

/// One file of the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// BLAKE3 of its bytes, in hexadecimal figures.
    pub blake3: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// A file of the site as it lies in the published folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Its path on the site.
    pub path: String,
    /// What is in it.
    #[serde(flatten)]
    pub entry: Entry,
    /// When it was written, in nanoseconds since 1970: one that is of another time was touched by somebody else.
    pub time: i64,
}

impl Entry {
    /// The entry of a file of these bytes.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self { blake3: blake3::hash(bytes).to_hex().to_string(), bytes: bytes.len() as u64 }
    }
}

impl Manifest {
    /// The file's name at the top of the site.
    pub const FILE: &'static str = "build.json";

    /// The text of one, a line for each file: JSON that a program reads without us and a person can compare.
    pub(super) fn text<'f>(meta: &BuildMeta, files: impl Iterator<Item = (&'f String, &'f Entry)>) -> Vec<u8> {
        let mut text = String::new();
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        text.push_str(&format!("{{\n\"generator\": {},\n\"today\": {},\n", quoted(GENERATOR), quoted(&meta.today.to_string())));
        if let Some(commit) = &meta.commit {
            text.push_str(&format!("\"commit\": {},\n", quoted(commit)));
        }
        text.push_str("\"files\": {");
        for (at, (path, Entry { blake3, bytes })) in files.enumerate() {
            let separator = if at == 0 { "" } else { "," };
            text.push_str(&format!("{separator}\n{}: {{\"blake3\": \"{blake3}\", \"bytes\": {bytes}}}", quoted(path)));
        }
        text.push_str("\n}\n}\n");
        text.into_bytes()
    }

    /// The manifest of a published folder, if congkhai built it.
    pub fn read(folder: &Path) -> Option<Self> {
        let bytes = std::fs::read(folder.join(Self::FILE)).ok()?;
        let manifest: Self = serde_json::from_slice(&bytes).ok()?;
        manifest.generator.starts_with("congkhai ").then_some(manifest)
    }
}
