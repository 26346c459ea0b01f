//! The syllables of a site, and how common each is.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::table::Table;
use super::tokens;
use super::unit::Document;

/// Exact forms of one folded syllable that are told apart; rarer ones count as the last.
pub(super) const FORMS: usize = 31;

/// Folded syllables that stand in pairs; rarer ones (numbers, codes, typing errors) are found alone.
const PAIRED: usize = (1 << 15) - 1;

/// The reader is told beforehand of syllables that one unit in so many has, and at least two.
const LISTED_IN: usize = 10_000;

/// Longest of them, in bytes: no Vietnamese syllable has more letters than `nghieng`.
const LONGEST_LISTED: usize = 7;

/// The syllables of a site: folded ones in the order of their bytes, each with its exact forms, commonest first.
#[derive(Debug, Default)]
pub(super) struct Syllables {
    pub(super) folded: Vec<Folded>,
    ids: HashMap<String, Exact>,
    /// Those that stand in pairs.
    pub(super) paired: Vec<u32>,
}

/// An exact form: its folded syllable, and which of that one's forms it is.
pub(super) type Exact = (u32, u8);

#[derive(Debug)]
pub(super) struct Folded {
    pub(super) text: String,
    pub(super) forms: Vec<String>,
    /// Its number among those that stand in pairs.
    pub(super) pair: Option<u32>,
    band: u8,
}

impl Syllables {
    /// The syllables of all documents, and of the everyday words that stand for words of theirs.
    pub(super) fn new(documents: &[Document<'_>], synonyms: &Table) -> Self {
        let mut counts = documents.par_iter().fold(HashMap::new, count).reduce(HashMap::new, add);
        for everyday in synonyms.keys() {
            tokens::each(everyday, |token| {
                counts.entry(token.to_owned()).or_insert(0);
            });
        }
        let mut forms: BTreeMap<String, Vec<(u32, String)>> = BTreeMap::new();
        let mut sorted: Vec<(String, u32)> = counts.into_iter().collect();
        sorted.sort_unstable();
        for (exact, count) in sorted {
            forms.entry(tokens::folded(&exact)).or_default().push((count, exact));
        }
        let mut totals: Vec<u32> = forms.values().map(|forms| forms.iter().map(|(count, _)| count).sum()).collect();
        totals.sort_unstable_by(|a, b| b.cmp(a));
        let rarest_paired = totals.get(PAIRED - 1).copied().unwrap_or(0);
        let units: usize = documents.iter().map(|document| document.units.len()).sum();
        let rarest_listed = (units / LISTED_IN).max(2) as u32;
        let mut all = Self::default();
        for (text, mut forms) in forms {
            let total: u32 = forms.iter().map(|(count, _)| count).sum();
            forms.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            let id = all.folded.len() as u32;
            for (nth, (_, exact)) in forms.iter().enumerate() {
                all.ids.insert(exact.clone(), (id, nth.min(FORMS) as u8));
            }
            let pair = (total >= rarest_paired && all.paired.len() < PAIRED).then_some(all.paired.len() as u32);
            all.paired.extend(pair.map(|_| id));
            let band = if total >= rarest_listed && text.len() <= LONGEST_LISTED { band(total) } else { 0 };
            all.folded.push(Folded { text, forms: forms.into_iter().map(|(_, exact)| exact).collect(), pair, band });
        }
        all
    }

    /// The syllables that a reader must know beforehand, each with its band; in the order of their bytes.
    pub(super) fn listed(&self) -> impl Iterator<Item = (&str, u8)> {
        self.folded.iter().filter(|folded| folded.band > 0).map(|folded| (folded.text.as_str(), folded.band))
    }

    /// The number of an exact form, if the site has it.
    pub(super) fn exact(&self, token: &str) -> Option<Exact> {
        self.ids.get(token).copied()
    }

    /// Whether the first of two syllables is the rarer one, under which their pair stands.
    pub(super) fn is_rarer(&self, first: u32, second: u32) -> bool {
        let rarity = |id: u32| (self.folded[id as usize].band, id);
        rarity(first) <= rarity(second)
    }
}

/// How many units have a syllable, in half octaves: 1 for two, 3 for three or four, and so on; rough, so that an edit
/// hardly ever changes it.
fn band(count: u32) -> u8 {
    // ⌊2 log₂ n⌋ is ⌊log₂ n²⌋.
    let squared = u64::from(count.max(2)).pow(2);
    squared.ilog2() as u8 - 1
}

fn count(mut counts: HashMap<String, u32>, document: &Document<'_>) -> HashMap<String, u32> {
    let names = super::names(document);
    for (nth, unit) in document.units.iter().enumerate() {
        let mut all: Vec<String> = Vec::new();
        let mut gather = |text: &str| tokens::each(text, |token| all.push(token.to_owned()));
        gather(unit.heading);
        gather(unit.label);
        unit.context.iter().for_each(|text| gather(text));
        unit.texts.iter().for_each(|text| gather(text.words));
        if nth == 0 {
            for name in &names {
                gather(name);
            }
        }
        all.sort_unstable();
        all.dedup();
        for token in all {
            *counts.entry(token).or_insert(0) += 1;
        }
    }
    counts
}

fn add(mut a: HashMap<String, u32>, b: HashMap<String, u32>) -> HashMap<String, u32> {
    let mut rest: Vec<(String, u32)> = b.into_iter().collect();
    rest.sort_unstable();
    for (token, count) in rest {
        *a.entry(token).or_insert(0) += count;
    }
    a
}
