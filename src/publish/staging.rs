//! The folder beside `public/` in which the new site is put together.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rustix::fs::{FlockOperation, flock};

use super::Signer;
use super::files::Files;
use super::folder::{FOLDER_MODE, Folders, keep_dotfiles, link, set_mode, write_file};
use super::manifest::{BuildMeta, Entry, GENERATOR, Made, Manifest};
use super::swap::{recover, replace, sync_all, sync_folder};
use super::{PublishError, at, encoding};
use crate::hash::Hash;

/// A new site being written; dropped without [`Staging::finish`] it vanishes.
#[derive(Debug)]
pub struct Staging {
    out: PathBuf,
    folder: PathBuf,
    written: Mutex<Written>,
    folders: Folders,
    old: Option<Manifest>,
    /// Held as long as the staging lives.
    _lock: Lock,
}

#[derive(Debug, Default)]
struct Written {
    files: BTreeMap<String, Entry>,
    /// Paths in lower case, for file systems that do not tell case apart.
    taken: BTreeSet<String>,
    /// Files that the old site does not have so.
    changed: usize,
}

/// What was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Files of the site, `build.json` included.
    pub files: usize,
    /// How many of them differ from the site before.
    pub changed: usize,
    /// `build.json` itself, and its signature where there is one; not of a site that is kept.
    pub manifest: Vec<Made>,
}

impl Staging {
    /// Begins a new site for `out`, a folder that is absent, empty, or was built by congkhai.
    ///
    /// Removes what killed builds left behind. Errors: a foreign folder, a file or link in its place, another build
    /// under way, or what the file system refuses.
    pub fn begin(out: &Path) -> Result<Self, PublishError> {
        let (parent, name) = place(out)?;
        fs::create_dir_all(&parent).map_err(at(&parent))?;
        let out = parent.join(&name);
        let lock = lock(&parent, &name)?;
        recover(&out)?;
        check_target(&out)?;
        let prefix = prefix(&name);
        remove_leftovers(&parent, &prefix)?;
        let folder = parent.join(format!("{prefix}{}", std::process::id()));
        fs::create_dir(&folder).map_err(at(&folder))?;
        set_mode(&folder, FOLDER_MODE)?;
        let old = Manifest::read(&out);
        Ok(Self { out, folder, written: Mutex::default(), folders: Folders::default(), old, _lock: lock })
    }

    /// Writes one file of the new site; called from many threads, in any order.
    ///
    /// `path` is relative with `/` between parts. Errors: a path that leaves the folder or was written before.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<Made, PublishError> {
        let entry = Entry::of(bytes);
        let unchanged = self.is_unchanged(path, &entry);
        let file = self.enter(path, &entry, unchanged)?;
        // The old site's file with its time stamp, so that browsers keep their copy. Files are never changed in place.
        if !(unchanged && fs::hard_link(self.out.join(path), &file).is_ok()) {
            write_file(&file, bytes)?;
        }
        made(path, entry, &file)
    }

    /// Writes one file as [`Self::write`] does, and its compressed form beside it where that is smaller.
    ///
    /// For a file that the old site has, it is the old site's: compressing takes longer than all else with a file.
    pub fn write_compressed(&self, path: &str, bytes: &[u8]) -> Result<Vec<Made>, PublishError> {
        let unchanged = self.is_unchanged(path, &Entry::of(bytes));
        let mut all = vec![self.write(path, bytes)?];
        let beside = format!("{path}{}", encoding::SUFFIX);
        let known = if unchanged { self.old_file(&beside) } else { None };
        if let Some(encoded) = known.or_else(|| encoding::gzip(bytes)) {
            all.push(self.write(&beside, &encoded)?);
        }
        Ok(all)
    }

    /// Whether the published site still has a file as it was made.
    pub fn has(&self, made: &Made) -> bool {
        let metadata = fs::symlink_metadata(self.out.join(&made.path));
        metadata.is_ok_and(|found| is_as_made(&found, made))
    }

    /// Takes a file over from the published site, which [`Self::has`] it. Errors: as of [`Self::write`].
    pub fn keep(&self, made: &Made) -> Result<Made, PublishError> {
        let (old, file) = (self.out.join(&made.path), self.enter(&made.path, &made.entry, true)?);
        link(&old, &file)?;
        self::made(&made.path, made.entry, &file)
    }

    /// Writes a compressed form beside a file of the site; it stands in no list, for it says nothing of its own.
    ///
    /// Errors: as of [`Self::write`].
    pub(super) fn write_beside(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        check_path(path)?;
        let (old, file) = (self.out.join(path), self.folder.join(path));
        if !self.written.lock().unwrap_or_else(PoisonError::into_inner).taken.insert(path.to_lowercase()) {
            return Err(PublishError::Twice(path.to_owned()));
        }
        self.folders.make(&self.folder, &file)?;
        // The one that is there keeps its time stamp, by which servers tell browsers that their copy still holds.
        let is_there = fs::symlink_metadata(&old).is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64);
        let same = is_there && fs::read(&old).is_ok_and(|found| found == bytes);
        if same && fs::hard_link(&old, &file).is_ok() { Ok(()) } else { write_file(&file, bytes) }
    }

    /// Takes note of a file and makes its folder; where it is to lie.
    fn enter(&self, path: &str, entry: &Entry, unchanged: bool) -> Result<PathBuf, PublishError> {
        check_path(path)?;
        let file = self.folder.join(path);
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        if !written.taken.insert(path.to_lowercase()) {
            return Err(PublishError::Twice(path.to_owned()));
        }
        written.files.insert(path.to_owned(), *entry);
        written.changed += usize::from(!unchanged);
        drop(written);
        self.folders.make(&self.folder, &file)?;
        Ok(file)
    }

    /// What was written so far, by path.
    pub fn written(&self) -> BTreeMap<String, Entry> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner).files.clone()
    }

    /// A file of the old site as this very program wrote it.
    fn old_file(&self, path: &str) -> Option<Vec<u8>> {
        let old = self.old.as_ref().filter(|old| old.generator == GENERATOR)?;
        let recorded = old.files.get(path)?;
        let bytes = fs::read(self.out.join(path)).ok()?;
        (Entry::of(&bytes) == *recorded).then_some(bytes)
    }

    /// Completes the site, signed where there is a key for it, and puts it in the place of the old one in one step.
    pub fn finish(self, meta: &BuildMeta, signer: Option<&Signer>) -> Result<Published, PublishError> {
        let json = Manifest::text(meta, signer.map(Signer::public), self.written().iter());
        let signature = signer.map(|signer| signer.sign(&json, meta)).transpose()?;
        self.complete(json, signature)
    }

    /// Completes the site with the list of its files and the signature of that, as they are.
    pub(super) fn complete(self, json: Vec<u8>, signature: Option<Vec<u8>>) -> Result<Published, PublishError> {
        let Written { files, changed, .. } = std::mem::take(&mut *self.written.lock().unwrap_or_else(PoisonError::into_inner));
        let own = [(Manifest::FILE, Some(json)), (Manifest::SIGNATURE, signature)];
        let write = |(name, bytes): (&str, Vec<u8>)| {
            let place = self.folder.join(name);
            write_file(&place, &bytes)?;
            made(name, Entry::of(&bytes), &place)
        };
        let own = own.into_iter().filter_map(|(name, bytes)| Some((name, bytes?)));
        let manifest = own.map(write).collect::<Result<Vec<Made>, PublishError>>()?;
        let count = files.len() + manifest.len();
        keep_dotfiles(&self.out, &self.folder)?;
        sync_all(&self.folder)?;
        // Somebody may have put files there meanwhile.
        check_target(&self.out)?;
        replace(&self.folder, &self.out)?;
        if let Some(parent) = self.out.parent() {
            sync_folder(parent)?;
        }
        // After the exchange the staging folder is the old site; it goes with `self`.
        Ok(Published { files: count, changed, manifest })
    }

    /// Whether the published site has this very file. Its hash on record is trusted only if its size agrees on disk.
    fn is_unchanged(&self, path: &str, entry: &Entry) -> bool {
        let recorded = self.old.as_ref().and_then(|old| old.files.get(path)) == Some(entry);
        recorded && same_bytes(&self.out.join(path), entry)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Left-overs are removed by the next build if this fails.
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// The folder a target lies in and its own name, without following a link at its end.
pub(super) fn place(out: &Path) -> Result<(PathBuf, String), PublishError> {
    let absolute = std::path::absolute(out).map_err(at(out))?;
    let name = absolute.file_name().and_then(|name| name.to_str()).map(str::to_owned);
    match (absolute.parent(), name) {
        (Some(parent), Some(name)) => Ok((parent.to_owned(), name)),
        _ => Err(PublishError::BadPath(out.display().to_string())),
    }
}

/// Held until it is dropped, or its process ends, however that does.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Not by closing the file alone: a program that is just being started by another thread has it open until it runs.
        // What cannot be given back goes with the process.
        flock(&self.0, FlockOperation::Unlock).unwrap_or_default();
    }
}

/// One build at a time writes there.
pub(super) fn lock(parent: &Path, name: &str) -> Result<Lock, PublishError> {
    let path = parent.join(format!(".{name}.lock"));
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(at(&path))?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Lock(file)),
        Err(rustix::io::Errno::WOULDBLOCK) => Err(PublishError::Busy(parent.join(name))),
        // A file system without locks: two builds at once still end in one whole site, the later one's.
        Err(_) => Ok(Lock(file)),
    }
}

fn check_target(out: &Path) -> Result<(), PublishError> {
    let Ok(metadata) = fs::symlink_metadata(out) else { return Ok(()) };
    if !metadata.is_dir() {
        return Err(PublishError::NotAFolder(out.to_owned()));
    }
    let mut entries = fs::read_dir(out).map_err(at(out))?;
    let holds_files = entries.any(|entry| entry.is_ok_and(|entry| !entry.file_name().to_string_lossy().starts_with('.')));
    if holds_files && Manifest::read(out).is_none() { Err(PublishError::Foreign(out.to_owned())) } else { Ok(()) }
}

fn remove_leftovers(parent: &Path, prefix: &str) -> Result<(), PublishError> {
    for entry in fs::read_dir(parent).map_err(at(parent))?.flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(|name| name.strip_prefix(prefix));
        if process.is_some_and(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit())) {
            fs::remove_dir_all(entry.path()).map_err(at(entry.path()))?;
        }
    }
    Ok(())
}

pub(super) fn check_path(path: &str) -> Result<(), PublishError> {
    let sound = |part: &str| !part.is_empty() && part != "." && part != "..";
    let bad = [Manifest::FILE, Manifest::SIGNATURE].contains(&path) || path.contains(['\\', '\0']) || !path.split('/').all(sound);
    if bad { Err(PublishError::BadPath(path.to_owned())) } else { Ok(()) }
}

/// Removes what killed builds left beside a published folder, unless a build is under way there.
pub(crate) fn tidy(out: &Path) -> Result<(), PublishError> {
    let (parent, name) = place(out)?;
    let _lock = lock(&parent, &name)?;
    recover(&parent.join(&name))?;
    remove_leftovers(&parent, &prefix(&name))
}

/// What the names of staging folders begin with.
pub(super) fn prefix(name: &str) -> String {
    format!(".{name}.staging-")
}

/// Whether a folder has just these files, each as it was made; what lies in dotfiles at its top is not looked at.
pub(crate) fn is_whole(out: &Path, files: &BTreeMap<String, Made>) -> bool {
    has_just(out, files.len(), |path| files.get(path), |_| true)
}

/// The same of a folder whose `build.json` is not among the files.
pub(super) fn is_whole_but_manifest(out: &Path, files: &Files) -> bool {
    has_just(out, files.len(), |path| files.get(path), |entry| entry.depth() != 1 || entry.file_name() != Manifest::FILE)
}

fn has_just<'f>(
    out: &Path,
    count: usize,
    file: impl Fn(&str) -> Option<&'f Made>,
    counts: impl Fn(&walkdir::DirEntry) -> bool,
) -> bool {
    let mut seen = 0;
    let own = |entry: &walkdir::DirEntry| {
        counts(entry) && (entry.depth() != 1 || !entry.file_name().to_string_lossy().starts_with('.'))
    };
    for entry in walkdir::WalkDir::new(out).into_iter().filter_entry(own) {
        let Ok(entry) = entry else { return false };
        if entry.file_type().is_dir() {
            continue;
        }
        let path = entry.path().strip_prefix(out).ok().and_then(Path::to_str);
        let Some(made) = path.and_then(&file) else { return false };
        if !entry.metadata().is_ok_and(|found| is_as_made(&found, made)) {
            return false;
        }
        seen += 1;
    }
    seen == count
}

fn is_as_made(found: &fs::Metadata, made: &Made) -> bool {
    found.is_file() && found.len() == made.entry.bytes && time(found) == made.time
}

pub(super) fn made(path: &str, entry: Entry, file: &Path) -> Result<Made, PublishError> {
    let metadata = fs::symlink_metadata(file).map_err(at(file))?;
    Ok(Made { path: path.to_owned(), entry, time: time(&metadata) })
}

/// When a file was written, in nanoseconds since 1970.
pub(super) fn time(metadata: &fs::Metadata) -> i64 {
    metadata.mtime().wrapping_mul(1_000_000_000).wrapping_add(metadata.mtime_nsec())
}

fn same_bytes(path: &Path, entry: &Entry) -> bool {
    let regular = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == entry.bytes);
    regular && fs::read(path).is_ok_and(|bytes| Hash::blake3(&bytes) == entry.blake3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_that_was_given_back_is_free_though_a_program_that_is_being_started_still_has_its_file() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let held = lock(scratch.path(), "public").expect("free");
        assert!(matches!(lock(scratch.path(), "public"), Err(PublishError::Busy(_))));
        // What a process has between its beginning and its program.
        let inherited = held.0.try_clone().expect("the same open file");
        drop(held);
        assert!(lock(scratch.path(), "public").is_ok());
        drop(inherited);
    }
}
