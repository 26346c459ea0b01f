//! What every reader of files makes: paragraphs and tables, before anything is known of their meaning.

use std::sync::Arc;

use crate::diagnostic::Say;

use super::legacy::Font;

/// A file's text in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Paragraphs and tables.
    pub blocks: Vec<Block>,
    /// The texts of footnotes and endnotes, in the order of their first mark; [`Run::footnote`] counts them from 0.
    pub footnotes: Vec<Vec<Paragraph>>,
    /// What was left out, changed or not understood.
    pub remarks: Vec<Remark>,
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph; line breaks inside it have already made several of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text, with the number that the file's numbering shows as the first run.
    pub runs: Vec<Run>,
    /// The level of a heading, 1 to 6, where the file says it is one.
    pub heading: Option<u8>,
    /// How deep in a bulleted list it stands (from 0), where it does.
    pub bullet: Option<u8>,
    /// Which paragraph of the file it is, from 1.
    pub place: usize,
}

/// A stretch of text in one style.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// How it looks.
    pub style: Style,
    /// Where a link leads.
    pub link: Option<Arc<str>>,
    /// The footnote marked behind the text.
    pub footnote: Option<usize>,
    /// The encoding that its font stands for.
    pub(super) font: Font,
}

/// How a stretch of text looks, as far as Markdown has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// In bold.
    pub bold: bool,
    /// In italics.
    pub italic: bool,
    /// Struck through.
    pub struck: bool,
}

/// A table, row by row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its paragraphs; those of a table inside it among them.
    pub paragraphs: Vec<Paragraph>,
    /// How many columns it covers.
    pub columns: usize,
    /// Whether it goes on with the cell above, and so has no text of its own.
    pub continued: bool,
}

/// Something an editor should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Which paragraph of the file it concerns; nothing for the file as a whole.
    pub place: Option<usize>,
    /// What it is.
    pub say: Say,
}

/// Most paragraphs, and most cells of tables with the empty ones that make their rows even: the longest laws have a few
/// thousand, a file made to exhaust the machine has millions in a few kilobytes.
pub(super) const MOST: usize = 300_000;

impl Document {
    /// Whether its tables, written out, would have more cells than anyone could read.
    pub(super) fn is_too_large(&self) -> bool {
        let cells = |block: &Block| match block {
            Block::Paragraph(_) => 1,
            Block::Table(table) => table.rows.len() * table.width(),
        };
        self.blocks.iter().map(cells).sum::<usize>() > MOST
    }

    /// Every paragraph in reading order, those in cells among them, without the footnotes.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().flat_map(Block::paragraphs)
    }

    /// Every paragraph, those of cells and footnotes among them.
    pub(super) fn paragraphs_mut(&mut self) -> impl Iterator<Item = &mut Paragraph> {
        let blocks = self.blocks.iter_mut().flat_map(|block| match block {
            Block::Paragraph(paragraph) => vec![paragraph],
            Block::Table(table) => table.rows.iter_mut().flatten().flat_map(|cell| &mut cell.paragraphs).collect(),
        });
        blocks.chain(self.footnotes.iter_mut().flatten())
    }

    pub(super) fn remark(&mut self, place: Option<usize>, vi: impl Into<String>, en: impl Into<String>) {
        self.remarks.push(Remark { place, say: Say::new(vi, en) });
    }
}

impl Block {
    /// Its paragraphs: itself, or those of its cells.
    pub fn paragraphs(&self) -> Vec<&Paragraph> {
        match self {
            Self::Paragraph(paragraph) => vec![paragraph],
            Self::Table(table) => table.rows.iter().flatten().flat_map(|cell| &cell.paragraphs).collect(),
        }
    }
}

impl Table {
    /// How many columns it has; Word has at most 63.
    pub(super) fn width(&self) -> usize {
        const WIDEST: usize = 100;
        let columns = self.rows.iter().map(|row| row.iter().map(|cell| cell.columns).sum::<usize>());
        columns.max().unwrap_or(0).min(WIDEST)
    }
}

impl Paragraph {
    /// A paragraph of plain text.
    pub(super) fn plain(text: &str, place: usize) -> Self {
        let run = Run { text: text.to_owned(), ..Run::default() };
        Self { runs: vec![run], place, ..Self::default() }
    }

    /// Its text without style, white space folded.
    pub fn text(&self) -> String {
        let text: String = self.runs.iter().map(|run| run.text.as_str()).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether nothing of it is seen.
    pub fn is_empty(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty() && run.footnote.is_none())
    }

    /// Whether all its letters are in bold.
    pub(super) fn is_bold(&self) -> bool {
        let mut lettered = self.runs.iter().filter(|run| run.text.contains(char::is_alphanumeric)).peekable();
        lettered.peek().is_some() && lettered.all(|run| run.style.bold)
    }

    /// Joins neighbouring runs of one look, as files cut words at every correction.
    pub(super) fn merge(&mut self) {
        let mut merged: Vec<Run> = Vec::with_capacity(self.runs.len());
        for run in self.runs.drain(..) {
            match merged.last_mut() {
                Some(last) if last.goes_on_as(&run) => {
                    last.text.push_str(&run.text);
                    last.footnote = run.footnote;
                }
                _ => merged.push(run),
            }
        }
        self.runs = merged;
    }

    /// One paragraph for each line of it: who types a soft line break means a new line of the law too.
    pub(super) fn lines(mut self) -> Vec<Self> {
        self.merge();
        if !self.runs.iter().any(|run| run.text.contains('\n')) {
            return vec![self];
        }
        let mut lines = vec![Self { runs: Vec::new(), ..self.clone() }];
        for run in self.runs {
            let last = run.text.split('\n').count() - 1;
            for (at, text) in run.text.split('\n').enumerate() {
                if at > 0 {
                    lines.push(Self { runs: Vec::new(), heading: self.heading, bullet: None, place: self.place });
                }
                let footnote = run.footnote.filter(|_| at == last);
                if let Some(line) = lines.last_mut() {
                    line.runs.push(Run { text: text.to_owned(), footnote, ..run.clone() });
                }
            }
        }
        lines.retain(|line| !line.is_empty());
        lines
    }
}

impl Run {
    fn goes_on_as(&self, next: &Self) -> bool {
        self.footnote.is_none() && self.style == next.style && self.link == next.link && self.font == next.font
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_soft_line_break_makes_two_paragraphs() {
        let mut paragraph = Paragraph::plain("KẾ HOẠCH", 4);
        let bold = Style { bold: true, ..Style::default() };
        paragraph.runs.push(Run { text: "\nVề ".to_owned(), style: bold, ..Run::default() });
        paragraph.runs.push(Run { text: "việc\n\n".to_owned(), style: bold, footnote: Some(0), ..Run::default() });
        let lines = paragraph.lines();
        assert_eq!(lines.iter().map(Paragraph::text).collect::<Vec<_>>(), ["KẾ HOẠCH", "Về việc", ""]);
        assert!(lines[1].is_bold() && !lines[0].is_bold());
        assert_eq!(lines.iter().map(|line| line.place).collect::<Vec<_>>(), [4, 4, 4]);
    }
}
