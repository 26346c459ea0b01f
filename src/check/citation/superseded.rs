//! `superseded-citation`: a cited work has expired, or was replaced or amended, since the citing document was issued.

use super::{Cited, Problem};
use crate::content::Relation;
use crate::corpus::{Corpus, Validity, WorkId, official_date};
use crate::diagnostic::{Code, Say};

pub(super) fn problem(cited: &Cited<'_>) -> Option<Problem> {
    let (corpus, work) = (cited.corpus, cited.work()?);
    let ended = |work: WorkId| matches!(corpus.validity(work, corpus.today), Validity::Expired | Validity::Suspended);
    // A document that binds no longer need not follow what came after it.
    if corpus.work_of(cited.id).is_some_and(ended) || cited.is_acted_upon(work) {
        return None;
    }
    let at_issue = corpus.validity_at_issue(cited.id, work);
    if matches!(at_issue, Some(Validity::Expired | Validity::Suspended)) {
        return None;
    }
    let since = corpus.issued(cited.id).map(|(_, latest)| latest);
    let later =
        |other: WorkId| corpus.facts(other).issued.as_ref().is_some_and(|issued| since.is_some_and(|since| issued.value > since));
    let name = corpus.full_name(work);
    let (vi, en) = if ended(work) {
        let by = successors(corpus, work, &[Relation::ReplacedBy, Relation::RepealedBy], |_| true);
        let (vi, en) =
            if by.is_empty() { (String::new(), String::new()) } else { (format!(", bởi {by}"), format!(", by {by}")) };
        (format!("{name} nay đã hết hiệu lực{vi}"), format!("{name} has expired since{en}"))
    } else {
        let by = successors(corpus, work, &[Relation::AmendedBy], later);
        if by.is_empty() {
            return None;
        }
        (format!("{name} đã được sửa đổi, bổ sung sau đó, bởi {by}"), format!("{name} was amended since, by {by}"))
    };
    let help = Say::new(
        "khi thay văn bản này thì viện dẫn văn bản mới; trang vẫn ghi rõ tình trạng cho người đọc",
        "cite the newer work when this document is replaced; the page tells its readers",
    );
    Some(Problem::new(Code::SupersededCitation, work.0.to_string(), Say::new(vi, en), help))
}

/// The works at the other end of some relations, with their dates.
fn successors(corpus: &Corpus, work: WorkId, relations: &[Relation], fits: impl Fn(WorkId) -> bool) -> String {
    let others =
        corpus.relations_of(work).into_iter().filter(|(relation, other, _)| relations.contains(relation) && fits(*other));
    let names = others.map(|(_, other, _)| {
        let issued = corpus.facts(other).issued.as_ref().map(|issued| format!(" ngày {}", official_date(issued.value)));
        format!("{}{}", corpus.short_name(other), issued.unwrap_or_default())
    });
    names.collect::<Vec<_>>().join(", ")
}
