//! Invariants of working days, and entries day by day.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{Calendar, Doubt, Due};
use crate::content::{DayOff, DayWorked, Evidence, HolidayYear, SourceReference};

const FIRST: i16 = 2022;
const LAST: i16 = 2027;

/// A year of days off and make-up days, each by its day of the year.
fn year(year: i16, off: &[(i64, i64)], worked: &[i64]) -> HolidayYear {
    let day = |at: i64| date(year, 1, 1).checked_add(at.days()).expect("a day");
    let within = |at: i64| at.rem_euclid(i64::from(date(year, 1, 1).days_in_year()));
    let mut offs: Vec<DayOff> = Vec::new();
    for (first, length) in off {
        let last = (within(*first) + length).min(within(-1));
        let days = DayOff { first: day(within(*first)), last: day(last), name: "Nghỉ (thử)".to_owned(), evidence: None };
        if offs.iter().all(|other| days.last < other.first || other.last < days.first) {
            offs.push(days);
        }
    }
    let is_free = |date: &Date| offs.iter().all(|off| !(off.first..=off.last).contains(date));
    let worked = worked.iter().map(|at| day(within(*at))).filter(is_free);
    let worked = worked.map(|date| DayWorked { date, name: "Làm bù (thử)".to_owned(), evidence: None }).collect();
    HolidayYear { evidence: Some(Evidence::Confirmed), source: source(), note: None, off: offs, worked }
}

fn source() -> SourceReference {
    SourceReference { title: None, url: None, reference: Some("thử".to_owned()), place: None, accessed: None }
}

fn tables() -> impl Strategy<Value = BTreeMap<i16, HolidayYear>> {
    let of_year = (proptest::collection::vec((0..366_i64, 0..10_i64), 0..9), proptest::collection::vec(0..366_i64, 0..5));
    let years = proptest::collection::vec(of_year, usize::try_from(LAST - FIRST + 1).expect("years"));
    years.prop_map(|years| (FIRST..).zip(years).map(|(at, (off, worked))| (at, year(at, &off, &worked))).collect())
}

proptest! {
    #[test]
    fn a_last_day_is_a_working_day_so_many_working_days_on(table in tables(), at in 0..1_800_i64, days in 1..30_u16) {
        let calendar = Calendar(&table);
        let from = date(FIRST, 1, 1).checked_add(at.days()).expect("a day");
        let due = calendar.due(from, days).expect("every year is there").date;
        prop_assert!(due > from && calendar.is_worked(due).expect("its year is there"));
        prop_assert_eq!(calendar.between(from, due).expect("its years are there"), u32::from(days));
        prop_assert_eq!(calendar.between(from, due.yesterday().expect("a day")).expect("its years are there"), u32::from(days) - 1);
    }

    #[test]
    fn who_begins_later_ends_no_earlier_and_who_has_longer_ends_later(table in tables(), at in 0..1_800_i64, days in 1..20_u16) {
        let calendar = Calendar(&table);
        let from = date(FIRST, 1, 1).checked_add(at.days()).expect("a day");
        let due = |from: Date, days: u16| calendar.due(from, days).expect("every year is there").date;
        prop_assert!(due(from, days) <= due(from.tomorrow().expect("a day"), days));
        prop_assert!(due(from, days) < due(from, days + 1));
        // What is reckoned in two steps is what is reckoned in one.
        prop_assert_eq!(due(due(from, days), 3), due(from, days + 3));
    }

    #[test]
    fn without_a_year_nothing_is_reckoned_that_touches_it(table in tables(), at in 0..1_800_i64, days in 1..30_u16, gone in FIRST..=LAST) {
        let from = date(FIRST, 1, 1).checked_add(at.days()).expect("a day");
        let whole = Calendar(&table).due(from, days).expect("every year is there").date;
        let mut less = table.clone();
        less.remove(&gone);
        let touches = (from.tomorrow().expect("a day").year()..=whole.year()).contains(&gone);
        let found = Calendar(&less).due(from, days).map(|due| due.date);
        prop_assert_eq!(found, if touches { Err(gone) } else { Ok(whole) });
    }
}

#[test]
fn a_day_off_that_nobody_compared_puts_what_crosses_it_in_doubt() {
    let mut table = BTreeMap::from([(2026, year(2026, &[(0, 0), (46, 4)], &[]))]);
    let due = |table: &BTreeMap<i16, HolidayYear>, from: Date| Calendar(table).due(from, 5).expect("its year is there");
    let due_of = |date: Date, doubt| Due { date, doubt };
    assert_eq!(due(&table, date(2026, 2, 13)), due_of(date(2026, 2, 27), None));
    let entry = table.get_mut(&2026).expect("the year");
    entry.off[1].evidence = Some(Evidence::Secondary);
    assert_eq!(due(&table, date(2026, 2, 13)), due_of(date(2026, 2, 27), Some(Doubt::Day(date(2026, 2, 16)))));
    assert_eq!(due(&table, date(2026, 3, 2)), due_of(date(2026, 3, 9), None), "it crosses no day off");
    table.get_mut(&2026).expect("the year").evidence = None;
    assert_eq!(due(&table, date(2026, 3, 2)).doubt, Some(Doubt::Year(2026)), "nobody knows that no day is missing");
    assert_eq!(due(&table, date(2026, 2, 13)).doubt, Some(Doubt::Day(date(2026, 2, 16))), "the day is told before the year");
}
