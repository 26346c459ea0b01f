//! TCVN3 (ABC): TCVN 5712:1993, character set VN3.

/// Bytes A1 to AE: capitals without a tone, then their small letters.
const UNTONED: &str = "ĂÂÊÔƠƯĐăâêôơưđ";

/// The small letters with a tone, by byte. Capitals with a tone have no place: a font of capitals shows them.
const TONED: &[(u8, char)] = &[
    (0xB5, 'à'),
    (0xB6, 'ả'),
    (0xB7, 'ã'),
    (0xB8, 'á'),
    (0xB9, 'ạ'),
    (0xBB, 'ằ'),
    (0xBC, 'ẳ'),
    (0xBD, 'ẵ'),
    (0xBE, 'ắ'),
    (0xC6, 'ặ'),
    (0xC7, 'ầ'),
    (0xC8, 'ẩ'),
    (0xC9, 'ẫ'),
    (0xCA, 'ấ'),
    (0xCB, 'ậ'),
    (0xCC, 'è'),
    (0xCE, 'ẻ'),
    (0xCF, 'ẽ'),
    (0xD0, 'é'),
    (0xD1, 'ẹ'),
    (0xD2, 'ề'),
    (0xD3, 'ể'),
    (0xD4, 'ễ'),
    (0xD5, 'ế'),
    (0xD6, 'ệ'),
    (0xD7, 'ì'),
    (0xD8, 'ỉ'),
    (0xDC, 'ĩ'),
    (0xDD, 'í'),
    (0xDE, 'ị'),
    (0xDF, 'ò'),
    (0xE1, 'ỏ'),
    (0xE2, 'õ'),
    (0xE3, 'ó'),
    (0xE4, 'ọ'),
    (0xE5, 'ồ'),
    (0xE6, 'ổ'),
    (0xE7, 'ỗ'),
    (0xE8, 'ố'),
    (0xE9, 'ộ'),
    (0xEA, 'ờ'),
    (0xEB, 'ở'),
    (0xEC, 'ỡ'),
    (0xED, 'ớ'),
    (0xEE, 'ợ'),
    (0xEF, 'ù'),
    (0xF1, 'ủ'),
    (0xF2, 'ũ'),
    (0xF3, 'ú'),
    (0xF4, 'ụ'),
    (0xF5, 'ừ'),
    (0xF6, 'ử'),
    (0xF7, 'ữ'),
    (0xF8, 'ứ'),
    (0xF9, 'ự'),
    (0xFA, 'ỳ'),
    (0xFB, 'ỷ'),
    (0xFC, 'ỹ'),
    (0xFD, 'ý'),
    (0xFE, 'ỵ'),
];

/// The letter at a byte; `None` for bytes without one.
fn letter(byte: u8) -> Option<char> {
    match byte {
        0xA1..=0xAE => UNTONED.chars().nth(usize::from(byte - 0xA1)),
        _ => TONED.iter().find(|(one, _)| *one == byte).map(|(_, letter)| *letter),
    }
}

/// Text in a TCVN3 font as Unicode; characters that such a font leaves alone stay.
///
/// A character stands for the byte it has in windows-1252, or, as Word keeps symbols, for that byte in U+F000 to U+F0FF.
///
/// ```
/// use congkhai::import::tcvn3;
/// assert_eq!(tcvn3("Céng hßa x· héi chñ nghÜa ViÖt Nam"), "Cộng hòa xã hội chủ nghĩa Việt Nam");
/// ```
pub fn tcvn3(text: &str) -> String {
    text.chars().map(|c| super::vni::byte(c).and_then(letter).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;
    use crate::import::legacy::vni::tests::LETTERS;

    /// The text as the font holds it; of capitals with a tone, what the font of capitals holds.
    fn encode(text: &str) -> String {
        let place = |c: char| (0xA1..=0xFE_u8).find(|byte| letter(*byte) == Some(c)).map(char::from);
        text.chars().map(|c| place(c).unwrap_or(c)).collect()
    }

    #[test]
    fn every_letter_comes_back() {
        for small in LETTERS.chars() {
            let capital: String = small.to_uppercase().collect();
            assert_eq!(tcvn3(&encode(&small.to_string())), small.to_string());
            assert!((0..=255).any(|byte| letter(byte) == Some(small)), "{small} has a place");
            let shown = crate::import::Font::Tcvn3Capitals.convert(&encode(&small.to_string()));
            assert_eq!(shown, capital, "the font of capitals");
        }
        for capital in "ĂÂÊÔƠƯĐ".chars() {
            assert_eq!(tcvn3(&encode(&capital.to_string())), capital.to_string());
        }
    }

    #[test]
    fn no_letter_stands_twice() {
        let mut letters: Vec<char> = (0..=255).filter_map(letter).collect();
        assert_eq!(letters.len(), LETTERS.chars().count() + 7);
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), LETTERS.chars().count() + 7);
    }

    /// The table of the C library is not ours.
    #[test]
    fn the_table_is_that_of_iconv() {
        use std::io::Write;
        let bytes: Vec<u8> = (0..=255).filter(|byte| letter(*byte).is_some()).collect();
        let ours: String = bytes.iter().filter_map(|byte| letter(*byte)).collect();
        let mut iconv = Command::new("iconv")
            .args(["-f", "TCVN5712-1", "-t", "UTF-8"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("iconv is part of the C library");
        iconv.stdin.take().expect("a pipe").write_all(&bytes).expect("it reads");
        let output = iconv.wait_with_output().expect("it ends");
        assert_eq!(crate::text::normalize(&String::from_utf8(output.stdout).expect("UTF-8")).text, ours);
    }
}
