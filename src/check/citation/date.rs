//! `cited-date`: a citation gives another date than its work has.

use super::{Cited, Problem};
use crate::corpus::{Difference, official_date};
use crate::diagnostic::{Code, Say};
use crate::text::key;

pub(super) fn problem(cited: &Cited<'_>) -> Option<Problem> {
    let Some(Difference::Date { cited: written, issued }) = cited.one.difference else { return None };
    let name = cited.corpus.full_name(cited.work()?);
    let (written, issued) = (official_date(written), official_date(issued));
    let message = Say::new(
        format!("viện dẫn ghi ngày {written}, văn bản ban hành ngày {issued}; đã liên kết tới {name}"),
        format!("the citation says {written}, the work was issued on {issued}; linked to {name}"),
    );
    let help = Say::new(
        "so với bản gốc; khác biệt đã biết thì ghi vào `corrections`",
        "compare with the original; put a known difference in `corrections`",
    );
    Some(Problem::new(Code::CitedDate, key(cited.words()).text, message, help))
}
