//! What is worked out once for all pages of a site.

use std::collections::BTreeSet;

use super::division::Divisions;
use super::lists::{self, ListPage, Listed};
use super::locale::Language;
use super::theme::Theme;
use crate::content::Settings;
use crate::corpus::{Corpus, PageId, WorkId};
use crate::reads::Read;
use crate::search;

/// How a site lies before any page is made: its lists, the texts that stand on several pages, the pages' places in the index.
#[derive(Debug, Default)]
pub struct Layout {
    /// The documents, for the lists.
    listed: Vec<Listed>,
    /// Every page of every list, in order of paths.
    pub(super) lists: Vec<ListPage>,
    pub(super) divisions: Divisions,
    /// For each page its slot in the index; none where a search does not find it.
    pub(super) slots: Vec<Option<u32>>,
}

impl Layout {
    /// That of a corpus; without a theme, that of a site whose words are not known.
    pub fn new(corpus: &Corpus, settings: &Settings, theme: Option<&Theme>) -> Self {
        let listed = lists::listed(corpus, unknown_year(theme));
        Self {
            lists: lists::all(&listed),
            listed,
            divisions: Divisions::new(corpus, &settings.ext),
            slots: search::slots(corpus),
        }
    }

    /// Brings it up to date after parts of the corpus changed, pages and works being the same; which parts of a site are others
    /// by that ([`Read::Generated`] where it may be another). None where there are other lists: then it is to be made anew.
    pub(crate) fn update(
        &mut self,
        corpus: &Corpus,
        settings: &Settings,
        theme: Option<&Theme>,
        changed: &BTreeSet<Read>,
    ) -> Option<BTreeSet<Read>> {
        let mut laid = BTreeSet::new();
        if changed.contains(&Read::Fronts) {
            let works = changed.iter().filter_map(|part| if let Read::Work(work) = part { Some(WorkId(*work)) } else { None });
            works.for_each(|work| lists::relist(&mut self.listed, corpus, work, unknown_year(theme)));
            let before = std::mem::replace(&mut self.lists, lists::all(&self.listed));
            laid.extend(lists_changed(&before, &self.lists)?);
            laid.insert(Read::Generated);
        }
        for page in changed.iter().filter_map(divided_by) {
            laid.extend(self.divisions.update(corpus, &settings.ext, page));
        }
        Some(laid)
    }

    pub(super) fn slot(&self, page: u32) -> Option<u32> {
        self.slots.get(page as usize).copied().flatten()
    }
}

/// The page whose division goes by a part of the corpus.
fn divided_by(part: &Read) -> Option<PageId> {
    match part {
        Read::Text(page) | Read::Citations(page) | Read::CitedAt(page) | Read::Front(page) => Some(PageId(*page)),
        _ => None,
    }
}

/// Which lists are others; none where there are others than before, or more.
fn lists_changed(before: &[ListPage], after: &[ListPage]) -> Option<BTreeSet<Read>> {
    let same_paths = before.iter().map(|list| &list.stem).eq(after.iter().map(|list| &list.stem));
    let pairs = || before.iter().zip(after).zip(0..);
    let lists = pairs().filter(|((before, after), _)| before != after).map(|(_, at)| Read::List(at));
    let heads = pairs().any(|((before, after), _)| before.head() != after.head()).then_some(Read::Lists);
    same_paths.then(|| lists.chain(heads).collect())
}

fn unknown_year(theme: Option<&Theme>) -> &str {
    theme.map_or("", |theme| theme.locale(Language::Vietnamese).get("year_unknown"))
}
