//! `path-clash`: every output has an address of its own, also where upper and lower case are one.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use super::Context;
use crate::content::{SitePath, is_site_path};
use crate::diagnostic::{Code, Diagnostic, Say};

pub(super) fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut problems = old_addresses(context);
    let pages = context.corpus.pages();
    let outputs = pages.iter().flat_map(|page| [&page.output, page.download()].map(|output| (output, &*page.source.path)));
    let old = pages.iter().flat_map(|page| page.front.redirect_from.iter().map(|old| (old.value.as_str(), &*page.source.path)));
    let assets = context.assets.iter().map(|(output, file)| (output.as_str(), file.as_str()));
    // By whom; by nobody where congkhai makes it.
    let generated = context.generated();
    let mut taken: HashMap<Cow<'_, str>, Option<&str>> = HashMap::with_capacity(generated.len() + 2 * pages.len());
    taken.extend(generated.iter().map(|path| (lower(path), None)));
    let mut clashing = BTreeSet::new();
    for (output, file) in outputs.chain(assets).chain(old) {
        match taken.entry(lower(output)) {
            Entry::Vacant(free) => drop(free.insert(Some(file))),
            Entry::Occupied(first) => {
                // A page and its download clash together; once is enough.
                if clashing.insert((file, output.rsplit_once('.').map(|(stem, _)| stem))) {
                    problems.push(clash(output, *first.get()).in_file(&SitePath::from(file)));
                }
            }
        }
    }
    problems
}

/// A path without capitals, which are few.
fn lower(path: &str) -> Cow<'_, str> {
    let is_lower = path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { path.into() } else { path.to_lowercase().into() }
}

/// An old address is a page's, relative to the site's root.
fn old_addresses(context: &Context<'_>) -> Vec<Diagnostic> {
    let ending = context.settings.ext.as_str();
    let sound = |path: &str| is_site_path(path) && Path::new(path).extension().is_some_and(|found| found == ending);
    let pages = context.corpus.pages().iter();
    let stated = pages.flat_map(|page| page.front.redirect_from.iter().map(move |old| (page, old)));
    stated
        .filter(|(_, old)| !sound(&old.value))
        .map(|(page, old)| {
            let message = Say::new(
                format!("`{}` không phải địa chỉ cũ của một trang", old.value),
                format!("`{}` is no former address of a page", old.value),
            );
            Diagnostic::new(Code::BadValue, message).at(&page.source.path, old.span.clone()).help(
                "viết như: `van-ban/ten-cu.html`, tính từ gốc của trang",
                "write it like: `van-ban/old-name.html`, from the site's root",
            )
        })
        .collect()
}

/// `first` is the file that has the address, none where congkhai makes it.
fn clash(output: &str, first: Option<&str>) -> Diagnostic {
    let Some(first) = first else {
        let message = Say::new(
            format!("địa chỉ `{output}` dành cho trang do congkhai tạo"),
            format!("the address `{output}` is that of a page congkhai makes"),
        );
        return Diagnostic::new(Code::PathClash, message)
            .help("đặt tệp này ở thư mục hoặc tên khác", "give the file another folder or name");
    };
    let message =
        Say::new(format!("địa chỉ `{output}` đã có tệp `{first}`"), format!("the address `{output}` is taken by `{first}`"));
    Diagnostic::new(Code::PathClash, message).help(
        "đổi tên một trong hai tệp; chữ hoa và chữ thường tính là một",
        "rename one of them; upper and lower case count as one",
    )
}
