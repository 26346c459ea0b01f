//! `congkhai verify URL` against servers that mean no good, or have a bad day.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use congkhai::publish::Encoding;

use crate::common::{TestSite, congkhai, files};

/// What is answered to a path that was asked for so many times before; nothing where the site's own file is.
type Answering = dyn Fn(&str, usize) -> Option<Vec<u8>> + Send + Sync;

/// A server of a site with a will of its own; it ends with the test.
struct Server {
    port: u16,
    asked: Arc<Mutex<BTreeMap<String, usize>>>,
    is_over: Arc<AtomicBool>,
}

impl Server {
    fn start(site: BTreeMap<String, Vec<u8>>, answering: Box<Answering>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (asked, is_over) = (Arc::<Mutex<BTreeMap<String, usize>>>::default(), Arc::new(AtomicBool::new(false)));
        let (log, over, site) = (asked.clone(), is_over.clone(), Arc::new((site, answering)));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if over.load(Ordering::Relaxed) {
                    return;
                }
                let (log, site) = (log.clone(), site.clone());
                std::thread::spawn(move || answer(stream, &log, &site));
            }
        });
        Self { port, asked, is_over }
    }

    fn verify(&self, path: &str) -> (Option<i32>, String) {
        let url = format!("http://127.0.0.1:{}/{path}", self.port);
        let output = congkhai().args(["verify", &url]).output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    fn count(&self) -> usize {
        self.asked.lock().expect("no panic").values().sum()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        drop(TcpStream::connect(("127.0.0.1", self.port)));
    }
}

fn answer(mut stream: TcpStream, log: &Mutex<BTreeMap<String, usize>>, site: &(BTreeMap<String, Vec<u8>>, Box<Answering>)) {
    let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
    let Some(Ok(first)) = lines.next() else { return };
    for line in lines.by_ref().map_while(Result::ok) {
        if line.is_empty() {
            break;
        }
    }
    let address = first.split(' ').nth(1).unwrap_or_default().trim_start_matches('/').to_owned();
    let path =
        percent_encoding::percent_decode_str(address.split('?').next().unwrap_or_default()).decode_utf8_lossy().into_owned();
    let before = {
        let mut log = log.lock().expect("no panic");
        let count = log.entry(path.clone()).or_default();
        *count += 1;
        *count - 1
    };
    let own = || match site.0.get(path.strip_prefix("trang/").unwrap_or("?")) {
        Some(bytes) => whole("200 OK", "", bytes),
        None => whole("404 Not Found", "", b"?"),
    };
    let bytes = (site.1)(&path, before).unwrap_or_else(own);
    if bytes.starts_with(b"endless") {
        let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n";
        let mut sent = stream.write_all(head);
        while sent.is_ok() {
            sent = stream.write_all(&[b'x'; 4_096]);
        }
        return;
    }
    // Whoever asked may have gone.
    drop(stream.write_all(&bytes));
}

fn whole(status: &str, more: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{more}\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn site() -> BTreeMap<String, Vec<u8>> {
    let site = TestSite::small();
    site.write("content/assets/biểu mẫu 1#a.pdf", "%PDF");
    site.build();
    files(&site.public())
}

#[test]
fn a_site_is_found_by_its_folder_and_by_a_file_in_it() {
    let server = Server::start(site(), Box::new(|_, _| None));
    for path in ["trang", "trang/", "trang/index.html", "trang/build.json?x#y"] {
        let (code, said) = server.verify(path);
        assert_eq!(code, Some(0), "{path}: {said}");
    }
    let (code, said) = server.verify("khac/");
    assert!(code == Some(1) && said.contains("không có `build.json`"), "{said}");
    let refused = congkhai().args(["verify", "http://127.0.0.1:9/"]).output().expect("it runs");
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("không đọc được: build.json"), "{refused:?}");
}

#[test]
fn what_is_missing_or_changed_is_named_and_nothing_else() {
    let server = Server::start(
        site(),
        Box::new(|path, _| match path {
            "trang/index.html" => Some(whole("200 OK", "", b"khac")),
            "trang/van-ban/qd-1.md" => Some(whole("404 Not Found", "", b"?")),
            "trang/assets/biểu mẫu 1#a.pdf" => Some(whole("410 Gone", "", b"?")),
            _ => None,
        }),
    );
    let (code, said) = server.verify("trang/");
    assert_eq!(code, Some(1));
    for line in ["đã thay đổi: index.html", "thiếu: van-ban/qd-1.md", "thiếu: assets/biểu mẫu 1#a.pdf", " 3 điều sai"]
    {
        assert!(said.contains(line), "{line}: {said}");
    }
}

#[test]
fn a_server_that_is_tired_is_asked_again_and_one_that_stays_so_is_told() {
    let tired =
        |path: &str, before| (path == "trang/index.html" && before < 2).then(|| whole("503 Service Unavailable", "", b""));
    let server = Server::start(site(), Box::new(tired));
    assert_eq!(server.verify("trang/").0, Some(0));
    let broken = |path: &str, _| (path == "trang/index.html").then(|| whole("500 Internal Server Error", "", b""));
    let server = Server::start(site(), Box::new(broken));
    let (code, said) = server.verify("trang/");
    assert!(code == Some(1) && said.contains("không đọc được: index.html (HTTP 500"), "{said}");
}

#[test]
fn a_redirect_is_followed_on_its_host_and_nowhere_else() {
    let elsewhere = Server::start(site(), Box::new(|_, _| None));
    let port = elsewhere.port;
    let away = move |path: &str, _| {
        let to = format!("Location: http://localhost:{port}/{path}\r\n");
        (path == "trang/index.html").then(|| whole("302 Found", &to, b""))
    };
    let (code, said) = Server::start(site(), Box::new(away)).verify("trang/");
    assert!(code == Some(1) && said.contains("không đọc được: index.html"), "{said}");
    assert_eq!(elsewhere.count(), 0, "nobody was asked there");
    let own = |path: &str, _| {
        let to = format!("Location: /trang/{}\r\n", path.strip_prefix("cu/")?.replace(' ', "%20").replace('#', "%23"));
        Some(whole("301 Moved Permanently", &to, b""))
    };
    let (code, said) = Server::start(site(), Box::new(own)).verify("cu/");
    assert_eq!(code, Some(0), "{said}");
    let round = |path: &str, _| (path == "trang/index.html").then(|| whole("301 Moved", "Location: /trang/index.html\r\n", b""));
    let (code, said) = Server::start(site(), Box::new(round)).verify("trang/");
    assert!(code == Some(1) && said.contains("index.html"), "{said}");
}

#[test]
fn bodies_without_an_end_and_bombs_are_cut_short() {
    let zeros = vec![0; 50_000_000];
    let bomb = Encoding::Gzip.encode(&zeros, 0).expect("smaller");
    let bad = move |path: &str, _| match path {
        "trang/index.html" => Some(b"endless".to_vec()),
        "trang/index.md" | "trang/van-ban/qd-1.html" => Some(whole("200 OK", "Content-Encoding: gzip\r\n", &bomb)),
        "trang/sw.js" => Some(whole("200 OK", "Content-Encoding: deflate\r\n", b"x")),
        _ => None,
    };
    let (code, said) = Server::start(site(), Box::new(bad)).verify("trang/");
    assert_eq!(code, Some(1));
    for line in ["đã thay đổi: index.html", "đã thay đổi: van-ban/qd-1.html", "không đọc được: sw.js (Content-Encoding: deflate)"]
    {
        assert!(said.contains(line), "{line}: {said}");
    }
}

#[test]
fn a_name_in_an_address_is_refused_and_not_sent_anywhere() {
    let output = congkhai().args(["verify", "http://ai:mat-khau@127.0.0.1:9/"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("không hỏi được địa chỉ") && !said.contains("mat-khau"), "{said}");
}
