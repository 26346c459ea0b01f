//! What must not be published, looked for when somebody asks: no part of what a session keeps up to date.

use std::collections::BTreeSet;

use super::Report;
use super::prepared::{Prepared, context};
use crate::check;
use crate::diagnostic::Diagnostic;
use crate::world::World;

impl Prepared {
    /// Adds what the publishing gate refuses, and exceptions from it that nothing needs.
    pub(super) fn pass_gate(&self, world: &dyn World, report: &mut Report) {
        let (settings, corpus) = (&self.content.settings, &self.corpus);
        let context = context(&self.content, corpus, &self.generated);
        let is_page = |file: &str| corpus.page_at(file).is_some();
        let others = self.content.sources.values().filter(|source| !is_page(&source.path)).map(AsRef::as_ref);
        let mut found = check::gate::check(&context, others);
        // Of a site with errors nobody knows what would be public.
        found.extend(Some(()).filter(|()| report.errors() == 0).and_then(|()| self.unregistered(world)));
        let covered: BTreeSet<usize> = found.iter().flat_map(|problem| settings.exceptions_of(problem)).collect();
        let unused = check::gate::unused_exceptions(settings, &covered);
        let by_severity = |problem: Diagnostic| {
            let severity = settings.severity_of(&problem)?;
            Some(Diagnostic { severity, ..problem })
        };
        report.add(found.into_iter().chain(unused).filter_map(by_severity));
    }
}
