//! What the words behind a citation say of the cited work: `… của Chính phủ quy định chi tiết …`.
//!
//! Read is only what stands where NĐ 30/2020/NĐ-CP has it in a reference: number, date, issuer, subject matter.
//! Where the words are not plainly that, nothing is read; an editor fills it in.

use crate::content::one_line;
use crate::text::key;

/// The issuer and the subject matter, as far as the words give them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wording {
    /// Cơ quan ban hành.
    pub(super) issuer: Option<String>,
    /// Trích yếu, its first letter a capital.
    pub(super) title: Option<String>,
}

/// Words that begin a subject matter wherever they follow a citation.
const OPENERS: &str = "\
     về|ban hành|phê duyệt|quy định chi tiết|quy định về|quy định việc|quy định chức năng|công bố|kiện toàn|\
     thành lập|thông qua|phê chuẩn|phát động|tăng cường|đẩy mạnh|triển khai thực hiện";

/// Words that do so only behind a date or an issuer: directly behind a number they may be the sentence's verb.
const OPENERS_OF_DATED: &str = "\
     quy định|hướng dẫn|sửa đổi|bổ sung|bãi bỏ|điều chỉnh|đính chính|triển khai|thực hiện|tổ chức|thi hành|giao|\
     công nhận|phân công|phân cấp|nâng cao|tiếp tục|chấn chỉnh|xử lý|xử phạt|đổi mới|bảo đảm|thí điểm|ủy quyền|\
     xây dựng|phối hợp|quản lý";

/// Words that begin the name of an issuer.
const BODIES: &str = "\
     chính phủ|thủ tướng|quốc hội|ủy ban|ubnd|hđnd|hội đồng|hội|bộ|ban|bch|btv|bí thư|tỉnh ủy|thành ủy|huyện ủy|\
     quận ủy|đảng ủy|đảng đoàn|đảng bộ|trung ương|sở|cục|tổng cục|chi cục|vụ|văn phòng|tòa án|viện|chủ tịch|giám đốc|\
     tổng giám đốc|thanh tra|tổng thanh tra|ngân hàng|kiểm toán|tổng kiểm toán|thống đốc|chánh án|liên đoàn|\
     tổng liên đoàn|mặt trận|đoàn|công an|kho bạc|bảo hiểm|tổ công tác|trường|học viện|đại học|phòng|thường trực|\
     trưởng ban";

/// Words in small letters that belong to the names of issuers beyond the second half of a word (`Ngoại vụ`).
const SMALL_WORDS: &str = "\
     nhân|dân|thành|phố|tỉnh|huyện|quận|xã|phường|thị|trấn|thường|vụ|chấp|hành|chính|nhà|nước|quốc|gia|tối|cao|nông|\
     thôn|và";

/// Words in small letters that end the name of an issuer although they follow a capital (`UBND đã`).
const NO_NAMES: &str = "\
     đã|được|có|là|thì|để|nhằm|tại|theo|trong|khi|nêu|cho|nói|với|như|các|này|đó|trước|sau|gửi|do|bởi|hoặc|hay|phải|\
     cần|sẽ|đang|còn|ngày|số|từ";

/// Words that go on with the sentence and not with the subject matter.
const CUTS: &str = "\
     , các |, cơ quan|, đề nghị|, yêu cầu|, trong đó|, theo |, nhằm|, căn cứ|, từ đó|, trên cơ sở|, gắn với|, bảo đảm|\
     , đảm bảo| có hiệu lực| hết hiệu lực| đã được| được ban hành| đã ban hành| nêu trên| như sau| (sau đây| (gọi|\
     \x20(viết tắt";

/// What a body does in the main clause: `…, Sở Ngoại vụ ban hành Kế hoạch`.
const VERBS: &str = "ban hành|yêu cầu|đề nghị|thông báo|báo cáo|xây dựng|hướng dẫn|quyết định|đã|sẽ";

/// Longest subject matter that is taken for one, in words.
const LONGEST: usize = 80;

/// How far behind a citation words are read, in bytes.
const REACH: usize = 2_000;

/// Reads the words behind a citation that ends at `at`.
///
/// `next` are the later citations of the text as (start, whether by number); `dated` tells whether the citation ends
/// with a date.
pub(super) fn read(text: &str, at: usize, next: &[(usize, bool)], dated: bool) -> Wording {
    let mut line = text.len().min(at + REACH);
    while !text.is_char_boundary(line) {
        line -= 1;
    }
    let line = text[at..line].find('\n').map_or(line, |end| at + end);
    let start = skip(text, at);
    let Some(name) = text.get(start..line).unwrap_or_default().strip_prefix("của ").map(|rest| line - rest.len()) else {
        return Wording { issuer: None, title: title(text, start, line, next, dated) };
    };
    let limit = next.iter().map(|(next, _)| *next).find(|next| *next >= name).unwrap_or(line).min(line);
    let end = name + issuer_length(&text[name..limit]);
    let issuer = text[name..end].trim();
    if !is_issuer(issuer) {
        return Wording::default();
    }
    let after = skip(text, term(text, end));
    Wording { issuer: Some(one_line(issuer)), title: title(text, after, line, next, true) }
}

/// The words of one of the lists above.
fn listed(words: &'static str) -> impl Iterator<Item = &'static str> {
    words.split('|')
}

fn is_listed(word: &str, words: &'static str) -> bool {
    listed(words).any(|one| one == word)
}

/// Past spaces and one comma.
fn skip(text: &str, at: usize) -> usize {
    let rest = text[at..].trim_start_matches(' ');
    let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start_matches(' ');
    text.len() - rest.len()
}

/// Past ` (khóa XIII)`.
fn term(text: &str, at: usize) -> usize {
    let rest = text[at..].trim_start_matches(' ');
    let inner = rest.strip_prefix("(khóa ").or_else(|| rest.strip_prefix("(khoá "));
    inner.and_then(|inner| inner.find(')').map(|end| text.len() - inner.len() + end + 1)).unwrap_or(at)
}

/// How many bytes at the start may be the name of an issuer.
fn issuer_length(text: &str) -> usize {
    let mut end = 0;
    let mut after_capital = false;
    for (start, word) in words(text) {
        let bare = word.trim_end_matches([',', ';', '.', ':', ')', '”', '"']);
        let small = bare.chars().next().is_some_and(char::is_lowercase);
        let opens = listed(OPENERS).chain(listed(OPENERS_OF_DATED)).any(|opener| begins(&text[start..], opener));
        let fits = !small || ((after_capital || is_listed(bare, SMALL_WORDS)) && !is_listed(bare, NO_NAMES) && !opens);
        if !fits || word.starts_with(['(', '“', '"', '[']) || bare.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        end = start + bare.len();
        if bare.len() < word.len() {
            break;
        }
        // After UBND, all capitals, no second half of a word follows.
        after_capital = !small && bare.chars().any(char::is_lowercase);
    }
    let name = text[..end].trim_end();
    name.strip_suffix(" và").unwrap_or(name).len()
}

/// The words of a text with the byte where each starts.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, word))
    })
}

fn is_issuer(name: &str) -> bool {
    let capital = name.chars().next().is_some_and(char::is_uppercase);
    let name = key(name).text;
    capital && listed(BODIES).any(|body| begins(&name, body))
}

/// Whether a text begins with these words.
fn begins(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The subject matter that begins at `at`, if one does.
fn title(text: &str, at: usize, line: usize, next: &[(usize, bool)], dated: bool) -> Option<String> {
    let rest = text.get(at..line)?;
    if next.iter().any(|(next, _)| *next == at) {
        return None;
    }
    if let Some(quoted) = rest.strip_prefix(['“', '"']) {
        return finished(&quoted[..quoted.find(['”', '"'])?]);
    }
    let more = if dated { OPENERS_OF_DATED } else { OPENERS };
    let opener = listed(OPENERS).chain(listed(more)).find(|opener| begins(rest, opener))?;
    let words = &rest[..clause(rest, at, next)];
    (words.len() > opener.len() + 1).then(|| finished(words)).flatten()
}

/// Where the clause ends: `;`, a full stop, a closing mark that nothing opened, or where the next number is cited.
fn clause(rest: &str, base: usize, next: &[(usize, bool)]) -> usize {
    let cut = listed(CUTS).filter_map(|cut| rest.find(cut)).min().unwrap_or(rest.len());
    let numbered = next.iter().filter(|(start, numbered)| *numbered && *start > base).map(|(start, _)| start - base);
    let listed = |start: &usize| {
        rest.get(..*start).is_some_and(|before| [",", " và", " và các", ";"].iter().any(|end| before.trim_end().ends_with(end)))
    };
    let cut = numbered.filter(|start| *start < rest.len()).find(listed).unwrap_or(cut).min(cut);
    let mut open = 0_i32;
    let mut quotes = 0_i32;
    for (at, c) in rest[..cut].char_indices() {
        match c {
            '(' => open += 1,
            '“' => quotes += 1,
            ')' => open -= 1,
            '”' => quotes -= 1,
            ';' if quotes == 0 => return at,
            ',' if acts(&rest[at + 1..cut]) => return at,
            '.' if ends_sentence(&rest[..at], &rest[at + 1..]) => return at,
            _ => {}
        }
        if open < 0 || quotes < 0 {
            return at;
        }
    }
    cut
}

/// Whether a main clause begins: a body and what it does.
fn acts(text: &str) -> bool {
    let text = text.trim_start_matches(' ');
    let end = issuer_length(text);
    let verb = text[end..].trim_start_matches(' ');
    end > 0 && is_issuer(&text[..end]) && listed(VERBS).any(|one| begins(verb, one))
}

/// A full stop that is none of `TP. Hải Phòng` or `1.2`.
fn ends_sentence(before: &str, after: &str) -> bool {
    let abbreviation = before.rsplit(' ').next().is_some_and(|word| matches!(word, "TP" | "Tp" | "TX" | "PGS" | "TS"));
    !abbreviation && !after.starts_with(char::is_alphanumeric)
}

/// The words as a title: trimmed, the first letter a capital; `None` where there are too few or too many.
fn finished(words: &str) -> Option<String> {
    let title = one_line(words);
    let title = title.trim_end_matches([',', ';', ':', '-', '–', '…', ' ']);
    let title = title.strip_suffix(" và").or_else(|| title.strip_suffix(" và các")).unwrap_or(title).trim_end_matches([',', ' ']);
    let count = title.split(' ').count();
    let mut chars = title.chars();
    let first = chars.next().filter(|_| (2..=LONGEST).contains(&count))?;
    Some(first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// (words behind a citation, issuer, title); `|` stands where the next number is cited.
    const CASES: &[(&str, &str, &str)] = &[
        (
            " của Chính phủ quy định chi tiết một số điều của Luật Đất đai; Luật",
            "Chính phủ",
            "Quy định chi tiết một số điều của Luật Đất đai",
        ),
        (" của Bộ Chính trị về việc ban hành Quy chế.", "Bộ Chính trị", "Về việc ban hành Quy chế"),
        (" của Ban Dân vận Thành ủy trước ngày 10/12/2025.", "Ban Dân vận Thành ủy", ""),
        (" của Ủy ban nhân dân thành phố và gửi về Sở", "Ủy ban nhân dân thành phố", ""),
        (" của Ban Thường vụ Thành ủy và |Kế hoạch số 3", "Ban Thường vụ Thành ủy", ""),
        (" của UBND thành phố Hải Phòng ban hành danh mục, |Công văn số 5", "UBND thành phố Hải Phòng", "Ban hành danh mục"),
        (" của UBND đã giao", "UBND", ""),
        (
            " của Bộ Nông nghiệp và Phát triển nông thôn hướng dẫn một số nội dung (sau đây gọi tắt là Thông tư)",
            "Bộ Nông nghiệp và Phát triển nông thôn",
            "Hướng dẫn một số nội dung",
        ),
        (
            " của Ban Chấp hành Trung ương Đảng (khóa XIII) về tiếp tục đổi mới.",
            "Ban Chấp hành Trung ương Đảng",
            "Về tiếp tục đổi mới",
        ),
        (" của công ty về việc mua", "", ""),
        (" về thông tin", "", "Về thông tin"),
        (", về công tác dân vận, các cơ quan", "", "Về công tác dân vận"),
        (" quy định như sau: một", "", ""),
        (" “Về đổi mới”, được", "", "Về đổi mới"),
        (
            " phê duyệt Quy hoạch thời kỳ 2021-2030, tầm nhìn đến năm 2050 và |Quyết định số 2",
            "",
            "Phê duyệt Quy hoạch thời kỳ 2021-2030, tầm nhìn đến năm 2050",
        ),
        (" thực hiện dân vận theo Kế hoạch, Sở Ngoại vụ ban hành Quy chế", "", ""),
        (" về dân vận của Sở Tài chính, Sở Nội vụ, Sở Ngoại vụ ban hành Quy chế", "", "Về dân vận của Sở Tài chính, Sở Nội vụ"),
        (" về trang phục) và", "", "Về trang phục"),
        (" có hiệu lực từ", "", ""),
        ("", "", ""),
    ];

    #[test]
    fn issuer_and_subject_are_read_and_nothing_is_invented() {
        for (words, issuer, title) in CASES {
            let next: Vec<(usize, bool)> = words.find('|').map(|at| (at, true)).into_iter().collect();
            let wording = read(&words.replace('|', ""), 0, &next, false);
            assert_eq!(wording.issuer.as_deref().unwrap_or_default(), *issuer, "{words}");
            assert_eq!(wording.title.as_deref().unwrap_or_default(), *title, "{words}");
        }
    }

    proptest! {
        #[test]
        fn any_words_are_read_without_a_panic(words in "(( |,|\\.|;|“|”|\\(|\\)|của|UBND|Sở Nội vụ|về việc|và|\\PC|\n| {99}){0,40})", at in 0_usize..40) {
            let next: Vec<(usize, bool)> = (at..words.len()).step_by(17).filter(|at| words.is_char_boundary(*at)).map(|at| (at, true)).collect();
            let wording = read(&words, 0, &next, true);
            prop_assert!(wording.title.is_none_or(|title| title == one_line(&title) && !title.is_empty()));
        }
    }

    #[test]
    fn the_verb_of_a_sentence_is_no_subject_without_a_date() {
        assert_eq!(read(" quy định các đơn vị nộp báo cáo", 0, &[], false), Wording::default());
        assert!(read(" quy định việc nộp báo cáo", 0, &[], true).title.is_some());
    }
}
