//! The text of a document in Akoma Ntoso: its units with their numbers and headings, every word once and in order.

use std::collections::BTreeMap;

use super::akn::attribute;
use crate::content::structure::{Level, Unit};
use crate::content::{Block, BlockKind, Page};

/// A text with what stands in each unit.
pub(super) struct Text<'a> {
    units: &'a [Unit],
    blocks: &'a [Block],
    /// What stands in each unit, and at the end what stands in none.
    items: Vec<Vec<Item>>,
    /// How often an id was given.
    ids: BTreeMap<String, usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Unit(usize),
    Block(usize),
}

impl<'a> Text<'a> {
    pub(super) fn new(page: &'a Page, blocks: &'a [Block]) -> Self {
        let units = page.units();
        let mut items = vec![Vec::new(); units.len() + 1];
        let mut next = 0;
        for (at, block) in blocks.iter().enumerate() {
            let first = next;
            while units.get(next).is_some_and(|unit| unit.block() <= at) {
                items[units[next].parent().unwrap_or(units.len())].push(Item::Unit(next));
                next += 1;
            }
            // The words of a block that opens units are those of the last one.
            let holder = if next > first { next - 1 } else { block.unit.unwrap_or(units.len()) };
            items[holder].push(Item::Block(at));
        }
        Self { units, blocks, items, ids: BTreeMap::new() }
    }

    /// Writes the body, what comes before the first unit of an act as its preamble.
    pub(super) fn write(mut self, out: &mut String, is_act: bool, body: &str) {
        let mut items = std::mem::take(&mut self.items[self.units.len()]);
        if is_act {
            let lead: Vec<Item> = take_lead(&mut items);
            if !lead.is_empty() {
                out.push_str("<preamble>\n");
                self.blocks(out, &lead);
                out.push_str("</preamble>\n");
            }
        }
        out.push_str(&format!("<{body}>\n"));
        if is_act {
            self.mixed(out, "", &items);
        } else {
            for item in &items {
                match item {
                    Item::Unit(unit) => self.unit(out, "", *unit),
                    Item::Block(_) => self.blocks(out, &[*item]),
                }
            }
            if items.is_empty() {
                out.push_str("<p/>\n");
            }
        }
        out.push_str(&format!("</{body}>\n"));
    }

    fn unit(&mut self, out: &mut String, parent: &str, at: usize) {
        let unit = &self.units[at];
        let (element, short) = element(unit.level);
        // Articles are numbered through a text, whatever they stand in.
        let is_annexed = parent.starts_with("hcontainer_");
        let above = if unit.level == Level::Article && !is_annexed { "" } else { parent };
        let id = self.id(above, short, &number(unit));
        let name =
            if element == "hcontainer" { format!(" name=\"{}\"", super::document::level(unit.level)) } else { String::new() };
        out.push_str(&format!("<{element} eId=\"{id}\"{name}>"));
        if !unit.label().is_empty() {
            out.push_str(&format!("<num>{}</num>", attribute(unit.label())));
        }
        let mut items = std::mem::take(&mut self.items[at]);
        let opening = self.opening(&mut items, unit, out);
        out.push('\n');
        let has_units = items.iter().any(|item| matches!(item, Item::Unit(_)));
        if has_units {
            let lead = take_lead(&mut items);
            self.container(out, "intro", &id, opening, &lead);
            let after = items.iter().rposition(|item| matches!(item, Item::Unit(_))).map_or(0, |last| last + 1);
            let rest = items.split_off(after);
            self.mixed(out, &id, &items);
            self.container(out, "wrapUp", &id, None, &rest);
        } else {
            out.push_str(&format!("<content eId=\"{id}__content\">\n"));
            paragraph(out, opening.as_deref().unwrap_or_default());
            self.blocks(out, &items);
            out.push_str("</content>\n");
        }
        out.push_str(&format!("</{element}>\n"));
    }

    /// Writes the heading of a unit, from its own line or the next; what else its own line says is handed back.
    fn opening(&self, items: &mut Vec<Item>, unit: &Unit, out: &mut String) -> Option<String> {
        let mut rest = None;
        if let Some(Item::Block(at)) = items.first().copied()
            && at == unit.block()
        {
            let block = &self.blocks[at];
            // A table that opens a unit stays a table.
            if matches!(block.kind, BlockKind::Table { .. }) {
                return None;
            }
            let text = block.inlines.first().map_or("", |inline| inline.text.as_str());
            rest = Some(text.get(block.label..).unwrap_or(text).trim().to_owned());
            items.remove(0);
        }
        let title = unit.title();
        let is_own = rest.as_deref() == Some(title);
        let is_next =
            rest.as_deref().is_none_or(str::is_empty) && matches!(items.first(), Some(Item::Block(at)) if self.says(*at, title));
        if title.is_empty() || !(is_own || is_next) {
            return rest;
        }
        out.push_str(&format!("<heading>{}</heading>", inline(title)));
        if is_next {
            items.remove(0);
        }
        None
    }

    fn says(&self, block: usize, text: &str) -> bool {
        let block = &self.blocks[block];
        block.inlines.len() == 1 && block.inlines[0].text.trim() == text
    }

    /// Units with what stands between them.
    fn mixed(&mut self, out: &mut String, parent: &str, items: &[Item]) {
        for run in items.chunk_by(|a, b| matches!((a, b), (Item::Block(_), Item::Block(_)))) {
            if let [Item::Unit(unit)] = run {
                self.unit(out, parent, *unit);
                continue;
            }
            let id = self.id(parent, "hcontainer", "text");
            out.push_str(&format!("<hcontainer eId=\"{id}\" name=\"text\"><content eId=\"{id}__content\">\n"));
            self.blocks(out, run);
            out.push_str("</content></hcontainer>\n");
        }
    }

    fn container(&mut self, out: &mut String, element: &str, parent: &str, opening: Option<String>, items: &[Item]) {
        let opening = opening.filter(|opening| !opening.is_empty());
        if opening.is_none() && items.is_empty() {
            return;
        }
        out.push_str(&format!("<{element} eId=\"{parent}__{element}\">\n"));
        paragraph(out, opening.as_deref().unwrap_or_default());
        self.blocks(out, items);
        out.push_str(&format!("</{element}>\n"));
    }

    fn blocks(&mut self, out: &mut String, items: &[Item]) {
        for item in items {
            let Item::Block(at) = item else { continue };
            let block = &self.blocks[*at];
            match &block.kind {
                BlockKind::Table { columns, .. } if !block.inlines.is_empty() => {
                    let id = self.id("", "table", &at.to_string());
                    table(out, block, (*columns).max(1), &id);
                }
                _ => block.inlines.iter().for_each(|inline| paragraph(out, &inline.text)),
            }
        }
    }

    /// An id that no other element has.
    fn id(&mut self, parent: &str, short: &str, number: &str) -> String {
        let parent = if parent.is_empty() { String::new() } else { format!("{parent}__") };
        let id = format!("{parent}{short}_{number}");
        let count = self.ids.entry(id.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { id } else { format!("{id}-{count}") }
    }
}

/// What comes before the first unit.
fn take_lead(items: &mut Vec<Item>) -> Vec<Item> {
    let end = items.iter().position(|item| matches!(item, Item::Unit(_))).unwrap_or(items.len());
    items.drain(..end).collect()
}

fn paragraph(out: &mut String, text: &str) {
    if !text.is_empty() {
        out.push_str(&format!("<p>{}</p>\n", inline(text)));
    }
}

fn inline(text: &str) -> String {
    attribute(text).replace('\n', "<eol/>")
}

fn table(out: &mut String, block: &Block, columns: usize, id: &str) {
    out.push_str(&format!("<table eId=\"{id}\">\n"));
    for row in block.inlines.chunks(columns) {
        out.push_str("<tr>");
        for cell in row {
            out.push_str(&format!("<td><p>{}</p></td>", inline(&cell.text)));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
}

/// The element of a level and what ids call it (naming convention, 5.4).
fn element(level: Level) -> (&'static str, &'static str) {
    match level {
        Level::Part => ("part", "part"),
        Level::Chapter => ("chapter", "chp"),
        Level::Section => ("section", "sec"),
        Level::Subsection => ("subsection", "subsec"),
        Level::Article => ("article", "art"),
        Level::Clause => ("paragraph", "para"),
        Level::Point => ("point", "point"),
        Level::Subpoint => ("subparagraph", "subpara"),
        Level::Annex | Level::PlanPart => ("hcontainer", "hcontainer"),
    }
}

/// The number of a unit as ids have it: `46`, `2a`, `dd`, `iii`.
fn number(unit: &Unit) -> String {
    let piece = unit.path().rsplit('.').next().unwrap_or_default();
    let number = match (unit.level, piece.rsplit_once('-')) {
        (Level::Annex, _) | (_, None) => piece,
        (_, Some((_, number))) => number,
    };
    let plain: String = number.replace('đ', "dd").chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if plain.is_empty() { "1".to_owned() } else { plain }
}
