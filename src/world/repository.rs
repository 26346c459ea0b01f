//! What commands for git's hooks need of a repository: where its hooks lie, and a commit of it as files.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};

use super::git::{Refusal, answer, git};

/// The repository that a folder belongs to.
#[derive(Debug)]
pub struct Repository {
    /// The top of the working tree; of a bare repository the repository itself.
    pub top: PathBuf,
    /// Where git looks for hooks, by `core.hooksPath` if that is set.
    pub hooks: PathBuf,
    /// Whether it has no working tree.
    pub is_bare: bool,
    folder: PathBuf,
}

impl Repository {
    /// Errors: what git said.
    pub fn of(folder: &Path) -> Result<Self, String> {
        let path = |folder: &Path, arguments: &[&str]| ask(folder, arguments).map(PathBuf::from);
        let is_bare = ask(folder, &["rev-parse", "--is-bare-repository"])? == "true";
        let own = path(folder, &["rev-parse", "--absolute-git-dir"])?;
        // After a push to a repository with a working tree a hook runs where there is none.
        let top = path(folder, &["rev-parse", "--show-toplevel"]).unwrap_or_else(|_| own.clone());
        // A relative path in the settings counts from where hooks run. Ours for git itself has hooks switched off.
        let set = ask_plainly(&top, &["config", "--type=path", "core.hooksPath"]).filter(|path| !path.is_empty());
        let hooks = match set {
            Some(set) => top.join(set),
            None => top.join(path(&top, &["rev-parse", "--git-common-dir"])?).join("hooks"),
        };
        Ok(Self { top, hooks, is_bare, folder: own })
    }

    /// The branch that readers of the repository get.
    pub fn branch(&self) -> Option<String> {
        ask(&self.folder, &["symbolic-ref", "--short", "HEAD"]).ok()
    }

    /// The tip of a branch as files in a scratch folder beside the repository's own, with a past; waits for another checkout.
    ///
    /// Errors: what git or the file system said.
    pub fn check_out(&self, branch: &str) -> Result<Checkout, String> {
        let said = |error: io::Error| error.to_string();
        let lock = File::options().create(true).append(true).open(self.folder.join("congkhai.lock")).map_err(said)?;
        flock(&lock, FlockOperation::LockExclusive).map_err(|error| error.to_string())?;
        let folder = self.folder.join("congkhai-checkout");
        let checkout = Checkout { repository: self.folder.clone(), folder, _lock: lock };
        // What a killed push left behind.
        checkout.remove();
        let path = checkout.folder.display().to_string();
        ask(&self.folder, &["worktree", "add", "--detach", "--force", &path, &format!("refs/heads/{branch}")])?;
        Ok(checkout)
    }
}

/// A commit as files; it goes when it is dropped.
#[derive(Debug)]
pub struct Checkout {
    repository: PathBuf,
    folder: PathBuf,
    /// Held as long as the files are there.
    _lock: File,
}

impl Checkout {
    /// Where the files are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn remove(&self) {
        drop(fs::remove_dir_all(&self.folder));
        drop(ask(&self.repository, &["worktree", "prune"]));
    }
}

impl Drop for Checkout {
    fn drop(&mut self) {
        self.remove();
    }
}

fn ask(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    match answer(git(folder).args(arguments)) {
        Ok(text) => Ok(String::from_utf8_lossy(&text).trim_end_matches('\n').to_owned()),
        Err(Refusal::NotStarted(error)) => Err(format!("git: {error}")),
        Err(Refusal::Said(words)) => Err(words),
    }
}

/// The same with the settings as they are.
fn ask_plainly(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = std::process::Command::new("git").arg("-C").arg(folder).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim_end_matches('\n').to_owned())
}
