//! `number-mismatch`: the number in the head of a text is that of its front matter.

use std::ops::Range;

use super::Found;
use super::lines::{body, cells, lines};
use crate::content::FrontMatter;
use crate::diagnostic::Code;

/// Lines of a document's head: agency, motto, number, place and date, title.
const HEAD: usize = 30;

pub(super) fn find(text: &str, front: &FrontMatter) -> Option<Found> {
    let stated = front.number.as_ref().filter(|_| front.kind.is_some())?;
    let start = body(text);
    let head = lines(text).filter(|(at, line)| *at >= start && !line.trim().is_empty()).take(HEAD);
    for (at, line) in head.take_while(|(_, line)| !is_text(line)) {
        let cells = cells(line);
        let parts = if cells.is_empty() { vec![(0, line)] } else { cells };
        let Some(span) =
            parts.into_iter().find_map(|(inner, part)| number(part).map(|span| at + inner + span.start..at + inner + span.end))
        else {
            continue;
        };
        let written = &text[span.clone()];
        let names = front.aliases.iter().map(|alias| alias.value.as_str()).chain([stated.value.text.as_str()]);
        if names.into_iter().any(|name| plain(name) == plain(written)) {
            return None;
        }
        let number = &stated.value.text;
        return Some(Found::new(
            Code::NumberMismatch,
            span.clone(),
            format!("văn bản ghi số `{written}`, phần đầu trang ghi `{number}`"),
            format!("the text has the number `{written}`, the front matter `{number}`"),
        ));
    }
    None
}

/// Whether the head is over: articles and the legal basis may begin with `Số` of another document.
fn is_text(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || "#*_>".contains(c));
    ["Điều ", "Căn cứ", "Chương ", "Phần ", "Kính gửi", "I.", "1."].iter().any(|start| line.starts_with(start))
}

/// Where a number stands behind `Số:`; none where its figures were left blank.
fn number(line: &str) -> Option<Range<usize>> {
    let open = line.len() - line.trim_start_matches(|c: char| c.is_whitespace() || "*_>".contains(c)).len();
    let rest = line[open..].strip_prefix("Số").or_else(|| line[open..].strip_prefix("SỐ"))?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "*_:".contains(c));
    let start = line.len() - rest.len();
    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    let tail = rest[figures..].trim_start_matches(' ');
    if figures == 0 || !tail.starts_with(['/', '-', '–']) {
        return None;
    }
    let length = tail.find(|c: char| c.is_whitespace() || "*_|,;()".contains(c)).unwrap_or(tail.len());
    let end = line.len() - tail.len() + length;
    // A dash and nothing behind it is no number.
    (length > 1).then_some(start..end)
}

/// A number as it is compared: without blanks, leading zeros and the kind of its dashes.
fn plain(number: &str) -> String {
    let tight: String = number.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '–' { '-' } else { c }).collect();
    tight.trim_start_matches('0').trim_end_matches('.').to_uppercase()
}
