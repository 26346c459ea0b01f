//! Paragraphs and tables to the Markdown that the content format reads back to the letter.
//!
//! Chapters, articles, clauses and points stay plain lines: they are recognised so, numbers as written. Emphasis is kept
//! inside a paragraph only; a paragraph all in bold is how a page looks, not what it says.

use super::document::{Block, Cell, Document, Paragraph, Table};
use super::inline::{Inline, drop_styles, escaped_start};
use crate::content::structure::{Marker, read_marker};

/// Longest heading, in letters.
const HEADING: usize = 200;

/// Markdown, and on which of its lines the paragraphs of the file stand.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) text: String,
    /// Paragraph of the file and line (from 1), in the order of lines.
    pub(super) lines: Vec<(usize, usize)>,
    /// Links that were left out, with the first paragraph that had one.
    pub(super) links: usize,
    pub(super) linked: Option<usize>,
}

/// Writes a document. `head` is the last paragraph of its head: nothing before it is a heading.
pub(super) fn write(document: &Document, head: usize) -> Written {
    let mut writer = Writer { written: Written::default(), line: 1, head, bullets: Vec::new(), quotes: 0, titled: false };
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => writer.paragraph(paragraph),
            Block::Table(table) => writer.table(table),
        }
    }
    for (at, note) in document.footnotes.iter().enumerate() {
        writer.footnote(at, note);
    }
    writer.written
}

struct Writer {
    written: Written,
    line: usize,
    head: usize,
    /// Levels of the bullets that are open, the outermost first.
    bullets: Vec<u8>,
    /// Quotation marks that are open.
    quotes: usize,
    /// Whether the line before gave the number of a chapter, whose title may follow.
    titled: bool,
}

impl Writer {
    /// Puts a block behind an empty line.
    fn block(&mut self, text: &str, place: usize) {
        if !self.written.text.is_empty() {
            self.written.text.push('\n');
            self.line += 1;
        }
        self.written.lines.push((place, self.line));
        self.written.text.push_str(text);
        self.written.text.push('\n');
        self.line += text.matches('\n').count() + 1;
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let words = paragraph.text();
        if words.is_empty() && paragraph.is_empty() {
            return;
        }
        let marked = read_marker(&words);
        let heading = paragraph.heading.filter(|_| marked.is_none() && self.may_be_heading(&words, paragraph.place));
        let label = marked.as_ref().map_or("", |marked| &words[..marked.label]);
        let text = self.inline(paragraph, label);
        let text = if let Some(level) = heading {
            self.bullets.clear();
            format!("{} {text}", "#".repeat(usize::from(level + 1).clamp(2, 6)))
        } else {
            self.item(paragraph, &text)
        };
        self.block(&text, paragraph.place);
        self.titled = marked.is_some_and(|marked| !matches!(marked.marker, Marker::Clause { .. } | Marker::Point(_)));
        self.quotes = (self.quotes + words.matches('“').count()).saturating_sub(words.matches('”').count());
    }

    fn may_be_heading(&self, text: &str, place: usize) -> bool {
        place > self.head
            && !self.titled
            && self.quotes == 0
            && !text.starts_with(['“', '"', '-', '+'])
            && text.chars().count() <= HEADING
    }

    /// The paragraph as an item of a list, if it is one, typed or made by the file.
    fn item(&mut self, paragraph: &Paragraph, text: &str) -> String {
        let typed =
            [("- ", 0), ("+ ", 1)].iter().find_map(|(mark, level)| Some((*level, text.strip_prefix(*mark)?.trim_start())));
        let (level, text) = match (paragraph.bullet, typed) {
            (Some(level), _) => (level, text),
            (None, Some((1, text))) if !self.bullets.is_empty() => (1, text),
            (None, Some((_, text))) => (0, text),
            (None, None) => {
                self.bullets.clear();
                return escaped_start(text);
            }
        };
        while self.bullets.last().is_some_and(|open| *open >= level) {
            self.bullets.pop();
        }
        let indent = "  ".repeat(self.bullets.len().min(6));
        self.bullets.push(level);
        format!("{indent}- {}", escaped_start(text))
    }

    /// The text of a paragraph with its emphasis; none in the label of a unit.
    fn inline(&mut self, paragraph: &Paragraph, label: &str) -> String {
        let mut whole = paragraph.clone();
        whole.merge();
        self.choose_links(&mut whole);
        whole.merge();
        drop_styles(&mut whole, label);
        whole.merge();
        let mut out = Inline::new(&whole.runs);
        let mut next: Vec<Option<char>> = Vec::with_capacity(whole.runs.len());
        for run in whole.runs.iter().rev() {
            next.push(run.text.chars().next().or(next.last().copied().flatten()));
        }
        next.pop();
        for run in &whole.runs {
            let follows = next.pop().flatten();
            out.run(run, if run.footnote.is_some() { Some('[') } else { follows });
        }
        out.text.trim().to_owned()
    }

    /// Keeps links whose text is an address; a link around a citation would keep it from being one.
    fn choose_links(&mut self, paragraph: &mut Paragraph) {
        for run in paragraph.runs.iter_mut().filter(|run| run.link.is_some()) {
            let text = run.text.trim();
            let shows = text.contains("://") || text.starts_with("www.") || text.contains('@');
            let usable = |href: &str| {
                ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme))
                    && href.is_ascii()
                    && !href.contains(|c: char| c.is_ascii_control() || " <>()\\\"`".contains(c))
            };
            if !shows || !run.link.as_deref().is_some_and(usable) {
                run.link = None;
                self.written.links += 1;
                self.written.linked.get_or_insert(paragraph.place);
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.bullets.clear();
        let width = table.width();
        let place = table.rows.iter().flatten().flat_map(|cell| &cell.paragraphs).map(|one| one.place).min().unwrap_or(0);
        let mut rows: Vec<String> = table.rows.iter().map(|row| row_of(&self.cells(row, width))).collect();
        rows.insert(1.min(rows.len()), row_of(&vec!["---".to_owned(); width]));
        self.block(&rows.join("\n"), place);
        self.titled = false;
    }

    /// The cells of a row, as many as the table has columns; what is beyond them stands in the last one.
    fn cells(&mut self, row: &[Cell], width: usize) -> Vec<String> {
        let mut cells: Vec<String> = Vec::new();
        for cell in row {
            let parts: Vec<String> =
                cell.paragraphs.iter().map(|one| self.inline(one, "")).filter(|one| !one.is_empty()).collect();
            let text = parts.join(" ").replace('|', "\\|");
            if cells.len() < width {
                let columns = cell.columns.clamp(1, width - cells.len());
                cells.push(text);
                cells.extend(std::iter::repeat_n(String::new(), columns - 1));
            } else if let Some(last) = cells.last_mut().filter(|_| !text.is_empty()) {
                last.push_str(&format!(" {text}"));
            }
        }
        cells.resize(width, String::new());
        cells
    }

    fn footnote(&mut self, at: usize, note: &[Paragraph]) {
        self.bullets.clear();
        let texts: Vec<String> =
            note.iter().map(|one| escaped_start(&self.inline(one, ""))).filter(|one| !one.is_empty()).collect();
        let text = texts.join("\n\n    ");
        let place = note.first().map_or(0, |one| one.place);
        self.block(format!("[^{}]: {text}", at + 1).trim_end(), place);
    }
}

fn row_of(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::document::{Run, Style};
    use super::*;
    use crate::content::{BlockKind, read_text};

    /// Paragraphs of runs, each a text with the number of a style.
    fn document(paragraphs: &[Vec<(String, u8)>]) -> Document {
        let style = |number: u8| Style { bold: number & 1 > 0, italic: number & 2 > 0, struck: number & 4 > 0 };
        let run = |(text, number): &(String, u8)| Run { text: text.clone(), style: style(*number), ..Run::default() };
        let paragraph = |runs: &Vec<(String, u8)>| Paragraph { runs: runs.iter().map(run).collect(), ..Paragraph::default() };
        Document { blocks: paragraphs.iter().map(|runs| Block::Paragraph(paragraph(runs))).collect(), ..Document::default() }
    }

    /// All letters and marks that a reader sees, without white space.
    fn seen(markdown: &str) -> String {
        let page = read_text("x.md", markdown.to_owned());
        let blocks = page.blocks();
        let texts = blocks.iter().flat_map(|block| {
            assert!(!matches!(block.kind, BlockKind::Code | BlockKind::Rule | BlockKind::Heading(_)), "{markdown}");
            assert!(block.list_depth == 0 && block.quote_depth == 0, "{markdown}");
            &block.inlines
        });
        texts.flat_map(|inline| inline.text.chars()).filter(|c| !c.is_whitespace()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]

        /// What is written is read back to the letter, whatever marks of Markdown it holds and however it is styled.
        #[test]
        fn text_is_read_back_to_the_letter(
            paragraphs in proptest::collection::vec(
                proptest::collection::vec(("([-+*_`~<>&\\\\#\\[\\]()!|=:;./\"'^ ]|a|1|Đ|amp;|http://a|\\[\\^1\\]|10\\.){0,12}", 0_u8..8), 1..4),
                1..4,
            ),
        ) {
            let document = document(&paragraphs);
            // Typed bullets become bullets, and are no text.
            let bulleted = |one: &&Paragraph| ["- ", "+ "].iter().any(|mark| one.text().starts_with(mark));
            prop_assume!(!document.paragraphs().any(|one| bulleted(&one)));
            let expected: String = document.paragraphs().map(Paragraph::text).collect::<String>().chars().filter(|c| !c.is_whitespace()).collect();
            let written = write(&document, 0).text;
            prop_assert_eq!(seen(&written), expected, "{}", written);
        }

        /// The same in the cells of a table.
        #[test]
        fn cells_are_read_back_to_the_letter(texts in proptest::collection::vec("([-*_`~<>&\\\\#\\[\\]()!|: ]|a|1|\\\\\\|){0,10}", 4..5)) {
            let cell = |text: &String| Cell { paragraphs: vec![Paragraph::plain(text, 1)], columns: 1, continued: false };
            let rows = texts.chunks(2).map(|row| row.iter().map(cell).collect()).collect();
            let document = Document { blocks: vec![Block::Table(Table { rows })], ..Document::default() };
            let written = write(&document, 0).text;
            let page = read_text("x.md", written.clone());
            let found: Vec<String> = page.blocks().iter().flat_map(|block| &block.inlines).map(|inline| inline.text.split_whitespace().collect()).collect();
            let expected: Vec<String> = texts.iter().map(|text| text.split_whitespace().collect()).collect();
            prop_assert_eq!(found, expected, "{}", written);
        }
    }

    #[test]
    fn emphasis_is_kept_where_it_can_be_read() {
        let shown = |runs: &[(&str, u8)]| {
            let runs: Vec<(String, u8)> = runs.iter().map(|(text, style)| ((*text).to_owned(), *style)).collect();
            write(&document(&[runs]), 0).text.trim_end().to_owned()
        };
        assert_eq!(shown(&[("Điều 1. ", 1), ("Hạn là ", 0), ("5 ngày", 1), (".", 0)]), "Điều 1. Hạn là **5 ngày**.");
        assert_eq!(shown(&[("1. Tên khoản. ", 1), ("Nội dung", 0)]), "1. **Tên khoản.** Nội dung");
        assert_eq!(shown(&[("cả đoạn ", 1), ("đậm", 1)]), "cả đoạn đậm");
        assert_eq!(shown(&[("sát", 0), ("chữ.", 1), ("liền", 0)]), "sátchữ.liền");
        assert_eq!(shown(&[("a", 1), ("b", 2), (" c", 0)]), "**a**b c");
    }
}
