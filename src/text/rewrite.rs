//! Writes a derived text and its offset map in one pass.

use std::ops::Range;

use super::offset::{Mapped, OffsetMap};

/// A derived text being written from a source.
pub(super) struct Rewriter<'a> {
    source: &'a str,
    out: Mapped,
}

impl<'a> Rewriter<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let text = String::with_capacity(source.len());
        Self { source, out: Mapped { text, map: OffsetMap::identity() } }
    }

    /// Copies source bytes as they are.
    pub(super) fn copy(&mut self, range: Range<usize>) {
        self.out.text.push_str(&self.source[range]);
    }

    /// Puts other text in the place of source bytes.
    pub(super) fn replace(&mut self, range: Range<usize>, text: &str) {
        let start = self.out.text.len();
        self.out.text.push_str(text);
        self.out.map.push(start..self.out.text.len(), range);
    }

    /// Puts one letter for another; letters of equal length stay in step and cost nothing.
    pub(super) fn letter(&mut self, range: Range<usize>, letter: char) {
        if letter.len_utf8() == range.len() {
            self.out.text.push(letter);
        } else {
            let mut buffer = [0; 4];
            self.replace(range, letter.encode_utf8(&mut buffer));
        }
    }

    pub(super) fn finish(self) -> Mapped {
        self.out
    }
}
