//! `irregular-number`: a number whose shape nobody knows, or that is not its issuer's.

use super::Context;
use crate::diagnostic::{Code, Diagnostic, Say};

pub(super) fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (_, facts, file) in context.works() {
        let Some(number) = &facts.number else { continue };
        let problem = match &number.value.parsed {
            None => Some((
                Say::new(
                    format!("`{}` không theo dạng số ký hiệu nào đã biết", number.value.text),
                    format!("`{}` has no known shape of a number", number.value.text),
                ),
                Say::new(
                    "ví dụ: 129/QĐ-UBND, 59/2023/NĐ-CP, 23-QĐ/TW, 10/2022/QH15",
                    "for example: 129/QĐ-UBND, 59/2023/NĐ-CP, 23-QĐ/TW, 10/2022/QH15",
                ),
            )),
            Some(parsed) if parsed.is_party_shape() && parsed.symbol().ends_with("UBND") => Some((
                Say::new(
                    format!("`{}` viết theo kiểu văn bản Đảng nhưng ký hiệu là của cơ quan nhà nước", number.value.text),
                    format!("`{}` has the Party's shape but the code of a state body", number.value.text),
                ),
                Say::new(
                    "nếu bản gốc đúng là vậy thì để nguyên và ghi dạng thường vào `aliases`",
                    "if the original has it so, leave it and put the usual form in `aliases`",
                ),
            )),
            Some(_) => None,
        };
        if let Some((message, help)) = problem {
            let mut problem = Diagnostic::new(Code::IrregularNumber, message).at(file, number.span.clone());
            problem.help = Some(help);
            problems.push(problem);
        }
    }
    problems
}
