//! The language of citations, sentence by sentence: `tests/grammar/*.txt`, which a lawyer can read and add to.
//!
//! A case is one or more lines that begin with `> ` (a paragraph each) and below them each citation they hold:
//! `words | what shows the work | work | date | places`. A case without such lines holds no citation.

use std::fs;

use crate::cited::{Row, recognizer, rows};
use crate::common::{files, project};

#[test]
fn every_sentence_has_exactly_its_citations() {
    let recognizer = recognizer();
    let mut wrong = Vec::new();
    let mut cases = 0;
    for (name, bytes) in files(&project().join("tests/grammar")) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        for case in text.split("\n\n").map(str::trim).filter(|case| case.starts_with('>')) {
            cases += 1;
            let (sentence, expected): (Vec<&str>, Vec<&str>) = case.lines().partition(|line| line.starts_with("> "));
            let sentence: Vec<&str> = sentence.iter().map(|line| &line[2..]).collect();
            let found: Vec<String> = rows(recognizer, "x.txt", &sentence.join("\n")).iter().map(Row::line).collect();
            if found != expected {
                wrong.push(format!("{name}\n> {}\n{}\n", sentence.join("\n> "), found.join("\n")));
            }
        }
    }
    assert!(cases > 100, "{cases} cases");
    assert!(wrong.is_empty(), "found instead:\n\n{}", wrong.join("\n"));
}

/// The words of a case stand for themselves in Markdown too.
#[test]
fn markdown_reads_the_same_sentences_the_same() {
    let recognizer = recognizer();
    for name in ["numbers.txt", "provisions.txt", "names.txt"] {
        let text = fs::read_to_string(project().join("tests/grammar").join(name)).expect("the cases");
        for sentence in text.lines().filter_map(|line| line.strip_prefix("> ")) {
            let plain: Vec<String> = rows(recognizer, "x.txt", sentence).iter().map(Row::line).collect();
            let markdown: Vec<String> = rows(recognizer, "x.md", sentence).iter().map(Row::line).collect();
            assert_eq!(plain, markdown, "{sentence}");
        }
    }
}
