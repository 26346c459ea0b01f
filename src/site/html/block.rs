//! The blocks of a page as HTML.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::behind::CitedHere;
use super::escape::escape;
use super::inline::{CitationLink, footnote_id, write};
use super::wrap::is_long;
use crate::content::structure::Level;
use crate::content::{Alignment, Block, BlockKind, Page};
use crate::site::href::Place;

/// What the body of a page needs beside its blocks.
pub(in crate::site) struct Extras<'a> {
    /// Where the links of the author stand.
    pub(in crate::site) place: Place<'a>,
    /// Links by block and inline, in order.
    pub(in crate::site) citations: BTreeMap<(usize, usize), Vec<CitationLink>>,
    /// Notes for readers behind a block: class, title, text.
    pub(in crate::site) notes: BTreeMap<usize, Vec<(&'static str, &'a str, &'a str)>>,
    /// Who cites the place that a block opens.
    pub(in crate::site) cited: BTreeMap<usize, CitedHere>,
    /// Words before the label of a permalink: `Liên kết tới`.
    pub(in crate::site) link_to: &'a str,
    /// What a table is called to those who do not see it.
    pub(in crate::site) table: &'a str,
}

impl Extras<'_> {
    fn links(&self, block: usize, inline: usize) -> &[CitationLink] {
        self.citations.get(&(block, inline)).map_or(&[], Vec::as_slice)
    }
}

/// The text of some blocks of a page.
pub(in crate::site) fn body(page: &Page, blocks: Range<usize>, extras: &Extras<'_>) -> String {
    let all = page.blocks();
    let mut writer = Writer {
        page,
        all: &all,
        extras,
        out: String::new(),
        lists: 0,
        quotes: 0,
        quoted: false,
        heading: 1,
        lowest: lowest(&all),
        footnotes: BTreeSet::new(),
        wraps: is_long(page),
        wrapped: false,
    };
    for at in blocks {
        writer.block(at, &all[at]);
    }
    writer.finish()
}

/// The highest rank of Markdown heading the page uses, which becomes `<h2>`.
fn lowest(blocks: &[Block]) -> u8 {
    let levels = blocks.iter().filter_map(|block| match block.kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    });
    levels.min().unwrap_or(2)
}

pub(super) struct Writer<'a> {
    pub(super) page: &'a Page,
    /// All its blocks.
    pub(super) all: &'a [Block],
    pub(super) extras: &'a Extras<'a>,
    pub(super) out: String,
    /// Open bullet lists, each with an open item.
    lists: u8,
    quotes: u8,
    quoted: bool,
    /// Level of the heading before, so that none is skipped.
    heading: u8,
    lowest: u8,
    /// Ids of footnotes written so far.
    footnotes: BTreeSet<String>,
    /// Whether articles have elements of their own, and whether one is open.
    pub(super) wraps: bool,
    pub(super) wrapped: bool,
}

impl Writer<'_> {
    fn block(&mut self, at: usize, block: &Block) {
        self.containers(block);
        self.wrap(at, block);
        if self.lists > 0 && block.starts_item {
            self.tag("<li", block.id.as_deref(), "", ">");
            self.former(block);
            self.inline(at, block);
            self.behind(at);
            return;
        }
        self.former(block);
        match &block.kind {
            BlockKind::Rule => self.out.push_str("<hr>"),
            BlockKind::Code => self.code(block),
            BlockKind::Table { columns, alignments } => self.table(at, block, *columns, alignments),
            BlockKind::Footnote(label) => self.footnote(at, block, label),
            BlockKind::Heading(_) | BlockKind::Paragraph => match self.heading_level(block) {
                Some(level) => self.heading(at, block, level),
                None => self.paragraph(at, block),
            },
        }
        self.behind(at);
        self.out.push('\n');
    }

    /// Where links go on to land that were made when the place had another id.
    fn former(&mut self, block: &Block) {
        let Some(id) = block.id.as_deref() else { return };
        for (old, _) in self.page.front.old_ids.iter().filter(|(_, now)| now.value == id) {
            self.tag("<span", Some(&old.value), "", "></span>");
        }
    }

    /// Closes and opens lists, block quotes and the wrapper of quoted amending text.
    fn containers(&mut self, block: &Block) {
        let same_place = block.quote_depth == self.quotes && block.quoted == self.quoted;
        if !same_place || block.list_depth < self.lists {
            let keep = if same_place { block.list_depth } else { 0 };
            self.close_lists(keep);
        }
        if self.quoted && !block.quoted {
            self.out.push_str("</blockquote>\n");
        }
        while self.quotes > block.quote_depth {
            self.out.push_str("</blockquote>\n");
            self.quotes -= 1;
        }
        while self.quotes < block.quote_depth {
            self.out.push_str("<blockquote>\n");
            self.quotes += 1;
        }
        if block.quoted && !self.quoted {
            self.out.push_str("<blockquote class=\"trich\">\n");
        }
        self.quoted = block.quoted;
        if block.starts_item && block.list_depth == self.lists && self.lists > 0 {
            self.out.push_str("</li>\n");
        }
        while self.lists < block.list_depth && block.starts_item {
            self.out.push_str("<ul>\n");
            self.lists += 1;
            if self.lists < block.list_depth {
                self.out.push_str("<li>");
            }
        }
    }

    fn close_lists(&mut self, keep: u8) {
        while self.lists > keep {
            self.out.push_str("</li>\n</ul>\n");
            self.lists -= 1;
        }
    }

    fn finish(mut self) -> String {
        self.close_lists(0);
        if self.quoted {
            self.out.push_str("</blockquote>\n");
        }
        for _ in 0..self.quotes {
            self.out.push_str("</blockquote>\n");
        }
        self.close_article();
        self.out
    }

    /// Headings of Markdown, and of the structure down to articles; never more than one level below the last.
    fn heading_level(&mut self, block: &Block) -> Option<u8> {
        let unit = block.opens.map(|unit| &self.page.units()[unit]);
        let wanted = match (&block.kind, unit) {
            (BlockKind::Heading(level), _) => level - self.lowest + 2,
            (_, Some(unit)) if is_heading(unit.level) => 2 + self.depth(block),
            _ => return None,
        };
        let level = wanted.min(self.heading + 1).min(6);
        self.heading = level;
        Some(level)
    }

    /// How many headings of the structure stand above a block.
    fn depth(&self, block: &Block) -> u8 {
        let mut depth: u8 = 0;
        let mut at = block.opens.and_then(|unit| self.page.units()[unit].parent());
        while let Some(unit) = at {
            depth = depth.saturating_add(u8::from(is_heading(self.page.units()[unit].level)));
            at = self.page.units()[unit].parent();
        }
        depth
    }

    fn heading(&mut self, at: usize, block: &Block, level: u8) {
        self.tag(&format!("<h{level}"), block.id.as_deref(), "", ">");
        match block.id.as_deref().filter(|_| block.opens.is_some()) {
            Some(id) if block.label > 0 => {
                // The label is the link to its place.
                self.label_link(block, id);
                self.rest(at, block);
            }
            Some(id) => {
                self.inline(at, block);
                self.permalink(block, id);
            }
            None => self.inline(at, block),
        }
        self.out.push_str(&format!("</h{level}>"));
    }

    fn label_link(&mut self, block: &Block, id: &str) {
        self.out.push_str("<a class=\"so\" href=\"#");
        escape(&mut self.out, id);
        self.out.push_str("\">");
        if let Some(inline) = block.inlines.first() {
            escape(&mut self.out, inline.text[..block.label].trim_end());
        }
        self.out.push_str("</a>");
        if block.inlines.first().is_some_and(|inline| inline.text[..block.label].ends_with(char::is_whitespace)) {
            self.out.push(' ');
        }
    }

    /// The link to a heading without a label.
    fn permalink(&mut self, block: &Block, id: &str) {
        self.out.push_str(" <a class=\"neo\" href=\"#");
        escape(&mut self.out, id);
        self.out.push_str("\" aria-label=\"");
        escape(&mut self.out, self.extras.link_to);
        if let Some(inline) = block.inlines.first() {
            self.out.push(' ');
            escape(&mut self.out, inline.text.trim_end_matches(['.', ':']));
        }
        self.out.push_str("\"></a>");
    }

    fn paragraph(&mut self, at: usize, block: &Block) {
        let class = match block.opens.map(|unit| self.page.units()[unit].level) {
            Some(Level::Clause | Level::PlanPart) => "khoan",
            Some(Level::Point) => "diem",
            _ => "",
        };
        self.tag("<p", block.id.as_deref(), class, ">");
        self.inline(at, block);
        self.out.push_str("</p>");
    }

    /// The text of a block, its label set off but part of the text: copying gives `2. Người đứng đầu …`.
    fn inline(&mut self, at: usize, block: &Block) {
        let Some(inline) = block.inlines.first().filter(|_| block.label > 0) else { return self.rest(at, block) };
        // The shortest there is: a law has thousands. Emphasis of the text is <strong>.
        self.out.push_str("<b>");
        write(&mut self.out, inline, 0..block.label, &[], self.extras.place);
        self.out.push_str("</b>");
        self.rest(at, block);
    }

    /// The text of a block behind its label.
    fn rest(&mut self, at: usize, block: &Block) {
        let Some(inline) = block.inlines.first() else { return };
        write(&mut self.out, inline, block.label..inline.text.len(), self.extras.links(at, 0), self.extras.place);
    }

    fn code(&mut self, block: &Block) {
        self.out.push_str("<pre><code>");
        if let Some(inline) = block.inlines.first() {
            escape(&mut self.out, &inline.text);
        }
        self.out.push_str("</code></pre>");
    }

    fn table(&mut self, at: usize, block: &Block, columns: usize, alignments: &[Alignment]) {
        self.out.push_str("<div class=\"bang\" tabindex=\"0\" role=\"region\" aria-label=\"");
        escape(&mut self.out, self.extras.table);
        self.out.push_str("\"><table>\n");
        for (row, cells) in block.inlines.chunks(columns).enumerate() {
            self.out.push_str(if row == 0 { "<thead><tr>" } else { "<tr>" });
            for (column, cell) in cells.iter().enumerate() {
                let class = match alignments.get(column) {
                    Some(Alignment::Center) => " class=\"giua\"",
                    Some(Alignment::Right) => " class=\"phai\"",
                    _ => "",
                };
                let (open, close) = if row == 0 { ("th scope=\"col\"", "th") } else { ("td", "td") };
                self.out.push_str(&format!("<{open}{class}>"));
                let citations = self.extras.links(at, row * columns + column);
                write(&mut self.out, cell, 0..cell.text.len(), citations, self.extras.place);
                self.out.push_str(&format!("</{close}>"));
            }
            self.out.push_str(if row == 0 { "</tr></thead>\n<tbody>" } else { "</tr>\n" });
        }
        self.out.push_str("</tbody></table></div>");
    }

    fn footnote(&mut self, at: usize, block: &Block, label: &str) {
        let id = footnote_id(label);
        // A note of several paragraphs is one place.
        let first = self.footnotes.insert(id.clone());
        self.tag("<p", Some(id.as_str()).filter(|_| first), "chu-thich", "><sup>");
        escape(&mut self.out, label);
        self.out.push_str("</sup> ");
        self.inline(at, block);
        self.out.push_str("</p>");
    }

    fn tag(&mut self, open: &str, id: Option<&str>, class: &str, close: &str) {
        self.out.push_str(open);
        for (name, value) in [(" id=\"", id.unwrap_or_default()), (" class=\"", class)] {
            if !value.is_empty() {
                self.out.push_str(name);
                escape(&mut self.out, value);
                self.out.push('"');
            }
        }
        self.out.push_str(close);
    }
}

pub(super) fn is_heading(level: Level) -> bool {
    matches!(level, Level::Annex | Level::Part | Level::Chapter | Level::Section | Level::Subsection | Level::Article)
}
