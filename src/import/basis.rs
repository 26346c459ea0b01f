//! Căn cứ pháp lý: the works on which a document says it is based, as relations to works that the site knows.

use super::document::Remark;
use crate::citation::{Passage, passages};
use crate::content::{Evidence, Field, FrontMatter, Page, Relation, RelationStatement, RelationTarget};
use crate::corpus::{CitationUse, Corpus, Resolution, WorkId};
use crate::diagnostic::Say;
use crate::text::key;

/// What a document is based on.
#[derive(Debug, Default)]
pub(super) struct Basis {
    /// The relations to works that the site knows.
    pub(super) relations: Vec<RelationStatement>,
    /// What could not be stated, each with the block it stands in.
    pub(super) remarks: Vec<(usize, Say)>,
    /// The words of works that the site does not know.
    pub(super) unknown: Vec<String>,
}

/// Reads the basis of a page from the paragraphs that begin with `Căn cứ`, before its first unit.
///
/// The first work of each `Căn cứ …;` is meant; a further one there mostly belongs to its title, and is told.
pub(super) fn read(page: &Page, corpus: &Corpus) -> Basis {
    let blocks = page.blocks();
    let texts: Vec<Passage<'_>> = passages(page, &blocks).collect();
    let own = page.front.number.as_ref().and_then(|number| number.value.parsed.as_ref());
    let citations = corpus.recognizer().cite(texts.iter().cloned(), own);
    let uses = corpus.resolve(page, &texts, citations);
    let mut basis = Basis::default();
    for (at, block) in blocks.iter().enumerate().take_while(|(_, block)| block.opens.is_none()) {
        let text = block.inlines.first().map_or("", |inline| inline.text.as_str());
        for (start, end) in statements(text) {
            let mut inside = uses.iter().filter(|one| one.block == at && one.span.start >= start && one.span.end <= end);
            let named = |one: &&CitationUse| one.mention.is_some();
            let Some(first) = inside.find(named) else { continue };
            basis.state(first, text, at, corpus);
            let further: Vec<&str> = inside.filter(named).filter_map(|one| text.get(one.span.clone())).collect();
            if !further.is_empty() {
                let words = further.join("; ");
                basis.remarks.push((
                    at,
                    Say::new(
                        format!("câu căn cứ còn nhắc {words}; thêm vào `relations` nếu cũng là căn cứ"),
                        format!("this basis also names {words}; add it to `relations` if it is one too"),
                    ),
                ));
            }
        }
    }
    basis
}

/// The stretches of a text that each state a basis: `Căn cứ …; căn cứ …`.
fn statements(text: &str) -> Vec<(usize, usize)> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(';') {
        if key(part.trim_start()).text.starts_with("căn cứ") {
            starts.push(at);
        }
        at += part.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).collect()
}

impl Basis {
    fn state(&mut self, one: &CitationUse, text: &str, at: usize, corpus: &Corpus) {
        let words = text.get(one.span.clone()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        match &one.resolution {
            Resolution::Work(work, _) => {
                let Some(target) = target(corpus, *work) else { return };
                let sure = one.difference.is_none();
                let evidence = if sure { Evidence::AsCited } else { Evidence::Inferred };
                if !sure {
                    let name = corpus.full_name(*work);
                    self.remarks.push((
                        at,
                        Say::new(
                            format!("căn cứ `{words}` khác một điểm với {name}; đối chiếu"),
                            format!("the basis `{words}` differs in one point from {name}; compare them"),
                        ),
                    ));
                }
                let statement = RelationStatement {
                    relation: Relation::BasedOn,
                    target: Field { value: target, span: 0..0 },
                    evidence: Some(evidence),
                    note: None,
                };
                if !self.relations.iter().any(|other| other.target.value == statement.target.value) {
                    self.relations.push(statement);
                }
            }
            Resolution::Ambiguous(works) => {
                let names: Vec<String> = works.iter().map(|work| corpus.full_name(*work)).collect();
                let names = names.join("; ");
                self.remarks.push((
                    at,
                    Say::new(
                        format!("căn cứ `{words}` có thể là: {names}; thêm đúng văn bản vào `relations`"),
                        format!("the basis `{words}` may be: {names}; add the right one to `relations`"),
                    ),
                ));
            }
            Resolution::Unknown if !self.unknown.contains(&words) => self.unknown.push(words),
            Resolution::Unknown | Resolution::This => {}
        }
    }

    /// The remark on works that the site does not know.
    pub(super) fn unknown_works(&self) -> Option<Remark> {
        if self.unknown.is_empty() {
            return None;
        }
        let (count, words) = (self.unknown.len(), self.unknown.join("; "));
        let say = Say::new(
            format!(
                "{count} căn cứ chưa có trong trang, chưa ghi vào `relations`: {words} (tạo trang nháp bằng `congkhai new --missing`)"
            ),
            format!(
                "{count} works it is based on are not on the site and not in `relations`: {words} (`congkhai new --missing` drafts them)"
            ),
        );
        Some(Remark { place: None, say })
    }
}

/// How a relation names a work: by its page, or by what `works.yaml` says.
fn target(corpus: &Corpus, work: WorkId) -> Option<RelationTarget> {
    if let Some(page) = corpus.work(work).page {
        return Some(RelationTarget::Slug(corpus.page(page).slug.clone()));
    }
    let facts: &FrontMatter = corpus.facts(work);
    Some(RelationTarget::Work {
        kind: facts.kind.as_ref()?.value,
        number: Some(facts.number.as_ref()?.value.text.clone()),
        date: facts.issued.as_ref().map(|issued| issued.value),
    })
}
