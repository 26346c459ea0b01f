//! The words of the frame that scripts show, as scripts: so that a page has none of them.

use std::collections::BTreeMap;

use super::locale::{Language, Locale};
use crate::citation::Kinds;

/// The keys of the words that the script of every page shows, one a line.
pub(super) const LIST: &str = "words.txt";

/// The part of the page's script that has them.
pub(super) const SCRIPT: &str = "page/words.js";

/// The part of the English frame that has all words of pages, Vietnamese and English.
const PHRASES: &str = "english/phrases.js";

/// What keys begin with whose words are on no page that is changed into English: pages that are there in both languages,
/// files for calendars, feeds, the guide of a pack.
const ELSEWHERE: &[&str] = &["help_", "accessibility_", "integrity_", "calendar_", "pack_", "search_help", "feed_"];

/// Takes the list out of the files of a theme and puts the scripts there.
pub(super) fn replace(files: &mut BTreeMap<String, Vec<u8>>, locales: &[Locale; 2]) {
    let list = String::from_utf8(files.remove(LIST).unwrap_or_default()).unwrap_or_default();
    let [vietnamese, english] = Language::ALL.map(|language| &locales[language as usize]);
    let keys = list.lines().map(str::trim).filter(|key| !key.is_empty());
    let words: BTreeMap<&str, &str> = keys.map(|key| (key, vietnamese.get(key))).collect();
    let script =
        format!("// What every page loads: its words, its search, how it is read.\nwindow.CongkhaiWords = {};\n", json(&words));
    files.insert(SCRIPT.to_owned(), script.into_bytes());
    let script = format!("// The English frame.\nwindow.CongkhaiPhrases = {};\n", json(&phrases(vietnamese, english)));
    files.insert(PHRASES.to_owned(), script.into_bytes());
}

fn json(words: &impl serde::Serialize) -> String {
    serde_json::to_string(words).unwrap_or_default()
}

/// English by Vietnamese: the words of pages, the headings that are made of the names of ties, and the kinds of documents.
fn phrases(vietnamese: &Locale, english: &Locale) -> BTreeMap<String, String> {
    let on_pages = vietnamese.words().keys().filter(|key| !ELSEWHERE.iter().any(|front| key.starts_with(front)));
    let words = on_pages.map(|key| (key, vietnamese.get(key).to_owned(), english.get(key).to_owned()));
    let with_headings = words.flat_map(|(key, here, there)| {
        let is_tie = ["verb_", "passive_"].iter().any(|front| key.starts_with(front));
        let heading = is_tie.then(|| (heading(&here), heading(&there)));
        [(here, there)].into_iter().chain(heading)
    });
    let kinds = Kinds::default().all().map(|kind| (kind.name().to_owned(), kind.english().to_owned())).collect::<Vec<_>>();
    let says = |words: &str| words.contains(char::is_alphabetic);
    kinds.into_iter().chain(with_headings).filter(|(here, there)| here != there && says(here)).collect()
}

/// A tie as the heading of what it ties: `Căn cứ:`, `Được viện dẫn tại:`.
pub(super) fn heading(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).chain([':']).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn builtin() -> [Locale; 2] {
        [include_str!("../../theme/locale/vi.yaml"), include_str!("../../theme/locale/en.yaml")].map(|yaml| {
            let mut locale = Locale::default();
            locale.merge(yaml).expect("flat YAML");
            locale
        })
    }

    #[test]
    fn every_key_has_words() {
        let [vietnamese, _] = builtin();
        for key in include_str!("../../theme/words.txt").lines() {
            assert!(vietnamese.words().contains_key(key), "{key}");
        }
    }

    /// A page is changed by its words alone.
    #[test]
    fn the_same_words_are_the_same_in_english() {
        let [vietnamese, english] = builtin();
        let all = phrases(&vietnamese, &english);
        let differs = |key: &&String| {
            let (here, there) = (vietnamese.get(key), english.get(key));
            !ELSEWHERE.iter().any(|front| key.starts_with(front)) && all.get(here).is_some_and(|other| other != there)
        };
        let keys: Vec<_> = vietnamese.words().keys().filter(differs).collect();
        assert!(all.values().all(|words| !words.contains('<')), "words become text, never mark-up");
        assert!(keys.is_empty(), "another key has the same Vietnamese and another English: {keys:?}");
    }
}
