//! The words of the frame that scripts show, as a script: so that a page has none of them.

use std::collections::BTreeMap;

use super::locale::Locale;

/// The keys of those words, one a line.
pub(super) const LIST: &str = "words.txt";

/// The part of the page's script that has them.
pub(super) const SCRIPT: &str = "page/words.js";

/// Takes the list out of the files of a theme and puts the script there.
pub(super) fn replace(files: &mut BTreeMap<String, Vec<u8>>, locale: &Locale) {
    let list = String::from_utf8(files.remove(LIST).unwrap_or_default()).unwrap_or_default();
    let keys = list.lines().map(str::trim).filter(|key| !key.is_empty());
    let words: BTreeMap<&str, &str> = keys.map(|key| (key, locale.get(key))).collect();
    let json = serde_json::to_string(&words).unwrap_or_default();
    let script = format!("// What every page loads: its words, its search, how it is read.\nwindow.CongkhaiWords = {json};\n");
    files.insert(SCRIPT.to_owned(), script.into_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_words() {
        let mut locale = Locale::default();
        locale.merge(include_str!("../../theme/locale/vi.yaml")).expect("flat YAML");
        for key in include_str!("../../theme/words.txt").lines() {
            assert!(locale.words().contains_key(key), "{key}");
        }
    }
}
