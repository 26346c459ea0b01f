//! `styles.xml`: what a style says of its paragraphs and runs, the styles it is based on included.

use std::collections::BTreeMap;

use super::super::legacy::Font;
use super::super::refusal::Refusal;
use super::xml::{Element, Xml};

/// Most styles that one may be based on.
const CHAIN: usize = 32;

/// How a run looks; nothing where it is not said.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) caps: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) raised: Option<bool>,
    pub(super) font: Option<Font>,
}

/// What is said of a paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct Format {
    /// Its list; 0 is none.
    pub(super) list: Option<u32>,
    /// The level in the list.
    pub(super) level: Option<usize>,
    /// The level of a heading, from 0; 9 is body text.
    pub(super) outline: Option<u8>,
    /// How its runs look.
    pub(super) look: Look,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    format: Format,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
    base: Look,
}

impl Look {
    /// This look over another.
    pub(super) fn over(&self, below: &Self) -> Self {
        Self {
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            struck: self.struck.or(below.struck),
            caps: self.caps.or(below.caps),
            hidden: self.hidden.or(below.hidden),
            raised: self.raised.or(below.raised),
            font: self.font.or(below.font),
        }
    }

    /// Takes one property of `w:rPr`; the rest of the element is still to be passed over.
    pub(super) fn take(&mut self, element: &Element) {
        let on = Some(element.is_on());
        match element.name.as_str() {
            "b" => self.bold = on,
            "i" => self.italic = on,
            "strike" | "dstrike" => self.struck = on,
            "caps" | "smallCaps" => self.caps = on,
            "vanish" => self.hidden = on,
            "vertAlign" => self.raised = Some(element.value() == Some("superscript")),
            "rFonts" => {
                let named = ["ascii", "hAnsi"].iter().find_map(|name| element.get(name));
                let themed = ["asciiTheme", "hAnsiTheme"].iter().any(|name| element.get(name).is_some());
                self.font = named.map(Font::named).or(if themed { Some(Font::Unicode) } else { None }).or(self.font);
            }
            _ => {}
        }
    }
}

impl Format {
    fn over(&self, below: &Self) -> Self {
        Self {
            list: self.list.or(below.list),
            level: self.level.or(below.level),
            outline: self.outline.or(below.outline),
            look: self.look.over(&below.look),
        }
    }
}

impl Styles {
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        let mut styles = Self::default();
        let mut xml = Xml::new(text, "styles.xml");
        xml.child()?;
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "style" => styles.style(&mut xml, &element)?,
                "docDefaults" => styles.base = defaults(&mut xml)?,
                _ => xml.skip()?,
            }
        }
        Ok(styles)
    }

    fn style(&mut self, xml: &mut Xml<'_>, element: &Element) -> Result<(), Refusal> {
        let id = element.get("styleId").unwrap_or_default().to_owned();
        let paragraph = element.get("type") == Some("paragraph");
        let default = paragraph && matches!(element.get("default"), Some("1" | "true" | "on"));
        let mut style = Style::default();
        while let Some(part) = xml.child()? {
            match part.name.as_str() {
                "name" => part.value().unwrap_or_default().clone_into(&mut style.name),
                "basedOn" => style.based_on = part.value().map(str::to_owned),
                "pPr" => {
                    format(xml, &mut style.format)?;
                    continue;
                }
                "rPr" => {
                    look(xml, &mut style.format.look)?;
                    continue;
                }
                _ => {}
            }
            xml.skip()?;
        }
        if default {
            self.default = Some(id.clone());
        }
        self.by_id.insert(id, style);
        Ok(())
    }

    /// The format of a paragraph that names this style, or none.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Format {
        let below = Format { look: self.base.clone(), ..Format::default() };
        self.chain(id.or(self.default.as_deref())).iter().rev().fold(below, |below, style| style.format.over(&below))
    }

    /// The look of a run that names this style.
    pub(super) fn run(&self, id: &str) -> Look {
        self.chain(Some(id)).iter().rev().fold(Look::default(), |below, style| style.format.look.over(&below))
    }

    /// The name of a style: `heading 1`, `toc 2`.
    pub(super) fn name(&self, id: &str) -> &str {
        self.by_id.get(id).map_or("", |style| style.name.as_str())
    }

    /// A style and what it is based on, itself first.
    fn chain(&self, id: Option<&str>) -> Vec<&Style> {
        let mut chain = Vec::new();
        let mut at = id.and_then(|id| self.by_id.get(id));
        while let Some(style) = at.filter(|_| chain.len() < CHAIN) {
            chain.push(style);
            at = style.based_on.as_ref().and_then(|id| self.by_id.get(id));
        }
        chain
    }
}

fn defaults(xml: &mut Xml<'_>) -> Result<Look, Refusal> {
    let mut base = Look::default();
    while let Some(part) = xml.child()? {
        if part.name != "rPrDefault" {
            xml.skip()?;
            continue;
        }
        while let Some(part) = xml.child()? {
            if part.name == "rPr" { look(xml, &mut base)? } else { xml.skip()? }
        }
    }
    Ok(base)
}

/// Reads `w:rPr`.
pub(super) fn look(xml: &mut Xml<'_>, look: &mut Look) -> Result<(), Refusal> {
    while let Some(part) = xml.child()? {
        look.take(&part);
        xml.skip()?;
    }
    Ok(())
}

/// Reads `w:pPr` of a style or a level of a list.
pub(super) fn format(xml: &mut Xml<'_>, format: &mut Format) -> Result<(), Refusal> {
    while let Some(part) = xml.child()? {
        match part.name.as_str() {
            "numPr" => {
                list(xml, format)?;
                continue;
            }
            "outlineLvl" => format.outline = part.number(),
            _ => {}
        }
        xml.skip()?;
    }
    Ok(())
}

/// Reads `w:numPr`.
pub(super) fn list(xml: &mut Xml<'_>, format: &mut Format) -> Result<(), Refusal> {
    while let Some(part) = xml.child()? {
        match part.name.as_str() {
            "numId" => format.list = part.number(),
            "ilvl" => format.level = part.number(),
            _ => {}
        }
        xml.skip()?;
    }
    Ok(())
}
