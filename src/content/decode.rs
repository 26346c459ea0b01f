//! From located YAML to typed fields: every mistake is reported where it stands, and reading goes on.

use std::cell::RefCell;
use std::marker::PhantomData;
use std::ops::Range;

use jiff::civil::Date;

use super::form::{Form, KeyOf};
use super::front_matter::Field;
use super::near::{meant_date, meant_flag, nearest, slip};
use super::shape::{Need, Shape};
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

/// A mapping of a form being read key by key; [`Table::finish`] reports the keys nobody asked for.
pub(super) struct Table<'d, 'a, F> {
    decoder: &'d Decoder<'a>,
    entries: Vec<(Key, Located)>,
    /// The keys of the form.
    known: Vec<&'static str>,
    /// Which of the known keys stand in it.
    present: Vec<&'static str>,
    /// Where the mapping stands.
    pub(super) span: Range<usize>,
    form: PhantomData<F>,
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

    /// Opens a mapping of a form; anything else is reported.
    pub(super) fn table<F: Form>(&self, key: &str, value: Located) -> Option<Table<'_, 'a, F>> {
        let span = value.span.clone();
        let entries = self.entries(key, value)?;
        let known = F::ENTRIES.iter().map(|entry| entry.name).collect();
        Some(Table { decoder: self, entries, known, present: Vec::new(), span, form: PhantomData })
    }

    /// The entries of a mapping whose keys are free; anything else is reported.
    pub(super) fn entries(&self, key: &str, value: Located) -> Option<Vec<(Key, Located)>> {
        match value.node {
            Node::Mapping(entries) => Some(entries),
            Node::Null => Some(Vec::new()),
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

impl<'d, 'a, F: Form> Table<'d, 'a, F> {
    pub(super) fn decoder(&self) -> &'d Decoder<'a> {
        self.decoder
    }

    /// Takes the keys of pages out of the form, for an entry of `works.yaml`.
    pub(super) fn without_page_keys(&mut self) {
        self.known = F::ENTRIES.iter().filter(|entry| !entry.page_only).map(|entry| entry.name).collect();
    }

    /// Takes the value of a key out of the table.
    fn take(&mut self, key: &'static str) -> Option<Located> {
        let index = self.entries.iter().position(|(entry, _)| entry.text == key)?;
        self.present.push(key);
        Some(self.entries.remove(index).1)
    }

    /// The value of a key, where it stands.
    pub(super) fn get<S: Shape>(&mut self, key: &KeyOf<F, S>) -> Option<S::Value> {
        self.take(key.name).and_then(|value| S::read(self.decoder, key.name, value))
    }

    /// The same of a key that must be there elsewhere.
    pub(super) fn get_needed<S: Shape>(&mut self, key: &KeyOf<F, Need<S>>) -> Option<S::Value> {
        self.take(key.name).and_then(|value| S::read(self.decoder, key.name, value))
    }

    /// A value without its place.
    pub(super) fn plain<S: Shape<Value = Field<T>>, T>(&mut self, key: &KeyOf<F, S>) -> Option<T> {
        self.get(key).map(|field| field.value)
    }

    /// A list; nothing where there is none.
    pub(super) fn list<S: Shape<Value = Vec<T>>, T>(&mut self, key: &KeyOf<F, S>) -> Vec<T> {
        self.get(key).unwrap_or_default()
    }

    /// A value that must be there; its absence is reported at the mapping.
    pub(super) fn need<S: Shape>(&mut self, key: &KeyOf<F, Need<S>>) -> Option<S::Value> {
        match self.take(key.name) {
            Some(value) if value.node != Node::Null => S::read(self.decoder, key.name, value),
            _ => {
                self.missing(key.name, key.example);
                None
            }
        }
    }

    /// A value that must be there in some tables of the form; its absence there is reported at the mapping.
    pub(super) fn need_where<S: Shape>(&mut self, is_needed: bool, key: &KeyOf<F, S>) -> Option<S::Value> {
        match self.take(key.name) {
            Some(value) if value.node != Node::Null => S::read(self.decoder, key.name, value),
            _ => {
                if is_needed {
                    self.missing(key.name, key.example);
                }
                None
            }
        }
    }

    fn missing(&self, key: &str, example: &str) {
        let message = Say::new(format!("thiếu khóa bắt buộc `{key}`"), format!("the required key `{key}` is missing"));
        let end = self.decoder.text_at(self.span.clone()).find('\n').map_or(self.span.end, |at| self.span.start + at);
        let problem = self.decoder.problem(Code::MissingKey, &(self.span.start..end), message);
        self.decoder.report(problem.help(format!("thêm dòng `{key}: {example}`"), format!("add a line `{key}: {example}`")));
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
