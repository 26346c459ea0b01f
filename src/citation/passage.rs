//! A page as the texts in which citations stand, each with the place it has in the document.

use std::ops::Range;

use super::provision::Path;
use crate::content::structure::Level;
use crate::content::{Block, BlockKind, Page};

/// One paragraph, heading or table cell.
#[derive(Debug, Clone)]
pub struct Passage<'a> {
    /// The block (index into the page's blocks).
    pub block: usize,
    /// Which inline of the block (the cell of a table, else 0).
    pub inline: usize,
    /// The text.
    pub text: &'a str,
    /// Bytes at its start that are a unit's own label.
    pub label: usize,
    /// Bytes that are code, a link or an image: nothing there is a citation.
    pub closed: Vec<Range<usize>>,
    /// The innermost unit it stands in.
    pub place: Path,
    /// The chapter, section or annex it stands in.
    pub division: Path,
    /// Whether it is a Markdown heading or opens an article or anything above one.
    pub heading: bool,
    /// Whether it is quoted to amend another document.
    pub quoted: bool,
}

/// The passages of a page in reading order; `blocks` are its blocks.
pub fn passages<'a>(page: &'a Page, blocks: &'a [Block]) -> impl Iterator<Item = Passage<'a>> {
    let readable = |kind: &BlockKind| !matches!(kind, BlockKind::Code | BlockKind::Rule);
    let blocks = blocks.iter().enumerate().filter(move |(_, block)| readable(&block.kind));
    blocks.flat_map(move |(at, block)| {
        let place = place(page, block.unit);
        let division = division(page, block.unit);
        let opens_division = block.opens.is_some_and(|unit| page.units()[unit].level <= Level::Article);
        block.inlines.iter().enumerate().map(move |(index, inline)| Passage {
            block: at,
            inline: index,
            text: &inline.text,
            label: if index == 0 { block.label } else { 0 },
            closed: inline.closed(),
            place: place.clone(),
            division: division.clone(),
            heading: opens_division || matches!(block.kind, BlockKind::Heading(_)),
            quoted: block.quoted,
        })
    })
}

/// The path of a unit; parts of a plan have no articles, so only the annex they stand in counts.
fn place(page: &Page, unit: Option<usize>) -> Path {
    nearest(page, unit, |level| level != Level::PlanPart)
}

fn division(page: &Page, unit: Option<usize>) -> Path {
    nearest(page, unit, |level| level < Level::Article)
}

fn nearest(page: &Page, unit: Option<usize>, fits: impl Fn(Level) -> bool) -> Path {
    let mut at = unit;
    while let Some(index) = at {
        let unit = &page.units()[index];
        if fits(unit.level) {
            return Path::parse(unit.path());
        }
        at = unit.parent();
    }
    Path::default()
}
