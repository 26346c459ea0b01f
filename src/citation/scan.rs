//! The recogniser: finds citations in one block's text.

use std::ops::Range;

use super::name::Names;
use super::{Citation, Kind, Kinds, Mention, date, number};

/// Longest stretch after `của` that is looked at for the issuer, in bytes.
const ISSUER: usize = 120;

/// Finds citations; one serves all texts of a build.
#[derive(Debug)]
pub struct Recognizer {
    names: Names,
    kinds: Kinds,
}

impl Recognizer {
    /// A recogniser that knows these names of works, each with an id of the caller's, and these kinds.
    pub fn new<'a>(names: impl Iterator<Item = (&'a str, u32)>, kinds: Kinds) -> Self {
        Self { names: Names::new(names), kinds }
    }

    /// The citations of a text in the normal form: in order, without overlap, each span inside the text.
    ///
    /// A citation is
    /// - a number with its kind: `Quyết định số 129/QĐ-UBND`, `NĐ 59/2023/NĐ-CP`, `Chỉ thị 26-CT/UBND`;
    /// - a number whose letters are a kind and an issuer, alone: `129/QĐ-UBND`, `10/2022/QH15`;
    /// - a known name, perhaps with its year or number: `Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15`;
    ///
    /// each with the date that directly follows (`ngày 14/8/2023`). Runs in linear time and never panics.
    pub fn scan(&self, text: &str) -> Vec<Citation> {
        let mut found = numbers(text, &self.kinds);
        found.extend(self.names.find(text).into_iter().map(|(span, name)| extend_name(text, span, name)));
        let mut citations = without_overlap(found);
        for citation in &mut citations {
            citation.mention.issuer = issuer(text, citation.span.end);
        }
        citations
    }
}

/// Every citation by number.
fn numbers(text: &str, kinds: &Kinds) -> Vec<Citation> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        match by_number(text, at, kinds) {
            Some(citation) => {
                at = citation.span.end.max(at + 1);
                found.push(citation);
            }
            None => {
                // The rest of a run of figures begins no number.
                at += bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            }
        }
    }
    found
}

/// The citation whose number begins at `at`.
fn by_number(text: &str, at: usize, kinds: &Kinds) -> Option<Citation> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '.')) {
        return None;
    }
    let (number, end) = number::scan(text, at)?;
    let head = heading(text, at, kinds);
    if head.is_none() && !number.is_telling(kinds) {
        return None;
    }
    let (kind, start) = head.unwrap_or((None, at));
    let (date, end) = date::following(text, end).map_or((None, end), |(date, end)| (Some(date), end));
    let mention = Mention { kind, number: Some(number), date, ..Mention::default() };
    Some(Citation { span: start..end, mention })
}

/// What stands before a number: the kind and `số`, or `số` alone; the byte where it begins.
fn heading(text: &str, at: usize, kinds: &Kinds) -> Option<(Option<Kind>, usize)> {
    let before = text[..at].trim_end_matches(' ');
    if before.len() == at && at > 0 && !text[..at].ends_with(':') {
        return None;
    }
    let bare = before.strip_suffix(':').unwrap_or(before).trim_end_matches(' ');
    let so =
        ["số", "Số", "SỐ"].iter().find_map(|word| bare.strip_suffix(word)).filter(|rest| rest.is_empty() || rest.ends_with(' '));
    let stem = so.unwrap_or(before).trim_end_matches(' ');
    // A kind's name is short: only the end of what stands before is looked at.
    let from = floor_boundary(stem, stem.len().saturating_sub(64));
    match kinds.ending(&stem[from..]) {
        Some((kind, start)) => Some((Some(kind), from + start)),
        None => so.map(|rest| (None, rest.len())),
    }
}

/// A name with the year, number and date that directly follow it.
fn extend_name(text: &str, span: Range<usize>, name: u32) -> Citation {
    let mut mention = Mention { name: Some(name), ..Mention::default() };
    let mut end = span.end;
    if let Some((year, after)) = year_after(text, end) {
        (mention.year, end) = (Some(year), after);
    }
    let rest = text[end..].strip_prefix(',').unwrap_or(&text[end..]);
    if let Some(rest) = rest.strip_prefix(" số ")
        && let Some((found, after)) = number::scan(text, text.len() - rest.len())
    {
        (mention.number, end) = (Some(found), after);
    }
    if let Some((found, after)) = date::following(text, end) {
        (mention.date, end) = (Some(found), after);
    }
    Citation { span: span.start..end, mention }
}

/// ` năm 2013` or ` 2013` right after a name.
fn year_after(text: &str, at: usize) -> Option<(i16, usize)> {
    let rest = text[at..].strip_prefix(' ')?;
    let rest = rest.strip_prefix("năm ").unwrap_or(rest);
    let year: i16 = rest.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
    let more = rest[4..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-'));
    (!more && (1945..=2100).contains(&year)).then(|| (year, text.len() - rest.len() + 4))
}

/// Of citations that overlap, the longer one; of equals, the first.
fn without_overlap(mut found: Vec<Citation>) -> Vec<Citation> {
    found.sort_by_key(|citation| (citation.span.start, std::cmp::Reverse(citation.span.end)));
    let mut kept: Vec<Citation> = Vec::with_capacity(found.len());
    for citation in found {
        match kept.last_mut() {
            Some(last) if citation.span.start < last.span.end => {
                if citation.span.len() > last.span.len() {
                    *last = citation;
                }
            }
            _ => kept.push(citation),
        }
    }
    kept
}

/// Where the words after `của` that follows a citation stand, up to the next punctuation.
fn issuer(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text[at..].trim_start_matches([' ', ',']).strip_prefix("của ")?;
    let start = text.len() - rest.len();
    let limit = floor_boundary(rest, ISSUER.min(rest.len()));
    let end = rest[..limit].find([',', ';', '.', ':', '(', ')', '“', '”', '\n']).unwrap_or(limit);
    (end > 0).then_some(start..start + end)
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Kinds, Recognizer};
    use crate::text::normalize;

    const LAW: &str = "Luật Thực hiện dân chủ ở cơ sở";

    fn spans(text: &str) -> Vec<String> {
        let recognizer = Recognizer::new([(LAW, 0), ("NĐ 59/2023", 1)].into_iter(), Kinds::default());
        recognizer.scan(text).into_iter().map(|citation| text[citation.span].to_owned()).collect()
    }

    #[test]
    fn citations_in_the_forms_of_real_texts() {
        for (text, expected) in [
            ("Căn cứ Quyết định số 129/QĐ-UBND ngày 15/01/2025 của Ủy ban", vec!["Quyết định số 129/QĐ-UBND ngày 15/01/2025"]),
            ("Công văn số 236/SNV-XDCQ&CTTN ngày 05/02/2025", vec!["Công văn số 236/SNV-XDCQ&CTTN ngày 05/02/2025"]),
            ("các Quyết định số 1/QĐ-TTg, 2/QĐ-TTg.", vec!["Quyết định số 1/QĐ-TTg", "2/QĐ-TTg"]),
            ("luật thực hiện dân chủ ở cơ sở ngày 10/11/2022;", vec!["luật thực hiện dân chủ ở cơ sở ngày 10/11/2022"]),
            ("LUẬT THỰC HIỆN DÂN CHỦ Ở CƠ SỞ", vec!["LUẬT THỰC HIỆN DÂN CHỦ Ở CƠ SỞ"]),
            (
                "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10/11/2022",
                vec!["Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10/11/2022"],
            ),
            ("theo NĐ 59/2023/NĐ-CP và NĐ 59/2023", vec!["NĐ 59/2023/NĐ-CP", "NĐ 59/2023"]),
            ("Nghị quyết số 12-NQ/ĐU, ngày 05/9/2026 của", vec!["Nghị quyết số 12-NQ/ĐU, ngày 05/9/2026"]),
            ("Số: /KH-NV ngày tháng năm 2025", vec![]),
            ("trước ngày 10/12/2025, giai đoạn 2021-2030, 24/7, 100/ngày", vec![]),
            ("Luật Thực hiện dân chủ ở cơ sởx", vec![]),
        ] {
            assert_eq!(spans(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn spans_are_sound_on_any_text(pieces in prop::collection::vec(prop_oneof![
            Just("Quyết định số ".to_owned()), Just("129/QĐ-UBND".to_owned()), Just(" ngày 15/01/2025".to_owned()), Just(LAW.to_owned()),
            Just("59/2023/NĐ-CP".to_owned()), Just(" của Ủy ban".to_owned()), "[0-9/.-]{0,6}", any::<String>(),
        ], 0..12)) {
            let text = normalize(&pieces.concat()).text;
            let recognizer = Recognizer::new([(LAW, 0)].into_iter(), Kinds::default());
            let mut last = 0;
            for citation in recognizer.scan(&text) {
                prop_assert!(citation.span.start >= last && citation.span.end <= text.len() && citation.span.start < citation.span.end);
                prop_assert!(text.is_char_boundary(citation.span.start) && text.is_char_boundary(citation.span.end));
                let issuer = citation.mention.issuer.clone().unwrap_or_default();
                prop_assert!(text.get(issuer).is_some());
                last = citation.span.end;
            }
        }
    }
}
