//! The five tasks at the head of the editor's guide are done here as an officer does them: what the guide says to type is typed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::common::{TODAY, TestSite, congkhai, copy, project};

/// What the guide asks for. The same steps are read by `tests/guide/pictures.mjs`.
#[derive(Debug, PartialEq)]
enum Step {
    /// A block of a command line.
    Run(String),
    /// A page is named: what follows is done in it.
    Open(String),
    /// A block of keys for the front matter.
    Set(String),
    /// A block of text that goes below what is there.
    Append(String),
    /// Words that become others; a line to delete becomes nothing.
    Replace(String, String),
    /// A picture and what it is said to show.
    Picture(String, String),
}

/// The part of the guide with the five tasks.
fn part() -> String {
    let guide = fs::read_to_string(project().join("HUONG-DAN.md")).expect("the guide");
    let (_, rest) = guide.split_once("## Năm việc thường làm\n").expect("the part");
    rest.split_once("\n## ").expect("the next part").0.to_owned()
}

fn steps(text: &str) -> Vec<Step> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let inner = line.trim_start();
        let indent = line.len() - inner.len();
        if let Some(language) = inner.strip_prefix("```") {
            let block: Vec<&str> = lines
                .by_ref()
                .take_while(|line| line.trim() != "```")
                .map(|line| line.get(indent..).unwrap_or_default())
                .collect();
            let block = block.join("\n");
            found.push(match language {
                "sh" => Step::Run(block),
                "yaml" => Step::Set(block),
                "text" => Step::Append(block),
                _ => panic!("nobody knows what to do with `{language}`"),
            });
        } else if let Some(picture) = inner.strip_prefix("![") {
            let (said, rest) = picture.split_once("](").expect("a picture");
            let (path, _) = rest.split_once(')').expect("a picture");
            found.push(Step::Picture(path.to_owned(), said.to_owned()));
        } else {
            found.extend(prose(inner));
        }
    }
    found
}

/// The steps in a line of prose: pages named, lines to delete, words to change.
fn prose(line: &str) -> Vec<Step> {
    let parts: Vec<&str> = line.split('`').collect();
    let mut found = Vec::new();
    for at in (1..parts.len()).step_by(2) {
        let (before, code) = (parts[at - 1], parts[at]);
        if code.starts_with("content/") && Path::new(code).extension().is_some_and(|ending| ending == "md") {
            found.push(Step::Open(code.to_owned()));
        } else if before.ends_with("óa dòng ") {
            found.push(Step::Replace(format!("{code}\n"), String::new()));
        } else if before == " thành " {
            found.push(Step::Replace(parts[at - 2].to_owned(), code.to_owned()));
        }
    }
    found
}

/// Sets keys in the front matter of a page: those that stand there are replaced, the others come at its end.
fn set(page: &str, yaml: &str) -> String {
    let (head, text) = page.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")).expect("front matter");
    let is_new =
        |line: &str| line.split_once(':').is_some_and(|(key, _)| yaml.lines().any(|new| new.starts_with(&format!("{key}:"))));
    let (mut kept, mut dropping) = (String::new(), false);
    for line in head.lines() {
        dropping = if line.starts_with(' ') { dropping } else { is_new(line) };
        if !dropping {
            kept += line;
            kept += "\n";
        }
    }
    format!("---\n{kept}{yaml}\n---{text}")
}

/// The words of a command line as a shell takes them; the first is the program.
fn words(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        if at % 2 == 1 {
            found.push(part.to_owned());
        } else {
            found.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    assert_eq!(found.first().map(String::as_str), Some("congkhai"), "{line}");
    found.remove(0);
    found
}

/// A site as the guide takes for granted, and the page that is open in the officer's editor.
struct Officer {
    site: TestSite,
    page: PathBuf,
}

impl Officer {
    fn new() -> Self {
        let site = TestSite::empty();
        let from = project().join("tests/guide");
        copy(&from.join("content"), &site.path().join("content"));
        fs::copy(from.join("quyet-dinh-02.docx"), site.path().join("quyet-dinh-02.docx")).expect("the Word file");
        Self { site, page: PathBuf::new() }
    }

    fn change(&self, how: impl Fn(&str) -> String) {
        let path = self.site.path().join(&self.page);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let changed = how(&text);
        assert_ne!(text, changed, "{}", path.display());
        fs::write(path, changed).expect("it is saved");
    }

    fn run(&self, line: &str) -> Output {
        let words = words(line);
        let has_day = ["check", "build", "register"].contains(&words[0].as_str());
        let mut command = congkhai();
        command.args(&words).args(if has_day { &["--today", TODAY][..] } else { &[] }).current_dir(self.site.path());
        command.output().expect("the program runs")
    }

    /// Does one step and gives what the program said to it.
    fn act(&mut self, step: &Step) -> Option<String> {
        match step {
            Step::Run(line) => {
                let output = self.run(line);
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                assert!(output.status.success(), "{line}: {said}");
                return Some(format!("> {line}\n{said}"));
            }
            Step::Open(path) => self.page = PathBuf::from(path),
            Step::Set(yaml) => self.change(|page| set(page, yaml)),
            Step::Append(text) => self.change(|page| format!("{}\n\n{text}\n", page.trim_end())),
            Step::Replace(from, to) => self.change(|page| page.replacen(from.as_str(), to, 1)),
            Step::Picture(..) => {}
        }
        None
    }
}

#[test]
fn what_the_guide_tells_an_officer_to_do_leads_to_what_it_says() {
    let mut officer = Officer::new();
    let mut said = Vec::new();
    for step in steps(&part()) {
        if matches!(&step, Step::Set(yaml) if yaml.starts_with("withdrawn:")) {
            let plan =
                fs::read_to_string(officer.site.path().join("public/ke-hoach/ke-hoach-09-kh-vd-2025.html")).expect("published");
            assert!(plan.contains("hết hiệu lực từ ngày 01/7/2026"), "`expires` is shown");
        }
        said.extend(officer.act(&step));
    }
    let all = said.join("\n");
    for words in [
        "content/van-ban/quyet-dinh-02-qd-vd-2026.md: lưu ý: không thấy người ký",
        "`efective` → `effective`",
        "cảnh báo[not-in-force]: khi văn bản này được ban hành, Quyết định số 01/QĐ-VD",
    ] {
        assert!(all.contains(words), "{words}\n{all}");
    }
    let last = said.last().expect("commands ran");
    assert!(last.starts_with("> congkhai build") && last.contains("0 lỗi, 0 cảnh báo"), "{last}");
    for (page, words) in [
        ("van-ban/quyet-dinh-01-qd-vd-2025.html", &["Hết hiệu lực", "được thay thế bởi"][..]),
        ("van-ban/quyet-dinh-02-qd-vd-2026.html", &["Còn hiệu lực", "Người ký (ví dụ)", "Thay thế:"]),
        (
            "ke-hoach/ke-hoach-03-kh-vd-2026.html",
            &["Báo cáo kết quả (ví dụ)", "Khi ban hành và hiện nay:", "quyet-dinh-02-qd-vd-2026.html"],
        ),
        ("ke-hoach/ke-hoach-09-kh-vd-2025.html", &["Văn bản đã được gỡ ngày 24/11/2026: Công bố nhầm bản (ví dụ)"]),
    ] {
        let html = officer.site.published(page);
        for words in words {
            assert!(html.contains(words), "{page}: {words}");
        }
    }
}

#[test]
fn a_mistake_of_the_guide_is_one() {
    let mut officer = Officer::new();
    for step in steps(&part()) {
        officer.act(&step);
        if matches!(&step, Step::Set(yaml) if yaml.starts_with("efective:")) {
            let output = officer.run("congkhai build");
            assert_eq!(output.status.code(), Some(1), "it is not published");
            assert!(String::from_utf8_lossy(&output.stderr).contains("có phải `effective`?"));
            return;
        }
    }
    panic!("the guide shows no mistake");
}

#[test]
fn each_task_has_pictures_and_all_pictures_are_small() {
    let part = part();
    let tasks: Vec<&str> = part.split("\n### ").skip(1).collect();
    assert_eq!(tasks.len(), 5);
    for task in &tasks {
        assert!(steps(task).iter().any(|step| matches!(step, Step::Picture(..))), "{task}");
    }
    let mut named = BTreeSet::new();
    for step in steps(&part) {
        let Step::Picture(path, said) = step else { continue };
        assert!(said.chars().count() > 20, "{path} says what it shows");
        let bytes = fs::read(project().join(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(bytes.starts_with(b"\x89PNG") && bytes.len() <= 60_000, "{path}: {}", bytes.len());
        assert_eq!(bytes[16..20], 720_u32.to_be_bytes(), "{path} is as wide as the others");
        assert!(named.insert(path), "a picture stands once");
    }
    let entries = fs::read_dir(project().join("tests/guide")).expect("the folder").map(|entry| entry.expect("an entry").path());
    let there: BTreeSet<String> = entries
        .filter(|path| path.extension().is_some_and(|ending| ending == "png"))
        .map(|path| format!("tests/guide/{}", path.file_name().expect("a name").to_string_lossy()))
        .collect();
    assert_eq!(there, named, "no picture is left over");
    assert!(named.len() <= 10);
}

#[test]
fn the_program_knows_every_command_of_the_tasks() {
    let part = part();
    let inline = part.split('`').filter(|code| code.starts_with("congkhai "));
    let blocks: Vec<String> =
        steps(&part).into_iter().filter_map(|step| if let Step::Run(line) = step { Some(line) } else { None }).collect();
    let mut seen = BTreeSet::new();
    for line in inline.chain(blocks.iter().map(String::as_str)) {
        let words = words(line);
        let help = congkhai().args([&words[0], "--help"]).output().expect("the program runs");
        assert!(help.status.success(), "{line}");
        let help = String::from_utf8_lossy(&help.stdout).into_owned();
        for option in words.iter().filter(|word| word.starts_with("--")) {
            assert!(help.contains(&format!("{option} ")) || help.contains(&format!("{option}\n")), "{line}");
        }
        seen.insert(words[0].clone());
    }
    for command in ["build", "check", "import", "init", "new", "register", "serve"] {
        assert!(seen.contains(command), "{command}");
    }
}
