//! The search index: small files that a browser loads as scripts, so that a search needs no server and works from the
//! disk. Pages in, bytes per path out; the reader is `theme/search/`.
//!
//! | part | owns |
//! |---|---|
//! | `tokens` | syllables of a text, exact and folded |
//! | `unit` | a page as what is found: the document and its articles, or the sections of a text without articles |
//! | `slot` | numbers of documents that an edit elsewhere does not change |
//! | `syllable` | the syllables of a site, and how common each is |
//! | `table`, `synonym` | words that come with the program and that a site may add to; everyday words as words of a text |
//! | `posting` | which term stands in which unit, and how much that weighs |
//! | `gathering` | the postings of all pages, gathered and given as terms |
//! | `leaf`, `tier` | the dictionary cut into files at boundaries that content defines; the same brought up to date |
//! | `page`, `place` | the pages in the order of their slots, one look at each; units by one number each |
//! | `kept` | the index as a whole, and what it takes to keep it in memory and take in pages that changed |
//! | `number`, `display`, `fragment`, `rules` | the further tables |
//! | `script` | a payload as a script, and its name |
//!
//! # Files
//!
//! All lie in `chi-muc/`. Each is a classic script `ckIndex("<name>",<JSON>);` where `<name>` is its path in that folder
//! without `.js`. Leaves bear three letters of the hash of their content, so that they are kept for ever. Files at the
//! top have fixed names and are looked at again each time; those below them that are found by a number alone have fixed
//! names too and are asked for with the version `v` of their table behind a question mark.
//!
//! | file | payload |
//! |---|---|
//! | `w` | words: `{v, units, docs, syllables, keys, names, d}`; `syllables` those of some frequency with their bands; `keys` the first keys of the leaves, front-coded like the terms of a leaf; `names` three letters per leaf; `d` where the documents lie: `{slots, chunks, v}`, `chunks` equal ranges of slots |
//! | `l/<hash>-<letters>` | a leaf: the string described below; `<hash>` is that of its key in `w`, see `script::key_hash` |
//! | `m` | the second tier: `{keys, names}` as in `w` |
//! | `s/<hash>-<letters>` | a leaf of the second tier |
//! | `d/<chunk>` | a chunk of documents: a list of records, see `display` |
//! | `a` | attributes: `{files, v, kinds, issuers, subjects}` |
//! | `a/<n>` | attributes of documents for filters, see `display` |
//! | `n` | numbers: `{buckets, v, d}`, `d` as in `w`; a number lies in bucket `serial % buckets` |
//! | `n/<bucket>` | a bucket: a list of `[serial, year or 0, symbol, kind, slot]` |
//! | `r` | `{abbreviations, kinds}`: folded abbreviations with what they stand for, folded words and letters of kinds |
//! | `t/<slot>-<part>` | a part of the text of a document with its record, see `fragment`; the part is the unit's number divided by 32 |
//!
//! Numbers in names are hexadecimal.
//!
//! # A leaf
//!
//! Keys in the order of their bytes, one a line. The key of a folded syllable is itself (`dan`); that of a folded pair
//! `dan chu` is `chu <dan` or `dan >chu`, whichever begins with the rarer syllable, so that one leaf serves a syllable
//! and both its neighbours. The rarer is the one of the lower band (0 where it is not listed), of equal bands the first
//! in the order of bytes; the band of a syllable that `df` units have is ⌊2 log₂ df⌋ - 1.
//!
//! A line begins with one letter of base 36 for how many letters (units of UTF-16) the key shares with the one before
//! (0 in the first line of a leaf), and the rest of the key; then, each behind a tab, the exact forms of the term, commonest first:
//! `<form>:<df>:<postings>`, the form empty where it has no marks, `df` in decimal: how many units have the form.
//!
//! Postings come in groups of one impact, highest first: a letter of `!#$%&()*+,./;<=` for 1 to 15, then pairs of numbers
//! (slot, unit): the slot as the difference to the one before in its group (the first to -1, so it is at least 1), and
//! where it is 0 the unit as the difference to the one before. A number has five bits a letter, lowest first: `A`–`Z`,
//! `w`–`z`, `-`, `_` say that more follows, `0`–`9`, `a`–`v` end it.
//!
//! Only the first postings of a term by impact are there, how many is for `posting` to say; `df` of one that is cut is
//! rounded up to four bits, so that a page more hardly ever changes it. Those of a syllable that are left out are in the
//! second tier as documents alone: lines as in a leaf, `<term>\t<slots>`, the slots as differences.

mod cut;
mod display;
mod fragment;
mod gathering;
mod kept;
mod leaf;
mod number;
mod page;
mod place;
mod posting;
mod rules;
mod script;
mod slot;
mod syllable;
mod synonym;
mod table;
mod tier;
mod tokens;
mod unit;

use std::collections::BTreeSet;

use crate::content::Settings;
use crate::corpus::{Corpus, short_name};
use crate::text::fold;
use gathering::terms;
pub use kept::{Changes, Index};
use page::{Survey, in_slots};
use place::Places;
use posting::Words;
pub(crate) use script::FOLDER;
use slot::Slots;
use syllable::Syllables;
use synonym::Synonyms;
use unit::Document;

/// Hands on every file of the index.
pub fn index(corpus: &Corpus, settings: &Settings, emit: &(dyn Fn(&str, Vec<u8>) + Sync)) {
    kept::make(corpus, settings, &|(path, bytes)| emit(&path, bytes), false);
}

/// The slot of each page, with which its text is found in `t/`; none of one that a search does not find.
pub(crate) fn slots(corpus: &Corpus) -> Vec<Option<u32>> {
    let addresses: Vec<&str> = unit::pages(corpus).map(|id| corpus.page(id).output.as_str()).collect();
    let mut of = vec![None; corpus.pages().len()];
    unit::pages(corpus).zip(Slots::new(&addresses).of).for_each(|(page, slot)| of[page.0 as usize] = Some(slot));
    of
}

/// Each key of the dictionary with a line that has all its postings: what tests measure the first tier against.
#[doc(hidden)]
pub fn uncut(corpus: &Corpus, settings: &Settings) -> Vec<(String, String)> {
    let (_, pages) = in_slots(corpus);
    let survey = Survey::of(corpus, &pages, &|_| {});
    let everyday = table::synonyms(&settings.synonyms);
    let syllables = Syllables::new(survey.counts, survey.units.iter().map(Vec::len).sum(), &everyday);
    let synonyms = Synonyms::new(&everyday, &syllables);
    let places = Places::new(pages.iter().zip(&survey.units).map(|(placed, units)| (placed.slot, units.as_slice())));
    let words = Words { syllables: &syllables, synonyms: &synonyms };
    let mut all = Vec::new();
    terms(corpus, &pages, &places, &words, (usize::MAX / 2, false), &mut |term| all.push((term.key, term.line)));
    all
}

fn slots_line(slots: &[u32]) -> String {
    let mut line = String::new();
    let mut before = -1;
    for slot in slots.iter().map(|slot| i64::from(*slot)) {
        leaf::number(&mut line, u32::try_from(slot - before).unwrap_or(0));
        before = slot;
    }
    line
}

/// What a document is called beside its title: kind, number, aliases, issuer.
fn names(document: &Document<'_>) -> Vec<String> {
    let front = &document.page.front;
    let mut names: Vec<String> = front.aliases.iter().map(|alias| alias.value.clone()).collect();
    if front.kind.is_some() {
        names.push(short_name(front));
    }
    names.extend(front.number.iter().map(|number| number.value.text.clone()));
    names.extend(front.issuer.iter().map(|issuer| issuer.value.clone()));
    names.extend(front.title.iter().flat_map(|title| initials(&title.value)));
    names
}

/// What people make of a title's first letters: `THDCCS` of `Luật Thực hiện dân chủ ở cơ sở`, with and without its kind,
/// without small words, and without what makes it an amending law.
fn initials(title: &str) -> Vec<String> {
    const SMALL: &[&str] = &["va", "o", "cua", "tai", "ve"];
    let folded = fold(title).text;
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let amended = folded.strip_prefix("luat ").unwrap_or(&folded).starts_with("sua doi").then(|| {
        let of = words.iter().position(|word| *word == "cua").map_or(0, |of| of + 1);
        &words[of..]
    });
    let mut out = BTreeSet::new();
    for words in std::iter::once(&words[..]).chain(amended) {
        for kind in [&["bo", "luat"][..], &["luat"]] {
            let rest = words.strip_prefix(kind).unwrap_or(words);
            for words in [words, rest] {
                let letters = |skip: &[&str]| {
                    words.iter().filter(|word| !skip.contains(word)).filter_map(|word| word.chars().next()).collect()
                };
                out.extend([letters(&[]), letters(SMALL)]);
            }
        }
    }
    out.into_iter().filter(|initials: &String| (3..=16).contains(&initials.chars().count())).collect()
}
