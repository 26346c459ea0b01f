//! What the pages of the preview are told: that there is a new site, or what is wrong with the sources.
//!
//! A page asks and is answered when there is something new, at the latest after a while (a long poll): that needs neither a
//! protocol of its own nor a stream.

use std::sync::{Arc, LazyLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Serialize;
use tokio::sync::watch;

use crate::hash::Hash;

/// The folder of what the preview serves of its own; names of the site never begin with `_`.
pub(super) const FOLDER: &str = "/_congkhai/";

/// The script that pages get while they are looked at here, and no page of the published site.
pub(super) const SCRIPT: &str = include_str!("preview.js");

/// What is put behind a page. It says of which site the page is: a new one may come before the page asks for the first time.
/// Nothing of the page waits for it.
pub(super) fn tag(version: u64) -> String {
    format!("<script async src=\"/_congkhai/{}\" data-version=\"{version}\"></script>\n", *NAME)
}

/// The name of the script, which is another with another program: browsers keep it, so that they need not ask before each page.
pub(super) static NAME: LazyLock<String> =
    LazyLock::new(|| format!("preview.{}.js", &Hash::blake3(SCRIPT.as_bytes()).to_string()[..8]));

/// How long a page waits for an answer.
const PATIENCE: Duration = Duration::from_secs(25);

/// What pages are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct State {
    /// Another with everything that is told.
    tick: u64,
    /// Another with every site that differs from the one before.
    version: u64,
    /// What is wrong with the sources, as text, while the site before is shown.
    problems: Option<String>,
}

/// Tells pages what is new.
#[derive(Debug, Clone)]
pub(super) struct Live(Arc<watch::Sender<State>>);

impl Live {
    pub(super) fn new() -> Self {
        // A page that was open while the program ran before finds another version now.
        let start = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64);
        Self(Arc::new(watch::Sender::new(State { tick: start, version: start, problems: None })))
    }

    /// Tells every page what came of a build.
    pub(super) fn tell(&self, changed: bool, problems: Option<String>) {
        self.0.send_if_modified(|state| {
            let news = changed || state.problems != problems;
            state.version += u64::from(changed);
            state.tick += u64::from(news);
            state.problems = problems;
            news
        });
    }

    /// The number of the site that is shown now, or of the one before while they are exchanged.
    pub(super) fn version(&self) -> u64 {
        self.0.borrow().version
    }

    /// The state as JSON, when it is another than the one that the page knows.
    pub(super) async fn after(&self, known: Option<u64>) -> Vec<u8> {
        let mut states = self.0.subscribe();
        let new = states.wait_for(|state| Some(state.tick) != known);
        // An old state is an answer too: the page asks again.
        drop(tokio::time::timeout(PATIENCE, new).await);
        let state = self.0.borrow().clone();
        serde_json::to_vec(&state).unwrap_or_default()
    }
}
