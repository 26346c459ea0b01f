//! `congkhai cite`: the citations of a text, in the form of the gold standard.

use std::io::{self, Read, Write};
use std::path::Path;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::arguments::{Cite, CiteFormat};
use super::commands::{DONE, FAILED};
use super::output::Output;
use crate::citation::{Citation, Cited, Kinds, Mention, Passage, Recognizer, passages};
use crate::content::{Page, read_text};
use crate::diagnostic::{Lang, Say};

/// One citation as a line of JSON; offsets are code points of the NFC text.
#[derive(Debug, Serialize)]
struct Line {
    start: usize,
    end: usize,
    text: String,
    kind: &'static str,
    work: String,
    date: Option<String>,
    provisions: Vec<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    quoted: bool,
    certainty: &'static str,
    target: Option<String>,
}

pub(super) fn cite(arguments: &Cite, lang: Lang) -> u8 {
    let output = Output { lang };
    let recognizer = Recognizer::new(std::iter::empty(), Kinds::default());
    let mut failed = false;
    for file in &arguments.files {
        let done = read(file).and_then(|text| {
            let lines = lines(&recognizer, file, &text);
            write(arguments, file, &lines)
        });
        if let Err(error) = done {
            let name = file.display();
            output.error(&Say::new(format!("`{name}`: {error}"), format!("`{name}`: {error}")));
            failed = true;
        }
    }
    if failed { FAILED } else { DONE }
}

fn read(file: &Path) -> io::Result<String> {
    let mut text = String::new();
    if file == Path::new("-") {
        io::stdin().lock().read_to_string(&mut text)?;
    } else {
        text = std::fs::read_to_string(file)?;
    }
    Ok(text.nfc().collect())
}

fn lines(recognizer: &Recognizer, file: &Path, text: &str) -> Vec<Line> {
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

fn write(arguments: &Cite, file: &Path, lines: &[Line]) -> io::Result<()> {
    let mut text = String::new();
    for line in lines {
        match arguments.format {
            CiteFormat::Jsonl => text.push_str(&serde_json::to_string(line)?),
            CiteFormat::Human => {
                let provisions = line.provisions.join(", ");
                let target = line.target.as_deref().unwrap_or("—");
                text.push_str(&format!(
                    "{}–{}  {}\n    {} {} {provisions} → {target}",
                    line.start, line.end, line.text, line.kind, line.work
                ));
            }
        }
        text.push('\n');
    }
    match &arguments.out {
        Some(folder) => {
            std::fs::create_dir_all(folder)?;
            let stem = file.file_stem().unwrap_or(file.as_os_str());
            std::fs::write(folder.join(stem).with_extension("jsonl"), text)
        }
        None => io::stdout().lock().write_all(text.as_bytes()),
    }
}
