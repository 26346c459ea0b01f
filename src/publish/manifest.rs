//! `build.json`: what built the site, from what, and a hash for each file.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::merkle;
use crate::hash::Hash;
use crate::site;

/// What stands in `build.json` as its maker.
pub const GENERATOR: &str = concat!("congkhai ", env!("CARGO_PKG_VERSION"));

/// The inputs of a build that are not files.
#[derive(Debug, Clone)]
pub struct BuildMeta {
    /// The date that validity was computed for.
    pub today: Date,
    /// The commit of the sources, when it is known.
    pub commit: Option<String>,
    /// The hash of all source files.
    pub content: String,
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
    /// The hash of all source files; none of a site of an older program.
    #[serde(default)]
    pub content: String,
    /// The public key of whoever signed it, as minisign writes it; none of an unsigned site.
    #[serde(default)]
    pub key: Option<String>,
    /// The root of the hash tree over all that stands here.
    #[serde(default)]
    pub root: Hash,
    /// Every file of the site but this one and its signature, by path.
    pub files: BTreeMap<String, Entry>,
}

/// One file of the site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// SHA-256 of its bytes: every system has a program for it.
    #[serde(default)]
    pub sha256: Hash,
    /// BLAKE3 of its bytes.
    pub blake3: Hash,
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
        Self { sha256: Hash::sha256(&[bytes]), blake3: Hash::blake3(bytes), bytes: bytes.len() as u64 }
    }
}

impl Manifest {
    /// The file's name at the top of the site.
    pub const FILE: &'static str = site::MANIFEST;

    /// That of its signature, beside it.
    pub const SIGNATURE: &'static str = site::MANIFEST_SIGNATURE;

    /// The text of one, a line for each file: JSON that a program reads without us, a person can compare, and `sed` makes the
    /// lines of `sha256sum` from. `key` is that of whoever signs it.
    pub(super) fn text<'f>(
        meta: &BuildMeta,
        key: Option<&str>,
        files: impl Iterator<Item = (&'f String, &'f Entry)> + Clone,
    ) -> Vec<u8> {
        let facts = Facts {
            generator: GENERATOR,
            today: &meta.today.to_string(),
            commit: meta.commit.as_deref(),
            content: &meta.content,
            key,
        };
        facts.text(files)
    }

    /// The same text of one that was read: whatever else a file says is not what was written.
    pub fn to_text(&self) -> Vec<u8> {
        let Self { generator, today, commit, content, key, root: _, files } = self;
        Facts { generator, today, commit: commit.as_deref(), content, key: key.as_deref() }.text(files.iter())
    }

    /// The manifest of a published folder, if congkhai built it.
    pub fn read(folder: &Path) -> Option<Self> {
        Self::parse(&std::fs::read(folder.join(Self::FILE)).ok()?)
    }

    /// A manifest, if congkhai wrote it.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok()?;
        manifest.generator.starts_with("congkhai ").then_some(manifest)
    }
}

/// What stands in a manifest before its files.
#[derive(Debug)]
struct Facts<'a> {
    generator: &'a str,
    today: &'a str,
    commit: Option<&'a str>,
    content: &'a str,
    key: Option<&'a str>,
}

impl Facts<'_> {
    /// The lines before the root, which is over them too.
    fn head(&self) -> String {
        let lines = [
            ("generator", Some(self.generator)),
            ("today", Some(self.today)),
            ("commit", self.commit),
            ("content", Some(self.content)),
            ("key", self.key),
        ];
        let lines = lines.into_iter().filter_map(|(name, value)| Some(format!("\"{name}\": {},\n", quoted(value?))));
        lines.collect()
    }

    fn text<'f>(&self, files: impl Iterator<Item = (&'f String, &'f Entry)> + Clone) -> Vec<u8> {
        let head = self.head();
        let leaves = files.clone().map(|(path, entry)| merkle::leaf(&[entry.sha256.bytes(), path.as_bytes()]));
        let root = merkle::root([merkle::leaf(&[head.as_bytes()])].into_iter().chain(leaves).collect());
        let mut text = format!("{{\n{head}\"root\": \"{root}\",\n\"files\": {{");
        for (at, (path, Entry { sha256, blake3, bytes })) in files.enumerate() {
            let separator = if at == 0 { "" } else { "," };
            let line = format!("{}: {{\"sha256\": \"{sha256}\", \"blake3\": \"{blake3}\", \"bytes\": {bytes}}}", quoted(path));
            text.push_str(separator);
            text.push('\n');
            text.push_str(&line);
        }
        text.push_str("\n}\n}\n");
        text.into_bytes()
    }
}

/// A text as JSON has it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
