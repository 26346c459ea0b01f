//! `disclosure-overdue`, `disclosure-due-soon`, `holidays-missing`: what must be public is, or soon has to be.

use std::ops::Range;

use super::Context;
use crate::content::{Field, FrontMatter, SitePath};
use crate::corpus::{PageId, official_date};
use crate::diagnostic::{Code, Diagnostic, Say};
use crate::disclosure::{Doubt, Due, Entry, Ledger, State};

/// The entry of a page.
pub(super) fn check(context: &Context<'_>, id: PageId) -> Vec<Diagnostic> {
    let page = context.corpus.page(id);
    if !page.is_document() || !context.settings.has_ledger() {
        return Vec::new();
    }
    let ledger = ledger(context);
    told(&ledger, &page.front, &page.source.path, &ledger.of_page(page)).into_iter().collect()
}

/// The entries of drafts, which nobody else looks at before they are published, and the table of days off.
pub(super) fn waiting(context: &Context<'_>) -> Vec<Diagnostic> {
    if !context.settings.has_ledger() {
        return Vec::new();
    }
    let ledger = ledger(context);
    let drafts = context.drafts.iter().filter(|draft| draft.front.kind.is_some());
    let of_drafts = drafts.filter_map(|draft| told(&ledger, &draft.front, &draft.file, &ledger.of_draft(&draft.front)));
    of_drafts.chain(this_year(&ledger)).collect()
}

fn ledger<'a>(context: &Context<'a>) -> Ledger<'a> {
    let settings = context.settings;
    Ledger { tables: &settings.disclosure, register: context.register, agency: &settings.agency, today: context.corpus.today() }
}

fn told(ledger: &Ledger<'_>, front: &FrontMatter, file: &SitePath, entry: &Entry<'_>) -> Option<Diagnostic> {
    let (Some(Ok(due)), Some(rule)) = (entry.due, entry.duty.required()) else { return None };
    let day = official_date(due.date);
    let (code, message) = match entry.state {
        State::Overdue => (
            Code::DisclosureOverdue,
            Say::new(
                format!("hạn công khai {day} đã qua mà chưa ghi ngày công khai"),
                format!("disclosure was due on {day} and no day of publication is stated"),
            ),
        ),
        State::DueSoon => (Code::DisclosureDueSoon, due_soon(ledger, due, &day)),
        _ => return None,
    };
    let diagnostic = Diagnostic::new(code, message).in_file(file).note(
        format!("theo quy tắc `{}`: {}", rule.id.value, rule.about),
        format!("by the rule `{}`: {}", rule.id.value, rule.about),
    );
    let diagnostic = match place(front) {
        Some(span) => diagnostic.at(file, span),
        None => diagnostic,
    };
    let diagnostic = match due.doubt {
        Some(doubt) => in_doubt(diagnostic, doubt),
        None => diagnostic,
    };
    Some(diagnostic.help(
        "đã công khai thì ghi ngày: `disclosure: {published: năm-tháng-ngày}`; chưa thì công khai",
        "if it is public state the day: `disclosure: {published: year-month-day}`; else publish it",
    ))
}

fn due_soon(ledger: &Ledger<'_>, due: Due, day: &str) -> Say {
    let left = ledger.calendar().between(ledger.today, due.date).unwrap_or(0);
    if left == 0 {
        return Say::new(
            format!("hạn công khai {day}: không còn ngày làm việc nào sau hôm nay"),
            format!("disclosure is due on {day}: no working day is left after today"),
        );
    }
    Say::new(
        format!("hạn công khai {day}: còn {left} ngày làm việc"),
        format!("disclosure is due on {day}: working days left: {left}"),
    )
}

/// Where the day stands from which is reckoned.
fn place(front: &FrontMatter) -> Option<Range<usize>> {
    let created = front.disclosure.as_ref().and_then(|disclosure| disclosure.created.as_ref());
    created.or(front.issued.as_ref()).map(|field: &Field<_>| field.span.clone())
}

fn in_doubt(diagnostic: Diagnostic, doubt: Doubt) -> Diagnostic {
    match doubt {
        Doubt::Day(day) => {
            let day = official_date(day);
            diagnostic.note(
                format!("hạn này tính theo ngày nghỉ {day} chưa đối chiếu với nguồn chính thức"),
                format!("it is reckoned with the day off {day}, which was not compared with an official source"),
            )
        }
        Doubt::Year(year) => diagnostic.note(
            format!("bảng ngày nghỉ năm {year} chưa đối chiếu với nguồn chính thức"),
            format!("the days off of {year} were not compared with an official source"),
        ),
    }
}

/// From the first day of a year nothing can be reckoned without its days off.
fn this_year(ledger: &Ledger<'_>) -> Option<Diagnostic> {
    let year = ledger.today.year();
    let file = ledger.tables.file.as_ref().filter(|_| !ledger.tables.holidays.contains_key(&year))?;
    let message = Say::new(
        format!("bảng ngày nghỉ chưa có năm {year} nên không tính được hạn công khai"),
        format!("the table of days off does not have {year}, so that no last day can be reckoned"),
    );
    Some(
        Diagnostic::new(Code::HolidaysMissing, message).in_file(file).help(
            format!("thêm năm {year} vào `content/data/holidays.yaml`"),
            format!("add {year} to `content/data/holidays.yaml`"),
        ),
    )
}
