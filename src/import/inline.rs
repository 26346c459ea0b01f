//! Runs of text to inline Markdown: emphasis where it can be read back, everything else escaped.

use super::document::{Paragraph, Run, Style};

/// Takes the style from the label of a unit, and from a text that is in one style throughout.
///
/// `label` is the text of the label; white space in it may be folded.
pub(super) fn drop_styles(paragraph: &mut Paragraph, label: &str) {
    let mut left = label.chars().filter(|c| !c.is_whitespace()).count();
    let mut runs: Vec<Run> = Vec::new();
    let mut text: Vec<Run> = Vec::new();
    for run in paragraph.runs.drain(..) {
        let (own, rest) = run.text.split_at(behind(&run.text, &mut left));
        if !own.is_empty() {
            let footnote = run.footnote.filter(|_| rest.is_empty());
            runs.push(Run { text: own.to_owned(), style: plain(run.style), footnote, ..run.clone() });
        }
        if !rest.is_empty() || own.is_empty() {
            text.push(Run { text: rest.to_owned(), ..run.clone() });
        }
    }
    let mut styles: Vec<Style> =
        text.iter().filter(|run| run.text.contains(char::is_alphanumeric)).map(|run| run.style).collect();
    styles.dedup();
    for run in &mut text {
        if styles.len() == 1 || !run.text.contains(char::is_alphanumeric) {
            run.style = plain(run.style);
        }
    }
    runs.append(&mut text);
    paragraph.runs = runs;
}

/// The byte behind as many letters and marks as are left, which it counts down.
fn behind(text: &str, left: &mut usize) -> usize {
    for (at, c) in text.char_indices() {
        if *left == 0 {
            return at;
        }
        *left -= usize::from(!c.is_whitespace());
    }
    text.len()
}

/// The style without what is only look.
fn plain(style: Style) -> Style {
    Style { struck: style.struck, ..Style::default() }
}

/// Inline Markdown as it grows.
#[derive(Default)]
pub(super) struct Inline {
    pub(super) text: String,
    /// Whether it ends with a mark of emphasis, which another one would run into.
    marked: bool,
    /// Whether its brackets could make a link.
    linking: bool,
}

impl Inline {
    /// The beginning of a paragraph of these runs.
    pub(super) fn new(runs: &[Run]) -> Self {
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        Self { linking: may_link(&text), ..Self::default() }
    }

    /// Adds a run; `next` is the character that follows it.
    pub(super) fn run(&mut self, run: &Run, next: Option<char>) {
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
            let escaped = escape(core, self.linking);
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

    /// Whether a mark here would begin emphasis (in `CommonMark`: left-flanking).
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

/// What Markdown would read as mark-up, with a stroke before it; of the last character, what could become such with the
/// next run. `linking` tells whether brackets of the paragraph could make a link.
fn escape(text: &str, linking: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].chars().next();
        let next = |test: &dyn Fn(char) -> bool| after.is_none_or(test);
        let special = match c {
            '*' | '`' | '~' => true,
            '\\' => next(&|after| after.is_ascii_punctuation()),
            '_' => !(before.is_alphanumeric() && after.is_some_and(char::is_alphanumeric)),
            '<' => next(&|after| after.is_ascii_alphabetic() || "/!?".contains(after)),
            '&' => is_entity(&text[at + 1..]),
            '[' | ']' => linking,
            '!' => next(&|after| after == '['),
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

/// Whether brackets of a text could make a link or the mark of a footnote.
fn may_link(text: &str) -> bool {
    ["](", "][", "]:", "[^"].iter().any(|mark| text.contains(mark))
}

/// Whether what follows a `&` would be read as an entity: `amp;`, `#272;`.
fn is_entity(rest: &str) -> bool {
    const LONGEST: usize = 34;
    let name = rest.bytes().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    rest.len() == name || name > 0 && rest[name..].starts_with(';')
}

fn brackets(escaped: &str) -> String {
    escaped.replace('[', "\\[").replace(']', "\\]").replace("\\\\[", "\\[").replace("\\\\]", "\\]")
}

/// The same at the start of a line, where more is mark-up.
pub(super) fn escaped_start(text: &str) -> String {
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
