//! The legal basis of a page, verified: each work it cites with its state then and now, what was compared, what differs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::common::{Link, StatusNote, StatusView, Views, successors};
use super::list::numbered_name;
use super::relations::place_link;
use crate::content::{Evidence, Relation};
use crate::corpus::{Certainty, CitationUse, Difference, PageId, Resolution, Standing, WorkId, official_date, provision_name};
use crate::text::key;

/// Most places shown of one cited work; the rest is counted.
const PLACES: usize = 20;

/// The panel.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct LegalBasis {
    works: Vec<VerifiedWork>,
    /// Places of its own that the page refers to and does not have.
    own_missing: Vec<String>,
    /// Citations without a link, each wording once.
    unresolved: Vec<Unresolved>,
    /// Whether the day is known on which the works must have been in force.
    dated: bool,
}

/// A cited work and what was found about it.
#[derive(Debug, Clone, Serialize)]
struct VerifiedWork {
    work: Link,
    has_page: bool,
    /// Whether the page is based on it (căn cứ).
    is_basis: bool,
    at_issue: Option<StatusView>,
    today: StatusView,
    /// What came after: replaced by, amended by.
    since: Vec<StatusNote>,
    /// What agrees with a source of its own: số, ngày, tên.
    agrees: Vec<String>,
    /// What only citing documents say.
    unverified: Vec<String>,
    differs: Vec<String>,
    places: Vec<Link>,
    more: usize,
}

/// Words that were not linked, and why.
#[derive(Debug, Clone, Serialize)]
struct Unresolved {
    words: String,
    candidates: Vec<Link>,
    places: Vec<Link>,
}

/// The panel of a page; works in the order of their first citation.
pub(super) fn legal_basis(views: &Views<'_>, id: PageId) -> LegalBasis {
    let corpus = views.corpus();
    let mut order: Vec<WorkId> = Vec::new();
    let mut uses: BTreeMap<WorkId, Vec<&CitationUse>> = BTreeMap::new();
    for one in corpus.citations(id) {
        if let Resolution::Work(work, _) = one.resolution {
            let list = uses.entry(work).or_insert_with(|| {
                order.push(work);
                Vec::new()
            });
            list.push(one);
        }
    }
    // What the page states as its basis belongs here, whether its text says so or not.
    let stated = corpus.work_of(id).map(|own| corpus.relations_of(own)).unwrap_or_default();
    for (_, work, _) in stated.iter().filter(|(relation, ..)| *relation == Relation::BasedOn) {
        if !order.contains(work) {
            order.push(*work);
        }
    }
    let none = Vec::new();
    let works = order.into_iter().map(|work| verified(views, id, work, uses.get(&work).unwrap_or(&none))).collect();
    LegalBasis {
        works,
        own_missing: own_missing(views, id),
        unresolved: unresolved(views, id),
        dated: corpus.issued(id).is_some(),
    }
}

fn verified(views: &Views<'_>, id: PageId, work: WorkId, uses: &[&CitationUse]) -> VerifiedWork {
    let corpus = views.corpus();
    let mut places: Vec<Link> = Vec::new();
    for one in uses {
        let place = place_link(views, id, one);
        if places.last() != Some(&place) {
            places.push(place);
        }
    }
    let more = places.len().saturating_sub(PLACES);
    places.truncate(PLACES);
    let (agrees, unverified) = compared(views, work, uses);
    VerifiedWork {
        work: Link { text: numbered_name(views, work), ..views.link(&corpus.page(id).output, work) },
        has_page: corpus.work(work).page.is_some(),
        is_basis: is_basis(views, id, work, uses),
        at_issue: corpus.validity_at_issue(id, work).map(|state| views.state(state)),
        today: views.status(work),
        since: successors(views, &corpus.page(id).output, work),
        agrees,
        unverified,
        differs: differs(views, uses),
        places,
        more,
    }
}

/// Whether the page states the work as its basis, or cites it in a paragraph that begins with `Căn cứ`.
fn is_basis(views: &Views<'_>, id: PageId, work: WorkId, uses: &[&CitationUse]) -> bool {
    let corpus = views.corpus();
    let page = corpus.page(id);
    let opens = |one: &&CitationUse| {
        let block = page.block_in_file(one.block);
        let text = block.inlines[0].text.trim_start();
        text.starts_with(['C', 'c']) && key(&text[..text.floor_char_boundary(16.min(text.len()))]).text.starts_with("căn cứ ")
    };
    let stated = corpus.work_of(id).is_some_and(|own| {
        let relations = corpus.relations_of(own);
        relations.iter().any(|(relation, other, _)| *relation == Relation::BasedOn && *other == work)
    });
    stated || uses.iter().any(opens)
}

/// What the citations say that agrees with the work's facts: with a source of its own, and by citing documents only.
fn compared(views: &Views<'_>, work: WorkId, uses: &[&CitationUse]) -> (Vec<String>, Vec<String>) {
    let facts = views.corpus().facts(work);
    let mentions = || uses.iter().filter_map(|one| one.mention.as_deref().map(|mention| (mention, one.difference)));
    let number = mentions().any(|(m, d)| m.number.is_some() && !matches!(d, Some(Difference::Number | Difference::Shape)));
    let date = facts.issued.is_some() && mentions().any(|(m, d)| m.date.is_some() && !matches!(d, Some(Difference::Date { .. })));
    let name = mentions().any(|(m, d)| m.name.is_some() && d != Some(Difference::Name));
    let said = [(number, "number", "fact_number"), (date, "issued", "fact_issued"), (name, "title", "fact_name")];
    let (mut agrees, mut unverified) = (Vec::new(), Vec::new());
    for (_, field, word) in said.into_iter().filter(|(said, ..)| *said) {
        let alone = matches!(
            facts.evidence_of(field),
            Some(Evidence::AsCited | Evidence::Inferred | Evidence::Disputed | Evidence::Unknown)
        );
        let list = if alone { &mut unverified } else { &mut agrees };
        list.push(views.word(word).to_lowercase());
    }
    let found = uses.iter().flat_map(|one| &one.places).filter(|place| place.standing == Standing::Found).count();
    if found > 0 {
        agrees.push(format!("{found} {}", views.word("places_found")));
    }
    (agrees, unverified)
}

/// What does not agree, or could not be looked at, in words.
fn differs(views: &Views<'_>, uses: &[&CitationUse]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut say = |words: String| {
        if !out.contains(&words) {
            out.push(words);
        }
    };
    for one in uses {
        match one.difference {
            Some(Difference::Date { cited, issued }) => say(format!(
                "{} {}, {} {}",
                views.word("differs_date"),
                official_date(cited),
                views.word("known_date"),
                official_date(issued)
            )),
            Some(Difference::Shape) => say(views.word("differs_shape").to_owned()),
            Some(Difference::Number) => say(views.word("differs_number").to_owned()),
            Some(Difference::Name) => say(views.word("differs_name").to_owned()),
            None if matches!(one.resolution, Resolution::Work(_, Certainty::Inferred)) => {
                say(views.word("inferred_target").to_owned());
            }
            None => {}
        }
    }
    for (standing, key) in [(Standing::NotCheckable, "not_checkable"), (Standing::Missing, "no_such_place")] {
        let places = uses.iter().flat_map(|one| &one.places).filter(|place| place.standing == standing);
        let names = listed(places.map(|place| provision_name(&place.path)));
        if !names.is_empty() {
            say(format!("{} {names}", views.word(key)));
        }
    }
    out
}

/// Names with commas, each once, the first twenty of them.
fn listed(names: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        if !all.contains(&name) {
            all.push(name);
        }
        if all.len() == PLACES {
            break;
        }
    }
    all.join(", ")
}

fn own_missing(views: &Views<'_>, id: PageId) -> Vec<String> {
    let own = views.corpus().citations(id).iter().filter(|one| one.resolution == Resolution::This);
    let missing = own.flat_map(|one| &one.places).filter(|place| place.standing == Standing::Missing);
    let names = listed(missing.map(|place| provision_name(&place.path)));
    if names.is_empty() { Vec::new() } else { vec![names] }
}

/// Citations that lead nowhere: unknown works, and those that may be several.
fn unresolved(views: &Views<'_>, id: PageId) -> Vec<Unresolved> {
    let corpus = views.corpus();
    let page = corpus.page(id);
    let mut by_words: BTreeMap<String, usize> = BTreeMap::new();
    let mut out: Vec<Unresolved> = Vec::new();
    for one in corpus.citations(id).iter().filter(|one| one.mention.is_some()) {
        let candidates: &[WorkId] = match &one.resolution {
            Resolution::Unknown => &[],
            Resolution::Ambiguous(works) => works,
            _ => continue,
        };
        let block = page.block_in_file(one.block);
        let words = &block.inlines[one.inline].text[one.span.clone()];
        let at = *by_words.entry(key(words).text).or_insert_with(|| {
            let candidates =
                candidates.iter().map(|work| Link { text: corpus.full_name(*work), ..views.link(&page.output, *work) }).collect();
            out.push(Unresolved { words: words.to_owned(), candidates, places: Vec::new() });
            out.len() - 1
        });
        let place = place_link(views, id, one);
        if out[at].places.len() < PLACES && out[at].places.last() != Some(&place) {
            out[at].places.push(place);
        }
    }
    out
}
