//! What a server says of a file: its type, how long a copy of it holds, the headers of every answer. One table for the
//! preview, object storage, the samples for servers and the guide of a packed site, so that they cannot differ.

use std::path::Path;

/// The type of pages, whatever they end in.
pub const PAGE: &str = "text/html; charset=utf-8";

/// The type of what is none of the below.
pub const UNKNOWN: &str = "application/octet-stream";

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// What its name ends in, in small letters.
    pub ending: &'static str,
    /// Its content type; text always says its charset, JSON has none to say (RFC 8259, section 8.1).
    pub content_type: &'static str,
    /// Whether it is text, which compressing makes smaller.
    pub is_text: bool,
}

/// The kinds of files that a site has or that people attach, but pages of another ending than `html`.
pub const KINDS: &[Kind] = &[
    text("html", PAGE),
    text("css", "text/css; charset=utf-8"),
    text("js", "text/javascript; charset=utf-8"),
    text("json", "application/json"),
    text("jsonl", "application/x-ndjson"),
    text("xml", "application/xml; charset=utf-8"),
    text("txt", "text/plain; charset=utf-8"),
    text("md", "text/markdown; charset=utf-8"),
    text("csv", "text/csv; charset=utf-8"),
    text("ics", "text/calendar; charset=utf-8"),
    text("atom", "application/atom+xml; charset=utf-8"),
    text("minisig", "text/plain; charset=utf-8"),
    text("svg", "image/svg+xml; charset=utf-8"),
    text("webmanifest", "application/manifest+json"),
    packed("png", "image/png"),
    packed("jpg", "image/jpeg"),
    packed("jpeg", "image/jpeg"),
    packed("gif", "image/gif"),
    packed("webp", "image/webp"),
    packed("ico", "image/x-icon"),
    packed("woff2", "font/woff2"),
    packed("pdf", "application/pdf"),
    packed("doc", "application/msword"),
    packed("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    packed("xls", "application/vnd.ms-excel"),
    packed("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    packed("odt", "application/vnd.oasis.opendocument.text"),
    packed("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    packed("zip", "application/zip"),
    packed("gz", "application/gzip"),
];

const fn text(ending: &'static str, content_type: &'static str) -> Kind {
    Kind { ending, content_type, is_text: true }
}

const fn packed(ending: &'static str, content_type: &'static str) -> Kind {
    Kind { ending, content_type, is_text: false }
}

/// The kind of files of an ending in small letters, if it is known.
pub fn kind(ending: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.ending == ending)
}

/// What the name of a path ends in, in small letters.
pub fn ending(path: &str) -> String {
    Path::new(path).extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase()
}

/// The content type of a file of a site whose pages end in `page`.
pub fn content_type(path: &str, page: &str) -> &'static str {
    let ending = ending(path);
    kind(&ending).map_or(if ending == page { PAGE } else { UNKNOWN }, |kind| kind.content_type)
}

/// Whether a file of a site whose pages end in `page` is text.
pub fn is_text(path: &str, page: &str) -> bool {
    let ending = ending(path);
    kind(&ending).map_or(ending == page, |kind| kind.is_text)
}

/// What pictures and fonts of the theme end in.
const PICTURES: &[&str] = &["svg", "png", "jpg", "webp", "ico", "woff2"];

/// How long a copy may be used without asking whether it is still right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keep {
    /// For ever: the name changes with the content.
    Forever,
    /// A day: what pages of others name, and pictures of the theme.
    Day,
    /// An hour: a file of the index that is asked for with the version of its table, so that another version is another
    /// address. Not longer, for where a server knows no versions a site that went back to an earlier one would mix them.
    Hour,
    /// Never: pages, lists, the service worker, which browsers must see at once to be another.
    Ask,
}

impl Keep {
    /// Each of them.
    pub const ALL: &[Self] = &[Self::Forever, Self::Day, Self::Hour, Self::Ask];

    /// What holds for a file, by its path on the site.
    pub fn of(path: &str) -> Self {
        if is_named_by_content(path) {
            return Self::Forever;
        }
        match path.split_once('/') {
            Some(("theme", name)) if name == "embed.js" || PICTURES.contains(&ending(name).as_str()) => Self::Day,
            Some(("chi-muc", name)) if ending(name) == "js" && name.contains('/') => Self::Hour,
            _ => Self::Ask,
        }
    }

    /// The header.
    pub fn cache_control(self) -> &'static str {
        match self {
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Day => "public, max-age=86400",
            Self::Hour => "public, max-age=3600",
            Self::Ask => "no-cache",
        }
    }

    /// The paths that it holds for, as a regular expression without an anchor at its beginning, so that a site may lie in a
    /// folder; of [`Self::Ask`], all that the others do not match.
    pub fn pattern(self) -> &'static str {
        match self {
            Self::Forever => r"/theme/[a-z-]+\.[0-9a-f]{8}\.(css|js)$|/chi-muc/[ls]/[^/]+\.js$",
            Self::Day => r"/theme/(embed\.js|.+\.(svg|png|jpg|webp|ico|woff2))$",
            Self::Hour => r"/chi-muc/[adnt]/[^/]+\.js$",
            Self::Ask => "",
        }
    }
}

/// Whether a file's name changes with its content: styles and scripts of the theme with eight figures of their hash, leaves
/// of the index.
pub fn is_named_by_content(path: &str) -> bool {
    if let Some(leaf) = path.strip_prefix("chi-muc/l/").or_else(|| path.strip_prefix("chi-muc/s/")) {
        return ending(leaf) == "js" && !leaf.contains('/');
    }
    let Some(name) = path.strip_prefix("theme/") else { return false };
    let mut parts = name.split('.');
    let (stem, hash, ending) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next());
    let is_hash = hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    let is_stem = !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    is_stem && is_hash && matches!(ending, Some("css" | "js")) && parts.next().is_none()
}

/// What pages need and no more: styles, scripts, pictures and data of their own, the service worker, no inline script or
/// style. Pages carry it as `<meta>` too.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; \
connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'";

/// Who may show a site in a frame where it says nothing.
pub const OWN_FRAMES: &str = "'self'";

/// The headers of every answer; `ancestors` may show the site in a frame, which only a header can say.
pub fn headers(ancestors: &[String]) -> Vec<(&'static str, String)> {
    let ancestors = if ancestors.is_empty() { OWN_FRAMES.to_owned() } else { ancestors.join(" ") };
    vec![
        ("Content-Security-Policy", format!("{POLICY}; frame-ancestors {ancestors}")),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()".to_owned()),
    ]
}

/// Two years, after which browsers that did not come back forget it; without subdomains, which are not this site's to bind.
pub const HSTS: (&str, &str) = ("Strict-Transport-Security", "max-age=63072000");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_types_and_text_its_charset() {
        for (path, kind) in [
            ("index.html", PAGE),
            ("a/x.aspx", PAGE),
            ("van-ban/x.akn.xml", "application/xml; charset=utf-8"),
            ("theme/x.JS", "text/javascript; charset=utf-8"),
            ("manifest.webmanifest", "application/manifest+json"),
            ("assets/a.la", UNKNOWN),
            ("assets/khong-duoi", UNKNOWN),
        ] {
            assert_eq!(content_type(path, "aspx"), kind, "{path}");
        }
        assert!(is_text("a.aspx", "aspx") && is_text("a.md", "html") && !is_text("a.png", "html") && !is_text("a", "html"));
    }

    #[test]
    fn only_names_that_change_with_the_content_are_kept_for_ever() {
        for (path, keep) in [
            ("theme/page.bbbf48cd.js", Keep::Forever),
            ("theme/search-box.a489343e.css", Keep::Forever),
            ("chi-muc/l/0a1b-xYz.js", Keep::Forever),
            ("chi-muc/s/0a1b-xYz.js", Keep::Forever),
            ("theme/embed.js", Keep::Day),
            ("theme/icon-192.png", Keep::Day),
            ("theme/assets/logo.svg", Keep::Day),
            ("theme/page.bbbf48cdx.js", Keep::Ask),
            ("theme/page.BBBF48CD.js", Keep::Ask),
            ("theme/a/page.bbbf48cd.js", Keep::Ask),
            ("theme/scores.json", Keep::Ask),
            ("chi-muc/d/0.js", Keep::Hour),
            ("chi-muc/w.js", Keep::Ask),
            ("a/chi-muc/l/x.js", Keep::Ask),
            ("sw.js", Keep::Ask),
            ("index.html", Keep::Ask),
            ("assets/mau.pdf", Keep::Ask),
        ] {
            assert_eq!(Keep::of(path), keep, "{path}");
        }
    }

    #[test]
    fn frames_are_allowed_to_whom_the_site_names() {
        let policy =
            |ancestors: &[&str]| headers(&ancestors.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>())[0].1.clone();
        assert!(policy(&[]).ends_with("; frame-ancestors 'self'"));
        assert!(policy(&["'none'"]).ends_with("; frame-ancestors 'none'"));
        assert!(policy(&["'self'", "https://a.vn"]).ends_with("; frame-ancestors 'self' https://a.vn"));
    }
}
