//! Which term stands in which unit, and how much that weighs.
//!
//! BM25F: a term's count in each field is made independent of the field's length, fields are weighed, and the sum is
//! saturated, all while the site is built; what is left to the reader is how rare a term is. Lengths are measured
//! against constants and not against the site's average, so that one page more changes no weight of another.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::leaf::{self, Posting};
use super::tokens;
use super::unit::{Document, Found};

/// Postings of a term in the first tier.
pub(super) const CAP: usize = 192;

/// Fewest postings of a form of a term, where it has so many.
const FEWEST: usize = 24;

/// Exact forms of one folded syllable that are told apart; rarer ones count as the last.
const FORMS: usize = 31;

/// Folded syllables that stand in pairs; rarer ones (numbers, codes, typing errors) are found alone.
const PAIRED: usize = (1 << 15) - 1;

/// The reader is told beforehand of syllables that one unit in so many has, and at least two.
const LISTED_IN: usize = 10_000;

/// Longest of them, in bytes: no Vietnamese syllable has more letters than `nghieng`.
const LONGEST_LISTED: usize = 7;

/// How fast further occurrences stop counting.
const K1: f32 = 1.2;

/// A field's weight, its usual length in syllables, and how much its length counts.
#[derive(Debug, Clone, Copy)]
struct Field {
    weight: f32,
    length: f32,
    matters: f32,
}

/// The heading of an article, and the title of a document with its other names.
const HEADING: Field = Field { weight: 4.0, length: 10.0, matters: 0.5 };
/// The headings above.
const CONTEXT: Field = Field { weight: 0.8, length: 10.0, matters: 0.0 };
const BODY: Field = Field { weight: 1.0, length: 220.0, matters: 0.5 };

/// The syllables of a site: folded ones in the order of their bytes, each with its exact forms, commonest first.
#[derive(Debug, Default)]
pub(super) struct Syllables {
    folded: Vec<Folded>,
    /// For each exact form, its folded one and which of its forms it is.
    ids: HashMap<String, (u32, u8)>,
    /// Those that stand in pairs.
    paired: Vec<u32>,
}

#[derive(Debug)]
struct Folded {
    text: String,
    forms: Vec<String>,
    /// Its number among those that stand in pairs.
    pair: Option<u32>,
    band: u8,
}

impl Syllables {
    /// The syllables of all documents.
    pub(super) fn new(documents: &[Document<'_>]) -> Self {
        let counts = documents.par_iter().fold(HashMap::new, count).reduce(HashMap::new, add);
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

    /// The key of a syllable or of a pair, both folded.
    pub(super) fn key(&self, first: &str, second: Option<&str>) -> String {
        let Some(second) = second else { return first.to_owned() };
        let rarity = |text: &str| {
            let at = self.folded.binary_search_by(|folded| folded.text.as_str().cmp(text));
            (at.map_or(0, |at| self.folded[at].band), text.to_owned())
        };
        if rarity(first) <= rarity(second) { format!("{first} >{second}") } else { format!("{second} <{first}") }
    }

    /// Whether the first of two syllables is the rarer one, under which their pair stands.
    fn is_rarer(&self, first: u32, second: u32) -> bool {
        let rarity = |id: u32| (self.folded[id as usize].band, id);
        rarity(first) <= rarity(second)
    }
}

/// How many units have a syllable, in half octaves: 1 for two, 3 for three or four, and so on; rough, so that an edit
/// hardly ever changes it.
pub(super) fn band(count: u32) -> u8 {
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

/// A term of the index, written at once: what is written takes a tenth of the room.
#[derive(Debug)]
pub(super) struct Term {
    /// Its key: `dan`; `dan >chu` for `dan chu` where `dan` is the rarer syllable, else `chu <dan`.
    pub(super) key: String,
    /// How many units have it, in whatever form; one that has it in two counts twice.
    pub(super) df: u32,
    /// Its forms with their postings, as they stand in a leaf.
    pub(super) line: String,
    /// Every document that has the term, for the second tier; only of syllables.
    pub(super) slots: Vec<u32>,
}

/// An exact form of a term.
struct Form {
    /// In the order of the text; empty where it has no marks.
    text: String,
    /// How many units have it.
    df: u32,
    /// By impact from the highest.
    postings: Vec<Posting>,
}

/// A posting on its way to its term, in the order in which the index has them:
/// `[rarer 9][is first 1][other 15][form 5][form 5][15 - impact 4][unit 25]`.
///
/// Packed, because a site of ten thousand documents has fifty million of them. The rarer syllable's higher bits are the
/// bucket's number; an other of 0 is none, so that a syllable comes before its pairs.
type Packed = u64;

const UNIT_BITS: u32 = 25;
const IMPACT_BITS: u32 = 4;
const FORM_BITS: u32 = 5;
/// Of the other syllable, with the bit that says whether the rarer one stands first.
const OTHER_BITS: u32 = 16;
const FIRST_BITS: u32 = 9;

/// A term in a unit before its weight is known: the rarer syllable, then the rest as in [`Packed`].
type Key = (u32, u32);

/// Every term of a site in the order of its bytes; `units` gives for each unit its document's slot and its place there.
///
/// Documents come in the order of their slots; a term keeps `cap` postings.
pub(super) fn terms(documents: &[Document<'_>], slots: &[u32], syllables: &Syllables, cap: usize) -> Vec<Term> {
    let mut places: Vec<(u32, u32)> = Vec::new();
    let mut firsts = Vec::with_capacity(documents.len());
    for (document, slot) in documents.iter().zip(slots) {
        firsts.push(places.len() as u32);
        places.extend((0..document.units.len() as u32).map(|unit| (*slot, unit)));
    }
    let buckets = (syllables.folded.len() >> FIRST_BITS) + 1;
    let numbered: Vec<(&Document<'_>, u32)> = documents.iter().zip(firsts).collect();
    let chunks: Vec<Vec<Vec<Packed>>> = numbered.par_chunks(64).map(|documents| gather(documents, syllables, buckets)).collect();
    let mut of_buckets: Vec<Vec<Vec<Packed>>> = vec![Vec::with_capacity(chunks.len()); buckets];
    for chunk in chunks {
        chunk.into_iter().zip(&mut of_buckets).for_each(|(part, bucket)| bucket.push(part));
    }
    let of_bucket = |(bucket, parts): (usize, Vec<Vec<Packed>>)| {
        let mut all: Vec<Packed> = Vec::with_capacity(parts.iter().map(Vec::len).sum());
        // Each part is gone as soon as it is taken in: at no time do all postings lie there twice.
        for part in parts {
            all.extend(part);
        }
        all.sort_unstable();
        let builder = Builder { syllables, places: &places, bucket: bucket as u32, cap };
        all.chunk_by(|a, b| a >> (64 - FIRST_BITS - OTHER_BITS) == b >> (64 - FIRST_BITS - OTHER_BITS))
            .map(|term| builder.term(term))
            .collect::<Vec<Term>>()
    };
    of_buckets.into_par_iter().enumerate().map(of_bucket).collect::<Vec<_>>().into_iter().flatten().collect()
}

/// The postings of some documents, by bucket.
fn gather(documents: &[(&Document<'_>, u32)], syllables: &Syllables, buckets: usize) -> Vec<Vec<Packed>> {
    let mut out = vec![Vec::new(); buckets];
    let mut found: Vec<(Key, f32)> = Vec::new();
    for (document, first) in documents {
        let names = super::names(document);
        for (nth, unit) in document.units.iter().enumerate() {
            found.clear();
            let names = if nth == 0 { names.as_slice() } else { &[] };
            weigh(unit, names, syllables, &mut found);
            found.sort_unstable_by_key(|(key, _)| *key);
            for term in found.chunk_by(|a, b| a.0 == b.0) {
                let weight: f32 = term.iter().map(|(_, weight)| weight).sum();
                let (head, rest) = term[0].0;
                let low = u64::from(head & ((1 << FIRST_BITS) - 1));
                let term = low << (OTHER_BITS + 2 * FORM_BITS) | u64::from(rest);
                let packed = (term << IMPACT_BITS | u64::from(15 - impact(weight))) << UNIT_BITS | u64::from(first + nth as u32);
                out[(head >> FIRST_BITS) as usize].push(packed);
            }
        }
    }
    out.iter_mut().for_each(Vec::shrink_to_fit);
    out
}

/// 1 to 15 for a weight of any size.
fn impact(weight: f32) -> u8 {
    let share = weight / (K1 + weight);
    (1..15).find(|step| share * 15.0 <= f32::from(*step)).unwrap_or(15)
}

/// Adds every occurrence of a term in a unit with what its field gives it.
fn weigh(unit: &Found<'_>, names: &[String], syllables: &Syllables, found: &mut Vec<(Key, f32)>) {
    let mut field = |field: Field, texts: &mut dyn Iterator<Item = &str>| {
        let from = found.len();
        let mut length = 0.0_f32;
        for text in texts {
            let mut before: Option<(u32, u8)> = None;
            tokens::each(text, |token| {
                length += 1.0;
                let Some((id, form)) = syllables.ids.get(token).copied() else { return };
                found.push(((id, u32::from(form) << FORM_BITS), 0.0));
                let pair = syllables.folded[id as usize].pair;
                if let (Some((first, first_form)), Some(_)) = (before, pair) {
                    let (rarer, other, is_first) = if syllables.is_rarer(first, id) { (first, id, 1) } else { (id, first, 0) };
                    let forms = u32::from(first_form) << FORM_BITS | u32::from(form);
                    let other = syllables.folded[other as usize].pair.unwrap_or(0) + 1;
                    found.push(((rarer, (is_first << 15 | other) << (2 * FORM_BITS) | forms), 0.0));
                }
                before = pair.map(|_| (id, form));
            });
        }
        let norm = 1.0 - field.matters + field.matters * length / field.length;
        found[from..].iter_mut().for_each(|(_, weight)| *weight = field.weight / norm);
    };
    field(HEADING, &mut std::iter::once(unit.heading));
    field(HEADING, &mut names.iter().map(String::as_str));
    field(CONTEXT, &mut unit.context.iter().copied());
    field(BODY, &mut unit.texts.iter().map(|text| text.words));
}

struct Builder<'a> {
    syllables: &'a Syllables,
    places: &'a [(u32, u32)],
    bucket: u32,
    cap: usize,
}

impl Builder<'_> {
    /// One term from its postings, which come by form and then by impact from the highest.
    fn term(&self, packed: &[Packed]) -> Term {
        let rarer = &self.syllables.folded[(self.bucket << FIRST_BITS | (packed[0] >> (64 - FIRST_BITS)) as u32) as usize];
        let rest = (packed[0] >> (64 - FIRST_BITS - OTHER_BITS)) as u32 & ((1 << OTHER_BITS) - 1);
        let (is_first, other) = (rest >> 15 == 1, rest & 0x7FFF);
        let other = other.checked_sub(1).map(|pair| &self.syllables.folded[self.syllables.paired[pair as usize] as usize]);
        let same_form = |a: &Packed, b: &Packed| a >> (UNIT_BITS + IMPACT_BITS) == b >> (UNIT_BITS + IMPACT_BITS);
        let words = match other {
            None => (rarer, None),
            Some(other) if is_first => (rarer, Some(other)),
            Some(other) => (other, Some(rarer)),
        };
        let kept = kept(packed, self.cap);
        let mut forms: Vec<Form> = packed
            .chunk_by(same_form)
            .map(|form| self.form(form, kept.as_ref().map_or(form.len(), |kept| kept.of(form)), words))
            .collect();
        forms.sort_by(|a, b| b.df.cmp(&a.df).then_with(|| a.text.cmp(&b.text)));
        let cut = kept.is_some();
        let slots = if cut && other.is_none() { self.slots(packed) } else { Vec::new() };
        let key = match other {
            None => rarer.text.clone(),
            Some(other) => format!("{} {}{}", rarer.text, if is_first { '>' } else { '<' }, other.text),
        };
        Term { key, df: packed.len() as u32, line: line(&forms), slots }
    }

    fn form(&self, packed: &[Packed], kept: usize, (first, second): (&Folded, Option<&Folded>)) -> Form {
        let forms = (packed[0] >> (UNIT_BITS + IMPACT_BITS)) as usize;
        let exact = |folded: &Folded, nth: usize| folded.forms.get(nth).cloned().unwrap_or_default();
        let (of_first, of_second) = (forms >> FORM_BITS & FORMS, forms & FORMS);
        let text = match second {
            Some(second) => format!("{} {}", exact(first, of_first), exact(second, of_second)),
            None => exact(first, of_first),
        };
        let text = if tokens::folded(&text) == text { String::new() } else { text };
        let posting = |packed: &Packed| {
            let (slot, unit) = self.places[(packed & ((1 << UNIT_BITS) - 1)) as usize];
            Posting { impact: impact_of(*packed), slot, unit }
        };
        Form { text, df: packed.len() as u32, postings: packed[..kept].iter().map(posting).collect() }
    }

    fn slots(&self, packed: &[Packed]) -> Vec<u32> {
        let mut slots: Vec<u32> = packed.iter().map(|packed| self.places[(packed & ((1 << UNIT_BITS) - 1)) as usize].0).collect();
        slots.sort_unstable();
        slots.dedup();
        slots
    }
}

fn line(forms: &[Form]) -> String {
    let mut line = String::new();
    for (nth, form) in forms.iter().enumerate() {
        if nth > 0 {
            line.push('\t');
        }
        line.push_str(&form.text);
        line.push_str(&format!(":{}:", form.df));
        leaf::postings(&mut line, &form.postings);
    }
    line.shrink_to_fit();
    line
}

/// Which postings of a term stay in the first tier.
struct Kept {
    /// What weighs more stays whole.
    least: u8,
    /// Of those that weigh just so, this many of `of` stay.
    room: usize,
    of: usize,
}

/// What stays of a term whose postings do not all fit into the first tier.
fn kept(packed: &[Packed], cap: usize) -> Option<Kept> {
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
    fn of(&self, form: &[Packed]) -> usize {
        let above = form.partition_point(|packed| impact_of(*packed) > self.least);
        let at = form.partition_point(|packed| impact_of(*packed) >= self.least) - above;
        (above + (at * self.room).div_ceil(self.of)).max(FEWEST).min(form.len())
    }
}

fn impact_of(packed: Packed) -> u8 {
    15 - (packed >> UNIT_BITS & 15) as u8
}
