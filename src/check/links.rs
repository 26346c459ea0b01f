//! `broken-link`, `broken-anchor`, `bad-scheme`: what authors link to exists and is allowed.

use std::borrow::Cow;
use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::Context;
use crate::content::{Inline, MarkKind, Page};
use crate::corpus::PageId;
use crate::diagnostic::{Code, Diagnostic, Fix, Say};

/// The only schemes a link may have.
pub(crate) const SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

pub(super) fn check(context: &Context<'_>, page: PageId) -> Vec<Diagnostic> {
    let (site, page) = (Targets { context }, context.corpus.page(page));
    let mut problems = Vec::new();
    for inline in page.blocks().iter().flat_map(|block| &block.inlines) {
        for mark in &inline.marks {
            let problem = match &mark.kind {
                MarkKind::Link { href } => site.problem(page, href),
                MarkKind::Image { src } => site.image_problem(page, src),
                _ => None,
            };
            if let Some(problem) = problem {
                let place = place(page, inline, mark);
                let is_anchor = problem.code == Code::BrokenAnchor;
                let fix = is_anchor.then(|| site.meant_anchor(page, &mark.kind, &place)).flatten();
                problems.push(problem.at(&page.source.path, place).fixed_by(fix));
            }
        }
    }
    problems
}

/// The link in the source: its text and, where it stands on the same line, its address.
fn place(page: &Page, inline: &Inline, mark: &crate::content::Mark) -> Range<usize> {
    let text = inline.to_source(mark.range.clone());
    let source = page.source.open();
    let rest = &source.text[text.end..];
    let line = rest.find('\n').unwrap_or(rest.len());
    let end = rest[..line].find(')').filter(|_| rest.starts_with("](")).map_or(text.end, |at| text.end + at + 1);
    let start = text.start - usize::from(source.text[..text.start].ends_with('['));
    start..end
}

struct Targets<'a> {
    context: &'a Context<'a>,
}

impl<'a> Targets<'a> {
    fn problem(&self, page: &Page, href: &str) -> Option<Diagnostic> {
        if let Some(scheme) = scheme(href) {
            return (!SCHEMES.contains(&scheme.to_ascii_lowercase().as_str())).then(|| bad_scheme(scheme));
        }
        if href.starts_with("//") || href.starts_with('/') {
            return Some(absolute(href));
        }
        let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
        let path = decode(path.split('?').next().unwrap_or_default());
        let target = if path.is_empty() { Some(page) } else { self.page_at(page, &path) };
        match target {
            // A page that was withdrawn has no places and says so itself.
            Some(target) if anchor.is_empty() || target.is_withdrawn() || target.has_id(&decode(anchor)) => None,
            Some(target) => Some(broken_anchor(target, &decode(anchor))),
            None if self.is_file(page, &path) => None,
            None => Some(self.broken(href)),
        }
    }

    /// The place that a link to a page may mean in place of one that is not there.
    fn meant_anchor(&self, page: &Page, link: &MarkKind, place: &Range<usize>) -> Option<Fix> {
        let MarkKind::Link { href } = link else { return None };
        let (path, anchor) = href.split_once('#')?;
        let target = if path.is_empty() { page } else { self.page_at(page, &decode(path))? };
        let id = near_id(target, &decode(anchor))?;
        let source = page.source.open();
        let written = source.text.get(place.clone())?;
        // The address as it stands in the file, behind the text of the link.
        let at = place.start + written.rfind(&format!("]({href})"))? + "](".len() + path.len() + 1;
        Some(Fix::proposed(&source, at..at + anchor.len(), id))
    }

    fn image_problem(&self, page: &Page, src: &str) -> Option<Diagnostic> {
        if scheme(src).is_some() || src.starts_with('/') {
            return Some(
                Diagnostic::new(Code::BadScheme, Say::new("hình phải nằm trong trang", "an image must be part of the site"))
                    .help("chép hình vào `content/assets/` rồi trỏ tới đó", "copy it to `content/assets/` and point there"),
            );
        }
        (!self.is_file(page, &decode(src))).then(|| self.broken(src))
    }

    fn page_at(&self, page: &Page, path: &str) -> Option<&'a Page> {
        let target = resolve(&page.source.path, path)?;
        let output = target.strip_prefix("content/").unwrap_or(&target);
        let markdown = self.context.settings.ext.stem(output).map(|stem| format!("content/{stem}.md"));
        let corpus = self.context.corpus;
        corpus.page_at(&target).or_else(|| corpus.page_at(&markdown?)).map(|id| corpus.page(id))
    }

    /// An attachment, a generated page, or a page that is reported for what keeps it from being read.
    fn is_file(&self, page: &Page, path: &str) -> bool {
        let Some(target) = resolve(&page.source.path, path) else { return false };
        if self.context.unread.contains(target.as_str()) {
            return true;
        }
        let Some(output) = target.strip_prefix("content/") else { return false };
        let ext = &self.context.settings.ext;
        let page = ext.stem(output).map(|stem| ext.page(stem));
        self.context.assets.contains_key(output) || self.context.generated().contains(page.as_deref().unwrap_or(output))
    }

    fn broken(&self, href: &str) -> Diagnostic {
        let message = Say::new(format!("không có trang hoặc tệp `{href}`"), format!("there is no page or file `{href}`"));
        let problem = Diagnostic::new(Code::BrokenLink, message);
        let wanted = href.rsplit('/').next().unwrap_or(href);
        let names: Vec<&str> =
            self.context.corpus.pages().iter().filter_map(|page| page.source.path.rsplit('/').next()).collect();
        match crate::content::nearest(wanted.split('#').next().unwrap_or(wanted), &names) {
            Some(name) => problem.help(format!("có phải `{name}`?"), format!("did you mean `{name}`?")),
            None => problem.help("đường dẫn tính từ thư mục của trang này", "paths count from this page's folder"),
        }
    }
}

fn broken_anchor(target: &Page, anchor: &str) -> Diagnostic {
    let message = Say::new(
        format!("trang `{}` không có chỗ `#{anchor}`", target.source.path),
        format!("the page `{}` has no place `#{anchor}`", target.source.path),
    );
    let problem = Diagnostic::new(Code::BrokenAnchor, message);
    match near_id(target, anchor) {
        Some(id) => problem.help(format!("có phải `#{id}`?"), format!("did you mean `#{id}`?")),
        None => problem.help("địa chỉ có dạng `#dieu-46-khoan-2`", "places are written like `#dieu-46-khoan-2`"),
    }
}

fn near_id(target: &Page, anchor: &str) -> Option<String> {
    let blocks = target.blocks();
    let ids: Vec<&str> = blocks.iter().filter_map(|block| block.id.as_deref()).collect();
    crate::content::nearest(anchor, &ids).map(str::to_owned)
}

fn bad_scheme(scheme: &str) -> Diagnostic {
    let message = Say::new(format!("liên kết `{scheme}:` không được phép"), format!("links with `{scheme}:` are not allowed"));
    Diagnostic::new(Code::BadScheme, message).help("chỉ dùng http, https, mailto, tel", "only http, https, mailto and tel are")
}

fn absolute(href: &str) -> Diagnostic {
    let message = Say::new(
        format!("`{href}` tính từ gốc máy chủ nên sai khi trang đặt dưới thư mục con"),
        format!("`{href}` counts from the server's root and breaks under a sub-path"),
    );
    Diagnostic::new(Code::BrokenLink, message)
        .help("viết đường dẫn tương đối, ví dụ `../van-ban/x.md`", "write a relative path such as `../van-ban/x.md`")
}

/// The scheme of an address, if it has one.
pub(crate) fn scheme(href: &str) -> Option<&str> {
    let (scheme, _) = href.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    valid.then_some(scheme)
}

/// A path relative to a file, with `.` and `..` worked out; `None` where it leaves the site.
pub(crate) fn resolve(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// Percent-encoding undone; what is not UTF-8 then stays as written.
pub(super) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Cow::into_owned)
}
