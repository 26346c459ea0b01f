//! The build that has nothing to do: everything that would be read is as it was, and the published folder too.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::{Report, TOLD};
use crate::content::{SitePath, Source};
use crate::diagnostic::Diagnostic;
use crate::publish::{Made, tidy};
use crate::reads::Fingerprint;
use crate::record::{State, Told};
use crate::world::World;

/// What there is to say of a published folder that is already what a build would make of these inputs.
pub(super) fn report(world: &dyn World, inputs: Fingerprint, out: &Path) -> Option<Report> {
    let state = State::read(out)?;
    if state.inputs != inputs.to_hex() || state.commit != world.commit() {
        return None;
    }
    // A build that was killed after its last step left its old site; a build under way sees to that itself.
    drop(tidy(out));
    let diagnostics: Option<Vec<Diagnostic>> = state.told.into_iter().map(Told::diagnostic).collect();
    let diagnostics = diagnostics?;
    let sources = sources(world, &diagnostics);
    let [documents, pages, linked] = state.counts;
    let files = state.files.len();
    Some(Report { diagnostics, untold: state.untold, sources, documents, pages, linked, files, made: Vec::new(), changed: 0 })
}

/// Writes down what was published: `files` are all of it. Without it the next build looks at everything, which is slower and not wrong.
pub(super) fn keep<'m>(
    report: &Report,
    inputs: Fingerprint,
    files: impl Iterator<Item = &'m Made>,
    commit: Option<String>,
    out: &Path,
) {
    let files = files.cloned().map(|made| (made.path.clone(), made)).collect();
    let state = State {
        inputs: inputs.to_hex(),
        commit,
        counts: [report.documents, report.pages, report.linked],
        untold: report.untold + report.diagnostics.len().saturating_sub(TOLD),
        told: report.diagnostics.iter().take(TOLD).map(Told::of).collect(),
        files,
    };
    drop(state.write(out));
}

fn sources(world: &dyn World, diagnostics: &[Diagnostic]) -> BTreeMap<SitePath, Arc<Source>> {
    let files = diagnostics.iter().filter_map(|diagnostic| diagnostic.file.clone());
    let source = |path: SitePath| {
        let text = String::from_utf8(world.read(&path).ok()?).ok()?;
        Some((path.clone(), Arc::new(Source::new(path, text))))
    };
    files.filter_map(source).collect()
}
