//! Drafts of pages for cited works that have none: a corpus in, paths and texts out; nothing here reads or writes.
//!
//! | part | owns |
//! |---|---|
//! | `sighting` | the citations, and where each stands |
//! | `wording` | what the words behind a citation say: issuer and subject matter |
//! | `group` | which citations mean one work |
//! | `facts` | what they say of it together |
//! | `asked` | the one work that an editor names by kind and number |
//!
//! A draft holds only what citations say, as they say it, and says so (`evidence: as-cited`); its body is empty and it
//! is marked `draft`, so that nothing unfinished is published.

mod asked;
mod facts;
mod group;
mod sighting;
mod wording;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::citation::{DocumentNumber, Kinds, Mention};
use crate::content::{FrontMatter, KnownWork, SchemaOf, SitePath, Source, write_page};
use crate::corpus::{Corpus, Resolution, WorkId, full_name, slug_of, with_kind};
use crate::diagnostic::Say;
use crate::text::{key, slug};
pub use asked::{Asked, Refusal, draft};
use facts::Facts;
pub(crate) use facts::{NO_TITLE, kind_of};
use group::{Group, Reason};
use sighting::{Order, Sighting};

/// Longest name of a file, in letters, before what tells it from another.
const LONGEST: usize = 100;

/// What a plan is made from.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The site, drafts included.
    pub corpus: &'a Corpus,
    /// The kinds of document that the site knows.
    pub kinds: &'a Kinds,
    /// The entries of `works.yaml`, in the order of their works.
    pub known: &'a [KnownWork],
    /// The documents of pages that are never published; they need no other page.
    pub internal: &'a [FrontMatter],
    /// Every text file of the site, also those whose pages are not in the corpus.
    pub files: &'a BTreeMap<SitePath, Arc<Source>>,
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The folder of new pages, below `content/`.
    pub folder: String,
    /// Whether works of `works.yaml` get a page too.
    pub known: bool,
}

/// The pages to write, and what is not written.
#[derive(Debug, Default)]
pub struct Plan {
    /// In the order of the first citation.
    pub drafts: Vec<Draft>,
    /// Citations that no page is made for, in the order of the first.
    pub skipped: Vec<Skipped>,
    /// How many cited works only `works.yaml` knows and were not asked for.
    pub known: usize,
}

/// A page to write.
#[derive(Debug)]
pub struct Draft {
    /// The file, relative to the site's folder.
    pub path: String,
    /// What it holds.
    pub text: String,
    /// The work's full name.
    pub name: String,
    /// How often it is cited by number or name.
    pub times: usize,
    /// Where it is cited first, if anywhere: `content/ke-hoach/x.md:12`.
    pub first: Option<String>,
    /// What an editor should know.
    pub notes: Vec<Say>,
}

/// Citations that no page is made for.
#[derive(Debug)]
pub struct Skipped {
    /// The words of the citation.
    pub words: String,
    /// How often.
    pub times: usize,
    /// Where first.
    pub first: String,
    /// Why.
    pub reason: Say,
}

/// Plans a draft for each cited work that has no page.
pub fn plan(input: &Input<'_>, wanted: &Wanted) -> Plan {
    let mut planner = Planner::new(input, &wanted.folder);
    let mut unknown = Vec::new();
    let mut known: BTreeMap<WorkId, Group<'_>> = BTreeMap::new();
    for sighting in sighting::gather(input.corpus) {
        match sighting.resolution {
            Resolution::Unknown if is_internal(input.internal, sighting.mention) => {
                planner.skip(&sighting, Say::new("đã có trang nội bộ, không đăng", "it has an internal page"));
            }
            Resolution::Unknown => unknown.push(sighting),
            Resolution::Work(work, _) if input.corpus.work(*work).page.is_none() => {
                known.entry(*work).or_default().push(sighting);
            }
            Resolution::Work(..) | Resolution::This => {}
            Resolution::Ambiguous(works) => planner.skip(&sighting, ambiguous(input.corpus, works)),
        }
    }
    let left = if wanted.known { 0 } else { known.len() };
    let known = known.into_iter().filter(|_| wanted.known).map(|(work, group)| (Some(work), group));
    let grouped = group::group(unknown, &borne(input.corpus));
    let mut works: Vec<(Option<WorkId>, Group<'_>)> = grouped.works.into_iter().map(|group| (None, group)).chain(known).collect();
    for (_, group) in &mut works {
        group.sort_by_key(Sighting::order);
    }
    works.sort_by_key(|(_, group)| group.first().map(Sighting::order));
    for (work, group) in &works {
        match work {
            Some(work) => planner.known(*work, group),
            None => planner.cited(group),
        }
    }
    for (sighting, reason) in grouped.left_out {
        planner.skip(&sighting, why(reason));
    }
    planner.finish(left)
}

/// The names of all pages, so that no new one is called the same.
pub(crate) fn taken(files: &BTreeMap<SitePath, Arc<Source>>) -> BTreeSet<String> {
    let stem = |path: &SitePath| Some(path.rsplit('/').next()?.strip_suffix(".md")?.to_lowercase());
    files.keys().filter_map(stem).collect()
}

/// Whether a citation means a document that has a page which is never published.
fn is_internal(internal: &[FrontMatter], mention: &Mention) -> bool {
    let number = |front: &FrontMatter| front.number.as_ref()?.value.parsed.as_ref().map(DocumentNumber::strict_key);
    let cited = mention.number.as_ref().map(DocumentNumber::strict_key);
    let same_day = |front: &FrontMatter| {
        mention.date.zip(front.issued_range()).is_none_or(|(date, (first, last))| (first..=last).contains(&date))
    };
    cited.is_some() && internal.iter().any(|front| number(front) == cited && same_day(front))
}

/// The keys of the names that works of the site bear.
fn borne(corpus: &Corpus) -> BTreeSet<String> {
    let works = (0..corpus.works().len() as u32).map(|work| corpus.facts(WorkId(work)));
    let names = works.flat_map(|facts| {
        let named = facts.kind.as_ref().filter(|kind| kind.value.is_cited_by_name());
        let title = named.and_then(|kind| Some(with_kind(kind.value, &facts.title.as_ref()?.value)));
        title.into_iter().chain(facts.aliases.iter().map(|alias| alias.value.clone()))
    });
    names.map(|name| key(&name).text).collect()
}

fn ambiguous(corpus: &Corpus, works: &[WorkId]) -> Say {
    let names: Vec<String> = works.iter().map(|work| corpus.full_name(*work)).collect();
    let names = names.join("; ");
    Say::new(format!("có thể là: {names}"), format!("may be: {names}"))
}

fn why(reason: Reason) -> Say {
    match reason {
        Reason::Several => Say::new("có thể là nhiều văn bản được viện dẫn", "several cited works fit"),
        Reason::Letters => Say::new("thiếu chữ của số, ký hiệu", "the letters of the number are left out"),
        Reason::Older => Say::new(
            "cũ hơn văn bản cùng tên đã có; viết thêm năm hoặc số",
            "older than the work of this name that is here; write the year or the number",
        ),
        Reason::Kind => Say::new("chưa rõ loại văn bản; viết loại trước số", "its kind is not told; write it before the number"),
    }
}

struct Planner<'p, 'a> {
    input: &'p Input<'a>,
    folder: &'p str,
    taken: BTreeSet<String>,
    drafts: Vec<Draft>,
    /// By the words and the reason.
    skipped: BTreeMap<(String, String), (Order, Skipped)>,
}

impl<'p, 'a> Planner<'p, 'a> {
    fn new(input: &'p Input<'a>, folder: &'p str) -> Self {
        Self { input, folder, taken: taken(input.files), drafts: Vec::new(), skipped: BTreeMap::new() }
    }

    fn skip(&mut self, sighting: &Sighting<'_>, reason: Say) {
        let order = sighting.order();
        let first = || sighting.location(self.input.corpus);
        match self.skipped.entry((key(&sighting.words).text, reason.en.clone())) {
            Entry::Occupied(mut entry) => {
                let (earliest, one) = entry.get_mut();
                one.times += 1;
                if order < *earliest {
                    (*earliest, one.first) = (order, first());
                }
            }
            Entry::Vacant(entry) => {
                entry.insert((order, Skipped { words: sighting.words.clone(), times: 1, first: first(), reason }));
            }
        }
    }

    fn skip_all(&mut self, group: &Group<'_>, reason: &Say) {
        for sighting in group {
            self.skip(sighting, reason.clone());
        }
    }

    fn cited(&mut self, group: &Group<'_>) {
        match facts::cited(group, self.input.corpus, self.input.kinds) {
            Some(facts) => self.draft(facts, group),
            None => self.skip_all(group, &why(Reason::Kind)),
        }
    }

    fn known(&mut self, work: WorkId, group: &Group<'_>) {
        let mut facts = facts::known(self.input.corpus.facts(work), group, self.input.corpus);
        facts.notes.push(self.to_remove(work));
        self.draft(facts, group);
    }

    /// Says where `works.yaml` tells what the new page tells.
    fn to_remove(&self, work: WorkId) -> Say {
        let with_page = self.input.corpus.works().iter().filter(|work| work.page.is_some()).count();
        let entry = (work.0 as usize).checked_sub(with_page).and_then(|index| self.input.known.get(index));
        let source = entry.and_then(|entry| Some((entry, self.input.files.get(&entry.file)?)));
        let line = source.map_or_else(String::new, |(entry, source)| {
            let line = source.text[..entry.span.start].matches('\n').count() + 1;
            format!("{}:{line}", entry.file)
        });
        Say::new(
            format!("xóa mục của văn bản này ở {line}, vì một văn bản không ghi hai nơi"),
            format!("remove its entry at {line}: one work stands in one place"),
        )
    }

    fn draft(&mut self, facts: Facts, group: &Group<'_>) {
        if let Err(reason) = self.add(facts, group, write_page) {
            self.skip_all(group, &reason);
        }
    }

    /// Plans a page; the group may be empty. Errors: the name is taken by a page of the work or by a file of another.
    fn add(&mut self, facts: Facts, group: &Group<'_>, write: fn(&FrontMatter) -> String) -> Result<(), Say> {
        let Facts { front, mut notes } = facts;
        let base = shortened(slug_of(&front));
        if let Some(path) = self.standing(&base, &front) {
            return Err(Say::new(format!("đã có tệp `{path}`"), format!("the file `{path}` is there")));
        }
        if let Some(other) = self.twin(&front) {
            notes.push(Say::new(
                format!("cùng số và năm với {other} nhưng khác ngày: xem có phải một văn bản không"),
                format!("number and year are those of {other}, the date is not: see whether they are one work"),
            ));
        }
        let name = self.free(base, &front);
        let path = format!("content/{}/{name}.md", self.folder);
        self.taken.insert(name);
        let first = group.first().map(|one| one.location(self.input.corpus));
        let text = headed(&write(&front), &path);
        self.drafts.push(Draft { path, text, name: full_name(&front), times: group.len(), first, notes });
        Ok(())
    }

    /// A file of this name that is the work's own page, or no page of another document.
    fn standing(&self, name: &str, front: &FrontMatter) -> Option<String> {
        if !self.taken.contains(name) || self.drafts.iter().any(|draft| stem(&draft.path) == name) {
            return None;
        }
        let page = self.input.corpus.pages().iter().find(|page| page.is_document() && page.slug.to_lowercase() == name);
        let Some(page) = page else {
            return self.input.files.keys().find(|path| stem(path).to_lowercase() == name).map(ToString::to_string);
        };
        may_be_one(&page.front, front).then(|| page.source.path.to_string())
    }

    /// A draft of the same number and year.
    fn twin(&self, front: &FrontMatter) -> Option<&str> {
        let name = shortened(slug_of(front));
        front.number.as_ref()?;
        self.drafts.iter().find(|draft| stem(&draft.path) == name).map(|draft| draft.name.as_str())
    }

    /// The name, with the issuer's and then a number where it is taken.
    fn free(&self, base: String, front: &FrontMatter) -> String {
        let issuer = front.issuer.as_ref().map(|issuer| format!("{base}-{}", slug(&issuer.value)));
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        let mut names = std::iter::once(base.clone()).chain(issuer).chain(numbered);
        names.find(|name| !self.taken.contains(name)).unwrap_or(base)
    }

    fn finish(self, known: usize) -> Plan {
        let mut skipped: Vec<(Order, Skipped)> = self.skipped.into_values().collect();
        skipped.sort_by_key(|(order, _)| *order);
        Plan { drafts: self.drafts, skipped: skipped.into_iter().map(|(_, one)| one).collect(), known }
    }
}

/// The page with the comment by which editors find its schema.
fn headed(page: &str, path: &str) -> String {
    page.replacen("---\n", &format!("---\n{}\n", SchemaOf::FrontMatter.comment(path)), 1)
}

/// A file's name without folder and ending.
pub(crate) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}

/// Whether nothing tells two works of one file name apart.
pub(crate) fn may_be_one(one: &FrontMatter, other: &FrontMatter) -> bool {
    let number = |front: &FrontMatter| front.number.as_ref()?.value.parsed.as_ref().map(DocumentNumber::strict_key);
    let title = |front: &FrontMatter| front.title.as_ref().map(|title| key(&title.value).text);
    let issued = |front: &FrontMatter| front.issued.as_ref().map(|field| field.value);
    let same = number(one) == number(other) && (number(one).is_some() || title(one) == title(other));
    same && (issued(one).is_none() || issued(other).is_none() || issued(one) == issued(other))
}

/// A name cut between two words, so that no file system refuses it.
pub(crate) fn shortened(name: String) -> String {
    match name.get(..LONGEST) {
        Some(start) if name.len() > LONGEST => start[..start.rfind('-').unwrap_or(LONGEST)].to_owned(),
        _ => name,
    }
}
