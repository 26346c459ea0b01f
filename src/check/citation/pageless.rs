//! `cited-without-page`: a cited work is known from `works.yaml` alone; told once for the site.

use std::collections::BTreeSet;

use crate::check::Context;
use crate::corpus::{Corpus, PageId, WorkId};
use crate::diagnostic::{Code, Diagnostic, Say};

pub(in crate::check) fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let corpus = context.corpus;
    let works = (0..corpus.works().len() as u32).map(WorkId).filter(|work| corpus.work(*work).page.is_none());
    works.filter_map(|work| problem(corpus, work)).collect()
}

fn problem(corpus: &Corpus, work: WorkId) -> Option<Diagnostic> {
    let mut citing = corpus.cited_by(work).peekable();
    let (page, one) = *citing.peek()?;
    let page = corpus.page(page);
    let block = page.block_in_file(one.block);
    let inline = &block.inlines[one.inline];
    let name = corpus.full_name(work);
    let message =
        Say::new(format!("{name} được viện dẫn nhưng không có trang ở đây"), format!("{name} is cited but has no page here"));
    let pages = citing.map(|(page, _)| page).collect::<BTreeSet<PageId>>().len();
    let diagnostic = Diagnostic::new(Code::CitedWithoutPage, message)
        .at(&page.source.path, inline.to_source(one.span.clone()))
        .help("`congkhai new --missing --known` tạo sẵn trang", "`congkhai new --missing --known` prepares a page");
    Some(if pages > 1 {
        diagnostic.note(format!("{pages} trang viện dẫn văn bản này"), format!("{pages} pages cite it"))
    } else {
        diagnostic
    })
}
