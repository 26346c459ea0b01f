//! `congkhai server`: prints the settings of a web server for a site.

use super::commands::{DONE, FAILED};
use super::output::Output;
use super::publish_arguments::ServerSample;
use crate::content::{Extra, Settings, load_settings_only};
use crate::diagnostic::Lang;
use crate::pipeline::{self, Options};
use crate::server::Sample;
use crate::world::DiskWorld;

/// The host of a site that does not say where it stands.
const HOST: &str = "example.gov.vn";

pub(super) fn server(arguments: &ServerSample, lang: Lang) -> u8 {
    let world = DiskWorld::new(&arguments.site, None);
    let settings = load_settings_only(&world);
    // What is wrong with the content is for `check` to say; addresses of old are as far as they can be read.
    let (corpus, _) = pipeline::corpus(&world, &Options::default());
    let of_page = |page: &crate::content::Page| {
        page.front.redirect_from.iter().map(|old| (old.value.clone(), page.output.clone())).collect::<Vec<_>>()
    };
    let moved = corpus.pages().iter().flat_map(of_page).collect();
    let sample = sample(arguments, &settings, moved);
    if (Output { lang }).text(&sample.text(arguments.server.server())) { DONE } else { FAILED }
}

fn sample(arguments: &ServerSample, settings: &Settings, moved: Vec<(String, String)>) -> Sample {
    let address = arguments.base_url.as_deref().or(settings.base_url.as_deref());
    let rest = address.and_then(|address| address.split_once("://")).map_or("", |(_, rest)| rest);
    let (host, base) = rest.split_once('/').unwrap_or((rest, ""));
    // The port is what the server listens at, not what it is called.
    let host = host.split(':').next().unwrap_or_default();
    Sample {
        root: arguments.root.clone(),
        host: if host.is_empty() { HOST.to_owned() } else { host.to_owned() },
        base: format!("/{base}"),
        page: settings.ext.as_str().to_owned(),
        frame_ancestors: settings.frame_ancestors.clone(),
        compressed: settings.has(Extra::Compressed),
        moved,
    }
}
