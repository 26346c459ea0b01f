//! Which term stands in which unit, and how much that weighs.
//!
//! BM25F: a term's count in each field is made independent of the field's length, fields are weighed, and the sum is
//! saturated, all while the site is built; what is left to the reader is how rare a term is. Lengths are measured
//! against constants and not against the site's average, so that one page more changes no weight of another.

use super::cut::{Kept, about, kept};
use super::leaf::{self, Posting};
use super::place::Places;
use super::syllable::{Exact, FORMS, Folded, Syllables};
use super::synonym::Synonyms;
use super::tokens;
use super::unit::Found;

/// What an everyday word counts, for one occurrence of the wording of the law that it stands for.
const EVERYDAY: f32 = 0.8;

/// The least impact in a document itself of what stands in its title, above all that stands in none of its names: so the
/// reader knows titles by postings alone (`IN_TITLE` in `theme/search/format.js`).
const IN_TITLE: u8 = 10;

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
/// `Điều 46.`: one part of a text has it, others only speak of it.
const LABEL: Field = Field { weight: 4.0, length: 1.0, matters: 0.0 };
/// The headings above.
const CONTEXT: Field = Field { weight: 0.8, length: 10.0, matters: 0.0 };
const BODY: Field = Field { weight: 1.0, length: 220.0, matters: 0.5 };

/// A term of the index, written at once: what is written takes a tenth of the room.
#[derive(Debug)]
pub(super) struct Term {
    /// Its key: `dan`; `dan >chu` for `dan chu` where `dan` is the rarer syllable, else `chu <dan`.
    pub(super) key: String,
    /// Its forms with their postings, as they stand in a leaf.
    pub(super) line: String,
    /// Every document that has the term, for the second tier; only of syllables.
    pub(super) slots: Vec<u32>,
}

/// An exact form of a term.
struct Form {
    /// In the order of the text; empty where it has no marks.
    text: String,
    /// How many units have it; of a term that is cut, about.
    df: u32,
    /// By impact from the highest.
    postings: Vec<Posting>,
}

/// A posting on its way to its term, in the order in which the index has them:
/// `[rarer 9][is first 1][other 15][form 5][form 5][15 - impact 4][unit 25]`.
///
/// Packed, because a site of ten thousand documents has fifty million of them. The rarer syllable's higher bits are the
/// bucket's number; an other of 0 is none, so that a syllable comes before its pairs.
pub(super) type Packed = u64;

pub(super) const UNIT_BITS: u32 = 25;
pub(super) const IMPACT_BITS: u32 = 4;
pub(super) const FORM_BITS: u32 = 5;
/// Of the other syllable, with the bit that says whether the rarer one stands first.
pub(super) const OTHER_BITS: u32 = 16;
/// Behind the other syllable.
pub(super) const BEHIND_OTHER: u32 = UNIT_BITS + IMPACT_BITS + 2 * FORM_BITS;
pub(super) const FIRST_BITS: u32 = 9;

/// A term in a unit before its weight is known: the rarer syllable, then the rest as in [`Packed`].
pub(super) type Key = (u32, u32);

/// What an occurrence stands in, the first first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Heading,
    Name,
    Text,
}

/// An occurrence of a term with what it adds.
pub(super) type Occurrence = (Key, f32, Place);

/// Gives the postings of a unit: the rarer syllable, and the rest as in [`Packed`] without the unit; `names` are given for
/// the unit that is the document itself.
pub(super) fn each_posting(
    unit: &Found<'_>,
    names: Option<&[String]>,
    words: &Words<'_>,
    found: &mut Vec<Occurrence>,
    mut give: impl FnMut(u32, Packed),
) {
    found.clear();
    weigh(unit, names.unwrap_or_default(), words, found);
    // Stable: weights are added in the order of the text whatever numbers syllables have, so that a sum is the same to
    // the last bit.
    found.sort_by_key(|(key, ..)| *key);
    for term in found.chunk_by(|a, b| a.0 == b.0) {
        let worth = if names.is_some() { impact_itself(term) } else { impact(term) };
        let (head, rest) = term[0].0;
        give(head, (u64::from(rest) << IMPACT_BITS | u64::from(15 - worth)) << UNIT_BITS);
    }
}

/// 1 to 15 for the occurrences of a term, of any weight together.
fn impact(term: &[Occurrence]) -> u8 {
    let weight: f32 = term.iter().map(|(_, weight, _)| weight).sum();
    let share = weight / (K1 + weight);
    (1..15).find(|step| share * 15.0 <= f32::from(*step)).unwrap_or(15)
}

/// The same in a document itself, where it tells what stands in the title.
fn impact_itself(term: &[Occurrence]) -> u8 {
    match term.iter().map(|(_, _, place)| *place).min() {
        Some(Place::Heading) => impact(term).max(IN_TITLE),
        Some(Place::Name) => impact(term),
        _ => impact(term).min(IN_TITLE - 1),
    }
}

/// Adds every occurrence of a term in a unit with what its field gives it.
fn weigh(unit: &Found<'_>, names: &[String], words: &Words<'_>, found: &mut Vec<Occurrence>) {
    let mut field = |field: Field, place: Place, texts: &mut dyn Iterator<Item = &str>| {
        let from = found.len();
        let mut length = 0.0;
        for text in texts {
            length += words.terms(text, &mut |key, share| found.push((key, share, place)));
        }
        let norm = 1.0 - field.matters + field.matters * length / field.length;
        found[from..].iter_mut().for_each(|(_, weight, _)| *weight *= field.weight / norm);
    };
    field(HEADING, Place::Heading, &mut std::iter::once(unit.heading));
    field(HEADING, Place::Name, &mut names.iter().map(String::as_str));
    field(LABEL, Place::Heading, &mut std::iter::once(unit.label));
    field(CONTEXT, Place::Text, &mut unit.context.iter().copied());
    field(BODY, Place::Text, &mut unit.texts.iter().map(|text| text.words));
}

/// What turns a text into terms.
pub(super) struct Words<'a> {
    pub(super) syllables: &'a Syllables,
    pub(super) synonyms: &'a Synonyms,
}

impl Words<'_> {
    /// Gives the terms of a text, each with the share that one occurrence counts; returns its length in syllables.
    fn terms(&self, text: &str, give: &mut dyn FnMut(Key, f32)) -> f32 {
        let mut line: Vec<Exact> = Vec::new();
        let mut length = 0.0;
        tokens::each(text, |token| {
            length += 1.0;
            line.extend(self.syllables.exact(token));
        });
        let pairs = |line: &[Exact], share: f32, give: &mut dyn FnMut(Key, f32)| {
            line.windows(2).filter_map(|two| self.pair(two[0], two[1])).for_each(|pair| give(pair, share));
        };
        for exact in &line {
            give(single(*exact), 1.0);
        }
        pairs(&line, 1.0, give);
        self.synonyms.each(&line, |everyday| match everyday {
            [one] => give(single(*one), EVERYDAY),
            several => pairs(several, EVERYDAY, give),
        });
        length
    }

    /// The key of a pair, under its rarer syllable; none where one of them is too rare to stand in pairs.
    fn pair(&self, first: Exact, second: Exact) -> Option<Key> {
        let number = |exact: Exact| self.syllables.folded[exact.0 as usize].pair;
        let is_first = self.syllables.is_rarer(first.0, second.0);
        let (rarer, other) = if is_first { (first, second) } else { (second, first) };
        let (_, other) = (number(rarer)?, number(other)? + 1);
        let forms = u32::from(first.1) << FORM_BITS | u32::from(second.1);
        Some((rarer.0, (u32::from(is_first) << 15 | other) << (2 * FORM_BITS) | forms))
    }
}

/// The key of a syllable.
fn single((id, form): Exact) -> Key {
    (id, u32::from(form) << FORM_BITS)
}

/// Makes terms of their postings.
pub(super) struct Builder<'a> {
    pub(super) syllables: &'a Syllables,
    pub(super) places: &'a Places,
    pub(super) pair_cap: usize,
}

impl Builder<'_> {
    /// One term under its rarer syllable from its postings, which come by form and then by impact from the highest.
    pub(super) fn term(&self, rarer: u32, packed: &[Packed]) -> Term {
        let rarer = &self.syllables.folded[rarer as usize];
        let rest = (packed[0] >> BEHIND_OTHER) as u32 & ((1 << OTHER_BITS) - 1);
        let (is_first, other) = (rest >> 15 == 1, rest & 0x7FFF);
        let other = other.checked_sub(1).map(|pair| &self.syllables.folded[self.syllables.paired[pair as usize] as usize]);
        let same_form = |a: &Packed, b: &Packed| a >> (UNIT_BITS + IMPACT_BITS) == b >> (UNIT_BITS + IMPACT_BITS);
        let words = match other {
            None => (rarer, None),
            Some(other) if is_first => (rarer, Some(other)),
            Some(other) => (other, Some(rarer)),
        };
        let kept = kept(packed, if other.is_none() { 2 * self.pair_cap } else { self.pair_cap });
        let mut forms: Vec<Form> = packed.chunk_by(same_form).map(|form| self.form(form, kept.as_ref(), words)).collect();
        forms.sort_by(|a, b| b.df.cmp(&a.df).then_with(|| a.text.cmp(&b.text)));
        let cut = kept.is_some();
        let slots = if cut && other.is_none() { self.slots(packed) } else { Vec::new() };
        let key = key(rarer, other.map(|other| (is_first, other)));
        Term { key, line: line(&forms), slots }
    }

    /// The key of a term under its rarer syllable; the other as in [`Packed`].
    pub(super) fn key(&self, rarer: u32, other: u32) -> String {
        let folded = |id: u32| &self.syllables.folded[id as usize];
        let pair = (other & 0x7FFF).checked_sub(1).map(|pair| (other >> 15 == 1, folded(self.syllables.paired[pair as usize])));
        key(folded(rarer), pair)
    }

    fn form(&self, packed: &[Packed], kept: Option<&Kept>, (first, second): (&Folded, Option<&Folded>)) -> Form {
        let forms = (packed[0] >> (UNIT_BITS + IMPACT_BITS)) as usize;
        let exact = |folded: &Folded, nth: usize| folded.forms.get(nth).cloned().unwrap_or_default();
        let (of_first, of_second) = (forms >> FORM_BITS & FORMS, forms & FORMS);
        let text = match second {
            Some(second) => format!("{} {}", exact(first, of_first), exact(second, of_second)),
            None => exact(first, of_first),
        };
        let text = if tokens::folded(&text) == text { String::new() } else { text };
        let posting = |packed: &Packed| {
            let (slot, unit) = self.places.get(unit_of(*packed));
            Posting { impact: impact_of(*packed), slot, unit }
        };
        let (here, df) = (kept.map_or(packed.len(), |kept| kept.of(packed)), packed.len() as u32);
        Form { text, df: if kept.is_some() { about(df) } else { df }, postings: packed[..here].iter().map(posting).collect() }
    }

    /// Every document that has one of these postings.
    fn slots(&self, packed: &[Packed]) -> Vec<u32> {
        let mut has: Vec<u64> = Vec::new();
        for packed in packed {
            let (slot, _) = self.places.get(unit_of(*packed));
            let (word, bit) = (slot as usize / 64, slot % 64);
            if word >= has.len() {
                has.resize((word + 1).next_power_of_two(), 0);
            }
            has[word] |= 1 << bit;
        }
        let set = |(at, word): (usize, u64)| (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at as u32 * 64 + bit);
        has.into_iter().enumerate().flat_map(set).collect()
    }
}

fn key(rarer: &Folded, pair: Option<(bool, &Folded)>) -> String {
    match pair {
        None => rarer.text.clone(),
        Some((is_first, other)) => format!("{} {}{}", rarer.text, if is_first { '>' } else { '<' }, other.text),
    }
}

/// The unit of a posting.
pub(super) fn unit_of(packed: Packed) -> u32 {
    (packed & ((1 << UNIT_BITS) - 1)) as u32
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

pub(super) fn impact_of(packed: Packed) -> u8 {
    15 - (packed >> UNIT_BITS & 15) as u8
}
