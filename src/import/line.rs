//! What one line of a head states: number, day, kind, subject.

use jiff::civil::{Date, date};

use crate::citation::{DocumentNumber, Kind, Kinds, scan_date};
use crate::content::structure::in_capitals;
use crate::text::key;

/// Longest part of a line that states one fact, in bytes.
pub(super) const PIECE: usize = 500;

/// When a document was issued, as its head says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Issued {
    /// The day.
    On(Date),
    /// The day, or month too, is left blank.
    Between(Date, Date),
    /// Nothing is filled in, or no such day exists.
    Blank,
}

/// Số, ký hiệu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Number {
    /// As it stands.
    Written(String),
    /// Left blank: `Số:      /KH-NV`, with what is there.
    Blank(String),
}

/// The parts of a line that stand side by side, in cells, at tabs or far apart.
pub(super) fn pieces(line: &str) -> Vec<&str> {
    let cells = line.split(['|', '\t']).flat_map(|cell| match cell.find("ngày").filter(|_| cell.contains("Số")) {
        // `Số:       /KH-SNgV      Hà Nội, ngày     tháng     năm 2025`: what is left blank is far apart too.
        Some(day) => match cell[..day].trim_end().rfind("    ") {
            Some(gap) => vec![&cell[..gap], &cell[gap..]],
            None => vec![cell],
        },
        None if key(cell).text.starts_with("số") || cell.contains("tháng") => vec![cell],
        None => cell.split("    ").collect(),
    });
    cells.map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// `V/v …`: the subject of a letter.
pub(super) fn subject(piece: &str) -> Option<&str> {
    ["V/v", "v/v", "V/V", "Về việc", "Vv"]
        .iter()
        .find_map(|word| piece.strip_prefix(word))
        .map(|rest| rest.trim_matches([':', ' ', '.']))
}

/// `Số: 59/2023/NĐ-CP`, `Luật số: …`, `Số 26-HD/BTCTW`, and what stands behind the number.
pub(super) fn number_in(piece: &str) -> Option<(Number, &str)> {
    const BEFORE: &[&str] = &["", "luật", "bộ luật", "pháp lệnh", "nghị quyết"];
    let (before, after) = ["Số", "SỐ", "số"].iter().find_map(|word| piece.split_once(word))?;
    if !BEFORE.contains(&key(before).text.as_str()) {
        return None;
    }
    let spaced = after.trim_start();
    let colon = spaced.strip_prefix(':');
    let value = colon.unwrap_or(spaced).trim_start();
    let end = ["V/v", "v/v", "Về việc", "Hà Nội,"].iter().filter_map(|word| value.find(word)).min().unwrap_or(value.len());
    let start = piece.len() - value.len();
    let (value, rest) = value.split_at(end);
    let value = value.trim_end();
    // The longest beginning that is a number: what follows is another cell.
    let ends = value.match_indices(' ').map(|(at, _)| at).chain([value.len()]);
    let longest = ends.filter(|end| DocumentNumber::parse(&value[..*end]).is_some()).max();
    if let Some(end) = longest {
        return Some((Number::Written(value[..end].trim_end().to_owned()), piece[start + end..].trim()));
    }
    colon?;
    let written = value.starts_with(|c: char| c.is_ascii_digit()) && value.contains(['/', '-']);
    Some((if written { Number::Written(value.to_owned()) } else { Number::Blank(value.to_owned()) }, rest))
}

/// `Hà Nội, ngày 14 tháng 8 năm 2023`, filled in or not.
pub(super) fn day_in(piece: &str) -> Option<Issued> {
    if piece.chars().count() > 100 {
        return None;
    }
    let (before, after) = ["ngày", "Ngày", "NGÀY"].iter().find_map(|word| piece.split_once(word))?;
    if !(before.trim().is_empty() || before.trim_end().ends_with([',', '.', '…']) || before.split_whitespace().count() <= 5) {
        return None;
    }
    let after = after.trim_start();
    if let Some((day, _)) = scan_date(after, 0) {
        return Some(Issued::On(day));
    }
    let (day, rest) = after.split_once("tháng")?;
    let (month, year) = rest.split_once("năm")?;
    let number = |text: &str| text.trim().trim_matches(['.', '…', '_', ' ']).parse::<i16>().ok();
    let year = number(year.get(..year.char_indices().nth(6).map_or(year.len(), |(at, _)| at))?);
    let Some(year) = year.filter(|year| (1945..=2100).contains(year)) else { return Some(Issued::Blank) };
    if number(day).is_some() && number(month).is_some() {
        // A day that is no day: 30 tháng 02.
        return Some(Issued::Blank);
    }
    let month = number(month).and_then(|month| i8::try_from(month).ok()).filter(|month| (1..=12).contains(month));
    Some(match month {
        Some(month) => Issued::Between(date(year, month, 1), date(year, month, 1).last_of_month()),
        None => Issued::Between(date(year, 1, 1), date(year, 12, 31)),
    })
}

/// The kind that a line of the title gives in capitals, and what follows it on the line.
pub(super) fn title_line<'a>(line: &'a str, kinds: &Kinds) -> Option<(Kind, &'a str)> {
    let line = line.trim_matches(['*', ' ']);
    // No name of a kind has more than five words; the longest that fits is meant.
    let ends = line.match_indices(char::is_whitespace).map(|(at, _)| at).chain([line.len()]).take(8);
    let named = ends.filter_map(|end| {
        let name = line[..end].split_whitespace().collect::<Vec<_>>().join(" ");
        let kind = kinds.from_name(&name).filter(|_| in_capitals(&name))?;
        Some((kind, line[end..].trim_matches([':', ' '])))
    });
    named.last()
}

/// `(Ban hành kèm theo …)`
pub(super) fn in_brackets(line: &str) -> bool {
    line.starts_with('(') && line.ends_with(')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_blanks() {
        for (line, expected) in [
            ("Hải Phòng, ngày    tháng    năm 2025", Issued::Between(date(2025, 1, 1), date(2025, 12, 31))),
            ("Hải Phòng, ngày … tháng 02 năm 2025", Issued::Between(date(2025, 2, 1), date(2025, 2, 28))),
            ("Hải Phòng, ngày ... tháng ... năm ...", Issued::Blank),
            ("Hải Phòng, ngày 30 tháng 02 năm 2025", Issued::Blank),
            ("Hải Phòng, ngày 05/02/2025", Issued::On(date(2025, 2, 5))),
        ] {
            assert_eq!(day_in(line), Some(expected), "{line}");
        }
        assert_eq!(number_in("Số:      /KH-NV").expect("blank").0, Number::Blank("/KH-NV".to_owned()));
        assert_eq!(number_in("Số: 12-x/lạ").expect("odd").0, Number::Written("12-x/lạ".to_owned()));
        assert_eq!(
            pieces("Số:      /KH-A        Hà Nội, ngày     tháng    năm 2025"),
            ["Số:      /KH-A", "Hà Nội, ngày     tháng    năm 2025"]
        );
        assert_eq!(pieces("BỘ A        CỘNG HÒA"), ["BỘ A", "CỘNG HÒA"]);
        assert_eq!(pieces("Hà Nội, ngày     tháng    năm 2025"), ["Hà Nội, ngày     tháng    năm 2025"]);
        let beside = number_in("Số: 12/KH-A  đ  V/v ă");
        assert_eq!(beside, Some((Number::Written("12/KH-A".to_owned()), "đ  V/v ă")));
        assert_eq!(number_in("Số lượng: 5"), None);
        assert_eq!(number_in("Số 26-HD/BTCTW").expect("a number").0, Number::Written("26-HD/BTCTW".to_owned()));
    }
}
