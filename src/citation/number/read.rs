//! Numbers in running text, read tolerantly.

use super::DocumentNumber;
use crate::citation::issuer::{Body, Issuer, Shape, without_term};
use crate::citation::kind::Kind;

/// Most letters of a code.
const LONGEST: usize = 16;

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads a number that begins at `at`, with the byte where it ends.
pub(in crate::citation) fn scan(text: &str, at: usize) -> Option<(DocumentNumber, usize)> {
    let rest = &text[at..];
    let serial_end = serial(rest)?;
    let (mark, mut end) = separator(rest, serial_end)?;
    let serial = &rest[..serial_end];
    if mark == '-' {
        let (symbol, symbol_end) = after_dash(rest, end)?;
        return Some((DocumentNumber { serial: serial.to_owned(), year: None, symbol, shape: Shape::Dash }, at + symbol_end));
    }
    let mut year = None;
    if let Some((value, after)) = year_at(rest, end) {
        let (_, next) = separator(rest, after).filter(|(mark, _)| *mark == '/')?;
        (year, end) = (Some(value), next);
    }
    let (symbol, symbol_end) = groups(rest, end)?;
    let number = DocumentNumber { serial: serial.to_owned(), year, symbol: joined(&symbol), shape: Shape::Slash };
    Some((number, at + symbol_end))
}

/// `QĐ/TW` of `23-QĐ/TW`; `CP` of `43-CP`, as the Government numbered its decrees before 1996.
fn after_dash(text: &str, at: usize) -> Option<(String, usize)> {
    let (first, end) = group(text, at)?;
    let org = separator(text, end).filter(|(mark, _)| *mark == '/').and_then(|(_, start)| groups(text, start));
    if let Some((org, end)) = org {
        return Some((format!("{}/{org}", official_case(&first)), end));
    }
    let alone = Issuer::of_code(&first).is_some_and(|issuer| issuer.body() == Body::StateCentral);
    alone.then(|| (official_case(&first), end))
}

/// Reads a number whose letters are left out, `59/2023`, as short references have it after a kind.
pub(in crate::citation) fn scan_bare(text: &str, at: usize) -> Option<(DocumentNumber, usize)> {
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
    // `2024-05/SMV` counts within its year.
    let second = text[end..].strip_prefix('-').map_or(0, |_| digits(end + 1));
    let behind = &text[end + usize::from(second > 0) + second..];
    let lettered = behind.strip_prefix('/').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    if first >= 2 && (1..=4).contains(&second) && lettered {
        return Some(end + 1 + second);
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
    if let Some(found) = broken_letters(text, at) {
        return Some(found);
    }
    let rest = text.get(at..)?;
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let group = &rest[..end];
    let letters = group.chars().take_while(|c| c.is_alphabetic()).count();
    let figures_last = group.chars().skip(letters).all(|c| c.is_ascii_digit());
    let is_code =
        group.chars().next().is_some_and(char::is_uppercase) && group.chars().skip(1).filter(|c| c.is_lowercase()).count() <= 1;
    let is_low_code = group.chars().all(char::is_lowercase) && is_known_low(group);
    (letters > 0 && letters <= LONGEST && figures_last && (is_code || is_low_code)).then(|| (group.to_owned(), at + end))
}

/// `Q Đ` of `55/2014/Q Đ-UBND`: the letters of a kind that a bad scan broke up.
fn broken_letters(text: &str, at: usize) -> Option<(String, usize)> {
    let rest = text.get(at..)?;
    let first = &rest[..rest.chars().next()?.len_utf8()];
    let second = rest[first.len()..].strip_prefix(' ')?;
    let letters = second.split(|c: char| !c.is_alphanumeric()).next()?;
    let single = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_uppercase);
    let dashed = second[letters.len()..].trim_start().starts_with(['-', '–']);
    let end = at + first.len() + 1 + letters.len();
    (single(first) && single(letters) && dashed)
        .then(|| Kind::letters(&format!("{first}{letters}")).map(|kind| (kind.to_owned(), end)))?
}

/// `2021` of `05/CV-2021`: the year that some offices put behind the letters.
fn year_behind(text: &str, at: usize) -> Option<(String, usize)> {
    let (_, end) = year_at(text, at)?;
    let more = text[end..].starts_with(['/', '-']);
    (!more).then(|| (text[at..end].to_owned(), end))
}

/// Lower-case letters are read only where they are a kind's or a common issuer's.
fn is_known_low(group: &str) -> bool {
    Issuer::of_code(group).is_some() || Kind::letters(group).is_some()
}

/// Groups joined by `-` or `&`, in official case.
fn groups(text: &str, at: usize) -> Option<(String, usize)> {
    let (first, mut end) = group(text, at)?;
    let mut symbol = official_case(&first);
    loop {
        let next = match text[end..].chars().next() {
            Some('&') => group(text, end + 1).map(|(code, after)| ('&', code, after)),
            // `12/QĐ-UBND.NC`: a unit behind a full stop is all capitals, the next sentence is not.
            Some('.') if unit_behind(text, end + 1) => group(text, end + 1).map(|(code, after)| ('.', code, after)),
            // `20/QĐ/UBND`, `20/1999/QĐ.UB`: what stands for the hyphen is told by the issuer behind it.
            Some(mark @ ('/' | '.')) => {
                group(text, end + 1).filter(|(code, _)| Issuer::of_code(code).is_some()).map(|(code, after)| (mark, code, after))
            }
            _ => separator(text, end)
                .filter(|(mark, _)| *mark == '-')
                .and_then(|(_, from)| group(text, from).or_else(|| year_behind(text, from)))
                .map(|(code, after)| ('-', code, after)),
        };
        let Some((mark, code, after)) = next else { return Some((symbol, end)) };
        // `QĐ-UBND - Nội dung`: a word with spaces round the dash is prose, unless it is a code.
        let spaced = text[end..].starts_with(' ');
        if spaced && Issuer::of_code(&code).is_none() && code.chars().any(char::is_lowercase) {
            return Some((symbol, end));
        }
        symbol.push(mark);
        symbol.push_str(&official_case(&code));
        end = after;
    }
}

/// Whether capitals alone, two or more, stand here.
fn unit_behind(text: &str, at: usize) -> bool {
    let unit = text[at..].chars().take_while(|c| c.is_alphanumeric());
    let (letters, capitals) = unit.fold((0, 0), |(all, capitals), c| (all + 1, capitals + u32::from(c.is_uppercase())));
    letters >= 2 && letters == capitals
}

/// The usual case of a known code; one that nobody knows stays as written, or in capitals where it was all small.
fn official_case(group: &str) -> String {
    if let Some(letters) = Kind::letters(group) {
        return letters.to_owned();
    }
    let code = without_term(group);
    let known = Issuer::of_code(code).map(|issuer| format!("{}{}", issuer.code(), &group[code.len()..]));
    let small = || if group.chars().all(|c| !c.is_uppercase()) { group.to_uppercase() } else { group.to_owned() };
    known.unwrap_or_else(small)
}

/// `NĐCP` → `NĐ-CP`.
fn joined(symbol: &str) -> String {
    if symbol.contains(['-', '/', '.']) || Issuer::of_code(symbol).is_some() {
        return symbol.to_owned();
    }
    let split = |(at, _): (usize, char)| {
        let (kind, code) = symbol.split_at(at);
        let issuer = Issuer::of_code(code).filter(|_| code.chars().count() > 1)?;
        Some(format!("{}-{}", Kind::letters(kind)?, issuer.code()))
    };
    symbol.char_indices().skip(1).find_map(split).unwrap_or_else(|| symbol.to_owned())
}
