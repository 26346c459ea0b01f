//! Settings for web servers, made from the one table of [`crate::media`]: types, how long copies hold, headers, files
//! compressed ahead, the page of what is not there, addresses of old.
//!
//! A sample names what it cannot know (host, certificate, folder) in words that stand out, and what depends on the site's
//! settings as they are. The person who runs the server reads it, so its remarks are in Vietnamese.

mod apache;
mod caddy;
mod iis;
mod nginx;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::media;

/// The servers that there is a sample for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    /// nginx.
    Nginx,
    /// Caddy 2.
    Caddy,
    /// Apache httpd 2.4.
    Apache,
    /// IIS 7 and newer: a `web.config` for the folder of the site.
    Iis,
}

/// What a sample is made for.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The folder of the site on the server.
    pub root: String,
    /// The host, as the site's address has it.
    pub host: String,
    /// The path that the site stands at, with `/` at both ends.
    pub base: String,
    /// What pages end in.
    pub page: String,
    /// Who may show the site in a frame, as the policy has it.
    pub frame_ancestors: Vec<String>,
    /// Whether files compressed ahead are sent.
    pub compressed: bool,
    /// Addresses of old with where they lead to, both as paths on the site.
    pub moved: Vec<(String, String)>,
}

impl Sample {
    /// The text of the sample.
    pub fn text(&self, server: Server) -> String {
        match server {
            Server::Nginx => nginx::text(self),
            Server::Caddy => caddy::text(self),
            Server::Apache => apache::text(self),
            Server::Iis => iis::text(self),
        }
    }

    /// The types by endings, pages first.
    fn types(&self) -> Vec<(&str, &'static str)> {
        let own = (!media::KINDS.iter().any(|kind| kind.ending == self.page)).then_some((self.page.as_str(), media::PAGE));
        own.into_iter().chain(media::KINDS.iter().map(|kind| (kind.ending, kind.content_type))).collect()
    }

    /// The path of the page that says that a page is not there.
    fn missing(&self) -> String {
        format!("{}404.{}", self.base, self.page)
    }

    fn index(&self) -> String {
        format!("index.{}", self.page)
    }

    /// The headers, with the one that binds browsers to HTTPS.
    fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = media::headers(&self.frame_ancestors);
        headers.push((media::HSTS.0, media::HSTS.1.to_owned()));
        headers
    }
}

/// What stays as it is in an address: letters, figures and `-._~/`.
const ADDRESS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The address of a file of the site on its host.
fn address(sample: &Sample, path: &str) -> String {
    format!("{}{}", sample.base, utf8_percent_encode(path, ADDRESS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Sample {
        Sample {
            root: "/srv/van-ban".to_owned(),
            host: "example.gov.vn".to_owned(),
            base: "/van-ban/".to_owned(),
            page: "html".to_owned(),
            frame_ancestors: vec!["'self'".to_owned(), "https://portal.example.gov.vn".to_owned()],
            compressed: true,
            moved: vec![("cu \"1\".html".to_owned(), "van-ban/mới.html".to_owned())],
        }
    }

    #[test]
    fn every_sample_says_the_same_of_types_headers_and_copies() {
        for server in [Server::Nginx, Server::Caddy, Server::Apache, Server::Iis] {
            let text = sample().text(server);
            for (ending, kind) in sample().types().into_iter().filter(|(ending, _)| *ending != "gz") {
                assert!(text.contains(ending) && text.contains(kind), "{server:?}: {ending} {kind}");
            }
            for (name, value) in sample().headers() {
                assert!(text.contains(name) && text.contains(&value), "{server:?}: {name} {value}");
            }
            assert!(text.contains("frame-ancestors 'self' https://portal.example.gov.vn"), "{server:?}");
            assert!(text.contains("404.html") && text.contains("index.html"), "{server:?}");
            assert!(!text.contains("unsafe-inline"), "{server:?}");
            if server != Server::Iis {
                for keep in media::Keep::ALL {
                    assert!(text.contains(keep.cache_control()), "{server:?}: {keep:?}");
                }
                let plain = text.replace('\\', "");
                assert!(plain.contains("/van-ban/van-ban/m%E1%BB%9Bi.html"), "{server:?}: an address of old");
            }
        }
    }

    #[test]
    fn pages_of_another_ending_have_the_type_of_pages() {
        let other = Sample { page: "aspx".to_owned(), ..sample() };
        assert_eq!(other.types()[0], ("aspx", media::PAGE));
        assert!(other.text(Server::Nginx).contains("\"text/html; charset=utf-8\" aspx;"));
    }

    #[test]
    fn the_sample_for_iis_is_sound_xml() {
        let text = sample().text(Server::Iis);
        let mut reader = quick_xml::Reader::from_str(&text);
        let (mut depth, mut maps) = (0, 0);
        loop {
            match reader.read_event().expect("sound XML") {
                quick_xml::events::Event::Start(_) => depth += 1,
                quick_xml::events::Event::End(_) => depth -= 1,
                quick_xml::events::Event::Empty(tag) => maps += usize::from(tag.name().as_ref() == "mimeMap"),
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!((depth, maps), (0, sample().types().len()));
    }
}
