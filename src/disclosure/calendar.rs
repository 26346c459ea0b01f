//! Ngày làm việc: which days are working days, and what is reckoned in them.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use crate::content::{Evidence, HolidayYear};

/// Working days by the table of days off: Monday to Friday without the days off, and the make-up days. Of a year that the table
/// does not have nothing is known.
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'a>(pub &'a BTreeMap<i16, HolidayYear>);

/// A last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub date: Date,
    /// The first reason why it may be another.
    pub doubt: Option<Doubt>,
}

/// What of the table a last day hangs on that nobody compared with an official source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// A day off, or a make-up day.
    Day(Date),
    /// Whether the days of a year are all there.
    Year(i16),
}

/// What the table has of a day.
struct Looked {
    is_worked: bool,
    doubt: Option<Doubt>,
}

impl Calendar<'_> {
    /// The last of so many working days, the first of which comes after `from`: a period of days begins on the day after what
    /// it runs from (Bộ luật Dân sự 2015, Điều 147). Errors: the year of which the days off are not known.
    pub fn due(self, from: Date, working_days: u16) -> Result<Due, i16> {
        let (mut left, mut doubt, mut date) = (working_days, None, from);
        while left > 0 {
            date = date.tomorrow().map_err(|_| date.year())?;
            let looked = self.look(date)?;
            left -= u16::from(looked.is_worked);
            doubt = graver(doubt, looked.doubt);
        }
        Ok(Due { date, doubt })
    }

    /// How many working days come after one day, up to another with it. Errors: the year of which the days off are not known.
    pub fn between(self, after: Date, until: Date) -> Result<u32, i16> {
        let mut count = 0;
        for date in after.series(jiff::Span::new().days(1)).skip(1).take_while(|date| *date <= until) {
            count += u32::from(self.look(date)?.is_worked);
        }
        Ok(count)
    }

    /// Whether on a day is worked. Errors: the year of which the days off are not known.
    pub fn is_worked(self, date: Date) -> Result<bool, i16> {
        self.look(date).map(|looked| looked.is_worked)
    }

    fn look(self, date: Date) -> Result<Looked, i16> {
        let year = self.0.get(&date.year()).ok_or(date.year())?;
        let sure = |evidence: Option<Evidence>| evidence.or(year.evidence) == Some(Evidence::Confirmed);
        let of_day = |evidence: Option<Evidence>| (!sure(evidence)).then_some(Doubt::Day(date));
        let of_year = (!sure(None)).then_some(Doubt::Year(date.year()));
        if let Some(worked) = year.worked.iter().find(|worked| worked.date == date) {
            return Ok(Looked { is_worked: true, doubt: of_day(worked.evidence) });
        }
        let is_rest = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        match year.off.iter().find(|off| (off.first..=off.last).contains(&date)) {
            // On a day of rest nothing hangs on it.
            Some(off) if !is_rest => Ok(Looked { is_worked: false, doubt: of_day(off.evidence) }),
            _ => Ok(Looked { is_worked: !is_rest, doubt: of_year }),
        }
    }
}

/// The doubt to tell of: a day is told before a year, the first day before others.
fn graver(before: Option<Doubt>, found: Option<Doubt>) -> Option<Doubt> {
    match (before, found) {
        (Some(Doubt::Year(_)), Some(Doubt::Day(_))) | (None, _) => found,
        _ => before,
    }
}
