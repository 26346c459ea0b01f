//! The syllables of a site, and how common each is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::table::Table;
use super::tokens;
use super::unit::Found;

/// Exact forms of one folded syllable that are told apart; rarer ones count as the last.
pub(super) const FORMS: usize = 31;

/// Folded syllables that stand in pairs; rarer ones (numbers, codes, typing errors) are found alone.
pub(super) const PAIRED: usize = (1 << 15) - 1;

/// The reader is told beforehand of syllables that one unit in so many has, and at least two.
const LISTED_IN: usize = 10_000;

/// Longest of them, in bytes: no Vietnamese syllable has more letters than `nghieng`.
const LONGEST_LISTED: usize = 7;

/// The syllables of a site: folded ones in the order of their bytes, each with its exact forms, commonest first.
///
/// A table that is kept has what came later behind the rest, with numbers of its own: see `kept::vocabulary`.
#[derive(Debug, Default)]
pub(super) struct Syllables {
    pub(super) folded: Vec<Folded>,
    pub(super) ids: HashMap<String, Exact>,
    /// Those that stand in pairs.
    pub(super) paired: Vec<u32>,
    /// From how many units on a syllable is listed.
    pub(super) rarest_listed: u32,
}

/// An exact form: its folded syllable, and which of that one's forms it is.
pub(super) type Exact = (u32, u8);

#[derive(Debug)]
pub(super) struct Folded {
    pub(super) text: String,
    pub(super) forms: Vec<String>,
    /// How many units have each form.
    pub(super) counts: Vec<u32>,
    /// Whether it stands in an everyday word, and so in the table whether or not a text has it.
    pub(super) is_everyday: bool,
    /// Its number among those that stand in pairs.
    pub(super) pair: Option<u32>,
    pub(super) band: u8,
    /// Its place in the order of bytes.
    pub(super) rank: u32,
}

/// In how many units each token stands, by its exact form.
pub(super) type Counts = HashMap<String, u32>;

impl Syllables {
    /// The syllables of all units, and of the everyday words that stand for words of theirs.
    pub(super) fn new(mut counts: Counts, units: usize, synonyms: &Table) -> Self {
        let mut everyday_words: BTreeSet<String> = BTreeSet::new();
        for everyday in synonyms.keys() {
            tokens::each(everyday, |token| {
                everyday_words.insert(tokens::folded(token));
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
        let mut all = Self { rarest_listed: rarest_listed(units), ..Self::default() };
        for (text, mut forms) in forms {
            let total: u32 = forms.iter().map(|(count, _)| count).sum();
            forms.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            let id = all.folded.len() as u32;
            for (nth, (_, exact)) in forms.iter().enumerate() {
                all.ids.insert(exact.clone(), (id, nth.min(FORMS) as u8));
            }
            let pair = (total >= rarest_paired && all.paired.len() < PAIRED).then_some(all.paired.len() as u32);
            all.paired.extend(pair.map(|_| id));
            let (band, is_everyday) = (band_of(&text, total, all.rarest_listed), everyday_words.contains(&text));
            let (counts, forms) = forms.into_iter().unzip();
            all.folded.push(Folded { text, forms, counts, is_everyday, pair, band, rank: id });
        }
        all
    }

    /// The syllables that a reader must know beforehand, each with its band; in the order of their bytes.
    pub(super) fn listed(&self) -> impl Iterator<Item = (&str, u8)> {
        let mut order: Vec<u32> = vec![0; self.folded.len()];
        (0..).zip(&self.folded).for_each(|(id, folded)| order[folded.rank as usize] = id);
        let in_order = order.into_iter().map(|id| &self.folded[id as usize]);
        in_order.filter(|folded| folded.band > 0).map(|folded| (folded.text.as_str(), folded.band))
    }

    /// The number of an exact form, if the site has it.
    pub(super) fn exact(&self, token: &str) -> Option<Exact> {
        self.ids.get(token).copied()
    }

    /// Whether the first of two syllables is the rarer one, under which their pair stands.
    pub(super) fn is_rarer(&self, first: u32, second: u32) -> bool {
        self.folded[first as usize].rarity() <= self.folded[second as usize].rarity()
    }
}

impl Folded {
    /// By what the rarer of two syllables is known.
    pub(super) fn rarity(&self) -> (u8, u32) {
        (self.band, self.rank)
    }

    /// How many units have one of its forms; a unit that has two counts twice.
    pub(super) fn total(&self) -> u32 {
        self.counts.iter().sum()
    }
}

/// From how many units on a syllable is listed.
pub(super) fn rarest_listed(units: usize) -> u32 {
    (units / LISTED_IN).max(2) as u32
}

/// The band of a syllable; 0 where it is not listed.
pub(super) fn band_of(text: &str, total: u32, rarest_listed: u32) -> u8 {
    if total >= rarest_listed && text.len() <= LONGEST_LISTED { band(total) } else { 0 }
}

/// How many units have a syllable, in half octaves: 1 for two, 3 for three or four, and so on; rough, so that an edit
/// hardly ever changes it.
fn band(count: u32) -> u8 {
    // ⌊2 log₂ n⌋ is ⌊log₂ n²⌋.
    let squared = u64::from(count.max(2)).pow(2);
    squared.ilog2() as u8 - 1
}

/// The tokens of a unit, each once; `names` are those of the document, which its first unit has.
pub(super) fn tokens_of(unit: &Found<'_>, names: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut gather = |text: &str| tokens::each(text, |token| all.push(token.to_owned()));
    gather(unit.heading);
    gather(unit.label);
    unit.context.iter().for_each(|text| gather(text));
    unit.texts.iter().for_each(|text| gather(text.words));
    for name in names {
        gather(name);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Adds counts to others.
pub(super) fn add(mut a: Counts, b: Counts) -> Counts {
    let mut rest: Vec<(String, u32)> = b.into_iter().collect();
    rest.sort_unstable();
    for (token, count) in rest {
        *a.entry(token).or_insert(0) += count;
    }
    a
}
