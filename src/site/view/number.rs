//! A document's number, its letters expanded for whoever hears it.

use serde::Serialize;

use crate::content::FrontMatter;

/// The parts of a number as it stands on the document.
#[derive(Debug, Clone, Serialize)]
pub(super) struct NumberView {
    before: String,
    /// Letters that stand for words, and these.
    letters: String,
    meaning: String,
    after: String,
}

/// The number of a document; none where it has none.
pub(super) fn number(facts: &FrontMatter) -> Option<NumberView> {
    let number = &facts.number.as_ref()?.value;
    let text = number.text.as_str();
    let expansion = number.parsed.as_ref().and_then(|parsed| parsed.expansion(facts.kind.as_ref().map(|kind| kind.value)));
    // As the document has it: a number that is written otherwise than officially is left as it is.
    let found = expansion.and_then(|(letters, meaning)| Some((text.rfind(letters)?, letters.len(), meaning)));
    let (at, length, meaning) = found.unwrap_or((text.len(), 0, String::new()));
    Some(NumberView {
        before: text[..at].to_owned(),
        letters: text[at..at + length].to_owned(),
        meaning,
        after: text[at + length..].to_owned(),
    })
}
