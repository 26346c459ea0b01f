//! Reads the tables of disclosure, and finds what in them contradicts itself.
//!
//! ```yaml
//! due_soon: 2
//! rules:
//!   - id: ke-hoach-hang-nam
//!     about: Kế hoạch công tác hằng năm của cơ quan
//!     kinds: [Kế hoạch]
//!     own: true
//!     source: {ref: Luật Tiếp cận thông tin, place: điểm a khoản 1 Điều 17}
//!     from: 2026-09-01
//!     as_of: 2026-11-23
//!     working_days: 5
//!     issued_is_created: true
//! ```
//!
//! ```yaml
//! - year: 2026
//!   source: {ref: Bộ luật Lao động, place: Điều 112}
//!   off:
//!     - {date: 2026-02-16, to: 2026-02-20, name: Tết Nguyên đán}
//!   work:
//!     - {date: 2026-08-22, name: Làm bù cho ngày 31/8/2026}
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::civil::{Date, Weekday};

use super::decode::{Decoder, Table};
use super::disclosure::{DUE_SOON, DayOff, DayWorked, DisclosureRule, DisclosureTables, HolidayYear};
use super::disclosure_forms::{DayOffForm, DayWorkedForm, Disclosures, DutyForm, HolidayYearForm};
use super::form::Row;
use super::source::Source;
use super::yaml;
use crate::citation::Kinds;
use crate::diagnostic::{Code, Diagnostic, Say};

/// Most values of a table.
const VALUES: usize = 20_000;

/// Longest row of days off: more is a slip in a date.
const LONGEST: i32 = 31;

/// Reads `content/data/disclosure.yaml`.
pub(super) fn read_rules(source: &Source, kinds: &Kinds, tables: &mut DisclosureTables) -> Vec<Diagnostic> {
    let root = match yaml::parse(source, 0..source.text.len(), VALUES) {
        Ok(root) => root,
        Err(problem) => return vec![problem],
    };
    let decoder = Decoder::new(source, kinds);
    tables.file = Some(source.path.clone());
    if let Some(mut table) = decoder.table::<Disclosures>("disclosure.yaml", root) {
        tables.due_soon = table.plain(&Disclosures::DUE_SOON).unwrap_or(DUE_SOON);
        tables.rules = table.list(&Disclosures::RULES);
        table.finish();
    }
    let mut names = BTreeSet::new();
    for rule in &tables.rules {
        if !names.insert(rule.id.value.as_str()) {
            let id = &rule.id.value;
            let message = Say::new(format!("quy tắc `{id}` đã có ở trên"), format!("the rule `{id}` stands above already"));
            wrong(&decoder, &rule.id.span, message, ("đặt tên khác", "give it another name"));
        }
    }
    decoder.into_problems()
}

/// Reads `content/data/holidays.yaml`.
pub(super) fn read_holidays(source: &Source, kinds: &Kinds, tables: &mut DisclosureTables) -> Vec<Diagnostic> {
    let root = match yaml::parse(source, 0..source.text.len(), VALUES) {
        Ok(root) => root,
        Err(problem) => return vec![problem],
    };
    let decoder = Decoder::new(source, kinds);
    let mut years = BTreeMap::new();
    for item in decoder.sequence("holidays.yaml", root) {
        let span = item.span.clone();
        let Some(mut table) = decoder.table::<HolidayYearForm>("holidays.yaml", item) else { continue };
        let read = HolidayYearForm::read(&mut table);
        table.finish();
        let Some((year, days)) = read else { continue };
        if years.insert(year, days).is_some() {
            let message = Say::new(format!("năm {year} đã có ở trên"), format!("the year {year} stands above already"));
            let first = span.start..span.start + decoder.text_at(span.clone()).find('\n').unwrap_or(span.len());
            wrong(&decoder, &first, message, ("gộp hai năm làm một", "make one entry of the two"));
        }
    }
    tables.holidays = years;
    decoder.into_problems()
}

fn wrong(decoder: &Decoder<'_>, span: &Range<usize>, message: Say, help: (&str, &str)) {
    decoder.report(decoder.problem(Code::DisclosureTable, span, message).help(help.0, help.1));
}

impl Row for DutyForm {
    type Value = DisclosureRule;

    fn read(table: &mut Table<'_, '_, Self>) -> Option<DisclosureRule> {
        let (id, about) = (table.need(&Self::ID), table.need(&Self::ABOUT));
        let kinds = table.list(&Self::KINDS).into_iter().map(|kind| kind.value).collect();
        let [issuers, titles, subjects] = [&Self::ISSUERS, &Self::TITLES, &Self::SUBJECTS]
            .map(|key| table.list(key).into_iter().map(|text| text.value).collect::<Vec<_>>());
        let (own, required) = (table.get(&Self::OWN), table.get(&Self::REQUIRED).unwrap_or(true));
        let source = table.need(&Self::SOURCE);
        let (from, to) = (table.plain(&Self::FROM), table.get(&Self::TO));
        if let (Some(from), Some(to)) = (from, &to)
            && to.value <= from
        {
            let message = Say::new("quy tắc hết áp dụng trước khi bắt đầu", "the rule ends before it begins");
            wrong(table.decoder(), &to.span, message, ("xem lại `from` và `to`", "compare `from` and `to`"));
        }
        let as_of = table.need(&Self::AS_OF);
        let evidence = table.plain(&Self::EVIDENCE);
        let working_days = table.need_where(required, &Self::WORKING_DAYS).map(|field| field.value);
        let (issued_is_created, days_online) = (table.get(&Self::ISSUED_IS_CREATED), table.plain(&Self::DAYS_ONLINE));
        let form = table.plain(&Self::FORM);
        Some(DisclosureRule {
            id: id?,
            about: about?.value,
            kinds,
            issuers,
            own,
            titles,
            subjects,
            required,
            source: source?,
            from,
            to: to.map(|field| field.value),
            as_of: as_of?.value,
            evidence,
            working_days,
            issued_is_created: issued_is_created.unwrap_or(false),
            days_online,
            form,
        })
    }
}

impl Row for HolidayYearForm {
    type Value = (i16, HolidayYear);

    fn read(table: &mut Table<'_, '_, Self>) -> Option<Self::Value> {
        let (year, evidence) = (table.need(&Self::YEAR), table.plain(&Self::EVIDENCE));
        let (source, note) = (table.need(&Self::SOURCE), table.plain(&Self::NOTE));
        let (off, worked) = (table.list(&Self::OFF), table.list(&Self::WORK));
        let year = i16::try_from(year?.value).ok()?;
        let decoder = table.decoder();
        for (days, span) in &off {
            of_year(decoder, year, days.first, days.last, span);
        }
        for (day, span) in &worked {
            of_year(decoder, year, day.date, day.date, span);
            worked_rightly(decoder, day.date, &off, span);
        }
        for (at, (days, span)) in off.iter().enumerate() {
            if off[..at].iter().any(|(other, _)| days.first <= other.last && other.first <= days.last) {
                let message = Say::new("ngày này đã có ở một đợt nghỉ khác", "another entry has this day off already");
                wrong(decoder, span, message, ("giữ một trong hai", "keep one of the two"));
            }
        }
        let off = off.into_iter().map(|(days, _)| days).collect();
        let worked = worked.into_iter().map(|(day, _)| day).collect();
        Some((year, HolidayYear { evidence, source: source?, note, off, worked }))
    }
}

/// Reports days that are of another year, or too many.
fn of_year(decoder: &Decoder<'_>, year: i16, first: Date, last: Date, span: &Range<usize>) {
    if first.year() != year || last.year() != year {
        let message = Say::new(format!("ngày này không thuộc năm {year}"), format!("this day is not in the year {year}"));
        wrong(decoder, span, message, ("ghi vào năm của nó", "put it into its own year"));
    } else if last < first || (last - first).get_days() >= LONGEST {
        let message = Say::new("đợt nghỉ ngược hoặc dài quá một tháng", "the days off run backwards, or for over a month");
        wrong(decoder, span, message, ("xem lại `date` và `to`", "compare `date` and `to`"));
    }
}

/// Reports a make-up day that is a working day anyway, or a day off.
fn worked_rightly(decoder: &Decoder<'_>, date: Date, off: &[(DayOff, Range<usize>)], span: &Range<usize>) {
    if off.iter().any(|(days, _)| (days.first..=days.last).contains(&date)) {
        let message = Say::new("ngày này vừa nghỉ vừa làm bù", "this day is both a day off and a make-up day");
        wrong(decoder, span, message, ("xem lại hai bảng `off` và `work`", "compare `off` and `work`"));
    } else if !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
        let message = Say::new("ngày này vốn là ngày làm việc", "this day is a working day anyway");
        wrong(
            decoder,
            span,
            message,
            ("chỉ ghi thứ Bảy, Chủ nhật phải làm bù", "only Saturdays and Sundays that are worked stand here"),
        );
    }
}

impl Row for DayOffForm {
    /// The days, and where the first of them stands.
    type Value = (DayOff, Range<usize>);

    fn read(table: &mut Table<'_, '_, Self>) -> Option<Self::Value> {
        let (first, last) = (table.need(&Self::DATE), table.plain(&Self::TO));
        let (name, evidence) = (table.need(&Self::NAME), table.plain(&Self::EVIDENCE));
        let first = first?;
        let days = DayOff { first: first.value, last: last.unwrap_or(first.value), name: name?.value, evidence };
        Some((days, first.span))
    }
}

impl Row for DayWorkedForm {
    /// The day, and where it stands.
    type Value = (DayWorked, Range<usize>);

    fn read(table: &mut Table<'_, '_, Self>) -> Option<Self::Value> {
        let (date, name, evidence) = (table.need(&Self::DATE), table.need(&Self::NAME), table.plain(&Self::EVIDENCE));
        let date = date?;
        Some((DayWorked { date: date.value, name: name?.value, evidence }, date.span))
    }
}
