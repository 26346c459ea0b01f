//! Long texts on several pages: which output holds which place.
//!
//! A document whose page would weigh more than [`MOST`] has a page for each chapter beside its own, and one with the whole
//! text. What tells the pages apart is a function of the document alone, so that links can be made before any page is.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::html::footnote_id;
use crate::content::structure::Level;
use crate::content::{Block, BlockKind, Ending, Page};
use crate::corpus::{Corpus, PageId, Resolution};
use crate::reads::{Read, note};

/// Bytes of a page from which on old phones take seconds to open it, packed or not.
pub(super) const MOST: usize = 1 << 20;

/// About what a page weighs beside its text, and what mark-up adds to a block, to a piece of a table, to a link inside the
/// text and one out of it, which has a name, to a place that is cited and to each citation there. Laws come out at 0.93 to
/// 1.05 of their weight, long ones nearest to it.
const FRAME: usize = 16_000;
const BLOCK: usize = 51;
const PIECE: usize = 16;
const OWN_LINK: usize = 50;
const LINK: usize = 230;
const CITED: usize = 110;
const CITATION: usize = 75;

/// The documents on several pages, by their outputs.
#[derive(Debug, Default)]
pub(super) struct Divisions(BTreeMap<String, Division>);

/// The pages of one document beside its own.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Division {
    /// The page with the whole text.
    pub(super) whole: String,
    /// The pages that share the text, in its order; each block is on one of them.
    pub(super) parts: Vec<Part>,
    /// The part that each place stands in.
    places: BTreeMap<String, usize>,
    /// The place of the page in the corpus.
    page: u32,
}

/// A page with a part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) output: String,
    /// The unit it is called after (index into the page's units).
    pub(super) unit: Option<usize>,
    pub(super) blocks: Range<usize>,
}

impl Divisions {
    pub(super) fn new(corpus: &Corpus, ext: &Ending) -> Self {
        let pages = (0..corpus.pages().len() as u32).into_par_iter().map(PageId);
        Self(pages.filter_map(|id| Some((corpus.page(id).output.clone(), of_page(corpus, ext, id)?))).collect())
    }

    /// Divides the text of a page anew; which parts of the site are others by that.
    pub(super) fn update(&mut self, corpus: &Corpus, ext: &Ending, id: PageId) -> Vec<Read> {
        let output = &corpus.page(id).output;
        let (before, after) = (self.0.remove(output), of_page(corpus, ext, id));
        let changed = match (&before, &after) {
            (None, None) => Vec::new(),
            (Some(before), Some(after)) if before == after => Vec::new(),
            (Some(_), Some(_)) => vec![Read::Division(id.0), Read::Generated],
            _ => vec![Read::Division(id.0), Read::Generated, Read::Divided],
        };
        if let Some(division) = after {
            self.0.insert(output.clone(), division);
        }
        changed
    }

    pub(super) fn get(&self, output: &str) -> Option<&Division> {
        note(Read::Divided);
        let division = self.0.get(output)?;
        note(Read::Division(division.page));
        Some(division)
    }

    /// The outputs of all that are here.
    pub(super) fn divided(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// That of a page by its place in the corpus.
    pub(super) fn of(&self, page: u32) -> Option<&Division> {
        self.0.values().find(|division| division.page == page)
    }

    /// The output on which a reader of `from` finds a place of a page: the page itself, or the part that has it. Who reads
    /// the whole text stays there.
    pub(super) fn holder<'a>(&'a self, from: &str, output: &'a str, id: &str) -> &'a str {
        let Some(division) = self.get(output) else { return output };
        match division.places.get(id) {
            Some(_) if from == division.whole => &division.whole,
            Some(part) => &division.parts[*part].output,
            None => output,
        }
    }

    /// Every output that no author wrote.
    pub(super) fn outputs(&self) -> impl Iterator<Item = &str> {
        self.0.values().flat_map(Division::outputs)
    }
}

/// The pages of a document's text; none where it fits one.
fn of_page(corpus: &Corpus, ext: &Ending, id: PageId) -> Option<Division> {
    let page = corpus.page(id);
    let may_be = page.is_document() && !page.is_home();
    may_be.then(|| Division::new(page, &weights(corpus, id), MOST, ext)).flatten()
}

impl Division {
    /// The pages of the text, beside the document's own.
    pub(super) fn outputs(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.output.as_str()).chain([self.whole.as_str()])
    }

    /// None where the text fits one page, or has no place to cut it at.
    fn new(page: &Page, weights: &[usize], most: usize, ext: &Ending) -> Option<Self> {
        let all = page.blocks();
        let cutter = Cutter { page, all: &all, weights, most: most.saturating_sub(FRAME) };
        let all = Piece { blocks: 0..all.len(), unit: None };
        let pieces = if cutter.fits(&all) { Vec::new() } else { cutter.cut(all, 0) };
        if pieces.len() < 2 {
            return None;
        }
        let stem = ext.stem(&page.output).unwrap_or(&page.output);
        let named = |(at, Piece { blocks, unit }): (usize, Piece)| {
            // A unit that begins on an earlier page has given that page its name.
            let unit = unit.filter(|unit| blocks.contains(&page.units()[*unit].block()));
            let name = unit.map_or_else(|| format!("trang-{}", at + 1), |unit| page.units()[unit].id().to_owned());
            Part { output: ext.page(&format!("{stem}-{name}")), unit, blocks }
        };
        let parts: Vec<Part> = pieces.into_iter().enumerate().map(named).collect();
        let places = places(page, &parts);
        Some(Self { whole: ext.page(&format!("{stem}-toan-van")), parts, places, page: page.index() })
    }
}

fn places(page: &Page, parts: &[Part]) -> BTreeMap<String, usize> {
    let all = page.blocks();
    let mut places = BTreeMap::new();
    for (at, part) in parts.iter().enumerate() {
        for block in &all[part.blocks.clone()] {
            let note = match &block.kind {
                BlockKind::Footnote(label) => Some(footnote_id(label)),
                _ => None,
            };
            for id in block.id.iter().cloned().chain(note) {
                places.entry(id).or_insert(at);
            }
        }
    }
    places
}

/// About how many bytes of HTML each block makes.
fn weights(corpus: &Corpus, id: PageId) -> Vec<usize> {
    let page = corpus.page(id);
    let text = |block: &Block| {
        block
            .inlines
            .iter()
            .map(|inline| inline.text.len() + PIECE * (block.inlines.len().min(2) - 1 + inline.marks.len()))
            .sum::<usize>()
    };
    let mut weights: Vec<usize> = page.blocks().iter().map(|block| BLOCK + text(block)).collect();
    // An article of any document may be written again in the contents.
    for unit in page.units().iter().filter(|unit| unit.level <= Level::Article) {
        weights[unit.block()] += BLOCK + unit.title().len();
    }
    for citation in corpus.citations(id) {
        let link = match citation.resolution {
            Resolution::This => OWN_LINK,
            Resolution::Work(..) => LINK,
            Resolution::Ambiguous(_) | Resolution::Unknown => 0,
        };
        weights[citation.block] += link * citation.places.iter().filter(|place| place.span.is_some()).count().max(1);
    }
    for cited in corpus.cited_at(id).chunk_by(|a, b| a.unit == b.unit) {
        weights[page.units()[cited[0].unit].block()] += CITED + CITATION * cited.len();
    }
    weights
}

/// A stretch of a text, and the unit that it is called after.
#[derive(Debug, Clone)]
struct Piece {
    blocks: Range<usize>,
    unit: Option<usize>,
}

struct Cutter<'a> {
    page: &'a Page,
    all: &'a [Block],
    weights: &'a [usize],
    most: usize,
}

impl Cutter<'_> {
    fn fits(&self, piece: &Piece) -> bool {
        self.weight(&piece.blocks) <= self.most
    }

    fn weight(&self, blocks: &Range<usize>) -> usize {
        self.weights[blocks.clone()].iter().sum()
    }

    /// Chapters; of one that is too long its mục, and so on, at last runs of articles and of paragraphs.
    fn cut(&self, piece: Piece, step: usize) -> Vec<Piece> {
        let pieces = match step {
            0 => self.at_units(&piece, Level::Chapter),
            1 => self.at_units(&piece, Level::Section),
            2 => self.at_units(&piece, Level::Subsection),
            3 => self.runs(&piece, |block| block.opens.is_some_and(|unit| self.page.units()[unit].level == Level::Article)),
            4 => self.runs(&piece, |_| true),
            _ => return vec![piece],
        };
        pieces.into_iter().flat_map(|piece| if self.fits(&piece) { vec![piece] } else { self.cut(piece, step + 1) }).collect()
    }

    /// At the beginnings of units of a level and those above it. What stands before the first unit inside another, such as
    /// the heading of a Phần, goes with that.
    fn at_units(&self, piece: &Piece, level: Level) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let Piece { blocks: Range { start: mut from, end }, mut unit } = piece.clone();
        for (at, next) in self.page.units().iter().enumerate() {
            if next.level > level || !piece.blocks.contains(&next.block()) {
                continue;
            }
            if unit.is_some_and(|unit| !self.is_above(unit, at)) && next.block() > from {
                pieces.push(Piece { blocks: from..next.block(), unit });
                from = next.block();
            }
            unit = Some(at);
        }
        pieces.push(Piece { blocks: from..end, unit });
        pieces
    }

    fn is_above(&self, unit: usize, below: usize) -> bool {
        std::iter::successors(Some(below), |at| self.page.units()[*at].parent()).any(|at| at == unit)
    }

    /// Runs of about equal weight, half of what a page may have, each from a block on where one may begin and no list or quotation is open.
    fn runs(&self, piece: &Piece, may_begin: impl Fn(&Block) -> bool) -> Vec<Piece> {
        let whole = self.weight(&piece.blocks);
        let target = whole / whole.div_ceil((self.most / 2).max(1)).max(1);
        let mut pieces = Vec::new();
        // Before its first article a text has no unit to be called after.
        let first = || self.all[piece.blocks.clone()].iter().find(|block| may_begin(block)).and_then(|block| block.opens);
        let (mut from, mut unit, mut weight) = (piece.blocks.start, piece.unit.or_else(first), 0);
        for at in piece.blocks.clone() {
            let block = &self.all[at];
            let is_inside = block.list_depth > 0 || block.quote_depth > 0 || block.quoted;
            if weight >= target && at > from && !is_inside && may_begin(block) {
                pieces.push(Piece { blocks: from..at, unit });
                (from, unit, weight) = (at, block.opens, 0);
            }
            weight += self.weights[at];
        }
        pieces.push(Piece { blocks: from..piece.blocks.end, unit });
        pieces
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::content::load;
    use crate::world::{MemoryWorld, World};

    /// A document with this text, divided so that no page weighs more than `most` where that can be.
    fn divided(text: &str, most: usize) -> (Page, Option<Division>) {
        let page = format!("---\nkind: Luật\nnumber: 5/2024/QH15\ntitle: Luật Thử\n---\n\n{text}");
        let files = [("content/site.yaml", "title: T\nagency: C\n".to_owned()), ("content/x.md", page)];
        let files = files.map(|(path, text)| (path.to_owned(), text.into_bytes())).into_iter().collect::<BTreeMap<_, _>>();
        let world = MemoryWorld { files, today: jiff::civil::date(2026, 11, 24) };
        let content = load(&world, &world.list(), false, None);
        let corpus = Corpus::build(content.pages, &content.works, &content.settings.kinds, world.today());
        let division = Division::new(corpus.page(PageId(0)), &weights(&corpus, PageId(0)), most, &Ending::default());
        (corpus.page(PageId(0)).clone(), division)
    }

    fn names(text: &str, most: usize) -> Vec<String> {
        let parts = divided(text, most).1.map(|division| division.parts).unwrap_or_default();
        parts.into_iter().map(|part| part.output).collect()
    }

    const LINE: &str = "Một dòng chữ của luật này dài chừng sáu mươi chữ cái.\n\n";

    fn articles(numbers: Range<u32>) -> String {
        numbers.map(|n| format!("Điều {n}. Tên\n\n{LINE}")).collect::<Vec<_>>().concat()
    }

    #[test]
    fn a_text_that_fits_is_not_divided() {
        assert_eq!(names(&format!("Chương I\n\n{LINE}Chương II\n\n{LINE}"), MOST), Vec::<String>::new());
        assert_eq!(names(LINE, FRAME), Vec::<String>::new(), "nor one of a single paragraph");
    }

    #[test]
    fn a_chapter_is_a_page_with_the_heading_of_its_part_and_a_long_one_is_cut_on() {
        let short = format!("Điều 1. Tên\n\n{LINE}");
        let long = articles(10..40);
        let text = format!(
            "Lời đầu\n\nPHẦN THỨ NHẤT\n\nChương I\n\n{short}PHẦN THỨ HAI\n\nChương II\n\n{long}Chương III\n\nĐiều 50. Tên\n\n"
        );
        assert_eq!(
            names(&text, FRAME + 4500),
            ["x-chuong-i.html", "x-chuong-ii.html", "x-dieu-17.html", "x-dieu-25.html", "x-dieu-33.html", "x-chuong-iii.html"]
        );
    }

    #[test]
    fn without_chapters_there_are_runs_of_articles_and_without_articles_of_paragraphs() {
        let articles = articles(1..21);
        assert_eq!(names(&articles, FRAME + 3000), ["x-dieu-1.html", "x-dieu-7.html", "x-dieu-12.html", "x-dieu-17.html"]);
        assert_eq!(names(&LINE.repeat(30), FRAME + 3000), ["x-trang-1.html", "x-trang-2.html", "x-trang-3.html"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

        #[test]
        fn every_block_and_every_place_is_on_one_page(pieces in prop::collection::vec(prop::sample::select(vec![
            "PHẦN THỨ NHẤT\n\n", "Chương I\n\n", "Mục 1. Tên\n\n", "Điều 1. Tên\n\n", "Điều 2. Tên\n\n", "1. Khoản\n\n", "- mục\n", "> trích\n\n",
            "PHỤ LỤC I\n\n", "[^1]: Ghi chú\n\n", "“trích”\n\n", "như sau:\n\n", "I. MỤC\n\n", LINE,
        ]), 0..40), room in 0usize..3000) {
            let (page, division) = divided(&pieces.concat(), FRAME + room);
            if let Some(Division { parts, places, whole, .. }) = division {
                let mut end = 0;
                for part in &parts {
                    prop_assert_eq!(part.blocks.start, end);
                    prop_assert!(part.blocks.end > end);
                    end = part.blocks.end;
                }
                prop_assert_eq!(end, page.blocks().len());
                let outputs: std::collections::BTreeSet<&str> = parts.iter().map(|part| part.output.as_str()).chain([whole.as_str()]).collect();
                prop_assert_eq!(outputs.len(), parts.len() + 1);
                for id in page.blocks().iter().filter_map(|block| block.id.as_deref()) {
                    prop_assert!(places.contains_key(id));
                }
                prop_assert!(page.units().iter().all(|unit| places.contains_key(unit.id())));
            }
        }
    }
}
