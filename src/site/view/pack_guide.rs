//! The page beside a packed site that says how to put it on a server.

use serde::Serialize;

use super::common::{HOME, Views};
use crate::site::lists::{self, Group};

/// Content types of the site's files by their endings; pages come first, with their own.
const TYPES: &[(&str, &str)] = &[
    ("css", "text/css; charset=utf-8"),
    ("ics", "text/calendar; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("md", "text/markdown; charset=utf-8"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("webmanifest", "application/manifest+json"),
    ("xml", "application/xml"),
];

/// What a server should send with every page, `frame-ancestors` among it, which pages cannot say themselves.
const HEADERS: &[(&str, &str)] = &[
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
];

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
    headers: &'static [(&'static str, &'static str)],
    /// The address of the site, or what stands for it.
    base: &'a str,
    today: String,
}

/// The view for a site that lies in `folder` beside the page.
pub(in crate::site) fn pack_guide<'a>(views: &Views<'a>, folder: &'a str) -> PackGuideView<'a> {
    let settings = views.site.settings;
    let ext = settings.ext.as_str();
    PackGuideView {
        site_title: &settings.title,
        agency: &settings.agency,
        folder,
        style: format!("{folder}{}", views.theme().style()),
        home: format!("{folder}{}", views.output(HOME)),
        documents: format!("{folder}{}", views.output(&lists::stem(Group::All, ""))),
        ext,
        unusual: ext != "html",
        types: [(ext, "text/html; charset=utf-8")].into_iter().chain(TYPES.iter().copied()).collect(),
        headers: HEADERS,
        base: settings.base_url.as_deref().unwrap_or("https://example.gov.vn/van-ban/"),
        today: views.corpus().today().strftime("%d/%m/%Y").to_string(),
    }
}
