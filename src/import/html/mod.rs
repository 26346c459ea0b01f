//! HTML to paragraphs and tables, as browsers cut it into tags; scripts, styles and what is hidden stay out.

mod look;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::document::{Block, Cell, Document, MOST, Paragraph, Run, Table};
use super::encoding::{self, decode};
use super::refusal::Refusal;
use look::{Look, restyle};

/// Deepest nesting of elements that is followed.
const DEPTH: usize = 500;

/// Most elements; a page of 20,000 paragraphs saved by Word has 200,000.
const ELEMENTS: usize = 2_000_000;

/// Elements without an end.
const VOID: &[&str] =
    &["br", "hr", "img", "meta", "link", "input", "col", "area", "base", "embed", "source", "track", "wbr", "param"];

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "blockquote",
    "pre",
    "center",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "form",
    "fieldset",
    "address",
    "dl",
    "dt",
    "dd",
    "figure",
    "figcaption",
    "body",
    "html",
    "hr",
    "caption",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
];

/// Reads an HTML file.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Refusal> {
    let decoded = decode(bytes, true)?;
    let mut emitter = DefaultEmitter::default();
    // Without a tree nobody else says that what follows `<script>` is no mark-up.
    emitter.naively_switch_states(true);
    let mut reader = Reader::default();
    for token in Tokenizer::new_with_emitter(decoded.text.as_str(), emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => reader.start(&tag)?,
            Token::EndTag(tag) => reader.end(&lossy(&tag.name)),
            Token::String(text) => reader.text(&lossy(&text)),
            _ => {}
        }
    }
    let mut document = reader.finish();
    encoding::remark(&mut document, decoded.concluded);
    Ok(document)
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// An open element and the look that its text has.
#[derive(Debug, Clone, Default)]
struct Open {
    name: String,
    look: Look,
}

/// A list: how its items are numbered.
#[derive(Debug)]
struct List {
    /// The next number and its format; none for bullets.
    number: Option<(u32, String)>,
}

#[derive(Debug, Default)]
struct Reader {
    document: Document,
    open: Vec<Open>,
    lists: Vec<List>,
    /// Tables that are open, outermost first, with the blocks before each.
    tables: Vec<Table>,
    current: Paragraph,
    /// The number of an item whose text has not come yet: `<li><p>…`.
    label: Option<String>,
    place: usize,
    /// How many elements were begun.
    started: usize,
    images: usize,
}

impl Reader {
    fn start(&mut self, tag: &StartTag<()>) -> Result<(), Refusal> {
        let name = lossy(&tag.name);
        let get = |key: &str| tag.attributes.get(key.as_bytes()).map(|value| lossy(value));
        match name.as_str() {
            "br" => self.push("\n"),
            "img" => self.images += usize::from(!self.look().unread),
            _ => {}
        }
        if BLOCKS.contains(&name.as_str()) {
            self.end_paragraph();
        }
        if VOID.contains(&name.as_str()) {
            return Ok(());
        }
        self.implied(&name);
        if self.open.len() >= DEPTH {
            return Err(Refusal::Bomb);
        }
        self.started += 1;
        if self.started > ELEMENTS || self.place > MOST {
            return Err(Refusal::TooLarge);
        }
        let mut look = self.look().clone();
        restyle(&mut look, &name, &get);
        match name.as_str() {
            "ul" => self.lists.push(List { number: None }),
            "ol" => {
                let start = get("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.lists.push(List { number: Some((start, get("type").unwrap_or_default())) });
            }
            "li" if !look.unread => self.item(get("value").and_then(|value| value.parse().ok())),
            "table" => self.tables.push(Table::default()),
            "tr" => self.tables.last_mut().into_iter().for_each(|table| table.rows.push(Vec::new())),
            "td" | "th" => self.cell(get("colspan").and_then(|columns| columns.parse().ok()).unwrap_or(1)),
            _ => {}
        }
        if let Some(level) = heading(&name) {
            self.current.heading = Some(level);
        }
        self.open.push(Open { name, look });
        Ok(())
    }

    /// Ends what HTML lets one leave open before this element.
    fn implied(&mut self, name: &str) {
        let ends: &[&str] = match name {
            "p" => &["p"],
            "li" => &["li", "p"],
            "td" | "th" => &["td", "th", "p"],
            "tr" => &["tr", "td", "th", "p"],
            _ => return,
        };
        while self.open.last().is_some_and(|open| ends.contains(&open.name.as_str())) {
            let Some(open) = self.open.pop() else { return };
            self.closed(&open.name);
        }
    }

    fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return };
        // A stray end of an inline element does not close the cell it stands in.
        let wall = self.open.iter().rposition(|open| matches!(open.name.as_str(), "td" | "th" | "table"));
        if !BLOCKS.contains(&name) && wall.is_some_and(|wall| wall > at) {
            return;
        }
        while self.open.len() > at {
            let Some(open) = self.open.pop() else { return };
            self.closed(&open.name);
        }
    }

    fn closed(&mut self, name: &str) {
        if BLOCKS.contains(&name) {
            self.end_paragraph();
        }
        match name {
            "li" => self.label = None,
            "ul" | "ol" => drop(self.lists.pop()),
            "table" => self.end_table(),
            _ => {}
        }
    }

    fn look(&self) -> &Look {
        static NOTHING: std::sync::LazyLock<Look> = std::sync::LazyLock::new(Look::default);
        self.open.last().map_or(&NOTHING, |open| &open.look)
    }

    fn text(&mut self, text: &str) {
        if self.look().unread {
            return;
        }
        if self.look().kept {
            return self.push(text);
        }
        // Line breaks of the source are spaces; no-break spaces are spaces of the text.
        let mut folded = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                ' ' | '\n' | '\r' | '\t' | '\u{c}' if folded.ends_with(' ') => {}
                ' ' | '\n' | '\r' | '\t' | '\u{c}' => folded.push(' '),
                c => folded.push(c),
            }
        }
        self.push(&folded);
    }

    fn push(&mut self, text: &str) {
        let look = self.look().clone();
        if look.unread {
            return;
        }
        if !text.trim().is_empty()
            && let Some(label) = self.label.take()
        {
            self.current.runs.insert(0, Run { text: label, ..Run::default() });
        }
        let raised = look.raised && !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        let text = if raised { superscript(text) } else { text.to_owned() };
        self.current.runs.push(Run { text, style: look.style, link: look.link, footnote: None, font: look.font });
    }

    /// Begins an item of the innermost list with its number or bullet.
    fn item(&mut self, value: Option<u32>) {
        let depth = self.lists.len().saturating_sub(1);
        let Some(list) = self.lists.last_mut() else {
            self.current.bullet = Some(0);
            return;
        };
        let Some((next, format)) = &mut list.number else {
            self.current.bullet = Some(u8::try_from(depth).unwrap_or(u8::MAX));
            return;
        };
        let number = value.unwrap_or(*next);
        *next = number.saturating_add(1);
        self.label = Some(format!("{}. ", super::word::figure(number, numbering(format))));
    }

    fn cell(&mut self, columns: usize) {
        let Some(table) = self.tables.last_mut() else { return };
        if table.rows.is_empty() {
            table.rows.push(Vec::new());
        }
        let cell = Cell { paragraphs: Vec::new(), columns: columns.clamp(1, 63), continued: false };
        table.rows.last_mut().into_iter().for_each(|row| row.push(cell.clone()));
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.current);
        if paragraph.is_empty() {
            // `<li><p>…`: the item's bullet waits for its text.
            self.current.bullet = paragraph.bullet.filter(|_| !self.lists.is_empty());
            return;
        }
        self.place += 1;
        let mut lines = Paragraph { place: self.place, ..paragraph }.lines();
        match self.tables.last_mut() {
            None => self.document.blocks.extend(lines.into_iter().map(Block::Paragraph)),
            Some(table) => match table.rows.last_mut().and_then(|row| row.last_mut()) {
                Some(cell) => cell.paragraphs.append(&mut lines),
                // A caption, or text that no cell holds.
                None => self.document.blocks.extend(lines.into_iter().map(Block::Paragraph)),
            },
        }
    }

    fn end_table(&mut self) {
        let Some(mut table) = self.tables.pop() else { return };
        table.rows.retain(|row| !row.is_empty());
        let Some(outer) = self.tables.last_mut() else {
            if !table.rows.is_empty() {
                self.document.blocks.push(Block::Table(table));
            }
            return;
        };
        if let Some(cell) = outer.rows.last_mut().and_then(|row| row.last_mut()) {
            cell.paragraphs.extend(table.rows.into_iter().flatten().flat_map(|cell| cell.paragraphs));
        }
    }

    fn finish(mut self) -> Document {
        while let Some(open) = self.open.pop() {
            self.closed(&open.name);
        }
        self.end_paragraph();
        let images = self.images;
        if images > 0 {
            self.document.remark(
                None,
                format!("{images} hình không được nhập; đặt vào content/assets/ và chèn bằng tay"),
                format!("images ({images}) were not imported; put them into content/assets/ by hand"),
            );
        }
        self.document
    }
}

fn heading(name: &str) -> Option<u8> {
    name.strip_prefix('h')?.parse().ok().filter(|level| (1..=6).contains(level))
}

/// Word's name of a format of `<ol type>`.
fn numbering(kind: &str) -> &'static str {
    match kind {
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        _ => "decimal",
    }
}

fn superscript(text: &str) -> String {
    text.chars().map(super::word::superscript).collect()
}
