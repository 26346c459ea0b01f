//! From the citations of a page to works and places: resolution, then the provision on the work's page.

use super::model::{CitationUse, CitedPlace, Difference, Resolution, Work, WorkId};
use super::places::{Places, Standing};
use super::resolve::{CitingDate, Resolver};
use crate::citation::{Citation, Cited, Passage, Provision, Recognizer, passages};
use crate::content::{Extent, FrontMatter, Page};

/// What linking looks at.
pub(super) struct Linker<'a, F> {
    pub(super) pages: &'a [Page],
    pub(super) works: &'a [Work],
    /// Of each page.
    pub(super) places: &'a [Places],
    pub(super) recognizer: &'a Recognizer,
    pub(super) resolver: Resolver<'a, F>,
}

type Answer = (Resolution, Option<Difference>);

/// The page whose citations are linked.
pub(super) struct Citing<'a> {
    pub(super) page: &'a Page,
    pub(super) places: &'a Places,
    pub(super) texts: &'a [Passage<'a>],
}

impl<'a, F: Fn(WorkId) -> &'a FrontMatter> Linker<'a, F> {
    /// The citations of a page, each resolved, in the recogniser's order; `own` is the work that the page is.
    ///
    /// A page that does not hold its work's text speaks about the work: `Điều 1–10` beside a chapter is how far it goes,
    /// not a citation by the work of itself.
    pub(super) fn citations(&self, page: &Page, places: &Places, own: Option<WorkId>) -> Vec<CitationUse> {
        let number = page.front.number.as_ref().and_then(|field| field.value.parsed.as_ref());
        let blocks = page.blocks();
        let texts: Vec<Passage<'_>> = passages(page, &blocks).collect();
        let citations = self.recognizer.cite(texts.iter().cloned(), number);
        let mut uses = self.resolved(citations, &Citing { page, places, texts: &texts }, own);
        if page.is_document() && page.front.text == Extent::Outline {
            uses.retain(|one| one.resolution != Resolution::This);
        }
        // Their sentences stand on the pages of what they cite.
        page.hold(uses.iter().filter(|one| matches!(one.resolution, Resolution::Work(..))).map(|one| one.block));
        uses
    }

    /// Citations that were found on a page, each resolved.
    pub(super) fn resolved(&self, citations: Vec<Citation>, citing: &Citing<'_>, own: Option<WorkId>) -> Vec<CitationUse> {
        let dates = CitingDate::of(&citing.page.front);
        let mut answers: Vec<Answer> = Vec::with_capacity(citations.len());
        for citation in &citations {
            let answer = match &citation.work {
                Cited::Work(mention) => self.resolver.resolve(mention, dates),
                Cited::This => (Resolution::This, None),
                Cited::Earlier(index) => (answers.get(*index).map_or(Resolution::Unknown, |(earlier, _)| earlier.clone()), None),
                Cited::Unnamed => (Resolution::Unknown, None),
            };
            answers.push(match answer.0 {
                Resolution::Work(work, _) if own == Some(work) => (Resolution::This, answer.1),
                _ => answer,
            });
        }
        let place = |(citation, answer)| self.place(citation, answer, citing);
        let mut uses: Vec<CitationUse> = citations.into_iter().zip(answers).map(place).collect();
        // A large site has hundreds of thousands, which stay.
        uses.shrink_to_fit();
        uses
    }

    fn place(&self, citation: Citation, (resolution, difference): Answer, citing: &Citing<'_>) -> CitationUse {
        let Citation { passage, span, form, work, provisions, quoted } = citation;
        let target = match &resolution {
            Resolution::This => Some((citing.page, citing.places)),
            Resolution::Work(work, _) => self.works[work.0 as usize].page.map(|page| {
                let page = page.0 as usize;
                (&self.pages[page], &self.places[page])
            }),
            Resolution::Ambiguous(_) | Resolution::Unknown => None,
        };
        let places = provisions.into_iter().map(|provision| cited_place(provision, target)).collect();
        let mention = if let Cited::Work(mention) = work { Some(mention) } else { None };
        let (block, inline) = (citing.texts[passage].block, citing.texts[passage].inline);
        CitationUse { block, inline, span, form, mention, quoted, resolution, difference, places }
    }
}

fn cited_place(provision: Provision, target: Option<(&Page, &Places)>) -> CitedPlace {
    let Provision { mut path, span } = provision;
    path.steps.shrink_to_fit();
    let (unit, standing) = target.map_or((None, Standing::NotCheckable), |(page, places)| places.find(page, &path));
    CitedPlace { span, path, unit, standing }
}
