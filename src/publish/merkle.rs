//! One hash for a list, by the tree of RFC 6962 (2.1): whoever knows it can be shown that an entry is in the list without the
//! whole list. A leaf and a node begin with different bytes, so that neither can be taken for the other.

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::hash::Hash;

/// The hash of an entry.
pub(super) fn leaf(pieces: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new_with_prefix([0]);
    for piece in pieces {
        hasher.update(piece);
    }
    Hash::of_pieces(hasher)
}

/// A tree whose leaves become others one by one; what stands above them is reckoned when it is asked for.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The leaves, then the nodes above them, up to the root.
    levels: Vec<Vec<Hash>>,
    touched: Option<Touched>,
    /// How many leaves there were when the nodes were reckoned.
    reckoned: usize,
}

/// Which leaves are others than when the nodes were reckoned.
#[derive(Debug, Clone, Copy)]
struct Touched {
    first: usize,
    /// How many stand behind the last one.
    behind: usize,
}

impl Tree {
    /// That over leaves in their order.
    pub(super) fn new(leaves: Vec<Hash>) -> Self {
        let mut tree = Self { levels: vec![leaves], ..Self::default() };
        tree.touch(0, 0);
        tree
    }

    /// Puts another leaf in the place of one that is there.
    pub(super) fn set(&mut self, at: usize, leaf: Hash) {
        self.levels[0][at] = leaf;
        self.touch(at, self.levels[0].len() - at - 1);
    }

    /// Puts a further leaf before the one at a place, or behind them all.
    pub(super) fn insert(&mut self, at: usize, leaf: Hash) {
        self.levels[0].insert(at, leaf);
        self.touch(at, self.levels[0].len() - at - 1);
    }

    /// Takes out a leaf.
    pub(super) fn remove(&mut self, at: usize) {
        self.levels[0].remove(at);
        self.touch(at, self.levels[0].len() - at);
    }

    fn touch(&mut self, first: usize, behind: usize) {
        let before = self.touched.unwrap_or(Touched { first, behind });
        self.touched = Some(Touched { first: before.first.min(first), behind: before.behind.min(behind) });
    }

    /// The hash of them all; of none that of nothing.
    pub(super) fn root(&mut self) -> Hash {
        if let Some(touched) = self.touched.take() {
            self.reckon(touched);
        }
        self.levels.last().and_then(|level| level.first()).copied().unwrap_or_else(|| Hash::sha256(&[]))
    }

    fn reckon(&mut self, Touched { mut first, behind }: Touched) {
        let leaves = self.levels[0].len();
        // Where leaves came or went and not as many of the one as of the other, those behind them have other places.
        let (mut end, is_moved) = (leaves - behind, leaves != self.reckoned);
        self.reckoned = leaves;
        let mut height = 0;
        while self.levels[height].len() > 1 {
            let (below, above) = self.levels.split_at_mut(height + 1);
            let (below, count) = (&below[height], below[height].len().div_ceil(2));
            (first, end) = (first / 2, if is_moved { count } else { end.div_ceil(2) });
            // One without a neighbour goes up as it is, which is what cutting at the largest power of two comes to.
            let nodes: Vec<Hash> =
                below[2 * first..below.len().min(2 * end)].par_chunks(2).with_min_len(MANY).map(node).collect();
            match above.first_mut() {
                Some(above) => {
                    above.resize(count, Hash::default());
                    above[first..first + nodes.len()].copy_from_slice(&nodes);
                }
                None => self.levels.push(nodes),
            }
            height += 1;
        }
        self.levels.truncate(height + 1);
    }
}

/// Nodes that are worth another thread.
const MANY: usize = 1_000;

/// What stands above one or two neighbours.
fn node(pair: &[Hash]) -> Hash {
    match pair {
        [left, right] => Hash::sha256(&[&[1], left.bytes(), right.bytes()]),
        _ => pair[0],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition of RFC 6962, 2.1, word for word.
    fn by_the_book(entries: &[Vec<u8>]) -> Hash {
        match entries {
            [] => Hash::sha256(&[]),
            [one] => Hash::sha256(&[&[0], one]),
            several => {
                let cut = several.len().next_power_of_two() / 2;
                let (left, right) = several.split_at(cut);
                Hash::sha256(&[&[1], by_the_book(left).bytes(), by_the_book(right).bytes()])
            }
        }
    }

    proptest! {
        #[test]
        fn the_root_is_that_of_the_standard(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..4), 0..70)) {
            let leaves = entries.iter().map(|entry| leaf(&[entry])).collect();
            prop_assert_eq!(Tree::new(leaves).root(), by_the_book(&entries));
        }

        #[test]
        fn a_tree_whose_leaves_were_set_came_or_went_is_the_tree_of_those_leaves(
            leaves in prop::collection::vec(any::<u8>(), 0..40),
            edits in prop::collection::vec((0..3_u8, any::<prop::sample::Index>(), any::<u8>(), any::<bool>()), 0..20),
        ) {
            let one = |byte: u8| leaf(&[&[byte]]);
            let root = |now: &[u8]| by_the_book(&now.iter().map(|byte| vec![*byte]).collect::<Vec<_>>());
            let mut now = leaves.clone();
            let mut tree = Tree::new(leaves.into_iter().map(one).collect());
            for (edit, at, byte, looks) in edits {
                match edit {
                    0 => {
                        let at = at.index(now.len() + 1);
                        now.insert(at, byte);
                        tree.insert(at, one(byte));
                    }
                    _ if now.is_empty() => {}
                    1 => {
                        let at = at.index(now.len());
                        now.remove(at);
                        tree.remove(at);
                    }
                    _ => {
                        let at = at.index(now.len());
                        now[at] = byte;
                        tree.set(at, one(byte));
                    }
                }
                if looks {
                    prop_assert_eq!(tree.root(), root(&now));
                }
            }
            prop_assert_eq!(tree.root(), root(&now));
        }
    }
}
