//! Relative addresses: the same bytes work at `/`, under `/a/b/` and from `file://`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is encoded: all but letters, figures and `-._~/`.
const ADDRESS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The way up from an output to the site's root: `../` for `van-ban/x.html`.
pub(super) fn root(output: &str) -> String {
    "../".repeat(output.matches('/').count())
}

/// The address of one output as seen from another, percent-encoded; `id` may be empty.
pub(super) fn relative(from: &str, to: &str, id: &str) -> String {
    if from == to && !id.is_empty() {
        return format!("#{}", encode(id));
    }
    let from_parts: Vec<&str> = from.split('/').collect();
    let to_parts: Vec<&str> = to.split('/').collect();
    let folders = from_parts.len() - 1;
    let same = from_parts[..folders].iter().zip(&to_parts[..to_parts.len() - 1]).take_while(|(a, b)| a == b).count();
    let mut address = "../".repeat(folders - same);
    address.push_str(&encode(&to_parts[same..].join("/")));
    if !id.is_empty() {
        address.push('#');
        address.push_str(&encode(id));
    }
    address
}

/// Percent-encodes what an address cannot hold as it is; `/` stays.
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, ADDRESS).to_string()
}

/// An author's link as it stands on the page: pages by their HTML, allowed schemes as they are; `None` for others.
pub(super) fn author(href: &str) -> Option<String> {
    if let Some(scheme) = crate::check::scheme(href) {
        let allowed = crate::check::SCHEMES.contains(&scheme.to_ascii_lowercase().as_str());
        return allowed.then(|| href.to_owned());
    }
    if href.starts_with('/') {
        return None;
    }
    let (path, id) = href.split_once('#').map_or((href, None), |(path, id)| (path, Some(id)));
    let path = path.strip_suffix(".md").map_or_else(|| path.to_owned(), |stem| format!("{stem}.html"));
    Some(id.map_or_else(|| path.clone(), |id| format!("{path}#{id}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_from_any_page_to_any_other() {
        assert_eq!(relative("a/b.html", "a/c.html", ""), "c.html");
        assert_eq!(relative("a/b.html", "d/c.html", "dieu-5"), "../d/c.html#dieu-5");
        assert_eq!(relative("index.html", "d/c.html", ""), "d/c.html");
        assert_eq!(relative("a/b/c.html", "a/d.html", ""), "../d.html");
        assert_eq!(relative("x.html", "x.html", "p1"), "#p1");
        assert_eq!(relative("x.html", "văn bản.html", ""), "v%C4%83n%20b%E1%BA%A3n.html");
        assert_eq!(root("a/b/c.html"), "../../");
    }

    #[test]
    fn authors_links_point_at_pages_and_nowhere_else() {
        assert_eq!(author("x.md#dieu-5").as_deref(), Some("x.html#dieu-5"));
        assert_eq!(author("https://vbpl.vn/").as_deref(), Some("https://vbpl.vn/"));
        assert_eq!(author("javascript:alert(1)"), None);
        assert_eq!(author("JavaScript:alert(1)"), None);
        assert_eq!(author("data:text/html,x"), None);
        assert_eq!(author("//evil.example/"), None);
    }
}
