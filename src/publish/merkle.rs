//! One hash for a list, by the tree of RFC 6962 (2.1): whoever knows it can be shown that an entry is in the list without the
//! whole list. A leaf and a node begin with different bytes, so that neither can be taken for the other.

use crate::hash::Hash;

/// The hash of an entry.
pub(super) fn leaf(pieces: &[&[u8]]) -> Hash {
    let all: Vec<&[u8]> = [&[0_u8][..]].into_iter().chain(pieces.iter().copied()).collect();
    Hash::sha256(&all)
}

/// The root over leaves in their order; of none the hash of nothing.
pub(super) fn root(mut level: Vec<Hash>) -> Hash {
    while level.len() > 1 {
        // One without a neighbour goes up as it is, which is what cutting at the largest power of two comes to.
        level = level
            .chunks(2)
            .map(|pair| match pair {
                [left, right] => Hash::sha256(&[&[1], left.bytes(), right.bytes()]),
                _ => pair[0],
            })
            .collect();
    }
    level.first().copied().unwrap_or_else(|| Hash::sha256(&[]))
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
            prop_assert_eq!(root(leaves), by_the_book(&entries));
        }
    }
}
