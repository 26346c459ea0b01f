//! Files compressed ahead, beside the plain ones: `w.js.gz` and `w.js.br` beside `w.js`. A server that knows them sends them
//! as they are (`gzip_static` of nginx); one that does not, and a USB stick, lose nothing.

use std::io::{Read, Write};

use brotli::enc::BrotliEncoderParams;
use brotli::{BrotliDecompressStream, BrotliResult, BrotliState, HeapAlloc, HuffmanCode};
use flate2::bufread::GzDecoder;
use flate2::{Compression, GzBuilder};

/// What is added to the name of the plain file where the index is compressed by a build.
pub(super) const SUFFIX: &str = Encoding::Gzip.suffix();

/// The effort of brotli where nobody asks for another: beyond it time grows faster than files shrink.
pub const BROTLI: u32 = 5;

/// The best that brotli can do.
pub const BROTLI_BEST: u32 = 11;

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    /// RFC 1952, which everything reads.
    Gzip,
    /// RFC 7932, which every browser reads over HTTPS.
    Brotli,
}

impl Encoding {
    /// Both.
    pub const ALL: &[Self] = &[Self::Gzip, Self::Brotli];

    /// What is added to the name of the plain file.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Gzip => ".gz",
            Self::Brotli => ".br",
        }
    }

    /// What HTTP calls it.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }

    /// The one that HTTP calls so.
    pub fn of_token(token: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|encoding| token.eq_ignore_ascii_case(encoding.token()))
    }

    /// That of a file beside a plain one, with the path of the plain one.
    pub fn of_path(path: &str) -> Option<(Self, &str)> {
        Self::ALL.iter().find_map(|encoding| Some((*encoding, path.strip_suffix(encoding.suffix())?)))
    }

    /// The compressed form, the same for the same bytes; none where it would not be smaller. `effort` is brotli's, 0 to 11.
    pub fn encode(self, bytes: &[u8], effort: u32) -> Option<Vec<u8>> {
        let encoded = match self {
            Self::Gzip => gzipped(bytes)?,
            Self::Brotli => {
                let mut encoded = Vec::with_capacity(bytes.len() / 2);
                let quality = i32::try_from(effort.min(BROTLI_BEST)).unwrap_or_default();
                let parameters = BrotliEncoderParams { quality, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
                brotli::BrotliCompress(&mut &*bytes, &mut encoded, &parameters).ok()?;
                encoded
            }
        };
        (encoded.len() < bytes.len()).then_some(encoded)
    }

    /// What a compressed form holds, if it is whole, nothing stands behind it, and it holds no more than `most` bytes.
    pub fn decode(self, encoded: &[u8], most: u64) -> Option<Vec<u8>> {
        match self {
            Self::Gzip => gunzipped(encoded, most),
            Self::Brotli => unbrotlied(encoded, usize::try_from(most).ok()?),
        }
    }

    /// Whether a form beginning so may be ours: gzip has a head that says more than its content, such as a name.
    pub fn begins(self, encoded: &[u8]) -> bool {
        match self {
            Self::Gzip => gzipped(b"").is_some_and(|ours| encoded.starts_with(&ours[..GZIP_HEAD])),
            Self::Brotli => true,
        }
    }
}

/// The bytes of gzip's head where nothing optional is in it.
const GZIP_HEAD: usize = 10;

fn gzipped(bytes: &[u8]) -> Option<Vec<u8>> {
    // Without a time in the header, which would make each build another.
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::with_capacity(bytes.len() / 2), Compression::best());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

fn gunzipped(encoded: &[u8], most: u64) -> Option<Vec<u8>> {
    let mut rest = encoded;
    let mut plain = Vec::new();
    GzDecoder::new(&mut rest).take(most + 1).read_to_end(&mut plain).ok()?;
    (rest.is_empty() && plain.len() as u64 <= most).then_some(plain)
}

fn unbrotlied(encoded: &[u8], most: usize) -> Option<Vec<u8>> {
    let heap = (HeapAlloc::<u8>::new(0), HeapAlloc::<u32>::new(0), HeapAlloc::new(HuffmanCode::default()));
    let mut state = BrotliState::new(heap.0, heap.1, heap.2);
    let (mut plain, mut piece) = (Vec::new(), vec![0; 1 << 16]);
    let (mut left, mut read, mut total) = (encoded.len(), 0, 0);
    loop {
        let (mut free, mut written) = (piece.len(), 0);
        let result =
            BrotliDecompressStream(&mut left, &mut read, encoded, &mut free, &mut written, &mut piece, &mut total, &mut state);
        plain.extend_from_slice(&piece[..written]);
        if plain.len() > most {
            return None;
        }
        match result {
            BrotliResult::NeedsMoreOutput => {}
            BrotliResult::ResultSuccess => return (left == 0).then_some(plain),
            BrotliResult::ResultFailure | BrotliResult::NeedsMoreInput => return None,
        }
    }
}

/// The compressed form that a build writes of the index.
pub(super) fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    Encoding::Gzip.encode(bytes, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compressed_comes_back_and_what_would_grow_is_left_out() {
        let text = "Điều 46. Công khai ".repeat(20_000);
        for encoding in Encoding::ALL {
            for effort in [BROTLI, BROTLI_BEST] {
                let encoded = encoding.encode(text.as_bytes(), effort).expect("smaller");
                assert_eq!(encoding.encode(text.as_bytes(), effort).as_ref(), Some(&encoded), "the same for the same");
                assert_eq!(encoding.decode(&encoded, text.len() as u64).as_deref(), Some(text.as_bytes()));
                assert!(encoding.begins(&encoded));
            }
            assert!(encoding.encode(b"x", BROTLI).is_none());
        }
    }

    #[test]
    fn what_is_cut_lengthened_or_too_much_is_refused() {
        let text = "Điều 46. Công khai ".repeat(200);
        for encoding in Encoding::ALL {
            let encoded = encoding.encode(text.as_bytes(), BROTLI).expect("smaller");
            let (length, whole) = (text.len() as u64, encoded.as_slice());
            assert!(encoding.decode(&whole[..whole.len() - 1], length).is_none(), "cut");
            assert!(encoding.decode(&[whole, b"x"].concat(), length).is_none(), "something behind it");
            assert!(encoding.decode(whole, length - 1).is_none(), "more than there may be");
            assert!(encoding.decode(b"", length).is_none() && encoding.decode(text.as_bytes(), length).is_none());
        }
    }
}
