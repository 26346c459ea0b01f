//! The pages on the site itself: how to use it, how accessible it is, how to check that it is whole.

use serde::Serialize;

use super::common::{Frame, Views};
use crate::site::{MANIFEST, MANIFEST_SIGNATURE, href};

/// Their paths, without the ending of pages.
pub(in crate::site) const HELP: &str = "tro-giup";
pub(in crate::site) const ACCESSIBILITY: &str = "tiep-can";
pub(in crate::site) const INTEGRITY: &str = "kiem-tra";

#[derive(Debug, Serialize)]
pub(in crate::site) struct HelpView {
    frame: Frame,
}

pub(in crate::site) fn help(views: &Views<'_>) -> HelpView {
    HelpView { frame: views.frame(&views.output(HELP), views.word("help"), None) }
}

pub(in crate::site) fn accessibility(views: &Views<'_>) -> HelpView {
    HelpView { frame: views.frame(&views.output(ACCESSIBILITY), views.word("accessibility"), None) }
}

/// How a reader checks that the site is as it was published.
#[derive(Debug, Serialize)]
pub(in crate::site) struct IntegrityView {
    frame: Frame,
    /// The list of all files with their hashes.
    manifest: String,
    signature: String,
    /// The key that the agency signs with, where it says so.
    key: Option<String>,
    commands: Commands,
}

/// What is typed: the same in each language.
#[derive(Debug, Serialize)]
struct Commands {
    one: &'static str,
    windows: &'static str,
    all: &'static str,
    verify: String,
    /// For a site that says where it stands.
    remote: Option<String>,
    signature: Option<String>,
}

pub(in crate::site) fn integrity(views: &Views<'_>) -> IntegrityView {
    let own = views.output(INTEGRITY);
    let key = views.site.settings.public_key.clone();
    let with_key = key.as_ref().map(|key| format!(" --key {key}")).unwrap_or_default();
    IntegrityView {
        frame: views.frame(&own, views.word("integrity"), None),
        manifest: href::relative(&own, MANIFEST, ""),
        signature: href::relative(&own, MANIFEST_SIGNATURE, ""),
        commands: Commands {
            one: "sha256sum van-ban.html",
            windows: "Get-FileHash van-ban.html",
            // A line of the list is a file: `sed` makes what `sha256sum` reads of it.
            all: r#"sed -n 's/^"\(.*\)": {"sha256": "\([0-9a-f]*\)".*/\2  \1/p' build.json | sha256sum -c --quiet"#,
            verify: format!("congkhai verify .{with_key}"),
            remote: views.site.settings.base_url.as_ref().map(|base| format!("congkhai verify {base}{with_key}")),
            signature: key.as_ref().map(|key| format!("minisign -Vm {MANIFEST} -P {key}")),
        },
        key,
    }
}
