//! `bad-place`: notes, corrections, deadlines, tasks and targets name places that exist in the text.

use super::Context;
use crate::content::{Field, Page};
use crate::corpus::PageId;
use crate::diagnostic::{Code, Diagnostic, Fix, Say};

pub(super) fn check(context: &Context<'_>, page: PageId) -> Vec<Diagnostic> {
    let page = context.corpus.page(page);
    // Of a page that was withdrawn no place is shown.
    if page.is_withdrawn() {
        return Vec::new();
    }
    let front = &page.front;
    let ids = front.notes.iter().map(|note| &note.at);
    let lists =
        front.deadlines.iter().map(|d| &d.at).chain(front.tasks.iter().map(|t| &t.at)).chain(front.targets.iter().map(|t| &t.at));
    let missing_ids = ids.chain(lists.flatten()).filter(|at| !page.has_id(&at.value)).map(|at| problem(page, at));
    let missing_words = front.corrections.iter().map(|c| &c.at).filter(|at| !has_words(page, &at.value)).map(|at| {
        let message =
            Say::new(format!("không tìm thấy `{}` trong văn bản", at.value), format!("`{}` is nowhere in the text", at.value));
        Diagnostic::new(Code::BadPlace, message).at(&page.source.path, at.span.clone()).help(
            "chép đúng nguyên văn đoạn cần đính chính, hoặc ghi địa chỉ như `iii-3-p1`",
            "copy the words exactly, or give a place such as `iii-3-p1`",
        )
    });
    let moved = front.old_ids.iter().filter_map(|(old, now)| moved(page, old, now));
    missing_ids.chain(missing_words).chain(moved).collect()
}

/// A former id leads to a place that is there, and names none itself.
fn moved(page: &Page, old: &Field<String>, now: &Field<String>) -> Option<Diagnostic> {
    if !page.has_place(&now.value) {
        return Some(problem(page, now));
    }
    let is_there = page.has_place(&old.value);
    is_there.then(|| {
        let message = Say::new(
            format!("`{}` vẫn là địa chỉ của một chỗ trong văn bản", old.value),
            format!("`{}` still is the id of a place", old.value),
        );
        Diagnostic::new(Code::BadPlace, message)
            .at(&page.source.path, old.span.clone())
            .help("bỏ dòng này khỏi `old_ids`", "take it out of `old_ids`")
    })
}

fn has_words(page: &Page, at: &str) -> bool {
    page.has_id(at) || page.blocks().iter().flat_map(|block| &block.inlines).any(|inline| inline.text.contains(at))
}

fn problem(page: &Page, at: &Field<String>) -> Diagnostic {
    let message = Say::new(format!("văn bản không có chỗ `{}`", at.value), format!("the text has no place `{}`", at.value));
    let blocks = page.blocks();
    let ids: Vec<&str> = blocks.iter().filter_map(|block| block.id.as_deref()).collect();
    let problem = Diagnostic::new(Code::BadPlace, message).at(&page.source.path, at.span.clone());
    match crate::content::nearest(&at.value, &ids) {
        Some(id) => problem.help(format!("có phải `{id}`?"), format!("did you mean `{id}`?")).fixed_by(Some(Fix::proposed(
            &page.source.open(),
            at.span.clone(),
            id,
        ))),
        None => problem
            .help("địa chỉ có dạng `iii-1-p2` hoặc `dieu-46-khoan-2`", "places are written like `iii-1-p2` or `dieu-46-khoan-2`"),
    }
}
