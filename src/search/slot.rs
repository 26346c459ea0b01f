//! Numbers of documents that stay when others come and go.
//!
//! A document's place in a list would change the number of every later one, and with it nearly every file of the index.
//! A slot is the hash of the document's address in a table at least twice as large as there are documents; two that want
//! one slot are told apart by the next free one, in the order of their hashes. The table grows by doubling, so that a
//! site of many years changes all slots only a few times.

/// Slots for each document, at least.
const SPARE: usize = 2;

/// Fewest slots.
const FEWEST: usize = 1 << 8;

/// The slots of documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slots {
    /// How many there are: a power of two.
    pub(super) count: u32,
    /// For each document, its slot.
    pub(super) of: Vec<u32>,
}

impl Slots {
    /// Slots for documents by their addresses, which are all different.
    pub(super) fn new(addresses: &[&str]) -> Self {
        let count = (addresses.len() * SPARE).next_power_of_two().max(FEWEST);
        let mask = count - 1;
        let mut order: Vec<(u64, usize)> = addresses.iter().enumerate().map(|(at, address)| (hash(address), at)).collect();
        order.sort_unstable_by(|a, b| (a.0, addresses[a.1]).cmp(&(b.0, addresses[b.1])));
        let mut taken = vec![false; count];
        let mut of = vec![0; addresses.len()];
        for (hash, at) in order {
            let mut slot = hash as usize & mask;
            while taken[slot] {
                slot = (slot + 1) & mask;
            }
            taken[slot] = true;
            of[at] = slot as u32;
        }
        Self { count: count as u32, of }
    }
}

fn hash(address: &str) -> u64 {
    let hash = blake3::hash(address.as_bytes());
    hash.as_bytes()[..8].iter().fold(0, |value, byte| value << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_new_document_moves_hardly_any_other() {
        let names: Vec<String> = (0..1_000).map(|n| format!("van-ban/x-{n}.html")).collect();
        let all: Vec<&str> = names.iter().map(String::as_str).collect();
        let (before, after) = (Slots::new(&all[..999]), Slots::new(&all));
        assert_eq!(before.of.iter().collect::<BTreeSet<_>>().len(), 999, "all different");
        let moved = before.of.iter().zip(&after.of).filter(|(a, b)| a != b).count();
        assert!(moved <= 3, "{moved} moved");
    }
}
