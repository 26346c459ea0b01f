//! Hashes as they stand in lists: 32 bytes, written in hexadecimal figures.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

/// The hash of some bytes.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

impl Hash {
    /// SHA-256 of pieces one after another: what `sha256sum` prints of a file.
    pub fn sha256(pieces: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for piece in pieces {
            hasher.update(piece);
        }
        Self(hasher.finalize().into())
    }

    /// The SHA-256 of what came in pieces.
    pub fn of_pieces(hasher: Sha256) -> Self {
        Self(hasher.finalize().into())
    }

    /// BLAKE3: what `b3sum` prints of a file.
    pub fn blake3(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Writes it behind a text, as it is displayed.
    pub(crate) fn write(&self, text: &mut String) {
        text.push_str(std::str::from_utf8(&self.figures()).unwrap_or_default());
    }

    fn figures(&self) -> [u8; 64] {
        const FIGURES: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; 64];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            pair[0] = FIGURES[usize::from(byte >> 4)];
            pair[1] = FIGURES[usize::from(byte & 15)];
        }
        text
    }

    /// One that is written down: 64 figures in lower case.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        let figures = text.as_bytes();
        if figures.len() != 64 {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(figures.chunks_exact(2)) {
            *byte = figure(pair[0])? << 4 | figure(pair[1])?;
        }
        Some(Self(bytes))
    }
}

/// The value of a hexadecimal figure.
fn figure(letter: u8) -> Option<u8> {
    match letter {
        b'0'..=b'9' => Some(letter - b'0'),
        b'a'..=b'f' => Some(letter - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(std::str::from_utf8(&self.figures()).unwrap_or_default())
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not a hash"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_that_other_programs_print() {
        // FIPS 180-2, appendix B.1, and the test vectors of BLAKE3.
        let abc = Hash::sha256(&[b"a", b"bc"]).to_string();
        assert_eq!(abc, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(Hash::blake3(b"").to_string(), "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262");
    }

    #[test]
    fn a_hash_is_read_as_it_was_written_and_nothing_else_is() {
        let hash = Hash::blake3(b"x");
        assert_eq!(Hash::parse(&hash.to_string()), Some(hash));
        for wrong in ["", "00", &hash.to_string().to_uppercase(), &format!("{hash}0"), &"g".repeat(64)] {
            assert_eq!(Hash::parse(wrong), None, "{wrong}");
        }
    }
}
