//! `unused-exception`: an exception in `site.yaml` that silences nothing hides the next mistake.

use crate::content::Settings;
use crate::diagnostic::{Code, Diagnostic, Say};

pub(super) fn check<'d, I: Iterator<Item = &'d Diagnostic>>(settings: &Settings, found: impl Fn() -> I) -> Vec<Diagnostic> {
    settings
        .exceptions
        .iter()
        .filter(|exception| !found().any(|d| d.code == exception.code && d.file.as_deref() == Some(exception.file.as_str())))
        .map(|exception| {
            let (rule, file) = (exception.code.id(), &exception.file);
            let message = Say::new(
                format!("ngoại lệ `{rule}` cho `{file}` không còn cần"),
                format!("the exception `{rule}` for `{file}` is not needed"),
            );
            Diagnostic::new(Code::UnusedException, message)
                .in_file(&"content/site.yaml".into())
                .help("xóa ngoại lệ này khỏi `exceptions`", "remove it from `exceptions`")
        })
        .collect()
}
