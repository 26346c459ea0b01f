//! A site published by the program itself to a server that speaks S3 and is not ours (moto's, which `tests/run` installs).

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::common::{TODAY, TestSite, congkhai, files, project};
use crate::http::{Answer, ask, get};

/// A server with one bucket, `kho`.
struct S3 {
    child: Child,
    port: u16,
}

impl S3 {
    /// None where it is not installed, which is told.
    fn start() -> Option<Self> {
        let program: PathBuf = project().join("tests/s3/venv/bin/moto_server");
        if !program.exists() {
            crate::common::skipped(&program.display().to_string());
            return None;
        }
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let child = Command::new(program)
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let server = Self { child, port };
        let end = Instant::now() + Duration::from_mins(1);
        while ask(port, "PUT", "/kho", &[]).is_none_or(|answer| answer.status != 200) {
            assert!(Instant::now() < end, "the server answers");
            std::thread::sleep(Duration::from_millis(100));
        }
        // For readers, and for the test, which changes what is there.
        let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::kho/*"}]}"#;
        let put = crate::http::send(port, "PUT", "/kho?policy", &[], policy.as_bytes()).expect("answered");
        assert!(put.status < 300, "{}", put.status);
        Some(server)
    }

    fn command(&self, site: &TestSite, target: &str, more: &[&str]) -> Command {
        let mut command = congkhai();
        command.args(["publish", target, "--allow-http", "--today", TODAY, "--site"]).arg(site.path()).args(more);
        command.env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{}", self.port));
        command.env("AWS_ACCESS_KEY_ID", "thu").env("AWS_SECRET_ACCESS_KEY", "thu").env("AWS_REGION", "us-east-1");
        command
    }

    fn publish(&self, site: &TestSite, more: &[&str]) -> Output {
        self.command(site, "s3://kho/van-ban", more).output().expect("it runs")
    }

    fn get(&self, path: &str) -> Answer {
        let path =
            percent_encoding::utf8_percent_encode(path, percent_encoding::NON_ALPHANUMERIC).to_string().replace("%2F", "/");
        get(self.port, &format!("/kho/van-ban/{path}"), &[])
    }

    /// Every file of a site as a reader has it.
    fn objects(&self, site: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
        site.keys()
            .filter_map(|path| Some((path.clone(), self.get(path))).filter(|(_, answer)| answer.status == 200))
            .map(|(path, answer)| (path, answer.body))
            .collect()
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The site as it was built for the store.
fn built(site: &TestSite) -> BTreeMap<String, Vec<u8>> {
    files(&site.path().join(".public.publish"))
}

fn document(name: &str, words: &str) -> String {
    format!("---\nkind: Quyết định\nnumber: {name}/QĐ-UBND\ntitle: Về việc thử\nissued: 2025-01-02\n---\n\nĐiều 1. {words}\n")
}

#[test]
fn a_site_is_published_to_s3_with_its_types_and_only_what_differs_is_sent_again() {
    let Some(store) = S3::start() else { return };
    let site = TestSite::small();
    site.write("content/assets/biểu mẫu 1.pdf", "%PDF");
    let first = store.publish(&site, &[]);
    assert!(first.status.success(), "{}", told(&first));
    let all = built(&site);
    assert_eq!(store.objects(&all), all);
    for (path, kind, cache) in [
        ("index.html", "text/html; charset=utf-8", "no-cache"),
        ("build.json", "application/json", "no-cache"),
        ("assets/biểu mẫu 1.pdf", "application/pdf", "no-cache"),
        ("theme/embed.js", "text/javascript; charset=utf-8", "public, max-age=86400"),
    ] {
        let answer = store.get(path);
        assert_eq!(answer.header("content-type"), Some(kind), "{path}");
        assert_eq!(answer.header("cache-control"), Some(cache), "{path}");
    }
    let again = store.publish(&site, &["--lang", "en"]);
    assert!(told(&again).contains(&format!("sent 0 of {} files", all.len())), "{}", told(&again));
    // What the store knows of itself is lost: each object says by its tag that it is right.
    let lost = crate::http::send(store.port, "PUT", "/kho/van-ban/.congkhai/state.json", &[], b"{}").expect("answered");
    assert_eq!(lost.status, 200);
    let looked = store.publish(&site, &["--lang", "en"]);
    let words = format!("sent 1 of {} files", all.len());
    let there = format!("{} were there", all.len() - 1);
    assert!(told(&looked).contains(&words) && told(&looked).contains(&there), "{}", told(&looked));
    // A document that goes, one that comes, one that changes.
    site.write("content/van-ban/qd-2.md", document("2", "Mới."));
    site.write("content/van-ban/qd-1.md", document("1", "Khác."));
    let planned = store.publish(&site, &["--dry-run"]);
    let plan = String::from_utf8_lossy(&planned.stdout).into_owned();
    assert!(plan.contains("gửi van-ban/qd-2.html\n") && plan.ends_with("gửi build.json\n"), "{plan}");
    assert_eq!(store.get("van-ban/qd-2.html").status, 404, "nothing was done");
    assert!(store.publish(&site, &[]).status.success());
    fs::remove_file(site.path().join("content/van-ban/qd-2.md")).expect("removed");
    let kept = store.publish(&site, &["--lang", "en"]);
    assert!(told(&kept).contains("stay for 7 days"), "{}", told(&kept));
    assert_eq!(store.get("van-ban/qd-2.html").status, 200, "for those who have it open");
    let gone = store.publish(&site, &["--grace", "0"]);
    assert!(gone.status.success(), "{}", told(&gone));
    assert_eq!(store.get("van-ban/qd-2.html").status, 404);
    let all = built(&site);
    assert_eq!(store.objects(&all), all);
    // Whoever looks at it over HTTP finds it whole.
    let verified =
        congkhai().args(["verify", &format!("http://127.0.0.1:{}/kho/van-ban/", store.port)]).output().expect("it runs");
    assert!(verified.status.success(), "{}", told(&verified));
}

#[test]
fn objects_that_are_sent_compressed_are_read_as_they_were() {
    let Some(store) = S3::start() else { return };
    let site = TestSite::small();
    let sent = store.publish(&site, &["--encode", "gzip"]);
    assert!(sent.status.success(), "{}", told(&sent));
    let answer = store.get("van-ban/qd-1.html");
    assert_eq!(answer.header("content-encoding"), Some("gzip"));
    assert!(answer.body.starts_with(&[0x1f, 0x8b]));
    let verified =
        congkhai().args(["verify", &format!("http://127.0.0.1:{}/kho/van-ban/", store.port)]).output().expect("it runs");
    assert!(verified.status.success(), "{}", told(&verified));
    let plain = store.publish(&site, &[]);
    assert!(plain.status.success(), "{}", told(&plain));
    assert_eq!(store.objects(&built(&site)), built(&site), "and as they are again");
}

#[test]
fn killed_at_any_moment_it_goes_on_the_next_time() {
    const KILLS: u32 = 12;
    let Some(store) = S3::start() else { return };
    let site = TestSite::small();
    for page in 0..12 {
        site.write(&format!("content/van-ban/p{page}.md"), document(&format!("{}", page + 10), "Một."));
    }
    let start = Instant::now();
    let first = store.publish(&site, &[]);
    assert!(first.status.success(), "{}", told(&first));
    let length = start.elapsed();
    let old = built(&site);
    for round in 0..KILLS {
        for page in 0..12 {
            site.write(&format!("content/van-ban/p{page}.md"), document(&format!("{}", page + 10), &format!("Lần {round}.")));
        }
        let mut child =
            store.command(&site, "s3://kho/van-ban", &["--break-lock"]).stderr(Stdio::null()).spawn().expect("it starts");
        std::thread::sleep(length * round / KILLS + Duration::from_millis(5));
        child.kill().expect("killed");
        child.wait().expect("gone");
        // Every page is there, whole, of one of the sites.
        for path in old.keys().filter(|path| path.starts_with("van-ban/p") && crate::common::is_html(path)) {
            let page = store.get(path);
            assert_eq!(page.status, 200, "round {round}: {path}");
            assert!(page.body.ends_with(b"</html>\n") || page.body.ends_with(b"</html>"), "round {round}: {path} is whole");
        }
    }
    let last = store.publish(&site, &["--break-lock"]);
    assert!(last.status.success(), "{}", told(&last));
    assert_eq!(store.objects(&built(&site)), built(&site));
}

#[test]
fn what_cannot_be_done_is_told_with_what_to_do() {
    let site = TestSite::small();
    let run = |arguments: &[&str]| {
        let mut command = congkhai();
        command.arg("publish").args(arguments).args(["--today", TODAY, "--site"]).arg(site.path());
        command.env("AWS_ENDPOINT_URL", "http://127.0.0.1:9").env("AWS_ACCESS_KEY_ID", "x").env("AWS_SECRET_ACCESS_KEY", "x");
        command.output().expect("it runs")
    };
    for (target, said) in
        [("https://a.vn/", "s3://"), ("ftp://a/b", "file://"), ("s3://kho/../b", "s3://"), ("content/ra", "nguồn")]
    {
        let inside = site.path().join(target).display().to_string();
        let target = if target.starts_with("content") { inside.as_str() } else { target };
        let output = run(&[target]);
        assert_eq!(output.status.code(), Some(2), "{target}: {}", told(&output));
        assert!(told(&output).contains(said), "{target}: {}", told(&output));
    }
    // Plain HTTP that nobody allowed.
    let output = run(&["s3://kho/a"]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    // A mistake in the content, and one that must not be published.
    for (page, said) in
        [("---\ntitle: X\n---\n\n[x](khong-co.md)\n", "broken-link"), ("---\ntitle: X\n---\n\nMẬT\n", "secret-marking")]
    {
        site.write("content/x.md", page);
        let out = site.path().join("ra");
        let output = run(&[&out.display().to_string()]);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(told(&output).contains(said), "{}", told(&output));
        assert!(!out.exists());
    }
}

#[test]
fn a_server_that_is_not_there_is_told_after_a_while() {
    let Some(store) = S3::start() else { return };
    let site = TestSite::small();
    let output = store.command(&site, "s3://khong-co/a", &[]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("kho phải có sẵn") || told(&output).contains("chạy lại"), "{}", told(&output));
    assert!(Path::new(&site.path().join(".public.publish")).exists(), "built, and there for the next time");
}
