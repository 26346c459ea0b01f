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
//! | `leaf` | the dictionary cut into files at boundaries that content defines |
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
mod leaf;
mod number;
mod posting;
mod rules;
mod script;
mod slot;
mod syllable;
mod synonym;
mod table;
mod tokens;
mod unit;

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Serialize;

use crate::content::Settings;
use crate::corpus::{Corpus, short_name};
use crate::text::fold;
use cut::pair_cap;
use display::{Chunks, Record};
use leaf::{Directory, leaves};
use posting::{Words, terms};
pub(crate) use script::FOLDER;
use script::{File, fixed, version};
use slot::Slots;
use syllable::Syllables;
use synonym::Synonyms;
use unit::Document;

#[derive(Serialize)]
struct Dictionary<'a> {
    /// The version of the format.
    v: u8,
    units: usize,
    docs: usize,
    /// Syllables, a line each, front-coded as in a leaf, with the letter of base 36 of their band behind a tab.
    syllables: String,
    #[serde(flatten)]
    directory: &'a Directory,
    /// The directory of documents, so that a search for words needs no other file for it.
    #[serde(rename = "d")]
    documents: &'a Chunks,
}

/// Hands on every file of the index.
pub fn index(corpus: &Corpus, settings: &Settings, emit: &(dyn Fn(&str, Vec<u8>) + Sync)) {
    let write = |(path, bytes): File| emit(&path, bytes);
    let texts = unit::texts_of(corpus);
    let (count, documents) = in_slots(unit::documents(corpus, &texts));
    let records: Vec<Record> = documents.iter().map(|(slot, document)| display::record(corpus, document, *slot)).collect();
    let (slots, documents): (Vec<u32>, Vec<Document<'_>>) = documents.into_iter().unzip();
    let texts: Vec<String> = documents
        .par_iter()
        .zip(&records)
        .map(|(document, record)| {
            let files: Vec<File> = fragment::files(corpus, document, record).collect();
            let version = version(files.iter().map(|(_, bytes)| bytes.as_slice()));
            files.into_iter().for_each(write);
            version
        })
        .collect();
    let (chunks, files) = display::files(&records, count, &texts.concat());
    files.into_iter().for_each(write);
    display::attributes(corpus, &documents, &slots, count).into_iter().for_each(write);
    number::files(&documents, &slots, &chunks).into_iter().for_each(write);
    write(rules::file(&settings.kinds, &table::abbreviations(&settings.abbreviations)));
    let units = documents.iter().map(|document| document.units.len()).sum();
    let everyday = table::synonyms(&settings.synonyms);
    let syllables = Syllables::new(&documents, &everyday);
    let words = Words { syllables: &syllables, synonyms: Synonyms::new(&everyday, &syllables) };
    let terms = terms(&documents, &slots, &words, pair_cap(units));
    let (directory, files) = leaves("l", terms.iter().map(|term| (&*term.key, &*term.line)));
    files.into_iter().for_each(write);
    let syllables = listed(&syllables);
    write(fixed("w", &Dictionary { v: 2, units, docs: documents.len(), syllables, directory: &directory, documents: &chunks }));
    let second: Vec<(&str, String)> =
        terms.iter().filter(|term| !term.slots.is_empty()).map(|term| (term.key.as_str(), slots_line(&term.slots))).collect();
    let (directory, files) = leaves("s", second.iter().map(|(key, line)| (&**key, &**line)));
    files.into_iter().for_each(write);
    write(fixed("m", &directory));
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
    let texts = unit::texts_of(corpus);
    let (_, documents) = in_slots(unit::documents(corpus, &texts));
    let (slots, documents): (Vec<u32>, Vec<Document<'_>>) = documents.into_iter().unzip();
    let everyday = table::synonyms(&settings.synonyms);
    let syllables = Syllables::new(&documents, &everyday);
    let words = Words { syllables: &syllables, synonyms: Synonyms::new(&everyday, &syllables) };
    let all = terms(&documents, &slots, &words, usize::MAX / 2);
    all.into_iter().map(|term| (term.key, term.line)).collect()
}

/// How many slots there are, and the documents in the order of theirs.
fn in_slots(documents: Vec<Document<'_>>) -> (u32, Vec<(u32, Document<'_>)>) {
    let addresses: Vec<&str> = documents.iter().map(|document| document.page.output.as_str()).collect();
    let Slots { count, of } = Slots::new(&addresses);
    let mut order: Vec<(u32, Document<'_>)> = of.into_iter().zip(documents).collect();
    order.sort_by_key(|(slot, _)| *slot);
    (count, order)
}

fn listed(syllables: &Syllables) -> String {
    let mut out = String::new();
    let mut before = "";
    for (syllable, band) in syllables.listed() {
        if !out.is_empty() {
            out.push('\n');
        }
        leaf::front_code(&mut out, before, syllable);
        out.push('\t');
        out.push(char::from_digit(u32::from(band).min(35), 36).unwrap_or('z'));
        before = syllable;
    }
    out
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
