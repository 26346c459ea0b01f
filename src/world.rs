//! The one door to the outside: files, today's date, the source commit, the past of the pages.
//!
//! Everything between reading and writing is a function of what comes through this trait, so a test can stand in
//! for disk, clock and git with [`MemoryWorld`].

mod git;
mod own_files;
mod past;
mod repository;
mod staged;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use walkdir::{DirEntry, WalkDir};

use git::{Texts, answer, git};
pub(crate) use own_files::is_source;
use own_files::{is_own_file, is_own_folder};
pub use past::{MissingPast, Past, Revision};
pub use repository::{Checkout, Repository};
pub use staged::StagedWorld;

/// What a build reads.
pub trait World: Sync {
    /// The files below `content/` and `theme/`, sorted, as paths relative to the site with `/` between parts; hidden ones and
    /// those that editors write for themselves are left out.
    fn list(&self) -> Listing;
    /// The bytes of one listed file.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
    /// The date that validity and deadlines are computed for.
    fn today(&self) -> Date;
    /// The commit the sources stand at, when that is known.
    fn commit(&self) -> Option<String> {
        None
    }
    /// What is at a path now.
    fn place(&self, path: &str) -> Place {
        if self.read(path).is_ok() { Place::File } else { Place::Empty }
    }
    /// What tells one state of a file from the next without reading it; none where nothing does.
    fn stamp(&self, _path: &str) -> Option<Stamp> {
        None
    }
    /// What the past goes by: while it is the same, so is the past. None where nobody knows.
    fn tip(&self) -> Option<String> {
        None
    }
    /// Tip and commit, for less than the two by themselves.
    fn head(&self) -> Head {
        Head { tip: self.tip(), commit: self.commit() }
    }
    /// The past of the pages, as far as it is known.
    fn past(&self) -> Past {
        Past::default()
    }
    /// A text of the past by its id; none where it cannot be had.
    fn old_text(&self, _id: &str) -> Option<Vec<u8>> {
        None
    }
}

/// Where the sources stand in their past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// See [`World::tip`].
    pub tip: Option<String>,
    /// See [`World::commit`].
    pub commit: Option<String>,
}

/// What is at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Nothing.
    Empty,
    /// A regular file, which no link is.
    File,
    /// A folder, a link, or nobody knows.
    Other,
}

/// The state of a file by what the file system says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Its number, its size in bytes, when it was written and when anything about it changed, in nanoseconds since 1970.
    state: [i64; 4],
    /// Whether a later change will show: it is a while ago that anything changed, so that the clock has ticked since.
    settled: bool,
}

impl Stamp {
    /// Whether a file is as it was at an earlier stamp, for certain.
    pub(crate) fn is_as_at(self, earlier: Self) -> bool {
        earlier.settled && self.state == earlier.state
    }
}

/// Which files may be others than they were when they were last looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suspects {
    /// Any, and files may have come or gone.
    All,
    /// These, by paths as a world lists them; of a path that is no listed file there is more to it.
    Only(BTreeSet<String>),
}

impl Suspects {
    /// Takes in further ones.
    pub fn join(&mut self, further: Self) {
        match (&mut *self, further) {
            (Self::Only(paths), Self::Only(further)) => paths.extend(further),
            _ => *self = Self::All,
        }
    }
}

/// The files of a site and what could not be listed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Paths of regular files, sorted.
    pub files: Vec<String>,
    /// Symbolic links, which are not followed: a link could lead out of the site.
    pub symlinks: Vec<String>,
    /// Paths that could not be read, with the reason.
    pub unreadable: Vec<(String, String)>,
    /// Whether there is a folder `content/` at all.
    pub has_content: bool,
}

/// The coarsest clock of a file system that is reckoned with, in nanoseconds: FAT's.
const TICK: i128 = 2_000_000_000;

/// A site on disk.
#[derive(Debug)]
pub struct DiskWorld {
    root: PathBuf,
    today: Date,
    /// Whether the file system's word on files is taken.
    stamps: bool,
    texts: Arc<Mutex<Reader>>,
}

/// The git that reads old texts.
#[derive(Debug, Default)]
enum Reader {
    #[default]
    NotAsked,
    Running(Texts),
    /// It could not be started or ended too soon.
    Ended,
}

impl Reader {
    fn read(&mut self, root: &Path, id: &str) -> Option<Vec<u8>> {
        if matches!(self, Self::NotAsked) {
            *self = Texts::start(git(root)).map_or(Self::Ended, Self::Running);
        }
        let Self::Running(texts) = self else { return None };
        texts.read(id).unwrap_or_else(|_| {
            *self = Self::Ended;
            None
        })
    }
}

impl DiskWorld {
    /// The site in a folder; `today` defaults to the date in Hải Phòng (+07:00, no daylight saving since 1975).
    pub fn new(root: impl Into<PathBuf>, today: Option<Date>) -> Self {
        Self { root: root.into(), today: today.unwrap_or_else(date_in_vietnam), stamps: true, texts: Arc::default() }
    }

    /// The same of a folder whose times tell nothing for certain, as on network shares: every file is read to see whether it
    /// is another.
    pub fn without_stamps(self) -> Self {
        Self { stamps: false, ..self }
    }

    /// The same site for another build, with the date of now. What reads old texts goes on, so that it need not be started for
    /// each edit.
    pub fn again(&self, today: Option<Date>) -> Self {
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        // One that somebody ended meanwhile is started anew.
        let is_running = if let Reader::Running(texts) = &mut *texts { texts.is_running() } else { false };
        if !is_running {
            *texts = Reader::NotAsked;
        }
        drop(texts);
        let (root, texts) = (self.root.clone(), Arc::clone(&self.texts));
        Self { root, today: today.unwrap_or_else(date_in_vietnam), stamps: self.stamps, texts }
    }

    /// The site's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn walk(&self, folder: &str, listing: &mut Listing) {
        let top = self.root.join(folder);
        if !top.exists() {
            return;
        }
        let is_source = |entry: &DirEntry| {
            let name = entry.file_name().to_string_lossy();
            !(if entry.file_type().is_dir() { is_own_folder(&name) } else { is_own_file(&name) })
        };
        for entry in WalkDir::new(&top).follow_links(false).sort_by_file_name().into_iter().filter_entry(is_source) {
            match entry {
                Ok(entry) => {
                    let Some(path) = self.relative(entry.path()) else {
                        listing.unreadable.push((entry.path().display().to_string(), "tên tệp không phải UTF-8".to_owned()));
                        continue;
                    };
                    if entry.file_type().is_symlink() {
                        listing.symlinks.push(path);
                    } else if entry.file_type().is_file() {
                        listing.files.push(path);
                    }
                }
                Err(error) => {
                    let path = error.path().and_then(|path| self.relative(path)).unwrap_or_else(|| folder.to_owned());
                    listing.unreadable.push((path, error.to_string()));
                }
            }
        }
    }

    fn relative(&self, path: &Path) -> Option<String> {
        let parts: Option<Vec<&str>> =
            path.strip_prefix(&self.root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
        Some(parts?.join("/"))
    }
}

impl World for DiskWorld {
    fn list(&self) -> Listing {
        let mut listing = Listing { has_content: self.root.join("content").is_dir(), ..Listing::default() };
        self.walk("content", &mut listing);
        self.walk("theme", &mut listing);
        listing.files.sort();
        listing
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.root.join(path))
    }

    fn place(&self, path: &str) -> Place {
        match std::fs::symlink_metadata(self.root.join(path)) {
            Ok(found) if found.is_file() => Place::File,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Place::Empty,
            _ => Place::Other,
        }
    }

    fn today(&self) -> Date {
        self.today
    }

    fn commit(&self) -> Option<String> {
        self.head().commit
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        let found = self.stamps.then(|| std::fs::symlink_metadata(self.root.join(path)).ok()).flatten()?;
        let time = |seconds: i64, nanos: i64| seconds.wrapping_mul(1_000_000_000).wrapping_add(nanos);
        let changed = time(found.ctime(), found.ctime_nsec());
        let now = Timestamp::now().as_nanosecond();
        let state = [found.ino().cast_signed(), found.len().cast_signed(), time(found.mtime(), found.mtime_nsec()), changed];
        Some(Stamp { state, settled: i128::from(changed) + TICK < now })
    }

    fn tip(&self) -> Option<String> {
        let tip = answer(git(&self.root).args(["rev-parse", "--verify", "HEAD"]));
        Some(tip.map(|tip| String::from_utf8_lossy(&tip).trim().to_owned()).unwrap_or_default())
    }

    fn head(&self) -> Head {
        let status =
            ["status", "--porcelain=v2", "--branch", "--no-ahead-behind", "--untracked-files=all", "--", "content", "theme"];
        let Ok(told) = answer(git(&self.root).args(status)) else { return Head { tip: self.tip(), commit: None } };
        let told = String::from_utf8_lossy(&told);
        let tip = told.lines().find_map(|line| line.strip_prefix("# branch.oid "));
        let tip = tip.filter(|tip| *tip != "(initial)").unwrap_or_default().to_owned();
        // Sources that were edited since are those of no commit; what an editor wrote for itself is none.
        let is_source = |line: &str| line.strip_prefix("? ").is_none_or(|path| is_source(path.trim_matches('"')));
        let is_edited = told.lines().any(|line| !line.starts_with('#') && is_source(line));
        Head { commit: Some(tip.clone()).filter(|tip| !is_edited && !tip.is_empty()), tip: Some(tip) }
    }

    fn past(&self) -> Past {
        past::past(&self.root)
    }

    fn old_text(&self, id: &str) -> Option<Vec<u8>> {
        self.texts.lock().unwrap_or_else(PoisonError::into_inner).read(&self.root, id)
    }
}

/// The date in `Asia/Ho_Chi_Minh` now.
fn date_in_vietnam() -> Date {
    Offset::constant(7).to_datetime(Timestamp::now()).date()
}

/// A site in memory, for tests.
#[derive(Debug, Clone)]
pub struct MemoryWorld {
    /// The files, by path relative to the site.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The date of the build.
    pub today: Date,
}

impl World for MemoryWorld {
    fn list(&self) -> Listing {
        Listing {
            files: self.files.keys().cloned().collect(),
            has_content: self.files.keys().any(|path| path.starts_with("content/")),
            ..Listing::default()
        }
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn today(&self) -> Date {
        self.today
    }
}
