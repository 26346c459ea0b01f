//! Incremental = full: whatever is edited, in whatever order, a site that was brought up to date is the site that a build
//! from nothing makes, byte for byte; and only what has something new to read is made.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::{fs, io};

use congkhai::content::Register;
use congkhai::pipeline::{self, Options, Report, Session};
use congkhai::world::{Listing, MemoryWorld, Suspects, World};
use jiff::civil::Date;
use proptest::prelude::*;

use crate::common::{files, project};

const KINDS: [(&str, &str); 3] = [("Quyết định", "QĐ-UBND"), ("Kế hoạch", "KH-UBND"), ("Chỉ thị", "CT-UBND")];

/// A document of the site under test, as its edits change it.
#[derive(Debug, Clone)]
struct Document {
    title: u8,
    status: u8,
    relation: Option<(u8, u8)>,
    /// Paragraphs by what they say.
    text: Vec<u8>,
    subject: u8,
    moved: bool,
    /// Which of [`MORE`] it has.
    more: u16,
}

/// What a page may have beside.
const MORE: [&str; 10] = [
    "deadlines:\n  - {date: 2025-06-01, title: Báo cáo, unit: Văn phòng, at: [dieu-1-khoan-1]}\n",
    "notes:\n  - {at: dieu-1-khoan-1, note: Chép như bản gốc.}\n",
    "withdrawn: {date: 2025-05-01, reason: đăng nhầm}\n",
    "redirect_from: [cu/{id}.html]\n",
    "corrections:\n  - {at: dieu-1, note: Sửa chữ, date: 2025-05-20}\n  - {at: dieu-1, note: Chưa rõ ngày}\n",
    "old_ids: {dieu-90: dieu-1, dieu-91: dieu-1-khoan-1}\n",
    "disclosure: {published: 2025-05-30}\n",
    "summary: Nói về việc thử.\nsources:\n  - {ref: Công báo, url: 'https://example.gov.vn/x'}\n",
    "version_of: vb-{to}\nversion: bản khác\n",
    // Due on 29 May: soon, then overdue, as the days go by.
    "disclosure: {created: 2025-05-26, unit: Văn phòng}\n",
];

/// Rules of disclosure, where there are any: others begin at another line, mean another thing, or are about other documents.
const RULES: [&str; 4] = [
    "",
    "rules:\n  - {id: a, about: Văn bản, source: {ref: Luật thử}, as_of: 2025-01-01, working_days: 3}\n",
    "# Ghi chú.\nrules:\n  - {id: a, about: Văn bản, source: {ref: Luật thử}, as_of: 2025-01-02, working_days: 3}\n",
    "due_soon: 1\nrules:\n  - {id: b, about: Quyết định, kinds: [Quyết định], source: {ref: Luật}, as_of: 2025-01-01, working_days: 4, issued_is_created: true}\n",
];

/// Everyday words of the site, where it has any.
const SYNONYMS: [&str; 3] = ["", "thử: [nội dung]\n", "thử: [văn bản]\n"];

/// A site as a person edits it.
#[derive(Debug, Clone)]
struct Source {
    documents: BTreeMap<u8, Document>,
    known: Vec<u8>,
    settings: u8,
    template: Option<u8>,
    style: Option<u8>,
    words: Option<u8>,
    assets: BTreeMap<u8, u8>,
    plain: u8,
    /// Which of [`RULES`] and of [`SYNONYMS`] it has.
    rules: u8,
    synonyms: u8,
    day: i8,
    /// The register, as it was written when somebody last did.
    register: Option<String>,
}

/// One edit; numbers are cut down to what there is.
#[derive(Debug, Clone)]
enum Edit {
    Title(u8, u8),
    Status(u8, u8),
    Relation(u8, Option<(u8, u8)>),
    Paragraph(u8, u8, u8),
    Insert(u8, u8, u8),
    Cut(u8, u8),
    Subject(u8, u8),
    Create(u8),
    Delete(u8),
    Move(u8),
    More(u8, u8),
    Known(Vec<u8>),
    Settings(u8),
    Template(Option<u8>),
    Style(Option<u8>),
    Words(Option<u8>),
    Asset(u8, Option<u8>),
    Plain(u8),
    Rules(u8),
    Synonyms(u8),
    Day(i8),
    /// The register is brought up to date, or goes.
    Register(bool),
    /// Somebody else writes into a published file, or removes it.
    Touch(u8, bool),
    /// The record is damaged.
    Damage(u8),
}

fn number(id: u8) -> String {
    format!("{}/{}", u32::from(id) + 1, KINDS[usize::from(id) % 3].1)
}

fn name(id: u8, document: &Document) -> String {
    let folder = if document.moved { "van-ban/cu" } else { "van-ban" };
    format!("content/{folder}/vb-{id}.md")
}

/// What a paragraph says: of other documents, their places, its own places, of nothing.
fn says(what: u8) -> String {
    let (form, other) = (what % 8, what / 8 % 8);
    let (kind, shape) = (KINDS[usize::from(other) % 3].0, number(other));
    match form {
        0 => format!("Thực hiện {kind} số {shape} ngày 0{}/02/2024 của Ủy ban nhân dân thành phố.", other + 1),
        1 => format!("Theo khoản 1 Điều 2 {kind} số {shape}, cơ quan báo cáo."),
        2 => "Thực hiện khoản 1 Điều 1 của văn bản này.".to_owned(),
        3 => "Theo Luật Thử nghiệm và Luật Đất đai năm 2013.".to_owned(),
        4 => format!("Lời nói suông số {what}."),
        5 => "Xem [điều đầu](#dieu-1).".to_owned(),
        6 => format!("Bãi bỏ {kind} số {shape}."),
        _ => "Theo Điều 9 và Điều 2, 3 của văn bản này.".to_owned(),
    }
}

impl Document {
    fn new(seed: u8) -> Self {
        let text = (0..5).map(|at: u8| seed.wrapping_mul(7).wrapping_add(at.wrapping_mul(13)) % 64).collect();
        Self { title: seed, status: 0, relation: None, text, subject: seed % 3, moved: false, more: u16::from(seed % 3) }
    }

    fn page(&self, id: u8) -> String {
        let mut page = format!("---\nkind: {}\nnumber: {}\n", KINDS[usize::from(id) % 3].0, number(id));
        let title = if self.title.is_multiple_of(5) { "Luật Thử nghiệm" } else { "Về việc thử" };
        page += &format!("title: {title} {}\nissued: 2024-02-0{}\n", self.title, id % 8 + 1);
        page += &format!("issuer: Ủy ban nhân dân thành phố\nsubjects: [Chủ đề {}]\n", self.subject);
        page += ["", "effective: 2024-03-01\n", "effective: 2024-03-01\nexpires: 2025-06-01\n", "status: expired\n"]
            [usize::from(self.status) % 4];
        if let Some((kind, to)) = self.relation {
            let relation = ["based_on", "amends", "replaces", "details"][usize::from(kind) % 4];
            page += &format!("relations:\n  - {{type: {relation}, target: vb-{}}}\n", to % 4);
        }
        for (at, more) in MORE.iter().enumerate().filter(|(at, _)| self.more >> at & 1 == 1) {
            // One key of a name.
            if more.starts_with("disclosure") && page.contains("\ndisclosure:") {
                continue;
            }
            page += &more.replace("{id}", &format!("{id}-{at}")).replace("{to}", &((id + 1) % 4).to_string());
        }
        page += "---\n";
        for (at, what) in self.text.iter().enumerate() {
            if at % 2 == 0 {
                page += &format!("\nĐiều {}. Nội dung {}\n", at / 2 + 1, what % 3);
            }
            page += &format!("\n{}. {}\n", at % 2 + 1, says(*what));
        }
        page
    }
}

impl Source {
    fn new() -> Self {
        Self {
            documents: (0..5).map(|id| (id, Document::new(id))).collect(),
            known: vec![0, 1],
            settings: 0,
            template: None,
            style: None,
            words: None,
            assets: BTreeMap::from([(0, 0)]),
            plain: 0,
            rules: 1,
            synonyms: 0,
            day: 0,
            register: None,
        }
    }

    fn world(&self) -> MemoryWorld {
        let mut files = BTreeMap::new();
        let mut put = |path: String, text: String| files.insert(path, text.into_bytes());
        put(
            "content/site.yaml".into(),
            format!("title: Trang thử {}\nagency: Cơ quan thử\nbase_url: https://example.gov.vn/\n", self.settings),
        );
        let works = [
            "{kind: Luật, number: 45/2013/QH13, title: Luật Đất đai, issued: 2013-11-29}",
            "{kind: Luật, title: Luật Thử nghiệm}",
        ];
        let known: String = self.known.iter().flat_map(|at| ["- ", works[usize::from(*at) % 2], "\n"]).collect();
        if !known.is_empty() {
            put("content/works.yaml".into(), known);
        }
        for (id, document) in &self.documents {
            put(name(*id, document), document.page(*id));
        }
        put("content/gioi-thieu.md".into(), format!("---\ntitle: Giới thiệu\n---\n\n{}\n", says(self.plain)));
        if let Some(synonyms) = SYNONYMS.get(usize::from(self.synonyms)).filter(|synonyms| !synonyms.is_empty()) {
            put("content/data/synonyms.yaml".into(), (*synonyms).to_owned());
        }
        if let Some(rules) = RULES.get(usize::from(self.rules)).filter(|rules| !rules.is_empty()) {
            put("content/data/disclosure.yaml".into(), (*rules).to_owned());
            let holidays = "- {year: 2024, source: {ref: Bảng thử}}\n- {year: 2025, source: {ref: Bảng thử}}\n";
            put("content/data/holidays.yaml".into(), holidays.to_owned());
        }
        for (id, what) in &self.assets {
            put(format!("content/assets/tep-{id}.txt"), format!("{what}"));
        }
        if let Some(register) = &self.register {
            put(Register::PATH.into(), register.clone());
        }
        if let Some(what) = self.template {
            let list = fs::read_to_string(project().join("theme/templates/list.html")).expect("a template");
            put(
                "theme/templates/list.html".into(),
                list.replace("{% block main %}", &format!("{{% block main %}}<!-- {what} -->")),
            );
        }
        if let Some(what) = self.style {
            put("theme/style/lists.css".into(), format!(".x {{ top: {what}px; }}"));
        }
        if let Some(what) = self.words {
            put("theme/locale/vi.yaml".into(), format!("documents: văn bản {what}\n"));
        }
        let today = Date::constant(2025, 5, 28).checked_add(jiff::Span::new().days(self.day)).expect("a day");
        MemoryWorld { files, today }
    }

    fn edit(&mut self, edit: &Edit) {
        let count = self.documents.len() as u8;
        let id = |of: u8| self.documents.keys().nth(usize::from(of % count.max(1))).copied();
        match edit {
            Edit::Known(known) => self.known.clone_from(known),
            Edit::Settings(to) => self.settings = *to,
            Edit::Template(to) => self.template = *to,
            Edit::Style(to) => self.style = *to,
            Edit::Words(to) => self.words = *to,
            Edit::Asset(at, Some(to)) => drop(self.assets.insert(*at, *to)),
            Edit::Asset(at, None) => drop(self.assets.remove(at)),
            Edit::Plain(to) => self.plain = *to,
            Edit::Rules(to) => self.rules = *to,
            Edit::Synonyms(to) => self.synonyms = *to,
            Edit::Day(to) => self.day = *to,
            Edit::Register(false) => self.register = None,
            Edit::Register(true) => {
                let found = pipeline::register(&self.world(), &Options::default()).0;
                self.register = found.map(|(register, _)| register.text()).or(self.register.take());
            }
            Edit::Create(at) => drop(self.documents.entry(*at).or_insert_with(|| Document::new(*at))),
            Edit::Delete(of) => drop(id(*of).map(|id| self.documents.remove(&id))),
            Edit::Touch(..) | Edit::Damage(_) => {}
            Edit::Title(of, _)
            | Edit::Status(of, _)
            | Edit::Relation(of, _)
            | Edit::Paragraph(of, ..)
            | Edit::Insert(of, ..)
            | Edit::Cut(of, _)
            | Edit::Subject(of, _)
            | Edit::Move(of)
            | Edit::More(of, _) => {
                if let Some(document) = id(*of).and_then(|id| self.documents.get_mut(&id)) {
                    document.edit(edit);
                }
            }
        }
    }
}

impl Document {
    fn edit(&mut self, edit: &Edit) {
        let count = self.text.len().max(1);
        match edit {
            Edit::Title(_, to) => self.title = *to,
            Edit::Status(_, to) => self.status = *to,
            Edit::Relation(_, to) => self.relation = *to,
            Edit::Paragraph(_, at, to) => {
                if let Some(paragraph) = self.text.get_mut(usize::from(*at) % count) {
                    *paragraph = *to;
                }
            }
            Edit::Insert(_, at, to) => self.text.insert(usize::from(*at) % count, *to),
            Edit::Cut(_, at) if self.text.len() > 1 => drop(self.text.remove(usize::from(*at) % count)),
            Edit::Subject(_, to) => self.subject = *to,
            Edit::Move(_) => self.moved = !self.moved,
            Edit::More(_, which) => self.more ^= 1 << (which % MORE.len() as u8),
            _ => {}
        }
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    let (id, what) = (0..8_u8, 0..64_u8);
    prop_oneof![
        2 => (id.clone(), 0..12_u8).prop_map(|(of, to)| Edit::Title(of, to)),
        2 => (id.clone(), 0..4_u8).prop_map(|(of, to)| Edit::Status(of, to)),
        2 => (id.clone(), proptest::option::of((0..4_u8, 0..8_u8))).prop_map(|(of, to)| Edit::Relation(of, to)),
        4 => (id.clone(), 0..8_u8, what.clone()).prop_map(|(of, at, to)| Edit::Paragraph(of, at, to)),
        2 => (id.clone(), 0..8_u8, what.clone()).prop_map(|(of, at, to)| Edit::Insert(of, at, to)),
        1 => (id.clone(), 0..8_u8).prop_map(|(of, at)| Edit::Cut(of, at)),
        1 => (id.clone(), 0..4_u8).prop_map(|(of, to)| Edit::Subject(of, to)),
        2 => id.clone().prop_map(Edit::Create),
        2 => id.clone().prop_map(Edit::Delete),
        1 => id.clone().prop_map(Edit::Move),
        3 => (id.clone(), 0..10_u8).prop_map(|(of, which)| Edit::More(of, which)),
        1 => (0..4_u8).prop_map(Edit::Rules),
        1 => (0..3_u8).prop_map(Edit::Synonyms),
        1 => proptest::collection::vec(0..2_u8, 0..2).prop_map(Edit::Known),
        1 => (0..3_u8).prop_map(Edit::Settings),
        1 => proptest::option::of(0..3_u8).prop_map(Edit::Template),
        1 => proptest::option::of(0..3_u8).prop_map(Edit::Style),
        1 => proptest::option::of(0..3_u8).prop_map(Edit::Words),
        1 => (0..3_u8, proptest::option::of(0..3_u8)).prop_map(|(at, to)| Edit::Asset(at, to)),
        1 => what.prop_map(Edit::Plain),
        1 => (0..8_i8).prop_map(Edit::Day),
        2 => any::<bool>().prop_map(Edit::Register),
        1 => (any::<u8>(), any::<bool>()).prop_map(|(of, gone)| Edit::Touch(of, gone)),
        1 => any::<u8>().prop_map(Edit::Damage),
    ]
}

fn build(world: &MemoryWorld, out: &Path, threads: usize) -> Report {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| pipeline::build(world, &Options::default(), out)).expect("published")
}

/// What a watcher tells of what was done: the paths at which files are others, came or went.
fn told(before: &MemoryWorld, now: &MemoryWorld) -> Suspects {
    let all: BTreeSet<&String> = before.files.keys().chain(now.files.keys()).collect();
    Suspects::Only(all.into_iter().filter(|path| before.files.get(*path) != now.files.get(*path)).cloned().collect())
}

fn again(session: &mut Session, world: &MemoryWorld, suspects: &Suspects, out: &Path, threads: usize) -> Report {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| {
        let report = session.build(world, suspects, &Options::default(), out).expect("published");
        assert!(session.is_current(world), "all was taken in");
        // What is left for a lull: data of the whole site, the sitemap.
        let was_behind = session.is_behind();
        session.catch_up(world, &AtomicBool::new(true));
        assert!(session.is_behind() == was_behind, "what is stopped is left");
        session.catch_up(world, &AtomicBool::new(false));
        assert!(report.errors() > 0 || !session.is_behind(), "nothing is left");
        report
    })
}

/// An edit to the text or the front matter of a page, as most are.
fn page_edit() -> impl Strategy<Value = Edit> {
    let (id, what) = (0..8_u8, 0..64_u8);
    prop_oneof![
        2 => (id.clone(), 0..12_u8).prop_map(|(of, to)| Edit::Title(of, to)),
        2 => (id.clone(), 0..4_u8).prop_map(|(of, to)| Edit::Status(of, to)),
        2 => (id.clone(), proptest::option::of((0..4_u8, 0..8_u8))).prop_map(|(of, to)| Edit::Relation(of, to)),
        6 => (id.clone(), 0..8_u8, what.clone()).prop_map(|(of, at, to)| Edit::Paragraph(of, at, to)),
        3 => (id.clone(), 0..8_u8, what.clone()).prop_map(|(of, at, to)| Edit::Insert(of, at, to)),
        3 => (id.clone(), 0..8_u8).prop_map(|(of, at)| Edit::Cut(of, at)),
        1 => (id.clone(), 0..4_u8).prop_map(|(of, to)| Edit::Subject(of, to)),
        3 => (id, 0..10_u8).prop_map(|(of, which)| Edit::More(of, which)),
        1 => what.prop_map(Edit::Plain),
        1 => edit().prop_filter("of the sources", |edit| !matches!(edit, Edit::Touch(..) | Edit::Damage(_))),
    ]
}

/// Builds a site that has no errors.
fn sound(world: &MemoryWorld, out: &Path) -> Report {
    let report = build(world, out, 2);
    let errors: Vec<_> = report.diagnostics.iter().filter(|one| one.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    report
}

/// Touches a published file, as somebody may who has no business there.
fn touch(out: &Path, of: u8, gone: bool) {
    let all: Vec<String> = files(out).into_keys().filter(|path| path != "build.json").collect();
    let Some(path) = all.get(usize::from(of) * all.len().max(1) / 256) else { return };
    let path = out.join(path);
    fs::remove_file(&path).expect("removed");
    if !gone {
        fs::write(&path, "foreign").expect("written");
    }
}

fn damage(out: &Path, at: u8) {
    let record = out.with_file_name(".public.record");
    let Ok(mut bytes) = fs::read(&record) else { return };
    let place = usize::from(at) * bytes.len() / 256;
    bytes[place] ^= 1;
    fs::write(&record, bytes).expect("written");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_site_brought_up_to_date_is_a_site_built_from_nothing(
        steps in proptest::collection::vec((proptest::collection::vec(edit(), 1..4), any::<bool>()), 1..6),
    ) {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let out = scratch.path().join("public");
        let mut source = Source::new();
        sound(&source.world(), &out);
        for (at, (edits, many)) in steps.iter().enumerate() {
            for edit in edits {
                source.edit(edit);
                match edit {
                    Edit::Touch(of, gone) => touch(&out, *of, *gone),
                    Edit::Damage(at) => damage(&out, *at),
                    _ => {}
                }
            }
            let world = source.world();
            let before = files(&out);
            let report = build(&world, &out, if *many { 8 } else { 1 });
            let clean = scratch.path().join(format!("clean-{at}"));
            let whole = build(&world, &clean, 2);
            prop_assert_eq!(report.errors(), whole.errors());
            let expected = if whole.errors() > 0 { before } else { files(&clean) };
            let found = files(&out);
            prop_assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
            for (path, bytes) in &expected {
                prop_assert!(found[path] == *bytes, "{} after {:?}, made {:?}", path, edits, report.made);
            }
        }
    }
}

/// The names of the tasks that ran after an edit, of those that make pages of documents.
fn documents(report: &Report) -> Vec<&str> {
    report.made.iter().map(|(name, _)| name.as_str()).filter(|name| is_document(name)).collect()
}

/// Whether a task makes a document's page; its data are a task of their own.
fn is_document(task: &str) -> bool {
    task.starts_with("content/van-ban/") && !task.contains('#')
}

/// Which of [`MORE`] begins so.
fn which(more: &str) -> u8 {
    MORE.iter().position(|one| one.starts_with(more)).expect("it is there") as u8
}

#[test]
fn only_what_has_something_new_to_read_is_made() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("public");
    let mut source = Source::new();
    for document in source.documents.values_mut() {
        document.text = vec![4, 12, 20];
    }
    // 1 cites 0, 2 cites a place of 0.
    source.edit(&Edit::Paragraph(1, 0, 0));
    source.edit(&Edit::Paragraph(2, 2, 1));
    sound(&source.world(), &out);
    assert!(sound(&source.world(), &out).made.is_empty(), "nothing changed");

    source.edit(&Edit::Paragraph(1, 2, 44));
    let report = sound(&source.world(), &out);
    assert_eq!(documents(&report), ["content/van-ban/vb-1.md"], "a paragraph without a citation");
    assert!(report.made.iter().any(|(name, why)| name == "chi-muc" && why.as_deref() == Some("text:content/van-ban/vb-1.md")));
    assert!(!report.made.iter().any(|(name, _)| name.starts_with("danh-muc/")), "{:?}", report.made);

    source.edit(&Edit::Title(0, 6));
    let report = sound(&source.world(), &out);
    assert_eq!(documents(&report), ["content/van-ban/vb-0.md", "content/van-ban/vb-1.md", "content/van-ban/vb-2.md"]);
    let sources = report.made.iter().map(|(name, _)| name.as_str()).filter(|name| name.ends_with("#md"));
    assert_eq!(sources.collect::<Vec<_>>(), ["content/van-ban/vb-0.md#md"], "the sources of the others are what they were");

    source.edit(&Edit::Template(Some(1)));
    let report = sound(&source.world(), &out);
    assert!(documents(&report).is_empty());
    assert!(report.made.iter().all(|(name, why)| name.contains("danh-muc/") && why.as_deref() == Some("template:list.html")));

    source.edit(&Edit::Synonyms(1));
    let report = sound(&source.world(), &out);
    assert!(report.made.iter().any(|(name, _)| name == "chi-muc"), "the index knows the site's own words");

    source.edit(&Edit::Settings(1));
    let all = source.documents.len();
    assert_eq!(documents(&sound(&source.world(), &out)).len(), all, "settings are on every page");
}

#[test]
fn a_folder_may_be_called_as_that_of_all_content() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let (out, clean) = (scratch.path().join("public"), scratch.path().join("clean"));
    let mut world = Source::new().world();
    let page = |words: &str| format!("---\ntitle: Thử\n---\n\n{words}\n").into_bytes();
    world.files.insert("content/a.md".to_owned(), page("Một."));
    world.files.insert("content/content/a.md".to_owned(), page("Hai."));
    let mut session = Session::default();
    again(&mut session, &world, &Suspects::All, &out, 2);
    for words in ["Ba.", "Bốn."] {
        world.files.insert("content/a.md".to_owned(), page(words));
        again(&mut session, &world, &Suspects::Only(BTreeSet::from(["content/a.md".to_owned()])), &out, 2);
        sound(&world, &clean);
        assert!(files(&out) == files(&clean), "{words}");
    }
}

/// A site whose files are saved while it is built: who reads one again finds what was saved.
struct Saved {
    before: MemoryWorld,
    after: MemoryWorld,
    read: Mutex<BTreeSet<String>>,
}

impl World for Saved {
    fn list(&self) -> Listing {
        self.before.list()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let is_first = self.read.lock().expect("no panic").insert(path.to_owned());
        if is_first { self.before.read(path) } else { self.after.read(path) }
    }

    fn today(&self) -> Date {
        self.before.today()
    }
}

#[test]
fn what_was_saved_while_a_build_ran_is_not_taken_for_what_it_began_with() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("public");
    let mut source = Source::new();
    let before = source.world();
    source.edit(&Edit::Plain(20));
    let after = source.world();
    let world = Saved { before: before.clone(), after, read: Mutex::default() };
    pipeline::build(&world, &Options::default(), &out).expect("published");
    // Taken back meanwhile: the sources are what that build looked at first, and the site is not.
    sound(&before, &out);
    let clean = scratch.path().join("clean");
    sound(&before, &clean);
    assert!(files(&out) == files(&clean));
}

#[test]
fn the_first_document_and_the_last_change_where_pages_in_english_lead() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("public");
    let mut source = Source::new();
    source.documents.retain(|id, _| *id == 4);
    for (at, edit) in [Edit::Title(0, 1), Edit::Delete(0), Edit::Create(4)].iter().enumerate() {
        source.edit(edit);
        sound(&source.world(), &out);
        let clean = scratch.path().join(format!("clean-{at}"));
        sound(&source.world(), &clean);
        assert!(files(&out) == files(&clean), "{edit:?}");
    }
}

#[test]
fn files_that_are_the_same_keep_their_time() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("public");
    let mut source = Source::new();
    sound(&source.world(), &out);
    let time = |path: &str| fs::metadata(out.join(path)).and_then(|found| found.modified()).expect("a time");
    let before = (time("van-ban/vb-3.html"), time("gioi-thieu.html"));
    source.edit(&Edit::Plain(20));
    sound(&source.world(), &out);
    assert_eq!(time("van-ban/vb-3.html"), before.0);
    assert_ne!(time("gioi-thieu.html"), before.1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_site_that_is_kept_follows_every_edit(
        // Edits, whether they are built by eight threads, and whether somebody tells of them.
        steps in proptest::collection::vec(
            (proptest::collection::vec(page_edit(), 1..3), any::<bool>(), any::<bool>()), 1..10,
        ),
        // Texts that are parsed whenever they are asked for, some that are kept, and all.
        texts in proptest::sample::select(vec![0, 3_000, 1 << 20]),
    ) {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let out = scratch.path().join("public");
        let (mut source, mut session) = (Source::new(), Session::within(texts));
        again(&mut session, &source.world(), &Suspects::All, &out, 2);
        for (at, (edits, many, is_told)) in steps.iter().enumerate() {
            let was = source.world();
            for edit in edits {
                source.edit(edit);
            }
            let (world, before) = (source.world(), files(&out));
            let suspects = if *is_told { told(&was, &world) } else { Suspects::All };
            let report = again(&mut session, &world, &suspects, &out, if *many { 8 } else { 1 });
            let clean = scratch.path().join(format!("clean-{at}"));
            let whole = build(&world, &clean, 2);
            prop_assert_eq!(report.errors(), whole.errors());
            let expected = if whole.errors() > 0 { before } else { files(&clean) };
            let now = files(&out);
            let differing: BTreeSet<&String> =
                now.keys().chain(expected.keys()).filter(|path| now.get(*path) != expected.get(*path)).collect();
            prop_assert!(differing.is_empty(), "step {}: {:?} after {:?}", at, differing, edits);
            prop_assert_eq!(report.warnings(), whole.warnings());
            let first: Vec<_> = whole.diagnostics.iter().take(report.diagnostics.len()).collect();
            prop_assert_eq!(report.diagnostics.iter().collect::<Vec<_>>(), first);
            prop_assert_eq!((report.documents, report.pages, report.linked), (whole.documents, whole.pages, whole.linked));
        }
        // What it wrote down is true of what it left.
        session.write_down(&source.world(), &out, &AtomicBool::new(false));
        drop(session);
        source.edit(&Edit::Plain(7));
        if build(&source.world(), &out, 2).errors() == 0 {
            let clean = scratch.path().join("clean");
            build(&source.world(), &clean, 2);
            prop_assert!(files(&out) == files(&clean), "the next process after {:?}", steps);
        }
    }
}

#[test]
fn what_a_kept_site_wrote_down_serves_the_next_process() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("public");
    let (mut source, mut session) = (Source::new(), Session::default());
    for document in source.documents.values_mut() {
        document.text = vec![4, 12, 20];
    }
    again(&mut session, &source.world(), &Suspects::All, &out, 2);
    source.edit(&Edit::Paragraph(1, 0, 0));
    again(&mut session, &source.world(), &Suspects::All, &out, 2);
    let world = source.world();
    let mut write = |stop| {
        session.write_down(&world, &out, &AtomicBool::new(stop));
        session.is_unwritten()
    };
    assert!(write(true), "what is stopped is left");
    assert!(!write(false));
    drop(session);
    source.edit(&Edit::Paragraph(2, 2, 44));
    assert_eq!(documents(&sound(&source.world(), &out)), ["content/van-ban/vb-2.md"]);
    let clean = scratch.path().join("clean");
    sound(&source.world(), &clean);
    assert!(files(&out) == files(&clean));
}

/// A site of more warnings than are told: `jumps` pages of them are about what their text says, each has an unknown citation.
fn of_warnings(jumps: u8, exceptions: &str) -> MemoryWorld {
    let mut world = Source::new().world();
    let settings = format!("title: Thử\nagency: Cơ quan\nrules:\n  odd-marker: error\nexceptions:\n{exceptions}");
    world.files.insert("content/site.yaml".to_owned(), settings.into_bytes());
    for at in 0..40 {
        let text = if at < jumps { "Điều 1. Một\n\nĐiều 3. Ba\n\n" } else { "Điều 1. Một\n\n" };
        let head = format!("kind: Quyết định\nnumber: {at}/QĐ-SNV\ntitle: Về việc {at}\nissued: 2024-01-02");
        let page = format!("---\n{head}\n---\n\n{text}Theo Nghị định số 9{at}/2023/NĐ-CP.\n");
        world.files.insert(format!("content/w-{at:02}.md"), page.into_bytes());
    }
    world
}

#[test]
fn the_first_warnings_of_a_kept_site_are_those_of_a_whole_build() {
    const UNUSED: &str = "  - {rule: unknown-citation, file: content/w-00.md, reason: thử}\n  - {rule: level-order, file: content/w-01.md, reason: thử}\n";
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("public");
    let mut session = Session::within(0);
    for (step, jumps) in [30, 2, 0, 12].into_iter().enumerate() {
        let world = of_warnings(jumps, UNUSED);
        let report = again(&mut session, &world, &Suspects::All, &out, 2);
        let whole = build(&world, &scratch.path().join(format!("clean-{step}")), 2);
        assert_eq!(report.errors(), 0, "{:?}", report.diagnostics);
        assert_eq!(report.warnings(), whole.warnings());
        assert_eq!(report.diagnostics.len(), 20);
        assert_eq!(report.diagnostics[..], whole.diagnostics[..20]);
        assert!(report.diagnostics.iter().all(|one| one.file.as_ref().is_none_or(|file| report.sources.contains_key(file))));
        let unused: Vec<_> = whole.diagnostics.iter().filter(|one| one.code.id() == "unused-exception").collect();
        assert_eq!(unused.len(), 1, "the other one is needed");
    }
}

#[test]
fn a_page_is_made_again_when_its_entry_in_the_ledger_says_something_else() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("public");
    let mut source = Source::new();
    for document in source.documents.values_mut() {
        (document.text, document.more) = (vec![4, 12, 20], 0);
    }
    source.edit(&Edit::More(2, which("disclosure: {created")));
    sound(&source.world(), &out);
    // Where the rule stands in its file and when it was compared is nothing to the pages.
    source.edit(&Edit::Rules(2));
    let report = sound(&source.world(), &out);
    assert!(documents(&report).is_empty(), "{:?}", report.made);
    assert!(report.made.iter().any(|(name, why)| name == "so-cong-khai" && why.as_deref() == Some("disclosure:")));
    // Another rule is: of documents that it covers, and of those that the other one covered.
    source.edit(&Edit::Rules(3));
    let report = sound(&source.world(), &out);
    let because =
        |name: &str| report.made.iter().any(|(made, why)| made == name && why.as_deref() == Some(&*format!("entry:{name}")));
    assert_eq!(documents(&report).len(), source.documents.len());
    assert!(because("content/van-ban/vb-2.md"), "{:?}", report.made);
    // Every page leads to the ledger, or none.
    source.edit(&Edit::Rules(0));
    assert_eq!(documents(&sound(&source.world(), &out)).len(), source.documents.len());
}
