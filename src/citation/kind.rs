//! Loại văn bản: the one table of kinds that recognition, resolution, rules, search and slugs share.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use super::issuer::same_letters;
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
    kind("Sắc lệnh", &["SL"], "Decree-law"),
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
    kind("Công văn", &["CV"], "Official letter"),
    kind("Văn bản hợp nhất", &["VBHN"], "Consolidated text"),
    kind("Bản án", &[], "Judgment"),
    kind("Cáo trạng", &[], "Indictment"),
];

/// A kind of document (loại văn bản).
///
/// A handle: kinds of the table above count from 0 by legal rank, those a site adds come after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(u16);

/// Kinds that sites added, each definition once for the life of the process, so that handles can be compared.
static ADDED: RwLock<Vec<&'static Info>> = RwLock::new(Vec::new());

impl Kind {
    fn standard() -> impl Iterator<Item = Self> {
        (0..KINDS.len()).map(|index| Self(index as u16))
    }

    /// The standard kinds that write themselves so in numbers (`QĐ` is Quyết định and the Party's Quy định).
    pub(super) fn has_abbreviation(letters: &str) -> bool {
        KINDS.iter().any(|info| info.abbreviations.contains(&letters))
    }

    /// The letters of a standard kind as they officially stand, found in any case: `qđ` → `QĐ`, `TTR` → `TTr`.
    pub(super) fn letters(written: &str) -> Option<&'static str> {
        KINDS.iter().flat_map(|info| info.abbreviations).copied().find(|letters| same_letters(letters, written))
    }

    fn info(self) -> &'static Info {
        let index = usize::from(self.0);
        let added = || ADDED.read().unwrap_or_else(PoisonError::into_inner).get(index - KINDS.len()).copied();
        KINDS.get(index).or_else(added).unwrap_or(&KINDS[0])
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

/// The kinds of a site: the standard ones and those that `site.yaml` adds.
#[derive(Debug, Clone)]
pub struct Kinds {
    all: Vec<Kind>,
    /// By the key of the name.
    by_name: BTreeMap<String, Kind>,
}

impl Default for Kinds {
    fn default() -> Self {
        let all: Vec<Kind> = Kind::standard().collect();
        let by_name = all.iter().map(|kind| (key(kind.name()).text, *kind)).collect();
        Self { all, by_name }
    }
}

impl Kinds {
    /// Adds a kind with the letters it has in numbers; a name that is there already keeps its kind.
    pub fn add(&mut self, name: &str, abbreviations: &[String]) -> Kind {
        if let Some(kind) = self.from_name(name) {
            return kind;
        }
        let kind = intern(name, abbreviations);
        self.all.push(kind);
        self.by_name.insert(key(name).text, kind);
        kind
    }

    /// The kind of a name, in any case and either placement of tone marks.
    pub fn from_name(&self, name: &str) -> Option<Kind> {
        self.by_name.get(&key(name).text).copied()
    }

    /// Whether a kind writes itself so in numbers.
    pub(super) fn has_abbreviation(&self, letters: &str) -> bool {
        self.all.iter().any(|kind| kind.abbreviations().contains(&letters))
    }

    /// Every kind, by rank.
    pub fn all(&self) -> impl Iterator<Item = Kind> {
        self.all.iter().copied()
    }
}

/// One handle for each definition that was ever added; the definitions live as long as the process.
fn intern(name: &str, abbreviations: &[String]) -> Kind {
    let mut added = ADDED.write().unwrap_or_else(PoisonError::into_inner);
    let same = |info: &&Info| info.name == name && info.abbreviations.iter().eq(abbreviations.iter());
    let index = added.iter().position(same).unwrap_or_else(|| {
        let letters: Vec<&'static str> = abbreviations.iter().map(|letters| &*letters.clone().leak()).collect();
        let info = Info { name: name.to_owned().leak(), abbreviations: letters.leak(), english: "", by_name: false };
        added.push(Box::leak(Box::new(info)));
        added.len() - 1
    });
    Kind(u16::try_from(KINDS.len() + index).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case_and_spelling() {
        let kinds = Kinds::default();
        assert_eq!(kinds.from_name("nghị định").map(Kind::name), Some("Nghị định"));
        assert_eq!(kinds.from_name("Giấy uỷ quyền").map(Kind::name), Some("Giấy ủy quyền"));
        assert_eq!(kinds.from_name("Nghị"), None);
        assert_eq!(kinds.from_name("Thông tư liên tịch").map(Kind::slug).as_deref(), Some("thong-tu-lien-tich"));
    }

    #[test]
    fn an_added_kind_is_one_kind_however_often_it_is_added() {
        let (mut one, mut two) = (Kinds::default(), Kinds::default());
        let letters = ["QTr".to_owned()];
        let kind = one.add("Quy trình", &letters);
        assert_eq!(kind, two.add("Quy trình", &letters));
        assert_eq!(one.from_name("QUY TRÌNH"), Some(kind));
        assert_eq!((kind.name(), kind.slug().as_str()), ("Quy trình", "quy-trinh"));
        assert_eq!(one.add("Nghị định", &[]), Kinds::default().from_name("Nghị định").expect("it is there"));
    }
}
