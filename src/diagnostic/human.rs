//! Diagnostics as people read them: file, line, column, the line itself underlined, what to do.

use std::collections::BTreeMap;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

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
        let place = self.place(diagnostic);
        let mut group = match &place {
            Some(place) => title.element(
                Snippet::source(place.line.as_str())
                    .path(place.path.as_str())
                    .line_start(place.number)
                    .annotation(AnnotationKind::Primary.span(place.start..place.end)),
            ),
            None => Group::with_title(title),
        };
        if place.is_none()
            && let Some(file) = &diagnostic.file
        {
            group = group.element(Origin::path(&**file));
        }
        for note in &diagnostic.notes {
            group = group.element(self.level(Level::NOTE, "ghi chú").message(note.get(self.lang)));
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(self.level(Level::HELP, "cách sửa").message(help.get(self.lang)));
        }
        let mut text = self.renderer.render(&[group]);
        text.push('\n');
        text
    }

    fn level(&self, level: Level<'static>, vietnamese: &'static str) -> Level<'static> {
        if self.lang == Lang::Vi { level.with_name(vietnamese) } else { level }
    }

    /// The first line that a diagnostic is about, as it lies on disk, with the stretch to underline.
    ///
    /// Only that line is handed to the snippet renderer: a law is a megabyte, a message is a line.
    fn place(&self, diagnostic: &Diagnostic) -> Option<Place> {
        let file = diagnostic.file.as_ref()?;
        let source = self.sources.get(file)?;
        let text = source.original();
        let span = source.to_original(diagnostic.span.clone()?);
        let line_start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[line_start..].find('\n').map_or(text.len(), |at| line_start + at);
        let line = text[line_start..line_end].trim_end_matches('\r').to_owned();
        let start = (span.start - line_start).min(line.len());
        let end = (span.end.saturating_sub(line_start)).clamp(start, line.len());
        let number = 1 + text[..line_start].bytes().filter(|byte| *byte == b'\n').count();
        Some(Place { path: file.to_string(), line, number, start, end })
    }
}

struct Place {
    path: String,
    line: String,
    number: usize,
    start: usize,
    end: usize,
}
