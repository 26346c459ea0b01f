//! Rules on what texts cite, one a file: who is cited, how, and whether that still holds.
//!
//! A rule looks at one citation and may return a [`Problem`]; the same problem of a page is told once, at its first
//! place, with how often it stands there.

mod ambiguous;
mod contradiction;
mod date;
mod force;
mod inferred;
pub(super) mod number;
mod order;
mod own_provision;
pub(super) mod pageless;
mod provision;
mod short_form;
mod superseded;
pub(super) mod term;
mod unknown;

use std::collections::BTreeMap;
use std::ops::Range;

use super::Context;
use crate::content::{BlockOf, Inline, Relation};
use crate::corpus::{CitationUse, Corpus, PageId, WorkId};
use crate::diagnostic::{Code, Diagnostic, Say};
use crate::text::key;

/// A citation with the page it stands on.
pub(super) struct Cited<'a> {
    corpus: &'a Corpus,
    id: PageId,
    one: &'a CitationUse,
    /// The block it stands in.
    block: BlockOf<'a>,
}

/// What is wrong with a citation.
struct Problem {
    code: Code,
    /// What makes it the same problem elsewhere on the page.
    key: String,
    message: Say,
    help: Say,
}

impl Problem {
    fn new(code: Code, key: String, message: Say, help: Say) -> Self {
        Self { code, key, message, help }
    }
}

/// Rules on single citations.
const RULES: &[fn(&Cited<'_>) -> Option<Problem>] = &[
    unknown::problem,
    ambiguous::problem,
    inferred::problem,
    date::problem,
    number::problem,
    term::problem,
    force::problem,
    superseded::problem,
    provision::problem,
    own_provision::problem,
    order::problem,
];

/// Rules on a page's citations together.
const PAGE_RULES: &[fn(&Corpus, PageId) -> Vec<Diagnostic>] = &[short_form::check, contradiction::check];

pub(super) fn check(context: &Context<'_>, id: PageId) -> Vec<Diagnostic> {
    let corpus = context.corpus;
    let page = corpus.page(id);
    let mut first: BTreeMap<(Code, String), (Diagnostic, u32)> = BTreeMap::new();
    for one in corpus.citations(id) {
        let cited = Cited { corpus, id, one, block: page.block_in_file(one.block) };
        for problem in RULES.iter().filter_map(|rule| rule(&cited)) {
            let Problem { code, key, message, help } = problem;
            let entry = first.entry((code, key)).or_insert_with(|| {
                let span = cited.inline().to_source(one.span.clone());
                let mut diagnostic = Diagnostic::new(code, message).at(&page.source.path, span);
                diagnostic.help = Some(help);
                (diagnostic, 0)
            });
            entry.1 += 1;
        }
    }
    let counted = first.into_values().map(|(diagnostic, times)| match times {
        1 => diagnostic,
        times => {
            diagnostic.note(format!("trang này viện dẫn như vậy {times} lần"), format!("the page cites it so {times} times"))
        }
    });
    counted.chain(PAGE_RULES.iter().flat_map(|rule| rule(corpus, id))).collect()
}

impl Cited<'_> {
    fn inline(&self) -> &Inline {
        &self.block.inlines[self.one.inline]
    }

    fn words(&self) -> &str {
        &self.inline().text[self.one.span.clone()]
    }

    /// The other work it was resolved to.
    fn work(&self) -> Option<WorkId> {
        self.one.work()
    }

    /// Whether the page states one of these relations to a work.
    fn is_related(&self, work: WorkId, relations: &[Relation]) -> bool {
        let own = self.corpus.work_of(self.id);
        own.is_some_and(|own| {
            let of_page = self.corpus.relations_of(own);
            of_page.iter().any(|(relation, other, _)| *other == work && relations.contains(relation))
        })
    }

    /// Whether the clause ends, replaces or amends what is cited, so that its state says nothing against the citation.
    ///
    /// The act must govern the citation: it stands right before it, right behind it, or opens the clause (`Bãi bỏ A, B và
    /// C`); an amending law named beside it does not count.
    fn is_acted_upon(&self, work: WorkId) -> bool {
        const RELATIONS: &[Relation] =
            &[Relation::Amends, Relation::Replaces, Relation::Repeals, Relation::Suspends, Relation::Corrects];
        const ACTS: &[&str] =
            &["bãi bỏ", "thay thế", "sửa đổi", "bổ sung", "sửa đổi, bổ sung", "đình chỉ", "ngưng hiệu lực", "hủy bỏ"];
        const ENDS: &[&str] =
            &["hết hiệu lực", "bị bãi bỏ", "được bãi bỏ", "được thay thế", "bị đình chỉ", "được sửa đổi, bổ sung như sau"];
        if self.one.quoted || self.is_related(work, RELATIONS) {
            return true;
        }
        let (before, after) = around(&self.inline().text, &self.one.span);
        let (before, after) = (key(before).text, key(after).text);
        let before = before.trim_end();
        let before = before.strip_suffix(" các").unwrap_or(before);
        let opens = before.trim_start_matches(|c: char| !c.is_alphabetic()).trim_start_matches(|c: char| c.is_ascii_digit());
        let opens = opens.split_once(") ").filter(|(label, _)| label.chars().count() <= 2).map_or(opens, |(_, rest)| rest);
        let after = after.trim_start_matches([' ', ',']);
        ACTS.iter().any(|act| before.ends_with(act) || opens.starts_with(act)) || ENDS.iter().any(|end| after.starts_with(end))
    }
}

/// Most bytes of a clause on either side of a citation: a paragraph of a thousand citations is read a thousand times so
/// far, not to its ends.
const CLAUSE: usize = 320;

/// The clause around a citation, up to `;`, `:` or a full stop before a space: what stands before it, and after it.
fn around<'t>(text: &'t str, span: &Range<usize>) -> (&'t str, &'t str) {
    let before = &text[text.floor_char_boundary(span.start.saturating_sub(CLAUSE))..span.start];
    let after = &text[span.end..text.floor_char_boundary((span.end + CLAUSE).min(text.len())).max(span.end)];
    let ends = |text: &str, at: usize, mark: &str| mark != "." || text[at + 1..].starts_with([' ', '\n']);
    let start =
        before.rmatch_indices([';', ':', '.', '\n']).find(|(at, mark)| ends(before, *at, mark)).map_or(0, |(at, _)| at + 1);
    let end = after.match_indices([';', '.', '\n']).find(|(at, mark)| ends(after, *at, mark)).map_or(after.len(), |(at, _)| at);
    (&before[start..], &after[..end])
}
