//! The markers that begin a structural unit, as drafters and scanners write them.
//!
//! | unit | written |
//! |---|---|
//! | phần | `Phần thứ nhất`, `PHẦN I`, `Phần 1` |
//! | chương | `Chương III`, `CHƯƠNG 3`, `Chương 3:` |
//! | mục, tiểu mục | `Mục 2.`, `MỤC II`, `Tiểu mục 1` |
//! | điều | `Điều 46.`, `Điều 46:`, `Điều 46` alone, `Điều 5a`, `Điều 5 Chính sách …` (weak) |
//! | khoản | `1.`, `2a.`, `1.Thời hạn`, `5)` (odd) |
//! | điểm | `a)`, `đ)`, `a1)`, `a.` (odd) |
//! | phụ lục, mẫu | `Phụ lục I`, `PHỤ LỤC`, `Mẫu số 01` |
//! | part of a plan | `I. MỤC ĐÍCH`, `1.1. …` |
//!
//! Sources: Luật Ban hành VBQPPL 64/2025/QH15, Điều 63–64; NĐ 30/2020/NĐ-CP, Phụ lục I; forms met in real texts.

/// A marker at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marked {
    pub(crate) marker: Marker,
    /// Bytes of the line that are the label, white space after it not included.
    pub(crate) label: usize,
    /// Bytes before the unit's own text (label and the space after it).
    pub(crate) text: usize,
    /// An unusual form, reported.
    pub(crate) odd: bool,
}

/// Which unit a marker begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Marker {
    Part(String),
    Chapter(String),
    Section(String),
    Subsection(String),
    /// Number and inserted letter; `weak` where nothing but a capital follows (`Điều 5 Chính sách`).
    Article {
        number: u32,
        suffix: String,
        weak: bool,
    },
    Clause {
        number: u32,
        suffix: String,
    },
    Point(String),
    /// Path piece: `phu-luc-i`, `mau-01`, `phu-luc`.
    Annex(String),
    /// Roman number of a plan's part.
    Roman(u32),
    /// Arabic number of two or more levels: `1.1.`.
    Numbers(Vec<u32>),
}

/// Letters of points in the order of the Vietnamese alphabet; ă â ê ô ơ are never used, f j w z do not exist.
pub(crate) const POINT_LETTERS: &str = "abcdđeghiklmnopqrstuưvxy";

/// Words after `Điều 5` that make it a citation and not an article without a full stop.
const NOT_A_TITLE: &[&str] =
    &["Luật", "Bộ", "Nghị", "Pháp", "Hiến", "Quyết", "Thông", "Chỉ", "Quy", "Điều", "Chương", "Mục", "Khoản", "Phần", "Công"];

/// Reads the marker at the start of a line, if there is one.
pub(crate) fn read(line: &str) -> Option<Marked> {
    keyword(line).or_else(|| clause(line)).or_else(|| point(line)).or_else(|| roman_part(line))
}

/// Whether a paragraph is cut between two of its lines, as text pasted without blank lines must be.
///
/// It is cut before a line that begins a unit; a clause or point needs a finished line above it, so that prose wrapped
/// before `2. …` stays one paragraph. It is cut after the line of a heading too, unless the next line goes on in
/// small letters and so is the rest of a wrapped title.
pub(crate) fn splits(above: &str, line: &str) -> bool {
    let heading = keyword(above).is_some() && !line.starts_with(char::is_lowercase);
    let Some(marked) = read(line) else { return heading };
    match marked.marker {
        Marker::Article { weak, .. } => heading || !weak,
        Marker::Clause { .. } | Marker::Point(_) | Marker::Roman(_) | Marker::Numbers(_) => {
            heading || above.ends_with(['.', ';', ':', '”', '"', '/']) || read(above).is_some()
        }
        _ => true,
    }
}

/// Phần, Chương, Mục, Tiểu mục, Điều, Phụ lục, Mẫu.
fn keyword(line: &str) -> Option<Marked> {
    const WORDS: &[(&str, &str)] = &[
        ("Tiểu mục", "TIỂU MỤC"),
        ("Phụ lục", "PHỤ LỤC"),
        ("Mẫu số", "MẪU SỐ"),
        ("Chương", "CHƯƠNG"),
        ("Phần", "PHẦN"),
        ("Mục", "MỤC"),
        ("Điều", "ĐIỀU"),
        ("Điền", "ĐIỀN"),
    ];
    let first = line.chars().next()?;
    if !matches!(first, 'P' | 'C' | 'M' | 'T' | 'Đ') {
        return None;
    }
    let (word, rest) = WORDS.iter().find_map(|(usual, capital)| {
        [usual, capital].into_iter().find_map(|form| line.strip_prefix(*form)).map(|rest| (*usual, rest))
    })?;
    match word {
        "Điều" | "Điền" => article(line, rest, word == "Điền"),
        "Phụ lục" => annex(line, rest, "phu-luc"),
        "Mẫu số" => annex(line, rest, "mau"),
        _ => division(line, rest, word),
    }
}

fn division(line: &str, rest: &str, word: &str) -> Option<Marked> {
    let after = rest.strip_prefix([' ', '\t'])?.trim_start();
    let (number, length) = if word == "Phần" { ordinal(after).or_else(|| numeral(after))? } else { numeral(after)? };
    let end = line.len() - after.len() + length;
    let (label, text) = heading_end(line, end)?;
    let piece = match word {
        "Chương" => return Some(Marked { marker: Marker::Chapter(roman(&number)), label, text, odd: false }),
        "Phần" => return Some(Marked { marker: Marker::Part(roman(&number)), label, text, odd: false }),
        _ => arabic(&number),
    };
    let marker = if word == "Mục" { Marker::Section(piece) } else { Marker::Subsection(piece) };
    Some(Marked { marker, label, text, odd: false })
}

/// What may follow the number of a heading: nothing, punctuation, or a title in capitals; prose does not.
fn heading_end(line: &str, end: usize) -> Option<(usize, usize)> {
    let end = after_footnote(line, end);
    let rest = &line[end..];
    let trimmed = rest.trim_start();
    let gap = rest.len() - trimmed.len();
    if trimmed.is_empty() {
        return Some((end, line.len()));
    }
    if let Some(after) = trimmed.strip_prefix(['.', ':', '-', '–', '—']) {
        let label = if trimmed.starts_with(['.', ':']) { end + gap + 1 } else { end };
        return Some((label, line.len() - after.trim_start().len()));
    }
    let word = trimmed.split_whitespace().next().unwrap_or_default();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = gap > 0 && letters >= 2 && word.chars().all(|c| !c.is_lowercase());
    capitals.then_some((end, end + gap))
}

fn article(line: &str, rest: &str, misspelt: bool) -> Option<Marked> {
    let after = rest.strip_prefix([' ', '\t'])?.trim_start();
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let number = after[..digits].parse().ok().filter(|_| digits <= 4)?;
    let suffix: String = inserted_letter(&after[digits..]);
    let end = after_footnote(line, line.len() - after.len() + digits + suffix.len());
    let tail = &line[end..];
    let trimmed = tail.trim_start();
    let gap = tail.len() - trimmed.len();
    let marked = |label, text, weak| {
        Some(Marked { marker: Marker::Article { number, suffix: suffix.clone(), weak }, label, text, odd: misspelt || weak })
    };
    if trimmed.is_empty() {
        return marked(end, line.len(), false);
    }
    if let Some(title) = trimmed.strip_prefix(['.', ':']) {
        return marked(end + gap + 1, line.len() - title.trim_start().len(), false);
    }
    let word = trimmed.split([' ', ',']).next().unwrap_or_default();
    let title = gap > 0 && word.chars().next().is_some_and(char::is_uppercase) && !NOT_A_TITLE.contains(&word);
    if title { marked(end, end + gap, true) } else { None }
}

/// The byte after the mark of a footnote that consolidated texts put behind a number: `4[2].`, `Điều 5[3].`
fn after_footnote(line: &str, at: usize) -> usize {
    let figures = line[at..].bytes().skip(1).take_while(u8::is_ascii_digit).count();
    let mark = line[at..].starts_with('[') && (1..=3).contains(&figures) && line[at + 1 + figures..].starts_with(']');
    if mark { at + figures + 2 } else { at }
}

/// `a` of `Điều 5a`, `đ` of `2đ.`: one letter that no other letter follows.
fn inserted_letter(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(letter), next) if POINT_LETTERS.contains(letter) && !next.is_some_and(char::is_alphabetic) => letter.to_string(),
        _ => String::new(),
    }
}

fn annex(line: &str, rest: &str, piece: &str) -> Option<Marked> {
    let after = rest.trim_start();
    let start = line.len() - after.len();
    let after_so = after.strip_prefix("số ").or_else(|| after.strip_prefix("SỐ ")).unwrap_or(after);
    let (name, end) = match numeral(after_so).filter(|_| rest.len() > after.len()) {
        Some((number, length)) => (format!("{piece}-{}", number.written.to_lowercase()), line.len() - after_so.len() + length),
        None if piece == "phu-luc" => (piece.to_owned(), start.min(line.trim_end().len())),
        None => return None,
    };
    let (label, text) = heading_end(line, end)?;
    let whole = name == piece && !line.starts_with("PHỤ") && text < line.len();
    if whole { None } else { Some(Marked { marker: Marker::Annex(name), label, text, odd: false }) }
}

fn clause(line: &str) -> Option<Marked> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 3 {
        return None;
    }
    let number: u32 = line[..digits].parse().ok()?;
    let suffix = inserted_letter(&line[digits..]);
    let end = after_footnote(line, digits + suffix.len());
    let mark = line[end..].chars().next().filter(|c| matches!(c, '.' | ')'))?;
    let rest = &line[end + 1..];
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return if suffix.is_empty() && mark == '.' { numbers(line) } else { None };
    }
    let text = line.len() - rest.trim_start().len();
    let follows = rest.is_empty()
        || rest.starts_with([' ', '\t', '['])
        || rest.starts_with(char::is_alphabetic)
        || rest.starts_with(['“', '"']);
    follows.then_some(Marked { marker: Marker::Clause { number, suffix }, label: end + 1, text, odd: mark == ')' })
}

/// `1.1.`, `2.3.1.`: the last full stop may be missing before a space.
fn numbers(line: &str) -> Option<Marked> {
    let end = line.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let label = &line[..end];
    // `10.000 đồng` is an amount: parts have at most two figures and no leading zero.
    let figure = |part: &str| part.parse().ok().filter(|_| part.len() <= 2 && !part.starts_with('0'));
    let parts: Option<Vec<u32>> = label.trim_end_matches('.').split('.').map(figure).collect();
    let parts = parts.filter(|parts| (2..=4).contains(&parts.len()))?;
    let rest = &line[end..];
    let text = line.len() - rest.trim_start().len();
    let follows = rest.starts_with([' ', '\t']) && rest.trim_start().starts_with(char::is_alphabetic);
    follows.then_some(Marked { marker: Marker::Numbers(parts), label: end, text, odd: false })
}

fn point(line: &str) -> Option<Marked> {
    let letter = line.chars().next().filter(|c| POINT_LETTERS.contains(*c))?;
    let after = &line[letter.len_utf8()..];
    let digits = after.bytes().take_while(u8::is_ascii_digit).count().min(2);
    let number = letter.len_utf8() + digits;
    let end = after_footnote(line, number);
    let mark = line[end..].chars().next().filter(|c| matches!(c, '.' | ')'))?;
    let rest = &line[end + 1..];
    let text = line.len() - rest.trim_start().len();
    let follows = rest.is_empty() || rest.starts_with([' ', '\t', '[']) || (mark == ')' && rest.starts_with(char::is_alphabetic));
    follows.then(|| Marked { marker: Marker::Point(line[..number].to_owned()), label: end + 1, text, odd: mark == '.' })
}

fn roman_part(line: &str) -> Option<Marked> {
    let length = line.bytes().take_while(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L')).count();
    let value = roman_value(&line[..length])?;
    let rest = line[length..].strip_prefix(['.', '-', '/']).filter(|rest| rest.starts_with([' ', '\t']) || rest.is_empty())?;
    Some(Marked { marker: Marker::Roman(value), label: length + 1, text: line.len() - rest.trim_start().len(), odd: false })
}

/// A number as written and its value.
struct Numeral {
    written: String,
    value: u32,
    suffix: String,
}

fn numeral(text: &str) -> Option<(Numeral, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let romans = text.bytes().take_while(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L')).count();
    let length = digits.max(romans);
    let value = if digits > 0 { text[..digits].parse().ok().filter(|_| digits <= 3)? } else { roman_value(&text[..romans])? };
    let suffix = inserted_letter(&text[length..]);
    let end = length + suffix.len();
    if text[end..].starts_with(char::is_alphanumeric) {
        return None;
    }
    Some((Numeral { written: text[..end].to_owned(), value, suffix }, end))
}

/// `thứ nhất` … `thứ mười hai`.
fn ordinal(text: &str) -> Option<(Numeral, usize)> {
    const WORDS: &[(&str, u32)] = &[
        ("mười hai", 12),
        ("mười một", 11),
        ("mười", 10),
        ("nhất", 1),
        ("hai", 2),
        ("ba", 3),
        ("bốn", 4),
        ("tư", 4),
        ("năm", 5),
        ("sáu", 6),
        ("bảy", 7),
        ("bẩy", 7),
        ("tám", 8),
        ("chín", 9),
    ];
    let lower: String = text.chars().take(24).flat_map(char::to_lowercase).collect();
    let rest = lower.strip_prefix("thứ ")?;
    let (word, value) = WORDS.iter().find(|(word, _)| rest.starts_with(word))?;
    // Lower case keeps the byte length of Vietnamese letters, so the length holds in the original too.
    let length = "thứ ".len() + word.len();
    text.is_char_boundary(length)
        .then(|| (Numeral { written: text[..length].to_owned(), value: *value, suffix: String::new() }, length))
}

/// The value of `thứ nhất` … `thứ mười hai`, and how many bytes the words take.
pub(crate) fn ordinal_value(text: &str) -> Option<(u32, usize)> {
    ordinal(text).map(|(numeral, length)| (numeral.value, length))
}

fn roman(number: &Numeral) -> String {
    format!("{}{}", to_roman(number.value).to_lowercase(), number.suffix)
}

fn arabic(number: &Numeral) -> String {
    format!("{}{}", number.value, number.suffix)
}

/// Whether `next` is the letter after `last` (`d` → `đ` → `e`; `u` → `ư` or `v`).
pub(super) fn follows(last: &str, next: &str) -> bool {
    let index = |letter: &str| letter.chars().next().and_then(|c| POINT_LETTERS.chars().position(|p| p == c));
    match (index(last), index(next)) {
        (Some(a), Some(b)) => b == a + 1 || (b == a + 2 && last.starts_with('u')) || (b == a && last != next),
        _ => false,
    }
}

/// The value of a Roman number up to LXXXIX written in its usual form.
pub(crate) fn roman_value(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 8 {
        return None;
    }
    (1..90).find(|value| to_roman(*value) == text)
}

/// A number up to 89 in Roman figures.
pub(crate) fn to_roman(mut value: u32) -> String {
    const STEPS: &[(u32, &str)] = &[(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut out = String::new();
    for (step, figure) in STEPS {
        while value >= *step {
            out.push_str(figure);
            value -= step;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(line: &str) -> Option<(&str, &str)> {
        read(line).map(|m| (&line[..m.label], &line[m.text..]))
    }

    #[test]
    fn markers_in_the_forms_of_real_texts() {
        assert_eq!(label("Điều 46. Nội dung"), Some(("Điều 46.", "Nội dung")));
        assert_eq!(label("Điều 46"), Some(("Điều 46", "")));
        assert_eq!(label("ĐIỀU 5a: Tên"), Some(("ĐIỀU 5a:", "Tên")));
        assert_eq!(label("Chương III"), Some(("Chương III", "")));
        assert_eq!(label("CHƯƠNG 3: TÊN"), Some(("CHƯƠNG 3:", "TÊN")));
        assert_eq!(label("Chương I QUY ĐỊNH CHUNG"), Some(("Chương I", "QUY ĐỊNH CHUNG")));
        assert_eq!(label("Phần thứ nhất"), Some(("Phần thứ nhất", "")));
        assert_eq!(label("1.Thời hạn"), Some(("1.", "Thời hạn")));
        assert_eq!(label("2a. Thời hạn"), Some(("2a.", "Thời hạn")));
        assert_eq!(label("đ) Nội dung"), Some(("đ)", "Nội dung")));
        assert_eq!(label("a1) Nội dung"), Some(("a1)", "Nội dung")));
        assert_eq!(label("IV. TỔ CHỨC"), Some(("IV.", "TỔ CHỨC")));
        assert_eq!(label("1.1. Công tác"), Some(("1.1.", "Công tác")));
        assert_eq!(label("Mẫu số 01"), Some(("Mẫu số 01", "")));
        assert_eq!(label("PHỤ LỤC"), Some(("PHỤ LỤC", "")));
    }

    #[test]
    fn prose_is_not_a_marker() {
        for line in [
            "Điều 5 của Luật này",
            "Điều 5 Luật này quy định",
            "Chương III của Luật",
            "Mục tiêu",
            "Phần lớn",
            "2025. Năm",
            "10.000 đồng",
            "Phụ lục I ban hành kèm theo",
            "Mục 2 Chương này",
            "a",
            "I",
            "Điều kiện",
            "1",
            "5 năm",
            "Phụ lục kèm theo",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn paths_use_roman_parts_and_chapters() {
        assert_eq!(read("Chương 3").map(|m| m.marker), Some(Marker::Chapter("iii".into())));
        assert_eq!(read("Phần thứ tư").map(|m| m.marker), Some(Marker::Part("iv".into())));
        assert_eq!(read("MỤC II").map(|m| m.marker), Some(Marker::Section("2".into())));
        assert_eq!(read("Phụ lục I").map(|m| m.marker), Some(Marker::Annex("phu-luc-i".into())));
        assert_eq!(read("Mẫu số 01").map(|m| m.marker), Some(Marker::Annex("mau-01".into())));
    }
}
