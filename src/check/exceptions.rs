//! `unused-exception`: an exception in `site.yaml` that silences nothing hides the next mistake.

use std::collections::BTreeSet;

use crate::content::Settings;
use crate::diagnostic::{Code, Diagnostic, Say};

/// `covered` are the exceptions that cover something, by their places among all.
/// Only those of codes that were looked for can be told to be unused.
pub(super) fn check(settings: &Settings, covered: &BTreeSet<usize>, looked_for: fn(Code) -> bool) -> Vec<Diagnostic> {
    settings
        .exceptions
        .iter()
        .enumerate()
        .filter(|(at, exception)| !covered.contains(at) && looked_for(exception.code))
        .map(|(_, exception)| {
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
