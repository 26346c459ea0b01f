//! The barrier of quoted amending text: what stands inside belongs to the amended document.
//!
//! A quotation begins with `“` or `"` at the start of a block after a line that introduces it (`… như sau:`), or
//! directly after another quotation. It ends at its closing mark at a block's end (`;` or `.` may follow), at a
//! Markdown heading, or where the outer count plainly goes on.

use super::marker::{Marked, Marker, follows};

/// Words with which an amending clause begins; inside a quotation they show that the outer text goes on.
const AMENDING: &[&str] =
    &["Sửa đổi", "Bổ sung", "Bãi bỏ", "Thay thế", "Thay cụm từ", "Thay từ", "Bỏ ", "Hủy bỏ", "Đổi tên", "Chuyển "];

/// Titles of the closing articles of an amending law.
const CLOSING: &[&str] =
    &["Hiệu lực", "Điều khoản", "Trách nhiệm thi hành", "Tổ chức thực hiện", "Luật này có hiệu lực", "Quy định chuyển tiếp"];

/// Where the outer text has got to.
#[derive(Debug, Default, Clone)]
pub(super) struct OuterCount {
    pub(super) article: u32,
    pub(super) clause: u32,
    pub(super) point: Option<String>,
}

/// Follows quotations through the blocks of a text.
#[derive(Debug, Default)]
pub(super) struct Barrier {
    /// The block the open quotation began at, its opening mark, and the last article counted inside.
    open: Option<Opened>,
    introduced: bool,
    /// The last article of the quotation that the block before this one closed.
    ended: Option<u32>,
}

#[derive(Debug, Clone)]
struct Opened {
    block: usize,
    inner_article: u32,
    inner_clause: u32,
    /// Marks opened inside the quotation and not closed.
    depth: i32,
}

impl Opened {
    /// Follows the count inside the quotation.
    fn count(&mut self, marked: Option<&Marked>) {
        match marked.map(|marked| &marked.marker) {
            Some(Marker::Article { number, .. }) => (self.inner_article, self.inner_clause) = (*number, 0),
            Some(Marker::Clause { number, .. }) => self.inner_clause = *number,
            _ => {}
        }
    }
}

/// What a block is with regard to quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// The document's own text.
    Own,
    /// Quoted to amend.
    Quoted,
    /// The document's own text, reached before the quotation that began at this block was closed.
    OwnUnclosed(usize),
}

impl Barrier {
    /// Takes the next block's text; `heading` for Markdown headings.
    pub(super) fn next(
        &mut self,
        block: usize,
        text: &str,
        marked: Option<&Marked>,
        heading: bool,
        outer: &OuterCount,
    ) -> Standing {
        let text = text.trim();
        let ended = std::mem::take(&mut self.ended);
        if let Some(open) = &mut self.open {
            let started = open.block;
            if heading || goes_on(text, marked, outer, open) {
                self.open = None;
                self.introduced = introduces(text);
                return Standing::OwnUnclosed(started);
            }
            open.count(marked);
            let inner = open.inner_article;
            if closes(text, open) {
                self.close(inner);
            }
            return Standing::Quoted;
        }
        let opens = self.introduced && text.starts_with(['“', '"']);
        if !heading && (opens || ended.is_some_and(|inner| is_foreign(marked, outer, inner))) {
            let mut open = Opened { block, inner_article: 0, inner_clause: 0, depth: 0 };
            open.count(super::marker::read(text.trim_start_matches(['“', '"', ' '])).as_ref());
            if closes(text, &mut open) {
                self.close(open.inner_article);
            } else {
                self.open = Some(open);
            }
            return Standing::Quoted;
        }
        self.introduced = introduces(text);
        Standing::Own
    }

    fn close(&mut self, inner_article: u32) {
        self.open = None;
        self.introduced = true;
        self.ended = Some(inner_article);
    }

    /// The block at which a quotation began that the text's end left open.
    pub(super) fn unclosed(&self) -> Option<usize> {
        self.open.as_ref().map(|open| open.block)
    }
}

/// Whether the next block may be a quotation.
fn introduces(text: &str) -> bool {
    let text = text.trim_end_matches([' ', '.']);
    if text.ends_with("như sau:") || text.ends_with("như sau") {
        return true;
    }
    text.ends_with(':')
        && ["sửa đổi", "bổ sung", "thay thế", "Sửa đổi", "Bổ sung", "Thay thế"].iter().any(|word| text.contains(word))
}

/// Whether a quotation ends at the end of this block; keeps count of marks opened inside.
///
/// The first block's own opening mark counts, so a quotation of one block is balanced. Later blocks that are
/// balanced in themselves (`… gọi là “Quỹ”.`) close nothing.
fn closes(text: &str, open: &mut Opened) -> bool {
    let end = text.trim_end_matches([' ', '.', ';', ',', ':']);
    let opening = count(text, '“');
    let closing = count(text, '”');
    let straight = count(text, '"');
    let ends = end.ends_with('”') || end.ends_with('"');
    let inside = opening + straight % 2 - closing;
    let balance = open.depth + inside;
    if ends {
        // `“…"` and `"…”` of careless typing close too.
        let first_is_straight = text.starts_with('"');
        let closed = balance <= 0 || (end.ends_with('"') && (straight % 2 == 1 || first_is_straight)) || inside < 0;
        if closed {
            return true;
        }
    }
    open.depth = balance.max(1);
    false
}

fn count(text: &str, mark: char) -> i32 {
    i32::try_from(text.chars().filter(|c| *c == mark).count()).unwrap_or(i32::MAX)
}

/// Whether a block inside a quotation is plainly the next unit of the outer text.
///
/// An excerpt may leave out articles; a quoted article may have a clause that amends.
fn goes_on(text: &str, marked: Option<&Marked>, outer: &OuterCount, open: &Opened) -> bool {
    let Some(marked) = marked else { return false };
    let own = text.get(marked.text..).unwrap_or_default();
    let amends = AMENDING.iter().any(|word| own.starts_with(word));
    match &marked.marker {
        Marker::Article { number, suffix, .. } => {
            let later = suffix.is_empty() && *number > outer.article && *number != open.inner_article + 1;
            let next = *number == outer.article + 1;
            let closing = || own.is_empty() || CLOSING.iter().any(|word| own.starts_with(word));
            later && (amends || next && closing())
        }
        Marker::Clause { number, suffix } => {
            let inside = open.inner_article > 0 && *number == open.inner_clause + 1 && !introduces(text);
            suffix.is_empty() && *number == outer.clause + 1 && outer.clause > 0 && amends && !inside
        }
        Marker::Point(letter) => amends && outer.point.as_ref().is_some_and(|last| follows(last, letter)),
        _ => false,
    }
}

/// Whether a block right after a quotation's closing mark is an article that cannot be the outer text's next one:
/// the mark was set too early (`… Điều này.”.` before `Điều 191b.`) and the quotation goes on.
///
/// The outer text may leave out articles, but it does not go back, and it does not count on where the quotation ended.
fn is_foreign(marked: Option<&Marked>, outer: &OuterCount, inner: u32) -> bool {
    match marked.map(|marked| &marked.marker) {
        Some(Marker::Article { number, suffix, .. }) if outer.article > 0 => {
            let inserted = !suffix.is_empty();
            inserted || *number <= outer.article || (*number != outer.article + 1 && inner > 0 && *number == inner + 1)
        }
        _ => false,
    }
}
