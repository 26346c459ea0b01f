//! Reads the front matter of a page, and the same keys of an entry of `works.yaml`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::decode::{Decoder, Table};
use super::front_matter::{
    Correction, Deadline, Disclosure, Evidence, Extent, Field, FrontMatter, Note, Number, Relation, RelationStatement,
    RelationTarget, SourceReference, Status, Target, Task, Withdrawal,
};
use super::yaml::{Located, Node};
use crate::citation::{DocumentNumber, Kind};
use crate::diagnostic::{Code, Say};

pub(super) const EVIDENCE: &[(Evidence, &str)] = &[
    (Evidence::Confirmed, "confirmed"),
    (Evidence::Secondary, "secondary"),
    (Evidence::AsCited, "as-cited"),
    (Evidence::Inferred, "inferred"),
    (Evidence::Disputed, "disputed"),
    (Evidence::Unknown, "unknown"),
];

pub(super) const STATUS: &[(Status, &str)] = &[
    (Status::InForce, "in-force"),
    (Status::Partly, "partly"),
    (Status::Expired, "expired"),
    (Status::Suspended, "suspended"),
    (Status::Unknown, "unknown"),
];

pub(super) const EXTENT: &[(Extent, &str)] = &[(Extent::Full, "full"), (Extent::Outline, "outline")];

/// The fields that `evidence` may speak of.
pub(super) const EVIDENCE_FIELDS: &[&str] = &[
    "default",
    "kind",
    "number",
    "title",
    "issuer",
    "signer",
    "issued",
    "effective",
    "expires",
    "status",
    "structure",
    "subjects",
];

/// Reads all keys of a document; `is_work` for entries of `works.yaml`, which may lack a title and have no page keys.
pub(super) fn read(mut table: Table<'_, '_>, is_work: bool) -> FrontMatter {
    let mut front =
        FrontMatter { kind: table.take("kind").and_then(|value| kind(table.decoder(), value)), ..FrontMatter::default() };
    if is_work {
        front.title = table.text("title");
    } else {
        front.title = table.required("title", "Tên văn bản");
    }
    facts(&mut table, &mut front);
    sources(&mut table, &mut front);
    if !is_work {
        page_keys(&mut table, &mut front);
        disclosure(&mut table, &mut front);
    }
    table.finish();
    front
}

fn facts(table: &mut Table<'_, '_>, front: &mut FrontMatter) {
    front.number = table.text("number").map(|field| {
        let parsed = DocumentNumber::parse(&field.value);
        Field { value: Number { text: field.value, parsed }, span: field.span }
    });
    front.aliases = table.texts("aliases");
    front.issuer = table.text("issuer");
    front.signer = table.text("signer");
    front.issued = table.date("issued");
    front.issued_between = interval(table);
    front.effective = table.date("effective");
    front.expires = table.date("expires");
    front.status = table.choice("status", STATUS);
    front.checked = table.date("checked");
    front.subjects = table.texts("subjects");
    front.relations = table.tables("relations", relation);
    evidence(table, front);
    front.cited_issued = as_cited(table);
    front.summary = table.plain_text("summary");
    front.lang = table.plain_text("lang");
    front.version_of = table.text("version_of");
    front.version = table.plain_text("version");
}

fn page_keys(table: &mut Table<'_, '_>, front: &mut FrontMatter) {
    front.text = table.choice("text", EXTENT).map(|field| field.value).unwrap_or_default();
    front.draft = table.flag("draft");
    front.redirect_from = table.texts("redirect_from");
    front.corrections = table.tables("corrections", |mut item| {
        let at = item.required("at", "…");
        let note = item.required("note", "…");
        let source = item.plain_text("source");
        item.finish();
        Some(Correction { at: at?, note: note?.value, source })
    });
    front.notes = table.tables("notes", |mut item| {
        let at = item.required("at", "ii-p1");
        let note = item.required("note", "…");
        item.finish();
        Some(Note { at: at?, note: note?.value })
    });
    front.deadlines = table.tables("deadlines", |mut item| {
        let decoder = item.decoder();
        let date = item.required_with("date", "2025-12-10", |value| decoder.date("date", value));
        let title = item.required("title", "…");
        let (unit, at) = (item.plain_text("unit"), item.texts("at"));
        let done = item.take("done").and_then(|value| decoder.flag("done", value));
        item.finish();
        Some(Deadline { date: date?.value, title: title?.value, unit, done, at })
    });
    front.tasks = table.tables("tasks", |mut item| {
        let title = item.required("title", "…");
        let (unit, at) = (item.plain_text("unit"), item.texts("at"));
        item.finish();
        Some(Task { title: title?.value, unit, at })
    });
    front.targets = table.tables("targets", |mut item| {
        let title = item.required("title", "…");
        let (value, at) = (item.plain_text("value"), item.texts("at"));
        item.finish();
        Some(Target { title: title?.value, value, at })
    });
}

fn disclosure(table: &mut Table<'_, '_>, front: &mut FrontMatter) {
    const ACCESS: &[(bool, &str)] = &[(false, "public"), (true, "internal")];
    front.internal = table.choice("access", ACCESS).is_some_and(|field| field.value);
    let decoder = table.decoder();
    front.disclosure = table.take("disclosure").and_then(|value| decoder.table("disclosure", value)).map(|mut item| {
        let disclosure = Disclosure {
            unit: item.plain_text("unit"),
            created: item.plain_date("created"),
            published: item.plain_date("published"),
            form: item.plain_text("form"),
        };
        item.finish();
        disclosure
    });
    front.withdrawn = table.take("withdrawn").and_then(|value| decoder.table("withdrawn", value)).map(|mut item| {
        let withdrawal = Withdrawal { date: item.plain_date("date"), reason: item.plain_text("reason") };
        item.finish();
        withdrawal
    });
}

fn kind(decoder: &Decoder<'_>, value: Located) -> Option<Field<Kind>> {
    let field = decoder.text("kind", value)?;
    if let Some(kind) = decoder.kinds.from_name(&field.value) {
        return Some(Field { value: kind, span: field.span });
    }
    let message = Say::new(
        format!("`{}` không phải tên loại văn bản", field.value),
        format!("`{}` is not a kind of document", field.value),
    );
    decoder.report(decoder.problem(Code::BadValue, &field.span, message).help(
        "viết tên loại theo NĐ 30/2020/NĐ-CP, ví dụ `Nghị định`, `Quyết định`; loại khác thì thêm vào `kinds` của site.yaml",
        "use the name of a kind, such as `Nghị định`, `Quyết định`; add others to `kinds` in site.yaml",
    ));
    None
}

fn interval(table: &mut Table<'_, '_>) -> Option<Field<(Date, Date)>> {
    const KEY: &str = "issued_between";
    let decoder = table.decoder();
    let value = table.take(KEY)?;
    let span = value.span.clone();
    let items = decoder.sequence(KEY, value);
    let dates: Vec<Date> = items.into_iter().filter_map(|item| decoder.date(KEY, item)).map(|field| field.value).collect();
    match dates[..] {
        [first, last] if first <= last => Some(Field { value: (first, last), span }),
        _ => {
            decoder.bad(&span, KEY, ("hai ngày, ngày sớm trước", "two dates, the earlier first"), "[2025-02-05, 2025-02-21]");
            None
        }
    }
}

fn evidence(table: &mut Table<'_, '_>, front: &mut FrontMatter) {
    let decoder = table.decoder();
    let Some(mut item) = table.take("evidence").and_then(|value| decoder.table("evidence", value)) else { return };
    let mut found = BTreeMap::new();
    for key in EVIDENCE_FIELDS {
        if let Some(value) = item.choice(key, EVIDENCE) {
            found.insert((*key).to_owned(), value.value);
        }
    }
    item.finish();
    front.evidence_default = found.remove("default");
    front.evidence = found;
}

fn as_cited(table: &mut Table<'_, '_>) -> Option<Field<Date>> {
    let decoder = table.decoder();
    let mut item = decoder.table("as_cited", table.take("as_cited")?)?;
    let issued = item.date("issued");
    item.finish();
    issued
}

fn relation(mut item: Table<'_, '_>) -> Option<RelationStatement> {
    let decoder = item.decoder();
    let kind = item.required_with("type", "implements", |value| decoder.choice("type", value, Relation::ALL));
    let target = item.required_with("target", "luat-10-2022-qh15", |value| target(decoder, value));
    let evidence = item.choice("evidence", EVIDENCE).map(|field| field.value);
    let note = item.plain_text("note");
    item.finish();
    Some(RelationStatement { relation: kind?.value, target: target?, evidence, note })
}

fn target(decoder: &Decoder<'_>, value: Located) -> Option<Field<RelationTarget>> {
    let span = value.span.clone();
    if !matches!(value.node, Node::Mapping(_)) {
        let slug = decoder.text("target", value)?;
        return Some(Field { value: RelationTarget::Slug(slug.value), span });
    }
    let mut item = decoder.table("target", value)?;
    let kind = item.required_with("kind", "Nghị định", |value| kind(decoder, value));
    let number = item.plain_text("number");
    let date = item.plain_date("date");
    item.finish();
    Some(Field { value: RelationTarget::Work { kind: kind?.value, number, date }, span })
}

fn sources(table: &mut Table<'_, '_>, front: &mut FrontMatter) {
    let decoder = table.decoder();
    front.sources = table.tables("sources", |mut item| {
        let title = item.plain_text("title");
        let url = item.text("url");
        if let Some(field) = &url
            && !field.value.starts_with("https://")
            && !field.value.starts_with("http://")
        {
            decoder.bad(&field.span, "url", ("địa chỉ http hoặc https", "an http or https address"), "https://vbpl.vn/");
        }
        let reference = item.plain_text("ref");
        let place = item.plain_text("place");
        let accessed = item.plain_date("accessed");
        let span = item.span.clone();
        item.finish();
        if url.is_some() == reference.is_some() {
            let expected = ("một nguồn có đúng một trong `url` và `ref`", "a source with exactly one of `url` and `ref`");
            decoder.bad(&span, "sources", expected, "{title: …, url: https://…}");
            return None;
        }
        Some(SourceReference { title, url, reference, place, accessed })
    });
}
