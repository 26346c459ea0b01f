//! `lost-address`, `lost-anchor`: whatever was public goes on answering, by a page, a redirect or a page that says why it is gone.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::content::{Field, Page, Register, Registered, SitePath, unpack};
use crate::corpus::{Corpus, PageId};
use crate::diagnostic::{Code, Diagnostic, Say};

/// Every address of the register answers.
pub(super) fn addresses(context: &Context<'_>) -> Vec<Diagnostic> {
    let register = context.register();
    if register.is_empty() {
        return Vec::new();
    }
    let pages = context.corpus.answering();
    let of_pages = register.pages.iter().filter_map(|entry| of_page(context, &pages, entry));
    let of_files = register.files.iter().filter_map(|entry| of_file(context, entry));
    let replaced = register.pages.iter().chain(&register.files).filter_map(|entry| replaced_by_nothing(context.corpus, entry));
    of_pages.chain(of_files).chain(replaced).collect()
}

fn of_page(context: &Context<'_>, pages: &BTreeMap<&str, PageId>, entry: &Registered) -> Option<Diagnostic> {
    let path = entry.path.value.as_str();
    let is_there = pages.contains_key(path) || context.assets.contains_key(path);
    if entry.gone.is_some() {
        return is_there.then(|| still_there(entry));
    }
    let answers = is_there || context.generated().contains(path);
    let is_unread = context.settings.ext.stem(path).is_some_and(|stem| context.unread.contains(&*format!("content/{stem}.md")));
    (!answers && !is_unread).then(|| {
        let lost = lost(entry);
        match moved(context.corpus, entry) {
            Some(page) => lost.help(
                format!("trang đã chuyển sang `{0}`? thêm vào trang ấy `redirect_from: [{path}]`", page.source.path),
                format!("did the page move to `{0}`? add `redirect_from: [{path}]` there", page.source.path),
            ),
            None => lost.help(
                "đổi chỗ thì thêm `redirect_from` vào trang mới; gỡ thì để lại tệp với `withdrawn: {date: …, reason: …}`, hoặc thêm `gone: {date: …, reason: …}` vào dòng này",
                "if it moved, add `redirect_from` to the new page; if it is withdrawn, keep the file with `withdrawn: {date: …, reason: …}`, or add `gone: {date: …, reason: …}` to this line",
            ),
        }
    })
}

fn of_file(context: &Context<'_>, entry: &Registered) -> Option<Diagnostic> {
    let is_there = context.assets.contains_key(&entry.path.value);
    match (is_there, &entry.gone) {
        (true, Some(_)) => Some(still_there(entry)),
        (false, None) => Some(lost(entry).help(
            "đặt lại tệp vào content/assets/; gỡ hẳn thì thêm `gone: {date: …, reason: …}` vào dòng này",
            "put the file back into content/assets/; if it is withdrawn, add `gone: {date: …, reason: …}` to this line",
        )),
        _ => None,
    }
}

fn lost(entry: &Registered) -> Diagnostic {
    let path = &entry.path.value;
    let message = Say::new(
        format!("địa chỉ `{path}` đã công khai nay không mở được"),
        format!("the address `{path}` was public and answers no more"),
    );
    at(Code::LostAddress, &entry.path, message)
}

fn still_there(entry: &Registered) -> Diagnostic {
    let path = &entry.path.value;
    let message = Say::new(
        format!("địa chỉ `{path}` ghi là đã gỡ nhưng vẫn có trang"),
        format!("the address `{path}` is said to be gone, but there is a page"),
    );
    at(Code::LostAddress, &entry.path, message).help(
        "bỏ `gone` ở dòng này, hoặc xóa tệp; trang gỡ mà giữ tệp thì khai `withdrawn` trong trang",
        "take `gone` out of this line, or delete the file; a page that is withdrawn and kept says `withdrawn` itself",
    )
}

/// What is to be read instead is a document of the site.
fn replaced_by_nothing(corpus: &Corpus, entry: &Registered) -> Option<Diagnostic> {
    let by = entry.gone.as_ref()?.by.as_ref()?;
    let is_known = corpus.works().iter().any(|work| work.slug == by.value);
    (!is_known).then(|| {
        let message = Say::new(format!("không có văn bản `{}`", by.value), format!("there is no document `{}`", by.value));
        at(Code::BrokenRelation, by, message).help("ghi tên tệp của văn bản, không có đuôi", "write the slug of the document")
    })
}

fn at<T>(code: Code, field: &Field<T>, message: Say) -> Diagnostic {
    Diagnostic::new(code, message).at(&SitePath::from(Register::PATH), field.span.clone())
}

/// The page that an entry may be of by now: of the same slug, or of the same name.
fn moved<'a>(corpus: &'a Corpus, entry: &Registered) -> Option<&'a Page> {
    let title = |page: &Page| page.front.title.as_ref().map(|title| title.value.clone());
    let same_slug = corpus.pages().iter().find(|page| entry.document.as_ref().is_some_and(|slug| *slug == page.slug));
    let mut same_title = corpus.pages().iter().filter(|page| entry.title.is_some() && title(page) == entry.title);
    same_slug.or_else(|| same_title.next().filter(|_| same_title.next().is_none()))
}

/// Every place that was public at the addresses of a page is there, or leads to one that is.
pub(super) fn anchors(context: &Context<'_>, page: PageId) -> Vec<Diagnostic> {
    let page = context.corpus.page(page);
    let register = context.register();
    if register.pages.is_empty() || page.is_withdrawn() {
        return Vec::new();
    }
    let former = page.front.redirect_from.iter().map(|old| old.value.as_str());
    let entries = former.chain([page.output.as_str()]).filter_map(|address| register.page(address));
    let published: BTreeSet<String> = entries.flat_map(|entry| unpack(&entry.ids)).collect();
    if published.is_empty() {
        return Vec::new();
    }
    let own: BTreeSet<String> = page.ids().into_iter().collect();
    let is_kept = |id: &String| own.contains(id) || page.front.old_ids.iter().any(|(old, _)| old.value == *id);
    let lost: Vec<&str> = published.iter().filter(|id| !is_kept(id)).map(String::as_str).collect();
    lost_anchors(page, &own, &lost).into_iter().collect()
}

/// Places that are named in one warning.
const NAMED: usize = 20;

fn lost_anchors(page: &Page, own: &BTreeSet<String>, lost: &[&str]) -> Option<Diagnostic> {
    let first = lost.first()?;
    let names: Vec<String> = lost.iter().take(NAMED).map(|id| format!("`#{id}`")).collect();
    let (names, more) = (names.join(", "), if lost.len() > NAMED { " …" } else { "" });
    let count = lost.len();
    let message = Say::new(
        format!("{count} chỗ đã công khai nay không còn trong trang: {names}{more}"),
        format!("{count} places were public and are no more on the page: {names}{more}"),
    );
    let ids: Vec<&str> = own.iter().map(String::as_str).collect();
    let now = crate::content::nearest(first, &ids).unwrap_or("…");
    let problem = Diagnostic::new(Code::LostAnchor, message).in_file(&page.source.path);
    Some(problem.help(
        format!("chỗ nay mang số khác thì thêm vào phần đầu trang, ví dụ `old_ids: {{{first}: {now}}}`; bỏ hẳn thì ghi ngoại lệ kèm lý do trong site.yaml"),
        format!("if a place has another number now, say so in the front matter, as in `old_ids: {{{first}: {now}}}`; if it is gone for good, add an exception with a reason to site.yaml"),
    ))
}
