//! What a document is in the words of schema.org: `Legislation` as JSON-LD, in an element of the page that no browser runs.
//!
//! Only what is known is said: no force, no coverage and no day where the site has none.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::forms;
use crate::content::structure::Unit;
use crate::content::{FrontMatter, Page, Relation};
use crate::corpus::{Validity, WorkId};
use crate::hash::Hash;
use crate::site::href;
use crate::site::view::Views;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "each is named as schema.org has it")]
struct Legislation<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    /// The page's own address: where it is read, if the site does not know where it stands.
    #[serde(rename = "@id")]
    address: String,
    identifier: String,
    name: &'a str,
    in_language: &'a str,
    legislation_jurisdiction: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    legislation_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    legislation_identifier: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    legislation_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    legislation_passed_by: Option<Organization<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temporal_coverage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    legislation_legal_force: Option<&'static str>,
    publisher: Organization<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
    encoding: Vec<Encoding>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    has_part: Vec<Part<'a>>,
    /// What the document does to others.
    #[serde(flatten)]
    forward: BTreeMap<&'static str, Vec<Node>>,
    /// What others do to it.
    #[serde(rename = "@reverse", skip_serializing_if = "BTreeMap::is_empty")]
    backward: BTreeMap<&'static str, Vec<Node>>,
}

#[derive(Serialize)]
struct Organization<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Encoding {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "encodingFormat")]
    format: &'static str,
    content_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<Hash>,
    legislation_legal_value: &'static str,
}

/// A part of the text, with its place on the page.
#[derive(Serialize)]
struct Part<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    address: String,
    #[serde(rename = "legislationIdentifier")]
    label: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
}

/// Most parts that are named here, for the element is loaded by every reader; a document's own data have them all.
const PARTS: usize = 12;

#[derive(Serialize)]
struct Node {
    #[serde(rename = "@id")]
    address: String,
}

/// The text of the element: JSON in which nothing ends it.
pub(in crate::site) fn legislation(views: &Views<'_>, page: &Page, work: WorkId) -> String {
    let (front, settings) = (&page.front, views.site.settings);
    let corpus = views.site.corpus;
    let (forward, backward) = relations(views, page, work);
    let organization = |name| Organization { kind: "Organization", name };
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let state = corpus.validity(work, corpus.today());
    let legislation = Legislation {
        context: "https://schema.org",
        kind: "Legislation",
        address: settings.base_url.as_ref().map(|base| format!("{base}{}", href::encode(&page.output))).unwrap_or_default(),
        identifier: corpus.identifier(work),
        name: front.title.as_ref().map_or("", |title| &title.value),
        in_language: front.lang.as_deref().unwrap_or("vi"),
        legislation_jurisdiction: "VN",
        legislation_type: front.kind.as_ref().map(|kind| kind.value.name()),
        legislation_identifier: front.number.as_ref().map(|number| number.value.text.as_str()),
        legislation_date: day(front.issued.as_ref().map(|issued| issued.value)),
        legislation_passed_by: front.issuer.as_ref().map(|issuer| organization(&issuer.value)),
        date_published: day(front.disclosure.as_ref().and_then(|disclosure| disclosure.published.as_ref()).map(|day| day.value)),
        temporal_coverage: if front.version_of.is_some() { applied(views, work) } else { coverage(front, state) },
        legislation_legal_force: force(state),
        publisher: organization(&settings.agency),
        license: settings.licence.as_deref(),
        encoding: encodings(views, page),
        has_part: parts(views, page),
        forward,
        backward,
    };
    serde_json::to_string(&legislation).unwrap_or_default().replace('<', "\\u003c")
}

/// From the first day to the last; open only where the document is known to bind still.
fn coverage(front: &FrontMatter, state: Validity) -> Option<String> {
    let first = front.effective.as_ref()?.value;
    let last = front.expires.as_ref().and_then(|expires| expires.value.yesterday().ok());
    match last {
        Some(last) => (first <= last).then(|| format!("{first}/{last}")),
        None => matches!(state, Validity::InForce | Validity::Partly | Validity::NotYet).then(|| format!("{first}/..")),
    }
}

/// The days on which a version applies; open where no end of them is known.
fn applied(views: &Views<'_>, work: WorkId) -> Option<String> {
    let timeline = views.site.corpus.timeline(work)?;
    let period = timeline.texts.iter().find(|text| text.work == work)?.period?;
    let last = period.until.and_then(|until| until.yesterday().ok());
    Some(format!("{}/{}", period.from, last.map_or_else(|| "..".to_owned(), |last| last.to_string())))
}

fn force(state: Validity) -> Option<&'static str> {
    match state {
        Validity::InForce => Some("https://schema.org/InForce"),
        Validity::Partly => Some("https://schema.org/PartiallyInForce"),
        Validity::NotYet | Validity::Expired | Validity::Suspended => Some("https://schema.org/NotInForce"),
        Validity::Unknown => None,
    }
}

/// The other forms of the page. None of them is the original; the hash is that of the source.
fn encodings(views: &Views<'_>, page: &Page) -> Vec<Encoding> {
    let encoding = |(format, path): (&'static str, String)| Encoding {
        kind: "LegislationObject",
        format,
        content_url: href::relative(&page.output, &path, ""),
        sha256: (path == page.download()).then(|| page.sha256()),
        legislation_legal_value: "https://schema.org/UnofficialLegalValue",
    };
    forms(views.site.settings, page).into_iter().map(encoding).collect()
}

/// The outermost parts, where they are few.
fn parts<'a>(views: &Views<'a>, page: &'a Page) -> Vec<Part<'a>> {
    let outermost: Vec<_> = page.units().iter().filter(|unit| unit.parent().is_none()).collect();
    let part = |unit: &&'a Unit| Part {
        kind: "Legislation",
        address: views.place(&page.output, page, unit.id()),
        label: unit.label(),
        name: unit.title(),
    };
    if outermost.len() > PARTS { Vec::new() } else { outermost.iter().map(part).collect() }
}

type Nodes = BTreeMap<&'static str, Vec<Node>>;

/// The relations that the page shows, by what schema.org calls them: from it, and to it.
fn relations(views: &Views<'_>, page: &Page, work: WorkId) -> (Nodes, Nodes) {
    let (mut forward, mut backward) = (Nodes::new(), Nodes::new());
    for (relation, other, edge) in views.site.corpus.relations_of(work) {
        let nodes = if edge.subject == work { &mut forward } else { &mut backward };
        let acting = if relation.is_forward() { relation } else { relation.inverse() };
        nodes.entry(property(acting)).or_default().push(Node { address: views.address(&page.output, other, "") });
    }
    (forward, backward)
}

/// What schema.org calls a relation; where it has no word as close, a wider one.
fn property(relation: Relation) -> &'static str {
    match relation {
        Relation::BasedOn => "isBasedOn",
        Relation::Details | Relation::Guides | Relation::Implements => "legislationEnsuresImplementationOf",
        Relation::Amends => "legislationAmends",
        Relation::Repeals => "legislationRepeals",
        Relation::Corrects => "legislationCorrects",
        Relation::Replaces | Relation::Suspends => "legislationChanges",
        Relation::Consolidates => "legislationConsolidates",
        _ => "citation",
    }
}
