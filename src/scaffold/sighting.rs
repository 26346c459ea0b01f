//! The citations that a scaffold is made from, each with what its words say.

use std::ops::Range;

use super::wording::{self, Wording};
use crate::citation::{Form, Mention};
use crate::corpus::{CitationUse, Corpus, PageId, Resolution, short_name};

/// How many later citations of a text are looked at for where the words of one end.
const NEXT: usize = 20;

/// Page, then bytes in its source.
pub(super) type Order = (u32, usize);

/// A citation by number or name, and what stands around it.
#[derive(Debug, Clone)]
pub(super) struct Sighting<'a> {
    /// What the citation itself says.
    pub(super) mention: &'a Mention,
    /// What it was found to point at.
    pub(super) resolution: &'a Resolution,
    /// What the words behind it say.
    pub(super) wording: Wording,
    /// The words of the citation.
    pub(super) words: String,
    /// The citing page.
    pub(super) page: PageId,
    /// The last year in which the citing document may have been issued.
    pub(super) citing_year: Option<i16>,
    /// The id of the place there.
    pub(super) place: Option<String>,
    /// Its bytes in the page's normalised source.
    at: Range<usize>,
}

impl Sighting<'_> {
    /// Where it stands: `content/ke-hoach/x.md:12`.
    pub(super) fn location(&self, corpus: &Corpus) -> String {
        let source = corpus.page(self.page).source.open();
        let before = &source.original()[..source.to_original(self.at.clone()).start];
        format!("{}:{}", source.path, before.matches('\n').count() + 1)
    }

    /// Its place in the order of all pages.
    pub(super) fn order(&self) -> Order {
        (self.page.0, self.at.start)
    }

    /// What the citing document is called.
    pub(super) fn citing(&self, corpus: &Corpus) -> String {
        short_name(&corpus.page(self.page).front)
    }
}

/// Every citation by number or name outside text quoted to amend another document, in page order.
pub(super) fn gather(corpus: &Corpus) -> Vec<Sighting<'_>> {
    let pages = (0..corpus.pages().len() as u32).map(PageId);
    let of_page = |page: PageId| (0..corpus.citations(page).len()).filter_map(move |index| sighting(corpus, page, index));
    pages.flat_map(of_page).collect()
}

fn sighting(corpus: &Corpus, id: PageId, index: usize) -> Option<Sighting<'_>> {
    let uses = corpus.citations(id);
    let one = &uses[index];
    let mention = one.mention.as_deref().filter(|_| !one.quoted)?;
    let page = corpus.page(id);
    let block = page.block_in_file(one.block);
    let inline = &block.inlines[one.inline];
    let same_text = |other: &&CitationUse| other.block == one.block && other.inline == one.inline;
    let by_number = |other: &CitationUse| other.form == Form::Number;
    let next: Vec<(usize, bool)> =
        uses[index + 1..].iter().take(NEXT).take_while(same_text).map(|other| (other.span.start, by_number(other))).collect();
    Some(Sighting {
        mention,
        resolution: &one.resolution,
        wording: wording::read(&inline.text, one.span.end, &next, mention.date.is_some()),
        words: inline.text[one.span.clone()].to_owned(),
        page: id,
        citing_year: page.front.issued_range().map(|(_, last)| last.year()),
        place: block.nearest_id(page.units()).map(str::to_owned),
        at: inline.to_source(one.span.clone()),
    })
}
