//! `irregular-number`, `assembly-term`: a document's own number has its issuer's shape and does not contradict itself.

use super::citation::{number, term};
use crate::content::{FrontMatter, SitePath};
use crate::diagnostic::{Code, Diagnostic, Say};

pub(super) fn check(facts: &FrontMatter, file: &SitePath) -> Vec<Diagnostic> {
    let Some(number) = &facts.number else { return Vec::new() };
    let found = match &number.value.parsed {
        None => vec![(Code::IrregularNumber, unknown(&number.value.text))],
        Some(parsed) => {
            let irregular = number::irregular(parsed).map(|problem| (Code::IrregularNumber, problem));
            let term = term::mismatch(parsed).map(|problem| (Code::AssemblyTerm, problem));
            irregular.into_iter().chain(term).collect()
        }
    };
    let at = |(code, (message, help)): (Code, (Say, Say))| {
        let mut problem = Diagnostic::new(code, message).at(file, number.span.clone());
        problem.help = Some(help);
        problem
    };
    found.into_iter().map(at).collect()
}

fn unknown(written: &str) -> (Say, Say) {
    (
        Say::new(
            format!("`{written}` không theo dạng số ký hiệu nào đã biết"),
            format!("`{written}` has no known shape of a number"),
        ),
        Say::new(
            "ví dụ: 129/QĐ-UBND, 59/2023/NĐ-CP, 23-QĐ/TW, 10/2022/QH15",
            "for example: 129/QĐ-UBND, 59/2023/NĐ-CP, 23-QĐ/TW, 10/2022/QH15",
        ),
    )
}
