//! The one step in which the new site takes the old one's place.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

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
    in_two_steps(new, out)
}

/// The old folder away, the new one in, the old one to where the new one was.
fn in_two_steps(new: &Path, out: &Path) -> Result<(), PublishError> {
    let aside = aside(out);
    fs::rename(out, &aside).map_err(at(out))?;
    if let Err(error) = fs::rename(new, out) {
        // Put the old site back; it stands either way.
        drop(fs::rename(&aside, out));
        return Err(PublishError::Io(out.to_owned(), error));
    }
    fs::rename(&aside, new).map_err(at(new))
}

/// Mends what a build left that was killed between the two steps: the old site goes back to its place.
pub(super) fn recover(out: &Path) -> Result<(), PublishError> {
    let aside = aside(out);
    if !aside.exists() {
        return Ok(());
    }
    if out.exists() { fs::remove_dir_all(&aside).map_err(at(&aside)) } else { fs::rename(&aside, out).map_err(at(out)) }
}

/// Where the old site waits between the two steps: beside its place, under a name of its own.
fn aside(out: &Path) -> PathBuf {
    let name = out.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    out.with_file_name(format!(".{name}.old"))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A scratch folder with an old site at `public` and a new one beside it.
    fn two_sites() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let (new, out) = (scratch.path().join("new"), scratch.path().join("public"));
        for (folder, text) in [(&new, "mới"), (&out, "cũ")] {
            fs::create_dir(folder).expect("made");
            fs::write(folder.join("x"), text).expect("written");
        }
        (scratch, new, out)
    }

    #[test]
    fn without_an_exchange_two_steps_do_the_same() {
        let (_scratch, new, out) = two_sites();
        in_two_steps(&new, &out).expect("replaced");
        assert_eq!(fs::read_to_string(out.join("x")).expect("read"), "mới");
        assert_eq!(fs::read_to_string(new.join("x")).expect("read"), "cũ");
        assert!(!aside(&out).exists());
    }

    #[test]
    fn a_kill_between_the_steps_is_mended() {
        let (_scratch, _new, out) = two_sites();
        fs::rename(&out, aside(&out)).expect("the first step");
        recover(&out).expect("mended");
        assert_eq!(fs::read_to_string(out.join("x")).expect("read"), "cũ");
        fs::create_dir(aside(&out)).expect("a kill after the second step");
        recover(&out).expect("mended");
        assert!(!aside(&out).exists() && out.exists());
    }
}
