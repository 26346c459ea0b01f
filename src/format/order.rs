//! The keys of the front matter in the order of the contract, each with the comment lines above it.

use crate::content::{Layout, Source, key_order};

/// The comment that names a file's schema to editors stands first.
const SCHEMA: &str = "# yaml-language-server:";

/// The file with its keys in order; `None` where nothing can be moved line by line: keys that share a line, or keys
/// that do not begin theirs.
pub(super) fn ordered(source: &Source, parts: &Layout) -> Option<String> {
    let (normal, text) = (&source.text, source.original());
    let front = source.to_original(parts.front.clone());
    let lines: Vec<&str> = text[front.clone()].split_inclusive('\n').collect();
    if lines.len() != normal[parts.front.clone()].split_inclusive('\n').count() {
        return None;
    }
    let starts: Option<Vec<usize>> = parts.keys.iter().map(|(_, at)| line_of(normal, parts.front.start, *at)).collect();
    let starts = starts.filter(|starts| starts.windows(2).all(|pair| pair[0] < pair[1]))?;
    let begins: Vec<usize> = starts.iter().map(|start| with_comments(&lines, *start)).collect();
    let first = *begins.first()?;
    let head = head(&lines[first..starts[0]]) + first;
    let tail = with_comments(&lines, lines.len());
    let mut chunks: Vec<(usize, String)> = Vec::new();
    for (index, (key, _)) in parts.keys.iter().enumerate() {
        let start = if index == 0 { head } else { begins[index] };
        let end = begins.get(index + 1).copied().unwrap_or(tail);
        let rank = key_order().position(|known| known == key).unwrap_or(usize::MAX);
        chunks.push((rank, lines[start..end].concat()));
    }
    chunks.sort_by_key(|(rank, _)| *rank);
    let chunks: String = chunks.into_iter().map(|(_, chunk)| chunk).collect();
    Some([&text[..front.start], &lines[..head].concat(), &chunks, &lines[tail..].concat(), &text[front.end..]].concat())
}

/// The line of a key, counted from the first of the front matter; `None` where something stands before it.
fn line_of(text: &str, front: usize, at: usize) -> Option<usize> {
    let before = text.get(front..at)?;
    (before.is_empty() || before.ends_with('\n')).then(|| before.matches('\n').count())
}

/// The first of the empty lines and comments directly above a line.
fn with_comments(lines: &[&str], start: usize) -> usize {
    let above = lines[..start].iter().rev();
    start - above.take_while(|line| line.trim().is_empty() || line.starts_with('#')).count()
}

/// How many of the lines above the first key are the file's own: up to an empty line, or to the name of the schema.
fn head(lines: &[&str]) -> usize {
    let own = |line: &&str| line.trim().is_empty() || line.starts_with(SCHEMA);
    lines.iter().rposition(own).map_or(0, |last| last + 1)
}
