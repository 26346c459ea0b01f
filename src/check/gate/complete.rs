//! `incomplete-facts`: a published document says where it comes from, whose it is and of when, or that this is unknown.

use crate::content::{Evidence, Page};
use crate::diagnostic::{Code, Diagnostic, Say};

pub(super) fn check(page: &Page) -> Option<Diagnostic> {
    if !page.is_document() {
        return None;
    }
    let front = &page.front;
    let unknown = |key: &str| front.evidence.get(key).or(front.evidence_default.as_ref()) == Some(&Evidence::Unknown);
    let unit = front.disclosure.as_ref().is_some_and(|disclosure| disclosure.unit.is_some());
    let facts = [
        (
            front.sources.is_empty() && front.evidence_default != Some(Evidence::Unknown),
            "nguồn (`sources`)",
            "its source (`sources`)",
        ),
        (
            front.issuer.is_none() && !unit && !unknown("issuer"),
            "đơn vị (`issuer` hoặc `disclosure.unit`)",
            "its unit (`issuer` or `disclosure.unit`)",
        ),
        (
            front.issued.is_none() && front.issued_between.is_none() && !unknown("issued"),
            "ngày (`issued`)",
            "its date (`issued`)",
        ),
    ];
    let missing: Vec<_> = facts.into_iter().filter(|(is_missing, ..)| *is_missing).collect();
    if missing.is_empty() {
        return None;
    }
    let vi: Vec<&str> = missing.iter().map(|(_, vi, _)| *vi).collect();
    let en: Vec<&str> = missing.iter().map(|(.., en)| *en).collect();
    let message =
        Say::new(format!("văn bản chưa nêu {}", vi.join(", ")), format!("the document does not state {}", en.join(", ")));
    Some(Diagnostic::new(Code::IncompleteFacts, message).in_file(&page.source.path).help(
        "ghi vào phần đầu trang; chưa biết thì nói rõ, ví dụ `evidence: {issued: unknown}`",
        "state it in the front matter; if it is not known say so, as in `evidence: {issued: unknown}`",
    ))
}
