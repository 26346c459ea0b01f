//! One request, one answer.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri};
use percent_encoding::percent_decode_str;
use tower_http::services::ServeFile;

/// The policy that pages carry as meta too; `frame-ancestors` works as a header only.
const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; \
connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

/// Content types by file ending; text always says its charset.
const TYPES: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("jsonl", "application/x-ndjson; charset=utf-8"),
    ("xml", "application/xml; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("ics", "text/calendar; charset=utf-8"),
    ("svg", "image/svg+xml; charset=utf-8"),
    ("webmanifest", "application/manifest+json; charset=utf-8"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
    ("pdf", "application/pdf"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("zip", "application/zip"),
];

pub(super) async fn respond(root: &Path, address: SocketAddr, request: Request) -> Response<Body> {
    if !is_own_host(request.headers(), address) {
        return plain(StatusCode::MISDIRECTED_REQUEST, "Host này không phải của máy chủ xem thử.\n");
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "Chỉ GET và HEAD.\n");
    }
    match file_of(root, request.uri()) {
        Target::File(path) => serve(&path, request, StatusCode::OK).await,
        Target::Folder(location) => redirect(&location),
        Target::Nothing => {
            let page = root.join("404.html");
            if is_file_inside(root, &page) {
                serve(&page, request, StatusCode::NOT_FOUND).await
            } else {
                plain(StatusCode::NOT_FOUND, "Không có trang này.\n")
            }
        }
    }
}

async fn serve(path: &Path, mut request: Request, status: StatusCode) -> Response<Body> {
    if status != StatusCode::OK {
        // A missing page is neither partial nor unchanged.
        request.headers_mut().clear();
    }
    let mut response = match ServeFile::new(path).try_call(request).await {
        Ok(response) => response.map(Body::new),
        Err(_) => return plain(StatusCode::INTERNAL_SERVER_ERROR, "Không đọc được tệp.\n"),
    };
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    let kind = TYPES.iter().find(|(known, _)| *known == ending).map_or("application/octet-stream", |(_, kind)| kind);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if status != StatusCode::OK {
        *response.status_mut() = status;
    }
    with_headers(response)
}

fn with_headers(mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_POLICY));
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

/// The file a request means: below the root also after links are followed, no dotfile, `index.html` for a folder.
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
        path.push("index.html");
    }
    if is_file_inside(root, &path) { Target::File(path) } else { Target::Nothing }
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
