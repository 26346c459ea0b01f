//! From the citations of one work to its front matter: what most of them say, and where they disagree.

use jiff::civil::{Date, date};

use super::asked::Identity;
use super::group::Group;
use super::sighting::Sighting;
use crate::citation::{DocumentNumber, Kind, Kinds};
use crate::content::{Evidence, Extent, Field, FrontMatter, Number, SourceReference};
use crate::corpus::{Corpus, PageId, official_date, with_kind};
use crate::diagnostic::Say;
use crate::text::{fold, key};

/// The title where no citation gives the subject matter; a page needs one, and this is the truth.
pub(crate) const NO_TITLE: &str = "(chưa rõ trích yếu)";

/// Most citing documents that are named as sources.
const SOURCES: usize = 5;

/// What letters of several kinds are in a state body's number.
const STATE: &[(&str, &str)] = &[("QĐ", "Quyết định"), ("TT", "Thông tư")];

/// The same in a Party body's, where QĐ are decisions and rules alike.
const PARTY: &[(&str, &str)] = &[("TT", "Thông tri")];

/// Front matter with what an editor should know about it.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) front: FrontMatter,
    pub(super) notes: Vec<Say>,
}

/// The facts of a work that only its citations tell; `None` where nothing tells its kind.
pub(super) fn cited(group: &Group<'_>, corpus: &Corpus, kinds: &Kinds) -> Option<Facts> {
    let mut facts = Facts { front: FrontMatter { evidence_default: Some(Evidence::AsCited), ..scaffold() }, notes: Vec::new() };
    facts.identity(group, kinds)?;
    facts.date(group);
    facts.issuer(group);
    facts.title(group);
    facts.sources(group, corpus);
    Some(facts)
}

/// The facts of a work of `works.yaml`, with what citations add where it has no title.
pub(super) fn known(front: &FrontMatter, group: &Group<'_>, corpus: &Corpus) -> Facts {
    let mut facts = Facts { front: FrontMatter { text: Extent::Outline, draft: true, ..front.clone() }, notes: Vec::new() };
    if facts.front.title.is_none() {
        facts.title(group);
        facts.front.evidence.entry("title".to_owned()).or_insert(Evidence::AsCited);
    }
    facts.sources(group, corpus);
    facts
}

/// The facts of a work that an editor names, with what its citations add; without any, only what was typed.
pub(super) fn asked(identity: &Identity, group: &Group<'_>, corpus: &Corpus, kinds: &Kinds) -> Facts {
    let evidence = if group.is_empty() { Evidence::Unknown } else { Evidence::AsCited };
    let mut facts = Facts { front: FrontMatter { evidence_default: Some(evidence), ..scaffold() }, notes: Vec::new() };
    facts.identity(group, kinds);
    facts.front.kind = Some(field(identity.kind));
    facts.front.evidence.remove("kind");
    let number = Number { text: identity.number.official(), parsed: Some(identity.number.clone()) };
    facts.front.number = Some(field(number));
    facts.date(group);
    facts.typed_date(identity.issued);
    facts.issuer(group);
    facts.title(group);
    facts.sources(group, corpus);
    facts.front.evidence.retain(|_, value| *value != evidence);
    facts
}

fn scaffold() -> FrontMatter {
    FrontMatter { text: Extent::Outline, draft: true, ..FrontMatter::default() }
}

fn field<T>(value: T) -> Field<T> {
    Field { value, span: 0..0 }
}

impl Facts {
    fn unsure(&mut self, field: &str, evidence: Evidence) {
        self.front.evidence.insert(field.to_owned(), evidence);
    }

    fn dispute(&mut self, field: &str, values: &[String]) {
        self.unsure(field, Evidence::Disputed);
        let values = values.join("; ");
        self.notes.push(Say::new(
            format!("các viện dẫn khác nhau về `{field}`: {values}"),
            format!("the citations disagree on `{field}`: {values}"),
        ));
    }

    fn identity(&mut self, group: &Group<'_>, kinds: &Kinds) -> Option<()> {
        let numbers = ranked(group.iter().filter_map(|one| one.mention.number.clone()).filter(|number| !number.is_bare()));
        let named = ranked(group.iter().filter_map(|one| one.mention.kind));
        let kind = named.first().copied().or_else(|| kind_of(numbers.first()?, kinds))?;
        self.front.kind = Some(field(kind));
        if named.is_empty() {
            self.unsure("kind", Evidence::Inferred);
        } else if named.len() > 1 {
            self.dispute("kind", &named.iter().map(|kind| kind.name().to_owned()).collect::<Vec<_>>());
        }
        let shapes = distinct(numbers.iter().cloned(), DocumentNumber::strict_key);
        if shapes.len() > 1 {
            self.dispute("number", &shapes.iter().map(DocumentNumber::official).collect::<Vec<_>>());
        }
        let number = shapes.into_iter().next();
        self.front.number = number.map(|number| field(Number { text: number.official(), parsed: Some(number) }));
        Some(())
    }

    fn date(&mut self, group: &Group<'_>) {
        let dates = ranked(group.iter().filter_map(|one| one.mention.date));
        if dates.len() > 1 {
            self.dispute("issued", &dates.iter().map(|date| official_date(*date)).collect::<Vec<_>>());
        }
        let year = group.iter().find_map(|one| one.mention.name.as_ref()?.year);
        if let Some(first) = dates.first() {
            self.front.issued = Some(field(*first));
        } else if let Some(year) = year.filter(|_| self.front.number.is_none()) {
            // `Luật Đất đai năm 2013` tells the year; the day stays open.
            self.front.issued_between = days(year).map(field);
        }
    }

    /// A day that an editor typed and no citation gives is not verified.
    fn typed_date(&mut self, typed: Option<Date>) {
        let Some(day) = typed else { return };
        let cited = self.front.issued.replace(field(day));
        self.front.issued_between = None;
        if cited.is_none_or(|cited| cited.value != day) {
            self.unsure("issued", Evidence::Unknown);
        }
    }

    fn issuer(&mut self, group: &Group<'_>) {
        let issuers = distinct(ranked(group.iter().filter_map(|one| one.wording.issuer.clone())).into_iter(), |name| body(name));
        let Some(first) = issuers.first() else { return };
        self.front.issuer = Some(field(first.clone()));
        let one_body = |other: &String| body(other).contains(&body(first)) || body(first).contains(&body(other));
        if !issuers.iter().all(one_body) {
            self.dispute("issuer", &issuers);
        }
    }

    /// The name for a law; for others the subject matter, or what follows the kind in their name.
    fn title(&mut self, group: &Group<'_>) {
        let kind = self.front.kind.as_ref().map(|kind| kind.value);
        let by_name = kind.filter(|kind| kind.is_cited_by_name());
        let names = names(group);
        let title = match by_name {
            Some(kind) => names.first().cloned().or_else(|| Some(with_kind(kind, &first_small(&subject(group)?)))),
            None => subject(group).or_else(|| Some(without_kind(kind?, names.first()?))),
        };
        if title.is_none() {
            self.unsure("title", Evidence::Unknown);
        }
        let title = title.unwrap_or_else(|| NO_TITLE.to_owned());
        // A law's own name is known by its title, whatever else it is called is not.
        let own = by_name.map(|kind| key(&with_kind(kind, &title)).text);
        let other = names.into_iter().filter(|name| own.as_ref() != Some(&key(name).text));
        let known: Vec<String> = self.front.aliases.iter().map(|alias| key(&alias.value).text).collect();
        self.front.aliases.extend(other.filter(|name| !known.contains(&key(name).text)).map(field));
        self.front.title = Some(field(title));
    }

    /// The first place in each citing document.
    fn sources(&mut self, group: &Group<'_>, corpus: &Corpus) {
        let mut pages: Vec<PageId> = Vec::new();
        for one in group {
            if pages.len() == SOURCES || pages.contains(&one.page) {
                continue;
            }
            pages.push(one.page);
            self.front.sources.push(SourceReference {
                title: None,
                url: None,
                reference: Some(one.citing(corpus)),
                place: one.place.clone(),
                accessed: None,
            });
        }
    }
}

/// Values by how often they occur, the most frequent first; of equally frequent ones, the first cited.
fn ranked<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut counted: Vec<(T, usize)> = Vec::new();
    for value in values {
        match counted.iter_mut().find(|(other, _)| *other == value) {
            Some((_, times)) => *times += 1,
            None => counted.push((value, 1)),
        }
    }
    counted.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    counted.into_iter().map(|(value, _)| value).collect()
}

/// The first of all values that have one key.
fn distinct<T>(values: impl Iterator<Item = T>, key: impl Fn(&T) -> String) -> Vec<T> {
    let mut seen: Vec<String> = Vec::new();
    values
        .filter(|value| {
            let key = key(value);
            let new = !seen.contains(&key);
            if new {
                seen.push(key);
            }
            new
        })
        .collect()
}

/// The key of an issuer's name, its usual abbreviations written out.
fn body(name: &str) -> String {
    const SHORT: &[(&str, &str)] = &[
        ("ubnd", "uy ban nhan dan"),
        ("hdnd", "hoi dong nhan dan"),
        ("bch", "ban chap hanh"),
        ("btv", "ban thuong vu"),
        ("tp", "thanh pho"),
    ];
    let name = fold(name).text;
    let word = |word: &str| SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| *long).to_owned();
    name.split(' ').map(|one| word(one.trim_end_matches('.'))).collect::<Vec<_>>().join(" ")
}

/// The kind whose letters a number has, if exactly one kind has them in numbers of its shape.
pub(crate) fn kind_of(number: &DocumentNumber, kinds: &Kinds) -> Option<Kind> {
    let letters = number.symbol().split(['-', '/']).next()?;
    let readings = if number.is_party_shape() { PARTY } else { STATE };
    if let Some((_, name)) = readings.iter().find(|(of, _)| *of == letters) {
        return kinds.from_name(name);
    }
    let mut fitting = kinds.all().filter(|kind| kind.abbreviations().contains(&letters));
    fitting.next().filter(|_| fitting.next().is_none())
}

fn days(year: i16) -> Option<(Date, Date)> {
    (1900..=2200).contains(&year).then(|| (date(year, 1, 1), date(year, 12, 31)))
}

/// The names that citations give, the most frequent first, each in the spelling nearest to `Luật Đất đai`.
fn names(group: &Group<'_>) -> Vec<String> {
    let written = ranked(group.iter().filter_map(|one| Some(one.mention.name.as_ref()?.words.clone())));
    let keys = ranked(group.iter().filter_map(|one| Some(key(&one.mention.name.as_ref()?.words).text)));
    let small_and_capital = |name: &&String| {
        let capitals = name.split(' ').filter(|word| word.starts_with(char::is_uppercase)).count();
        (name.chars().any(char::is_lowercase), capitals.min(2))
    };
    let best = |wanted: &String| {
        let mut same: Vec<&String> = written.iter().filter(|name| key(name).text == *wanted).collect();
        same.sort_by_key(|name| std::cmp::Reverse(small_and_capital(name)));
        same.first().map(|name| first_capital(name))
    };
    keys.iter().filter_map(best).collect()
}

/// `Tổng thể cải cách hành chính` of `Chương trình tổng thể cải cách hành chính`.
fn without_kind(kind: Kind, name: &str) -> String {
    let words = kind.name().split(' ').count();
    let rest = name.split(' ').skip(words).collect::<Vec<_>>().join(" ");
    if key(name).text.starts_with(&key(kind.name()).text) && !rest.is_empty() { first_capital(&rest) } else { name.to_owned() }
}

/// The subject matter on which most citations agree, one that goes on for longer agreeing with its beginning.
fn subject(group: &Group<'_>) -> Option<String> {
    let titles: Vec<(&String, String)> =
        group.iter().filter_map(|one: &Sighting<'_>| one.wording.title.as_ref()).map(|title| (title, key(title).text)).collect();
    let agreeing = |short: &str| {
        titles
            .iter()
            .filter(|(_, long)| long.strip_prefix(short).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
            .count()
    };
    let mut best: Option<(usize, &String)> = None;
    for (title, key) in &titles {
        let times = agreeing(key);
        if best.is_none_or(|(most, _)| times > most) {
            best = Some((times, *title));
        }
    }
    best.map(|(_, title)| title.clone())
}

fn first_capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn first_small(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_the_kind_where_one_kind_has_them() {
        let kind = |number: &str| kind_of(&DocumentNumber::parse(number).expect("a number"), &Kinds::default()).map(Kind::name);
        assert_eq!(kind("7/QĐ-UBND"), Some("Quyết định"));
        assert_eq!(kind("7-QĐ/TW"), None);
        assert_eq!(kind("8/2020/TT-BNV"), Some("Thông tư"));
        assert_eq!(kind("8-TT/TW"), Some("Thông tri"));
        assert_eq!(kind("18-L/CTN"), None);
        assert_eq!(kind("15-CT/TU"), Some("Chỉ thị"));
        assert_eq!(kind("10/2022/QH15"), None);
    }

    #[test]
    fn an_abbreviated_body_is_the_same_body() {
        assert_eq!(body("UBND TP. Hải Phòng"), body("Ủy ban nhân dân thành phố Hải Phòng"));
    }
}
