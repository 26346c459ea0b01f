//! Compressed forms of files, kept by content: what was compressed once is not compressed again.
//!
//! They lie in a folder outside the site and its content, each behind a checksum over what it was made from and what it is; one
//! that is damaged, or was made otherwise, is made anew. Without the folder everything is, which is slower and not wrong.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::hash::Hash;
use crate::media;
use crate::publish::Encoding;

/// Fewest bytes of a file that is worth compressing: less goes out in one packet either way.
const FEWEST: usize = 1024;

/// What stands before a form: its checksum.
const SUM: usize = 32;

/// Makes forms and keeps them.
#[derive(Debug)]
pub struct Forms {
    folder: Option<PathBuf>,
    /// The effort of brotli.
    effort: u32,
    /// What pages end in.
    page: String,
    used: Mutex<BTreeSet<PathBuf>>,
}

impl Forms {
    /// Those of a site whose pages end in `page`, kept in a folder if there is one.
    pub fn new(folder: Option<PathBuf>, effort: u32, page: &str) -> Self {
        Self { folder, effort, page: page.to_owned(), used: Mutex::default() }
    }

    /// A form of a file, by its path and its bytes; none where it is not worth it.
    pub fn of(&self, path: &str, bytes: &[u8], encoding: Encoding) -> Option<Vec<u8>> {
        if bytes.len() < FEWEST || !media::is_text(path, &self.page) {
            return None;
        }
        let place = self.place(bytes, encoding);
        let kept = place.as_deref().and_then(|place| self.kept(place, bytes, encoding));
        let encoded = kept.unwrap_or_else(|| {
            let encoded = encoding.encode(bytes, self.effort).unwrap_or_default();
            if let Some(place) = &place {
                self.keep(place, bytes, encoding, &encoded);
            }
            encoded
        });
        (!encoded.is_empty()).then_some(encoded)
    }

    /// Both forms.
    pub fn both(&self, path: &str, bytes: &[u8]) -> Vec<(Encoding, Vec<u8>)> {
        Encoding::ALL.iter().filter_map(|encoding| Some((*encoding, self.of(path, bytes, *encoding)?))).collect()
    }

    /// Removes what was not asked for; where nothing was, such as on the way to a store, the next may ask again.
    pub fn tidy(&self) {
        let Some(folder) = &self.folder else { return };
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if used.is_empty() {
            return;
        }
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if !used.contains(&entry.path()) {
                // What stays only takes room.
                drop(fs::remove_file(entry.path()));
            }
        }
    }

    fn place(&self, bytes: &[u8], encoding: Encoding) -> Option<PathBuf> {
        let effort = if encoding == Encoding::Brotli { self.effort } else { 0 };
        let place = self.folder.as_ref()?.join(format!("{}.{effort}{}", Hash::blake3(bytes), encoding.suffix()));
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(place.clone());
        Some(place)
    }

    fn kept(&self, place: &Path, bytes: &[u8], encoding: Encoding) -> Option<Vec<u8>> {
        let kept = fs::read(place).ok()?;
        let (sum, encoded) = kept.split_at_checked(SUM)?;
        (sum == self.sum(bytes, encoding, encoded).bytes()).then(|| encoded.to_vec())
    }

    fn keep(&self, place: &Path, bytes: &[u8], encoding: Encoding, encoded: &[u8]) {
        let sum = self.sum(bytes, encoding, encoded);
        let beside = place.with_extension(format!("{}.new", std::process::id()));
        let whole = [sum.bytes().as_slice(), encoded].concat();
        let folder = place.parent().map_or(Ok(()), fs::create_dir_all);
        if folder.and_then(|()| fs::write(&beside, whole)).and_then(|()| fs::rename(&beside, place)).is_err() {
            // It is made again the next time.
            drop(fs::remove_file(&beside));
        }
    }

    /// Over what it was made from, how, and what it is.
    fn sum(&self, bytes: &[u8], encoding: Encoding, encoded: &[u8]) -> Hash {
        let made = format!("{} {} {} ", crate::publish::GENERATOR, encoding.token(), self.effort);
        Hash::blake3(&[made.as_bytes(), Hash::blake3(bytes).bytes(), Hash::blake3(encoded).bytes()].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<PathBuf> {
        let mut names: Vec<PathBuf> = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("one").path()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_form_is_kept_by_content_and_never_believed_unseen() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let folder = scratch.path().join("forms");
        let text = "Điều 46. Công khai ".repeat(200);
        let other = "Điều 47. Công khai ".repeat(200);
        let forms = || Forms::new(Some(folder.clone()), 5, "html");
        let made = forms().both("a.html", text.as_bytes());
        assert_eq!(made.len(), 2);
        assert_eq!(names(&folder).len(), 2);
        assert_eq!(forms().both("b.json", text.as_bytes()), made, "by content, whatever the path");
        // One that is damaged, and one that is another's.
        for place in names(&folder) {
            let mut kept = fs::read(&place).expect("kept");
            let last = kept.len() - 1;
            kept[last] ^= 1;
            fs::write(place, kept).expect("written");
        }
        assert_eq!(forms().both("a.html", text.as_bytes()), made);
        let of_other = forms().both("a.html", other.as_bytes());
        let (mine, others): (Vec<_>, Vec<_>) = names(&folder)
            .into_iter()
            .partition(|place| place.to_string_lossy().contains(&Hash::blake3(text.as_bytes()).to_string()));
        fs::copy(&others[0], &mine[0]).expect("copied");
        assert_eq!(forms().both("a.html", text.as_bytes()), made);
        assert_ne!(of_other, made);
        let third = forms();
        third.both("a.html", other.as_bytes());
        third.tidy();
        assert_eq!(names(&folder), others, "what is no longer asked for is gone");
    }

    #[test]
    fn small_files_and_pictures_have_no_form() {
        let forms = Forms::new(None, 5, "aspx");
        let text = "Công khai ".repeat(500);
        assert!(forms.both("a.png", text.as_bytes()).is_empty() && forms.both("a.html", b"ngan").is_empty());
        assert_eq!(forms.both("a.aspx", text.as_bytes()).len(), 2);
    }
}
