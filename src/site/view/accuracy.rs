//! The public page that says how well citations are linked, how that is measured, and what is left unlinked.

use serde::Serialize;

use super::common::{Frame, Views};
use crate::accuracy::{Criterion, DocumentSummary, Figures, GoldSummary, KindFigures, Scores, Share};

/// The path of the page.
pub(in crate::site) const ACCURACY: &str = "do-chinh-xac";

/// What is left without a link, by the key of its name; `<key>_why` says why.
const UNLINKED: [(&str, &str); 6] = [
    ("unlinked_unknown", "unlinked_unknown_why"),
    ("unlinked_ambiguous", "unlinked_ambiguous_why"),
    ("unlinked_general", "unlinked_general_why"),
    ("unlinked_several", "unlinked_several_why"),
    ("unlinked_standards", "unlinked_standards_why"),
    ("unlinked_outline", "unlinked_outline_why"),
];

/// How links look: the class of the style sheet, what it stands for, what that means.
const LOOKS: [(&str, &str, &str); 3] = [
    ("vd", "look_exact", "look_exact_means"),
    ("vd-suy", "look_inferred", "look_inferred_means"),
    ("vd-ngoai", "look_external", "look_external_means"),
];

/// The page of the figures.
#[derive(Debug, Serialize)]
pub(in crate::site) struct AccuracyView<'a> {
    frame: Frame,
    criteria: Vec<CriterionRow<'a>>,
    faults: Vec<FaultRow<'a>>,
    /// Links that were judged.
    links: usize,
    kinds: Vec<KindRow<'a>>,
    unlinked: Vec<Named<'a>>,
    looks: Vec<Look<'a>>,
    gold: &'a GoldSummary,
    documents: Vec<DocumentRow<'a>>,
}

#[derive(Debug, Serialize)]
struct CriterionRow<'a> {
    name: &'a str,
    meaning: &'a str,
    precision: String,
    recall: String,
    f1: String,
}

#[derive(Debug, Serialize)]
struct FaultRow<'a> {
    name: &'a str,
    meaning: &'a str,
    count: usize,
    share: String,
}

#[derive(Debug, Serialize)]
struct KindRow<'a> {
    name: &'a str,
    citations: usize,
    overlap: String,
    work: String,
    full: String,
}

/// A document of the gold standard, by its title where it has one.
#[derive(Debug, Serialize)]
struct DocumentRow<'a> {
    name: &'a str,
    citations: usize,
}

#[derive(Debug, Serialize)]
struct Named<'a> {
    name: &'a str,
    meaning: &'a str,
}

#[derive(Debug, Serialize)]
struct Look<'a> {
    class: &'static str,
    name: &'a str,
    meaning: &'a str,
}

/// The view of the figures.
pub(in crate::site) fn accuracy<'a>(views: &'a Views<'_>, scores: &'a Scores) -> AccuracyView<'a> {
    let named = |(name, meaning): (&'static str, &'static str)| Named { name: views.word(name), meaning: views.word(meaning) };
    let look = |(class, name, meaning): (&'static str, &'static str, &'static str)| Look {
        class,
        name: views.word(name),
        meaning: views.word(meaning),
    };
    AccuracyView {
        frame: views.frame(&views.output(ACCURACY), views.word("accuracy"), Some(views.word("accuracy_lead"))),
        criteria: Criterion::ALL.into_iter().zip(&scores.criteria).map(|(one, figures)| row(views, one, figures)).collect(),
        faults: vec![
            fault(views, "fault_wrong", "fault_wrong_means", scores.wrong),
            fault(views, "fault_spurious", "fault_spurious_means", scores.spurious),
        ],
        links: scores.links,
        kinds: scores.kinds.iter().map(|figures| kind(views, figures)).collect(),
        unlinked: UNLINKED.into_iter().map(named).collect(),
        looks: LOOKS.into_iter().map(look).collect(),
        gold: &scores.gold,
        documents: scores.gold.documents.iter().map(document).collect(),
    }
}

fn row<'a>(views: &'a Views<'_>, criterion: Criterion, figures: &Figures) -> CriterionRow<'a> {
    let (name, meaning) = match criterion {
        Criterion::Span => ("criterion_span", "criterion_span_means"),
        Criterion::Overlap => ("criterion_overlap", "criterion_overlap_means"),
        Criterion::Work => ("criterion_work", "criterion_work_means"),
        Criterion::Full => ("criterion_full", "criterion_full_means"),
    };
    CriterionRow {
        name: views.word(name),
        meaning: views.word(meaning),
        precision: percent(views, figures.precision),
        recall: percent(views, figures.recall),
        f1: percent(views, figures.f1),
    }
}

fn fault<'a>(views: &'a Views<'_>, name: &'static str, meaning: &'static str, share: Share) -> FaultRow<'a> {
    FaultRow { name: views.word(name), meaning: views.word(meaning), count: share.count, share: percent(views, share.share) }
}

fn kind<'a>(views: &'a Views<'_>, figures: &'a KindFigures) -> KindRow<'a> {
    let name = match figures.kind.as_str() {
        "number" => "cited_by_number",
        "name" => "cited_by_name",
        "self" => "cited_self",
        "internal" => "cited_internal",
        "previous" => "cited_previous",
        other => other,
    };
    KindRow {
        name: views.word(name),
        citations: figures.citations,
        overlap: percent(views, figures.overlap),
        work: percent(views, figures.work),
        full: percent(views, figures.full),
    }
}

fn document(summary: &DocumentSummary) -> DocumentRow<'_> {
    DocumentRow { name: summary.title.as_ref().unwrap_or(&summary.id), citations: summary.citations }
}

/// A ratio as a percentage with two decimals: all four decimals of the scores file.
fn percent(views: &Views<'_>, ratio: f64) -> String {
    format!("{:.2}%", ratio * 100.0).replace('.', views.word("decimal_mark"))
}
