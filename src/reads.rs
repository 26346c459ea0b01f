//! What an output was made from: whoever hands out a part of a site notes it here, and whoever makes an output asks for
//! the notes.
//!
//! Notes go to the task that runs on the thread, because views are plain functions of a corpus and would carry a notebook
//! through a hundred signatures otherwise. A task therefore runs on one thread from its beginning to its end; outside of
//! tasks a note costs a look at an empty list. That no read goes by unseen is held by `tests/it/incremental.rs`, which
//! compares with sites that were built anew.

mod readers;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

pub(crate) use readers::Readers;

/// A part of a site. Numbers are places in the corpus at hand: of a page, of a work, of a block or a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Read {
    /// The name, address and front matter of a page.
    Front(u32),
    /// Its whole text.
    Text(u32),
    /// One block of it.
    Block(u32, u32),
    /// Its structure: labels, titles, ids.
    Outline(u32),
    /// Its citations and what they were found to point at.
    Citations(u32),
    /// The citations of its places by all pages.
    CitedAt(u32),
    /// What is known of its past.
    Past(u32),
    /// The pages that its text stands on, where they are several.
    Division(u32),
    /// Its number in the index.
    Slot(u32),
    /// Its entry in the ledger of disclosure.
    Entry(u32),
    /// The facts of a work and where it is shown.
    Work(u32),
    /// The relations of a work.
    Ties(u32),
    /// Whether a work is in force.
    Validity(u32),
    /// The texts of a work over time, and which of them applies on the day of the build.
    Versions(u32),
    /// The citations of a work by all pages.
    CitedBy(u32),
    /// A page of a list.
    List(u32),
    /// Which lists there are, and how long each is.
    Lists,
    /// Which lists there are: the pages that are there in each language.
    Twins,
    /// Which texts stand on several pages.
    Divided,
    /// The names, addresses and front matter of all pages.
    Fronts,
    /// The facts of all works.
    Works,
    /// How many citations lead to a work.
    Linked,
    /// Every tie between two works.
    Connections,
    /// Everything that pages and works say.
    Everything,
    /// The paths that outputs take which no author wrote.
    Generated,
    /// What was public before.
    Register,
    /// The date of the build.
    Today,
    /// The tables of disclosure.
    Disclosure,
    /// A template with those it is made of (its place among all).
    Template(u32),
}

/// What tells one state of a part from the next; equal for equal parts, wherever and whenever they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 16]);

/// Makes a fingerprint of whatever can be hashed, in order.
#[derive(Default)]
pub(crate) struct Printer(blake3::Hasher);

impl Printer {
    /// Adds a value.
    pub(crate) fn add(mut self, value: impl Hash) -> Self {
        value.hash(&mut self);
        self
    }

    /// Adds each of several values.
    pub(crate) fn all<T: Hash>(mut self, values: impl IntoIterator<Item = T>) -> Self {
        let mut count = 0_u64;
        for value in values {
            value.hash(&mut self);
            count += 1;
        }
        self.add(count)
    }

    /// The fingerprint of what was added.
    pub(crate) fn finish(self) -> Fingerprint {
        let mut first = [0; 16];
        first.copy_from_slice(&self.0.finalize().as_bytes()[..16]);
        Fingerprint(first)
    }
}

impl Hasher for Printer {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Not asked for: [`Printer::finish`] is what tells states apart.
    fn finish(&self) -> u64 {
        0
    }
}

impl Fingerprint {
    /// As hexadecimal figures.
    pub(crate) fn to_hex(self) -> String {
        let mut hex = String::with_capacity(2 * self.0.len());
        for byte in self.0 {
            hex.push_str(&format!("{byte:02x}"));
        }
        hex
    }

    /// From hexadecimal figures; none for anything else.
    pub(crate) fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0; 16];
        if text.len() != 32 || !text.is_ascii() {
            return None;
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }
}

thread_local! {
    /// The notes of the tasks that run on this thread, the innermost last.
    static OPEN: RefCell<Vec<Notes>> = const { RefCell::new(Vec::new()) };
}

#[derive(Debug, Default)]
struct Notes {
    all: BTreeSet<Read>,
    /// The one before, because loops read one part over and over.
    last: Option<Read>,
}

/// Notes a part that is about to be read.
pub(crate) fn note(read: Read) {
    OPEN.with_borrow_mut(|open| {
        if let Some(notes) = open.last_mut().filter(|notes| notes.last != Some(read)) {
            notes.last = Some(read);
            notes.all.insert(read);
        }
    });
}

/// Notes one part in place of all that is read to find it; also where other threads help, for one that waits for them may do
/// other work meanwhile, whose reads are not those of the task.
pub(crate) fn instead<T>(read: Read, find: impl FnOnce() -> T) -> T {
    note(read);
    noted(find).0
}

/// Runs a task and returns what it read.
pub(crate) fn noted<T>(task: impl FnOnce() -> T) -> (T, BTreeSet<Read>) {
    /// Takes the notes off the thread, also where a task panics.
    struct Opened;
    impl Drop for Opened {
        fn drop(&mut self) {
            OPEN.with_borrow_mut(Vec::pop);
        }
    }
    OPEN.with_borrow_mut(|open| open.push(Notes::default()));
    let opened = Opened;
    let made = task();
    let notes = OPEN.with_borrow_mut(|open| open.last_mut().map(|notes| std::mem::take(&mut notes.all))).unwrap_or_default();
    drop(opened);
    (made, notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_has_its_own_notes() {
        note(Read::Today);
        let ((), outer) = noted(|| {
            note(Read::Front(1));
            let ((), inner) = noted(|| note(Read::Front(2)));
            assert_eq!(inner, BTreeSet::from([Read::Front(2)]));
            instead(Read::Validity(3), || note(Read::Ties(3)));
        });
        assert_eq!(outer, BTreeSet::from([Read::Front(1), Read::Validity(3)]));
    }
}
