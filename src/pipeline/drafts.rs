//! Pages for people to fill in: for works that are cited, for one that is named, for files that people have.

use super::prepared::Prepared;
use super::{Options, Report, prepare};
use crate::import::{self, Imported, Paper};
use crate::scaffold::{self, Asked, Draft, Plan, Refusal, Wanted};
use crate::world::World;

/// Plans drafts for cited works without a page; with an error in the content, none.
///
/// Drafts are read as pages: what has one already is not planned again.
pub fn scaffold(world: &dyn World, wanted: &Wanted) -> (Report, Plan) {
    let (prepared, report) = prepare(world, &Options { drafts: true, ..Options::default() });
    if report.errors() > 0 {
        return (report, Plan::default());
    }
    (report, scaffold::plan(&scaffold_input(&prepared), wanted))
}

/// Plans the draft of one work that an editor names; with an error in the content, none (`None`).
pub fn draft(world: &dyn World, asked: &Asked) -> (Report, Option<Result<Draft, Refusal>>) {
    let (prepared, report) = prepare(world, &Options { drafts: true, ..Options::default() });
    let planned = (report.errors() == 0).then(|| scaffold::draft(&scaffold_input(&prepared), asked));
    (report, planned)
}

fn scaffold_input(prepared: &Prepared) -> scaffold::Input<'_> {
    let content = &prepared.content;
    scaffold::Input {
        corpus: &prepared.corpus,
        kinds: &content.settings.kinds,
        known: &content.works,
        internal: &content.internal,
        files: &content.sources,
    }
}

/// Makes a page of each paper, its legal basis resolved on the site as it is.
///
/// Errors of the content stop nothing here: the pages are drafts, and the site may be put right afterwards.
pub fn import(world: &dyn World, papers: Vec<Paper>, wanted: &import::Wanted) -> (Report, Vec<Imported>) {
    let (Prepared { content, corpus, .. }, report) = prepare(world, &Options { drafts: true, ..Options::default() });
    let input = import::Input { corpus: &corpus, kinds: &content.settings.kinds, files: &content.sources };
    let pages = import::plan(&input, papers, wanted);
    (report, pages)
}
