//! The parts of a site by name and fingerprint, so that the record of one build can be compared with the next.

use std::collections::BTreeMap;

use super::input::Site;
use super::lists::ListPage;
use crate::corpus::{PageId, Prints, WorkId, print};
use crate::reads::{Fingerprint, Printer, Read};

/// Every part of a site.
#[derive(Debug)]
pub struct Parts<'a> {
    site: &'a Site<'a>,
    prints: Prints<'a>,
    pages: BTreeMap<&'a str, u32>,
    works: BTreeMap<&'a str, u32>,
}

impl<'a> Parts<'a> {
    /// The parts of a site.
    pub fn new(site: &'a Site<'a>) -> Self {
        let corpus = site.corpus;
        Self {
            site,
            prints: Prints::new(corpus),
            pages: corpus.pages().iter().zip(0..).map(|(page, at)| (&*page.source.path, at)).collect(),
            works: corpus.works().iter().zip(0..).map(|(work, at)| (work.slug.as_str(), at)).collect(),
        }
    }

    /// The fingerprint of a part; none of one that is not there.
    pub fn print(&self, read: Read) -> Option<Fingerprint> {
        match read {
            Read::Slot(page) => Some(print(self.site.layout.slot(page))),
            Read::Division(page) => {
                let division = self.site.layout.divisions.of(page)?;
                Some(print(format!("{division:?}")))
            }
            Read::Entry(page) => Some(print(self.site.entry_print(PageId(page)))),
            Read::Disclosure => Some(print(format!("{:?}", self.site.settings.disclosure))),
            Read::Past(page) => Some(print(format!("{:?}", self.site.records.get(PageId(page))))),
            Read::Divided => Some(Printer::default().all(self.site.layout.divisions.divided()).finish()),
            Read::List(at) => self.site.layout.lists.get(at as usize).map(|list| self.list(list)),
            Read::Lists => Some(Printer::default().all(self.site.layout.lists.iter().map(|list| self.head(list))).finish()),
            Read::Twins => Some(Printer::default().all(self.site.layout.lists.iter().map(|list| &list.stem)).finish()),
            Read::Register => Some(print(format!("{:?}", self.site.register))),
            Read::Template(number) => self.site.theme.template(number).map(|(_, print)| print),
            other => self.prints.of(other),
        }
    }

    /// The part that has a name; none if it is gone.
    pub fn find(&self, name: &str) -> Option<Read> {
        let (kind, name) = name.split_once(':')?;
        let page = || self.pages.get(name).copied();
        let work = || self.works.get(name).copied();
        Some(match kind {
            "front" => Read::Front(page()?),
            "text" => Read::Text(page()?),
            "block" => {
                let (block, path) = name.split_once(':')?;
                Read::Block(*self.pages.get(path)?, block.parse().ok()?)
            }
            "outline" => Read::Outline(page()?),
            "citations" => Read::Citations(page()?),
            "cited-at" => Read::CitedAt(page()?),
            "past" => Read::Past(page()?),
            "division" => Read::Division(page()?),
            "slot" => Read::Slot(page()?),
            "entry" => Read::Entry(page()?),
            "work" => Read::Work(work()?),
            "ties" => Read::Ties(work()?),
            "validity" => Read::Validity(work()?),
            "versions" => Read::Versions(work()?),
            "cited-by" => Read::CitedBy(work()?),
            "list" => Read::List(self.site.layout.lists.iter().position(|list| list.stem == name)? as u32),
            "lists" => Read::Lists,
            "twins" => Read::Twins,
            "divided" => Read::Divided,
            "fronts" => Read::Fronts,
            "works" => Read::Works,
            "linked" => Read::Linked,
            "connections" => Read::Connections,
            "register" => Read::Register,
            "everything" => Read::Everything,
            "today" => Read::Today,
            "disclosure" => Read::Disclosure,
            "template" => Read::Template(self.site.theme.number_of(name)?),
            _ => return None,
        })
    }

    fn list(&self, list: &ListPage) -> Fingerprint {
        let works = list.works.iter().map(|work| self.site.corpus.work(*work).slug.as_str());
        Printer::default().add(self.head(list)).add((list.number, list.pages)).all(works).finish()
    }

    /// What other pages show of a list.
    fn head(&self, list: &ListPage) -> Fingerprint {
        let (stem, name, total, first) = list.head();
        print((stem, name, total, first.map(|work| self.site.corpus.work(work).slug.as_str())))
    }
}

/// A part of a site by a name that holds from build to build.
pub fn part_name(site: &Site<'_>, read: Read) -> String {
    let corpus = site.corpus;
    let page = |at: u32| corpus.page(PageId(at)).source.path.to_string();
    let work = |at: u32| corpus.work(WorkId(at)).slug.clone();
    let name = match read {
        Read::Front(at)
        | Read::Text(at)
        | Read::Outline(at)
        | Read::Citations(at)
        | Read::CitedAt(at)
        | Read::Past(at)
        | Read::Division(at)
        | Read::Slot(at)
        | Read::Entry(at) => page(at),
        Read::Block(at, block) => format!("{block}:{}", page(at)),
        Read::Work(at) | Read::Ties(at) | Read::Validity(at) | Read::Versions(at) | Read::CitedBy(at) => work(at),
        Read::List(at) => site.layout.lists.get(at as usize).map(|list| list.stem.clone()).unwrap_or_default(),
        Read::Template(number) => site.theme.template(number).map(|(name, _)| name.to_owned()).unwrap_or_default(),
        Read::Lists
        | Read::Twins
        | Read::Divided
        | Read::Fronts
        | Read::Works
        | Read::Linked
        | Read::Connections
        | Read::Everything
        | Read::Generated
        | Read::Register
        | Read::Today
        | Read::Disclosure => String::new(),
    };
    format!("{}:{name}", kind(read))
}

fn kind(read: Read) -> &'static str {
    match read {
        Read::Front(_) => "front",
        Read::Text(_) => "text",
        Read::Block(..) => "block",
        Read::Outline(_) => "outline",
        Read::Citations(_) => "citations",
        Read::CitedAt(_) => "cited-at",
        Read::Past(_) => "past",
        Read::Division(_) => "division",
        Read::Slot(_) => "slot",
        Read::Entry(_) => "entry",
        Read::Work(_) => "work",
        Read::Ties(_) => "ties",
        Read::Validity(_) => "validity",
        Read::Versions(_) => "versions",
        Read::CitedBy(_) => "cited-by",
        Read::List(_) => "list",
        Read::Lists => "lists",
        Read::Twins => "twins",
        Read::Divided => "divided",
        Read::Fronts => "fronts",
        Read::Works => "works",
        Read::Linked => "linked",
        Read::Connections => "connections",
        Read::Everything => "everything",
        Read::Generated => "generated",
        Read::Register => "register",
        Read::Today => "today",
        Read::Disclosure => "disclosure",
        Read::Template(_) => "template",
    }
}
