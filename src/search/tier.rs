//! The dictionary, or its second tier, as leaves: made at once, or brought up to date from what its leaves say.
//!
//! A leaf is cut where its terms say, counted from its first term alone. So a change cuts anew from the leaf it is in to
//! the next one that begins where one began before; those behind it stay.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::leaf::{self, Directory, Leaf};
use super::script::{self, File, hashed};

/// A leaf with its place in the directory.
#[derive(Debug)]
struct Named {
    leaf: Leaf,
    /// Its key in the directory: the shortest beginning of its first term that comes after the leaf before.
    key: String,
    /// The hash of its key, and the letters behind it; empty before it has a name.
    hash: String,
    letters: String,
}

/// All leaves of a folder in the order of their terms.
#[derive(Debug)]
pub(super) struct Tier {
    folder: &'static str,
    leaves: Vec<Named>,
}

/// Terms that are others: their lines' new rests, or none where a term is gone.
pub(super) type Lines = BTreeMap<String, Option<String>>;

impl Named {
    fn new(mut leaf: Leaf) -> Self {
        leaf.text.shrink_to_fit();
        Self { leaf, key: String::new(), hash: String::new(), letters: String::new() }
    }

    fn path(&self, folder: &str) -> String {
        script::path(&format!("{folder}/{}-{}", self.hash, self.letters))
    }
}

/// Leaves that are being cut.
#[derive(Debug)]
pub(super) struct Cutting {
    tier: Tier,
    open: Leaf,
}

impl Cutting {
    /// Adds a term with its line's rest; terms come in the order of their bytes.
    pub(super) fn add(&mut self, term: &str, rest: &str) {
        if self.open.ends_before(term) {
            self.tier.close(&mut self.open);
        }
        self.open.add(term, rest);
    }

    /// The leaves; their files are handed on.
    pub(super) fn finish(mut self, write: &mut dyn FnMut(File)) -> Tier {
        self.tier.close(&mut self.open);
        self.tier.name(HashSet::new(), write);
        self.tier
    }
}

impl Tier {
    /// The leaves of a folder, before the first term.
    pub(super) fn cutting(folder: &'static str) -> Cutting {
        Cutting { tier: Self { folder, leaves: Vec::new() }, open: Leaf::default() }
    }

    /// Which leaves there are.
    pub(super) fn directory(&self) -> Directory {
        let mut directory = Directory::default();
        let mut before = "";
        for (nth, named) in self.leaves.iter().enumerate() {
            if nth > 0 {
                directory.keys.push('\n');
            }
            leaf::front_code(&mut directory.keys, before, &named.key);
            directory.names.push_str(&named.letters);
            before = &named.key;
        }
        directory
    }

    /// Takes in lines that are others; returns the files of leaves that were made anew, and the paths of those that were
    /// replaced.
    pub(super) fn update(&mut self, lines: Lines) -> (Vec<File>, Vec<String>) {
        let mut lines = self.by_leaf(lines);
        // Where the first term of a leaf is gone, the one before it may go on.
        for at in (1..self.leaves.len()).rev() {
            if lines.get(&at).is_some_and(|lines| lines.get(&self.leaves[at].leaf.first).is_some_and(Option::is_none)) {
                lines.entry(at - 1).or_default();
            }
        }
        let mut replaced = Vec::new();
        let mut open = Leaf::default();
        let mut is_cutting = false;
        for (at, named) in std::mem::take(&mut self.leaves).into_iter().enumerate() {
            let changed = lines.remove(&at);
            if is_cutting && changed.is_none() && (open.is_empty() || open.ends_before(&named.leaf.first)) {
                is_cutting = false;
                self.close(&mut open);
            }
            is_cutting |= changed.is_some();
            if !is_cutting {
                self.leaves.push(named);
                continue;
            }
            let mut terms: BTreeMap<String, String> = named.leaf.lines().collect();
            for (term, rest) in changed.into_iter().flatten() {
                match rest {
                    Some(rest) => terms.insert(term, rest),
                    None => terms.remove(&term),
                };
            }
            for (term, rest) in &terms {
                if open.ends_before(term) {
                    self.close(&mut open);
                }
                open.add(term, rest);
            }
            replaced.push(named);
        }
        // A tier that had no leaf has its first terms now.
        for (term, rest) in lines.into_values().flatten() {
            let Some(rest) = rest else { continue };
            if open.ends_before(&term) {
                self.close(&mut open);
            }
            open.add(&term, &rest);
        }
        self.close(&mut open);
        let hashes = replaced.iter().map(|named| named.hash.clone()).collect();
        let mut gone: Vec<String> = replaced.iter().map(|named| named.path(self.folder)).collect();
        let mut files = Vec::new();
        gone.extend(self.name(hashes, &mut |file| files.push(file)));
        let now: HashSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        gone.retain(|path| !now.contains(path.as_str()));
        (files, gone)
    }

    /// The lines that differ from what there is, by the leaf they belong to.
    fn by_leaf(&self, lines: Lines) -> BTreeMap<usize, Lines> {
        let mut all: BTreeMap<usize, Lines> = BTreeMap::new();
        for (term, rest) in lines {
            let at = self.leaves.partition_point(|named| named.leaf.first <= term).saturating_sub(1);
            all.entry(at).or_default().insert(term, rest);
        }
        for (at, lines) in &mut all {
            let there: BTreeMap<String, String> = self.leaves.get(*at).iter().flat_map(|named| named.leaf.lines()).collect();
            lines.retain(|term, rest| there.get(term) != rest.as_ref());
        }
        all.retain(|_, lines| !lines.is_empty());
        all
    }

    fn close(&mut self, open: &mut Leaf) {
        if !open.is_empty() {
            self.leaves.push(Named::new(std::mem::take(open)));
        }
    }

    /// Gives leaves their keys, and names to those that have none or another key, and hands on their files; returns the
    /// paths that leaves had which were named before.
    ///
    /// Names can clash only between leaves whose keys have one hash, of which `hashes` are those where a leaf is gone: in
    /// those, the first in order takes its letters first, as when all are named at once.
    fn name(&mut self, mut hashes: HashSet<String>, write: &mut dyn FnMut(File)) -> Vec<String> {
        let mut renamed = Vec::new();
        let mut last: &str = "";
        for named in &mut self.leaves {
            let key = leaf::separator(last, &named.leaf.first);
            if named.letters.is_empty() || named.key != key {
                if !named.letters.is_empty() {
                    renamed.push(named.path(self.folder));
                    named.letters.clear();
                    hashes.insert(std::mem::take(&mut named.hash));
                }
                (named.hash, named.key) = (script::key_hash(key), key.to_owned());
                hashes.insert(named.hash.clone());
            }
            last = &named.leaf.last;
        }
        let mut taken = BTreeSet::new();
        for named in self.leaves.iter_mut().filter(|named| hashes.contains(&named.hash)) {
            if !named.letters.is_empty() {
                renamed.push(named.path(self.folder));
            }
            let place = format!("{}/{}-", self.folder, named.hash);
            let (letters, file) = hashed(&place, &&*named.leaf.text, &mut taken);
            named.letters = letters;
            write(file);
        }
        renamed
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tier(terms: &BTreeMap<String, String>) -> (Tier, Vec<File>) {
        let (mut cutting, mut files) = (Tier::cutting("l"), Vec::new());
        for (term, rest) in terms {
            cutting.add(term, rest);
        }
        (cutting.finish(&mut |file| files.push(file)), files)
    }

    fn held(files: &mut BTreeMap<String, Vec<u8>>, changes: (Vec<File>, Vec<String>)) {
        for path in changes.1 {
            assert!(files.remove(&path).is_some(), "{path} was there");
        }
        files.extend(changes.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_tier_that_is_brought_up_to_date_is_one_that_is_made_anew(
            first in prop::collection::btree_map("[a-c]{1,4}", "x{10,900}", 0..300),
            edits in prop::collection::vec(
                prop::collection::btree_map("[a-c]{1,4}", prop::option::weighted(0.4, "x{10,900}"), 1..12), 1..6),
        ) {
            let mut terms: BTreeMap<String, String> = first;
            let (mut kept, files) = tier(&terms);
            let mut files: BTreeMap<String, Vec<u8>> = files.into_iter().collect();
            for edit in edits {
                for (term, rest) in &edit {
                    match rest {
                        Some(rest) => terms.insert(term.clone(), rest.clone()),
                        None => terms.remove(term),
                    };
                }
                held(&mut files, kept.update(edit));
                let (anew, expected) = tier(&terms);
                prop_assert_eq!(&files, &expected.into_iter().collect::<BTreeMap<_, _>>());
                prop_assert_eq!(kept.directory(), anew.directory());
            }
        }
    }

    #[test]
    fn leaves_are_cut_where_the_content_says() {
        let rest = "x".repeat(40);
        let mut terms: BTreeMap<String, String> = (0..5_000).map(|n| (format!("t{n:05}"), rest.clone())).collect();
        let (mut kept, before) = tier(&terms);
        let directory = kept.directory();
        assert_eq!(directory.names.len(), before.len() * 3);
        assert_eq!(directory.keys.lines().count(), before.len());
        terms.remove("t02500");
        let (_, after) = tier(&terms);
        let names: BTreeSet<&str> = before.iter().map(|(path, _)| path.as_str()).collect();
        let changed = after.iter().filter(|(path, _)| !names.contains(path.as_str())).count();
        assert!(before.len() > 10 && changed <= 2, "{changed} of {}", before.len());
        let (files, gone) = kept.update(Lines::from([("t02500".to_owned(), None)]));
        assert!((1..=2).contains(&files.len()) && gone.len() == changed, "{} and {gone:?}", files.len());
    }

    /// `Aa` and `BB` have one hash, and texts that are alike want the same letters.
    #[test]
    fn leaves_of_one_hash_are_named_in_their_order() {
        let leaf = |first: &str, last: &str, text: &str| {
            Named::new(Leaf { text: text.to_owned(), first: first.to_owned(), last: last.to_owned() })
        };
        let all = || vec![leaf("A0", "A0", "x"), leaf("Aa", "BA", "y"), leaf("BB", "BB", "y")];
        let mut anew = Tier { folder: "l", leaves: all() };
        let mut files = Vec::new();
        anew.name(HashSet::new(), &mut |file| files.push(file));
        assert_eq!(anew.leaves[1].hash, anew.leaves[2].hash);
        assert_eq!(files.iter().map(|(path, _)| path).collect::<BTreeSet<_>>().len(), 3);
        let mut kept = Tier { folder: "l", leaves: all() };
        kept.name(HashSet::new(), &mut drop);
        kept.leaves[1].letters.clear();
        kept.name(HashSet::new(), &mut drop);
        assert_eq!(kept.directory(), anew.directory());
        // The second takes the letters of the first when that is gone.
        kept.leaves.remove(1);
        kept.leaves[0].leaf.last = "BA".to_owned();
        let mut files = Vec::new();
        let renamed = kept.name(HashSet::from([anew.leaves[1].hash.clone()]), &mut |file| files.push(file));
        assert_eq!(kept.leaves[1].letters, anew.leaves[1].letters);
        assert_eq!((files.len(), renamed), (1, vec![anew.leaves[2].path("l")]));
    }
}
