//! Whether a published site is what was published: every file against `build.json`, `build.json` against itself, its root and
//! its signature. Needs nothing but the site, so that anybody can do it.

mod places;
mod remote;

use std::collections::BTreeSet;

use rayon::prelude::*;

pub use places::{Folder, Place, PlaceProblem, Zipped, open};
pub use remote::Remote;

use crate::diagnostic::Say;
use crate::publish::{Encoding, Entry, Manifest, signed_by};

/// What was found wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// There is no `build.json`, or congkhai did not write it.
    NoManifest,
    /// `build.json` is not as it was written: its own root or its form does not hold.
    Manifest,
    /// It is signed, but not by the key that is asked for, or there is no valid signature where there should be one.
    Signature,
    /// A file that was published is gone.
    Missing(String),
    /// A file has other bytes than were published.
    Changed(String),
    /// A file that was not published.
    Added(String),
    /// A file that cannot be read: why.
    Unreadable(String, String),
}

impl Finding {
    /// What it means for a reader.
    pub fn say(&self) -> Say {
        match self {
            Self::NoManifest => Say::new(
                "không có `build.json` do congkhai ghi: không phải trang đã đăng, hoặc tệp đã bị thay",
                "there is no `build.json` by congkhai: this is no published site, or the file was replaced",
            ),
            Self::Manifest => Say::new(
                "`build.json` không còn như khi đăng: mã băm gốc hoặc cách ghi không khớp",
                "`build.json` is not as it was published: its root hash or its form does not hold",
            ),
            Self::Signature => Say::new(
                "chữ ký `build.json.minisig` không có, không hợp lệ, hoặc không phải của khóa được hỏi",
                "the signature `build.json.minisig` is absent, invalid, or not by the key that was asked for",
            ),
            Self::Missing(path) => Say::new(format!("thiếu: {path}"), format!("missing: {path}")),
            Self::Changed(path) => Say::new(format!("đã thay đổi: {path}"), format!("changed: {path}")),
            Self::Added(path) => {
                Say::new(format!("thừa, không có khi đăng: {path}"), format!("added, was not published: {path}"))
            }
            Self::Unreadable(path, why) => {
                Say::new(format!("không đọc được: {path} ({why})"), format!("cannot be read: {path} ({why})"))
            }
        }
    }
}

/// Who vouches for `build.json`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Vouched {
    /// Nobody: it is not signed. Whoever can change a file can write another `build.json`.
    Nobody,
    /// The holder of the key that `build.json` names itself: to be compared with the one the agency makes known elsewhere.
    Itself(String),
    /// The holder of the key that was asked for.
    Key(String),
}

/// What came of it.
#[derive(Debug)]
pub struct Verdict {
    /// What is wrong, sorted; nothing where the site is whole.
    pub findings: Vec<Finding>,
    /// The list that the site was compared with.
    pub manifest: Option<Manifest>,
    /// Whose signature stands below it, if that holds.
    pub vouched: Vouched,
    /// Files at the top whose names begin with a dot: of the server, not of the site.
    pub of_server: Vec<String>,
    /// Whether files that were added could be found: a server does not tell what it has.
    pub is_listed: bool,
}

/// Compares a site with what it says of itself, and its signature with a key where one is given.
pub fn verify(place: &dyn Place, key: Option<&str>) -> Verdict {
    let read = place.read(Manifest::FILE);
    let unreadable = read.as_ref().err().map(|error| Finding::Unreadable(Manifest::FILE.to_owned(), error.to_string()));
    let bytes = read.ok().flatten();
    let manifest = bytes.as_deref().and_then(Manifest::parse);
    let (Some(bytes), Some(manifest)) = (bytes, manifest) else {
        let findings = vec![unreadable.unwrap_or(Finding::NoManifest)];
        return Verdict { findings, manifest: None, vouched: Vouched::Nobody, of_server: Vec::new(), is_listed: false };
    };
    let mut findings: Vec<Finding> = manifest.files.par_iter().filter_map(|(path, entry)| compare(place, path, entry)).collect();
    if manifest.to_text() != bytes {
        findings.push(Finding::Manifest);
    }
    let vouched = vouched(place, &manifest, &bytes, key);
    if vouched.is_none() {
        findings.push(Finding::Signature);
    }
    let listed = place.list();
    let is_listed = listed.is_some();
    let own = |path: &str| path == Manifest::FILE || (manifest.key.is_some() && path == Manifest::SIGNATURE);
    let added: BTreeSet<String> =
        listed.into_iter().flatten().filter(|path| !own(path) && !manifest.files.contains_key(path)).collect();
    let (of_server, added): (Vec<String>, Vec<String>) = added.into_iter().partition(|path| path.starts_with('.'));
    findings.extend(added.into_par_iter().filter_map(|path| unlisted(place, &manifest, path)).collect::<Vec<_>>());
    findings.extend(place.problems());
    findings.sort();
    findings.dedup();
    Verdict { findings, vouched: vouched.unwrap_or(Vouched::Nobody), manifest: Some(manifest), of_server, is_listed }
}

/// What is wrong with a file that is in no list: nothing where it is the compressed form of the file that it stands beside.
fn unlisted(place: &dyn Place, manifest: &Manifest, path: String) -> Option<Finding> {
    let beside = Encoding::of_path(&path).and_then(|(encoding, plain)| Some((encoding, manifest.files.get(plain)?)));
    let Some((encoding, entry)) = beside else { return Some(Finding::Added(path)) };
    match place.read(&path) {
        Ok(Some(bytes)) => {
            let plain = encoding.begins(&bytes).then(|| encoding.decode(&bytes, entry.bytes)).flatten();
            let is_form = plain.is_some_and(|plain| Entry::of(&plain) == *entry);
            (!is_form).then_some(Finding::Changed(path))
        }
        Ok(None) => Some(Finding::Added(path)),
        Err(error) => Some(Finding::Unreadable(path, error.to_string())),
    }
}

fn compare(place: &dyn Place, path: &str, entry: &Entry) -> Option<Finding> {
    match place.read_most(path, entry.bytes) {
        Ok(Some(bytes)) => {
            let found = Entry::of(&bytes);
            // The root is over paths and SHA-256 alone: where that holds and the rest does not, the list is not as it was.
            let changed = || if found.sha256 == entry.sha256 { Finding::Manifest } else { Finding::Changed(path.to_owned()) };
            (found != *entry).then(changed)
        }
        Ok(None) => Some(Finding::Missing(path.to_owned())),
        Err(error) => Some(Finding::Unreadable(path.to_owned(), error.to_string())),
    }
}

/// Who vouches for a manifest; none where somebody should and does not.
fn vouched(place: &dyn Place, manifest: &Manifest, bytes: &[u8], key: Option<&str>) -> Option<Vouched> {
    let Some(own) = manifest.key.as_deref() else { return key.is_none().then_some(Vouched::Nobody) };
    let signature = place.read(Manifest::SIGNATURE).ok().flatten()?;
    let asked = key.unwrap_or(own);
    let holds = asked == own && signed_by(asked, bytes, &signature);
    let vouched = if key.is_some() { Vouched::Key } else { Vouched::Itself };
    holds.then(|| vouched(own.to_owned()))
}
