//! Which place on a page a cited provision is: the unit itself, or the nearest one above it that exists.

use crate::citation::{Path, Step};
use crate::content::structure::{Level, Unit, roman_value, to_roman};
use crate::content::{Extent, Page};

/// Where a provision was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// At the place itself.
    Found,
    /// The page holds no text that could show it; the link goes to the deepest place above.
    NotCheckable,
    /// The text has no such place; the link goes to the nearest one above.
    Missing,
}

/// The units of a page by path, for one look-up each.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// Indices of units sorted by path; of equal paths, the first unit.
    sorted: Vec<u32>,
}

impl Places {
    pub(crate) fn new(page: &Page) -> Self {
        let mut sorted: Vec<u32> = (0..page.units().len() as u32).collect();
        let path = |unit: &u32| page.units()[*unit as usize].path();
        sorted.sort_by(|a, b| path(a).cmp(path(b)).then(a.cmp(b)));
        sorted.dedup_by(|b, a| path(a) == path(b));
        Self { sorted }
    }

    /// The unit at a path, or the nearest one above it.
    pub(crate) fn find(&self, page: &Page, path: &Path) -> (Option<usize>, Standing) {
        if let Some(unit) = self.exact(page, path) {
            return (Some(unit), Standing::Found);
        }
        let holds_text = page.front.text == Extent::Full && page.has_text();
        let missing = if holds_text { Standing::Missing } else { Standing::NotCheckable };
        let mut above = path.clone();
        while above.steps.pop().is_some() && !above.is_empty() {
            if let Some(unit) = self.exact(page, &above) {
                return (Some(unit), missing);
            }
        }
        (division_of(page, path), missing)
    }

    fn exact(&self, page: &Page, path: &Path) -> Option<usize> {
        let written = path.to_string();
        self.at(page, &written)
            .or_else(|| self.at(page, &with_annex_number(page, path)?))
            .or_else(|| self.at(page, &of_plan(path)?))
            .or_else(|| self.at(page, &numbered_point(path)?))
            .or_else(|| self.form_of_annex(page, path))
            .or_else(|| self.only_text(page, path))
    }

    /// `Điều 5 Quy chế ban hành kèm theo …` where the page holds the annexed text without the act around it.
    fn only_text(&self, page: &Page, path: &Path) -> Option<usize> {
        let (annexed, inside) = path.steps.split_first().filter(|(annexed, _)| annexed.is_annexed_text())?;
        let alone = !inside.is_empty() && !page.units().iter().any(|unit| unit.path() == annexed.piece);
        alone.then(|| self.exact(page, &Path { steps: inside.to_vec() }))?
    }

    /// `Mẫu số 01 Phụ lục II`: forms are numbered through, and stand beside their annex.
    fn form_of_annex(&self, page: &Page, path: &Path) -> Option<usize> {
        let (annex, form) = path.steps.split_first().filter(|(annex, form)| annex.level == Level::Annex && !form.is_empty())?;
        let annexes = form.first().is_some_and(|form| form.level == Level::Annex);
        let form = Path { steps: form.to_vec() };
        self.exact(page, &form).filter(|_| annexes && !annex.piece.is_empty())
    }

    fn at(&self, page: &Page, path: &str) -> Option<usize> {
        let at = self.sorted.partition_point(|unit| page.units()[*unit as usize].path() < path);
        self.sorted.get(at).map(|unit| *unit as usize).filter(|unit| page.units()[*unit].path() == path)
    }
}

/// The innermost division of an outline whose stated range holds the article.
fn division_of(page: &Page, path: &Path) -> Option<usize> {
    let number: u32 =
        path.step(Level::Article)?.piece.strip_prefix("dieu-")?.trim_end_matches(char::is_alphabetic).parse().ok()?;
    let holds = |unit: &Unit| {
        unit.level < Level::Article
            && unit.level != Level::Annex
            && unit.articles.is_some_and(|(first, last)| (first..=last).contains(&number))
    };
    page.units().iter().rposition(holds)
}

/// The path with the annex as the page numbers it: `phu-luc-01` for `phu-luc-i`.
fn with_annex_number(page: &Page, path: &Path) -> Option<String> {
    let (first, rest) = path.steps.split_first().filter(|(first, _)| first.level == Level::Annex)?;
    let wanted = annex_number(&first.piece)?;
    let annex = page.units().iter().find(|unit| unit.level == Level::Annex && annex_number(unit.path()) == Some(wanted))?;
    let steps: Vec<&str> = std::iter::once(annex.path()).chain(rest.iter().map(|step: &Step| step.piece.as_str())).collect();
    Some(steps.join("."))
}

/// `phu-luc-ii` and `phu-luc-02` are the second annex.
fn annex_number(piece: &str) -> Option<(&str, u32)> {
    let (word, number) = piece.rsplit_once('-')?;
    let value = number.parse().ok().or_else(|| roman_value(&number.to_uppercase()))?;
    matches!(word, "phu-luc" | "mau").then_some((word, value))
}

/// `điểm 2 Điều 4` of older laws, which call their numbered clauses so: `dieu-4.khoan-2`.
fn numbered_point(path: &Path) -> Option<String> {
    let (point, above) = path.steps.split_last().filter(|(point, _)| point.level == Level::Point)?;
    above.last().filter(|step| step.level == Level::Article)?;
    let number = point.piece.strip_prefix("diem-").filter(|number| number.starts_with(|c: char| c.is_ascii_digit()))?;
    Some(format!("{}.khoan-{number}", Path { steps: above.to_vec() }))
}

/// `khoản 2 Mục III` of a plan: `iii-2`.
fn of_plan(path: &Path) -> Option<String> {
    let (first, rest) = path.steps.split_first()?;
    let roman = match first.level {
        Level::Section => to_roman(first.piece.strip_prefix("muc-")?.parse().ok()?).to_lowercase(),
        Level::Part | Level::Chapter => first.piece.rsplit_once('-')?.1.to_owned(),
        _ => return None,
    };
    let mut plan = roman;
    for step in rest {
        let number = step.piece.rsplit_once('-')?.1;
        number.parse::<u32>().ok()?;
        plan = format!("{plan}-{number}");
    }
    Some(plan)
}
