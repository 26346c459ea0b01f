//! The registry of works: who is who by number, name and date.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::issuer_name::IssuerName;
use super::model::{Work, WorkId};
use crate::citation::{DocumentNumber, Kind};
use crate::content::{FrontMatter, KnownWork, Page, RelationTarget};
use crate::text::{key, slug};

/// Works by the ways text can name them.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    /// By number in its exact shape.
    by_number: BTreeMap<String, Vec<WorkId>>,
    /// By the digits and letters of the number, whatever stands between them.
    by_loose_number: BTreeMap<String, Vec<WorkId>>,
    by_slug: BTreeMap<String, WorkId>,
    /// By serial number and year, for citations that leave out the letters.
    by_bare_number: BTreeMap<String, Vec<WorkId>>,
    /// By the key of a name: the name and the works that bear it.
    names: BTreeMap<String, (String, Vec<WorkId>)>,
    /// The works' issuers as they are compared, by their names as written.
    pub(super) issuers: BTreeMap<String, IssuerName>,
}

impl Registry {
    /// Registers the pages' works, then the known ones, in this order; ids count from 0.
    pub(crate) fn new(pages: &[Page], known: &[KnownWork]) -> (Self, Vec<Work>, Vec<Option<WorkId>>) {
        let mut registry = Self::default();
        let mut works = Vec::new();
        let mut work_of_page = vec![None; pages.len()];
        for (index, page) in pages.iter().enumerate().filter(|(_, page)| page.is_document()) {
            let id = WorkId(works.len() as u32);
            work_of_page[index] = Some(id);
            registry.by_slug.entry(page.slug.clone()).or_insert(id);
            registry.add(id, &page.front);
            works.push(Work { slug: page.slug.clone(), page: Some(super::PageId(index as u32)), known: None });
        }
        for entry in known {
            let id = WorkId(works.len() as u32);
            let name = registry.free_slug(&entry.front);
            registry.by_slug.insert(name.clone(), id);
            registry.add(id, &entry.front);
            works.push(Work { slug: name, page: None, known: Some(entry.front.clone()) });
        }
        (registry, works, work_of_page)
    }

    /// Older texts, consolidations and translations are not what a citation of the work means.
    fn add(&mut self, id: WorkId, front: &FrontMatter) {
        if let Some(issuer) = &front.issuer {
            self.issuers.entry(issuer.value.clone()).or_insert_with(|| IssuerName::new(&issuer.value));
        }
        if front.version_of.is_some() {
            return;
        }
        if let Some(number) = front.number.as_ref().and_then(|field| field.value.parsed.as_ref()) {
            self.add_number(id, number);
        }
        for alias in &front.aliases {
            match DocumentNumber::parse(&alias.value) {
                Some(number) => self.add_number(id, &number),
                None => self.add_name(id, &alias.value),
            }
        }
        if let (Some(kind), Some(title)) = (&front.kind, &front.title)
            && kind.value.is_cited_by_name()
        {
            self.add_name(id, &with_kind(kind.value, &title.value));
        }
    }

    fn add_name(&mut self, id: WorkId, name: &str) {
        let works = &mut self.names.entry(key(name).text).or_insert_with(|| (name.to_owned(), Vec::new())).1;
        if !works.contains(&id) {
            works.push(id);
        }
    }

    fn add_number(&mut self, id: WorkId, number: &DocumentNumber) {
        let bare = if number.year().is_some() { number.bare_key() } else { String::new() };
        let maps = [
            (&mut self.by_number, number.strict_key()),
            (&mut self.by_loose_number, number.loose_key()),
            (&mut self.by_bare_number, bare),
        ];
        for (map, key) in maps.into_iter().filter(|(_, key)| !key.is_empty()) {
            let works = map.entry(key).or_default();
            if !works.contains(&id) {
                works.push(id);
            }
        }
    }

    /// A slug of kind, number and year that no other work has.
    fn free_slug(&self, front: &FrontMatter) -> String {
        let base = slug_of(front);
        let issuer = front.issuer.as_ref().map(|issuer| format!("{base}-{}", slug(&issuer.value)));
        let numbered = (2..).map(|n| format!("{base}-{n}"));
        let mut candidates = std::iter::once(base.clone()).chain(issuer).chain(numbered);
        candidates.find(|name| !self.by_slug.contains_key(name)).unwrap_or(base)
    }

    /// The names for the recogniser.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.values().map(|(name, _)| name.as_str())
    }

    /// The works that bear a name.
    pub(crate) fn named(&self, name: &str) -> &[WorkId] {
        self.names.get(&key(name).text).map_or(&[], |(_, works)| works)
    }

    /// The works with a number: in its exact shape, or else in another one (`true`).
    pub(crate) fn numbered(&self, number: &DocumentNumber) -> (&[WorkId], bool) {
        if number.is_bare() {
            return (self.by_bare_number.get(&number.bare_key()).map_or(&[], Vec::as_slice), false);
        }
        if let Some(works) = self.by_number.get(&number.strict_key()) {
            return (works, false);
        }
        (self.by_loose_number.get(&number.loose_key()).map_or(&[], Vec::as_slice), true)
    }

    /// The issuer of a work, as it is compared.
    pub(crate) fn issuer(&self, facts: &FrontMatter) -> Option<&IssuerName> {
        self.issuers.get(&facts.issuer.as_ref()?.value)
    }

    /// The work with a slug.
    pub(crate) fn with_slug(&self, slug: &str) -> Option<WorkId> {
        self.by_slug.get(slug).copied()
    }

    /// The slugs of all works, for suggestions.
    pub(crate) fn slugs(&self) -> Vec<&str> {
        self.by_slug.keys().map(String::as_str).collect()
    }

    /// The work that a relation names, if exactly one fits.
    pub(crate) fn target<'a>(&self, target: &RelationTarget, facts: impl Fn(WorkId) -> &'a FrontMatter) -> Option<WorkId> {
        match target {
            RelationTarget::Slug(name) => self.with_slug(name),
            RelationTarget::Work { kind, number, date } => {
                let number = DocumentNumber::parse(number.as_deref()?)?;
                let candidates = self.by_number.get(&number.strict_key())?;
                let fits = |id: &&WorkId| {
                    let facts = facts(**id);
                    let same_kind = facts.kind.as_ref().is_some_and(|field| field.value == *kind);
                    same_kind && date.is_none_or(|date| may_be_issued_on(facts, date))
                };
                let mut fitting = candidates.iter().filter(fits);
                match (fitting.next(), fitting.next()) {
                    (Some(one), None) => Some(*one),
                    _ => None,
                }
            }
        }
    }
}

/// Whether a work is, or may be, of a date of issue.
pub(crate) fn may_be_issued_on(facts: &FrontMatter, date: Date) -> bool {
    match (&facts.issued, &facts.issued_between) {
        (Some(issued), _) => issued.value == date,
        (None, Some(between)) => between.value.0 <= date && date <= between.value.1,
        (None, None) => false,
    }
}

/// A title that begins with its kind: `Luật Đất đai` for `Đất đai` and for `Luật Đất đai`.
pub(crate) fn with_kind(kind: Kind, title: &str) -> String {
    let (kind_key, title_key) = (key(kind.name()).text, key(title).text);
    if title_key.starts_with(&kind_key) { title.to_owned() } else { format!("{} {title}", kind.name()) }
}

/// `<kind>-<number>[-<year>]`, the year only where the number has none and it is known; without a number, the title.
pub(crate) fn slug_of(front: &FrontMatter) -> String {
    let kind = front.kind.as_ref().map_or_else(|| "van-ban".to_owned(), |field| field.value.slug());
    let number = front.number.as_ref().map(|number| &number.value);
    let has_year = number.and_then(|number| number.parsed.as_ref()).is_some_and(|parsed| parsed.year().is_some());
    let year = year_of(front).filter(|_| !has_year).map(|year| format!("-{year}")).unwrap_or_default();
    let Some(number) = number else {
        let title = front.title.as_ref().map_or("", |title| title.value.as_str());
        let name = front.kind.as_ref().map_or_else(|| format!("{kind} {title}"), |kind| with_kind(kind.value, title));
        return format!("{}{year}", slug(&name));
    };
    format!("{kind}-{}{year}", slug(&number.text))
}

/// The year of issue, where the day or an interval within one year is known.
fn year_of(front: &FrontMatter) -> Option<i16> {
    let (first, last) = front.issued_range()?;
    (first.year() == last.year()).then(|| first.year())
}
