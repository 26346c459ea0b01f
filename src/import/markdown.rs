//! Paragraphs and tables to the Markdown that the content format reads back to the letter.
//!
//! Chapters, articles, clauses and points stay plain lines: they are recognised so, numbers as written. Emphasis is kept
//! inside a paragraph only; a paragraph all in bold is how a page looks, not what it says.

use super::document::{Block, Document, Paragraph, Run, Style, Table};
use crate::content::structure::{Marker, read_marker};

/// Longest heading, in letters.
const HEADING: usize = 200;

/// Markdown, and on which of its lines the paragraphs of the file stand.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) text: String,
    /// Paragraph of the file and line (from 1), in the order of lines.
    pub(super) lines: Vec<(usize, usize)>,
    /// Links that were left out, with the first paragraph that had one.
    pub(super) links: usize,
    pub(super) linked: Option<usize>,
}

/// Writes a document. `head` is the last paragraph of its head: nothing before it is a heading.
pub(super) fn write(document: &Document, head: usize) -> Written {
    let mut writer = Writer { written: Written::default(), line: 1, head, bullets: Vec::new(), quotes: 0, titled: false };
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => writer.paragraph(paragraph),
            Block::Table(table) => writer.table(table),
        }
    }
    for (at, note) in document.footnotes.iter().enumerate() {
        writer.footnote(at, note);
    }
    writer.written
}

struct Writer {
    written: Written,
    line: usize,
    head: usize,
    /// Levels of the bullets that are open, the outermost first.
    bullets: Vec<u8>,
    /// Quotation marks that are open.
    quotes: i32,
    /// Whether the line before gave the number of a chapter, whose title may follow.
    titled: bool,
}

impl Writer {
    /// Puts a block behind an empty line.
    fn block(&mut self, text: &str, place: usize) {
        if !self.written.text.is_empty() {
            self.written.text.push('\n');
            self.line += 1;
        }
        self.written.lines.push((place, self.line));
        self.written.text.push_str(text);
        self.written.text.push('\n');
        self.line += text.matches('\n').count() + 1;
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let plain = paragraph.text();
        if plain.is_empty() && paragraph.is_empty() {
            return;
        }
        let marked = read_marker(&plain);
        let heading = paragraph.heading.filter(|_| marked.is_none() && self.may_be_heading(&plain, paragraph.place));
        let label = marked.as_ref().map_or(0, |marked| marked.text);
        let text = self.inline(paragraph, label);
        let text = if let Some(level) = heading {
            self.bullets.clear();
            format!("{} {text}", "#".repeat(usize::from(level + 1).clamp(2, 6)))
        } else {
            self.item(paragraph, &text)
        };
        self.block(&text, paragraph.place);
        self.titled = marked.is_some_and(|marked| !matches!(marked.marker, Marker::Clause { .. } | Marker::Point(_)));
        let opened = plain.matches('“').count() as i32 - plain.matches('”').count() as i32;
        self.quotes = (self.quotes + opened).max(0);
    }

    fn may_be_heading(&self, text: &str, place: usize) -> bool {
        place > self.head
            && !self.titled
            && self.quotes == 0
            && !text.starts_with(['“', '"', '-', '+'])
            && text.chars().count() <= HEADING
    }

    /// The paragraph as an item of a list, if it is one, typed or made by the file.
    fn item(&mut self, paragraph: &Paragraph, text: &str) -> String {
        let typed =
            [("- ", 0), ("+ ", 1)].iter().find_map(|(mark, level)| Some((*level, text.strip_prefix(*mark)?.trim_start())));
        let (level, text) = match (paragraph.bullet, typed) {
            (Some(level), _) => (level, text),
            (None, Some((1, text))) if !self.bullets.is_empty() => (1, text),
            (None, Some((_, text))) => (0, text),
            (None, None) => {
                self.bullets.clear();
                return escaped_start(text);
            }
        };
        while self.bullets.last().is_some_and(|open| *open >= level) {
            self.bullets.pop();
        }
        let indent = "  ".repeat(self.bullets.len().min(6));
        self.bullets.push(level);
        format!("{indent}- {}", escaped_start(text))
    }

    /// The text of a paragraph with its emphasis; none within the first `label` bytes of its text.
    fn inline(&mut self, paragraph: &Paragraph, label: usize) -> String {
        let mut whole = paragraph.clone();
        whole.merge();
        self.choose_links(&mut whole);
        whole.merge();
        drop_styles(&mut whole, label);
        whole.merge();
        let mut out = Inline::default();
        for (at, run) in whole.runs.iter().enumerate() {
            let next = whole.runs[at + 1..].iter().find_map(|run| run.text.chars().next());
            out.run(run, if run.footnote.is_some() { Some('[') } else { next });
        }
        out.text.trim().to_owned()
    }

    /// Keeps links whose text is an address; a link around a citation would keep it from being one.
    fn choose_links(&mut self, paragraph: &mut Paragraph) {
        for run in paragraph.runs.iter_mut().filter(|run| run.link.is_some()) {
            let text = run.text.trim();
            let shows = text.contains("://") || text.starts_with("www.") || text.contains('@');
            let usable = |href: &String| {
                ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme))
                    && href.is_ascii()
                    && !href.contains(|c: char| c.is_ascii_control() || " <>()\\\"`".contains(c))
            };
            if !shows || !run.link.as_ref().is_some_and(usable) {
                run.link = None;
                self.written.links += 1;
                self.written.linked.get_or_insert(paragraph.place);
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.bullets.clear();
        let width = table.rows.iter().map(|row| row.iter().map(|cell| cell.columns).sum::<usize>()).max().unwrap_or(0);
        let place = table.rows.iter().flatten().flat_map(|cell| &cell.paragraphs).map(|one| one.place).min().unwrap_or(0);
        let mut text = String::new();
        for (at, row) in table.rows.iter().enumerate() {
            let mut cells: Vec<String> = Vec::new();
            for cell in row {
                let parts: Vec<String> =
                    cell.paragraphs.iter().map(|one| self.inline(one, 0)).filter(|one| !one.is_empty()).collect();
                cells.push(parts.join(" ").replace('|', "\\|"));
                cells.extend(std::iter::repeat_n(String::new(), cell.columns - 1));
            }
            cells.resize(width, String::new());
            if at > 0 {
                text.push('\n');
            }
            text.push_str(&row_of(&cells));
            if at == 0 {
                text.push_str(&format!("\n{}", row_of(&vec!["---".to_owned(); width])));
            }
        }
        self.block(&text, place);
        self.titled = false;
    }

    fn footnote(&mut self, at: usize, note: &[Paragraph]) {
        self.bullets.clear();
        let texts: Vec<String> =
            note.iter().map(|one| escaped_start(&self.inline(one, 0))).filter(|one| !one.is_empty()).collect();
        let text = texts.join("\n\n    ");
        let place = note.first().map_or(0, |one| one.place);
        self.block(format!("[^{}]: {text}", at + 1).trim_end(), place);
    }
}

fn row_of(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

/// Takes the style from the label of a unit, and from a paragraph that is in one style throughout.
fn drop_styles(paragraph: &mut Paragraph, label: usize) {
    let mut at = 0;
    for run in &mut paragraph.runs {
        if at < label {
            run.style = Style { struck: run.style.struck, ..Style::default() };
        }
        at += run.text.len();
    }
    let lettered = |run: &&mut Run| run.text.contains(char::is_alphanumeric);
    let mut styles: Vec<Style> = paragraph.runs.iter_mut().filter(lettered).map(|run| run.style).collect();
    styles.dedup();
    if let [only] = styles[..] {
        let plain = Style { struck: only.struck, ..Style::default() };
        paragraph.runs.iter_mut().for_each(|run| run.style = plain);
    }
    for run in paragraph.runs.iter_mut().filter(|run| !run.text.contains(char::is_alphanumeric)) {
        run.style = Style::default();
    }
}

/// Inline Markdown as it grows.
#[derive(Default)]
struct Inline {
    text: String,
    /// Whether it ends with a mark of emphasis, which another one would run into.
    marked: bool,
}

impl Inline {
    /// Adds a run; `next` is the character that follows it.
    fn run(&mut self, run: &Run, next: Option<char>) {
        let folded = fold_spaces(&run.text);
        let core = folded.trim();
        let (before, after) = (folded.starts_with(' '), folded.ends_with(' ') && !core.is_empty());
        if before && !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
            self.marked = false;
        }
        if !core.is_empty() {
            let mark = mark(run.style);
            let follows = if after { Some(' ') } else { next };
            let escaped = escape(core);
            let fits = !mark.is_empty() && !self.marked && self.opens(core) && closes(core, follows);
            let mark = if fits { mark } else { "" };
            let reversed: String = mark.chars().rev().collect();
            let linked = run.link.as_ref().map_or(escaped.clone(), |link| format!("[{}]({link})", brackets(&escaped)));
            self.text.push_str(&format!("{mark}{linked}{reversed}"));
            self.marked = !mark.is_empty();
        }
        if after {
            self.text.push(' ');
            self.marked = false;
        }
        if let Some(note) = run.footnote {
            self.text.truncate(self.text.trim_end().len());
            self.text.push_str(&format!("[^{}]", note + 1));
            self.marked = false;
        }
    }

    /// Whether a mark here would begin emphasis (CommonMark: left-flanking).
    fn opens(&self, core: &str) -> bool {
        let letter = core.chars().next().is_some_and(char::is_alphanumeric);
        letter || self.text.chars().next_back().is_none_or(|c| !c.is_alphanumeric())
    }
}

/// Whether a mark behind this text would end emphasis (right-flanking).
fn closes(core: &str, next: Option<char>) -> bool {
    core.chars().next_back().is_some_and(char::is_alphanumeric) || next.is_none_or(|c| !c.is_alphanumeric())
}

fn mark(style: Style) -> &'static str {
    match (style.bold, style.italic, style.struck) {
        (true, true, false) => "***",
        (true, false, false) => "**",
        (false, true, false) => "*",
        (_, _, true) => "~~",
        (false, false, false) => "",
    }
}

fn fold_spaces(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// What Markdown would read as mark-up, with a stroke before it.
fn escape(text: &str) -> String {
    let linking = ["](", "][", "]:", "[^"].iter().any(|mark| text.contains(mark));
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let special = match c {
            '*' | '`' | '~' => true,
            '\\' => after.is_ascii_punctuation(),
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '<' => after.is_ascii_alphabetic() || "/!?".contains(after),
            '&' => after == '#' || after.is_ascii_alphabetic(),
            '[' | ']' => linking,
            '!' => after == '[',
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

fn brackets(escaped: &str) -> String {
    escaped.replace('[', "\\[").replace(']', "\\]").replace("\\\\[", "\\[").replace("\\\\]", "\\]")
}

/// The same at the start of a line, where more is mark-up.
fn escaped_start(text: &str) -> String {
    let hashes = text.trim_start_matches('#');
    let heading = hashes.len() < text.len() && (hashes.is_empty() || hashes.starts_with(' '));
    let listed = ["-", "+"].iter().any(|mark| text == *mark || text.strip_prefix(mark).is_some_and(|rest| rest.starts_with(' ')));
    let rule = text.chars().all(|c| "-= ".contains(c));
    let definition = text.starts_with('[') && !text.starts_with("[^") && text.contains("]:");
    if heading || listed || rule && !text.is_empty() || text.starts_with('>') || text.starts_with('|') || definition {
        return format!("\\{text}");
    }
    text.to_owned()
}
