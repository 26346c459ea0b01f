//! The only place that prints.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use crate::diagnostic::{Diagnostic, HumanRenderer, Lang, Say, Severity};
use crate::pipeline::Report;

/// How many warnings a build prints before it only counts them; `check` prints all.
const WARNINGS: usize = 20;

/// Colour for a terminal, unless the environment asks for none (no-color.org).
fn wants_color() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
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

    /// Prints a document for programs to standard output; whether it went out whole.
    pub(super) fn document(self, text: Result<String, serde_json::Error>) -> bool {
        let written = text.map_err(io::Error::from).and_then(|text| {
            let mut out = io::stdout().lock();
            out.write_all(text.as_bytes()).and_then(|()| out.flush())
        });
        if let Err(error) = &written {
            self.error(&Say::new(format!("không in được kết quả: {error}"), format!("cannot print the result: {error}")));
        }
        written.is_ok()
    }

    fn line(text: &str) {
        drop(writeln!(io::stderr().lock(), "{text}"));
    }

    /// Prints the errors alone.
    pub(super) fn errors(self, report: &Report) {
        let renderer = HumanRenderer::new(self.lang, &report.sources, wants_color());
        for diagnostic in report.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()) {
            Self::line(&renderer.render(diagnostic));
        }
    }

    /// Prints all errors, and warnings up to a limit where one is given.
    pub(super) fn diagnostics(self, report: &Report, limit_warnings: bool) {
        let renderer = HumanRenderer::new(self.lang, &report.sources, wants_color());
        let mut out = io::BufWriter::new(io::stderr().lock());
        let limit = if limit_warnings { WARNINGS } else { usize::MAX };
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
