//! One text without a site around it: plain lines or Markdown, with its structure.

use std::ops::Range;
use std::sync::Arc;

use super::body::Body;
use super::ending::Ending;
use super::front_matter::{Extent, FrontMatter};
use super::markdown;
use super::page::{Block, BlockKind, Inline, NOWHERE, Page, Segment};
use super::read_page;
use super::source::Source;
use super::structure::{Marker, build, in_capitals, read_marker};
use crate::citation::Kinds;

/// Reads a text as a document: a file named `*.md` as Markdown, with its front matter where that can be read, any other
/// as plain lines, a paragraph each; lines that were broken to a width are joined again.
pub fn read_text(path: &str, text: String) -> Page {
    let source = Arc::new(Source::new(path.into(), text));
    let markdown = path.rsplit('.').next().is_some_and(|end| end.eq_ignore_ascii_case("md"));
    if markdown && let (Some(page), _) = read_page::read(&source, &Kinds::default(), &Ending::default()) {
        return page;
    }
    let mut blocks = if markdown { markdown::parse(&source.text, body(&source.text)) } else { lines(&source.text) };
    let (units, _) = build(&mut blocks, Extent::Full);
    let (body, front) = (Body::new(blocks), FrontMatter::default());
    Page { source: source.into(), output: String::new(), slug: String::new(), front, body, units, index: NOWHERE }
}

/// Where the text begins after front matter, if there is any.
fn body(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("---\n") else { return 0 };
    let start = text.len() - rest.len();
    rest.find("\n---\n").map_or(0, |end| start + end + "\n---\n".len())
}

fn lines(text: &str) -> Vec<Block> {
    let lines = spans(text);
    let wrapped = is_wrapped(text, &lines);
    let mut blocks: Vec<Block> = Vec::new();
    for span in lines {
        match blocks.last_mut() {
            Some(last) if wrapped && goes_on(&text[last_line(last)], &text[span.clone()]) && is_next(text, last, &span) => {
                append(text, last, span);
            }
            _ => blocks.push(paragraph(text, span)),
        }
    }
    blocks
}

/// The lines that hold text, white space at their ends left out.
fn spans(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut spans = Vec::new();
    for line in text.split('\n') {
        let indent = line.len() - line.trim_start().len();
        let span = at + indent..at + line.trim_end().len().max(indent);
        if !span.is_empty() {
            spans.push(span);
        }
        at += line.len() + 1;
    }
    spans
}

/// Whether the lines of a text were broken to a width: many go on in small letters after a line that is not finished.
fn is_wrapped(text: &str, lines: &[Range<usize>]) -> bool {
    const LEAST: usize = 5;
    let broken = |pair: &&[Range<usize>]| {
        let (line, next) = (&text[pair[0].clone()], &text[pair[1].clone()]);
        next.starts_with(char::is_lowercase) && goes_on(line, next)
    };
    let count = lines.windows(2).filter(broken).count();
    count >= LEAST && count * 8 >= lines.len()
}

/// Whether a line of a wrapped text is continued by the next.
fn goes_on(line: &str, next: &str) -> bool {
    const SHORT: usize = 50;
    if line.ends_with(['.', ';', ':', '/', '”', '"']) || read_marker(next).is_some() || in_capitals(line) || in_capitals(next) {
        return false;
    }
    // A title and the text below it are two paragraphs.
    let heading = matches!(read_marker(line).map(|marked| marked.marker), Some(Marker::Article { .. } | Marker::Chapter(_)));
    next.starts_with(char::is_lowercase) || (!heading && line.chars().count() >= SHORT)
}

/// Where the last line of a block stands.
fn last_line(block: &Block) -> Range<usize> {
    let line = block.inlines.first().and_then(|inline| inline.segments.last());
    line.map_or(block.span.clone(), |segment| segment.source.clone())
}

/// Whether nothing but one line break lies between a block and a line.
fn is_next(text: &str, block: &Block, line: &Range<usize>) -> bool {
    text[block.span.end..line.start].matches('\n').count() == 1
}

/// Adds a line to a paragraph, the break as a space.
fn append(text: &str, block: &mut Block, line: Range<usize>) {
    let Some(inline) = block.inlines.first_mut() else { return };
    inline.segments.push(Segment { start: inline.text.len(), source: block.span.end..line.start });
    inline.text.push(' ');
    inline.segments.push(Segment { start: inline.text.len(), source: line.clone() });
    inline.text.push_str(&text[line.clone()]);
    block.span.end = line.end;
}

fn paragraph(text: &str, span: Range<usize>) -> Block {
    let segments = vec![Segment { start: 0, source: span.clone() }];
    let inline = Inline { text: text[span.clone()].to_owned(), segments, marks: Vec::new() };
    Block {
        kind: BlockKind::Paragraph,
        inlines: vec![inline],
        span,
        list_depth: 0,
        starts_item: false,
        quote_depth: 0,
        id: None,
        opens: None,
        unit: None,
        quoted: false,
        label: 0,
    }
}
