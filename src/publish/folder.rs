//! Files and folders as a site has them, whoever puts it together.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{PublishError, at};

/// Readable by a web server that runs as another user, whatever the umask.
pub(super) const FILE_MODE: u32 = 0o644;
pub(super) const FOLDER_MODE: u32 = 0o755;

/// The folders that were made for a site.
#[derive(Debug, Default)]
pub(super) struct Folders(Mutex<BTreeSet<PathBuf>>);

impl Folders {
    /// Makes the folders that a file below `top` lies in.
    pub(super) fn make(&self, top: &Path, file: &Path) -> Result<(), PublishError> {
        let Some(folder) = file.parent() else { return Ok(()) };
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if folder == top || made.contains(folder) {
            return Ok(());
        }
        let missing: Vec<&Path> = folder.ancestors().take_while(|ancestor| *ancestor != top).collect();
        for folder in missing.into_iter().rev() {
            if made.insert(folder.to_owned()) {
                fs::create_dir_all(folder).map_err(at(folder))?;
                set_mode(folder, FOLDER_MODE)?;
            }
        }
        Ok(())
    }
}

/// Has a file of the published site in another folder too.
pub(super) fn link(old: &Path, file: &Path) -> Result<(), PublishError> {
    if fs::hard_link(old, file).is_err() {
        // A file system without links, or a file with as many as it can have.
        fs::copy(old, file).map_err(at(old))?;
    }
    Ok(())
}

/// Dotfiles at the top of the published site (`.gitignore`, `.well-known`) belong to whoever put them there.
pub(super) fn keep_dotfiles(out: &Path, folder: &Path) -> Result<(), PublishError> {
    let Ok(entries) = fs::read_dir(out) else { return Ok(()) };
    for entry in entries {
        let entry = entry.map_err(at(out))?;
        // One that the new site has itself is the new site's.
        let taken = folder.join(entry.file_name()).exists();
        if entry.file_name().to_string_lossy().starts_with('.') && !taken {
            copy_all(&entry.path(), &folder.join(entry.file_name()))?;
        }
    }
    Ok(())
}

pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    write_pieces(path, std::iter::once(bytes))
}

/// Writes a file whose bytes do not lie together.
pub(super) fn write_pieces<'b>(path: &Path, pieces: impl Iterator<Item = &'b [u8]>) -> Result<(), PublishError> {
    let mut file = OpenOptions::new().create_new(true).write(true).mode(FILE_MODE).open(path).map_err(at(path))?;
    for piece in pieces {
        file.write_all(piece).map_err(at(path))?;
    }
    set_mode(path, FILE_MODE)
}

pub(super) fn set_mode(path: &Path, mode: u32) -> Result<(), PublishError> {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(at(path))
}

fn copy_all(from: &Path, to: &Path) -> Result<(), PublishError> {
    let metadata = fs::symlink_metadata(from).map_err(at(from))?;
    if metadata.is_dir() {
        fs::create_dir(to).map_err(at(to))?;
        for entry in fs::read_dir(from).map_err(at(from))? {
            let entry = entry.map_err(at(from))?;
            copy_all(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    if metadata.is_file() {
        fs::copy(from, to).map_err(at(from))?;
    }
    Ok(())
}
