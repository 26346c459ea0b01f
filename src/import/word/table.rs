//! Tables of a Word file; a table inside a cell becomes text of the cell.

use super::super::document::{Block, Cell, MOST, Table};
use super::super::refusal::Refusal;
use super::body::Reader;
use super::xml::Xml;

impl Reader {
    /// Reads a table.
    pub(super) fn table(&mut self, xml: &mut Xml<'_>) -> Result<Table, Refusal> {
        let mut table = Table::default();
        self.rows(xml, &mut table)?;
        Ok(table)
    }

    fn rows(&mut self, xml: &mut Xml<'_>, table: &mut Table) -> Result<(), Refusal> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "tr" => {
                    let mut row = Vec::new();
                    let deleted = self.row(xml, &mut row)?;
                    if deleted {
                        self.tally.deleted(self.place);
                    } else if !row.is_empty() {
                        table.rows.push(row);
                    }
                }
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.rows(xml, table)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// Reads the cells of a row; whether the row was deleted.
    fn row(&mut self, xml: &mut Xml<'_>, row: &mut Vec<Cell>) -> Result<bool, Refusal> {
        let mut deleted = false;
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "trPr" => {
                    while let Some(part) = xml.child()? {
                        deleted |= part.name == "del";
                        xml.skip()?;
                    }
                }
                "tc" => {
                    self.cells += 1;
                    if self.cells > MOST {
                        return Err(Refusal::TooLarge);
                    }
                    let cell = self.cell(xml)?;
                    row.push(cell);
                }
                "sdt" | "sdtContent" | "customXml" => deleted |= self.row(xml, row)?,
                _ => xml.skip()?,
            }
        }
        Ok(deleted)
    }

    fn cell(&mut self, xml: &mut Xml<'_>) -> Result<Cell, Refusal> {
        let mut cell = Cell { paragraphs: Vec::new(), columns: 1, continued: false };
        let mut blocks = Vec::new();
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "tcPr" => cell_properties(xml, &mut cell)?,
                "p" => self.paragraph(xml, &mut blocks)?,
                "tbl" => {
                    self.tally.nested(self.place);
                    let table = self.table(xml)?;
                    blocks.push(Block::Table(table));
                }
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.blocks(xml, &mut blocks)?,
                _ => xml.skip()?,
            }
        }
        blocks.extend(self.unfinished.take().map(Block::Paragraph));
        cell.paragraphs = blocks.iter().flat_map(Block::paragraphs).filter(|one| !one.is_empty()).cloned().collect();
        Ok(cell)
    }
}

fn cell_properties(xml: &mut Xml<'_>, cell: &mut Cell) -> Result<(), Refusal> {
    /// Word's own tables have at most 63 columns.
    const COLUMNS: usize = 63;
    while let Some(part) = xml.child()? {
        match part.name.as_str() {
            "gridSpan" => cell.columns = part.number::<usize>().unwrap_or(1).clamp(1, COLUMNS),
            "vMerge" => cell.continued = part.value().unwrap_or("continue") == "continue",
            _ => {}
        }
        xml.skip()?;
    }
    Ok(())
}
