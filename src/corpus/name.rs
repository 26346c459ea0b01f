//! What works are called: short in running text, full where they are introduced (NĐ 30/2020/NĐ-CP, Phụ lục I).

use jiff::civil::Date;

use super::model::{Corpus, WorkId};
use super::registry::with_kind;
use crate::content::FrontMatter;

impl Corpus {
    /// `Nghị định số 59/2023/NĐ-CP`; laws by their name; without a number, kind and title.
    pub fn short_name(&self, work: WorkId) -> String {
        short_name(self.facts(work))
    }

    /// Kind, number, date, issuer and title.
    pub fn full_name(&self, work: WorkId) -> String {
        full_name(self.facts(work))
    }
}

/// The short name of a work with these facts.
pub fn short_name(facts: &FrontMatter) -> String {
    let title = facts.title.as_ref().map_or("", |field| field.value.as_str());
    let Some(kind) = &facts.kind else { return title.to_owned() };
    if kind.value.is_cited_by_name() && !title.is_empty() {
        return with_kind(kind.value, title);
    }
    match &facts.number {
        Some(number) => format!("{} số {}", kind.value.name(), number.value.text),
        None => format!("{} {}", kind.value.name(), lower_first(title)),
    }
}

/// The full name of a work with these facts.
pub fn full_name(facts: &FrontMatter) -> String {
    let mut name = short_name(facts);
    let by_name = facts.kind.as_ref().is_some_and(|kind| kind.value.is_cited_by_name());
    if by_name && let Some(number) = &facts.number {
        name.push_str(&format!(" số {}", number.value.text));
    }
    if let Some(issued) = &facts.issued {
        name.push_str(&format!(" ngày {}", official_date(issued.value)));
    }
    if by_name {
        return name;
    }
    if let Some(issuer) = &facts.issuer {
        name.push_str(&format!(" của {}", issuer.value));
    }
    if let (Some(title), Some(_)) = (&facts.title, &facts.number) {
        name.push_str(&format!(" {}", lower_first(&title.value)));
    }
    name
}

/// A date as NĐ 30/2020/NĐ-CP writes it: a leading 0 before days 1–9 and months 1–2 only (`05/3/2014`).
pub fn official_date(date: Date) -> String {
    let month = if date.month() <= 2 { format!("{:02}", date.month()) } else { date.month().to_string() };
    format!("{:02}/{month}/{}", date.day(), date.year())
}

/// Lowers a first letter that stands before a small one (`Triển` but not `UBND`).
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}
