//! The end of a document: who signed it in what office, and who gets it (nơi nhận).

use super::document::{Block, Document};
use crate::content::structure::{Marker, in_capitals, read_marker};
use crate::text::key;

/// Offices as people write them, the longer before the shorter.
const OFFICES: &[&str] = &[
    "Phó Chủ tịch Thường trực",
    "Phó Chủ tịch Quốc hội",
    "Chủ tịch Quốc hội",
    "Phó Chủ tịch nước",
    "Chủ tịch nước",
    "Phó Chủ tịch",
    "Chủ tịch",
    "Phó Thủ tướng",
    "Thủ tướng Chính phủ",
    "Thủ tướng",
    "Bộ trưởng",
    "Thứ trưởng",
    "Phó Tổng Giám đốc",
    "Tổng Giám đốc",
    "Phó Giám đốc",
    "Giám đốc",
    "Phó Tổng cục trưởng",
    "Tổng cục trưởng",
    "Phó Cục trưởng",
    "Phó Chi cục trưởng",
    "Chi cục trưởng",
    "Cục trưởng",
    "Phó Vụ trưởng",
    "Vụ trưởng",
    "Viện trưởng",
    "Phó Viện trưởng",
    "Chánh án",
    "Phó Chánh án",
    "Phó Thống đốc",
    "Thống đốc",
    "Tổng Thanh tra",
    "Phó Tổng Thanh tra",
    "Chánh Thanh tra",
    "Phó Chánh Thanh tra",
    "Tổng Kiểm toán Nhà nước",
    "Phó Chánh Văn phòng",
    "Chánh Văn phòng",
    "Bộ trưởng, Chủ nhiệm",
    "Chủ nhiệm",
    "Phó Chủ nhiệm",
    "Hiệu trưởng",
    "Phó Hiệu trưởng",
    "Phó Trưởng ban",
    "Trưởng ban",
    "Phó Trưởng phòng",
    "Trưởng phòng",
    "Phó Bí thư Thường trực",
    "Phó Bí thư",
    "Bí thư",
    "Tổng Bí thư",
    "Tổng Thư ký",
    "Phó Trưởng đoàn",
    "Trưởng đoàn",
    "Ủy viên Thường vụ",
    "Phó Trưởng Ban Thường trực",
];

/// What stands before an office: on behalf of, for, by order of, by authority of, acting.
const SIGNING: &[&str] = &["TM.", "T/M", "TM ", "KT.", "K/T", "TL.", "T/L", "TUQ.", "Q.", "TUQ "];

/// Farthest from the end of the text, in paragraphs, that its signature is looked for.
const REACH: usize = 80;

/// What the end says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tail {
    /// The name and the office: `Nguyễn Thị Bích Dung (Giám đốc)`.
    pub(super) signer: Option<String>,
    /// The paragraph of the file where the name stands.
    pub(super) signed: Option<usize>,
    /// Nơi nhận, a line each.
    pub(super) recipients: Vec<String>,
}

/// Whether a line is an office in capitals, or signs for one.
pub(super) fn is_office(line: &str) -> bool {
    let line = line.trim();
    let signs = SIGNING.iter().any(|sign| line.starts_with(sign));
    in_capitals(line) && line.chars().count() < 100 && (signs || office(line).is_some())
}

/// The office of a line as people write it.
fn office(line: &str) -> Option<&'static str> {
    let without = SIGNING.iter().find_map(|sign| line.strip_prefix(sign)).unwrap_or(line).trim();
    let line = key(without).text;
    let begins = |office: &str| line.strip_prefix(&key(office).text).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    OFFICES.iter().copied().find(|office| begins(office))
}

/// Reads the end of a document; annexes behind it are passed over.
pub(super) fn read(document: &Document) -> Tail {
    let lines: Vec<(String, usize)> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some((paragraph.text(), paragraph.place)),
            Block::Table(_) => None,
        })
        .collect();
    let end = annex(&lines).unwrap_or(lines.len());
    let lines = &lines[end.saturating_sub(REACH)..end];
    let mut tail = Tail { recipients: recipients(lines), ..Tail::default() };
    // The last office under which a name stands: of several signatures the last is that of the issuer.
    let signed = (0..lines.len()).rev().filter(|at| is_office(&lines[*at].0)).find_map(|at| Some((at, name(&lines[at + 1..])?)));
    if let Some((at, (name, place))) = signed {
        tail.signed = Some(place);
        tail.signer = Some(match office(&lines[at].0) {
            Some(office) => format!("{name} ({office})"),
            None => name,
        });
    }
    tail
}

/// Where the first annex begins, behind a signature.
fn annex(lines: &[(String, usize)]) -> Option<usize> {
    let is_annex = |line: &str| read_marker(line).is_some_and(|marked| matches!(marked.marker, Marker::Annex(_)));
    let signed = lines.iter().position(|(line, _)| is_office(line))?;
    let after = lines[signed..].iter().position(|(line, _)| is_annex(line))?;
    Some(signed + after)
}

/// The name of a person within the lines below an office, and its paragraph.
fn name(lines: &[(String, usize)]) -> Option<(String, usize)> {
    const BELOW: usize = 6;
    for (line, place) in lines.iter().take(BELOW) {
        if let Some(name) = person(line) {
            return Some((name, *place));
        }
        let passed = line.starts_with('(') || key(line).text.starts_with("đã ký") || is_office(line);
        if !passed {
            return None;
        }
    }
    None
}

/// A line that is nothing but a name: two to six words that begin with capitals.
fn person(line: &str) -> Option<String> {
    const TITLES: &[&str] =
        &["GS.", "PGS.", "TS.", "ThS.", "CN.", "BS.", "Đại tướng", "Thượng tướng", "Trung tướng", "Thiếu tướng", "Đại tá"];
    let mut name = line.trim();
    while let Some(rest) = TITLES.iter().find_map(|title| name.strip_prefix(title)) {
        name = rest.trim_start();
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let fits = |word: &&str| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
    if !(2..=6).contains(&words.len()) || !words.iter().all(fits) || is_office(name) {
        return None;
    }
    let capitals = in_capitals(name);
    if capitals && words.len() < 3 {
        return None;
    }
    let cased = |word: &&str| if capitals { super::letters::first_capital(&word.to_lowercase()) } else { (*word).to_owned() };
    Some(words.iter().map(cased).collect::<Vec<_>>().join(" "))
}

fn recipients(lines: &[(String, usize)]) -> Vec<String> {
    let Some(start) = lines.iter().rposition(|(line, _)| key(line).text.starts_with("nơi nhận")) else { return Vec::new() };
    let listed = lines[start + 1..].iter().map(|(line, _)| line.trim_start_matches(['-', '–', '+', '•', ' ']).to_owned());
    listed.take_while(|line| !is_office(line)).filter(|line| person(line).is_none()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::document::Paragraph;
    use super::*;

    fn tail(lines: &[&str]) -> Tail {
        let blocks = lines.iter().enumerate().map(|(at, line)| Block::Paragraph(Paragraph::plain(line, at + 1))).collect();
        read(&Document { blocks, ..Document::default() })
    }

    #[test]
    fn the_last_office_with_a_name_is_the_signature() {
        let lines = [
            "Điều 2. …",
            "Nơi nhận:",
            "- Như Điều 2;",
            "- Lưu: VT.",
            "TM. ỦY BAN NHÂN DÂN",
            "KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
            "(Đã ký)",
            "Trần Thị B",
            "PHỤ LỤC I",
            "GIÁM ĐỐC",
            "Lê Văn C",
        ];
        let tail = tail(&lines);
        assert_eq!(tail.signer.as_deref(), Some("Trần Thị B (Phó Chủ tịch)"));
        assert_eq!((tail.signed, tail.recipients), (Some(9), vec!["Như Điều 2;".to_owned(), "Lưu: VT.".to_owned()]));
    }

    #[test]
    fn what_is_no_name_is_no_signature() {
        assert_eq!(
            tail(&["CHỦ TỊCH QUỐC HỘI", "Nguyễn Sinh Hùng"]).signer.as_deref(),
            Some("Nguyễn Sinh Hùng (Chủ tịch Quốc hội)")
        );
        assert_eq!(tail(&["GIÁM ĐỐC", "NGUYỄN THỊ BÍCH DUNG"]).signer.as_deref(), Some("Nguyễn Thị Bích Dung (Giám đốc)"));
        assert_eq!(tail(&["GIÁM ĐỐC", "", "Nơi nhận"]).signer, None);
        assert_eq!(tail(&["GIÁM ĐỐC SỞ NGOẠI VỤ", "Căn cứ Luật A;"]).signer, None);
        assert_eq!(tail(&[]), Tail::default());
    }
}
