//! The files of a published site that is kept, with the hash tree over them.

use super::manifest::{BuildMeta, Line, Made, Manifest, file_leaf};
use super::merkle::Tree;
use crate::hash::Hash;

/// Files in order of paths.
#[derive(Debug)]
pub struct Files {
    made: Vec<Made>,
    /// A leaf for the head of the list, and one for each file.
    tree: Tree,
    /// Whether files have come or gone since the tree was made.
    is_stale: bool,
}

impl Files {
    /// Some files; of several with one path, one.
    pub(super) fn new(files: impl IntoIterator<Item = Made>) -> Self {
        let mut made: Vec<Made> = files.into_iter().collect();
        made.sort_by(|a, b| a.path.cmp(&b.path));
        made.dedup_by(|a, b| a.path == b.path);
        Self { made, tree: Tree::default(), is_stale: true }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.made.len()
    }

    /// A file by its path.
    pub(crate) fn get(&self, path: &str) -> Option<&Made> {
        Some(&self.made[self.find(path).ok()?])
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Made> {
        self.made.iter()
    }

    /// All of them, for many threads.
    pub(super) fn as_slice(&self) -> &[Made] {
        &self.made
    }

    /// Those from a path on.
    pub(crate) fn from(&self, path: &str) -> &[Made] {
        let (Ok(at) | Err(at)) = self.find(path);
        &self.made[at..]
    }

    /// Takes in a file; whether there was none of its path.
    pub(super) fn put(&mut self, made: Made) -> bool {
        let found = self.find(&made.path);
        match found {
            Ok(at) => {
                if !self.is_stale {
                    self.tree.set(at + 1, file_leaf((&made.path, &made.entry)));
                }
                self.made[at] = made;
            }
            Err(at) => {
                self.made.insert(at, made);
                self.is_stale = true;
            }
        }
        found.is_err()
    }

    /// Takes out a file.
    pub(super) fn remove(&mut self, path: &str) {
        if let Ok(at) = self.find(path) {
            self.made.remove(at);
            self.is_stale = true;
        }
    }

    /// The text of their list, unsigned.
    pub(super) fn manifest(&mut self, meta: &BuildMeta) -> Vec<u8> {
        let lines: Vec<Line<'_>> = self.made.iter().map(|made| (made.path.as_str(), &made.entry)).collect();
        if self.is_stale {
            let head = std::iter::once(Hash::default());
            self.tree = Tree::new(head.chain(lines.iter().map(|line| file_leaf(*line))).collect());
            self.is_stale = false;
        }
        Manifest::text_of_kept(meta, &lines, &mut self.tree)
    }

    fn find(&self, path: &str) -> Result<usize, usize> {
        self.made.binary_search_by(|made| made.path.as_str().cmp(path))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::publish::Entry;

    proptest! {
        #[test]
        fn the_list_of_kept_files_is_that_of_files_that_were_always_so(
            edits in prop::collection::vec((0..12_u8, proptest::option::of(any::<u8>()), any::<bool>()), 0..40),
        ) {
            let meta = BuildMeta { today: date(2026, 1, 2), commit: None, content: "x".to_owned() };
            let mut files = Files::new([]);
            let mut now = std::collections::BTreeMap::new();
            for (name, bytes, looks) in edits {
                let path = format!("a/{name}");
                if let Some(byte) = bytes {
                    let entry = Entry::of(&[byte]);
                    let is_new = now.insert(path.clone(), entry).is_none();
                    prop_assert_eq!(files.put(Made { path, entry, time: 0 }), is_new);
                } else {
                    now.remove(&path);
                    files.remove(&path);
                }
                if looks {
                    prop_assert_eq!(files.manifest(&meta), Manifest::text(&meta, None, now.iter()));
                }
            }
            prop_assert_eq!(files.manifest(&meta), Manifest::text(&meta, None, now.iter()));
            prop_assert_eq!(files.len(), now.len());
        }
    }
}
