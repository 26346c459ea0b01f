//! A watched site while nothing is told: what the next look at everything finds, and what it leaves alone.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::{fs, io};

use congkhai::pipeline::{self, Options, Report, Session};
use congkhai::world::{DiskWorld, Listing, MemoryWorld, Place, Suspects, World};
use jiff::civil::{Date, date};

use crate::common::{TestSite, files};
use crate::history::git_in;

const PAGE: &str = "content/van-ban/qd-1.md";

fn page(number: u8, words: &str) -> String {
    format!(
        "---\nkind: Quyết định\nnumber: {number}/QĐ-UBND\ntitle: Về việc {number}\nissued: 2025-01-02\n---\n\nĐiều 1. {words}\n"
    )
}

/// A watched site on disk.
struct Watched {
    site: TestSite,
    session: Session,
    today: Date,
}

impl Watched {
    /// One that was published.
    fn new() -> Self {
        let mut watched = Self { site: TestSite::small(), session: Session::default(), today: date(2026, 11, 24) };
        assert_eq!(watched.build(&Suspects::All).errors(), 0);
        assert!(watched.is_current());
        watched
    }

    fn world(&self) -> DiskWorld {
        DiskWorld::new(self.site.path(), Some(self.today))
    }

    fn build(&mut self, suspects: &Suspects) -> Report {
        self.session.build(&self.world(), suspects, &Options::default(), &self.site.public()).expect("published")
    }

    fn is_current(&mut self) -> bool {
        self.session.is_current(&self.world())
    }

    fn rest(&mut self) {
        self.session.catch_up(&self.world(), &AtomicBool::new(false));
        self.session.write_down(&self.world(), &self.site.public(), &AtomicBool::new(false));
        self.session.rest();
    }

    fn git(&self, arguments: &[&str]) -> String {
        git_in(self.site.path(), arguments)
    }

    fn published(&self) -> String {
        self.site.published("van-ban/qd-1.html")
    }
}

fn told(paths: &[&str]) -> Suspects {
    Suspects::Only(paths.iter().map(|path| (*path).to_owned()).collect())
}

#[test]
fn files_that_editors_write_for_themselves_are_no_edits() {
    let mut watched = Watched::new();
    let before = watched.site.snapshot();
    for own in [".qd-1.md.swp", ".goutputstream-X1", "qd-1.md~", "#qd-1.md#", "4913", "~$qd-1.docx"] {
        watched.site.write(&format!("content/van-ban/{own}"), "riêng");
    }
    watched.site.write("content/assets/mau.pdf.tmp", "nửa chừng");
    // Emacs's lock leads nowhere.
    symlink("ai@may.123", watched.site.path().join("content/van-ban/.#qd-1.md")).expect("linked");
    assert!(watched.is_current(), "nothing of the site is another");
    let report = watched.build(&Suspects::All);
    assert_eq!(report.diagnostics, [], "and nothing is said of them");
    assert!(watched.site.snapshot() == before, "nor are they published");
}

#[test]
fn a_save_by_way_of_a_file_that_is_gone_is_an_edit_of_one_page() {
    let mut watched = Watched::new();
    watched.site.write(PAGE, page(1, "Lời mới."));
    let report = watched.build(&told(&["content/van-ban/sedA1b2C3", "content/van-ban/.qd-1.md.Q1w2e3", PAGE]));
    assert!(watched.published().contains("Lời mới."));
    assert!(report.made.iter().all(|(_, why)| why.is_some()), "all else is followed: {:?}", report.made);
    // A folder that went says so by its own name alone.
    fs::remove_dir_all(watched.site.path().join("content/van-ban")).expect("removed");
    watched.build(&told(&["content/van-ban"]));
    assert!(!watched.site.public().join("van-ban").exists());
    // One that came may hold what nobody told of.
    watched.site.write("content/moi/qd-2.md", page(2, "Lời."));
    watched.build(&told(&["content/moi"]));
    assert!(watched.site.public().join("moi/qd-2.html").exists());
}

#[test]
fn a_site_with_mistakes_is_looked_at_as_one_without() {
    let mut watched = Watched::new();
    let bad = "---\nkind: Quyết định\ntitel: Sai\n---\n\nCâu.\n";
    // Followed, then built as a whole.
    for suspects in [told(&[PAGE]), Suspects::All, told(&["content/site.yaml"])] {
        watched.site.write(PAGE, page(1, "Lời đúng."));
        watched.build(&Suspects::All);
        watched.site.write("content/site.yaml", format!("title: Trang {}\nagency: Cơ quan\n", suspects == Suspects::All));
        watched.site.write(PAGE, bad);
        assert!(watched.build(&suspects).errors() > 0);
        assert!(watched.is_current(), "the mistakes are known");
        assert!(!watched.session.is_behind() && !watched.session.is_unwritten(), "there is nothing to do meanwhile");
        // By an editor of which the system does not tell.
        watched.site.write(PAGE, page(1, "Lời đã sửa."));
        assert!(!watched.is_current(), "{suspects:?}: mended");
        assert_eq!(watched.build(&Suspects::All).errors(), 0);
        assert!(watched.published().contains("Lời đã sửa."));
        watched.rest();
    }
}

#[test]
fn a_commit_with_a_mistake_is_looked_at_once() {
    let mut watched = Watched::new();
    watched.git(&["init", "-q"]);
    watched.git(&["add", "content"]);
    watched.git(&["commit", "-q", "-m", "Đăng"]);
    assert!(!watched.is_current());
    assert_eq!(watched.build(&Suspects::All).errors(), 0);
    watched.site.write(PAGE, "---\nkind: Quyết định\ntitel: Sai\n---\n\nCâu.\n");
    assert!(watched.build(&told(&[PAGE])).errors() > 0);
    watched.git(&["commit", "-qam", "Sai"]);
    assert!(!watched.is_current());
    assert!(watched.build(&Suspects::All).errors() > 0);
    assert!(watched.is_current(), "it is known");
    watched.site.write(PAGE, page(1, "Lời đã sửa."));
    watched.git(&["commit", "-qam", "Sửa"]);
    assert_eq!(watched.build(&told(&[PAGE])).errors(), 0);
    let commit = watched.git(&["rev-parse", "HEAD"]);
    assert!(watched.site.published("build.json").contains(&commit));
    assert!(watched.is_current());
}

#[test]
fn mistakes_of_the_day_before_are_looked_at_again() {
    let mut watched = Watched::new();
    watched.site.write("content/site.yaml", "titel: Sai\n");
    assert!(watched.build(&Suspects::All).errors() > 0);
    assert!(watched.is_current());
    watched.today = date(2026, 11, 25);
    assert!(!watched.is_current());
}

#[test]
fn what_met_a_build_of_somebody_else_is_tried_again() {
    let mut watched = Watched::new();
    watched.site.write(PAGE, page(1, "Lời mới."));
    let lock = fs::File::open(watched.site.path().join(".public.lock")).expect("the lock of builds");
    lock.lock().expect("locked");
    let (world, out) = (watched.world(), watched.site.public());
    assert!(watched.session.build(&world, &told(&[PAGE]), &Options::default(), &out).is_err());
    drop(lock);
    assert!(!watched.is_current(), "an edit waits");
    watched.build(&Suspects::All);
    assert!(watched.published().contains("Lời mới.") && watched.is_current());
}

#[test]
fn what_another_program_published_stays_until_the_next_edit() {
    let mut watched = Watched::new();
    // What may wait for a lull still does.
    watched.site.write(PAGE, page(1, "Lời trước."));
    watched.build(&told(&[PAGE]));
    assert!(watched.session.is_behind());
    let (world, out) = (watched.world(), watched.site.public());
    // With its own settings, such as compressed forms or a signature.
    let options = Options { base_url: Some("https://khac.example.gov.vn/".to_owned()), ..Options::default() };
    pipeline::build(&world, &options, &out).expect("published");
    let theirs = watched.site.snapshot();
    assert!(watched.is_current(), "nobody has asked for a build");
    watched.rest();
    assert!(watched.site.snapshot() == theirs);
    watched.site.write(PAGE, page(1, "Lời mới."));
    assert!(!watched.is_current());
    watched.build(&told(&[PAGE]));
    let clean = watched.site.path().join("clean");
    pipeline::build(&watched.world(), &Options::default(), &clean).expect("published");
    assert!(watched.site.snapshot() == files(&clean));
}

#[test]
fn the_record_tells_of_the_settings_that_the_site_was_made_with() {
    let mut watched = Watched::new();
    // Saved just before the record is written, and not built.
    watched.site.write("content/site.yaml", "title: Tên khác hẳn\nagency: Cơ quan khác\n");
    watched.rest();
    drop(std::mem::take(&mut watched.session));
    // The next process is the same program.
    pipeline::build(&watched.world(), &Options::default(), &watched.site.public()).expect("published");
    assert!(watched.published().contains("Tên khác hẳn"), "no page of the old name is taken over");
}

/// A site with a draft that may not be read, and a commit that it stands at.
struct Barred {
    site: MemoryWorld,
    hides_draft: bool,
    commit: Option<String>,
}

impl Barred {
    fn new() -> Self {
        let text = |text: &str| text.as_bytes().to_vec();
        let files = BTreeMap::from([
            ("content/site.yaml".to_owned(), text("title: Thử\nagency: Cơ quan\n")),
            ("content/_nhap/rieng.md".to_owned(), text("Riêng.")),
            (PAGE.to_owned(), page(1, "Lời.").into_bytes()),
            ("content/van-ban/qd-2.md".to_owned(), page(2, "Lời.").into_bytes()),
        ]);
        Self { site: MemoryWorld { files, today: date(2026, 11, 24) }, hides_draft: false, commit: None }
    }
}

impl World for Barred {
    fn list(&self) -> Listing {
        self.site.list()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        if self.hides_draft && path.contains("_nhap") {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        self.site.read(path)
    }

    fn place(&self, path: &str) -> Place {
        self.site.place(path)
    }

    fn today(&self) -> Date {
        self.site.today()
    }

    fn commit(&self) -> Option<String> {
        self.commit.clone()
    }
}

#[test]
fn a_file_that_cannot_be_read_is_no_edit_until_it_can() {
    let mut world = Barred { hides_draft: true, ..Barred::new() };
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let (mut session, out) = (Session::default(), scratch.path().join("public"));
    let mut build = |world: &Barred, suspects: &Suspects| {
        let report = session.build(world, suspects, &Options::default(), &out).expect("published");
        let made: BTreeSet<String> = report.made.iter().map(|(task, _)| task.clone()).collect();
        (report.errors(), made.contains("content/van-ban/qd-2.md"), session.is_current(world))
    };
    assert_eq!(build(&world, &Suspects::All), (0, true, true));
    world.site.files.insert(PAGE.to_owned(), page(1, "Lời mới.").into_bytes());
    assert_eq!(build(&world, &told(&[PAGE])), (0, false, true), "an edit elsewhere is followed");
    world.hides_draft = false;
    assert!(!session.is_current(&world), "by now it can");
}

#[test]
fn a_commit_that_git_takes_back_is_taken_back() {
    let (mut world, commit) = (Barred::new(), "c".repeat(40));
    world.commit = Some(commit.clone());
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let (mut session, out) = (Session::default(), scratch.path().join("public"));
    let mut says = |world: &Barred| {
        session.build(world, &told(&[PAGE]), &Options::default(), &out).expect("published");
        fs::read_to_string(out.join("build.json")).expect("published").contains(&commit)
    };
    assert!(says(&world));
    // Git was asked before an edit that was read: the event of that edit finds nothing but another answer.
    world.commit = None;
    assert!(!says(&world));
}

/// The process that reads old texts of a repository for this one.
fn reader(of: &Path) -> Option<PathBuf> {
    let own = |process: &PathBuf| {
        let told = |file: &str| fs::read_to_string(process.join(file)).unwrap_or_default();
        let is_child = told("status").lines().any(|line| line.split_whitespace().eq(["PPid:", &std::process::id().to_string()]));
        is_child && told("cmdline").contains("cat-file") && told("cmdline").contains(&*of.to_string_lossy())
    };
    fs::read_dir("/proc").expect("listed").flatten().map(|entry| entry.path()).find(own)
}

#[test]
fn a_reader_of_old_texts_that_ended_is_started_anew() {
    let watched = Watched::new();
    watched.git(&["init", "-q"]);
    watched.git(&["add", "content"]);
    watched.git(&["commit", "-q", "-m", "Đăng"]);
    let text = watched.git(&["rev-parse", &format!("HEAD:{PAGE}")]);
    let world = watched.world();
    assert!(world.old_text(&text).is_some());
    let reader = reader(watched.site.path()).expect("it runs");
    assert!(world.again(None).old_text(&text).is_some());
    let number = reader.file_name().expect("a number").to_owned();
    assert!(Command::new("kill").arg("-9").arg(number).status().expect("kill runs").success());
    let is_over = || fs::read_to_string(reader.join("stat")).map_or(true, |stat| stat.contains(") Z "));
    while !is_over() {
        std::thread::yield_now();
    }
    assert!(world.again(None).old_text(&text).is_some());
}
