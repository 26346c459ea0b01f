//! Writes front matter that `read_front_matter` reads back as it was.

use std::fmt::Write;

use jiff::civil::Date;

use super::form::Form;
use super::forms::{EvidenceForm, EvidenceWords, ExtentWords, StatusWords};
use super::front_matter::{Extent, Field, FrontMatter, RelationTarget};
use super::shape::Words;
use crate::text::normalize;

/// A page's file with this front matter and no text yet.
///
/// Written are the keys that say what a document is and how that is known, `text` and `draft`: what an entry of
/// `works.yaml` may have and a page that begins as one. Texts are written on one line, in the normal form, so that
/// reading gives back exactly what was written.
pub fn write_page(front: &FrontMatter) -> String {
    write(front, false)
}

/// The same, with a comment line in the place of each fact that a person should look for and that is not known.
pub fn write_draft(front: &FrontMatter) -> String {
    write(front, true)
}

fn write(front: &FrontMatter, hints: bool) -> String {
    let mut yaml = Yaml { text: String::from("---\n"), hints };
    identity(&mut yaml, front);
    dates(&mut yaml, front);
    yaml.choice("status", front.status.as_ref().map(|field| field.value), StatusWords::ALL);
    yaml.date("checked", front.checked.as_ref());
    yaml.list("subjects", &front.subjects);
    if front.text != Extent::Full {
        yaml.choice("text", Some(front.text), ExtentWords::ALL);
    }
    relations(&mut yaml, front);
    evidence(&mut yaml, front);
    if let Some(cited) = &front.cited_issued {
        yaml.line(&format!("as_cited: {{issued: {}}}", cited.value));
    }
    sources(&mut yaml, front);
    yaml.text("version_of", front.version_of.as_ref().map(|field| field.value.as_str()));
    yaml.text("version", front.version.as_deref());
    yaml.text("summary", front.summary.as_deref());
    yaml.text("lang", front.lang.as_deref());
    if front.draft {
        yaml.line("draft: true");
    }
    yaml.line("---");
    yaml.text
}

fn identity(yaml: &mut Yaml, front: &FrontMatter) {
    yaml.text("kind", front.kind.as_ref().map(|field| field.value.name()));
    yaml.text("number", front.number.as_ref().map(|field| field.value.text.as_str()));
    yaml.text("title", front.title.as_ref().map(|field| field.value.as_str()));
    yaml.list("aliases", &front.aliases);
    yaml.text("issuer", front.issuer.as_ref().map(|field| field.value.as_str()));
    yaml.hint(front.issuer.is_none(), "issuer: (chưa rõ cơ quan ban hành)");
    yaml.text("signer", front.signer.as_ref().map(|field| field.value.as_str()));
}

fn dates(yaml: &mut Yaml, front: &FrontMatter) {
    yaml.date("issued", front.issued.as_ref());
    if let Some(Field { value: (first, last), .. }) = &front.issued_between {
        yaml.line(&format!("issued_between: [{first}, {last}]"));
    }
    yaml.hint(front.issued_range().is_none(), "issued: (chưa rõ ngày ban hành, viết năm-tháng-ngày)");
    yaml.date("effective", front.effective.as_ref());
    yaml.hint(front.effective.is_none(), "effective: (chưa rõ ngày có hiệu lực, viết năm-tháng-ngày)");
    yaml.date("expires", front.expires.as_ref());
}

fn relations(yaml: &mut Yaml, front: &FrontMatter) {
    if !front.relations.is_empty() {
        yaml.line("relations:");
    }
    for statement in &front.relations {
        yaml.line(&format!("  - type: {}", statement.relation.key()));
        match &statement.target.value {
            RelationTarget::Slug(slug) => yaml.text("    target", Some(slug)),
            RelationTarget::Work { kind, number, date } => {
                yaml.line("    target:");
                yaml.text("      kind", Some(kind.name()));
                yaml.text("      number", number.as_deref());
                if let Some(date) = date {
                    yaml.line(&format!("      date: {date}"));
                }
            }
        }
        yaml.choice("    evidence", statement.evidence, EvidenceWords::ALL);
        yaml.text("    note", statement.note.as_deref());
    }
}

fn evidence(yaml: &mut Yaml, front: &FrontMatter) {
    let of = |field: &str| if field == "default" { front.evidence_default } else { front.evidence.get(field).copied() };
    let stated: Vec<String> = EvidenceForm::ENTRIES
        .iter()
        .filter_map(|entry| Some(format!("{}: {}", entry.name, name(&of(entry.name)?, EvidenceWords::ALL))))
        .collect();
    if !stated.is_empty() {
        yaml.line(&format!("evidence: {{{}}}", stated.join(", ")));
    }
}

fn sources(yaml: &mut Yaml, front: &FrontMatter) {
    if !front.sources.is_empty() {
        yaml.line("sources:");
    }
    for source in &front.sources {
        let fields = [
            ("title", source.title.as_deref()),
            ("url", source.url.as_ref().map(|url| url.value.as_str())),
            ("ref", source.reference.as_deref()),
            ("place", source.place.as_deref()),
        ];
        let mut mark = "  - ";
        for (key, value) in fields.into_iter().filter(|(_, value)| value.is_some_and(|value| !one_line(value).is_empty())) {
            yaml.text(&format!("{mark}{key}"), value);
            mark = "    ";
        }
        if let Some(accessed) = source.accessed {
            yaml.line(&format!("{mark}accessed: {accessed}"));
        }
    }
    yaml.hint(front.sources.is_empty(), "sources: [{title: (chưa rõ nguồn), url: https://…}]");
}

/// The word for a value of a fixed set.
fn name<T: PartialEq>(value: &T, choices: &[(T, &'static str)]) -> &'static str {
    choices.iter().find(|(choice, _)| choice == value).map_or("", |(_, name)| name)
}

/// Lines of YAML as they come.
struct Yaml {
    text: String,
    /// Whether comments say what is missing.
    hints: bool,
}

impl Yaml {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A key with what to look for, as a comment.
    fn hint(&mut self, missing: bool, line: &str) {
        if self.hints && missing {
            self.line(&format!("# {line}"));
        }
    }

    /// A text, where there is one; the reader takes no empty text.
    fn text(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value.map(one_line).filter(|value| !value.is_empty()) {
            self.line(&format!("{key}: {}", scalar(&value)));
        }
    }

    fn date(&mut self, key: &str, date: Option<&Field<Date>>) {
        if let Some(date) = date {
            self.line(&format!("{key}: {}", date.value));
        }
    }

    fn list(&mut self, key: &str, items: &[Field<String>]) {
        let items: Vec<String> = items.iter().map(|item| one_line(&item.value)).filter(|item| !item.is_empty()).collect();
        if !items.is_empty() {
            self.line(&format!("{key}:"));
        }
        for item in items {
            self.line(&format!("  - {}", scalar(&item)));
        }
    }

    fn choice<T: PartialEq>(&mut self, key: &str, value: Option<T>, choices: &[(T, &'static str)]) {
        if let Some(value) = value {
            self.line(&format!("{key}: {}", name(&value, choices)));
        }
    }
}

/// Text in the normal form with single spaces, none at the ends.
pub(crate) fn one_line(text: &str) -> String {
    normalize(text).text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line of text as YAML within brackets or braces, where a comma parts.
pub(super) fn flow_scalar(text: &str) -> String {
    if is_plain(text) && !text.contains(',') { text.to_owned() } else { quoted(text) }
}

/// One line of text as YAML: plain where nothing in it could mean anything else, else in double quotes.
fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // What no page of ours should hold is written by its number, which every reader of YAML takes.
            c if c.is_control() || u32::from(c) & 0xfffe == 0xfffe => drop(write!(quoted, "\\U{:08x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Letters, figures and the marks of titles and numbers, beginning with a letter, a figure or `(`.
fn is_plain(text: &str) -> bool {
    const WORDS: &[&str] = &["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let opens = text.starts_with(|c: char| c.is_alphanumeric() || c == '(');
    let plain = |c: char| c.is_alphanumeric() || " /-&().,;%+–“”".contains(c);
    opens && text.chars().all(plain) && !WORDS.contains(&text.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::super::read_page;
    use super::*;
    use crate::citation::Kinds;
    use crate::content::{Ending, Evidence, Number, Relation, RelationStatement, SourceReference, Status};

    fn field<T>(value: T) -> Field<T> {
        Field { value, span: 0..0 }
    }

    fn read_back(front: &FrontMatter) -> FrontMatter {
        let text = write_page(front);
        let source = Arc::new(crate::content::Source::new("content/x.md".into(), text.clone()));
        let (page, problems) = read_page::read(&source, &Kinds::default(), &Ending::default());
        assert!(problems.is_empty(), "{text}\n{problems:?}");
        page.unwrap_or_else(|| panic!("{text}")).front
    }

    proptest! {
        #[test]
        fn any_text_is_read_back_as_one_line(title in "\\PC*|.*", issuer in ".*", place in "[-:#'\"{}\\[\\], a-zđ]*") {
            let source = SourceReference {
                title: None, url: None, reference: Some(format!("x{issuer}")), place: Some(place.clone()), accessed: None,
            };
            let front = FrontMatter {
                title: Some(field(format!("t{title}"))),
                issuer: Some(field(issuer.clone())),
                aliases: vec![field(title.clone())],
                sources: vec![source],
                ..FrontMatter::default()
            };
            let read = read_back(&front);
            prop_assert_eq!(read.title.expect("a title").value, one_line(&format!("t{title}")));
            prop_assert_eq!(read.issuer.map(|field| field.value).unwrap_or_default(), one_line(&issuer));
            prop_assert_eq!(read.aliases.first().map(|field| field.value.clone()).unwrap_or_default(), one_line(&title));
            prop_assert_eq!(read.sources[0].reference.clone().expect("a source"), one_line(&format!("x{issuer}")));
            prop_assert_eq!(read.sources[0].place.clone().unwrap_or_default(), one_line(&place));
        }
    }

    #[test]
    fn texts_that_look_like_something_else_stay_texts() {
        for text in ["null", "~", "true", "- x", "# x", "a: b", "a #b", "'x'", "\"x\"", "\\n", "*x", "&x", "!x", "|", "@x", "012"]
        {
            let front = FrontMatter { title: Some(field(text.to_owned())), ..FrontMatter::default() };
            assert_eq!(read_back(&front).title.expect("a title").value, text);
        }
    }

    #[test]
    fn every_key_of_a_known_work_comes_back() {
        let date = |day| jiff::civil::date(2023, 8, day);
        let kind = Kinds::default().from_name("Nghị định").expect("a kind");
        let target = RelationTarget::Work { kind, number: Some("1/2020/NĐ-CP".to_owned()), date: Some(date(1)) };
        let relation = |target| RelationStatement {
            relation: Relation::Replaces,
            target: field(target),
            evidence: Some(Evidence::Confirmed),
            note: Some("Điều 2: hết".to_owned()),
        };
        let source = |url: Option<&str>, reference: Option<&str>| SourceReference {
            title: Some("Công báo".to_owned()),
            url: url.map(|url| field(url.to_owned())),
            reference: reference.map(str::to_owned),
            place: Some("dieu-1".to_owned()),
            accessed: Some(date(9)),
        };
        let front = FrontMatter {
            kind: Some(field(kind)),
            number: Some(field(Number { text: "59/2023/NĐ-CP".to_owned(), parsed: None })),
            title: Some(field("Chi tiết".to_owned())),
            aliases: vec![field("NĐ 59/2023".to_owned())],
            issuer: Some(field("Chính phủ".to_owned())),
            signer: Some(field("Ai đó".to_owned())),
            issued: Some(field(date(14))),
            issued_between: Some(field((date(1), date(31)))),
            effective: Some(field(date(15))),
            expires: Some(field(date(20))),
            status: Some(field(Status::Partly)),
            checked: Some(field(date(21))),
            subjects: vec![field("dân chủ".to_owned())],
            text: Extent::Outline,
            relations: vec![relation(RelationTarget::Slug("qd-1".to_owned())), relation(target)],
            evidence: [("issued".to_owned(), Evidence::Disputed)].into(),
            evidence_default: Some(Evidence::AsCited),
            cited_issued: Some(field(date(13))),
            sources: vec![source(Some("https://vbpl.vn/"), None), source(None, Some("Kế hoạch"))],
            version_of: Some(field("nd-59".to_owned())),
            version: Some("hợp nhất".to_owned()),
            summary: Some("Một câu.".to_owned()),
            lang: Some("vi".to_owned()),
            draft: true,
            ..FrontMatter::default()
        };
        let text = write_page(&front);
        assert_eq!(write_page(&read_back(&front)), text);
        for key in ["signer", "issued_between", "expires", "status", "checked", "as_cited", "version_of", "summary", "draft"] {
            assert!(text.contains(&format!("\n{key}: ")), "{key}");
        }
    }
}
