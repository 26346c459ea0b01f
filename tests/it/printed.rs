//! What a printed page says of itself. `tests/quality/print.test.mjs` looks at the paper.

use std::process::Command;

use crate::common::TestSite;

fn site() -> TestSite {
    let site = TestSite::small();
    site.write("content/trang.md", "\u{feff}---\r\ntitle: Trang\r\n---\r\n\r\nChữ.\r\n");
    site
}

/// The note that only paper shows.
fn note(html: &str) -> &str {
    let start = html.find("<div class=\"ban-in\">").expect("the note");
    &html[start..start + html[start..].find("</div>").expect("its end")]
}

#[test]
fn the_version_is_the_hash_of_the_download() {
    let site = site();
    site.build();
    // The second has line ends and a mark that its text is read without.
    for (page, name) in [("van-ban/qd-1", "Quyết định số 1/QĐ-UBND"), ("trang", "Trang")] {
        let html = site.published(&format!("{page}.html"));
        let printed = Command::new("sha256sum").arg(site.public().join(format!("{page}.md"))).output().expect("sha256sum runs");
        let hash = String::from_utf8(printed.stdout).expect("UTF-8");
        let version = &hash[..12];
        assert!(note(&html).contains(&format!("Phiên bản nội dung {version}.")), "{}", note(&html));
        assert!(html.contains(&format!(" data-in-so=\"{name}\" data-in-ban=\"Phiên bản nội dung {version}\">")), "{page}");
    }
}

#[test]
fn only_a_site_that_knows_its_address_prints_a_code_of_it() {
    let site = site();
    site.build();
    let html = site.published("van-ban/qd-1.html");
    assert!(
        !note(&html).contains("<svg") && note(&html).contains(", van-ban/qd-1.html; không phải bản chính."),
        "{}",
        note(&html)
    );
    assert!(site.run("build", &["--base-url", "https://example.gov.vn/van-ban"]).status.success());
    let html = site.published("van-ban/qd-1.html");
    let whole = "Bản in từ https://example.gov.vn/van-ban/van-ban/qd-1.html; không phải bản chính.";
    assert!(note(&html).contains(whole) && note(&html).matches("<path ").count() == 1, "{}", note(&html));
}
