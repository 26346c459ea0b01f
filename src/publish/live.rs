//! A published site that is brought up to date by what differs, in two generations: the published folder and one beside it,
//! which is the generation before. The one beside is brought up to date, the two are exchanged in one step.
//!
//! Both folders share the files that are the same in them, as links; so **a file is never changed in place**, it is removed and
//! made anew. A build of another process, or one that was killed, removes the folder beside like any left-over.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::files::Files;
use super::folder::{self, Folders};
use super::manifest::{BuildMeta, Entry, Made, Manifest};
use super::staging::{self, Published};
use super::swap::{replace, sync_all, sync_folder};
use super::{PublishError, at};

/// A published folder and the generation beside it.
#[derive(Debug)]
pub struct Live {
    out: PathBuf,
    beside: PathBuf,
    /// Whether there is a folder beside.
    is_there: bool,
    /// What the folder beside does not have as it is published, each path once.
    behind: BTreeSet<String>,
    files: Files,
    /// Their paths in lower case, for file systems that do not tell case apart.
    taken: BTreeSet<String>,
    /// How `build.json` lies in the published folder, by which a foreign build is noticed.
    seal: Option<Seal>,
}

/// Number, size and time of a file.
type Seal = (u64, u64, i64);

impl Live {
    /// Of a folder with a site that was just published: its files without `build.json`.
    ///
    /// Errors: a path that is none.
    pub fn new(out: &Path, files: impl IntoIterator<Item = Made>) -> Result<Self, PublishError> {
        let (parent, name) = staging::place(out)?;
        let out = parent.join(&name);
        let beside = parent.join(format!("{}{}", staging::prefix(&name), std::process::id()));
        let seal = seal(&out);
        let files = Files::new(files);
        let taken = files.iter().map(|made| made.path.to_lowercase()).collect();
        Ok(Self { out, beside, is_there: false, behind: BTreeSet::new(), files, taken, seal })
    }

    /// The files of the site without `build.json`.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Makes the folder beside as it is published, so that the next publication finds it done. Errors: what the file system
    /// refuses; there is no folder beside then.
    pub fn prepare(&mut self) -> Result<(), PublishError> {
        let _lock = self.lock()?;
        self.catch_up()
    }

    /// Publishes what differs in one step; `false` where the published folder is no longer the one of this process: then
    /// nothing is done.
    ///
    /// Errors: a path that leaves the folder or is taken in other letters, another build under way, what the file system
    /// refuses. The published site is the one before then.
    pub fn publish(
        &mut self,
        written: &[(String, Vec<u8>)],
        removed: &[String],
        meta: &BuildMeta,
    ) -> Result<Option<Published>, PublishError> {
        let _lock = self.lock()?;
        if self.seal.is_none() || seal(&self.out) != self.seal {
            return Ok(None);
        }
        let published = self.change(written, removed, meta);
        if published.is_err() {
            // Nobody knows what is in it.
            self.forget();
        }
        published.map(Some)
    }

    fn change(&mut self, written: &[(String, Vec<u8>)], removed: &[String], meta: &BuildMeta) -> Result<Published, PublishError> {
        self.catch_up()?;
        let folders = Folders::default();
        removed.iter().try_for_each(|path| self.remove(path))?;
        let write = |(path, bytes): &(String, Vec<u8>)| {
            staging::check_path(path)?;
            self.remove(path)?;
            let file = self.beside.join(path);
            folders.make(&self.beside, &file)?;
            folder::write_file(&file, bytes)?;
            staging::made(path, Entry::of(bytes), &file)
        };
        let made: Vec<Made> = written.par_iter().map(write).collect::<Result<_, PublishError>>()?;
        self.remove_empty(removed);
        self.enter(made, removed)?;
        self.write_manifest(meta)?;
        self.remove_dotfiles()?;
        folder::keep_dotfiles(&self.out, &self.beside)?;
        sync_all(&self.beside)?;
        replace(&self.beside, &self.out)?;
        if let Some(parent) = self.out.parent() {
            sync_folder(parent)?;
        }
        self.behind = written.iter().map(|(path, _)| path).chain(removed).cloned().collect();
        self.seal = seal(&self.out);
        Ok(Published { files: self.files.len() + 1, changed: written.len() + 1, manifest: Vec::new() })
    }

    /// Takes note of what the next generation has and no longer has.
    fn enter(&mut self, made: Vec<Made>, removed: &[String]) -> Result<(), PublishError> {
        for path in removed {
            self.files.remove(path);
            self.taken.remove(&path.to_lowercase());
        }
        for made in made {
            let is_new = self.files.get(&made.path).is_none();
            if is_new && !self.taken.insert(made.path.to_lowercase()) {
                return Err(PublishError::Twice(made.path));
            }
            self.files.put(made);
        }
        Ok(())
    }

    /// Those of the published folder come in their place.
    fn remove_dotfiles(&self) -> Result<(), PublishError> {
        for entry in fs::read_dir(&self.beside).map_err(at(&self.beside))?.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let inside = format!("{name}/");
            let is_own = self.files.first_from(&name).is_some_and(|made| made.path == name || made.path.starts_with(&inside));
            if name.starts_with('.') && !is_own {
                let path = entry.path();
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                if is_folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) }.map_err(at(&path))?;
            }
        }
        Ok(())
    }

    /// Whether the published folder has just the files that were published, each as it was made.
    pub fn is_whole(&self) -> bool {
        seal(&self.out) == self.seal && staging::is_whole_but_manifest(&self.out, &self.files)
    }

    /// Brings the folder beside to what is published.
    fn catch_up(&mut self) -> Result<(), PublishError> {
        if !(self.is_there && self.beside.is_dir()) {
            self.forget();
            self.copy_all()?;
            self.is_there = true;
        }
        // Removing a large one takes its time.
        self.remove(Manifest::FILE)?;
        let folders = Folders::default();
        for path in std::mem::take(&mut self.behind) {
            self.remove(&path)?;
            if self.files.get(&path).is_some() {
                let file = self.beside.join(&path);
                folders.make(&self.beside, &file)?;
                folder::link(&self.out.join(&path), &file)?;
            }
        }
        Ok(())
    }

    /// Links every published file into a folder beside.
    fn copy_all(&mut self) -> Result<(), PublishError> {
        fs::create_dir(&self.beside).map_err(at(&self.beside))?;
        folder::set_mode(&self.beside, folder::FOLDER_MODE)?;
        self.behind.clear();
        let folders = Folders::default();
        self.files.par_iter().try_for_each(|Made { path, .. }| {
            let file = self.beside.join(path);
            folders.make(&self.beside, &file)?;
            folder::link(&self.out.join(path), &file)
        })
    }

    fn remove(&self, path: &str) -> Result<(), PublishError> {
        let file = self.beside.join(path);
        match fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(at(&file)(error)),
            _ => Ok(()),
        }
    }

    /// Removes folders in which removed files were the last.
    fn remove_empty(&self, removed: &[String]) {
        for path in removed {
            let folders = Path::new(path).ancestors().skip(1).take_while(|folder| !folder.as_os_str().is_empty());
            // One that is not empty stays, and so do those above it.
            let _: Option<Vec<()>> = folders.map(|folder| fs::remove_dir(self.beside.join(folder)).ok()).collect();
        }
    }

    fn write_manifest(&mut self, meta: &BuildMeta) -> Result<(), PublishError> {
        let pieces = self.files.manifest(meta);
        folder::write_pieces(&self.beside.join(Manifest::FILE), pieces.iter().map(|piece| piece.as_bytes()))
    }

    fn lock(&self) -> Result<staging::Lock, PublishError> {
        let (parent, name) = staging::place(&self.out)?;
        staging::lock(&parent, &name)
    }

    fn forget(&mut self) {
        self.is_there = false;
        // What cannot be removed now is a left-over of the next build.
        drop(fs::remove_dir_all(&self.beside));
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        if self.is_there {
            self.forget();
        }
    }
}

fn seal(out: &Path) -> Option<Seal> {
    let found = fs::symlink_metadata(out.join(Manifest::FILE)).ok()?;
    Some((found.ino(), found.len(), staging::time(&found)))
}
