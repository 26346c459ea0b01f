//! What was public stays public: the register, the pages that answer for what is gone, the log and its feeds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use congkhai::content::{Register, load};
use congkhai::pipeline::{self, Options, Report, Session};
use congkhai::world::{MemoryWorld, Suspects, World};
use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::common::{TestSite, files, is_html, project};

const BASE: &str = "https://example.gov.vn/a/";

/// A document of the site under test.
#[derive(Debug, Clone)]
struct Document {
    /// Part of its file's name, and so of its address.
    name: u8,
    /// Its articles by their numbers, in order.
    articles: Vec<u8>,
    subject: u8,
    former: Vec<u8>,
    old_ids: Vec<(u8, u8)>,
    withdrawn: bool,
}

/// A site as people edit it who may or may not think of those who have a link.
#[derive(Debug, Clone)]
struct Source {
    documents: BTreeMap<u8, Document>,
    files: BTreeSet<u8>,
    register: Option<String>,
    day: i8,
}

#[derive(Debug, Clone)]
enum Edit {
    /// The file gets another name, with or without a word about the old one.
    Rename(u8, bool),
    Withdraw(u8),
    /// The file goes, with or without a word in the register.
    Delete(u8, bool),
    /// An article gets another number, with or without a word about the old one.
    Renumber(u8, bool),
    Insert(u8),
    Subject(u8, u8),
    Create(u8),
    File(u8, bool),
    Day,
}

fn path(name: u8) -> String {
    format!("van-ban/vb-{name}.html")
}

impl Document {
    fn new(name: u8) -> Self {
        Self { name, articles: vec![1, 2, 3], subject: name % 2, former: Vec::new(), old_ids: Vec::new(), withdrawn: false }
    }

    fn page(&self, id: u8) -> String {
        let mut page =
            format!("---\nkind: Quyết định\nnumber: {id}/QĐ-UBND\ntitle: Về việc {id}\nsubjects: [Chủ đề {}]\n", self.subject);
        let listed = |items: Vec<String>| items.join(", ");
        if !self.former.is_empty() {
            page += &format!("redirect_from: [{}]\n", listed(self.former.iter().map(|name| path(*name)).collect()));
        }
        if !self.old_ids.is_empty() {
            let pairs = self.old_ids.iter().map(|(old, now)| format!("dieu-{old}: dieu-{now}"));
            page += &format!("old_ids: {{{}}}\n", listed(pairs.collect()));
        }
        if self.withdrawn {
            page += "withdrawn: {date: 2025-01-02, reason: đăng nhầm}\n";
        }
        page += "---\n";
        self.articles.iter().for_each(|number| page += &format!("\nĐiều {number}. Nội dung\n\n1. Khoản {id}.\n"));
        page
    }
}

impl Source {
    fn new() -> Self {
        Self { documents: (1..5).map(|id| (id, Document::new(id))).collect(), files: [1, 2].into(), register: None, day: 0 }
    }

    fn today(&self) -> Date {
        date(2025, 1, 2).checked_add(jiff::Span::new().days(self.day)).expect("a day")
    }

    fn world(&self) -> MemoryWorld {
        let mut files: BTreeMap<String, Vec<u8>> =
            [("content/site.yaml".to_owned(), format!("title: Thử\nagency: Cơ quan\nbase_url: {BASE}\n").into_bytes())].into();
        for (id, document) in &self.documents {
            files.insert(format!("content/van-ban/vb-{}.md", document.name), document.page(*id).into_bytes());
        }
        files.extend(self.files.iter().map(|at| (format!("content/assets/t-{at}.txt"), vec![*at])));
        files.extend(self.register.iter().map(|text| (Register::PATH.to_owned(), text.clone().into_bytes())));
        MemoryWorld { files, today: self.today() }
    }

    /// Says in the register that an address is gone.
    fn gone(&mut self, path: &str) {
        let mark = format!("{{path: {path},");
        let lines = self.register.iter().flat_map(|text| text.lines());
        let line = |line: &str| match line.strip_suffix('}') {
            Some(rest) if line.contains(&mark) && !line.contains("gone:") => {
                format!("{rest}, gone: {{date: 2025-01-03, reason: xóa}}}}\n")
            }
            _ => format!("{line}\n"),
        };
        self.register = self.register.as_ref().map(|_| lines.map(line).collect());
    }

    fn edit(&mut self, edit: &Edit) {
        let names: BTreeSet<u8> = self.documents.values().flat_map(|one| one.former.iter().copied().chain([one.name])).collect();
        let free = (0..=u8::MAX).rev().find(|name| !names.contains(name) && !self.is_registered(*name)).expect("a free name");
        let of = |of: u8| self.documents.keys().nth(usize::from(of) % self.documents.len().max(1)).copied();
        match edit {
            Edit::Rename(at, told) => {
                if let Some(document) = of(*at).and_then(|id| self.documents.get_mut(&id)) {
                    let old = std::mem::replace(&mut document.name, free);
                    document.former.extend(told.then_some(old));
                }
            }
            Edit::Withdraw(at) => drop(of(*at).and_then(|id| self.documents.get_mut(&id)).map(|one| one.withdrawn = true)),
            Edit::Delete(at, told) => {
                if let Some(document) = of(*at).and_then(|id| self.documents.remove(&id))
                    && *told
                {
                    document.former.iter().chain([&document.name]).for_each(|name| self.gone(&path(*name)));
                }
            }
            Edit::Renumber(at, told) => {
                if let Some(document) = of(*at).and_then(|id| self.documents.get_mut(&id)) {
                    let last = document.articles.pop().unwrap_or(1);
                    let now = last + 1;
                    document.articles.push(now);
                    document.old_ids.iter_mut().filter(|(_, to)| *to == last).for_each(|(_, to)| *to = now);
                    document.old_ids.retain(|(old, _)| *old != now);
                    document.old_ids.extend(told.then_some((last, now)));
                }
            }
            Edit::Insert(at) => {
                if let Some(document) = of(*at).and_then(|id| self.documents.get_mut(&id)) {
                    let next = document.articles.last().copied().unwrap_or(0) + 1;
                    document.articles.push(next);
                    document.old_ids.retain(|(old, _)| *old != next);
                }
            }
            Edit::Subject(at, to) => drop(of(*at).and_then(|id| self.documents.get_mut(&id)).map(|one| one.subject = *to)),
            Edit::Create(id) => drop(self.documents.entry(*id).or_insert_with(|| Document::new(free))),
            Edit::File(at, true) => drop(self.files.insert(*at)),
            Edit::File(at, false) => {
                self.files.remove(at);
                self.gone(&format!("assets/t-{at}.txt"));
            }
            Edit::Day => self.day += 1,
        }
    }

    fn is_registered(&self, name: u8) -> bool {
        self.register.as_ref().is_some_and(|text| text.contains(&format!("{{path: {},", path(name))))
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    let id = 0..6_u8;
    prop_oneof![
        3 => (id.clone(), prop::bool::weighted(0.8)).prop_map(|(of, told)| Edit::Rename(of, told)),
        1 => id.clone().prop_map(Edit::Withdraw),
        2 => (id.clone(), prop::bool::weighted(0.8)).prop_map(|(of, told)| Edit::Delete(of, told)),
        3 => (id.clone(), any::<bool>()).prop_map(|(of, told)| Edit::Renumber(of, told)),
        2 => id.clone().prop_map(Edit::Insert),
        2 => (id.clone(), 0..4_u8).prop_map(|(of, to)| Edit::Subject(of, to)),
        2 => (1..9_u8).prop_map(Edit::Create),
        1 => (0..3_u8, any::<bool>()).prop_map(|(at, there)| Edit::File(at, there)),
        1 => Just(Edit::Day),
    ]
}

fn build(source: &Source, out: &Path) -> Report {
    pipeline::build(&source.world(), &Options::default(), out).expect("published")
}

/// The register brought up to date, as its file; none where the site has errors.
fn register(source: &Source) -> Option<String> {
    pipeline::register(&source.world(), &Options::default()).0.map(|(register, _)| register.text())
}

/// What readers of a site may have kept: each page, and the ids of the text on it.
fn promised(site: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, BTreeSet<String>> {
    let pages = site.iter().filter(|(path, _)| is_html(path));
    pages.map(|(path, bytes)| (path.clone(), if path.starts_with("van-ban/") { ids(bytes) } else { BTreeSet::new() })).collect()
}

/// The ids of a page that are no part of the frame.
fn ids(page: &[u8]) -> BTreeSet<String> {
    let html = String::from_utf8_lossy(page).into_owned();
    let all = html.split(" id=\"").skip(1).filter_map(|rest| rest.split_once('"'));
    all.map(|(id, _)| id.to_owned()).filter(|id| !id.starts_with('_')).collect()
}

/// Follows an address as a browser does: the page that it ends at.
fn arrived(site: &BTreeMap<String, Vec<u8>>, from: &str) -> Option<(String, Vec<u8>)> {
    let mut at = from.to_owned();
    for _ in 0..2 {
        let page = site.get(&at)?;
        let html = String::from_utf8_lossy(page).into_owned();
        let Some((_, rest)) = html.split_once(" data-to=\"") else { return Some((at, page.clone())) };
        let (to, _) = rest.split_once('"').expect("an address");
        let mut parts: Vec<&str> = at.split('/').collect();
        parts.pop();
        for part in to.split('/') {
            match part {
                ".." => parts.truncate(parts.len().saturating_sub(1)),
                _ => parts.push(part),
            }
        }
        at = parts.join("/");
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 300, ..ProptestConfig::default() })]

    /// Whatever is done to a registered site (at last it may be one without a document): each address of each earlier build answers, and each place, or it is told.
    #[test]
    fn every_address_and_place_of_earlier_builds_answers_or_is_told(steps in proptest::collection::vec(proptest::collection::vec(edit(), 1..4), 1..8)) {
        follow(&steps)?;
    }
}

#[test]
fn an_address_that_only_ever_led_on_goes_with_its_page() {
    let steps = [vec![Edit::Create(5)], vec![Edit::Create(6), Edit::Rename(5, true)], vec![Edit::Delete(5, true)]];
    follow(&steps).expect("it answers");
}

/// Builds and registers a site after each step, and asks for what every build before had.
fn follow(steps: &[Vec<Edit>]) -> Result<(), TestCaseError> {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("public");
    let mut source = Source::new();
    let mut kept: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for edits in [&Vec::new()].into_iter().chain(steps) {
        let before = source.clone();
        for edit in edits {
            source.edit(edit);
        }
        let report = build(&source, &out);
        let site = files(&out);
        let lost: BTreeSet<&str> = kept.keys().map(String::as_str).filter(|path| !addressed(&source, path)).collect();
        if report.errors() > 0 {
            let codes: BTreeSet<&str> = report.diagnostics.iter().filter(|one| one.is_error()).map(|one| one.code.id()).collect();
            prop_assert_eq!(codes, BTreeSet::from(["lost-address"]), "{:?}", report.diagnostics);
            let is_back = |at: &u8| source.register.as_ref().is_some_and(|text| is_gone(text, &format!("assets/t-{at}.txt")));
            prop_assert!(
                !lost.is_empty() || source.files.iter().any(is_back),
                "nothing is lost by {:?}: {:?}",
                edits,
                report.diagnostics
            );
            // What was public is as it was, and the mistake is taken back.
            source = before;
            continue;
        }
        prop_assert!(lost.is_empty(), "lost without an error: {:?} by {:?}", lost, edits);
        let lost = report.diagnostics.iter().filter(|one| one.code.id() == "lost-anchor");
        let told = lost.map(|one| one.message.vi.as_str()).collect::<Vec<_>>().join(" ");
        for (path, places) in &kept {
            let Some((end, page)) = arrived(&site, path) else {
                return Err(TestCaseError::fail(format!("{path} does not answer after {edits:?}")));
            };
            let html = String::from_utf8_lossy(&page).into_owned();
            if html.contains("id=\"_da-go\"") {
                continue;
            }
            let there = ids(&page);
            for place in places.iter().filter(|place| !there.contains(*place)) {
                prop_assert!(
                    told.contains(&format!("`#{place}`")),
                    "{path}#{place} is not on {end}, and nobody was told: {edits:?}"
                );
            }
        }
        let text = register(&source).expect("a site without errors");
        source.register = Some(text.clone());
        prop_assert_eq!(register(&source).expect("still none"), text, "a second time nothing is new");
        for (path, places) in promised(&site) {
            kept.entry(path).or_default().extend(places);
        }
    }
    Ok(())
}

/// Whether something is said of an address that a document had: a page, a former address, or that it is gone.
fn addressed(source: &Source, address: &str) -> bool {
    if !address.starts_with("van-ban/") {
        return true;
    }
    let documents = source.documents.values().flat_map(|one| one.former.iter().chain([&one.name]));
    let is_gone = |text: &String| is_gone(text, address);
    documents.map(|name| path(*name)).any(|path| path == address) || source.register.as_ref().is_some_and(is_gone)
}

/// Whether a register says that an address is gone.
fn is_gone(text: &str, address: &str) -> bool {
    let is_of = |line: &str| {
        let also = line.split_once("also: [").and_then(|(_, rest)| Some(rest.split_once(']')?.0));
        line.contains(&format!("{{path: {address},")) || also.is_some_and(|also| also.split(", ").any(|one| one == address))
    };
    text.lines().any(|line| is_of(line) && line.contains("gone:"))
}

fn registered(site: &TestSite, day: &str) -> String {
    let output = site.run("register", &["--today", day]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read_to_string(site.path().join(Register::PATH)).expect("a register")
}

const PAGE: &str = "---\nkind: Quyết định\nnumber: 1/QĐ-UBND\ntitle: Về việc thử\nissued: 2025-01-02\n---\n\nĐiều 1. Nội dung\n\n1. Khoản một.\n";

#[test]
fn the_register_says_since_when_and_when_it_changed() {
    let site = TestSite::small();
    site.write("content/site.yaml", format!("title: T\nagency: C\nbase_url: {BASE}\n"));
    let first = registered(&site, "2026-11-24");
    assert!(first.contains("first: 2026-11-24") && first.contains("ids: dieu-1(khoan-1)}"), "{first}");
    assert_eq!(registered(&site, "2026-11-30"), first, "nothing is new");
    assert!(site.run("register", &["--check"]).status.success());
    // A remark is no correction, another text is one.
    let path = "content/van-ban/qd-1.md";
    site.write(path, PAGE.replace("issued:", "summary: Một câu.\nissued:"));
    assert_eq!(registered(&site, "2026-12-01"), first);
    site.write(path, PAGE.replace("Khoản một", "Khoản nhất"));
    assert_eq!(site.run("register", &["--check"]).status.code(), Some(1));
    let warned = site.run("check", &["--publish", "--lang", "en"]);
    assert!(String::from_utf8_lossy(&warned.stderr).contains("0 new addresses and 1 pages"), "told before it is published");
    assert!(!String::from_utf8_lossy(&site.run("check", &[]).stderr).contains("unregistered-address"), "no noise otherwise");
    let changed = registered(&site, "2026-12-02");
    assert!(changed.contains("changes: [2026-12-02]"), "{changed}");
    assert!(!changed.contains("changes: [2026-12-02, "), "{changed}");
    // A page that moves takes its past along, and the log knows it by the name it had.
    fs::rename(site.path().join(path), site.path().join("content/van-ban/moi.md")).expect("renamed");
    let lost = site.run("check", &["--lang", "en"]);
    let said = String::from_utf8_lossy(&lost.stderr).into_owned();
    assert!(!lost.status.success() && said.contains("did the page move to `content/van-ban/moi.md`?"), "{said}");
    assert!(!site.run("register", &[]).status.success(), "what is lost is not registered");
    site.write(
        "content/van-ban/moi.md",
        PAGE.replace("issued:", "redirect_from: [van-ban/qd-1.html]\nissued:").replace("một", "nhất"),
    );
    let moved = registered(&site, "2026-12-03");
    let line = moved.lines().find(|line| line.contains("van-ban/moi.html")).expect("a line");
    assert!(line.contains("id: qd-1") && line.contains("first: 2026-11-24") && line.contains("changes: [2026-12-02]"), "{line}");
    assert!(site.run("build", &["--today", "2026-12-03"]).status.success());
    let feed = site.published("feed.atom");
    for id in ["2026-11-24:qd-1/published/2026-11-24", "2026-12-02:qd-1/corrected/2026-12-02"] {
        assert!(feed.contains(&format!("<id>tag:example.gov.vn,{id}</id>")), "{id}: {feed}");
    }
    assert!(feed.contains(&format!("{BASE}van-ban/moi.html")) && !feed.contains("qd-1.html"));
    let world = MemoryWorld {
        files: files(site.path()).into_iter().filter(|(path, _)| path.starts_with("content/")).collect(),
        today: date(2026, 12, 3),
    };
    let register = load(&world, &world.list(), false, None).register;
    let first = |path: &str| register.page(path).and_then(|entry| entry.first);
    assert_eq!((first("van-ban/moi.html"), first("van-ban/qd-1.html")), (Some(date(2026, 11, 24)), Some(date(2026, 11, 24))));
}

#[test]
fn a_withdrawn_document_leaves_a_page_that_says_so_and_no_word_of_its_text() {
    let site = TestSite::small();
    site.write("content/site.yaml", format!("title: T\nagency: C\nbase_url: {BASE}\n"));
    let text = "\nĐiều 1. Vuxabaki\n\n1. Zupotigu gửi ngày mai theo Quyết định số 1/QĐ-UBND ngày 02/01/2025.\n";
    let page =
        |more: &str| format!("---\nkind: Kế hoạch\nnumber: 2/KH-UBND\ntitle: Việc hai\nissued: 2025-02-03\n{more}---\n{text}");
    site.write("content/van-ban/kh-2.md", page("deadlines:\n  - {date: 2026-12-01, title: Hạn vuxabaki, at: [dieu-1]}\nnotes:\n  - {at: dieu-1, note: Ghi zupotigu}\n"));
    site.write(
        "content/a.md",
        "---\ntitle: A\n---\n\nXem [kế hoạch](van-ban/kh-2.md#dieu-1), khoản 1 Điều 1 Kế hoạch số 2/KH-UBND ngày 03/02/2025.\n",
    );
    site.build();
    registered(&site, "2026-11-20");
    let has = |word: &str| -> Vec<String> {
        let found =
            |(path, bytes): (String, Vec<u8>)| String::from_utf8_lossy(&bytes).to_lowercase().contains(word).then_some(path);
        site.snapshot().into_iter().filter_map(found).collect()
    };
    assert!(has("vuxabaki").len() > 3 && has("zupotigu").len() > 3);
    let withdrawn = "deadlines:\n  - {date: 2026-12-01, title: Hạn vuxabaki, at: [dieu-1]}\nnotes:\n  - {at: dieu-1, note: Ghi zupotigu}\nwithdrawn: {date: 2026-11-22, reason: Công bố nhầm bản}\nrelations:\n  - {type: replaced_by, target: qd-1}\n";
    site.write("content/van-ban/kh-2.md", page(withdrawn));
    site.build();
    assert_eq!((has("vuxabaki"), has("zupotigu")), (vec![], vec![]), "nothing of it is left");
    let html = site.published("van-ban/kh-2.html");
    for words in
        ["noindex", "Văn bản đã được gỡ ngày 22/11/2026: Công bố nhầm bản", "được thay thế bởi", "qd-1.html", "nhat-ky.html"]
    {
        assert!(html.contains(words), "{words}: {html}");
    }
    let leads = |path: &str| site.published(path).contains("kh-2.html");
    assert!(!leads("danh-muc/index.html") && !leads("index.html") && !leads("sitemap.xml"));
    assert!(leads("nhat-ky.html") && leads("feed.atom") && leads("a.html"), "the log tells of it, and links go on leading there");
    let data: serde_json::Value = serde_json::from_str(&site.published("data/documents.json")).expect("JSON");
    let record = data["documents"].as_array().expect("a list").iter().find(|one| one["slug"] == "kh-2").expect("a record");
    assert_eq!(record["withdrawn"]["reason"], "Công bố nhầm bản");
    let own: serde_json::Value = serde_json::from_str(&site.published("van-ban/kh-2.json")).expect("JSON");
    assert_eq!((own["blocks"].as_array().map(Vec::len), own["citations"].as_array().map(Vec::len)), (Some(0), Some(0)));
    assert!(site.published("van-ban/kh-2.md").contains("gỡ ngày 22/11/2026"));
    assert!(
        site.published("data/documents.csv").lines().any(|line| line.contains("kh-2") && line.trim_end().ends_with("2026-11-22"))
    );
    // The file goes too: the register keeps the address.
    fs::remove_file(site.path().join("content/van-ban/kh-2.md")).expect("removed");
    site.write("content/a.md", "---\ntitle: A\n---\n\nChữ.\n");
    assert!(!site.run("check", &[]).status.success());
    let register = fs::read_to_string(site.path().join(Register::PATH)).expect("a register");
    let mark = register.lines().find(|line| line.contains("kh-2.html")).expect("a line");
    let gone = format!(
        "{}, gone: {{date: 2026-11-23, reason: \"Trùng, <b>đã đăng\", by: qd-1}}}}",
        mark.strip_suffix('}').expect("a line")
    );
    site.write(Register::PATH, register.replace(mark, &gone));
    site.build();
    let html = site.published("van-ban/kh-2.html");
    for words in ["Việc hai", "gỡ ngày 23/11/2026: Trùng, &lt;b&gt;đã đăng", "qd-1.html", "noindex"] {
        assert!(html.contains(words), "{words}: {html}");
    }
    assert!(site.published("nhat-ky.html").contains("23/11/2026") && leads("feed.atom"));
    let kept = registered(&site, "2026-11-24");
    assert!(kept.contains("by: qd-1}}"), "{kept}");
}

#[test]
fn feeds_are_what_other_programs_read() {
    let site = TestSite::real();
    let settings = fs::read_to_string(site.path().join("content/site.yaml")).expect("settings");
    site.write("content/site.yaml", settings + &format!("\nbase_url: {BASE}\n"));
    site.write(
        "content/van-ban/thu-1.md",
        "---\nkind: Quyết định\nnumber: 901/QĐ-UBND\ntitle: \"Về <b> & ]]> 'thử' \\u0007\"\ndisclosure: {published: 2026-11-01}\neffective: 2026-11-02\nexpires: 2026-12-30\ncorrections:\n  - {at: Điều 1, note: 'Sửa & <i>', date: 2026-11-03}\n  - {at: Điều 1, note: Chưa rõ khi nào}\n---\n\nĐiều 1. Một.\n",
    );
    registered(&site, "2026-11-20");
    site.build();
    let mut python = Command::new("python3");
    let output = python.arg(project().join("tests/it/feeds.py")).arg(site.public()).arg(BASE).output().expect("python3 runs");
    let (said, looked) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}{looked}");
    let looked: serde_json::Value = serde_json::from_str(looked.lines().last().unwrap_or_default()).expect("what was looked at");
    assert!(looked["feeds"].as_u64() >= Some(9) && looked["entries"].as_u64() >= Some(50), "{looked}");
    let feed = site.published("feed.atom");
    assert!(
        feed.contains("thu-1/published/2026-11-01")
            && feed.contains("thu-1/corrected/2026-11-03")
            && !feed.contains("corrected/~")
    );
    let log = site.published("nhat-ky.html");
    let (dated, undated) = log.split_once("Chưa rõ ngày").expect("a part for what has no day");
    assert!(undated.contains("Chưa rõ khi nào") && !dated.contains("Chưa rõ khi nào") && dated.contains("Sửa &amp; &lt;i&gt;"));
    let force = site.published("feed/hieu-luc.atom");
    assert!(force.contains("thu-1/in-force/2026-11-02") && !force.contains("2026-12-30"), "only days that have come");
    let calendar =
        ical::IcalParser::new(site.published("thay-doi-hieu-luc.ics").as_bytes()).next().expect("one").expect("a calendar");
    let days: Vec<&str> = calendar
        .events
        .iter()
        .flat_map(|event| &event.properties)
        .filter(|one| one.name == "DTSTART")
        .filter_map(|one| one.value.as_deref())
        .collect();
    assert!(days.contains(&"20261230") && days.contains(&"20261102"), "{days:?}");
    for page in ["index.html", "danh-muc/loai/luat.html", "van-ban/thu-1.html"] {
        let html = site.published(page);
        assert!(html.contains("type=\"application/atom+xml\"") && html.contains("type=\"application/feed+json\""), "{page}");
    }
}

#[test]
fn the_log_has_pages_and_each_can_be_left_out() {
    let site = TestSite::small();
    let settings = |more: &str| site.write("content/site.yaml", format!("title: T\nagency: C\nbase_url: {BASE}\n{more}"));
    settings("");
    for at in 0..120 {
        let day = at % 28 + 1;
        site.write(&format!("content/v/v{at}.md"), format!("---\nkind: Quyết định\nnumber: {at}/QĐ-SNV\ntitle: Việc {at}\ndisclosure: {{published: 2026-{:02}-{day:02}}}\n---\n\nChữ.\n", at % 10 + 1));
    }
    site.build();
    let (first, second) = (site.published("nhat-ky.html"), site.published("nhat-ky-trang-2.html"));
    let entries = |html: &str| html.matches("<li id=\"v").count();
    assert_eq!((entries(&first), entries(&second)), (100, 20));
    assert!(first.contains("nhat-ky-trang-2.html") && first.contains("10/2026") && second.contains("1/2026"));
    let all: Vec<String> = first.split("datetime=\"").skip(1).map(|rest| rest[..10].to_owned()).collect();
    assert!(all.is_sorted_by(|a, b| a >= b), "the newest first: {all:?}");
    registered(&site, "2026-11-24");
    // Fewer entries, fewer pages: the address of the second goes on answering.
    settings("without: [log]\n");
    site.build();
    let without = site.snapshot();
    assert!(without.keys().all(|path| path != "nhat-ky.html") || site.published("nhat-ky.html").contains("data-to"));
    assert!(!site.published("index.html").contains("nhat-ky") && site.published("feed.atom").contains("<entry>"));
    settings("without: [feeds]\n");
    site.build();
    let without = site.snapshot();
    assert!(without.keys().all(|path| !path.starts_with("feed")), "no feed");
    assert!(!site.published("index.html").contains("atom+xml") && site.published("nhat-ky.html").contains("<time"));
    site.write("content/site.yaml", "title: T\nagency: C\n");
    site.build();
    assert!(site.snapshot().keys().all(|path| !path.starts_with("feed")), "feeds name whole addresses");
    assert!(site.published("nhat-ky.html").contains("<time"));
}

#[test]
fn a_former_place_is_where_the_place_is_now_on_a_long_text_too() {
    let site = TestSite::small();
    site.write("content/van-ban/qd-1.md", PAGE.replace("issued:", "old_ids: {dieu-9: dieu-1-khoan-1, phan-cu: dieu-1}\nissued:"));
    site.write("content/a.md", "---\ntitle: A\n---\n\n[Chỗ cũ](van-ban/qd-1.md#dieu-9).\n");
    site.build();
    let html = site.published("van-ban/qd-1.html");
    assert!(html.contains("<span id=\"phan-cu\"></span><h2 id=\"dieu-1\">"), "{html}");
    assert!(html.contains("<span id=\"dieu-9\"></span><p id=\"dieu-1-khoan-1\""), "{html}");
}

#[test]
fn what_went_with_a_page_and_lists_that_are_no_more_lead_on() {
    let site = TestSite::small();
    let register = "pages:\n  - {path: van-ban/qd-1.html, document: qd-1, also: [lich-su/qd-1.html, van-ban/qd-1-chuong-i.html]}\n  - {path: van-ban/cu.html, gone: {reason: trùng}, also: [lich-su/cu.html]}\nlists: [danh-muc/chu-de/cu.html, danh-muc/index.html, en/danh-muc/chu-de/cu.html]\n";
    site.write(Register::PATH, register);
    site.build();
    let all = site.snapshot();
    for (from, to) in [
        ("lich-su/qd-1.html", "van-ban/qd-1.html"),
        ("van-ban/qd-1-chuong-i.html", "van-ban/qd-1.html"),
        ("lich-su/cu.html", "van-ban/cu.html"),
        ("danh-muc/chu-de/cu.html", "danh-muc/index.html"),
        ("en/danh-muc/chu-de/cu.html", "danh-muc/index.html"),
    ] {
        assert!(String::from_utf8_lossy(&all[from]).contains(" data-to="), "{from}");
        assert_eq!(arrived(&all, from).map(|(end, _)| end).as_deref(), Some(to), "{from}");
    }
    assert!(!site.published("danh-muc/index.html").contains("data-to") && site.published("van-ban/cu.html").contains("trùng"));
}

#[test]
fn an_address_that_a_page_takes_over_stays_when_a_watched_site_catches_up() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let (out, clean) = (scratch.path().join("public"), scratch.path().join("clean"));
    let mut source = Source::new();
    source.register = Some("pages:\n  - {path: van-ban/vb-1.html, document: vb-1, also: [van-ban/vb-99.html]}\n".to_owned());
    let mut session = Session::default();
    // An answer of the register, a former address of the page, and an answer again.
    for former in [vec![], vec![99], vec![]] {
        source.documents.get_mut(&1).expect("a document").former = former;
        let world = source.world();
        assert_eq!(session.build(&world, &Suspects::All, &Options::default(), &out).expect("published").errors(), 0);
        session.catch_up(&world, &std::sync::atomic::AtomicBool::new(false));
        build(&source, &clean);
        let (now, whole) = (files(&out), files(&clean));
        assert!(now.contains_key("van-ban/vb-99.html"));
        assert!(now == whole, "kept is clean");
    }
}

/// The list of all is gone with the last document, and what led to it leads home.
#[test]
fn the_lists_of_a_site_without_documents_lead_home() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("public");
    let mut source = Source::new();
    source.register = register(&source);
    for _ in 0..3 {
        source.edit(&Edit::Delete(0, true));
    }
    source.edit(&Edit::Withdraw(0));
    assert_eq!(build(&source, &out).errors(), 0);
    let site = files(&out);
    for list in ["danh-muc/index.html", "danh-muc/loai/quyet-dinh.html", "en/danh-muc/index.html"] {
        assert_eq!(arrived(&site, list).map(|(at, _)| at).as_deref(), Some("index.html"), "{list}");
    }
}

/// An address that only ever led on, such as one of the portal before, is as public as a page.
#[test]
fn a_former_address_that_was_never_a_page_is_kept_too() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("public");
    let mut source = Source::new();
    for _ in 0..2 {
        source.edit(&Edit::Rename(0, true));
    }
    let [only_led_on, now] = [255, 254].map(path);
    assert_eq!(build(&source, &out).errors(), 0);
    source.register = register(&source);
    // The editor takes it out of the page, then deletes the page and says so.
    source.documents.get_mut(&1).expect("a document").former.retain(|name| *name != 255);
    assert_eq!(build(&source, &out).errors(), 0);
    assert_eq!(arrived(&files(&out), &only_led_on).map(|(at, _)| at), Some(now.clone()));
    source.edit(&Edit::Delete(0, true));
    assert_eq!(build(&source, &out).errors(), 0);
    let (at, page) = arrived(&files(&out), &only_led_on).expect("an answer");
    assert_eq!(at, now);
    assert!(String::from_utf8_lossy(&page).contains("id=\"_da-go\""));
}
