//! Tables of words for the search: what readers type, and what it stands for.
//!
//! ```yaml
//! SNgV: sở ngoại vụ
//! rút một cục: [bảo hiểm xã hội một lần, hưởng một lần]
//! ```

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::decode::Decoder;
use super::shape::Shape;
use super::source::Source;
use super::yaml::{self, Located, Node};
use crate::diagnostic::Diagnostic;
use crate::text::key;

/// Longest text of a table, in bytes: it is a few words, not a sentence.
const LONGEST: usize = 120;

/// What is typed, and one wording or a list of them.
pub(super) struct Wordings;

impl Shape for Wordings {
    type Value = BTreeMap<String, Vec<String>>;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<Self::Value> {
        Some(read(decoder, key, value))
    }

    fn schema() -> Value {
        let wording = json!({"type": ["string", "number", "boolean", "null"], "pattern": "\\S", "maxLength": LONGEST});
        let wordings = json!({"type": "array", "items": wording});
        json!({"type": "object", "additionalProperties": {"anyOf": [wording, wordings]}})
    }
}

/// Reads one table; what is typed and each wording must have a letter or figure.
fn read(decoder: &Decoder<'_>, name: &str, value: Located) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for (typed, value) in decoder.entries(name, value).unwrap_or_default() {
        if !is_words(&typed.text) {
            decoder.bad(&typed.span, name, EXPECTED, EXAMPLE);
            continue;
        }
        let wordings = match value.node {
            Node::Sequence(_) => decoder.sequence(name, value),
            _ => vec![value],
        };
        let wordings: Vec<String> = wordings
            .into_iter()
            .filter_map(|wording| decoder.text(name, wording))
            .filter(|wording| {
                is_words(&wording.value) || {
                    decoder.bad(&wording.span, name, EXPECTED, EXAMPLE);
                    false
                }
            })
            .map(|wording| wording.value)
            .collect();
        all.insert(key(&typed.text).text, wordings);
    }
    all
}

const EXPECTED: (&str, &str) = ("vài từ, không quá 120 byte", "a few words of at most 120 bytes");
const EXAMPLE: &str = "SNgV: sở ngoại vụ";

fn is_words(text: &str) -> bool {
    text.len() <= LONGEST && text.chars().any(char::is_alphanumeric)
}

/// Reads `content/data/synonyms.yaml`.
pub(super) fn read_synonyms(source: &Source, kinds: &crate::citation::Kinds) -> (BTreeMap<String, Vec<String>>, Vec<Diagnostic>) {
    match yaml::parse(source, 0..source.text.len(), 100_000) {
        Ok(root) => {
            let decoder = Decoder::new(source, kinds);
            let table = read(&decoder, "synonyms.yaml", root);
            (table, decoder.into_problems())
        }
        Err(problem) => (BTreeMap::new(), vec![problem]),
    }
}
