//! Hooks of git: real commits and real pushes.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;

use crate::common::{TestSite, congkhai, files};
use crate::history::{Repository, git_in, quiet_git};

const DOCUMENT: &str = "content/van-ban/qd-1.md";

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn install(folder: &Path, arguments: &[&str]) -> Output {
    congkhai().args(["hook", "install", "--site"]).arg(folder).args(arguments).output().expect("the program runs")
}

/// A repository with one commit and the hook in it.
fn checked() -> Repository {
    let repository = Repository::new();
    repository.commit("2026-01-01", "một");
    let output = install(repository.site.path(), &[]);
    assert!(output.status.success(), "{}", said(&output));
    repository
}

fn commit(repository: &Repository, arguments: &[&str]) -> Output {
    quiet_git(repository.site.path()).args(["commit", "-q", "-m", "thử"]).args(arguments).output().expect("git runs")
}

const BROKEN: &str = "---\nkind: Quyết định\nnumber: 1/QĐ-UBND\ntitle: Về việc thử\nisued: 2025-01-02\n---\n";
const SOUND: &str = "---\nkind: Quyết định\nnumber: 1/QĐ-UBND\ntitle: Về việc thử\nissued: 2025-01-03\n---\n";

#[test]
fn a_commit_with_a_mistake_is_refused_with_the_line_and_a_sound_one_goes_through() {
    let repository = checked();
    let head = repository.git(&["rev-parse", "HEAD"]);
    repository.site.write(DOCUMENT, BROKEN);
    repository.git(&["add", "-A"]);
    let output = commit(&repository, &[]);
    let words = said(&output);
    assert!(!output.status.success() && words.contains("lỗi[unknown-key]") && words.contains("qd-1.md:5:1"), "{words}");
    assert!(words.contains("chưa ghi vào git") && words.contains("--no-verify"), "{words}");
    assert_eq!(repository.git(&["rev-parse", "HEAD"]), head);
    repository.site.write(DOCUMENT, SOUND);
    repository.git(&["add", "-A"]);
    let output = commit(&repository, &[]);
    assert!(output.status.success(), "{}", said(&output));
    assert_ne!(repository.git(&["rev-parse", "HEAD"]), head);
}

#[test]
fn what_is_staged_is_checked_and_not_what_lies_around() {
    let repository = checked();
    repository.site.write(DOCUMENT, BROKEN);
    repository.git(&["add", "-A"]);
    repository.site.write(DOCUMENT, SOUND);
    assert!(!commit(&repository, &[]).status.success(), "sound on disk, broken in the index");
    repository.git(&["add", "-A"]);
    repository.site.write(DOCUMENT, BROKEN);
    repository.site.write("content/van-ban/qd-2.md", BROKEN);
    let output = commit(&repository, &[]);
    assert!(output.status.success(), "broken on disk, sound in the index: {}", said(&output));
    // `-a` and a path have an index of their own.
    assert!(!commit(&repository, &["-a"]).status.success());
    assert!(!commit(&repository, &[DOCUMENT]).status.success());
    repository.site.write(DOCUMENT, SOUND.replace("thử", "khác"));
    assert!(commit(&repository, &[DOCUMENT]).status.success());
}

#[test]
fn a_mistake_in_another_file_is_told_and_stops_nothing() {
    let repository = Repository::new();
    repository.site.write("content/van-ban/qd-2.md", BROKEN.replace("1/QĐ", "2/QĐ"));
    repository.commit("2026-01-01", "có lỗi sẵn");
    assert!(install(repository.site.path(), &[]).status.success());
    repository.site.write(DOCUMENT, SOUND);
    repository.git(&["add", "-A"]);
    let output = commit(&repository, &[]);
    assert!(output.status.success() && said(&output).contains("còn 1 lỗi ở tệp không thuộc lần ghi này"), "{}", said(&output));
    repository.site.write("ghi-chu.txt", "không phải nội dung");
    repository.git(&["add", "-A"]);
    let output = commit(&repository, &[]);
    assert!(output.status.success() && said(&output).is_empty(), "{}", said(&output));
}

#[test]
fn the_first_commit_a_site_below_the_top_and_a_second_working_tree_are_checked() {
    let repository = Repository::new();
    repository.site.write("trang/content/site.yaml", "title: T\nagency: C\n");
    repository.site.write("trang/content/x.md", "---\ntitel: X\n---\n");
    let output = install(&repository.site.path().join("trang"), &[]);
    assert!(output.status.success(), "{}", said(&output));
    repository.git(&["add", "-A"]);
    let output = commit(&repository, &[]);
    assert!(!output.status.success() && said(&output).contains("content/x.md:2:1"), "{}", said(&output));
    repository.site.write("trang/content/x.md", "---\ntitle: X\n---\n");
    repository.git(&["add", "-A"]);
    // From a folder below, as an editor does.
    let below =
        quiet_git(&repository.site.path().join("trang/content")).args(["commit", "-q", "-m", "thử"]).output().expect("git runs");
    assert!(below.status.success(), "{}", said(&below));
    let second = TestSite::empty();
    let tree = second.path().join("cây 'thứ hai'");
    repository.git(&["worktree", "add", "-q", "-b", "khac", tree.to_str().expect("UTF-8")]);
    fs::write(tree.join("trang/content/x.md"), "---\ntitel: X\n---\n").expect("written");
    let commit = quiet_git(&tree.join("trang")).args(["commit", "-q", "-a", "-m", "thử"]).output().expect("git runs");
    assert!(!commit.status.success() && said(&commit).contains("content/x.md:2:1"), "{}", said(&commit));
}

#[test]
fn a_hook_that_is_there_is_kept_and_other_folders_of_hooks_are_found() {
    let repository = Repository::new();
    let hook = repository.site.path().join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().expect("a folder")).expect("made");
    fs::write(&hook, "#!/bin/sh\n# của tôi\n").expect("written");
    let output = install(repository.site.path(), &[]);
    assert!(output.status.code() == Some(1) && said(&output).contains("--force"), "{}", said(&output));
    assert_eq!(fs::read_to_string(&hook).expect("kept"), "#!/bin/sh\n# của tôi\n");
    assert!(install(repository.site.path(), &["--force"]).status.success());
    assert!(fs::read_to_string(&hook).expect("there").contains("congkhai hook install"));
    assert_eq!(fs::read_to_string(hook.with_extension("cu")).expect("kept"), "#!/bin/sh\n# của tôi\n");
    assert_eq!(fs::metadata(&hook).expect("there").permissions().mode() & 0o777, 0o755);
    assert!(install(repository.site.path(), &["--force"]).status.success());
    assert!(!hook.with_extension("cu2").exists(), "our own is not kept");
    fs::write(&hook, "#!/bin/sh\n# khác\n").expect("written");
    assert!(install(repository.site.path(), &["--force"]).status.success());
    assert_eq!(fs::read_to_string(hook.with_extension("cu")).expect("kept"), "#!/bin/sh\n# của tôi\n");
    assert_eq!(fs::read_to_string(hook.with_extension("cu2")).expect("kept"), "#!/bin/sh\n# khác\n");
    let again = install(repository.site.path(), &[]);
    assert!(again.status.success() && said(&again).contains("đã có sẵn"), "the same hook once more: {}", said(&again));
    repository.git(&["config", "core.hooksPath", "móc câu"]);
    repository.commit("2026-01-01", "không có hook");
    assert!(install(repository.site.path(), &[]).status.success());
    assert!(repository.site.path().join("móc câu/pre-commit").is_file());
    repository.site.write(DOCUMENT, BROKEN);
    repository.git(&["add", "-A"]);
    assert!(!commit(&repository, &[]).status.success());
    let nowhere = TestSite::small();
    let output = install(nowhere.path(), &[]);
    assert!(output.status.code() == Some(1) && said(&output).contains("not a git repository"), "{}", said(&output));
}

/// A bare repository that publishes, and a working copy that pushes to it.
fn server(arguments: &[&str]) -> (TestSite, Repository) {
    let server = TestSite::empty();
    git_in(server.path(), &["init", "-q", "--bare", "-b", "main", "kho.git"]);
    let (bare, out) = (server.path().join("kho.git"), server.path().join("www/văn bản"));
    let publish = ["--publish", out.to_str().expect("UTF-8")];
    let output = install(&bare, &[&publish, arguments].concat());
    assert!(output.status.success(), "{}", said(&output));
    let repository = Repository::new();
    repository.git(&["remote", "add", "may-chu", bare.to_str().expect("UTF-8")]);
    (server, repository)
}

fn push(repository: &Repository, what: &str) -> Output {
    quiet_git(repository.site.path()).args(["push", "-q", "may-chu", what]).output().expect("git runs")
}

#[test]
fn a_push_is_built_and_published_and_a_wrong_one_leaves_the_site_as_it_was() {
    let (server, repository) = server(&["--base-url", "https://example.test/a"]);
    let out = server.path().join("www/văn bản");
    repository.commit("2026-01-01", "một");
    let output = push(&repository, "main");
    assert!(output.status.success() && said(&output).contains("đã đăng"), "{}", said(&output));
    let page = fs::read_to_string(out.join("van-ban/qd-1.html")).expect("published");
    assert!(page.contains("Sửa lần cuối: 01/01/2026") && page.contains("https://example.test/a/"), "{page}");
    let json = fs::read_to_string(out.join("build.json")).expect("published");
    assert!(json.contains(&repository.git(&["rev-parse", "HEAD"])), "{json}");
    let before = files(&out);
    repository.site.write(DOCUMENT, BROKEN);
    repository.commit("2026-01-02", "sai");
    let output = push(&repository, "main");
    let words = said(&output);
    assert!(words.contains("unknown-key") && words.contains("qd-1.md:5:1") && words.contains("giữ nguyên"), "{words}");
    assert!(files(&out) == before);
    // Another branch is nobody's business, and the right one publishes again.
    assert!(!said(&push(&repository, "main:thu")).contains("congkhai"));
    repository.site.write(DOCUMENT, SOUND);
    repository.commit("2026-01-03", "đúng");
    let output = push(&repository, "main");
    assert!(said(&output).contains("đã đăng"), "{}", said(&output));
    assert!(files(&out) != before);
    let bare = server.path().join("kho.git");
    assert!(!bare.join("congkhai-checkout").exists() && git_in(&bare, &["worktree", "list"]).lines().count() == 1);
    let output = push(&repository, ":thu");
    assert!(output.status.success() && said(&output).is_empty(), "a removed branch: {}", said(&output));
}

#[test]
fn an_address_that_was_public_is_lost_neither_by_a_commit_nor_by_a_push() {
    let (server, repository) = server(&[]);
    let out = server.path().join("www/văn bản");
    repository.commit("2026-01-01", "một");
    let output = push(&repository, "main");
    assert!(said(&output).contains("unregistered-address") && said(&output).contains("đã đăng"), "{}", said(&output));
    assert!(repository.site.run("register", &["--today", "2026-01-01"]).status.success());
    repository.commit("2026-01-02", "sổ");
    let output = push(&repository, "main");
    assert!(!said(&output).contains("unregistered-address") && said(&output).contains("đã đăng"), "{}", said(&output));
    let before = files(&out);
    assert!(install(repository.site.path(), &[]).status.success());
    fs::remove_file(repository.site.path().join(DOCUMENT)).expect("removed");
    repository.site.write("content/index.md", "---\ntitle: Trang đầu\n---\n");
    repository.git(&["add", "-A"]);
    let output = commit(&repository, &[]);
    assert!(!output.status.success() && said(&output).contains("lost-address"), "{}", said(&output));
    assert!(commit(&repository, &["--no-verify"]).status.success());
    let output = push(&repository, "main");
    assert!(said(&output).contains("lost-address") && said(&output).contains("giữ nguyên"), "{}", said(&output));
    assert!(files(&out) == before);
}

#[test]
fn a_site_below_the_top_is_published_and_what_a_killed_push_left_is_no_obstacle() {
    let (server, repository) = server(&["--folder", "trang", "--branch", "chính"]);
    let bare = server.path().join("kho.git");
    fs::create_dir_all(bare.join("congkhai-checkout/trang")).expect("made");
    repository.site.write("trang/content/site.yaml", "title: T\nagency: C\n");
    repository.site.write("trang/content/x.md", "---\ntitle: X\n---\n");
    repository.commit("2026-01-01", "một");
    assert!(!said(&push(&repository, "main")).contains("đã đăng"));
    let output = push(&repository, "main:chính");
    assert!(said(&output).contains("đã đăng"), "{}", said(&output));
    assert!(server.path().join("www/văn bản/x.html").is_file() && !bare.join("congkhai-checkout").exists());
}
