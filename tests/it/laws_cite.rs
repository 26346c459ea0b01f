//! Citations of 136 real laws: each place a law names in itself exists, and the engine's answers are sound.

use std::collections::BTreeMap;

use congkhai::content::read_text;
use congkhai::text::normalize;

use crate::cited::{Row, page_rows, recognizer};
use crate::common::{files, shared};

/// Self-references to an article that the law does not have, with the defect of the text that causes each.
const KNOWN_DEFECTS: &[(&str, &str, &str)] = &[];

/// The laws in the normal form, by name.
pub(crate) fn laws() -> BTreeMap<String, String> {
    let all = files(&shared("corpus/laws"));
    let text = |bytes: Vec<u8>| normalize(&String::from_utf8(bytes).expect("UTF-8")).text;
    all.into_iter().map(|(name, bytes)| (name.trim_end_matches(".txt").to_owned(), text(bytes))).collect()
}

fn number(place: &str) -> Option<&str> {
    place.split('.').find_map(|piece| piece.strip_prefix("dieu-"))
}

/// Articles of a law that are cited in it as its own.
fn own_articles(row: &Row) -> Vec<&str> {
    let own = row.work == "this" && !row.quoted && matches!(row.form, "self" | "internal");
    if own { row.places.iter().filter_map(|place| number(place)).collect() } else { Vec::new() }
}

#[test]
#[expect(clippy::print_stderr, reason = "the count is asked for")]
fn self_references_of_real_laws_name_articles_that_exist() {
    let json = std::fs::read_to_string(shared("corpus/articles.json")).expect("the list of last articles");
    let last: BTreeMap<String, u32> = serde_json::from_str(&json).expect("valid JSON");
    let recognizer = recognizer();
    let (mut references, mut by_name, mut missing) = (0, 0, Vec::new());
    for (name, text) in laws() {
        let page = read_text("law.txt", text);
        for row in page_rows(recognizer, &page) {
            let articles = own_articles(&row);
            references += usize::from(!articles.is_empty());
            by_name += usize::from(!articles.is_empty() && row.form == "self");
            let exists = |article: &str| article.parse::<u32>().is_ok_and(|number| (1..=last[&name]).contains(&number));
            missing.extend(
                articles
                    .iter()
                    .filter(|article| !exists(article))
                    .map(|article| (name.clone(), format!("dieu-{article}"), row.text.clone())),
            );
        }
    }
    eprintln!("{references} self-references with an article, {by_name} of them by `Luật này`; {} to none", missing.len());
    let found: Vec<(&str, &str)> = missing.iter().map(|(name, place, _)| (name.as_str(), place.as_str())).collect();
    let known: Vec<(&str, &str)> = KNOWN_DEFECTS.iter().map(|(name, place, _)| (*name, *place)).collect();
    assert_eq!(found, known, "{missing:#?}");
    assert!(by_name >= 3_300 && references >= 3_600, "{references} references, {by_name} by name");
    assert!(missing.len() * 1_000 <= references, "99.9 % must exist");
}

/// Spans lie inside their text, on the borders of letters, and none overlaps another.
#[test]
fn spans_in_real_laws_are_sound() {
    let recognizer = recognizer();
    for (name, text) in laws() {
        let page = read_text("law.txt", text);
        let rows = page_rows(recognizer, &page);
        assert!(!rows.is_empty(), "{name}");
        let source = page.source.open();
        for row in &rows {
            assert_eq!(source.text.get(row.span.clone()), Some(row.text.as_str()), "{name}");
            assert!(!row.text.is_empty() && row.text.trim() == row.text, "{name}: {}", row.text);
        }
        assert!(rows.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{name}");
    }
}
