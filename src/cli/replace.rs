//! Other bytes in a file's place, in one step.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::output::Output;
use crate::diagnostic::Say;

/// Writes a file anew: beside it, and then over it, so that it is the old or the new one whole; its mode stays.
///
/// `was` is what was read of it: a file that is another since is left. What goes wrong is said; whether it was written.
pub(super) fn replaced(path: &Path, was: &[u8], bytes: &[u8], output: Output) -> bool {
    let shown = path.display();
    match replace(path, was, bytes) {
        Ok(true) => true,
        Ok(false) => {
            output.error(&Say::new(
                format!("`{shown}` vừa bị sửa ở nơi khác nên để nguyên; chạy lại lệnh"),
                format!("`{shown}` was changed meanwhile and is left as it is; run the command again"),
            ));
            false
        }
        Err(error) => {
            output.error(&Say::new(format!("không ghi được `{shown}`: {error}"), format!("cannot write `{shown}`: {error}")));
            false
        }
    }
}

/// Whether the file still was what was read. Errors: what the file system refuses; the file is then as it was.
fn replace(path: &Path, was: &[u8], bytes: &[u8]) -> io::Result<bool> {
    // A link goes on leading to its file.
    let path = fs::canonicalize(path)?;
    if fs::read(&path)? != was {
        return Ok(false);
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // A name with a dot in front is no page, should the machine stop here.
    let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    write_beside(&path, &beside, bytes).inspect_err(|_| drop(fs::remove_file(&beside)))?;
    Ok(true)
}

fn write_beside(path: &Path, beside: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(beside)?;
    file.write_all(bytes)?;
    file.set_permissions(fs::metadata(path)?.permissions())?;
    file.sync_all()?;
    fs::rename(beside, path)
}
