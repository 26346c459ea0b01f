//! `missing-own-provision`: a text refers to an article, clause or point of its own that it does not have.

use super::{Cited, Problem, provision};
use crate::corpus::Resolution;
use crate::diagnostic::{Code, Say};

pub(super) fn problem(cited: &Cited<'_>) -> Option<Problem> {
    if cited.one.resolution != Resolution::This {
        return None;
    }
    let (missing, _) = provision::missing(cited, cited.id)?;
    let words = cited.words();
    let message =
        Say::new(format!("`{words}`: văn bản này không có {missing}"), format!("`{words}`: this document has no {missing}"));
    let help = Say::new(
        "xem lại số điều, khoản, điểm; nếu thuộc văn bản khác thì ghi tên văn bản đó",
        "compare the numbers; if another work is meant, name it",
    );
    Some(Problem::new(Code::MissingOwnProvision, missing, message, help))
}
