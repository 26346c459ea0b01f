//! YAML as a tree in which every value knows its place, so that all mistakes of a file can be reported at once.
//!
//! Scalars keep the text the editor typed: `012` and `2024-01-18` are not numbers or dates until a reader says so.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Budget, DuplicateKeyPolicy, Error, MergeKeyPolicy, Options, Spanned};

use super::source::Source;
use crate::diagnostic::{Code, Diagnostic, Say};

/// Largest front matter or data file read, in bytes.
pub(super) const LIMIT: usize = 64 * 1024;

/// A YAML value and its bytes in the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Located {
    /// The value.
    pub(super) node: Node,
    /// Where it stands in the file.
    pub(super) span: Range<usize>,
}

/// A YAML value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// Nothing, `null` or `~`.
    Null,
    /// Text as typed, quotes resolved.
    Scalar(String),
    /// A list.
    Sequence(Vec<Located>),
    /// Keys and values in the order they stand.
    Mapping(Vec<(Key, Located)>),
}

/// A key of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Key {
    /// Its text.
    pub(super) text: String,
    /// Where it stands in the file.
    pub(super) span: Range<usize>,
}

/// What serde-saphyr hands over, before byte offsets are made those of the file.
enum Raw {
    Null,
    Text(String),
    /// A scalar that looked like a number or a truth value; its text is cut from the source.
    Plain,
    Sequence(Vec<Spanned<Raw>>),
    Mapping(Vec<(Spanned<String>, Spanned<Raw>)>),
}

/// Parses the YAML in `range` of a file; `limit` bounds the number of values.
///
/// Safe against hostile input: aliases and merge keys are refused, depth is at most 8, size is checked by the caller.
/// Errors: a diagnostic with the place of the mistake in the file.
pub(super) fn parse(source: &Source, range: Range<usize>, limit: usize) -> Result<Located, Diagnostic> {
    let text = &source.text[range.clone()];
    if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Ok(Located { node: Node::Null, span: range.start..range.start });
    }
    let parsed: Result<Spanned<Raw>, Error> = serde_yaml::from_str_with_options(text, options(limit));
    match parsed {
        Ok(raw) => Ok(locate(raw, text, range.start)),
        Err(error) => Err(explain(source, &error, &range)),
    }
}

fn options(limit: usize) -> Options {
    let mut options = Options::default();
    let mut budget = Budget::default();
    budget.max_aliases = 0;
    budget.max_anchors = 0;
    budget.max_depth = 8;
    budget.max_documents = 1;
    budget.max_nodes = limit;
    budget.max_events = limit * 4;
    options.budget = Some(budget);
    options.duplicate_keys = DuplicateKeyPolicy::Error;
    options.merge_keys = MergeKeyPolicy::Error;
    options.with_snippet = false;
    options
}

fn locate(raw: Spanned<Raw>, text: &str, base: usize) -> Located {
    let span = bytes(raw.referenced, text);
    let node = match raw.value {
        Raw::Null => Node::Null,
        Raw::Text(text) => Node::Scalar(text),
        Raw::Plain => Node::Scalar(text[span.clone()].trim().to_owned()),
        Raw::Sequence(items) => Node::Sequence(items.into_iter().map(|item| locate(item, text, base)).collect()),
        Raw::Mapping(entries) => Node::Mapping(
            entries
                .into_iter()
                .map(|(key, value)| {
                    let span = bytes(key.referenced, text);
                    let key = Key { text: key.value, span: base + span.start..base + span.end };
                    (key, locate(value, text, base))
                })
                .collect(),
        ),
    };
    let trimmed = text[span.clone()].trim_end().len();
    Located { node, span: base + span.start..base + span.start + trimmed }
}

fn bytes(location: serde_yaml::Location, text: &str) -> Range<usize> {
    let span = location.span();
    let to_usize = |value: Option<u64>| value.and_then(|value| usize::try_from(value).ok());
    let mut start = to_usize(span.byte_offset()).unwrap_or(0).min(text.len());
    let mut end = (start + to_usize(span.byte_len()).unwrap_or(0)).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

fn explain(source: &Source, error: &Error, range: &Range<usize>) -> Diagnostic {
    let text = &source.text[range.clone()];
    let span = error.location().map_or(0..0, |location| place(location, text));
    let span = range.start + span.start..range.start + span.end;
    let (code, vi, en) = match error {
        Error::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().unwrap_or("?");
            (Code::DuplicateKey, format!("khóa `{key}` đã viết ở trên"), format!("the key `{key}` stands above already"))
        }
        Error::Budget { .. } | Error::AliasError { .. } | Error::UnknownAnchor { .. } | Error::MergeKeyNotAllowed { .. } => (
            Code::YamlLimit,
            "phần YAML này dùng neo (`&`, `*`, `<<`), lồng quá sâu hoặc quá nhiều giá trị".to_owned(),
            "this YAML uses anchors (`&`, `*`, `<<`), nests too deep or holds too many values".to_owned(),
        ),
        other => {
            let words = reason(&other.to_string());
            (Code::YamlSyntax, format!("YAML sai cú pháp: {}", in_vietnamese(&words)), format!("this is not YAML: {words}"))
        }
    };
    let diagnostic = Diagnostic::new(code, Say::new(vi, en)).at(&source.path, span);
    match code {
        Code::DuplicateKey => diagnostic.help("giữ một trong hai, xóa cái kia", "keep one of the two"),
        Code::YamlLimit => diagnostic.help("viết thẳng giá trị ra, không dùng neo", "write the values out, without anchors"),
        _ => diagnostic.help(
            "thụt dòng bằng dấu cách; giá trị có dấu `:`, `#` hoặc bắt đầu bằng dấu nháy thì đặt trong '…'",
            "indent with spaces; put values that hold `: `, ` #` or begin with a quote mark in '…'",
        ),
    }
}

/// What the YAML reader says, without the place, which it counts from the first key.
fn reason(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    line.split(" at line ").next().unwrap_or(line).to_owned()
}

/// The mistakes editors make most, in their language; others keep the reader's words.
fn in_vietnamese(reason: &str) -> String {
    const KNOWN: &[(&str, &str)] = &[
        ("mapping values are not allowed", "giá trị có dấu `: ` mà không đặt trong dấu nháy"),
        ("unclosed quote", "dấu nháy mở mà không đóng"),
        ("tabs disallowed", "thụt dòng bằng dấu tab"),
        ("did not find expected", "thiếu dấu đóng hoặc thụt dòng lệch"),
        ("expected", "thiếu dấu đóng hoặc thụt dòng lệch"),
    ];
    KNOWN
        .iter()
        .find(|(words, _)| reason.contains(words))
        .map_or_else(|| reason.to_owned(), |(_, vietnamese)| (*vietnamese).to_owned())
}

/// The place of an error: by bytes, or else by line and column (in characters, from 1); at least one letter.
fn place(location: serde_yaml::Location, text: &str) -> Range<usize> {
    if location.span().byte_offset().is_some_and(|offset| offset > 0) {
        return bytes(location, text);
    }
    let line = usize::try_from(location.line()).unwrap_or(1).max(1);
    let column = usize::try_from(location.column()).unwrap_or(1).max(1);
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    let rest = rest.split('\n').next().unwrap_or_default();
    let (at, length) = rest.char_indices().nth(column - 1).map_or((rest.len(), 0), |(at, c)| (at, c.len_utf8()));
    start + at..start + at + length
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Text(text))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Raw::Sequence(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Mapping(entries))
    }
}
