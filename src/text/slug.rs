//! Slugs: the words of an address.

use super::fold::fold;

/// Text as a part of an address: marks dropped, đ as d, lower case, everything else one `-`.
///
/// ```
/// use congkhai::text::slug;
/// assert_eq!(slug("Quyết định 129/QĐ-UBND"), "quyet-dinh-129-qd-ubnd");
/// assert_eq!(slug("236/SNV-XDCQ&CTTN"), "236-snv-xdcq-cttn");
/// ```
pub fn slug(text: &str) -> String {
    let folded = fold(text).text;
    let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}
