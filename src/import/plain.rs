//! Plain text to paragraphs: a line each, or several where the text was broken to a width.

use super::document::{Block, Document, MOST, Paragraph};
use super::encoding::{self, decode};
use super::legacy;
use super::refusal::Refusal;
use crate::content::read_text;

/// Reads a text file.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Refusal> {
    let decoded = decode(bytes, false)?;
    if decoded.text.matches('\n').count() > MOST {
        return Err(Refusal::TooLarge);
    }
    let mut document = Document::default();
    // Before anything else: the normal form has another letter for what is é in TCVN3.
    let text = match legacy::convert(&decoded.text) {
        Some((text, font)) => {
            legacy::remark(&mut document, font);
            text
        }
        None => decoded.text,
    };
    let page = read_text("import.txt", text);
    for (at, block) in page.blocks().iter().enumerate() {
        for line in block.inlines.first().map_or("", |inline| inline.text.as_str()).lines() {
            document.blocks.push(Block::Paragraph(Paragraph::plain(line, at + 1)));
        }
    }
    encoding::remark(&mut document, decoded.concluded);
    Ok(document)
}
