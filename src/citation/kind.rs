//! Loại văn bản: the one table of kinds that recognition, resolution, rules, search and slugs share.

use crate::text::{key, slug};

/// What is known of a kind of document.
#[derive(Debug)]
struct Info {
    name: &'static str,
    /// Letters in numbers: state (NĐ 30/2020/NĐ-CP, Phụ lục III) and Party (05-HD/VPTW).
    abbreviations: &'static [&'static str],
    english: &'static str,
    /// Cited by its name, not by its number.
    by_name: bool,
}

const fn kind(name: &'static str, abbreviations: &'static [&'static str], english: &'static str) -> Info {
    Info { name, abbreviations, english, by_name: false }
}

const fn named(name: &'static str, abbreviations: &'static [&'static str], english: &'static str) -> Info {
    Info { name, abbreviations, english, by_name: true }
}

/// The kinds, by legal rank and then as NĐ 30/2020/NĐ-CP lists them. Sources: NĐ 30/2020/NĐ-CP Điều 7 and Phụ lục III;
/// Luật Ban hành VBQPPL 64/2025/QH15 Điều 4; for Party documents Quy định 399-QĐ/TW.
const KINDS: &[Info] = &[
    named("Hiến pháp", &[], "Constitution"),
    named("Bộ luật", &[], "Code"),
    named("Luật", &["L"], "Law"),
    named("Pháp lệnh", &["PL"], "Ordinance"),
    kind("Lệnh", &["L"], "Order"),
    kind("Nghị quyết liên tịch", &["NQLT"], "Joint resolution"),
    kind("Nghị quyết", &["NQ"], "Resolution"),
    kind("Nghị định", &["NĐ"], "Decree"),
    kind("Thông tư liên tịch", &["TTLT"], "Joint circular"),
    kind("Quyết định", &["QĐ"], "Decision"),
    kind("Thông tư", &["TT"], "Circular"),
    kind("Chỉ thị", &["CT"], "Directive"),
    kind("Kết luận", &["KL"], "Conclusion"),
    kind("Quy chế", &["QC"], "Regulation"),
    kind("Quy định", &["QyĐ", "QĐ", "QĐi"], "Rules"),
    kind("Thông tri", &["TT"], "Party circular"),
    kind("Thông cáo", &["TC"], "Communiqué"),
    kind("Thông báo", &["TB"], "Notice"),
    kind("Hướng dẫn", &["HD"], "Guidance"),
    kind("Chương trình", &["CTr"], "Programme"),
    kind("Kế hoạch", &["KH"], "Plan"),
    kind("Phương án", &["PA"], "Scheme"),
    kind("Đề án", &["ĐA"], "Project"),
    kind("Dự án", &["DA"], "Investment project"),
    kind("Báo cáo", &["BC"], "Report"),
    kind("Biên bản", &["BB"], "Minutes"),
    kind("Tờ trình", &["TTr"], "Submission"),
    kind("Hợp đồng", &["HĐ"], "Contract"),
    kind("Công điện", &["CĐ"], "Telegram"),
    kind("Bản ghi nhớ", &["BGN"], "Memorandum"),
    kind("Bản thỏa thuận", &["BTT"], "Agreement"),
    kind("Giấy ủy quyền", &["GUQ"], "Power of attorney"),
    kind("Giấy mời", &["GM"], "Invitation"),
    kind("Giấy giới thiệu", &["GGT"], "Letter of introduction"),
    kind("Giấy nghỉ phép", &["GNP"], "Leave permit"),
    kind("Phiếu gửi", &["PG"], "Despatch note"),
    kind("Phiếu chuyển", &["PC"], "Transfer note"),
    kind("Phiếu báo", &["PB"], "Advice note"),
    kind("Thư công", &[], "Official letter of courtesy"),
    kind("Công văn", &[], "Official letter"),
    kind("Văn bản hợp nhất", &["VBHN"], "Consolidated text"),
];

/// A kind of document (loại văn bản).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(u8);

impl Kind {
    /// Every kind, by legal rank.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..KINDS.len()).map(|index| Self(index as u8))
    }

    /// The kind of a name, in any case and either placement of tone marks.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = key(name).text;
        Self::all().find(|kind| key(kind.name()).text == name)
    }

    /// The kinds that write themselves so in numbers (`QĐ` is Quyết định and the Party's Quy định).
    pub fn from_abbreviation(letters: &str) -> impl Iterator<Item = Self> {
        Self::all().filter(move |kind| kind.info().abbreviations.contains(&letters))
    }

    fn info(self) -> &'static Info {
        &KINDS[usize::from(self.0)]
    }

    /// The name: `Nghị định`.
    pub fn name(self) -> &'static str {
        self.info().name
    }

    /// The English name, for the English frame.
    pub fn english(self) -> &'static str {
        self.info().english
    }

    /// The letters it has in numbers.
    pub fn abbreviations(self) -> &'static [&'static str] {
        self.info().abbreviations
    }

    /// The name as part of an address: `nghi-dinh`.
    pub fn slug(self) -> String {
        slug(self.name())
    }

    /// Its place in lists: legal rank first.
    pub fn rank(self) -> u32 {
        u32::from(self.0)
    }

    /// Whether documents of this kind are cited by name (luật, bộ luật, pháp lệnh, hiến pháp).
    pub fn is_cited_by_name(self) -> bool {
        self.info().by_name
    }

    /// Whether two kinds write the same letters in numbers, so that one may be cited as the other.
    pub fn shares_abbreviation(self, other: Self) -> bool {
        self.abbreviations().iter().any(|letters| other.abbreviations().contains(letters))
    }
}

/// The kind whose name or abbreviation ends `text`, with the byte where it begins; the longest name wins.
///
/// Stands at a word boundary; names in any case, abbreviations as they are written.
pub(super) fn ending(text: &str) -> Option<(Kind, usize)> {
    let boundary = |at: usize| !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let mut best: Option<(Kind, usize)> = None;
    for kind in Kind::all() {
        let by_name = ends_with_ignoring_case(text, kind.name());
        let by_letters = kind.abbreviations().iter().filter(|letters| letters.chars().count() > 1);
        let by_letters = by_letters.filter_map(|letters| text.strip_suffix(letters)).map(str::len).min();
        let start = by_name.into_iter().chain(by_letters).filter(|at| boundary(*at)).min();
        if let Some(start) = start
            && best.is_none_or(|(_, other)| start < other)
        {
            best = Some((kind, start));
        }
    }
    best
}

/// Where `name` begins at the end of `text`, letters of any case; Vietnamese letters keep their length in bytes.
fn ends_with_ignoring_case(text: &str, name: &str) -> Option<usize> {
    let start = text.len().checked_sub(name.len())?;
    let tail = text.get(start..)?;
    let same = tail.chars().flat_map(char::to_lowercase).eq(name.chars().flat_map(char::to_lowercase));
    same.then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case_and_spelling() {
        assert_eq!(Kind::from_name("nghị định").map(Kind::name), Some("Nghị định"));
        assert_eq!(Kind::from_name("Giấy uỷ quyền").map(Kind::name), Some("Giấy ủy quyền"));
        assert_eq!(Kind::from_name("Nghị"), None);
        assert_eq!(Kind::from_name("Thông tư liên tịch").map(Kind::slug).as_deref(), Some("thong-tu-lien-tich"));
    }

    #[test]
    fn the_longest_kind_ends_a_text() {
        let found = |text| ending(text).map(|(kind, at)| (kind.name(), at));
        assert_eq!(found("theo Nghị quyết liên tịch"), Some(("Nghị quyết liên tịch", 5)));
        assert_eq!(found("QUYẾT ĐỊNH"), Some(("Quyết định", 0)));
        assert_eq!(found("theo NĐ"), Some(("Nghị định", 5)));
        assert_eq!(found("không có"), None);
    }
}
