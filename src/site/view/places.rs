//! Places of a text as people say them, and their addresses.

use super::common::{Link, Views};
use crate::content::{Field, Page};
use crate::corpus::WorkId;
use crate::reads::{Read, note};
use crate::site::{href, lists};

impl Views<'_> {
    /// Where a work is shown: its page, or its entry among the further works.
    pub(in crate::site) fn address(&self, from: &str, work: WorkId, id: &str) -> String {
        let entry = &self.corpus().work(work);
        match entry.page {
            Some(page) => self.place(from, self.corpus().page(page), id),
            None => href::relative(from, &self.output(lists::FURTHER), &entry.slug),
        }
    }

    /// The address of a place of a page, on the output that holds it; without an id, of the page.
    pub(in crate::site) fn place(&self, from: &str, page: &Page, id: &str) -> String {
        href::relative(from, self.site.layout.divisions.holder(from, &page.output, id), id)
    }

    /// The slot of a page in the index; none where a search does not find it.
    pub(super) fn slot(&self, page: &Page) -> Option<u32> {
        note(Read::Slot(page.index()));
        self.site.layout.slot(page.index())
    }
}

/// Links to places of a page, in the order given.
pub(super) fn place_links<'a>(
    views: &Views<'_>,
    from: &str,
    page: &Page,
    at: impl IntoIterator<Item = &'a Field<String>>,
) -> Vec<Link> {
    at.into_iter().map(|place| Link::to(place_name(page, &place.value), views.place(from, page, &place.value))).collect()
}

/// `iv-1-p3` as people say it: the labels of the units above and the paragraph's number.
pub(super) fn place_name(page: &Page, id: &str) -> String {
    let blocks = page.blocks();
    let block = blocks.iter().find(|block| block.id.as_deref() == Some(id));
    let labels = page.labels(block.and_then(|block| block.unit));
    let paragraph = id.rsplit_once("-p").map(|(_, number)| format!(" ({number})")).unwrap_or_default();
    if labels.is_empty() { id.to_owned() } else { format!("{}{paragraph}", labels.join(".")) }
}
