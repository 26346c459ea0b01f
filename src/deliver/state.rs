//! What a store knows of itself beside the site.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// `.congkhai/state.json`: written before the first upload of a run and after its last step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The fingerprint of the headers that all objects were sent with; none while they are being changed.
    #[serde(default)]
    pub form: Option<String>,
    /// Files that the site no longer has, with the second since 1970 from which on.
    #[serde(default)]
    pub leaving: BTreeMap<String, i64>,
    /// Paths at which the store may have something else than `build.json` says: those of a run that is under way or was
    /// interrupted.
    #[serde(default)]
    pub touched: BTreeSet<String>,
}

impl State {
    /// Where it lies.
    pub const FILE: &'static str = ".congkhai/state.json";

    /// One that was read; damaged, it is none.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// Its text.
    pub fn text(&self) -> Vec<u8> {
        // A map of texts and numbers always has a text.
        let mut text = serde_json::to_vec_pretty(self).unwrap_or_default();
        text.push(b'\n');
        text
    }
}
