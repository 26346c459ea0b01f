//! `content/site.yaml`: what the whole site is called and how it is built.

/// The site's settings.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The site's title.
    pub title: String,
    /// The publishing agency.
    pub agency: String,
    /// One sentence on the site, for search engines and the home page.
    pub description: Option<String>,
    /// The absolute address the site will stand at, ending in `/`; only for outputs that need absolute addresses.
    pub base_url: Option<String>,
}
