//! Số, ký hiệu: the number of a document in every shape that issuers use.
//!
//! | shape | written |
//! |---|---|
//! | state, individual | `129/QĐ-UBND`, `30c/NQ-CP` |
//! | state, normative | `59/2023/NĐ-CP`, `07/2012/TTLT-BTTTT-BTC` |
//! | National Assembly | `10/2022/QH15`, `351/2017/UBTVQH14` |
//! | công văn | `236/SNV-XDCQ&CTTN` |
//! | Party, and laws before 1996 | `23-QĐ/TW`, `18-L/CTN` |
//!
//! Read tolerantly (spaces and dashes of a scan, lower case, `NĐCP`), printed in the official form.

use super::kind::{Kind, Kinds};

/// What stands between serial number and letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Shape {
    /// `129/QĐ-UBND`
    Slash,
    /// `23-QĐ/TW`
    Dash,
}

/// A document's number: well-formed by construction.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DocumentNumber {
    serial: String,
    year: Option<u16>,
    /// Groups joined by `-` or `&`; in the Party's shape the first group is the kind and `/` follows it.
    symbol: String,
    shape: Shape,
}

/// Codes that keep small letters.
const MIXED_CASE: &[&str] = &["TTg", "CTr", "TTr", "QyĐ", "QĐi"];

/// Codes that follow a kind's letters when the hyphen is missing (`NĐCP`).
const JOINED: &[&str] = &["CP", "TTg", "UBND", "HĐND", "TW", "TU"];

impl DocumentNumber {
    /// Reads a whole text as a number; `None` for any shape that nobody knows.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (number, end) = scan(text, 0)?;
        (end == text.len()).then_some(number)
    }

    /// The serial number as written: `03`, `30c`.
    pub fn serial(&self) -> &str {
        &self.serial
    }

    /// The year in the number.
    pub fn year(&self) -> Option<u16> {
        self.year
    }

    /// The letters: `NĐ-CP`, `SNV-XDCQ&CTTN`, `QH15`; `QĐ/TW` in the Party's shape.
    pub fn symbol(&self) -> &str {
        &self.symbol
    }

    /// Whether it has the Party's shape: `23-QĐ/TW`.
    pub fn is_party_shape(&self) -> bool {
        self.shape == Shape::Dash
    }

    /// The official form: `59/2023/NĐ-CP`.
    pub fn official(&self) -> String {
        let mark = if self.shape == Shape::Slash { '/' } else { '-' };
        match self.year {
            Some(year) if self.symbol.is_empty() => format!("{}/{year}", self.serial),
            Some(year) => format!("{}/{year}{mark}{}", self.serial, self.symbol),
            None => format!("{}{mark}{}", self.serial, self.symbol),
        }
    }

    /// Equal for the same number in the same shape, leading zeros and case aside.
    pub fn strict_key(&self) -> String {
        let mark = if self.shape == Shape::Slash { '/' } else { '-' };
        format!("{}{mark}{}", self.key_stem(), self.symbol.to_uppercase())
    }

    /// Equal also for the other shape of the same digits and letters: `26-CT/UBND` and `26/CT-UBND`.
    pub fn loose_key(&self) -> String {
        format!("{}-{}", self.key_stem(), self.symbol.to_uppercase().replace('/', "-"))
    }

    fn key_stem(&self) -> String {
        let serial = self.serial.trim_start_matches('0').to_lowercase();
        self.year.map_or_else(|| serial.clone(), |year| format!("{serial}/{year}"))
    }

    /// Whether its letters are left out: `59/2023`.
    pub fn is_bare(&self) -> bool {
        self.symbol.is_empty()
    }

    /// Equal for numbers of the same serial number and year, whatever their letters.
    pub fn bare_key(&self) -> String {
        self.key_stem()
    }

    /// Whether its letters alone show that it is a number: a kind with an issuer, or the National Assembly's.
    pub(super) fn is_telling(&self, kinds: &Kinds) -> bool {
        let mut groups = self.symbol.split(['-', '/']);
        let first = groups.next().unwrap_or_default();
        let assembly = ["QH", "UBTVQH"].iter().any(|code| first.strip_prefix(code).is_some_and(is_digits));
        (assembly && self.year.is_some()) || (groups.next().is_some() && kinds.has_abbreviation(first))
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads a number that begins at `at`, with the byte where it ends.
pub(super) fn scan(text: &str, at: usize) -> Option<(DocumentNumber, usize)> {
    let rest = &text[at..];
    let serial_end = serial(rest)?;
    let (mark, mut end) = separator(rest, serial_end)?;
    let serial = rest[..serial_end].to_owned();
    if mark == '-' {
        let (kind, kind_end) = group(rest, end)?;
        let (mark, org_start) = separator(rest, kind_end)?;
        let (org, org_end) = groups(rest, org_start).filter(|_| mark == '/')?;
        let symbol = format!("{}/{org}", official_case(&kind));
        let number = DocumentNumber { serial, year: None, symbol, shape: Shape::Dash };
        return Some((number, at + org_end));
    }
    let mut year = None;
    if let Some((value, after)) = year_at(rest, end) {
        let (mark, next) = separator(rest, after)?;
        if mark != '/' {
            return None;
        }
        (year, end) = (Some(value), next);
    }
    let (symbol, symbol_end) = groups(rest, end)?;
    let number = DocumentNumber { serial, year, symbol: joined(&symbol), shape: Shape::Slash };
    Some((number, at + symbol_end))
}

/// Reads a number whose letters are left out, `59/2023`, as short references have it after a kind.
pub(super) fn scan_bare(text: &str, at: usize) -> Option<(DocumentNumber, usize)> {
    let rest = &text[at..];
    let serial_end = serial(rest)?;
    let (mark, start) = separator(rest, serial_end)?;
    let (year, end) = year_at(rest, start).filter(|_| mark == '/')?;
    let more = rest[end..].starts_with(['/', '-', '.']) && rest[end + 1..].starts_with(char::is_alphanumeric);
    let number =
        DocumentNumber { serial: rest[..serial_end].to_owned(), year: Some(year), symbol: String::new(), shape: Shape::Slash };
    (!more).then_some((number, at + end))
}

/// `59`, `30c`, `66.22`: at most six figures, one small letter.
fn serial(text: &str) -> Option<usize> {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(0);
    if first == 0 || first > 6 {
        return None;
    }
    let mut end = first;
    if text[end..].starts_with('.') {
        let second = digits(end + 1);
        if (1..=4).contains(&second) {
            end += 1 + second;
        }
    }
    match text[end..].chars().next() {
        Some(letter) if letter.is_ascii_lowercase() => {
            let after = text[end + 1..].chars().next();
            after.is_some_and(|c| matches!(c, '/' | '-' | '–' | '\u{2011}')).then_some(end + 1)
        }
        _ => Some(end),
    }
}

/// `/` or a dash, with at most one space on either side; the byte after it.
fn separator(text: &str, at: usize) -> Option<(char, usize)> {
    let rest = &text[at..];
    let trimmed = rest.strip_prefix(' ').unwrap_or(rest);
    let mark = trimmed.chars().next()?;
    let kind = match mark {
        '/' => '/',
        '-' | '–' | '\u{2010}' | '\u{2011}' => '-',
        _ => return None,
    };
    let after = &trimmed[mark.len_utf8()..];
    let after = after.strip_prefix(' ').unwrap_or(after);
    Some((kind, text.len() - after.len()))
}

fn year_at(text: &str, at: usize) -> Option<(u16, usize)> {
    let digits = text.get(at..at + 4).filter(|digits| is_digits(digits))?;
    let year: u16 = digits.parse().ok().filter(|year| (1945..=2100).contains(year))?;
    let more = text[at + 4..].starts_with(|c: char| c.is_alphanumeric());
    (!more).then_some((year, at + 4))
}

/// One group of letters, perhaps with figures behind: `NĐ`, `QH15`, `TTg`.
fn group(text: &str, at: usize) -> Option<(String, usize)> {
    let rest = text.get(at..)?;
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let group = &rest[..end];
    let letters = group.chars().take_while(|c| c.is_alphabetic()).count();
    let figures_last = group.chars().skip(letters).all(|c| c.is_ascii_digit());
    let is_code =
        group.chars().next().is_some_and(char::is_uppercase) && group.chars().skip(1).filter(|c| c.is_lowercase()).count() <= 1;
    let is_low_code = group.chars().all(char::is_lowercase) && is_known_low(group);
    (letters > 0 && letters <= 8 && figures_last && (is_code || is_low_code)).then(|| (group.to_owned(), at + end))
}

/// Lower-case letters are read only where they are a kind's or a common issuer's.
fn is_known_low(group: &str) -> bool {
    let upper = official_case(group);
    JOINED.contains(&upper.as_str()) || Kind::has_abbreviation(&upper)
}

/// Groups joined by `-` or `&`, in official case.
fn groups(text: &str, at: usize) -> Option<(String, usize)> {
    let (first, mut end) = group(text, at)?;
    let mut symbol = official_case(&first);
    loop {
        let next = match text[end..].chars().next() {
            Some('&') => group(text, end + 1).map(|(code, after)| ('&', code, after)),
            _ => separator(text, end)
                .filter(|(mark, _)| *mark == '-')
                .and_then(|(_, from)| group(text, from))
                .map(|(code, after)| ('-', code, after)),
        };
        let Some((mark, code, after)) = next else { return Some((symbol, end)) };
        // `QĐ-UBND - Nội dung`: a word with spaces round the dash is prose, unless it is a code.
        let spaced = text[end..].starts_with(' ');
        if spaced && !JOINED.contains(&official_case(&code).as_str()) && code.chars().any(char::is_lowercase) {
            return Some((symbol, end));
        }
        symbol.push(mark);
        symbol.push_str(&official_case(&code));
        end = after;
    }
}

/// The usual case of a known code; one that nobody knows stays as written, or in capitals where it was all small.
fn official_case(group: &str) -> String {
    let upper = group.to_uppercase();
    if let Some(code) = MIXED_CASE.iter().find(|code| code.to_uppercase() == upper) {
        return (*code).to_owned();
    }
    let small = group.chars().all(|c| !c.is_uppercase());
    let known = JOINED.contains(&upper.as_str()) || Kind::has_abbreviation(&upper);
    if small || known { upper } else { group.to_owned() }
}

/// `NĐCP` → `NĐ-CP`.
fn joined(symbol: &str) -> String {
    if symbol.contains('-') {
        return symbol.to_owned();
    }
    let split = JOINED.iter().find_map(|code| {
        let kind = symbol.strip_suffix(&code.to_uppercase())?;
        Kind::has_abbreviation(kind).then(|| format!("{kind}-{code}"))
    });
    split.unwrap_or_else(|| symbol.to_owned())
}

#[cfg(test)]
mod tests {
    use super::DocumentNumber;

    fn official(text: &str) -> Option<String> {
        DocumentNumber::parse(text).map(|number| number.official())
    }

    #[test]
    fn every_shape_is_read_and_printed_officially() {
        for number in [
            "129/QĐ-UBND",
            "59/2023/NĐ-CP",
            "10/2022/QH15",
            "236/SNV-XDCQ&CTTN",
            "23-QĐ/TW",
            "18-L/CTN",
            "30c/NQ-CP",
            "66.22/2026/NQ-CP",
            "07/2012/TTLT-BTTTT-BTC",
            "34/2007/PL-UBTVQH11",
            "55/1998/NQ-UBTVQH10",
            "12-NQ/ĐU",
            "323/QĐ-TTg",
            "16-HD/BDVTU",
            "351/2017/UBTVQH14",
            "17/QĐ-NV",
            "3954/UBND-VX",
        ] {
            assert_eq!(official(number).as_deref(), Some(number));
        }
    }

    #[test]
    fn what_scans_and_typists_do_is_forgiven() {
        assert_eq!(official("59/2023/NĐ - CP").as_deref(), Some("59/2023/NĐ-CP"));
        assert_eq!(official("59 / 2023 / NĐ–CP").as_deref(), Some("59/2023/NĐ-CP"));
        assert_eq!(official("59/2023/NĐCP").as_deref(), Some("59/2023/NĐ-CP"));
        assert_eq!(official("59/2023/nđ-cp").as_deref(), Some("59/2023/NĐ-CP"));
        assert_eq!(official("323/QĐ-TTG").as_deref(), Some("323/QĐ-TTg"));
    }

    #[test]
    fn dates_fractions_and_prose_are_no_numbers() {
        for text in
            ["20/2/2024", "24/7", "2021-2030", "km/h", "1/2", "059/2023", "5-7", "100/ngày", "", "/KH-NV", "12/2023/", "59/2023"]
        {
            assert_eq!(official(text), None, "{text}");
        }
    }

    #[test]
    fn keys_tell_works_apart_and_shapes_together() {
        let key = |text: &str| DocumentNumber::parse(text).map(|n| (n.strict_key(), n.loose_key())).expect("a number");
        assert_eq!(key("03/KH-UBND"), key("3/KH-UBND"));
        assert_ne!(key("25/QĐ-UBND").0, key("25/2023/QĐ-UBND").0);
        assert_ne!(key("26-CT/UBND").0, key("26/CT-UBND").0);
        assert_eq!(key("26-CT/UBND").1, key("26/CT-UBND").1);
    }
}
