//! `inferred-citation`: number, date and name of a citation do not all agree with the one work that remains.

use super::{Cited, Problem};
use crate::corpus::Difference;
use crate::diagnostic::{Code, Say};
use crate::text::key;

pub(super) fn problem(cited: &Cited<'_>) -> Option<Problem> {
    let (vi, en) = match cited.one.difference? {
        Difference::Date { .. } => return None,
        Difference::Shape => ("số được viết ở dạng khác", "the number is written in another shape"),
        Difference::Number => ("số khác, tên và ngày khớp", "another number; name and date agree"),
        Difference::Name => ("tên khác, số và ngày khớp", "another name; number and date agree"),
    };
    let name = cited.corpus.full_name(cited.work()?);
    let message = Say::new(format!("{vi}; đã liên kết tới {name}"), format!("{en}; linked to {name}"));
    let help = Say::new(
        "so với bản gốc; khác biệt đã biết thì ghi vào `corrections`",
        "compare with the original; put a known difference in `corrections`",
    );
    Some(Problem::new(Code::InferredCitation, key(cited.words()).text, message, help))
}
