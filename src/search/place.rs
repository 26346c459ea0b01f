//! Units by one number each, in the order of slots and of units in them: what postings name.
//!
//! Each page has room for more units than it has, so that an article more moves no number of another page.

/// Room beside the units a page has: a quarter of them, and these.
const SPARE: usize = 8;

/// For each number of a unit the slot of its page and its number there.
#[derive(Debug, Default)]
pub(super) struct Places {
    of: Vec<(u32, u32)>,
    /// The first number of each page, in the order of slots, and the end of all.
    firsts: Vec<u32>,
}

impl Places {
    /// From the slot of each page, in order, and the numbers of its units.
    pub(super) fn new<'n>(pages: impl Iterator<Item = (u32, &'n [u32])>) -> Self {
        let mut all = Self { of: Vec::new(), firsts: vec![0] };
        for (slot, units) in pages {
            all.of.extend(units.iter().map(|unit| (slot, *unit)));
            all.of.extend(std::iter::repeat_n((slot, 0), units.len() / 4 + SPARE));
            all.firsts.push(all.of.len() as u32);
        }
        all
    }

    /// The first unit of a page, by its place in the order of slots.
    pub(super) fn first(&self, page: usize) -> u32 {
        self.firsts[page]
    }

    /// The slot of a unit's page and its number there.
    pub(super) fn get(&self, unit: u32) -> (u32, u32) {
        self.of[unit as usize]
    }

    /// Gives the units of a page other numbers there; `false` where it has outgrown its room.
    pub(super) fn renumber(&mut self, page: usize, units: impl ExactSizeIterator<Item = u32>) -> bool {
        let (first, end) = (self.firsts[page] as usize, self.firsts[page + 1] as usize);
        let fits = units.len() <= end - first;
        self.of[first..end].iter_mut().zip(units).for_each(|((_, place), unit)| *place = unit);
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_grows_into_its_room_and_no_further() {
        let mut places = Places::new([(3, &[0, 1, 32][..]), (9, &[0][..])].into_iter());
        let second = places.first(1);
        assert_eq!((places.get(2), places.get(second)), ((3, 32), (9, 0)));
        assert!(places.renumber(0, 0..second));
        assert_eq!((places.get(second - 1), places.get(second)), ((3, second - 1), (9, 0)));
        let too_many = second + 1;
        assert!(!places.renumber(0, 0..too_many));
    }
}
