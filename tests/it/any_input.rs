//! Nothing an editor writes may panic, hang or become mark-up: random sites in memory through the whole pipeline.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use congkhai::content::{Register, Settings, load};
use congkhai::corpus::Corpus;
use congkhai::history::{Documents, Records};
use congkhai::pipeline::{Options, check};
use congkhai::site::{Always, Layout, Site, Theme, render};
use congkhai::world::{Listing, MemoryWorld, Past, Revision, World};
use proptest::prelude::*;

use crate::common::is_html;

fn world(files: &[(&str, String)]) -> MemoryWorld {
    let mut all: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.clone().into_bytes())).collect();
    all.insert("content/site.yaml".into(), b"title: T\nagency: C\n".to_vec());
    MemoryWorld { files: all, today: jiff::civil::date(2026, 11, 24) }
}

/// A site in memory whose page `content/x.md` had other texts, oldest first.
struct Remembering {
    now: MemoryWorld,
    texts: Vec<String>,
    subject: String,
}

impl World for Remembering {
    fn list(&self) -> Listing {
        self.now.list()
    }

    fn read(&self, path: &str) -> std::io::Result<Vec<u8>> {
        self.now.read(path)
    }

    fn today(&self) -> jiff::civil::Date {
        self.now.today()
    }

    fn past(&self) -> Past {
        let revision = |at: usize| Revision {
            commit: format!("{at:040}"),
            date: (at > 0).then(|| jiff::civil::date(2026, 1, 2)),
            subject: self.subject.clone(),
            text: at.to_string(),
        };
        let revisions = (0..self.texts.len()).rev().map(revision).collect();
        Past { files: BTreeMap::from([("content/x.md".to_owned(), revisions)]), missing: None }
    }

    fn old_text(&self, id: &str) -> Option<Vec<u8>> {
        self.texts.get(id.parse::<usize>().ok()?).map(|text| text.clone().into_bytes())
    }
}

/// Every page of a site in memory.
fn pages(world: &dyn World) -> Vec<String> {
    let content = load(world, &world.list(), false, None);
    let corpus = Corpus::build(content.pages, &content.works, &content.settings.kinds, world.today());
    let theme = Theme::builtin().expect("the built-in theme compiles");
    let settings = Settings::default();
    let out = Mutex::new(Vec::new());
    let documents = Documents::new(world, &world.past(), &corpus, &settings, false);
    let records = Records::new(world, &settings, &documents);
    let layout = Layout::new(&corpus, &settings, Some(&theme));
    let register = Register::default();
    let site =
        Site { settings: &settings, corpus: &corpus, register: &register, records: &records, theme: &theme, layout: &layout };
    let emit = |path: &str, bytes: Vec<u8>| {
        if is_html(path) {
            out.lock().expect("no panic").push(String::from_utf8(bytes).expect("UTF-8"));
        }
    };
    let problems = render(&site, &Always(&emit));
    assert_eq!(problems, []);
    out.into_inner().expect("no panic")
}

/// Tags nest, attributes are closed, and no element stands there that the templates do not write.
fn assert_sound(html: &str) {
    const VOID: &[&str] = &["meta", "link", "br", "hr", "img", "input", "!doctype"];
    const KNOWN: &[&str] = &[
        "html",
        "progress",
        "head",
        "title",
        "body",
        "a",
        "header",
        "div",
        "p",
        "span",
        "nav",
        "ul",
        "ol",
        "li",
        "main",
        "section",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "article",
        "abbr",
        "dl",
        "dt",
        "dd",
        "details",
        "summary",
        "em",
        "strong",
        "s",
        "code",
        "pre",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "aside",
        "q",
        "mark",
        "ins",
        "del",
        "time",
        "footer",
        "sup",
        "kbd",
        "caption",
        "svg",
        "rect",
        "path",
        "text",
        "tspan",
        "desc",
        "b",
        "form",
        "label",
        "button",
        "noscript",
        "script",
    ];
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').expect("a tag is closed");
        let tag = &rest[..end];
        assert_eq!(tag.matches('"').count() % 2, 0, "quotes of <{tag}>");
        let name = tag.split([' ', '\n']).next().expect("a name");
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "</{name}> closes what is open");
        } else if !VOID.contains(&name) && !tag.ends_with('/') {
            assert!(KNOWN.contains(&name), "<{name}> is no element of ours");
            open.push(name);
        }
        rest = &rest[end + 1..];
    }
    assert_eq!(open, Vec::<&str>::new());
    let mut ids = BTreeSet::new();
    for id in html.split(" id=\"").skip(1).map(|rest| &rest[..rest.find('"').expect("closed")]) {
        assert!(ids.insert(id), "id {id} twice");
    }
}

/// Pieces that Markdown, YAML and law all care about.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => prop::sample::select(vec![
            "Điều 1. ", "Điều 2", "Chương I\n", "1. ", "a) ", "đ) ", "- ", "* ", "> ", "# ", "## ", "# Quan hệ\n\n", "## Điều 1 khoản 1\n\n", "[^1]: x\n\n", "```\n", "    ", "\n", "\n\n", "| a | b |\n|---|--:|\n| c | d |\n",
            "**", "*", "`", "~~", "[", "](", ")", "![", "[^1]", "[^1]: ", "<script>alert(1)</script>", "<b onclick=\"x\">", "&lt;", "&#60;", "“", "”", "\"", "như sau:\n\n",
            "Quyết định số 1/QĐ-UBND ngày 02/01/2025", "Luật Thử nghiệm", "Sửa đổi, bổ sung ", "PHỤ LỤC\n", "QUY CHẾ\n", "I. MỤC", "\u{0}", "\u{301}", "\r\n", "\\", "---\n", "javascript:x",
            "1986. ", "1) ", "+ ", "http://x.vn", "<!--", "-->", "]]>", "{{ x }}", "{% x %}",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_sound_pages(pieces in prop::collection::vec(piece(), 0..40), law in any::<bool>()) {
        let kind = if law { "kind: Luật\nnumber: 5/2024/QH15\n" } else { "" };
        let page = format!("---\n{kind}title: Luật Thử nghiệm <b>&\"'\n---\n\n{}", pieces.concat());
        let other = "---\nkind: Quyết định\nnumber: 1/QĐ-UBND\ntitle: Khác\nissued: 2025-01-02\n---\n\nXem Luật Thử nghiệm.\n".to_owned();
        let world = world(&[("content/x.md", page), ("content/y.md", other)]);
        for html in pages(&world) {
            assert_sound(&html);
        }
        check(&world, &Options::default());
    }

    #[test]
    fn any_past_gives_sound_pages(versions in prop::collection::vec(prop::collection::vec(piece(), 0..12), 1..5), subject in "[<>&\"'{}%\\PC]{0,30}") {
        let texts: Vec<String> = versions.iter().map(|pieces| format!("---\nkind: Luật\ntitle: Luật Thử\n---\n\n{}", pieces.concat())).collect();
        let now = world(&[("content/x.md", texts[0].clone())]);
        let world = Remembering { now, texts, subject };
        let pages = pages(&world);
        prop_assert!(pages.iter().any(|html| html.contains("<ol class=\"lan-sua\">")));
        for html in pages {
            assert_sound(&html);
        }
        check(&world, &Options::default());
    }

    #[test]
    fn any_front_matter_is_read_or_explained(pieces in prop::collection::vec(prop_oneof![
        prop::sample::select(vec!["title", "kind", "issued", "relations", "notes", "sources", ":", ": ", "- ", "[", "]", "{", "}", ",", "\n", "\n  ", "'", "\"", "|", ">", "&a", "*a", "#", "2025-01-02", "Luật", "~", "!!str", "%"]).prop_map(str::to_owned),
        "\\PC{0,6}".prop_map(|s| s),
    ], 0..30)) {
        let world = world(&[("content/x.md", format!("---\n{}\n---\n\nChữ.\n", pieces.concat()))]);
        check(&world, &Options::default());
    }
}

/// Texts that make careless parsers slow; each is a megabyte or close to it.
#[test]
fn absurd_texts_end_in_time() {
    let head = "---\nkind: Luật\nnumber: 5/2024/QH15\ntitle: Luật Thử\n---\n\n";
    let texts = [
        ("stars", "*".repeat(200_000)),
        ("brackets", "[".repeat(100_000)),
        ("open quotes", "như sau:\n\n“a\n\n".repeat(20_000)),
        ("commas", format!("Điều 1{}", ", 2".repeat(300_000))),
        ("numbers", "1/".repeat(300_000)),
        ("long figure", "1".repeat(1_000_000)),
        ("one line", "Quyết định số 1/QĐ-UBND ".repeat(30_000)),
        ("citations with commas", "Điều 1 Luật Thử, Quyết định số 1/QĐ-UBND, ".repeat(10_000)),
        ("nested quotes", "> ".repeat(20_000)),
        ("nested bullets", (0..300).map(|n| "  ".repeat(n) + "- x\n").collect()),
        ("articles", (1..20_000).map(|n: u32| "Điều ".to_owned() + &n.to_string() + ". Tên\n\n").collect()),
        ("same articles", "Điều 1. Tên\n\n".repeat(20_000)),
        ("marks", "a\u{301}".repeat(300_000)),
        ("emphasis", "*a **b ".repeat(20_000)),
        ("table", format!("|a|\n|-|\n{}", "|x|\n".repeat(50_000))),
    ];
    for (name, text) in texts {
        let start = Instant::now();
        let world = world(&[("content/x.md", format!("{head}{text}"))]);
        check(&world, &Options::default());
        // A bound against hanging, far above what any of these takes; speed is the benchmark's business.
        assert!(start.elapsed() < Duration::from_mins(1), "{name} took {:?}", start.elapsed());
    }
}
