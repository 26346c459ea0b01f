//! VNI for Windows: a vowel followed by a character for its mark; ơ, ư, đ, ỵ and the i's have one of their own.

/// Marks behind a vowel: the character, and the vowel with the mark for each of `a e o u y ô(ơ) ö(ư)` that takes it.
const MARKS: &[(char, &[(char, char)])] = &[
    ('ø', &[('a', 'à'), ('e', 'è'), ('o', 'ò'), ('u', 'ù'), ('y', 'ỳ'), ('ô', 'ờ'), ('ö', 'ừ')]),
    ('ù', &[('a', 'á'), ('e', 'é'), ('o', 'ó'), ('u', 'ú'), ('y', 'ý'), ('ô', 'ớ'), ('ö', 'ứ')]),
    ('û', &[('a', 'ả'), ('e', 'ẻ'), ('o', 'ỏ'), ('u', 'ủ'), ('y', 'ỷ'), ('ô', 'ở'), ('ö', 'ử')]),
    ('õ', &[('a', 'ã'), ('e', 'ẽ'), ('o', 'õ'), ('u', 'ũ'), ('y', 'ỹ'), ('ô', 'ỡ'), ('ö', 'ữ')]),
    ('ï', &[('a', 'ạ'), ('e', 'ẹ'), ('o', 'ọ'), ('u', 'ụ'), ('y', 'ỵ'), ('ô', 'ợ'), ('ö', 'ự')]),
    ('â', &[('a', 'â'), ('e', 'ê'), ('o', 'ô')]),
    ('à', &[('a', 'ầ'), ('e', 'ề'), ('o', 'ồ')]),
    ('á', &[('a', 'ấ'), ('e', 'ế'), ('o', 'ố')]),
    ('å', &[('a', 'ẩ'), ('e', 'ể'), ('o', 'ổ')]),
    ('ã', &[('a', 'ẫ'), ('e', 'ễ'), ('o', 'ỗ')]),
    ('ä', &[('a', 'ậ'), ('e', 'ệ'), ('o', 'ộ')]),
    ('ê', &[('a', 'ă')]),
    ('è', &[('a', 'ằ')]),
    ('é', &[('a', 'ắ')]),
    ('ú', &[('a', 'ẳ')]),
    ('ü', &[('a', 'ẵ')]),
    ('ë', &[('a', 'ặ')]),
];

/// Letters that one character stands for.
const SINGLE: &[(char, char)] =
    &[('í', 'í'), ('ì', 'ì'), ('æ', 'ỉ'), ('ó', 'ĩ'), ('ò', 'ị'), ('ô', 'ơ'), ('ö', 'ư'), ('î', 'ỵ'), ('ñ', 'đ')];

/// The byte that a character of a document in an old font stands for.
pub(super) fn byte(c: char) -> Option<u8> {
    let code = u32::from(c);
    match code {
        0xA0..=0xFF | 0xF0A0..=0xF0FF => u8::try_from(code & 0xFF).ok(),
        _ => None,
    }
}

/// Text in a VNI font as Unicode; characters that such a font leaves alone stay.
///
/// ```
/// use congkhai::import::vni;
/// assert_eq!(vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"), "Cộng hòa xã hội chủ nghĩa Việt Nam");
/// assert_eq!(vni("ÑOÄC LAÄP"), "ĐỘC LẬP");
/// ```
pub fn vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().map(latin).peekable();
    while let Some(c) = chars.next() {
        if let Some(letter) = chars.peek().and_then(|mark| marked(c, *mark)) {
            out.push(letter);
            chars.next();
        } else {
            out.push(single(c).unwrap_or(c));
        }
    }
    out
}

/// The character as windows-1252 has it, where a file keeps it as a symbol.
fn latin(c: char) -> char {
    byte(c).map_or(c, char::from)
}

/// A vowel with its mark; the vowel says whether it is a capital.
fn marked(vowel: char, mark: char) -> Option<char> {
    let (small, mark) = (small(vowel), small(mark));
    let vowels = MARKS.iter().find(|(one, _)| *one == mark)?.1;
    let letter = vowels.iter().find(|(one, _)| *one == small)?.1;
    Some(cased(letter, vowel.is_uppercase()))
}

fn single(c: char) -> Option<char> {
    let letter = SINGLE.iter().find(|(one, _)| *one == small(c))?.1;
    Some(cased(letter, c.is_uppercase()))
}

fn small(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn cased(letter: char, capital: bool) -> char {
    if capital { letter.to_uppercase().next().unwrap_or(letter) } else { letter }
}

#[cfg(test)]
pub(in crate::import) mod tests {
    use super::*;

    /// The Vietnamese letters that ASCII lacks.
    pub(in crate::import) const LETTERS: &str = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ";

    /// The letter as the font holds it, a capital with the marks of capitals.
    fn encode(letter: char) -> String {
        let wanted = small(letter);
        let single = SINGLE.iter().find(|(_, one)| *one == wanted).map(|(c, _)| c.to_string());
        let double = || {
            let (mark, vowels) = MARKS.iter().find(|(_, vowels)| vowels.iter().any(|(_, one)| *one == wanted))?;
            let (vowel, _) = vowels.iter().find(|(_, one)| *one == wanted)?;
            Some(format!("{vowel}{mark}"))
        };
        let small = single.or_else(double).expect("a letter has a place");
        if letter.is_uppercase() { small.to_uppercase() } else { small }
    }

    #[test]
    fn every_letter_comes_back_small_and_capital() {
        let capitals: String = LETTERS.to_uppercase();
        for letter in LETTERS.chars().chain(capitals.chars()) {
            assert_eq!(vni(&encode(letter)), letter.to_string());
        }
    }

    /// `oá` is ố and `où` is ó: every pair and single character is read by one rule only.
    #[test]
    fn words_are_read_letter_by_letter() {
        for (old, new) in [
            ("Ñieàu 1. Phaïm vi ñieàu chænh", "Điều 1. Phạm vi điều chỉnh"),
            ("quyeàn vaø nghóa vuï cuûa coâng daân", "quyền và nghĩa vụ của công dân"),
            ("Thuû töôùng Chính phuû", "Thủ tướng Chính phủ"),
            ("hieäu löïc thi haønh", "hiệu lực thi hành"),
            ("UÛY BAN NHAÂN DAÂN THAØNH PHOÁ", "ỦY BAN NHÂN DÂN THÀNH PHỐ"),
            ("kyõ luaät, tyû leä, quyõ", "kỹ luật, tỷ lệ, quỹ"),
            ("“Quy ñònh” – 100% (moät)", "“Quy định” – 100% (một)"),
        ] {
            assert_eq!(vni(old), new);
        }
    }
}
