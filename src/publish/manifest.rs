//! `build.json`: what built the site, from what, and a hash for each file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::merkle::{self, Tree};
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

/// A file on its way to the published folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fresh {
    /// Its path on the site.
    pub path: String,
    /// What is to be in it.
    pub bytes: Vec<u8>,
    /// The entry of these bytes, which is reckoned once: it takes longer than to write them.
    pub entry: Entry,
}

impl Fresh {
    /// One of a path with these bytes.
    pub fn new(path: String, bytes: Vec<u8>) -> Self {
        let entry = Entry::of(&bytes);
        Self { path, bytes, entry }
    }
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
    pub(super) fn text<'f>(meta: &BuildMeta, key: Option<&str>, files: impl Iterator<Item = (&'f String, &'f Entry)>) -> Vec<u8> {
        let files: Vec<Line<'_>> = files.map(|(path, entry)| (path.as_str(), entry)).collect();
        Facts::of(meta, &meta.today.to_string(), key).text(&files)
    }

    /// What stands before the files in that of an unsigned site that is kept, over whose files there is a tree already: its first
    /// leaf is that of the head.
    pub(super) fn head_of_kept(meta: &BuildMeta, tree: &mut Tree) -> String {
        let today = meta.today.to_string();
        let head = Facts::of(meta, &today, None).head();
        tree.set(0, head_leaf(&head));
        start(&head, tree.root())
    }

    /// The text whose parts these are: the head, and lines for files.
    pub(super) fn pieces<'t>(head: String, lines: impl Iterator<Item = &'t str>) -> Vec<Cow<'t, str>> {
        let mut pieces: Vec<Cow<'t, str>> = vec![head.into()];
        pieces.extend(lines.map(Cow::Borrowed));
        if let [_, .., Cow::Borrowed(last)] = &mut pieces[..] {
            // No comma behind the last one.
            *last = last.strip_suffix(",\n").unwrap_or(last);
            pieces.push("\n".into());
        }
        pieces.push("}\n}\n".into());
        pieces
    }

    /// The same text of one that was read: whatever else a file says is not what was written.
    pub fn to_text(&self) -> Vec<u8> {
        let Self { generator, today, commit, content, key, root: _, files } = self;
        let files: Vec<Line<'_>> = files.iter().map(|(path, entry)| (path.as_str(), entry)).collect();
        Facts { generator, today, commit: commit.as_deref(), content, key: key.as_deref() }.text(&files)
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

/// A file of a list: its path and what is in it.
pub(super) type Line<'a> = (&'a str, &'a Entry);

/// The leaf of what stands before the files.
pub(super) fn head_leaf(head: &str) -> Hash {
    merkle::leaf(&[head.as_bytes()])
}

/// The leaf of a file.
pub(super) fn file_leaf((path, entry): Line<'_>) -> Hash {
    merkle::leaf(&[entry.sha256.bytes(), path.as_bytes()])
}

impl<'a> Facts<'a> {
    fn of(meta: &'a BuildMeta, today: &'a str, key: Option<&'a str>) -> Self {
        Self { generator: GENERATOR, today, commit: meta.commit.as_deref(), content: &meta.content, key }
    }

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

    /// A large site has tens of thousands of lines: they are written on all cores, and each by hand.
    fn text(&self, files: &[Line<'_>]) -> Vec<u8> {
        let leaves = files.par_iter().map(|line| file_leaf(*line));
        let head = self.head();
        let leaves = rayon::iter::once(head_leaf(&head)).chain(leaves).collect();
        let some = |files: &[Line<'_>]| {
            let mut text = String::with_capacity(files.len() * LINE);
            for line in files {
                write_line(&mut text, *line);
            }
            text
        };
        let lines: Vec<String> = files.par_chunks(CHUNK).map(some).collect();
        let head = start(&head, Tree::new(leaves).root());
        Manifest::pieces(head, lines.iter().map(String::as_str)).concat().into_bytes()
    }
}

/// All that stands before the files.
fn start(head: &str, root: Hash) -> String {
    format!("{{\n{head}\"root\": \"{root}\",\n\"files\": {{\n")
}

/// Files that are written together, and about the bytes of a line.
const CHUNK: usize = 2_000;
const LINE: usize = 240;

/// Writes the line of a file, as if another followed.
pub(super) fn write_line(text: &mut String, (path, Entry { sha256, blake3, bytes }): Line<'_>) {
    text.push_str(&quoted(path));
    text.push_str(": {\"sha256\": \"");
    sha256.write(text);
    text.push_str("\", \"blake3\": \"");
    blake3.write(text);
    text.push_str("\", \"bytes\": ");
    text.push_str(&bytes.to_string());
    text.push_str("},\n");
}

/// A text as JSON has it.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
