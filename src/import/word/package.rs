//! The ZIP around a Word file: named parts only, each and all together within limits.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::refusal::{LARGEST, Refusal};

/// Most entries of a package; Word files with hundreds of images have a few hundred.
const ENTRIES: usize = 10_000;

/// How many times larger than packed a part may be, beyond a size that harms nobody.
const RATIO: u64 = 400;
const HARMLESS: u64 = 4 << 20;

/// An opened package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens a package; reads no part.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        if archive.len() > ENTRIES {
            return Err(Refusal::Bomb);
        }
        Ok(Self { archive, left: LARGEST })
    }

    /// The bytes of a part; `None` where there is none of this name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(broken(&error)),
        };
        let packed = file.compressed_size();
        let limit = self.left.min(HARMLESS.max(packed.saturating_mul(RATIO)));
        let mut bytes = Vec::new();
        // What a package says of sizes is not believed: reading stops at the limit.
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| Refusal::Broken(format!("{name}: {error}")))?;
        let size = bytes.len() as u64;
        if size > limit {
            return Err(if limit < self.left { Refusal::Bomb } else { Refusal::TooLarge });
        }
        self.left -= size;
        Ok(Some(bytes))
    }

    /// The text of an XML part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        let text = match encoding_rs::Encoding::for_bom(&bytes) {
            Some((encoding, _)) => encoding.decode(&bytes).0.into_owned(),
            None => String::from_utf8(bytes).map_err(|_| Refusal::Broken(format!("{name}: UTF-8")))?,
        };
        Ok(Some(text))
    }

    /// Whether there is an entry of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }
}

fn broken(error: &ZipError) -> Refusal {
    Refusal::Broken(error.to_string())
}
