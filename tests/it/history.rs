//! The past of documents: from real repositories, by the real program, to the published page.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::common::{TODAY, TestSite, congkhai};

/// A site in a repository; days and authors are those the test says.
pub(crate) struct Repository {
    pub(crate) site: TestSite,
}

impl Repository {
    pub(crate) fn new() -> Self {
        let repository = Self { site: TestSite::small() };
        repository.git(&["init", "-q", "-b", "main"]);
        repository.site.write(".gitignore", "/public\n/.public*\n");
        repository
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        git_in(self.site.path(), arguments)
    }

    /// Commits everything, at noon of a day in Việt Nam.
    pub(crate) fn commit(&self, day: &str, message: &str) {
        self.git(&["add", "-A"]);
        let moment = format!("{day}T12:00:00+07:00");
        let output = quiet_git(self.site.path())
            .args(["commit", "-q", "--allow-empty", "-m", message])
            .envs([("GIT_AUTHOR_DATE", moment.as_str()), ("GIT_COMMITTER_DATE", "2030-01-01T00:00:00Z")])
            .output();
        done(&output.expect("git runs"));
    }
}

/// Git without the settings of the person who runs the tests.
pub(crate) fn quiet_git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder);
    command.envs([
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "Nguyễn Văn Kín"),
        ("GIT_AUTHOR_EMAIL", "kin@example.test"),
        ("GIT_COMMITTER_NAME", "Người Ghi"),
        ("GIT_COMMITTER_EMAIL", "ghi@example.test"),
    ]);
    command
}

pub(crate) fn git_in(folder: &Path, arguments: &[&str]) -> String {
    done(&quiet_git(folder).args(arguments).output().expect("git runs"))
}

fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

const DOCUMENT: &str = "content/van-ban/qd-1.md";
const PAGE: &str = "van-ban/qd-1.html";
const HISTORY: &str = "lich-su/qd-1.html";

fn text(front: &str, body: &str) -> String {
    format!("---\nkind: Quyết định\nnumber: 1/QĐ-UBND\ntitle: Về việc thử\nissued: 2025-01-02\n{front}---\n\n{body}")
}

const FIRST: &str = "Điều 1. Thời hạn\n\n1. Trong 30 ngày làm việc.\n\n2. Không gia hạn.\n\nĐiều 2. Hiệu lực\n\nTừ ngày ký.\n";

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The headings of the versions on a page, newest first, as `day message`.
fn versions(html: &str) -> Vec<String> {
    let one = |rest: &str| {
        let day = rest.split("datetime=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("?").to_owned();
        let after = rest.split_once("</h2>").expect("a heading").1.trim_start();
        let message = after.strip_prefix("<p lang=\"vi\">").and_then(|rest| rest.split("</p>").next()).unwrap_or("");
        format!("{day} {message}")
    };
    html.split("<li>\n<h2>").skip(1).map(one).collect()
}

#[test]
fn a_document_says_when_it_was_changed_and_its_history_what() {
    let repository = Repository::new();
    let site = &repository.site;
    site.write(DOCUMENT, text("", FIRST));
    repository.commit("2026-01-05", "Đăng quyết định");
    site.write(DOCUMENT, text("", &FIRST.replace("30 ngày", "15 ngày")));
    repository.commit("2026-02-06", "Sửa <b>thời hạn</b> & \"khác\"\n\nThân thư không ai thấy.");
    site.write(DOCUMENT, text("summary: Một câu.\n", &FIRST.replace("30 ngày", "15 ngày")));
    repository.commit("2026-03-07", "Thêm tóm tắt");
    site.build();
    let page = site.published(PAGE);
    assert!(page.contains(" Sửa lần cuối: 07/3/2026. <a href=\"../lich-su/qd-1.html\">Lịch sử</a></p>"), "{page}");
    let history = site.published(HISTORY);
    assert_eq!(
        versions(&history),
        [
            "2026-03-07 Thêm tóm tắt",
            "2026-02-06 Sửa &lt;b&gt;thời hạn&lt;/b&gt; &amp; &quot;khác&quot;",
            "2026-01-05 Đăng quyết định"
        ]
    );
    assert!(
        history.contains(
            "<a href=\"../van-ban/qd-1.html#dieu-1-khoan-1\">khoản 1 Điều 1</a></span> <span class=\"phu\">được sửa</span>"
        ),
        "{history}"
    );
    assert!(history.contains("1. Trong <del>30</del><ins>15</ins> ngày làm việc."), "{history}");
    assert!(history.contains("Không đổi chữ nào") && history.contains("Bản đầu tiên"), "{history}");
    for secret in ["Nguyễn Văn Kín", "kin@", "Người Ghi", "2030", "Thân thư"] {
        assert!(!site.snapshot().values().any(|bytes| String::from_utf8_lossy(bytes).contains(secret)), "{secret}");
    }
    // What stands in the document's own facts comes from its front matter alone.
    assert!(page.contains("<dt>Ngày ban hành</dt><dd>02/01/2025") && !page.contains("datetime=\"2026-03-07\""));
}

#[test]
fn added_removed_and_renumbered_articles_are_told_and_lead_to_where_they_are() {
    let repository = Repository::new();
    let site = &repository.site;
    site.write(DOCUMENT, text("", FIRST));
    repository.commit("2026-01-05", "một");
    let second = FIRST
        .replace("Điều 2. Hiệu lực", "Điều 2. Trách nhiệm\n\nSở Nội vụ.\n\nĐiều 3. Hiệu lực")
        .replace("\n\n2. Không gia hạn.", "");
    site.write(DOCUMENT, text("", &second));
    repository.commit("2026-01-06", "hai");
    site.build();
    let history = site.published(HISTORY);
    for words in [
        "<a href=\"../van-ban/qd-1.html#dieu-2\">Điều 2</a></span> <span class=\"phu\">được thêm</span>",
        "<ins>Điều 2. Trách nhiệm\nSở Nội vụ.</ins>",
        "<a href=\"../van-ban/qd-1.html#dieu-3\">Điều 3</a></span> <span class=\"phu\">đổi số; trước là: <span lang=\"vi\">Điều 2</span></span>",
        "<span lang=\"vi\">khoản 2 Điều 1</span> <span class=\"phu\">được bỏ</span>",
        "<del>2. Không gia hạn.</del>",
    ] {
        assert!(history.contains(words), "{words} in {history}");
    }
}

#[test]
fn what_was_never_published_is_not_told() {
    let repository = Repository::new();
    let site = &repository.site;
    site.write(DOCUMENT, text("access: internal\n", "Điều 1. Mật\n\nKhông cho ai biết.\n"));
    repository.commit("2026-01-01", "nội bộ: vụ việc A");
    site.write(DOCUMENT, text("draft: true\n", "Điều 1. Nháp\n\nChưa xong.\n"));
    repository.commit("2026-01-02", "bản nháp");
    site.write(DOCUMENT, text("", FIRST));
    repository.commit("2026-01-03", "công bố");
    site.write(DOCUMENT, text("isued: 2025\n", FIRST));
    repository.commit("2026-01-04", "gõ nhầm khóa");
    site.write(DOCUMENT, text("", &FIRST.replace("30", "20")));
    repository.commit("2026-01-05", "sửa lại");
    site.build();
    let history = site.published(HISTORY);
    assert_eq!(versions(&history), ["2026-01-05 sửa lại", "2026-01-04 gõ nhầm khóa", "2026-01-03 công bố"]);
    assert!(history.contains("<del>30</del><ins>20</ins>"), "compared with the last that can be read: {history}");
    assert!(history.contains("có lỗi ở phần đầu trang"), "{history}");
    for secret in ["vụ việc A", "Không cho ai biết", "Chưa xong", "bản nháp"] {
        assert!(!site.snapshot().values().any(|bytes| String::from_utf8_lossy(bytes).contains(secret)), "{secret}");
    }
    assert!(site.run("build", &["--drafts"]).status.success());
    let history = site.published(HISTORY);
    assert!(versions(&history).contains(&"2026-01-02 bản nháp".to_owned()) && !history.contains("vụ việc A"), "{history}");
}

#[test]
fn the_past_follows_a_renamed_file_a_merged_branch_and_a_site_below_the_repository() {
    let repository = Repository::new();
    let site = &repository.site;
    site.write("trang/content/site.yaml", "title: T\nagency: C\n");
    site.write("trang/content/văn bản cũ.md", text("", FIRST));
    repository.commit("2026-01-01", "một");
    repository.git(&["mv", "trang/content/văn bản cũ.md", "trang/content/qd-moi.md"]);
    repository.commit("2026-01-02", "đổi tên");
    repository.git(&["checkout", "-q", "-b", "nhanh"]);
    site.write("trang/content/qd-moi.md", text("", &FIRST.replace("30", "dở dang")));
    repository.commit("2026-01-03", "trên nhánh");
    site.write("trang/content/qd-moi.md", text("", &FIRST.replace("30", "25")));
    repository.commit("2026-01-04", "xong trên nhánh");
    repository.git(&["checkout", "-q", "main"]);
    repository.git(&["merge", "-q", "--no-ff", "-m", "Gộp nhánh", "nhanh"]);
    let built = congkhai().args(["build", "--today", TODAY, "--site"]).arg(site.path().join("trang")).output().expect("runs");
    assert!(built.status.success(), "{}", said(&built));
    let history = fs::read_to_string(site.path().join("trang/public/lich-su/qd-moi.html")).expect("published");
    let told = versions(&history);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].ends_with("Gộp nhánh") && told[1] == "2026-01-02 đổi tên" && told[2] == "2026-01-01 một", "{told:?}");
    assert!(history.contains("<del>30</del><ins>25</ins>") && !history.contains("dở dang"), "{history}");
}

#[test]
fn without_a_repository_without_git_and_before_the_first_commit_nothing_is_said_and_nothing_shown() {
    let site = TestSite::small();
    site.build();
    let plain = site.snapshot();
    let quiet = |output: &Output| assert!(output.status.success() && !said(output).contains("git"), "{}", said(output));
    quiet(&site.run("build", &[]));
    let no_path = |site: &TestSite| {
        let mut command = congkhai();
        command.args(["build", "--today", TODAY, "--site"]).arg(site.path()).env("PATH", "");
        command.output().expect("runs")
    };
    quiet(&no_path(&site));
    assert_eq!(site.snapshot(), plain);
    let repository = Repository::new();
    quiet(&repository.site.run("build", &[]));
    assert_eq!(repository.site.snapshot(), plain, "no commit yet");
    repository.commit("2026-01-01", "một");
    assert!(!repository.site.published(PAGE).contains("Lịch sử"));
    // A page that is in no commit has no past; the others have theirs.
    repository.site.write("content/van-ban/qd-2.md", text("", FIRST).replace("1/QĐ", "2/QĐ"));
    repository.site.build();
    assert!(repository.site.published(PAGE).contains("Lịch sử"));
    assert!(!repository.site.published("van-ban/qd-2.html").contains("Lịch sử"));
    assert!(!repository.site.public().join("lich-su/qd-2.html").exists());
    // A repository and no program: that is worth a word.
    let output = no_path(&repository.site);
    assert!(output.status.success() && said(&output).contains("cảnh báo[git-history]"), "{}", said(&output));
}

#[test]
fn a_page_that_was_edited_since_says_so() {
    let repository = Repository::new();
    repository.commit("2026-01-01", "một");
    repository.site.build();
    let told = "chỗ sửa chưa ghi vào kho nguồn";
    assert!(!repository.site.published(HISTORY).contains(told));
    repository.site.write(DOCUMENT, text("", FIRST));
    repository.site.build();
    assert!(repository.site.published(HISTORY).contains(told));
}

#[test]
fn a_shallow_clone_and_a_refusal_are_told_and_the_site_is_built() {
    let repository = Repository::new();
    repository.commit("2026-01-01", "một");
    repository.site.write(DOCUMENT, text("", FIRST));
    repository.commit("2026-01-02", "hai");
    let clone = TestSite::empty();
    let from = format!("file://{}", repository.site.path().display());
    let into = clone.path().display().to_string();
    git_in(repository.site.path(), &["clone", "-q", "--depth", "1", &from, &into]);
    let output = clone.run("build", &[]);
    assert!(output.status.success() && said(&output).contains("cảnh báo[git-history]"), "{}", said(&output));
    assert!(said(&output).contains("fetch-depth: 0") && said(&output).contains("GIT_DEPTH"), "{}", said(&output));
    assert!(!clone.published(PAGE).contains("Lịch sử") && !clone.public().join(HISTORY).exists());
    // A site may silence it, with a reason, or have it as an error.
    let settings = fs::read_to_string(clone.path().join("content/site.yaml")).expect("settings");
    clone.write("content/site.yaml", format!("{settings}rules:\n  git-history: {{severity: error, reason: phải có lịch sử}}\n"));
    assert_eq!(clone.run("check", &[]).status.code(), Some(1));
    git_in(clone.path(), &["fetch", "-q", "--unshallow"]);
    assert!(clone.run("check", &[]).status.success());
    // Git refuses a repository that is damaged; its own words are passed on.
    fs::write(clone.path().join(".git/config"), "[core\n").expect("written");
    let output = clone.run("check", &["--lang", "en"]);
    assert!(said(&output).contains("error[git-history]") && said(&output).contains("fatal: "), "{}", said(&output));
}

#[test]
fn a_clone_without_old_texts_has_no_history_and_says_so() {
    let repository = Repository::new();
    repository.commit("2026-01-01", "một");
    repository.site.write(DOCUMENT, text("", FIRST));
    repository.commit("2026-01-02", "hai");
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    let clone = TestSite::empty();
    let (from, into) = (format!("file://{}", repository.site.path().display()), clone.path().display().to_string());
    git_in(repository.site.path(), &["clone", "-q", "--filter=blob:none", &from, &into]);
    let output = clone.run("build", &[]);
    assert!(output.status.success() && said(&output).contains("partial clone"), "{}", said(&output));
    assert!(!clone.public().join(HISTORY).exists());
    // A text that is gone from the repository: its version is not told, for nobody knows what it was.
    let old = repository.git(&["rev-parse", &format!("HEAD~1:{DOCUMENT}")]);
    fs::remove_file(repository.site.path().join(".git/objects").join(&old[..2]).join(&old[2..])).expect("a loose text");
    repository.site.build();
    assert_eq!(versions(&repository.site.published(HISTORY)), ["2026-01-02 hai"]);
}

#[test]
fn settings_of_a_person_and_a_hook_around_the_build_change_nothing() {
    let repository = Repository::new();
    repository.commit("2026-01-01", "một");
    repository.git(&["mv", DOCUMENT, "content/van-ban/qd-9.md"]);
    repository.commit("2026-01-02", "hai");
    let site = &repository.site;
    site.build();
    let plain = site.snapshot();
    assert_eq!(versions(&site.published("lich-su/qd-9.html")).len(), 2);
    let elsewhere = Repository::new();
    let ran = elsewhere.site.path().join("đã chạy");
    let program = elsewhere.site.path().join("chuong-trinh");
    fs::write(&program, format!("#!/bin/sh\ntouch '{}'\n", ran.display())).expect("written");
    fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("made a program");
    for (key, value) in [
        ("core.fsmonitor", program.to_str().expect("UTF-8")),
        ("core.pager", program.to_str().expect("UTF-8")),
        ("diff.external", program.to_str().expect("UTF-8")),
        ("diff.renames", "false"),
        ("log.showRoot", "false"),
        ("log.follow", "true"),
        ("log.date", "relative"),
        ("format.pretty", "oneline"),
        ("color.ui", "always"),
        ("core.quotePath", "true"),
        ("i18n.logOutputEncoding", "UTF-16"),
    ] {
        repository.git(&["config", key, value]);
    }
    let output = congkhai()
        .args(["build", "--today", TODAY, "--site"])
        .arg(site.path())
        .env("GIT_DIR", elsewhere.site.path().join(".git"))
        .env("GIT_INDEX_FILE", "/nowhere")
        .env("GIT_EXTERNAL_DIFF", &program)
        .env("LC_ALL", "vi_VN.UTF-8")
        .output()
        .expect("runs");
    assert!(output.status.success() && !said(&output).contains("git-history"), "{}", said(&output));
    assert!(site.snapshot() == plain && !ran.exists());
}

#[test]
fn odd_names_messages_and_entries_are_read() {
    let repository = Repository::new();
    let site = &repository.site;
    site.write("content/van-ban/a \"b\" 'c' — đ.md", text("", FIRST).replace("1/QĐ", "3/QĐ"));
    repository.commit("2026-01-01", "một\u{1}\u{7}");
    let message = repository.site.path().join("thu");
    fs::write(&message, b"latin \xe9\xff\n").expect("written");
    site.write(DOCUMENT, text("", FIRST));
    std::os::unix::fs::symlink("qd-1.md", site.path().join("lien-ket")).expect("linked");
    repository.git(&["add", "-A"]);
    repository.git(&["-c", "i18n.commitEncoding=UTF-8", "commit", "-q", "-F", message.to_str().expect("UTF-8")]);
    repository.git(&["replace", "HEAD", "HEAD~1"]);
    // A commit without a change, and one that takes the page away and brings it back.
    repository.commit("2026-01-03", "rỗng");
    site.build();
    assert_eq!(versions(&site.published(HISTORY)).len(), 2);
    assert!(site.published(HISTORY).contains("<p lang=\"vi\">latin "), "git reads what is no UTF-8 as Latin-1");
    let odd = site.snapshot().into_keys().find(|path| path.starts_with("lich-su/a ")).expect("a page of the odd name");
    assert_eq!(versions(&site.published(&odd)), ["2026-01-01 một"]);
}

#[test]
fn a_long_past_is_cut_and_says_so() {
    let repository = Repository::new();
    let site = &repository.site;
    // Plumbing: 130 commits by porcelain take longer than the build.
    let mut stream = String::new();
    for at in 1..=130 {
        let body = text("", &FIRST.replace("30", &at.to_string()));
        stream.push_str(&format!(
            "commit refs/heads/main\nauthor A <a@b> {seconds} +0700\ncommitter A <a@b> {seconds} +0700\ndata 6\nlan{at:03}\nM 100644 inline {DOCUMENT}\ndata {}\n{body}\n",
            body.len(),
            seconds = 1_767_000_000 + at * 86_400,
        ));
    }
    let mut import =
        quiet_git(site.path()).args(["fast-import", "--quiet"]).stdin(std::process::Stdio::piped()).spawn().expect("git runs");
    std::io::Write::write_all(&mut import.stdin.take().expect("a pipe"), stream.as_bytes()).expect("written");
    assert!(import.wait().expect("ended").success());
    git_in(site.path(), &["checkout", "-q", "-f", "main", "--", DOCUMENT]);
    site.build();
    let history = site.published(HISTORY);
    assert_eq!(versions(&history).len(), 100);
    assert_eq!(history.matches("<ins>").count(), 20);
    assert!(history.contains("Chỉ so sánh 20 bản gần nhất") && history.contains("Còn 30 lần sửa trước đó"), "{history}");
}

#[test]
fn words_that_were_taken_back_are_not_told_of_a_withdrawn_document_nor_where_a_site_tells_no_history() {
    let repository = Repository::new();
    let site = &repository.site;
    site.write(DOCUMENT, text("", &FIRST.replace("30 ngày", "số nhà 7")));
    repository.commit("2026-01-01", "một");
    site.write(DOCUMENT, text("", FIRST));
    repository.commit("2026-01-02", "hai");
    site.build();
    assert!(site.published(HISTORY).contains("số nhà 7"));
    site.write(DOCUMENT, text("withdrawn: {reason: có dữ liệu cá nhân}\n", FIRST));
    repository.commit("2026-01-03", "gỡ");
    site.build();
    assert!(!site.published(HISTORY).contains("số nhà 7") && versions(&site.published(HISTORY)).len() == 3);
    let settings = fs::read_to_string(site.path().join("content/site.yaml")).expect("settings");
    site.write("content/site.yaml", format!("{settings}history: false\n"));
    site.build();
    assert!(!site.published(PAGE).contains("Lịch sử") && !site.public().join(HISTORY).exists());
}

#[test]
fn a_page_may_not_take_the_place_of_a_history() {
    let site = TestSite::small();
    site.write("content/lich-su/qd-1.md", "---\ntitle: Của tôi\n---\n");
    let output = site.run("build", &[]);
    assert!(output.status.code() == Some(1) && said(&output).contains("path-clash"), "{}", said(&output));
}

#[test]
fn where_the_sources_stand_is_told_by_one_word_of_git() {
    use congkhai::world::{DiskWorld, World};
    let head = |site: &TestSite| {
        let world = DiskWorld::new(site.path(), None);
        let head = world.head();
        assert_eq!(head.tip, world.tip());
        assert_eq!(head.commit, world.commit());
        head
    };
    let bare = TestSite::small();
    assert_eq!(head(&bare).commit, None, "no repository");
    let repository = Repository::new();
    assert_eq!(head(&repository.site).tip, Some(String::new()), "nothing is committed yet");
    repository.commit("2025-02-01", "Đăng");
    let commit = repository.git(&["rev-parse", "HEAD"]);
    assert_eq!(head(&repository.site).commit, Some(commit.clone()));
    repository.site.write("ghi-chu.txt", "không phải nguồn của trang");
    repository.site.write("content/van-ban/.qd-1.md.swp", "trình soạn thảo");
    repository.site.write("content/văn bản/#qd-1.md#", "trình soạn thảo");
    assert_eq!(head(&repository.site).commit, Some(commit.clone()));
    repository.site.write("content/van-ban/qd-2.md", "chưa vào kho");
    assert_eq!(head(&repository.site).commit, None);
    repository.git(&["add", "content"]);
    assert_eq!(head(&repository.site).commit, None);
    fs::remove_file(repository.site.path().join(DOCUMENT)).expect("removed");
    assert_eq!((head(&repository.site).commit, head(&repository.site).tip), (None, Some(commit)));
}

#[test]
fn where_the_sources_stand_does_not_go_by_what_a_person_set() {
    use congkhai::world::{DiskWorld, World};
    let top = TestSite::empty();
    top.write(".web/content/site.yaml", "title: Trang thử\nagency: Cơ quan thử\n");
    for arguments in
        [&["init", "-q"][..], &["config", "status.relativePaths", "false"], &["add", "."], &["commit", "-qm", "Đăng"]]
    {
        git_in(top.path(), arguments);
    }
    let commit = || DiskWorld::new(top.path().join(".web"), None).commit();
    assert!(commit().is_some());
    top.write(".web/content/moi.md", "chưa vào kho");
    assert_eq!(commit(), None, "the site's own path is no hidden one");
}
