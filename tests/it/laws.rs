//! The structure parser on 136 real laws: every article of each law's outline, once, in order.

use std::collections::BTreeMap;

use congkhai::content::structure::Level;
use congkhai::content::{Content, load};
use congkhai::world::{DiskWorld, World};

use crate::common::{TestSite, articles, body, shared, visible_text};

/// The laws whose outline is not 1 to n, with the defect of the text that causes it.
const KNOWN_DEFECTS: &[(&str, &str)] =
    &[("luat-hoat-dong-chu-thap-do-2008-11-2008-qh12-66954", "the text itself goes from Điều 33 to Điều 39")];

/// The site that the evaluator makes from the laws, read.
fn laws() -> (TestSite, Content) {
    let site = TestSite::laws();
    let world = DiskWorld::new(site.path(), None);
    let content = load(&world, &world.list(), false, None);
    (site, content)
}

#[test]
fn the_outline_of_real_laws_is_whole() {
    let (_site, content) = laws();
    assert_eq!(content.pages.len(), 136);
    let errors: Vec<_> = content.problems.iter().filter(|problem| problem.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let json = std::fs::read_to_string(shared("corpus/articles.json")).expect("the list of last articles");
    let last: BTreeMap<String, u32> = serde_json::from_str(&json).expect("valid JSON");
    let mut wrong = Vec::new();
    for page in &content.pages {
        let expected: Vec<u32> = (1..=last[&page.slug]).collect();
        let found = articles(page);
        if found != expected {
            wrong.push((
                page.slug.as_str(),
                found.len(),
                expected.len(),
                found.iter().zip(&expected).find(|(a, b)| a != b).map(|(a, b)| (*a, *b)),
            ));
        }
    }
    let known: Vec<&str> = KNOWN_DEFECTS.iter().map(|(slug, _)| *slug).collect();
    let found: Vec<&str> = wrong.iter().map(|(slug, ..)| *slug).collect();
    assert_eq!(found, known, "{wrong:#?}");
}

/// Chapters, mục and tiểu mục of the law on grassroots democracy, as the facts have them.
#[test]
fn the_law_on_grassroots_democracy_has_its_known_structure() {
    let (_site, content) = laws();
    let page = content.pages.iter().find(|page| page.slug.starts_with("luat-thuc-hien-dan-chu")).expect("the law is there");
    let json = std::fs::read_to_string(shared("facts/documents.json")).expect("the facts");
    let documents: serde_json::Value = serde_json::from_str(&json).expect("valid JSON");
    let document =
        documents.as_array().and_then(|all| all.iter().find(|d| d["slug"] == "luat-10-2022-qh15")).expect("the law's record");
    let mut expected = Vec::new();
    flatten(&document["structure"]["outline"], &mut expected);
    let found: Vec<(String, String, (u32, u32))> = page
        .units()
        .iter()
        .filter(|unit| matches!(unit.level, Level::Chapter | Level::Section | Level::Subsection))
        .map(|unit| {
            let label = unit.label().trim_end_matches(['.', ':']).to_owned();
            (label, congkhai::text::fold(unit.title()).text, unit.articles.expect("a chapter has articles"))
        })
        .collect();
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.iter().filter(|(label, ..)| label.starts_with("Chương")).count(), 6);
    assert_eq!(articles(page).len(), 91);
}

/// `[label, title, range, [children]]` as rows, titles folded.
fn flatten(value: &serde_json::Value, rows: &mut Vec<(String, String, (u32, u32))>) {
    for entry in value.as_array().into_iter().flatten() {
        let text = |at: usize| entry[at].as_str().unwrap_or_default().to_owned();
        let range = text(2);
        let (first, last) = range.split_once('-').unwrap_or((&range, &range));
        let range = (first.parse().expect("a number"), last.parse().expect("a number"));
        rows.push((text(0), congkhai::text::fold(&text(1)).text, range));
        flatten(&entry[3], rows);
    }
}

/// Letters and figures alone: rules, bullets and the escapes of the evaluator are no words of the law.
fn letters(text: &str) -> String {
    congkhai::text::normalize(text)
        .text
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '.' | ')' | ',' | ';' | '“' | '”'))
        .collect()
}

/// The site of the 136 laws builds: warnings, no error, and each page holds its law to the letter.
#[test]
fn the_laws_build_into_a_site() {
    let (site, content) = laws();
    site.build();
    for page in &content.pages {
        let html = site.published(&page.output);
        let law = std::fs::read_to_string(shared(&format!("corpus/laws/{}.txt", page.slug))).expect("the law");
        assert!(letters(&visible_text(body(&html))) == letters(&law), "{} differs from its source", page.slug);
        for unit in page.units().iter().filter(|unit| unit.level == Level::Article) {
            assert!(html.contains(&format!(" id=\"{}\"", unit.id())), "{} {}", page.slug, unit.id());
            let stands = format!("<a class=\"so\" href=\"#{}\">{}</a>", unit.id(), unit.label());
            assert!(html.contains(&stands), "{}: {} stands as written", page.slug, unit.label());
        }
    }
}
