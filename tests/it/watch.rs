//! `watch` and `serve` as people run them: an edit is published, a mistake leaves the last good site.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::common::{TODAY, TestSite, congkhai};

const SOON: Duration = Duration::from_secs(10);

/// A running program whose lines of output can be waited for.
struct Running {
    child: Child,
    lines: Receiver<String>,
}

impl Running {
    fn start(site: &TestSite, command: &str, arguments: &[&str]) -> Self {
        let mut child = congkhai()
            .args([command, "--today", TODAY, "--site"])
            .arg(site.path())
            .args(arguments)
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let output = child.stderr.take().expect("piped");
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// Waits for a line that holds these words.
    fn wait_for(&self, words: &str) -> String {
        let end = Instant::now() + SOON;
        let mut seen = Vec::new();
        while let Ok(line) = self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            if line.contains(words) {
                return line;
            }
            seen.push(line);
        }
        panic!("no line with `{words}` in {seen:#?}");
    }

    fn is_silent(&self) -> bool {
        self.lines.recv_timeout(Duration::from_millis(700)).is_err()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

const GOOD: &str = "---\nkind: Quyết định\nnumber: 1/QĐ-UBND\ntitle: Về việc thử\nissued: 2025-01-02\n---\n\n";

#[test]
fn watch_publishes_edits_keeps_the_last_good_site_and_recovers() {
    let site = TestSite::small();
    let watch = Running::start(&site, "watch", &[]);
    watch.wait_for("đã đăng");
    assert!(watch.is_silent(), "reading its own inputs causes no build");
    site.write("content/van-ban/qd-1.md", format!("{GOOD}Câu mới.\n"));
    watch.wait_for("đã đăng");
    assert!(site.published("van-ban/qd-1.html").contains("Câu mới."));
    site.write("content/van-ban/qd-1.md", "---\nkind: Quyết định\ntitel: Sai\n---\n\nCâu sai.\n");
    let line = watch.wait_for("titel");
    assert!(line.contains("unknown-key"), "{line}");
    watch.wait_for("giữ nguyên");
    assert!(site.published("van-ban/qd-1.html").contains("Câu mới."));
    site.write("content/van-ban/qd-1.md", format!("{GOOD}Câu đã sửa.\n"));
    watch.wait_for("đã đăng");
    assert!(site.published("van-ban/qd-1.html").contains("Câu đã sửa."));
    std::fs::rename(site.path().join("content/van-ban"), site.path().join("content/quyet-dinh")).expect("renamed");
    watch.wait_for("đã đăng");
    assert!(site.published("quyet-dinh/qd-1.html").contains("Câu đã sửa."));
    assert!(!site.public().join("van-ban").exists(), "stale files are gone");
}

#[test]
fn serve_builds_shows_and_follows() {
    let site = TestSite::small();
    let serve = Running::start(&site, "serve", &["--port", "0"]);
    let line = serve.wait_for("http://");
    let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address").to_owned();
    let get = |path: &str| {
        let mut stream = TcpStream::connect(&address).expect("connected");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        answer
    };
    assert!(get("/").contains("Trang thử"));
    assert!(get("/van-ban/qd-1.html").contains("Khoản một."));
    site.write("content/van-ban/qd-1.md", format!("{GOOD}Câu mới.\n"));
    serve.wait_for("đã đăng");
    assert!(get("/van-ban/qd-1.html").contains("Câu mới."));
}

#[test]
fn a_taken_port_is_explained() {
    let site = TestSite::small();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("bound");
    let port = taken.local_addr().expect("an address").port().to_string();
    let output = site.run("serve", &["--port", &port]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--port"));
}
