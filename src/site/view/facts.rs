//! The facts of a work as rows: what is known, how sure it is, and what is not known said plainly.

use jiff::civil::Date;
use serde::Serialize;

use super::common::{EvidenceMark, Link, Views, list_link};
use super::number::{NumberView, number};
use crate::content::{Evidence, Field, FrontMatter, SourceReference};
use crate::corpus::{WorkId, official_date};
use crate::site::lists::Group;

/// One fact.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Fact {
    pub(super) label: String,
    /// The values: usually one; several subjects.
    pub(super) values: Vec<Link>,
    /// The document's own number, in place of a value.
    number: Option<NumberView>,
    pub(super) evidence: Option<EvidenceMark>,
    /// A remark beside it: the date as cited.
    pub(super) note: Option<String>,
}

impl Fact {
    /// One of a single value, which is no editor's statement.
    pub(super) fn found(label: &str, value: Link, note: Option<String>) -> Self {
        Self { label: label.to_owned(), values: vec![value], evidence: None, note, number: None }
    }
}

/// A source of facts.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct SourceView {
    title: String,
    url: Option<String>,
    place: Option<String>,
    accessed: Option<String>,
}

/// The rows of a work: hình thức, số, ngày, cơ quan, người ký, hiệu lực, chủ đề.
pub(super) fn facts(views: &Views<'_>, from: &str, work: WorkId) -> Vec<Fact> {
    let facts = views.corpus().facts(work);
    let has_page = views.corpus().work(work).page.is_some();
    let rows = Rows { views, facts };
    let mut out = Vec::new();
    if let Some(kind) = &facts.kind {
        let name = kind.value.name();
        let value = if has_page { list_link(views, from, Group::Kind, name) } else { plain(name) };
        out.push(rows.row("fact_kind", "kind", vec![value]));
    }
    out.push(match &facts.number {
        // In the list of further works letters are as they are: said in each row they would weigh more than they help.
        Some(_) if has_page => Fact { number: number(facts), ..rows.row("fact_number", "number", Vec::new()) },
        Some(number) => rows.row("fact_number", "number", vec![plain(&number.value.text)]),
        None => rows.missing("fact_number", if has_page { "number_blank" } else { "unknown" }),
    });
    out.push(rows.issued());
    if let Some(issuer) = &facts.issuer {
        let value = if has_page { list_link(views, from, Group::Issuer, &issuer.value) } else { plain(&issuer.value) };
        out.push(rows.row("fact_issuer", "issuer", vec![value]));
    } else {
        out.push(rows.missing("fact_issuer", "unknown"));
    }
    out.push(rows.text("fact_signer", "signer", facts.signer.as_ref().map(|field| field.value.clone())));
    out.push(rows.text("fact_effective", "effective", date(facts.effective.as_ref().map(|field| field.value))));
    if facts.expires.is_some() {
        out.push(rows.text("fact_expires", "expires", date(facts.expires.as_ref().map(|field| field.value))));
    }
    out.extend(rows.version(from));
    out.extend(rows.disclosure());
    if !facts.subjects.is_empty() && has_page {
        let subjects = facts.subjects.iter().map(|subject| list_link(views, from, Group::Subject, &subject.value)).collect();
        out.push(Fact {
            label: views.word("fact_subjects").to_owned(),
            values: subjects,
            evidence: None,
            note: None,
            number: None,
        });
    }
    out
}

/// The sources of a work's facts.
pub(super) fn sources(sources: &[SourceReference]) -> Vec<SourceView> {
    let view = |source: &SourceReference| {
        let url = source.url.as_ref().map(|field| field.value.clone());
        let title = source.title.as_ref().or(source.reference.as_ref()).or(url.as_ref()).cloned().unwrap_or_default();
        let reference = source.title.as_ref().and(source.reference.clone());
        let place = reference.or_else(|| source.place.clone());
        SourceView { title, url, place, accessed: source.accessed.map(official_date) }
    };
    sources.iter().map(view).collect()
}

struct Rows<'a, 'v> {
    views: &'a Views<'v>,
    facts: &'a FrontMatter,
}

impl Rows<'_, '_> {
    fn row(&self, label: &str, field: &str, values: Vec<Link>) -> Fact {
        let evidence = self.views.evidence(self.facts.evidence_of(field));
        Fact { label: self.views.locale().get(label).to_owned(), values, evidence, note: None, number: None }
    }

    /// A fact that may be missing; missing is said, and then no further mark is needed.
    fn text(&self, label: &str, field: &str, value: Option<String>) -> Fact {
        match value {
            Some(value) => self.row(label, field, vec![plain(&value)]),
            None => self.missing(label, "unknown"),
        }
    }

    /// A fact that is not there, with the words that say so.
    fn missing(&self, label: &str, words: &'static str) -> Fact {
        let label = self.views.locale().get(label).to_owned();
        Fact { label, values: vec![plain(self.views.word(words))], evidence: None, note: None, number: None }
    }

    /// Which work this is a version of.
    fn version(&self, from: &str) -> Option<Fact> {
        let of = self.facts.version_of.as_ref()?;
        let corpus = self.views.corpus();
        let work = corpus.works().iter().position(|work| work.slug == of.value)?;
        let link = self.views.link(from, WorkId(u32::try_from(work).ok()?));
        let label = self.views.locale().get("fact_version_of").to_owned();
        Some(Fact { label, values: vec![link], evidence: None, note: self.facts.version.clone(), number: None })
    }

    /// Who discloses the document, when and in what form; only what is stated.
    fn disclosure(&self) -> Option<Fact> {
        let disclosure = self.facts.disclosure.as_ref()?;
        let words = self.views.locale();
        let on = |key: &str, day: &Option<Field<Date>>| {
            day.as_ref().map(|day| format!("{} {}", words.get(key), official_date(day.value)))
        };
        let parts = [
            disclosure.unit.clone(),
            on("disclosure_created", &disclosure.created),
            on("disclosure_published", &disclosure.published),
            disclosure.form.clone(),
        ];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
        let label = words.get("fact_disclosure").to_owned();
        (!text.is_empty()).then(|| Fact { label, values: vec![plain(&text)], evidence: None, note: None, number: None })
    }

    fn issued(&self) -> Fact {
        let words = self.views.locale();
        let between = self.facts.issued_between.as_ref().map(|field| {
            let (first, last) = field.value;
            format!("{} {} – {}", words.get("issued_between"), official_date(first), official_date(last))
        });
        let value = date(self.facts.issued.as_ref().map(|field| field.value)).or(between);
        let mut row = self.text("fact_issued", "issued", value);
        if self.facts.issued_between.is_some() {
            row.evidence = self.views.evidence(Some(Evidence::Inferred));
        }
        row.note =
            self.facts.cited_issued.as_ref().map(|field| format!("{} {}", words.get("cited_issued"), official_date(field.value)));
        row
    }
}

fn plain(text: &str) -> Link {
    Link::plain(text)
}

fn date(date: Option<Date>) -> Option<String> {
    date.map(official_date)
}
