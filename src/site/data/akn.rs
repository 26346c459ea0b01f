//! A document in Akoma Ntoso 3.0 (OASIS `LegalDocML`), its names and ids by the naming convention of part 3.
//!
//! It holds the text once, in its order: units as hierarchical elements, what stands between them as containers. Akoma Ntoso
//! demands a day for each document; where only an interval or a year is known, what is given is said to be a bound.

use jiff::civil::Date;

use super::akn_text::Text;
use crate::content::structure::Level;
use crate::content::{FrontMatter, Page};
use crate::corpus::{PageId, WorkId};
use crate::site::html::escape;
use crate::site::input::Site;
use crate::text::slug;

const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// The first and last day on which a document can have been issued; its number's year says so too. None where nothing is known.
pub(super) fn days(front: &FrontMatter) -> Option<(Date, Date)> {
    let of_number = || {
        let year = i16::try_from(front.number.as_ref()?.value.parsed.as_ref()?.year()?).ok()?;
        Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
    };
    front.issued_range().or_else(of_number)
}

/// The file; none for a document of which not even the year is known.
pub(super) fn xml(site: &Site<'_>, id: PageId) -> Option<Vec<u8>> {
    let page = site.corpus.page(id);
    let days = days(&page.front)?;
    // A page with a kind is a work.
    let work = site.corpus.work_of(id).unwrap_or(WorkId(0));
    let is_act = page.units().iter().any(|unit| unit.level == Level::Article);
    let (element, body) = if is_act { ("act", "body") } else { ("doc", "mainBody") };
    let kind = page.front.kind.as_ref().map(|kind| kind.value.slug()).unwrap_or_default();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<akomaNtoso xmlns=\"{NAMESPACE}\">\n<{element} name=\"{}\">\n",
        attribute(&kind)
    );
    meta(&mut out, site, (page, work), element, days);
    preface(&mut out, page);
    let blocks = page.blocks();
    Text::new(page, &blocks).write(&mut out, is_act, body);
    out.push_str(&format!("</{element}>\n</akomaNtoso>\n"));
    Some(out.into_bytes())
}

/// Escaped, without what no XML may hold.
pub(super) fn attribute(text: &str) -> String {
    let sound: String = text
        .chars()
        .filter(|c| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'))
        .collect();
    let mut out = String::with_capacity(sound.len());
    escape(&mut out, &sound);
    out
}

/// What the document is, on the four levels of FRBR that the standard takes it apart by.
fn meta(out: &mut String, site: &Site<'_>, (page, work): (&Page, WorkId), element: &str, (first, last): (Date, Date)) {
    let front = &page.front;
    let is_day = first == last;
    let uri = uri(page, element, (first, last));
    let lang = if front.lang.as_deref().unwrap_or("vi") == "vi" { "vie" } else { front.lang.as_deref().unwrap_or("vie") };
    let lang = attribute(lang);
    let issued = if is_day { ("ban-hanh", last) } else { ("khong-muon-hon", last) };
    let level = |name: &str, uri: &str, (about, day): (&str, Date), author: &str, rest: &str| {
        let alias = if name == "FRBRWork" {
            format!("<FRBRalias value=\"{}\" name=\"congkhai\"/>", attribute(&site.corpus.identifier(work)))
        } else {
            String::new()
        };
        format!(
            "<{name}><FRBRthis value=\"{uri}/!main\"/><FRBRuri value=\"{uri}\"/>{alias}<FRBRdate date=\"{day}\" name=\"{about}\"/><FRBRauthor href=\"#{author}\"/>{rest}</{name}>\n"
        )
    };
    let number = front.number.as_ref().map(|number| format!("<FRBRnumber value=\"{}\"/>", attribute(&number.value.text)));
    let subtype = front.kind.as_ref().map(|kind| format!("<FRBRsubtype value=\"{}\"/>", kind.value.slug()));
    let of_work = format!("<FRBRcountry value=\"vn\"/>{}{}", subtype.unwrap_or_default(), number.unwrap_or_default());
    let of_expression = format!("<FRBRauthoritative value=\"false\"/><FRBRlanguage language=\"{lang}\"/>");
    out.push_str("<meta>\n<identification source=\"#congkhai\">\n");
    out.push_str(&level("FRBRWork", &uri, issued, "banhanh", &of_work));
    out.push_str(&level("FRBRExpression", &format!("{uri}/{lang}@"), issued, "banhanh", &of_expression));
    out.push_str(&level("FRBRManifestation", &format!("{uri}/{lang}@.xml"), ("khong-som-hon", first), "congkhai", ""));
    out.push_str("</identification>\n<references source=\"#congkhai\">\n");
    let issuer = front.issuer.as_ref().map(|issuer| issuer.value.as_str());
    for (id, name) in [("banhanh", issuer), ("congkhai", Some(site.settings.agency.as_str()))] {
        let about = name.map(slug).filter(|name| !name.is_empty()).unwrap_or_else(|| "unknown".to_owned());
        let name = attribute(name.unwrap_or("chưa xác minh"));
        out.push_str(&format!(
            "<TLCOrganization eId=\"{id}\" href=\"/akn/ontology/organization/vn/{about}\" showAs=\"{name}\"/>\n"
        ));
    }
    out.push_str("</references>\n</meta>\n");
}

/// `/akn/vn/act/luat/quoc-hoi/2022-11-10/10-2022-qh15`; parts that are not known are left out, of a day the year stays.
fn uri(page: &Page, element: &str, (first, last): (Date, Date)) -> String {
    let front = &page.front;
    let kind = front.kind.as_ref().map(|kind| kind.value.slug());
    let issuer = front.issuer.as_ref().map(|issuer| slug(&issuer.value));
    let day = if first == last { last.to_string() } else { last.year().to_string() };
    let number = front.number.as_ref().map(|number| slug(&number.value.text)).filter(|number| !number.is_empty());
    let parts = [kind, issuer, Some(day), Some(number.unwrap_or_else(|| attribute(&page.slug)))];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    format!("/akn/vn/{element}/{}", parts.join("/"))
}

/// Its kind, number and title, which are facts of the page and not words of the text.
fn preface(out: &mut String, page: &Page) {
    let front = &page.front;
    let kind = front.kind.as_ref().map(|kind| format!("<docType>{}</docType> ", attribute(kind.value.name())));
    let number = front.number.as_ref().map(|number| format!("<docNumber>{}</docNumber> ", attribute(&number.value.text)));
    let title = front.title.as_ref().map(|title| format!("<docTitle>{}</docTitle>", attribute(&title.value)));
    let words: String = [kind, number, title].into_iter().flatten().collect();
    out.push_str(&format!("<preface><longTitle><p>{words}</p></longTitle></preface>\n"));
}
