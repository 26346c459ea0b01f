//! The first tier: how much of a term's postings a query fetches. What is left out stands in the second tier alone.

use super::posting::{Packed, impact_of};

/// Postings of a pair in the first tier, fewest and most; of a syllable twice as many.
const PAIR_CAP: std::ops::RangeInclusive<usize> = 64..=1_024;

/// Units of a site times postings of a pair: a small site keeps them all, a large one costs no more per query.
const UNITS_TIMES_CAP: usize = 1 << 24;

/// Fewest postings of a form of a term, where it has so many.
const FEWEST: usize = 24;

/// A power of two, so that it changes only a few times in the life of a site.
pub(super) fn pair_cap(units: usize) -> usize {
    (UNITS_TIMES_CAP / units.max(1).next_power_of_two()).clamp(*PAIR_CAP.start(), *PAIR_CAP.end())
}

/// Which postings of a term stay in the first tier.
pub(super) struct Kept {
    /// What weighs more stays whole.
    least: u8,
    /// Of those that weigh just so, this many of `of` stay.
    room: usize,
    of: usize,
}

/// What stays of a term whose postings do not all fit into the first tier.
pub(super) fn kept(packed: &[Packed], cap: usize) -> Option<Kept> {
    if packed.len() <= cap {
        return None;
    }
    let mut of_impact = [0; 16];
    for packed in packed {
        of_impact[usize::from(impact_of(*packed))] += 1;
    }
    let (mut room, mut least) = (cap, 15);
    while of_impact[least] <= room && least > 1 {
        room -= of_impact[least];
        least -= 1;
    }
    Some(Kept { least: least as u8, room, of: of_impact[least].max(1) })
}

impl Kept {
    /// How many postings of a form stay; each form keeps its share of the room there is.
    pub(super) fn of(&self, form: &[Packed]) -> usize {
        let above = form.partition_point(|packed| impact_of(*packed) > self.least);
        let at = form.partition_point(|packed| impact_of(*packed) >= self.least) - above;
        (above + (at * self.room).div_ceil(self.of)).max(FEWEST).min(form.len())
    }
}

/// The least number that is not below and has only four bits that count: a page more changes it in one case of many, so
/// that most files stay as they are.
pub(super) fn about(df: u32) -> u32 {
    let step = 1 << df.ilog2().saturating_sub(3);
    df.div_ceil(step) * step
}
