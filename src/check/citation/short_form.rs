//! `short-form`: the first citation of a work is not the full one.
//!
//! NĐ 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.5: at its first citation a document is named by kind, number and symbol,
//! date, issuer and subject; luật and pháp lệnh by kind and name alone. The rule binds state administrative documents
//! issued since the decree took effect, 05/3/2020; laws and Party documents have rules of their own.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use crate::citation::Form;
use crate::content::{Extent, Page};
use crate::corpus::{CitationUse, Corpus, PageId, Resolution, WorkId};
use crate::diagnostic::{Code, Diagnostic, Say};
use crate::text::key;

/// When NĐ 30/2020/NĐ-CP took effect.
const SINCE: Date = date(2020, 3, 5);

pub(super) fn check(corpus: &Corpus, id: PageId) -> Vec<Diagnostic> {
    let page = corpus.page(id);
    if !is_bound(corpus, id, page) {
        return Vec::new();
    }
    let mut seen: BTreeSet<WorkId> = BTreeSet::new();
    let mut problems = Vec::new();
    for one in corpus.citations(id) {
        let Resolution::Work(work, _) = one.resolution else { continue };
        if one.quoted || !seen.insert(work) || one.form == Form::Name {
            continue;
        }
        let by_name = corpus.facts(work).kind.as_ref().is_some_and(|kind| kind.value.is_cited_by_name());
        let title = corpus.facts(work).title.as_ref().map_or("", |title| title.value.as_str());
        let missing = missing(page, one, title);
        if by_name || missing.is_empty() {
            continue;
        }
        problems.push(problem(corpus, page, one, work, &missing));
    }
    problems
}

/// Whether a page is the whole text of an administrative document that the rule binds.
///
/// A number with a year is that of a normative document, which Luật Ban hành VBQPPL binds instead.
fn is_bound(corpus: &Corpus, id: PageId, page: &Page) -> bool {
    let Some(kind) = &page.front.kind else { return false };
    let number = page.front.number.as_ref().and_then(|number| number.value.parsed.as_ref());
    let other_rules = number.is_some_and(|number| number.is_party_shape() || number.year().is_some());
    let since = corpus.issued(id).is_some_and(|(earliest, _)| earliest >= SINCE);
    !kind.value.is_cited_by_name() && !other_rules && since && page.front.text == Extent::Full
}

/// A part of the full form, in Vietnamese and English.
type Part = (&'static str, &'static str);

/// What the full form has and the citation has not.
fn missing(page: &Page, one: &CitationUse, title: &str) -> Vec<Part> {
    let mention = one.mention.as_deref();
    let block = page.block_in_file(one.block);
    let text = &block.inlines[one.inline].text;
    let after = key(super::around(text, &one.span).1.split(')').next().unwrap_or_default()).text;
    let parts = [
        (mention.is_some_and(|mention| mention.kind.is_some()), ("tên loại", "kind")),
        (mention.is_some_and(|mention| mention.number.is_some()), ("số, ký hiệu", "number")),
        (mention.is_some_and(|mention| mention.date.is_some()), ("thời gian ban hành", "date")),
        (has_issuer(&after), ("cơ quan ban hành", "issuer")),
        (has_subject(text, one, &after, title), ("trích yếu", "subject")),
    ];
    parts.into_iter().filter(|(there, _)| !there).map(|(_, part)| part).collect()
}

fn has_issuer(after: &str) -> bool {
    after.trim_start_matches([',', ' ']).starts_with("của ")
}

/// The subject follows the issuer (the title's own words, `về …`, `quy định …`), or stands before: `Quy chế … ban hành kèm
/// theo Quyết định số …`.
fn has_subject(text: &str, one: &CitationUse, after: &str, title: &str) -> bool {
    const VERBS: &[&str] = &[
        "về",
        "quy định",
        "ban hành",
        "hướng dẫn",
        "phê duyệt",
        "triển khai",
        "thực hiện",
        "tổ chức",
        "sửa đổi",
        "công bố",
        "quyết định",
        "thành lập",
        "phân công",
        "giao",
        "điều chỉnh",
        "bổ sung",
        "kiện toàn",
        "công nhận",
        "tăng cường",
    ];
    let names = VERBS.iter().any(|verb| after.contains(&format!(" {verb} ")) || after.starts_with(&format!("{verb} ")));
    let title: Vec<String> = key(title).text.split(' ').take(3).map(str::to_owned).collect();
    let titled = title.len() == 3 && after.contains(&title.join(" "));
    let before = key(super::around(text, &one.span).0).text;
    let before = before.trim_end();
    names || titled || ["ban hành kèm theo", "ban hành theo", "ban hành tại"].iter().any(|words| before.ends_with(words))
}

fn problem(corpus: &Corpus, page: &Page, one: &CitationUse, work: WorkId, missing: &[Part]) -> Diagnostic {
    let block = page.block_in_file(one.block);
    let inline = &block.inlines[one.inline];
    let words = &inline.text[one.span.clone()];
    let list = |pick: fn(&Part) -> &'static str| missing.iter().map(pick).collect::<Vec<_>>().join(", ");
    let message = Say::new(
        format!("`{words}` được viện dẫn lần đầu nhưng thiếu: {}", list(|part| part.0)),
        format!("`{words}` is cited for the first time without its {}", list(|part| part.1)),
    );
    let full = corpus.full_name(work);
    Diagnostic::new(Code::ShortForm, message)
        .at(&page.source.path, inline.to_source(one.span.clone()))
        .help(format!("ghi đầy đủ: {full}"), format!("the full form: {full}"))
}
