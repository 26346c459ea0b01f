//! The samples of `congkhai server`, each run by the server it is for, with the real site behind it: every file comes with its
//! type, its headers and its bytes, compressed for who takes that.

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use congkhai::publish::Encoding;

use crate::common::{TODAY, TestSite, congkhai, files};
use crate::http::{Answer, ask, get};

/// Where the site stands on its host.
const BASE: &str = "/van-ban/";

/// A published site, with a page that moved and files whose names are not plain.
struct Published {
    site: TestSite,
    folder: PathBuf,
}

impl Published {
    fn new() -> Self {
        let site = TestSite::real();
        let settings = fs::read_to_string(site.path().join("content/site.yaml")).expect("settings");
        let settings: Vec<&str> = settings.lines().filter(|line| !line.starts_with("base_url")).collect();
        let more = "\nbase_url: https://vb.example.gov.vn/van-ban/\nframe_ancestors: [self, https://cong.example.gov.vn]\n";
        site.write("content/site.yaml", settings.join("\n") + more);
        site.write("content/moi.md", "---\ntitle: Mới\nredirect_from: [cu/trang cũ.html]\n---\n\nLời.\n");
        site.write("content/assets/biểu mẫu 1.pdf", "%PDF");
        let folder = site.path().join("ra");
        let output = congkhai()
            .args(["publish", &folder.display().to_string(), "--today", TODAY, "--site"])
            .arg(site.path())
            .output()
            .expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Self { site, folder }
    }

    fn sample(&self, server: &str) -> String {
        let output = congkhai().args(["server", server, "--root"]).arg(&self.folder).arg("--site").arg(self.site.path()).output();
        let output = output.expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// A folder for what a server needs beside the site.
    fn work(&self) -> PathBuf {
        let work = self.site.path().join("may-chu");
        fs::create_dir_all(&work).expect("made");
        work
    }
}

/// A server that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Asked to end, so that it ends its own processes; a kill would leave them behind.
        drop(Command::new("kill").arg(self.0.id().to_string()).status());
        let end = Instant::now() + Duration::from_secs(10);
        while Instant::now() < end && matches!(self.0.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Whether this runs as root: whose folder it made.
fn is_root(work: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(work).expect("a folder").uid() == 0
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port()
}

fn is_there(program: &str) -> bool {
    let found = Path::new(program).exists();
    if !found {
        crate::common::skipped(program);
    }
    found
}

fn started(mut command: Command, port: u16, log: &Path) -> Running {
    let err = fs::File::create(log).expect("a log");
    let child = command.stdout(Stdio::null()).stderr(err).spawn().expect("it starts");
    let running = Running(child);
    let end = Instant::now() + Duration::from_secs(30);
    while ask(port, "GET", BASE, &[]).is_none() {
        assert!(Instant::now() < end, "it answers: {}", fs::read_to_string(log).unwrap_or_default());
        std::thread::sleep(Duration::from_millis(50));
    }
    running
}

/// What a file's type is, written down here again.
fn kind(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "jsonl" => "application/x-ndjson",
        "xml" => "application/xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "png" => "image/png",
        "pdf" => "application/pdf",
        "gz" => "application/gzip",
        other => panic!("a file of an ending that nobody thought of: {other}"),
    }
}

fn cache(path: &str) -> &'static str {
    let hashed = path.starts_with("theme/") && path.split('.').count() == 3;
    if hashed || path.starts_with("chi-muc/l/") || path.starts_with("chi-muc/s/") {
        "public, max-age=31536000, immutable"
    } else if path.starts_with("theme/") && kind(path) != "application/json" {
        "public, max-age=86400"
    } else if path.starts_with("chi-muc/") && path.matches('/').count() == 2 {
        "public, max-age=3600"
    } else {
        "no-cache"
    }
}

fn address(path: &str) -> String {
    let encoded = percent_encoding::utf8_percent_encode(path, percent_encoding::NON_ALPHANUMERIC).to_string();
    format!("{BASE}{}", encoded.replace("%2F", "/"))
}

fn assert_headers(answer: &Answer, about: &str) {
    let policy = answer.header("content-security-policy").unwrap_or_default();
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{about}: {policy}");
    assert!(policy.ends_with("frame-ancestors 'self' https://cong.example.gov.vn"), "{about}: {policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{about}: {name}");
    }
}

/// Asks for every file of the site and looks at what comes.
fn every_file_comes_as_it_should(port: u16, folder: &Path, brotli: bool) {
    let all: BTreeMap<String, Vec<u8>> = files(folder);
    let is_form = |path: &str| Encoding::of_path(path).is_some_and(|(_, plain)| all.contains_key(plain));
    let mut compressed = 0;
    for (path, bytes) in all.iter().filter(|(path, _)| !is_form(path)) {
        // The page at an address of old is there for who asks for it itself.
        let asked = if path.starts_with("cu/") { format!("{}?x", address(path)) } else { address(path) };
        let plain = get(port, &asked, &[]);
        assert_eq!(plain.status, 200, "{path}");
        assert!(plain.body == *bytes, "{path}: its bytes");
        assert_eq!(plain.header("content-type"), Some(kind(path)), "{path}");
        assert_eq!(plain.header("cache-control"), Some(cache(path)), "{path}");
        assert_eq!(plain.header("content-encoding"), None, "{path}");
        assert_headers(&plain, path);
        for (token, suffix) in [("gzip", ".gz"), ("br", ".br")] {
            let Some(form) = all.get(&format!("{path}{suffix}")).filter(|_| token != "br" || brotli) else { continue };
            let answer = get(port, &asked, &[("Accept-Encoding", token)]);
            assert_eq!(answer.status, 200, "{path} {token}");
            assert_eq!(answer.header("content-encoding"), Some(token), "{path} {token}");
            assert_eq!(answer.header("content-type"), Some(kind(path)), "{path} {token}");
            assert_eq!(answer.header("cache-control"), Some(cache(path)), "{path} {token}");
            assert!(
                answer.header("vary").is_some_and(|value| value.to_lowercase().contains("accept-encoding")),
                "{path} {token}"
            );
            assert!(answer.body == *form, "{path} {token}: the form beside it");
            assert_headers(&answer, path);
            compressed += 1;
        }
    }
    assert!(compressed > 100, "{compressed} files came compressed");
    front_page_missing_page_and_hidden_files(port, &all);
}

fn front_page_missing_page_and_hidden_files(port: u16, all: &BTreeMap<String, Vec<u8>>) {
    let front = get(port, BASE, &[]);
    assert!(front.status == 200 && front.body == all["index.html"], "the front page of a folder");
    assert_eq!(front.header("content-type"), Some("text/html; charset=utf-8"));
    for path in ["khong-co.html", "van-ban/khong-co", ".congkhai/state.json", ".git/config"] {
        let missing = get(port, &format!("{BASE}{path}"), &[]);
        assert_eq!(missing.status, 404, "{path}");
        assert!(missing.body == all["404.html"], "{path}: the page that says so");
        assert_eq!(missing.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        assert_headers(&missing, path);
    }
    let moved = get(port, &address("cu/trang cũ.html"), &[]);
    assert_eq!(moved.status, 301, "an address of old");
    assert!(moved.header("location").is_some_and(|to| to.ends_with("/van-ban/moi.html")), "{:?}", moved.header("location"));
    let secret = get(port, "/van-ban/../may-chu/nginx.conf", &[]);
    assert!(secret.status >= 400, "nothing above the site");
}

#[test]
fn nginx_sends_every_file_as_the_sample_says() {
    let program = "/usr/sbin/nginx";
    if !is_there(program) {
        return;
    }
    let published = Published::new();
    let (port, work) = (free_port(), published.work());
    let module = Path::new("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so");
    let brotli = is_there(&module.display().to_string());
    let sample = published.sample("nginx");
    assert!(sample.contains("listen 80;") && sample.contains("server_name vb.example.gov.vn;"));
    let sample = sample.replace("listen 80;", &format!("listen 127.0.0.1:{port};"));
    let sample = if brotli { sample.replace("# brotli_static on;", "brotli_static on;") } else { sample };
    fs::write(work.join("mau.conf"), sample).expect("written");
    let load = if brotli { format!("load_module {};", module.display()) } else { String::new() };
    let user = if is_root(&work) { "user root;" } else { "" };
    let at = work.display();
    let temporary =
        ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|one| format!("{one}_temp_path {at}/{one};")).concat();
    let whole = format!(
        "{load} {user} daemon off; pid {at}/pid; error_log {at}/loi.log; events {{}}\n\
         http {{ access_log off; {temporary} include {at}/mau.conf; }}\n"
    );
    fs::write(work.join("nginx.conf"), whole).expect("written");
    let mut command = Command::new(program);
    command.args(["-c", &work.join("nginx.conf").display().to_string(), "-e", &work.join("loi.log").display().to_string()]);
    let _running = started(command, port, &work.join("nginx.log"));
    every_file_comes_as_it_should(port, &published.folder, brotli);
    let posted = ask(port, "POST", BASE, &[]).expect("answered");
    assert!(posted.status >= 400, "only what reads is answered");
    let plain = get(port, BASE, &[]);
    assert_eq!(plain.header("strict-transport-security"), None, "it is for HTTPS alone");
    verified_over_the_network(port, &published);
}

/// `verify URL` finds the site whole, what is changed or gone, and a compressed form that is another file's.
fn verified_over_the_network(port: u16, published: &Published) {
    let verify = || {
        let url = format!("http://127.0.0.1:{port}{BASE}");
        let output = congkhai().args(["verify", &url]).output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = verify();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("0 điều sai") && said.contains("không thấy được tệp thừa"), "{said}");
    let folder = &published.folder;
    let put = |path: &str, bytes: &[u8]| {
        fs::remove_file(folder.join(path)).ok();
        fs::write(folder.join(path), bytes).expect("written");
    };
    let forms = |path: &str| [".br", ".gz"].map(|suffix| fs::remove_file(folder.join(format!("{path}{suffix}"))).ok());
    put("index.md", b"khac");
    forms("index.md");
    fs::remove_file(folder.join("gioi-thieu.md")).expect("removed");
    forms("gioi-thieu.md");
    for suffix in [".br", ".gz"] {
        let other = fs::read(folder.join(format!("gioi-thieu.html{suffix}"))).expect("a form");
        put(&format!("index.html{suffix}"), &other);
    }
    let (code, said) = verify();
    assert_eq!(code, Some(1), "{said}");
    for line in ["đã thay đổi: index.md", "đã thay đổi: index.html", "thiếu: gioi-thieu.md"] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert!(said.contains(" 3 điều sai"), "{said}");
}

#[test]
fn apache_sends_every_file_as_the_sample_says() {
    let program = "/usr/sbin/apache2";
    if !is_there(program) {
        return;
    }
    let published = Published::new();
    let (port, work) = (free_port(), published.work());
    let sample = published.sample("apache").replace("<VirtualHost *:80>", &format!("<VirtualHost 127.0.0.1:{port}>"));
    let load = |name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n");
    let modules = ["mpm_event", "authz_core", "alias", "dir", "headers", "mime", "rewrite"].map(load).concat();
    let at = work.display();
    let user = if is_root(&work) { "User www-data\nGroup www-data\n" } else { "" };
    let whole = format!(
        "{modules}{user}ServerName localhost\nServerRoot {at}\nPidFile {at}/pid\nDefaultRuntimeDir {at}\nMutex file:{at}\n\
         ErrorLog {at}/loi.log\nTypesConfig /dev/null\nListen 127.0.0.1:{port}\n{sample}"
    );
    fs::write(work.join("apache.conf"), whole).expect("written");
    // Its workers run as somebody else, who may come as far as the site.
    for folder in [published.site.path(), &work] {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).expect("opened");
    }
    let mut command = Command::new(program);
    command.args(["-f", &work.join("apache.conf").display().to_string(), "-DFOREGROUND"]);
    let _running = started(command, port, &work.join("apache.log"));
    every_file_comes_as_it_should(port, &published.folder, true);
}

#[test]
fn caddy_sends_every_file_as_the_sample_says() {
    let program = "/usr/bin/caddy";
    if !is_there(program) {
        return;
    }
    let published = Published::new();
    let (port, work) = (free_port(), published.work());
    let sample = published.sample("caddy");
    assert!(sample.contains("\nvb.example.gov.vn {"), "{sample}");
    let sample = sample.replace("\nvb.example.gov.vn {", &format!("\nhttp://127.0.0.1:{port} {{"));
    let place = work.join("Caddyfile");
    fs::write(&place, format!("{{\n\tadmin off\n}}\n{sample}")).expect("written");
    let mut command = Command::new(program);
    command.args(["run", "--adapter", "caddyfile", "--config", &place.display().to_string()]);
    command.env("XDG_DATA_HOME", &work).env("XDG_CONFIG_HOME", &work).env("HOME", &work);
    let _running = started(command, port, &work.join("caddy.log"));
    every_file_comes_as_it_should(port, &published.folder, true);
}

#[test]
fn a_sample_is_made_for_a_site_that_says_nothing_of_itself() {
    let site = TestSite::small();
    for server in ["nginx", "caddy", "apache", "iis"] {
        let output = congkhai().args(["server", server, "--site"]).arg(site.path()).output().expect("it runs");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(output.status.success() && text.contains("frame-ancestors 'self'"), "{server}");
        assert!(server == "iis" || text.contains("example.gov.vn"), "{server}");
    }
    site.write("content/site.yaml", "title: T\nagency: C\next: aspx\nframe_ancestors: [none]\nwithout: [compressed]\n");
    let output = congkhai().args(["server", "nginx", "--site"]).arg(site.path()).output().expect("it runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(
        text.contains("frame-ancestors 'none'") && text.contains("index index.aspx;") && !text.contains("gzip_static"),
        "{text}"
    );
}
