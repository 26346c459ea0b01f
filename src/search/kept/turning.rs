//! Pairs whose rarer syllable is another one since a syllable has another band: their postings move.
//!
//! Bands are half octaves, so that a syllable of many units crosses into another hardly ever, and then its postings
//! are gone through once; those of rare ones do so with every other edit, and have few.

use std::collections::BTreeMap;

use super::super::posting::Packed;
use super::super::syllable::Syllables;
use super::block::{Block, other_of, turned};
use super::units::Posting;

/// The table as it was and as it is.
pub(super) struct Turning<'a> {
    pub(super) syllables: &'a Syllables,
    /// The bands that were others.
    pub(super) bands: &'a BTreeMap<u32, u8>,
    pub(super) blocks: &'a [Block],
}

/// Postings as they were, and as they are.
#[derive(Default)]
pub(super) struct Turned {
    pub(super) from: Vec<Posting>,
    pub(super) to: Vec<Posting>,
}

impl Turning<'_> {
    /// The postings that move, each once.
    pub(super) fn all(&self) -> Turned {
        let mut found = Turned::default();
        for id in self.bands.keys() {
            let Some(pair) = self.syllables.folded[*id as usize].pair else { continue };
            self.away(*id, pair + 1, &mut found);
            self.here(*id, pair + 1, &mut found);
        }
        for list in [&mut found.from, &mut found.to] {
            // Of two syllables whose bands changed, both find their pair.
            list.sort_unstable();
            list.dedup();
        }
        found
    }

    /// Pairs that stood under a syllable and stand under their other one.
    fn away(&self, id: u32, own: u32, found: &mut Turned) {
        self.blocks[id as usize].each(|posting| {
            let Some(pair) = (other_of(posting) & 0x7FFF).checked_sub(1) else { return };
            let other = self.syllables.paired[pair as usize];
            if !self.syllables.is_rarer(id, other) {
                found.add(id, posting, other, own);
            }
        });
    }

    /// Pairs that stood under their other syllable and stand under this one.
    fn here(&self, id: u32, own: u32, found: &mut Turned) {
        let rarity = (self.before(id), self.syllables.folded[id as usize].rank);
        let mut postings = Vec::new();
        for other in 0..self.blocks.len() as u32 {
            let Some(pair) = self.syllables.folded[other as usize].pair else { continue };
            let was = (self.before(other), self.syllables.folded[other as usize].rank);
            if was < rarity && !self.syllables.is_rarer(other, id) {
                for side in [own, own | 1 << 15] {
                    postings.clear();
                    self.blocks[other as usize].term(side, &mut postings);
                    for posting in &postings {
                        found.add(other, *posting, id, pair + 1);
                    }
                }
            }
        }
    }

    fn before(&self, id: u32) -> u8 {
        self.bands.get(&id).copied().unwrap_or(self.syllables.folded[id as usize].band)
    }
}

impl Turned {
    /// A posting that moves from one syllable, which has a number in pairs, to another.
    fn add(&mut self, from: u32, posting: Packed, to: u32, number: u32) {
        self.from.push((from, posting));
        self.to.push((to, turned(posting, number)));
    }
}
