//! The real plan and its regulations, built by the real program: every promise of the published site.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use crate::common::{TestSite, body, is_html, project, shared, visible_text, words};
use serde_json::Value;

static SITE: LazyLock<(TestSite, BTreeMap<String, Vec<u8>>)> = LazyLock::new(|| {
    let site = TestSite::real();
    site.build();
    let files = site.snapshot();
    (site, files)
});

const PLAN: &str = "ke-hoach/ke-hoach-kh-nv-dan-van-2025.html";

fn page(path: &str) -> String {
    String::from_utf8(SITE.1[path].clone()).expect("UTF-8")
}

fn html_pages() -> Vec<(String, String)> {
    SITE.1.keys().filter(|path| is_html(path)).map(|path| (path.clone(), page(path))).collect()
}

fn documents() -> Vec<Value> {
    let json = fs::read_to_string(shared("facts/documents.json")).expect("the facts");
    serde_json::from_str::<Vec<Value>>(&json).expect("valid JSON")
}

/// What stands between two marks.
fn between<'a>(text: &'a str, open: &str, close: &str) -> &'a str {
    let start = text.find(open).unwrap_or_else(|| panic!("{open} is missing")) + open.len();
    &text[start..start + text[start..].find(close).expect("it is closed")]
}

#[test]
fn the_plan_stands_verbatim() {
    let source = fs::read_to_string(shared("source/ke-hoach-dan-van-2025.txt")).expect("the plan's text");
    // Emphasis is mark-up and bullets are list items on the page; every other character stands as it was.
    let plain = |text: &str| {
        words(
            &text
                .replace("**", "")
                .replace('*', "")
                .lines()
                .map(|l| l.strip_prefix("- ").unwrap_or(l))
                .collect::<Vec<_>>()
                .join("\n"),
        )
    };
    assert_eq!(words(&visible_text(body(&page(PLAN)))), plain(&source));
}

#[test]
fn the_plans_37_citations_lead_to_the_right_pages_and_no_other_link_is_made() {
    let expected: Vec<(String, String)> = fs::read_to_string(shared("facts/plan-citations.jsonl"))
        .expect("the citations")
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("valid JSON"))
        .filter(|one| ["full", "no-date", "no-number", "name-only"].iter().any(|form| one["form"] == *form))
        .map(|one| (one["text"].as_str().expect("text").to_owned(), one["doc_slug"].as_str().expect("a slug").to_owned()))
        .collect();
    assert_eq!(expected.len(), 37);
    let html = page(PLAN);
    let found: Vec<(String, String)> = body(&html)
        .split("<a ")
        .skip(1)
        .filter(|link| link.starts_with("class=\"vd"))
        .map(|link| {
            let target = between(link, "href=\"", "\"").trim_start_matches("../van-ban/").trim_end_matches(".html").to_owned();
            let text = link[link.find('>').expect("a tag") + 1..link.find("</a>").expect("closed")].to_owned();
            (visible_text(&text), target)
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn every_regulation_has_its_page_with_the_known_facts_and_its_backlink() {
    for document in documents().iter().filter(|document| document["role"] == "cited") {
        let slug = document["slug"].as_str().expect("a slug");
        let html = page(&format!("van-ban/{slug}.html"));
        for key in ["number", "signer"] {
            if let Some(value) = document[key].as_str() {
                assert!(html.contains(value.replace('&', "&amp;").as_str()), "{slug}: {key} {value}");
            }
        }
        if document["issued"].is_null() {
            assert!(html.contains("<dt>Ngày ban hành</dt><dd>chưa xác minh</dd>"), "{slug}");
        }
        if document["evidence"]["number"] == "as-cited" {
            assert!(html.contains("theo văn bản viện dẫn</span>"), "{slug}");
        }
        let cited_by = between(&html, "id=\"_duoc-vien-dan\"", "</section>");
        assert!(cited_by.contains(&format!("../{PLAN}#")), "{slug}: the plan cites it");
        let times = cited_by.matches("<mark>").count();
        let occurrences = document["occurrences"].as_u64().expect("a number") as usize;
        // The facts count two mentions of approved plans by their title, which are no citations.
        let titles = usize::from(slug.contains("-323-") || slug.contains("-1516-"));
        assert_eq!(times, occurrences - titles, "{slug}");
        assert!(html.contains("không chứa toàn văn"), "{slug}");
    }
}

#[test]
fn letters_of_a_number_are_expanded_in_the_heading_and_the_facts_as_far_as_they_are_known() {
    for (slug, known, meaning, rest) in [
        ("nghi-dinh-59-2023-nd-cp", "59/2023/<abbr title=\"{}\">NĐ-CP</abbr>", "Nghị định – Chính phủ", ""),
        ("luat-10-2022-qh15", "10/2022/<abbr title=\"{}\">QH15</abbr>", "Quốc hội khóa XV", ""),
        ("quyet-dinh-23-qd-tw-2021", "23-<abbr title=\"{}\">QĐ/TW</abbr>", "Quyết định – Trung ương Đảng", ""),
        ("quyet-dinh-17-qd-nv-2024", "17/<abbr title=\"{}\">QĐ</abbr>", "Quyết định", "-NV"),
    ] {
        let (html, number) = (page(&format!("van-ban/{slug}.html")), known.replace("{}", meaning) + rest);
        assert!(between(&html, "<h1>", "</h1>").contains(&number), "{slug}: {}", between(&html, "<h1>", "</h1>"));
        assert!(between(&html, "<dl class=\"thuoc-tinh\">", "</dl>").contains(&format!("<dd>{number}")), "{slug}");
        assert_eq!(html.matches("<abbr ").count(), 2, "{slug}");
    }
    for path in ["danh-muc/index.html", "danh-muc/van-ban-khac.html", PLAN] {
        assert!(!page(path).contains("<abbr"), "{path}");
    }
}

#[test]
fn relations_stand_on_both_sides_as_one_sentence() {
    let mut checked = 0;
    for document in documents().iter().filter(|document| document["role"] == "cited") {
        let slug = document["slug"].as_str().expect("a slug");
        for relation in document["relations"].as_array().expect("a list") {
            let Some(target) = relation["target"].as_str() else { continue };
            let here = page(&format!("van-ban/{slug}.html"));
            let there = page(&format!("van-ban/{target}.html"));
            assert!(
                between(&here, "id=\"_quan-he\"", "</section>").contains(&format!("href=\"{target}.html\"")),
                "{slug} → {target}"
            );
            assert!(
                between(&there, "id=\"_quan-he\"", "</section>").contains(&format!("href=\"{slug}.html\"")),
                "{target} ← {slug}"
            );
            checked += 1;
        }
    }
    assert!(checked >= 9, "{checked} relations");
}

#[test]
fn the_page_of_323_shows_both_dates() {
    let html = page("van-ban/quyet-dinh-323-qd-ttg-2023.html");
    assert!(html.contains("30/3/2023 <span class=\"chung-cu evidence_secondary\">"));
    assert!(html.contains("văn bản viện dẫn ghi ngày 03/3/2023"));
    assert!(page(PLAN).contains("Khác với nguồn đã biết:</strong> Kế hoạch ghi ngày 03/03/2023"));
}

#[test]
fn the_plans_oddities_are_noted_and_its_five_deadlines_are_data() {
    let html = page(PLAN);
    assert!(html.matches("class=\"ghi-chu\"").count() >= 14);
    let deadlines = between(&html, "id=\"_han\"", "</section>");
    for day in ["2025-02-21", "2025-06-05", "2025-09-05", "2025-12-05", "2025-12-10"] {
        assert!(deadlines.contains(&format!("datetime=\"{day}\"")), "{day}");
    }
    assert!(html.contains("để trống trong bản gốc; trong khoảng 05/02/2025 – 21/02/2025"));
}

#[test]
fn every_link_leads_to_a_page_and_a_place_that_exist() {
    let mut links = 0;
    for (path, html) in html_pages() {
        for href in html.split("href=\"").skip(1).map(|rest| &rest[..rest.find('"').expect("closed")]) {
            if href.contains(':') {
                assert!(href.starts_with("https://") || href.starts_with("http://"), "{path}: {href}");
                continue;
            }
            let (file, id) = href.split_once('#').unwrap_or((href, ""));
            let target = if file.is_empty() { path.clone() } else { resolve(&path, file) };
            assert!(SITE.1.contains_key(&target), "{path}: {href}");
            if !id.is_empty() {
                assert!(page(&target).contains(&format!("id=\"{id}\"")), "{path}: {href}");
            }
            links += 1;
        }
    }
    assert!(links > 1000, "{links} links");
}

fn resolve(from: &str, href: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[test]
fn pages_carry_no_inline_script_or_style_and_each_id_once() {
    for (path, html) in html_pages() {
        let mut data = 0;
        for script in html.split("<script").skip(1) {
            // Data about the document, of a type that no browser runs; nothing in them begins or ends an element.
            if let Some(block) = script.strip_prefix(" type=\"application/ld+json\">") {
                let (json, _) = block.split_once("</script>").expect("closed");
                assert!(!json.contains('<') && serde_json::from_str::<Value>(json).is_ok(), "{path}: {json}");
                data += 1;
                continue;
            }
            assert!(script.starts_with(" src=\"") && script.contains("></script>"), "{path}: scripts are files");
        }
        assert_eq!(data, usize::from(html.contains("name=\"dc.type\"")), "{path}: of each document, once");
        for forbidden in ["<style", " style=", " onclick", "javascript:", "\u{301}", "Ð"] {
            assert!(!html.contains(forbidden), "{path}: {forbidden}");
        }
        assert!(html.contains("Content-Security-Policy"), "{path}");
        let lang = if path.starts_with("en/") { "en" } else { "vi" };
        assert!(html.contains(&format!("<html lang=\"{lang}\"")), "{path}");
        let mut ids = BTreeSet::new();
        for id in html.split(" id=\"").skip(1).map(|rest| &rest[..rest.find('"').expect("closed")]) {
            assert!(ids.insert(id), "{path}: id {id} twice");
        }
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
    }
}

#[test]
fn the_page_for_nothing_holds_no_address_that_depends_on_where_it_is_shown() {
    let html = page("404.html");
    for relative in ["href=", "src="] {
        assert!(!html.contains(relative), "{relative}");
    }
}

#[test]
fn headings_skip_no_level() {
    for (path, html) in html_pages() {
        let mut last = 0;
        for level in html.split("<h").skip(1).filter_map(|rest| rest.chars().next()).filter_map(|c| c.to_digit(10)) {
            assert!(level <= last + 1, "{path}: h{level} after h{last}");
            last = level;
        }
    }
}

#[test]
fn the_list_has_the_eight_columns_and_the_download_is_the_source() {
    let html = page("danh-muc/index.html");
    for column in
        ["Hình thức", "Thẩm quyền ban hành", "Số, ký hiệu", "Ngày ban hành", "Ngày hiệu lực", "Trích yếu", "Tải về", "Tìm kiếm"]
    {
        assert!(html.contains(&format!("<th scope=\"col\">{column}</th>")), "{column}");
    }
    assert_eq!(html.matches("<th scope=\"row\">").count(), 26);
    let source = fs::read(project().join("content/van-ban/luat-10-2022-qh15.md")).expect("the source");
    assert_eq!(SITE.1["van-ban/luat-10-2022-qh15.md"], source);
}

#[test]
fn the_style_sheet_is_small() {
    let (path, css) = SITE.1.iter().find(|(path, _)| path.contains("/style.")).expect("a style sheet");
    let gzip = std::process::Command::new("gzip").arg("-9c").arg(SITE.0.public().join(path)).output().expect("gzip runs");
    assert!(gzip.stdout.len() < 12 * 1024, "{} of {} bytes", gzip.stdout.len(), css.len());
}
