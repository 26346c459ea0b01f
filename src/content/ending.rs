//! What the files of pages end in, the one property from which every page's path is made.

use std::fmt;

/// The ending of pages: `html`, or another one that a portal serves as pages, such as `aspx` of `SharePoint`.
///
/// Letters and figures of ASCII, at most 8, kept in small letters. Endings that other files of a site have are none:
/// a page and its download would be one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending(String);

/// What editors write in links and former addresses, whatever the site's own ending is.
const WRITTEN: &str = "html";

/// Endings of files that are no pages.
const TAKEN: &[&str] = &["md", "js", "css", "json", "xml", "svg", "gz", "txt", "yaml"];

/// Folders whose files are published as they are, pages or not.
const AS_THEY_ARE: &[&str] = &["assets/", "theme/"];

impl Ending {
    /// Reads an ending, with or without its dot.
    pub fn parse(text: &str) -> Option<Self> {
        let ending = text.strip_prefix('.').unwrap_or(text).to_ascii_lowercase();
        let sound = (1..=8).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (sound && !TAKEN.contains(&ending.as_str())).then_some(Self(ending))
    }

    /// What no page may end in.
    pub(super) fn taken() -> &'static [&'static str] {
        TAKEN
    }

    /// The path of a page: `van-ban/x` → `van-ban/x.aspx`.
    pub fn page(&self, stem: &str) -> String {
        format!("{stem}.{}", self.0)
    }

    /// What a page's path is without its ending: the site's own, or the one that editors write.
    ///
    /// `path` counts from the site's root; attachments and files of the theme are no pages.
    pub fn stem<'p>(&self, path: &'p str) -> Option<&'p str> {
        let (stem, ending) = path.rsplit_once('.')?;
        let is_page = (ending == self.0 || ending == WRITTEN) && !AS_THEY_ARE.iter().any(|folder| path.starts_with(folder));
        is_page.then_some(stem)
    }

    /// The ending itself, without a dot.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Ending {
    fn default() -> Self {
        Self(WRITTEN.to_owned())
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_is_a_few_letters_and_figures_that_no_other_file_has() {
        for (typed, read) in [("aspx", "aspx"), (".aspx", "aspx"), ("ASPX", "aspx"), ("htm", "htm"), ("x1", "x1")] {
            assert_eq!(Ending::parse(typed).map(|ending| ending.0).as_deref(), Some(read));
        }
        for typed in ["", ".", "a.b", "../x", "as px", "trăng", "ninechars", "md", "JS", "gz"] {
            assert_eq!(Ending::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_page_is_found_by_what_editors_write_and_by_the_sites_own_ending() {
        let ending = Ending::parse("aspx").expect("an ending");
        for (path, stem) in [("a/x.html", Some("a/x")), ("a/x.aspx", Some("a/x")), ("a/x.pdf", None), ("assets/x.html", None)] {
            assert_eq!(ending.stem(path), stem, "{path}");
        }
        assert_eq!(ending.page("a/x.y"), "a/x.y.aspx");
    }
}
