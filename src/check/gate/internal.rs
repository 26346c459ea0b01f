//! `internal-file`: a file that only a page marked internal refers to would be published without that page.

use std::collections::{BTreeMap, BTreeSet};

use super::super::links::{decode, resolve, scheme};
use super::Context;
use crate::content::{self, MarkKind, Memory, Page, Source};
use crate::diagnostic::{Code, Diagnostic, Say};

/// `others` are files that were read and are no pages of the site: internal pages and drafts among them.
pub(super) fn files<'a>(context: &Context<'_>, others: impl Iterator<Item = &'a Source>) -> Vec<Diagnostic> {
    let mut of_internal = BTreeMap::new();
    for source in others.filter(|source| source.path.ends_with(".md")) {
        let bytes = source.original().as_bytes().to_vec();
        let page = content::read_bytes(&source.path, bytes, context.settings, &Memory::default()).page;
        for asset in page.iter().filter(|page| page.front.internal).flat_map(|page| assets(context, page)) {
            of_internal.entry(asset).or_insert_with(|| source.path.clone());
        }
    }
    if of_internal.is_empty() {
        return Vec::new();
    }
    let public: BTreeSet<String> = context.corpus.pages().iter().flat_map(|page| assets(context, page)).collect();
    let told = of_internal.into_iter().filter(|(asset, _)| !public.contains(asset));
    told.map(|(asset, file)| {
        let message = Say::new(
            format!("trang nội bộ không được đăng, nhưng tệp `content/{asset}` của nó thì có"),
            format!("this internal page is not published, but its file `content/{asset}` is"),
        );
        Diagnostic::new(Code::InternalFile, message)
            .in_file(&file)
            .help("chuyển tệp ấy ra khỏi content/assets/", "move that file out of content/assets/")
    })
    .collect()
}

/// The published files that a page links or shows.
fn assets(context: &Context<'_>, page: &Page) -> Vec<String> {
    let blocks = page.blocks();
    let marks = blocks.iter().flat_map(|block| &block.inlines).flat_map(|inline| &inline.marks);
    let addresses = marks.filter_map(|mark| match &mark.kind {
        MarkKind::Link { href } => Some(href.as_str()),
        MarkKind::Image { src } => Some(src.as_str()),
        _ => None,
    });
    addresses
        .filter(|address| scheme(address).is_none())
        .filter_map(|address| resolve(page.download(), &decode(address.split(['#', '?']).next().unwrap_or_default())))
        .filter(|path| context.assets.contains_key(path))
        .collect()
}
