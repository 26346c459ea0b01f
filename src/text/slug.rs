//! Slugs: the words of an address.

use super::fold::fold;
use super::offset::Mapped;
use super::rewrite::Rewriter;

/// Text as a part of an address: marks dropped, đ as d, lower case, everything else one `-`.
///
/// ```
/// use congkhai::text::slug;
/// assert_eq!(slug("Quyết định 129/QĐ-UBND"), "quyet-dinh-129-qd-ubnd");
/// assert_eq!(slug("236/SNV-XDCQ&CTTN"), "236-snv-xdcq-cttn");
/// ```
pub fn slug(text: &str) -> String {
    mapped_slug(text).text
}

/// The slug with the way back to the text.
pub fn mapped_slug(text: &str) -> Mapped {
    let folded = fold(text);
    let mut out = Rewriter::new(&folded.text);
    let mut at = 0;
    let mut first = true;
    for word in folded.text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let start = at + folded.text[at..].find(word).unwrap_or(0);
        if start > at || !first {
            out.replace(at..start, if first { "" } else { "-" });
        }
        out.copy(start..start + word.len());
        at = start + word.len();
        first = false;
    }
    if at < folded.text.len() {
        out.replace(at..folded.text.len(), "");
    }
    let slug = out.finish();
    Mapped { text: slug.text, map: folded.map.then(&slug.map) }
}
