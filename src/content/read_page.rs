//! One Markdown file to one page: front matter, blocks, structure, and what is odd about them.

use std::ops::Range;
use std::sync::Arc;

use super::body::Body;
use super::decode::Decoder;
use super::ending::Ending;
use super::front_matter::Extent;
use super::page::{Block, BlockKind, NOWHERE, Page};
use super::source::{SitePath, Source};
use super::structure::{Finding, FindingKind, Unit, build};
use super::{markdown, read_front_matter, yaml};
use crate::citation::Kinds;
use crate::diagnostic::{Code, Diagnostic, Fix, Say};
use crate::text::slug;

/// Most values in front matter.
pub(super) const VALUES: usize = 5_000;

/// Reads a page. Without usable front matter there is no page, only problems.
pub(super) fn read(source: &Arc<Source>, kinds: &Kinds, ending: &Ending) -> (Option<Page>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    if !source.is_normal() {
        problems.extend(not_normal(source));
    }
    let (yaml_range, body) = match front_matter(source) {
        Ok(ranges) => ranges,
        Err(problem) => {
            problems.push(*problem);
            return (None, problems);
        }
    };
    let root = match yaml::parse(source, yaml_range.clone(), VALUES) {
        Ok(root) => root,
        Err(problem) => {
            problems.push(problem);
            return (None, problems);
        }
    };
    let decoder = Decoder::new(source, kinds);
    let Some(table) = decoder.table("front matter", root) else {
        problems.extend(decoder.into_problems());
        return (None, problems);
    };
    let mut front = read_front_matter::read(table, false);
    // A former address has the ending of the pages here; one that is no page's stays as it is, for the check.
    for old in &mut front.redirect_from {
        old.value = ending.stem(&old.value).map_or_else(|| old.value.clone(), |stem| ending.page(stem));
    }
    problems.extend(decoder.into_problems());
    let (blocks, units, findings) = structured(&source.text, body, front.kind.is_some().then_some(front.text));
    problems.extend(findings.into_iter().map(|finding| finding_problem(source, finding)));
    let inner = source.path.strip_prefix("content/").unwrap_or(&source.path);
    let stem = inner.strip_suffix(".md").unwrap_or(inner);
    let output = ending.page(stem);
    let name = stem.rsplit('/').next().unwrap_or(stem).to_owned();
    (
        Some(Page { source: source.clone().into(), output, slug: name, front, body: Body::new(blocks), units, index: NOWHERE }),
        problems,
    )
}

/// The blocks of a page that was read before, once more; `extent` is that of a document.
pub(super) fn blocks(source: &Source, extent: Option<Extent>) -> Vec<Block> {
    front_matter(source).map_or_else(|_| Vec::new(), |(_, body)| structured(&source.text, body, extent).0)
}

/// The text from a byte on: its blocks, and of a document its units and what is odd about them.
fn structured(text: &str, start: usize, extent: Option<Extent>) -> (Vec<Block>, Vec<Unit>, Vec<Finding>) {
    let mut blocks = markdown::parse(text, start);
    match extent {
        Some(extent) => {
            let (units, findings) = build(&mut blocks, extent);
            (blocks, units, findings)
        }
        None => {
            plain_ids(&mut blocks);
            (blocks, Vec::new(), Vec::new())
        }
    }
}

/// What a text of the past was to the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A page that readers saw.
    Published,
    /// A draft.
    Draft,
    /// A page that is never published.
    Internal,
    /// No page: its front matter has errors, so that no site was built with it.
    Unreadable,
}

/// What a text of the past was, by its front matter alone.
pub fn standing(mut text: String, kinds: &Kinds) -> Standing {
    // The text behind it may be a megabyte, and there may be a hundred versions of it.
    text.truncate(end_of_front_matter(&text));
    let source = Source::new("".into(), text);
    let Ok((range, _)) = front_matter(&source) else { return Standing::Unreadable };
    let Ok(root) = yaml::parse(&source, range, VALUES) else { return Standing::Unreadable };
    let decoder = Decoder::new(&source, kinds);
    let front = decoder.table("front matter", root).map(|table| read_front_matter::read(table, false));
    let broken = decoder.into_problems().iter().any(Diagnostic::is_error);
    match front {
        Some(front) if front.internal => Standing::Internal,
        Some(front) if front.draft => Standing::Draft,
        Some(_) if !broken => Standing::Published,
        _ => Standing::Unreadable,
    }
}

/// Where the second line `---` ends; where there is none, the text.
fn end_of_front_matter(text: &str) -> usize {
    let mut at = 0;
    let ends = text.split_inclusive('\n').filter_map(|line| {
        at += line.len();
        (line.trim_start_matches('\u{feff}').trim_end() == "---").then_some(at)
    });
    ends.take(2).nth(1).unwrap_or(text.len())
}

/// A page of the past; what is odd about it is nobody's business any more. None where it has no usable front matter.
pub fn read_version(path: &SitePath, text: String, kinds: &Kinds, ending: &Ending) -> Option<Page> {
    read(&Arc::new(Source::new(path.clone(), text)), kinds, ending).0
}

/// Where the YAML between the two `---` lines stands, and where the text begins.
pub(super) fn front_matter(source: &Source) -> Result<(Range<usize>, usize), Box<Diagnostic>> {
    let text = &source.text;
    let Some(rest) = text.strip_prefix("---\n") else {
        let end = text.find('\n').unwrap_or(text.len());
        let message = Say::new("trang không bắt đầu bằng phần đầu `---`", "the page does not begin with front matter `---`");
        return Err(Box::new(Diagnostic::new(Code::NoFrontMatter, message).at(&source.path, 0..end).help(
            "dòng đầu tệp là `---`, rồi `title: …`, rồi một dòng `---`",
            "begin the file with `---`, then `title: …`, then a line `---`",
        )));
    };
    let start = text.len() - rest.len();
    let mut at = start;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            let yaml = start..at;
            return if yaml.len() > yaml::LIMIT { Err(Box::new(too_large(source))) } else { Ok((yaml, at + line.len())) };
        }
        at += line.len();
    }
    let message = Say::new("phần đầu mở bằng `---` nhưng không đóng", "the front matter opened by `---` is not closed");
    Err(Box::new(
        Diagnostic::new(Code::NoFrontMatter, message)
            .at(&source.path, 0..3)
            .help("thêm một dòng `---` sau các khóa", "add a line `---` after the keys"),
    ))
}

fn too_large(source: &Source) -> Diagnostic {
    let message = Say::new("phần đầu trang lớn hơn 64 KiB", "the front matter is over 64 KiB");
    Diagnostic::new(Code::TooLarge, message)
        .at(&source.path, 0..3)
        .help("chuyển nội dung xuống dưới dòng `---` thứ hai", "move text below the second `---`")
}

/// Points at the first letter that is not in the normal form.
///
/// Line ends and a byte order mark are how some editors save any text; they are put right without a word.
fn not_normal(source: &Source) -> Option<Diagnostic> {
    let mut typed = source.original().chars().filter(|c| !matches!(c, '\r' | '\u{feff}'));
    let (start, letter) = source.text.char_indices().find(|(_, c)| typed.next() != Some(*c))?;
    let message = Say::new(
        "chữ trong tệp không ở dạng chuẩn (NFC, Đ, dấu cách thường); trang đăng đã được chuẩn hóa",
        "the file is not in the normal form (NFC, Đ, plain spaces); the published page is",
    );
    let diagnostic = Diagnostic::new(Code::NotNormal, message)
        .at(&source.path, start..start + letter.len_utf8())
        .fixed_by(Some(Fix::normal_form()));
    Some(diagnostic.help("lưu lại tệp bằng bộ gõ Unicode dựng sẵn", "save the file with precomposed Unicode letters"))
}

fn finding_problem(source: &Source, finding: Finding) -> Diagnostic {
    // The first line is enough to recognise the place.
    let line = source.text[finding.span.clone()].find('\n').map_or(finding.span.end, |at| finding.span.start + at);
    let span = finding.span.start..line;
    let (code, say, help) = match finding.kind {
        FindingKind::Repeated { label, id } => (
            Code::RepeatedId,
            Say::new(
                format!("`{label}` đã có ở trên; chỗ này mang địa chỉ `#{id}`"),
                format!("`{label}` stands above already; this one is `#{id}`"),
            ),
            Say::new(
                "so với bản gốc; nếu bản gốc đúng là vậy thì để nguyên",
                "compare with the original; leave it if the original has it so",
            ),
        ),
        FindingKind::Jump { label, after } => (
            Code::NumberingJump,
            Say::new(format!("`{label}` không nối tiếp {after}"), format!("`{label}` does not follow {after}")),
            Say::new("so với bản gốc xem có thiếu đoạn nào không", "compare with the original for a missing part"),
        ),
        FindingKind::Odd { label } => (
            Code::OddMarker,
            Say::new(format!("`{label}` viết không theo thể thức"), format!("`{label}` is written in an unusual form")),
            Say::new("theo thể thức: `Điều 5.`, `1.`, `a)`", "the usual forms are `Điều 5.`, `1.`, `a)`"),
        ),
        FindingKind::Unclosed => (
            Code::UnclosedQuote,
            Say::new("đoạn trích để sửa đổi mở ngoặc ở đây không được đóng", "the quotation opened here is not closed"),
            Say::new("thêm dấu `”` ở cuối đoạn trích", "add `”` where the quotation ends"),
        ),
    };
    let mut diagnostic = Diagnostic::new(code, say).at(&source.path, span);
    diagnostic.help = Some(help);
    diagnostic
}

/// On a plain page, headings get ids from their words.
fn plain_ids(blocks: &mut [Block]) {
    let mut used = std::collections::BTreeMap::new();
    for block in blocks.iter_mut().filter(|block| matches!(block.kind, BlockKind::Heading(_))) {
        let name = block
            .inlines
            .first()
            .map(|inline| slug(&inline.text))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "muc".to_owned());
        let times: &mut u32 = used.entry(name.clone()).or_insert(0);
        *times += 1;
        block.id = Some(if *times == 1 { name } else { format!("{name}--{times}") });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_the_past_is_known_by_its_front_matter() {
        for (text, found) in [
            ("---\ntitle: X\n---\n\n---\naccess: internal\n---\n", Standing::Published),
            ("\u{feff}---\r\ntitle: X\r\n---\r\nChữ.\r\n", Standing::Published),
            ("---\ntitle: X\n---", Standing::Published),
            ("---\ntitle: X\naccess: internal\ndraft: true\n---\n", Standing::Internal),
            ("---\ntitle: X\naccess: internal\nlạ: 1\n---\n", Standing::Internal),
            ("---\ntitle: X\ndraft: true\n---\n", Standing::Draft),
            ("---\ntitle: X\ndraft: có\n---\n", Standing::Unreadable),
            ("---\ntitle: X\n", Standing::Unreadable),
            ("---\ntitle: X\n----\n", Standing::Unreadable),
            ("Chữ.\n", Standing::Unreadable),
            ("---\n- x\n---\n", Standing::Unreadable),
            ("", Standing::Unreadable),
        ] {
            assert_eq!(standing(text.to_owned(), &Kinds::default()), found, "{text:?}");
        }
    }
}
