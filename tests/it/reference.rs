//! Completion scripts and the manual page know every command and option, and the programs that read them take them.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use crate::common::{TestSite, congkhai};

fn printed(arguments: &[&str]) -> String {
    let output = congkhai().args(arguments).output().expect("it runs");
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The commands, as the help names them.
fn commands() -> Vec<String> {
    let help = printed(&["--help"]);
    let (_, rest) = help.split_once("Commands:\n").expect("a list of commands");
    let names = rest.lines().take_while(|line| line.starts_with("  ")).filter(|line| !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

/// The long options of a command, as its help names them.
fn options(command: &str) -> BTreeSet<String> {
    let help = printed(&[command, "--help"]);
    let lines = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    let words = lines.flat_map(|line| line.split([' ', ',', '[', '=', '<']).filter(|word| word.starts_with("--")).take(1));
    words.map(str::to_owned).collect()
}

fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

#[test]
fn scripts_and_page_have_every_command_and_option() {
    let names = commands();
    assert!(names.len() >= 13, "{names:?}");
    let page = printed(&["man"]).replace("\\-", "-");
    let scripts = ["bash", "zsh", "fish"].map(|shell| (shell, printed(&["completions", shell])));
    for command in &names {
        assert!(page.contains(&format!(".SH \"CONGKHAI {}\"", command.to_uppercase())), "{command}");
        let known = options(command);
        assert!(known.contains("--help") && known.contains("--lang"), "{command}: {known:?}");
        for (shell, script) in &scripts {
            assert!(script.contains(command.as_str()), "{shell}: {command}");
            for option in &known {
                let written = if *shell == "fish" { format!("-l {}", &option[2..]) } else { option.clone() };
                assert!(script.contains(&written), "{shell}: {command} {option}");
            }
        }
        for option in known {
            assert!(page.contains(&option), "{command} {option}");
        }
    }
}

#[test]
fn bash_takes_its_script_and_completes() {
    let site = TestSite::empty();
    site.write("congkhai.bash", printed(&["completions", "bash"]));
    let bash = |script: &str| {
        let output = Command::new("bash").args(["--norc", "-c", script]).current_dir(site.path()).output().expect("bash runs");
        assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    bash("bash -n congkhai.bash");
    let completed = |words: &str, last: &str| {
        let (index, before) = (words.split(' ').count(), words.rsplit(' ').next().unwrap_or_default());
        bash(&format!(
            "source ./congkhai.bash; COMP_WORDS=({words} '{last}'); COMP_CWORD={index}; _congkhai congkhai '{last}' {before}; echo ${{COMPREPLY[@]}}"
        ))
    };
    assert_eq!(completed("congkhai", "ch").trim(), "check");
    assert!(completed("congkhai check", "--f").contains("--fix"));
    assert_eq!(completed("congkhai schema", "fr").trim(), "front-matter");
    assert_eq!(completed("congkhai check --format", "sa").trim(), "sarif");
}

#[test]
fn other_shells_take_theirs() {
    let site = TestSite::empty();
    for shell in ["zsh", "fish"] {
        let script = printed(&["completions", shell]);
        assert!(script.contains("completions") && script.contains("sarif"), "{shell}");
        if is_there(shell) {
            site.write(shell, &script);
            let read = Command::new(shell).arg("-n").arg(site.path().join(shell)).status();
            assert!(read.expect("it runs").success(), "{shell}");
        }
    }
    assert_eq!(congkhai().args(["completions", "cmd"]).output().expect("it runs").status.code(), Some(2));
}

#[test]
fn the_manual_page_is_set_without_a_complaint() {
    let page = printed(&["man"]);
    assert!(page.contains(".TH congkhai 1"), "{}", &page[..200]);
    assert_eq!(page.matches(".TH ").count(), 1);
    if !is_there("groff") {
        return;
    }
    let site = TestSite::empty();
    site.write("congkhai.1", &page);
    let groff = Command::new("groff")
        .args(["-k", "-man", "-Tutf8", "-ww", "-P-c", "-P-b", "-P-o", "-P-u"])
        .arg(site.path().join("congkhai.1"))
        .output();
    let output = groff.expect("groff runs");
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let set = String::from_utf8_lossy(&output.stdout);
    assert!(set.contains("CONGKHAI CHECK") && set.contains("viện dẫn"), "{set}");
}
