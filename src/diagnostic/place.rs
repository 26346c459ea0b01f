//! Where a diagnostic points, in the file as it lies on disk. Lines and columns are counted here and nowhere else.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::Diagnostic;
use crate::content::{SitePath, Source};

/// What an editor shows as nothing at the start of a file, and no tool counts as a column.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A stretch of a file, as people and tools count it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// The bytes of the file.
    pub(super) bytes: Range<usize>,
    /// The text of the stretch.
    pub(super) text: &'a str,
    /// The first line it touches, without its line break.
    pub(super) line: &'a str,
    /// Bytes of that line.
    pub(super) in_line: Range<usize>,
    /// Where it begins.
    pub(super) start: Position,
    /// Where it ends: the first position after it.
    pub(super) end: Position,
}

/// A line and a column, from 1; columns are code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) line: usize,
    pub(super) column: usize,
}

/// The place of a diagnostic; `None` where it has no span or its file is no text that was read.
pub(super) fn place<'a>(sources: &'a BTreeMap<SitePath, Arc<Source>>, diagnostic: &Diagnostic) -> Option<Place<'a>> {
    let source = sources.get(diagnostic.file.as_ref()?)?;
    let span = source.to_original(diagnostic.span.clone()?);
    Some(locate(source.original(), span))
}

pub(super) fn locate(text: &str, bytes: Range<usize>) -> Place<'_> {
    let line_start = start_of_line(text, bytes.start);
    let line_end = text[line_start..].find('\n').map_or(text.len(), |at| line_start + at);
    let line = text[line_start..line_end].trim_end_matches('\r');
    let start = bytes.start.saturating_sub(line_start).min(line.len());
    let end = bytes.end.saturating_sub(line_start).clamp(start, line.len());
    let number = 1 + breaks(&text[..line_start]);
    let last = number + breaks(&text[line_start..bytes.end.max(line_start)]);
    Place {
        text: &text[bytes.clone()],
        line,
        in_line: start..end,
        start: Position { line: number, column: 1 + line[..start].chars().count() },
        end: Position { line: last, column: column(text, bytes.end) },
        bytes,
    }
}

/// The byte at which the line of a byte begins; a byte order mark belongs to no line.
fn start_of_line(text: &str, byte: usize) -> usize {
    match text[..byte].rfind('\n') {
        Some(at) => at + 1,
        None => text.chars().next().filter(|first| *first == BYTE_ORDER_MARK).map_or(0, char::len_utf8),
    }
}

fn column(text: &str, byte: usize) -> usize {
    let start = start_of_line(text, byte);
    1 + text[start..byte.max(start)].chars().count()
}

fn breaks(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(line: usize, column: usize) -> Position {
        Position { line, column }
    }

    #[test]
    fn columns_are_code_points_and_the_end_is_the_first_position_after() {
        let text = "một\nhai ba\r\nbốn";
        let place = |word: &str| {
            let start = text.find(word).expect("there");
            locate(text, start..start + word.len())
        };
        assert_eq!((place("ba").start, place("ba").end), (at(2, 5), at(2, 7)));
        assert_eq!((place("ốn").start, place("ốn").end), (at(3, 2), at(3, 4)));
        let across = place("ba\r\nbố");
        assert_eq!((across.start, across.end, across.line), (at(2, 5), at(3, 3), "hai ba"));
        assert_eq!(across.in_line, 4..6);
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        let place = locate("\u{feff}---\nx", 3..6);
        assert_eq!((place.start, place.end, place.line), (at(1, 1), at(1, 4), "---"));
        assert_eq!(locate("\u{feff}x", 0..0).start, at(1, 1));
        assert_eq!(locate("", 0..0).end, at(1, 1));
    }

    proptest! {
        #[test]
        fn any_stretch_has_its_place(text in "[\u{feff}a\u{301}\r\nđ😀]{0,30}", a in 0usize..120, b in 0usize..120) {
            let floor = |mut at: usize| { at = at.min(text.len()); while !text.is_char_boundary(at) { at -= 1 } at };
            let (a, b) = (floor(a.min(b)), floor(a.max(b)));
            let place = locate(&text, a..b);
            prop_assert!((place.start.line, place.start.column) <= (place.end.line, place.end.column));
            prop_assert_eq!(place.text, &text[a..b]);
            prop_assert!(place.line.get(place.in_line.clone()).is_some());
        }
    }
}
