//! The recogniser on the plan's own text: exactly its 37 citations, each to the letter.

use congkhai::citation::{Kinds, Passage, Recognizer, passages};
use congkhai::content::read_text;

use crate::common::shared;

/// The names that the plan uses; numbers need none.
const NAMES: &[&str] =
    &["Luật Thực hiện dân chủ ở cơ sở", "Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021-2030"];

fn read(path: &str) -> String {
    std::fs::read_to_string(shared(path)).expect("a readable file")
}

/// (line, start, end) in code points, and the words.
type Place = (u64, usize, usize, String);

fn expected() -> Vec<Place> {
    read("facts/plan-citations.jsonl")
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("valid JSON"))
        .filter(|one| ["full", "no-date", "no-number", "name-only"].iter().any(|form| one["form"] == *form))
        .map(|one| {
            let number = |key: &str| one[key].as_u64().expect("a number");
            (number("line"), number("start") as usize, number("end") as usize, one["text"].as_str().expect("text").to_owned())
        })
        .collect()
}

#[test]
fn the_plan_has_its_37_citations_and_no_other() {
    let recognizer = Recognizer::new(NAMES.iter().copied(), Kinds::default());
    let page = read_text("ke-hoach.txt", read("source/ke-hoach-dan-van-2025.txt"));
    let blocks = page.blocks();
    let texts: Vec<Passage<'_>> = passages(&page, &blocks).collect();
    let file = page.source.open();
    let found: Vec<Place> = recognizer
        .cite(texts.iter().cloned(), None)
        .iter()
        .map(|citation| {
            let passage = &texts[citation.passage];
            let source = blocks[passage.block].inlines[passage.inline].to_source(citation.span.clone());
            let text = &file.text;
            let line_start = text[..source.start].rfind('\n').map_or(0, |at| at + 1);
            let line = text[..line_start].matches('\n').count() as u64 + 1;
            let points = |at: usize| text[line_start..at].chars().count();
            (line, points(source.start), points(source.end), text[source.clone()].to_owned())
        })
        .collect();
    let expected = expected();
    assert_eq!(expected.len(), 37);
    assert_eq!(found, expected);
}
