//! `congkhai check --fix`: what can be meant in one way only is put right, nothing else is touched.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::common::{TestSite, files};

/// What it said, and whether no error is left.
fn fix(site: &TestSite) -> (bool, String) {
    let output = site.run("check", &["--fix", "--lang", "en"]);
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn read(site: &TestSite, path: &str) -> String {
    fs::read_to_string(site.path().join(path)).expect("readable")
}

#[test]
fn slips_dates_flags_and_letters_are_put_right_in_one_go() {
    let site = TestSite::small();
    site.write(
        "content/a.md",
        "\u{feff}---\r\nkind: Quyết định\r\nnumber: 7/QĐ-NV\r\ntitel: Thư\u{309}  thôi\r\nisued: '14/8/2023'\r\neffective: 2023-8-15\r\ndraft: no\r\n\
         evidence: {default: as-cite}\r\nrelations:\r\n  - {type: replces, target: qd-1}\r\n---\r\n\r\nÐiều 1. Khoa\u{309}n\r\n",
    );
    site.write("content/site.yaml", "title: Trang thử\nagency: Cơ quan thử\noffline: không\nrules:\n  short-from: error\n");
    let path = site.path().join("content/a.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o604)).expect("a mode");
    let (whole, said) = fix(&site);
    assert!(whole, "{said}");
    for line in [
        "content/a.md:4: `titel` → `title` (unknown-key)",
        "content/a.md:5: `'14/8/2023'` → `2023-08-14` (bad-value)",
        "content/a.md:6: `2023-8-15` → `2023-08-15` (bad-value)",
        "content/site.yaml:5: `short-from` → `short-form` (bad-value)",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    assert_eq!(
        read(&site, "content/a.md"),
        "\u{feff}---\r\nkind: Quyết định\r\nnumber: 7/QĐ-NV\r\ntitle: Thử  thôi\r\nissued: 2023-08-14\r\neffective: 2023-08-15\r\ndraft: false\r\n\
         evidence: {default: as-cited}\r\nrelations:\r\n  - {type: replaces, target: qd-1}\r\n---\r\n\r\nĐiều 1. Khoản\r\n",
        "line ends and blanks are as they were"
    );
    assert!(read(&site, "content/site.yaml").contains("offline: false\nrules:\n  short-form: error\n"));
    assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o604);
    let before = files(site.path());
    assert!(fix(&site).1.contains("fixed 0."));
    assert_eq!(files(site.path()), before, "nothing is left beside the files");
}

#[test]
fn a_kind_without_its_marks_is_put_right_and_one_that_is_only_near_is_not() {
    let site = TestSite::small();
    site.write("content/a.md", "---\nkind: Nghi dinh\nnumber: 7/2025/NĐ-CP\ntitle: Một\n---\n");
    site.write("content/b.md", "---\nkind: Quyt dnh\nnumber: 8/QĐ-NV\ntitle: Hai\n---\n");
    let (whole, said) = fix(&site);
    assert!(!whole && said.contains("`Nghi dinh` → `Nghị định`") && said.contains("did you mean `Quy định`?"), "{said}");
    assert!(
        read(&site, "content/a.md").contains("kind: Nghị định\n") && read(&site, "content/b.md").contains("kind: Quyt dnh\n")
    );
}

#[test]
fn what_may_be_meant_otherwise_is_left() {
    let site = TestSite::small();
    let page = "---\nkind: Quyết định\nnumber: 7/QĐ-NV\ntitle: Một\ntitel: Hai\nissue: 2023-01-01\neffective: 31/2/2023\nstatus: hết\nnotes:\n  - {at: dieu-2, note: n}\n\
                corrections:\n  - {at: không có, note: n}\n---\n\nĐiều 1. Theo [x](van-bn/qd-1.md) và Quyết định số 1/QĐ-UBNDD.\n";
    site.write("content/a.md", page);
    let (whole, said) = fix(&site);
    assert!(!whole && said.contains("fixed 0."), "{said}");
    assert_eq!(read(&site, "content/a.md"), page);
    // The text of a law is the law's, however odd.
    let odd = "---\nkind: Quyết định\nnumber: 7-QĐ/UBND\ntitle: Một\n---\n\nĐiều 1. Tên\n\n1.Một điểm a Điều 1 khoản 2.\n\nĐiều 3. Nhảy\n";
    site.write("content/a.md", odd);
    assert!(fix(&site).0);
    assert_eq!(read(&site, "content/a.md"), odd);
}

#[test]
fn a_code_host_is_offered_the_same_change() {
    let site = TestSite::small();
    let page = "---\r\ntitle: Một\r\nsumary: Hai\r\nkind: Luật\r\nnumber: 5/2024/QH15\r\nnotes:\r\n  - {at: dieu-2, note: n}\r\n---\r\n\r\nĐiều 1. Ðúng\r\n";
    site.write("content/a.md", page);
    let document =
        |format: &str| -> Value { serde_json::from_slice(&site.run("check", &["--format", format]).stdout).expect("JSON") };
    let json = document("json");
    let of = |code: &str| json["diagnostics"].as_array().expect("a list").iter().find(|one| one["code"] == code).expect(code);
    let start = page.find("sumary").expect("there");
    let edit = serde_json::json!({"start_byte": start, "end_byte": start + 6, "text": "summary"});
    assert_eq!(of("unknown-key")["fix"], serde_json::json!({"safe": true, "edits": [edit]}));
    let sarif = document("sarif");
    let result = sarif["runs"][0]["results"].as_array().expect("a list").iter().find(|one| one["ruleId"] == "unknown-key");
    let fix = &result.expect("found")["fixes"][0];
    assert_eq!(fix["description"]["text"], "có phải `summary`?");
    let change = &fix["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "content/a.md");
    let region = serde_json::json!({"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 7});
    assert_eq!(change["replacements"], serde_json::json!([{"deletedRegion": region, "insertedContent": {"text": "summary"}}]));
}

#[test]
fn a_place_near_by_is_proposed_and_never_applied() {
    let site = TestSite::small();
    let page = "---\nkind: Quyết định\nnumber: 7/QĐ-NV\ntitle: Một\nnotes:\n  - {at: dieu-2, note: n}\n---\n\nĐiều 1. Tên\n";
    site.write("content/a.md", page);
    let json: Value = serde_json::from_slice(&site.run("check", &["--format", "json"]).stdout).expect("JSON");
    let fix = &json["diagnostics"][0]["fix"];
    assert_eq!((&fix["safe"], &fix["edits"][0]["text"]), (&Value::from(false), &Value::from("dieu-1")), "{json}");
    assert!(!self::fix(&site).0);
    assert_eq!(read(&site, "content/a.md"), page);
}

#[test]
fn an_anchor_and_a_work_near_by_are_proposed_too() {
    let site = TestSite::small();
    let page = "---\nkind: Quyết định\nnumber: 7/QĐ-NV\ntitle: Một\nrelations:\n  - {type: related, target: qd-2}\n---\n\nXem [a#dieu-2](van-ban/qd-1.md#dieu-2) và [b](#khong-co-dau).\n\nĐiều 1. Tên\n";
    site.write("content/a.md", page);
    let json: Value = serde_json::from_slice(&site.run("check", &["--format", "json"]).stdout).expect("JSON");
    let fixes: Vec<(String, Value)> = json["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one["code"].as_str().expect("a code").to_owned(), one["fix"].clone()))
        .collect();
    let edit = |words: &str, at: usize, text: &str| {
        let start = page.find(words).expect("there") + at;
        serde_json::json!({"safe": false, "edits": [{"start_byte": start, "end_byte": start + words.len() - at, "text": text}]})
    };
    assert!(fixes.contains(&("broken-relation".to_owned(), edit("qd-2", 0, "qd-1"))), "{fixes:?}");
    assert!(fixes.contains(&("broken-anchor".to_owned(), edit("(van-ban/qd-1.md#dieu-2", 17, "dieu-1"))), "{fixes:?}");
    assert!(fixes.contains(&("broken-anchor".to_owned(), Value::Null)), "nothing is near: {fixes:?}");
    assert!(!fix(&site).0);
    assert_eq!(read(&site, "content/a.md"), page);
}

#[test]
fn a_file_that_cannot_be_written_is_told_and_left() {
    let site = TestSite::small();
    let page = "---\ntitle: Một\nsumary: Hai\n---\n";
    site.write("content/k/a.md", page);
    let folder = site.path().join("content/k");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).expect("a mode");
    let (whole, said) = fix(&site);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).expect("a mode");
    // Root may write anywhere.
    if !whole {
        assert!(said.contains("cannot write") && said.contains("fixed 0."), "{said}");
        assert_eq!(read(&site, "content/k/a.md"), page);
    }
    assert_eq!(files(&folder).len(), 1, "nothing is left beside it");
}
