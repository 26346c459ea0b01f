//! `cited-number`: a cited number has the shape of another issuer's numbers, as `26-CT/UBND` has the Party's.

use super::{Cited, Problem};
use crate::citation::{DocumentNumber, Shape};
use crate::diagnostic::{Code, Say};

pub(super) fn problem(cited: &Cited<'_>) -> Option<Problem> {
    let number = cited.one.mention.as_ref()?.number.as_ref()?;
    let (message, help) = irregular(number)?;
    Some(Problem::new(Code::CitedNumber, number.strict_key(), message, help))
}

/// What is odd about the shape of a number, for its issuer.
pub(in crate::check) fn irregular(number: &DocumentNumber) -> Option<(Say, Say)> {
    let expected = number.expected_shape().filter(|expected| *expected != number.shape())?;
    let written = number.official();
    let (vi, en) = match expected {
        Shape::Slash => (
            "viết theo kiểu văn bản Đảng nhưng ký hiệu là của cơ quan nhà nước",
            "has the Party's shape but the code of a state body",
        ),
        Shape::Dash => (
            "viết theo kiểu văn bản nhà nước nhưng ký hiệu là của cơ quan Đảng",
            "has the state's shape but the code of a Party body",
        ),
    };
    let message = Say::new(format!("`{written}` {vi}"), format!("`{written}` {en}"));
    let help = Say::new(
        "nếu bản gốc đúng là vậy thì để nguyên và ghi dạng thường vào `aliases` của trang văn bản đó",
        "if the original has it so, leave it and put the usual form in the `aliases` of that work's page",
    );
    Some((message, help))
}
