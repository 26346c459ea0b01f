//! The service worker, and the manifest that lets a phone put the site beside its apps.

use serde::Serialize;

use super::UNSAVED;
use crate::site::input::Site;
use crate::site::view;

/// The worker's path: at the top, because a worker answers for the folder it lies in.
pub(in crate::site) const WORKER: &str = "sw.js";

/// The path of the manifest.
pub(in crate::site) const MANIFEST: &str = "manifest.webmanifest";

/// Letters of a name below an icon.
const SHORT: usize = 12;

/// The colours of the first paint: paper and accent of the style sheet.
const PAPER: &str = "#fdfcfa";
const ACCENT: &str = "#17496b";

/// The worker's script: its code behind what it has to know of the site, which is nothing that a build changes; or, where
/// the site no longer offers reading offline, one that takes away what was saved and itself.
pub(in crate::site) fn worker(site: &Site<'_>) -> Vec<u8> {
    let code = site.theme.worker(if site.settings.without_offline { "off.js" } else { "answer.js" });
    let ending = site.settings.ext.as_str();
    let known = serde_json::json!({ "ending": ending, "unsaved": site.settings.ext.page(UNSAVED) });
    format!("\"use strict\";\nconst SITE = {known};\n{code}").into_bytes()
}

#[derive(Serialize)]
struct Manifest<'a> {
    id: &'a str,
    name: &'a str,
    short_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    lang: &'a str,
    dir: &'a str,
    start_url: String,
    scope: &'a str,
    display: &'a str,
    background_color: &'a str,
    theme_color: &'a str,
    icons: [Icon; 4],
}

#[derive(Serialize)]
struct Icon {
    src: &'static str,
    sizes: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    purpose: &'static str,
}

const ICONS: [Icon; 4] = [
    Icon { src: "theme/favicon.svg", sizes: "any", kind: "image/svg+xml", purpose: "any" },
    Icon { src: "theme/icon-192.png", sizes: "192x192", kind: "image/png", purpose: "any" },
    Icon { src: "theme/icon-512.png", sizes: "512x512", kind: "image/png", purpose: "any" },
    Icon { src: "theme/icon-maskable-512.png", sizes: "512x512", kind: "image/png", purpose: "maskable" },
];

/// The manifest. All its addresses are relative to it, so that it holds wherever the site lies; the first page is named,
/// for a server may show something else for a folder.
pub(in crate::site) fn manifest(site: &Site<'_>) -> Vec<u8> {
    let settings = site.settings;
    let manifest = Manifest {
        id: "./",
        name: &settings.title,
        short_name: &view::cut(&settings.title, SHORT),
        description: settings.description.as_deref(),
        lang: "vi",
        dir: "ltr",
        start_url: format!("./{}", settings.ext.page(view::HOME)),
        scope: "./",
        display: "minimal-ui",
        background_color: PAPER,
        theme_color: ACCENT,
        icons: ICONS,
    };
    let mut json = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    json.push(b'\n');
    json
}
