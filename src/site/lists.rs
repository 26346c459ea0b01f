//! The lists of documents: all, by kind, issuer, year, subject, first letter and number. Long ones are cut into numbered pages.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::content::FrontMatter;
use crate::corpus::{Corpus, WorkId};
use crate::text::{initial, key, slug, sort_key};

/// Most rows on one page: a dozen kilobytes over a slow link, and an old phone opens it at once.
const ROWS: usize = 100;

/// The folder of all lists.
pub(super) const FOLDER: &str = "danh-muc";

/// The lists of numbers: each the serial numbers from one on, to the next.
const NUMBERS: &[(u32, &str)] =
    &[(0, "1–9"), (10, "10–49"), (50, "50–99"), (100, "100–199"), (200, "200–499"), (500, "500–999"), (1000, "1000 –")];

/// The page of works that are known but have no page, without its ending.
pub(super) const FURTHER: &str = "danh-muc/van-ban-khac";

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListPage {
    /// Its path, without the ending of pages.
    pub(super) stem: String,
    pub(super) group: Group,
    /// What the list is of: a kind's name, an issuer, a year; empty for all.
    pub(super) name: String,
    pub(super) works: Vec<WorkId>,
    /// Rows of the whole list.
    pub(super) total: usize,
    /// This page's number from 1, and how many there are.
    pub(super) number: usize,
    pub(super) pages: usize,
}

impl ListPage {
    /// What other pages show of it.
    pub(super) fn head(&self) -> (&str, &str, usize, Option<WorkId>) {
        (&self.stem, &self.name, self.total, self.works.first().copied())
    }
}

/// By what documents are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    All,
    Kind,
    Issuer,
    Year,
    Subject,
    /// By the first letter of what a document is about, its kind left out.
    Letter,
    Number,
}

impl Group {
    /// The groupings that cut the list of all, in the order in which pages offer them.
    pub(super) const CUT: [Self; 6] = [Self::Letter, Self::Number, Self::Kind, Self::Issuer, Self::Year, Self::Subject];

    /// The folder of its lists.
    fn folder(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Kind => "loai/",
            Self::Issuer => "co-quan/",
            Self::Year => "nam/",
            Self::Subject => "chu-de/",
            Self::Letter => "chu-cai/",
            Self::Number => "so/",
        }
    }

    /// The key of its heading in the locale.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::All => "list_all",
            Self::Kind => "list_by_kind",
            Self::Issuer => "list_by_issuer",
            Self::Year => "list_by_year",
            Self::Subject => "list_by_subject",
            Self::Letter => "list_by_letter",
            Self::Number => "list_by_number",
        }
    }
}

/// The path of a group's first page, without its ending.
pub(super) fn stem(group: Group, name: &str) -> String {
    match group {
        Group::All => format!("{FOLDER}/index"),
        _ => format!("{FOLDER}/{}{}", group.folder(), slug_of(group, name)),
    }
}

/// The name of a list's files within its group.
pub(super) fn slug_of(group: Group, name: &str) -> String {
    let slug = match (group, name) {
        // As keyboards have them: D and Đ are two letters and two lists.
        (Group::Letter, "Ă") => "aw".to_owned(),
        (Group::Letter, "Â") => "aa".to_owned(),
        (Group::Letter, "Đ") => "dd".to_owned(),
        (Group::Letter, "Ê") => "ee".to_owned(),
        (Group::Letter, "Ô") => "oo".to_owned(),
        (Group::Letter, "Ơ") => "ow".to_owned(),
        (Group::Letter, "Ư") => "uw".to_owned(),
        _ => slug(name),
    };
    if slug.is_empty() { "khac".to_owned() } else { slug }
}

/// What a document is called without its kind and marks in front: `Nhà ở` for `Luật Nhà ở`.
fn subject_matter(facts: &FrontMatter) -> &str {
    let title = facts.title.as_ref().map_or("", |title| title.value.as_str());
    let kind = facts.kind.as_ref().map_or("", |kind| kind.value.name());
    let words = kind.split(' ').filter(|word| !word.is_empty()).count();
    let rest = title.splitn(words + 1, ' ').nth(words).unwrap_or("");
    let front = title.strip_suffix(rest).unwrap_or("");
    let matter = if !rest.is_empty() && key(front).text == key(kind).text { rest } else { title };
    matter.trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// The list of a document by its letter: `Đ`, or one for figures.
fn letter(facts: &FrontMatter) -> String {
    match initial(subject_matter(facts)) {
        Some(first) if first.is_alphabetic() => first.to_uppercase().collect(),
        _ => "0–9".to_owned(),
    }
}

/// The list of a document by its number; none where it has no number.
fn range(facts: &FrontMatter) -> Option<&'static str> {
    let number = facts.number.as_ref()?.value.text.as_str();
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    let serial = digits.parse().unwrap_or(u32::MAX);
    let (_, name) = NUMBERS.iter().rfind(|(first, _)| *first <= serial)?;
    (!digits.is_empty()).then_some(*name)
}

/// The year of a work as lists name it; `unknown` where no date is known.
pub(super) fn year(facts: &FrontMatter, unknown: &str) -> String {
    let issued = facts.issued.as_ref().map(|field| field.value);
    let issued = issued
        .or_else(|| facts.issued_between.as_ref().map(|field| field.value).filter(|(a, b)| a.year() == b.year()).map(|(a, _)| a));
    issued.map_or_else(|| unknown.to_owned(), |date| date.year().to_string())
}

/// A document as lists have it: where it stands and by what they are in order. A large site keeps these, for an edit changes
/// few of them.
#[derive(Debug)]
pub(super) struct Listed {
    work: WorkId,
    /// The lists it stands in: the group, the name of its files, its name.
    lists: Vec<(Group, String, String)>,
    order: Order,
    /// The key of what it is about.
    matter: Vec<u8>,
}

impl Listed {
    pub(super) fn new(corpus: &Corpus, work: WorkId, unknown_year: &str) -> Self {
        let facts = corpus.facts(work);
        let mut lists = Vec::new();
        let mut add = |group: Group, name: &str| lists.push((group, slug_of(group, name), name.to_owned()));
        add(Group::All, "");
        add(Group::Year, &year(facts, unknown_year));
        facts.kind.iter().for_each(|kind| add(Group::Kind, kind.value.name()));
        facts.issuer.iter().for_each(|issuer| add(Group::Issuer, &issuer.value));
        facts.subjects.iter().for_each(|subject| add(Group::Subject, &subject.value));
        add(Group::Letter, &letter(facts));
        if let Some(range) = range(facts) {
            add(Group::Number, range);
        }
        Self { work, lists, order: Order::of(facts, work), matter: sort_key(subject_matter(facts)) }
    }
}

/// Every document with a page here that was not withdrawn, in the order of works.
pub(super) fn listed(corpus: &Corpus, unknown_year: &str) -> Vec<Listed> {
    let works = (0..corpus.works().len() as u32).into_par_iter().map(WorkId);
    let is_shown = |page| !corpus.page(page).is_withdrawn();
    let with_page = works.filter(|work| corpus.work(*work).page.is_some_and(is_shown));
    with_page.map(|work| Listed::new(corpus, work, unknown_year)).collect()
}

/// Puts a document into its place among the listed ones.
pub(super) fn relist(listed: &mut [Listed], corpus: &Corpus, work: WorkId, unknown_year: &str) {
    if let Ok(at) = listed.binary_search_by_key(&work, |one| one.work) {
        listed[at] = Listed::new(corpus, work, unknown_year);
    }
}

/// Every page of every list, in order of paths; they are the same in each language.
pub(super) fn all(listed: &[Listed]) -> Vec<ListPage> {
    let mut groups: BTreeMap<(Group, &str), (&str, Vec<&Listed>)> = BTreeMap::new();
    let mut listed: Vec<&Listed> = listed.iter().collect();
    listed.par_sort_by(|a, b| a.order.cmp(&b.order));
    for one in listed {
        for (group, slug, name) in &one.lists {
            groups.entry((*group, slug)).or_insert_with(|| (name, Vec::new())).1.push(one);
        }
    }
    groups.into_par_iter().flat_map_iter(|((group, _), (name, works))| pages(group, name, &in_order(group, works))).collect()
}

/// The works of a list of letters by name, of numbers by number; of other lists as they come.
fn in_order(group: Group, mut listed: Vec<&Listed>) -> Vec<WorkId> {
    match group {
        Group::Letter => listed.sort_by_key(|one| &one.matter),
        Group::Number => listed.sort_by_key(|one| &one.order.number),
        _ => {}
    }
    listed.into_iter().map(|one| one.work).collect()
}

/// Works without a page here.
pub(super) fn further(corpus: &Corpus) -> Vec<WorkId> {
    let without = (0..corpus.works().len() as u32).map(WorkId).filter(|work| corpus.work(*work).page.is_none());
    sorted(corpus, without.collect())
}

/// The order of documents: by kind's rank, then newest first, then number.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Order {
    rank: u32,
    issued: Reverse<Option<Date>>,
    number: Vec<u8>,
    work: WorkId,
}

impl Order {
    fn of(facts: &FrontMatter, work: WorkId) -> Self {
        Self {
            rank: facts.kind.as_ref().map_or(u32::MAX, |kind| kind.value.rank()),
            issued: Reverse(facts.issued.as_ref().map(|field| field.value)),
            number: sort_key(facts.number.as_ref().map_or("", |field| field.value.text.as_str())),
            work,
        }
    }
}

/// Works in their order.
pub(super) fn sorted(corpus: &Corpus, mut works: Vec<WorkId>) -> Vec<WorkId> {
    works.sort_by_cached_key(|work| Order::of(corpus.facts(*work), *work));
    works
}

fn pages(group: Group, name: &str, works: &[WorkId]) -> Vec<ListPage> {
    let first = stem(group, name);
    let (total, count) = (works.len(), works.len().div_ceil(ROWS));
    works
        .chunks(ROWS)
        .enumerate()
        .map(|(index, works)| ListPage {
            stem: numbered(&first, index + 1),
            group,
            name: name.to_owned(),
            works: works.to_vec(),
            total,
            number: index + 1,
            pages: count,
        })
        .collect()
}

/// `nam/2023`, `nam/2023-trang-2`.
pub(super) fn numbered(first: &str, number: usize) -> String {
    if number <= 1 { first.to_owned() } else { format!("{first}-trang-{number}") }
}
