//! Works called by their name: one automaton over the names of all works.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::text::key;

/// Finds names in text, in any case and spelling of tones.
#[derive(Debug)]
pub(super) struct Names {
    automaton: Option<AhoCorasick>,
    ids: Vec<u32>,
}

impl Names {
    /// Names with their ids; empty and one-letter names are left out.
    pub(super) fn new<'a>(names: impl Iterator<Item = (&'a str, u32)>) -> Self {
        let (keys, ids): (Vec<String>, Vec<u32>) =
            names.map(|(name, id)| (key(name).text, id)).filter(|(key, _)| key.chars().count() > 2).unzip();
        // Building fails only past 2^31 states; a site without name links is better than none.
        let automaton =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&keys).ok().filter(|_| !keys.is_empty());
        Self { automaton, ids }
    }

    /// The names in a text with their places, in order, without overlap.
    pub(super) fn find(&self, text: &str) -> Vec<(Range<usize>, u32)> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let keyed = key(text);
        let boundary = |range: &Range<usize>| {
            let before = keyed.text[..range.start].chars().next_back();
            let after = keyed.text[range.end..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        };
        automaton
            .find_iter(&keyed.text)
            .filter(|found| boundary(&found.range()))
            .map(|found| (keyed.map.range_to_source(found.range()), self.ids[found.pattern().as_usize()]))
            .collect()
    }
}
