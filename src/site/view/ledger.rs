//! The ledger of disclosure (*sổ công khai*): a row a document, the rules and the days off by which it was reckoned.

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::Serialize;

use super::common::{EvidenceMark, Frame, Link, StatusView, Views};
use super::facts::{Fact, SourceView, sources};
use crate::content::{DisclosureRule, Extra, HolidayYear, Page, Settings};
use crate::corpus::{Corpus, PageId, official_date};
use crate::disclosure::{Created, Doubt, Due, Duty, Entry, Ledger, NoDue, State};
use crate::site::data;
use crate::site::href;
use crate::text::{key, sort_key};

/// The page, without its ending.
pub(in crate::site) const LEDGER: &str = "so-cong-khai";

/// Rows of a page.
const ROWS: usize = 200;

/// A page of the ledger.
#[derive(Debug, Serialize)]
pub(in crate::site) struct LedgerView {
    frame: Frame,
    as_of: String,
    total: usize,
    counts: Vec<Count>,
    due_soon: String,
    rows: Vec<Row>,
    /// The rules and the days off, on the first page.
    tables: Option<Tables>,
    /// The files of it, where the site has data.
    csv: Option<String>,
    json: Option<String>,
    number: usize,
    pages: usize,
    first: String,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Debug, Serialize)]
struct Tables {
    rules: Vec<RuleView>,
    years: Vec<YearView>,
}

/// How many documents are in a state.
#[derive(Debug, Serialize)]
struct Count {
    state: StatusView,
    count: usize,
}

/// A document; what does not concern it is empty.
#[derive(Debug, Serialize)]
struct Row {
    number: usize,
    name: Link,
    title: Option<String>,
    state: StatusView,
    /// Why no last day can be told, or why no rule.
    why: Option<String>,
    rules: Vec<Cited>,
    created: Option<Dated>,
    due: Option<Dated>,
    published: Option<Dated>,
    /// Who makes it public, and in what form.
    unit: Option<String>,
    form: Option<String>,
    /// Working days that it took, how long it has to stay.
    lines: Vec<String>,
    /// Whether it must be public, so that a day that is not known is missed.
    is_due: bool,
    /// Each that has a day, then how many have none.
    corrections: Vec<String>,
    withdrawn: Option<String>,
    reason: Option<String>,
    early: bool,
}

/// A rule, and the law that it is of.
#[derive(Debug, Serialize)]
struct Cited {
    rule: Link,
    law: String,
}

/// A day, what is to be said of it, and how sure it is.
#[derive(Debug, Serialize)]
struct Dated {
    date: String,
    note: Option<String>,
    evidence: Option<EvidenceMark>,
}

#[derive(Debug, Serialize)]
struct RuleView {
    id: String,
    about: String,
    required: bool,
    evidence: Option<EvidenceMark>,
    sources: Vec<SourceView>,
    /// When it applies, how long there is, how long it stays: each a line.
    lines: Vec<String>,
    form: Option<String>,
    checked: String,
}

#[derive(Debug, Serialize)]
struct YearView {
    year: i16,
    evidence: Option<EvidenceMark>,
    sources: Vec<SourceView>,
    note: Option<String>,
    off: Vec<DaysView>,
    worked: Vec<DaysView>,
}

#[derive(Debug, Serialize)]
struct DaysView {
    days: String,
    name: String,
    /// Where it is not that of the year.
    evidence: Option<EvidenceMark>,
}

/// The paths of the ledger's pages; none of a site without one.
pub(in crate::site) fn ledger_outputs(corpus: &Corpus, settings: &Settings) -> Vec<String> {
    if !settings.has_ledger() {
        return Vec::new();
    }
    let documents = corpus.pages().iter().filter(|page| page.is_document()).count();
    (1..=documents.div_ceil(ROWS).max(1)).map(|number| settings.ext.page(&stem(number))).collect()
}

fn stem(number: usize) -> String {
    if number == 1 { LEDGER.to_owned() } else { format!("{LEDGER}/{number}") }
}

/// The row of a document on its own page.
pub(super) fn in_ledger(views: &Views<'_>, from: &str, id: PageId) -> Option<Fact> {
    if !views.site.settings.has_ledger() {
        return None;
    }
    let entry = views.site.entry(id);
    let state = state(views, entry.state);
    let note = match entry.due {
        Some(Ok(due)) => Some(with(views, "ledger_due_on", &official_date(due.date))),
        Some(Err(why)) => Some(why_not(views, why)),
        None => None,
    };
    let link = Link::to(state.text, href::relative(from, &views.output(LEDGER), ""));
    Some(Fact::found(views.word("ledger"), link, note))
}

/// The pages of the ledger, with their paths.
pub(in crate::site) fn ledger(views: &Views<'_>) -> Vec<(String, LedgerView)> {
    let ledger = views.site.ledger();
    let corpus = views.corpus();
    let pages = (0..corpus.pages().len() as u32).map(PageId).map(|id| (id, corpus.page(id)));
    let mut entries: Vec<(PageId, &Page, Entry<'_>)> =
        pages.filter(|(_, page)| page.is_document()).map(|(id, page)| (id, page, ledger.of_page(page))).collect();
    entries.sort_by_cached_key(|(id, _, entry)| order(views, *id, entry));
    let outputs = ledger_outputs(corpus, views.site.settings);
    let counts: Vec<Count> =
        State::ALL.iter().map(|(one, _)| count(views, *one, &entries)).filter(|count| count.count > 0).collect();
    let makes = Makes { views, ledger, outputs: &outputs, total: entries.len() };
    let chunks = entries.chunks(ROWS).chain((entries.is_empty()).then_some(&[][..]));
    let mut made: Vec<(String, LedgerView)> =
        chunks.enumerate().zip(&outputs).map(|((at, rows), path)| (path.clone(), makes.page(at, rows))).collect();
    if let Some((_, first)) = made.first_mut() {
        first.counts = counts;
        first.tables = Some(tables(views, &ledger));
    }
    made
}

/// What is urgent first; of equal states the latest first, then by name.
fn order(views: &Views<'_>, id: PageId, entry: &Entry<'_>) -> (State, Reverse<Option<Date>>, Vec<u8>, PageId) {
    let day = match entry.due {
        Some(Ok(due)) => Some(due.date),
        _ => entry.created.map(|created| created.date),
    };
    (entry.state, Reverse(day), sort_key(&views.page_name(id)), id)
}

fn count(views: &Views<'_>, of: State, entries: &[(PageId, &Page, Entry<'_>)]) -> Count {
    Count { state: state(views, of), count: entries.iter().filter(|(.., entry)| entry.state == of).count() }
}

/// What the pages are made from.
struct Makes<'v, 'a> {
    views: &'v Views<'a>,
    ledger: Ledger<'a>,
    outputs: &'v [String],
    total: usize,
}

impl Makes<'_, '_> {
    fn page(&self, at: usize, rows: &[(PageId, &Page, Entry<'_>)]) -> LedgerView {
        let Self { views, ledger, outputs, total } = self;
        let own = &outputs[at];
        let to = |path: &str| href::relative(own, path, "");
        let has_data = views.site.settings.has(Extra::Data);
        let neighbour = |at: Option<usize>| at.and_then(|at| outputs.get(at)).map(|path| to(path));
        LedgerView {
            frame: views.frame(own, views.word("ledger"), Some(views.word("ledger_lead"))),
            as_of: official_date(ledger.today),
            total: *total,
            counts: Vec::new(),
            due_soon: with(views, "ledger_due_soon_means", &ledger.tables.due_soon.to_string()),
            rows: rows
                .iter()
                .zip(at * ROWS + 1..)
                .map(|((id, page, entry), number)| self.row(own, number, *id, page, entry))
                .collect(),
            tables: None,
            csv: has_data.then(|| to(data::LEDGER_CSV)),
            json: has_data.then(|| to(data::LEDGER)),
            number: at + 1,
            pages: outputs.len(),
            first: to(&outputs[0]),
            previous: neighbour(at.checked_sub(1)),
            next: neighbour(Some(at + 1)),
        }
    }

    fn row(&self, own: &str, number: usize, id: PageId, page: &Page, entry: &Entry<'_>) -> Row {
        let views = self.views;
        let name = views.page_name(id);
        let is_named = |title: &String| key(&name).text.contains(&key(title).text);
        let title = page.front.title.as_ref().map(|title| title.value.clone()).filter(|title| !is_named(title));
        let lines = [
            entry.days_taken.map(|days| with(views, "ledger_taken", &days.to_string())),
            entry.keep_until.map(|day| with(views, "ledger_keep", &official_date(day))),
        ];
        let disclosure = page.front.disclosure.as_ref();
        let withdrawn = page.front.withdrawn.as_ref();
        Row {
            number,
            name: Link::to(name, href::relative(own, &page.output, "")),
            title,
            state: state(views, entry.state),
            why: why(views, entry),
            rules: self.rules(own, &entry.duty),
            created: entry.created.map(|created| self.created(created)),
            due: entry.due.and_then(Result::ok).map(|due| self.due(due)),
            published: entry.published.map(|published| Dated { date: official_date(published.date), note: None, evidence: None }),
            unit: disclosure.and_then(|disclosure| disclosure.unit.clone()),
            form: disclosure.and_then(|disclosure| disclosure.form.clone()),
            lines: lines.into_iter().flatten().collect(),
            is_due: matches!(entry.duty, Duty::Required(_) | Duty::Undecided(_)),
            corrections: corrections(views, page),
            withdrawn: withdrawn.map(|withdrawn| match withdrawn.date {
                Some(date) => with(views, "ledger_withdrawn_on", &official_date(date)),
                None => views.word("ledger_withdrawn_undated").to_owned(),
            }),
            reason: withdrawn.and_then(|withdrawn| withdrawn.reason.clone()),
            early: entry.withdrawn_early,
        }
    }

    /// The rules that speak of a document, each a link to where it stands in full.
    fn rules(&self, own: &str, duty: &Duty<'_>) -> Vec<Cited> {
        let link = |rule: &DisclosureRule| {
            let at = self.ledger.tables.rules.iter().position(|other| other.id.value == rule.id.value).unwrap_or(0);
            let source = &rule.source;
            let law = source.title.as_ref().or(source.reference.as_ref()).cloned().unwrap_or_default();
            Cited { rule: Link::to(rule.about.clone(), href::relative(own, &self.outputs[0], &rule_id(at))), law }
        };
        match duty {
            Duty::Undecided(rules) => rules.iter().map(|rule| link(rule)).collect(),
            duty => duty.rule().map(link).into_iter().collect(),
        }
    }

    fn created(&self, created: Created) -> Dated {
        let note = created.is_issued.then(|| self.views.word("ledger_is_issued").to_owned());
        Dated { date: official_date(created.date), note, evidence: self.views.evidence(created.evidence) }
    }

    fn due(&self, due: Due) -> Dated {
        let note = due.doubt.map(|doubt| match doubt {
            Doubt::Day(day) => with(self.views, "ledger_doubt_day", &official_date(day)),
            Doubt::Year(year) => with(self.views, "ledger_doubt_year", &year.to_string()),
        });
        Dated { date: official_date(due.date), note, evidence: None }
    }
}

fn corrections(views: &Views<'_>, page: &Page) -> Vec<String> {
    let all = &page.front.corrections;
    let mut days: Vec<Date> = all.iter().filter_map(|one| one.date).collect();
    days.sort_unstable();
    let undated = all.len() - days.len();
    let dated = days.into_iter().map(|day| with(views, "ledger_corrected_on", &official_date(day)));
    let rest = (undated > 0).then(|| with(views, "ledger_corrections", &undated.to_string()));
    dated.chain(rest).collect()
}

fn rule_id(at: usize) -> String {
    format!("_quy-tac-{}", at + 1)
}

/// A state in words, with the key by which the style sheet gives it a symbol and a colour.
fn state(views: &Views<'_>, state: State) -> StatusView {
    let key = match state {
        State::Overdue => "ledger_overdue",
        State::DueSoon => "ledger_due_soon",
        State::Pending => "ledger_pending",
        State::Late => "ledger_late",
        State::PublicationUnknown => "ledger_publication_unknown",
        State::NotComputable => "ledger_not_computable",
        State::Undecided => "ledger_undecided",
        State::OnTime => "ledger_on_time",
        State::Withdrawn => "ledger_withdrawn",
        State::NoRule => "ledger_no_rule",
        State::NotRequired => "ledger_not_required",
    };
    StatusView { key, text: views.word(key).to_owned() }
}

/// Words of the frame with a value in them.
fn with(views: &Views<'_>, key: &str, value: &str) -> String {
    views.locale().get(key).replace("{n}", value)
}

fn why(views: &Views<'_>, entry: &Entry<'_>) -> Option<String> {
    match (&entry.duty, entry.due) {
        (Duty::Undecided(_), _) => Some(views.word("ledger_why_undecided").to_owned()),
        (_, Some(Err(why))) => Some(why_not(views, why)),
        _ => None,
    }
}

fn why_not(views: &Views<'_>, why: NoDue) -> String {
    match why {
        NoDue::Created => views.word("ledger_why_created").to_owned(),
        NoDue::Year(year) => with(views, "ledger_why_year", &year.to_string()),
        NoDue::PublishedBefore => views.word("ledger_why_before").to_owned(),
    }
}

fn tables(views: &Views<'_>, ledger: &Ledger<'_>) -> Tables {
    Tables {
        rules: ledger.tables.rules.iter().enumerate().map(|(at, one)| rule(views, at, one)).collect(),
        years: ledger.tables.holidays.iter().rev().map(|(year, days)| year_view(views, *year, days)).collect(),
    }
}

fn rule(views: &Views<'_>, at: usize, rule: &DisclosureRule) -> RuleView {
    let day = |key: &str, day: Option<Date>| day.map(|day| with(views, key, &official_date(day)));
    let count = |key: &str, days: Option<u16>| days.map(|days| with(views, key, &days.to_string()));
    let last = rule.to.and_then(|to| to.yesterday().ok());
    let lines = [
        day("ledger_from", rule.from),
        day("ledger_until", last),
        count("ledger_within", rule.working_days.filter(|_| rule.required)),
        rule.issued_is_created.then(|| views.word("ledger_from_issue").to_owned()),
        count("ledger_keep_days", rule.days_online),
    ];
    RuleView {
        id: rule_id(at),
        about: rule.about.clone(),
        required: rule.required,
        evidence: views.evidence(rule.evidence),
        sources: sources(std::slice::from_ref(&rule.source)),
        lines: lines.into_iter().flatten().collect(),
        form: rule.form.clone(),
        checked: with(views, "ledger_checked", &official_date(rule.as_of)),
    }
}

fn year_view(views: &Views<'_>, year: i16, days: &HolidayYear) -> YearView {
    let evidence = |own| views.evidence(own).filter(|_| own != days.evidence);
    let span = |first: Date, last: Date| {
        if first == last { official_date(first) } else { format!("{} – {}", official_date(first), official_date(last)) }
    };
    let off = days.off.iter().map(|off| DaysView {
        days: span(off.first, off.last),
        name: off.name.clone(),
        evidence: evidence(off.evidence),
    });
    let worked = days.worked.iter().map(|worked| DaysView {
        days: official_date(worked.date),
        name: worked.name.clone(),
        evidence: evidence(worked.evidence),
    });
    YearView {
        year,
        evidence: views.evidence(days.evidence),
        sources: sources(std::slice::from_ref(&days.source)),
        note: days.note.clone(),
        off: off.collect(),
        worked: worked.collect(),
    }
}
