//! `contradicted-relation`: the front matter and the document's own words say different things of two works.
//!
//! Only plain words count: `Căn cứ X` at the start of a paragraph, `thay thế X`, `bãi bỏ X`, `X hết hiệu lực`.

use crate::content::{Extent, Page, Relation};
use crate::corpus::{CitationUse, Corpus, PageId, Resolution, WorkId, official_date};
use crate::diagnostic::{Code, Diagnostic, Say};
use crate::text::key;

pub(super) fn check(corpus: &Corpus, id: PageId) -> Vec<Diagnostic> {
    let page = corpus.page(id);
    let Some(own) = corpus.work_of(id).filter(|_| page.front.text == Extent::Full) else { return Vec::new() };
    let stated = corpus.relations_of(own);
    if stated.is_empty() {
        return Vec::new();
    }
    let mut problems: Vec<Diagnostic> = Vec::new();
    let mut told: Vec<WorkId> = Vec::new();
    for one in corpus.citations(id).iter().filter(|one| !one.quoted && one.places.is_empty()) {
        let Resolution::Work(work, _) = one.resolution else { continue };
        let Some(said) = said(page, one).filter(|_| !told.contains(&work)) else { continue };
        let against = stated.iter().find(|(relation, other, _)| *other == work && contradicts(said, *relation));
        if let Some((relation, ..)) = against {
            told.push(work);
            problems.push(problem(corpus, page, one, (said, *relation), work));
        }
    }
    problems
}

/// What the words around a citation say the document does to the work.
fn said(page: &Page, one: &CitationUse) -> Option<Relation> {
    let block = page.block_in_file(one.block);
    let text = &block.inlines[one.inline].text;
    let (before, after) = super::around(text, &one.span);
    let (before, after) = (key(before).text, key(after).text);
    let clause = before.trim();
    if clause == "căn cứ" {
        return Some(Relation::BasedOn);
    }
    if clause.ends_with("thay thế") || clause.ends_with("thay thế cho") {
        return Some(Relation::Replaces);
    }
    // `X của Chính phủ hết hiệu lực kể từ ngày …`: nothing but the issuer stands between.
    let lapses = after.find("hết hiệu lực kể từ ngày").is_some_and(|at| !after[..at].contains([',', '/', '(']));
    (clause.ends_with("bãi bỏ") || lapses).then_some(Relation::Repeals)
}

/// Whether a stated relation cannot hold beside what the text says.
fn contradicts(said: Relation, stated: Relation) -> bool {
    let opposite = matches!(stated, Relation::ReplacedBy | Relation::RepealedBy | Relation::AmendedBy | Relation::BasisOf);
    match said {
        Relation::BasedOn => opposite || matches!(stated, Relation::Replaces | Relation::Repeals),
        Relation::Replaces | Relation::Repeals => opposite || stated == Relation::BasedOn,
        _ => false,
    }
}

fn problem(corpus: &Corpus, page: &Page, one: &CitationUse, (said, stated): (Relation, Relation), work: WorkId) -> Diagnostic {
    let block = page.block_in_file(one.block);
    let inline = &block.inlines[one.inline];
    let name = corpus.short_name(work);
    let (vi, en) = match said {
        Relation::BasedOn => ("căn cứ", "is based on"),
        Relation::Replaces => ("thay thế", "replaces"),
        _ => ("bãi bỏ", "repeals"),
    };
    let stated = stated.key();
    let message = Say::new(
        format!("theo lời văn, văn bản này {vi} {name}, nhưng quan hệ đã khai là `{stated}`"),
        format!("by its words this document {en} {name}, but the stated relation is `{stated}`"),
    );
    let issued = corpus.facts(work).issued.as_ref().map(|issued| official_date(issued.value));
    let mut diagnostic =
        Diagnostic::new(Code::ContradictedRelation, message).at(&page.source.path, inline.to_source(one.span.clone())).help(
            "sửa `relations` của một trong hai trang cho đúng văn bản",
            "make `relations` of either page say what the text says",
        );
    if let Some(issued) = issued {
        diagnostic = diagnostic.note(format!("{name} ban hành ngày {issued}"), format!("{name} was issued on {issued}"));
    }
    diagnostic
}
