//! `ambiguous-citation`: several works fit the words, so no link is made.

use super::{Cited, Problem};
use crate::corpus::Resolution;
use crate::diagnostic::{Code, Say};
use crate::text::key;

pub(super) fn problem(cited: &Cited<'_>) -> Option<Problem> {
    let Resolution::Ambiguous(works) = &cited.one.resolution else { return None };
    cited.one.mention.as_ref()?;
    let words = cited.words();
    let names: Vec<String> = works.iter().map(|work| cited.corpus.full_name(*work)).collect();
    let names = names.join("; ");
    let message = Say::new(format!("`{words}` có thể là: {names}"), format!("`{words}` may be: {names}"));
    let help = Say::new("ghi thêm ngày ban hành hoặc cơ quan ban hành", "add the date of issue or the issuer");
    Some(Problem::new(Code::AmbiguousCitation, key(words).text, message, help))
}
