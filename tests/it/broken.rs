//! Broken sites: each file in `tests/broken/` lays its files over a small site that builds, and must be refused.
//!
//! ```text
//! >>> path            the lines below are the file
//! >>> -path           the file is removed
//! >>> path hex        the line below is the file's bytes
//! >>> path link       a symbolic link to the path below
//! ```

use std::fs;

use crate::common::{TestSite, lay, report};

/// Every broken site is refused in words, all problems at once, and nothing is published.
#[test]
fn refused() {
    let mut cases = 0;
    insta::glob!("../broken", "*.txt", |path| {
        let site = TestSite::small();
        site.build();
        let before = site.snapshot();
        lay(&site, &fs::read_to_string(path).expect("the case"));
        let output = site.run("build", &[]);
        assert_eq!(output.status.code(), Some(1), "{}: {}", path.display(), String::from_utf8_lossy(&output.stderr));
        assert_eq!(site.snapshot(), before, "{}: public/ is as it was", path.display());
        let vietnamese = report(&site, &output.stderr);
        let english = report(&site, &site.run("check", &["--lang", "en"]).stderr);
        insta::assert_snapshot!(format!("{vietnamese}\n---- --lang en ----\n\n{english}"));
    });
    for _ in fs::read_dir(crate::common::project().join("tests/broken")).expect("the cases") {
        cases += 1;
    }
    assert!(cases >= 40, "{cases} cases");
}

#[test]
fn usage_errors_have_their_own_exit_code() {
    let site = TestSite::small();
    assert_eq!(site.run("build", &["--jobs", "0"]).status.code(), Some(2));
    assert_eq!(site.run("bild", &[]).status.code(), Some(2));
    let inside = site.path().join("content/public");
    assert_eq!(site.run("build", &["--out", &inside.display().to_string()]).status.code(), Some(2));
    assert!(!inside.exists());
    assert_eq!(site.run("build", &["--base-url", "example.vn"]).status.code(), Some(2));
}

#[test]
fn a_folder_without_content_is_explained() {
    let site = TestSite::empty();
    let output = site.run("build", &[]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(text.contains("không thấy thư mục `content/`"), "{text}");
    assert!(!site.public().exists());
}

#[test]
fn a_foreign_output_folder_is_left_alone() {
    let site = TestSite::small();
    site.write("public/luan-van.txt", "của tôi");
    let output = site.run("build", &[]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(site.published("luan-van.txt"), "của tôi");
    assert_eq!(site.snapshot().len(), 1);
}
