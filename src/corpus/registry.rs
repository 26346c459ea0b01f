//! The registry of works: who is who by number, name and date.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::model::{Work, WorkId};
use crate::citation::{DocumentNumber, Issuer, Kind};
use crate::content::{FrontMatter, KnownWork, Page, RelationTarget};
use crate::text::{fold, key, slug};

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

    /// The slugs of all works, for suggestions.
    pub(crate) fn slugs(&self) -> Vec<&str> {
        self.by_slug.keys().map(String::as_str).collect()
    }

    /// The work that a relation names, if exactly one fits.
    pub(crate) fn target<'a>(&self, target: &RelationTarget, facts: impl Fn(WorkId) -> &'a FrontMatter) -> Option<WorkId> {
        match target {
            RelationTarget::Slug(name) => self.by_slug.get(name).copied(),
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

/// How many words two names of an issuer share from the start, marks and case aside.
pub(crate) fn shared_words(a: &str, b: &str) -> usize {
    let (a, b) = (issuer_words(a), issuer_words(b));
    a.iter().zip(&b).take_while(|(x, y)| fold(x).text == fold(y).text).count()
}

/// Whether the words after a citation name another body than a work's issuer: `UBND tỉnh B` for `Ủy ban nhân dân tỉnh A`.
///
/// Names part where both go on with a capital; what goes on in small letters is the subject, or says the same shorter.
pub(crate) fn is_other_issuer(cited: &str, known: &str) -> bool {
    let shared = shared_words(cited, known);
    let (cited, known) = (issuer_words(cited), issuer_words(known));
    let capital = |words: &[String]| words.get(shared).is_some_and(|word| word.starts_with(char::is_uppercase));
    capital(&cited) && capital(&known)
}

/// The words of an issuer's name, abbreviations in full, the office of the one who signs left out.
fn issuer_words(name: &str) -> Vec<String> {
    const OFFICES: &[&str] = &["Chủ tịch ", "Bộ trưởng ", "Giám đốc ", "Thủ trưởng ", "Ban Thường vụ ", "BTV "];
    let name = OFFICES.iter().find_map(|office| name.strip_prefix(office)).unwrap_or(name);
    let full = |word: &str| Issuer::of_code(word).filter(|issuer| issuer.code() == word).map(Issuer::name);
    name.split_whitespace().flat_map(|word| full(word).unwrap_or(word).split(' ').map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_body_is_told_from_the_same_one_said_shorter() {
        for (cited, known, other) in [
            ("UBND tỉnh B về việc thử", "Ủy ban nhân dân tỉnh A", true),
            ("Ủy ban nhân dân thành phố ban hành danh mục", "Ủy ban nhân dân thành phố Hải Phòng", false),
            ("Sở Nội vụ", "Sở Ngoại vụ thành phố Hải Phòng", true),
            ("Chủ tịch Ủy ban nhân dân thành phố", "Ủy ban nhân dân thành phố Hải Phòng", false),
            ("Thành ủy Hà Nội", "Ban Thường vụ Thành ủy Hải Phòng", true),
            ("Chính phủ quy định chi tiết", "Chính phủ", false),
        ] {
            assert_eq!(is_other_issuer(cited, known), other, "{cited} / {known}");
        }
    }
}
