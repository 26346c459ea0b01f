//! What was handed on: by its hash, because the bytes of all files would be a second site in memory.

use std::collections::HashMap;

use super::super::script::File;
use super::Changes;

/// The hash of the file at each path.
#[derive(Debug, Default)]
pub(super) struct Files(HashMap<Box<str>, [u8; 16]>);

/// Enough of a hash to tell two versions of one file apart.
pub(super) fn hash(bytes: &[u8]) -> [u8; 16] {
    let mut short = [0; 16];
    short.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
    short
}

impl Files {
    pub(super) fn new(hashes: impl Iterator<Item = (String, [u8; 16])>) -> Self {
        Self(hashes.map(|(path, hash)| (path.into_boxed_str(), hash)).collect())
    }

    /// Hands a file on if it is new or has other bytes.
    pub(super) fn put(&mut self, file: File, changes: &mut Changes) {
        let hash = hash(&file.1);
        if self.0.get(file.0.as_str()) != Some(&hash) {
            self.0.insert(file.0.clone().into_boxed_str(), hash);
            changes.written.push(file);
        }
    }

    /// The same for several files.
    pub(super) fn put_all(&mut self, files: Vec<File>, changes: &mut Changes) {
        for file in files {
            self.put(file, changes);
        }
    }

    /// Tells that a file is gone.
    pub(super) fn remove(&mut self, path: &str, changes: &mut Changes) {
        if self.0.remove(path).is_some() {
            changes.removed.push(path.to_owned());
        }
    }
}
