//! Tables of contents: of a text on its page, and of one that stands on several.

use serde::Serialize;

use super::common::Views;
use crate::content::structure::{Level, Unit};
use crate::content::{BlockKind, Page};
use crate::site::division::{Division, Part};
use crate::site::href;

/// An entry.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    /// The id of the place, where a link to it may end at the entry.
    id: Option<String>,
    /// Ids that the place, or one inside that has no entry, had before.
    former: Vec<String>,
    href: String,
    text: String,
    depth: usize,
}

/// Phần to điều, and the parts of a plan; on a page without them, its headings.
pub(super) fn contents(page: &Page) -> Vec<Entry> {
    let units = (0..page.units().len()).filter(|unit| is_shown(page, *unit));
    units.map(|unit| entry(page, unit, format!("#{}", href::encode(page.units()[unit].id())))).collect()
}

/// The contents of all pages of a text: every place, each of which a link may look for here.
pub(super) fn all_contents(views: &Views<'_>, page: &Page, division: &Division) -> Vec<Entry> {
    let place = |unit: usize| {
        let id = page.units()[unit].id().to_owned();
        let href = views.place(&page.output, page, &id);
        Entry { id: Some(id), ..entry(page, unit, href) }
    };
    let mut entries = Vec::new();
    for (at, part) in division.parts.iter().enumerate() {
        // A part that begins within an article is where its later clauses are: known by the place it begins with.
        let begins = || page.blocks()[part.blocks.clone()].iter().find_map(|block| block.id.clone());
        entries.extend(own_entry(views, page, &page.output, (at, part)).map(|entry| Entry { id: begins(), ..entry }));
        entries.extend(units_of(page, part).map(place));
    }
    for (old, now) in &page.front.old_ids {
        let around = std::iter::successors(Some(now.value.as_str()), |id| id.rfind('-').map(|cut| &id[..cut]));
        let found = around.into_iter().find_map(|id| entries.iter().position(|entry| entry.id.as_deref() == Some(id)));
        if let Some(at) = found {
            entries[at].former.push(old.value.clone());
        }
    }
    entries
}

/// The contents on the page of a part: the other parts, and what stands here.
pub(super) fn contents_here(views: &Views<'_>, page: &Page, division: &Division, here: usize) -> Vec<Entry> {
    let output = division.parts[here].output.as_str();
    let of_part = |(at, part): (usize, &Part)| -> Vec<Entry> {
        if at != here {
            return vec![part_entry(views, page, output, (at, part))];
        }
        let units = units_of(page, part).map(|unit| entry(page, unit, format!("#{}", href::encode(page.units()[unit].id()))));
        own_entry(views, page, output, (at, part)).into_iter().chain(units).collect()
    };
    division.parts.iter().enumerate().flat_map(of_part).collect()
}

/// What a part is called: `Chương III. Tên chương (Điều 5 – 60)`, `Điều 5 – 60`.
pub(super) fn part_name(views: &Views<'_>, page: &Page, part: (usize, &Part)) -> String {
    named(views, page, part, |unit| format!("{} {}", unit.label(), unit.title()))
}

/// The same without the chapter's own name, for where that stands below: `Chương III (Điều 5 – 60)`.
pub(super) fn part_label(views: &Views<'_>, page: &Page, part: (usize, &Part)) -> String {
    named(views, page, part, |unit| unit.label().trim_end_matches(['.', ':']).to_owned())
}

fn named(views: &Views<'_>, page: &Page, (at, part): (usize, &Part), name: impl Fn(&Unit) -> String) -> String {
    let articles = articles(views, page, part);
    let unit = part.unit.map(|unit| &page.units()[unit]).filter(|unit| unit.level != Level::Article);
    match (unit.map(|unit| name(unit).trim().to_owned()), articles) {
        (Some(name), Some(articles)) => format!("{name} ({articles})"),
        (Some(name), None) => name,
        (None, Some(articles)) => articles,
        (None, None) => format!("{} {}", views.word("part_page"), at + 1),
    }
}

/// `Điều 5 – 60`, as far as a part has articles of its own text.
fn articles(views: &Views<'_>, page: &Page, part: &Part) -> Option<String> {
    let inside = page.units().iter().filter(|unit| part.blocks.contains(&unit.block()) && unit.level == Level::Article);
    let numbers: Vec<&str> = inside.map(|unit| unit.label().trim_end_matches(['.', ':'])).collect();
    let (first, last) = (numbers.first()?, numbers.last()?);
    if first == last {
        return Some((*first).to_owned());
    }
    let number = last.strip_prefix(views.word("article")).map_or(*last, str::trim_start);
    Some(format!("{first} – {number}"))
}

/// The entry of a part that has none by what stands in it.
fn own_entry(views: &Views<'_>, page: &Page, from: &str, (at, part): (usize, &Part)) -> Option<Entry> {
    let has_one = part.unit.is_some_and(|unit| is_shown(page, unit));
    (!has_one).then(|| part_entry(views, page, from, (at, part)))
}

fn part_entry(views: &Views<'_>, page: &Page, from: &str, (at, part): (usize, &Part)) -> Entry {
    let depth = part.unit.map_or(0, |unit| depth(page, unit));
    Entry {
        id: None,
        former: Vec::new(),
        href: href::relative(from, &part.output, ""),
        text: part_name(views, page, (at, part)),
        depth,
    }
}

fn entry(page: &Page, at: usize, href: String) -> Entry {
    let unit = &page.units()[at];
    Entry {
        id: None,
        former: Vec::new(),
        href,
        text: format!("{} {}", unit.label(), unit.title()).trim().to_owned(),
        depth: depth(page, at),
    }
}

fn units_of<'a>(page: &'a Page, part: &'a Part) -> impl Iterator<Item = usize> + 'a {
    (0..page.units().len()).filter(|unit| part.blocks.contains(&page.units()[*unit].block()) && is_shown(page, *unit))
}

fn is_shown(page: &Page, unit: usize) -> bool {
    match page.units()[unit].level {
        Level::Clause | Level::Point => false,
        // A plan's numbered sentences are text, its numbered headings are contents.
        Level::PlanPart => matches!(page.block_in_file(page.units()[unit].block()).kind, BlockKind::Heading(_)),
        _ => true,
    }
}

fn depth(page: &Page, unit: usize) -> usize {
    std::iter::successors(page.units()[unit].parent(), |parent| page.units()[*parent].parent()).count()
}
