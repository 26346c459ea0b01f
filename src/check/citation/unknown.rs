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
