//! `path-clash`: every output has an address of its own, also where upper and lower case are one.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use super::Context;
use crate::content::{SitePath, is_site_path};
use crate::diagnostic::{Code, Diagnostic, Say};

pub(super) fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut problems = old_addresses(context);
    // By whom; by nobody where congkhai makes it.
    let mut taken: HashMap<String, Option<SitePath>> = HashMap::new();
    for path in context.generated() {
        taken.insert(path.to_lowercase(), None);
    }
    let pages = context.corpus.pages().iter().flat_map(|page| {
        let outputs = [page.output.clone(), page.download().to_owned()];
        outputs.map(|output| (output, page.source.path.clone()))
    });
    let old = context
        .corpus
        .pages()
        .iter()
        .flat_map(|page| page.front.redirect_from.iter().map(|old| (old.value.clone(), page.source.path.clone())));
    let assets = context.assets.iter().map(|(output, file)| (output.clone(), SitePath::from(file.as_str())));
    let mut clashing = BTreeSet::new();
    for (output, file) in pages.chain(assets).chain(old) {
        match taken.entry(output.to_lowercase()) {
            Entry::Vacant(free) => drop(free.insert(Some(file))),
            Entry::Occupied(first) => {
                // A page and its download clash together; once is enough.
                if clashing.insert((file.clone(), output.rsplit_once('.').map(|(stem, _)| stem.to_owned()))) {
                    problems.push(clash(&output, first.get().as_deref()).in_file(&file));
                }
            }
        }
    }
    problems
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
