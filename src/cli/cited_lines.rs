//! The citations of a text as lines in the form of the gold standard: what `cite` prints and `score` measures.

use std::io::{self, Read};
use std::path::Path;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use crate::citation::{Citation, Cited, Kinds, Mention, Passage, Recognizer, passages};
use crate::content::{Page, read_text};

/// One citation as a line of JSON; offsets are code points of the NFC text.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
    pub(super) kind: &'static str,
    pub(super) work: String,
    pub(super) date: Option<String>,
    pub(super) provisions: Vec<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) quoted: bool,
    pub(super) certainty: &'static str,
    pub(super) target: Option<String>,
}

/// The recogniser of a command that knows no site: no names but those built in.
pub(super) fn recognizer() -> Recognizer {
    Recognizer::new(std::iter::empty(), Kinds::default())
}

/// Reads a text, or standard input for `-`, in the form that offsets count in.
pub(super) fn read(file: &Path) -> io::Result<String> {
    let mut text = String::new();
    if file == Path::new("-") {
        io::stdin().lock().read_to_string(&mut text)?;
    } else {
        text = std::fs::read_to_string(file)?;
    }
    Ok(text.nfc().collect())
}

/// The citations of a text, in its order; the file's name says whether it is Markdown.
pub(super) fn lines(recognizer: &Recognizer, file: &Path, text: &str) -> Vec<Line> {
    let page = read_text(&file.to_string_lossy(), text.to_owned());
    let texts: Vec<Passage<'_>> = passages(&page).collect();
    let citations = recognizer.cite(texts.iter().cloned(), None);
    let mut offsets = Offsets { text, byte: 0, point: 0 };
    citations.iter().map(|one| line(one, &citations, &page, &texts, &mut offsets)).collect()
}

fn line(one: &Citation, all: &[Citation], page: &Page, texts: &[Passage<'_>], offsets: &mut Offsets<'_>) -> Line {
    let passage = &texts[one.passage];
    let inline = &page.blocks[passage.block].inlines[passage.inline];
    let range = page.source.to_original(inline.to_source(one.span.clone()));
    let (start, end) = (offsets.point(range.start), offsets.point(range.end));
    let mention = mention(one, all);
    let work = match (&one.work, mention) {
        (Cited::This, _) => "this".to_owned(),
        (_, Some(mention)) => mention.work_key(),
        _ => String::new(),
    };
    let date = mention.filter(|_| matches!(one.work, Cited::Work(_))).and_then(|mention| mention.date);
    Line {
        start,
        end,
        text: offsets.text[range].to_owned(),
        kind: one.form.id(),
        work,
        date: date.map(|date| date.to_string()),
        provisions: one.provisions.iter().map(|provision| provision.path.to_string()).collect(),
        quoted: one.quoted,
        certainty: "unknown",
        target: None,
    }
}

/// What is said of the work, here or where it was cited before.
fn mention<'a>(one: &'a Citation, all: &'a [Citation]) -> Option<&'a Mention> {
    match &one.work {
        Cited::Work(mention) => Some(mention),
        Cited::Earlier(index) => {
            all.get(*index).filter(|earlier| !std::ptr::eq(*earlier, one)).and_then(|earlier| mention(earlier, all))
        }
        Cited::This | Cited::Unnamed => None,
    }
}

/// Bytes of a text as code points; asked in rising order, it reads the text once.
struct Offsets<'a> {
    text: &'a str,
    byte: usize,
    point: usize,
}

impl Offsets<'_> {
    fn point(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.point) = (0, 0);
        }
        self.point += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        self.point
    }
}

/// The lines as they are written to a file.
pub(super) fn jsonl(lines: &[Line]) -> serde_json::Result<String> {
    let mut text = String::new();
    for line in lines {
        text.push_str(&serde_json::to_string(line)?);
        text.push('\n');
    }
    Ok(text)
}

/// Writes the lines of a text as `<folder>/<its name>.jsonl`.
pub(super) fn write_into(folder: &Path, file: &Path, text: &str) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let stem = file.file_stem().unwrap_or(file.as_os_str());
    std::fs::write(folder.join(stem).with_extension("jsonl"), text)
}
