//! What the script of a page needs to help its reader: how the document is cited and when its state changes.

use serde::Serialize;

use super::common::{Link, Views};
use crate::content::Page;
use crate::corpus::{Validity, WorkId, cited_again, cited_first, host};

/// Letters of the hash that tells one text of a page from the next.
const VERSION: usize = 12;

/// Attributes of the element that holds the text.
#[derive(Debug, Serialize)]
pub(super) struct Reading {
    /// How a text names the document when it first cites it, and afterwards.
    first: String,
    again: String,
    /// The hash of its source.
    version: String,
    /// The days to come on which its state becomes another, as `2027-01-01`.
    effective: Option<String>,
    expires: Option<String>,
    /// Where it can be read outside the site.
    source: Option<Link>,
}

pub(super) fn reading(views: &Views<'_>, page: &Page, work: WorkId) -> Reading {
    let (effective, expires) = changes(views, work);
    Reading {
        first: cited_first(&page.front),
        again: cited_again(&page.front),
        version: version(page),
        effective,
        expires,
        source: views.source_address(work).map(|href| Link::to(host(&href), href.clone())),
    }
}

/// The hash of a page's source, short: the beginning of what `sha256sum` prints of the file that can be downloaded.
pub(super) fn version(page: &Page) -> String {
    page.sha256().to_string()[..VERSION].to_owned()
}

/// The days after the day of the build on which the state changes for a reader then.
fn changes(views: &Views<'_>, work: WorkId) -> (Option<String>, Option<String>) {
    let corpus = views.corpus();
    let facts = corpus.facts(work);
    let later = |field: Option<jiff::civil::Date>| field.filter(|date| *date > corpus.today()).map(|date| date.to_string());
    let state = corpus.validity(work, corpus.today());
    let effective = later(facts.effective.as_ref().map(|field| field.value)).filter(|_| state == Validity::NotYet);
    let living = matches!(state, Validity::NotYet | Validity::InForce | Validity::Partly);
    let expires = later(facts.expires.as_ref().map(|field| field.value)).filter(|_| living);
    (effective, expires)
}
