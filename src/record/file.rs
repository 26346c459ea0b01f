//! Files beside the published folder, each behind a checksum; written whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
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
    draft(out, name, value)?.publish()
}

/// A file that is written and not in its place yet.
#[derive(Debug)]
pub(crate) struct Draft {
    beside: PathBuf,
    place: PathBuf,
}

impl Draft {
    /// Puts it in its place. Errors: what the file system refuses.
    pub(crate) fn publish(self) -> io::Result<()> {
        std::fs::rename(&self.beside, &self.place)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // One that was published is no more.
        drop(std::fs::remove_file(&self.beside));
    }
}

/// Writes one beside its place, without having all of it in memory. Errors: what the file system refuses.
pub(super) fn draft(out: &Path, name: &str, value: &impl Serialize) -> io::Result<Draft> {
    let place = place(out, name).ok_or(io::ErrorKind::InvalidInput)?;
    let draft = Draft { beside: place.with_extension(format!("{name}.new")), place };
    let mut file = File::create(&draft.beside)?;
    // The sum comes when everything was seen.
    writeln!(file, "{MAGIC}{}", "0".repeat(2 * blake3::OUT_LEN))?;
    let mut summed = BufWriter::with_capacity(BUFFER, Summed { file: &file, sum: blake3::Hasher::new() });
    serde_json::to_writer(&mut summed, value)?;
    summed.flush()?;
    let sum = summed.get_ref().sum.finalize();
    drop(summed);
    file.seek(SeekFrom::Start(MAGIC.len() as u64))?;
    file.write_all(sum.to_hex().as_bytes())?;
    Ok(draft)
}

/// Bytes that are written at once.
const BUFFER: usize = 1 << 16;

/// A file with the sum of what was written to it.
struct Summed<'f> {
    file: &'f File,
    sum: blake3::Hasher,
}

impl Write for Summed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sum.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// `.public.record` beside `public`.
fn place(out: &Path, name: &str) -> Option<PathBuf> {
    let out = std::path::absolute(out).ok()?;
    let folder = out.file_name()?.to_str()?;
    Some(out.with_file_name(format!(".{folder}.{name}")))
}
