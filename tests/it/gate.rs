//! The publishing gate: what `check --publish` refuses and what it does not, line by line, and on real texts.

use std::fmt::Write as _;
use std::fs;
use std::time::Instant;

use crate::common::{TestSite, project};

fn told(site: &TestSite, arguments: &[&str]) -> (bool, Vec<(String, String, u64)>) {
    let output = site.run("check", &[&["--format", "json"], arguments].concat());
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let all = json["diagnostics"].as_array().expect("a list").iter();
    let rows = all.map(|one| (text(&one["code"]), text(&one["file"]), one["line"].as_u64().unwrap_or_default()));
    (output.status.success(), rows.collect())
}

const GATE: &[&str] = &["secret-marking", "internal-marking", "internal-file", "personal-data", "number-mismatch"];

/// Codes of the gate for each line of a file of cases, laid as a page of its own.
fn lines_of(name: &str, wanted: impl Fn(&str) -> Option<&'static str>) {
    let cases = fs::read_to_string(project().join("tests/gate").join(name)).expect("the cases");
    let site = TestSite::small();
    for (at, line) in cases.lines().enumerate() {
        let (number, text) = (at + 1, line[2..].replace("\\n", "\n"));
        let head = format!("---\nkind: Quyết định\nnumber: 1/QĐ-UBND\ntitle: Việc {number}\nissuer: Cơ quan {number}\n---\n");
        site.write(&format!("content/c/t{number}.md"), format!("{head}\n{text}\n"));
    }
    let (_, found) = told(&site, &["--publish"]);
    let mut wrong = String::new();
    for (at, line) in cases.lines().enumerate() {
        let file = format!("content/c/t{}.md", at + 1);
        let got: Vec<&str> =
            found.iter().filter(|one| one.1 == file && GATE.contains(&&*one.0)).map(|one| one.0.as_str()).collect();
        let want = wanted(&line[..1]);
        if got.first().copied() != want {
            writeln!(wrong, "{line}: {got:?}").expect("a text");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn personal_data_and_what_looks_like_it() {
    lines_of("personal-data.txt", |mark| (mark == "+").then_some("personal-data"));
}

#[test]
fn stamps_and_words_that_are_none() {
    lines_of("stamps.txt", |mark| match mark {
        "s" => Some("secret-marking"),
        "i" => Some("internal-marking"),
        _ => None,
    });
}

#[test]
fn own_numbers() {
    lines_of("own-number.txt", |mark| (mark == "+").then_some("number-mismatch"));
}

#[test]
fn no_false_alarm_on_the_laws_and_the_real_site() {
    for site in [TestSite::laws(), TestSite::real()] {
        let (_, found) = told(&site, &["--publish"]);
        let alarms: Vec<_> = found.iter().filter(|one| GATE.contains(&&*one.0)).collect();
        assert!(alarms.is_empty(), "{alarms:#?}");
    }
}

#[test]
fn only_publishing_asks_and_an_exception_has_an_approver() {
    let site = TestSite::small();
    site.write("content/a.md", "---\ntitle: A\n---\n\nChữ.\n\nĐT: 0912345678\n");
    assert!(told(&site, &[]).0);
    assert!(site.run("build", &[]).status.success());
    let (passed, found) = told(&site, &["--publish"]);
    assert!(!passed && found.contains(&("personal-data".into(), "content/a.md".into(), 7)), "{found:?}");
    let except = |rest: &str| {
        let exception = format!("exceptions:\n  - {{rule: personal-data, file: content/a.md, reason: số trực{rest}}}\n");
        site.write("content/site.yaml", format!("title: Trang thử\nagency: Cơ quan thử\n{exception}"));
    };
    except("");
    assert!(told(&site, &["--publish"]).1.iter().any(|one| one.0 == "missing-key"));
    except(", approved_by: Chánh Văn phòng");
    assert!(told(&site, &["--publish"]).0);
    assert!(!told(&site, &[]).1.iter().any(|one| one.0 == "unused-exception"), "not looked for, so not unused");
    site.write("content/a.md", "---\ntitle: A\n---\n\nChữ.\n");
    assert!(told(&site, &["--publish"]).1.iter().any(|one| one.0 == "unused-exception"));
    site.write("content/site.yaml", "title: T\nagency: C\nrules:\n  personal-data: {severity: off, reason: x}\n");
    assert!(told(&site, &[]).1.iter().any(|one| one.0 == "bad-value"), "the gate is not switched off");
}

#[test]
fn a_file_of_an_internal_page_is_not_published_unseen() {
    let site = TestSite::small();
    site.write("content/assets/a.pdf", "x");
    site.write("content/noi-bo.md", "---\ntitle: N\naccess: internal\n---\n\n[Tệp](assets/a.pdf)\n");
    assert!(told(&site, &["--publish"]).1.iter().any(|one| one.0 == "internal-file" && one.1 == "content/noi-bo.md"));
    site.write("content/b.md", "---\ntitle: B\n---\n\n[Tệp](assets/a.pdf)\n");
    assert!(!told(&site, &["--publish"]).1.iter().any(|one| one.0 == "internal-file"));
}

#[test]
fn facts_are_stated_or_said_to_be_unknown() {
    let site = TestSite::small();
    let is_told = |front: &str| {
        site.write(
            "content/van-ban/qd-1.md",
            format!("---\nkind: Quyết định\nnumber: 1/QĐ-UBND\ntitle: T\n{front}---\n\nChữ.\n"),
        );
        told(&site, &["--publish"]).1.iter().any(|one| one.0 == "incomplete-facts")
    };
    assert!(is_told(""));
    let source = "sources:\n  - {ref: Bản gốc}\n";
    assert!(is_told(&format!("issuer: X\n{source}")));
    assert!(!is_told(&format!("issuer: X\nissued: 2025-01-02\n{source}")));
    assert!(!is_told(&format!("issuer: X\nevidence: {{issued: unknown}}\n{source}")));
}

/// A bound against hanging, far above what any of these takes.
#[test]
fn long_texts_end() {
    let texts = ["1", "1 ", "0912345678 ", "@", "a@", "sinh năm ", "| ", "MẬT\n", "Nguyễn Văn A, sinh ngày 01/02/1985; "];
    let site = TestSite::small();
    let front = "---\ntitle: A\n---\n\n";
    for (at, text) in texts.iter().enumerate() {
        site.write(&format!("content/l{at}.md"), format!("{front}{}\n", text.repeat(200_000 / text.len())));
    }
    let start = Instant::now();
    told(&site, &["--publish"]);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
