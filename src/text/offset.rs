//! The way back from a derived text to its source, in bytes.

use std::ops::Range;

/// A stretch of output bytes and the source bytes behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// First output byte.
    out: usize,
    /// First source byte.
    source: usize,
    /// Output bytes; 0 for source text that was dropped.
    out_len: usize,
    /// Source bytes.
    source_len: usize,
}

/// Maps byte offsets of an output text back to its source.
///
/// Only stretches that changed are stored; between two of them output and source run in step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OffsetMap {
    /// The changed stretches, by output offset.
    changes: Vec<Piece>,
}

impl OffsetMap {
    /// The map of a text that is its own source.
    pub fn identity() -> Self {
        Self::default()
    }

    /// Whether output and source are in step everywhere.
    pub fn is_identity(&self) -> bool {
        self.changes.is_empty()
    }

    /// The stretches that changed, in order: bytes of the output and the bytes of the source they stand for.
    pub fn changes(&self) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
        let ranges = |piece: &Piece| (piece.out..piece.out + piece.out_len, piece.source..piece.source + piece.source_len);
        self.changes.iter().map(ranges)
    }

    /// Records that `out` was made from `source`; calls come in order and leave out what is in step.
    pub(super) fn push(&mut self, out: Range<usize>, source: Range<usize>) {
        self.changes.push(Piece { out: out.start, source: source.start, out_len: out.len(), source_len: source.len() });
    }

    /// The source byte at which what stands at this output offset begins.
    ///
    /// Inside a changed stretch (a composed letter) the answer is the stretch's first source byte.
    pub fn to_source(&self, offset: usize) -> usize {
        let after = self.changes.partition_point(|piece| piece.out + piece.out_len <= offset);
        // Of stretches that end at or before the offset, the last one says how far the two texts are apart.
        let inside = self.changes.get(after).filter(|piece| piece.out <= offset && piece.out_len > 0);
        if let Some(piece) = inside {
            return piece.source;
        }
        match after.checked_sub(1).map(|index| self.changes[index]) {
            Some(piece) => piece.source + piece.source_len + (offset - piece.out - piece.out_len),
            None => offset,
        }
    }

    /// The smallest stretch of source that holds all that a stretch of output was made from.
    pub fn range_to_source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.to_source(range.start);
        if range.is_empty() {
            return start..start;
        }
        let end = self.end_in_source(range.end);
        start..end.max(start)
    }

    /// The source byte after the last one that made the output byte before this offset.
    fn end_in_source(&self, offset: usize) -> usize {
        let after = self.changes.partition_point(|piece| piece.out < offset);
        // The last stretch that begins before the offset; dropped text at the very offset is not part of it.
        match after.checked_sub(1).map(|index| self.changes[index]) {
            Some(piece) if offset <= piece.out + piece.out_len => piece.source + piece.source_len,
            Some(piece) => piece.source + piece.source_len + (offset - piece.out - piece.out_len),
            None => offset,
        }
    }

    /// The map of a text made from this map's output: from the new output to this map's source.
    pub fn then(&self, next: &Self) -> Self {
        if self.is_identity() {
            return next.clone();
        }
        if next.is_identity() {
            return self.clone();
        }
        // Every stretch of either map is a stretch of the two together; where they overlap they become one.
        let mut pieces: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        let backward = Backward::new(next);
        let mut add = |out: Range<usize>, source: Range<usize>| match pieces.last_mut() {
            Some((last_out, last_source)) if out.start < last_out.end || source.start < last_source.end => {
                last_out.end = last_out.end.max(out.end);
                last_source.end = last_source.end.max(source.end);
            }
            _ => pieces.push((out, source)),
        };
        let mut own: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        for piece in &self.changes {
            let middle = piece.out..piece.out + piece.out_len;
            own.push((backward.range(middle), piece.source..piece.source + piece.source_len));
        }
        for piece in &next.changes {
            let middle = piece.source..piece.source + piece.source_len;
            own.push((piece.out..piece.out + piece.out_len, self.range_to_source(middle)));
        }
        own.sort_by_key(|(out, source)| (out.start, source.start, out.end));
        for (out, source) in own {
            add(out, source);
        }
        let mut map = Self::default();
        for (out, source) in pieces {
            map.push(out, source);
        }
        map
    }
}

/// Offsets of a map's source as offsets of its output.
struct Backward<'a> {
    map: &'a OffsetMap,
}

impl<'a> Backward<'a> {
    fn new(map: &'a OffsetMap) -> Self {
        Self { map }
    }

    fn range(&self, source: Range<usize>) -> Range<usize> {
        let start = self.at(source.start, false);
        start..self.at(source.end, true).max(start)
    }

    fn at(&self, offset: usize, end: bool) -> usize {
        let changes = &self.map.changes;
        let after = changes.partition_point(|piece| if end { piece.source < offset } else { piece.source <= offset });
        match after.checked_sub(1).map(|index| changes[index]) {
            Some(piece) if offset < piece.source + piece.source_len => piece.out + if end { piece.out_len } else { 0 },
            Some(piece) => piece.out + piece.out_len + (offset - piece.source - piece.source_len),
            None => offset,
        }
    }
}

/// A derived text and the way back to its source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapped {
    /// The derived text.
    pub text: String,
    /// From its bytes to those of the source.
    pub map: OffsetMap,
}
