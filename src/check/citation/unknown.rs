//! `unknown-citation`: no page and no entry of `works.yaml` is what the words name.

use super::{Cited, Problem};
use crate::corpus::Resolution;
use crate::diagnostic::{Code, Say};
use crate::text::key;

pub(super) fn problem(cited: &Cited<'_>) -> Option<Problem> {
    // A pointer to an unknown work is told where the work is named.
    if cited.one.resolution != Resolution::Unknown || cited.one.mention.is_none() {
        return None;
    }
    let words = cited.words();
    if let Some(problem) = later(cited, words) {
        return Some(problem);
    }
    let message = Say::new(
        format!("chưa biết văn bản `{words}`; để nguyên chữ, không có liên kết"),
        format!("`{words}` is not known; it stays plain text"),
    );
    let help = Say::new(
        "thêm trang (`congkhai new --missing` tạo sẵn), hoặc thêm vào `content/works.yaml`",
        "add a page (`congkhai new --missing` prepares one), or an entry in `content/works.yaml`",
    );
    Some(Problem::new(Code::UnknownCitation, key(words).text, message, help))
}

/// A law of this name is known, but was issued after the citing document.
fn later(cited: &Cited<'_>, words: &str) -> Option<Problem> {
    let name = cited.one.mention.as_ref()?.name.as_ref()?;
    let work = *cited.corpus.works_named(&name.words).first()?;
    let known = cited.corpus.full_name(work);
    let message = Say::new(
        format!("`{words}` không phải {known}, vì ban hành sau hoặc khác năm; để nguyên chữ, không có liên kết"),
        format!("`{words}` is not {known}, which is later or of another year; it stays plain text"),
    );
    let help = Say::new(
        "thêm trang của văn bản được viện dẫn, hoặc xem lại ngày ban hành của trang này",
        "add a page for the cited work, or compare this page's date of issue",
    );
    Some(Problem::new(Code::UnknownCitation, key(words).text, message, help))
}
