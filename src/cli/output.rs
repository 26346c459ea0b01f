//! The only place that prints.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::time::Duration;

use crate::content::{SitePath, Source};
use crate::diagnostic::{Diagnostic, HumanRenderer, Lang, Say, Severity};
use crate::pipeline::{Report, TOLD};
use crate::publish::PublishError;

/// Colour for a terminal, unless the environment asks for none (no-color.org).
fn wants_color() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush())
}

/// Prints lines for people, to standard error, where a closed pipe is no reason to stop; documents to standard output.
#[derive(Debug, Clone, Copy)]
pub(super) struct Output {
    pub(super) lang: Lang,
}

impl Output {
    pub(super) fn say(self, say: &Say) {
        Self::line(say.get(self.lang));
    }

    pub(super) fn error(self, say: &Say) {
        let word = if self.lang == Lang::Vi { "lỗi" } else { "error" };
        Self::line(&format!("{word}: {}", say.get(self.lang)));
    }

    /// What to do about an error just printed.
    pub(super) fn help(self, say: &Say) {
        let word = if self.lang == Lang::Vi { "cách sửa" } else { "help" };
        Self::line(&format!("  {word}: {}", say.get(self.lang)));
    }

    /// Prints a document for programs to standard output; whether it went out whole.
    pub(super) fn document(self, text: Result<String, serde_json::Error>) -> bool {
        self.written(&text.map_err(io::Error::from).and_then(|text| print(&text)))
    }

    /// Prints text to standard output; whether it went out whole.
    pub(super) fn text(self, text: &str) -> bool {
        self.written(&print(text))
    }

    fn written(self, written: &io::Result<()>) -> bool {
        if let Err(error) = written {
            self.error(&Say::new(format!("không in được kết quả: {error}"), format!("cannot print the result: {error}")));
        }
        written.is_ok()
    }

    fn line(text: &str) {
        drop(writeln!(io::stderr().lock(), "{text}"));
    }

    /// Prints the errors alone.
    pub(super) fn errors(self, report: &Report) {
        let errors = report.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
        self.problems(errors, &report.sources);
    }

    /// Prints problems with the files they point into.
    pub(super) fn problems<'d>(
        self,
        problems: impl IntoIterator<Item = &'d Diagnostic>,
        sources: &BTreeMap<SitePath, Arc<Source>>,
    ) {
        let renderer = HumanRenderer::new(self.lang, sources, wants_color());
        problems.into_iter().for_each(|problem| Self::line(&renderer.render(problem)));
    }

    /// Prints all errors, and warnings up to a limit where one is given.
    pub(super) fn diagnostics(self, report: &Report, limit_warnings: bool) {
        let renderer = HumanRenderer::new(self.lang, &report.sources, wants_color());
        let mut out = io::BufWriter::new(io::stderr().lock());
        let limit = if limit_warnings { TOLD } else { usize::MAX };
        let mut warnings = 0;
        let shown = |diagnostic: &&Diagnostic| {
            warnings += usize::from(diagnostic.severity == Severity::Warning);
            diagnostic.severity == Severity::Error || warnings <= limit
        };
        for diagnostic in report.diagnostics.iter().filter(shown) {
            drop(writeln!(out, "{}", renderer.render(diagnostic)));
        }
        let hidden = report.warnings().saturating_sub(limit);
        if hidden > 0 {
            let say = Say::new(
                format!("… và {hidden} cảnh báo nữa; `congkhai check` in tất cả"),
                format!("… and {hidden} more warnings; `congkhai check` prints all"),
            );
            drop(writeln!(out, "{}", say.get(self.lang)));
        }
    }

    /// What the pages of a preview are told of a build: whether they are to be loaded again, and what is wrong.
    pub(super) fn news(self, built: &Result<Report, PublishError>) -> (bool, Option<String>) {
        match built {
            Ok(report) if report.errors() > 0 => {
                let renderer = HumanRenderer::new(self.lang, &report.sources, false);
                let errors = report.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
                (false, Some(errors.map(|error| renderer.render(error)).collect::<Vec<_>>().join("\n\n")))
            }
            Ok(report) => (report.changed > 0, None),
            Err(error) => (false, Some(error.say().get(self.lang).to_owned())),
        }
    }

    /// One line that sums up a build.
    pub(super) fn summary(self, report: &Report, time: Duration, out: Option<&std::path::Path>) {
        let (errors, warnings) = (report.errors(), report.warnings());
        let counts = Say::new(
            format!(
                "{} văn bản, {} trang, {} viện dẫn đã liên kết; {errors} lỗi, {warnings} cảnh báo",
                report.documents, report.pages, report.linked
            ),
            format!(
                "{} documents, {} pages, {} citations linked; {errors} errors, {warnings} warnings",
                report.documents, report.pages, report.linked
            ),
        );
        let seconds = time.as_secs_f64();
        let end = match out {
            Some(out) if errors == 0 => Say::new(
                format!(
                    "đã đăng {} tệp ({} thay đổi) vào {} trong {seconds:.2} giây",
                    report.files,
                    report.changed,
                    out.display()
                ),
                format!("published {} files ({} changed) in {} in {seconds:.2} s", report.files, report.changed, out.display()),
            ),
            Some(out) => Say::new(
                format!("không đăng gì; {} giữ nguyên", out.display()),
                format!("nothing published; {} is as it was", out.display()),
            ),
            None => Say::new(format!("đã kiểm tra trong {seconds:.2} giây"), format!("checked in {seconds:.2} s")),
        };
        Self::line(&format!("{}. {}.", counts.get(self.lang), end.get(self.lang)));
    }
}
