//! The units of a legal text and their paths.

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
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Unit {
    /// Its level.
    pub level: Level,
    /// The label as written, white space folded: `Điều 46.`, `2.`, `đ)`, `Chương III`, `III.`.
    pub label: String,
    /// The heading without its label; empty for clauses and points.
    pub title: String,
    /// The path: `dieu-46.khoan-2.diem-đ`.
    pub path: String,
    /// The HTML id: the path with `.` → `-` and `đ` → `dd`; a repeated one ends in `--2`.
    pub id: String,
    /// The unit it stands in (index into the page's units).
    pub parent: Option<usize>,
    /// The block that opens it (index into the page's blocks).
    pub block: usize,
    /// First and last article inside (or the range an outline states); for an article, its own number twice.
    pub articles: Option<(u32, u32)>,
}
