//! The scripts of the pages. One may be written in parts, which go out joined, so that each owns one thing and is
//! replaceable by itself, and a reader still loads a single file.

use std::collections::BTreeMap;

/// The built-in scripts by their path below `theme/`.
pub(super) const BUILTIN: &[(&str, &str)] = &[
    (PARTS, include_str!("../../theme/search/parts.txt")),
    ("search/text.js", include_str!("../../theme/search/text.js")),
    ("search/format.js", include_str!("../../theme/search/format.js")),
    ("search/files.js", include_str!("../../theme/search/files.js")),
    ("search/documents.js", include_str!("../../theme/search/documents.js")),
    ("search/query.js", include_str!("../../theme/search/query.js")),
    ("search/numbers.js", include_str!("../../theme/search/numbers.js")),
    ("search/dictionary.js", include_str!("../../theme/search/dictionary.js")),
    ("search/terms.js", include_str!("../../theme/search/terms.js")),
    ("search/slips.js", include_str!("../../theme/search/slips.js")),
    ("search/ranking.js", include_str!("../../theme/search/ranking.js")),
    ("search/names.js", include_str!("../../theme/search/names.js")),
    ("search/second-look.js", include_str!("../../theme/search/second-look.js")),
    ("search/excerpt.js", include_str!("../../theme/search/excerpt.js")),
    ("search/search.js", include_str!("../../theme/search/search.js")),
    ("search-jump.js", include_str!("../../theme/search-jump.js")),
    ("search-suggest.js", include_str!("../../theme/search-suggest.js")),
    ("search-dialog.js", include_str!("../../theme/search-dialog.js")),
    ("search-common.js", include_str!("../../theme/search-common.js")),
    ("search-box.js", include_str!("../../theme/search-box.js")),
    ("search-page.js", include_str!("../../theme/search-page.js")),
    ("search-filters.js", include_str!("../../theme/search-filters.js")),
];

/// The parts of the reader of the search index, a name a line, in the order they are joined in; tests read it too.
const PARTS: &str = "search/parts.txt";

/// The reader as it goes out; a site that has a file of this name has its own reader whole.
const READER: &str = "search.js";

/// Scripts that go out lean and under a hashed name; other scripts of a site go out as they are.
pub(super) fn is_ours(path: &str) -> bool {
    path == READER || BUILTIN.iter().any(|(name, _)| *name == path && !name.starts_with("search/"))
}

/// Puts the reader in the place of its parts.
///
/// Errors: the file that is to blame and what is wrong, where a site's list names a part that is not there.
pub(super) fn join(files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), (String, String)> {
    let order = files.remove(PARTS).unwrap_or_default();
    let order = String::from_utf8(order).map_err(|_| (PARTS.to_owned(), "không phải UTF-8".to_owned()))?;
    let mut reader = Vec::new();
    for name in order.lines().map(str::trim).filter(|name| !name.is_empty()) {
        let Some(part) = files.remove(&format!("search/{name}")) else {
            return Err((PARTS.to_owned(), format!("không có phần `{name}` trong theme/search/")));
        };
        reader.extend(part);
        // A part that does not end its last line would swallow the next one's remark.
        reader.push(b'\n');
    }
    // What a site's list leaves out is no file of the site either.
    files.retain(|path, _| !BUILTIN.iter().any(|(name, _)| name.starts_with("search/") && *name == path));
    files.entry(READER.to_owned()).or_insert(reader);
    Ok(())
}

/// A script without its lines of remarks and its indentation, which a phone need not load; the header stays, names too.
pub(super) fn lean(bytes: Vec<u8>) -> Vec<u8> {
    let Ok(text) = String::from_utf8(bytes.clone()) else { return bytes };
    let header = text.lines().take_while(|line| line.starts_with("//")).count();
    let is_code = |line: &str| !(line.is_empty() || line.starts_with("//") || (line.starts_with("/**") && line.ends_with("*/")));
    let lines = text.lines().enumerate().map(|(at, line)| (at < header, line.trim_start()));
    let kept = lines.filter(|(header, line)| *header || is_code(line)).map(|(_, line)| line);
    (kept.collect::<Vec<_>>().join("\n") + "\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn builtin() -> BTreeMap<String, Vec<u8>> {
        BUILTIN.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    fn reader(mut files: BTreeMap<String, Vec<u8>>) -> String {
        join(&mut files).expect("every part is there");
        assert!(files.keys().all(|path| !path.starts_with("search/")), "a part goes out only joined");
        String::from_utf8(files.remove(READER).expect("the reader")).expect("UTF-8")
    }

    #[test]
    fn every_part_is_named_once() {
        let order = builtin().remove(PARTS).expect("the list");
        let mut named: Vec<_> =
            std::str::from_utf8(&order).expect("UTF-8").lines().map(|name| format!("search/{name}")).collect();
        let mut there: Vec<_> = builtin().into_keys().filter(|path| path.starts_with("search/") && path != PARTS).collect();
        named.sort();
        there.sort();
        assert_eq!(named, there);
    }

    #[test]
    fn a_site_replaces_a_part_or_all() {
        let mut files = builtin();
        files.insert("search/slips.js".to_owned(), b"const mine = 1;".to_vec());
        let joined = reader(files.clone());
        assert!(joined.contains("const mine = 1;\n") && joined.contains("class Asker") && !joined.contains("likeliest"));
        files.insert(READER.to_owned(), b"whole".to_vec());
        assert_eq!(reader(files), "whole");
    }

    #[test]
    fn a_part_that_is_not_there_is_a_problem_of_the_list() {
        let mut files = builtin();
        files.insert(PARTS.to_owned(), b"text.js\nmine.js\n".to_vec());
        let (file, message) = join(&mut files).expect_err("no such part");
        assert_eq!(file, PARTS);
        assert!(message.contains("mine.js"), "{message}");
    }
}
