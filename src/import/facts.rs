//! From head and end to front matter: what the document says of itself, and how sure that is.

use jiff::civil::Date;

use super::document::{Document, Paragraph, Remark};
use super::head::{self, Found, Head};
use super::letters::{self, Spelling, first_capital};
use super::line::{self, Issued};
use super::tail;
use crate::citation::{DocumentNumber, Kind, Kinds};
use crate::content::{Evidence, Field, FrontMatter, Number, SourceReference};
use crate::corpus::with_kind;
use crate::diagnostic::Say;
use crate::scaffold::{NO_TITLE, kind_of};
use crate::text::key;

/// Front matter, and what an editor should look at.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) front: FrontMatter,
    pub(super) remarks: Vec<Remark>,
    /// Nơi nhận, a line each.
    pub(super) recipients: Vec<String>,
}

fn field<T>(value: T) -> Field<T> {
    Field { value, span: 0..0 }
}

/// Reads the facts of a document that came from the named file.
pub(super) fn read(document: &Document, kinds: &Kinds, file: &str) -> Facts {
    let head = head::read(document, kinds);
    let tail = tail::read(document);
    let text = document.paragraphs().map(Paragraph::text).collect::<Vec<_>>().join("\n");
    let source =
        SourceReference { title: None, url: None, reference: Some(format!("Tệp {file}")), place: None, accessed: None };
    let front = FrontMatter {
        evidence_default: Some(Evidence::AsCited),
        sources: vec![source],
        draft: true,
        signer: tail.signer.clone().map(field),
        ..FrontMatter::default()
    };
    let mut reader =
        Reader { spelling: Spelling::new(&text), facts: Facts { front, remarks: Vec::new(), recipients: tail.recipients } };
    reader.number(&head);
    reader.issued(&head);
    reader.kind(&head, kinds);
    reader.title(&head);
    reader.issuer(&head);
    if reader.facts.front.signer.is_none() {
        reader.say(None, "không thấy người ký ở cuối văn bản", "no signature was found at the end");
    }
    reader.facts
}

struct Reader<'a> {
    spelling: Spelling<'a>,
    facts: Facts,
}

impl Reader<'_> {
    fn say(&mut self, place: Option<usize>, vi: impl Into<String>, en: impl Into<String>) {
        self.facts.remarks.push(Remark { place, say: Say::new(vi, en) });
    }

    fn unsure(&mut self, key: &str, evidence: Evidence) {
        self.facts.front.evidence.insert(key.to_owned(), evidence);
    }

    fn number(&mut self, head: &Head) {
        match &head.number {
            Some(Found { value: line::Number::Written(text), place }) => {
                let parsed = DocumentNumber::parse(text);
                if parsed.is_none() {
                    self.say(
                        Some(*place),
                        format!("số, ký hiệu `{text}` không theo mẫu nào đã biết; sửa `number` nếu sai"),
                        format!("the number `{text}` has no known shape; correct `number` if it is wrong"),
                    );
                }
                self.facts.front.number = Some(field(Number { text: text.clone(), parsed }));
            }
            Some(Found { value: line::Number::Blank(text), place }) => {
                self.unsure("number", Evidence::Unknown);
                self.say(
                    Some(*place),
                    format!("số để trống (`Số: {text}`); điền `number` khi biết"),
                    format!("the number is left blank (`Số: {text}`); fill in `number` when it is known"),
                );
            }
            None => {
                self.unsure("number", Evidence::Unknown);
                self.say(None, "không thấy số, ký hiệu ở phần đầu", "no number was found in the head");
            }
        }
    }

    fn issued(&mut self, head: &Head) {
        let blank = |reader: &mut Self, place| {
            reader.unsure("issued", Evidence::Unknown);
            reader.say(
                place,
                "ngày ban hành để trống hoặc không có; điền `issued` khi biết",
                "the day of issue is blank or missing; fill in `issued`",
            );
        };
        match &head.issued {
            Some(Found { value: Issued::On(day), place }) => {
                self.facts.front.issued = Some(field(*day));
                self.compare_year(*day, *place);
            }
            Some(Found { value: Issued::Between(first, last), place }) => {
                self.facts.front.issued_between = Some(field((*first, *last)));
                self.unsure("issued", Evidence::Unknown);
                self.say(
                    Some(*place),
                    format!("ngày ban hành chưa điền đủ; ghi khoảng từ {first} đến {last}, thay bằng `issued` khi biết"),
                    format!("the day of issue is not filled in; {first} to {last} was written, put `issued` when it is known"),
                );
            }
            Some(Found { value: Issued::Blank, place }) => blank(self, Some(*place)),
            None => blank(self, None),
        }
    }

    fn compare_year(&mut self, day: Date, place: usize) {
        let year = self.facts.front.number.as_ref().and_then(|number| number.value.parsed.as_ref()?.year());
        if let Some(year) = year.filter(|year| i16::try_from(*year) != Ok(day.year())) {
            self.say(
                Some(place),
                format!("năm trong số ({year}) khác năm ban hành ({})", day.year()),
                format!("the year in the number ({year}) is not that of issue ({})", day.year()),
            );
        }
    }

    fn kind(&mut self, head: &Head, kinds: &Kinds) {
        if let Some(found) = &head.kind {
            self.facts.front.kind = Some(field(found.value));
            return;
        }
        let number = self.facts.front.number.as_ref().and_then(|number| number.value.parsed.as_ref());
        let by_letters = number.and_then(|number| kind_of(number, kinds));
        let letter = || kinds.from_name("Công văn").filter(|_| head.letter);
        if let Some(kind) = by_letters.or_else(letter) {
            self.facts.front.kind = Some(field(kind));
            self.unsure("kind", Evidence::Inferred);
            self.say(
                None,
                format!("không thấy tên loại; suy ra là {}", kind.name()),
                format!("the head names no kind; {} was concluded", kind.name()),
            );
        } else {
            self.say(
                None,
                "không rõ loại văn bản: trang là trang thường cho đến khi điền `kind`",
                "the kind of document is not known: until `kind` is filled in, this is a plain page",
            );
        }
    }

    fn title(&mut self, head: &Head) {
        let words = head.title.iter().map(|one| one.value.as_str()).collect::<Vec<_>>().join(" ");
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = words.trim_end_matches(['.', ',', ';']);
        let place = head.title.first().map(|one| one.place);
        if words.is_empty() {
            self.facts.front.title = Some(field(NO_TITLE.to_owned()));
            self.unsure("title", Evidence::Unknown);
            return self.say(None, "không thấy trích yếu; điền `title`", "no subject matter was found; fill in `title`");
        }
        let kind = self.facts.front.kind.as_ref().map(|kind| kind.value);
        let (title, sure) = match kind.filter(|kind| kind.is_cited_by_name()) {
            Some(kind) => self.law_title(kind, words),
            None => letters::title(words, &self.spelling),
        };
        if !sure {
            self.say(
                place,
                format!("trích yếu viết hoa toàn bộ; đã đổi sang chữ thường, sửa các tên riêng: {title}"),
                format!("the subject matter is all in capitals; it was lowered, correct the names in it: {title}"),
            );
        }
        self.facts.front.title = Some(field(title));
    }

    /// The full name of a law: `Luật Báo chí` of `LUẬT` / `BÁO CHÍ`.
    fn law_title(&self, kind: Kind, words: &str) -> (String, bool) {
        let words = &without_issue(words);
        let whole = format!("{} {words}", kind.name());
        match self.spelling.of(&whole) {
            Some(written) => (first_capital(written), true),
            None => {
                let (title, sure) = letters::title(words, &self.spelling);
                (with_kind(kind, &title), sure)
            }
        }
    }

    fn issuer(&mut self, head: &Head) {
        let names = joined(&head.bodies);
        let Some(own) = names.last() else {
            self.unsure("issuer", Evidence::Unknown);
            return self.say(None, "không thấy cơ quan ban hành ở phần đầu", "no issuer was found in the head");
        };
        let (mut name, mut sure) = letters::body(&own.value, &self.spelling);
        let above = names.len().checked_sub(2).and_then(|at| names.get(at));
        if let Some(place) = above.and_then(|above| self.place_of(&name, &above.value)) {
            name = format!("{name} {place}");
            sure = false;
        }
        if !sure {
            self.unsure("issuer", Evidence::Inferred);
            self.say(
                Some(own.place),
                format!("tên cơ quan ghép từ phần đầu: {name}; sửa chữ hoa, chữ thường nếu sai"),
                format!("the issuer's name was put together from the head: {name}; correct its capitals"),
            );
        }
        self.facts.front.issuer = Some(field(name));
    }

    /// `thành phố Hải Phòng` of the body above, for a department whose own name does not say where it is.
    fn place_of(&self, name: &str, above: &str) -> Option<String> {
        const LOCAL: &[&str] = &["sở ", "phòng ", "ban quản lý", "chi cục ", "thanh tra ", "văn phòng"];
        const PLACES: &[&str] = &["thành phố", "tỉnh", "huyện", "quận", "thị xã", "xã", "phường", "đặc khu"];
        let (folded, wanted) = (key(name).text, key(above).text);
        let local =
            LOCAL.iter().any(|word| folded.starts_with(word)) && !PLACES.iter().any(|word| folded.contains(&format!(" {word} ")));
        let (spelled, _) = letters::body(above, &self.spelling);
        let start = PLACES.iter().find_map(|word| wanted.find(&format!(" {word} "))).filter(|_| local)?;
        let words = wanted[..start].split(' ').count();
        let place = spelled.split(' ').skip(words).collect::<Vec<_>>().join(" ");
        (!place.is_empty()).then_some(place)
    }
}

/// `VỀ DẦU KHÍ` of `CỦA QUỐC HỘI … SỐ 18-L/CTN NGÀY 06/7/1993 VỀ DẦU KHÍ`: old laws say in their title what their head says.
fn without_issue(words: &str) -> String {
    let folded = key(words).text;
    if folded.starts_with("của quốc hội") || folded.starts_with("số ") {
        return words.rsplit_once(" VỀ ").map_or(words, |(_, subject)| subject).to_owned();
    }
    let end = words.find(" CỦA QUỐC HỘI").filter(|end| words[*end..].contains(" SỐ "));
    words[..end.unwrap_or(words.len())].to_owned()
}

/// Bodies whose name takes several lines in one: `ỦY BAN NHÂN DÂN` / `THÀNH PHỐ HẢI PHÒNG`.
fn joined(lines: &[Found<String>]) -> Vec<Found<String>> {
    const GOES_ON: &[&str] = &[
        "thành phố",
        "tỉnh",
        "huyện",
        "quận",
        "thị xã",
        "xã",
        "phường",
        "đặc khu",
        "thị trấn",
        "việt nam",
        "và ",
        "tối cao",
        "nước ",
    ];
    let mut names: Vec<Found<String>> = Vec::new();
    for line in lines {
        let folded = key(&line.value).text;
        match names.last_mut() {
            Some(last) if GOES_ON.iter().any(|word| folded.starts_with(word)) || key(&last.value).text.ends_with(" và") => {
                last.value = format!("{} {}", last.value, line.value);
            }
            _ => names.push(line.clone()),
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::super::document::Block;
    use super::*;

    fn facts(lines: &[&str]) -> Facts {
        let blocks = lines.iter().enumerate().map(|(at, line)| Block::Paragraph(Paragraph::plain(line, at + 1))).collect();
        read(&Document { blocks, ..Document::default() }, &Kinds::default(), "a.docx")
    }

    fn issuer(lines: &[&str]) -> (String, bool) {
        let facts = facts(lines);
        (facts.front.issuer.clone().expect("an issuer").value, facts.front.evidence_of("issuer") == Some(Evidence::AsCited))
    }

    #[test]
    fn the_issuer_is_the_last_body_of_the_head() {
        let head = ["UBND THÀNH PHỐ HẢI PHÒNG", "SỞ NGOẠI VỤ", "Số: 5/KH-SNgV", "KẾ HOẠCH", "Về thử"];
        assert_eq!(issuer(&head), ("Sở Ngoại vụ thành phố Hải Phòng".to_owned(), false));
        let two = [
            "ỦY BAN NHÂN DÂN",
            "THÀNH PHỐ HẢI PHÒNG",
            "Số: 5/QĐ-UBND",
            "QUYẾT ĐỊNH",
            "Về thử",
            "Ủy ban nhân dân thành phố Hải Phòng quyết định",
        ];
        assert_eq!(issuer(&two), ("Ủy ban nhân dân thành phố Hải Phòng".to_owned(), true));
        assert_eq!(issuer(&["BỘ NỘI VỤ", "Số: 5/QĐ-BNV"]), ("Bộ Nội vụ".to_owned(), true));
    }

    #[test]
    fn a_law_has_its_full_name_and_nothing_is_invented() {
        let law = facts(&[
            "QUỐC HỘI",
            "Luật số: 103/2016/QH13",
            "Hà Nội, ngày 05 tháng 4 năm 2016",
            "LUẬT",
            "BÁO CHÍ",
            "Quốc hội ban hành Luật báo chí.",
        ]);
        assert_eq!(law.front.title.expect("a title").value, "Luật báo chí");
        assert_eq!(without_issue("CỦA QUỐC HỘI SỐ 18-L/CTN NGÀY 06/7/1993 VỀ DẦU KHÍ"), "DẦU KHÍ");
        assert_eq!(without_issue("VỀ DẦU KHÍ CỦA QUỐC HỘI, SỐ 18-L/CTN"), "VỀ DẦU KHÍ");
        let nothing = facts(&["Một dòng"]);
        assert_eq!(nothing.front.title.expect("a title").value, NO_TITLE);
        assert!(nothing.front.kind.is_none() && nothing.front.issued.is_none() && nothing.front.number.is_none());
        assert_eq!(nothing.remarks.len(), 6);
    }
}
