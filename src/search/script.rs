//! A payload as a classic script, named by its content: `ckIndex("l/Xy3a",…);`.

use std::collections::BTreeSet;

use serde::Serialize;

/// The folder of all files of the index.
pub(crate) const FOLDER: &str = "chi-muc";

/// Letters of names and of numbers in them; all may stand in an address.
const LETTERS: &[u8; 64] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

/// A file of the index: its path on the site and its bytes.
pub(super) type File = (String, Vec<u8>);

/// A file with a fixed name.
pub(super) fn fixed(name: &str, payload: &impl Serialize) -> File {
    (path(name), script(name, payload))
}

/// Where a file of a name lies.
pub(super) fn path(name: &str) -> String {
    format!("{FOLDER}/{name}.js")
}

/// A file named by its place and three letters of what it holds; `taken` are the names there are, which on a clash
/// gives other letters.
///
/// Three letters are 18 bits: enough that a changed file of the same place has another name, and little to list.
pub(super) fn hashed(place: &str, payload: &impl Serialize, taken: &mut BTreeSet<String>) -> (String, File) {
    let bytes = serde_json::to_vec(payload).unwrap_or_default();
    let found = (0..=u32::MAX)
        .map(|salt| {
            let mut hasher = blake3::Hasher::new();
            hasher.update(&bytes).update(&salt.to_le_bytes());
            letters(hasher.finalize().as_bytes(), 3)
        })
        // File systems that do not tell case apart must not see one name twice.
        .find(|letters| taken.insert(format!("{place}{letters}").to_lowercase()))
        .unwrap_or_default();
    let name = format!("{place}{found}");
    (found, (path(&name), script(&name, payload)))
}

/// What stands for a key in the name of its file: a hash that the reader makes in one line.
pub(super) fn key_hash(key: &str) -> String {
    let hash = key.encode_utf16().fold(0_u32, |hash, unit| hash.wrapping_mul(31).wrapping_add(u32::from(unit)));
    format!("{hash:x}")
}

/// Letters for many files together, which ask anew for all of them when one has changed.
pub(super) fn version<'b>(files: impl Iterator<Item = &'b [u8]>) -> String {
    version_of(files.map(blake3::hash))
}

/// The same from the hashes of the files.
pub(super) fn version_of(hashes: impl Iterator<Item = blake3::Hash>) -> String {
    let mut hasher = blake3::Hasher::new();
    for hash in hashes {
        hasher.update(hash.as_bytes());
    }
    letters(hasher.finalize().as_bytes(), 4)
}

fn letters(hash: &[u8; 32], count: u32) -> String {
    let number = u32::from(hash[0]) << 16 | u32::from(hash[1]) << 8 | u32::from(hash[2]);
    (0..count).map(|at| char::from(LETTERS[(number >> (6 * at)) as usize & 63])).collect()
}

fn script(name: &str, payload: &impl Serialize) -> Vec<u8> {
    let mut out = format!("ckIndex({name:?},").into_bytes();
    // A list or string of ours is always JSON.
    out.extend(serde_json::to_vec(payload).unwrap_or_default());
    out.extend(b");\n");
    out
}
