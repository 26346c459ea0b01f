//! Plain text to paragraphs: a line each, or several where the text was broken to a width.

use super::document::{Block, Document, Paragraph};
use super::encoding::decode;
use super::refusal::Refusal;
use crate::content::read_text;

/// Reads a text file.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Refusal> {
    let decoded = decode(bytes, false)?;
    let mut document = Document::default();
    let page = read_text("import.txt", decoded.text);
    for (at, block) in page.blocks.iter().enumerate() {
        for line in block.inlines.first().map_or("", |inline| inline.text.as_str()).lines() {
            document.blocks.push(Block::Paragraph(Paragraph::plain(line, at + 1)));
        }
    }
    super::encoding::remark(&mut document, decoded.concluded);
    Ok(document)
}
