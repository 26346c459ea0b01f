//! `assembly-term`: year and term of the National Assembly in a number disagree, as in `54/2013/QH14`.

use super::{Cited, Problem};
use crate::citation::{DocumentNumber, assembly_term_years};
use crate::content::structure::to_roman;
use crate::diagnostic::{Code, Say};

pub(super) fn problem(cited: &Cited<'_>) -> Option<Problem> {
    let number = cited.one.mention.as_ref()?.number.as_ref()?;
    let (message, help) = mismatch(number)?;
    Some(Problem::new(Code::AssemblyTerm, number.strict_key(), message, help))
}

/// Whether the year of a number lies outside the term that stands behind it.
pub(in crate::check) fn mismatch(number: &DocumentNumber) -> Option<(Say, Say)> {
    let (year, term) = (number.year()?, number.assembly_term()?);
    let years = assembly_term_years(term).filter(|years| !years.contains(&year))?;
    let (first, last, written, roman) = (years.start(), years.end(), number.official(), to_roman(u32::from(term)));
    let message = Say::new(
        format!("`{written}` ghi năm {year}, nhưng Quốc hội khóa {roman} là {first}–{last}"),
        format!("`{written}` says {year}, but term {roman} of the National Assembly is {first}–{last}"),
    );
    let help = Say::new(
        "xem lại số của luật, nghị quyết: năm hay khóa viết nhầm",
        "compare the number: the year or the term is mistyped",
    );
    Some((message, help))
}
