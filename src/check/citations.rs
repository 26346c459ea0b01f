//! `unknown-citation`, `ambiguous-citation`, `inferred-citation`: each once per page and target, at its first place.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Context;
use crate::content::Page;
use crate::corpus::{CitationUse, Corpus, Difference, Resolution, official_date};
use crate::diagnostic::{Code, Diagnostic, Say};
use crate::text::key;

pub(super) fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let corpus = context.corpus;
    corpus.pages.iter().zip(&corpus.citations).flat_map(|(page, uses)| check_page(corpus, page, uses)).collect()
}

fn check_page(corpus: &Corpus, page: &Page, uses: &[CitationUse]) -> Vec<Diagnostic> {
    let mut first: BTreeMap<(Code, String), (Diagnostic, u32)> = BTreeMap::new();
    for one in uses {
        let inline = &page.blocks[one.block].inlines[one.inline];
        let words = &inline.text[one.span.clone()];
        let Some((code, message, help)) = problem(corpus, one, words) else { continue };
        let entry = first.entry((code, key(words).text)).or_insert_with(|| {
            let span: Range<usize> = inline.to_source(one.span.clone());
            let mut diagnostic = Diagnostic::new(code, message).at(&page.source.path, span);
            diagnostic.help = Some(help);
            (diagnostic, 0)
        });
        entry.1 += 1;
    }
    first
        .into_values()
        .map(|(diagnostic, times)| match times {
            1 => diagnostic,
            times => {
                diagnostic.note(format!("trang này viện dẫn như vậy {times} lần"), format!("the page cites it so {times} times"))
            }
        })
        .collect()
}

fn problem(corpus: &Corpus, one: &CitationUse, words: &str) -> Option<(Code, Say, Say)> {
    match (&one.resolution, one.difference) {
        (Resolution::Unknown, _) => Some((
            Code::UnknownCitation,
            Say::new(
                format!("chưa biết văn bản `{words}`; để nguyên chữ, không có liên kết"),
                format!("`{words}` is not known; it stays plain text"),
            ),
            Say::new("thêm trang, hoặc thêm vào `content/works.yaml`", "add a page, or an entry in `content/works.yaml`"),
        )),
        (Resolution::Ambiguous(works), _) => {
            let names: Vec<String> = works.iter().map(|work| corpus.full_name(*work)).collect();
            Some((
                Code::AmbiguousCitation,
                Say::new(format!("`{words}` có thể là: {}", names.join("; ")), format!("`{words}` may be: {}", names.join("; "))),
                Say::new("ghi thêm ngày ban hành hoặc cơ quan ban hành", "add the date of issue or the issuer"),
            ))
        }
        (Resolution::Work(work, _), Some(difference)) => {
            let name = corpus.full_name(*work);
            let (vi, en) = match difference {
                Difference::Date { cited, issued } => (
                    format!("viện dẫn ghi ngày {}, văn bản ban hành ngày {}", official_date(cited), official_date(issued)),
                    format!("the citation says {}, the work was issued on {}", official_date(cited), official_date(issued)),
                ),
                Difference::Shape => ("số được viết ở dạng khác".to_owned(), "the number is written in another shape".to_owned()),
                Difference::Number => ("số khác, tên và ngày khớp".to_owned(), "another number; name and date agree".to_owned()),
                Difference::Name => ("tên khác, số và ngày khớp".to_owned(), "another name; number and date agree".to_owned()),
            };
            Some((
                Code::InferredCitation,
                Say::new(format!("{vi}; đã liên kết tới {name}"), format!("{en}; linked to {name}")),
                Say::new(
                    "so với bản gốc; khác biệt đã biết thì ghi vào `corrections`",
                    "compare with the original; put a known difference in `corrections`",
                ),
            ))
        }
        (Resolution::Work(..), None) => None,
    }
}
