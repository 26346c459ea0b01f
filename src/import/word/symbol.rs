//! `w:sym`: characters of the symbol fonts that official papers use.

/// Characters by font and code; boxes are what forms are ticked in.
const SYMBOLS: &[(&str, u32, char)] = &[
    ("symbol", 0xB7, '•'),
    ("symbol", 0xA3, '≤'),
    ("symbol", 0xB3, '≥'),
    ("symbol", 0xB1, '±'),
    ("symbol", 0xB4, '×'),
    ("symbol", 0xB8, '÷'),
    ("symbol", 0xAE, '→'),
    ("symbol", 0xDE, '⇒'),
    ("symbol", 0xB0, '°'),
    ("symbol", 0x2D, '−'),
    ("symbol", 0x6D, 'µ'),
    ("symbol", 0x53, 'Σ'),
    ("wingdings", 0xA7, '▪'),
    ("wingdings", 0x6C, '●'),
    ("wingdings", 0x6E, '■'),
    ("wingdings", 0x6F, '□'),
    ("wingdings", 0x71, '❑'),
    ("wingdings", 0x72, '❒'),
    ("wingdings", 0x76, '❖'),
    ("wingdings", 0xA8, '□'),
    ("wingdings", 0xD8, '➢'),
    ("wingdings", 0xE0, '→'),
    ("wingdings", 0xF0, '⇨'),
    ("wingdings", 0xFB, '✗'),
    ("wingdings", 0xFC, '✓'),
    ("wingdings", 0xFD, '☒'),
    ("wingdings", 0xFE, '☑'),
    ("wingdings 2", 0xA3, '□'),
    ("wingdings 2", 0x50, '✓'),
    ("wingdings 2", 0x52, '☑'),
];

/// The character of a symbol font's code, as Word writes it in hexadecimal (`F0FC`); `None` where it is not known.
pub(super) fn symbol(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    let code = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let font = font.trim().to_lowercase();
    let known = SYMBOLS.iter().find(|(one, at, _)| *one == font && *at == code).map(|(.., c)| *c);
    let symbolic = ["symbol", "wingdings", "webdings", "marlett"].iter().any(|one| font.starts_with(one));
    known.or_else(|| char::from_u32(code).filter(|c| !symbolic && !c.is_control()))
}

#[cfg(test)]
mod tests {
    use super::symbol;

    #[test]
    fn known_symbols_are_characters_and_others_are_not_guessed() {
        assert_eq!(symbol("Wingdings", "F0FC"), Some('✓'));
        assert_eq!(symbol("Symbol", "F0B7"), Some('•'));
        assert_eq!(symbol("Times New Roman", "0111"), Some('đ'));
        assert_eq!((symbol("Wingdings", "F021"), symbol("Arial", "zz"), symbol("Arial", "D800")), (None, None, None));
    }
}
