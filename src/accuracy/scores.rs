//! The figures as they are kept with the theme and published.

use serde::{Deserialize, Serialize};

use super::gold::GoldDocument;
use super::matching::Criterion;
use super::tally::{Ratios, Tally};

/// The scores file. No date stands in it: the same recogniser on the same gold standard gives the same bytes.
///
/// Ratios are rounded to four decimals, so that a percentage with two shows exactly what stands here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scores {
    /// What was measured on.
    pub gold: GoldSummary,
    /// Predictions that count.
    pub predicted: usize,
    /// Predictions in quoted text, left out.
    pub ignored: usize,
    /// Predictions on optional citations, left out.
    pub skipped: usize,
    /// Predictions with a target.
    pub links: usize,
    /// By criterion, in the order of [`Criterion::ALL`].
    pub criteria: Vec<Figures>,
    /// Links to another target than the marked one.
    pub wrong: Share,
    /// Links from quoted text to the document itself; they are among the wrong ones.
    pub wrong_quoted: usize,
    /// Links that no marked citation shares.
    pub spurious: Share,
    /// Recall by kind of citation.
    pub kinds: Vec<KindFigures>,
}

/// The gold standard: its name, its bytes, its size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldSummary {
    /// Its name.
    pub name: String,
    /// The hash of its files ([`super::hash`]).
    pub hash: String,
    /// Marked citations that count.
    pub citations: usize,
    /// Marked ones in quoted text, not scored.
    pub quoted: usize,
    /// Marked ones that are not scored either way.
    pub optional: usize,
    /// Its documents.
    pub documents: Vec<DocumentSummary>,
}

/// One document of the gold standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentSummary {
    /// The name of its files.
    pub id: String,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Marked citations that count.
    pub citations: usize,
}

/// The figures of one criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// Its name: `span`, `overlap`, `work`, `full`.
    pub criterion: String,
    /// Marked citations found.
    pub found: usize,
    /// Right ones among the predicted.
    pub precision: f64,
    /// Found ones among the marked.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
}

/// Some of the links.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// How many.
    pub count: usize,
    /// Their part of all links.
    pub share: f64,
}

/// How many citations of one kind were found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindFigures {
    /// What shows the target: `number`, `name`, `self`, `internal`, `previous`.
    pub kind: String,
    /// Marked citations that count.
    pub citations: usize,
    /// Recall with the exact start and end.
    pub span: f64,
    /// Recall with at least one character in common.
    pub overlap: f64,
    /// Recall with the work.
    pub work: f64,
    /// Recall with the work and the provisions.
    pub full: f64,
}

impl Scores {
    /// The figures of a gold standard with a name and the hash of its files.
    pub fn new(name: &str, hash: &str, documents: &[GoldDocument], tally: &Tally) -> Self {
        let gold = GoldSummary {
            name: name.to_owned(),
            hash: hash.to_owned(),
            citations: tally.gold,
            quoted: tally.quoted,
            optional: tally.optional,
            documents: documents.iter().map(summary).collect(),
        };
        Self {
            gold,
            predicted: tally.predicted,
            ignored: tally.ignored,
            skipped: tally.skipped,
            links: tally.links,
            criteria: Criterion::ALL.map(|criterion| figures(tally, criterion)).to_vec(),
            wrong: Share { count: tally.wrong, share: rounded(tally.wrong_share()) },
            wrong_quoted: tally.wrong_quoted,
            spurious: Share { count: tally.spurious, share: rounded(tally.spurious_share()) },
            kinds: kinds(tally),
        }
    }

    /// Reads a scores file. Errors: the JSON reader's message, or that the four criteria are not there in their order.
    pub fn from_json(json: &str) -> Result<Self, String> {
        let scores: Self = serde_json::from_str(json).map_err(|error| error.to_string())?;
        if scores.criteria.iter().map(|figures| figures.criterion.as_str()).eq(Criterion::ALL.map(Criterion::id)) {
            return Ok(scores);
        }
        Err(format!("`criteria` ≠ {}", Criterion::ALL.map(Criterion::id).join(", ")))
    }

    /// The file's text. Errors: none in practice; the value holds nothing that JSON cannot.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

fn summary(document: &GoldDocument) -> DocumentSummary {
    let counted = document.citations.iter().filter(|one| !one.quoted && !one.optional);
    DocumentSummary { id: document.id.clone(), title: document.title.clone(), citations: counted.count() }
}

fn figures(tally: &Tally, criterion: Criterion) -> Figures {
    let Ratios { precision, recall, f1 } = tally.ratios(criterion);
    Figures {
        criterion: criterion.id().to_owned(),
        found: tally.found[criterion as usize],
        precision: rounded(precision),
        recall: rounded(recall),
        f1: rounded(f1),
    }
}

fn kinds(tally: &Tally) -> Vec<KindFigures> {
    let row = |((_, kind), counts): (&(usize, String), &super::KindTally)| KindFigures {
        kind: kind.clone(),
        citations: counts.gold,
        span: rounded(counts.recall(Criterion::Span)),
        overlap: rounded(counts.recall(Criterion::Overlap)),
        work: rounded(counts.recall(Criterion::Work)),
        full: rounded(counts.recall(Criterion::Full)),
    };
    tally.kinds.iter().map(row).collect()
}

fn rounded(ratio: f64) -> f64 {
    (ratio * 10_000.0).round() / 10_000.0
}
