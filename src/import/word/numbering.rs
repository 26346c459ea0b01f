//! `numbering.xml`: the numbers that Word shows before paragraphs, counted as it counts them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::legacy::Font;
use super::super::refusal::Refusal;
use super::figure::figure;
use super::styles::{Look, look};
use super::xml::{Element, Xml};

/// Levels of a list.
const LEVELS: usize = 9;

/// Longest text of a number; it stands before every paragraph of its list.
const LONGEST: usize = 200;

/// One level of a list as it is defined.
#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// `Điều %1.`: the counts of the levels stand for their places.
    text: String,
    /// What stands between number and text.
    suffix: &'static str,
    /// Whether all counts are shown in Arabic figures.
    arabic: bool,
    /// The level whose number starts this one again (from 1), 0 for none; absent, any level above.
    restart: Option<usize>,
    /// The style whose paragraphs are on this level.
    style: Option<String>,
    font: Option<Font>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            text: String::new(),
            suffix: " ",
            arabic: false,
            restart: None,
            style: None,
            font: None,
        }
    }
}

#[derive(Debug, Default)]
struct Abstract {
    levels: BTreeMap<usize, Level>,
    /// The style whose list this one is.
    link: Option<String>,
}

#[derive(Debug, Default)]
struct Instance {
    of: u32,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// What Word shows before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label {
    /// A bullet, on this level.
    Bullet(u8),
    /// A number with the space behind it, in a font, counted in a format.
    Number {
        /// `Điều 5. `
        text: String,
        /// The font the number stands in, where the list says.
        font: Option<Font>,
        /// `lowerLetter`
        format: String,
    },
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstracts: BTreeMap<u32, Abstract>,
    instances: BTreeMap<u32, Instance>,
    /// The list that a style of lists defines.
    linked: BTreeMap<String, u32>,
    /// By definition: the counts of its levels.
    counts: BTreeMap<u32, [Option<u32>; LEVELS]>,
    /// Starts of instances that were used up, each once.
    started: BTreeSet<(u32, usize)>,
}

impl Numbering {
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        let mut numbering = Self::default();
        let mut xml = Xml::new(text, "numbering.xml");
        xml.child()?;
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "abstractNum" => numbering.definition(&mut xml, &element)?,
                "num" => numbering.instance(&mut xml, &element)?,
                _ => xml.skip()?,
            }
        }
        Ok(numbering)
    }

    fn definition(&mut self, xml: &mut Xml<'_>, element: &Element) -> Result<(), Refusal> {
        let Some(id) = element.get("abstractNumId").and_then(|id| id.parse().ok()) else { return xml.skip() };
        let mut definition = Abstract::default();
        while let Some(part) = xml.child()? {
            match part.name.as_str() {
                "lvl" => {
                    let (at, level) = level(xml, &part)?;
                    definition.levels.insert(at, level);
                    continue;
                }
                "numStyleLink" => definition.link = part.value().map(str::to_owned),
                "styleLink" => {
                    if let Some(style) = part.value() {
                        self.linked.insert(style.to_owned(), id);
                    }
                }
                _ => {}
            }
            xml.skip()?;
        }
        self.abstracts.insert(id, definition);
        Ok(())
    }

    fn instance(&mut self, xml: &mut Xml<'_>, element: &Element) -> Result<(), Refusal> {
        let Some(id) = element.get("numId").and_then(|id| id.parse().ok()) else { return xml.skip() };
        let mut instance = Instance::default();
        while let Some(part) = xml.child()? {
            match part.name.as_str() {
                "abstractNumId" => instance.of = part.number().unwrap_or_default(),
                "lvlOverride" => {
                    override_of(xml, &part, &mut instance)?;
                    continue;
                }
                _ => {}
            }
            xml.skip()?;
        }
        self.instances.insert(id, instance);
        Ok(())
    }

    /// The level that paragraphs of a style are on, where a list names the style.
    pub(super) fn level_of_style(&self, list: u32, style: &str) -> Option<usize> {
        let (_, definition) = self.definition_of(list)?;
        definition.levels.iter().find(|(_, level)| level.style.as_deref() == Some(style)).map(|(at, _)| *at)
    }

    fn definition_of(&self, list: u32) -> Option<(u32, &Abstract)> {
        let of = self.instances.get(&list)?.of;
        let definition = self.abstracts.get(&of)?;
        let linked = definition.link.as_ref().and_then(|style| self.linked.get(style)).copied();
        match linked.and_then(|id| Some((id, self.abstracts.get(&id)?))) {
            Some(linked) if definition.levels.is_empty() => Some(linked),
            _ => Some((of, definition)),
        }
    }

    fn level(&self, list: u32, at: usize) -> Option<&Level> {
        let (_, definition) = self.definition_of(list)?;
        self.instances.get(&list)?.levels.get(&at).or_else(|| definition.levels.get(&at))
    }

    /// Counts the next paragraph of a list and says what stands before it; nothing for a list that is not defined.
    pub(super) fn next(&mut self, list: u32, at: usize) -> Option<Label> {
        let at = at.min(LEVELS - 1);
        let level = self.level(list, at)?.clone();
        if level.format == "bullet" {
            return Some(Label::Bullet(at as u8));
        }
        self.count(list, at, &level);
        let text = self.shown(list, &level);
        let suffix = if text.is_empty() { "" } else { level.suffix };
        Some(Label::Number { text: format!("{text}{suffix}"), font: level.font, format: level.format })
    }

    fn count(&mut self, list: u32, at: usize, level: &Level) {
        let Some((id, _)) = self.definition_of(list) else { return };
        let start = self.instances.get(&list).and_then(|instance| instance.starts.get(&at)).copied();
        let first = start.is_some() && self.started.insert((list, at));
        let restarts: Vec<Option<usize>> =
            (0..LEVELS).map(|below| self.level(list, below).and_then(|level| level.restart)).collect();
        let counts = self.counts.entry(id).or_default();
        counts[at] = match counts[at] {
            Some(count) if !first => Some(count.saturating_add(1)),
            _ => Some(start.unwrap_or(level.start)),
        };
        for below in at + 1..LEVELS {
            let restarts = restarts[below].is_none_or(|above| at < above);
            if restarts {
                counts[below] = None;
            }
        }
    }

    /// The text of a level with the counts in their places.
    fn shown(&self, list: u32, level: &Level) -> String {
        let counts = self.definition_of(list).and_then(|(id, _)| self.counts.get(&id)).copied().unwrap_or_default();
        let mut out = String::new();
        let mut chars = level.text.chars().peekable();
        while let Some(c) = chars.next() {
            let digit = chars.peek().and_then(|next| next.to_digit(10)).filter(|digit| c == '%' && *digit > 0);
            let Some(digit) = digit else {
                out.push(c);
                continue;
            };
            chars.next();
            let at = digit as usize - 1;
            let Some(of) = self.level(list, at) else { continue };
            let format = if level.arabic { "decimal" } else { of.format.as_str() };
            out.push_str(&figure(counts[at].unwrap_or(of.start), format));
        }
        out
    }
}

fn override_of(xml: &mut Xml<'_>, element: &Element, instance: &mut Instance) -> Result<(), Refusal> {
    let at = element.get("ilvl").and_then(|at| at.parse().ok()).unwrap_or(0);
    while let Some(part) = xml.child()? {
        match part.name.as_str() {
            "startOverride" => {
                if let Some(start) = part.number() {
                    instance.starts.insert(at, start);
                }
                xml.skip()?;
            }
            "lvl" => {
                let (at, level) = level(xml, &part)?;
                instance.levels.insert(at, level);
            }
            _ => xml.skip()?,
        }
    }
    Ok(())
}

fn level(xml: &mut Xml<'_>, element: &Element) -> Result<(usize, Level), Refusal> {
    let at = element.get("ilvl").and_then(|at| at.parse().ok()).unwrap_or(0);
    let mut level = Level::default();
    while let Some(part) = xml.child()? {
        match part.name.as_str() {
            "start" => level.start = part.number().unwrap_or(1),
            "numFmt" => part.value().unwrap_or("decimal").clone_into(&mut level.format),
            "lvlText" => level.text = part.value().unwrap_or_default().chars().take(LONGEST).collect(),
            "suff" if part.value() == Some("nothing") => level.suffix = "",
            "isLgl" => level.arabic = part.is_on(),
            "lvlRestart" => level.restart = part.number(),
            "pStyle" => level.style = part.value().map(str::to_owned),
            "rPr" => {
                let mut run = Look::default();
                look(xml, &mut run)?;
                level.font = run.font;
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok((at, level))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(levels: &str, nums: &str) -> Numbering {
        Numbering::read(&format!(
            "<w:numbering><w:abstractNum w:abstractNumId=\"7\">{levels}</w:abstractNum>{nums}</w:numbering>"
        ))
        .expect("XML")
    }

    fn lvl(at: usize, format: &str, text: &str, more: &str) -> String {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>{more}</w:lvl>"
        )
    }

    fn numbers(numbering: &mut Numbering, paragraphs: &[(u32, usize)]) -> Vec<String> {
        paragraphs
            .iter()
            .map(|(list, at)| match numbering.next(*list, *at) {
                Some(Label::Number { text, .. }) => text,
                Some(Label::Bullet(level)) => format!("•{level}"),
                None => "-".to_owned(),
            })
            .collect()
    }

    #[test]
    fn levels_count_and_start_again_below_each_other() {
        let levels =
            [lvl(0, "upperRoman", "%1.", ""), lvl(1, "decimal", "%1.%2.", "<w:isLgl/>"), lvl(2, "lowerLetter", "%3)", "")];
        let mut numbering = list(&levels.concat(), "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>");
        let shown = numbers(&mut numbering, &[(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (9, 0)]);
        assert_eq!(shown, ["I. ", "1.1. ", "a) ", "b) ", "1.2. ", "a) ", "II. ", "2.1. ", "-"]);
    }

    #[test]
    fn instances_share_their_count_unless_they_start_anew() {
        let nums = "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/>\
                    <w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"4\"/></w:lvlOverride></w:num>";
        let mut numbering = list(&lvl(0, "decimal", "Điều %1.", ""), nums);
        let shown = numbers(&mut numbering, &[(1, 0), (1, 0), (2, 0), (2, 0), (1, 0)]);
        assert_eq!(shown, ["Điều 1. ", "Điều 2. ", "Điều 4. ", "Điều 5. ", "Điều 6. "]);
    }

    /// Articles count through the chapters: `w:lvlRestart w:val="0"`.
    #[test]
    fn a_level_may_count_on() {
        let levels = [lvl(0, "upperRoman", "Chương %1", ""), lvl(1, "decimal", "Điều %2.", "<w:lvlRestart w:val=\"0\"/>")];
        let mut numbering = list(&levels.concat(), "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>");
        let shown = numbers(&mut numbering, &[(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)]);
        assert_eq!(shown, ["Chương I ", "Điều 1. ", "Điều 2. ", "Chương II ", "Điều 3. "]);
    }
}
