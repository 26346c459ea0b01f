//! Bytes of a text or HTML file to text: a byte order mark, what the file declares, UTF-8, then what its words show.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};

use super::document::Document;
use super::legacy::{Font, common_words, guess, is_unicode};
use super::refusal::Refusal;

/// How much of a file is searched for a declared encoding.
const HEAD: usize = 4096;

/// Text, and what was concluded of its encoding where it was not plain UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// The name of an encoding that was not declared by the file.
    pub(super) concluded: Option<&'static str>,
}

/// Decodes a file; `html` asks for `<meta charset>` too.
///
/// Text in TCVN3 and VNI comes out as windows-1252 has its bytes, as it does from Word.
pub(super) fn decode(bytes: &[u8], html: bool) -> Result<Decoded, Refusal> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strictly(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = utf_16(bytes) {
        return strictly(encoding, bytes);
    }
    if bytes.contains(&0) {
        return Err(Refusal::Other("nhị phân"));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: text.to_owned(), concluded: None });
    }
    match declared(bytes).filter(|_| html) {
        Some(Ok(encoding)) if encoding != UTF_8 && !is_western(encoding) => strictly(encoding, bytes),
        Some(Err(label)) if !is_old(&label) => Err(Refusal::Encoding(label)),
        _ => by_words(bytes),
    }
}

/// Says which encoding was concluded; TCVN3 and VNI are told when they are converted.
pub(super) fn remark(document: &mut Document, concluded: Option<&'static str>) {
    if let Some(name) = concluded.filter(|name| *name == "windows-1258") {
        document.remark(
            None,
            format!("chữ có vẻ thuộc bảng mã {name}; đã đổi sang UTF-8, đối chiếu chữ có dấu"),
            format!("the text looks like {name}; it was converted to UTF-8, compare the marks"),
        );
    }
}

/// UTF-16 without a mark: every second byte of ASCII text is 0.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = head.len() >= 8 && bytes.len().is_multiple_of(2);
    match (enough && odd * 5 > head.len(), enough && even * 5 > head.len()) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

/// Decodes as declared; bytes that are none of that encoding are an error and no question marks.
fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, Refusal> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let text = text.ok_or_else(|| Refusal::Encoding(encoding.name().to_owned()))?;
    Ok(Decoded { text: text.into_owned(), concluded: None })
}

/// Western encodings are what files in old fonts are declared as.
fn is_western(encoding: &Encoding) -> bool {
    encoding == WINDOWS_1252
}

fn is_old(label: &str) -> bool {
    let label = label.to_lowercase();
    ["user-defined", "tcvn", "vni", "abc", "viscii"].iter().any(|one| label.contains(one))
}

/// What `<meta charset=…>` or `<?xml encoding=…?>` says; the label itself where nobody knows it.
fn declared(bytes: &[u8]) -> Option<Result<&'static Encoding, String>> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let after = ["charset", "encoding"].iter().find_map(|word| head.split_once(word)).map(|(_, after)| after)?;
    let value = after.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let label: String = value.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c)).collect();
    (!label.is_empty()).then(|| Encoding::for_label(label.as_bytes()).ok_or(label))
}

/// Bytes that are no UTF-8 and declare nothing: windows-1258, TCVN3 or VNI, by their words.
fn by_words(bytes: &[u8]) -> Result<Decoded, Refusal> {
    let western = WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    if let Some(font) = guess(&western) {
        let name = if font == Font::Vni { "VNI" } else { "TCVN3" };
        return Ok(Decoded { text: western, concluded: Some(name) });
    }
    let vietnamese = crate::text::normalize(&WINDOWS_1258.decode_without_bom_handling(bytes).0).text;
    if is_unicode(&vietnamese) && common_words(&vietnamese) >= 3 {
        return Ok(Decoded { text: vietnamese, concluded: Some("windows-1258") });
    }
    Err(Refusal::Encoding("không phải UTF-8, TCVN3, VNI hay windows-1258".to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "Quyết định của Ủy ban nhân dân về việc thực hiện dân chủ";

    fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn utf_16_is_read_with_and_without_a_mark() {
        for (little, mark) in [(true, true), (false, true), (true, false), (false, false)] {
            assert_eq!(decode(&utf16(TEXT, little, mark), false).expect("text").text, TEXT, "{little} {mark}");
        }
    }

    /// windows-1258 has the tone as a character of its own: `ê` and a dot below.
    #[test]
    fn windows_1258_is_read_where_it_is_declared_and_where_its_words_show_it() {
        let decomposed =
            "Quy\u{ea}\u{301}t \u{111}i\u{323}nh cu\u{309}a U\u{309}y ban nh\u{e2}n d\u{e2}n v\u{ea}\u{300} vi\u{ea}\u{323}c";
        let (bytes, _, failed) = WINDOWS_1258.encode(decomposed);
        assert!(!failed);
        let read = decode(&bytes, false).expect("text");
        assert_eq!((read.text.as_str(), read.concluded), ("Quyết định của Ủy ban nhân dân về việc", Some("windows-1258")));
        let html = [b"<meta charset=\"windows-1258\">".as_slice(), &bytes].concat();
        let read = decode(&html, true).expect("text");
        assert!(crate::text::normalize(&read.text).text.ends_with("về việc"));
        assert_eq!(read.concluded, None);
    }

    #[test]
    fn what_nobody_knows_is_refused_in_words() {
        let html = [b"<meta charset=\"klingon-8\">".as_slice(), &[0xE1, 0xE2]].concat();
        assert_eq!(decode(&html, true), Err(Refusal::Encoding("klingon-8".to_owned())));
        assert!(matches!(decode(&[0xC3, 0x28, 0x80], false), Err(Refusal::Encoding(_))));
        assert!(matches!(decode(b"a\0b\0\0", false), Err(Refusal::Other(_))));
    }

    proptest! {
        #[test]
        fn any_bytes_are_text_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200), html: bool) {
            drop(decode(&bytes, html));
        }

        #[test]
        fn utf_8_stays_as_it_is(text in "[^\0]{0,80}") {
            prop_assume!(!text.starts_with('\u{feff}') && utf_16(text.as_bytes()).is_none());
            prop_assert_eq!(decode(text.as_bytes(), false).expect("text").text, text);
        }
    }
}
