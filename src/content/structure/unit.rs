//! The units of a legal text and their paths.

use std::fmt;

/// A level of a legal text, outermost first (Luật Ban hành VBQPPL, Điều 7; NĐ 30/2020/NĐ-CP, Phụ lục I).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Phụ lục, Mẫu số, or an annexed text with a title of its own (Quy chế, Quy định, Điều lệ …).
    Annex,
    /// Phần.
    Part,
    /// Chương.
    Chapter,
    /// Mục.
    Section,
    /// Tiểu mục.
    Subsection,
    /// Điều.
    Article,
    /// Khoản.
    Clause,
    /// Điểm.
    Point,
    /// Tiết; cited, but nothing that the outline opens.
    Subpoint,
    /// A numbered part of a plan: `I.`, `1.`, `1.1.`.
    PlanPart,
}

/// One structural unit: where it stands, what it is called and how it is addressed.
///
/// A large site has a million of them, so its four texts are one allocation and places are counted in four bytes.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Unit {
    /// Its level.
    pub level: Level,
    /// Label, title, path and id, one behind the other.
    texts: Box<str>,
    /// Where title, path and id begin.
    begins: [u32; 3],
    /// The unit it stands in, or [`NONE`].
    parent: u32,
    block: u32,
    /// First and last article inside (or the range an outline states); for an article, its own number twice.
    pub articles: Option<(u32, u32)>,
}

/// No unit: a page of so many would be larger than any file that is read.
const NONE: u32 = u32::MAX;

/// What a unit is called and how it is addressed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Called<'a> {
    pub(super) label: &'a str,
    pub(super) title: &'a str,
    pub(super) path: &'a str,
    pub(super) id: &'a str,
}

impl Unit {
    /// A unit that a block opens, inside of `parent`.
    pub(super) fn new(
        level: Level,
        called: Called<'_>,
        parent: Option<usize>,
        block: usize,
        articles: Option<(u32, u32)>,
    ) -> Self {
        let Called { label, title, path, id } = called;
        let begins = [label.len(), label.len() + title.len(), label.len() + title.len() + path.len()].map(|at| at as u32);
        let texts = [label, title, path, id].concat().into_boxed_str();
        Self { level, texts, begins, parent: parent.map_or(NONE, |parent| parent as u32), block: block as u32, articles }
    }

    /// The label as written, white space folded: `Điều 46.`, `2.`, `đ)`, `Chương III`, `III.`.
    pub fn label(&self) -> &str {
        &self.texts[..self.begins[0] as usize]
    }

    /// The heading without its label; empty for clauses and points.
    pub fn title(&self) -> &str {
        &self.texts[self.begins[0] as usize..self.begins[1] as usize]
    }

    /// The path: `dieu-46.khoan-2.diem-đ`.
    pub fn path(&self) -> &str {
        &self.texts[self.begins[1] as usize..self.begins[2] as usize]
    }

    /// The HTML id: the path with `.` → `-` and `đ` → `dd`; a repeated one ends in `--2`.
    pub fn id(&self) -> &str {
        &self.texts[self.begins[2] as usize..]
    }

    /// The unit it stands in (index into the page's units).
    pub fn parent(&self) -> Option<usize> {
        (self.parent != NONE).then_some(self.parent as usize)
    }

    /// The block that opens it (index into the page's blocks).
    pub fn block(&self) -> usize {
        self.block as usize
    }
}

#[expect(clippy::missing_fields_in_debug, reason = "each text is shown, not where it begins")]
impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut all = f.debug_struct("Unit");
        all.field("level", &self.level).field("label", &self.label()).field("title", &self.title()).field("path", &self.path());
        all.field("id", &self.id()).field("parent", &self.parent()).field("block", &self.block());
        all.field("articles", &self.articles).finish()
    }
}
