//! `dates-order`, `year-mismatch`: the dates of a document do not contradict each other or its number.

use crate::content::{FrontMatter, SitePath};
use crate::diagnostic::{Code, Diagnostic, Say};

pub(super) fn check(facts: &FrontMatter, file: &SitePath) -> Vec<Diagnostic> {
    order(facts, file).into_iter().chain(year(facts, file)).collect()
}

fn order(facts: &FrontMatter, file: &SitePath) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    if let (Some(_), Some(between)) = (&facts.issued, &facts.issued_between) {
        let message = Say::new("đã có `issued` thì không ghi `issued_between`", "`issued_between` stands beside `issued`");
        problems.push(
            Diagnostic::new(Code::DatesOrder, message)
                .at(file, between.span.clone())
                .help("giữ `issued` nếu ngày đã chắc chắn", "keep `issued` if the date is certain"),
        );
    }
    let issued = facts.issued.as_ref().map(|field| field.value);
    if let (Some(effective), Some(expires)) = (&facts.effective, &facts.expires)
        && expires.value < effective.value
    {
        let message = Say::new("ngày hết hiệu lực trước ngày có hiệu lực", "it expires before it takes effect");
        problems.push(
            Diagnostic::new(Code::DatesOrder, message)
                .at(file, expires.span.clone())
                .help("xem lại hai ngày", "compare the two dates"),
        );
    }
    if let (Some(issued), Some(expires)) = (issued, &facts.expires)
        && expires.value < issued
    {
        let message = Say::new("ngày hết hiệu lực trước ngày ban hành", "it expires before it is issued");
        problems.push(
            Diagnostic::new(Code::DatesOrder, message)
                .at(file, expires.span.clone())
                .help("xem lại hai ngày", "compare the two dates"),
        );
    }
    problems.extend(disclosed(facts, file));
    problems
}

/// Nothing is public before it is there.
fn disclosed(facts: &FrontMatter, file: &SitePath) -> Option<Diagnostic> {
    let disclosure = facts.disclosure.as_ref()?;
    let (created, published) = disclosure.created.as_ref().zip(disclosure.published.as_ref())?;
    let message = Say::new("ngày công khai trước ngày tạo ra", "it is published before it is created");
    let problem = Diagnostic::new(Code::DatesOrder, message).at(file, published.span.clone());
    (published.value < created.value).then(|| problem.help("xem lại hai ngày", "compare the two dates"))
}

/// The year in a number is the year of issue (Luật Ban hành VBQPPL, NĐ 30/2020/NĐ-CP Điều 15).
fn year(facts: &FrontMatter, file: &SitePath) -> Option<Diagnostic> {
    let number = facts.number.as_ref()?;
    let issued = facts.issued.as_ref()?.value;
    let year = number.value.parsed.as_ref()?.year()?;
    if i32::from(year) == i32::from(issued.year()) {
        return None;
    }
    let message = Say::new(
        format!("số ghi năm {year}, ngày ban hành ghi năm {}", issued.year()),
        format!("the number says {year}, the date of issue {}", issued.year()),
    );
    Some(
        Diagnostic::new(Code::YearMismatch, message)
            .at(file, number.span.clone())
            .help("so với bản gốc", "compare with the original"),
    )
}
