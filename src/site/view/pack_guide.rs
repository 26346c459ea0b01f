//! The page beside a packed site that says how to put it on a server.

use serde::Serialize;

use super::common::{HOME, Views};
use crate::media;
use crate::site::lists::{self, Group};

/// Endings of the site's files whose types servers may not know; pages come first, with their own.
const TOLD: &[&str] = &["css", "csv", "ics", "js", "json", "jsonl", "md", "minisig", "png", "svg", "webmanifest", "xml"];

#[derive(Debug, Serialize)]
pub(in crate::site) struct PackGuideView<'a> {
    site_title: &'a str,
    agency: &'a str,
    /// The folder of the site, with its `/`.
    folder: &'a str,
    style: String,
    home: String,
    documents: String,
    /// The ending of pages, and whether it is not the usual one.
    ext: &'a str,
    unusual: bool,
    types: Vec<(&'a str, &'a str)>,
    headers: Vec<(&'static str, String)>,
    /// The address of the site, or what stands for it.
    base: &'a str,
    today: String,
}

/// The view for a site that lies in `folder` beside the page.
pub(in crate::site) fn pack_guide<'a>(views: &Views<'a>, folder: &'a str) -> PackGuideView<'a> {
    let settings = views.site.settings;
    let ext = settings.ext.as_str();
    let types = TOLD.iter().filter_map(|ending| media::kind(ending)).map(|kind| (kind.ending, kind.content_type));
    PackGuideView {
        site_title: &settings.title,
        agency: &settings.agency,
        folder,
        style: format!("{folder}{}", views.theme().style()),
        home: format!("{folder}{}", views.output(HOME)),
        documents: format!("{folder}{}", views.output(&lists::stem(Group::All, ""))),
        ext,
        unusual: ext != "html",
        types: [(ext, media::PAGE)].into_iter().chain(types).collect(),
        headers: media::headers(&settings.frame_ancestors),
        base: settings.base_url.as_deref().unwrap_or("https://example.gov.vn/van-ban/"),
        today: views.corpus().today().strftime("%d/%m/%Y").to_string(),
    }
}
