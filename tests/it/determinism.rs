//! Same inputs, same bytes: whatever the folder, the threads, the time zone and the language of the machine.

use std::process::Command;

use crate::common::{TODAY, TestSite, congkhai, files, shared};

#[test]
fn two_builds_are_byte_identical() {
    let site = TestSite::real();
    let made = Command::new("python3")
        .arg(shared("bench/gen.py"))
        .args(["60", "--out"])
        .arg(site.path())
        .output()
        .expect("python3 runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let other = TestSite::empty();
    crate::common::copy(&site.path().join("content"), &other.path().join("elsewhere/deeper/content"));
    let builds = [
        (site.path().to_owned(), "1", "UTC", "C"),
        (other.path().join("elsewhere/deeper"), "8", "Pacific/Kiritimati", "tr_TR.UTF-8"),
    ];
    let outputs: Vec<_> = builds
        .iter()
        .map(|(folder, jobs, zone, lang)| {
            let output = congkhai()
                .args(["build", "--today", TODAY, "--jobs", jobs, "--site"])
                .arg(folder)
                .env("TZ", zone)
                .env("LANG", lang)
                .env("LC_ALL", lang)
                .output()
                .expect("the program runs");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            files(&folder.join("public"))
        })
        .collect();
    assert!(outputs[0].len() > 100);
    assert_eq!(outputs[0].keys().collect::<Vec<_>>(), outputs[1].keys().collect::<Vec<_>>());
    for (path, bytes) in &outputs[0] {
        assert!(*bytes == outputs[1][path], "{path} differs");
    }
}
