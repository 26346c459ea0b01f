//! The lines of a file with where they stand, and the words around a place in one.

use std::ops::Range;

/// Most bytes of a line that are looked at before a place: what tells a number's kind stands close to it.
const WINDOW: usize = 90;

/// Each line without its end, with the byte at which it starts.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        (start, line)
    })
}

/// Where the text begins behind the front matter.
pub(super) fn body(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("---\n") else { return 0 };
    rest.find("\n---\n").map_or(0, |at| "---\n".len() + at + "\n---\n".len())
}

/// A line or a cell of a table without Markdown's marks, brackets and blanks at either end; the range lies in `line`.
pub(super) fn bare(line: &str) -> Range<usize> {
    let is_mark = |c: char| c.is_whitespace() || "#*_>~`=[](){}“”\"'.;:!|\\".contains(c);
    let start = line.len() - line.trim_start_matches(is_mark).len();
    start..line.trim_end_matches(is_mark).len().max(start)
}

/// The words of a line before a place, in small letters.
pub(super) fn before(line: &str, at: usize) -> String {
    let mut from = at.saturating_sub(WINDOW);
    while !line.is_char_boundary(from) {
        from += 1;
    }
    line[from..at].to_lowercase()
}

/// The words of a line behind a place, in small letters.
pub(super) fn after(line: &str, at: usize) -> String {
    let mut to = (at + WINDOW / 2).min(line.len());
    while !line.is_char_boundary(to) {
        to -= 1;
    }
    line[at..to].to_lowercase()
}

/// Where the last of several words ends in a text, if any stands there.
pub(super) fn last_of(text: &str, words: &[&str]) -> Option<usize> {
    words.iter().filter_map(|word| text.rfind(word).map(|at| at + word.len())).max()
}

/// The cells of a row of a table with where they start in the line; none for other lines.
pub(super) fn cells(line: &str) -> Vec<(usize, &str)> {
    let Some(indent) = line.find(|c: char| !c.is_whitespace()).filter(|at| line[*at..].starts_with('|')) else {
        return Vec::new();
    };
    let mut at = indent + 1;
    line[at..]
        .split('|')
        .map(|cell| {
            let start = at;
            at += cell.len() + 1;
            (start, cell)
        })
        .collect()
}
