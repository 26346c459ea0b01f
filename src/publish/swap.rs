//! The one step in which the new site takes the old one's place.

use std::fs::{self, File};
use std::path::Path;

use super::{PublishError, at};

/// Exchanges two folders, or moves the new one in where there is no old one.
///
/// On Linux `renameat2(RENAME_EXCHANGE)`: at every moment the name leads to one whole site. Where the kernel or the
/// file system cannot (some network shares, other systems), the old folder is renamed away and the new one renamed in;
/// between the two renames, microseconds apart, the name leads nowhere.
pub(super) fn replace(new: &Path, out: &Path) -> Result<(), PublishError> {
    if !out.exists() {
        return fs::rename(new, out).map_err(at(out));
    }
    if exchange(new, out)? {
        return Ok(());
    }
    let aside = new.with_extension("old");
    fs::rename(out, &aside).map_err(at(out))?;
    if let Err(error) = fs::rename(new, out) {
        // Put the old site back; it stands either way.
        drop(fs::rename(&aside, out));
        return Err(PublishError::Io(out.to_owned(), error));
    }
    fs::rename(&aside, new).map_err(at(new))
}

#[cfg(target_os = "linux")]
fn exchange(new: &Path, out: &Path) -> Result<bool, PublishError> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP) => Ok(false),
        Err(error) => Err(PublishError::Io(out.to_owned(), error.into())),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> Result<bool, PublishError> {
    Ok(false)
}

/// Makes everything written below a folder durable before it is published.
///
/// On Linux one `syncfs` for the file system instead of one `fsync` for each of thousands of files.
#[cfg(target_os = "linux")]
pub(super) fn sync_all(folder: &Path) -> Result<(), PublishError> {
    let opened = File::open(folder).map_err(at(folder))?;
    rustix::fs::syncfs(&opened).map_err(|error| PublishError::Io(folder.to_owned(), error.into()))
}

/// Makes everything written below a folder durable before it is published.
#[cfg(not(target_os = "linux"))]
pub(super) fn sync_all(folder: &Path) -> Result<(), PublishError> {
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
        sync_folder(entry.path())?;
    }
    Ok(())
}

/// Makes a folder's own entries durable.
pub(super) fn sync_folder(folder: &Path) -> Result<(), PublishError> {
    File::open(folder).and_then(|opened| opened.sync_all()).map_err(at(folder))
}
