//! What works are called: short in running text, full where they are introduced (NĐ 30/2020/NĐ-CP, Phụ lục I).

use jiff::civil::Date;

use super::model::{Corpus, PageId, WorkId};
use super::registry::with_kind;
use crate::citation::{Kinds, Path, Step};
use crate::content::FrontMatter;
use crate::content::structure::Level;

impl Corpus {
    /// `Nghị định số 59/2023/NĐ-CP`; laws by their name; without a number, kind and title.
    pub fn short_name(&self, work: WorkId) -> String {
        short_name(self.facts(work))
    }

    /// What a unit of a page is called: `khoản 2 Điều 46`, or its own label where it lies in no article.
    pub fn place_name(&self, page: PageId, unit: usize) -> String {
        let unit = &self.page(page).units()[unit];
        let path = Path::parse(unit.path());
        match path.step(Level::Article) {
            Some(_) => provision_name(&path),
            None => unit.label().trim_end_matches(['.', ':', ')']).to_owned(),
        }
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

/// A work as a text names it when it first cites it: kind, number, date in words, issuer and title; of a law and an
/// ordinance only kind and title (NĐ 30/2020/NĐ-CP, Phụ lục I, on citing documents).
pub fn cited_first(facts: &FrontMatter) -> String {
    let by_name = facts.kind.as_ref().is_some_and(|kind| kind.value.is_cited_by_name());
    let mut name = short_name(facts);
    if by_name || facts.number.is_none() {
        return name;
    }
    if let Some(issued) = &facts.issued {
        name.push_str(&format!(" ngày {}", date_in_words(issued.value)));
    }
    if let Some(issuer) = &facts.issuer {
        name.push_str(&format!(" của {}", issuer.value));
    }
    if let Some(title) = &facts.title {
        name.push_str(&format!(" {}", lower_first(&title.value)));
    }
    name
}

/// The same where it was cited before: kind and number.
pub fn cited_again(facts: &FrontMatter) -> String {
    match (&facts.kind, &facts.number) {
        (Some(kind), Some(number)) => format!("{} số {}", kind.value.name(), number.value.text),
        _ => short_name(facts),
    }
}

/// A place as texts call it, the innermost level first: `điểm a khoản 2 Điều 46`.
pub fn provision_name(path: &Path) -> String {
    let word = |step: &Step| {
        let (_, value) = step.piece.rsplit_once('-').unwrap_or_default();
        match step.level {
            Level::Annex if step.piece.starts_with("phu-luc-") => format!("Phụ lục {}", value.to_uppercase()),
            Level::Annex if step.piece.starts_with("mau-") => format!("Mẫu số {value}"),
            Level::Annex => annexed_name(&step.piece),
            Level::Part => format!("Phần {}", value.to_uppercase()),
            Level::Chapter => format!("Chương {}", value.to_uppercase()),
            Level::Section => format!("Mục {value}"),
            Level::Subsection => format!("Tiểu mục {value}"),
            Level::Article => format!("Điều {value}"),
            Level::Clause => format!("khoản {value}"),
            Level::Point => format!("điểm {value}"),
            Level::Subpoint => format!("tiết {value}"),
            Level::PlanPart => value.to_owned(),
        }
    };
    path.steps.iter().rev().map(word).collect::<Vec<_>>().join(" ")
}

/// The kind whose text is annexed: `Quy chế` for `quy-che`.
fn annexed_name(piece: &str) -> String {
    if piece == "phu-luc" {
        return "Phụ lục".to_owned();
    }
    Kinds::default()
        .all()
        .find(|kind| kind.slug() == piece)
        .map_or_else(|| piece.replace('-', " "), |kind| kind.name().to_owned())
}

/// A date as NĐ 30/2020/NĐ-CP writes it: a leading 0 before days 1–9 and months 1–2 only (`05/3/2014`).
pub fn official_date(date: Date) -> String {
    let month = if date.month() <= 2 { format!("{:02}", date.month()) } else { date.month().to_string() };
    format!("{:02}/{month}/{}", date.day(), date.year())
}

/// `05 tháng 3 năm 2014`, with the same zeros.
fn date_in_words(date: Date) -> String {
    let written = official_date(date);
    let mut parts = written.split('/');
    let mut next = || parts.next().unwrap_or_default();
    format!("{} tháng {} năm {}", next(), next(), next())
}

/// Lowers a first letter that stands before a small one (`Triển` but not `UBND`).
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_called_as_texts_call_them() {
        for (path, name) in [
            ("dieu-46.khoan-2.diem-đ", "điểm đ khoản 2 Điều 46"),
            ("chuong-iii.muc-2", "Mục 2 Chương III"),
            ("phu-luc-i.dieu-1", "Điều 1 Phụ lục I"),
            ("quy-che.dieu-3", "Điều 3 Quy chế"),
            ("mau-01", "Mẫu số 01"),
            ("phu-luc", "Phụ lục"),
        ] {
            assert_eq!(provision_name(&Path::parse(path)), name);
        }
    }
}
