//! Diagnostics as people read them: file, line, column, the line itself underlined, what to do.

use std::collections::BTreeMap;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::place::place;
use super::{Diagnostic, Lang, Severity};
use crate::content::{SitePath, Source};

/// Renders diagnostics for a terminal or a log.
#[derive(Debug)]
pub struct HumanRenderer<'a> {
    lang: Lang,
    sources: &'a BTreeMap<SitePath, Arc<Source>>,
    renderer: Renderer,
}

impl<'a> HumanRenderer<'a> {
    /// A renderer over the files that were read; `color` for terminals.
    pub fn new(lang: Lang, sources: &'a BTreeMap<SitePath, Arc<Source>>, color: bool) -> Self {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        Self { lang, sources, renderer }
    }

    /// One diagnostic, ending in a line break.
    pub fn render(&self, diagnostic: &Diagnostic) -> String {
        let level = match (diagnostic.severity, self.lang) {
            (Severity::Error, Lang::Vi) => Level::ERROR.with_name("lỗi"),
            (Severity::Error, Lang::En) => Level::ERROR,
            (Severity::Warning, Lang::Vi) => Level::WARNING.with_name("cảnh báo"),
            (Severity::Warning, Lang::En) => Level::WARNING,
        };
        let title = level.primary_title(diagnostic.message.get(self.lang)).id(diagnostic.code.id());
        let place = place(self.sources, diagnostic);
        // Only the first line is handed to the snippet renderer: a law is a megabyte, a message is a line.
        let mut group = match &place {
            Some(place) => title.element(
                Snippet::source(place.line)
                    .path(diagnostic.file.as_deref())
                    .line_start(place.start.line)
                    .annotation(AnnotationKind::Primary.span(place.in_line.clone())),
            ),
            None => Group::with_title(title),
        };
        if place.is_none()
            && let Some(file) = &diagnostic.file
        {
            group = group.element(Origin::path(&**file));
        }
        for note in &diagnostic.notes {
            group = group.element(Level::NOTE.with_name(self.lang.note()).message(note.get(self.lang)));
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.with_name(self.lang.help()).message(help.get(self.lang)));
        }
        let mut text = self.renderer.render(&[group]);
        text.push('\n');
        text
    }
}
