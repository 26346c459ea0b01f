//! What a text without articles of its own speaks of: the work that its `Điều 5` and `Nghị định này` mean.

use std::collections::BTreeMap;

use super::kind::Kind;
use super::passage::Passage;
use super::text_boundary;

/// Kinds whose documents count no articles that anyone would cite.
const WITHOUT_ARTICLES: &[&str] = &[
    "Công văn",
    "Báo cáo",
    "Tờ trình",
    "Thông báo",
    "Kết luận",
    "Biên bản",
    "Công điện",
    "Bản án",
    "Cáo trạng",
    "Kế hoạch",
    "Chương trình",
    "Giấy mời",
    "Phiếu chuyển",
];

/// Words before a work that is named only for what another one does to it or with it.
const ONLY_BESIDE: &[&str] = &[
    "thay thế",
    "thay thế cho",
    "thay cho",
    "sửa đổi",
    "bổ sung",
    "bãi bỏ",
    "hủy bỏ",
    "một số điều của",
    "một số nội dung của",
    "chi tiết",
    "hướng dẫn",
    "thi hành",
    "hướng dẫn thực hiện",
    "biện pháp thi hành",
];

/// The works that a text has spoken of so far.
#[derive(Debug, Default)]
pub(super) struct Topic {
    /// The last work of the passage being read (index of its citation).
    here: Option<usize>,
    /// Keys of the works of this passage.
    works: Vec<String>,
    /// Whether a place without a work was found to lie in the last one: the passage goes on about that work.
    held: bool,
    /// The one work of the last passage that named any.
    before: Option<usize>,
    by_kind: BTreeMap<Kind, usize>,
    block: Option<usize>,
}

/// A work as a text names it, for [`Topic::name`].
pub(super) struct Naming<'a> {
    /// The index of the citation.
    pub(super) index: usize,
    /// Equal for the same work.
    pub(super) key: String,
    pub(super) kinds: &'a [Kind],
    /// Whether places in it are named.
    pub(super) placed: bool,
    /// The passage up to the citation.
    pub(super) before: &'a str,
}

impl Topic {
    /// Follows the walk into a passage; a cell of a table does not go on with the one before it.
    pub(super) fn enter(&mut self, passage: &Passage<'_>) {
        if let Some(here) = self.here {
            self.before = (self.works.len() == 1).then_some(here);
        }
        if self.block == Some(passage.block) {
            self.before = None;
        }
        self.block = Some(passage.block);
        (self.here, self.held) = (None, false);
        self.works.clear();
    }

    /// Takes a work that is named by number, name or alias.
    pub(super) fn name(&mut self, naming: Naming<'_>) {
        let Naming { index, key, kinds, placed, before } = naming;
        let letter = !kinds.is_empty() && kinds.iter().all(|kind| WITHOUT_ARTICLES.contains(&kind.name()));
        if letter || is_beside(before) {
            return;
        }
        if self.held && !placed && !opens_sentence(before) {
            return;
        }
        (self.here, self.held) = (Some(index), false);
        if !self.works.contains(&key) {
            self.works.push(key);
        }
        self.by_kind.extend(kinds.iter().map(|kind| (*kind, index)));
    }

    /// Takes a place without a work that was found to lie in this one.
    pub(super) fn hold(&mut self, index: usize, key: String) {
        (self.here, self.held) = (Some(index), true);
        if !self.works.contains(&key) {
            self.works.push(key);
        }
    }

    /// The work spoken of here: the last one of the passage, else the only one of the passage before.
    pub(super) fn work(&self) -> Option<usize> {
        self.here.or(self.before)
    }

    /// The last work of a kind that was spoken of.
    pub(super) fn of_kind(&self, kind: Kind) -> Option<usize> {
        self.by_kind.get(&kind).copied()
    }
}

/// Whether a work is named for what another one does to it (`thay thế Nghị định …`) or by what it was amended.
fn is_beside(before: &str) -> bool {
    const REACH: usize = 90;
    let before = before.trim_end().trim_end_matches("các").trim_end();
    let clause = &before[text_boundary(before, before.len().saturating_sub(REACH))..];
    let clause = clause.rsplit([';', '.']).next().unwrap_or(clause);
    let amended = || {
        let by = ["theo", "bởi", "tại", "bằng", "của"].iter().any(|word| clause.ends_with(word));
        by && ["được sửa đổi", "được bổ sung", "được thay thế"].iter().any(|words| clause.contains(words))
    };
    ONLY_BESIDE.iter().any(|words| clause.ends_with(words)) || amended()
}

/// Whether nothing but a few words (`Theo quy định tại`) stands between the beginning of a sentence and the work.
fn opens_sentence(before: &str) -> bool {
    const MOST: usize = 6;
    let start = before.rfind(['.', ';', ':', '(']).map_or(0, |at| at + 1);
    before[start..].split_whitespace().count() <= MOST
}
