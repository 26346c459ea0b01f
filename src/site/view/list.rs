//! Lists of documents: the eight columns an agency must show, and the works known without a page.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::common::{Frame, Link, StatusView, Views, list_link, list_name};
use super::facts::{Fact, SourceView, facts, sources};
use super::relations::{Backlinks, RelationView, backlinks, relations};
use crate::content::FrontMatter;
use crate::corpus::{WorkId, official_date};
use crate::reads::{Read, note};
use crate::site::href;
use crate::site::lists::{FURTHER, Group, ListPage, further as further_works, numbered, stem};
use crate::text::sort_key;

/// A page of a list.
#[derive(Debug, Serialize)]
pub(in crate::site) struct ListView {
    frame: Frame,
    heading: Link,
    group: String,
    total: usize,
    rows: Vec<Row>,
    /// The other lists, shown where the list of all documents begins: on a large site they are hundreds, with counts that change.
    others: Vec<OtherLists>,
    previous: Option<String>,
    next: Option<String>,
    /// The ways to other pages of the list: the first, the last and those beside this one.
    steps: Vec<Step>,
    number: usize,
    pages: usize,
}

/// A page of a list as its pages lead to it.
#[derive(Debug, Serialize)]
pub(super) struct Step {
    number: usize,
    /// None for the page itself.
    href: Option<String>,
    /// Whether pages are left out before it.
    gap: bool,
}

/// One document in a list: hình thức, cơ quan, số ký hiệu, ngày ban hành, ngày hiệu lực, trích yếu, tải về, tìm kiếm.
#[derive(Debug, Serialize)]
pub(in crate::site) struct Row {
    kind: Link,
    issuer: Link,
    number: String,
    issued: String,
    effective: String,
    title: Link,
    download: Option<String>,
    year: Link,
    status: StatusView,
}

/// The lists of one kind of grouping.
#[derive(Debug, Serialize)]
struct OtherLists {
    heading: String,
    links: Vec<Counted>,
}

/// A list and how many documents it has.
#[derive(Debug, Serialize)]
pub(in crate::site) struct Counted {
    link: Link,
    count: usize,
}

/// The page of works that have no page.
#[derive(Debug, Serialize)]
pub(in crate::site) struct FurtherView {
    frame: Frame,
    works: Vec<FurtherWork>,
}

#[derive(Debug, Serialize)]
struct FurtherWork {
    id: String,
    name: String,
    title: Option<String>,
    status: StatusView,
    facts: Vec<Fact>,
    relations: Vec<RelationView>,
    backlinks: Backlinks,
    sources: Vec<SourceView>,
}

/// The view of a list's page.
pub(in crate::site) fn list(views: &Views<'_>, page: &ListPage) -> ListView {
    let group = views.word(page.group.key());
    let path = views.output(&page.stem);
    let (name, lang) = list_name(views, page.group, &page.name);
    let heading = if name.is_empty() { Link::plain(group) } else { Link::plain(name).in_language(lang) };
    let title = if name.is_empty() { group.to_owned() } else { format!("{group}: {name}") };
    let first = stem(page.group, &page.name);
    let step = |number: usize| href::relative(&path, &views.output(&numbered(&first, number)), "");
    let mut links = ListLinks::new(views, &path);
    ListView {
        frame: views.frame(&path, &title, None),
        heading,
        group: group.to_owned(),
        total: page.total,
        rows: page.works.iter().map(|work| row(views, &mut links, *work)).collect(),
        others: if page.group == Group::All && page.number == 1 { others(views, &path) } else { Vec::new() },
        previous: (page.number > 1).then(|| step(page.number - 1)),
        next: (page.number < page.pages).then(|| step(page.number + 1)),
        steps: steps(page.number, page.pages, step),
        number: page.number,
        pages: page.pages,
    }
}

pub(super) fn steps(here: usize, pages: usize, address: impl Fn(usize) -> String) -> Vec<Step> {
    let shown: Vec<usize> = (1..=pages).filter(|number| *number == 1 || *number == pages || number.abs_diff(here) <= 1).collect();
    let before = [0].iter().chain(&shown);
    let step = |(number, before): (&usize, &usize)| Step {
        number: *number,
        href: (*number != here).then(|| address(*number)),
        gap: number - before > 1,
    };
    shown.iter().zip(before).map(step).collect()
}

/// Links from one page to lists: its rows share them, and a large site has hundreds of thousands of rows.
pub(super) struct ListLinks<'v> {
    views: &'v Views<'v>,
    from: &'v str,
    made: BTreeMap<Group, HashMap<String, Link>>,
}

impl<'v> ListLinks<'v> {
    pub(super) fn new(views: &'v Views<'v>, from: &'v str) -> Self {
        Self { views, from, made: BTreeMap::new() }
    }

    /// A link to the list of a group.
    fn to(&mut self, group: Group, name: &str) -> Link {
        let made = self.made.entry(group).or_default();
        if let Some(link) = made.get(name) {
            return link.clone();
        }
        let link = list_link(self.views, self.from, group, name);
        made.insert(name.to_owned(), link.clone());
        link
    }
}

/// One document as a row.
pub(super) fn row(views: &Views<'_>, links: &mut ListLinks<'_>, work: WorkId) -> Row {
    let corpus = views.corpus();
    let facts = corpus.facts(work);
    let unknown = views.word("unknown").to_owned();
    let plain = |text: String| Link::plain(text);
    let page = corpus.work(work).page;
    let year = views.year(facts);
    let from = links.from;
    Row {
        kind: facts.kind.as_ref().map_or_else(|| plain(unknown.clone()), |kind| links.to(Group::Kind, kind.value.name())),
        issuer: facts.issuer.as_ref().map_or_else(|| plain(unknown.clone()), |issuer| links.to(Group::Issuer, &issuer.value)),
        number: facts.number.as_ref().map_or_else(|| views.word("number_blank").to_owned(), |number| number.value.text.clone()),
        issued: issued(views, facts),
        effective: facts.effective.as_ref().map_or_else(|| unknown.clone(), |effective| official_date(effective.value)),
        title: Link::to(facts.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(), views.address(from, work, ""))
            .in_language(views.foreign()),
        download: page.map(|page| href::relative(from, corpus.page(page).download(), "")),
        year: links.to(Group::Year, &year),
        status: views.status(work),
    }
}

/// The date of issue in a row: the date, the interval, or that it is not known.
fn issued(views: &Views<'_>, facts: &FrontMatter) -> String {
    match (&facts.issued, &facts.issued_between) {
        (Some(issued), _) => official_date(issued.value),
        (None, Some(between)) => {
            format!("{} {} – {}", views.word("between"), official_date(between.value.0), official_date(between.value.1))
        }
        (None, None) => views.word("unknown").to_owned(),
    }
}

/// Links to the first page of every list, by grouping.
fn others(views: &Views<'_>, from: &str) -> Vec<OtherLists> {
    Group::CUT
        .into_iter()
        .map(|group| OtherLists { heading: views.word(group.key()).to_owned(), links: counted(views, from, group) })
        .filter(|group| !group.links.is_empty())
        .collect()
}

/// The lists of a group with their lengths: kinds by legal rank, years from the newest (the unknown one last), names in
/// Vietnamese order.
pub(super) fn counted(views: &Views<'_>, from: &str, group: Group) -> Vec<Counted> {
    note(Read::Lists);
    let mut lists: Vec<&ListPage> = views.lists().iter().filter(|list| list.group == group && list.number == 1).collect();
    lists.sort_by_cached_key(|list| {
        let kind = list.works.first().and_then(|work| views.corpus().facts(*work).kind.as_ref());
        let rank = kind.filter(|_| group == Group::Kind).map_or(0, |kind| kind.value.rank());
        let year = list.name.parse::<i16>().unwrap_or(i16::MIN);
        (rank, Reverse(if group == Group::Year { year } else { 0 }), sort_key(&list.name))
    });
    let view = |list: &ListPage| Counted { link: list_link(views, from, group, &list.name), count: list.total };
    lists.into_iter().map(view).collect()
}

/// The short name, for laws with their number: two laws of one name stand on this page.
pub(super) fn numbered_name(views: &Views<'_>, work: WorkId) -> String {
    let facts = views.corpus().facts(work);
    let name = views.corpus().short_name(work);
    match &facts.number {
        Some(number) if !name.contains(&number.value.text) => format!("{name} {} {}", views.word("number"), number.value.text),
        _ => name,
    }
}

/// The view of the works without a page.
pub(in crate::site) fn further(views: &Views<'_>) -> FurtherView {
    let (corpus, own) = (views.corpus(), views.output(FURTHER));
    let works = further_works(corpus)
        .into_iter()
        .map(|work| FurtherWork {
            id: corpus.work(work).slug.clone(),
            name: numbered_name(views, work),
            title: corpus.facts(work).title.as_ref().map(|title| title.value.clone()),
            status: views.status(work),
            facts: facts(views, &own, work),
            relations: relations(views, &own, work),
            backlinks: backlinks(views, &own, work),
            sources: sources(&corpus.facts(work).sources),
        })
        .collect();
    FurtherView { frame: views.frame(&own, views.word("nav_further"), None), works }
}
