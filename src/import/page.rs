//! Front matter and text as one file of the site, under the name the content format gives it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::basis::{self, Basis};
use super::document::{Document, Remark};
use super::facts::{self, Facts};
use super::markdown::{self, Written};
use crate::citation::Kinds;
use crate::content::structure::Level;
use crate::content::{FrontMatter, Page, SitePath, Source, read_text, write_page};
use crate::corpus::{Corpus, full_name, slug_of};
use crate::diagnostic::Say;
use crate::scaffold::{may_be_one, shortened, stem, taken};
use crate::text::slug;

/// What pages are made for.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The site, drafts included.
    pub corpus: &'a Corpus,
    /// The kinds of document that the site knows.
    pub kinds: &'a Kinds,
    /// Every text file of the site.
    pub files: &'a BTreeMap<SitePath, Arc<Source>>,
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The folder of new pages, below `content/`.
    pub folder: String,
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Its name, without its folder.
    pub name: String,
    /// Its text.
    pub document: Document,
}

/// A page to write.
#[derive(Debug)]
pub struct Imported {
    /// The name of the file it was made from.
    pub name: String,
    /// Where it goes, relative to the site's folder.
    pub path: String,
    /// The page of the same document that stands there already, to be written over only when that is asked for.
    pub standing: bool,
    /// What it holds.
    pub text: String,
    /// The document's full name.
    pub title: String,
    /// What an editor should look at, in the order of lines.
    pub observations: Vec<Observation>,
    /// What of its structure was recognised.
    pub structure: Say,
    /// Nơi nhận, a line each.
    pub recipients: Vec<String>,
}

/// Something to look at in a page that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// The line of the page, from 1; nothing for the page as a whole.
    pub line: Option<usize>,
    /// The first words there.
    pub words: String,
    /// What it is.
    pub say: Say,
}

/// Makes a page of each paper; no two of them have one name.
pub fn plan(input: &Input<'_>, papers: Vec<Paper>, wanted: &Wanted) -> Vec<Imported> {
    let mut taken = taken(input.files);
    papers.into_iter().map(|paper| imported(input, paper, wanted, &mut taken)).collect()
}

fn imported(input: &Input<'_>, paper: Paper, wanted: &Wanted, taken: &mut BTreeSet<String>) -> Imported {
    let Paper { name, document } = paper;
    let Facts { mut front, remarks, recipients } = facts::read(&document, input.kinds, &name);
    let written = markdown::write(&document, last_of_head(&front, &document));
    let mut page = read_text("import.md", written.text.clone());
    page.front = front.clone();
    let basis = basis::read(&page, input.corpus);
    front.relations.clone_from(&basis.relations);
    let text = format!("{}\n{}", write_page(&front), written.text);
    let above = text.matches('\n').count() - written.text.matches('\n').count();
    let all: Vec<Remark> =
        document.remarks.into_iter().chain(remarks).chain(basis.unknown_works()).chain(links(&written)).collect();
    let observations = observations(&all, &basis, &page, &written, above, &text);
    let (path, standing) = place(input, &front, wanted, taken);
    Imported { name, path, standing, text, title: full_name(&front), observations, structure: structure(&page), recipients }
}

/// The paragraph of the file that ends the head, so that no title of it becomes a heading.
fn last_of_head(front: &FrontMatter, document: &Document) -> usize {
    /// A head of a document that shows none of it.
    const SHORT: usize = 0;
    let title = front.title.as_ref().map(|title| crate::text::key(&title.value).text).unwrap_or_default();
    let ends = |text: String| {
        let text = crate::text::key(&text).text;
        !text.is_empty() && title.ends_with(&text)
    };
    document.paragraphs().take(60).find(|one| ends(one.text())).map_or(SHORT, |one| one.place)
}

/// Says that links were left out.
fn links(written: &Written) -> Option<Remark> {
    let count = written.links;
    let say = Say::new(
        format!("{count} liên kết được bỏ, chữ được giữ: viện dẫn sẽ tự thành liên kết trong trang"),
        format!("links ({count}) were left out, their words kept: citations become links of the site"),
    );
    (count > 0).then_some(Remark { place: written.linked, say })
}

/// Remarks at the lines of the page.
fn observations(all: &[Remark], basis: &Basis, page: &Page, written: &Written, above: usize, text: &str) -> Vec<Observation> {
    let lines: Vec<&str> = text.lines().collect();
    let line_of = |place: usize| {
        let at = written.lines.iter().find(|(one, _)| *one >= place).or(written.lines.last());
        at.map(|(_, line)| line + above)
    };
    let observe = |line: Option<usize>, say: Say| {
        let words = line.and_then(|line| lines.get(line.checked_sub(1)?)).map(|line| start_of(line)).unwrap_or_default();
        Observation { line, words, say }
    };
    let by_place = all.iter().map(|remark| observe(remark.place.and_then(line_of), remark.say.clone()));
    let by_block = basis.remarks.iter().map(|(block, say)| {
        let source = page.source.open();
        let start = page.block(*block).span.start.min(source.text.len());
        observe(Some(source.text[..start].matches('\n').count() + 1 + above), say.clone())
    });
    let mut found: Vec<Observation> = by_place.chain(by_block).collect();
    found.sort_by_key(|one| one.line);
    found
}

/// The first words of a line.
fn start_of(line: &str) -> String {
    const LETTERS: usize = 50;
    if line.chars().count() <= LETTERS {
        return line.to_owned();
    }
    let start: String = line.chars().take(LETTERS).collect();
    format!("{}…", start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words))
}

/// What was recognised, counted.
fn structure(page: &Page) -> Say {
    const LEVELS: &[(Level, &str, &str)] = &[
        (Level::Annex, "phụ lục", "annexes"),
        (Level::Part, "phần", "parts"),
        (Level::Chapter, "chương", "chapters"),
        (Level::Section, "mục", "sections"),
        (Level::Article, "điều", "articles"),
        (Level::Clause, "khoản", "clauses"),
        (Level::Point, "điểm", "points"),
        (Level::PlanPart, "mục đánh số", "numbered parts"),
    ];
    let (mut vi, mut en) = (Vec::new(), Vec::new());
    for (level, name, english) in LEVELS {
        let count = page.units().iter().filter(|unit| unit.level == *level).count();
        if count > 0 {
            vi.push(format!("{count} {name}"));
            en.push(format!("{english}: {count}"));
        }
    }
    if vi.is_empty() {
        Say::new("không có chương, điều hay mục đánh số", "no chapters, articles or numbered parts")
    } else {
        Say::new(vi.join(", "), en.join(", "))
    }
}

/// The file of the page, and whether the same document's page stands there.
fn place(input: &Input<'_>, front: &FrontMatter, wanted: &Wanted, taken: &mut BTreeSet<String>) -> (String, bool) {
    let base = shortened(slug_of(front));
    let same = |page: &&Page| page.is_document() && page.slug.to_lowercase() == base && may_be_one(&page.front, front);
    if let Some(page) = input.corpus.pages().iter().find(same) {
        return (page.source.path.to_string(), true);
    }
    let issuer = front.issuer.as_ref().map(|issuer| format!("{base}-{}", slug(&issuer.value)));
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let mut names = std::iter::once(base.clone()).chain(issuer).chain(numbered);
    let name = names.find(|name| !taken.contains(name)).unwrap_or(base);
    let path = format!("content/{}/{name}.md", wanted.folder);
    taken.insert(stem(&path).to_owned());
    (path, false)
}
