//! What a build tells while it runs and what its steps took: to whoever listens, on a terminal, in a log.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use congkhai::observer::{Observer, Observing, Step};
use congkhai::pipeline::{Options, build, check};
use congkhai::world::MemoryWorld;

use crate::common::TestSite;

/// Writes down what it is told.
#[derive(Default)]
struct Notes {
    told: Mutex<Vec<(Step, bool)>>,
    outputs: AtomicUsize,
}

impl Observer for Notes {
    fn begin(&self, step: Step) {
        self.told.lock().expect("no panic").push((step, true));
    }

    fn advance(&self) {
        self.outputs.fetch_add(1, Ordering::Relaxed);
    }

    fn end(&self, step: Step) {
        self.told.lock().expect("no panic").push((step, false));
    }
}

impl Notes {
    /// The steps in their order, each ended before the next began.
    fn steps(&self) -> Vec<Step> {
        let told = self.told.lock().expect("no panic");
        let mut steps = Vec::new();
        for pair in told.chunks(2) {
            assert!(pair.len() == 2 && pair[0] == (pair[1].0, true) && !pair[1].1, "{told:?}");
            steps.push(pair[0].0);
        }
        steps.dedup();
        steps
    }
}

fn world(page: &str) -> MemoryWorld {
    let files = [("content/site.yaml", "title: T\nagency: C\n"), ("content/x.md", page)];
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    MemoryWorld { files, today: jiff::civil::date(2026, 11, 24) }
}

fn observed() -> (Arc<Notes>, Options) {
    let notes = Arc::new(Notes::default());
    let options = Options { observing: Observing::by(notes.clone()), ..Options::default() };
    (notes, options)
}

#[test]
fn each_step_is_told_once_and_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let (notes, options) = observed();
    let world = world("---\ntitle: X\n---\n\nChữ.\n");
    let report = build(&world, &options, &folder.path().join("public")).expect("it is written");
    assert_eq!(notes.steps(), Step::ALL);
    let made = notes.outputs.load(Ordering::Relaxed);
    assert!(made > 20 && made <= report.files, "{made} outputs of {} files", report.files);
    let (notes, options) = observed();
    check(&world, &options);
    assert_eq!(notes.steps(), Step::ALL[..5], "a check publishes nothing");
}

#[test]
fn a_site_with_errors_is_told_as_far_as_it_gets() {
    let (notes, options) = observed();
    let report = check(&world("không có phần đầu"), &options);
    assert!(report.errors() > 0);
    assert_eq!(notes.steps(), [Step::Read, Step::Resolve, Step::Check]);
}

/// The rows of the table of times: step and milliseconds.
fn timings(said: &str) -> Vec<(String, f64)> {
    let (_, table) = said.split_once("step ").expect("a table");
    let row = |line: &str| {
        let (step, time) = line.rsplit_once(' ')?;
        Some((step.trim().to_owned(), time.parse().ok()?))
    };
    table.lines().skip(1).filter_map(row).collect()
}

#[test]
fn timings_are_a_table_of_the_steps() {
    let site = TestSite::small();
    for (command, steps) in [
        ("build", &["read", "resolve", "check", "render", "index", "publish", "all"][..]),
        ("check", &["read", "resolve", "check", "render", "index", "all"][..]),
        ("pack", &["read", "resolve", "check", "render", "index", "publish", "all"][..]),
    ] {
        let output = site.run(command, &["--timings", "--lang", "en"]);
        assert!(output.status.success());
        let rows = timings(&String::from_utf8_lossy(&output.stderr));
        assert_eq!(rows.iter().map(|(step, _)| step.as_str()).collect::<Vec<_>>(), steps, "{command}");
        let (all, parts) = rows.split_last().expect("rows");
        let sum: f64 = parts.iter().map(|(_, time)| time).sum();
        // Each figure is rounded to a tenth.
        assert!(sum > 0.0 && sum <= all.1 + 0.5, "{command}: {sum} of {}", all.1);
    }
    let output = site.run("check", &["--timings", "--format", "json"]);
    assert!(serde_json::from_slice::<serde_json::Value>(&output.stdout).is_ok(), "standard output is the document alone");
}

#[test]
fn a_log_has_plain_lines_and_a_pipe_has_none() {
    let site = TestSite::small();
    let said = |ci: Option<&str>| {
        let mut command = crate::common::congkhai();
        command.args(["build", "--lang", "en", "--site"]).arg(site.path());
        if let Some(ci) = ci {
            command.env("CI", ci);
        }
        let output = command.stdout(Stdio::piped()).output().expect("it runs");
        assert!(output.status.success() && output.stdout.is_empty());
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    let lines = said(Some("true"));
    for step in ["read: ", "resolve: ", "check: ", "render: ", "index: ", "publish: "] {
        assert!(lines.lines().any(|line| line.starts_with(step) && line.ends_with(" s")), "{step}\n{lines}");
    }
    assert!(!lines.contains(['\r', '\u{1b}']), "{lines:?}");
    for quiet in [said(None), said(Some("false")), said(Some(""))] {
        assert_eq!(quiet.lines().count(), 1, "{quiet}");
    }
}

#[test]
fn a_terminal_has_a_bar_that_goes_away() {
    let site = TestSite::small();
    let line = format!("{} build --lang en --site {}", env!("CARGO_BIN_EXE_congkhai"), site.path().display());
    let script = Command::new("script").args(["-qec", &line, "/dev/null"]).env("TERM", "xterm").stdin(Stdio::null()).output();
    let Ok(output) = script else { return };
    let seen = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(seen.contains("[=") || seen.contains("[>") || seen.contains("read"), "{seen:?}");
    let last = seen.trim_end().rsplit(['\n', '\r']).next().unwrap_or_default();
    assert!(last.contains("published"), "{last:?}");
}
