//! The postings of all terms under one syllable, compressed: fifty million of them lie in memory while a site is watched.
//!
//! A posting is [`Packed`] without the syllable that it stands under. They are sorted and cut into pieces; a piece has
//! its first posting as it is and each further one as numbers of seven bits a byte, lowest first: the distance to the one
//! before where only the unit differs; else how much what stands before the unit grew, and the unit. The lowest bit of
//! the first number tells the two apart. So the common case is one byte, and a change touches one piece.

use super::super::posting::{BEHIND_OTHER, FORM_BITS, IMPACT_BITS, OTHER_BITS, Packed, UNIT_BITS};

/// Postings in a piece when it is made; one that has grown to twice as many is cut again.
const PIECE: usize = 512;

/// What a posting is where its syllable is known.
pub(in crate::search) fn in_block(packed: Packed) -> Packed {
    packed & ((1 << (BEHIND_OTHER + OTHER_BITS)) - 1)
}

/// The other syllable of a posting's term, with the bit that says which stands first; 0 for none.
pub(super) fn other_of(packed: Packed) -> u32 {
    (packed >> BEHIND_OTHER) as u32 & ((1 << OTHER_BITS) - 1)
}

/// The same posting of a pair under its other syllable, which is `other` there; forms stand in the order of the text and stay.
pub(super) fn turned(packed: Packed, other: u32) -> Packed {
    let is_first = other_of(packed) >> 15 == 0;
    let rest = packed & ((1 << BEHIND_OTHER) - 1);
    u64::from(u32::from(is_first) << 15 | other) << BEHIND_OTHER | rest
}

#[derive(Debug)]
struct Piece {
    first: Packed,
    rest: Box<[u8]>,
}

/// The postings under a syllable.
#[derive(Debug, Default)]
pub(in crate::search) struct Block(Vec<Piece>);

impl Block {
    /// Of sorted postings.
    pub(in crate::search) fn new(postings: impl Iterator<Item = Packed>) -> Self {
        let all: Vec<Packed> = postings.collect();
        Self(all.chunks(PIECE).map(Piece::new).collect())
    }

    /// Adds the postings of a term to `out`; see [`other_of`].
    pub(super) fn term(&self, other: u32, out: &mut Vec<Packed>) {
        let (from, to) = (u64::from(other) << BEHIND_OTHER, u64::from(other + 1) << BEHIND_OTHER);
        let start = self.0.partition_point(|piece| piece.first < from).saturating_sub(1);
        for piece in self.0[start..].iter().take_while(|piece| piece.first < to) {
            piece.each(|posting| {
                if (from..to).contains(&posting) {
                    out.push(posting);
                }
            });
        }
    }

    /// Calls back with every posting in order.
    pub(super) fn each(&self, mut found: impl FnMut(Packed)) {
        self.0.iter().for_each(|piece| piece.each(&mut found));
    }

    /// Takes postings out and puts others in, both sorted.
    pub(super) fn change(&mut self, mut gone: &[Packed], mut new: &[Packed]) {
        if self.0.is_empty() {
            *self = Self::new(new.iter().copied());
            return;
        }
        let mut pieces = std::mem::take(&mut self.0).into_iter().peekable();
        while let Some(piece) = pieces.next() {
            let end = pieces.peek().map_or(Packed::MAX, |next| next.first);
            let (gone_here, new_here) = (until(&mut gone, end), until(&mut new, end));
            if gone_here.is_empty() && new_here.is_empty() {
                self.0.push(piece);
                continue;
            }
            let mut all: Vec<Packed> = Vec::with_capacity(2 * PIECE);
            piece.each(|posting| {
                if gone_here.binary_search(&posting).is_err() {
                    all.push(posting);
                }
            });
            all.extend(new_here);
            all.sort_unstable();
            let in_piece = if all.len() >= 2 * PIECE { PIECE } else { 2 * PIECE };
            self.0.extend(all.chunks(in_piece).map(Piece::new));
        }
    }
}

/// Takes what is below a bound off the front of a sorted list.
fn until<'p>(list: &mut &'p [Packed], end: Packed) -> &'p [Packed] {
    let (here, rest) = list.split_at(list.partition_point(|posting| *posting < end));
    *list = rest;
    here
}

impl Piece {
    fn new(postings: &[Packed]) -> Self {
        let mut rest = Vec::with_capacity(2 * postings.len());
        for two in postings.windows(2) {
            let (before, posting) = (two[0], two[1]);
            let grown = (posting >> UNIT_BITS) - (before >> UNIT_BITS);
            if grown == 0 {
                number(&mut rest, (posting - before) << 1);
            } else {
                number(&mut rest, grown << 1 | 1);
                number(&mut rest, posting & ((1 << UNIT_BITS) - 1));
            }
        }
        Self { first: postings[0], rest: rest.into_boxed_slice() }
    }

    fn each(&self, mut found: impl FnMut(Packed)) {
        let mut posting = self.first;
        found(posting);
        let mut bytes = self.rest.iter();
        while let Some(value) = read(&mut bytes) {
            posting = if value & 1 == 0 {
                posting + (value >> 1)
            } else {
                ((posting >> UNIT_BITS) + (value >> 1)) << UNIT_BITS | read(&mut bytes).unwrap_or_default()
            };
            found(posting);
        }
    }
}

fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 128 {
        out.push(value as u8 | 128);
        value >>= 7;
    }
    out.push(value as u8);
}

fn read(bytes: &mut std::slice::Iter<'_, u8>) -> Option<u64> {
    let mut byte = *bytes.next()?;
    let mut value = u64::from(byte & 127);
    let mut shift = 7;
    while byte >= 128 {
        byte = *bytes.next()?;
        value |= u64::from(byte & 127) << shift;
        shift += 7;
    }
    Some(value)
}

// A posting without its syllable has its place in a number of 64 bits with room to spare.
const _: () = assert!(OTHER_BITS + 2 * FORM_BITS + IMPACT_BITS + UNIT_BITS < 64);

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn posting() -> impl Strategy<Value = Packed> {
        (0..3_u64, 0..3_u64, 0..3_u64, 0..3_000_u64).prop_map(|(other, form, impact, unit)| {
            ((other << (2 * FORM_BITS) | form) << IMPACT_BITS | impact) << UNIT_BITS | unit
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_block_is_a_sorted_set(
            before in prop::collection::btree_set(posting(), 0..3_000),
            new in prop::collection::btree_set(posting(), 0..2_000),
            every in 1..9_usize,
        ) {
            let mut block = Block::new(before.iter().copied());
            let gone: Vec<Packed> = before.iter().copied().step_by(every).collect();
            let new: Vec<Packed> = new.difference(&before).copied().collect();
            block.change(&gone, &new);
            let mut expected: BTreeSet<Packed> = before;
            expected.retain(|posting| gone.binary_search(posting).is_err());
            expected.extend(&new);
            let mut all = Vec::new();
            block.each(|posting| all.push(posting));
            prop_assert!(all.iter().eq(&expected));
            for other in 0..4 {
                let mut of_term = Vec::new();
                block.term(other, &mut of_term);
                prop_assert!(of_term.iter().eq(expected.iter().filter(|posting| other_of(**posting) == other)));
            }
            for piece in &block.0 {
                let mut count = 0;
                piece.each(|_| count += 1);
                prop_assert!(count <= 2 * PIECE, "a piece of {}", count);
            }
        }
    }

    #[test]
    fn a_pair_is_turned_and_turned_back() {
        let packed = u64::from(1_u32 << 15 | 7) << BEHIND_OTHER | 0x3039;
        let turned_once = turned(packed, 9);
        assert_eq!((other_of(turned_once), turned_once & 0xFFFF), (9, 0x3039));
        assert_eq!(turned(turned_once, 7), packed);
    }

    #[test]
    fn what_lies_close_takes_one_byte() {
        let block = Block::new((0..10_000).map(|unit| unit * 60));
        assert!(block.0.iter().map(|piece| piece.rest.len()).sum::<usize>() < 10_000);
    }
}
