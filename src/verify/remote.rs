//! A published site at its address: asked for file by file, as a browser would.

use std::io;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING};
use reqwest::{Client, Response, StatusCode, Url};
use tokio::runtime::Runtime;

use super::Place;
use crate::diagnostic::Say;
use crate::net;
use crate::publish::Encoding;

/// Largest list of files that is read: at 200 bytes a file, those of a million.
const LIMIT: u64 = 200 << 20;

/// Times that a file is asked for whose server did not answer, or said that it cannot now.
const TRIES: usize = 3;

/// A query that asks for a file itself.
const ITSELF: &str = "congkhai-verify";

/// Files that are asked for at once: what a browser does.
const AT_ONCE: usize = 6;

/// What is encoded in an address: all but letters, figures and `-._~/`.
const ADDRESS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A site behind an address. What a server adds to it cannot be seen: it tells nobody what it has.
#[derive(Debug)]
pub struct Remote {
    /// The folder of the site.
    base: Url,
    client: Client,
    runtime: Runtime,
}

impl Remote {
    /// The site at an address: its folder, or a file at its top, such as `index.html` or `build.json`. Errors: why it is none.
    pub fn new(address: &str) -> Result<Self, Say> {
        let same = |words: String| Say::new(words.clone(), words);
        let mut base = Url::parse(address).map_err(|error| same(error.to_string()))?;
        if !base.username().is_empty() || base.password().is_some() {
            return Err(Say::new("địa chỉ có tên hoặc mật khẩu", "it holds a name or a password"));
        }
        let folder = match base.path().rsplit_once('/') {
            Some((folder, file)) if file.is_empty() || file.contains('.') => format!("{folder}/"),
            _ => format!("{}/", base.path()),
        };
        base.set_path(&folder);
        base.set_query(None);
        base.set_fragment(None);
        let client = net::client().map_err(|error| same(told(&error)))?;
        Ok(Self { base, client, runtime: net::runtime().map_err(|error| same(error.to_string()))? })
    }

    /// A file's bytes. One that is led away from to another path, as servers do with addresses of old, is asked for once more
    /// with a query, for which servers set up by our samples send the file itself.
    async fn get(&self, path: &str, most: u64) -> io::Result<Option<Vec<u8>>> {
        let address = format!("{}{}", self.base, utf8_percent_encode(path, ADDRESS));
        match self.again_and_again(&address, most).await? {
            Some((_, true)) => {
                let itself = self.again_and_again(&format!("{address}?{ITSELF}"), most).await?;
                Ok(itself.map(|(bytes, _)| bytes))
            }
            found => Ok(found.map(|(bytes, _)| bytes)),
        }
    }

    async fn again_and_again(&self, address: &str, most: u64) -> io::Result<Option<(Vec<u8>, bool)>> {
        for _ in 1..TRIES {
            match self.once(address, most).await {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => return other,
            }
        }
        self.once(address, most).await
    }

    /// Asks once: the bytes, and whether they are of another path. Errors: of the kind `Interrupted` where it may be worth
    /// asking again.
    async fn once(&self, address: &str, most: u64) -> io::Result<Option<(Vec<u8>, bool)>> {
        let interrupted = |error: reqwest::Error| {
            let kind = if error.is_redirect() { io::ErrorKind::Other } else { io::ErrorKind::Interrupted };
            io::Error::new(kind, told(&error))
        };
        // What a browser says that it takes, so that a form compressed ahead that is not the file's is found too.
        let response = self.client.get(address).header(ACCEPT_ENCODING, "br, gzip").send().await.map_err(interrupted)?;
        match response.status() {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND | StatusCode::GONE => return Ok(None),
            status => {
                let again = status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS;
                let kind = if again { io::ErrorKind::Interrupted } else { io::ErrorKind::Other };
                return Err(io::Error::new(kind, format!("HTTP {status}")));
            }
        }
        let encoding = encoding(&response)?;
        let is_elsewhere = Url::parse(address).is_ok_and(|asked| asked.path() != response.url().path());
        // Compressed it may be a little longer than plain, as of a server that compresses everything.
        let received = received(response, most + most / 8 + 1024).await.map_err(interrupted)?;
        // What cannot be read back is another file than was published.
        let plain = encoding.and_then(|encoding| encoding.decode(&received, most));
        Ok(Some((plain.unwrap_or(received), is_elsewhere)))
    }
}

impl Place for Remote {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        self.read_most(path, LIMIT)
    }

    fn read_most(&self, path: &str, most: u64) -> io::Result<Option<Vec<u8>>> {
        self.runtime.block_on(self.get(path, most))
    }

    fn at_once(&self) -> Option<usize> {
        Some(AT_ONCE)
    }

    fn list(&self) -> Option<Vec<String>> {
        None
    }
}

/// How an answer is compressed, if it is. Errors: in a way that was not asked for.
fn encoding(response: &Response) -> io::Result<Option<Encoding>> {
    let Some(named) = response.headers().get(CONTENT_ENCODING) else { return Ok(None) };
    let named = named.to_str().unwrap_or_default().trim();
    match Encoding::of_token(named) {
        Some(encoding) => Ok(Some(encoding)),
        None if named.is_empty() || named.eq_ignore_ascii_case("identity") => Ok(None),
        None => Err(io::Error::other(format!("Content-Encoding: {named}"))),
    }
}

/// The body of an answer, no more of it than a piece beyond `most`.
async fn received(mut response: Response, most: u64) -> reqwest::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(piece) = response.chunk().await? {
        bytes.extend_from_slice(&piece);
        if bytes.len() as u64 > most {
            break;
        }
    }
    Ok(bytes)
}

/// An error with what lies below it: the uppermost says only that it could not be asked.
fn told(error: &reqwest::Error) -> String {
    let mut words = error.to_string();
    let mut below = std::error::Error::source(error);
    while let Some(error) = below {
        words.push_str(&format!(": {error}"));
        below = error.source();
    }
    words
}
