//! Files of the theme that are written in parts and go out joined: each part owns one thing and is replaceable by
//! itself, and a reader still loads a single file.

use std::collections::BTreeMap;

/// The style sheet, the script of every page, the reader of the search index, the English frame: what goes out, in the place of a folder of
/// parts. A site that has a file of this name has its own, whole.
pub(super) const STYLE: &str = "style.css";
pub(super) const PAGE: &str = "page.js";
pub(super) const READER: &str = "search.js";
pub(super) const ENGLISH: &str = "english.js";

const JOINED: &[(&str, &str)] = &[("style/", STYLE), ("page/", PAGE), ("search/", READER), ("english/", ENGLISH)];

/// The names of the parts in the order they are joined in, a name a line; tests read it too.
const LIST: &str = "parts.txt";

/// Puts each joined file in the place of its parts.
///
/// Errors: the lists that are to blame, each with what is wrong, where a site's list names a part that is not there.
pub(super) fn join(files: &mut BTreeMap<String, Vec<u8>>) -> Vec<(String, String)> {
    JOINED.iter().filter_map(|(folder, into)| join_one(files, folder, into).err()).collect()
}

fn join_one(files: &mut BTreeMap<String, Vec<u8>>, folder: &str, into: &str) -> Result<(), (String, String)> {
    let list = format!("{folder}{LIST}");
    // What a site's list leaves out is no file of the site either.
    let all: Vec<String> = files.keys().filter(|path| path.starts_with(folder)).cloned().collect();
    let mut parts: BTreeMap<String, Vec<u8>> = all.into_iter().filter_map(|path| files.remove_entry(&path)).collect();
    let order = String::from_utf8(parts.remove(&list).unwrap_or_default());
    let order = order.map_err(|_| (list.clone(), "không phải UTF-8".to_owned()))?;
    let mut joined = Vec::new();
    for name in order.lines().map(str::trim).filter(|name| !name.is_empty()) {
        let Some(part) = parts.remove(&format!("{folder}{name}")) else {
            return Err((list, format!("không có phần `{name}` trong theme/{folder}")));
        };
        joined.extend(part);
        // A part that does not end its last line would swallow the next one's remark.
        joined.push(b'\n');
    }
    files.entry(into.to_owned()).or_insert(joined);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::locale::Locale;
    use crate::site::{scripts, theme, words};

    fn builtin() -> BTreeMap<String, Vec<u8>> {
        let all = scripts::BUILTIN.iter().chain(theme::BUILTIN);
        let mut all = all.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        words::replace(&mut all, &[Locale::default(), Locale::default()]);
        all
    }

    fn reader(mut files: BTreeMap<String, Vec<u8>>) -> String {
        assert_eq!(join(&mut files), [], "every part is there");
        assert!(files.keys().all(|path| !path.starts_with("search/")), "a part goes out only joined");
        String::from_utf8(files.remove(READER).expect("the reader")).expect("UTF-8")
    }

    #[test]
    fn every_part_is_named_once() {
        for (folder, _) in JOINED {
            let order = builtin().remove(&format!("{folder}{LIST}")).expect("the list");
            let mut named: Vec<_> =
                std::str::from_utf8(&order).expect("UTF-8").lines().map(|name| format!("{folder}{name}")).collect();
            let mut there: Vec<_> =
                builtin().into_keys().filter(|path| path.starts_with(folder) && !path.ends_with(LIST)).collect();
            named.sort();
            there.sort();
            assert_eq!(named, there);
        }
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
        files.insert("search/parts.txt".to_owned(), b"text.js\nmine.js\n".to_vec());
        let problems = join(&mut files);
        let [(file, message)] = problems.as_slice() else { panic!("{problems:?}") };
        assert_eq!(file, "search/parts.txt");
        assert!(message.contains("mine.js"), "{message}");
    }
}
