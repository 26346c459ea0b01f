//! The pages of a text that one page cannot hold: its parts, and the whole text for whoever wants it in one piece.

use serde::Serialize;

use super::common::{Frame, Link, StatusNote, StatusView, Views};
use super::contents::{Entry, all_contents, contents, contents_here, part_label, part_name};
use super::document::status_notes;
use super::number::{NumberView, number};
use super::print::{PrintView, print};
use super::reading::{Reading, reading};
use super::shown::{Body, Shown};
use crate::content::Page;
use crate::content::structure::Level;
use crate::corpus::{PageId, WorkId};
use crate::site::division::{Division, Part};
use crate::site::href;

/// On the document's own page: where the text is.
#[derive(Debug, Serialize)]
pub(super) struct Divided {
    contents: Vec<Entry>,
    pages: usize,
    whole: String,
}

/// A page with a part of a text, or all of it.
#[derive(Debug, Serialize)]
pub(in crate::site) struct PartView {
    frame: Frame,
    kind: String,
    number: Option<NumberView>,
    heading: String,
    /// What stands here: a chapter and its articles, or that it is the whole text.
    part: String,
    /// The document's own page, with its facts and panels.
    document: Link,
    /// The page with the whole text, for the others.
    whole: Option<String>,
    status: StatusView,
    status_notes: Vec<StatusNote>,
    reading: Reading,
    text_lang: Option<String>,
    contents: Vec<Entry>,
    body: String,
    slots: String,
    previous: Option<Step>,
    next: Option<Step>,
    download: String,
    source_path: String,
    print: PrintView,
}

/// The way to a neighbour.
#[derive(Debug, Serialize)]
struct Step {
    part: Link,
    /// The article beside this page's first or last.
    article: Option<String>,
}

/// The pages of a document's text; none where its own page has it.
pub(super) fn divided(views: &Views<'_>, page: &Page) -> Option<Divided> {
    let division = views.divisions().get(&page.output)?;
    Some(Divided {
        contents: all_contents(views, page, division),
        pages: division.parts.len(),
        whole: href::relative(&page.output, &division.whole, ""),
    })
}

/// The view of a part.
pub(in crate::site) fn part(views: &Views<'_>, id: PageId, division: &Division, at: usize) -> PartView {
    let part = &division.parts[at];
    let shown = Shown { output: &part.output, blocks: part.blocks.clone(), ..Shown::all(views, id) };
    let page = shown.page;
    let step = |to: usize, first: bool| Some(step(views, &shown, (to, division.parts.get(to)?), first));
    PartView {
        contents: contents_here(views, page, division, at),
        whole: Some(href::relative(&part.output, &division.whole, "")),
        previous: at.checked_sub(1).and_then(|to| step(to, false)),
        next: step(at + 1, true),
        ..text(views, &shown, part_label(views, page, (at, part)))
    }
}

/// The view of the whole text.
pub(in crate::site) fn whole(views: &Views<'_>, id: PageId, division: &Division) -> PartView {
    let shown = Shown { output: &division.whole, ..Shown::all(views, id) };
    PartView { contents: contents(shown.page), ..text(views, &shown, views.word("whole_text").to_owned()) }
}

/// A text with what says whose it is and in what state.
fn text(views: &Views<'_>, shown: &Shown<'_>, part: String) -> PartView {
    let Shown { id, page, output, .. } = *shown;
    let corpus = views.corpus();
    let front = &page.front;
    // A page with a kind is a work.
    let work = corpus.work_of(id).unwrap_or(WorkId(0));
    let name = corpus.short_name(work);
    let Body { body, slots } = shown.text(views);
    PartView {
        frame: views.frame(output, &format!("{part} – {name}"), None),
        kind: front.kind.as_ref().map_or("", |kind| kind.value.name()).to_owned(),
        number: number(front),
        heading: front.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
        part,
        document: Link::to(name, href::relative(output, &page.output, "")),
        whole: None,
        status: views.status(work),
        status_notes: status_notes(views, output, work),
        reading: reading(views, page, work),
        text_lang: front.lang.clone(),
        contents: Vec::new(),
        body,
        slots,
        previous: None,
        next: None,
        download: href::relative(output, page.download(), ""),
        source_path: page.source.path.to_string(),
        print: print(views, page, output),
    }
}

/// The way from a part to its neighbour, and to the neighbour's first or last article.
fn step(views: &Views<'_>, shown: &Shown<'_>, (at, part): (usize, &Part), first: bool) -> Step {
    let page = shown.page;
    let mut articles = page.units().iter().filter(|unit| unit.level == Level::Article && part.blocks.contains(&unit.block()));
    let article = if first { articles.next() } else { articles.next_back() };
    Step {
        part: Link::to(part_name(views, page, (at, part)), href::relative(shown.output, &part.output, "")),
        article: article.map(|unit| href::relative(shown.output, &part.output, unit.id())),
    }
}
