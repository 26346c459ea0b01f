//! Changes to a file that put a problem right, exact to the byte.

use std::borrow::Cow;
use std::ops::Range;

use crate::content::Source;

/// What would put a problem right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    change: Change,
    /// Whether it may be applied unseen: nothing else can have been meant. Other fixes are only proposed.
    pub safe: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Change {
    /// One stretch of the file on disk.
    One(Replacement),
    /// The whole file in the normal form. It may be a hundred thousand stretches, which are listed when somebody asks.
    NormalForm,
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
        let change = Change::One(Replacement { bytes: source.to_original(span), text: text.into() });
        Self { change, safe: true }
    }

    /// The same, where a person has to decide.
    pub fn proposed(source: &Source, span: Range<usize>, text: impl Into<String>) -> Self {
        Self { safe: false, ..Self::safe(source, span, text) }
    }

    /// Every letter of the file in the normal form; line ends and a byte order mark stay.
    pub fn normal_form() -> Self {
        Self { change: Change::NormalForm, safe: true }
    }

    /// The stretches of the file on disk, in order, and what comes in their place; `source` is the file.
    pub fn edits<'f>(&'f self, source: &Source) -> Cow<'f, [Replacement]> {
        match &self.change {
            Change::One(edit) => Cow::Borrowed(std::slice::from_ref(edit)),
            Change::NormalForm => Cow::Owned(in_normal_form(source)),
        }
    }

    /// The same for renderers: nothing where they are more than anybody looks through.
    pub(super) fn listed<'f>(&'f self, source: &Source) -> Option<Cow<'f, [Replacement]>> {
        const MOST: usize = 100;
        Some(self.edits(source)).filter(|edits| edits.len() <= MOST)
    }
}

fn in_normal_form(source: &Source) -> Vec<Replacement> {
    let saved_so = |bytes: &Range<usize>| matches!(&source.original()[bytes.clone()], "\r\n" | "\r" | "\u{feff}");
    let changes = source.changes().filter(|(bytes, _)| !saved_so(bytes));
    changes.map(|(bytes, text)| Replacement { bytes, text: text.to_owned() }).collect()
}

/// The bytes from the first edit to the last.
fn extent(edits: &[Replacement]) -> Range<usize> {
    let (first, last) = (edits.first(), edits.last());
    first.map_or(0, |edit| edit.bytes.start)..last.map_or(0, |edit| edit.bytes.end)
}

/// A text with those of the fixes that do not get in each other's way, the smallest first; and which they are.
///
/// A fix is applied whole or not at all. One that crosses an edit made already waits for the next reading of the file.
pub fn fixed(text: &str, fixes: &[Cow<'_, [Replacement]>]) -> (String, Vec<usize>) {
    let mut order: Vec<usize> = (0..fixes.len()).filter(|index| !fixes[*index].is_empty()).collect();
    order.sort_by_key(|index| (fixes[*index].len(), extent(&fixes[*index]).start, *index));
    let mut edits: Vec<&Replacement> = Vec::new();
    let mut applied = Vec::new();
    for index in order {
        let fits = |edit: &Replacement| {
            text.get(edit.bytes.clone()).is_some() && edits.iter().all(|other| apart(&other.bytes, &edit.bytes))
        };
        if fixes[index].iter().all(fits) {
            edits.extend(fixes[index].iter());
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

    fn fix(edits: &[(Range<usize>, &str)]) -> Cow<'static, [Replacement]> {
        let edit = |(bytes, text): &(Range<usize>, &str)| Replacement { bytes: bytes.clone(), text: (*text).to_owned() };
        edits.iter().map(edit).collect()
    }

    #[test]
    fn fixes_that_cross_wait() {
        let (one, two, three) = (fix(&[(0..2, "A"), (6..8, "D")]), fix(&[(1..3, "X")]), fix(&[(4..4, "+")]));
        let (text, applied) = fixed("aabbccdd", &[one, two, three.clone()]);
        assert_eq!((text.as_str(), applied), ("aXb+ccdd", vec![1, 2]));
        let (text, applied) = fixed("aabbccdd", &[three.clone(), three, fix(&[(90..91, "")])]);
        assert_eq!((text.as_str(), applied), ("aabb+ccdd", vec![0]));
    }

    #[test]
    fn the_normal_form_is_listed_when_asked_and_not_where_it_is_long() {
        let source = |text: String| Source::new("x.md".into(), text);
        let short = source("\u{feff}Khoa\u{309}n\r\nÐ\r\n".to_owned());
        let edits = Fix::normal_form().edits(&short).into_owned();
        assert_eq!(edits.iter().map(|edit| edit.text.as_str()).collect::<Vec<_>>(), ["ả", "Đ"]);
        assert_eq!(fixed(short.original(), &[edits.into()]).0, "\u{feff}Khoản\r\nĐ\r\n");
        let long = source("Khoa\u{309}n ".repeat(101));
        assert_eq!(Fix::normal_form().edits(&long).len(), 101);
        assert_eq!(Fix::normal_form().listed(&long), None);
    }
}
