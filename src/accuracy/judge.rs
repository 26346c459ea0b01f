//! One document's predictions against its marks.

use super::gold::{GoldDocument, Marked};
use super::matching::{Criterion, matches, shared};

/// What the predictions of one document came to.
#[derive(Debug, Clone)]
pub struct Verdict<'a> {
    /// The marked citations that count.
    pub gold: Vec<&'a Marked>,
    /// Marked ones inside quoted text.
    pub quoted: usize,
    /// Marked ones that are not scored either way.
    pub optional: usize,
    /// The predictions that count.
    pub predicted: Vec<&'a Marked>,
    /// Predictions in quoted text, left out.
    pub ignored: usize,
    /// Predictions on optional citations, left out.
    pub skipped: usize,
    /// Links made from quoted text to the document itself: wrong ones.
    pub wrong_quoted: Vec<&'a Marked>,
    /// Links whose marked citation has another target.
    pub wrong: Vec<&'a Marked>,
    /// Links that no marked citation shares.
    pub spurious: Vec<&'a Marked>,
    /// By criterion, for each citation of `gold` whether it was found.
    pub found: [Vec<bool>; 4],
}

/// Where a prediction goes before it is scored.
enum Fate {
    Scored,
    OnOptional,
    InQuoted,
    FromQuotedToThis,
}

/// Compares predictions with the marks of their document.
///
/// A prediction that shares more characters with an optional citation than with any scored one is left out, whatever its
/// target. One that touches quoted text only is left out too, unless it links to the document itself: what is quoted
/// belongs to another law.
pub fn judge<'a>(document: &'a GoldDocument, predictions: &'a [Marked]) -> Verdict<'a> {
    let rows = |wanted: fn(&Marked) -> bool| document.citations.iter().filter(|one| wanted(one)).collect::<Vec<_>>();
    let optional = rows(|one| one.optional);
    let quoted = rows(|one| one.quoted && !one.optional);
    let gold = rows(|one| !one.quoted && !one.optional);
    let (mut predicted, mut wrong_quoted) = (Vec::new(), Vec::new());
    let (mut ignored, mut skipped) = (0, 0);
    for one in predictions {
        match fate(one, &gold, &optional, &quoted) {
            Fate::Scored => predicted.push(one),
            Fate::OnOptional => skipped += 1,
            Fate::InQuoted => ignored += 1,
            Fate::FromQuotedToThis => wrong_quoted.push(one),
        }
    }
    let found = Criterion::ALL.map(|criterion| matches(criterion, &predicted, &gold).gold);
    let overlapping = matches(Criterion::Overlap, &predicted, &gold).predicted;
    let alone = predicted.iter().zip(overlapping).filter(|(one, shared)| !shared && is_link(one));
    Verdict {
        spurious: alone.map(|(one, _)| *one).collect(),
        wrong: predicted.iter().copied().filter(|one| is_link(one) && is_wrong(one, &gold)).collect(),
        quoted: quoted.len(),
        optional: optional.len(),
        gold,
        predicted,
        ignored,
        skipped,
        wrong_quoted,
        found,
    }
}

impl Verdict<'_> {
    /// How many predictions are links: they have a target.
    pub fn links(&self) -> usize {
        self.predicted.iter().filter(|one| is_link(one)).count() + self.wrong_quoted.len()
    }

    /// Which marked citations were found by a criterion, in the order of `gold`.
    pub fn found(&self, criterion: Criterion) -> &[bool] {
        &self.found[criterion as usize]
    }
}

fn fate(one: &Marked, gold: &[&Marked], optional: &[&Marked], quoted: &[&Marked]) -> Fate {
    let most = |rows: &[&Marked]| rows.iter().map(|row| shared(one, row)).max().unwrap_or(0);
    if most(optional) > most(gold) {
        return Fate::OnOptional;
    }
    if most(gold) > 0 || most(quoted) == 0 {
        return Fate::Scored;
    }
    if one.key() == "this" { Fate::FromQuotedToThis } else { Fate::InQuoted }
}

fn is_link(one: &Marked) -> bool {
    !one.work.is_empty()
}

/// Whether the marked citation with most characters in common, the first of equals, has another target.
fn is_wrong(one: &Marked, gold: &[&Marked]) -> bool {
    // `max_by_key` takes the last of equals, so the order is turned.
    let nearest = gold.iter().rev().max_by_key(|row| shared(one, row));
    nearest.is_some_and(|row| shared(one, row) > 0 && !Criterion::Full.agrees(one, row))
}
