//! `secret-marking`, `internal-marking`: a stamp is a line or a cell of its own; the same words in a sentence, a list or
//! a heading are what a text is about.

use std::ops::Range;

use super::Found;
use super::lines::{bare, body, cells, lines};
use crate::diagnostic::Code;

/// Grades of secrecy as a stamp writes them, without blanks: letters are often set apart.
const SECRET: &[&str] = &["MẬT", "TỐIMẬT", "TUYỆTMẬT"];
/// The same as a clerk types them.
const SECRET_TYPED: &[&str] = &["Mật", "Tốimật", "TốiMật", "Tuyệtmật", "TuyệtMật"];
/// What stands before a grade.
const GRADE: &str = "độmật";
/// Marks of what stays inside the agency.
const INTERNAL: &[&str] =
    &["lưuhànhnộibộ", "tàiliệulưuhànhnộibộ", "tàiliệunộibộ", "vănbảnnộibộ", "khôngcôngkhai", "khôngphổbiến", "nộibộ"];
/// Words of which a wrapped line has left the end to the next: `BÍ / MẬT`.
const SPLIT: &[&str] = &["bí", "bảo", "tối", "tuyệt", "độ", "cơ"];
/// Longest stamp, in bytes.
const LONGEST: usize = 120;

pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut above = "";
    let start = body(text);
    for (at, line) in lines(text).filter(|(at, _)| *at >= start) {
        let cells = cells(line);
        if cells.is_empty() {
            let wrapped = above.split_whitespace().last().is_some_and(|word| SPLIT.contains(&word.to_lowercase().as_str()));
            let typed = !wrapped && !line.trim_start().starts_with('#') && !is_item(line);
            found.extend(stamp(line, typed, !wrapped && !is_item(line)).map(|(code, span)| told(text, code, at, &span)));
        }
        for (inner, cell) in cells {
            found.extend(stamp(cell, false, true).map(|(code, span)| told(text, code, at + inner, &span)));
        }
        above = line;
    }
    found
}

/// A line of a list: what it says is one of several.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    ["- ", "+ ", "* ", "– "].iter().any(|mark| line.starts_with(mark))
        || numbered.len() < line.len() && numbered.starts_with(['.', ')'])
}

/// The stamp that a line is; `typed` takes small letters too, `upper` capitals.
fn stamp(line: &str, typed: bool, upper: bool) -> Option<(Code, Range<usize>)> {
    let span = bare(line);
    let words = &line[span.clone()];
    if words.is_empty() || words.len() > LONGEST {
        return None;
    }
    let tight: String = words.chars().filter(|c| !c.is_whitespace() && !"*_".contains(*c)).collect();
    let small = tight.to_lowercase();
    // `Độ mật: Mật` says what the line is, whatever its letters.
    if let Some(grade) =
        small.trim_start_matches(['-', '+', '–']).strip_prefix(GRADE).and_then(|rest| rest.strip_prefix([':', '-', '–']))
    {
        let is_grade = SECRET.iter().any(|one| one.to_lowercase() == grade.trim_matches(|c: char| !c.is_alphabetic()));
        return is_grade.then_some((Code::SecretMarking, span));
    }
    // A copy's number stands beside the stamp: `TUYỆT MẬT – Bản số: 01`.
    let copy = ["bảnsố", "sốbản"].iter().filter_map(|word| small.find(word)).min();
    let alone = copy.and_then(|at| tight.get(..at)).unwrap_or(&tight).trim_matches(|c: char| !c.is_alphabetic());
    if upper && SECRET.contains(&alone) || typed && SECRET_TYPED.contains(&alone) {
        return Some((Code::SecretMarking, span));
    }
    let is_upper = tight == tight.to_uppercase();
    let is_internal = INTERNAL.contains(&small.trim_matches(|c: char| !c.is_alphabetic())) && (typed || upper && is_upper);
    is_internal.then_some((Code::InternalMarking, span))
}

fn told(text: &str, code: Code, at: usize, span: &Range<usize>) -> Found {
    let span = at + span.start..at + span.end;
    let words = text.get(span.clone()).unwrap_or_default();
    match code {
        Code::SecretMarking => Found::new(
            code,
            span.clone(),
            format!("văn bản mang dấu độ mật `{words}`"),
            format!("the document bears the stamp of secrecy `{words}`"),
        ),
        _ => Found::new(code, span.clone(), format!("văn bản ghi `{words}`"), format!("the document is marked `{words}`")),
    }
}
