//! What is known of the passage being read.

use std::ops::Range;

use super::Mention;
use super::amend::{inline_quotations, is_instruction};
use super::passage::Passage;
use super::provision::Path;
use super::scan::RawCitation;
use super::work::Named;
use crate::content::structure::Level;

/// Stretches of a text, in order and apart from one another.
#[derive(Debug, Clone, Default)]
pub(super) struct Stretches(Vec<Range<usize>>);

impl Stretches {
    pub(super) fn new(mut ranges: Vec<Range<usize>>) -> Self {
        ranges.sort_by_key(|range| range.start);
        ranges.dedup_by(|next, before| {
            let touches = next.start <= before.end;
            if touches {
                before.end = before.end.max(next.end);
            }
            touches
        });
        Self(ranges)
    }

    pub(super) fn overlap(&self, span: &Range<usize>) -> bool {
        let at = self.0.partition_point(|range| range.end <= span.start);
        self.0.get(at).is_some_and(|range| range.start < span.end)
    }

    /// Where the stretch that holds a span begins.
    pub(super) fn start_of(&self, span: &Range<usize>) -> Option<usize> {
        let at = self.0.partition_point(|range| range.end <= span.start);
        self.0.get(at).map(|range| range.start).filter(|start| *start <= span.start)
    }
}

/// What is known of the passage being read.
pub(super) struct Here<'a> {
    pub(super) at: usize,
    pub(super) passage: &'a Passage<'a>,
    /// Whether it tells how another work is amended.
    pub(super) instruction: bool,
    /// Text quoted inside the instruction.
    pub(super) quotations: Stretches,
    /// Text quoted where nothing is amended: `Nghị định số … quy định: “…”`.
    pub(super) speech: Stretches,
    /// Names that the passage gives to works, where it gives them.
    pub(super) defined: Stretches,
    /// Code, links and images.
    closed: Stretches,
    /// The article that an instruction names last, for clauses that stand before it alone.
    pub(super) later: Option<Path>,
    /// The work that an instruction names last, for places that stand before it: `Bãi bỏ Điều 105 và sửa đổi Luật …`.
    pub(super) later_work: Option<Mention>,
}

impl<'a> Here<'a> {
    pub(super) fn new(at: usize, passage: &'a Passage<'a>) -> Self {
        let instruction = !passage.quoted && is_instruction(&passage.text[passage.label..]);
        let quoted = Stretches::new(if passage.quoted { Vec::new() } else { inline_quotations(passage.text) });
        let (quotations, speech) = if instruction { (quoted, Stretches::default()) } else { (Stretches::default(), quoted) };
        let closed = Stretches::new(passage.closed.clone());
        Self {
            at,
            passage,
            instruction,
            quotations,
            speech,
            defined: Stretches::default(),
            closed,
            later: None,
            later_work: None,
        }
    }

    /// Takes what an instruction names last, for what stands before it.
    pub(super) fn look_ahead(&mut self, rest: &[RawCitation]) {
        if self.instruction {
            self.later = later_article(self, rest);
            self.later_work = later_work(self, rest);
        }
    }

    /// Whether nothing that overlaps these bytes is a citation.
    pub(super) fn is_closed(&self, span: &Range<usize>) -> bool {
        self.closed.overlap(span) || self.defined.overlap(span)
    }
}

/// The article of an instruction's last citation: `Sửa đổi khoản 4 và bổ sung khoản 5 vào sau khoản 4 Điều 194`.
fn later_article(here: &Here<'_>, rest: &[RawCitation]) -> Option<Path> {
    let outside = |raw: &&RawCitation| !here.quotations.overlap(&raw.span);
    let own = rest.iter().rev().filter(outside).find(|raw| raw.named.is_none())?;
    let step = own.provisions.first()?.steps.first().filter(|step| step.level == Level::Article)?;
    Some(Path { steps: vec![step.clone()] })
}

/// The work of an instruction's last part: `Bãi bỏ Điều 105 và sửa đổi, bổ sung một số điều của Luật …`, `Bãi bỏ
/// Chương IV về thuế quy định tại Nghị quyết …`.
fn later_work(here: &Here<'_>, rest: &[RawCitation]) -> Option<Mention> {
    let of = |raw: &&RawCitation| {
        let before = here.passage.text[..raw.span.start].trim_end();
        ["của", "quy định tại"].iter().any(|words| before.ends_with(words))
    };
    rest.iter().filter(of).find_map(|raw| match &raw.named {
        Some(Named::Work(mention)) => Some(mention.clone()),
        _ => None,
    })
}
