//! JSON Schema (2020-12) of the files that people write, from the tables that read them.

use serde_json::{Map, Value, json};

use super::disclosure_forms::{Disclosures, HolidayYearForm};
use super::form::{Entry, Form};
use super::forms::{Document, RegisterForm, Site};

/// A file whose format has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaOf {
    /// The front matter of a page.
    FrontMatter,
    /// `content/site.yaml`.
    Site,
    /// `content/works.yaml`.
    Works,
    /// `content/data/disclosure.yaml`.
    Disclosure,
    /// `content/data/holidays.yaml`.
    Holidays,
    /// `content/data/published.yaml`.
    Register,
}

impl SchemaOf {
    /// Every schema.
    pub const ALL: &[Self] = &[Self::FrontMatter, Self::Site, Self::Works, Self::Disclosure, Self::Holidays, Self::Register];

    /// Its name: `front-matter`.
    pub fn name(self) -> &'static str {
        match self {
            Self::FrontMatter => "front-matter",
            Self::Site => "site",
            Self::Works => "works",
            Self::Disclosure => "disclosure",
            Self::Holidays => "holidays",
            Self::Register => "register",
        }
    }

    /// Where a site keeps it, relative to the site's folder.
    pub fn path(self) -> String {
        format!(".congkhai/{}.schema.json", self.name())
    }

    /// The schema as a file, ending in a line feed.
    ///
    /// It demands what the reader demands of a single file, as far as a schema can say it; whether a name is a kind of
    /// the site, a day is in the calendar and a place is in the text, only the reader knows.
    pub fn text(self) -> String {
        let mut schema = match self {
            Self::FrontMatter => object::<Document>(|_| true),
            Self::Site => object::<Site>(|_| true),
            Self::Works => json!({"type": ["array", "null"], "items": work()}),
            Self::Disclosure => object::<Disclosures>(|_| true),
            Self::Holidays => json!({"type": ["array", "null"], "items": object::<HolidayYearForm>(|_| true)}),
            Self::Register => {
                let mut register = object::<RegisterForm>(|_| true);
                register["type"] = json!(["object", "null"]);
                register
            }
        };
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
        schema["title"] = format!("congkhai {}: {}", env!("CARGO_PKG_VERSION"), self.name()).into();
        format!("{schema:#}\n")
    }

    /// The comment by which editors find the schema of a file, without a line feed.
    ///
    /// `file` is the file's path relative to the site's folder.
    pub fn comment(self, file: &str) -> String {
        let up = "../".repeat(file.matches('/').count());
        format!("# yaml-language-server: $schema={up}{}", self.path())
    }
}

/// An entry of `works.yaml`: a kind and one of number and title, and no key of pages.
fn work() -> Value {
    let mut work = object::<Document>(|entry| !entry.page_only);
    let given = |key: &str| json!({"required": [key], "properties": {key: {"not": {"type": "null"}}}});
    work["required"] = json!(["kind"]);
    work["properties"]["kind"] = json!({"allOf": [work["properties"]["kind"], {"not": {"type": "null"}}]});
    work["anyOf"] = json!([given("number"), given("title")]);
    work
}

/// The schema of mappings of a form, with those of its keys that are wanted.
pub(super) fn object<F: Form>(wanted: fn(&Entry) -> bool) -> Value {
    let entries = || F::ENTRIES.iter().filter(|entry| wanted(entry));
    let mut properties = Map::new();
    for entry in entries() {
        properties.insert(entry.name.to_owned(), described(entry));
    }
    let required: Vec<&str> = entries().filter(|entry| entry.required).map(|entry| entry.name).collect();
    let mut schema = json!({"type": "object", "properties": properties, "additionalProperties": false});
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    for (key, value) in F::rules() {
        schema[key] = value;
    }
    schema
}

fn described(entry: &Entry) -> Value {
    let mut schema = (entry.schema)();
    schema["description"] = format!("{}\n\n{}", entry.about.0, entry.about.1).into();
    if !matches!(entry.example, "" | "…") {
        schema["examples"] = json!([entry.example]);
    }
    schema
}
