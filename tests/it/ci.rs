//! The ready CI files: what they tell a machine to run is run, in a clone of a real repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use congkhai::ci::files;
use serde::Deserialize;

use crate::common::TestSite;
use crate::history::{Repository, git_in};

fn text(path: &str) -> String {
    let (_, bytes) = files().into_iter().find(|(name, _)| *name == path).expect("the file");
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[derive(Deserialize)]
struct GitLab {
    variables: BTreeMap<String, String>,
    default: Default,
    #[serde(rename = "kiem-tra")]
    check: Job,
    pages: Job,
}

#[derive(Deserialize)]
struct Default {
    before_script: Vec<String>,
}

#[derive(Deserialize)]
struct Job {
    script: Vec<String>,
    artifacts: Artifacts,
}

#[derive(Deserialize)]
struct Artifacts {
    paths: Option<Vec<String>>,
    reports: Option<BTreeMap<String, String>>,
}

#[derive(Deserialize)]
struct GitHub {
    jobs: BTreeMap<String, Steps>,
}

#[derive(Deserialize)]
struct Steps {
    steps: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    run: Option<String>,
    uses: Option<String>,
    with: Option<BTreeMap<String, serde_json::Value>>,
}

/// A site with the files in it, cloned as deep as the file says.
fn machine(body: &str, depth: u32) -> (Repository, TestSite) {
    let repository = Repository::new();
    for (path, bytes) in files() {
        repository.site.write(path, bytes);
    }
    repository.commit("2026-01-01", "một");
    let page = repository.site.path().join("content/van-ban/qd-1.md");
    fs::write(&page, fs::read_to_string(&page).expect("a page").replace("Khoản một.", body)).expect("written");
    repository.commit("2026-01-02", "hai");
    let clone = TestSite::empty();
    let from = format!("file://{}", repository.site.path().display());
    let into = clone.path().display().to_string();
    let depth = depth.to_string();
    let deep: &[&str] = if depth == "0" { &[] } else { &["--depth", &depth] };
    git_in(repository.site.path(), &[&["clone", "-q"], deep, &[from.as_str(), into.as_str()]].concat());
    (repository, clone)
}

/// Runs the commands of a job in one shell that stops at the first that fails, as both hosts do.
fn run(folder: &Path, commands: &[String], program: bool, variables: &[(&str, &str)]) -> Output {
    let tools = PathBuf::from(env!("CARGO_BIN_EXE_congkhai")).parent().expect("a folder").display().to_string();
    let path = if program { format!("{tools}:/usr/bin:/bin") } else { "/usr/bin:/bin".to_owned() };
    let mut shell = Command::new("bash");
    shell.args(["-eo", "pipefail", "-c", &commands.join("\n")]).current_dir(folder).env_clear();
    shell.env("PATH", path).env("HOME", folder).envs(variables.iter().copied());
    shell.output().expect("bash runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn assert_published(clone: &TestSite, base: &str) {
    let page = clone.published("van-ban/qd-1.html");
    assert!(page.contains("Lịch sử</a>") && page.contains(base), "{page}");
    assert!(clone.published("lich-su/qd-1.html").contains("<ins>"), "the whole past is there");
}

#[test]
fn gitlab_checks_builds_and_publishes() {
    let file: GitLab = serde_yaml::from_str(&text(".gitlab-ci.yml")).expect("YAML");
    let depth = file.variables["GIT_DEPTH"].parse().expect("a number");
    let (_repository, clone) = machine("Khoản mới.", depth);
    let home = clone.path().join(".cargo").display().to_string();
    let variables = [("CARGO_HOME", home.as_str()), ("CI_PAGES_URL", "https://example.test/van-ban")];
    let job = |job: &Job| [file.default.before_script.clone(), job.script.clone()].concat();
    let checked = run(clone.path(), &job(&file.check), true, &variables);
    assert!(checked.status.success() && !said(&checked).contains("git-history"), "{}", said(&checked));
    let report = clone.path().join(&file.check.artifacts.reports.as_ref().expect("reports")["codequality"]);
    assert_eq!(fs::read_to_string(&report).expect("a report").trim(), "[]");
    let built = run(clone.path(), &job(&file.pages), true, &variables);
    assert!(built.status.success(), "{}", said(&built));
    assert_eq!(file.pages.artifacts.paths, Some(vec!["public".to_owned()]));
    assert_published(&clone, "https://example.test/van-ban/van-ban/qd-1.html");
    // So does the loss of an address that was public.
    assert!(clone.run("register", &[]).status.success());
    fs::remove_file(clone.path().join("content/van-ban/qd-1.md")).expect("removed");
    for steps in [&file.check, &file.pages] {
        let lost = run(clone.path(), &job(steps), true, &variables);
        assert!(!lost.status.success() && said(&lost).contains("lost-address"), "{}", said(&lost));
    }
    // A mistake stops the job and stands in the report.
    let (_repository, clone) = machine("[x](khong-co.md)", depth);
    let checked = run(clone.path(), &job(&file.check), true, &variables);
    assert!(!checked.status.success() && said(&checked).contains("broken-link"), "{}", said(&checked));
    let report = fs::read_to_string(clone.path().join("gl-code-quality-report.json")).expect("a report");
    assert!(report.contains("broken-link") && report.contains("content/van-ban/qd-1.md"), "{report}");
}

#[test]
fn github_checks_builds_and_publishes() {
    let file: GitHub = serde_yaml::from_str(&text(".github/workflows/congkhai.yml")).expect("YAML");
    let steps = &file.jobs["kiem-tra"].steps;
    let with = |name: &str, key: &str| {
        let step = steps.iter().find(|step| step.uses.as_ref().is_some_and(|uses| uses.starts_with(name))).expect("the step");
        step.with.as_ref().and_then(|with| with.get(key)).cloned().expect("the key")
    };
    let depth = with("actions/checkout@", "fetch-depth").as_u64().expect("a number") as u32;
    let (_repository, clone) = machine("Khoản mới.", depth);
    let variables = [("BASE_URL", "https://example.test/van-ban")];
    // Each step has a shell of its own.
    for command in steps.iter().filter_map(|step| step.run.clone()) {
        let output = run(clone.path(), std::slice::from_ref(&command), true, &variables);
        assert!(output.status.success() && !said(&output).contains("git-history"), "{command}: {}", said(&output));
    }
    assert_eq!(with("actions/upload-pages-artifact@", "path"), "public");
    assert_published(&clone, "https://example.test/van-ban/van-ban/qd-1.html");
}

#[test]
fn a_machine_without_the_program_says_what_to_set_and_installs_what_is_set() {
    let gitlab: GitLab = serde_yaml::from_str(&text(".gitlab-ci.yml")).expect("YAML");
    let github: GitHub = serde_yaml::from_str(&text(".github/workflows/congkhai.yml")).expect("YAML");
    let install = github.jobs["kiem-tra"].steps.iter().find_map(|step| step.run.clone()).expect("a command");
    let clone = TestSite::small();
    // In place of cargo, which would build for minutes: what it is asked for.
    let tools = clone.path().join("tools/bin");
    clone.write("tools/bin/cargo", "#!/bin/sh\necho \"$@\" >> asked\n");
    fs::set_permissions(tools.join("cargo"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("made a program");
    let home = clone.path().join("tools").display().to_string();
    for commands in [gitlab.default.before_script, vec![format!("export PATH=\"$CARGO_HOME/bin:$PATH\"\n{install}")]] {
        let output = run(clone.path(), &commands, false, &[("CARGO_HOME", home.as_str())]);
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains("CONGKHAI_SOURCE") && said(&output).contains("CONGKHAI_REV"), "{}", said(&output));
        let set = [("CARGO_HOME", home.as_str()), ("CONGKHAI_SOURCE", "https://example.test/k.git"), ("CONGKHAI_REV", "abc")];
        assert!(run(clone.path(), &commands, false, &set).status.success());
    }
    let asked = fs::read_to_string(clone.path().join("asked")).expect("asked twice");
    assert_eq!(asked, "install --locked --git https://example.test/k.git --rev abc congkhai\n".repeat(2));
}

#[test]
fn the_files_name_no_address_but_that_of_the_hosts_own_steps() {
    for (path, bytes) in files() {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("http") && !text.contains("@main") && !text.contains("curl"), "{path}");
    }
}
