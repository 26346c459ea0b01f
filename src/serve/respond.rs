//! One request, one answer.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderName};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri};
use percent_encoding::percent_decode_str;
use tower_http::services::ServeFile;

use super::live::{self, Live};
use crate::media::{self, Keep, PAGE, UNKNOWN};

pub(super) async fn respond(root: &Path, address: SocketAddr, live: &Live, request: Request) -> Response<Body> {
    if !is_own_host(request.headers(), address) {
        return plain(StatusCode::MISDIRECTED_REQUEST, "Host này không phải của máy chủ xem thử.\n");
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "Chỉ GET và HEAD.\n");
    }
    if let Some(own) = request.uri().path().strip_prefix(live::FOLDER) {
        return of_preview(own, request.uri().query(), live).await;
    }
    match file_of(root, request.uri()) {
        Target::File(path) => serve(root, &path, live, request, StatusCode::OK).await,
        Target::Folder(location) => redirect(&location),
        Target::Nothing => match page_named(root, "404").filter(|page| is_file_inside(root, page)) {
            Some(page) => serve(root, &page, live, request, StatusCode::NOT_FOUND).await,
            None => plain(StatusCode::NOT_FOUND, "Không có trang này.\n"),
        },
    }
}

/// What the preview adds to the site.
async fn of_preview(path: &str, query: Option<&str>, live: &Live) -> Response<Body> {
    let is_script = path == *live::NAME;
    let (kind, body) = if is_script {
        (type_of("js"), live::SCRIPT.as_bytes().to_vec())
    } else if path == "state" {
        let known = query.and_then(|query| query.strip_prefix("tick=")).and_then(|tick| tick.parse().ok());
        (type_of("json"), live.after(known).await)
    } else {
        return plain(StatusCode::NOT_FOUND, "Không có trang này.\n");
    };
    let mut response = Response::new(Body::from(body));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind.unwrap_or(PAGE)));
    let response = with_headers(response);
    if is_script { kept(response) } else { response }
}

/// A page with the script of the preview behind it.
fn page(path: &Path, live: &Live, is_asked_for: bool, status: StatusCode) -> Response<Body> {
    // Before the page is read: a page that is newer than it says loads once more, one that is older would stay so.
    let tag = live::tag(live.version());
    let Ok(mut bytes) = std::fs::read(path) else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR, "Không đọc được tệp.\n");
    };
    if may_run_scripts(&bytes) {
        bytes.extend_from_slice(tag.as_bytes());
    }
    let mut response = Response::new(if is_asked_for { Body::from(bytes) } else { Body::empty() });
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(PAGE));
    with_headers(response)
}

/// Whether a page's own policy lets scripts run: that of a missing page has none, and would only complain.
fn may_run_scripts(page: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&page[..page.len().min(4_096)]);
    !head.contains("Content-Security-Policy") || head.contains("script-src")
}

async fn serve(root: &Path, path: &Path, live: &Live, mut request: Request, status: StatusCode) -> Response<Body> {
    if status != StatusCode::OK {
        // A missing page is neither partial nor unchanged.
        request.headers_mut().clear();
    }
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    // Pages of another ending (`build --ext`) are what the site's first page is.
    let kind = type_of(&ending).unwrap_or_else(|| if is_page(root, &ending) { PAGE } else { UNKNOWN });
    if kind == PAGE {
        return page(path, live, request.method() == Method::GET, status);
    }
    let is_kept = status == StatusCode::OK && media::is_named_by_content(request.uri().path().trim_start_matches('/'));
    let mut response = match ServeFile::new(path).try_call(request).await {
        Ok(response) => response.map(Body::new),
        Err(_) => return plain(StatusCode::INTERNAL_SERVER_ERROR, "Không đọc được tệp.\n"),
    };
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if status != StatusCode::OK {
        *response.status_mut() = status;
    }
    let response = with_headers(response);
    // A refusal, such as of a range beyond its end, is no content.
    let is_content = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    if is_kept && is_content { kept(response) } else { response }
}

/// What is named by its content is asked for once: a page that is loaded again has nothing else to wait for.
fn kept(mut response: Response<Body>) -> Response<Body> {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(Keep::Forever.cache_control()));
    response
}

fn type_of(ending: &str) -> Option<&'static str> {
    media::kind(ending).map(|kind| kind.content_type)
}

fn with_headers(mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for (name, value) in media::headers(&[]) {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value)) {
            headers.insert(name, value);
        }
    }
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    with_headers(response)
}

fn redirect(location: &str) -> Response<Body> {
    let mut response = plain(StatusCode::TEMPORARY_REDIRECT, "");
    match HeaderValue::from_str(location) {
        Ok(value) => {
            response.headers_mut().insert(axum::http::header::LOCATION, value);
            response
        }
        Err(_) => plain(StatusCode::NOT_FOUND, "Không có trang này.\n"),
    }
}

enum Target {
    File(PathBuf),
    /// A folder asked for without its closing `/`.
    Folder(String),
    Nothing,
}

/// The file a request means: below the root also after links are followed, no dotfile, its `index` page for a folder.
fn file_of(root: &Path, uri: &Uri) -> Target {
    let Ok(decoded) = percent_decode_str(uri.path()).decode_utf8() else { return Target::Nothing };
    let parts: Vec<&str> = decoded.split('/').filter(|part| !part.is_empty()).collect();
    if parts.iter().any(|part| part.starts_with('.') || part.contains(['\\', '\0'])) {
        return Target::Nothing;
    }
    let mut path = root.to_path_buf();
    path.extend(&parts);
    if path.is_dir() {
        if !decoded.ends_with('/') {
            // Relative, so that a path of `//host` never becomes another host.
            let last = uri.path().rsplit('/').next().unwrap_or_default();
            let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
            return Target::Folder(format!("{last}/{query}"));
        }
        let Some(index) = page_named(&path, "index") else { return Target::Nothing };
        path = index;
    }
    if is_file_inside(root, &path) { Target::File(path) } else { Target::Nothing }
}

/// The page of a name in a folder, whatever the site's pages end in; not its Markdown source or compressed form.
fn page_named(folder: &Path, name: &str) -> Option<PathBuf> {
    let html = folder.join(format!("{name}.html"));
    if html.is_file() {
        return Some(html);
    }
    let files = folder.read_dir().ok()?.flatten().map(|entry| entry.path());
    let named = files.filter(|path| path.file_stem().is_some_and(|stem| stem == name));
    named.filter(|path| path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| type_of(ending).is_none())).min()
}

/// Whether files of an ending are pages: those that the site's first page has and no other kind of file.
fn is_page(root: &Path, ending: &str) -> bool {
    page_named(root, "index").is_some_and(|index| index.extension().is_some_and(|found| found == ending))
}

/// Whether a path is a file below the root also after links are followed.
fn is_file_inside(root: &Path, path: &Path) -> bool {
    match (path.canonicalize(), root.canonicalize()) {
        (Ok(real), Ok(root)) => real.starts_with(root) && real.is_file(),
        _ => false,
    }
}

/// Whether the request names this server: `localhost` or an address of this machine, with its port.
fn is_own_host(headers: &HeaderMap, address: SocketAddr) -> bool {
    let Some(host) = headers.get(HOST).and_then(|host| host.to_str().ok()) else { return false };
    let Ok(authority) = host.parse::<Authority>() else { return false };
    if authority.port_u16().is_some_and(|port| port != address.port()) {
        return false;
    }
    let name = authority.host().trim_start_matches('[').trim_end_matches(']');
    // Rebinding needs a name, so where every address is listened on, any address may be asked for.
    let own = |ip: IpAddr| ip.is_loopback() || ip == address.ip() || address.ip().is_unspecified();
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(own)
}
