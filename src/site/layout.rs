//! What is worked out once for all pages of a site.

use super::division::Divisions;
use super::lists::{self, ListPage};
use super::locale::Language;
use super::theme::Theme;
use crate::content::Settings;
use crate::corpus::{Corpus, PageId};
use crate::search;

/// How a site lies before any page is made: its lists, the texts that stand on several pages, the pages' places in the index.
#[derive(Debug, Default)]
pub struct Layout {
    /// Every page of every list, in order of paths.
    pub(super) lists: Vec<ListPage>,
    pub(super) divisions: Divisions,
    /// For each page its slot in the index; none where a search does not find it.
    pub(super) slots: Vec<Option<u32>>,
}

impl Layout {
    /// That of a corpus; without a theme, that of a site whose words are not known.
    pub fn new(corpus: &Corpus, settings: &Settings, theme: Option<&Theme>) -> Self {
        Self {
            lists: lists::all(corpus, unknown_year(theme)),
            divisions: Divisions::new(corpus, &settings.ext),
            slots: search::slots(corpus),
        }
    }

    /// Takes in that pages are others: `texts` those whose text, citations or citing pages changed, `fronts` whether the
    /// front matter of any did. The pages of the site are the same.
    pub(crate) fn update(&mut self, corpus: &Corpus, settings: &Settings, theme: Option<&Theme>, texts: &[PageId], fronts: bool) {
        if fronts {
            self.lists = lists::all(corpus, unknown_year(theme));
        }
        texts.iter().for_each(|page| self.divisions.update(corpus, &settings.ext, *page));
    }

    pub(super) fn slot(&self, page: u32) -> Option<u32> {
        self.slots.get(page as usize).copied().flatten()
    }
}

fn unknown_year(theme: Option<&Theme>) -> &str {
    theme.map_or("", |theme| theme.locale(Language::Vietnamese).get("year_unknown"))
}
