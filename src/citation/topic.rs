//! What a text without articles of its own speaks of: the work that its `Điều 5` and `Nghị định này` mean.

use std::collections::BTreeMap;

use super::kind::Kind;
use super::passage::Passage;
use super::provision::Step;
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
    "Hướng dẫn",
    "Chỉ thị",
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
    /// Whether the last work of this passage is plainly what it is about.
    strong: bool,
    /// The one work that the last passage to name any was about, and how many passages ago that was.
    before: Option<(usize, u32)>,
    /// Articles cited so far, and their work; none where two works have been cited with it.
    articles: BTreeMap<String, Option<(String, usize)>>,
    by_kind: BTreeMap<Kind, usize>,
    block: Option<usize>,
    draft: Draft,
}

/// Whether a text speaks of a draft, whose articles are no work's yet.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Draft {
    #[default]
    None,
    /// The passage names one, and the next may go on about it.
    Named,
    /// The passage is about it.
    Spoken,
}

impl Draft {
    /// What holds in the next passage; `worked` where the one before has named a work.
    fn next(self, text: &str, worked: bool) -> Self {
        let goes_on = self != Self::None && !worked;
        let begins = text.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with("Dự thảo");
        let names = ["dự thảo", "Dự thảo"].iter().any(|word| text.contains(word));
        match () {
            () if goes_on || begins => Self::Spoken,
            () if names => Self::Named,
            () => Self::None,
        }
    }
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
        const REACH: u32 = 4;
        self.before = match self.here {
            Some(here) => (self.works.len() == 1 && self.strong).then_some((here, 0)),
            None => self.before.map(|(work, ago)| (work, ago + 1)).filter(|(_, ago)| *ago < REACH),
        };
        self.draft = self.draft.next(passage.text, self.here.is_some());
        if self.block == Some(passage.block) {
            self.before = None;
        }
        self.block = Some(passage.block);
        (self.here, self.held, self.strong) = (None, false, false);
        self.works.clear();
    }

    /// Takes a work that is named by number, name or alias.
    pub(super) fn name(&mut self, naming: Naming<'_>) {
        let Naming { index, key, kinds, placed, before } = naming;
        if has_no_articles(kinds) || is_beside(before) {
            return;
        }
        if self.held && !placed && !opens_sentence(before) {
            return;
        }
        self.strong = placed || opens_sentence(before) || (self.strong && self.works.contains(&key));
        (self.here, self.held) = (Some(index), false);
        if !self.works.contains(&key) {
            self.works.push(key);
        }
        self.by_kind.extend(kinds.iter().map(|kind| (*kind, index)));
    }

    /// Takes a place without a work that was found to lie in this one.
    pub(super) fn hold(&mut self, index: usize, key: String, kinds: &[Kind]) {
        if has_no_articles(kinds) {
            return;
        }
        (self.here, self.held, self.strong) = (Some(index), true, true);
        if !self.works.contains(&key) {
            self.works.push(key);
        }
    }

    /// Takes articles that are cited of a work.
    pub(super) fn place<'a>(&mut self, articles: impl Iterator<Item = &'a Step>, work: usize, key: &str) {
        for article in articles {
            let known = self.articles.entry(article.piece.clone()).or_insert_with(|| Some((key.to_owned(), work)));
            if known.as_ref().is_some_and(|(known, _)| known != key) {
                *known = None;
            }
        }
    }

    /// The last work of the passage.
    pub(super) fn here(&self) -> Option<usize> {
        self.here
    }

    /// The one work that the passage before was about.
    pub(super) fn before(&self) -> Option<usize> {
        self.before.map(|(work, _)| work)
    }

    /// The one work that an article was cited of.
    pub(super) fn of_article(&self, step: &Step) -> Option<usize> {
        self.articles.get(&step.piece)?.as_ref().map(|(_, work)| *work)
    }

    /// Whether the passage is about a draft.
    pub(super) fn is_draft(&self) -> bool {
        self.draft == Draft::Spoken
    }

    /// The last work of a kind that was spoken of.
    pub(super) fn of_kind(&self, kind: Kind) -> Option<usize> {
        self.by_kind.get(&kind).copied()
    }
}

/// Whether a work of these kinds counts no articles.
fn has_no_articles(kinds: &[Kind]) -> bool {
    !kinds.is_empty() && kinds.iter().all(|kind| WITHOUT_ARTICLES.contains(&kind.name()))
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
    const REACH: usize = 120;
    let near = &before[text_boundary(before, before.len().saturating_sub(REACH))..];
    let start = near.rfind(['.', ';', ':']).map_or(0, |at| at + 1);
    near[start..].split_whitespace().count() <= MOST
}
