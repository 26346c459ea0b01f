//! A page of the site as the rooms after `content` see it: facts, blocks and structure, nothing resolved yet.

use std::ops::Range;

use super::body::{BlockOf, Blocks, Body, Memory};
use super::front_matter::FrontMatter;
use super::read_page;
use super::source::SourceFile;
use super::structure::Unit;
use crate::hash::Hash;
use crate::reads::{Read, note};

/// The place of a page that stands in no corpus.
pub(super) const NOWHERE: u32 = u32::MAX;

/// One Markdown file, read: a legal document (it has a kind) or a plain page.
#[derive(Debug, Clone)]
pub struct Page {
    /// The file the page was read from.
    pub source: SourceFile,
    /// Where its HTML goes, relative to the site's root, with the ending of the site's pages: `van-ban/luat-10-2022-qh15.html`.
    pub output: String,
    /// The file's stem, unique among documents: `luat-10-2022-qh15`.
    pub slug: String,
    /// What the front matter states.
    pub front: FrontMatter,
    pub(super) body: Body,
    pub(crate) units: Vec<Unit>,
    /// Its place in the corpus, by which reads of it are noted.
    pub(super) index: u32,
}

impl Page {
    /// Takes its place in a corpus.
    pub(crate) fn placed(self, index: u32) -> Self {
        Self { index, ..self }
    }

    /// A text that stands in no corpus, as an earlier version of a page, is noted by whoever has it from elsewhere.
    fn note(&self, read: Read) {
        if self.index != NOWHERE {
            note(read);
        }
    }

    /// The text, block by block in reading order.
    pub fn blocks(&self) -> Blocks {
        self.note(Read::Text(self.index));
        self.body.blocks()
    }

    /// Whether there is any text.
    pub fn has_text(&self) -> bool {
        self.note(Read::Text(self.index));
        self.body.count() > 0
    }

    /// One block of the text, wherever in the file it stands.
    pub fn block(&self, at: usize) -> BlockOf<'_> {
        self.note(Read::Block(self.index, at as u32));
        self.body.block(at)
    }

    /// One block of the text with where in the file it stands.
    pub fn block_in_file(&self, at: usize) -> BlockOf<'_> {
        self.note(Read::Text(self.index));
        self.body.block(at)
    }

    /// One block of the text, if it has so many.
    pub(crate) fn block_if_any(&self, at: usize) -> Option<BlockOf<'_>> {
        (at < self.body.count()).then(|| self.block(at))
    }

    /// The addresses of the images in the text, as written.
    pub fn images(&self) -> Vec<String> {
        self.note(Read::Text(self.index));
        self.body.images()
    }

    /// Has blocks that other pages show stay in memory; they are given in order.
    pub(crate) fn hold(&self, blocks: impl Iterator<Item = usize>) {
        self.body.hold(blocks);
    }

    /// The page with its text and its source where a site has room for them.
    pub(super) fn filed(mut self, memory: &Memory) -> Self {
        if let Some(shelf) = memory.shelf() {
            let extent = self.is_document().then_some(self.front.text);
            self.source = self.source.packed();
            self.body = self.body.filed(shelf, self.source.clone(), extent);
            self.units.shrink_to_fit();
        }
        self
    }

    /// A withdrawn page without its text and what is said of places in it: nothing of these reaches the public.
    ///
    /// The source stays, for diagnostics; nobody publishes it.
    pub(super) fn emptied(mut self, memory: &Memory) -> Self {
        if memory.shelf().is_some() {
            self.source = self.source.packed();
        }
        self.body = Body::new(Vec::new());
        self.units = Vec::new();
        let front = &mut self.front;
        front.notes.clear();
        front.deadlines.clear();
        front.tasks.clear();
        front.targets.clear();
        front.old_ids.clear();
        self
    }

    /// Whether the page was withdrawn: it says so and has no text.
    pub fn is_withdrawn(&self) -> bool {
        self.front.withdrawn.is_some()
    }

    /// What stands below the front matter, in the normal form.
    pub fn written(&self) -> String {
        self.note(Read::Text(self.index));
        let source = self.source.open();
        read_page::front_matter(&source).map(|(_, at)| source.text[at..].trim().to_owned()).unwrap_or_default()
    }

    /// The structure Phần › Chương › Mục › Tiểu mục › Điều › Khoản › Điểm (or a plan's parts) in reading order.
    pub fn units(&self) -> &[Unit] {
        self.note(Read::Outline(self.index));
        &self.units
    }

    /// The file as its author wrote it; of a withdrawn page it is not published.
    pub fn original(&self) -> String {
        self.note(Read::Text(self.index));
        self.source.original()
    }

    /// The SHA-256 of [`Self::original`].
    pub fn sha256(&self) -> Hash {
        self.note(Read::Text(self.index));
        self.source.sha256
    }

    /// Its place in the corpus.
    pub(crate) fn index(&self) -> u32 {
        self.index
    }

    /// Where its Markdown source is offered, relative to the site's root: the file's own path.
    pub fn download(&self) -> &str {
        self.source.path.strip_prefix("content/").unwrap_or(&self.source.path)
    }

    /// Whether the page is the site's first.
    pub fn is_home(&self) -> bool {
        &*self.source.path == "content/index.md"
    }

    /// Whether the page is a legal document and not a plain page.
    pub fn is_document(&self) -> bool {
        self.front.kind.is_some()
    }

    /// The labels of a unit and the units above it, outermost first, without their punctuation: `III`, `1`.
    pub fn labels(&self, unit: Option<usize>) -> Vec<String> {
        let units = self.units();
        let mut labels = Vec::new();
        let mut at = unit;
        while let Some(index) = at {
            labels.push(units[index].label().trim_end_matches(['.', ':', ')']).to_owned());
            at = units[index].parent();
        }
        labels.reverse();
        labels
    }

    /// Whether an HTML id of this name stands on the page: that of a place, or one that a place had before.
    pub fn has_id(&self, id: &str) -> bool {
        self.has_place(id) || self.front.old_ids.iter().any(|(old, _)| old.value == id)
    }

    /// Every id of a place of the page, in reading order.
    pub fn ids(&self) -> Vec<String> {
        let blocks = self.blocks();
        let own = blocks.iter().filter_map(|block| block.id.clone());
        self.units().iter().map(|unit| unit.id().to_owned()).chain(own).collect()
    }

    /// Whether a place of the page has this id.
    pub fn has_place(&self, id: &str) -> bool {
        self.units().iter().any(|unit| unit.id() == id) || self.blocks().iter().any(|block| block.id.as_deref() == Some(id))
    }
}

/// A block of text: a heading, paragraph, list item, table, code block or rule.
///
/// Blocks are flat; `list_depth` and `quote_depth` say how deep in bullet lists and block quotes one stands.
/// Numbered Markdown lists are paragraphs whose text starts with the number as it was written, because a law is
/// never renumbered.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Its text: one for headings, paragraphs and items, one per cell for tables, none for rules.
    pub inlines: Vec<Inline>,
    /// Where it stands in the normalised source text, in bytes.
    pub span: Range<usize>,
    /// How many bullet lists it stands in.
    pub list_depth: u8,
    /// Whether it opens a bullet item (`false` with a `list_depth`: a further paragraph of the same item).
    pub starts_item: bool,
    /// How many block quotes it stands in.
    pub quote_depth: u8,
    /// Its HTML id where it has one of its own: `dieu-46-khoan-2`, `iii-1-p2`.
    pub id: Option<String>,
    /// The structural unit this block opens (index into [`Page::units`]).
    pub opens: Option<usize>,
    /// The innermost structural unit it stands in, itself included (index into [`Page::units`]).
    pub unit: Option<usize>,
    /// Whether it is text quoted to amend another document: it belongs to that document, not to this one.
    pub quoted: bool,
    /// How many bytes at the start of the first inline are the unit's label (`Điều 46.`, `2.`, `đ)`).
    pub label: usize,
}

impl Block {
    /// Whether it is the same to whoever reads it: wherever in the file it stands.
    pub(crate) fn reads_as(&self, other: &Self) -> bool {
        let plain = |block: &Self| Self {
            span: 0..0,
            inlines: block.inlines.iter().map(|inline| Inline { segments: Vec::new(), ..inline.clone() }).collect(),
            ..block.clone()
        };
        plain(self) == plain(other)
    }

    /// The id of the nearest place that a link to this block can name: its own, or that of the unit it stands in.
    pub fn nearest_id<'a>(&'a self, units: &'a [Unit]) -> Option<&'a str> {
        self.id.as_deref().or_else(|| self.unit.map(|unit| units[unit].id()))
    }
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading of level 1 to 6, as Markdown has it.
    Heading(u8),
    /// A paragraph, a numbered clause or a list item's text.
    Paragraph,
    /// A fenced code block; its text is the only inline.
    Code,
    /// A table of `columns` columns; `inlines` holds its cells row by row, the header row first.
    Table {
        /// Number of columns.
        columns: usize,
        /// Alignment of each column.
        alignments: Vec<Alignment>,
    },
    /// A thematic break.
    Rule,
    /// A footnote's text, under its label.
    Footnote(String),
}

/// How a table column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// As the reader's browser has it.
    None,
    /// To the left.
    Left,
    /// Centred.
    Center,
    /// To the right.
    Right,
}

/// Running text with its mark-up beside it, so that a citation can be found across emphasis and line breaks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Inline {
    /// The text a reader sees, soft line breaks as spaces and hard ones as `\n`.
    pub text: String,
    /// Which source bytes each stretch of text came from, in order.
    pub segments: Vec<Segment>,
    /// Mark-up over stretches of the text, outer before inner, properly nested.
    pub marks: Vec<Mark>,
}

/// A stretch of an inline's text and the source bytes behind it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Segment {
    /// Where the stretch starts in the inline's text.
    pub start: usize,
    /// The bytes of the normalised source it came from; of equal length where the text was not escaped.
    pub source: Range<usize>,
}

/// Mark-up over a stretch of an inline's text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mark {
    /// The bytes of the inline's text it covers.
    pub range: Range<usize>,
    /// What it is.
    pub kind: MarkKind,
}

/// The kinds of mark-up inside running text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// `**…**`
    Strong,
    /// `*…*`
    Emphasis,
    /// `~~…~~`
    Strikethrough,
    /// `` `…` ``; nothing inside is a citation.
    Code,
    /// `[…](href)` as written; nothing inside is a citation.
    Link {
        /// The address as written, checked and rewritten later.
        href: String,
    },
    /// `![alt](src)`: the covered text is the alternative text.
    Image {
        /// The address as written.
        src: String,
    },
    /// `[^label]`: the covered text is the label.
    FootnoteReference,
}

impl Inline {
    /// The source bytes behind a stretch of the text.
    ///
    /// The range must lie in the text; the answer covers everything that produced it.
    pub fn to_source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.source_of(range.start, false);
        let end = self.source_of(range.end, true);
        start..end.max(start)
    }

    fn source_of(&self, offset: usize, end: bool) -> usize {
        let after = self.segments.partition_point(|s| if end { s.start < offset } else { s.start <= offset });
        let Some(index) = after.checked_sub(1) else { return self.segments.first().map_or(0, |s| s.source.start) };
        let segment = &self.segments[index];
        let next = self.segments.get(index + 1).map_or(self.text.len(), |s| s.start);
        let plain = next - segment.start == segment.source.len();
        match (plain, end) {
            (true, _) => (segment.source.start + (offset - segment.start)).min(segment.source.end),
            (false, true) => segment.source.end,
            (false, false) => segment.source.start,
        }
    }

    /// The stretches in which no citation stands: code, links and images.
    pub fn closed(&self) -> Vec<Range<usize>> {
        self.marks.iter().filter(|mark| mark.kind.is_closed()).map(|mark| mark.range.clone()).collect()
    }
}

impl MarkKind {
    /// Whether the engine must not look inside.
    fn is_closed(&self) -> bool {
        matches!(self, Self::Code | Self::Link { .. } | Self::Image { .. } | Self::FootnoteReference)
    }
}
