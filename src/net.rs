//! The way out to other machines: one provider of TLS and one client, for object storage and for sites that are verified.

use std::time::Duration;

use reqwest::redirect::{Action, Attempt, Policy};
use reqwest::{Client, Url};
use tokio::runtime::{Builder, Runtime};

/// What servers are told of who asks.
pub const AGENT: &str = concat!("congkhai/", env!("CARGO_PKG_VERSION"));

/// How long a connection may take to come about, and how long a server may be silent.
pub const CONNECT: Duration = Duration::from_secs(10);
/// How long a server may be silent.
pub const SILENCE: Duration = Duration::from_secs(30);

/// Times that one address may lead to another.
const REDIRECTS: usize = 5;

/// Names the provider of TLS for the whole process; to be called before a client is made.
pub fn provide_tls() {
    // Refused only where one is named already, which is this one.
    drop(rustls::crypto::ring::default_provider().install_default());
}

/// What waits for the network. Errors: the system gives no more of what that takes.
pub fn runtime() -> std::io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

/// A client that stays with the host it was sent to. Errors: no TLS, such as no certificates on this machine.
pub fn client() -> reqwest::Result<Client> {
    provide_tls();
    let builder = Client::builder().user_agent(AGENT).redirect(Policy::custom(follow));
    builder.connect_timeout(CONNECT).read_timeout(SILENCE).build()
}

/// Follows an address on the same host, or from http to https there; anything else is not the site that was asked for.
fn follow(attempt: Attempt<'_>) -> Action {
    let Some(first) = attempt.previous().first() else { return attempt.stop() };
    if attempt.previous().len() > REDIRECTS {
        return attempt.error("too many redirects");
    }
    if is_same_site(first, attempt.url()) { attempt.follow() } else { attempt.error("a redirect to another host") }
}

fn is_same_site(first: &Url, to: &Url) -> bool {
    let safer = first.scheme() == to.scheme() || (first.scheme() == "http" && to.scheme() == "https");
    let ports = first.port() == to.port() || first.scheme() != to.scheme();
    first.host_str() == to.host_str() && safer && ports
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_leads_nowhere_else_and_never_to_what_anybody_can_read() {
        let same = |from: &str, to: &str| is_same_site(&Url::parse(from).expect("a URL"), &Url::parse(to).expect("a URL"));
        assert!(same("https://a.vn/x", "https://a.vn/y"));
        assert!(same("http://a.vn/x", "https://a.vn/x"));
        for to in ["https://b.vn/x", "http://a.vn/x", "https://a.vn:8443/x", "https://a.vn.b.vn/x"] {
            assert!(!same("https://a.vn/x", to), "{to}");
        }
    }
}
