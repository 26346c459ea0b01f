//! `personal-data`: numbers of citizens, mobile telephones, private mail addresses and dates of birth.
//!
//! A land line, a hotline and an agency's mail address are public; a row of figures is a person's number only where its
//! form and the words before it say so. Tables say it in the head of a column.

use std::ops::Range;

use super::Found;
use super::lines::{after, before, cells, last_of, lines};
use crate::diagnostic::Code;

/// Words before the number of a person's paper.
const PAPER: &[&str] =
    &["cccd", "cmnd", "cmtnd", "căn cước", "chứng minh nhân dân", "chứng minh thư", "định danh cá nhân", "hộ chiếu"];
/// Words before figures of another kind.
const OTHER: &[&str] = &[
    "tài khoản",
    "stk",
    "mã số thuế",
    "mst",
    "mã số doanh nghiệp",
    "mã hồ sơ",
    "mã vạch",
    "mã đơn vị",
    "mã quan hệ ngân sách",
    "hợp đồng",
    "hóa đơn",
    "số tiền",
    "kinh phí",
    "biên lai",
    "isbn",
    "mã thủ tục",
    "mã định danh điện tử",
    "số seri",
    "số sê-ri",
];
/// Words before a telephone that an agency gives to everybody.
const PUBLIC_PHONE: &[&str] = &["đường dây nóng", "hotline", "tổng đài", "trực ban", "tiếp công dân", "fax"];
/// Units behind an amount.
const UNITS: &[&str] = &["đồng", "vnđ", "vnd", "usd", "triệu", "tỷ", "m2", "m²", "ha", "kg", "tấn", "người", "%"];
/// Providers of mail to anybody.
const PRIVATE_MAIL: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "yahoo.com",
    "yahoo.com.vn",
    "ymail.com",
    "rocketmail.com",
    "hotmail.com",
    "hotmail.com.vn",
    "outlook.com",
    "outlook.com.vn",
    "live.com",
    "msn.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "proton.me",
    "protonmail.com",
];
/// Words before a date of birth; the last two need a name before them.
const BORN: &[&str] = &["ngày sinh", "ngày, tháng, năm sinh", "ngày tháng năm sinh", "năm sinh", "sinh ngày", "sinh năm"];
/// Words behind a year that speak of a generation.
const GENERATION: &[&str] = &["trở", "về trước", "về sau", "đến", "-", "–"];
/// Words that make another word of the `sinh` behind them.
const COMPOUND: &[&str] = &["học", "an", "vệ", "khai", "phát", "thí", "dân", "môi", "tái", "hộ"];
/// Years in which people whom a document names today were born.
const YEARS: std::ops::RangeInclusive<u32> = 1920..=2040;
/// Longest local part of a mail address, in bytes (RFC 5321).
const LOCAL: usize = 64;

pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut heads: Vec<String> = Vec::new();
    for (at, line) in lines(text) {
        let cells = cells(line);
        if cells.is_empty() {
            heads.clear();
            in_stretch(line, None, at, &mut found);
            continue;
        }
        if heads.is_empty() {
            heads = cells.iter().map(|(_, cell)| cell.to_lowercase()).collect();
        }
        for (column, (inner, cell)) in cells.into_iter().enumerate() {
            in_stretch(cell, heads.get(column).map(String::as_str), at + inner, &mut found);
        }
    }
    found
}

/// What a line or a cell has; `head` is the head of the cell's column.
fn in_stretch(line: &str, head: Option<&str>, at: usize, found: &mut Vec<Found>) {
    let here = |span: &Range<usize>| at + span.start..at + span.end;
    let mut tell = |span: &Range<usize>, vi: &str, en: &str| {
        found.push(Found::new(Code::PersonalData, here(span), vi, en));
    };
    for figures in runs(line) {
        if let Some((vi, en)) = number(line, &figures, head) {
            tell(&figures, vi, en);
        }
    }
    for (sign, _) in line.match_indices('@') {
        if let Some(span) = mail(line, sign) {
            tell(&span, "địa chỉ thư điện tử cá nhân", "a private mail address");
        }
    }
    for span in births(line, head) {
        tell(&span, "ngày sinh hoặc năm sinh của một người", "a person's date or year of birth");
    }
}

/// Figures with single blanks, dots or dashes between them, on their own: no part of a number, an address or a word.
fn runs(line: &str) -> Vec<Range<usize>> {
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at;
        while at < bytes.len() {
            if bytes[at].is_ascii_digit() {
                end = at + 1;
            } else if !(b" .-".contains(&bytes[at]) && end == at && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)) {
                break;
            }
            at += 1;
        }
        let joins = |c: char| c.is_alphanumeric() || "/_=%,@".contains(c);
        let free_before = !line[..start].ends_with(|c: char| joins(c) || "-.".contains(c));
        let rest = &line[end..];
        let mut next = rest.chars();
        let free_after = match next.next() {
            Some(c) if c.is_alphanumeric() || "/_=%@".contains(c) => false,
            Some(',' | '.' | '-') => !next.next().is_some_and(char::is_alphanumeric),
            _ => true,
        };
        if free_before && free_after {
            found.push(start..end);
        }
    }
    found
}

/// What a row of figures is, where it is a person's.
fn number(line: &str, figures: &Range<usize>, head: Option<&str>) -> Option<(&'static str, &'static str)> {
    let written = &line[figures.clone()];
    let digits: String = written.chars().filter(char::is_ascii_digit).take(13).collect();
    if !(9..=12).contains(&digits.len()) {
        return None;
    }
    let words = format!("{} {}", head.unwrap_or_default(), before(line, figures.start));
    let behind = after(line, figures.end);
    let (paper, other) = (last_of(&words, PAPER), last_of(&words, OTHER));
    let is_amount = UNITS.iter().any(|unit| behind.trim_start().starts_with(unit));
    // The nearest words count: `tài khoản 123, CCCD 001…`.
    if is_amount || other > paper {
        return None;
    }
    let whole = written.len() == digits.len();
    match digits.len() {
        12 if is_citizen(&digits) && (whole || paper.is_some()) => Some(("số căn cước công dân", "a citizen's identity number")),
        9 if paper.is_some() => Some(("số chứng minh nhân dân", "the number of an identity card")),
        10 | 11 if is_mobile(line, figures, &digits) && last_of(&words, PUBLIC_PHONE).is_none() => {
            Some(("số điện thoại di động", "a mobile telephone number"))
        }
        _ => None,
    }
}

/// Province 001 to 096, century and sex 0 to 3, two figures of the year of birth (Thông tư 59/2021/TT-BCA), six more.
fn is_citizen(digits: &str) -> bool {
    let province: u32 = digits[..3].parse().unwrap_or_default();
    let year: u32 = digits[4..6].parse().unwrap_or_default();
    match digits.as_bytes()[3] {
        b'0' | b'1' => (1..=96).contains(&province) && 1900 + year >= *YEARS.start(),
        b'2' | b'3' => (1..=96).contains(&province) && 2000 + year <= *YEARS.end(),
        _ => false,
    }
}

/// `0912 345 678` or `+84 912 345 678`: the networks' first figures, never a land line (02), 1800 or 1900.
fn is_mobile(line: &str, figures: &Range<usize>, digits: &str) -> bool {
    let local = match digits.strip_prefix("84") {
        Some(rest) if digits.len() == 11 && line[..figures.start].ends_with('+') => rest,
        _ if digits.len() == 10 => digits.strip_prefix('0').unwrap_or_default(),
        _ => "",
    };
    let network = local.get(..2).unwrap_or_default().as_bytes();
    match network {
        [b'3', second] => (b'2'..=b'9').contains(second),
        [b'5', second] => b"25689".contains(second),
        [b'7', second] => b"06789".contains(second),
        [b'8', second] => (b'1'..=b'9').contains(second),
        [b'9', _] => true,
        _ => false,
    }
}

/// The address around an `@`, where its provider gives addresses to anybody.
fn mail(line: &str, sign: usize) -> Option<Range<usize>> {
    let is_local = |b: &u8| b.is_ascii_alphanumeric() || b"._%+-".contains(b);
    let bytes = line.as_bytes();
    let local = bytes[..sign].iter().rev().take(LOCAL).take_while(|b| is_local(b)).count();
    let rest = &bytes[sign + 1..];
    let domain = rest.iter().take(LOCAL).take_while(|b| b.is_ascii_alphanumeric() || b".-".contains(b)).count();
    let name = line.get(sign + 1..sign + 1 + domain)?.trim_end_matches(['.', '-']);
    let is_private = PRIVATE_MAIL.iter().any(|one| name.eq_ignore_ascii_case(one));
    (local > 0 && is_private).then(|| sign - local..sign + 1 + name.len())
}

/// Dates of birth: behind `Ngày sinh:`, in a column of that name, behind a name and `sinh ngày` or `sinh năm`.
fn births(line: &str, head: Option<&str>) -> Vec<Range<usize>> {
    let is_column = head.is_some_and(|head| last_of(head, BORN).is_some());
    if is_column {
        return date(line, 0, true).into_iter().collect();
    }
    let mut found = Vec::new();
    for (at, _) in line.match_indices("inh") {
        let Some(start) = at.checked_sub(1).filter(|start| line.is_char_boundary(*start)) else { continue };
        if !matches!(&line[start..at], "s" | "S") {
            continue;
        }
        let (behind, so_far) = (&line[at + "inh".len()..], &line[..start]);
        let field = before(line, start).trim_end().ends_with(['y', 'm']) && behind.trim_start().starts_with(':');
        let field = field && last_of(&before(line, at + "inh".len()), BORN).is_some();
        let of_name = [" ngày", " năm"].iter().any(|word| behind.starts_with(word)) && ends_with_name(so_far);
        if (field || of_name)
            && let Some(span) = date(line, at + "inh".len(), field)
        {
            found.push(span);
        }
    }
    found
}

/// Whether two capitalised words in a row stand right before: `Nguyễn Văn A, `, `Trần Thị B (`; in `Hội Học sinh` and
/// `Quỹ An sinh` they are no name, in `Nguyễn Văn An sinh năm` three are.
fn ends_with_name(words: &str) -> bool {
    let named = words.trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_name = |word: &&str| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
    let count = named.rsplit(' ').map(|word| word.trim_matches('*')).take(3).take_while(is_name).count();
    let last = named.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let is_compound = words.trim_end() == named && COMPOUND.contains(&last.as_str());
    count >= if is_compound { 3 } else { 2 }
}

/// A day, or a year alone, shortly behind a place; a generation (`trở về trước`) is nobody's.
fn date(line: &str, from: usize, anything: bool) -> Option<Range<usize>> {
    let skipped = line[from..].chars().take(12).take_while(|c| !c.is_ascii_digit()).map(char::len_utf8).sum::<usize>();
    let start = from + skipped;
    let mut end = start;
    let mut year = 0;
    // At most a day, a month and a year.
    for _ in 0..3 {
        let figures = line[end..].bytes().take(5).take_while(u8::is_ascii_digit).count();
        if figures == 0 || figures > 4 {
            return None;
        }
        year = line[end..end + figures].parse().unwrap_or_default();
        end += figures;
        if figures == 4 {
            break;
        }
        let rest = &line[end..];
        let between = ["/", "-", ".", " tháng ", " năm "].into_iter().find(|sign| rest.starts_with(sign))?;
        end += between.len();
    }
    let rest = after(line, end);
    let of_many = !anything && GENERATION.iter().any(|word| rest.trim_start().starts_with(word));
    (YEARS.contains(&year) && !of_many).then_some(start..end)
}
