//! Which citations mean one work: grouped by number and date, else by name and year.
//!
//! Only citations that resolve to nothing come here, so these are works that the site does not know. What the corpus
//! could not tell apart once they all had a page is not told apart here either: such a citation is left out and said.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::sighting::Sighting;
use crate::citation::{DocumentNumber, Kind, Name};
use crate::text::key;

/// The citations of one work; never empty.
pub(super) type Group<'a> = Vec<Sighting<'a>>;

/// Why a citation is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// Several of the cited works fit it.
    Several,
    /// `Nghị định 59/2023`: nothing gives the letters of the number.
    Letters,
    /// A law older than the one of its name that the site has, of no known year.
    Older,
    /// Nothing tells the kind.
    Kind,
}

/// What became of the citations.
#[derive(Debug, Default)]
pub(super) struct Grouped<'a> {
    pub(super) works: Vec<Group<'a>>,
    pub(super) left_out: Vec<(Sighting<'a>, Reason)>,
}

/// Groups citations of unknown works; `borne` are the keys of names that works of the site bear.
pub(super) fn group<'a>(unknown: Vec<Sighting<'a>>, borne: &BTreeSet<String>) -> Grouped<'a> {
    let mut grouped = Grouped::default();
    let mut clusters: BTreeMap<String, Vec<Sighting<'a>>> = BTreeMap::new();
    let (mut bare, mut named) = (Vec::new(), Vec::new());
    for sighting in unknown {
        match &sighting.mention.number {
            Some(number) if number.is_bare() => bare.push(sighting),
            Some(number) => clusters.entry(number.loose_key()).or_default().push(sighting),
            None => named.push(sighting),
        }
    }
    for cluster in clusters.into_values() {
        for kind in by_kind(cluster, &mut grouped.left_out) {
            by_date(kind, &mut grouped);
        }
    }
    let index = Index::new(&grouped.works);
    for sighting in bare {
        if let Some(alone) = grouped.join(sighting, &index, Index::of_bare) {
            grouped.left_out.push((alone, Reason::Letters));
        }
    }
    let named = named.into_iter().filter_map(|sighting| grouped.join(sighting, &index, Index::of_name)).collect();
    by_name(named, |name| borne.contains(name) || index.by_name.contains_key(name), &mut grouped);
    grouped
}

impl<'a> Grouped<'a> {
    /// Puts a sighting to the one work that fits, or says that several do; gives it back where none does.
    fn join(
        &mut self,
        sighting: Sighting<'a>,
        index: &Index,
        fitting: impl Fn(&Index, &Sighting<'a>) -> Vec<usize>,
    ) -> Option<Sighting<'a>> {
        match fitting(index, &sighting)[..] {
            [] => return Some(sighting),
            [one] => self.works[one].push(sighting),
            _ => self.left_out.push((sighting, Reason::Several)),
        }
        None
    }
}

/// The works that were grouped by their number, by what shorter citations have of it.
#[derive(Debug, Default)]
struct Index {
    kind: Vec<Option<Kind>>,
    year: Vec<Option<i16>>,
    by_bare: BTreeMap<String, Vec<usize>>,
    by_name: BTreeMap<String, Vec<usize>>,
}

impl Index {
    fn new(works: &[Group<'_>]) -> Self {
        let mut index = Self::default();
        for (at, group) in works.iter().enumerate() {
            index.kind.push(group.iter().find_map(|one| one.mention.kind));
            index.year.push(group.iter().find_map(year));
            let numbers = group.iter().filter_map(|one| one.mention.number.as_ref());
            for bare in numbers.filter(|number| number.year().is_some()).map(DocumentNumber::bare_key) {
                add(&mut index.by_bare, bare, at);
            }
            for named in group.iter().filter(|one| one.mention.name.is_some()) {
                add(&mut index.by_name, name_key(named), at);
            }
        }
        index
    }

    /// `Nghị định số 59/2023/NĐ-CP` for `NĐ 59/2023`.
    fn of_bare(&self, sighting: &Sighting<'_>) -> Vec<usize> {
        let works = sighting.mention.number.as_ref().and_then(|number| self.by_bare.get(&number.bare_key()));
        let fits = |at: &usize| kinds_agree(self.kind[*at], sighting.mention.kind);
        works.into_iter().flatten().copied().filter(fits).collect()
    }

    /// `Luật Đất đai số 45/2013/QH13` for `Luật Đất đai`.
    fn of_name(&self, sighting: &Sighting<'_>) -> Vec<usize> {
        let fits = |at: &usize| match (self.year[*at], year(sighting)) {
            (Some(of_work), Some(cited)) => of_work == cited,
            (Some(of_work), None) => !is_older(sighting, of_work),
            (None, _) => true,
        };
        self.by_name.get(&name_key(sighting)).into_iter().flatten().copied().filter(fits).collect()
    }
}

fn add(works: &mut BTreeMap<String, Vec<usize>>, key: String, at: usize) {
    let works = works.entry(key).or_default();
    if !works.contains(&at) {
        works.push(at);
    }
}

/// Citations of one number whose kinds cannot be one are of several works.
fn by_kind<'a>(cluster: Vec<Sighting<'a>>, left_out: &mut Vec<(Sighting<'a>, Reason)>) -> Vec<Group<'a>> {
    let (with, without): (Vec<_>, Vec<_>) = cluster.into_iter().partition(|one| one.mention.kind.is_some());
    let mut groups: Vec<Group<'a>> = Vec::new();
    for sighting in with {
        let fits = |group: &&mut Group<'a>| kinds_agree(group[0].mention.kind, sighting.mention.kind);
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(sighting),
            None => groups.push(vec![sighting]),
        }
    }
    match &mut groups[..] {
        [] => return vec![without],
        [one] => one.extend(without),
        _ => left_out.extend(without.into_iter().map(|sighting| (sighting, Reason::Several))),
    }
    groups
}

/// Whether two kinds may be one document's: `Quy định` and `Quyết định` of one number are.
fn kinds_agree(one: Option<Kind>, other: Option<Kind>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one == other || one.shares_abbreviation(other),
        _ => true,
    }
}

/// A number without a year begins again each year: another date is another work.
fn by_date<'a>(cluster: Group<'a>, grouped: &mut Grouped<'a>) {
    let has_year = |one: &Sighting<'_>| one.mention.number.as_ref().is_some_and(|number| number.year().is_some());
    if cluster.iter().any(has_year) {
        grouped.works.push(cluster);
        return;
    }
    split(cluster, |one| one.mention.date, grouped);
}

/// Works of one name are told apart by their year.
fn by_name<'a>(named: Vec<Sighting<'a>>, is_borne: impl Fn(&str) -> bool, grouped: &mut Grouped<'a>) {
    let mut clusters: BTreeMap<String, Vec<Sighting<'a>>> = BTreeMap::new();
    for sighting in named {
        clusters.entry(name_key(&sighting)).or_default().push(sighting);
    }
    for (name, cluster) in clusters {
        let first = cluster.iter().filter_map(year).min();
        let is_left_out =
            |one: &Sighting<'a>| year(one).is_none() && (is_borne(&name) || first.is_some_and(|first| is_older(one, first)));
        let (older, cluster): (Vec<_>, Vec<_>) = cluster.into_iter().partition(is_left_out);
        grouped.left_out.extend(older.into_iter().map(|sighting| (sighting, Reason::Older)));
        if !cluster.is_empty() {
            split(cluster, year, grouped);
        }
    }
}

/// Whether the citing document is older than works of a year.
fn is_older(sighting: &Sighting<'_>, year: i16) -> bool {
    sighting.citing_year.is_some_and(|citing| citing < year)
}

/// One work for each value; citations without one belong to the only work there is.
fn split<'a, T: Ord>(cluster: Group<'a>, value: impl Fn(&Sighting<'a>) -> Option<T>, grouped: &mut Grouped<'a>) {
    let mut parts: BTreeMap<T, Group<'a>> = BTreeMap::new();
    let mut without = Vec::new();
    for sighting in cluster {
        match value(&sighting) {
            Some(value) => parts.entry(value).or_default().push(sighting),
            None => without.push(sighting),
        }
    }
    let mut parts: Vec<Group<'a>> = parts.into_values().collect();
    match &mut parts[..] {
        [] => parts.push(without),
        [one] => one.extend(without),
        _ => grouped.left_out.extend(without.into_iter().map(|sighting| (sighting, Reason::Several))),
    }
    grouped.works.extend(parts);
}

fn name_key(sighting: &Sighting<'_>) -> String {
    sighting.mention.name.as_ref().map(|name| key(&name.words).text).unwrap_or_default()
}

/// The year that a citation gives: with the name, in the date or in the number.
fn year(sighting: &Sighting<'_>) -> Option<i16> {
    let mention = sighting.mention;
    let named = mention.name.as_ref().and_then(|name: &Name| name.year);
    let numbered = || mention.number.as_ref().and_then(DocumentNumber::year).and_then(|year| i16::try_from(year).ok());
    named.or_else(|| mention.date.map(Date::year)).or_else(numbered)
}
