//! Amending texts: which work the instructions outside the quotation marks mean, and where the quoted text lies in it.

use std::ops::Range;

use super::passage::Passage;
use super::provision::Path;
use super::{Citation, Cited};
use crate::content::structure::{Level, Marker, read_marker};

/// Words with which an instruction begins.
const VERBS: &[&str] = &[
    "Sửa đổi",
    "Bổ sung",
    "Bãi bỏ",
    "Thay thế",
    "Thay cụm từ",
    "Thay từ",
    "Thay đổi",
    "Bỏ ",
    "Hủy bỏ",
    "Huỷ bỏ",
    "Đổi tên",
    "Chuyển ",
    "Sửa tên",
    "Sửa ",
    "Thêm ",
    "SỬA ĐỔI",
    "BỔ SUNG",
    "Đính chính",
];

/// Words that make a line an instruction when it introduces a quotation.
const AMENDED: &[&str] = &["sửa đổi", "bổ sung", "thay thế", "Sửa đổi", "Bổ sung", "Thay thế", "sửa lại"];

/// What is being amended where the walk has got to.
#[derive(Debug, Default)]
pub(super) struct Amendments {
    /// From the outermost: the unit an instruction stands in, the citation of the amended work, the place it names.
    scopes: Vec<Scope>,
    /// Where the open quotation has got to in the amended work.
    quoted: Option<Path>,
}

#[derive(Debug)]
struct Scope {
    unit: Path,
    work: usize,
    place: Path,
}

impl Amendments {
    /// Follows the walk into a passage.
    pub(super) fn enter(&mut self, passage: &Passage<'_>) {
        if passage.quoted {
            let mut place = self.quoted.take().unwrap_or_else(|| self.place());
            follow(&mut place, passage.text);
            self.quoted = Some(place);
            return;
        }
        self.quoted = None;
        let inside = |scope: &Scope| passage.place.steps.starts_with(&scope.unit.steps);
        while self.scopes.last().is_some_and(|scope| !inside(scope)) {
            self.scopes.pop();
        }
    }

    /// Takes an instruction that stands in a unit, with its citations; `first` is the index of the first of them.
    pub(super) fn instruct(&mut self, unit: &Path, citations: &[Citation], first: usize) {
        let own = |one: &Citation| !one.quoted;
        let named = citations.iter().position(|one| own(one) && matches!(one.work, Cited::Work(_)));
        let work = named.map(|index| first + index).or_else(|| self.work());
        let Some(work) = work else { return };
        let same = |one: &&Citation| match &one.work {
            Cited::Work(_) => named.is_some_and(|index| std::ptr::eq(*one, &raw const citations[index])),
            Cited::Earlier(index) => *index == work,
            _ => false,
        };
        let places: Vec<&Path> =
            citations.iter().filter(|one| own(one)).filter(same).flat_map(|one| &one.provisions).map(|one| &one.path).collect();
        let place = common(&places).unwrap_or_else(|| self.place());
        if self.scopes.last().is_some_and(|scope| scope.unit == *unit) {
            self.scopes.pop();
        }
        self.scopes.push(Scope { unit: unit.clone(), work, place });
    }

    /// The citation of the amended work.
    pub(super) fn work(&self) -> Option<usize> {
        self.scopes.last().map(|scope| scope.work)
    }

    /// The place in the amended work that the instructions around name.
    pub(super) fn place(&self) -> Path {
        self.scopes.last().map(|scope| scope.place.clone()).unwrap_or_default()
    }

    /// Where quoted text lies in the amended work.
    pub(super) fn quoted_place(&self) -> Path {
        self.quoted.clone().unwrap_or_else(|| self.place())
    }
}

/// The steps that all paths share.
fn common(paths: &[&Path]) -> Option<Path> {
    let first = paths.first()?;
    let shared = |at: usize| paths.iter().all(|path| path.steps.get(at) == first.steps.get(at));
    let count = (0..first.steps.len()).take_while(|at| shared(*at)).count();
    Some(Path { steps: first.steps[..count].to_vec() })
}

/// Moves on in the amended work where quoted text opens a unit of it.
fn follow(place: &mut Path, text: &str) {
    let Some(marked) = read_marker(text.trim_start_matches(['“', '"', ' '])) else { return };
    let (level, piece) = match marked.marker {
        Marker::Article { number, suffix, .. } => (Level::Article, format!("dieu-{number}{suffix}")),
        Marker::Clause { number, suffix } => (Level::Clause, format!("khoan-{number}{suffix}")),
        Marker::Point(letter) => (Level::Point, format!("diem-{letter}")),
        _ => return,
    };
    let step = super::Step { level, piece };
    *place = place.above(level).join(&[step]);
}

/// Bytes at the start of quoted text that are a unit's label: `“Điều 25.`.
pub(super) fn quoted_label(text: &str) -> usize {
    let inner = text.trim_start_matches(['“', '"', ' ']);
    read_marker(inner).map_or(0, |marked| text.len() - inner.len() + marked.label)
}

/// Whether a text begins with the heading of an article in quotation marks, as letters quote the law.
pub(super) fn quotes_article(text: &str) -> bool {
    let inner = text.trim_start_matches(['“', '"', ' ']);
    let article = || read_marker(inner).is_some_and(|marked| matches!(marked.marker, Marker::Article { weak: false, .. }));
    text.trim_start().starts_with(['“', '"']) && article()
}

/// Whether a text (its label left out) tells how another work is amended.
pub(super) fn is_instruction(text: &str) -> bool {
    let text = text.trim_start();
    if VERBS.iter().any(|verb| text.starts_with(verb)) {
        return true;
    }
    // `nhu sau` is a mistake of typing met in real texts.
    let end = text.trim_end_matches([' ', ':', '.']);
    let introduces = end.ends_with("như sau") || end.ends_with("nhu sau");
    introduces && AMENDED.iter().any(|word| text.contains(word))
}

/// The quotations inside an instruction: `như sau: “Phân cách …”`, `Bỏ cụm từ “tại Điều 79”`.
///
/// A mark that nothing closes quotes the rest only after `như sau:`.
pub(super) fn inline_quotations(text: &str) -> Vec<Range<usize>> {
    let mut quotations = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match (open, c) {
            (None, '“' | '"') => (open, depth) = (Some((at, c)), 1),
            (Some((_, '“')), '“') => depth += 1,
            (Some((start, '“')), '”') | (Some((start, '"')), '"') => {
                depth -= 1;
                if depth == 0 {
                    quotations.push(start..at + c.len_utf8());
                    open = None;
                }
            }
            _ => {}
        }
    }
    if let Some((start, _)) = open.filter(|(start, _)| text[..*start].trim_end().ends_with("như sau:")) {
        quotations.push(start..text.len());
    }
    quotations
}
