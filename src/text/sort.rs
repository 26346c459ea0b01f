//! The order of Vietnamese lists: a ă â b c d đ e ê …, tone second, numbers by value.

use unicode_normalization::UnicodeNormalization;

use super::fold::key;

/// Letters in the order of the alphabet, foreign ones where Vietnamese dictionaries put them.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// A key whose byte order is the alphabetical order of Vietnamese lists.
///
/// Letters decide first, tones second; digits compare by value (`9` before `10`), other characters by code point.
pub fn sort_key(text: &str) -> Vec<u8> {
    let text = key(text).text;
    let mut letters = Vec::new();
    let mut tones = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii_digit() {
            let mut digits = String::from(c);
            while let Some(next) = chars.next_if(char::is_ascii_digit) {
                digits.push(next);
            }
            let digits = digits.trim_start_matches('0');
            letters.push(2);
            letters.extend(u16::try_from(digits.len()).unwrap_or(u16::MAX).to_be_bytes());
            letters.extend(digits.bytes());
            continue;
        }
        let (base, tone) = split_tone(c);
        tones.push(tone);
        match ALPHABET.chars().position(|letter| letter == base) {
            Some(index) => letters.push(10 + index as u8),
            None if base.is_whitespace() => letters.push(1),
            None => {
                letters.push(3);
                letters.extend((base as u32).to_be_bytes());
            }
        }
    }
    letters.push(0);
    letters.extend(tones);
    letters
}

/// The letter of the alphabet under which a list has a text: `Ề` stands under `ê`, `“Đ` under `đ`; a digit as it is.
pub fn initial(text: &str) -> Option<char> {
    key(text).text.chars().find(|c| c.is_alphanumeric()).map(|first| split_tone(first).0)
}

/// The letter without its tone, and the tone: 0 none, then huyền, hỏi, ngã, sắc, nặng as dictionaries have them.
fn split_tone(c: char) -> (char, u8) {
    let mut tone = 0;
    let rest = std::iter::once(c).nfd().filter(|part| {
        let found = match part {
            '\u{300}' => 1,
            '\u{309}' => 2,
            '\u{303}' => 3,
            '\u{301}' => 4,
            '\u{323}' => 5,
            _ => return true,
        };
        tone = found;
        false
    });
    let base = rest.nfc().next().unwrap_or(c);
    (base, tone)
}

#[cfg(test)]
mod tests {
    use super::sort_key;

    #[test]
    fn lists_are_in_the_order_of_the_alphabet() {
        let mut words = ["Đất", "Dân", "ăn", "an", "ân", "Văn bản 10", "Văn bản 9", "bà", "ba", "bá"];
        words.sort_by_key(|word| sort_key(word));
        assert_eq!(words, ["an", "ăn", "ân", "ba", "bà", "bá", "Dân", "Đất", "Văn bản 9", "Văn bản 10"]);
    }
}
