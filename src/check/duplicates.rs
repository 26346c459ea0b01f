//! `duplicate-work`, `duplicate-slug`: one work has one page.

use std::collections::HashMap;
use std::ops::Range;

use rayon::prelude::*;

use super::Context;
use crate::citation::DocumentNumber;
use crate::content::{FrontMatter, KnownWork, SitePath};
use crate::diagnostic::{Code, Diagnostic, Say};
use crate::text::{fold, key};

pub(super) fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut by_identity: HashMap<String, &SitePath> = HashMap::new();
    let mut by_slug: HashMap<&str, &SitePath> = HashMap::new();
    // Thousands of works are of a few issuers.
    let mut issuers: HashMap<&str, String> = HashMap::new();
    let works: Vec<_> = context.works().collect();
    let names: Vec<Option<String>> = works.par_iter().map(|(_, facts, _)| name(facts)).collect();
    let mut count: HashMap<&str, usize> = HashMap::new();
    names.iter().flatten().for_each(|name| *count.entry(name).or_default() += 1);
    for ((id, facts, file), name) in works.into_iter().zip(&names) {
        // Most are told apart by their number alone.
        let identity = name.as_deref().filter(|name| count[name] > 1).and_then(|name| {
            let issuer = facts.issuer.as_ref().map(|field| field.value.as_str()).unwrap_or_default();
            identity(name, issuers.entry(issuer).or_insert_with(|| fold(issuer).text), facts)
        });
        let work = &context.corpus.work(id);
        let span = span(context.known_entry(id), facts);
        if let Some(identity) = identity {
            if let Some(first) = by_identity.get(&identity) {
                let message =
                    Say::new(format!("văn bản này đã có ở `{first}`"), format!("this work stands in `{first}` already"));
                problems.push(Diagnostic::new(Code::DuplicateWork, message).at(file, span.clone()).help(
                    "giữ một trang; bản khác của cùng văn bản ghi `version_of` và `version`",
                    "keep one page; another version of the same work has `version_of` and `version`",
                ));
            } else {
                by_identity.insert(identity, file);
            }
        }
        if work.page.is_none() {
            continue;
        }
        if let Some(first) = by_slug.get(work.slug.as_str()) {
            let message = Say::new(
                format!("tên tệp `{}` đã dùng cho văn bản ở `{first}`", work.slug),
                format!("the file name `{}` is used by the document in `{first}`", work.slug),
            );
            problems.push(Diagnostic::new(Code::DuplicateSlug, message).at(file, span).help(
                "đổi tên một trong hai tệp, ví dụ thêm mã cơ quan",
                "rename one of the files, for example by adding the issuer's code",
            ));
        } else {
            by_slug.insert(&work.slug, file);
        }
    }
    problems
}

/// Where to point: the entry in `works.yaml`, else the number, else the title.
fn span(entry: Option<&KnownWork>, facts: &FrontMatter) -> Range<usize> {
    let number = facts.number.as_ref().map(|field| &field.span);
    let title = facts.title.as_ref().map(|field| &field.span);
    entry.map(|entry| &entry.span).or(number).or(title).cloned().unwrap_or_default()
}

/// The number; works without one are told apart by their title.
fn name(facts: &FrontMatter) -> Option<String> {
    let Some(field) = &facts.number else { return Some(key(&facts.title.as_ref()?.value).text) };
    Some(field.value.parsed.as_ref().map_or_else(|| key(&field.value.text).text, DocumentNumber::strict_key))
}

/// Kind + number + date + issuer (+ language, version).
fn identity(name: &str, issuer: &str, facts: &FrontMatter) -> Option<String> {
    let kind = facts.kind.as_ref()?.value.slug();
    let issued = facts.issued_range().map(|(first, last)| format!("{first}–{last}")).unwrap_or_default();
    let version = facts.version.as_deref().unwrap_or_default();
    let lang = facts.lang.as_deref().unwrap_or("vi");
    Some([kind.as_str(), name, issued.as_str(), issuer, lang, version].join("\u{1f}"))
}
