//! Shapes of values: how each is read, and the JSON Schema that says the same.

use std::marker::PhantomData;
use std::ops::Range;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::decode::Decoder;
use super::form::Row;
use super::front_matter::{Field, RelationTarget};
use super::near::near_kind;
use super::schema::object;
use super::yaml::{Located, Node};
use crate::citation::{Kind, Kinds};
use crate::diagnostic::{Code, Say};

/// How a value is read and described.
pub(super) trait Shape {
    /// What it becomes.
    type Value;

    /// Whether the key may stand without a value (`null`), which says nothing.
    const MAY_BE_EMPTY: bool = true;

    /// Reads it; what is wrong is reported.
    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<Self::Value>;

    /// The schema of a value that is there.
    fn schema() -> Value;
}

/// A value that must be there.
pub(super) struct Need<S>(PhantomData<S>);

/// What a form's table holds of a shape.
pub(super) trait Described {
    const REQUIRED: bool;
    /// The schema of the key's value, with `null` where that says nothing.
    fn described() -> Value;
}

impl<S: Shape> Described for S {
    const REQUIRED: bool = false;

    fn described() -> Value {
        if S::MAY_BE_EMPTY { or_null(S::schema()) } else { S::schema() }
    }
}

impl<S: Shape> Described for Need<S> {
    const REQUIRED: bool = true;

    fn described() -> Value {
        S::schema()
    }
}

fn or_null(schema: Value) -> Value {
    let mut schema = schema;
    match schema.get("type").cloned() {
        Some(Value::String(one)) => schema["type"] = json!([one, "null"]),
        Some(Value::Array(many)) => schema["type"] = many.into_iter().chain(["null".into()]).collect(),
        _ if schema.get("enum").is_some() => {}
        _ => return json!({"anyOf": [schema, {"type": "null"}]}),
    }
    if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        values.push(Value::Null);
    }
    schema
}

/// One line of text, not empty; a number or truth value is its text.
pub(super) struct Text;

impl Shape for Text {
    type Value = Field<String>;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<Field<String>> {
        decoder.text(key, value)
    }

    fn schema() -> Value {
        json!({"type": ["string", "number", "boolean"], "pattern": "\\S"})
    }
}

/// A date `YYYY-MM-DD`.
pub(super) struct Day;

impl Shape for Day {
    type Value = Field<Date>;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<Field<Date>> {
        decoder.date(key, value)
    }

    fn schema() -> Value {
        json!({"type": "string", "format": "date", "pattern": r"^\s*[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\s*$"})
    }
}

/// A whole number in a range.
pub(super) struct Whole<const LEAST: u16, const MOST: u16>;

impl<const LEAST: u16, const MOST: u16> Shape for Whole<LEAST, MOST> {
    type Value = Field<u16>;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<Field<u16>> {
        let field = decoder.text(key, value)?;
        let is_written = field.value.len() <= 5 && field.value.bytes().all(|byte| byte.is_ascii_digit());
        match field.value.parse().ok().filter(|number| is_written && (LEAST..=MOST).contains(number)) {
            Some(value) => Some(Field { value, span: field.span }),
            None => {
                let expected = (format!("số nguyên từ {LEAST} đến {MOST}"), format!("a whole number from {LEAST} to {MOST}"));
                decoder.bad(&field.span, key, (&expected.0, &expected.1), &format!("{key}: {LEAST}"));
                None
            }
        }
    }

    fn schema() -> Value {
        json!({"type": ["integer", "string"], "minimum": LEAST, "maximum": MOST, "pattern": "^\\s*[0-9]{1,5}\\s*$"})
    }
}

/// `true` or `false`.
pub(super) struct Flag;

impl Shape for Flag {
    type Value = bool;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<bool> {
        decoder.flag(key, value)
    }

    fn schema() -> Value {
        json!({"enum": [true, false, "true", "false"]})
    }
}

/// A fixed set of words.
pub(super) trait Words {
    type Value: Copy + 'static;
    const ALL: &'static [(Self::Value, &'static str)];
}

/// One of a fixed set of words.
pub(super) struct Choice<W>(PhantomData<W>);

impl<W: Words> Shape for Choice<W> {
    type Value = Field<W::Value>;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<Field<W::Value>> {
        decoder.choice(key, value, W::ALL)
    }

    fn schema() -> Value {
        json!({"enum": W::ALL.iter().map(|(_, word)| *word).collect::<Vec<_>>()})
    }
}

/// A list of values.
pub(super) struct List<S>(PhantomData<S>);

impl<S: Shape> Shape for List<S> {
    type Value = Vec<S::Value>;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<Vec<S::Value>> {
        Some(decoder.sequence(key, value).into_iter().filter_map(|item| S::read(decoder, key, item)).collect())
    }

    fn schema() -> Value {
        json!({"type": "array", "items": S::described()})
    }
}

/// A mapping of a form.
pub(super) struct Record<R>(PhantomData<R>);

impl<R: Row> Shape for Record<R> {
    type Value = R::Value;

    // Without a value it is a mapping without keys.
    const MAY_BE_EMPTY: bool = {
        let mut index = 0;
        let mut needs = false;
        while index < R::ENTRIES.len() {
            needs |= R::ENTRIES[index].required;
            index += 1;
        }
        !needs
    };

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<R::Value> {
        let mut table = decoder.table::<R>(key, value)?;
        let read = R::read(&mut table);
        table.finish();
        read
    }

    fn schema() -> Value {
        object::<R>(|_| true)
    }
}

/// The name of a kind of document, of the standard ones or those that the site adds, in any case.
pub(super) struct KindName;

impl Shape for KindName {
    type Value = Field<Kind>;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<Field<Kind>> {
        let field = decoder.text(key, value)?;
        if let Some(kind) = decoder.kinds.from_name(&field.value) {
            return Some(Field { value: kind, span: field.span });
        }
        let message = Say::new(
            format!("`{}` không phải tên loại văn bản", field.value),
            format!("`{}` is not a kind of document", field.value),
        );
        let near = near_kind(decoder.kinds, &field.value);
        let fix = near.map(|(kind, sure)| {
            let mut fix = decoder.fix(&field.span, kind.name());
            fix.safe = sure;
            fix
        });
        let problem = decoder.problem(Code::BadValue, &field.span, message).fixed_by(fix);
        if let Some((kind, _)) = near {
            let name = kind.name();
            decoder.report(problem.help(format!("có phải `{name}`?"), format!("did you mean `{name}`?")));
            return None;
        }
        decoder.report(problem.help(
            "viết tên loại theo NĐ 30/2020/NĐ-CP, ví dụ `Nghị định`, `Quyết định`; loại khác thì thêm vào `kinds` của site.yaml",
            "use the name of a kind, such as `Nghị định`, `Quyết định`; add others to `kinds` in site.yaml",
        ));
        None
    }

    fn schema() -> Value {
        let names: Vec<&str> = Kinds::default().all().map(Kind::name).collect();
        json!({"anyOf": [{"enum": names}, {"type": "string", "pattern": "\\S"}]})
    }
}

/// Two dates, the earlier first.
pub(super) struct Interval;

impl Shape for Interval {
    type Value = Field<(Date, Date)>;
    const MAY_BE_EMPTY: bool = false;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<Field<(Date, Date)>> {
        let span = value.span.clone();
        let items = decoder.sequence(key, value);
        let dates: Vec<Date> = items.into_iter().filter_map(|item| decoder.date(key, item)).map(|field| field.value).collect();
        match dates[..] {
            [first, last] if first <= last => Some(Field { value: (first, last), span }),
            _ => {
                let expected = ("hai ngày, ngày sớm trước", "two dates, the earlier first");
                decoder.bad(&span, key, expected, "[2025-02-05, 2025-02-21]");
                None
            }
        }
    }

    fn schema() -> Value {
        json!({"type": "array", "items": Day::schema(), "minItems": 2, "maxItems": 2})
    }
}

/// A page's slug, or a work by kind, number and date.
pub(super) struct TargetOf<R>(PhantomData<R>);

impl<R: Row<Value = RelationTarget>> Shape for TargetOf<R> {
    type Value = Field<RelationTarget>;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<Field<RelationTarget>> {
        let span: Range<usize> = value.span.clone();
        if matches!(value.node, Node::Mapping(_)) {
            return Record::<R>::read(decoder, key, value).map(|value| Field { value, span });
        }
        let slug = decoder.text(key, value)?;
        Some(Field { value: RelationTarget::Slug(slug.value), span })
    }

    fn schema() -> Value {
        json!({"anyOf": [Text::schema(), Record::<R>::schema()]})
    }
}
