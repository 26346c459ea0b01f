//! A plan as a tool: what is due when, what is to be reached, and who has to do what.

use serde::Serialize;

use super::common::{Link, Views};
use super::deadlines::{DeadlineList, of_page};
use super::places::place_links;
use crate::content::{Field, FrontMatter, Page};
use crate::corpus::official_date;

/// What a document sets, drawn from its front matter.
#[derive(Debug, Serialize)]
pub(super) struct PlanView {
    deadlines: Option<DeadlineList>,
    targets: Vec<TargetView>,
    work: Option<Work>,
}

#[derive(Debug, Serialize)]
struct TargetView {
    title: String,
    value: Option<String>,
    places: Vec<Link>,
}

/// Tasks and deadlines by unit, as a table and as a list per unit; a page shows one of them, as there is room.
#[derive(Debug, Serialize)]
struct Work {
    /// The units in the order in which the plan's data names them: the columns.
    units: Vec<String>,
    groups: Vec<RowGroup>,
    lists: Vec<UnitList>,
}

/// Rows of one sort.
#[derive(Debug, Serialize)]
struct RowGroup {
    heading: String,
    rows: Vec<Row>,
}

/// A task or deadline and the places that give it to each unit.
#[derive(Debug, Serialize)]
struct Row {
    date: Option<Day>,
    title: String,
    /// One per unit; none where the unit has no part in it.
    cells: Vec<Option<Vec<Link>>>,
}

#[derive(Debug, Clone, Serialize)]
struct Day {
    iso: String,
    text: String,
}

/// What one unit has to do.
#[derive(Debug, Serialize)]
struct UnitList {
    unit: String,
    items: Vec<Duty>,
}

#[derive(Debug, Serialize)]
struct Duty {
    date: Option<Day>,
    title: String,
    places: Vec<Link>,
}

/// The tool of a page; none where its front matter sets nothing.
pub(super) fn plan(views: &Views<'_>, page: &Page) -> Option<PlanView> {
    let target = |target: &crate::content::Target| TargetView {
        title: target.title.clone(),
        value: target.value.clone(),
        places: place_links(views, &page.output, page, &target.at),
    };
    let plan = PlanView {
        deadlines: of_page(views, page),
        targets: page.front.targets.iter().map(target).collect(),
        work: work(views, page),
    };
    (plan.deadlines.is_some() || !plan.targets.is_empty() || plan.work.is_some()).then_some(plan)
}

/// One statement of the front matter: a task, or a deadline with its day.
struct Statement<'a> {
    date: Option<jiff::civil::Date>,
    title: &'a str,
    unit: &'a str,
    at: &'a [Field<String>],
}

/// Deadlines alone need no table: their list says it all.
fn work(views: &Views<'_>, page: &Page) -> Option<Work> {
    let unknown = views.word("unit_unknown");
    let (tasks, deadlines) = statements(&page.front, unknown);
    let mut units: Vec<&str> = Vec::new();
    for statement in tasks.iter().chain(&deadlines) {
        if !units.contains(&statement.unit) {
            units.push(statement.unit);
        }
    }
    // Who is not known stands last.
    units.sort_by_key(|unit| *unit == unknown);
    let lists = units.iter().map(|unit| UnitList {
        unit: (*unit).to_owned(),
        items: tasks.iter().chain(&deadlines).filter(|one| one.unit == *unit).map(|one| duty(views, page, one)).collect(),
    });
    let group = |key, statements: &[Statement<'_>]| RowGroup {
        heading: views.locale().get(key).to_owned(),
        rows: rows(views, page, &units, statements),
    };
    let groups = [group("tasks", &tasks), group("deadlines", &deadlines)];
    (!tasks.is_empty()).then(|| Work {
        lists: lists.collect(),
        groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
        units: units.iter().map(|unit| (*unit).to_owned()).collect(),
    })
}

fn statements<'a>(front: &'a FrontMatter, unknown: &'a str) -> (Vec<Statement<'a>>, Vec<Statement<'a>>) {
    let unit = |unit: &'a Option<String>| unit.as_deref().unwrap_or(unknown);
    let tasks = front.tasks.iter().map(|one| Statement { date: None, title: &one.title, unit: unit(&one.unit), at: &one.at });
    let deadlines = front.deadlines.iter().map(|one| Statement {
        date: Some(one.date),
        title: &one.title,
        unit: unit(&one.unit),
        at: &one.at,
    });
    let mut deadlines: Vec<_> = deadlines.collect();
    deadlines.sort_by_key(|one| (one.date, one.title, one.unit));
    (tasks.collect(), deadlines)
}

/// Statements with the same day and words are one row, whoever they are for.
fn rows(views: &Views<'_>, page: &Page, units: &[&str], statements: &[Statement<'_>]) -> Vec<Row> {
    let mut rows: Vec<(Option<jiff::civil::Date>, &str, Row)> = Vec::new();
    for one in statements {
        let known = rows.iter().position(|(date, title, _)| (*date, *title) == (one.date, one.title));
        let at = known.unwrap_or_else(|| {
            let row = Row { date: day(one), title: one.title.to_owned(), cells: vec![None; units.len()] };
            rows.push((one.date, one.title, row));
            rows.len() - 1
        });
        let cells = rows[at].2.cells.iter_mut().zip(units);
        for (cell, _) in cells.filter(|(_, unit)| **unit == one.unit) {
            cell.get_or_insert_default().extend(place_links(views, &page.output, page, one.at));
        }
    }
    rows.into_iter().map(|(_, _, row)| row).collect()
}

fn duty(views: &Views<'_>, page: &Page, one: &Statement<'_>) -> Duty {
    Duty { date: day(one), title: one.title.to_owned(), places: place_links(views, &page.output, page, one.at) }
}

fn day(one: &Statement<'_>) -> Option<Day> {
    one.date.map(|date| Day { iso: date.to_string(), text: official_date(date) })
}
