//! The publishing gate: what must not reach the public, whatever else is right. Asked for by `check --publish` only.
//!
//! Everything is looked for in the file as it is written, line by line: the Markdown source is published beside its page,
//! so that a comment or the front matter tells as much as the text. Each line is read a fixed number of times.

mod complete;
mod internal;
mod lines;
mod own_number;
mod persons;
mod stamps;

use std::collections::BTreeSet;
use std::ops::Range;

use super::Context;
use crate::content::{Page, Settings, Source};
use crate::corpus::PageId;
use crate::diagnostic::{Code, Diagnostic, Say};

/// A stretch of a file that must not be published: the rule, bytes of the text, what it is.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    code: Code,
    span: Range<usize>,
    message: Say,
}

impl Found {
    fn new(code: Code, span: Range<usize>, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { code, span, message: Say::new(vi, en) }
    }
}

/// Everything that keeps the site from being published; `others` are files that were read and are no pages of it.
pub(crate) fn check<'a>(context: &Context<'_>, others: impl Iterator<Item = &'a Source>) -> Vec<Diagnostic> {
    let corpus = context.corpus;
    let pages = (0..corpus.pages().len() as u32).map(|at| corpus.page(PageId(at)));
    pages.flat_map(of_page).chain(internal::files(context, others)).collect()
}

/// Exceptions from the gate that nothing needs; `covered` are those that cover a problem.
pub(crate) fn unused_exceptions(settings: &Settings, covered: &BTreeSet<usize>) -> Vec<Diagnostic> {
    super::exceptions::check(settings, covered, Code::is_of_publishing)
}

fn of_page(page: &Page) -> Vec<Diagnostic> {
    let source = page.source.open();
    let mut found = stamps::find(&source.text);
    found.extend(persons::find(&source.text));
    found.extend(own_number::find(&source.text, &page.front));
    // Of a page that was withdrawn nothing below the front matter reaches the public.
    if page.is_withdrawn() {
        let text = page.written();
        let begins = source.text.rfind(&text).unwrap_or(source.text.len());
        found.retain(|one| one.span.start < begins);
    }
    let refused = found.into_iter().map(|one| {
        let (vi, en) = advice(one.code);
        Diagnostic::new(one.code, one.message).at(&page.source.path, one.span).help(vi, en)
    });
    refused.chain(complete::check(page)).collect()
}

/// What an officer does about it.
fn advice(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::SecretMarking => (
            "không đăng văn bản này: chuyển tệp ra khỏi content/ và báo người phụ trách bảo vệ bí mật nhà nước",
            "do not publish this document: move the file out of content/ and tell whoever is in charge of state secrets",
        ),
        Code::InternalMarking => (
            "ghi `access: internal` hoặc chuyển tệp ra khỏi content/",
            "write `access: internal` or move the file out of content/",
        ),
        Code::NumberMismatch => {
            ("so với bản gốc rồi sửa `number` hoặc chữ trong bài", "compare with the original, then correct `number` or the text")
        }
        _ => (
            "che hoặc bỏ thông tin này; được phép công khai thì thêm ngoại lệ có `reason` và `approved_by` trong site.yaml",
            "mask or remove it; if it may be published, add an exception with `reason` and `approved_by` to site.yaml",
        ),
    }
}
