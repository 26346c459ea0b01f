//! One builder drives the end-to-end tests: write files, run the real program, look at what it published.

#![allow(dead_code, reason = "each test file uses its own part of the builder")]
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The date of all test builds.
pub const TODAY: &str = "2026-11-24";

/// A path in the folder shared beside the project; its absence fails the test.
pub fn shared(path: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    assert!(path.exists(), "{} is needed", path.display());
    path
}

/// The project's own folder.
pub fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The program under test.
pub fn congkhai() -> Command {
    Command::new(env!("CARGO_BIN_EXE_congkhai"))
}

/// A site in a scratch folder.
pub struct TestSite {
    pub folder: tempfile::TempDir,
}

impl TestSite {
    /// An empty folder.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a scratch folder") }
    }

    /// A site that builds: settings and one document.
    pub fn small() -> Self {
        let site = Self::empty();
        site.write("content/site.yaml", "title: Trang thử\nagency: Cơ quan thử\n");
        site.write("content/van-ban/qd-1.md", "---\nkind: Quyết định\nnumber: 1/QĐ-UBND\ntitle: Về việc thử\nissued: 2025-01-02\n---\n\nĐiều 1. Nội dung\n\n1. Khoản một.\n");
        site
    }

    /// The project's own content.
    pub fn real() -> Self {
        let site = Self::empty();
        copy(&project().join("content"), &site.path().join("content"));
        site
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn public(&self) -> PathBuf {
        self.path().join("public")
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders are made");
        fs::write(path, text).expect("the file is written");
    }

    /// Runs `congkhai <command> --site … --today …` with further arguments.
    pub fn run(&self, command: &str, arguments: &[&str]) -> Output {
        congkhai()
            .arg(command)
            .arg("--site")
            .arg(self.path())
            .args(["--today", TODAY])
            .args(arguments)
            .output()
            .expect("the program runs")
    }

    /// Builds and expects success.
    pub fn build(&self) {
        let output = self.run("build", &[]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// A published file as text.
    pub fn published(&self, path: &str) -> String {
        fs::read_to_string(self.public().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Every published file with its bytes.
    pub fn snapshot(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.public())
    }
}

/// Every file below a folder with its bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
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

pub fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files(from) {
        let path = to.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders are made");
        fs::write(path, bytes).expect("the file is written");
    }
}

/// The text of HTML between two marks: tags dropped, entities resolved, the parts that are not the author's left out.
pub fn visible_text(html: &str) -> String {
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
pub fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
