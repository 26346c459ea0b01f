//! The facts of a work as data, each with how sure it is; what is not known is `null`.

use jiff::civil::Date;
use serde::Serialize;

use super::{akn_path, json_path};
use crate::content::{Evidence, Extent, Extra, Field, FrontMatter, Page, SourceReference};
use crate::corpus::{Corpus, Validity, WorkId};
use crate::site::href;
use crate::site::input::Site;

/// A work.
#[derive(Debug, Serialize)]
pub(super) struct Record<'a> {
    pub(super) id: String,
    pub(super) slug: &'a str,
    pub(super) name: String,
    /// Its page here and the other forms of it, as paths from the site's root.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) page: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) markdown: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    json: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    akn: Option<String>,
    pub(super) kind: Fact<&'a str>,
    pub(super) issuer: Fact<&'a str>,
    pub(super) number: Fact<&'a str>,
    pub(super) issued: Fact<String>,
    pub(super) effective: Fact<String>,
    pub(super) title: Fact<&'a str>,
    pub(super) signer: Fact<&'a str>,
    pub(super) expires: Fact<String>,
    pub(super) validity: Fact<&'static str>,
    pub(super) subjects: Fact<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_between: Option<[String; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cited_issued: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<&'a str>,
    pub(super) checked: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'static str>,
    lang: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version_of: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disclosure: Option<Disclosed<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<Withdrawn<'a>>,
    sources: Vec<Source<'a>>,
}

/// A fact and how sure it is; nothing where nobody said.
#[derive(Debug, Serialize)]
pub(super) struct Fact<T> {
    pub(super) value: Option<T>,
    pub(super) evidence: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Disclosed<'a> {
    unit: Option<&'a str>,
    created: Option<String>,
    published: Option<String>,
    form: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Withdrawn<'a> {
    date: Option<String>,
    reason: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub(super) struct Source<'a> {
    title: Option<&'a str>,
    url: Option<&'a str>,
    reference: Option<&'a str>,
    place: Option<&'a str>,
    accessed: Option<String>,
}

/// The record of a work.
pub(super) fn record<'a>(site: &Site<'a>, work: WorkId) -> Record<'a> {
    let (corpus, settings) = (site.corpus, site.settings);
    let front = corpus.facts(work);
    let page = corpus.work(work).page.map(|page| corpus.page(page));
    let base = settings.base_url.as_deref();
    let day = |field: Option<Date>| field.map(|day| day.to_string());
    let facts = Facts(front);
    Record {
        id: corpus.identifier(work),
        slug: &corpus.work(work).slug,
        name: corpus.short_name(work),
        page: page.map(|page| page.output.as_str()),
        url: page.and_then(|page| Some(format!("{}{}", base?, href::encode(&page.output)))),
        markdown: page.map(Page::download),
        json: page.filter(|_| settings.has(Extra::Json)).map(json_path),
        akn: page.and_then(|page| akn_path(settings, page)),
        kind: facts.of("kind", front.kind.as_ref().map(|kind| kind.value.name())),
        issuer: facts.text("issuer", front.issuer.as_ref().map(|issuer| &issuer.value)),
        number: facts.text("number", front.number.as_ref().map(|number| &number.value.text)),
        issued: facts.of("issued", day(front.issued.as_ref().map(|field| field.value))),
        effective: facts.of("effective", day(front.effective.as_ref().map(|field| field.value))),
        title: facts.text("title", front.title.as_ref().map(|title| &title.value)),
        signer: facts.text("signer", front.signer.as_ref().map(|signer| &signer.value)),
        expires: facts.of("expires", day(front.expires.as_ref().map(|field| field.value))),
        validity: facts.of("status", validity(corpus, work)),
        subjects: facts.of("subjects", Some(texts(&front.subjects)).filter(|subjects| !subjects.is_empty())),
        issued_between: front.issued_between.as_ref().map(|field| [field.value.0.to_string(), field.value.1.to_string()]),
        cited_issued: day(front.cited_issued.as_ref().map(|field| field.value)),
        aliases: texts(&front.aliases),
        checked: day(front.checked.as_ref().map(|field| field.value)),
        text: page
            .filter(|page| !page.is_withdrawn())
            .map(|page| if page.front.text == Extent::Full { "full" } else { "outline" }),
        lang: front.lang.as_deref().unwrap_or("vi"),
        version_of: front.version_of.as_ref().map(|field| field.value.as_str()),
        version: front.version.as_deref(),
        disclosure: disclosed(front),
        withdrawn: withdrawn(front),
        sources: sources(front),
    }
}

impl Record<'_> {
    /// The day on which it was withdrawn, `unknown` where nobody says which; nothing where it was not.
    pub(super) fn withdrawn_on(&self) -> &str {
        self.withdrawn.as_ref().map_or("", |withdrawn| withdrawn.date.as_deref().unwrap_or("unknown"))
    }
}

/// The facts of a work with what is said of how sure they are.
struct Facts<'a>(&'a FrontMatter);

impl<'a> Facts<'a> {
    fn of<T>(&self, key: &str, value: Option<T>) -> Fact<T> {
        Fact { value, evidence: self.0.evidence_of(key).map(Evidence::key) }
    }

    fn text(&self, key: &str, value: Option<&'a String>) -> Fact<&'a str> {
        self.of(key, value.map(String::as_str))
    }
}

fn texts(fields: &[Field<String>]) -> Vec<&str> {
    fields.iter().map(|field| field.value.as_str()).collect()
}

/// The state on the day of the build; nothing where it is not known.
fn validity(corpus: &Corpus, work: WorkId) -> Option<&'static str> {
    match corpus.validity(work, corpus.today()) {
        Validity::InForce => Some("in-force"),
        Validity::NotYet => Some("not-yet"),
        Validity::Partly => Some("partly"),
        Validity::Expired => Some("expired"),
        Validity::Suspended => Some("suspended"),
        Validity::Unknown => None,
    }
}

fn disclosed(front: &FrontMatter) -> Option<Disclosed<'_>> {
    let disclosure = front.disclosure.as_ref()?;
    let day = |day: &Option<Field<Date>>| day.as_ref().map(|day| day.value.to_string());
    Some(Disclosed {
        unit: disclosure.unit.as_deref(),
        created: day(&disclosure.created),
        published: day(&disclosure.published),
        form: disclosure.form.as_deref(),
    })
}

fn withdrawn(front: &FrontMatter) -> Option<Withdrawn<'_>> {
    let withdrawal = front.withdrawn.as_ref()?;
    Some(Withdrawn { date: withdrawal.date.map(|day| day.to_string()), reason: withdrawal.reason.as_deref() })
}

fn sources(front: &FrontMatter) -> Vec<Source<'_>> {
    front.sources.iter().map(Source::of).collect()
}

impl<'a> Source<'a> {
    pub(super) fn of(one: &'a SourceReference) -> Self {
        Self {
            title: one.title.as_deref(),
            url: one.url.as_ref().map(|url| url.value.as_str()),
            reference: one.reference.as_deref(),
            place: one.place.as_deref(),
            accessed: one.accessed.map(|day| day.to_string()),
        }
    }
}
