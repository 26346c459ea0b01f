//! Whether a text without fonts is in an old encoding: by the words that every Vietnamese text is full of.

use super::{Font, is_unicode, tcvn3, vni};

/// Words with marks that make up much of any official text.
const WORDS: &[&str] = &[
    "của", "và", "các", "được", "định", "điều", "trong", "người", "việc", "nhân", "dân", "quyết", "số", "ngày", "tháng", "năm",
    "ủy", "bộ", "thực", "hiện", "hành", "chính", "phủ", "có", "cơ", "quan", "đơn", "vị", "tổ", "chức", "những", "với", "khoản",
    "điểm", "luật", "nghị", "thông", "tư", "tại", "đối", "cấp", "về", "là", "để", "đã",
];

/// Fewest of these words that show an encoding.
const FEWEST: usize = 3;

/// How many letters of a text are looked at: what is plainly shown is shown at once.
const ENOUGH: usize = 200_000;

/// The old encoding of a text, where its words plainly show one; never of text that has a letter only Unicode has.
///
/// A text of one encoding hardly has a word of the other: what is taken has three times the words of any other reading.
pub fn guess(text: &str) -> Option<Font> {
    if is_unicode(text) || text.is_ascii() {
        return None;
    }
    let text: String = text.chars().take(ENOUGH).collect();
    let as_it_is = count(&text);
    let (abc, windows) = (count(&tcvn3(&text)), count(&vni(&text)));
    let (font, most, other) =
        if abc >= windows { (Font::Tcvn3, abc, windows.max(as_it_is)) } else { (Font::Vni, windows, abc.max(as_it_is)) };
    (most >= FEWEST && most >= 3 * other).then_some(font)
}

/// How many of the words a text has.
pub(in crate::import) fn count(text: &str) -> usize {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty() && !word.is_ascii());
    words.filter(|word| WORDS.contains(&word.to_lowercase().as_str())).count()
}

/// Words whose other letters are capitals in capitals throughout: `CộNG` → `CỘNG`, as the lost font showed them.
pub(super) fn with_capitals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let ascii = word.chars().filter(char::is_ascii_alphabetic).count();
        let capital = ascii > 0 && word.chars().filter(char::is_ascii_alphabetic).all(|c| c.is_ascii_uppercase());
        let first = word.chars().next().is_some_and(|c| c.is_ascii_uppercase());
        // `Số`: a single capital at the start of a word is how any word begins.
        if capital && (ascii > 1 || !first) { out.push_str(&word.to_uppercase()) } else { out.push_str(word) }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ABC: &str = "Céng hßa x· héi chñ nghÜa ViÖt Nam. §iÒu 1. QuyÕt ®Þnh cña ñy ban nh©n d©n vÒ viÖc thùc hiÖn";
    const VNI: &str =
        "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam. Ñieàu 1. Quyeát ñònh cuûa uûy ban nhaân daân veà vieäc thöïc hieän";

    #[test]
    fn the_words_show_the_encoding() {
        assert_eq!(guess(ABC), Some(Font::Tcvn3));
        assert_eq!(guess(VNI), Some(Font::Vni));
        assert_eq!(guess("Les députés ont été élus à l’assemblée, où l’été est très beau; déjà vu"), None);
        assert_eq!(guess("Quyết định của Ủy ban nhân dân về việc"), None);
    }

    #[test]
    fn lost_capitals_are_made_again() {
        assert_eq!(with_capitals("CộNG HòA Xã HộI"), "CỘNG HÒA Xã HỘI");
        assert_eq!(with_capitals("Số 5, Điều 2"), "Số 5, Điều 2");
    }

    proptest! {
        #[test]
        fn unicode_is_never_taken_for_an_old_encoding(before in "\\PC{0,40}", letter in "[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệ]", after in "\\PC{0,40}") {
            let with_words = format!("{ABC} {VNI} {before}{letter}{after}");
            prop_assert_eq!(guess(&with_words), None);
        }

        #[test]
        fn any_text_is_converted_without_a_panic(text in "\\PC{0,80}") {
            for font in [Font::Tcvn3, Font::Tcvn3Capitals, Font::Vni] {
                let converted = font.convert(&text);
                prop_assert!(text.is_empty() || !converted.is_empty());
            }
        }
    }
}
