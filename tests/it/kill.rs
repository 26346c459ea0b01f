//! A build killed at any moment leaves the old or the new site whole, while a reader keeps reading.

use std::fs::{self, File};
use std::os::fd::AsRawFd;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use crate::common::{TODAY, TestSite, congkhai};
use congkhai::publish::Manifest;

const PAGES: usize = 80;
const KILLS: u64 = 50;

/// A site whose every page says which generation it is of.
fn site(generation: &str) -> TestSite {
    let site = TestSite::small();
    fs::remove_dir_all(site.path().join("content/van-ban")).expect("removed");
    for page in 0..PAGES {
        let text = format!(
            "---\nkind: Quyết định\nnumber: {}/QĐ-UBND\ntitle: Thế hệ {generation}\nissued: 2025-01-02\n---\n\nThế hệ {generation}.\n",
            page + 1
        );
        site.write(&format!("content/van-ban/p{page}.md"), text);
    }
    site
}

/// Reads the site that stands at `out` through one open folder; `None` when it was exchanged meanwhile.
fn generation(out: &Path) -> Option<String> {
    let folder = File::open(out).expect("there is always a site");
    let inode = folder.metadata().expect("an open folder").ino();
    let root = format!("/proc/self/fd/{}", folder.as_raw_fd());
    let mut found = None;
    for page in 0..PAGES {
        let Ok(text) = fs::read_to_string(format!("{root}/van-ban/p{page}.html")) else {
            // Files go missing only below a tree that is no longer the published one.
            let now = fs::metadata(out).expect("there is always a site").ino();
            assert_ne!(now, inode, "a page is missing from the published site");
            return None;
        };
        let name = if text.contains("Thế hệ A") { "A" } else { "B" };
        assert!(text.contains(&format!("Thế hệ {name}")), "a page of neither generation");
        assert_eq!(*found.get_or_insert(name), name, "two generations in one site");
    }
    found.map(str::to_owned)
}

/// The site is whole: every file of its manifest is there with its hash.
fn assert_whole(out: &Path) {
    let manifest = Manifest::read(out).expect("a manifest");
    assert!(manifest.files.len() > PAGES);
    for (path, entry) in &manifest.files {
        let bytes = fs::read(out.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(blake3::hash(&bytes).to_hex().to_string(), entry.blake3.to_string(), "{path}");
    }
}

#[test]
fn a_killed_build_leaves_one_whole_site() {
    let sites = [site("A"), site("B")];
    let target = TestSite::empty();
    let out = target.path().join("public");
    let build = |generation: usize| {
        let mut command = congkhai();
        command.args(["build", "--today", TODAY, "--site"]).arg(sites[generation].path()).arg("--out").arg(&out);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let start = std::time::Instant::now();
    assert!(build(0).status().expect("it runs").success());
    // Kills are spread over the length of a build, measured here, so that they hit every stage of it.
    let length = u64::try_from(start.elapsed().as_micros()).expect("a short build");
    let done = AtomicBool::new(false);
    let reads = AtomicUsize::new(0);
    let mut finished = 0;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                reads.fetch_add(usize::from(generation(&out).is_some()), Ordering::Relaxed);
            }
        });
        let mut state: u64 = 0x5eed;
        for round in 0..KILLS {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let mut child = build(usize::from(round % 2 == 0)).spawn().expect("it starts");
            std::thread::sleep(Duration::from_micros((state >> 33) % (length + length / 4)));
            finished += usize::from(child.try_wait().expect("a child").is_some());
            child.kill().expect("killed");
            child.wait().expect("gone");
            assert_whole(&out);
        }
        done.store(true, Ordering::Relaxed);
    });
    assert!(reads.load(Ordering::Relaxed) > 0, "the reader read whole sites");
    assert!(finished < usize::try_from(KILLS).expect("small"), "some builds were killed before their end");
    assert!(build(1).status().expect("it runs").success());
    assert_eq!(generation(&out).as_deref(), Some("B"));
    let left = fs::read_dir(target.path()).expect("a folder").map(|entry| entry.expect("an entry"));
    let folders: Vec<_> = left.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name()).collect();
    assert_eq!(folders, ["public"], "beside the site only its lock and what is known of it remain");
}

#[test]
fn a_killed_publication_leaves_one_whole_site_with_its_compressed_forms() {
    const KILLS: u32 = 16;
    let sites = [site("A"), site("B")];
    let target = TestSite::empty();
    let out = target.path().join("trang");
    let publish = |generation: usize| {
        let mut command = congkhai();
        command.arg("publish").arg(&out).args(["--today", TODAY, "--site"]).arg(sites[generation].path());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let start = std::time::Instant::now();
    assert!(publish(0).status().expect("it runs").success());
    let length = start.elapsed();
    let mut finished = 0;
    for round in 0..KILLS {
        let mut child = publish(usize::from(round % 2 == 0)).spawn().expect("it starts");
        std::thread::sleep(length * round / KILLS + Duration::from_millis(2));
        finished += u32::from(child.try_wait().expect("a child").is_some());
        child.kill().expect("killed");
        child.wait().expect("gone");
        assert!(generation(&out).is_some());
        let found = congkhai::verify::verify(&congkhai::verify::Folder(out.clone()), None).findings;
        assert_eq!(found, [], "round {round}");
    }
    assert!(finished < KILLS, "some were killed before their end");
    assert!(publish(1).status().expect("it runs").success());
    assert_eq!(generation(&out).as_deref(), Some("B"));
    assert!(out.join("van-ban/p1.html.br").exists() && out.join("van-ban/p1.html.gz").exists());
}

#[test]
fn a_watch_that_is_killed_while_it_follows_edits_leaves_one_whole_site() {
    let (source, target) = (site("A"), TestSite::empty());
    let out = target.path().join("public");
    let watch = || {
        let mut command = congkhai();
        command.args(["watch", "--today", TODAY, "--site"]).arg(source.path()).arg("--out").arg(&out);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts")
    };
    let published = |page: usize, words: &str| {
        let file = out.join(format!("van-ban/p{page}.html"));
        fs::read_to_string(file).is_ok_and(|text| text.contains(words))
    };
    let wait_for = |page: usize, words: &str| {
        let end = std::time::Instant::now() + Duration::from_secs(20);
        while !published(page, words) {
            assert!(std::time::Instant::now() < end, "`{words}` is published");
            std::thread::sleep(Duration::from_millis(1));
        }
    };
    let edit = |page: usize, words: &str| {
        let path = format!("content/van-ban/p{page}.md");
        let text = fs::read_to_string(source.path().join(&path)).expect("a page");
        source.write(&path, format!("{text}\n{words}\n"));
    };
    let mut state: u64 = 0xfeed;
    for round in 0..12_usize {
        let mut child = watch();
        // One edit that is followed, so that the two generations lie side by side; then one that a kill interrupts.
        let (first, second) = (format!("lời một {round}."), format!("lời hai {round}."));
        if round > 0 {
            wait_for(round - 1, &format!("lời hai {}.", round - 1));
        } else {
            wait_for(PAGES - 1, "Thế hệ A");
        }
        edit(round, &first);
        wait_for(round, &first);
        edit(round, &second);
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Events are gathered for 50 ms; what follows takes some ten.
        std::thread::sleep(Duration::from_millis(45 + (state >> 33) % 40));
        child.kill().expect("killed");
        child.wait().expect("gone");
        assert_whole(&out);
    }
    let mut build = congkhai();
    build.args(["build", "--today", TODAY, "--site"]).arg(source.path()).arg("--out").arg(&out);
    assert!(build.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("it runs").success());
    assert_whole(&out);
    let left = fs::read_dir(target.path()).expect("a folder").map(|entry| entry.expect("an entry"));
    let folders: Vec<_> = left.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name()).collect();
    assert_eq!(folders, ["public"], "the other generation is gone");
}
