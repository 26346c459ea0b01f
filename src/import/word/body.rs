//! `document.xml` to paragraphs and tables: what is deleted stays out, what is inserted stands as if accepted.

use std::collections::BTreeMap;

use super::super::document::{Block, Document, MOST, Paragraph, Run};
use super::super::legacy::{Font, is_unicode};
use super::super::refusal::Refusal;
use super::figure::is_known;
use super::numbering::{Label, Numbering};
use super::relations::Relations;
use super::run::Field;
use super::styles::{self, Format, Look, Styles};
use super::tally::Tally;
use super::xml::{Node, Xml};

/// Reads one document.
pub(super) struct Reader {
    pub(super) styles: Styles,
    numbering: Numbering,
    pub(super) relations: Relations,
    pub(super) document: Document,
    /// How many paragraphs were begun.
    pub(super) place: usize,
    /// How many cells were begun.
    pub(super) cells: usize,
    /// Fields that are open, across paragraphs too.
    pub(super) fields: Vec<Field>,
    /// Text boxes of the paragraph being read; they stand behind it.
    pub(super) boxes: Vec<Block>,
    /// Notes by kind and id, with the order of their first marks.
    pub(super) marked: BTreeMap<(&'static str, String), usize>,
    /// A paragraph whose end was deleted: the next one goes on with it.
    pub(super) unfinished: Option<Paragraph>,
    pub(super) tally: Tally,
}

/// What is known of a paragraph before its text.
#[derive(Default)]
struct Properties {
    style: Option<String>,
    own: Format,
    /// Whether its end was deleted.
    joined: bool,
}

impl Reader {
    pub(super) fn new(styles: Styles, numbering: Numbering, relations: Relations) -> Self {
        Self {
            styles,
            numbering,
            relations,
            document: Document::default(),
            place: 0,
            cells: 0,
            fields: Vec::new(),
            boxes: Vec::new(),
            marked: BTreeMap::new(),
            unfinished: None,
            tally: Tally::default(),
        }
    }

    /// Reads the main part.
    pub(super) fn document(&mut self, text: &str) -> Result<(), Refusal> {
        let mut xml = Xml::new(text, "document.xml");
        let root = xml.child()?;
        if root.is_none_or(|root| root.name != "document") {
            return Err(Refusal::NotWord("XML"));
        }
        while let Some(part) = xml.child()? {
            if part.name == "body" {
                let mut blocks = Vec::new();
                self.blocks(&mut xml, &mut blocks)?;
                blocks.extend(self.unfinished.take().map(Block::Paragraph));
                self.document.blocks = blocks;
            } else {
                xml.skip()?;
            }
        }
        // What is broken after the end is broken: half a file is no file.
        while !matches!(xml.next()?, Node::End) {}
        Ok(())
    }

    /// Reads the notes of one part that are marked in the text.
    pub(super) fn notes(&mut self, text: Option<&str>, relations: Relations, kind: &'static str) -> Result<(), Refusal> {
        let Some(text) = text else { return Ok(()) };
        let main = std::mem::replace(&mut self.relations, relations);
        let mut found: BTreeMap<String, Vec<Paragraph>> = BTreeMap::new();
        let mut xml = Xml::new(text, kind);
        xml.child()?;
        while let Some(note) = xml.child()? {
            let mut blocks = Vec::new();
            self.blocks(&mut xml, &mut blocks)?;
            blocks.extend(self.unfinished.take().map(Block::Paragraph));
            let paragraphs = blocks.iter().flat_map(Block::paragraphs).filter(|one| !one.is_empty()).cloned().collect();
            found.insert(note.get("id").unwrap_or_default().to_owned(), paragraphs);
        }
        self.relations = main;
        self.document.footnotes.resize(self.marked.len(), Vec::new());
        for ((of, id), at) in &self.marked {
            if *of == kind
                && let Some(note) = found.get(id)
            {
                note.clone_into(&mut self.document.footnotes[*at]);
            }
        }
        Ok(())
    }

    /// The document, with what is to be said of it.
    pub(super) fn finish(mut self) -> Document {
        self.document.footnotes.resize(self.marked.len(), Vec::new());
        self.tally.remarks(&mut self.document);
        self.document
    }

    /// Reads blocks up to the end of the element being read.
    pub(super) fn blocks(&mut self, xml: &mut Xml<'_>, out: &mut Vec<Block>) -> Result<(), Refusal> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "p" => self.paragraph(xml, out)?,
                "tbl" => {
                    out.extend(self.unfinished.take().map(Block::Paragraph));
                    let table = self.table(xml)?;
                    out.push(Block::Table(table));
                }
                "del" | "moveFrom" => {
                    self.tally.deleted(self.place);
                    xml.skip()?;
                }
                "ins" | "moveTo" => {
                    self.tally.inserted(self.place);
                    self.blocks(xml, out)?;
                }
                "sdt" | "sdtContent" | "customXml" | "smartTag" | "AlternateContent" | "Choice" => self.blocks(xml, out)?,
                "altChunk" => {
                    self.tally.left_out(self.place);
                    xml.skip()?;
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// Reads a paragraph, one for each of its lines.
    pub(super) fn paragraph(&mut self, xml: &mut Xml<'_>, out: &mut Vec<Block>) -> Result<(), Refusal> {
        self.place += 1;
        let place = self.place;
        if place > MOST {
            return Err(Refusal::TooLarge);
        }
        let outer_boxes = std::mem::take(&mut self.boxes);
        let mut properties = Properties::default();
        let mut runs = Vec::new();
        let mut look: Option<(Format, Look)> = None;
        while let Some(element) = xml.child()? {
            if element.name == "pPr" {
                read_properties(xml, &mut properties)?;
                continue;
            }
            let (_, look) = look.get_or_insert_with(|| self.format(&properties));
            let look = look.clone();
            self.inline(xml, &element, &look, None, &mut runs)?;
        }
        // A field without a result ends with its paragraph, or a missing end would swallow the rest.
        self.fields.retain(|field| field.in_result);
        let (format, look) = look.unwrap_or_else(|| self.format(&properties));
        let boxes = std::mem::replace(&mut self.boxes, outer_boxes);
        let mut paragraph = self.continued(Paragraph { runs, place, ..Paragraph::default() });
        let contents = properties.style.as_ref().is_some_and(|id| is_contents(self.styles.name(id)));
        if contents && !paragraph.is_empty() {
            self.tally.contents(place);
        } else if properties.joined {
            // What is left of it goes on in the next paragraph, whose number it has: it is counted once.
            self.tally.deleted(place);
            self.unfinished = Some(paragraph);
        } else {
            self.label(&mut paragraph, &properties, &format, &look);
            out.extend(paragraph.lines().into_iter().filter(|line| !line.is_empty()).map(Block::Paragraph));
        }
        out.extend(boxes);
        Ok(())
    }

    /// The paragraph with the beginning that a deleted paragraph end gave it.
    fn continued(&mut self, paragraph: Paragraph) -> Paragraph {
        match self.unfinished.take() {
            Some(mut first) => {
                first.runs.extend(paragraph.runs);
                first
            }
            None => paragraph,
        }
    }

    /// The format of a paragraph and the look of its runs.
    fn format(&self, properties: &Properties) -> (Format, Look) {
        let style = self.styles.paragraph(properties.style.as_deref());
        let look = style.look.clone();
        let own = &properties.own;
        let list = own.list.or(style.list);
        let by_style = list
            .zip(properties.style.as_deref())
            .filter(|_| own.list.is_none())
            .and_then(|(list, style)| self.numbering.level_of_style(list, style));
        let level = own.level.or(by_style).or(style.level);
        (Format { list, level, outline: own.outline.or(style.outline), ..Format::default() }, look)
    }

    /// Puts the number or bullet before a paragraph, as its list has it.
    fn label(&mut self, paragraph: &mut Paragraph, properties: &Properties, format: &Format, look: &Look) {
        let named = properties.style.as_ref().and_then(|id| heading_of(self.styles.name(id)));
        paragraph.heading = format.outline.filter(|level| *level < 6).map(|level| level + 1).or(named);
        let Some(list) = format.list.filter(|list| *list > 0) else { return };
        match self.numbering.next(list, format.level.unwrap_or(0)) {
            Some(Label::Bullet(level)) => paragraph.bullet = Some(level),
            Some(Label::Number { text, font, format }) => {
                if paragraph.is_empty() {
                    self.tally.empty_number(paragraph.place, text.trim());
                    return;
                }
                if !is_known(&format) {
                    self.tally.format(paragraph.place, &format);
                }
                self.tally.letters(paragraph.place, &format, text.trim());
                let font = font.or(look.font).unwrap_or_default();
                let font = if is_unicode(&text) { Font::Unicode } else { font };
                paragraph.runs.insert(0, Run { text, font, ..Run::default() });
            }
            None => {}
        }
    }
}

/// Reads `w:pPr`.
fn read_properties(xml: &mut Xml<'_>, properties: &mut Properties) -> Result<(), Refusal> {
    while let Some(part) = xml.child()? {
        match part.name.as_str() {
            "pStyle" => properties.style = part.value().map(str::to_owned),
            "outlineLvl" => properties.own.outline = part.number(),
            "numPr" => {
                styles::list(xml, &mut properties.own)?;
                continue;
            }
            "rPr" => {
                while let Some(mark) = xml.child()? {
                    properties.joined |= matches!(mark.name.as_str(), "del" | "moveFrom");
                    xml.skip()?;
                }
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(())
}

/// Whether a style is that of a generated table of contents.
fn is_contents(name: &str) -> bool {
    let name = name.to_lowercase();
    name.strip_prefix("toc ").is_some_and(|level| level.parse::<u8>().is_ok())
}

/// The level of `heading 2`.
fn heading_of(name: &str) -> Option<u8> {
    name.to_lowercase().strip_prefix("heading ")?.parse().ok().filter(|level| (1..=6).contains(level))
}
