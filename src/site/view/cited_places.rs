//! Who cites each article, clause and point, at that very place.

use std::collections::BTreeMap;

use super::common::Views;
use super::relations::{label, place_id};
use super::shown::Shown;
use crate::corpus::CitedAt;
use crate::site::html::{CitedHere, CitingDocument};

/// Most citing documents shown at a place, and most places shown of one document; the rest is counted.
const DOCUMENTS: usize = 30;
const PLACES: usize = 10;

/// For each block that opens a cited unit, its citations grouped by document, the page itself first.
pub(super) fn cited_places(views: &Views<'_>, shown: &Shown<'_>) -> BTreeMap<usize, CitedHere> {
    let cited = views.corpus().cited_at(shown.id).chunk_by(|a, b| a.unit == b.unit);
    let at_blocks = cited.map(|citations| (shown.page.units()[citations[0].unit].block(), citations));
    let here = at_blocks.filter(|(block, _)| shown.blocks.contains(block));
    here.map(|(block, citations)| (block, cited_here(views, shown, citations))).collect()
}

fn cited_here(views: &Views<'_>, shown: &Shown<'_>, citations: &[CitedAt]) -> CitedHere {
    let mut documents: Vec<&[CitedAt]> = citations.chunk_by(|a, b| a.page == b.page).collect();
    documents.sort_by_key(|document| document[0].page != shown.id);
    let hidden = documents.len().saturating_sub(DOCUMENTS);
    documents.truncate(DOCUMENTS);
    CitedHere {
        summary: format!("{} {} {}", views.word("cited_times"), citations.len(), views.word("times")),
        documents: documents.into_iter().map(|document| citing_document(views, shown, document)).collect(),
        more: if hidden > 0 {
            format!("{} {hidden} {}", views.word("and_more"), views.word("more_pages"))
        } else {
            String::new()
        },
    }
}

fn citing_document(views: &Views<'_>, shown: &Shown<'_>, citations: &[CitedAt]) -> CitingDocument {
    let corpus = views.corpus();
    let citing = citations[0].page;
    let page = corpus.page(citing);
    let address = |place: &str| views.place(shown.output, page, place);
    let document = if citing == shown.id {
        (None, views.word("this_document").to_owned())
    } else {
        (Some(address("")), views.page_name(citing))
    };
    let mut places: Vec<(String, String)> = Vec::new();
    for cited in citations {
        let one = corpus.use_of(cited);
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
