//! Tables that only arrange a page, and lines that only draw it.
//!
//! A head (cơ quan, số | Quốc hiệu, ngày) and an end (nơi nhận | người ký) are set as tables without borders; a reader
//! knows them as lines, row by row and cell by cell.

use super::document::{Block, Document, Paragraph, Table};
use super::tail::is_office;
use crate::text::key;

/// How many blocks from the start a head may be.
const HEAD: usize = 8;

/// Most rows of a table at the end that arranges signatures.
const SIGNED: usize = 4;

/// Longest text of a cell beside a signature, in letters.
const SHORT: usize = 1_000;

/// Turns tables of layout to paragraphs, and takes out empty paragraphs and drawn lines.
pub(super) fn unfold(document: &mut Document) {
    let blocks = std::mem::take(&mut document.blocks);
    let total = blocks.len();
    for (at, block) in blocks.into_iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) if is_drawn(&paragraph) => {}
            Block::Table(table) if is_layout(&table, at, total) => {
                let paragraphs = table.rows.into_iter().flatten().flat_map(|cell| cell.paragraphs);
                document.blocks.extend(paragraphs.filter(|one| !is_drawn(one)).map(Block::Paragraph));
            }
            Block::Table(table) if table.rows.iter().flatten().all(|cell| cell.paragraphs.is_empty()) => {}
            block => document.blocks.push(block),
        }
    }
}

/// Whether a paragraph is empty or a rule made of strokes: `-------`, `*`.
fn is_drawn(paragraph: &Paragraph) -> bool {
    let drawn = |run: &super::document::Run| run.footnote.is_none() && run.text.chars().all(|c| " \t\u{a0}-_=*–—~".contains(c));
    paragraph.runs.iter().all(drawn)
}

fn is_layout(table: &Table, at: usize, total: usize) -> bool {
    let columns = table.rows.iter().map(|row| row.iter().map(|cell| cell.columns).sum::<usize>()).max().unwrap_or(0);
    if columns <= 1 {
        return true;
    }
    let texts: Vec<String> = table.rows.iter().flatten().flat_map(|cell| &cell.paragraphs).map(Paragraph::text).collect();
    let has = |words: &[&str]| texts.iter().any(|text| words.iter().any(|word| key(text).text.starts_with(word)));
    let head = ["cộng hòa xã hội", "độc lập - tự do", "độc lập – tự do", "đảng cộng sản việt nam", "số:", "số :"];
    if at < HEAD && columns <= 4 && has(&head) || has(&["nơi nhận"]) {
        return true;
    }
    let late = at + 1 + at / 4 >= total / 2 && table.rows.len() <= SIGNED && columns <= 3;
    let short = texts.iter().all(|text| text.chars().count() <= SHORT);
    late && short && texts.iter().any(|text| is_office(text))
}

#[cfg(test)]
mod tests {
    use super::super::document::Cell;
    use super::*;

    fn table(rows: &[&[&str]]) -> Block {
        let cell = |text: &&str| Cell { paragraphs: vec![Paragraph::plain(text, 1)], columns: 1, continued: false };
        Block::Table(Table { rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect() })
    }

    fn unfolded(blocks: Vec<Block>) -> Vec<String> {
        let mut document = Document { blocks, ..Document::default() };
        unfold(&mut document);
        let shown = |block: &Block| match block {
            Block::Paragraph(paragraph) => paragraph.text(),
            Block::Table(_) => "[bảng]".to_owned(),
        };
        document.blocks.iter().map(shown).collect()
    }

    #[test]
    fn heads_and_ends_are_lines_and_tables_of_figures_stay() {
        let paragraph = |text: &str| Block::Paragraph(Paragraph::plain(text, 1));
        let blocks = vec![
            table(&[
                &["BỘ NỘI VỤ", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
                &["Số: 1/QĐ-BNV", "Hà Nội, ngày 01 tháng 02 năm 2024"],
            ]),
            paragraph("-------"),
            paragraph("QUYẾT ĐỊNH"),
            table(&[&["TT", "Đơn vị"], &["1", "Chủ tịch"]]),
            table(&[&["Chỉ một cột"]]),
            paragraph("Điều 2. …"),
            table(&[&["Nơi nhận:", "GIÁM ĐỐC"]]),
        ];
        assert_eq!(
            unfolded(blocks),
            [
                "BỘ NỘI VỤ",
                "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Số: 1/QĐ-BNV",
                "Hà Nội, ngày 01 tháng 02 năm 2024",
                "QUYẾT ĐỊNH",
                "[bảng]",
                "Chỉ một cột",
                "Điều 2. …",
                "Nơi nhận:",
                "GIÁM ĐỐC"
            ]
        );
    }
}
