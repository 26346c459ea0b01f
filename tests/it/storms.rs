//! Storms of events: whatever is written, renamed and removed, in bursts and while a build runs, the watched site ends as
//! its sources are.
//!
//! `STORMS=1000 cargo test --test it storms::` runs as many as the product is held to; some of them run every time.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use congkhai::pipeline::{self, Options, Session};
use congkhai::watch::Watcher;
use congkhai::world::{DiskWorld, Suspects};
use jiff::civil::date;

use crate::common::{TestSite, files};

/// Storms of an ordinary run.
const FEW: u32 = 25;

/// How long the last event of a storm may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn page(number: u64, words: u64) -> String {
    format!(
        "---\nkind: Quyết định\nnumber: {number}/QĐ-UBND\ntitle: Về việc {number}\nissued: 2025-01-02\n---\n\nĐiều 1. Lời {words}\n"
    )
}

/// One act of somebody at the keyboard or of their editor.
fn act(site: &Path, dice: &mut Dice) {
    let number = dice.below(6) + 1;
    let folder = site.join(["content/van-ban", "content/van-ban/moi", "content/khac"][dice.below(3) as usize]);
    let file = |number: u64| folder.join(format!("qd-{number}.md"));
    // What is refused (a file that is gone, a folder in the way) is an act without an effect, as in life.
    let done = match dice.below(9) {
        0..=2 => fs::create_dir_all(&folder).and_then(|()| fs::write(file(number), page(number, dice.below(1_000)))),
        // Saved by rename, as vim does.
        3 | 4 => {
            let beside = folder.join(format!(".qd-{number}.md.swp"));
            fs::write(&beside, page(number, dice.below(1_000))).and_then(|()| fs::rename(&beside, file(number)))
        }
        5 => fs::remove_file(file(number)),
        6 => fs::remove_dir_all(&folder),
        7 => fs::rename(&folder, site.join("content/khac")),
        _ => fs::write(site.join("content/site.yaml"), format!("title: Trang {}\nagency: Cơ quan\n", dice.below(9))),
    };
    drop(done);
    if dice.below(3) == 0 {
        std::thread::sleep(Duration::from_millis(dice.below(70)));
    }
}

fn world(site: &Path) -> DiskWorld {
    DiskWorld::new(site, Some(date(2026, 11, 24)))
}

/// Two files of one number in two folders are a mistake; then nothing is published, now or from nothing.
fn built(site: &Path, out: &Path) -> bool {
    pipeline::build(&world(site), &Options::default(), out).is_ok_and(|report| report.errors() == 0)
}

/// A site that is watched.
struct Watched {
    watcher: Watcher,
    session: Session,
    site: PathBuf,
    out: PathBuf,
}

impl Watched {
    fn build(&mut self, suspects: &Suspects) {
        // What went meanwhile is told too.
        drop(self.session.build(&world(&self.site), suspects, &Options::default(), &self.out));
    }

    /// What `watch` does: waits for a change, and builds what it was told of.
    fn follow(&mut self) {
        if let Some(suspects) = self.watcher.wait(Duration::from_millis(20)).expect("still watching") {
            self.build(&suspects);
        }
    }

    /// What `watch` does in a lull, but for the look at everything.
    fn rest(&mut self) {
        self.session.catch_up(&world(&self.site), &AtomicBool::new(false));
        self.session.rest();
    }
}

#[test]
fn no_edit_is_missed_in_a_storm() {
    let storms = std::env::var("STORMS").ok().and_then(|storms| storms.parse().ok()).unwrap_or(FEW);
    let site = TestSite::small();
    let (source, out): (PathBuf, PathBuf) = (site.path().to_owned(), site.public());
    let watcher = Watcher::new(&source, std::slice::from_ref(&out), false).expect("watching");
    let mut watched = Watched { watcher, session: Session::default(), site: source.clone(), out: out.clone() };
    watched.build(&Suspects::All);
    let mut dice = Dice(7);
    for storm in 0..storms {
        let (at, mut own) = (source.clone(), Dice(u64::from(storm) * 7_919 + dice.below(1 << 30)));
        let acts = own.below(20) + 1;
        let person = std::thread::spawn(move || (0..acts).for_each(|_| act(&at, &mut own)));
        while !person.is_finished() {
            watched.follow();
        }
        person.join().expect("no panic");
        let clean = site.path().join("clean");
        if built(&source, &clean) {
            // However late a busy machine tells of the last act: an edit that was missed never comes.
            let (end, whole) = (Instant::now() + PATIENCE, files(&clean));
            let mut ours = files(&out);
            while ours != whole && Instant::now() < end {
                watched.follow();
                watched.rest();
                ours = files(&out);
            }
            let differ: Vec<&String> =
                ours.keys().chain(whole.keys()).filter(|path| ours.get(*path) != whole.get(*path)).collect();
            assert!(differ.is_empty(), "storm {storm}: {differ:?}");
        }
    }
}
