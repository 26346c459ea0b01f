//! A version of a text cut into its places: articles, clauses, points, numbered parts, each with its own words.

use crate::content::structure::Level;
use crate::content::{Block, BlockKind, Page};

/// A place of a version: an article, a clause, a point, a part of a plan, or what stands before the first of them, under a heading
/// or under none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Its id on the page of its version; empty for what stands before the first unit and heading.
    pub id: String,
    /// The path of its unit: `dieu-46.khoan-2.diem-đ`.
    pub path: String,
    /// The labels of the units above and its own, outermost first, without their punctuation; or its heading.
    pub labels: Vec<String>,
}

/// A place with the words that stand in it and in no place below.
#[derive(Debug)]
pub(super) struct Cut {
    /// The unit (index into the page's units); none for what stands before the first.
    pub(super) unit: Option<usize>,
    /// The place in the list that this one stands in.
    pub(super) above: Option<usize>,
    pub(super) level: Option<Level>,
    pub(super) id: String,
    /// `Điều 5.`; nothing before the first unit.
    pub(super) label: String,
    /// The words behind the label, a line a paragraph, white space folded.
    pub(super) body: String,
}

impl Cut {
    pub(super) fn place(&self, page: &Page) -> Place {
        let path = self.unit.map(|unit| page.units()[unit].path().to_owned()).unwrap_or_default();
        // Before the first unit the words begin with those of the heading.
        let heading = || self.body.lines().next().filter(|_| !self.id.is_empty()).map(str::to_owned).into_iter().collect();
        Place { id: self.id.clone(), path, labels: if self.unit.is_some() { page.labels(self.unit) } else { heading() } }
    }

    /// Whether two places say the same, label and words.
    pub(super) fn says(&self, other: &Self) -> bool {
        self.body == other.body && self.label == other.label
    }

    /// Whether there is nothing to read, as in a rule.
    pub(super) fn is_empty(&self) -> bool {
        self.body.is_empty() && self.label.is_empty()
    }

    /// All its words.
    pub(super) fn text(&self) -> String {
        [self.label.as_str(), self.body.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// The places of a page in reading order. Every block is in one.
pub(super) fn cut(page: &Page) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut at_unit: Vec<Option<usize>> = vec![None; page.units().len()];
    let mut before_units: Option<usize> = None;
    for block in page.blocks().iter() {
        let heading = block.id.as_ref().filter(|_| block.unit.is_none() && matches!(block.kind, BlockKind::Heading(_)));
        let known = block.unit.map_or(before_units, |unit| at_unit[unit]).filter(|_| heading.is_none());
        let at = known.unwrap_or_else(|| {
            cuts.push(open(page, block.unit, &at_unit));
            cuts.len() - 1
        });
        match block.unit {
            Some(unit) => at_unit[unit] = Some(at),
            None => before_units = Some(at),
        }
        if let Some(id) = heading {
            cuts[at].id.clone_from(id);
        }
        add(&mut cuts[at], block);
    }
    cuts
}

fn open(page: &Page, unit: Option<usize>, at_unit: &[Option<usize>]) -> Cut {
    let of = unit.map(|unit| &page.units()[unit]);
    Cut {
        unit,
        above: of.and_then(|unit| at_unit[unit.parent()?]),
        level: of.map(|unit| unit.level),
        id: of.map(|unit| unit.id().to_owned()).unwrap_or_default(),
        label: of.map(|unit| unit.label().to_owned()).unwrap_or_default(),
        body: String::new(),
    }
}

fn add(cut: &mut Cut, block: &Block) {
    let between = if matches!(block.kind, BlockKind::Table { .. }) { " | " } else { " " };
    let label = if block.opens.is_some() { block.label } else { 0 };
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let texts = block.inlines.iter().enumerate().map(|(at, inline)| words(&inline.text[if at == 0 { label } else { 0 }..]));
    let text = texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(between);
    if !text.is_empty() {
        if !cut.body.is_empty() {
            cut.body.push('\n');
        }
        cut.body.push_str(&text);
    }
}
