//! When a prediction agrees with a marked citation, and which belong together.

use std::cmp::Reverse;

use super::gold::Marked;

/// What a prediction has to get right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    /// The exact start and end.
    Span,
    /// At least one character in common.
    Overlap,
    /// Overlap and the work.
    Work,
    /// Overlap, the work and the set of provisions.
    Full,
}

impl Criterion {
    /// All of them, from the place to the target.
    pub const ALL: [Self; 4] = [Self::Span, Self::Overlap, Self::Work, Self::Full];

    /// Its name in files and reports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Span => "span",
            Self::Overlap => "overlap",
            Self::Work => "work",
            Self::Full => "full",
        }
    }

    /// Whether a prediction that overlaps a marked citation has it right.
    pub(super) fn agrees(self, predicted: &Marked, gold: &Marked) -> bool {
        let work = || gold.keys.iter().any(|key| key == predicted.key());
        match self {
            Self::Span => (predicted.start, predicted.end) == (gold.start, gold.end),
            Self::Overlap => true,
            Self::Work => work(),
            Self::Full => work() && predicted.provisions == gold.provisions,
        }
    }
}

/// How many characters two citations share.
pub(super) fn shared(a: &Marked, b: &Marked) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Which predictions and which marked citations found each other.
pub(super) struct Matches {
    pub(super) predicted: Vec<bool>,
    pub(super) gold: Vec<bool>,
}

/// Matches one to one, the longest overlap first, then in order.
pub(super) fn matches(criterion: Criterion, predicted: &[&Marked], gold: &[&Marked]) -> Matches {
    let mut pairs: Vec<(Reverse<usize>, usize, usize)> = Vec::new();
    for (i, p) in predicted.iter().enumerate() {
        for (j, g) in gold.iter().enumerate() {
            let overlap = shared(p, g);
            if overlap > 0 && criterion.agrees(p, g) {
                pairs.push((Reverse(overlap), i, j));
            }
        }
    }
    pairs.sort_unstable();
    let mut found = Matches { predicted: vec![false; predicted.len()], gold: vec![false; gold.len()] };
    for (_, i, j) in pairs {
        if !found.predicted[i] && !found.gold[j] {
            (found.predicted[i], found.gold[j]) = (true, true);
        }
    }
    found
}
