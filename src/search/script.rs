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
    (format!("{FOLDER}/{name}.js"), script(name, payload))
}

/// A file named by what it holds; `taken` are the names of its folder, which on a clash gives another one.
///
/// Four letters are 24 bits: enough that a changed file has another name, and little to list.
pub(super) fn hashed(folder: &str, payload: &impl Serialize, taken: &mut BTreeSet<String>) -> (String, File) {
    let bytes = serde_json::to_vec(payload).unwrap_or_default();
    let name = (0..=u32::MAX)
        .map(|salt| {
            let mut hasher = blake3::Hasher::new();
            hasher.update(&bytes).update(&salt.to_le_bytes());
            letters(hasher.finalize().as_bytes())
        })
        // File systems that do not tell case apart must not see one name twice.
        .find(|name| taken.insert(name.to_lowercase()))
        .unwrap_or_default();
    let path = format!("{folder}/{name}");
    (name, (format!("{FOLDER}/{path}.js"), script(&path, payload)))
}

fn letters(hash: &[u8; 32]) -> String {
    let number = u32::from(hash[0]) << 16 | u32::from(hash[1]) << 8 | u32::from(hash[2]);
    (0..4).map(|at| char::from(LETTERS[(number >> (6 * at)) as usize & 63])).collect()
}

fn script(name: &str, payload: &impl Serialize) -> Vec<u8> {
    let mut out = format!("ckIndex({name:?},").into_bytes();
    // A list or string of ours is always JSON.
    out.extend(serde_json::to_vec(payload).unwrap_or_default());
    out.extend(b");\n");
    out
}
