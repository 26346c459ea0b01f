//! Who read which part, both ways.

use std::collections::{BTreeSet, HashMap};

use super::Read;

/// Readers by number, with the parts that each read.
#[derive(Debug, Default)]
pub(crate) struct Readers {
    /// For each reader what it read, in order.
    reads: Vec<Box<[Read]>>,
    readers: HashMap<Read, Vec<u32>>,
}

impl Readers {
    /// Readers in the order of their numbers; what each read is in order.
    pub(crate) fn new(reads: Vec<Box<[Read]>>) -> Self {
        let mut readers: HashMap<Read, Vec<u32>> = HashMap::new();
        for (reader, parts) in (0_u32..).zip(&reads) {
            parts.iter().for_each(|part| readers.entry(*part).or_default().push(reader));
        }
        readers.values_mut().for_each(Vec::shrink_to_fit);
        Self { reads, readers }
    }

    /// Takes down what a reader read this time, in place of what it read the last time.
    pub(crate) fn set(&mut self, reader: u32, reads: Box<[Read]>) {
        let old = std::mem::replace(&mut self.reads[reader as usize], reads);
        let new = &self.reads[reader as usize];
        for part in old.iter().filter(|part| new.binary_search(part).is_err()) {
            if let Some(readers) = self.readers.get_mut(part) {
                readers.retain(|one| *one != reader);
            }
        }
        for part in new.iter().filter(|part| old.binary_search(part).is_err()) {
            self.readers.entry(*part).or_default().push(reader);
        }
    }

    /// What a reader read, in order.
    pub(crate) fn reads(&self, reader: u32) -> &[Read] {
        &self.reads[reader as usize]
    }

    /// The readers of any of some parts, each with the first of them that it read.
    pub(crate) fn of(&self, parts: &BTreeSet<Read>) -> HashMap<u32, Read> {
        let mut found = HashMap::new();
        for part in parts {
            for reader in self.readers.get(part).into_iter().flatten() {
                found.entry(*reader).or_insert(*part);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_is_found_by_what_it_read_last() {
        let (front, text, today) = (Read::Front(1), Read::Text(1), Read::Today);
        let mut readers = Readers::new(vec![Box::new([front, today]), Box::new([text])]);
        let of = |readers: &Readers, part: Read| readers.of(&BTreeSet::from([part])).into_keys().collect::<BTreeSet<_>>();
        assert_eq!(of(&readers, front), BTreeSet::from([0]));
        readers.set(0, Box::new([text, today]));
        assert_eq!(of(&readers, front), BTreeSet::new());
        assert_eq!(of(&readers, text), BTreeSet::from([0, 1]));
        assert_eq!(readers.of(&BTreeSet::from([text, today])), HashMap::from([(0, text), (1, text)]));
    }
}
