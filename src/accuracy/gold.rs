//! Marked and predicted citations, read from lines of JSON.

use std::collections::BTreeSet;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

/// A citation that a person marked or the program predicted, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The first code point.
    pub start: usize,
    /// The code point after the last.
    pub end: usize,
    /// What shows the target: `number`, `name`, `self`, `internal`, `previous`; `?` where it is not said.
    pub kind: String,
    /// The work as written; empty where nothing is linked.
    pub work: String,
    /// The keys by which the work is compared: that of `work`, then further right ones.
    pub keys: Vec<String>,
    /// The paths of the provisions, as they are compared.
    pub provisions: BTreeSet<String>,
    /// Inside text quoted to amend another law: not scored.
    pub quoted: bool,
    /// Not scored either way.
    pub optional: bool,
}

/// A line as it is written; what may be missing may also be `null`.
#[derive(Deserialize)]
struct Line {
    start: usize,
    end: usize,
    text: Option<String>,
    kind: Option<String>,
    work: Option<String>,
    work_alt: Option<Vec<String>>,
    provisions: Option<Vec<String>>,
    quoted: Option<bool>,
    optional: Option<bool>,
}

impl Marked {
    fn new(line: Line) -> Self {
        let work = line.work.unwrap_or_default();
        let further = line.work_alt.unwrap_or_default();
        Self {
            start: line.start,
            end: line.end,
            kind: line.kind.unwrap_or_else(|| "?".to_owned()),
            keys: std::iter::once(&work).chain(&further).map(|work| key(work)).collect(),
            work,
            provisions: line.provisions.unwrap_or_default().iter().map(|path| path_key(path)).collect(),
            quoted: line.quoted.unwrap_or_default(),
            optional: line.optional.unwrap_or_default(),
        }
    }

    /// The key of the work itself.
    pub fn key(&self) -> &str {
        self.keys.first().map_or("", String::as_str)
    }
}

/// A text with its marked citations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldDocument {
    /// The name of its files.
    pub id: String,
    /// What it is called, where the gold standard says so.
    pub title: Option<String>,
    /// The text.
    pub text: String,
    /// Its citations, quoted and optional ones among them.
    pub citations: Vec<Marked>,
}

impl GoldDocument {
    /// Reads the marks of a text.
    ///
    /// `meta` is the JSON with the document's title. Errors: a line that is none, or whose place in the text holds other
    /// words than the line says: then the text was changed after it was marked.
    pub fn new(id: &str, text: String, marks: &str, meta: Option<&str>) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Meta {
            title: Option<String>,
        }
        let title = match meta {
            Some(meta) => serde_json::from_str::<Meta>(meta).map_err(|error| error.to_string())?.title,
            None => None,
        };
        let points: Vec<char> = text.chars().collect();
        let mut citations = Vec::new();
        for (number, line) in lines(marks) {
            let line = line.map_err(|error| format!("{number}: {error}"))?;
            let here: Option<String> = points.get(line.start..line.end).map(|points| points.iter().collect());
            if here.is_none() || line.text.is_some() && line.text != here {
                return Err(format!("{number}: `{}` ≠ `{}`", line.text.unwrap_or_default(), here.unwrap_or_default()));
            }
            citations.push(Marked::new(line));
        }
        Ok(Self { id: id.to_owned(), title, text, citations })
    }

    /// The line, from 1, on which a code point stands.
    pub fn line(&self, point: usize) -> usize {
        1 + self.text.chars().take(point).filter(|c| *c == '\n').count()
    }

    /// The words of a stretch of code points.
    pub fn words(&self, start: usize, end: usize) -> String {
        self.text.chars().skip(start).take(end.saturating_sub(start)).collect()
    }
}

/// Predicted citations, one a line. Errors: the line's number and what is wrong with it.
pub fn read_lines(jsonl: &str) -> Result<Vec<Marked>, String> {
    lines(jsonl).map(|(number, line)| line.map(Marked::new).map_err(|error| format!("{number}: {error}"))).collect()
}

fn lines(jsonl: &str) -> impl Iterator<Item = (usize, serde_json::Result<Line>)> {
    let written = jsonl.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    written.map(|(index, line)| (index + 1, serde_json::from_str(line)))
}

/// A hash of files that anybody can compute anew: BLAKE3 of the lines `<hash>  <name>` that `b3sum` prints of them.
///
/// The files are taken in the order of their names' bytes, whatever the order given.
pub fn hash<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> String {
    let mut lines: Vec<(&str, String)> =
        files.into_iter().map(|(name, bytes)| (name, format!("{}  {name}\n", blake3::hash(bytes).to_hex()))).collect();
    lines.sort_unstable();
    let listing: String = lines.into_iter().map(|(_, line)| line).collect();
    blake3::hash(listing.as_bytes()).to_hex().to_string()
}

/// A work as it is compared: NFC, one case, without spaces, without a leading `số`.
fn key(work: &str) -> String {
    // The four separators are white space to Python, by whose `\s` the gold standard was scored.
    let space = |c: &char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(c);
    let key: String = work.nfc().collect::<String>().to_lowercase().chars().filter(|c| !space(c)).collect();
    key.strip_prefix("số").map(str::to_owned).unwrap_or(key)
}

/// A path as it is compared: the articles of an annexed text (`quy-dinh.dieu-2`) count as plain ones (`dieu-2`).
fn path_key(path: &str) -> String {
    let path = path.nfc().collect::<String>().to_lowercase();
    match path.split_once('.') {
        Some((text, article)) if is_annexed(text) && article.starts_with("dieu-") => article.to_owned(),
        _ => path,
    }
}

fn is_annexed(text: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    match text.strip_prefix("phu-luc") {
        Some(rest) => rest.is_empty() || rest.strip_prefix('-').is_some_and(number),
        None => ["quy-che", "quy-dinh", "dieu-le", "ke-hoach", "noi-quy"].contains(&text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_and_paths_are_compared_by_their_keys() {
        assert_eq!(key("Số 59 / 2023/nđ-cp"), key("59/2023/NĐ-CP"));
        assert_eq!(key("Luật Đất đai\u{a0}năm 2013"), "luậtđấtđainăm2013");
        for (path, wanted) in [
            ("quy-dinh.dieu-2.khoan-1", "dieu-2.khoan-1"),
            ("phu-luc.dieu-1", "dieu-1"),
            ("phu-luc-iii.dieu-1", "dieu-1"),
            ("phu-luc-i-a.dieu-1", "phu-luc-i-a.dieu-1"),
            ("phu-luc-i.muc-1", "phu-luc-i.muc-1"),
            ("phu-luc-i", "phu-luc-i"),
            ("chuong-i.dieu-1", "chuong-i.dieu-1"),
            ("dieu-6.khoan-2.diem-Đ", "dieu-6.khoan-2.diem-đ"),
        ] {
            assert_eq!(path_key(path), wanted);
        }
    }

    #[test]
    fn marks_of_another_text_are_refused() {
        let marks = r#"{"start": 5, "end": 11, "text": "Điều 5", "work": "this"}"#;
        let read = |text: &str| GoldDocument::new("x", text.to_owned(), marks, None);
        assert!(read("theo Điều 5").is_ok());
        assert!(read("theo Điều 6").is_err());
        assert!(read("theo").is_err());
    }

    #[test]
    fn the_hash_knows_names_and_bytes_but_no_order() {
        let file = |name: &'static str, text: &'static str| (name, text.as_bytes());
        let (a, b) = (file("a.txt", "1"), file("b.txt", "2"));
        assert_eq!(hash([a, b]), hash([b, a]));
        assert_ne!(hash([a, b]), hash([file("a.txt", "2"), file("b.txt", "1")]));
    }
}
