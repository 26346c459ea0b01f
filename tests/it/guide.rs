//! The editor's guide and the README say what the program does.

use std::fs;

use congkhai::content::Relation;
use congkhai::diagnostic::{Code, Severity};

use crate::common::{congkhai, project};

fn read(name: &str) -> String {
    fs::read_to_string(project().join(name)).expect("a readable file")
}

#[test]
fn the_guide_lists_every_code_as_it_is() {
    let guide = read("HUONG-DAN.md");
    for code in Code::ALL {
        let severity = if code.severity() == Severity::Error { "lỗi" } else { "cảnh báo" };
        let change = if code.may_change() { "được" } else { "–" };
        let row = format!("| `{}` | {severity} | {change} | {} |", code.id(), code.about().0);
        assert!(guide.contains(&row), "{row}");
    }
    let rows = guide.lines().filter(|line| line.contains("| lỗi |") || line.contains("| cảnh báo |")).count();
    assert_eq!(rows, Code::ALL.len(), "no code of the past is listed");
}

#[test]
fn the_guide_lists_every_relation() {
    let guide = read("HUONG-DAN.md");
    for (_, key) in Relation::ALL {
        assert!(guide.contains(&format!("`{key}`")), "{key}");
    }
}

#[test]
fn the_guide_lists_every_key() {
    let guide = read("HUONG-DAN.md");
    for key in congkhai::content::key_order() {
        assert!(guide.contains(&format!("`{key}`")), "{key}");
    }
}

#[test]
fn help_names_every_command_with_examples() {
    let output = congkhai().arg("--help").output().expect("the program runs");
    let help = String::from_utf8(output.stdout).expect("UTF-8");
    for words in [
        "build",
        "check",
        "cite",
        "fmt",
        "register",
        "score",
        "pack",
        "watch",
        "serve",
        "new --missing",
        "import",
        "hook install",
        "Ví dụ:",
        "--lang",
    ] {
        assert!(help.contains(words), "{words}");
    }
    let version = congkhai().arg("--version").output().expect("the program runs");
    assert_eq!(String::from_utf8_lossy(&version.stdout).trim(), format!("congkhai {}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_readme_and_the_guide_describe_every_command_and_format() {
    let (readme, guide) = (read("README.md"), read("HUONG-DAN.md"));
    for command in [
        "build",
        "check",
        "cite",
        "fmt",
        "register",
        "new KIND NUMBER",
        "new --missing",
        "schema NAME",
        "init DIR",
        "score",
        "pack",
        "watch",
        "serve",
        "hook install",
        "publish TARGET",
        "server NAME",
        "verify DIR\\|ZIP\\|URL",
    ] {
        assert!(readme.contains(&format!("| `{command}` |")), "{command}");
    }
    assert!(readme.contains("| `import FILE…` |") && guide.contains("congkhai import"));
    let help = congkhai().args(["score", "--help"]).output().expect("the program runs").stdout;
    let help = String::from_utf8(help).expect("UTF-8");
    for option in ["--write", "--predictions", "--against", "--min-full", "--min-span", "--max-wrong", "--max-spurious"] {
        assert!(help.contains(option) && guide.contains(&format!("`{option}`")), "{option}");
    }
    for words in [
        "check --format json",
        "check --format sarif",
        "--format gitlab",
        "hook install",
        "`end_column`",
        "`start_byte`",
        "`excerpt`",
    ] {
        assert!(guide.contains(words), "{words}");
    }
}
