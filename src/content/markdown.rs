//! Markdown to blocks: pulldown-cmark's events become flat blocks whose joined text a citation can be found in.
//!
//! What differs from a usual rendering, because the text is law:
//! - a numbered list is paragraphs that begin with the number as written; a Markdown list would renumber it;
//! - indented text is text, never code: pasted clauses are indented;
//! - raw HTML is text;
//! - a line that begins with a structural marker (`Điều 5.`, `a)`) begins a block of its own.

use std::ops::Range;

use pulldown_cmark::{Alignment as CmAlignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::page::{Alignment, Block, BlockKind, Inline, Mark, MarkKind, Segment};
use super::structure::splits;
use crate::text::{is_normal, normalize};

/// Parses the Markdown in `text[start..]`; spans are bytes of `text`.
pub(super) fn parse(text: &str, start: usize) -> Vec<Block> {
    let body = &text[start..];
    let mut builder = Builder { body, offset: start, ..Builder::default() };
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        builder.event(event, range);
    }
    builder.end_block(body.len());
    builder.blocks
}

/// Listed one by one: `Options::all()` would turn on extensions with super-linear cost.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH
}

/// What the blocks being read stand in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    Quote,
    Bullets,
    Numbers,
}

#[derive(Default)]
struct Builder<'a> {
    body: &'a str,
    offset: usize,
    blocks: Vec<Block>,
    containers: Vec<Container>,
    current: Option<Open>,
    /// Marker of a numbered item whose first text has not come yet.
    pending_number: Option<Range<usize>>,
    pending_item: bool,
    table: Option<Block>,
    footnote: Option<String>,
}

/// The block whose text is being read.
struct Open {
    kind: BlockKind,
    span: Range<usize>,
    starts_item: bool,
    inline: Inline,
    /// Mark-up not closed yet: where it began in the text.
    marks: Vec<(MarkKind, usize)>,
    /// Where the lines after the first begin.
    lines: Vec<Line>,
    /// A line break that came with the text and waits for the next line; `true` after a blank line.
    pending: Option<bool>,
}

/// The beginning of a line inside a block.
struct Line {
    /// In the block's text.
    at: usize,
    /// In the source.
    source: usize,
    /// Whether a blank line stands before it: it begins a block of its own.
    apart: bool,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            // An entity may stand for a letter that the file itself could not hold: `&nbsp;`, `&ETH;`.
            Event::Text(text) if !is_normal(&text) => self.text(&normalize(&text).text, range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => self.marked(MarkKind::Code, &text, range),
            Event::Html(text) | Event::InlineHtml(text) => self.html(&text, range),
            Event::FootnoteReference(label) => self.marked(MarkKind::FootnoteReference, &label, range),
            Event::SoftBreak => self.line_break(" ", range),
            Event::HardBreak => self.line_break("\n", range),
            Event::Rule => {
                self.end_block(range.start);
                let block = self.block(BlockKind::Rule, range, Vec::new());
                self.blocks.push(block);
            }
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open(BlockKind::Paragraph, range),
            Tag::Heading { level, .. } => self.open(BlockKind::Heading(depth(level)), range),
            Tag::BlockQuote(_) => self.enter(Container::Quote, range.start),
            Tag::List(first) => self.enter(if first.is_some() { Container::Numbers } else { Container::Bullets }, range.start),
            Tag::Item => self.item(range),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => self.open(BlockKind::Code, range),
            Tag::CodeBlock(CodeBlockKind::Indented) | Tag::HtmlBlock => self.open(BlockKind::Paragraph, range),
            Tag::FootnoteDefinition(label) => {
                self.end_block(range.start);
                self.footnote = Some(label.to_string());
            }
            Tag::Table(alignments) => self.start_table(&alignments, range),
            Tag::TableCell => self.open(BlockKind::Paragraph, range),
            Tag::Strong => self.mark(MarkKind::Strong, range.start),
            Tag::Emphasis => self.mark(MarkKind::Emphasis, range.start),
            Tag::Strikethrough => self.mark(MarkKind::Strikethrough, range.start),
            Tag::Link { dest_url, .. } => self.mark(MarkKind::Link { href: dest_url.to_string() }, range.start),
            Tag::Image { dest_url, .. } => self.mark(MarkKind::Image { src: dest_url.to_string() }, range.start),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => self.unmark(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Table => {
                let table = self.table.take();
                self.blocks.extend(table);
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.end_block(range.end),
            TagEnd::Item => {
                self.end_block(range.end);
                self.empty_item(range.end);
            }
            TagEnd::List(_) | TagEnd::BlockQuote(_) => {
                self.end_block(range.end);
                self.containers.pop();
            }
            TagEnd::FootnoteDefinition => {
                self.end_block(range.end);
                self.footnote = None;
            }
            _ => {}
        }
    }

    fn enter(&mut self, container: Container, at: usize) {
        self.end_block(at);
        self.containers.push(container);
    }

    fn item(&mut self, range: Range<usize>) {
        self.end_block(range.start);
        if self.containers.last() == Some(&Container::Numbers) {
            let marker = self.body[range.clone()].find(['.', ')']).map_or(range.start, |at| range.start + at + 1);
            self.pending_number = Some(range.start..marker);
        } else {
            self.pending_item = true;
        }
    }

    /// An item without any text still shows its number.
    fn empty_item(&mut self, at: usize) {
        if self.pending_number.is_some() {
            self.open(BlockKind::Paragraph, at..at);
            self.end_block(at);
        }
        self.pending_item = false;
    }

    fn open(&mut self, kind: BlockKind, range: Range<usize>) {
        self.end_block(range.start);
        let kind = match (&self.footnote, kind) {
            (Some(label), BlockKind::Paragraph) => BlockKind::Footnote(label.clone()),
            (_, kind) => kind,
        };
        let mut open = Open {
            kind,
            span: range.clone(),
            starts_item: std::mem::take(&mut self.pending_item),
            inline: Inline::default(),
            marks: Vec::new(),
            lines: Vec::new(),
            pending: None,
        };
        if let Some(marker) = self.pending_number.take() {
            open.span.start = marker.start.min(open.span.start);
            open.push(&self.body[marker.clone()], marker.clone(), self.offset);
            open.push(" ", marker.end..marker.end, self.offset);
        }
        self.current = Some(open);
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.current.is_none() {
            self.open(BlockKind::Paragraph, range.clone());
        }
        let offset = self.offset;
        if let Some(open) = &mut self.current {
            open.span.end = open.span.end.max(range.end);
            if open.kind == BlockKind::Code { open.push(text, range, offset) } else { open.push_lines(text, &range, offset) }
        }
    }

    /// Raw HTML is shown as it was typed.
    fn html(&mut self, text: &str, range: Range<usize>) {
        self.text(text, range);
    }

    fn marked(&mut self, kind: MarkKind, text: &str, range: Range<usize>) {
        self.text("", range.clone());
        self.mark(kind, range.start);
        self.text(text, range);
        self.unmark();
    }

    fn mark(&mut self, kind: MarkKind, at: usize) {
        if self.current.is_none() {
            self.open(BlockKind::Paragraph, at..at);
        }
        if let Some(open) = &mut self.current {
            open.marks.push((kind, open.inline.text.len()));
        }
    }

    fn unmark(&mut self) {
        if let Some(open) = &mut self.current
            && let Some((kind, start)) = open.marks.pop()
        {
            open.inline.marks.push(Mark { range: start..open.inline.text.len(), kind });
        }
    }

    fn line_break(&mut self, text: &str, range: Range<usize>) {
        let offset = self.offset;
        if let Some(open) = &mut self.current {
            let end = range.end;
            open.push(text, range, offset);
            open.lines.push(Line { at: open.inline.text.len(), source: end, apart: false });
        }
    }

    fn start_table(&mut self, alignments: &[CmAlignment], range: Range<usize>) {
        self.end_block(range.start);
        let alignments: Vec<Alignment> = alignments.iter().copied().map(alignment).collect();
        self.table = Some(self.block(BlockKind::Table { columns: alignments.len().max(1), alignments }, range, Vec::new()));
    }

    fn end_cell(&mut self) {
        let cell = self.current.take();
        if let (Some(table), Some(cell)) = (&mut self.table, cell) {
            table.inlines.push(cell.finish());
        }
    }

    /// Closes the open block, cutting it where a line begins a structural unit.
    fn end_block(&mut self, at: usize) {
        let Some(mut open) = self.current.take() else { return };
        open.span.end = open.span.end.min(at.max(open.span.start));
        let (kind, starts_item) = (open.kind.clone(), open.starts_item);
        let span = open.span.clone();
        let lines = std::mem::take(&mut open.lines);
        let inline = open.finish();
        let cuts = if kind == BlockKind::Paragraph { cuts(&inline.text, &lines) } else { Vec::new() };
        let mut rest = inline;
        let (mut text_start, mut source_start) = (0, span.start);
        let mut first = true;
        for (text_at, source_at) in cuts {
            let tail = split(&mut rest, text_at - text_start);
            self.push_paragraph(&kind, source_start..source_at, rest, starts_item && first);
            (rest, text_start, source_start, first) = (tail, text_at, source_at, false);
        }
        self.push_paragraph(&kind, source_start..span.end.max(source_start), rest, starts_item && first);
    }

    fn push_paragraph(&mut self, kind: &BlockKind, span: Range<usize>, mut inline: Inline, starts_item: bool) {
        trim_end(&mut inline);
        let mut block = self.block(kind.clone(), span, vec![inline]);
        block.starts_item = starts_item;
        self.blocks.push(block);
    }

    fn block(&self, kind: BlockKind, range: Range<usize>, inlines: Vec<Inline>) -> Block {
        let count = |container| u8::try_from(self.containers.iter().filter(|c| **c == container).count()).unwrap_or(u8::MAX);
        Block {
            kind,
            inlines,
            span: range.start + self.offset..range.end + self.offset,
            list_depth: count(Container::Bullets),
            starts_item: false,
            quote_depth: count(Container::Quote),
            id: None,
            opens: None,
            unit: None,
            quoted: false,
            label: 0,
        }
    }
}

impl Open {
    fn push(&mut self, text: &str, source: Range<usize>, offset: usize) {
        if text.is_empty() {
            return;
        }
        self.inline.segments.push(Segment { start: self.inline.text.len(), source: source.start + offset..source.end + offset });
        self.inline.text.push_str(text);
    }

    /// Text that may come with its line breaks (indented text, raw HTML): each line is a line of the block.
    fn push_lines(&mut self, text: &str, range: &Range<usize>, offset: usize) {
        let mut at = range.start;
        for piece in text.split_inclusive('\n') {
            let ends = piece.ends_with('\n');
            let line = if ends { piece.trim_end() } else { piece };
            if !line.is_empty() {
                self.begin_line(at, offset);
                self.push(line, at..(at + line.len()).min(range.end), offset);
            }
            if ends {
                self.pending = Some(self.pending.is_some());
            }
            at = (at + piece.len()).min(range.end);
        }
    }

    /// Puts the waiting line break, if there is one, before text that goes on.
    fn begin_line(&mut self, at: usize, offset: usize) {
        let Some(apart) = self.pending.take() else { return };
        if !self.inline.text.is_empty() {
            self.push(" ", at..at, offset);
            self.lines.push(Line { at: self.inline.text.len(), source: at, apart });
        }
    }

    fn finish(mut self) -> Inline {
        while let Some((kind, start)) = self.marks.pop() {
            self.inline.marks.push(Mark { range: start..self.inline.text.len(), kind });
        }
        // Outer before inner: by start, then the longer first.
        self.inline.marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
        self.inline
    }
}

/// The lines at which a paragraph is cut, in its text and in the source: those that begin a unit or follow a heading.
fn cuts(text: &str, lines: &[Line]) -> Vec<(usize, usize)> {
    let mut above = 0;
    let mut cuts = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let end = lines.get(index + 1).map_or(text.len(), |next| next.at);
        if line.apart || splits(text[above..line.at].trim_end(), text[line.at..end].trim_end()) {
            cuts.push((line.at, line.source));
        }
        above = line.at;
    }
    cuts
}

/// Cuts an inline in two at a byte of its text; mark-up that crosses the cut goes on in both halves.
fn split(inline: &mut Inline, at: usize) -> Inline {
    let mut tail = Inline { text: inline.text.split_off(at), ..Inline::default() };
    let first = inline.segments.partition_point(|segment| segment.start < at);
    tail.segments =
        inline.segments.split_off(first).into_iter().map(|s| Segment { start: s.start - at, source: s.source }).collect();
    for mark in &inline.marks {
        if mark.range.end > at {
            let range = mark.range.start.saturating_sub(at)..mark.range.end - at;
            tail.marks.push(Mark { range, kind: mark.kind.clone() });
        }
    }
    inline.marks.retain_mut(|mark| {
        mark.range.end = mark.range.end.min(at);
        mark.range.start < at
    });
    tail
}

/// Drops white space at the end of a block's text.
fn trim_end(inline: &mut Inline) {
    let end = inline.text.trim_end().len();
    inline.text.truncate(end);
    inline.segments.retain(|segment| segment.start < end);
    for mark in &mut inline.marks {
        mark.range = mark.range.start.min(end)..mark.range.end.min(end);
    }
    inline.marks.retain(|mark| !mark.range.is_empty() || matches!(mark.kind, MarkKind::Image { .. }));
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn alignment(alignment: CmAlignment) -> Alignment {
    match alignment {
        CmAlignment::None => Alignment::None,
        CmAlignment::Left => Alignment::Left,
        CmAlignment::Center => Alignment::Center,
        CmAlignment::Right => Alignment::Right,
    }
}
