//! The changes that are tried, as stretches of the normalised text and what stands there instead.

use std::ops::Range;

use crate::content::{Layout, Source};
use crate::text::canonical_tones;

/// A change to a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// The bytes that go.
    pub(super) range: Range<usize>,
    /// What comes.
    pub(super) text: String,
}

/// A text with edits, which stand in order and do not overlap.
pub(super) fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.range.start]);
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// What is kept to the byte: code, the addresses of links, and every web address in the text and the front matter.
pub(super) fn verbatim(text: &str, parts: &Layout) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let code = parts.verbatim.iter().map(|range| {
        let stretch = &text[range.clone()];
        range.start..range.start + stretch.trim_end().len()
    });
    ranges.extend(code.chain(addresses(text)).filter(|range| !range.is_empty()));
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// From `http://` or `https://` to the next white space.
fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices("://").filter_map(|(at, _)| {
        let start = ["https", "http"].iter().find(|scheme| text[..at].ends_with(**scheme)).map(|scheme| at - scheme.len())?;
        let end = text[at..].find(char::is_whitespace).map_or(text.len(), |end| at + end);
        Some(start..end)
    })
}

/// The edits that give stretches back as they lie on disk, but for line ends.
pub(super) fn restored(source: &Source, verbatim: &[Range<usize>]) -> Vec<Edit> {
    if source.is_normal() {
        return Vec::new();
    }
    let original =
        |range: &Range<usize>| source.original()[source.to_original(range.clone())].replace("\r\n", "\n").replace('\r', "\n");
    let edit = |range: &Range<usize>| Edit { range: range.clone(), text: original(range) };
    verbatim.iter().map(edit).filter(|edit| source.text[edit.range.clone()] != edit.text).collect()
}

/// The edits to blanks and empty lines, outside what is kept.
pub(super) fn spacing(text: &str, parts: &Layout, verbatim: &[Range<usize>]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = gaps(text).filter_map(|gap| line_end(text, parts, gap)).collect();
    if !text[parts.body..].starts_with([' ', '\t', '\n']) && parts.body < text.len() {
        edits.push(Edit { range: parts.body..parts.body, text: "\n".to_owned() });
    }
    edits.extend(parts.running.iter().flat_map(|range| runs(text, range)));
    if !text.ends_with([' ', '\t', '\n']) {
        edits.push(Edit { range: text.len()..text.len(), text: "\n".to_owned() });
    }
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    edits.retain(|edit| text[edit.range.clone()] != edit.text && !touches(verbatim, &edit.range));
    edits.dedup_by(|next, last| next.range.start < last.range.end || next.range == last.range);
    edits
}

fn touches(verbatim: &[Range<usize>], range: &Range<usize>) -> bool {
    let after = verbatim.partition_point(|one| one.end <= range.start);
    verbatim.get(after).is_some_and(|one| one.start < range.end)
}

/// Stretches of blanks and line feeds that hold a line feed, with the indent of the line behind.
fn gaps(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\n');
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find(is_blank)?;
            let end = text[start..].find(|c| !is_blank(c)).map_or(text.len(), |end| start + end);
            at = end;
            if text[start..end].contains('\n') || end == text.len() {
                return Some(start..end);
            }
        }
    })
}

/// A gap in its normal form: no blanks before a line feed but the two that break a line, at most one empty line, none
/// at the end; one after the front matter.
fn line_end(text: &str, parts: &Layout, gap: Range<usize>) -> Option<Edit> {
    // What ends the line `---` belongs to the front matter, what follows it to the text.
    let gap = if gap.start < parts.body && gap.end > parts.body { parts.body..gap.end } else { gap };
    let stretch = &text[gap.clone()];
    if gap.end == text.len() {
        let text = if gap.start == parts.body { "" } else { "\n" };
        return Some(Edit { range: gap, text: text.to_owned() });
    }
    let indent = stretch.rfind('\n').map_or(stretch, |last| &stretch[last + 1..]);
    let first = stretch.find('\n')?;
    let breaks = parts.breaks.binary_search(&(gap.start + first)).is_ok() && stretch[..first].ends_with("  ");
    let (before, feeds) =
        if gap.start == parts.body { ("", 1) } else { (if breaks { "  " } else { "" }, stretch.matches('\n').count().min(2)) };
    Some(Edit { range: gap, text: format!("{before}{}{indent}", "\n".repeat(feeds)) })
}

/// More than one blank between two words of running text.
fn runs(text: &str, range: &Range<usize>) -> Vec<Edit> {
    let is_blank = |c: char| matches!(c, ' ' | '\t');
    let mut edits = Vec::new();
    let mut at = range.start;
    while let Some(found) = text[at..range.end].find(is_blank) {
        let start = at + found;
        let end = text[start..].find(|c| !is_blank(c)).map_or(text.len(), |end| start + end);
        let in_line = !text[..start].ends_with('\n') && !text[end..].starts_with('\n') && end < text.len();
        if end - start > 1 && in_line {
            edits.push(Edit { range: start..end, text: " ".to_owned() });
        }
        at = end.min(range.end);
    }
    edits
}

/// Tone marks moved to their place, letter by letter: the moved form has as many letters.
pub(super) fn tones(text: &str, verbatim: &[Range<usize>]) -> Vec<Edit> {
    let moved = canonical_tones(text).text;
    let pairs = text.char_indices().zip(moved.chars());
    let edit = |((at, was), now): ((usize, char), char)| {
        (was != now).then(|| Edit { range: at..at + was.len_utf8(), text: now.to_string() })
    };
    pairs.filter_map(edit).filter(|edit| !touches(verbatim, &edit.range)).collect()
}
