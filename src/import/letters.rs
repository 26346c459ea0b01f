//! From capitals to the letters of running text: `ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG` has lost which letters are great.
//!
//! The document's own text mostly tells, for it says the same words again. What it does not tell is small, and is told to
//! the editor.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::citation::{DocumentNumber, Issuer, Kind, Kinds};
use crate::content::structure::in_capitals;
use crate::text::{Mapped, key};

/// How much of a text is searched, in bytes.
const REACH: usize = 400_000;

/// Words that stand before the name of a place or body and are small inside it.
const SMALL: &[&str] =
    &["thành phố", "tỉnh", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu", "trực thuộc", "và", "của"];

/// What names of bodies begin with, beside those of the table of issuers.
const COMMON: &[&str] = &[
    "Văn phòng",
    "Trung tâm",
    "Chi cục",
    "Tổng cục",
    "Cục",
    "Vụ",
    "Phòng",
    "Ban quản lý",
    "Ban chỉ đạo",
    "Thanh tra",
    "Trường",
    "Bệnh viện",
    "Công an",
    "Tòa án nhân dân",
    "Viện kiểm sát nhân dân",
    "Đảng ủy",
    "Đảng bộ",
    "Thành ủy",
    "Tỉnh ủy",
    "Quận ủy",
    "Huyện ủy",
    "Sở",
];

/// The text of a document, for looking up how it writes something.
pub(super) struct Spelling<'a> {
    text: &'a str,
    key: Mapped,
}

impl<'a> Spelling<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut end = text.len().min(REACH);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = &text[..end];
        Self { text, key: key(text) }
    }

    /// These words as the text writes them, where it does so anywhere but in capitals.
    pub(super) fn of(&self, words: &str) -> Option<&'a str> {
        self.written(words).first().copied()
    }

    /// The same inside a sentence: at the start of one the first letter says nothing.
    fn inside(&self, words: &str) -> Option<&'a str> {
        let written = self.written(words);
        written.iter().find(|one| one.starts_with(char::is_lowercase)).or(written.first()).copied()
    }

    /// The first few ways in which the text writes these words, those in capitals left out.
    fn written(&self, words: &str) -> Vec<&'a str> {
        const FEW: usize = 20;
        let wanted = key(words).text;
        if wanted.is_empty() {
            return Vec::new();
        }
        let found = self.key.text.match_indices(&wanted).filter(|(at, _)| self.is_apart(*at, at + wanted.len()));
        let written = found.filter_map(|(at, _)| self.text.get(self.key.map.range_to_source(at..at + wanted.len())));
        written.map(str::trim).filter(|written| !in_capitals(written) && !written.contains('\n')).take(FEW).collect()
    }

    /// Whether no letter goes on before or after.
    fn is_apart(&self, start: usize, end: usize) -> bool {
        let text = &self.key.text;
        !text[..start].ends_with(char::is_alphanumeric) && !text[end..].starts_with(char::is_alphanumeric)
    }
}

/// A subject matter in running letters, its first one great; `false` where that is partly a guess.
pub(super) fn title(words: &str, spelling: &Spelling<'_>) -> (String, bool) {
    if !in_capitals(words) {
        return (first_capital(words), true);
    }
    if let Some(written) = spelling.of(words) {
        return (first_capital(written), true);
    }
    (first_capital(&piecewise(words, spelling)), false)
}

/// Words in running letters as far as the text has several of them together, or they name a known body or a numbered
/// work.
fn piecewise(words: &str, spelling: &Spelling<'_>) -> String {
    const LONGEST: usize = 10;
    let words: Vec<&str> = words.split(' ').collect();
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let most = LONGEST.min(words.len() - at);
        let found = (2..=most).rev().find_map(|count| {
            let piece = words[at..at + count].join(" ");
            let numbered = words.get(at + count).is_some_and(|next| *next == "SỐ");
            known(&piece, numbered)
                .map(str::to_owned)
                .or_else(|| spelling.inside(&piece).map(str::to_owned))
                .map(|one| (one, count))
        });
        let (written, count) = found.unwrap_or_else(|| (small(words[at]).into_owned(), 1));
        out.push(written);
        at += count;
    }
    out.join(" ")
}

/// The names of known bodies by their keys.
static BODIES: LazyLock<BTreeMap<String, &'static str>> =
    LazyLock::new(|| Issuer::all().map(|issuer| (key(issuer.name()).text, issuer.name())).collect());

/// The kinds that every site knows.
static KINDS: LazyLock<Kinds> = LazyLock::new(Kinds::default);

/// The name of a body of the table, or of a kind that a number follows.
fn known(words: &str, numbered: bool) -> Option<&'static str> {
    let body = BODIES.get(&key(words).text).copied();
    body.or_else(|| KINDS.from_name(words).filter(|_| numbered).map(Kind::name))
}

/// The name of a body in running letters; `false` where that is partly a guess.
pub(super) fn body(words: &str, spelling: &Spelling<'_>) -> (String, bool) {
    if !in_capitals(words) {
        return (words.to_owned(), true);
    }
    let wanted = key(words).text;
    if let Some(name) = BODIES.get(&wanted) {
        return ((*name).to_owned(), true);
    }
    if let Some(written) = spelling.of(words).filter(|written| written.starts_with(char::is_uppercase)) {
        return (written.to_owned(), true);
    }
    (named(words, &wanted), false)
}

/// A known body, or the first word, then places with great letters: `Ủy ban nhân dân` `thành phố` `Hải Phòng`.
fn named(words: &str, wanted: &str) -> String {
    let known = Issuer::all().map(Issuer::name).chain(COMMON.iter().copied()).filter(|name| wanted.starts_with(&key(name).text));
    let known = known.max_by_key(|name| name.len()).unwrap_or_default();
    let skipped = known.split(' ').filter(|word| !word.is_empty()).count();
    let rest: Vec<String> = words.split(' ').skip(skipped).map(str::to_lowercase).collect();
    let mut out: Vec<String> = if known.is_empty() { Vec::new() } else { vec![known.to_owned()] };
    let mut at = 0;
    while at < rest.len() {
        let place =
            SMALL.iter().find(|place| place.split(' ').eq(rest[at..].iter().take(place.split(' ').count()).map(String::as_str)));
        match place {
            Some(place) if !out.is_empty() => {
                out.push((*place).to_owned());
                at += place.split(' ').count();
            }
            _ => {
                let word = words.split(' ').nth(skipped + at).unwrap_or_default();
                out.push(if is_code(word) { word.to_owned() } else { first_capital(&rest[at]) });
                at += 1;
            }
        }
    }
    out.join(" ")
}

/// A word of a title in small letters; numbers stand in their official form, abbreviations of bodies stay.
fn small(word: &str) -> Cow<'_, str> {
    if let Some(number) = DocumentNumber::parse(word) {
        return number.official().into();
    }
    if word.contains(|c: char| c.is_ascii_digit() || c == '/') || is_code(word) {
        word.into()
    } else {
        word.to_lowercase().into()
    }
}

/// An abbreviation that is no word: `UBND`, `HĐND`.
fn is_code(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.chars().count() >= 4 && Issuer::of_code(bare).is_some() && in_capitals(bare)
}

/// The text with its first letter great.
pub(super) fn first_capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "SỞ NGOẠI VỤ\nChủ tịch Ủy ban nhân dân thành phố Hải Phòng ban hành Quyết định về việc ban hành Quy chế làm \
                        việc của Sở Ngoại vụ.";

    #[test]
    fn the_text_tells_the_letters() {
        let spelling = Spelling::new(TEXT);
        assert_eq!(
            title("VỀ VIỆC BAN HÀNH QUY CHẾ LÀM VIỆC CỦA SỞ NGOẠI VỤ", &spelling),
            ("Về việc ban hành Quy chế làm việc của Sở Ngoại vụ".to_owned(), true)
        );
        assert_eq!(
            body("UỶ BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG", &spelling),
            ("Ủy ban nhân dân thành phố Hải Phòng".to_owned(), true)
        );
        assert_eq!(title("Triển khai công tác", &spelling).0, "Triển khai công tác");
    }

    #[test]
    fn what_the_text_does_not_tell_is_a_guess() {
        let spelling = Spelling::new("");
        assert_eq!(body("BỘ TÀI CHÍNH", &spelling), ("Bộ Tài chính".to_owned(), true));
        assert_eq!(body("ỦY BAN NHÂN DÂN TỈNH THÁI BÌNH", &spelling), ("Ủy ban nhân dân tỉnh Thái Bình".to_owned(), false));
        assert_eq!(title("SỬA ĐỔI QUYẾT ĐỊNH SỐ 5/QĐ-UBND CỦA UBND", &spelling).0, "Sửa đổi Quyết định số 5/QĐ-UBND của UBND");
    }

    proptest! {
        #[test]
        fn any_words_are_spelled_without_a_panic(words in "\\PC{0,30}", text in "\\PC{0,60}") {
            let spelling = Spelling::new(&text);
            title(&words, &spelling);
            body(&words, &spelling);
            spelling.of(&words);
        }
    }
}
