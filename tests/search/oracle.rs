//! What the reader of the index is measured against, for tests only: a full BM25 over all texts at once.
//!
//! Units are those of the index, read from its fragments: articles and the documents themselves, each one plain field of
//! the document's title, label, heading and text (without the title it finds less). Terms are folded syllables and folded
//! pairs of them. Nothing is cut, nothing is known of numbers, titles, articles, slips or other words for a thing.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use congkhai::text::fold;
use serde_json::Value;

const K1: f64 = 1.2;
const B: f64 = 0.75;

/// A syllable, or a pair of syllables; the second counts from 1 and is 0 where there is none.
type Term = (u32, u32);

/// What is found: the address of a page, and the id of an article in it or nothing.
pub(crate) struct Place {
    pub(crate) url: String,
    pub(crate) anchor: String,
}

/// The texts of a site.
#[derive(Default)]
pub(crate) struct Oracle {
    places: Vec<Place>,
    /// For each unit, its saturation per occurrence: `k1 (1 - b + b length / mean)`.
    damping: Vec<f64>,
    /// Folded syllables, and each spelling that was met with its folded one.
    syllables: HashMap<String, u32>,
    spellings: HashMap<String, u32>,
    postings: HashMap<Term, Vec<(u32, u16)>>,
}

impl Oracle {
    /// Reads the texts of a built site.
    pub(crate) fn read(public: &Path) -> Self {
        let index = public.join("chi-muc");
        let mut oracle = Self::default();
        let mut lengths: Vec<f64> = Vec::new();
        let records: Vec<Value> = scripts(&index.join("d")).iter().flat_map(list).cloned().collect();
        for record in &records {
            let slot = record[0].as_u64().expect("a slot");
            for part in 0..string(&record[10]).split(';').count() {
                for unit in list(&payload(&index.join(format!("t/{slot:x}-{part}.js")))[1]) {
                    lengths.push(oracle.add(string(&record[1]), string(&record[2]), unit));
                }
            }
        }
        let mean = lengths.iter().sum::<f64>() / number(lengths.len().max(1));
        oracle.damping = lengths.iter().map(|length| K1 * (1.0 - B + B * length / mean)).collect();
        oracle
    }

    /// Adds a unit `[number, id, label, heading, [[id, text], …]]`; gives its length.
    fn add(&mut self, url: &str, title: &str, unit: &Value) -> f64 {
        let at = self.places.len() as u32;
        self.places.push(Place { url: url.to_owned(), anchor: string(&unit[1]).to_owned() });
        let texts = list(&unit[4]).iter().map(|text| string(&text[1]));
        let mut length = 0.0;
        // The heading of a document itself is its title.
        let heading = if unit[1] == "" { "" } else { string(&unit[3]) };
        for text in [title, string(&unit[2]), heading].into_iter().chain(texts) {
            let mut before = None;
            for word in words(text) {
                length += 1.0;
                let syllable = self.known(word);
                for term in terms(before.replace(syllable), syllable) {
                    let postings = self.postings.entry(term).or_default();
                    match postings.last_mut() {
                        Some((unit, count)) if *unit == at => *count += 1,
                        _ => postings.push((at, 1)),
                    }
                }
            }
        }
        length
    }

    /// The folded syllable of a word. Folding takes long in a debug build, so each spelling is folded once.
    fn known(&mut self, word: &str) -> u32 {
        if let Some(syllable) = self.spellings.get(word) {
            return *syllable;
        }
        let next = self.syllables.len() as u32;
        let syllable = *self.syllables.entry(fold(word).text).or_insert(next);
        self.spellings.insert(word.to_owned(), syllable);
        syllable
    }

    /// The best units for a query with their scores.
    pub(crate) fn ask(&self, query: &str, limit: usize) -> Vec<(&Place, f64)> {
        let mut asked: BTreeSet<Term> = BTreeSet::new();
        let mut before = None;
        for word in words(&fold(query).text) {
            let syllable = self.syllables.get(word).copied();
            asked.extend(syllable.iter().flat_map(|syllable| terms(before, *syllable)));
            before = syllable;
        }
        let mut scores = vec![0.0_f64; self.places.len()];
        for postings in asked.iter().filter_map(|term| self.postings.get(term)) {
            let (all, have) = (number(self.places.len()), number(postings.len()));
            let rarity = (1.0 + (all - have + 0.5) / (have + 0.5)).ln();
            for (unit, count) in postings {
                let count = f64::from(*count);
                scores[*unit as usize] += rarity * count * (K1 + 1.0) / (count + self.damping[*unit as usize]);
            }
        }
        let mut found: Vec<usize> = (0..scores.len()).filter(|unit| scores[*unit] > 0.0).collect();
        found.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
        found.into_iter().take(limit).map(|unit| (&self.places[unit], scores[unit])).collect()
    }

    /// The answer to a query as a line like those of `query.mjs`.
    pub(crate) fn line(&self, query: &str) -> String {
        let found = self.ask(query, 10).into_iter();
        let results: Vec<Value> =
            found.map(|(place, score)| serde_json::json!({ "url": place.url, "anchor": place.anchor, "score": score })).collect();
        serde_json::json!({ "query": query, "results": results }).to_string()
    }
}

/// A count to reckon with.
fn number(count: usize) -> f64 {
    f64::from(count as u32)
}

/// The terms that a syllable adds behind another one.
fn terms(before: Option<u32>, syllable: u32) -> impl Iterator<Item = Term> {
    [Some((syllable, 0)), before.map(|before| (before, syllable + 1))].into_iter().flatten()
}

/// What lies between spaces and marks; pages are in the normal form, so no mark stands apart from its letter.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The payloads of a folder of the index, in the order of the files' names.
fn scripts(folder: &Path) -> Vec<Value> {
    let entries = fs::read_dir(folder).expect("a built site").map(|entry| entry.expect("a readable entry").path());
    let scripts: BTreeSet<_> = entries.filter(|path| path.extension().is_some_and(|extension| extension == "js")).collect();
    scripts.iter().map(|path| payload(path)).collect()
}

/// What the script `ckIndex("<name>",<JSON>);` hands over.
fn payload(path: &Path) -> Value {
    let script = fs::read_to_string(path).expect("a file of the index");
    let (_, json) = script.split_once(',').expect("a name and a payload");
    serde_json::from_str(json.trim_end().strip_suffix(");").expect("a script")).expect("JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn string(value: &Value) -> &str {
    value.as_str().expect("a text")
}
