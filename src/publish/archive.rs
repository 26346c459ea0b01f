//! The site as one ZIP, for the people who run a portal's server.
//!
//! ```text
//! cong-khai/HUONG-DAN.html     how to put it on a server; not of the site
//! cong-khai/trang/…            the site
//! cong-khai/MANIFEST.sha256    of every file above, as `sha256sum -c` reads it
//! ```
//!
//! One outer folder, so that unpacking spills nothing; the same whatever the ZIP is called, so that its bytes are. The site
//! has a folder of its own: a page `huong-dan.html` is not the guide's file on Windows, the guide is not published by
//! accident, and a server can be pointed from an old folder to a new one. Compressed files beside plain ones are left
//! out: of all servers only nginx sends them, and a ZIP is compressed itself.
//!
//! **Invariant: the ZIP's name always leads to one whole ZIP, the old or the new.**

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::folder::{FILE_MODE, set_mode};
use super::manifest::Manifest;
use super::staging::{Lock, lock, place};
use super::swap::sync_folder;
use super::{PublishError, at};
use crate::hash::Hash;

/// The folder that everything in a ZIP lies in.
const OUTER: &str = "cong-khai/";

/// The guide's name.
pub const GUIDE: &str = "HUONG-DAN.html";

/// The folder of the site, beside the guide.
pub const SITE: &str = "trang/";

/// The name of the list of hashes.
pub(crate) const SUMS: &str = "MANIFEST.sha256";

/// What a ZIP begins with.
const MAGIC: &[u8] = b"PK\x03\x04";

/// A ZIP being made; dropped without [`Packing::finish`] it leaves nothing.
#[derive(Debug)]
pub struct Packing {
    out: PathBuf,
    /// Beside the ZIP, so that its last step is a renaming: the site before it is packed, and the new ZIP.
    work: PathBuf,
    /// Held as long as the packing lives.
    _lock: Lock,
}

impl Packing {
    /// Begins a ZIP for `out`, a file that is absent or a ZIP already.
    ///
    /// Removes what killed commands left behind. Errors: something else in its place, another command at work there, or
    /// what the file system refuses.
    pub fn begin(out: &Path) -> Result<Self, PublishError> {
        let (parent, name) = place(out)?;
        fs::create_dir_all(&parent).map_err(at(&parent))?;
        let out = parent.join(&name);
        let lock = lock(&parent, &name)?;
        check_target(&out)?;
        let work = parent.join(format!(".{name}.work"));
        if work.exists() {
            fs::remove_dir_all(&work).map_err(at(&work))?;
        }
        fs::create_dir(&work).map_err(at(&work))?;
        Ok(Self { out, work, _lock: lock })
    }

    /// The folder that the site is to be published in first.
    pub fn site(&self) -> PathBuf {
        self.work.join(SITE)
    }

    /// Packs the published site with a guide and puts the ZIP in its place in one step; returns the number of its files.
    pub fn finish(self, guide: &[u8]) -> Result<usize, PublishError> {
        let new = self.work.join("zip");
        let file = OpenOptions::new().create_new(true).write(true).mode(FILE_MODE).open(&new).map_err(at(&new))?;
        let mut archive = Archive::new(BufWriter::new(file));
        archive.add(GUIDE, guide.len() as u64, guide).map_err(at(&new))?;
        for path in self.files()? {
            let whole = self.site().join(&path);
            let source = File::open(&whole).map_err(at(&whole))?;
            let length = source.metadata().map_err(at(&whole))?.len();
            archive.add(&format!("{SITE}{path}"), length, source).map_err(at(&whole))?;
        }
        let count = archive.count + 1;
        let written = archive.finish().and_then(|buffer| buffer.into_inner().map_err(io::IntoInnerError::into_error));
        written.and_then(|file| file.sync_all()).map_err(at(&new))?;
        set_mode(&new, FILE_MODE)?;
        // Somebody may have put something there meanwhile.
        check_target(&self.out)?;
        fs::rename(&new, &self.out).map_err(at(&self.out))?;
        self.out.parent().map_or(Ok(()), sync_folder)?;
        Ok(count)
    }

    /// The files of the site, in the order of their bytes.
    fn files(&self) -> Result<Vec<String>, PublishError> {
        let site = self.site();
        let manifest = Manifest::read(&site).ok_or_else(|| PublishError::Io(site, io::ErrorKind::InvalidData.into()))?;
        let signature = manifest.key.is_some().then(|| Manifest::SIGNATURE.to_owned());
        let own = [Manifest::FILE.to_owned()].into_iter().chain(signature);
        let mut files: Vec<String> = manifest.files.into_keys().chain(own).collect();
        files.sort();
        // Neither the list of hashes nor Windows can hold such a name.
        match files.iter().find(|path| path.contains(char::is_control)) {
            Some(path) => Err(PublishError::BadPath(path.clone())),
            None => Ok(files),
        }
    }
}

impl Drop for Packing {
    fn drop(&mut self) {
        // Left-overs are removed by the next command if this fails.
        drop(fs::remove_dir_all(&self.work));
    }
}

/// Whether a ZIP may stand at a path.
fn check_target(out: &Path) -> Result<(), PublishError> {
    let Ok(metadata) = fs::symlink_metadata(out) else { return Ok(()) };
    let mut start = [0; MAGIC.len()];
    let mut is_zip = || File::open(out).and_then(|mut file| file.read_exact(&mut start)).is_ok_and(|()| start == MAGIC);
    if metadata.is_file() && is_zip() { Ok(()) } else { Err(PublishError::NotAnArchive(out.to_owned())) }
}

/// A ZIP that is written as its files come, with their hashes.
struct Archive<W: Write + Seek> {
    zip: ZipWriter<W>,
    sums: String,
    count: usize,
}

impl<W: Write + Seek> Archive<W> {
    fn new(out: W) -> Self {
        Self { zip: ZipWriter::new(out), sums: String::new(), count: 0 }
    }

    /// Adds a file, a piece at a time.
    fn add(&mut self, name: &str, length: u64, mut bytes: impl Read) -> io::Result<()> {
        self.zip.start_file(format!("{OUTER}{name}"), options(length))?;
        let (mut hash, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
        loop {
            let read = bytes.read(&mut piece)?;
            if read == 0 {
                break;
            }
            hash.update(&piece[..read]);
            self.zip.write_all(&piece[..read])?;
        }
        self.sums.push_str(&format!("{}  {name}\n", Hash::of_pieces(hash)));
        self.count += 1;
        Ok(())
    }

    /// Adds the hashes, last because they are known last, and ends the ZIP.
    fn finish(mut self) -> io::Result<W> {
        self.zip.start_file(format!("{OUTER}{SUMS}"), options(self.sums.len() as u64))?;
        self.zip.write_all(self.sums.as_bytes())?;
        Ok(self.zip.finish()?)
    }
}

/// The same for every file and day: the earliest time that a ZIP can hold, readable by all.
fn options(length: u64) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(FILE_MODE)
        .large_file(length >= u64::from(u32::MAX))
}
