//! `missing-provision`: a cited article, clause or point does not exist in the work.
//!
//! On a page that holds no text (`text: outline`) nothing can be told, and nothing is.

use super::{Cited, Problem};
use crate::corpus::{PageId, Standing, provision_name};
use crate::diagnostic::{Code, Say};

pub(super) fn problem(cited: &Cited<'_>) -> Option<Problem> {
    let work = cited.work()?;
    let target = cited.corpus.target_page(cited.id, cited.one)?;
    let (missing, to) = missing(cited, target)?;
    // What an amending text adds or moves is not there yet, or no longer.
    if cited.is_acted_upon(work) {
        return None;
    }
    let name = cited.corpus.short_name(work);
    let message = Say::new(
        format!("{name} không có {missing}; liên kết tới {}", to.vi),
        format!("{name} has no {missing}; the link goes to {}", to.en),
    );
    let help = Say::new("xem lại số điều, khoản, điểm được viện dẫn", "compare the numbers of the cited article, clause, point");
    Some(Problem::new(Code::MissingProvision, format!("{}:{missing}", work.0), message, help))
}

/// The places of a citation that its target does not have, and where the first of them leads.
pub(super) fn missing(cited: &Cited<'_>, target: PageId) -> Option<(String, Say)> {
    let mut missing = cited.one.places.iter().filter(|place| place.standing == Standing::Missing).peekable();
    let to = match missing.peek()?.unit {
        Some(unit) => {
            let name = cited.corpus.place_name(target, unit);
            Say::new(name.clone(), name)
        }
        None => Say::new("đầu trang", "the top of the page"),
    };
    let mut names: Vec<String> = missing.map(|place| provision_name(&place.path)).collect();
    names.dedup();
    Some((names.join(", "), to))
}
