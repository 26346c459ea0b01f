//! What the head of a page tells machines: Open Graph, Dublin Core, the other forms of a document.

use serde::Serialize;

use super::common::{Frame, Views};
use crate::content::{Extra, Page};
use crate::corpus::WorkId;
use crate::site::data::{self, legislation};
use crate::site::href;
use crate::site::locale::Language;
use crate::site::log::feed_links;

/// What sites that show a link to a page say of it, beside its title and address.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Social {
    locale: &'static str,
}

/// A property of Dublin Core.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Named {
    name: &'static str,
    value: String,
}

/// Another form of a document.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Alternate {
    kind: &'static str,
    href: String,
}

/// What every page has, unless the site goes without.
pub(super) fn social(views: &Views<'_>) -> Option<Social> {
    let locale = match views.language {
        Language::Vietnamese => "vi_VN",
        Language::English => "en_US",
    };
    views.site.settings.has(Extra::Metadata).then_some(Social { locale })
}

/// The frame of a document's page with what it tells of the document.
pub(super) fn described(views: &Views<'_>, frame: Frame, page: &Page, work: WorkId) -> Frame {
    let settings = views.site.settings;
    let dublin = if settings.has(Extra::Metadata) { dublin(views, page, work) } else { Vec::new() };
    let legislation = settings.has(Extra::JsonLd).then(|| legislation(views, page, work));
    Frame { dublin, alternates: alternates(views, page), legislation, ..frame }
}

/// What is known of the document; what is not known is left out.
fn dublin(views: &Views<'_>, page: &Page, work: WorkId) -> Vec<Named> {
    let front = &page.front;
    let properties = [
        ("title", front.title.as_ref().map(|title| title.value.clone())),
        ("creator", front.issuer.as_ref().map(|issuer| issuer.value.clone())),
        ("date", front.issued.as_ref().map(|issued| issued.value.to_string())),
        ("identifier", Some(views.site.corpus.identifier(work))),
        ("language", Some(front.lang.clone().unwrap_or_else(|| Language::Vietnamese.code().to_owned()))),
        ("type", front.kind.as_ref().map(|kind| kind.value.name().to_owned())),
    ];
    properties.into_iter().filter_map(|(name, value)| Some(Named { name, value: value? })).collect()
}

/// The feeds, as every page tells of them.
pub(super) fn feeds(views: &Views<'_>, output: &str) -> Vec<Alternate> {
    let links = feed_links(views.site.settings).into_iter();
    links.map(|(kind, path)| Alternate { kind, href: href::relative(output, &path, "") }).collect()
}

fn alternates(views: &Views<'_>, page: &Page) -> Vec<Alternate> {
    let to = |path: &str| href::relative(&page.output, path, "");
    data::forms(views.site.settings, page).into_iter().map(|(kind, path)| Alternate { kind, href: to(&path) }).collect()
}
