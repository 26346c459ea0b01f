//! The recogniser on the plan's own text: exactly its 37 citations, each to the letter.

use congkhai::citation::{Kinds, Recognizer};

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
    let recognizer = Recognizer::new(NAMES.iter().zip(0..).map(|(name, id)| (*name, id)), Kinds::default());
    let source = read("source/ke-hoach-dan-van-2025.txt");
    let mut found: Vec<Place> = Vec::new();
    for (number, line) in source.lines().enumerate() {
        for citation in recognizer.scan(line) {
            let points = |at: usize| line[..at].chars().count();
            let words = line[citation.span.clone()].to_owned();
            found.push((number as u64 + 1, points(citation.span.start), points(citation.span.end), words));
        }
    }
    let expected = expected();
    assert_eq!(expected.len(), 37);
    assert_eq!(found, expected);
}
