//! Files beside the published folder, each behind a checksum; written whole or not at all.

use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What stands before the checksum: a name and the version of the format.
const MAGIC: &str = "congkhai-1 ";

/// What a file of a name holds; none where there is none, or one that is damaged or of another version.
pub(super) fn read<T: DeserializeOwned>(out: &Path, name: &str) -> Option<T> {
    let bytes = std::fs::read(place(out, name)?).ok()?;
    let (sum, json) = std::str::from_utf8(&bytes).ok()?.strip_prefix(MAGIC)?.split_once('\n')?;
    (blake3::hash(json.as_bytes()).to_hex().as_str() == sum).then(|| serde_json::from_str(json).ok()).flatten()
}

/// Writes one. Errors: what the file system refuses.
pub(super) fn write(out: &Path, name: &str, value: &impl Serialize) -> io::Result<()> {
    let Some(place) = place(out, name) else { return Ok(()) };
    let json = serde_json::to_string(value)?;
    let beside = place.with_extension(format!("{name}.new"));
    std::fs::write(&beside, format!("{MAGIC}{}\n{json}", blake3::hash(json.as_bytes()).to_hex()))?;
    std::fs::rename(&beside, &place)
}

/// `.public.record` beside `public`.
fn place(out: &Path, name: &str) -> Option<PathBuf> {
    let out = std::path::absolute(out).ok()?;
    let folder = out.file_name()?.to_str()?;
    Some(out.with_file_name(format!(".{folder}.{name}")))
}
