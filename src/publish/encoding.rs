//! Files compressed ahead, beside the plain ones: `w.js.gz` beside `w.js`. A server that knows them sends them as they are
//! (`gzip_static` of nginx); one that does not, and a USB stick, lose nothing.

use std::io::Write;

use flate2::{Compression, GzBuilder};

/// What is added to the name of the plain file.
pub(super) const SUFFIX: &str = ".gz";

/// The compressed form, the same for the same bytes; none where it would not be smaller.
pub(super) fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    // Without a time in the header, which would make each build another.
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::with_capacity(bytes.len() / 2), Compression::best());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok().filter(|encoded| encoded.len() < bytes.len())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    #[test]
    fn what_is_compressed_comes_back_and_what_would_grow_is_left_out() {
        let text = "Điều 46. Công khai ".repeat(200);
        let mut back = String::new();
        let encoded = gzip(text.as_bytes()).expect("smaller");
        GzDecoder::new(encoded.as_slice()).read_to_string(&mut back).expect("gzip");
        assert_eq!(back, text);
        assert!(gzip(b"x").is_none());
    }
}
