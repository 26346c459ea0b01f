//! JSON Schema of front matter, `site.yaml`, `works.yaml` and the tables of disclosure: what the reader accepts is valid, and what it refuses is not,
//! as far as a schema can say it. A validator that is not ours is the judge.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use congkhai::content::{Register, SchemaOf, load};
use congkhai::diagnostic::Code;
use congkhai::world::{MemoryWorld, World};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use crate::common::{TestSite, congkhai, files, lay, project};

/// A file and the schema that is its own.
struct Case {
    name: String,
    schema: SchemaOf,
    /// The YAML.
    yaml: String,
    value: Value,
}

impl Case {
    /// `None` where the YAML is none, or one that is read with limits that no schema knows.
    fn of(name: &str, path: &str, text: &str) -> Option<Self> {
        let text = congkhai::text::normalize(text).text;
        let (schema, yaml) = match path {
            "content/site.yaml" => (SchemaOf::Site, text),
            "content/works.yaml" => (SchemaOf::Works, text),
            "content/data/disclosure.yaml" => (SchemaOf::Disclosure, text),
            "content/data/holidays.yaml" => (SchemaOf::Holidays, text),
            Register::PATH => (SchemaOf::Register, text),
            _ => {
                let rest = text.strip_prefix("---\n")?;
                (SchemaOf::FrontMatter, rest.split_once("\n---")?.0.to_owned())
            }
        };
        let value = serde_yaml::from_str(&yaml).ok()?;
        Some(Self { name: format!("{name} {path}"), schema, yaml, value })
    }

    /// Whether the reader finds nothing wrong with the file itself; `None` where it is no YAML of ours.
    fn accepted(&self) -> Option<bool> {
        let (path, text) = match self.schema {
            SchemaOf::FrontMatter => ("content/x.md", format!("---\n{}\n---\n", self.yaml)),
            SchemaOf::Site => ("content/site.yaml", self.yaml.clone()),
            SchemaOf::Works => ("content/works.yaml", self.yaml.clone()),
            SchemaOf::Disclosure => ("content/data/disclosure.yaml", self.yaml.clone()),
            SchemaOf::Holidays => ("content/data/holidays.yaml", self.yaml.clone()),
            SchemaOf::Register => (Register::PATH, self.yaml.clone()),
        };
        let mut all = BTreeMap::from([("content/site.yaml".to_owned(), b"title: T\nagency: C\n".to_vec())]);
        all.insert(path.to_owned(), text.into_bytes());
        let world = MemoryWorld { files: all, today: jiff::civil::date(2026, 11, 24) };
        let content = load(&world, &world.list(), true, None);
        let of_file = content.problems.iter().filter(|problem| problem.file.as_deref() == Some(path) && problem.is_error());
        let codes: Vec<Code> = of_file.map(|problem| problem.code).collect();
        let shape = [Code::UnknownKey, Code::MissingKey, Code::BadValue, Code::RuleReason];
        codes.iter().all(|code| shape.contains(code)).then_some(codes.is_empty())
    }
}

fn validated(cases: &[Case]) -> Vec<bool> {
    let schemas: BTreeMap<&str, Value> =
        SchemaOf::ALL.iter().map(|of| (of.name(), serde_json::from_str(&of.text()).expect("JSON"))).collect();
    let values: Vec<Value> = cases.iter().map(|case| json!([case.schema.name(), case.value])).collect();
    let task = json!({"schemas": schemas, "cases": values}).to_string();
    let mut python = Command::new("python3")
        .arg(project().join("tests/it/schema.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 runs");
    python.stdin.take().expect("a pipe").write_all(task.as_bytes()).expect("it is read");
    let output = python.wait_with_output().expect("it ends");
    assert!(output.status.success(), "python3 with jsonschema is needed");
    serde_json::from_slice(&output.stdout).expect("verdicts")
}

/// The files of a site that are YAML.
const TABLES: [&str; 5] =
    ["content/site.yaml", "content/works.yaml", "content/data/disclosure.yaml", "content/data/holidays.yaml", Register::PATH];

fn collect(name: &str, site: &TestSite, cases: &mut Vec<Case>) {
    for (path, bytes) in files(&site.path().join("content")) {
        let path = format!("content/{path}");
        let is_text = path.strip_suffix(".md").is_some() || TABLES.contains(&path.as_str());
        if is_text && let Ok(text) = String::from_utf8(bytes) {
            cases.extend(Case::of(name, &path, &text));
        }
    }
}

/// What only the reader can refuse: kinds, the calendar, the order of days, anchors.
const ONLY_READER: &[&str] = &[
    "bad-date.txt",
    "bad-interval.txt",
    "unknown-kind.txt",
    "unknown-kind-no-neighbour.txt",
    "several-mistakes-in-one-file.txt",
];

#[test]
fn real_and_broken_files_are_valid_exactly_when_the_reader_accepts_them() {
    let mut cases = Vec::new();
    collect("real", &TestSite::real(), &mut cases);
    for folder in ["tests/broken", "tests/rules"] {
        for (name, bytes) in files(&project().join(folder)) {
            let site = TestSite::small();
            lay(&site, &String::from_utf8(bytes).expect("UTF-8"));
            collect(&name, &site, &mut cases);
        }
    }
    let verdicts = validated(&cases);
    let (mut valid, mut refused) = (0, 0);
    for (case, verdict) in cases.iter().zip(verdicts) {
        let Some(accepted) = case.accepted() else { continue };
        if verdict && !accepted {
            let name = case.name.split(' ').next().expect("a name");
            assert!(ONLY_READER.contains(&name), "only the reader refuses {}: {}", case.name, case.yaml);
            continue;
        }
        assert_eq!(verdict, accepted, "{}: {}", case.name, case.yaml);
        valid += usize::from(accepted);
        refused += usize::from(!accepted);
    }
    assert!(valid > 100 && refused > 20, "{valid} valid, {refused} refused");
}

/// Values of every shape; the text is a kind and no date out of the calendar, because those only the reader judges.
fn value() -> impl Strategy<Value = Value> {
    let words = vec![
        "Luật",
        "2023-01-02",
        "14/8/2023",
        " ",
        "",
        "confirmed",
        "in-force",
        "outline",
        "internal",
        "amends",
        "https://x.vn/",
        "ftp://x.vn",
        "a@b.vn",
        "aspx",
        "md",
        ".ASPX",
        "true",
        "error",
        "off",
        "numbering-jump",
        "5a",
    ];
    let leaf = prop_oneof![
        6 => prop::sample::select(words).prop_map(|word| json!(word)),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => (0..3000i64).prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        let keys = vec![
            "type",
            "target",
            "kind",
            "number",
            "date",
            "title",
            "url",
            "ref",
            "place",
            "accessed",
            "at",
            "note",
            "unit",
            "done",
            "value",
            "default",
            "issued",
            "severity",
            "reason",
            "rule",
            "file",
            "name",
            "abbreviations",
            "created",
            "id",
            "about",
            "as_of",
            "working_days",
            "required",
            "to",
            "path",
            "by",
            "lạ",
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map(prop::sample::select(keys), inner, 0..4).prop_map(|map| map
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect::<serde_json::Map<_, _>>()
                .into()),
        ]
    })
}

/// Values that fit the keys of a format, and now and then do not.
fn file(of: SchemaOf) -> impl Strategy<Value = Value> {
    let schema: Value = serde_json::from_str(&of.text()).expect("JSON");
    let is_list = matches!(of, SchemaOf::Works | SchemaOf::Holidays);
    let object = if is_list { &schema["items"] } else { &schema };
    let mut keys: Vec<String> = object["properties"].as_object().expect("keys").keys().cloned().collect();
    keys.push("lạ".to_owned());
    let fitting = prop::sample::select(vec![
        json!([{"type": "amends", "target": "x"}]),
        json!([{"type": "amends", "target": {"kind": "Luật", "date": "2023-01-02"}, "evidence": "confirmed"}]),
        json!([{"url": "https://x.vn"}, {"ref": "x", "url": null}]),
        json!([{"url": "https://x.vn", "ref": "x"}]),
        json!(["2023-01-02", "2023-01-02"]),
        json!([{"at": "x", "note": "y"}]),
        json!([{"date": "2023-01-02", "title": 5, "at": ["a", null], "done": false}]),
        json!({"default": "confirmed", "issued": "unknown"}),
        json!({"issued": "2023-01-02"}),
        json!({"unit": "x", "created": "2023-01-02"}),
        json!({"irregular-number": {"severity": "off", "reason": "x"}, "short-form": "error"}),
        json!({"irregular-number": {"severity": "off"}}),
        json!({"irregular-number": "off"}),
        json!({"unknown-key": "error"}),
        json!([{"rule": "short-form", "file": "x", "reason": "y"}]),
        json!([{"name": "Quy trình", "abbreviations": ["QTr"]}]),
        json!({"SNgV": "sở ngoại vụ", "x": ["a", "b"]}),
        json!([{"id": "a", "about": "x", "source": {"ref": "x"}, "as_of": "2026-11-23", "working_days": 5, "own": true}]),
        json!([{"id": "a", "about": "x", "source": {"ref": "x"}, "as_of": "2026-11-23", "required": false, "kinds": ["Luật"]}]),
        json!([{"id": "a", "about": "x", "source": {"ref": "x"}, "as_of": "2026-11-23"}]),
        json!([{"id": "a", "about": "x", "source": {}, "as_of": "2026-11-23", "working_days": 0}]),
        json!([{"date": "2026-02-16", "to": "2026-02-20", "name": "x"}, {"date": "2026-01-01", "name": "y", "evidence": "confirmed"}]),
        json!([{"date": "2026-08-22", "name": "x"}]),
        json!({"ref": "x"}),
        json!([{"path": "a/b.html", "first": "2023-01-02", "ids": "dieu-1..2", "also": ["a/c.html"]}]),
        json!([{"path": "a/b.html", "gone": {"reason": "x", "by": "y"}}, {"path": "../b.html"}]),
        json!([{"path": "a/b.html", "gone": {"by": "y"}, "changes": ["2023-01-02", null]}]),
        json!({"dieu-5": "dieu-6", "i-1": null}),
    ]);
    let entry = (prop::sample::select(keys), prop_oneof![value(), fitting]);
    prop::collection::vec(entry, 0..4).prop_map(move |entries| {
        let mut map: serde_json::Map<String, Value> = match of {
            SchemaOf::FrontMatter => [("title".to_owned(), json!("T"))].into_iter().collect(),
            SchemaOf::Works => [("kind".to_owned(), json!("Luật")), ("title".to_owned(), json!("T"))].into_iter().collect(),
            SchemaOf::Register => serde_json::Map::new(),
            SchemaOf::Site => [("title".to_owned(), json!("T")), ("agency".to_owned(), json!("C"))].into_iter().collect(),
            SchemaOf::Disclosure => serde_json::Map::new(),
            SchemaOf::Holidays => {
                [("year".to_owned(), json!(2026)), ("source".to_owned(), json!({"ref": "x"}))].into_iter().collect()
            }
        };
        map.extend(entries);
        if is_list { json!([map]) } else { Value::Object(map) }
    })
}

#[test]
fn schema_and_reader_agree_on_random_files() {
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let mut cases = Vec::new();
    for of in SchemaOf::ALL {
        let strategy = file(*of);
        for _ in 0..700 {
            let value = strategy.new_tree(&mut runner).expect("a value").current();
            cases.push(Case { name: of.name().to_owned(), schema: *of, yaml: value.to_string(), value });
        }
    }
    let verdicts = validated(&cases);
    let (mut valid, mut refused) = (0, 0);
    for (case, verdict) in cases.iter().zip(verdicts) {
        let Some(accepted) = case.accepted() else { continue };
        if verdict && !accepted && kind_or_calendar(case) {
            continue;
        }
        assert_eq!(verdict, accepted, "{}: {}", case.name, case.yaml);
        valid += usize::from(accepted);
        refused += usize::from(!accepted);
    }
    assert!(valid > 300 && refused > 300, "{valid} valid, {refused} refused");
}

/// Whether a name of no kind stands where a kind must, which only the reader knows.
fn kind_or_calendar(case: &Case) -> bool {
    fn kinds<'v>(value: &'v Value, found: &mut Vec<&'v Value>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| {
                if key == "kind" {
                    found.push(value);
                }
                kinds(value, found);
            }),
            Value::Array(items) => items.iter().for_each(|item| kinds(item, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    kinds(&case.value, &mut found);
    found.iter().any(|kind| kind.as_str().is_some_and(|kind| kind != "Luật"))
}

#[test]
fn the_command_prints_them_and_every_key_says_what_it_means() {
    for of in SchemaOf::ALL {
        let output = congkhai().args(["schema", of.name()]).output().expect("it runs");
        assert!(output.status.success() && output.stderr.is_empty());
        assert_eq!(String::from_utf8_lossy(&output.stdout), of.text());
    }
    let schema: Value = serde_json::from_str(&SchemaOf::FrontMatter.text()).expect("JSON");
    let keys = schema["properties"].as_object().expect("keys");
    assert_eq!(keys.len(), congkhai::content::key_order().count());
    for (key, schema) in keys {
        let about = schema["description"].as_str().expect("words");
        assert!(about.split("\n\n").count() == 2 && about.len() > 5, "{key}: {about}");
    }
    assert_eq!(schema["required"], json!(["title"]));
    assert_eq!(congkhai().args(["schema", "page"]).output().expect("it runs").status.code(), Some(2));
}

#[test]
fn new_pages_name_their_schema_and_it_is_there() {
    let site = TestSite::small();
    let new = |number: &str| {
        let output = congkhai().args(["new", "--site"]).arg(site.path()).args(["Quyết định", number]).output();
        assert!(output.expect("it runs").status.success());
    };
    new("5/QĐ-NV");
    let page = std::fs::read_to_string(site.path().join("content/van-ban/quyet-dinh-5-qd-nv.md")).expect("a page");
    let named = page.lines().nth(1).and_then(|line| line.strip_prefix("# yaml-language-server: $schema=")).expect("a comment");
    let schema = site.path().join("content/van-ban").join(named);
    assert_eq!(std::fs::read_to_string(&schema).expect("the schema"), SchemaOf::FrontMatter.text());
    // One that a site changed stays.
    std::fs::write(&schema, "{}").expect("written");
    new("6/QĐ-NV");
    assert_eq!(std::fs::read_to_string(&schema).expect("the schema"), "{}");
    assert!(site.run("check", &["--drafts"]).status.success());
}
