//! A law that one page cannot hold: its pages, and that every link to its places ends where they stand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;
use std::sync::LazyLock;

use congkhai::pipeline::{Options, Session};
use congkhai::world::{DiskWorld, Suspects};

use crate::common::{TODAY, TestSite, body, congkhai, files, is_html, project, shared, visible_text};

/// Bytes of the largest page that readers are sent to.
const MOST: usize = 1 << 20;

const DOCUMENT: &str = "van-ban/bo-luat-thu.html";
const WHOLE: &str = "van-ban/bo-luat-thu-toan-van.html";

static SITE: LazyLock<(TestSite, BTreeMap<String, String>)> = LazyLock::new(|| {
    let site = long_law();
    assert!(site.run("build", &["--base-url", "https://example.gov.vn/a/"]).status.success());
    let pages = site.snapshot().into_iter().filter(|(path, _)| is_html(path));
    let pages = pages.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8"))).collect();
    (site, pages)
});

fn long_law() -> TestSite {
    let site = TestSite::empty();
    let script = project().join("tests/long-law.py");
    let made = Command::new("python3").arg(script).arg(shared("corpus/laws")).arg(site.path()).status().expect("python3 runs");
    assert!(made.success(), "the site is written");
    site
}

/// The pages that share the text, in no order.
fn parts() -> impl Iterator<Item = (&'static str, &'static str)> {
    let beside = |path: &str| path.starts_with("van-ban/bo-luat-thu-") && path != WHOLE;
    SITE.1.iter().filter(move |(path, _)| beside(path)).map(|(path, html)| (path.as_str(), html.as_str()))
}

fn ids(html: &str) -> Vec<&str> {
    html.split(" id=\"").skip(1).map(|rest| &rest[..rest.find('"').expect("closed")]).collect()
}

/// What stands between two marks.
fn between<'a>(text: &'a str, open: &str, close: &str) -> &'a str {
    let (_, rest) = text.split_once(open).unwrap_or_else(|| panic!("{open} is missing"));
    rest.split_once(close).expect("it is closed").0
}

fn links(html: &str) -> impl Iterator<Item = &str> {
    html.split("href=\"").skip(1).map(|rest| &rest[..rest.find('"').expect("closed")])
}

/// The page and the place that a link of a page leads to; none where it leaves the site.
fn target(from: &str, href: &str) -> Option<(String, String)> {
    if href.contains(':') {
        return None;
    }
    let (file, id) = href.split_once('#').unwrap_or((href, ""));
    let mut parts: Vec<&str> = from.split('/').collect();
    if !file.is_empty() {
        parts.pop();
        for part in file.split('/') {
            match part {
                ".." => {
                    parts.pop();
                }
                name => parts.push(name),
            }
        }
    }
    Some((parts.join("/"), id.to_owned()))
}

#[test]
fn no_page_but_the_whole_text_is_larger_than_a_phone_opens() {
    assert!(parts().count() > 40, "{}", parts().count());
    for (path, html) in &SITE.1 {
        assert!(html.len() <= MOST || path == WHOLE, "{path}: {}", html.len());
    }
    assert!(SITE.1[WHOLE].len() > MOST);
}

#[test]
fn every_place_stands_on_one_part_and_every_word_too() {
    let (mut seen, mut words) = (BTreeMap::new(), 0);
    for (path, html) in parts() {
        for id in ids(body(html)) {
            assert_eq!(seen.insert(id, path), None, "{id} stands on {path} too");
        }
        words += visible_text(body(html).split("<nav").next().expect("a text")).split_whitespace().count();
    }
    let whole = body(&SITE.1[WHOLE]);
    assert_eq!(seen.keys().copied().collect::<BTreeSet<_>>(), ids(whole).into_iter().collect::<BTreeSet<_>>());
    for article in 1..=510 + 198 {
        assert!(seen.contains_key(format!("dieu-{article}").as_str()), "Điều {article}");
    }
    assert_eq!(words, visible_text(whole).split_whitespace().count());
}

#[test]
fn the_whole_text_has_the_law_to_the_letter() {
    let source = SITE.0.published("van-ban/bo-luat-thu.md");
    let (_, text) = source.split_once("\n---\n").expect("the end of the front matter");
    let (text, _) = text.split_once("\n\nTheo [Điều 600]").expect("the last line");
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '.' | ')' | ',' | ';')).collect::<String>();
    let shown = letters(&visible_text(body(&SITE.1[WHOLE])));
    assert!(shown.starts_with(&letters(&congkhai::text::normalize(text).text)), "the page differs from its source");
}

#[test]
fn every_link_ends_at_a_place_that_is_there_and_none_at_the_contents() {
    let mut checked = 0;
    for (path, html) in &SITE.1 {
        for (file, id) in links(html).filter_map(|href| target(path, href)) {
            if is_html(&file) {
                let page = SITE.1.get(&file).unwrap_or_else(|| panic!("{path}: {file}"));
                assert!(id.is_empty() || page.contains(&format!(" id=\"{id}\"")), "{path}: {file}#{id}");
                assert!(file != DOCUMENT || id.is_empty() || id.starts_with('_'), "{path}: #{id} goes straight to its part");
                checked += 1;
            }
        }
    }
    assert!(checked > 5000, "{checked} links");
}

#[test]
fn links_of_others_go_straight_to_the_part() {
    let html = &SITE.1["van-ban/qd-5.html"];
    for (part, id) in
        [("chuong-iii", "dieu-46-khoan-2"), ("chuong-ii--2", "dieu-520"), ("chuong-iv", "dieu-60"), ("chuong-i--2", "dieu-515")]
    {
        assert!(html.contains(&format!("href=\"bo-luat-thu-{part}.html#{id}\"")), "{id}");
    }
    assert!(html.contains("<a href=\"bo-luat-thu.html\">cả bộ luật</a>"));
    // A preview finds the text behind each address, all of which are the one document's.
    let (_, slots) = html.split_once("data-o=\"").expect("the slots");
    let slots: Vec<&str> = slots.split('"').next().expect("an end").split(' ').collect();
    assert_eq!(slots, [slots[0]; 2]);
}

#[test]
fn each_page_says_whose_it_is_and_leads_on() {
    let contents = between(&SITE.1[DOCUMENT], "id=\"_cac-phan\"", "</nav>");
    let mut order: Vec<&str> = links(contents).map(|href| href.split('#').next().expect("a page")).collect();
    order.dedup();
    assert_eq!(order.len(), parts().count());
    for (at, page) in order.iter().enumerate() {
        let html = &SITE.1[&format!("van-ban/{page}")];
        let step = |rel| html.split_once(&format!(" rel=\"{rel}\"")).and_then(|(before, _)| links_last(before));
        assert_eq!(step("prev"), at.checked_sub(1).map(|at| order[at]), "before {page}");
        assert_eq!(step("next"), order.get(at + 1).copied(), "behind {page}");
        assert!(html.contains("<p class=\"hieu-luc\">") && html.contains("class=\"tinh-trang status_in_force\""), "{page}");
        assert!(html.contains(&format!("<link rel=\"canonical\" href=\"https://example.gov.vn/a/van-ban/{page}\">")), "{page}");
        assert!(html.contains(" data-goc=\"bo-luat-thu.html\""), "{page}");
        // The other pages, and the articles of this one.
        let contents = between(html, "<nav aria-label=\"Mục lục\">", "</nav>");
        let others = links(contents).filter(|href| !href.starts_with('#')).count();
        assert_eq!(others, order.len() - 1, "{page}");
        assert_eq!(links(contents).filter(|href| href.starts_with("#dieu-")).count(), articles(body(html)), "{page}");
    }
    for (path, html) in &SITE.1 {
        if path.starts_with("danh-muc/") {
            assert_eq!(links(html).filter(|href| href.contains("bo-luat-thu-")).count(), 0, "{path} has the document once");
        }
    }
}

/// The last address before a place.
fn links_last(before: &str) -> Option<&str> {
    links(&before[before.rfind("<a ")?..]).next()
}

fn articles(text: &str) -> usize {
    ids(text)
        .into_iter()
        .filter(|id| id.strip_prefix("dieu-").is_some_and(|rest| !rest.contains("khoan") && !rest.contains("-p")))
        .count()
}

#[test]
fn the_document_s_own_page_has_an_entry_for_every_address_that_was_made_before() {
    let html = &SITE.1[DOCUMENT];
    assert!(!html.contains("class=\"van-ban\"") && html.contains("href=\"bo-luat-thu-toan-van.html\""));
    for id in ["chuong-i", "chuong-xxxvi", "dieu-1", "dieu-46", "dieu-708"] {
        let (_, entry) = html.split_once(&format!(" id=\"{id}\"><a href=\"")).unwrap_or_else(|| panic!("{id}"));
        assert!(entry.split('"').next().is_some_and(|href| href.ends_with(&format!(".html#{id}"))), "{id}");
    }
    let moved = &SITE.1["cu/bo-luat.html"];
    assert!(links(moved).any(|href| href == "../van-ban/bo-luat-thu.html"), "the former address leads here");
}

#[test]
fn who_saves_its_subject_has_all_its_pages() {
    let packs = files(&SITE.0.public().join("ngoai-tuyen"));
    let has = |list: &[u8], path: &str| String::from_utf8_lossy(list).contains(&format!("\"{path}\""));
    let with: Vec<_> = packs.iter().filter(|(_, list)| has(list, DOCUMENT)).collect();
    assert!(with.len() > 1, "the site's and the subject's: {:?}", packs.keys());
    for (name, list) in with {
        for (path, _) in parts().chain([(WHOLE, "")]) {
            assert!(has(list, path), "{name} lacks {path}");
        }
    }
}

#[test]
fn the_pages_are_the_same_whatever_the_threads() {
    let (one, eight) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    for (out, jobs) in [(&one, "1"), (&eight, "8")] {
        let built = congkhai()
            .args(["build", "--today", TODAY, "--jobs", jobs, "--site"])
            .arg(SITE.0.path())
            .arg("--out")
            .arg(out.path().join("public"))
            .output()
            .expect("the program runs");
        assert!(built.status.success());
    }
    assert!(files(&one.path().join("public")) == files(&eight.path().join("public")));
}

#[test]
fn a_page_that_wants_the_address_of_a_part_is_told_so() {
    let site = long_law();
    let page = site.path().join("content/van-ban/bo-luat-thu-chuong-iii.md");
    fs::write(page, "---\ntitle: Trang\n---\n\nChữ.\n").expect("written");
    let output = site.run("check", &[]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("bo-luat-thu-chuong-iii.html` dành cho trang do congkhai tạo"), "{said}");
}

#[test]
fn a_text_that_grows_in_a_kept_site_takes_the_address_of_no_page() {
    let site = long_law();
    // It cites what the law has only later.
    fs::remove_file(site.path().join("content/van-ban/qd-5.md")).expect("removed");
    let law = site.path().join("content/van-ban/bo-luat-thu.md");
    let long = fs::read_to_string(&law).expect("the law");
    let short = &long[..long.find("Chương II\n").expect("a second chapter")];
    fs::write(&law, short).expect("written");
    let page = "content/van-ban/bo-luat-thu-chuong-iii.md";
    fs::write(site.path().join(page), "---\ntitle: Trang\n---\n\nChữ.\n").expect("written");
    let (world, mut session) = (DiskWorld::new(site.path(), None), Session::default());
    let mut errors = |suspects: &Suspects| {
        let report = session.build(&world, suspects, &Options::default(), &site.path().join("public")).expect("built");
        let errors = report.diagnostics.iter().filter(|problem| problem.is_error());
        errors.map(|problem| problem.file.as_deref().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(errors(&Suspects::All), [""; 0]);
    fs::write(&law, long).expect("written");
    assert_eq!(errors(&Suspects::All), [page]);
    fs::remove_file(site.path().join(page)).expect("removed");
    assert_eq!(errors(&Suspects::All), [""; 0]);
}
