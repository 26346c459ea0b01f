//! `congkhai new KIND NUMBER`: a draft for one named work, with what the site knows of it, over nothing.

use std::fs;

use crate::common::{TestSite, congkhai, files};

/// What it said, and whether it went well.
fn new(site: &TestSite, arguments: &[&str]) -> (bool, String) {
    let output = congkhai().args(["new", "--lang", "en", "--site"]).arg(site.path()).args(arguments).output().expect("it runs");
    (output.status.success(), String::from_utf8(output.stderr).expect("UTF-8"))
}

fn made(site: &TestSite, arguments: &[&str]) -> String {
    let (success, said) = new(site, arguments);
    assert!(success, "{said}");
    said
}

/// It refuses, and the folder is as it was.
fn refused(site: &TestSite, arguments: &[&str]) -> String {
    let before = files(site.path());
    let (success, said) = new(site, arguments);
    assert!(!success, "{said}");
    assert_eq!(files(site.path()), before, "{said}");
    said
}

fn page(site: &TestSite, name: &str) -> String {
    let text = fs::read_to_string(site.path().join("content/van-ban").join(name)).expect("the page is there");
    assert!(site.run("check", &["--drafts"]).status.success(), "{text}");
    text
}

fn cites(site: &TestSite, words: &str) {
    let head = "---\nkind: Báo cáo\nnumber: 9/BC-VP\ntitle: Một báo cáo\nissued: 2026-05-01\n---\n\n";
    site.write("content/c.md", format!("{head}{words}\n"));
}

#[test]
fn a_work_that_nobody_knows_has_what_was_typed_and_places_for_the_rest() {
    let site = TestSite::small();
    let said = made(&site, &["Quyết", "định", "5/QĐ-NV", "--issued", "2024-03-02"]);
    assert!(said.contains("content/van-ban/quyet-dinh-5-qd-nv-2024.md: ") && said.contains("(not cited yet)"), "{said}");
    let text = page(&site, "quyet-dinh-5-qd-nv-2024.md");
    for line in ["kind: Quyết định", "number: 5/QĐ-NV", "title: (chưa rõ trích yếu)", "issued: 2024-03-02", "draft: true"]
    {
        assert!(text.contains(&format!("\n{line}\n")), "{line}\n{text}");
    }
    for line in ["# issuer: ", "# effective: ", "# sources: ", "evidence: {default: unknown}"] {
        assert!(text.contains(&format!("\n{line}")), "{line}\n{text}");
    }
    made(&site, &["luật", "7/2024/QH15"]);
    assert!(page(&site, "luat-7-2024-qh15.md").contains("# issued: "));
}

#[test]
fn citations_and_works_yaml_fill_it_in() {
    let site = TestSite::small();
    cites(
        &site,
        "Quyết định số 290-QĐ/TW ngày 25/02/2010 của Bộ Chính trị về việc ban hành Quy chế công tác dân vận; Nghị định số 7/2025/NĐ-CP.",
    );
    site.write(
        "content/works.yaml",
        "- kind: Nghị định\n  number: 7/2025/NĐ-CP\n  title: Quy định thử\n  issuer: Chính phủ\n  issued: 2025-02-03\n",
    );
    let said = made(&site, &["Quyết định", "290-QĐ/TW"]);
    assert!(said.contains("cited once, first at content/c.md:8"), "{said}");
    let text = page(&site, "quyet-dinh-290-qd-tw-2010.md");
    for line in [
        "issuer: Bộ Chính trị",
        "issued: 2010-02-25",
        "title: Về việc ban hành Quy chế công tác dân vận",
        "evidence: {default: as-cited}",
        "  - ref: Báo cáo số 9/BC-VP",
    ] {
        assert!(text.contains(&format!("\n{line}\n")), "{line}\n{text}");
    }
    let said = made(&site, &["Nghị định", "7/2025/NĐ-CP"]);
    assert!(said.contains("remove its entry at content/works.yaml:1"), "{said}");
    let path = site.path().join("content/van-ban/nghi-dinh-7-2025-nd-cp.md");
    let text = fs::read_to_string(path).expect("the page is there");
    assert!(text.contains("\ntitle: Quy định thử\n") && text.contains("\nissued: 2025-02-03\n"), "{text}");
}

#[test]
fn what_is_typed_wrong_is_refused_with_a_suggestion() {
    let site = TestSite::small();
    cites(&site, "Nghị định số 59/2023/NĐ-CP ngày 14/8/2023.");
    for (kind, number, message, help) in [
        ("Nghi dinh", "59/2023/NĐ-CP", "`Nghi dinh` is not a kind of document", "did you mean `Nghị định`?"),
        ("Nghị địng", "59/2023/NĐ-CP", "is not a kind", "did you mean `Nghị định`?"),
        ("nđ", "59/2023/NĐ-CP", "is not a kind", "did you mean `Nghị định`?"),
        ("Lá thư", "59/2023/NĐ-CP", "is not a kind", "add others to `kinds` in site.yaml"),
        ("Nghị định", "59/2023", "`59/2023` has no known shape", "did you mean `59/2023/NĐ-CP`?"),
        ("Quyết định", "1/QĐ_UBND", "has no known shape", "did you mean `1/QĐ-UBND`?"),
        ("Quyết định", "số năm", "has no known shape", "for example: 129/QĐ-UBND"),
    ] {
        let said = refused(&site, &[kind, number]);
        assert!(said.contains(message) && said.contains(help), "{kind} {number}: {said}");
    }
    let usage = congkhai().args(["new", "Quyết định"]).output().expect("it runs");
    assert_eq!(usage.status.code(), Some(2), "a kind without a number is no work");
}

#[test]
fn a_page_that_is_there_is_never_written_over() {
    let site = TestSite::small();
    let said = refused(&site, &["Quyết định", "1/QĐ-UBND"]);
    assert!(said.contains("content/van-ban/qd-1.md") && said.contains("--issued"), "{said}");
    refused(&site, &["Quyết định", "01/QĐ-UBND", "--issued", "2025-01-02"]);
    // Another day is another work, for the number begins again every year.
    made(&site, &["Quyết định", "1/QĐ-UBND", "--issued", "2026-01-05"]);
    assert!(page(&site, "quyet-dinh-1-qd-ubnd-2026.md").contains("issued: 2026-01-05"));
    refused(&site, &["Quyết định", "1/QĐ-UBND", "--issued", "2026-01-05"]);
    // A file of the name that is no page of the work stays too.
    site.write("content/van-ban/quyet-dinh-8-qd-nv.md", "---\ntitle: Trang khác\n---\n");
    let said = refused(&site, &["Quyết định", "8/QĐ-NV"]);
    assert!(said.contains("quyet-dinh-8-qd-nv.md"), "{said}");
    // Its number in another shape, or among its other names, is the same work.
    site.write("content/b.md", "---\nkind: Chỉ thị\nnumber: 26-CT/UBND\ntitle: Thử\naliases: [27/CT-UBND]\n---\n");
    for number in ["26-CT/UBND", "26/CT-UBND", "27/CT-UBND"] {
        assert!(refused(&site, &["Chỉ thị", number]).contains("content/b.md"), "{number}");
    }
    site.write("content/a.md", "---\nkind: Quyết định\nnumber: 9/QĐ-NV\ntitle: Kín\naccess: internal\n---\n");
    assert!(refused(&site, &["Quyết định", "9/QĐ-NV"]).contains("internal page"));
}

#[test]
fn several_works_of_one_number_are_told_apart_by_their_day() {
    let site = TestSite::small();
    cites(&site, "Quyết định số 25/QĐ-UBND ngày 05/01/2022; Quyết định số 25/QĐ-UBND ngày 05/01/2023.");
    let said = refused(&site, &["Quyết định", "25/QĐ-UBND"]);
    assert!(said.contains("several works") && said.contains("ngày 05/01/2022") && said.contains("--issued"), "{said}");
    made(&site, &["Quyết định", "25/QĐ-UBND", "--issued", "2023-01-05"]);
    assert!(page(&site, "quyet-dinh-25-qd-ubnd-2023.md").contains("evidence: {default: as-cited, title: unknown}"));
    site.write(
        "content/works.yaml",
        "- {kind: Chỉ thị, number: 3/CT-TTg, issued: 2020-01-01}\n- {kind: Chỉ thị, number: 3/CT-TTg, issued: 2021-01-01}\n",
    );
    assert!(refused(&site, &["Chỉ thị", "3/CT-TTg"]).contains("several works"));
    made(&site, &["Chỉ thị", "3/CT-TTg", "--issued", "2021-01-01"]);
}

#[test]
fn letters_of_another_kind_are_told() {
    let site = TestSite::small();
    let said = made(&site, &["Nghị định", "5/QĐ-UBND"]);
    assert!(said.contains("note: the letters `QĐ` are those of Quyết định, Quy định, not of Nghị định"), "{said}");
}

#[test]
fn a_site_with_errors_gets_no_page_and_a_trial_writes_nothing() {
    let site = TestSite::small();
    let before = files(site.path());
    made(&site, &["Quyết định", "5/QĐ-NV", "--dry-run"]);
    assert_eq!(files(site.path()), before);
    site.write("content/x.md", "không có phần đầu\n");
    assert!(refused(&site, &["Quyết định", "5/QĐ-NV"]).contains("no page was made"));
}
