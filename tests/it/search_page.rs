//! The search page and the ways to it, as they are without scripts: the lists, the link of every page, the description
//! for browsers.

use std::process::Command;

use crate::common::{TestSite, has_frame};

/// Tag, text and `template` of every element of an XML file, read by an XML parser.
fn elements(site: &TestSite, path: &str) -> Vec<(String, String, String)> {
    let read = "import sys, xml.etree.ElementTree as e\nfor x in e.parse(sys.argv[1]).iter(): print(x.tag, (x.text or '').strip(), x.get('template', ''), sep='\\t')";
    let output =
        Command::new("python3").args(["-X", "utf8", "-c", read]).arg(site.public().join(path)).output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let row = |line: &str| {
        let mut parts = line.split('\t').map(str::to_owned);
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
    };
    text.lines().map(row).collect()
}

#[test]
fn a_site_with_an_address_describes_its_search_to_browsers() {
    let site = TestSite::small();
    let title = "Công khai & minh bạch <văn bản> của một cơ quan có tên rất dài";
    site.write(
        "content/site.yaml",
        format!("title: \"{title}\"\nagency: Cơ quan thử\nbase_url: https://example.gov.vn/van-ban/a&b\n"),
    );
    site.build();
    let found = elements(&site, "opensearch.xml");
    let name = |tag: &str| format!("{{http://a9.com/-/spec/opensearch/1.1/}}{tag}");
    let text = |tag: &str| found.iter().find(|(found, ..)| *found == name(tag)).map_or("", |(_, text, _)| text.as_str());
    assert_eq!(found[0].0, name("OpenSearchDescription"));
    // The standard's limits, kept at the ends of words.
    assert_eq!(text("ShortName"), "Công khai & minh");
    assert_eq!(text("LongName"), "Công khai & minh bạch <văn bản> của một cơ quan");
    assert_eq!(text("Description"), title);
    let templates: Vec<&str> =
        found.iter().filter(|(tag, ..)| *tag == name("Url")).map(|(.., template)| template.as_str()).collect();
    let base = "https://example.gov.vn/van-ban/a&b/";
    assert_eq!(templates, [format!("{base}tim-kiem.html?q={{searchTerms}}"), format!("{base}opensearch.xml")]);
    for (path, link) in [("index.html", "opensearch.xml"), ("van-ban/qd-1.html", "../opensearch.xml")] {
        let wanted = format!("<link rel=\"search\" type=\"application/opensearchdescription+xml\" href=\"{link}\"");
        assert!(site.published(path).contains(&wanted), "{path}");
    }
}

#[test]
fn a_site_without_an_address_has_no_description() {
    let site = TestSite::small();
    site.build();
    assert!(!site.public().join("opensearch.xml").exists());
    assert!(!site.published("index.html").contains("rel=\"search\""));
}

#[test]
fn every_page_leads_to_the_search_and_the_search_to_every_list() {
    let site = TestSite::small();
    site.build();
    for (path, bytes) in site.snapshot().iter().filter(|(path, _)| has_frame(path)) {
        let html = String::from_utf8_lossy(bytes);
        let root = "../".repeat(path.matches('/').count());
        let search = if path.starts_with("en/") { "en/tim-kiem.html" } else { "tim-kiem.html" };
        let address = format!("{root}{search}").replace("../en/", "");
        assert!(html.contains(&format!("<a id=\"_mo-tim\" href=\"{address}\"")), "{path}");
        assert!(!html.contains("=\"/") && !html.contains("src=\"http"), "{path}: every address is relative");
    }
    let page = site.published("tim-kiem.html");
    for list in ["chu-cai/v.html", "so/1-9.html", "loai/quyet-dinh.html", "nam/2025.html"] {
        assert!(page.contains(&format!("href=\"danh-muc/{list}\"")), "{list}");
    }
}

#[test]
fn lists_of_letters_and_numbers_stand_in_their_order() {
    let site = TestSite::small();
    for (file, kind, number, title) in [
        ("a", "Luật", "31/2024/QH15", "Luật Đất đai"),
        ("b", "Luật", "27/2023/QH15", "Luật nhà ở"),
        ("c", "Luật", "9/2020/QH14", "Luật Dân sự"),
        ("d", "Bộ luật", "10/2019/QH14", "Bộ luật Lao động"),
        ("e", "Luật", "100/2015/QH13", "Luật Điện lực"),
        ("f", "Quyết định", "1200/QĐ-TTg", "“Đề án” số 5"),
        ("g", "Quyết định", "11/QĐ-TTg", "12 nhiệm vụ"),
    ] {
        let text = format!("---\nkind: {kind}\nnumber: {number}\ntitle: {title}\nissued: 2024-01-02\n---\n");
        site.write(&format!("content/van-ban/{file}.md"), text);
    }
    site.build();
    let rows = |list: &str| -> Vec<String> {
        let html = site.published(&format!("danh-muc/{list}.html"));
        let names = html.split("<th scope=\"row\"><a href=\"../../van-ban/").skip(1);
        names.map(|rest| rest.split(".html").next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(rows("chu-cai/dd"), ["a", "f", "e"]);
    assert_eq!(rows("chu-cai/d"), ["c"]);
    assert_eq!(rows("chu-cai/n"), ["b"]);
    assert_eq!(rows("chu-cai/l"), ["d"]);
    assert_eq!(rows("chu-cai/0-9"), ["g"]);
    assert_eq!(rows("so/1-9"), ["qd-1", "c"]);
    assert_eq!(rows("so/10-49"), ["d", "g", "b", "a"]);
    assert_eq!(rows("so/100-199"), ["e"]);
    assert_eq!(rows("so/1000"), ["f"]);
    let page = site.published("tim-kiem.html");
    let at = |link: &str| page.find(link).unwrap_or_else(|| panic!("{link} is offered"));
    assert!(at("chu-cai/d.html") < at("chu-cai/dd.html") && at("chu-cai/dd.html") < at("chu-cai/l.html"));
    assert!(at("so/1-9.html") < at("so/10-49.html") && at("so/100-199.html") < at("so/1000.html"));
}
