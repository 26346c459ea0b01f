//! What stands on a printed page only: where the copy comes from, and which text it has.

use serde::Serialize;

use super::common::Views;
use super::reading::version;
use crate::content::Page;
use crate::site::href;
use crate::site::qr::{Code, code};

/// The copy's origin.
#[derive(Debug, Serialize)]
pub(super) struct PrintView {
    /// `Luật số 10/2022/QH15`; the title of a page that is no document.
    name: String,
    /// The beginning of the BLAKE3 of the page's source as its author wrote it: `b3sum` of the download says the same.
    version: String,
    /// The page's whole address, or its place on a site that does not know where it stands.
    address: String,
    /// The address for a phone, where it is whole.
    code: Option<Code>,
}

/// The view of the print of an output of a page.
pub(super) fn print(views: &Views<'_>, page: &Page, output: &str) -> PrintView {
    let settings = views.site.settings;
    let path = href::encode(output);
    let whole = settings.base_url.as_ref().map(|base| format!("{base}{path}"));
    PrintView {
        name: name(views, page),
        version: version(page),
        code: whole.as_deref().and_then(code),
        address: whole.unwrap_or_else(|| format!("{} – {}, {path}", settings.agency, settings.title)),
    }
}

fn name(views: &Views<'_>, page: &Page) -> String {
    let kind = page.front.kind.as_ref().map(|kind| kind.value.name().to_owned());
    let number = page.front.number.as_ref().map(|number| format!("{} {}", views.word("number"), number.value.text));
    let title = || page.front.title.as_ref().map(|title| title.value.clone()).unwrap_or_default();
    match (kind, number) {
        (Some(kind), Some(number)) => format!("{kind} {number}"),
        (Some(kind), None) => kind,
        (None, _) => title(),
    }
}
