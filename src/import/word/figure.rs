//! Counts as Word shows them.

use crate::content::structure::to_roman;

/// A count in one of Word's formats; one that is not known, in Arabic figures.
pub(in crate::import) fn figure(count: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(count),
        "upperLetter" => letters(count).to_uppercase(),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        "decimalZero" => format!("{count:02}"),
        "none" => String::new(),
        _ => count.to_string(),
    }
}

/// Whether the numbers of a format are shown as Word shows them.
pub(super) fn is_known(format: &str) -> bool {
    matches!(format, "decimal" | "decimalZero" | "lowerLetter" | "upperLetter" | "lowerRoman" | "upperRoman" | "none" | "bullet")
}

/// a … z, aa, bb: Word knows no đ.
fn letters(count: u32) -> String {
    const REPEATED: u32 = 30;
    let Some(at) = count.checked_sub(1) else { return "0".to_owned() };
    let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
    std::iter::repeat_n(letter, (at / 26 + 1).min(REPEATED) as usize).collect()
}

fn roman(count: u32) -> String {
    const HUNDREDS: &[&str] = &["", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM"];
    if count == 0 || count >= 4000 {
        return count.to_string();
    }
    let (thousands, rest) = (count / 1000, count % 1000);
    let tens = if rest % 100 >= 90 { format!("XC{}", to_roman(rest % 10)) } else { to_roman(rest % 100) };
    format!("{}{}{tens}", "M".repeat(thousands as usize), HUNDREDS[(rest / 100) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_those_of_word() {
        assert_eq!((figure(27, "lowerLetter"), figure(5, "lowerLetter")), ("aa".to_owned(), "e".to_owned()));
        assert_eq!((figure(1994, "upperRoman"), figure(99, "lowerRoman")), ("MCMXCIV".to_owned(), "xcix".to_owned()));
        assert_eq!((figure(3, "decimalZero"), figure(0, "upperLetter")), ("03".to_owned(), "0".to_owned()));
        assert_eq!(figure(u32::MAX, "lowerLetter").len(), 30);
    }
}
