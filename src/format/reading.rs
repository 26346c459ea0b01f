//! What a file says: its values, its blocks, its places and its citations, blanks between words aside.

use std::sync::Arc;

use crate::citation::{Citation, Kinds, Passage, Recognizer, passages};
use crate::content::{Block, BlockKind, Inline, Mark, MarkKind, Page, SitePath, Source, layout, read_file};
use crate::diagnostic::Code;
use crate::text::canonical_tones;

/// What a file says, in a form that can be compared.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reading {
    values: String,
    blocks: Vec<String>,
    units: Vec<String>,
    citations: Vec<String>,
    /// For each correction, whether the words it speaks of stand in the text.
    found: Vec<bool>,
    /// What is odd about it.
    problems: Vec<&'static str>,
}

impl Reading {
    /// Reads a file; `None` where it is no page. With `tone`, the place of tone marks says nothing.
    pub(super) fn of(path: &SitePath, text: &str, kinds: &Kinds, recognizer: &Recognizer, tone: bool) -> Option<Self> {
        let source = Arc::new(Source::new(path.clone(), text.to_owned()));
        let values = layout(&source).ok()?.values;
        let (page, problems) = read_file(&source, kinds);
        let page = page?;
        let plain = |text: String| if tone { canonical_tones(&text).text } else { text };
        let problems = problems.iter().map(|problem| problem.code).filter(|code| *code != Code::NotNormal);
        Some(Self {
            values: plain(values),
            blocks: page.blocks().iter().map(|block| plain(block_words(block))).collect(),
            units: page.units().iter().map(|unit| plain(folded(&format!("{unit:?}")))).collect(),
            citations: citations(&page, recognizer).into_iter().map(plain).collect(),
            found: page.front.corrections.iter().map(|one| has_words(&page, &one.at.value)).collect(),
            problems: problems.map(Code::id).collect(),
        })
    }
}

fn has_words(page: &Page, words: &str) -> bool {
    page.blocks().iter().flat_map(|block| &block.inlines).any(|inline| inline.text.contains(words))
}

fn block_words(block: &Block) -> String {
    let is_code = block.kind == BlockKind::Code;
    let inlines: Vec<String> = block.inlines.iter().map(|inline| inline_words(inline, is_code)).collect();
    let label = block.inlines.first().and_then(|inline| inline.text.get(..block.label)).map(folded);
    let Block { kind, list_depth, starts_item, quote_depth, id, opens, unit, quoted, .. } = block;
    format!("{kind:?} {list_depth} {starts_item} {quote_depth} {id:?} {opens:?} {unit:?} {quoted} {label:?} {inlines:?}")
}

fn inline_words(inline: &Inline, is_code: bool) -> String {
    let (words, at) = folded_with(&inline.text);
    let mark = |mark: &Mark| {
        // Blanks in code are not ours to judge.
        let code = if mark.kind == MarkKind::Code { &inline.text[mark.range.clone()] } else { "" };
        format!("{:?} {} {} {code}", mark.kind, at[mark.range.start], at[mark.range.end])
    };
    let marks: Vec<String> = inline.marks.iter().map(mark).collect();
    format!("{} {marks:?}", if is_code { &inline.text } else { &words })
}

fn citations(page: &Page, recognizer: &Recognizer) -> Vec<String> {
    let blocks = page.blocks();
    let texts: Vec<Passage<'_>> = passages(page, &blocks).collect();
    let all = recognizer.cite(texts.iter().cloned(), None);
    all.iter().map(|one| citation(one, &texts)).collect()
}

fn citation(one: &Citation, texts: &[Passage<'_>]) -> String {
    let words = texts[one.passage].text.get(one.span.clone()).unwrap_or_default();
    let places: Vec<String> = one.provisions.iter().map(|place| format!("{:?}", place.path)).collect();
    folded(&format!("{} {words} {:?} {:?} {places:?} {}", one.passage, one.form, one.work, one.quoted))
}

/// Runs of blanks as one, none at line ends.
fn folded(text: &str) -> String {
    folded_with(text).0
}

/// The same, with how many of its bytes stand before each byte of the text and before its end.
fn folded_with(text: &str) -> (String, Vec<usize>) {
    let mut out = String::with_capacity(text.len());
    let mut at = Vec::with_capacity(text.len() + 1);
    for c in text.chars() {
        at.resize(at.len() + c.len_utf8(), out.len());
        match c {
            ' ' | '\t' if out.ends_with([' ', '\n']) => {}
            ' ' | '\t' => out.push(' '),
            '\n' => {
                out.truncate(out.trim_end_matches(' ').len());
                out.push('\n');
            }
            c => out.push(c),
        }
    }
    at.push(out.len());
    (out, at)
}
