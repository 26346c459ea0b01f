//! What a site can choose: its own theme files, drafts, severities, exceptions, what is never published.

use crate::common::TestSite;

#[test]
fn a_site_replaces_the_theme_file_by_file() {
    let site = TestSite::small();
    site.write("theme/style.css", "body { color: teal }\n");
    site.write("theme/locale/vi.yaml", "nav_home: Cửa vào\n");
    site.write("theme/assets/logo.svg", "<svg/>");
    site.build();
    let home = site.published("index.html");
    assert!(home.contains("Cửa vào") && home.contains("Danh mục văn bản"), "one word changed, the others stay");
    let style = home
        .split("href=\"")
        .find(|rest| rest.starts_with("theme/style."))
        .and_then(|rest| rest.split('"').next())
        .expect("a style");
    assert_eq!(site.published(style), "body { color: teal }\n");
    assert_eq!(site.published("theme/assets/logo.svg"), "<svg/>");
}

#[test]
fn drafts_are_published_only_when_asked_and_internal_pages_never() {
    let site = TestSite::small();
    site.write("content/nhap.md", "---\ntitle: Nháp\ndraft: true\n---\n\nNháp.\n");
    site.write("content/noi-bo.md", "---\ntitle: Nội bộ\naccess: internal\n---\n\nNội bộ.\n");
    site.write("content/_ghi-chu.md", "không phải trang");
    site.build();
    let published = site.snapshot();
    assert!(!published.keys().any(|path| path.contains("nhap") || path.contains("noi-bo") || path.contains("ghi-chu")));
    assert!(site.run("build", &["--drafts"]).status.success());
    let published = site.snapshot();
    assert!(published.contains_key("nhap.html"));
    assert!(!published.keys().any(|path| path.contains("noi-bo")));
}

#[test]
fn severities_and_exceptions_are_the_sites_with_a_reason() {
    let site = TestSite::small();
    site.write(
        "content/van-ban/x.md",
        "---\nkind: Quyết định\nnumber: 2/QĐ-UBND\ntitle: Khác\nissued: 2025-01-02\n---\n\nCăn cứ Nghị định số 7/2024/NĐ-CP.\n",
    );
    let warned = |site: &TestSite| String::from_utf8_lossy(&site.run("check", &[]).stderr).into_owned();
    assert!(warned(&site).contains("unknown-citation"));
    let settings = "title: Trang thử\nagency: Cơ quan thử\n";
    site.write("content/site.yaml", format!("{settings}rules:\n  unknown-citation: {{severity: off, reason: chưa có trang}}\n"));
    assert!(!warned(&site).contains("unknown-citation"));
    site.write(
        "content/site.yaml",
        format!("{settings}exceptions:\n  - {{rule: unknown-citation, file: content/van-ban/x.md, reason: chưa có trang}}\n"),
    );
    assert!(!warned(&site).contains("unknown-citation"));
    site.write(
        "content/site.yaml",
        format!("{settings}exceptions:\n  - {{rule: unknown-citation, file: content/van-ban/qd-1.md, reason: nhầm tệp}}\n"),
    );
    let text = warned(&site);
    assert!(text.contains("unknown-citation") && text.contains("unused-exception"), "{text}");
}

#[test]
fn a_site_adds_kinds_of_document() {
    let site = TestSite::small();
    site.write(
        "content/site.yaml",
        "title: Trang thử\nagency: Cơ quan thử\nkinds:\n  - {name: Quy trình, abbreviations: [QTr]}\n",
    );
    site.write(
        "content/van-ban/qtr-5.md",
        "---\nkind: Quy trình\nnumber: 5/QTr-SNV\ntitle: Tiếp khách\nissued: 2025-01-02\n---\n",
    );
    site.write("content/trang.md", "---\ntitle: Trang\n---\n\nTheo quy trình số 5/QTr-SNV và 5/QTr-SNV.\n");
    site.build();
    // Both citations, and the panel of what the page cites.
    let page = site.published("trang.html");
    assert_eq!(page.matches("class=\"vd vd-suy\" href=\"van-ban/qtr-5.html\"").count(), 2);
    assert_eq!(page.matches("van-ban/qtr-5.html").count(), 3);
    assert!(site.published("danh-muc/loai/quy-trinh.html").contains("5/QTr-SNV"));
}

#[test]
fn old_addresses_lead_to_the_page_and_versions_to_their_work() {
    let site = TestSite::small();
    site.write(
        "content/van-ban/qd-1-hop-nhat.md",
        "---\nkind: Quyết định\nnumber: 1/QĐ-UBND\ntitle: Bản hợp nhất\nissued: 2025-01-02\nversion_of: qd-1\nversion: hợp nhất 2026\nredirect_from: [cu/ten-cu.html]\ndisclosure: {unit: Văn phòng, published: 2026-01-05}\n---\n\nChữ.\n",
    );
    site.build();
    let moved = site.published("cu/ten-cu.html");
    assert!(
        moved.contains("content=\"0; url=../van-ban/qd-1-hop-nhat.html\"")
            && moved.contains("<a href=\"../van-ban/qd-1-hop-nhat.html\">")
    );
    let page = site.published("van-ban/qd-1-hop-nhat.html");
    assert!(page.contains("Là một bản của</dt><dd><a href=\"qd-1.html\">") && page.contains("(hợp nhất 2026)"));
    assert!(page.contains("Văn phòng; công khai ngày 05/01/2026"));
}

#[test]
fn line_ends_and_byte_order_marks_are_no_ones_business_but_odd_letters_are() {
    let site = TestSite::small();
    let front = "\u{feff}---\r\nkind: Quyết định\r\nnumber: 3/QĐ-UBND\r\ntitle: Windows\r\n---\r\n\r\n";
    let report = |body: &str| {
        site.write("content/van-ban/w.md", format!("{front}{body}"));
        String::from_utf8_lossy(&site.run("check", &[]).stderr).into_owned()
    };
    assert!(!report("Điều 1. Tên\r\n\r\n1. Khoản.\r\n").contains("not-normal"));
    let text = report("Điều 1. Tên\r\n\r\n1. Khoa\u{309}n.\r\n");
    assert!(text.contains("not-normal") && text.contains("w.md:9:7"), "{text}");
    let text = report("Ðiều 1. Tên\r\n");
    assert!(text.contains("not-normal") && text.contains("w.md:7:1"), "{text}");
    site.write("content/TRANG.MD", "---\ntitle: T\n---\n");
    assert!(report("x\r\n").contains("đổi đuôi tệp thành `.md`"));
}

#[test]
fn assets_are_copied_and_the_base_url_makes_canonical_addresses() {
    let site = TestSite::small();
    site.write("content/assets/mẫu đơn.pdf", b"%PDF");
    site.write("content/trang.md", "---\ntitle: Trang\n---\n\n[Mẫu đơn](<assets/mẫu đơn.pdf>)\n");
    assert!(site.run("build", &["--base-url", "https://example.gov.vn/van-ban"]).status.success());
    assert_eq!(site.snapshot()["assets/mẫu đơn.pdf"], b"%PDF");
    assert!(site.published("trang.html").contains("<link rel=\"canonical\" href=\"https://example.gov.vn/van-ban/trang.html\">"));
}

#[test]
fn validity_follows_the_date_of_the_build() {
    let site = TestSite::small();
    site.write(
        "content/van-ban/qd-2.md",
        "---\nkind: Quyết định\nnumber: 2/QĐ-UBND\ntitle: Mới\nissued: 2026-01-02\neffective: 2026-02-01\nrelations:\n  - {type: replaces, target: qd-1, evidence: confirmed}\n---\n\nMới.\n",
    );
    site.write(
        "content/van-ban/qd-1.md",
        "---\nkind: Quyết định\nnumber: 1/QĐ-UBND\ntitle: Cũ\nissued: 2025-01-02\neffective: 2025-01-02\n---\n\nCũ.\n",
    );
    let status = |today: &str| {
        assert!(site.run("build", &["--today", today]).status.success());
        let html = site.published("van-ban/qd-1.html");
        let at = html.find("tinh-trang ").expect("a status") + "tinh-trang ".len();
        html[at..at + html[at..].find('"').expect("closed")].to_owned()
    };
    assert_eq!(status("2025-01-01"), "status_not_yet");
    assert_eq!(status("2026-01-31"), "status_in_force");
    assert_eq!(status("2026-02-01"), "status_expired");
}
