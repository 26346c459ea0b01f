//! `superseded-citation`: a cited work has expired, or was replaced or amended, since the citing document was issued.

use super::{Cited, Problem};
use crate::content::Relation;
use crate::corpus::{Corpus, Validity, WorkId, official_date};
use crate::diagnostic::{Code, Say};

pub(super) fn problem(cited: &Cited<'_>) -> Option<Problem> {
    let (corpus, work) = (cited.corpus, cited.work()?);
    let state = |work: WorkId| corpus.validity(work, corpus.today());
    let ended = |state: Validity| matches!(state, Validity::Expired | Validity::Suspended);
    let at_issue = corpus.validity_at_issue(cited.id, work);
    let (vi, en) = since(corpus, cited, work, state(work))?;
    // A document that binds no longer need not follow what came after it.
    let own = corpus.work_of(cited.id).is_some_and(|own| ended(state(own)));
    if own || at_issue.is_some_and(ended) || cited.is_acted_upon(work) {
        return None;
    }
    let help = Say::new(
        "khi thay văn bản này thì viện dẫn văn bản mới; trang vẫn ghi rõ tình trạng cho người đọc",
        "cite the newer work when this document is replaced; the page tells its readers",
    );
    Some(Problem::new(Code::SupersededCitation, work.0.to_string(), Say::new(vi, en), help))
}

/// What happened to a work, in Vietnamese and English; nothing where nothing did.
fn since(corpus: &Corpus, cited: &Cited<'_>, work: WorkId, state: Validity) -> Option<(String, String)> {
    let name = || corpus.full_name(work);
    let by = |relation: Relation| successors(corpus, work, relation, |_| true);
    let (replaced, repealed, suspended) = (by(Relation::ReplacedBy), by(Relation::RepealedBy), by(Relation::SuspendedBy));
    match state {
        Validity::Expired if !replaced.is_empty() => Some((
            format!("{} nay đã được thay thế bởi {replaced}", name()),
            format!("{} has been replaced by {replaced}", name()),
        )),
        Validity::Expired if !repealed.is_empty() => {
            Some((format!("{} nay đã bị bãi bỏ bởi {repealed}", name()), format!("{} has been repealed by {repealed}", name())))
        }
        Validity::Expired => Some((format!("{} nay đã hết hiệu lực", name()), format!("{} is no longer in force", name()))),
        Validity::Suspended if !suspended.is_empty() => {
            Some((format!("{} nay đang bị đình chỉ bởi {suspended}", name()), format!("{} is suspended by {suspended}", name())))
        }
        Validity::Suspended => Some((format!("{} nay đang bị đình chỉ", name()), format!("{} is suspended", name()))),
        _ => {
            let latest = corpus.issued(cited.id).map(|(_, latest)| latest)?;
            let later = |other: WorkId| corpus.facts(other).issued.as_ref().is_some_and(|issued| issued.value > latest);
            let by = successors(corpus, work, Relation::AmendedBy, later);
            let said = (
                format!("{} đã được sửa đổi, bổ sung sau đó bởi {by}", name()),
                format!("{} was amended since, by {by}", name()),
            );
            (!by.is_empty()).then_some(said)
        }
    }
}

/// The works at the other end of a relation, with their dates.
fn successors(corpus: &Corpus, work: WorkId, wanted: Relation, fits: impl Fn(WorkId) -> bool) -> String {
    let others = corpus.relations_of(work).into_iter().filter(|(relation, other, _)| *relation == wanted && fits(*other));
    let names = others.map(|(_, other, _)| {
        let issued = corpus.facts(other).issued.as_ref().map(|issued| format!(" ngày {}", official_date(issued.value)));
        format!("{}{}", corpus.short_name(other), issued.unwrap_or_default())
    });
    names.collect::<Vec<_>>().join(", ")
}
