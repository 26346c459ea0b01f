//! Titles that stand on the lines after their heading's number: `Chương I` / `NHỮNG QUY ĐỊNH CHUNG`.

use super::marker::{Marker, read};
use crate::content::page::{Block, BlockKind, Mark, Segment};

/// Longest title line in mixed case that is taken for a title, in characters.
const LONGEST: usize = 200;

/// Joins the title lines of chapters, sections and annexes to the block that holds their number.
pub(super) fn join(blocks: &mut Vec<Block>) {
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks.drain(..) {
        match joined.last_mut() {
            Some(last) if continues(last, &block) => append(last, block),
            _ => joined.push(block),
        }
    }
    *blocks = joined;
}

/// Whether `next` is a line of the title of the heading in `block`.
fn continues(block: &Block, next: &Block) -> bool {
    let plain = |b: &Block| b.list_depth == 0 && matches!(b.kind, BlockKind::Paragraph | BlockKind::Heading(_));
    if !plain(block) || !plain(next) || next.kind != block.kind && next.kind != BlockKind::Paragraph {
        return false;
    }
    let (Some(text), Some(line)) = (block.inlines.first(), next.inlines.first()) else { return false };
    let (text, line) = (text.text.as_str(), line.text.trim());
    if line.is_empty() || read(line).is_some() || line.starts_with(['(', '“', '"', '-']) {
        return false;
    }
    let Some(marked) = read(text) else { return false };
    if !matches!(
        marked.marker,
        Marker::Part(_) | Marker::Chapter(_) | Marker::Section(_) | Marker::Subsection(_) | Marker::Annex(_)
    ) {
        return false;
    }
    let title = text[marked.text..].trim();
    if title.is_empty() {
        let short = line.chars().count() <= LONGEST && !line.ends_with(['.', ';', ':']) && line.starts_with(char::is_uppercase);
        return in_capitals(line) || short;
    }
    in_capitals(title) && in_capitals(line)
}

pub(crate) fn in_capitals(line: &str) -> bool {
    let mut letters = line.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
}

fn append(block: &mut Block, next: Block) {
    let Some(line) = next.inlines.into_iter().next() else { return };
    let Some(inline) = block.inlines.first_mut() else { return };
    let end = block.span.end;
    inline.segments.push(Segment { start: inline.text.len(), source: end..end });
    inline.text.push('\n');
    let base = inline.text.len();
    inline.text.push_str(&line.text);
    inline.segments.extend(line.segments.into_iter().map(|s| Segment { start: s.start + base, source: s.source }));
    inline.marks.extend(line.marks.into_iter().map(|m| Mark { range: m.range.start + base..m.range.end + base, kind: m.kind }));
    block.span.end = next.span.end;
}
