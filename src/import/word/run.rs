//! The text inside a paragraph: runs, fields, links, notes, revisions.

use std::sync::Arc;

use super::super::document::{Run, Style};
use super::super::refusal::Refusal;
use super::body::Reader;
use super::styles::Look;
use super::symbol::symbol;
use super::xml::{Element, Node, Xml};

/// Most fields that are open at once.
const FIELDS: usize = 32;

/// A field that is open: its instruction until its result begins.
#[derive(Debug, Default)]
pub(super) struct Field {
    instruction: String,
    pub(super) in_result: bool,
    /// Where its result leads.
    target: Option<Arc<str>>,
}

impl Field {
    /// Where `HYPERLINK "…"` leads.
    fn link(&self) -> Option<Arc<str>> {
        let rest = self.instruction.trim().strip_prefix("HYPERLINK")?.trim_start();
        rest.strip_prefix('"')?.split('"').next().map(Arc::from)
    }
}

impl Reader {
    /// Reads an element inside a paragraph.
    pub(super) fn inline(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element,
        look: &Look,
        link: Option<&Arc<str>>,
        out: &mut Vec<Run>,
    ) -> Result<(), Refusal> {
        match element.name.as_str() {
            "r" => self.run(xml, look, link, out),
            "hyperlink" => {
                let target = element.get("id").and_then(|id| self.relations.link(id));
                self.inlines(xml, look, target.as_ref().or(link), out)
            }
            "del" | "moveFrom" => {
                self.tally.deleted(self.place);
                xml.skip()
            }
            "ins" | "moveTo" => {
                self.tally.inserted(self.place);
                self.inlines(xml, look, link, out)
            }
            "fldSimple" | "smartTag" | "sdt" | "sdtContent" | "customXml" | "bdo" | "dir" | "AlternateContent" | "Choice" => {
                self.inlines(xml, look, link, out)
            }
            "oMath" | "oMathPara" => {
                self.tally.formula(self.place);
                let text = xml.text()?;
                out.push(Run { text, ..Run::default() });
                Ok(())
            }
            _ => xml.skip(),
        }
    }

    fn inlines(&mut self, xml: &mut Xml<'_>, look: &Look, link: Option<&Arc<str>>, out: &mut Vec<Run>) -> Result<(), Refusal> {
        while let Some(element) = xml.child()? {
            self.inline(xml, &element, look, link, out)?;
        }
        Ok(())
    }

    fn run(&mut self, xml: &mut Xml<'_>, look: &Look, link: Option<&Arc<str>>, out: &mut Vec<Run>) -> Result<(), Refusal> {
        let mut look = look.clone();
        let mut text = String::new();
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "rPr" => {
                    look = self.run_look(xml, &look)?;
                    continue;
                }
                "t" => {
                    text.push_str(&xml.text()?);
                    continue;
                }
                "instrText" => {
                    let more = xml.text()?;
                    if let Some(field) = self.fields.last_mut() {
                        field.instruction.push_str(&more);
                    }
                    continue;
                }
                "drawing" | "pict" | "object" | "AlternateContent" => {
                    self.drawing(xml)?;
                    continue;
                }
                "fldChar" => {
                    self.push(std::mem::take(&mut text), &look, link, out);
                    self.field(element.get("fldCharType").unwrap_or_default());
                }
                "footnoteReference" | "endnoteReference" => {
                    self.push(std::mem::take(&mut text), &look, link, out);
                    self.mark(&element, out);
                }
                name => self.character(name, &element, &mut text),
            }
            xml.skip()?;
        }
        self.push(text, &look, link, out);
        Ok(())
    }

    fn run_look(&self, xml: &mut Xml<'_>, base: &Look) -> Result<Look, Refusal> {
        let (mut own, mut style) = (Look::default(), Look::default());
        while let Some(part) = xml.child()? {
            if part.name == "rStyle" {
                style = self.styles.run(part.value().unwrap_or_default());
            }
            own.take(&part);
            xml.skip()?;
        }
        Ok(own.over(&style.over(base)))
    }

    /// Adds a character that stands as an element.
    fn character(&mut self, name: &str, element: &Element, text: &mut String) {
        match name {
            "tab" | "ptab" => text.push('\t'),
            // A break of page or column is a break of lines too.
            "br" | "cr" => text.push('\n'),
            // A plain hyphen: a number must be the number that others cite.
            "noBreakHyphen" => text.push('-'),
            // What a font of TCVN3 shows as ư.
            "softHyphen" => text.push('\u{ad}'),
            "sym" => {
                let (font, code) = (element.get("font").unwrap_or_default(), element.get("char").unwrap_or_default());
                match symbol(font, code) {
                    Some(c) => text.push(c),
                    None => self.tally.symbol(self.place, font, code),
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, text: String, look: &Look, link: Option<&Arc<str>>, out: &mut Vec<Run>) {
        if text.is_empty() || self.fields.iter().any(|field| !field.in_result) {
            return;
        }
        if look.hidden == Some(true) {
            self.tally.hidden(self.place);
            return;
        }
        let by_field = || self.fields.iter().rev().find_map(|field| field.target.clone());
        let raised = look.raised == Some(true) && text.chars().all(|c| c.is_ascii_digit());
        let text = if raised { text.chars().map(superscript).collect() } else { text };
        let text = if look.caps == Some(true) { text.to_uppercase() } else { text };
        let on = |switch: Option<bool>| switch == Some(true);
        if on(look.struck) {
            self.tally.struck(self.place);
        }
        out.push(Run {
            text,
            style: Style { bold: on(look.bold), italic: on(look.italic), struck: on(look.struck) },
            link: link.cloned().or_else(by_field),
            footnote: None,
            font: look.font.unwrap_or_default(),
        });
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" if self.fields.len() < FIELDS => self.fields.push(Field::default()),
            "separate" => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                    field.target = field.link();
                }
            }
            "end" => drop(self.fields.pop()),
            _ => {}
        }
    }

    fn mark(&mut self, element: &Element, out: &mut Vec<Run>) {
        let kind = if element.name == "footnoteReference" { "footnote" } else { "endnote" };
        let note = (kind, element.get("id").unwrap_or_default().to_owned());
        let next = self.marked.len();
        let at = *self.marked.entry(note).or_insert(next);
        out.push(Run { footnote: Some(at), ..Run::default() });
    }

    /// Passes over a drawing, and takes the text boxes in it; of alternatives the first.
    fn drawing(&mut self, xml: &mut Xml<'_>) -> Result<(), Refusal> {
        let mut depth = 1;
        while depth > 0 {
            match xml.next()? {
                Node::Open(element) => match element.name.as_str() {
                    "txbxContent" => {
                        self.tally.text_box(self.place);
                        let (mut blocks, outer) = (Vec::new(), std::mem::take(&mut self.boxes));
                        self.blocks(xml, &mut blocks)?;
                        self.boxes = outer;
                        self.boxes.extend(blocks);
                    }
                    "Fallback" => xml.skip()?,
                    "blip" | "imagedata" | "OLEObject" => {
                        self.tally.image(self.place);
                        depth += 1;
                    }
                    _ => depth += 1,
                },
                Node::Close => depth -= 1,
                Node::End => break,
                Node::Text(_) => {}
            }
        }
        Ok(())
    }
}

pub(in crate::import) fn superscript(digit: char) -> char {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    digit.to_digit(10).and_then(|at| RAISED.chars().nth(at as usize)).unwrap_or(digit)
}
