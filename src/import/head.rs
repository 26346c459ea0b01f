//! The head of a document (NĐ 30/2020/NĐ-CP, Phụ lục I): body, số ký hiệu, place and day, kind, subject matter.
//!
//! Read are the lines before the first legal basis or unit, as they stand in tables, tabs or lines of their own.

use super::document::{Block, Document};
use super::line::{Issued, Number, PIECE, day_in, in_brackets, number_in, pieces, subject, title_line};
use crate::citation::{Kind, Kinds};
use crate::content::structure::{in_capitals, read_marker};
use crate::text::key;

/// How many paragraphs a head may have.
const LONGEST: usize = 60;

/// Longest subject matter that is taken for one, in letters.
const TITLE: usize = 600;

/// Words that begin the text behind the head.
const TEXT: &[&str] = &[
    "căn cứ",
    "kính gửi",
    "theo đề nghị",
    "xét đề nghị",
    "xét tờ trình",
    "thực hiện",
    "nhằm",
    "để ",
    "quốc hội ban hành",
    "chính phủ ban hành",
    "quyết nghị",
    "quyết định:",
    "trong thời gian qua",
    "ngày ",
    "sau khi",
];

/// Offices and bodies in whose name a document speaks; their line follows the subject matter.
const AUTHORITIES: &[&str] = &[
    "bộ trưởng",
    "chủ tịch",
    "giám đốc",
    "tổng giám đốc",
    "chính phủ",
    "thủ tướng",
    "ủy ban nhân dân",
    "ubnd",
    "hội đồng",
    "hđnd",
    "cục trưởng",
    "chi cục trưởng",
    "tổng cục trưởng",
    "hiệu trưởng",
    "chánh án",
    "viện trưởng",
    "trưởng ban",
    "quốc hội",
    "thống đốc",
    "ban thường vụ",
    "ủy ban thường vụ",
    "tổng kiểm toán",
    "tổng thanh tra",
    "chánh văn phòng",
    "ban chấp hành",
    "bộ chính trị",
    "ban bí thư",
    "thường trực",
];

/// A fact and the paragraph of the file it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found<T> {
    pub(super) value: T,
    pub(super) place: usize,
}

/// What the head says.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    pub(super) number: Option<Found<Number>>,
    pub(super) issued: Option<Found<Issued>>,
    /// The body's lines, those of the body above it first.
    pub(super) bodies: Vec<Found<String>>,
    pub(super) kind: Option<Found<Kind>>,
    /// The lines of the subject matter.
    pub(super) title: Vec<Found<String>>,
    /// Whether it is addressed to someone, or has its subject under the number, as letters do.
    pub(super) letter: bool,
}

/// A line of the head.
struct Line {
    text: String,
    bold: bool,
    /// Whether the file says it is a heading.
    heading: bool,
    place: usize,
}

/// Reads the head of a document.
pub(super) fn read(document: &Document, kinds: &Kinds) -> Head {
    let lines = lines(document);
    let mut head = Head::default();
    for (at, line) in lines.iter().enumerate() {
        if let Some((kind, rest)) = title_line(&line.text, kinds) {
            head.kind = Some(Found { value: kind, place: line.place });
            head.title = title(rest, line, &lines[at + 1..], kind);
            break;
        }
        let folded = key(&line.text).text;
        if folded.starts_with("kính gửi") {
            head.letter = true;
            break;
        }
        if begins_text(&line.text, &folded) {
            break;
        }
        for piece in pieces(&line.text) {
            head.piece(piece, line.place);
        }
    }
    head
}

fn lines(document: &Document) -> Vec<Line> {
    let paragraphs = document.blocks.iter().map_while(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        Block::Table(_) => None,
    });
    let lines = paragraphs.take(LONGEST).map(|one| {
        let text: String = one.runs.iter().map(|run| run.text.as_str()).collect();
        Line { text: text.trim().to_owned(), bold: one.is_bold(), heading: one.heading.is_some(), place: one.place }
    });
    lines.filter(|line| !line.text.is_empty()).collect()
}

fn begins_text(line: &str, folded: &str) -> bool {
    let dated = folded.starts_with("ngày ") && day_in(line).is_some();
    // A subject matter in capitals may begin with these words, a text does not.
    let text = !dated && !in_capitals(line) && TEXT.iter().any(|word| folded.starts_with(word));
    text || read_marker(line).is_some()
}

impl Head {
    fn piece(&mut self, piece: &str, place: usize) {
        if piece.is_empty() || piece.len() > PIECE {
            return;
        }
        let folded = key(piece).text;
        let motto = ["cộng hòa xã hội chủ nghĩa", "độc lập", "đảng cộng sản việt nam"];
        if motto.iter().any(|words| folded.starts_with(words)) {
            return;
        }
        let piece = piece.trim_matches(['*', ' ']);
        if let Some((number, rest)) = number_in(piece) {
            if self.number.is_none() {
                self.number = Some(Found { value: number, place });
            }
            self.piece(rest, place);
            return;
        }
        if let Some(subject) = subject(piece) {
            self.letter = true;
            self.title.push(Found { value: subject.to_owned(), place });
        } else if let Some(issued) = day_in(piece) {
            self.issued.get_or_insert(Found { value: issued, place });
        } else if self.number.is_none() && self.title.is_empty() && in_capitals(piece) && piece.chars().count() < 150 {
            self.bodies.push(Found { value: piece.to_owned(), place });
        } else if self.letter && !self.title.is_empty() && self.issued.is_none() {
            // The subject of a letter goes on below.
            self.title.push(Found { value: piece.to_owned(), place });
        }
    }
}

/// The subject matter: what is left of the line with the kind, and the lines below it that look like it.
fn title(rest: &str, line: &Line, below: &[Line], kind: Kind) -> Vec<Found<String>> {
    let mut found = Vec::new();
    if !rest.is_empty() {
        found.push(Found { value: rest.to_owned(), place: line.place });
    }
    let mut first: Option<&Line> = None;
    for next in below {
        let folded = key(&next.text).text;
        let length: usize = found.iter().map(|one: &Found<String>| one.value.len()).sum();
        let authority =
            in_capitals(&next.text) && AUTHORITIES.iter().any(|one| folded.starts_with(one)) && !kind.is_cited_by_name();
        let ends = begins_text(&next.text, &folded) || authority || next.text.ends_with([':', ';']) || length > TITLE;
        if ends || in_brackets(&next.text) || next.heading && !line.heading {
            break;
        }
        let like = match first {
            None => rest.is_empty() || next.text.starts_with(char::is_lowercase) || in_capitals(&next.text) && in_capitals(rest),
            Some(first) if in_capitals(&first.text) => in_capitals(&next.text),
            Some(first) => first.bold && next.bold && !in_capitals(&next.text) || next.text.starts_with(char::is_lowercase),
        };
        if !like || next.text.chars().count() > TITLE {
            break;
        }
        first = first.or(Some(next));
        found.push(Found { value: next.text.trim_matches(['“', '”', '"', ' ']).to_owned(), place: next.place });
    }
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::document::Paragraph;
    use super::*;

    fn head(lines: &[&str]) -> Head {
        let blocks = lines.iter().enumerate().map(|(at, line)| Block::Paragraph(Paragraph::plain(line, at + 1))).collect();
        read(&Document { blocks, ..Document::default() }, &Kinds::default())
    }

    fn texts(found: &[Found<String>]) -> Vec<&str> {
        found.iter().map(|one| one.value.as_str()).collect()
    }

    #[test]
    fn the_head_of_a_decree_is_read() {
        let head = head(&[
            "CHÍNH PHỦ",
            "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số: 59/2023/NĐ-CP\tHà Nội, ngày 14 tháng 8 năm 2023",
            "NGHỊ ĐỊNH",
            "Quy định chi tiết một số điều",
            "của Luật Thực hiện dân chủ ở cơ sở",
            "Căn cứ Luật Tổ chức Chính phủ;",
        ]);
        assert_eq!(texts(&head.bodies), ["CHÍNH PHỦ"]);
        assert_eq!(head.number.expect("a number").value, Number::Written("59/2023/NĐ-CP".to_owned()));
        assert_eq!(head.issued.expect("a day").value, Issued::On(date(2023, 8, 14)));
        assert_eq!(head.kind.expect("a kind").value.name(), "Nghị định");
        assert_eq!(texts(&head.title), ["Quy định chi tiết một số điều", "của Luật Thực hiện dân chủ ở cơ sở"]);
    }

    #[test]
    fn the_head_of_a_letter_is_read() {
        let head = head(&[
            "VĂN PHÒNG CHÍNH PHỦ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
            "Số: 4519/VPCP-KTN V/v đầu tư giai đoạn 2 | Hà Nội , ngày 17 tháng 06 năm 2015",
            "Kính gửi: Ủy ban nhân dân tỉnh Thái Bình.",
        ]);
        assert_eq!(head.number.expect("a number").value, Number::Written("4519/VPCP-KTN".to_owned()));
        assert_eq!(head.issued.expect("a day").value, Issued::On(date(2015, 6, 17)));
        assert_eq!((texts(&head.bodies), texts(&head.title)), (vec!["VĂN PHÒNG CHÍNH PHỦ"], vec!["đầu tư giai đoạn 2"]));
        assert!(head.letter && head.kind.is_none());
    }

    #[test]
    fn kind_and_subject_may_share_a_line() {
        let plan = head(&["Số: /KH-NV", "KẾ HOẠCH Triển khai công tác dân vận năm 2025", "Căn cứ Quyết định số 129/QĐ-UBND;"]);
        assert_eq!(texts(&plan.title), ["Triển khai công tác dân vận năm 2025"]);
        let decision = head(&[
            "QUYẾT ĐỊNH",
            "VỀ VIỆC BAN HÀNH QUY CHẾ",
            "LÀM VIỆC",
            "CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG",
            "Căn cứ",
        ]);
        assert_eq!(texts(&decision.title), ["VỀ VIỆC BAN HÀNH QUY CHẾ", "LÀM VIỆC"]);
        let law = head(&["LUẬT", "TỔ CHỨC CHÍNH PHỦ", "Căn cứ Hiến pháp;"]);
        assert_eq!(texts(&law.title), ["TỔ CHỨC CHÍNH PHỦ"]);
        assert_eq!(head(&["BỘ LUẬT TỐ TỤNG HÌNH SỰ", "Căn cứ"]).kind.expect("a kind").value.name(), "Bộ luật");
    }

    proptest! {
        #[test]
        fn any_lines_are_read_without_a_panic(lines in proptest::collection::vec("((Số:?|ngày|tháng|năm|QUYẾT ĐỊNH|V/v|/| |\t|\\||5|2024|NĐ-CP|\\PC)){0,12}", 0..8)) {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            head(&lines);
        }
    }
}
