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
use super::manifest::{BuildMeta, Fresh, Made, Manifest};
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
    /// In lower case those of their paths that have other letters, for file systems that do not tell case apart.
    in_capitals: BTreeSet<String>,
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
        let in_capitals = files.iter().filter_map(|made| in_capitals(&made.path)).collect();
        Ok(Self { out, beside, is_there: false, behind: BTreeSet::new(), files, in_capitals, seal })
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
        written: &[Fresh],
        removed: &[String],
        meta: &BuildMeta,
    ) -> Result<Option<Published>, PublishError> {
        let _lock = self.lock()?;
        if !self.is_own() {
            return Ok(None);
        }
        let published = self.change(written, removed, meta);
        if published.is_err() {
            // Nobody knows what is in it.
            self.forget();
        }
        published.map(Some)
    }

    fn change(&mut self, written: &[Fresh], removed: &[String], meta: &BuildMeta) -> Result<Published, PublishError> {
        self.catch_up()?;
        let folders = Folders::default();
        removed.iter().try_for_each(|path| self.remove(path))?;
        let write = |Fresh { path, bytes, entry }: &Fresh| {
            staging::check_path(path)?;
            self.remove(path)?;
            let file = self.beside.join(path);
            folders.make(&self.beside, &file)?;
            folder::write_file(&file, bytes)?;
            staging::made(path, *entry, &file)
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
        self.behind = written.iter().map(|fresh| &fresh.path).chain(removed).cloned().collect();
        self.seal = seal(&self.out);
        Ok(Published { files: self.files.len() + 1, changed: written.len() + 1, manifest: Vec::new() })
    }

    /// Takes note of what the next generation has and no longer has.
    fn enter(&mut self, made: Vec<Made>, removed: &[String]) -> Result<(), PublishError> {
        for path in removed {
            self.files.remove(path);
            self.in_capitals.remove(&path.to_lowercase());
        }
        for made in made {
            let is_new = self.files.get(&made.path).is_none();
            if is_new && self.is_taken(&made.path) {
                return Err(PublishError::Twice(made.path));
            }
            self.in_capitals.extend(in_capitals(&made.path));
            self.files.put(made);
        }
        Ok(())
    }

    /// Whether a file has a path in other letters.
    fn is_taken(&self, path: &str) -> bool {
        let lower = path.to_lowercase();
        self.in_capitals.contains(&lower) || self.files.get(&lower).is_some()
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

    /// Whether the published folder is the one of this process, as far as its list of files tells.
    pub fn is_own(&self) -> bool {
        self.seal.is_some() && seal(&self.out) == self.seal
    }

    /// Whether the published folder has just the files that were published, each as it was made.
    pub fn is_whole(&self) -> bool {
        self.is_own() && staging::is_whole_but_manifest(&self.out, &self.files)
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

/// A path in lower case, if that is another.
fn in_capitals(path: &str) -> Option<String> {
    let lower = path.to_lowercase();
    (lower != path).then_some(lower)
}

fn seal(out: &Path) -> Option<Seal> {
    let found = fs::symlink_metadata(out.join(Manifest::FILE)).ok()?;
    Some((found.ino(), found.len(), staging::time(&found)))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use jiff::civil::date;

    use super::super::Staging;
    use super::*;

    fn meta() -> BuildMeta {
        BuildMeta { today: date(2026, 1, 2), commit: None, content: "x".to_owned() }
    }

    fn live(out: &Path, files: &[(&str, &str)]) -> Live {
        let staging = Staging::begin(out).expect("begun");
        let made = files.iter().map(|(path, text)| staging.write(path, text.as_bytes()).expect("written"));
        let made: Vec<Made> = made.collect();
        staging.finish(&meta(), None).expect("published");
        Live::new(out, made).expect("kept")
    }

    fn publish(live: &mut Live, written: &[(&str, &str)], removed: &[&str]) -> Result<Option<Published>, PublishError> {
        let written: Vec<_> =
            written.iter().map(|(path, text)| Fresh::new((*path).to_owned(), text.as_bytes().to_vec())).collect();
        let removed: Vec<_> = removed.iter().map(|path| (*path).to_owned()).collect();
        live.publish(&written, &removed, &meta())
    }

    /// What lies in a folder, the list of files left out.
    fn texts(out: &Path) -> Vec<(String, String)> {
        let files = walkdir::WalkDir::new(out).sort_by_file_name().into_iter().map(|entry| entry.expect("listed"));
        let files = files.filter(|entry| entry.file_type().is_file() && entry.file_name() != Manifest::FILE);
        let text = |entry: walkdir::DirEntry| {
            let path = entry.path().strip_prefix(out).expect("inside").to_str().expect("UTF-8").to_owned();
            (path, fs::read_to_string(entry.path()).expect("read"))
        };
        files.map(text).collect()
    }

    fn pairs(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn two_generations_take_turns_and_an_open_file_stays_what_it_was() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let out = scratch.path().join("public");
        let mut live = live(&out, &[("a/1", "một"), ("a/2", "hai"), ("b/3", "ba")]);
        let mut opened = fs::File::open(out.join("a/1")).expect("opened");
        let kept = fs::metadata(out.join("a/2")).expect("there").ino();
        publish(&mut live, &[("a/1", "mốt")], &["b/3"]).expect("published").expect("ours");
        assert_eq!(texts(&out), pairs(&[("a/1", "mốt"), ("a/2", "hai")]));
        assert!(!out.join("b").exists(), "no folder without a file");
        // The generation before lies beside: what it lacks of this one comes with the next.
        publish(&mut live, &[("c/4", "bốn")], &[]).expect("published").expect("ours");
        publish(&mut live, &[("a/1", "một")], &["c/4"]).expect("published").expect("ours");
        assert_eq!(texts(&out), pairs(&[("a/1", "một"), ("a/2", "hai")]));
        assert_eq!(fs::metadata(out.join("a/2")).expect("there").ino(), kept, "what is the same is the same file");
        let mut text = String::new();
        opened.read_to_string(&mut text).expect("read");
        assert_eq!(text, "một");
        let manifest = Manifest::read(&out).expect("a list");
        assert_eq!(manifest.files.keys().collect::<Vec<_>>(), ["a/1", "a/2"]);
        assert_eq!(manifest.to_text(), fs::read(out.join(Manifest::FILE)).expect("read"), "with the root over it");
        assert!(live.is_whole());
        drop(live);
        assert_eq!(fs::read_dir(scratch.path()).expect("listed").flatten().filter(|entry| entry.path().is_dir()).count(), 1);
    }

    #[test]
    fn a_site_that_somebody_else_published_is_left_alone() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let out = scratch.path().join("public");
        let mut ours = live(&out, &[("a", "một")]);
        publish(&mut ours, &[("a", "hai")], &[]).expect("published").expect("ours");
        drop(live(&out, &[("b", "ba")]));
        assert!(publish(&mut ours, &[("a", "bốn")], &[]).expect("no error").is_none());
        assert!(!ours.is_whole());
        assert_eq!(texts(&out), pairs(&[("b", "ba")]));
    }

    #[test]
    fn what_cannot_be_published_leaves_the_site_before() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let out = scratch.path().join("public");
        let before = [("C/Đ", "ba"), ("a/x", "một"), ("b", "hai")];
        let mut live = live(&out, &before);
        assert!(matches!(publish(&mut live, &[("b", "ba"), ("../b", "")], &[]), Err(PublishError::BadPath(_))));
        for other in ["A/x", "c/đ", "c/Đ"] {
            assert!(matches!(publish(&mut live, &[(other, "")], &[]), Err(PublishError::Twice(_))), "{other}");
            assert_eq!(texts(&out), pairs(&before));
        }
        // One that goes makes room.
        publish(&mut live, &[("c/đ", "bốn")], &["C/Đ"]).expect("published").expect("ours");
        assert_eq!(texts(&out), pairs(&[("a/x", "một"), ("b", "hai"), ("c/đ", "bốn")]));
    }
}
