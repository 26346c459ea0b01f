//! Fingerprints of templates: each with those that it extends, includes or imports.

use std::collections::{BTreeMap, BTreeSet};

use crate::reads::{Fingerprint, Printer};

/// The folder of templates in a theme.
const FOLDER: &str = "templates/";

/// What names another template.
const WORDS: &[&str] = &["extends", "include", "import", "from"];

/// The names of the templates among a theme's files, sorted, with their fingerprints; and that of all other files.
pub(super) fn of(files: &BTreeMap<String, Vec<u8>>) -> (Vec<(String, Fingerprint)>, Fingerprint) {
    let named = |path: &str| path.strip_prefix(FOLDER).map(str::to_owned);
    let templates: BTreeMap<String, &[u8]> =
        files.iter().filter_map(|(path, bytes)| Some((named(path)?, bytes.as_slice()))).collect();
    let print = |name: &String| {
        let mut all = BTreeSet::new();
        gather(name, &templates, &mut all);
        Printer::default().all(all.iter().map(|name| (name, templates.get(name)))).finish()
    };
    let rest = files.iter().filter(|(path, _)| !path.starts_with(FOLDER));
    (templates.keys().map(|name| (name.clone(), print(name))).collect(), Printer::default().all(rest).finish())
}

/// A template and all that it is made of.
fn gather(name: &str, templates: &BTreeMap<String, &[u8]>, all: &mut BTreeSet<String>) {
    if !all.insert(name.to_owned()) {
        return;
    }
    let source = templates.get(name).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
    for tag in source.split("{%").skip(1) {
        let tag = tag.split("%}").next().unwrap_or_default().trim_start_matches(['-', '+']).trim();
        let Some(rest) = WORDS.iter().find_map(|word| tag.strip_prefix(word)) else { continue };
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''));
        match quote.and_then(|quote| rest[1..].split_once(quote)) {
            Some((other, _)) => gather(other, templates, all),
            // A name that is computed may be any.
            None => all.extend(templates.keys().cloned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prints(files: &[(&str, &str)]) -> (Vec<(String, Fingerprint)>, Fingerprint) {
        of(&files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect())
    }

    #[test]
    fn a_template_is_what_it_extends_and_imports() {
        let page = r#"{% extends "base.html" %}{%- import 'ui.html' as ui -%}"#;
        let (before, rest) = prints(&[
            ("style.css", "a"),
            ("templates/base.html", "x"),
            ("templates/other.html", "x"),
            ("templates/page.html", page),
            ("templates/ui.html", "x"),
        ]);
        let (after, same) = prints(&[
            ("style.css", "a"),
            ("templates/base.html", "x"),
            ("templates/other.html", "x"),
            ("templates/page.html", page),
            ("templates/ui.html", "y"),
        ]);
        let changed: Vec<&str> =
            before.iter().zip(&after).filter(|(a, b)| a.1 != b.1).map(|((name, _), _)| name.as_str()).collect();
        assert_eq!(changed, ["page.html", "ui.html"]);
        assert_eq!(rest, same);
        assert_ne!(rest, prints(&[("style.css", "b")]).1);
    }
}
