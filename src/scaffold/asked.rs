//! A draft for the one work that an editor names: `congkhai new "Quyết định" 129/QĐ-UBND`.
//!
//! What the site knows of it comes from `works.yaml`, else from the citations of it; what nobody says stays open.

use jiff::civil::Date;

use super::facts::{self, Facts};
use super::group::{self, Group};
use super::sighting::{self, Sighting};
use super::{Draft, Input, Planner, borne};
use crate::citation::{DocumentNumber, Kind, Kinds};
use crate::content::{FrontMatter, near_kind, nearest, write_draft};
use crate::corpus::{Corpus, Resolution, WorkId, full_name};
use crate::diagnostic::Say;

/// What an editor types.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The kind's name: `Quyết định`.
    pub kind: String,
    /// The number: `129/QĐ-UBND`.
    pub number: String,
    /// The date of issue, where the number alone fits several works.
    pub issued: Option<Date>,
    /// The folder of the new page, below `content/`.
    pub folder: String,
}

/// Why no page is made, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong with what was asked for.
    pub message: Say,
    /// What to do.
    pub help: Say,
}

/// The work that is asked for.
#[derive(Debug)]
pub(super) struct Identity {
    pub(super) kind: Kind,
    pub(super) number: DocumentNumber,
    pub(super) issued: Option<Date>,
}

/// Plans the page of a work that an editor names.
///
/// Errors: a kind nobody knows, a number of no known shape, a work that has a page, several works that fit.
pub fn draft(input: &Input<'_>, asked: &Asked) -> Result<Draft, Refusal> {
    let kind = kind(input.kinds, &asked.kind)?;
    let sightings = sighting::gather(input.corpus);
    let number = number(input.corpus, &sightings, &asked.number)?;
    let identity = Identity { kind, number, issued: asked.issued };
    has_no_page(input, &identity)?;
    let mut planner = Planner::new(input, &asked.folder);
    let (mut facts, group) = match identity.known(input.corpus)? {
        Some(work) => of_known(&planner, work, sightings),
        None => of_citations(input, &identity, sightings)?,
    };
    facts.notes.extend(letters(&identity, input.kinds));
    let refused = |message: Say| Refusal { message, help: another_day() };
    planner.add(facts, &group, write_draft).map_err(refused)?;
    planner.drafts.pop().ok_or_else(|| refused(Say::new("không tạo được trang", "no page was planned")))
}

/// The kind of a name; a mistyped one is refused with the nearest.
fn kind(kinds: &Kinds, typed: &str) -> Result<Kind, Refusal> {
    if let Some(kind) = kinds.from_name(typed) {
        return Ok(kind);
    }
    let help = match near_kind(kinds, typed) {
        Some((kind, _)) => Say::new(format!("có phải `{}`?", kind.name()), format!("did you mean `{}`?", kind.name())),
        None => Say::new(
            "viết tên loại theo NĐ 30/2020/NĐ-CP, ví dụ \"Nghị định\", \"Quyết định\"; loại khác thì thêm vào `kinds` của site.yaml",
            "write the name of a kind, such as \"Nghị định\", \"Quyết định\"; add others to `kinds` in site.yaml",
        ),
    };
    let message = Say::new(format!("`{typed}` không phải tên loại văn bản"), format!("`{typed}` is not a kind of document"));
    Err(Refusal { message, help })
}

/// The number; one of no known shape is refused, with the number of the site that is nearest.
fn number(corpus: &Corpus, sightings: &[Sighting<'_>], typed: &str) -> Result<DocumentNumber, Refusal> {
    if let Some(number) = DocumentNumber::parse(typed) {
        return Ok(number);
    }
    let works =
        (0..corpus.works().len() as u32).filter_map(|work| corpus.facts(WorkId(work)).number.as_ref()?.value.parsed.as_ref());
    let cited = sightings.iter().filter_map(|one| one.mention.number.as_ref()).filter(|number| !number.is_bare());
    let numbers: Vec<String> = works.chain(cited).map(DocumentNumber::official).collect();
    let words: Vec<&str> = numbers.iter().map(String::as_str).collect();
    // `59/2023` lacks its letters only.
    let begun = words.iter().copied().find(|number| number.strip_prefix(typed).is_some_and(|rest| rest.starts_with(['/', '-'])));
    let help = match begun.or_else(|| nearest(typed, &words)) {
        Some(number) => Say::new(format!("có phải `{number}`?"), format!("did you mean `{number}`?")),
        None => Say::new(
            "ghi cả chữ của ký hiệu, ví dụ: 129/QĐ-UBND, 59/2023/NĐ-CP, 23-QĐ/TW, 10/2022/QH15",
            "write its letters too, for example: 129/QĐ-UBND, 59/2023/NĐ-CP, 23-QĐ/TW, 10/2022/QH15",
        ),
    };
    let message = Say::new(
        format!("`{typed}` không theo dạng số ký hiệu nào đã biết"),
        format!("`{typed}` has no known shape of a number"),
    );
    Err(Refusal { message, help })
}

/// Refuses what has a page, published or not.
fn has_no_page(input: &Input<'_>, identity: &Identity) -> Result<(), Refusal> {
    let corpus = input.corpus;
    let of_work = |work: &WorkId| corpus.work(*work).page;
    if let Some(page) = identity.works(corpus).iter().find_map(of_work) {
        let path = &corpus.page(page).source.path;
        let message = Say::new(
            format!("văn bản này đã có trang `{path}`; không ghi đè"),
            format!("this work has its page `{path}`, which is left as it is"),
        );
        return Err(Refusal { message, help: another_day() });
    }
    if input.internal.iter().any(|front| identity.fits(front)) {
        let message = Say::new("văn bản này đã có trang nội bộ, không đăng", "this work has an internal page");
        return Err(Refusal { message, help: another_day() });
    }
    Ok(())
}

fn another_day() -> Say {
    Say::new(
        "sửa trang ấy; văn bản khác cùng số thì thêm `--issued` với ngày ban hành của nó",
        "edit that page; for another work of the same number add `--issued` with its date of issue",
    )
}

/// The facts of an entry of `works.yaml`, with the citations of it.
fn of_known<'a>(planner: &Planner<'_, '_>, work: WorkId, sightings: Vec<Sighting<'a>>) -> (Facts, Group<'a>) {
    let corpus = planner.input.corpus;
    let means = |one: &Sighting<'a>| matches!(one.resolution, Resolution::Work(other, _) if *other == work);
    let group: Group<'a> = sightings.into_iter().filter(means).collect();
    let mut facts = facts::known(corpus.facts(work), &group, corpus);
    facts.notes.push(planner.to_remove(work));
    (facts, group)
}

/// The facts that citations of an unknown work tell; without citations, what was typed.
fn of_citations<'a>(input: &Input<'_>, identity: &Identity, sightings: Vec<Sighting<'a>>) -> Result<(Facts, Group<'a>), Refusal> {
    let corpus = input.corpus;
    let unknown = sightings.into_iter().filter(|one| *one.resolution == Resolution::Unknown).collect();
    let works = group::group(unknown, &borne(corpus)).works;
    let mut fitting: Vec<Group<'a>> = works.into_iter().filter(|group| identity.fits_group(group)).collect();
    if fitting.len() > 1 {
        let names = fitting.iter().filter_map(|group| facts::cited(group, corpus, input.kinds));
        return Err(several(&names.map(|facts| full_name(&facts.front)).collect::<Vec<_>>()));
    }
    let mut group = fitting.pop().unwrap_or_default();
    group.sort_by_key(Sighting::order);
    Ok((facts::asked(identity, &group, corpus, input.kinds), group))
}

fn several(names: &[String]) -> Refusal {
    let names = names.join("; ");
    Refusal {
        message: Say::new(
            format!("có nhiều văn bản cùng loại và số này: {names}"),
            format!("several works have this kind and number: {names}"),
        ),
        help: Say::new("thêm `--issued` với ngày ban hành để chọn", "add `--issued` with the date of issue to choose"),
    }
}

/// Says when the letters of the number are those of another kind.
fn letters(identity: &Identity, kinds: &Kinds) -> Option<Say> {
    let letters = identity.number.kind_letters(kinds)?;
    if identity.kind.abbreviations().contains(&letters) {
        return None;
    }
    let others: Vec<&str> = kinds.all().filter(|kind| kind.abbreviations().contains(&letters)).map(Kind::name).collect();
    let (kind, others) = (identity.kind.name(), others.join(", "));
    Some(Say::new(
        format!("ký hiệu `{letters}` là của {others}, không phải của {kind}: xem lại loại hoặc số"),
        format!("the letters `{letters}` are those of {others}, not of {kind}: compare kind and number"),
    ))
}

impl Identity {
    /// The works of the site that may be the one asked for.
    fn works(&self, corpus: &Corpus) -> Vec<WorkId> {
        (0..corpus.works().len() as u32).map(WorkId).filter(|work| self.fits(corpus.facts(*work))).collect()
    }

    /// The one entry of `works.yaml` that fits. Errors: several fit.
    fn known(&self, corpus: &Corpus) -> Result<Option<WorkId>, Refusal> {
        match self.works(corpus)[..] {
            [] => Ok(None),
            [one] => Ok(Some(one)),
            ref more => Err(several(&more.iter().map(|work| corpus.full_name(*work)).collect::<Vec<_>>())),
        }
    }

    fn fits(&self, front: &FrontMatter) -> bool {
        let number = front.number.as_ref().and_then(|number| number.value.parsed.as_ref());
        let number = number.is_some_and(|number| self.has_number(number));
        let alias =
            || front.aliases.iter().filter_map(|alias| DocumentNumber::parse(&alias.value)).any(|one| self.has_number(&one));
        let kind = front.kind.as_ref().is_none_or(|kind| self.may_be(kind.value));
        let day = |day: Date| front.issued_range().is_none_or(|(first, last)| (first..=last).contains(&day));
        kind && (number || alias()) && self.telling_day().is_none_or(day)
    }

    fn fits_group(&self, group: &Group<'_>) -> bool {
        let number = group.iter().filter_map(|one| one.mention.number.as_ref()).any(|number| self.has_number(number));
        let kind = group.iter().find_map(|one| one.mention.kind).is_none_or(|kind| self.may_be(kind));
        let mut dates = group.iter().filter_map(|one| one.mention.date).peekable();
        let day = |day: Date| dates.peek().is_none() || dates.any(|date| date == day);
        number && kind && self.telling_day().is_none_or(day)
    }

    /// The same digits and letters, in whatever shape: `26-CT/UBND` is cited as `26/CT-UBND` too.
    fn has_number(&self, number: &DocumentNumber) -> bool {
        number.loose_key() == self.number.loose_key()
    }

    /// Quy định and Quyết định of one number are one work, cited either way.
    fn may_be(&self, kind: Kind) -> bool {
        kind == self.kind || kind.shares_abbreviation(self.kind)
    }

    /// The day, where it tells works apart: a number that holds its year is borne once.
    fn telling_day(&self) -> Option<Date> {
        self.issued.filter(|_| self.number.year().is_none())
    }
}
