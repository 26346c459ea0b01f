//! Where a work can be read outside the site.

use crate::content::FrontMatter;

/// Hosts, with all below them, under which bodies of the State and the Party publish their own texts.
const OFFICIAL: &[&str] = &["gov.vn", "chinhphu.vn", "quochoi.vn", "dangcongsan.vn"];

/// The address of the first source of a body that publishes its own texts, else of the first source that has one.
pub fn source(facts: &FrontMatter) -> Option<&str> {
    let addresses = || facts.sources.iter().filter_map(|source| source.url.as_ref()).map(|url| url.value.as_str());
    addresses().find(|address| is_official(host(address))).or_else(|| addresses().next())
}

/// The host of a web address; empty for what is none.
pub fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = authority.rsplit_once('@').map_or(authority, |(_, name)| name);
    name.split_once(':').map_or(name, |(name, _)| name)
}

fn is_official(host: &str) -> bool {
    let below = |official: &&str| host.strip_suffix(*official).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    OFFICIAL.iter().any(below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_read_from_addresses() {
        for (address, name, official) in [
            ("https://thanhphohaiphong.gov.vn/x?y", "thanhphohaiphong.gov.vn", true),
            ("http://quochoi.vn", "quochoi.vn", true),
            ("https://nota-gov.vn/gov.vn", "nota-gov.vn", false),
            ("https://gov.vn@evil.example:80/", "evil.example", false),
            ("không phải", "", false),
        ] {
            assert_eq!((host(address), is_official(host(address))), (name, official), "{address}");
        }
    }
}
