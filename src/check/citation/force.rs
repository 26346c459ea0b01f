//! `not-in-force`: a work is cited that did not bind when the citing document was issued.
//!
//! Luật Ban hành VBQPPL and NĐ 30/2020/NĐ-CP want the legal basis to be in force, or issued and to take effect with the
//! document. What cannot be told, because a date is unknown, is no problem; the page's panel says so.

use super::{Cited, Problem};
use crate::content::Relation;
use crate::corpus::Validity;
use crate::diagnostic::{Code, Say};

pub(super) fn problem(cited: &Cited<'_>) -> Option<Problem> {
    /// Documents that are made for a law before it takes effect.
    const PREPARES: &[Relation] = &[Relation::BasedOn, Relation::Details, Relation::Guides, Relation::Implements];
    let work = cited.work()?;
    let state = cited.corpus.validity_at_issue(cited.id, work)?;
    let (vi, en) = match state {
        Validity::Expired => ("đã hết hiệu lực", "had expired"),
        Validity::Suspended => ("đang bị đình chỉ", "was suspended"),
        Validity::NotYet => ("chưa có hiệu lực", "had not taken effect"),
        Validity::InForce | Validity::Partly | Validity::Unknown => return None,
    };
    // What is made for a law may come before it takes effect, never before it is issued.
    let issued = cited.corpus.facts(work).issued.as_ref().map(|issued| issued.value);
    let later = issued.zip(cited.corpus.issued(cited.id)).is_some_and(|(issued, (_, latest))| issued > latest);
    let prepares = state == Validity::NotYet && !later && cited.is_related(work, PREPARES);
    if prepares || cited.is_acted_upon(work) {
        return None;
    }
    let (vi, en) = if later { ("chưa được ban hành", "had not been issued") } else { (vi, en) };
    let name = cited.corpus.full_name(work);
    let message =
        Say::new(format!("khi văn bản này được ban hành, {name} {vi}"), format!("when this document was issued, {name} {en}"));
    let help = Say::new(
        "xem lại văn bản được viện dẫn và các ngày của nó; bản gốc đúng là vậy thì ghi ngoại lệ có lý do trong site.yaml",
        "compare the cited work and its dates; if the original has it so, add an exception with a reason to site.yaml",
    );
    Some(Problem::new(Code::NotInForce, work.0.to_string(), message, help))
}
