//! Relative addresses: the same bytes work at `/`, under `/a/b/` and from `file://`.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::division::Divisions;
use crate::content::Ending;

/// What is encoded: all but letters, figures and `-._~/`.
const ADDRESS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// What is encoded where an author's own encoding stays: what no address may hold.
const LOOSE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');

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

/// Where an author's link stands, and what pages end in there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// The output that the link stands in.
    pub(super) from: &'a str,
    /// The output of its page, which another is only beside.
    pub(super) page: &'a str,
    pub(super) ext: &'a Ending,
    pub(super) divisions: &'a Divisions,
}

impl Place<'_> {
    /// The address of a place of the page itself.
    pub(super) fn own(self, id: &str) -> String {
        relative(self.from, self.divisions.holder(self.from, self.page, id), id)
    }

    /// The address of a place that a page with several outputs has on one of them.
    fn divided(self, published: &str, anchor: &str) -> Option<String> {
        let id = percent_decode_str(anchor.strip_prefix('#')?).decode_utf8().ok()?;
        let target = if published.is_empty() { self.page.to_owned() } else { crate::check::resolve(self.page, published)? };
        let holder = self.divisions.holder(self.from, &target, &id);
        (holder != target).then(|| relative(self.from, holder, &id))
    }

    /// The path as it is on the site: `x.md` and `x.html` are pages and get the ending of pages, attachments keep theirs.
    fn published(self, path: &str) -> String {
        if let Some(stem) = path.strip_suffix(".md") {
            return self.ext.page(stem);
        }
        let is_page = crate::check::resolve(self.from, path).is_some_and(|target| self.ext.stem(&target).is_some());
        match path.rsplit_once('.') {
            Some((stem, _)) if is_page => self.ext.page(stem),
            _ => path.to_owned(),
        }
    }
}

/// An author's link as it stands on the page, percent-encoded: pages with the ending of pages, allowed schemes as they
/// are; `None` for all others, which are shown as text.
///
/// Browsers drop tabs and line breaks inside an address and read `\` as `/`, so `java&Tab;script:` is a scheme to them
/// and `\\host` another site: an address with either is refused, whatever the check of links was told to let pass.
pub(super) fn author(href: &str, place: Place<'_>) -> Option<String> {
    let href = href.trim();
    if href.contains(|c: char| c.is_control() || c == '\\') {
        return None;
    }
    if crate::check::scheme(href).is_some() {
        return away(href);
    }
    let (rest, id) = split(href, '#');
    let (path, query) = split(rest, '?');
    // Decoded first, as the check of links reads it: `x%2Emd` is the page `x.md`.
    let path = percent_decode_str(path).decode_utf8().ok()?;
    if path.starts_with('/') {
        return None;
    }
    let published = place.published(&path);
    if let Some(address) = place.divided(&published, id) {
        return Some(address);
    }
    let mut address = encode(&published);
    address.extend(utf8_percent_encode(query, LOOSE).chain(utf8_percent_encode(id, LOOSE)));
    Some(address)
}

/// The address of another site or a mailbox, if its scheme is allowed.
pub(super) fn away(href: &str) -> Option<String> {
    let href = href.trim();
    let scheme = crate::check::scheme(href).filter(|_| !href.contains(|c: char| c.is_control() || c == '\\'))?;
    let allowed = crate::check::SCHEMES.contains(&scheme.to_ascii_lowercase().as_str());
    allowed.then(|| outside(href))
}

/// An address of another site; the name of its host stays as written.
fn outside(href: &str) -> String {
    let host = href.find("//").map_or(0, |at| at + 2);
    let path = if host == 0 { 0 } else { href[host..].find(['/', '?', '#']).map_or(href.len(), |at| host + at) };
    format!("{}{}", &href[..path], utf8_percent_encode(&href[path..], LOOSE))
}

/// What stands before a mark, and the rest with the mark.
fn split(text: &str, mark: char) -> (&str, &str) {
    text.split_at(text.find(mark).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place<'a>(page: &'a str, ext: &'a Ending, divisions: &'a Divisions) -> Place<'a> {
        Place { from: page, page, ext, divisions }
    }

    fn author(href: &str) -> Option<String> {
        super::author(href, place("van-ban/y.html", &Ending::default(), &Divisions::default()))
    }

    #[test]
    fn a_link_to_a_page_has_the_ending_of_pages_and_one_to_an_attachment_its_own() {
        let aspx = Ending::parse("aspx").expect("an ending");
        for (written, address) in [
            ("x.md#dieu-5", "x.aspx#dieu-5"),
            ("../x.html?a=1", "../x.aspx?a=1"),
            ("x.aspx", "x.aspx"),
            ("../assets/mau.html", "../assets/mau.html"),
            ("../assets/bang.xlsx", "../assets/bang.xlsx"),
            ("#dieu-5", "#dieu-5"),
            ("https://vbpl.vn/x.html", "https://vbpl.vn/x.html"),
        ] {
            let found = super::author(written, place("van-ban/y.aspx", &aspx, &Divisions::default()));
            assert_eq!(found.as_deref(), Some(address), "{written}");
        }
    }

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
        for hidden in [
            "java\tscript:alert(1)",
            "\u{1}javascript:alert(1)",
            " javascript:alert(1)",
            "\\\\evil.example/",
            "%2F%2Fevil.example/",
        ] {
            assert_eq!(author(hidden), None, "{hidden}");
        }
    }

    #[test]
    fn authors_links_are_encoded_once() {
        assert_eq!(author("văn bản.md?x=1#đ").as_deref(), Some("v%C4%83n%20b%E1%BA%A3n.html?x=1#%C4%91"));
        assert_eq!(author("v%C4%83n%20b%E1%BA%A3n%2Emd").as_deref(), Some("v%C4%83n%20b%E1%BA%A3n.html"));
        assert_eq!(author("../a/b.pdf").as_deref(), Some("../a/b.pdf"));
        assert_eq!(author("#dieu-5").as_deref(), Some("#dieu-5"));
        assert_eq!(author("https://bộ.vn/đ b?q=%20").as_deref(), Some("https://bộ.vn/%C4%91%20b?q=%20"));
        assert_eq!(author("mailto:a@b.vn").as_deref(), Some("mailto:a@b.vn"));
    }
}
