//! The citations of a text as rows that can be compared: words, what shows the work, work, date, places.

use std::ops::Range;
use std::sync::LazyLock;

use congkhai::citation::{Citation, Cited, Kinds, Mention, Passage, Recognizer, passages};
use congkhai::content::{Page, read_text};

/// A recogniser that knows no works of a site.
pub(crate) fn recognizer() -> &'static Recognizer {
    static RECOGNIZER: LazyLock<Recognizer> = LazyLock::new(|| Recognizer::new(std::iter::empty(), Kinds::default()));
    &RECOGNIZER
}

/// One citation, with nothing that depends on how its words are spelled but `text` and `span`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) text: String,
    /// Its bytes in the page's text in the normal form.
    pub(crate) span: Range<usize>,
    /// The passage, and its bytes in it.
    pub(crate) place: (usize, Range<usize>),
    pub(crate) form: &'static str,
    pub(crate) work: String,
    pub(crate) date: String,
    pub(crate) places: Vec<String>,
    pub(crate) quoted: bool,
}

impl Row {
    /// What it points at.
    pub(crate) fn target(&self) -> (String, Vec<String>, bool) {
        (self.work.clone(), self.places.clone(), self.quoted)
    }

    /// `words | what shows the work | work | date | places | quoted`, empty ones left out.
    pub(crate) fn line(&self) -> String {
        let quoted = if self.quoted { "quoted" } else { "" };
        let columns = [self.text.as_str(), self.form, &self.work, &self.date, &self.places.join(" "), quoted];
        columns.iter().filter(|column| !column.is_empty()).copied().collect::<Vec<_>>().join(" | ")
    }
}

/// The citations of a text; a name that ends in `.md` makes it Markdown.
pub(crate) fn rows(recognizer: &Recognizer, name: &str, text: &str) -> Vec<Row> {
    let page = read_text(name, text.to_owned());
    page_rows(recognizer, &page)
}

/// The citations of a page.
pub(crate) fn page_rows(recognizer: &Recognizer, page: &Page) -> Vec<Row> {
    let blocks = page.blocks();
    let texts: Vec<Passage<'_>> = passages(page, &blocks).collect();
    let citations = recognizer.cite(texts.iter().cloned(), None);
    citations.iter().map(|one| row(one, &citations, page, &texts)).collect()
}

fn row(one: &Citation, all: &[Citation], page: &Page, texts: &[Passage<'_>]) -> Row {
    let passage = &texts[one.passage];
    let mention = mention(one, all);
    let date = match &one.work {
        Cited::Work(mention) => mention.date.map(|date| date.to_string()).unwrap_or_default(),
        _ => String::new(),
    };
    let work = if one.work == Cited::This { "this".to_owned() } else { mention.map(Mention::work_key).unwrap_or_default() };
    Row {
        text: passage.text[one.span.clone()].to_owned(),
        span: page.blocks()[passage.block].inlines[passage.inline].to_source(one.span.clone()),
        place: (one.passage, one.span.clone()),
        form: one.form.id(),
        work,
        date,
        places: one.provisions.iter().map(|provision| provision.path.to_string()).collect(),
        quoted: one.quoted,
    }
}

fn mention<'a>(one: &'a Citation, all: &'a [Citation]) -> Option<&'a Mention> {
    match &one.work {
        Cited::Work(mention) => Some(mention),
        Cited::Earlier(index) => mention(&all[*index], all),
        Cited::This | Cited::Unnamed => None,
    }
}
