//! The files of a published site that is kept, with the text of their list and the hash tree over it: after an edit only the
//! lines of files that are others are written anew.

use std::borrow::Cow;

use rayon::prelude::*;

use super::manifest::{BuildMeta, Made, Manifest, file_leaf, write_line};
use super::merkle::Tree;
use crate::hash::Hash;

/// Files in order of paths.
#[derive(Debug)]
pub struct Files {
    /// None of them is empty.
    blocks: Vec<Block>,
    /// A leaf for the head of the list, and one for each file.
    tree: Tree,
}

/// Neighbours.
#[derive(Debug, Default)]
struct Block {
    made: Vec<Made>,
    /// Their lines; nothing where one of them is another by now.
    text: String,
}

/// How many files a block has when it is made; one of twice as many is cut in two.
const BLOCK: usize = if cfg!(test) { 4 } else { 256 };

impl Files {
    /// Some files; of several with one path, one.
    pub(super) fn new(files: impl IntoIterator<Item = Made>) -> Self {
        let mut made: Vec<Made> = files.into_iter().collect();
        made.sort_by(|a, b| a.path.cmp(&b.path));
        made.dedup_by(|a, b| a.path == b.path);
        let leaves = made.par_iter().map(|made| file_leaf((&made.path, &made.entry)));
        let tree = Tree::new(rayon::iter::once(Hash::default()).chain(leaves).collect());
        let mut blocks = Vec::with_capacity(made.len() / BLOCK + 1);
        let mut made = made.into_iter().peekable();
        while made.peek().is_some() {
            blocks.push(Block { made: made.by_ref().take(BLOCK).collect(), ..Block::default() });
        }
        Self { blocks, tree }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.blocks.iter().map(|block| block.made.len()).sum()
    }

    /// A file by its path.
    pub(crate) fn get(&self, path: &str) -> Option<&Made> {
        let (block, found) = self.find(path);
        Some(&self.blocks.get(block)?.made[found.ok()?])
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Made> {
        self.blocks.iter().flat_map(|block| &block.made)
    }

    /// All of them, for many threads.
    pub(super) fn par_iter(&self) -> impl ParallelIterator<Item = &Made> {
        self.blocks.par_iter().flat_map_iter(|block| &block.made)
    }

    /// The first that does not stand before a path.
    pub(crate) fn first_from(&self, path: &str) -> Option<&Made> {
        let (block, Ok(at) | Err(at)) = self.find(path);
        let next = || self.blocks.get(block + 1).and_then(|block| block.made.first());
        self.blocks.get(block)?.made.get(at).or_else(next)
    }

    /// Takes in a file; whether there was none of its path.
    pub(super) fn put(&mut self, made: Made) -> bool {
        let (at_block, found) = self.find(&made.path);
        let leaf = file_leaf((&made.path, &made.entry));
        let before: usize = self.blocks[..at_block].iter().map(|block| block.made.len()).sum();
        if self.blocks.is_empty() {
            self.blocks.push(Block::default());
        }
        let block = &mut self.blocks[at_block];
        block.text.clear();
        match found {
            Ok(at) => {
                self.tree.set(before + at + 1, leaf);
                block.made[at] = made;
            }
            Err(at) => {
                self.tree.insert(before + at + 1, leaf);
                block.made.insert(at, made);
                if block.made.len() >= 2 * BLOCK {
                    let second = Block { made: block.made.split_off(BLOCK), ..Block::default() };
                    self.blocks.insert(at_block + 1, second);
                }
            }
        }
        found.is_err()
    }

    /// Takes out a file.
    pub(super) fn remove(&mut self, path: &str) {
        let (at_block, Ok(at)) = self.find(path) else { return };
        let before: usize = self.blocks[..at_block].iter().map(|block| block.made.len()).sum();
        self.tree.remove(before + at + 1);
        let block = &mut self.blocks[at_block];
        block.text.clear();
        block.made.remove(at);
        if block.made.is_empty() {
            self.blocks.remove(at_block);
        }
    }

    /// The text of their list, unsigned, in pieces.
    pub(super) fn manifest(&mut self, meta: &BuildMeta) -> Vec<Cow<'_, str>> {
        self.blocks.par_iter_mut().for_each(Block::write);
        let head = Manifest::head_of_kept(meta, &mut self.tree);
        Manifest::pieces(head, self.blocks.iter().map(|block| block.text.as_str()))
    }

    /// The block in which a file is or would be, and its place there.
    fn find(&self, path: &str) -> (usize, Result<usize, usize>) {
        let behind = self.blocks.partition_point(|block| block.made.first().is_some_and(|first| first.path.as_str() <= path));
        let block = behind.saturating_sub(1);
        let made = self.blocks.get(block).map_or(&[][..], |block| &block.made);
        (block, made.binary_search_by(|made| made.path.as_str().cmp(path)))
    }
}

impl Block {
    fn write(&mut self) {
        if self.text.is_empty() {
            self.made.iter().for_each(|made| write_line(&mut self.text, (&made.path, &made.entry)));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::publish::Entry;

    proptest! {
        #[test]
        fn the_list_of_kept_files_is_that_of_files_that_were_always_so(
            start in 0..20_u8,
            edits in prop::collection::vec((any::<u8>(), proptest::option::weighted(0.7, any::<u8>()), any::<bool>()), 0..40),
        ) {
            let meta = BuildMeta { today: date(2026, 1, 2), commit: None, content: "x".to_owned() };
            let first = |name: u8| (format!("a/{name:03}"), Entry::of(&[name]));
            let mut now: BTreeMap<String, Entry> = (0..start).map(first).collect();
            let mut files = Files::new(now.iter().map(|(path, entry)| Made { path: path.clone(), entry: *entry, time: 0 }));
            for (name, bytes, looks) in edits {
                let path = format!("a/{name:03}");
                if let Some(byte) = bytes {
                    let entry = Entry::of(&[byte]);
                    let is_new = now.insert(path.clone(), entry).is_none();
                    prop_assert_eq!(files.put(Made { path, entry, time: 0 }), is_new);
                } else {
                    now.remove(&path);
                    files.remove(&path);
                }
                if looks {
                    prop_assert_eq!(files.manifest(&meta).concat().into_bytes(), Manifest::text(&meta, None, now.iter()));
                }
            }
            prop_assert_eq!(files.manifest(&meta).concat().into_bytes(), Manifest::text(&meta, None, now.iter()));
            prop_assert_eq!(files.len(), now.len());
            prop_assert_eq!(files.iter().map(|made| &made.path).collect::<Vec<_>>(), now.keys().collect::<Vec<_>>());
            for from in 0..=255_u8 {
                let from = format!("a/{from:03}");
                prop_assert_eq!(files.first_from(&from).map(|made| &made.path), now.range(from.clone()..).next().map(|(path, _)| path));
                prop_assert_eq!(files.get(&from).map(|made| made.entry), now.get(&from).copied());
            }
        }
    }
}
