//! The preview server, spoken to in raw HTTP.

use std::fs;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpStream};

use congkhai::serve::Server;

struct Preview {
    scratch: tempfile::TempDir,
    server: Server,
}

fn preview() -> Preview {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let root = scratch.path().join("public");
    fs::create_dir_all(root.join("a")).expect("made");
    fs::create_dir_all(root.join("theme")).expect("made");
    for (path, text) in [
        ("index.html", "<p>Trang chủ"),
        ("a/index.html", "<p>A"),
        ("văn bản.html", "<p>Văn"),
        ("x.md", "# X"),
        ("x.css", "p{}"),
        ("theme/style.0123abcd.css", "p{}"),
        (".git", "no"),
    ] {
        fs::write(root.join(path), text).expect("written");
    }
    fs::write(scratch.path().join("secret.txt"), "bí mật").expect("written");
    std::os::unix::fs::symlink("../secret.txt", root.join("leak.txt")).expect("linked");
    std::os::unix::fs::symlink("../secret.txt", root.join("404.html")).expect("linked");
    let server = Server::start(root, IpAddr::V4(Ipv4Addr::LOCALHOST), 0).expect("started");
    Preview { scratch, server }
}

impl Preview {
    fn raw(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.server.address()).expect("connected");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("answered");
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.raw(&format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", self.server.address().port()))
    }
}

/// Else a page that was read just before a new site came, and asks just after, would stay as it is.
#[test]
fn a_page_says_of_which_site_it_is() {
    let preview = preview();
    let number = |text: &str, before: &str| {
        let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("{before} in {text}"));
        rest.chars().take_while(char::is_ascii_digit).collect::<String>()
    };
    let page = || number(&preview.get("/"), ".js\" data-version=\"");
    let state = || number(&preview.get("/_congkhai/state?tick="), "\"version\":");
    let old = page();
    assert_eq!(old, state());
    preview.server.tell(true, None);
    assert_ne!(old, state(), "the page loads again");
    assert_eq!(page(), state());
    preview.server.tell(false, Some("sai".to_owned()));
    assert_eq!(page(), state(), "a mistake makes no new site");
}

#[test]
fn pages_come_with_types_charsets_and_a_strict_policy() {
    let preview = preview();
    let page = preview.get("/").to_lowercase();
    assert!(page.starts_with("http/1.1 200"), "{page}");
    for header in [
        "content-type: text/html; charset=utf-8",
        "x-content-type-options: nosniff",
        "cache-control: no-store",
        "default-src 'none'",
    ] {
        assert!(page.contains(header), "{header} in {page}");
    }
    assert!(preview.get("/x.css").contains("text/css; charset=utf-8"));
    let keep =
        |path: &str| preview.get(path).to_lowercase().contains("\r\ncache-control: public, max-age=31536000, immutable\r\n");
    assert!(keep("/theme/style.0123abcd.css"), "its name is that of its content");
    let page = preview.get("/");
    let script = page.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("the script of the preview");
    assert!(keep(script) && preview.get(script).contains("text/javascript"));
    let port = preview.server.address().port();
    let beyond = format!(
        "GET /theme/style.0123abcd.css HTTP/1.1\r\nHost: localhost:{port}\r\nRange: bytes=99-\r\nConnection: close\r\n\r\n"
    );
    let beyond = preview.raw(&beyond).to_lowercase();
    assert!(beyond.starts_with("http/1.1 416") && beyond.contains("cache-control: no-store"), "{beyond}");
    assert!(!keep("/x.css") && !keep("/theme/style.99999999.css"), "{}", preview.get("/theme/style.99999999.css"));
    assert!(preview.get("/x.md").contains("text/markdown; charset=utf-8"));
    assert!(preview.get("/a/").contains("<p>A"));
    for (path, location) in [("/a", "a/"), ("//a", "a/"), ("/a?x=1", "a/?x=1")] {
        let answer = preview.get(path).to_lowercase();
        assert!(answer.starts_with("http/1.1 307") && answer.contains(&format!("location: {location}\r\n")), "{path}: {answer}");
    }
    assert!(preview.get("/v%C4%83n%20b%E1%BA%A3n.html").contains("<p>Văn"));
}

#[test]
fn nothing_outside_the_folder_is_served() {
    let preview = preview();
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/leak.txt",
        "/.git",
        "/missing.html",
        "/%ff",
        "/a/../../secret.txt",
    ] {
        let answer = preview.get(path);
        assert!(answer.starts_with("HTTP/1.1 404") || answer.starts_with("HTTP/1.1 400"), "{path}: {answer}");
        assert!(!answer.contains("bí mật"), "{path}");
    }
}

#[test]
fn foreign_hosts_and_other_methods_are_refused() {
    let preview = preview();
    for host in ["evil.example", "evil.example:80", "", "127.0.0.1.evil.example", "localhost:1"] {
        let answer = preview.raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert!(answer.starts_with("HTTP/1.1 421") || answer.starts_with("HTTP/1.1 400"), "{host}: {answer}");
    }
    let port = preview.server.address().port();
    for host in [format!("127.0.0.1:{port}"), format!("[::1]:{port}"), "LOCALHOST".to_owned()] {
        assert!(
            preview.raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).starts_with("HTTP/1.1 200"),
            "{host}"
        );
    }
    assert!(
        preview
            .raw(&format!("POST / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"))
            .starts_with("HTTP/1.1 405")
    );
    let head = preview.raw(&format!("HEAD / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"));
    assert!(head.starts_with("HTTP/1.1 200") && !head.contains("<p>"), "{head}");
    let part =
        preview.raw(&format!("GET /x.md HTTP/1.1\r\nHost: localhost:{port}\r\nRange: bytes=0-2\r\nConnection: close\r\n\r\n"));
    assert!(part.starts_with("HTTP/1.1 206") && part.ends_with("# X"), "{part}");
}

#[test]
fn an_exchanged_folder_is_served_at_once() {
    let preview = preview();
    let root = preview.scratch.path().join("public");
    fs::rename(&root, preview.scratch.path().join("old")).expect("renamed");
    fs::create_dir(&root).expect("made");
    fs::write(root.join("index.html"), "<p>Mới").expect("written");
    assert!(preview.get("/").contains("<p>Mới"));
}
