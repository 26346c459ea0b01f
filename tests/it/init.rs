//! `congkhai init`: a site that builds without a word, in an empty folder only.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;

use crate::common::{TODAY, TestSite, congkhai, files};

fn init(folder: &Path) -> Output {
    congkhai().args(["init", "--lang", "en"]).arg(folder).output().expect("it runs")
}

fn started() -> TestSite {
    let site = TestSite::empty();
    let output = init(site.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    site
}

#[test]
fn the_new_site_builds_without_an_error_or_a_warning() {
    let site = started();
    for command in ["check", "build"] {
        let output = site.run(command, &["--lang", "en"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && said.contains("0 errors, 0 warnings"), "{said}");
    }
    let plan = site.published("ke-hoach/ke-hoach-mau.html");
    assert!(plan.contains("href=\"../van-ban/quyet-dinh-01-qd-vd.html#dieu-1\""), "its citation is a link");
    assert!(plan.contains("Báo cáo kết quả (ví dụ)"), "its deadline is there");
    let home = site.published("index.html");
    assert!(home.contains("ke-hoach/ke-hoach-mau.html"));
}

#[test]
fn everything_an_officer_needs_is_there_and_nothing_is_invented() {
    let site = started();
    let all = files(site.path());
    let paths: BTreeSet<&str> = all.keys().map(String::as_str).collect();
    for path in [
        ".congkhai/front-matter.schema.json",
        ".congkhai/register.schema.json",
        ".congkhai/site.schema.json",
        ".congkhai/works.schema.json",
        ".gitattributes",
        ".gitignore",
        "README.md",
        "content/index.md",
        "content/ke-hoach/ke-hoach-mau.md",
        "content/site.yaml",
        "content/van-ban/quyet-dinh-01-qd-vd.md",
        "content/works.yaml",
    ] {
        assert!(paths.contains(path), "{path}");
    }
    assert!(!paths.iter().any(|path| path.starts_with("theme/")), "the theme is built in");
    for (path, bytes) in all.iter().filter(|(path, _)| path.starts_with("content/")) {
        let text = String::from_utf8_lossy(bytes);
        let schema = text.lines().find_map(|line| line.strip_prefix("# yaml-language-server: $schema=")).expect("a schema");
        let folder = site.path().join(path).parent().expect("a folder").to_owned();
        assert!(folder.join(schema).is_file(), "{path} names {schema}");
        // Each line of a page's text and each fact is marked as an example, or is part of one.
        let marked = |line: &str| line.to_lowercase().contains("(ví dụ)");
        let is_fact = |line: &&str| {
            ["title:", "issuer:", "summary:", "agency:", "- Đơn vị", "- Nội dung"].iter().any(|start| line.starts_with(start))
        };
        assert!(text.lines().filter(is_fact).all(marked), "{path}\n{text}");
    }
    let formatted = congkhai().args(["fmt", "--check", "--site"]).arg(site.path()).output().expect("it runs");
    assert!(formatted.status.success(), "{}", String::from_utf8_lossy(&formatted.stdout));
    // The keys that stand in comments are keys.
    let settings = String::from_utf8_lossy(&all["content/site.yaml"]).into_owned();
    let is_key = |line: &str| {
        let rest = line.trim_start();
        rest.starts_with("- {")
            || rest
                .split_once(':')
                .is_some_and(|(key, _)| key.chars().all(|c| c.is_ascii_lowercase() || "_-".contains(c)) || key == "VPS")
    };
    let uncommented: String = settings
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if is_key(rest) && !line.contains("yaml-language-server") => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    assert!(uncommented.contains("\nfeedback: ") && uncommented.contains("\nkinds:\n  - {"), "{uncommented}");
    site.write(
        "content/site.yaml",
        uncommented
            .replace("exceptions:\n  - {rule: numbering-jump, file: content/van-ban/x.md, reason: bản gốc thiếu khoản 3}\n", ""),
    );
    let output = site.run("check", &["--lang", "en"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_first_document_is_made_beside_the_examples() {
    let site = started();
    let new = congkhai().args(["new", "--site"]).arg(site.path()).args(["Quyết", "định", "5/QĐ-VD"]).output().expect("it runs");
    assert!(new.status.success(), "{}", String::from_utf8_lossy(&new.stderr));
    assert!(site.run("check", &["--drafts", "--today", TODAY]).status.success());
}

#[test]
fn a_folder_that_is_not_empty_is_refused_and_left() {
    let site = TestSite::empty();
    site.write("a.txt", "của tôi");
    let output = init(site.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is not an empty folder"));
    assert_eq!(files(site.path()).len(), 1);
    assert_eq!(init(&site.path().join("a.txt")).status.code(), Some(1), "a file is no folder");
    let deeper = site.path().join("một/trang mới");
    assert!(init(&deeper).status.success(), "folders above are made");
    assert!(deeper.join("content/site.yaml").is_file());
    assert_eq!(init(&deeper).status.code(), Some(1), "a second time it is refused");
}

#[test]
fn what_cannot_be_written_leaves_nothing() {
    let site = TestSite::empty();
    let folder = site.path().join("chỉ đọc");
    fs::create_dir(&folder).expect("a folder");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).expect("a mode");
    let output = init(&folder);
    // Root may write anywhere.
    if !output.status.success() {
        assert_eq!(files(&folder).len(), 0);
    }
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).expect("a mode");
}
