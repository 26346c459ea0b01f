//! Changes to a file that put a problem right, exact to the byte.

use std::ops::Range;

use crate::content::Source;

/// What would put a problem right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The stretches of the file on disk, in order, and what comes in their place.
    pub edits: Vec<Replacement>,
    /// Whether it may be applied unseen: nothing else can have been meant. Other fixes are only proposed.
    pub safe: bool,
}

/// A stretch of a file and what comes in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// Bytes of the file on disk.
    pub bytes: Range<usize>,
    /// The new text.
    pub text: String,
}

impl Fix {
    /// Other text for a stretch of a source's normalised text; nothing else can have been meant.
    pub fn safe(source: &Source, span: Range<usize>, text: impl Into<String>) -> Self {
        Self { edits: vec![Replacement { bytes: source.to_original(span), text: text.into() }], safe: true }
    }

    /// The same, where a person has to decide.
    pub fn proposed(source: &Source, span: Range<usize>, text: impl Into<String>) -> Self {
        Self { safe: false, ..Self::safe(source, span, text) }
    }

    /// The bytes from its first edit to its last.
    fn extent(&self) -> Range<usize> {
        let (first, last) = (self.edits.first(), self.edits.last());
        first.map_or(0, |edit| edit.bytes.start)..last.map_or(0, |edit| edit.bytes.end)
    }
}

/// A text with those of the fixes that do not get in each other's way, the first first; and which they are.
///
/// A fix is applied whole or not at all. One that crosses an edit made already waits for the next reading of the file.
pub fn fixed(text: &str, fixes: &[&Fix]) -> (String, Vec<usize>) {
    let mut order: Vec<usize> = (0..fixes.len()).filter(|index| !fixes[*index].edits.is_empty()).collect();
    order.sort_by_key(|index| (fixes[*index].edits.len(), fixes[*index].extent().start, *index));
    let mut edits: Vec<&Replacement> = Vec::new();
    let mut applied = Vec::new();
    for index in order {
        let fits = |edit: &Replacement| {
            text.get(edit.bytes.clone()).is_some() && edits.iter().all(|other| apart(&other.bytes, &edit.bytes))
        };
        if fixes[index].edits.iter().all(fits) {
            edits.extend(&fixes[index].edits);
            applied.push(index);
        }
    }
    edits.sort_by_key(|edit| (edit.bytes.start, edit.bytes.end));
    applied.sort_unstable();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.bytes.start]);
        out.push_str(&edit.text);
        at = edit.bytes.end;
    }
    out.push_str(&text[at..]);
    (out, applied)
}

/// Whether two stretches share nothing, not even the place of an insertion.
fn apart(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.end < other.start || other.end < one.start || (one != other && (one.end == other.start || other.end == one.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(edits: &[(Range<usize>, &str)]) -> Fix {
        let edit = |(bytes, text): &(Range<usize>, &str)| Replacement { bytes: bytes.clone(), text: (*text).to_owned() };
        Fix { edits: edits.iter().map(edit).collect(), safe: true }
    }

    #[test]
    fn fixes_that_cross_wait() {
        let (one, two, three) = (fix(&[(0..2, "A"), (6..8, "D")]), fix(&[(1..3, "X")]), fix(&[(4..4, "+")]));
        let (text, applied) = fixed("aabbccdd", &[&one, &two, &three]);
        assert_eq!((text.as_str(), applied), ("aXb+ccdd", vec![1, 2]));
        let (text, applied) = fixed("aabbccdd", &[&three, &three, &fix(&[(90..91, "")])]);
        assert_eq!((text.as_str(), applied), ("aabb+ccdd", vec![0]));
    }
}
