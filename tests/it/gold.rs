//! The gold standard: real texts with every citation marked by hand, scored by its own program.

use std::process::Command;

use crate::common::{congkhai, gold_texts, shared};

/// What must be reached: the full score counts spans that touch, the work and every place.
const FULL: f64 = 0.985;
const SPAN: f64 = 0.97;
const SPURIOUS: f64 = 0.01;

fn score(arguments: &[&std::path::Path]) -> String {
    let output = Command::new("python3").arg(shared("gold/score.py")).args(arguments).output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The last figure of the line that begins with a word, or the first one after it.
fn figure(report: &str, word: &str, last: bool) -> f64 {
    let line = report.lines().find(|line| line.starts_with(word)).unwrap_or_else(|| panic!("no {word} in {report}"));
    let mut figures = line.split_whitespace().filter_map(|word| word.parse().ok());
    if last { figures.next_back() } else { figures.next() }.expect("a figure")
}

#[test]
fn the_gold_standard_is_met() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let texts = gold_texts().into_iter().map(|name| shared(&format!("gold/{name}")));
    let made = congkhai().arg("cite").arg("--out").arg(folder.path()).args(texts).status().expect("the program runs");
    assert!(made.success());
    let report = score(&[&shared("gold"), folder.path()]);
    assert!(figure(&report, "full", true) >= FULL, "{report}");
    assert!(figure(&report, "span", true) >= SPAN, "{report}");
    assert!(figure(&report, "spurious", false) <= SPURIOUS, "{report}");
    assert!(figure(&report, "wrong", false) == 0.0, "{report}");
}

#[test]
fn the_scoring_program_passes_its_own_test() {
    score(&[std::path::Path::new("--self-test")]);
}
