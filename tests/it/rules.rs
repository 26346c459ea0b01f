//! Rules on what texts cite: each file in `tests/rules/` says in its first line what the rule is about and lays a site
//! with what is told and what is not; the rendered warnings stand in the snapshot.

use std::fs;

use crate::common::{TestSite, lay, report};

#[test]
fn told_and_not_told() {
    insta::glob!("../rules", "*.txt", |path| {
        let site = TestSite::small();
        lay(&site, &fs::read_to_string(path).expect("the case"));
        let output = site.run("check", &[]);
        assert!(output.status.success(), "{}: {}", path.display(), String::from_utf8_lossy(&output.stderr));
        let vietnamese = report(&site, &output.stderr);
        let english = report(&site, &site.run("check", &["--lang", "en"]).stderr);
        insta::assert_snapshot!(format!("{vietnamese}\n---- --lang en ----\n\n{english}"));
    });
}

/// Any of these warnings can be raised, silenced with a reason, or excepted for one file.
#[test]
fn severities_and_exceptions_are_the_sites() {
    let site = TestSite::small();
    let case = fs::read_to_string(crate::common::project().join("tests/rules/short-form.txt")).expect("the case");
    lay(&site, &case);
    let settings = |rest: &str| site.write("content/site.yaml", format!("title: Trang thử\nagency: Cơ quan thử\n{rest}"));
    let told = || String::from_utf8_lossy(&site.run("check", &["--lang", "en"]).stderr).into_owned();
    settings("rules:\n  short-form: error\n");
    assert_eq!(site.run("build", &[]).status.code(), Some(1));
    assert!(told().contains("error[short-form]"));
    settings("exceptions:\n  - {rule: short-form, file: content/a.md, reason: đăng nguyên văn}\n");
    assert!(!told().contains("short-form"));
    settings("exceptions:\n  - {rule: short-form, file: content/a.md}\n");
    assert!(told().contains("error[missing-key]"));
}
