//! One text without a site around it: plain lines or Markdown, with its structure.

use std::ops::Range;
use std::sync::Arc;

use super::front_matter::{Extent, FrontMatter};
use super::markdown;
use super::page::{Block, BlockKind, Inline, Page, Segment};
use super::read_page;
use super::source::Source;
use super::structure::build;
use crate::citation::Kinds;

/// Reads a text as a document: a file named `*.md` as Markdown, with its front matter where that can be read, any other
/// as plain lines, a paragraph each.
pub fn read_text(path: &str, text: String) -> Page {
    let source = Arc::new(Source::new(path.into(), text));
    let markdown = path.rsplit('.').next().is_some_and(|end| end.eq_ignore_ascii_case("md"));
    if markdown && let (Some(page), _) = read_page::read(&source, &Kinds::default()) {
        return page;
    }
    let mut blocks = if markdown { markdown::parse(&source.text, body(&source.text)) } else { lines(&source.text) };
    let (units, _) = build(&mut blocks, Extent::Full);
    Page { source, output: String::new(), slug: String::new(), front: FrontMatter::default(), blocks, units }
}

/// Where the text begins after front matter, if there is any.
fn body(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("---\n") else { return 0 };
    let start = text.len() - rest.len();
    rest.find("\n---\n").map_or(0, |end| start + end + "\n---\n".len())
}

fn lines(text: &str) -> Vec<Block> {
    let mut at = 0;
    let mut blocks = Vec::new();
    for line in text.split('\n') {
        let indent = line.len() - line.trim_start().len();
        let span = at + indent..at + line.trim_end().len().max(indent);
        if !span.is_empty() {
            blocks.push(paragraph(text, span));
        }
        at += line.len() + 1;
    }
    blocks
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
