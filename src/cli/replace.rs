//! Other bytes in a file's place, in one step.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::output::Output;
use crate::diagnostic::Say;

/// Writes a file anew: beside it, and then over it, so that it is the old or the new one whole; its mode stays.
///
/// `was` is what was read of it. Errors: the file is another since, or what the file system refuses; the file is then
/// as it was.
pub(super) fn replace(path: &Path, was: &[u8], bytes: &[u8]) -> io::Result<()> {
    // A link goes on leading to its file.
    let path = fs::canonicalize(path)?;
    if fs::read(&path)? != was {
        return Err(io::Error::other("the file was changed meanwhile"));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // A name with a dot in front is no page, should the machine stop here.
    let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    write_beside(&path, &beside, bytes).inspect_err(|_| drop(fs::remove_file(&beside)))
}

fn write_beside(path: &Path, beside: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(beside)?;
    file.write_all(bytes)?;
    file.set_permissions(fs::metadata(path)?.permissions())?;
    file.sync_all()?;
    fs::rename(beside, path)
}

/// The same, with what goes wrong said; whether it was written.
pub(super) fn replaced(path: &Path, was: &[u8], bytes: &[u8], output: Output) -> bool {
    let written = replace(path, was, bytes);
    if let Err(error) = &written {
        let path = path.display();
        output.error(&Say::new(format!("không ghi được `{path}`: {error}"), format!("cannot write `{path}`: {error}")));
    }
    written.is_ok()
}
