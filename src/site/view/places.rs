//! Places of a text as people say them.

use super::common::{Link, Views};
use crate::content::{Field, Page};

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
    let block = page.blocks.iter().find(|block| block.id.as_deref() == Some(id));
    let labels = page.labels(block.and_then(|block| block.unit));
    let paragraph = id.rsplit_once("-p").map(|(_, number)| format!(" ({number})")).unwrap_or_default();
    if labels.is_empty() { id.to_owned() } else { format!("{}{paragraph}", labels.join(".")) }
}
