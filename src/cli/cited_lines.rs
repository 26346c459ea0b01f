//! The citations of a text as lines in the form of the gold standard: what `cite` prints and `score` measures.

use std::io::{self, Read};
use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use crate::citation::{self, Citation, Cited, Kinds, Mention, Passage, Recognizer, passages};
use crate::content::structure::Level;
use crate::content::{Field, Page, read_text};
use crate::corpus::{CitationUse, Corpus, Resolution, WorkId};

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
    /// `exact`, `inferred`, `ambiguous`, `external` or `unknown`.
    pub(super) certainty: &'static str,
    /// The work's slug, `this` for the text itself; nothing where no one work was found.
    pub(super) target: Option<String>,
    /// For each provision the id of the place that a link would go to, where there is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) anchors: Vec<Option<String>>,
    /// The slugs of the works that an ambiguous citation may mean.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) candidates: Vec<String>,
}

/// What a command knows of works: those of a site, or no names but those built in.
pub(super) enum Known {
    Nothing(Box<Recognizer>),
    Site { corpus: Box<Corpus>, issued: Option<Date> },
}

impl Known {
    /// What a command without a site knows.
    pub(super) fn nothing() -> Self {
        Self::Nothing(Box::new(Recognizer::new(std::iter::empty(), Kinds::default())))
    }

    fn recognizer(&self) -> &Recognizer {
        match self {
            Self::Nothing(recognizer) => recognizer,
            Self::Site { corpus, .. } => corpus.recognizer(),
        }
    }
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
pub(super) fn lines(known: &Known, file: &Path, text: &str) -> Vec<Line> {
    let mut page = read_text(&file.to_string_lossy(), text.to_owned());
    if let Known::Site { issued: Some(issued), .. } = known {
        page.front.issued = Some(Field { value: *issued, span: 0..0 });
    }
    let blocks = page.blocks();
    let texts: Vec<Passage<'_>> = passages(&page, &blocks).collect();
    let own = page.front.number.as_ref().and_then(|number| number.value.parsed.as_ref());
    let citations = known.recognizer().cite(texts.iter().cloned(), own);
    let mut offsets = Offsets { text, byte: 0, point: 0 };
    let mut lines: Vec<Line> = citations.iter().map(|one| line(one, &citations, &page, &texts, &mut offsets)).collect();
    if let Known::Site { corpus, .. } = known {
        let uses = corpus.resolve(&page, &texts, citations);
        lines.iter_mut().zip(&uses).for_each(|(line, one)| resolve(line, corpus, &page, one));
    }
    lines
}

/// Adds what a site knows of a citation.
fn resolve(line: &mut Line, corpus: &Corpus, page: &Page, one: &CitationUse) {
    let slug = |work: WorkId| corpus.work(work).slug.clone();
    line.certainty = corpus.certainty(one);
    let target = match &one.resolution {
        Resolution::This => {
            line.target = Some("this".to_owned());
            Some(page)
        }
        Resolution::Work(work, _) => {
            line.target = Some(slug(*work));
            corpus.work(*work).page.map(|page| corpus.page(page))
        }
        Resolution::Ambiguous(works) => {
            line.candidates = works.iter().map(|work| slug(*work)).collect();
            None
        }
        Resolution::Unknown => None,
    };
    if let Some(target) = target {
        line.anchors = one.places.iter().map(|place| place.unit.map(|unit| target.units()[unit].id().to_owned())).collect();
    }
}

fn line(one: &Citation, all: &[Citation], page: &Page, texts: &[Passage<'_>], offsets: &mut Offsets<'_>) -> Line {
    let passage = &texts[one.passage];
    let block = page.block_in_file(passage.block);
    let inline = &block.inlines[passage.inline];
    let range = page.source.open().to_original(inline.to_source(one.span.clone()));
    let (start, end) = (offsets.point(range.start), offsets.point(range.end));
    let mention = mention(one, all);
    let work = match (&one.work, mention) {
        (Cited::This, _) => "this".to_owned(),
        (_, Some(mention)) => mention.work_key(),
        _ => String::new(),
    };
    let date = mention.filter(|_| matches!(one.work, Cited::Work(_))).and_then(|mention| mention.date);
    let this = one.work == Cited::This;
    Line {
        start,
        end,
        text: offsets.text[range].to_owned(),
        kind: one.form.id(),
        work,
        date: date.map(|date| date.to_string()),
        provisions: one.provisions.iter().map(|provision| gold_path(&provision.path)).collect(),
        quoted: one.quoted,
        certainty: if this { "exact" } else { "unknown" },
        target: this.then(|| "this".to_owned()),
        anchors: Vec::new(),
        candidates: Vec::new(),
    }
}

/// The path as the gold standard has it: the chapters of an annexed text (Quy chế …) stand without it.
fn gold_path(path: &citation::Path) -> String {
    match path.steps.split_first() {
        Some((annex, rest)) if annex.is_annexed_text() && rest.first().is_some_and(|step| step.level < Level::Article) => {
            citation::Path { steps: rest.to_vec() }.to_string()
        }
        _ => path.to_string(),
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

/// Writes what was found in a text as `<folder>/<its name>.<ending>`.
pub(super) fn write_into(folder: &Path, file: &Path, ending: &str, text: &str) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let stem = file.file_stem().unwrap_or(file.as_os_str());
    std::fs::write(folder.join(stem).with_extension(ending), text)
}
