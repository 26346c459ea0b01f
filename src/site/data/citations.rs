//! Citations as data: where each stands, what it says, what it was found to mean and how surely.

use serde::Serialize;

use crate::content::{BlockKind, Page};
use crate::corpus::{CitationUse, Corpus, Difference, PageId, Resolution, Standing, WorkId};
use crate::site::html::footnote_id;

/// A citation. Spans count code points of the text of its block.
#[derive(Debug, Serialize)]
pub(super) struct Citation<'a> {
    /// The path of the page that cites; left out in the page's own data.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'a str>,
    /// The id of the nearest place on the page.
    place: Option<String>,
    /// Which block of the text, and which cell of it where it is a table.
    block: usize,
    cell: usize,
    span: [usize; 2],
    text: String,
    form: &'static str,
    /// Whether it stands in text quoted to amend another document.
    quoted: bool,
    /// `exact`, `inferred`, `ambiguous`, `external` or `unknown`.
    certainty: &'static str,
    target: Option<Target<'a>>,
    /// The slugs of the works that it may mean, where they are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<&'a str>,
    provisions: Vec<Provision>,
    /// What differs between the citation and the work: `date`, `shape`, `number` or `name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<&'static str>,
}

/// The work that a citation means.
#[derive(Debug, Serialize)]
struct Target<'a> {
    id: String,
    slug: &'a str,
}

/// A provision that a citation names.
#[derive(Debug, Serialize)]
struct Provision {
    path: String,
    /// The id of the place on the target's page that a link goes to.
    place: Option<String>,
    /// Whether that is the provision: `found`, `not-checkable` or `missing`.
    standing: &'static str,
}

/// The citations of a page; with its path where they stand beside those of others.
pub(super) fn citations(corpus: &Corpus, id: PageId, named: bool) -> Vec<Citation<'_>> {
    let page = corpus.page(id);
    let own = named.then_some(page.output.as_str());
    corpus.citations(id).iter().map(|one| Citation { page: own, ..citation(corpus, id, page, one) }).collect()
}

fn citation<'a>(corpus: &'a Corpus, id: PageId, page: &Page, one: &CitationUse) -> Citation<'a> {
    let block = page.block(one.block);
    let text = &block.inlines[one.inline].text;
    let start = text[..one.span.start].chars().count();
    let cited = &text[one.span.clone()];
    let (target, shown) = target(corpus, id, one);
    let place = match &block.kind {
        BlockKind::Footnote(label) => Some(footnote_id(label)),
        _ => block.nearest_id(page.units()).map(str::to_owned),
    };
    Citation {
        page: None,
        place,
        block: one.block,
        cell: one.inline,
        span: [start, start + cited.chars().count()],
        text: cited.to_owned(),
        form: one.form.id(),
        quoted: one.quoted,
        certainty: corpus.certainty(one),
        target: target.map(|work| Target { id: corpus.identifier(work), slug: &corpus.work(work).slug }),
        candidates: match &one.resolution {
            Resolution::Ambiguous(works) => works.iter().map(|work| corpus.work(*work).slug.as_str()).collect(),
            _ => Vec::new(),
        },
        provisions: provisions(one, shown),
        difference: one.difference.as_ref().map(difference),
    }
}

/// The work that a citation means, and the page that shows it.
fn target<'a>(corpus: &'a Corpus, id: PageId, one: &CitationUse) -> (Option<WorkId>, Option<&'a Page>) {
    match one.resolution {
        Resolution::This => (corpus.work_of(id), Some(corpus.page(id))),
        Resolution::Work(work, _) => (Some(work), corpus.work(work).page.map(|page| corpus.page(page))),
        _ => (None, None),
    }
}

fn provisions(one: &CitationUse, shown: Option<&Page>) -> Vec<Provision> {
    let place = |unit: Option<usize>| Some(shown?.units().get(unit?)?.id().to_owned());
    let all = one.places.iter();
    all.map(|cited| Provision {
        path: cited.path.to_string(),
        place: place(cited.unit),
        standing: match cited.standing {
            Standing::Found => "found",
            Standing::NotCheckable => "not-checkable",
            Standing::Missing => "missing",
        },
    })
    .collect()
}

fn difference(difference: &Difference) -> &'static str {
    match difference {
        Difference::Date { .. } => "date",
        Difference::Shape => "shape",
        Difference::Number => "number",
        Difference::Name => "name",
    }
}
