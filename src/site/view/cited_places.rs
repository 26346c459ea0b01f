//! Who cites each article, clause and point, at that very place.

use std::collections::BTreeMap;

use super::common::Views;
use super::relations::{label, place_id};
use crate::corpus::{CitedAt, PageId};
use crate::site::href;
use crate::site::html::{CitedHere, CitingDocument};

/// Most citing documents shown at a place, and most places shown of one document; the rest is counted.
const DOCUMENTS: usize = 30;
const PLACES: usize = 10;

/// For each block that opens a cited unit, its citations grouped by document, the page itself first.
pub(super) fn cited_places(views: &Views<'_>, id: PageId) -> BTreeMap<usize, CitedHere> {
    let corpus = views.corpus();
    let page = corpus.page(id);
    let cited = corpus.cited_at[id.0 as usize].chunk_by(|a, b| a.unit == b.unit);
    cited.map(|citations| (page.units[citations[0].unit].block, cited_here(views, id, citations))).collect()
}

fn cited_here(views: &Views<'_>, id: PageId, citations: &[CitedAt]) -> CitedHere {
    let mut documents: Vec<&[CitedAt]> = citations.chunk_by(|a, b| a.page == b.page).collect();
    documents.sort_by_key(|document| document[0].page != id);
    let hidden = documents.len().saturating_sub(DOCUMENTS);
    documents.truncate(DOCUMENTS);
    CitedHere {
        summary: format!("{} {} {}", views.word("cited_times"), citations.len(), views.word("times")),
        documents: documents.into_iter().map(|document| citing_document(views, id, document)).collect(),
        more: if hidden > 0 {
            format!("{} {hidden} {}", views.word("and_more"), views.word("more_pages"))
        } else {
            String::new()
        },
    }
}

fn citing_document(views: &Views<'_>, id: PageId, citations: &[CitedAt]) -> CitingDocument {
    let corpus = views.corpus();
    let (from, citing) = (&corpus.page(id).output, citations[0].page);
    let page = corpus.page(citing);
    let address = |place: &str| href::relative(from, &page.output, place);
    let document =
        if citing == id { (None, views.word("this_document").to_owned()) } else { (Some(address("")), views.page_name(citing)) };
    let mut places: Vec<(String, String)> = Vec::new();
    for cited in citations {
        let one = &corpus.citations[citing.0 as usize][cited.citation];
        let link = (address(&place_id(page, one).unwrap_or_default()), label(views, page, one));
        if places.last() != Some(&link) {
            places.push(link);
        }
    }
    if let Some(hidden) = places.len().checked_sub(PLACES + 1) {
        places.truncate(PLACES);
        places.push((address(""), format!("{} {}", views.word("and_more"), hidden + 1)));
    }
    CitingDocument { document, places }
}
