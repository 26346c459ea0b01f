//! A site as it is about to be committed: the files of git's index, whatever lies in the working tree.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;

use super::git::{Refusal, Texts, answer, git};
use super::{Listing, World, date_in_vietnam, is_source};

/// What git sets for a hook to say which repository and which index it is about, as paths.
const OF_A_HOOK: &[&str] = &["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"];

/// The staged files of a site.
#[derive(Debug)]
pub struct StagedWorld {
    listing: Listing,
    /// The ids of the texts by path.
    texts: BTreeMap<String, String>,
    changed: BTreeSet<String>,
    reader: Mutex<Texts>,
    today: Date,
}

impl StagedWorld {
    /// The index as git shows it to a hook that runs here. Errors: what git said.
    pub fn open(site: &Path, today: Option<Date>) -> Result<Self, String> {
        let staged = ask(site, &["ls-files", "--stage", "-z", "--", "content", "theme"])?;
        let differing = ["diff", "--cached", "--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff", "--"];
        let changed = ask(site, &[&differing[..], &["content", "theme"]].concat())?;
        let changed = fields(&changed).map(|path| String::from_utf8_lossy(path).into_owned()).collect();
        let reader = Texts::start(in_hook(site)).map_err(|error| error.to_string())?;
        let (listing, texts) = list(&staged);
        Ok(Self { listing, texts, changed, reader: Mutex::new(reader), today: today.unwrap_or_else(date_in_vietnam) })
    }

    /// The files below `content/` and `theme/` that the commit changes, removed ones among them.
    pub fn changed(&self) -> &BTreeSet<String> {
        &self.changed
    }
}

/// Paths and ids of regular files; `100644 <id> <stage>`, a tab, the path.
fn list(staged: &[u8]) -> (Listing, BTreeMap<String, String>) {
    let (mut listing, mut texts) = (Listing::default(), BTreeMap::new());
    for entry in fields(staged) {
        let Some(tab) = entry.iter().position(|byte| *byte == b'\t') else { continue };
        let head = String::from_utf8_lossy(&entry[..tab]).into_owned();
        let mut words = head.split(' ');
        let (mode, id) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        match (std::str::from_utf8(&entry[tab + 1..]), mode) {
            (Ok(path), _) if !is_source(path) => {}
            (Ok(path), "120000") => listing.symlinks.push(path.to_owned()),
            (Ok(path), "100644" | "100755") => drop(texts.insert(path.to_owned(), id.to_owned())),
            // A module of another repository has no files here.
            (Ok(_), _) => {}
            (Err(_), _) => {
                let path = String::from_utf8_lossy(&entry[tab + 1..]).into_owned();
                listing.unreadable.push((path, "tên tệp không phải UTF-8".to_owned()));
            }
        }
    }
    listing.files = texts.keys().cloned().collect();
    listing.has_content = listing.files.iter().any(|path| path.starts_with("content/"));
    (listing, texts)
}

fn fields(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == 0).filter(|field| !field.is_empty())
}

fn ask(site: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    answer(in_hook(site).args(arguments)).map_err(|refusal| match refusal {
        Refusal::NotStarted(error) => error.to_string(),
        Refusal::Said(words) => words,
    })
}

/// Git on the repository and index that a hook was started for, from another folder.
fn in_hook(site: &Path) -> Command {
    let mut command = git(site);
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    for name in OF_A_HOOK {
        if let Some(path) = std::env::var_os(name) {
            command.env(name, absolute(&PathBuf::from(path)));
        }
    }
    // A hook runs at the top of the working tree, and git takes the folder it is called in for that.
    if std::env::var_os("GIT_DIR").is_some() && std::env::var_os("GIT_WORK_TREE").is_none() {
        command.env("GIT_WORK_TREE", absolute(Path::new(".")));
    }
    command
}

impl World for StagedWorld {
    fn list(&self) -> Listing {
        self.listing.clone()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let id = self.texts.get(path).ok_or(io::ErrorKind::NotFound)?;
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        reader.read(id)?.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn today(&self) -> Date {
        self.today
    }
}
