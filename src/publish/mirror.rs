//! A published site put into another folder as it is, with compressed forms beside its files.

use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::manifest::{Entry, Manifest};
use super::staging::{Published, Staging};
use super::{Encoding, PublishError, at};

/// Makes the compressed forms of a file, by its path and its bytes.
pub type Compressing<'a> = &'a (dyn Fn(&str, &[u8]) -> Vec<(Encoding, Vec<u8>)> + Sync);

/// Puts the site of one folder in the place of the one in another, in one step.
///
/// Its `build.json` goes with it to the byte, and so does its signature: what is compressed beside a file says nothing that the
/// file does not. Errors: `from` is no site, or is being changed; what the file system refuses at `out`.
pub fn mirror(from: &Path, out: &Path, compressing: Compressing<'_>) -> Result<Published, PublishError> {
    let place = from.join(Manifest::FILE);
    let json = fs::read(&place).map_err(at(&place))?;
    let manifest = Manifest::parse(&json).ok_or_else(|| at(&place)(io::ErrorKind::InvalidData.into()))?;
    let staging = Staging::begin(out)?;
    manifest.files.par_iter().try_for_each(|(path, entry)| {
        let file = from.join(path);
        let bytes = fs::read(&file).map_err(at(&file))?;
        if Entry::of(&bytes) != *entry {
            return Err(at(&file)(io::ErrorKind::InvalidData.into()));
        }
        staging.write(path, &bytes)?;
        for (encoding, encoded) in compressing(path, &bytes) {
            let beside = format!("{path}{}", encoding.suffix());
            // One that an author attached is the author's.
            if !manifest.files.contains_key(&beside) {
                staging.write_beside(&beside, &encoded)?;
            }
        }
        Ok(())
    })?;
    let place = from.join(Manifest::SIGNATURE);
    let signature = manifest.key.is_some().then(|| fs::read(&place).map_err(at(&place))).transpose()?;
    staging.complete(json, signature)
}
