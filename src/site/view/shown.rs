//! A text as one output shows it: all of it, or the part that stands there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::citation_links::citation_links;
use super::cited_places::cited_places;
use super::common::Views;
use crate::content::Page;
use crate::corpus::PageId;
use crate::site::href;
use crate::site::html::{CitationLink, Extras, body};

/// A stretch of a page's text, and the output that shows it.
#[derive(Debug, Clone)]
pub(super) struct Shown<'a> {
    pub(super) id: PageId,
    pub(super) page: &'a Page,
    pub(super) output: &'a str,
    pub(super) blocks: Range<usize>,
}

/// A text as HTML.
pub(super) struct Body {
    pub(super) body: String,
    /// The slots of the pages that its citations lead to, in the order in which their addresses first stand there, apart
    /// by spaces: the addresses themselves are in the links.
    pub(super) slots: String,
}

impl<'a> Shown<'a> {
    /// The whole text, on its page.
    pub(super) fn all(views: &'a Views<'_>, id: PageId) -> Self {
        let page = views.corpus().page(id);
        Self { id, page, output: &page.output, blocks: 0..page.blocks().len() }
    }

    pub(super) fn text(&self, views: &Views<'_>) -> Body {
        let extras = self.extras(views);
        Body { body: body(self.page, self.blocks.clone(), &extras), slots: slots(extras.citations.values().flatten()) }
    }

    /// Citations as links, notes at their places, and who cites which place.
    fn extras<'v>(&'v self, views: &'v Views<'_>) -> Extras<'v> {
        Extras {
            place: href::Place {
                from: self.output,
                page: &self.page.output,
                ext: &views.site.settings.ext,
                divisions: views.divisions(),
            },
            citations: citation_links(views, self),
            notes: notes(views, self.page),
            cited: cited_places(views, self),
            link_to: views.word("link_to"),
            table: views.word("table"),
        }
    }
}

fn slots<'a>(links: impl Iterator<Item = &'a CitationLink>) -> String {
    let mut seen = BTreeSet::new();
    let paths = links.filter(|link| !link.is_pageless()).map(|link| (link.href.split('#').next().unwrap_or_default(), link.slot));
    let first = paths.filter(|(path, _)| !path.is_empty() && seen.insert(*path));
    first.map(|(_, slot)| slot.map(|slot| format!("{slot:x}")).unwrap_or_default()).collect::<Vec<_>>().join(" ")
}

/// Editor's notes and corrections by the block they stand behind.
fn notes<'a>(views: &'a Views<'_>, page: &'a Page) -> BTreeMap<usize, Vec<(&'static str, &'a str, &'a str)>> {
    let mut notes: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    if page.front.notes.is_empty() && page.front.corrections.is_empty() {
        return notes;
    }
    for (at, block) in page.blocks().iter().enumerate() {
        let is_here = |place: &str| block.id.as_deref() == Some(place);
        for note in page.front.notes.iter().filter(|note| is_here(&note.at.value)) {
            notes.entry(at).or_default().push(("ghi-chu", views.word("note"), note.note.as_str()));
        }
        let holds = |words: &str| block.inlines.iter().any(|inline| inline.text.contains(words));
        for correction in page.front.corrections.iter().filter(|c| is_here(&c.at.value) || holds(&c.at.value)) {
            notes.entry(at).or_default().push(("ghi-chu", views.word("correction"), correction.note.as_str()));
        }
    }
    notes
}
