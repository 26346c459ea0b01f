//! Dates as documents write them.

use jiff::civil::Date;

/// Reads a date that begins at `at`, with the byte where it ends.
///
/// Forms: `20/2/2024`, `20-2-2024`, `20.2.2024`, `20 tháng 02 năm 2024`. A day that does not exist is no date.
pub(crate) fn scan(text: &str, at: usize) -> Option<(Date, usize)> {
    let (day, after) = figures(text, at, 2)?;
    in_figures(text, day, after).or_else(|| in_words(text, day, after))
}

fn in_figures(text: &str, day: i16, after: usize) -> Option<(Date, usize)> {
    let (mark, after) = separator(text, after)?;
    let (month, after) = figures(text, after, 2)?;
    let (second, after) = separator(text, after)?;
    if second == mark { date(text, day, month, after) } else { None }
}

fn in_words(text: &str, day: i16, after: usize) -> Option<(Date, usize)> {
    let (month, after) = figures(text, word(text, after, "tháng")?, 2)?;
    date(text, day, month, word(text, after, "năm")?)
}

fn date(text: &str, day: i16, month: i16, at: usize) -> Option<(Date, usize)> {
    let (year, end) = figures(text, at, 4).filter(|(_, end)| end - at == 4)?;
    // `01/2026/HĐ` is no date, and `1/1/20245` none either.
    let more = text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '/');
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (!more).then_some((date, end))
}

/// `/`, `-` or `.`, with at most one space on either side as bad scans have it; the byte after it.
fn separator(text: &str, at: usize) -> Option<(char, usize)> {
    let rest = text[at..].strip_prefix(' ').unwrap_or(&text[at..]);
    let mark = rest.chars().next().filter(|c| matches!(c, '/' | '-' | '.'))?;
    let rest = rest[1..].strip_prefix(' ').unwrap_or(&rest[1..]);
    Some((mark, text.len() - rest.len()))
}

/// One to `most` figures.
fn figures(text: &str, at: usize, most: usize) -> Option<(i16, usize)> {
    let count = text.get(at..)?.bytes().take_while(u8::is_ascii_digit).count();
    let end = at + count;
    (1..=most).contains(&count).then(|| text[at..end].parse().ok().map(|value| (value, end)))?
}

/// A word in small letters or capitals, with or without white space round it (`03năm`); the byte after it.
fn word(text: &str, at: usize, word: &str) -> Option<usize> {
    let rest = after_any_space(&text[at..])?;
    let rest = rest.strip_prefix(word).or_else(|| rest.strip_prefix(word.to_uppercase().as_str()))?;
    after_any_space(rest).map(|rest| text.len() - rest.len())
}

/// Reads `ngày …` that directly follows a number or a name, after a space or a comma and a space.
pub(super) fn following(text: &str, at: usize) -> Option<(Date, usize)> {
    let rest = after_space(text[at..].strip_prefix(',').unwrap_or(&text[at..]))?;
    let rest = ["ngày", "Ngày", "NGÀY"].iter().find_map(|word| rest.strip_prefix(word)).and_then(after_any_space)?;
    scan(text, text.len() - rest.len())
}

/// What follows one space, or the few that careless typing leaves.
pub(super) fn after_space(text: &str) -> Option<&str> {
    after_any_space(text).filter(|rest| rest.len() < text.len())
}

/// What follows no space or a few.
fn after_any_space(text: &str) -> Option<&str> {
    const MOST: usize = 4;
    let spaces = text.bytes().take(MOST + 1).take_while(|byte| *byte == b' ').count();
    (spaces <= MOST).then(|| &text[spaces..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_are_one_date() {
        for text in ["20/2/2024", "20/02/2024", "20-2-2024", "20.2.2024", "20 tháng 02 năm 2024", "20 tháng 2 năm 2024"] {
            assert_eq!(scan(text, 0), Some((jiff::civil::date(2024, 2, 20), text.len())), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_no_date() {
        for text in ["30/2/2024", "20/2/24", "1/13/2024", "20/2/2024/QĐ", "ngày 5", "20/2-2024", ""] {
            assert_eq!(scan(text, 0), None, "{text}");
        }
    }
}
