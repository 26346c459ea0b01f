//! `--ext aspx`: every page with another ending, and every way to it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use crate::common::{TestSite, project, visible_text};
use serde_json::Value;

static SITE: LazyLock<(TestSite, BTreeMap<String, Vec<u8>>)> = LazyLock::new(|| {
    let site = TestSite::real();
    // A former address, an attachment that is a page of its own, and links in the three ways editors write them.
    site.write("content/assets/mau.html", "<p>Mẫu</p>");
    site.write(
        "content/thu.md",
        "---\ntitle: Thử\nredirect_from: [cu/thu.html]\n---\n\n[a](van-ban/luat-10-2022-qh15.md#dieu-51) [b](gioi-thieu.html) [c](danh-muc/van-ban-khac.html) [d](gioi-thieu.aspx) [e](assets/mau.html) <% Response.Write(1) %> `<%= x %>`\n",
    );
    let built = site.run("build", &["--ext", "aspx", "--base-url", "https://example.gov.vn/a"]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let files = site.snapshot();
    (site, files)
});

fn has_ending(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == ending)
}

fn pages() -> Vec<(&'static str, &'static str)> {
    let text = |bytes: &'static Vec<u8>| std::str::from_utf8(bytes).expect("UTF-8");
    SITE.1.iter().filter(|(path, _)| has_ending(path, "aspx")).map(|(path, bytes)| (path.as_str(), text(bytes))).collect()
}

/// The values of attributes of these names, entities resolved.
fn attributes(html: &str, names: &[&str]) -> Vec<String> {
    let of = |name: &&str| {
        let open = format!(" {name}=\"");
        html.split(&open).skip(1).map(|rest| visible_text(&rest[..rest.find('"').expect("closed")])).collect::<Vec<_>>()
    };
    names.iter().flat_map(of).collect()
}

fn resolve(from: &str, href: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn a_crawler_reaches_every_page_and_finds_no_broken_link() {
    let (mut seen, mut next) = (BTreeSet::new(), vec!["index.aspx".to_owned(), "cu/thu.aspx".to_owned()]);
    while let Some(path) = next.pop() {
        if !seen.insert(path.clone()) || !has_ending(&path, "aspx") {
            continue;
        }
        let html = std::str::from_utf8(&SITE.1[&path]).expect("UTF-8");
        for href in attributes(html, &["href", "src", "action"]) {
            if href.contains(':') {
                continue;
            }
            let (file, id) = href.split_once('#').unwrap_or((&href, ""));
            let target = if file.is_empty() { path.clone() } else { resolve(&path, file) };
            let bytes = SITE.1.get(&target).unwrap_or_else(|| panic!("{path}: {href}"));
            let found = id.is_empty() || String::from_utf8_lossy(bytes).contains(&format!("id=\"{id}\""));
            assert!(found, "{path}: {href}");
            next.push(target);
        }
    }
    // Nothing leads to the page for nothing; the one for what is not saved comes from the worker.
    let unreached: Vec<&str> = pages().iter().map(|(path, _)| *path).filter(|path| !seen.contains(*path)).collect();
    assert_eq!(unreached, ["404.aspx", "chua-luu.aspx"]);
}

#[test]
fn no_address_of_the_site_ends_in_html() {
    let of_site: Vec<&String> = SITE.1.keys().filter(|path| has_ending(path, "html")).collect();
    assert_eq!(of_site, ["assets/mau.html"], "an attachment stays what it is");
    for (path, html) in pages() {
        for value in attributes(html, &["href", "src", "action", "content", "data-index", "data-later", "data-reader", "data-o"])
        {
            let away = value.starts_with("http") && !value.starts_with("https://example.gov.vn/");
            assert!(away || value.ends_with("assets/mau.html") || !value.contains(".html"), "{path}: {value}");
        }
    }
    let text = |path: &str| String::from_utf8(SITE.1[path].clone()).expect("UTF-8");
    assert!(text("index.aspx").contains("<link rel=\"canonical\" href=\"https://example.gov.vn/a/index.aspx\">"));
    assert!(text("opensearch.xml").contains("https://example.gov.vn/a/tim-kiem.aspx?q={searchTerms}"));
    assert!(text("cu/thu.aspx").contains("content=\"0; url=../thu.aspx\""));
    assert!(text("404.aspx").contains("href=\"https://example.gov.vn/a/index.aspx\""));
    let manifest: Value = serde_json::from_str(&text("build.json")).expect("JSON");
    let listed = manifest["files"].as_object().expect("a table");
    assert!(
        listed.contains_key("index.aspx") && !listed.keys().any(|path| has_ending(path, "html") && !path.starts_with("assets/"))
    );
    for (path, bytes) in SITE.1.iter().filter(|(path, _)| path.starts_with("chi-muc/d/") && has_ending(path, "js")) {
        let records = String::from_utf8_lossy(bytes);
        assert!(records.contains(".aspx\"") && !records.contains(".html\""), "{path}");
    }
}

#[test]
fn the_search_answers_with_addresses_that_are_there() {
    let mut asked = Command::new("node")
        .arg(project().join("tests/search/query.mjs"))
        .arg(SITE.0.public())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs");
    let queries = "dân chủ ở cơ sở\nnghị định 59/2023/NĐ-CP\nkế hoạch dân vận 2025\n";
    asked.stdin.take().expect("piped").write_all(queries.as_bytes()).expect("asked");
    let output = asked.wait_with_output().expect("it ends");
    assert!(output.status.success());
    let answers = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(answers.lines().count(), 3);
    for line in answers.lines() {
        let answer: Value = serde_json::from_str(line).expect("JSON");
        let results = answer["results"].as_array().expect("a list");
        assert!(!results.is_empty(), "{line}");
        for result in results {
            let url = result["url"].as_str().expect("an address");
            assert!(has_ending(url, "aspx") && SITE.1.contains_key(url), "{url}");
        }
    }
}

#[test]
fn links_of_editors_lead_to_the_same_places_whatever_they_wrote() {
    let html = String::from_utf8(SITE.1["thu.aspx"].clone()).expect("UTF-8");
    for link in [
        "<a href=\"van-ban/luat-10-2022-qh15.aspx#dieu-51\">a</a>",
        "<a href=\"gioi-thieu.aspx\">b</a>",
        "<a href=\"danh-muc/van-ban-khac.aspx\">c</a>",
        "<a href=\"gioi-thieu.aspx\">d</a>",
        "<a href=\"assets/mau.html\">e</a>",
    ] {
        assert!(html.contains(link), "{link}");
    }
}

#[test]
fn nothing_that_a_server_would_run_stands_in_a_page() {
    let html = String::from_utf8(SITE.1["thu.aspx"].clone()).expect("UTF-8");
    assert!(html.contains("&lt;% Response.Write(1) %&gt;") && html.contains("&lt;%= x %&gt;"));
    for (path, html) in pages() {
        assert!(!html.contains("<%") && !html.contains("runat"), "{path}");
    }
}

#[test]
fn settings_name_an_ending_and_a_bad_one_is_told_where_it_stands() {
    let site = TestSite::small();
    let settings = "title: Trang thử\nagency: Cơ quan thử\n";
    site.write("content/site.yaml", format!("{settings}ext: aspx\n"));
    site.build();
    assert!(site.public().join("van-ban/qd-1.aspx").exists() && !site.public().join("index.html").exists());
    assert!(site.run("build", &["--ext", "htm"]).status.success());
    assert!(site.public().join("van-ban/qd-1.htm").exists(), "the command line goes first");
    site.write("content/site.yaml", format!("{settings}ext: a/b\n"));
    let refused = site.run("check", &[]);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1));
    assert!(told.contains("content/site.yaml:3:6") && told.contains("1 đến 8 chữ cái"), "{told}");
    for bad in ["", "a.b", "../x", "md", "ninechars"] {
        assert_eq!(site.run("check", &["--ext", bad]).status.code(), Some(2), "{bad}");
    }
}
