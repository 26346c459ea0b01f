//! A name for each work that stays: made of what the work is, not of where its page lies.

use super::model::{Corpus, WorkId};
use crate::content::FrontMatter;
use crate::text::slug;

/// What stands in the place of a part that nobody knows.
const UNKNOWN: &str = "~";

impl Corpus {
    /// The name of a work by its kind, number, day of issue and issuer: `vn:quyet-dinh:129-qd-ubnd:2023-08-14:uy-ban-nhan-dan`.
    ///
    /// Letters are as in addresses of pages, so colons only part. A part that is not known is `~`; of the number, which tells
    /// works apart, `~` with the work's slug, which is a name on this site only. A day of which the first and last possible are
    /// known is `2025-02-05..2025-02-21`. Another version of a document has the document's name, `@` and its own name.
    pub fn identifier(&self, work: WorkId) -> String {
        let (facts, slug) = (self.facts(work), self.work(work).slug.as_str());
        let version = facts.version_of.as_ref().map(|_| format!("@{}", version(facts, slug)));
        let parts = [kind(facts), number(facts, slug), issued(facts), issuer(facts)];
        format!("vn:{}{}", parts.join(":"), version.unwrap_or_default())
    }
}

fn kind(facts: &FrontMatter) -> String {
    facts.kind.as_ref().map_or_else(|| UNKNOWN.to_owned(), |kind| kind.value.slug())
}

fn number(facts: &FrontMatter, own: &str) -> String {
    let number = facts.number.as_ref().map(|number| slug(&number.value.text)).filter(|number| !number.is_empty());
    number.unwrap_or_else(|| format!("{UNKNOWN}{own}"))
}

fn issued(facts: &FrontMatter) -> String {
    match facts.issued_range() {
        Some((first, last)) if first == last => first.to_string(),
        Some((first, last)) => format!("{first}..{last}"),
        None => UNKNOWN.to_owned(),
    }
}

fn issuer(facts: &FrontMatter) -> String {
    let issuer = facts.issuer.as_ref().map(|issuer| slug(&issuer.value)).filter(|issuer| !issuer.is_empty());
    issuer.unwrap_or_else(|| UNKNOWN.to_owned())
}

fn version(facts: &FrontMatter, own: &str) -> String {
    facts.version.as_deref().map(slug).filter(|version| !version.is_empty()).unwrap_or_else(|| own.to_owned())
}
