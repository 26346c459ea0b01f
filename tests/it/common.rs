//! One builder drives the end-to-end tests: write files, run the real program, look at what it published.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use congkhai::content::Page;
use congkhai::content::structure::Level;

/// The date of all test builds.
pub(crate) const TODAY: &str = "2026-11-24";

/// A path in the folder shared beside the project; its absence fails the test.
pub(crate) fn shared(path: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    assert!(path.exists(), "{} is needed", path.display());
    path
}

/// The project's own folder.
pub(crate) fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The program under test.
pub(crate) fn congkhai() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_congkhai"));
    // On a code host each step is a line, which no test but that of the lines expects.
    command.env_remove("CI");
    command
}

/// A site in a scratch folder.
pub(crate) struct TestSite {
    pub(crate) folder: tempfile::TempDir,
}

impl TestSite {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a scratch folder") }
    }

    /// A site that builds: settings and one document.
    pub(crate) fn small() -> Self {
        let site = Self::empty();
        site.write("content/site.yaml", "title: Trang thử\nagency: Cơ quan thử\n");
        site.write("content/van-ban/qd-1.md", "---\nkind: Quyết định\nnumber: 1/QĐ-UBND\ntitle: Về việc thử\nissued: 2025-01-02\n---\n\nĐiều 1. Nội dung\n\n1. Khoản một.\n");
        site
    }

    /// The 136 laws as pages.
    pub(crate) fn laws() -> Self {
        let site = Self::empty();
        let made = Command::new("python3")
            .arg(shared("search/evaluate.py"))
            .arg("--laws")
            .arg(shared("corpus/laws"))
            .args(["--needs", "/dev/null", "--site-only"])
            .arg(site.path())
            .status()
            .expect("python3 runs");
        assert!(made.success(), "the evaluator makes the site");
        site
    }

    /// The project's own content.
    pub(crate) fn real() -> Self {
        let site = Self::empty();
        copy(&project().join("content"), &site.path().join("content"));
        site
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn public(&self) -> PathBuf {
        self.path().join("public")
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders are made");
        fs::write(path, text).expect("the file is written");
    }

    /// Runs `congkhai <command> --site … --today …` with further arguments.
    pub(crate) fn run(&self, command: &str, arguments: &[&str]) -> Output {
        congkhai()
            .arg(command)
            .arg("--site")
            .arg(self.path())
            .args(if arguments.contains(&"--today") { &[][..] } else { &["--today", TODAY] })
            .args(arguments)
            .output()
            .expect("the program runs")
    }

    /// Builds and expects success.
    pub(crate) fn build(&self) {
        let output = self.run("build", &[]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// A published file as text.
    pub(crate) fn published(&self, path: &str) -> String {
        fs::read_to_string(self.public().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Every published file with its bytes.
    pub(crate) fn snapshot(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.public())
    }
}

/// Every file below a folder with its bytes.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("a readable entry"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).expect("below it").to_string_lossy().into_owned();
            (name, fs::read(entry.path()).expect("a readable file"))
        })
        .collect()
}

pub(crate) fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files(from) {
        let path = to.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders are made");
        fs::write(path, bytes).expect("the file is written");
    }
}

/// Says aloud that a test was not made, for want of a program.
pub(crate) fn skipped(program: &str) {
    use std::io::Write;
    // Nobody may be listening.
    drop(writeln!(std::io::stderr(), "SKIPPED: {program} is not there; `tests/run` installs it"));
}

/// The text of a page as HTML: from its first block to its end.
pub(crate) fn body(html: &str) -> &str {
    let (_, rest) = html.split_once("<div class=\"van-ban\"").expect("a text");
    let (_, rest) = rest.split_once('>').expect("a whole tag");
    rest.split_once("</article>").expect("the end of the article").0
}

/// The text of HTML between two marks: tags dropped, entities resolved, the parts that are not the author's left out.
pub(crate) fn visible_text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let skip = [("<aside", "</aside>"), ("<a class=\"neo\"", "</a>")].into_iter().find(|(open, _)| rest.starts_with(open));
        let end = match skip {
            Some((_, close)) => rest.find(close).map_or(rest.len(), |end| end + close.len()),
            None => rest.find('>').map_or(rest.len(), |end| end + 1),
        };
        rest = &rest[end..];
    }
    out.push_str(rest);
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(out, |text, (from, to)| text.replace(from, to))
}

/// Words with single spaces.
pub(crate) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A page with the head and foot of the site: not the two that stand in for a page that cannot be had.
pub(crate) fn has_frame(path: &str) -> bool {
    is_html(path) && !matches!(path, "404.html" | "chua-luu.html")
}

/// Whether an output is a page.
pub(crate) fn is_html(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "html")
}

/// Lays a case over a site.
pub(crate) fn lay(site: &TestSite, case: &str) {
    for part in case.split(">>> ").skip(1) {
        let (head, text) = part.split_once('\n').expect("a head line");
        if let Some(path) = head.strip_prefix('-') {
            fs::remove_file(site.path().join(path)).expect("the file was there");
        } else if let Some(path) = head.strip_suffix(" hex") {
            let digits: Vec<u8> = text.trim().bytes().collect();
            let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16).expect("hex");
            site.write(path, digits.chunks(2).map(byte).collect::<Vec<u8>>());
        } else if let Some(path) = head.strip_suffix(" link") {
            std::os::unix::fs::symlink(text.trim(), site.path().join(path)).expect("linked");
        } else {
            site.write(head, text);
        }
    }
}

/// What the program printed, without the scratch folder's name, the times and the very long lines.
pub(crate) fn report(site: &TestSite, stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr).replace(&site.path().display().to_string(), "[site]");
    let lines = text.lines().filter(|line| !line.contains(" giây") && !line.contains(" s."));
    lines.map(|line| line.chars().take(200).collect::<String>() + "\n").collect()
}

/// The names of the gold standard's texts.
pub(crate) fn gold_texts() -> Vec<String> {
    let all = files(&shared("gold"));
    all.into_keys().filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "txt")).collect()
}

/// The numbers of a page's articles, in reading order.
pub(crate) fn articles(page: &Page) -> Vec<u32> {
    page.units()
        .iter()
        .filter(|unit| unit.level == Level::Article)
        .filter_map(|unit| unit.articles)
        .map(|range| range.0)
        .collect()
}
