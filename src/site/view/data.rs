//! The page on the site's data: which files there are, what they are, under what terms they may be used.

use serde::Serialize;

use super::common::{Frame, Link, Views};
use crate::content::Extra;
use crate::site::data::{Listed, PAGE};
use crate::site::href;

#[derive(Debug, Serialize)]
pub(in crate::site) struct DataView<'a> {
    frame: Frame,
    files: Vec<Listed<'a>>,
    /// None where the site does not say.
    licence: Option<Link>,
    terms: Option<Link>,
    /// Whether each document has these.
    json: bool,
    akn: bool,
}

/// The view of the page.
pub(in crate::site) fn data<'a>(views: &Views<'a>, files: Vec<Listed<'a>>) -> DataView<'a> {
    let settings = views.site.settings;
    let said = |words: &Option<String>| words.as_deref().map(|words| Link { href: address(words), ..Link::plain(words) });
    DataView {
        frame: views.frame(&views.output(PAGE), views.word("data"), None),
        files,
        licence: said(&settings.licence),
        terms: said(&settings.terms),
        json: settings.has(Extra::Json),
        akn: settings.has(Extra::Akn),
    }
}

/// The words themselves, where they are the address of a web page.
fn address(words: &str) -> Option<String> {
    let is_web = words.starts_with("https://") || words.starts_with("http://");
    href::away(words).filter(|_| is_web)
}
