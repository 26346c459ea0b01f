//! From the citations of a page to works and places: resolution, then the provision on the work's page.

use super::model::{CitationUse, CitedPlace, Difference, Resolution, Work, WorkId};
use super::places::{Places, Standing};
use super::resolve::{CitingDate, Resolver};
use crate::citation::{Citation, Cited, Passage, Provision, Recognizer, passages};
use crate::content::{FrontMatter, Page};

/// What linking looks at.
pub(super) struct Linker<'a, F> {
    pub(super) pages: &'a [Page],
    pub(super) works: &'a [Work],
    /// Of each page.
    pub(super) places: &'a [Places],
    pub(super) resolver: Resolver<'a, F>,
}

type Answer = (Resolution, Option<Difference>);

impl<'a, F: Fn(WorkId) -> &'a FrontMatter> Linker<'a, F> {
    /// The citations of a page, resolved; `own` is the work that the page is.
    pub(super) fn citations(&self, page: &Page, own: Option<WorkId>, recognizer: &Recognizer) -> Vec<CitationUse> {
        let number = page.front.number.as_ref().and_then(|field| field.value.parsed.as_ref());
        let texts: Vec<Passage<'_>> = passages(page).collect();
        let citations = recognizer.cite(texts.iter().cloned(), number);
        let citing = CitingDate::of(&page.front);
        let mut answers: Vec<Option<Answer>> = Vec::with_capacity(citations.len());
        for citation in &citations {
            let answer = match &citation.work {
                Cited::Work(mention) => Some(self.resolver.resolve(mention, citing)),
                Cited::This => own.map(|own| (Resolution::Work(own, super::Certainty::Exact), None)),
                Cited::Earlier(index) => answers.get(*index).cloned().flatten().map(|(resolution, _)| (resolution, None)),
                Cited::Unnamed => None,
            };
            answers.push(answer);
        }
        let placed = citations.into_iter().zip(answers);
        placed.filter_map(|(citation, answer)| Some(self.place(citation, answer?, &texts))).collect()
    }

    fn place(&self, citation: Citation, (resolution, difference): Answer, texts: &[Passage<'_>]) -> CitationUse {
        let Citation { passage, span, form, work, provisions, quoted } = citation;
        let target = match &resolution {
            Resolution::Work(work, _) => self.works[work.0 as usize].page,
            _ => None,
        };
        let places = provisions.into_iter().map(|provision| self.provision(provision, target)).collect();
        let mention = if let Cited::Work(mention) = work { Some(mention) } else { None };
        let (block, inline) = (texts[passage].block, texts[passage].inline);
        CitationUse { block, inline, span, form, mention, quoted, resolution, difference, places }
    }

    fn provision(&self, provision: Provision, target: Option<super::PageId>) -> CitedPlace {
        let Provision { path, span } = provision;
        let (unit, standing) = match target {
            Some(page) => self.places[page.0 as usize].find(&self.pages[page.0 as usize], &path),
            None => (None, Standing::NotCheckable),
        };
        CitedPlace { span, path, unit, standing }
    }
}
