//! `duplicate-work`, `duplicate-slug`: one work has one page.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use jiff::civil::Date;
use rayon::prelude::*;

use super::Context;
use crate::citation::{DocumentNumber, Kind};
use crate::content::{FrontMatter, KnownWork, SitePath};
use crate::diagnostic::{Code, Diagnostic, Say};
use crate::text::{fold, key};

pub(super) fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut by_identity: HashMap<Identity<'_>, &SitePath> = HashMap::new();
    let mut by_slug: HashMap<&str, &SitePath> = HashMap::new();
    let works: Vec<_> = context.works().collect();
    // Thousands of works are of a few issuers and kinds.
    let facts = || works.iter().map(|(_, facts, _)| facts);
    let issuers = texts(facts().map(|facts| issuer(facts)), |issuer| fold(issuer).text);
    let kinds = texts(facts().filter_map(|facts| Some(facts.kind.as_ref()?.value)), |kind| Kind::slug(*kind));
    let names: Vec<Option<String>> = works.par_iter().map(|(_, facts, _)| name(facts)).collect();
    let mut count: HashMap<&str, usize> = HashMap::new();
    names.iter().flatten().for_each(|name| *count.entry(name).or_default() += 1);
    for ((id, facts, file), name) in works.into_iter().zip(&names) {
        // Most are told apart by their number alone.
        let name = name.as_deref().filter(|name| count[name] > 1);
        let kind = facts.kind.as_ref().map(|kind| kinds[&kind.value].as_str());
        let identity = name.zip(kind).map(|(name, kind)| identity(kind, name, &issuers[issuer(facts)], facts));
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

/// A text for each of some keys, made once for equal ones.
fn texts<K: Eq + Hash>(keys: impl Iterator<Item = K>, text: impl Fn(&K) -> String) -> HashMap<K, String> {
    let mut texts = HashMap::new();
    for key in keys {
        texts.entry(key).or_insert_with_key(&text);
    }
    texts
}

fn issuer(facts: &FrontMatter) -> &str {
    facts.issuer.as_ref().map(|field| field.value.as_str()).unwrap_or_default()
}

/// Kind, number, dates, issuer, language, version.
type Identity<'a> = (&'a str, &'a str, Option<(Date, Date)>, &'a str, &'a str, &'a str);

fn identity<'a>(kind: &'a str, name: &'a str, issuer: &'a str, facts: &'a FrontMatter) -> Identity<'a> {
    let (lang, version) = (facts.lang.as_deref().unwrap_or("vi"), facts.version.as_deref().unwrap_or_default());
    (kind, name, facts.issued_range(), issuer, lang, version)
}
