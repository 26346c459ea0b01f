//! From located YAML to typed fields: every mistake is reported where it stands, and reading goes on.

use std::cell::RefCell;
use std::ops::Range;

use jiff::civil::Date;
use strsim::{levenshtein, osa_distance};

use super::front_matter::Field;
use super::source::Source;
use super::yaml::{Key, Located, Node};
use crate::citation::Kinds;
use crate::diagnostic::{Code, Diagnostic, Fix, Say};

/// Reads values of one file and collects what is wrong with them.
pub(super) struct Decoder<'a> {
    source: &'a Source,
    /// The kinds of document that the site knows.
    pub(super) kinds: &'a Kinds,
    problems: RefCell<Vec<Diagnostic>>,
}

/// A mapping being read key by key; [`Table::finish`] reports the keys nobody asked for.
pub(super) struct Table<'d, 'a> {
    decoder: &'d Decoder<'a>,
    entries: Vec<(Key, Located)>,
    known: Vec<&'static str>,
    /// Which of the known keys stand in it.
    present: Vec<&'static str>,
    /// Where the mapping stands.
    pub(super) span: Range<usize>,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(source: &'a Source, kinds: &'a Kinds) -> Self {
        Self { source, kinds, problems: RefCell::new(Vec::new()) }
    }

    pub(super) fn into_problems(self) -> Vec<Diagnostic> {
        self.problems.into_inner()
    }

    /// The file's text at a place.
    pub(super) fn text_at(&self, span: Range<usize>) -> &str {
        self.source.text.get(span).unwrap_or_default()
    }

    pub(super) fn report(&self, diagnostic: Diagnostic) {
        self.problems.borrow_mut().push(diagnostic);
    }

    pub(super) fn problem(&self, code: Code, span: &Range<usize>, message: Say) -> Diagnostic {
        Diagnostic::new(code, message).at(&self.source.path, span.clone())
    }

    /// Other text in a place of the file.
    pub(super) fn fix(&self, span: &Range<usize>, text: &str) -> Fix {
        Fix::safe(self.source, span.clone(), text)
    }

    /// Reports a value of the wrong type or form: what is expected, with an example.
    pub(super) fn bad(&self, span: &Range<usize>, key: &str, expected: (&str, &str), example: &str) {
        self.bad_but(span, key, expected, example, None);
    }

    /// The same, with what was meant where that can be told.
    fn bad_but(&self, span: &Range<usize>, key: &str, expected: (&str, &str), example: &str, meant: Option<&str>) {
        let message = Say::new(
            format!("giá trị của `{key}` phải là {}", expected.0),
            format!("the value of `{key}` must be {}", expected.1),
        );
        let fix = meant.map(|meant| self.fix(span, meant));
        let mut diagnostic = self.problem(Code::BadValue, span, message).fixed_by(fix);
        if !example.is_empty() {
            diagnostic = diagnostic.help(format!("viết như: `{example}`"), format!("write it like: `{example}`"));
        }
        self.report(diagnostic);
    }

    /// Opens a mapping; anything else is reported.
    pub(super) fn table(&self, key: &str, value: Located) -> Option<Table<'_, 'a>> {
        match value.node {
            Node::Mapping(entries) => {
                Some(Table { decoder: self, entries, known: Vec::new(), present: Vec::new(), span: value.span })
            }
            Node::Null => {
                Some(Table { decoder: self, entries: Vec::new(), known: Vec::new(), present: Vec::new(), span: value.span })
            }
            _ => {
                self.bad(&value.span, key, ("một bảng `khóa: giá trị`", "a mapping `key: value`"), "");
                None
            }
        }
    }

    /// The items of a list; anything else is reported.
    pub(super) fn sequence(&self, key: &str, value: Located) -> Vec<Located> {
        match value.node {
            Node::Sequence(items) => items,
            Node::Null => Vec::new(),
            _ => {
                self.bad(&value.span, key, ("một danh sách", "a list"), &format!("{key}: [một, hai]"));
                Vec::new()
            }
        }
    }

    /// A text value; `null` is no value.
    pub(super) fn text(&self, key: &str, value: Located) -> Option<Field<String>> {
        match value.node {
            Node::Scalar(text) if text.trim().is_empty() => {
                self.bad(&value.span, key, ("chữ, không để trống", "text, not empty"), "");
                None
            }
            Node::Scalar(text) => Some(Field { value: text.trim().to_owned(), span: value.span }),
            Node::Null => None,
            _ => {
                self.bad(&value.span, key, ("một dòng chữ", "text"), "");
                None
            }
        }
    }

    /// A date `YYYY-MM-DD`.
    pub(super) fn date(&self, key: &str, value: Located) -> Option<Field<Date>> {
        let field = self.text(key, value)?;
        let shaped = field.value.len() == 10 && field.value.is_ascii();
        match field.value.parse::<Date>() {
            Ok(date) if shaped => Some(Field { value: date, span: field.span }),
            _ => {
                let expected = ("ngày có thật dạng năm-tháng-ngày", "a real date as year-month-day");
                let meant = meant_date(&field.value).map(|date| date.to_string());
                self.bad_but(&field.span, key, expected, "2023-08-14", meant.as_deref());
                None
            }
        }
    }

    /// `true` or `false`.
    pub(super) fn flag(&self, key: &str, value: Located) -> Option<bool> {
        let field = self.text(key, value)?;
        match field.value.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                let expected = ("`true` hoặc `false`", "`true` or `false`");
                self.bad_but(&field.span, key, expected, &format!("{key}: true"), meant_flag(&field.value));
                None
            }
        }
    }

    /// One of a fixed set of words.
    pub(super) fn choice<T: Copy>(&self, key: &str, value: Located, choices: &[(T, &str)]) -> Option<Field<T>> {
        let field = self.text(key, value)?;
        if let Some((choice, _)) = choices.iter().find(|(_, name)| *name == field.value) {
            return Some(Field { value: *choice, span: field.span });
        }
        let names: Vec<&str> = choices.iter().map(|(_, name)| *name).collect();
        let list = names.join(", ");
        let message = Say::new(
            format!("`{}` không phải giá trị của `{key}`", field.value),
            format!("`{}` is not a value of `{key}`", field.value),
        );
        let help = match nearest(&field.value, &names) {
            Some(name) => {
                Say::new(format!("có phải `{name}`? (được dùng: {list})"), format!("did you mean `{name}`? (known: {list})"))
            }
            None => Say::new(format!("được dùng: {list}"), format!("known: {list}")),
        };
        let fix = slip(&field.value, &names).map(|name| self.fix(&field.span, name));
        self.report(self.problem(Code::BadValue, &field.span, message).help(help.vi, help.en).fixed_by(fix));
        None
    }
}

impl<'d, 'a> Table<'d, 'a> {
    pub(super) fn decoder(&self) -> &'d Decoder<'a> {
        self.decoder
    }

    /// Takes the value of a key out of the table.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Located> {
        self.known.push(key);
        let index = self.entries.iter().position(|(entry, _)| entry.text == key)?;
        self.present.push(key);
        Some(self.entries.remove(index).1)
    }

    /// A text, where the key stands.
    pub(super) fn text(&mut self, key: &'static str) -> Option<Field<String>> {
        self.take(key).and_then(|value| self.decoder.text(key, value))
    }

    pub(super) fn plain_text(&mut self, key: &'static str) -> Option<String> {
        self.text(key).map(|field| field.value)
    }

    pub(super) fn date(&mut self, key: &'static str) -> Option<Field<Date>> {
        self.take(key).and_then(|value| self.decoder.date(key, value))
    }

    pub(super) fn plain_date(&mut self, key: &'static str) -> Option<Date> {
        self.date(key).map(|field| field.value)
    }

    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        self.take(key).and_then(|value| self.decoder.flag(key, value)).unwrap_or(false)
    }

    pub(super) fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(T, &str)]) -> Option<Field<T>> {
        self.take(key).and_then(|value| self.decoder.choice(key, value, choices))
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, key: &'static str) -> Vec<Field<String>> {
        let decoder = self.decoder;
        let items = self.take(key).map(|value| decoder.sequence(key, value)).unwrap_or_default();
        items.into_iter().filter_map(|item| decoder.text(key, item)).collect()
    }

    /// A list of mappings, each read by `read`, which must [`Table::finish`] it.
    pub(super) fn tables<T>(&mut self, key: &'static str, read: impl Fn(Table<'d, 'a>) -> Option<T>) -> Vec<T> {
        let decoder = self.decoder;
        let items = self.take(key).map(|value| decoder.sequence(key, value)).unwrap_or_default();
        items.into_iter().filter_map(|item| decoder.table(key, item)).filter_map(read).collect()
    }

    /// A value that must be there, read by `read`; its absence is reported at the mapping.
    pub(super) fn required_with<T>(
        &mut self,
        key: &'static str,
        example: &str,
        read: impl FnOnce(Located) -> Option<T>,
    ) -> Option<T> {
        match self.take(key) {
            Some(value) if value.node != Node::Null => read(value),
            _ => {
                self.missing(key, example);
                None
            }
        }
    }

    /// A text that must be there.
    pub(super) fn required(&mut self, key: &'static str, example: &str) -> Option<Field<String>> {
        let decoder = self.decoder;
        self.required_with(key, example, |value| decoder.text(key, value))
    }

    fn missing(&self, key: &str, example: &str) {
        let message = Say::new(format!("thiếu khóa bắt buộc `{key}`"), format!("the required key `{key}` is missing"));
        let end = self.decoder.text_at(self.span.clone()).find('\n').map_or(self.span.end, |at| self.span.start + at);
        let problem = self.decoder.problem(Code::MissingKey, &(self.span.start..end), message);
        self.decoder.report(problem.help(format!("thêm dòng `{key}: {example}`"), format!("add a line `{key}: {example}`")));
    }

    /// The entries nobody asked for by name, for tables whose keys are free.
    pub(super) fn rest(&mut self) -> Vec<(Key, Located)> {
        std::mem::take(&mut self.entries)
    }

    /// Reports the keys that the format does not have, each with the nearest one it has.
    pub(super) fn finish(self) {
        for (key, _) in &self.entries {
            let message = Say::new(format!("khóa lạ `{}`", key.text), format!("unknown key `{}`", key.text));
            let help = match nearest(&key.text, &self.known) {
                Some(name) => Say::new(format!("có phải `{name}`?"), format!("did you mean `{name}`?")),
                None => {
                    let list = self.known.join(", ");
                    Say::new(format!("xóa khóa này; được dùng: {list}"), format!("remove it; known keys: {list}"))
                }
            };
            let fix = self.meant(&key.text).map(|name| self.decoder.fix(&key.span, name));
            let problem = self.decoder.problem(Code::UnknownKey, &key.span, message);
            self.decoder.report(problem.help(help.vi, help.en).fixed_by(fix));
        }
    }

    /// The key that a slip was meant to be, where it stands nowhere else in the table and no other slip means it too.
    fn meant(&self, key: &str) -> Option<&'static str> {
        let name = slip(key, &self.known)?;
        let same = self.entries.iter().filter(|(other, _)| slip(&other.text, &self.known) == Some(name)).count();
        (same == 1 && !self.present.contains(&name)).then_some(name)
    }
}

/// The one known word from which a word differs by one slip: a letter too many, too few, another, or two exchanged.
pub(crate) fn slip<'n>(word: &str, known: &[&'n str]) -> Option<&'n str> {
    const SHORTEST: usize = 4;
    if !(SHORTEST..=100).contains(&word.chars().count()) {
        return None;
    }
    let mut near = known.iter().filter(|name| osa_distance(word, name) == 1);
    near.next().copied().filter(|_| near.next().is_none())
}

/// The date that a text means which is no date of ours: `14/8/2023`, `14-08-2023`, `2023-8-14`.
fn meant_date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
    let [first, month, last] = parts[..] else { return None };
    let figures = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if ![first, month, last].into_iter().all(figures) {
        return None;
    }
    // Vietnamese dates begin with the day, ours with the year.
    let (year, day) = match (first.len(), last.len()) {
        (4, 1 | 2) => (first, last),
        (1 | 2, 4) => (last, first),
        _ => return None,
    };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// What other languages and other tools write for `true` and `false`.
fn meant_flag(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "on" | "có" | "đúng" => Some("true"),
        "false" | "no" | "off" | "không" | "sai" => Some("false"),
        _ => None,
    }
}

/// The known word nearest to a mistyped one: at most a third of its letters wrong.
pub(crate) fn nearest<'n>(word: &str, known: &[&'n str]) -> Option<&'n str> {
    let length = word.chars().count();
    // Nobody mistypes a key of a hundred letters, and the distance takes quadratic time.
    if length > 100 {
        return None;
    }
    let limit = (length / 3).max(1);
    known
        .iter()
        .map(|name| (levenshtein(word, name), *name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{meant_date, nearest, slip};

    #[test]
    fn only_what_nothing_else_can_mean_is_put_right() {
        let known = ["issued", "issuer", "effective", "title", "at"];
        assert_eq!(slip("efective", &known), Some("effective"));
        assert_eq!(slip("titel", &known), Some("title"));
        assert_eq!(slip("issue", &known), None, "two keys are as near");
        assert_eq!(slip("ta", &known), None, "too short to tell");
        assert_eq!(slip("effectve_", &known), None, "two slips");
        for text in ["14/8/2023", "14/08/2023", "14-8-2023", "2023-8-14", "2023/08/14", "14.8.2023"] {
            assert_eq!(meant_date(text), Some(date(2023, 8, 14)), "{text}");
        }
        for text in ["31/2/2023", "8/2023", "14/8/23", "2023", "14/8/2023-2", "14/tám/2023", ""] {
            assert_eq!(meant_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_slip_finds_its_key_and_a_stranger_finds_none() {
        let known = ["issued", "issuer", "effective", "title"];
        assert_eq!(nearest("efective", &known), Some("effective"));
        assert_eq!(nearest("titel", &known), None);
        assert_eq!(nearest("isued", &known), Some("issued"));
        assert_eq!(nearest("màu", &known), None);
    }
}
