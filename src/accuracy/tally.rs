//! Documents added up, every citation counting alike.

use std::collections::BTreeMap;

use super::judge::Verdict;
use super::matching::Criterion;

/// The kinds of citation in the order of reports; others come after them.
const KINDS: [&str; 5] = ["number", "name", "self", "internal", "previous"];

/// The counts over all documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Marked citations that count.
    pub gold: usize,
    /// Marked ones in quoted text.
    pub quoted: usize,
    /// Marked ones that are not scored either way.
    pub optional: usize,
    /// Predictions that count.
    pub predicted: usize,
    /// Predictions in quoted text, left out.
    pub ignored: usize,
    /// Predictions on optional citations, left out.
    pub skipped: usize,
    /// Predictions with a target.
    pub links: usize,
    /// Links to another target than the marked one, `wrong_quoted` among them.
    pub wrong: usize,
    /// Links from quoted text to the document itself.
    pub wrong_quoted: usize,
    /// Links that no marked citation shares.
    pub spurious: usize,
    /// Marked citations found, by criterion.
    pub found: [usize; 4],
    /// The same by kind, under the kind's place in reports and its name.
    pub kinds: BTreeMap<(usize, String), KindTally>,
}

/// The citations of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct KindTally {
    /// Marked citations that count.
    pub gold: usize,
    /// Those found, by criterion.
    pub found: [usize; 4],
}

/// How much of what was predicted is right, and how much of what is right was predicted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratios {
    /// Right ones among the predicted (*độ đúng*).
    pub precision: f64,
    /// Found ones among the marked (*độ đủ*).
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
}

impl Tally {
    /// Adds one document.
    pub fn add(&mut self, verdict: &Verdict<'_>) {
        self.gold += verdict.gold.len();
        self.quoted += verdict.quoted;
        self.optional += verdict.optional;
        self.predicted += verdict.predicted.len();
        self.ignored += verdict.ignored;
        self.skipped += verdict.skipped;
        self.links += verdict.links();
        self.wrong += verdict.wrong.len() + verdict.wrong_quoted.len();
        self.wrong_quoted += verdict.wrong_quoted.len();
        self.spurious += verdict.spurious.len();
        for one in &verdict.gold {
            self.kind(&one.kind).gold += 1;
        }
        for criterion in Criterion::ALL {
            let found = verdict.gold.iter().zip(verdict.found(criterion)).filter(|(_, found)| **found);
            for (one, _) in found {
                self.found[criterion as usize] += 1;
                self.kind(&one.kind).found[criterion as usize] += 1;
            }
        }
    }

    fn kind(&mut self, kind: &str) -> &mut KindTally {
        let rank = KINDS.iter().take_while(|known| **known != kind).count();
        self.kinds.entry((rank, kind.to_owned())).or_default()
    }

    /// The ratios of a criterion; predicting nothing where nothing is marked is right.
    pub fn ratios(&self, criterion: Criterion) -> Ratios {
        let found = self.found[criterion as usize];
        let empty = if self.gold == 0 { 1.0 } else { 0.0 };
        let precision = share(found, self.predicted).unwrap_or(empty);
        let recall = share(found, self.gold).unwrap_or(1.0);
        let sum = precision + recall;
        Ratios { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }

    /// Wrong links among the links.
    pub fn wrong_share(&self) -> f64 {
        share(self.wrong, self.links).unwrap_or(0.0)
    }

    /// Spurious links among the links.
    pub fn spurious_share(&self) -> f64 {
        share(self.spurious, self.links).unwrap_or(0.0)
    }
}

impl KindTally {
    /// Found ones among the marked.
    pub fn recall(&self, criterion: Criterion) -> f64 {
        share(self.found[criterion as usize], self.gold).unwrap_or(1.0)
    }
}

/// A part of a whole; `None` of nothing.
fn share(part: usize, whole: usize) -> Option<f64> {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    (whole > 0).then(|| number(part) / number(whole))
}
