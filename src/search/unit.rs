//! A page as what is found: the document as a whole and its articles, or the sections of a text without articles.

use crate::content::structure::{Level, Unit};
use crate::content::{Block, BlockKind, Page};
use crate::corpus::{Corpus, PageId, WorkId};

/// Units in a part of a text at most.
pub(super) const IN_PART: u32 = 32;

/// Bytes of text in a part, about.
const PART: usize = 16_000;

/// A page with its units; unit 0 is the document itself.
#[derive(Debug)]
pub(super) struct Document<'a> {
    pub(super) page: &'a Page,
    pub(super) work: Option<WorkId>,
    /// What its units are, in order; the first is the document with the text that stands in none of the others.
    pub(super) units: Vec<Found<'a>>,
}

impl Document<'_> {
    /// How many parts its text has.
    pub(super) fn parts(&self) -> u32 {
        self.units.last().map_or(0, |unit| unit.number / IN_PART + 1)
    }
}

/// What can be found on a page.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    /// Its number: the part of the text it stands in, times [`IN_PART`], and its place there.
    pub(super) number: u32,
    /// Its id; empty for the document.
    pub(super) anchor: &'a str,
    /// `Điều 46.`; empty for the document.
    pub(super) label: &'a str,
    /// Its heading, or the document's title.
    pub(super) heading: &'a str,
    /// The headings it stands under.
    pub(super) context: Vec<&'a str>,
    /// Its text.
    pub(super) texts: Vec<Text<'a>>,
}

/// A paragraph or cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Text<'a> {
    /// The block's own id, if it has one.
    pub(super) id: Option<&'a str>,
    pub(super) words: &'a str,
}

/// The pages that can be found; the home page, from where one searches, and a page that was withdrawn cannot.
pub(super) fn pages(corpus: &Corpus) -> impl Iterator<Item = PageId> + '_ {
    (0..corpus.pages().len() as u32).map(PageId).filter(|id| {
        let page = corpus.page(*id);
        !page.is_home() && !page.is_withdrawn()
    })
}

/// A page of a site as a document; `blocks` are its blocks.
pub(super) fn document<'a>(corpus: &'a Corpus, id: PageId, blocks: &'a [Block]) -> Document<'a> {
    of_page(corpus.page(id), corpus.work_of(id), blocks)
}

/// A page as a document, of this corpus or of an earlier one; `blocks` are its blocks.
pub(super) fn of_page<'a>(page: &'a Page, work: Option<WorkId>, blocks: &'a [Block]) -> Document<'a> {
    let title = page.front.title.as_ref().map_or("", |title| title.value.as_str());
    let articles = page.units().iter().any(|unit| unit.level == Level::Article);
    // For each structural unit, which found one it stands in.
    let mut inside: Vec<usize> = Vec::with_capacity(page.units().len());
    let mut units = vec![Found { heading: title, ..Found::default() }];
    for unit in page.units() {
        let outer = unit.parent().map_or(0, |parent| inside[parent]);
        if is_found(page, unit, articles) {
            inside.push(units.len());
            units.push(Found {
                anchor: unit.id(),
                label: unit.label(),
                heading: unit.title(),
                context: context(page, unit),
                ..Found::default()
            });
        } else {
            inside.push(outer);
        }
    }
    for block in blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Code | BlockKind::Rule)) {
        let at = block.unit.map_or(0, |unit| inside[unit]);
        let opens = block.opens.is_some_and(|unit| !units[at].anchor.is_empty() && page.units()[unit].id() == units[at].anchor);
        let is_context = block.opens.is_some_and(|unit| page.units()[unit].level < Level::Article) && at == 0;
        if !(is_context || (opens && block_is_heading(page, block))) {
            units[at].texts.extend(texts(block));
        }
    }
    number(&mut units);
    Document { page, work, units }
}

/// Numbers units so that the number says in which part of the text one stands: whoever has it knows the file.
fn number(units: &mut [Found<'_>]) {
    let (mut part, mut place, mut size) = (0, 0, 0);
    for unit in units {
        let length: usize = unit.texts.iter().map(|text| text.words.len()).sum();
        if place == IN_PART || (place > 0 && size + length > PART) {
            (part, place, size) = (part + 1, 0, 0);
        }
        unit.number = part * IN_PART + place;
        (place, size) = (place + 1, size + length);
    }
}

/// Articles and annexes; in a text without articles its parts of the two highest levels.
fn is_found(page: &Page, unit: &Unit, articles: bool) -> bool {
    let depth = std::iter::successors(unit.parent(), |parent| page.units()[*parent].parent()).count();
    match unit.level {
        Level::Article | Level::Annex => true,
        Level::Clause | Level::Point | Level::Subpoint => false,
        _ => !articles && depth <= 1,
    }
}

/// Whether a block is nothing but the heading of the unit it opens.
fn block_is_heading(page: &Page, block: &Block) -> bool {
    let title = block.opens.map_or("", |unit| page.units()[unit].title());
    block.inlines.first().is_some_and(|inline| inline.text[block.label..].trim() == title.trim())
}

fn context<'a>(page: &'a Page, unit: &Unit) -> Vec<&'a str> {
    let above = std::iter::successors(unit.parent(), |parent| page.units()[*parent].parent());
    above.map(|parent| page.units()[parent].title()).filter(|title| !title.is_empty()).collect()
}

fn texts(block: &Block) -> impl Iterator<Item = Text<'_>> {
    let id = block.id.as_deref();
    block.inlines.iter().map(move |inline| Text { id, words: &inline.text })
}
