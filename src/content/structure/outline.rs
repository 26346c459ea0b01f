//! Builds the outline: which blocks open a unit, what each unit's path and id are, what is odd about the numbering.

use std::collections::BTreeMap;
use std::ops::Range;

use super::marker::{Marked, Marker, follows, read, to_roman};
use super::naming::{folded, id_of, stated_range};
use super::quote::{Barrier, OuterCount, Standing};
use super::title;
use super::unit::{Called, Level, Unit};
use crate::content::front_matter::Extent;
use crate::content::page::{Block, BlockKind};
use crate::text::slug;

/// Titles of texts that a decision annexes.
const ANNEXED: &[&str] =
    &["QUY CHẾ", "QUY ĐỊNH", "ĐIỀU LỆ", "KẾ HOẠCH", "CHƯƠNG TRÌNH", "ĐỀ ÁN", "HƯỚNG DẪN", "NỘI QUY", "PHƯƠNG ÁN"];

/// Something odd in the numbering, for a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) kind: FindingKind,
    /// Bytes of the source.
    pub(crate) span: Range<usize>,
}

/// What is odd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FindingKind {
    /// The id stood before; the second one is now `id`.
    Repeated { label: String, id: String },
    /// A number does not follow the one before it.
    Jump { label: String, after: String },
    /// A marker in an unusual form.
    Odd { label: String },
    /// A quotation that is not closed.
    Unclosed,
}

/// Finds the units of a document's blocks and gives every place its id.
pub(crate) fn build(blocks: &mut Vec<Block>, extent: Extent) -> (Vec<Unit>, Vec<Finding>) {
    title::join(blocks);
    let spans = blocks.iter().map(|block| block.span.clone()).collect();
    let marks: Vec<Option<Marked>> = blocks.iter().map(marked).collect();
    let articles = (0..blocks.len()).any(|at| is_article(marks[at].as_ref()));
    let units = Vec::with_capacity(marks.iter().flatten().count());
    let mut builder = Builder { marks, spans, extent, units, plan: !articles, ..Builder::default() };
    let mut barrier = Barrier::default();
    for (at, block) in blocks.iter_mut().enumerate() {
        builder.visit(at, block, &mut barrier);
    }
    if let Some(at) = barrier.unclosed() {
        builder.findings.push(Finding { kind: FindingKind::Unclosed, span: blocks[at].span.clone() });
    }
    builder.ranges();
    (builder.units, builder.findings)
}

fn marked(block: &Block) -> Option<Marked> {
    let structural = block.list_depth == 0 && block.quote_depth == 0;
    let readable = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_));
    block.inlines.first().filter(|_| structural && readable).and_then(|inline| read(&inline.text))
}

fn is_article(marked: Option<&Marked>) -> bool {
    matches!(marked, Some(Marked { marker: Marker::Article { weak: false, .. }, .. }))
}

#[derive(Default)]
struct Builder {
    marks: Vec<Option<Marked>>,
    /// Where each block stands, for findings about an earlier one.
    spans: Vec<Range<usize>>,
    extent: Extent,
    units: Vec<Unit>,
    findings: Vec<Finding>,
    /// Ids in use and how often.
    used: BTreeMap<String, u32>,
    /// The innermost open unit.
    current: Option<usize>,
    /// Path of the annex being read, with a full stop: `phu-luc-i.`.
    prefix: String,
    /// Whether the scope counts as a plan does (it has no articles).
    plan: bool,
    /// Open parts of a plan: the style of their number and the unit.
    parts: Vec<(PartStyle, u32, usize)>,
    /// Paragraphs counted in the innermost part.
    paragraphs: u32,
    last_article: u32,
    outer: OuterCount,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PartStyle {
    Roman,
    Arabic(usize),
}

impl Builder {
    fn visit(&mut self, at: usize, block: &mut Block, barrier: &mut Barrier) {
        block.unit = self.current;
        // Lent out: nothing here changes the text.
        let inlines = std::mem::take(&mut block.inlines);
        self.enter(at, block, inlines.first().map_or("", |inline| &inline.text), barrier);
        block.inlines = inlines;
    }

    fn enter(&mut self, at: usize, block: &mut Block, text: &str, barrier: &mut Barrier) {
        let heading = matches!(block.kind, BlockKind::Heading(_));
        // Only the marks behind this one are asked for later.
        let marked = self.marks[at].take();
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_)) {
            match barrier.next(at, text, marked.as_ref(), heading, &self.outer) {
                Standing::Quoted => {
                    block.quoted = true;
                    return;
                }
                Standing::OwnUnclosed(opened) => {
                    let span = self.spans[opened].clone();
                    self.findings.push(Finding { kind: FindingKind::Unclosed, span });
                }
                Standing::Own => {}
            }
        }
        let opened = match marked {
            Some(marked) => self.marker(at, block, text, &marked),
            None => self.annexed(at, block, text),
        };
        if !opened {
            self.plain(block, text);
        }
    }

    /// Opens the unit that a marker begins; `false` where the marker means nothing here.
    fn marker(&mut self, at: usize, block: &mut Block, text: &str, marked: &Marked) -> bool {
        let (level, piece) = match &marked.marker {
            Marker::Annex(piece) => return self.annex(at, block, text, marked, piece),
            Marker::Roman(value) if self.plan => return self.part(at, block, text, marked, PartStyle::Roman, *value),
            Marker::Clause { number, suffix } if self.plan && suffix.is_empty() && !marked.odd => {
                return self.part(at, block, text, marked, PartStyle::Arabic(1), *number);
            }
            Marker::Numbers(numbers) if self.plan => {
                let last = numbers.last().copied().unwrap_or_default();
                return self.part(at, block, text, marked, PartStyle::Arabic(numbers.len()), last);
            }
            Marker::Part(n) => (Level::Part, format!("phan-{n}")),
            Marker::Chapter(n) => (Level::Chapter, format!("chuong-{n}")),
            Marker::Section(n) => (Level::Section, format!("muc-{n}")),
            Marker::Subsection(n) => (Level::Subsection, format!("tieu-muc-{n}")),
            Marker::Article { number, suffix, weak } if !self.plan => {
                if *weak && *number != self.last_article + 1 {
                    return false;
                }
                (Level::Article, format!("dieu-{number}{suffix}"))
            }
            Marker::Clause { number, suffix } if self.inside(Level::Article) => {
                (Level::Clause, format!("khoan-{number}{suffix}"))
            }
            Marker::Point(letter) if self.inside(Level::Article) => (Level::Point, format!("diem-{letter}")),
            _ => return false,
        };
        self.check_sequence(level, &marked.marker, text, marked, block);
        let unit = self.open(at, block, text, marked, level, &piece);
        self.count(unit, &marked.marker);
        true
    }

    fn inside(&self, level: Level) -> bool {
        self.ancestor(|unit| unit.level == level).is_some()
    }

    fn ancestor(&self, test: impl Fn(&Unit) -> bool) -> Option<usize> {
        let mut at = self.current;
        while let Some(index) = at {
            if test(&self.units[index]) {
                return Some(index);
            }
            at = self.units[index].parent();
        }
        None
    }

    fn open(&mut self, at: usize, block: &mut Block, text: &str, marked: &Marked, level: Level, piece: &str) -> usize {
        let parent = self.ancestor(|unit| unit.level < level);
        let path = match (level, parent) {
            (Level::Section | Level::Subsection | Level::Clause | Level::Point, Some(parent))
                if self.units[parent].level != Level::Annex =>
            {
                format!("{}.{piece}", self.units[parent].path())
            }
            _ => format!("{}{piece}", self.prefix),
        };
        self.push(at, block, text, marked, level, &path, parent)
    }

    #[expect(clippy::too_many_arguments, reason = "the facts of one unit, gathered by four callers")]
    fn push(
        &mut self,
        at: usize,
        block: &mut Block,
        text: &str,
        marked: &Marked,
        level: Level,
        path: &str,
        parent: Option<usize>,
    ) -> usize {
        let label = folded(&text[..marked.label]);
        let id = self.unique(id_of(path), &label, block);
        if marked.odd {
            self.findings.push(Finding { kind: FindingKind::Odd { label: label.clone() }, span: block.span.clone() });
        }
        let (title, articles) = if matches!(level, Level::Clause | Level::Point) {
            (String::new(), None)
        } else {
            stated_range(folded(&text[marked.text.min(text.len())..]))
        };
        let called = Called { label: &label, title: &title, path, id: &id };
        self.units.push(Unit::new(level, called, parent, at, articles));
        let unit = self.units.len() - 1;
        block.id = Some(id);
        block.opens = Some(unit);
        block.unit = Some(unit);
        block.label = marked.label;
        self.current = Some(unit);
        self.paragraphs = 0;
        unit
    }

    /// An id for one place only, and whether the wanted one was free.
    fn claim(&mut self, id: String) -> (String, bool) {
        let times = self.used.entry(id.clone()).or_insert(0);
        *times += 1;
        if *times == 1 { (id, true) } else { (format!("{id}--{times}"), false) }
    }

    fn unique(&mut self, id: String, label: &str, block: &Block) -> String {
        let (second, free) = self.claim(id);
        if free {
            return second;
        }
        let kind = FindingKind::Repeated { label: label.to_owned(), id: second.clone() };
        self.findings.push(Finding { kind, span: block.span.clone() });
        second
    }

    /// Keeps the counts that later markers are compared with.
    fn count(&mut self, unit: usize, marker: &Marker) {
        match marker {
            Marker::Article { number, .. } => {
                self.last_article = *number;
                self.units[unit].articles = Some((*number, *number));
                self.outer = OuterCount { article: *number, ..OuterCount::default() };
            }
            Marker::Clause { number, .. } => {
                self.outer.clause = *number;
                self.outer.point = None;
            }
            Marker::Point(letter) => self.outer.point = Some(letter.clone()),
            _ => {}
        }
    }

    fn check_sequence(&mut self, level: Level, marker: &Marker, text: &str, marked: &Marked, block: &Block) {
        let after = match marker {
            Marker::Article { number, suffix, .. } => {
                let same = *number == self.last_article && !suffix.is_empty();
                (*number != self.last_article + 1 && !same).then(|| format!("Điều {}", self.last_article))
            }
            Marker::Clause { number, suffix } => {
                let same = *number == self.outer.clause && !suffix.is_empty();
                (*number != self.outer.clause + 1 && !same).then(|| format!("khoản {}", self.outer.clause))
            }
            Marker::Point(letter) => match &self.outer.point {
                Some(last) => (!follows(last, letter)).then(|| format!("điểm {last}")),
                None => (!letter.starts_with('a')).then(|| "không có điểm nào".to_owned()),
            },
            _ => None,
        };
        if let Some(after) = after.filter(|_| self.extent == Extent::Full && level >= Level::Article) {
            let label = text[..marked.label].to_owned();
            self.findings.push(Finding { kind: FindingKind::Jump { label, after }, span: block.span.clone() });
        }
    }

    /// A part of a plan. Its path joins the numbers: `iii`, `iii-1`, `iii-1-2`.
    fn part(&mut self, at: usize, block: &mut Block, text: &str, marked: &Marked, style: PartStyle, number: u32) -> bool {
        let depth = match style {
            PartStyle::Roman => 0,
            PartStyle::Arabic(levels) => self.parts.iter().filter(|(s, ..)| *s == PartStyle::Roman).count().min(1) + levels - 1,
        };
        if let Some((_, last, _)) = self.parts.get(depth)
            && style == PartStyle::Roman
            && number <= *last
        {
            return false;
        }
        self.parts.truncate(depth);
        let parent = self.parts.last().map(|(_, _, unit)| *unit);
        let figure = if style == PartStyle::Roman { to_roman(number).to_lowercase() } else { number.to_string() };
        let path = match parent {
            Some(parent) => format!("{}-{figure}", self.units[parent].path()),
            None => format!("{}{figure}", self.prefix),
        };
        let annex = self.ancestor(|unit| unit.level == Level::Annex);
        let unit = self.push(at, block, text, marked, Level::PlanPart, &path, parent.or(annex));
        self.parts.push((style, number, unit));
        true
    }

    fn annex(&mut self, at: usize, block: &mut Block, text: &str, marked: &Marked, piece: &str) -> bool {
        self.prefix.clear();
        self.current = None;
        let unit = self.push(at, block, text, marked, Level::Annex, piece, None);
        self.enter_annex(at, unit);
        true
    }

    fn enter_annex(&mut self, at: usize, unit: usize) {
        self.prefix = format!("{}.", self.units[unit].path());
        self.parts.clear();
        self.last_article = 0;
        self.outer = OuterCount::default();
        let rest = self.marks[at + 1..].iter();
        let scope = rest.take_while(|mark| !matches!(mark, Some(Marked { marker: Marker::Annex(_), .. })));
        self.plan = !scope.into_iter().any(|mark| is_article(mark.as_ref()));
    }

    /// A title block after a decision's end opens the text it annexes, when the count begins again below it.
    fn annexed(&mut self, at: usize, block: &mut Block, text: &str) -> bool {
        if self.last_article == 0 || block.list_depth > 0 || !title::in_capitals(text) {
            return false;
        }
        let Some(kind) = ANNEXED.iter().find(|kind| text.starts_with(**kind)) else { return false };
        let next = self.marks[at + 1..].iter().flatten().find_map(|mark| match mark.marker {
            Marker::Article { number, weak: false, .. } => Some(number == 1),
            Marker::Roman(value) => Some(value == 1),
            Marker::Annex(_) => Some(false),
            _ => None,
        });
        if next != Some(true) {
            return false;
        }
        self.prefix.clear();
        self.current = None;
        let marked = Marked { marker: Marker::Annex(String::new()), label: kind.len(), text: kind.len(), odd: false };
        let unit = self.push(at, block, text, &marked, Level::Annex, &slug(kind), None);
        self.enter_annex(at, unit);
        true
    }

    /// A block without a marker: a counted paragraph of a plan or of what stands before the first unit.
    fn plain(&mut self, block: &mut Block, text: &str) {
        if matches!(block.kind, BlockKind::Heading(_)) {
            let name = slug(text);
            block.id = Some(self.claim(if name.is_empty() { "muc".to_owned() } else { name }).0);
            return;
        }
        let counted = matches!(block.kind, BlockKind::Paragraph) && (block.list_depth == 0 || block.starts_item);
        if !counted || !(self.plan || self.current.is_none()) {
            return;
        }
        self.paragraphs += 1;
        let base = self.current.map_or_else(|| format!("{}mo-dau", self.prefix), |unit| self.units[unit].path().to_owned());
        let id = format!("{}-p{}", id_of(&base), self.paragraphs);
        block.id = Some(self.claim(id).0);
    }

    /// Gives every part, chapter and section the range of its articles.
    fn ranges(&mut self) {
        for at in (0..self.units.len()).rev() {
            let (Some((first, last)), Some(parent)) = (self.units[at].articles, self.units[at].parent()) else { continue };
            let range = &mut self.units[parent].articles;
            *range = Some(range.map_or((first, last), |(a, b)| (a.min(first), b.max(last))));
        }
    }
}
