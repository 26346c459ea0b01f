//! One hash for a list, by the tree of RFC 6962 (2.1): whoever knows it can be shown that an entry is in the list without the
//! whole list. A leaf and a node begin with different bytes, so that neither can be taken for the other.

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

/// A tree whose leaves become others one by one.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The leaves, then the nodes above them, up to the root; of no leaves one empty level.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// That over leaves in their order.
    pub(super) fn new(leaves: Vec<Hash>) -> Self {
        let mut levels = vec![leaves];
        while let Some(level) = levels.last().filter(|level| level.len() > 1) {
            // One without a neighbour goes up as it is, which is what cutting at the largest power of two comes to.
            let above = level.chunks(2).map(node).collect();
            levels.push(above);
        }
        Self { levels }
    }

    /// Puts another leaf in the place of one that is there.
    pub(super) fn set(&mut self, at: usize, leaf: Hash) {
        let mut place = at;
        self.levels[0][place] = leaf;
        for level in 1..self.levels.len() {
            let below = &self.levels[level - 1];
            place /= 2;
            self.levels[level][place] = node(&below[2 * place..below.len().min(2 * place + 2)]);
        }
    }

    /// The hash of them all; of none that of nothing.
    pub(super) fn root(&self) -> Hash {
        self.levels.last().and_then(|level| level.first()).copied().unwrap_or_else(|| Hash::sha256(&[]))
    }
}

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
        fn a_tree_whose_leaves_were_set_is_the_tree_of_those_leaves(
            leaves in prop::collection::vec(any::<u8>(), 1..40),
            set in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..9),
        ) {
            let mut now = leaves.clone();
            let mut tree = Tree::new(leaves.iter().map(|one| leaf(&[&[*one]])).collect());
            for (at, other) in set {
                let at = at.index(now.len());
                now[at] = other;
                tree.set(at, leaf(&[&[other]]));
            }
            let anew: Vec<Vec<u8>> = now.iter().map(|one| vec![*one]).collect();
            prop_assert_eq!(tree.root(), by_the_book(&anew));
        }
    }
}
