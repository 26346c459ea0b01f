//! The ledger of disclosure as data: its entries with the rules and the days off by which they were reckoned.

use jiff::civil::Date;
use serde::Serialize;

use super::csv::Table;
use super::facts::Source;
use crate::content::{DisclosureRule, Evidence, FrontMatter, HolidayYear};
use crate::corpus::{PageId, WorkId};
use crate::disclosure::{Doubt, Duty, Entry, Ledger, NoDue, PublishedBy};
use crate::site::href;
use crate::site::input::Site;

/// The entries of a site's documents, in the order of the corpus.
pub(super) struct Records<'a> {
    ledger: Ledger<'a>,
    entries: Vec<Record<'a>>,
}

/// The ledger without its entries.
#[derive(Serialize)]
struct Head<'a> {
    site: &'a str,
    publisher: &'a str,
    base_url: Option<&'a str>,
    licence: Option<&'a str>,
    terms: Option<&'a str>,
    /// The day for which states are told.
    as_of: String,
    due_soon: u16,
    rules: Vec<Rule<'a>>,
    holidays: Vec<Holidays<'a>>,
    entries: &'a [Record<'a>],
}

#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
    about: &'a str,
    kinds: Vec<&'a str>,
    issuers: &'a [String],
    own: Option<bool>,
    titles: &'a [String],
    subjects: &'a [String],
    required: bool,
    source: Source<'a>,
    from: Option<String>,
    to: Option<String>,
    as_of: String,
    evidence: Option<&'static str>,
    working_days: Option<u16>,
    issued_is_created: bool,
    days_online: Option<u16>,
    form: Option<&'a str>,
}

#[derive(Serialize)]
struct Holidays<'a> {
    year: i16,
    evidence: Option<&'static str>,
    source: Source<'a>,
    note: Option<&'a str>,
    off: Vec<Days<'a>>,
    work: Vec<Days<'a>>,
}

/// Days of the table; `to` of several alone.
#[derive(Serialize)]
struct Days<'a> {
    date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    name: &'a str,
    evidence: Option<&'static str>,
}

/// The entry of a document.
#[derive(Serialize)]
pub(super) struct Record<'a> {
    id: String,
    slug: &'a str,
    name: String,
    page: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    state: &'static str,
    /// Whether it must be public; nothing where no rule says so or several may.
    required: Option<bool>,
    /// The rules that speak of it; several where its day is not known.
    rules: Vec<&'a str>,
    created: Option<Day>,
    due: Option<String>,
    /// Why no last day can be told.
    due_unknown: Option<String>,
    /// What it hangs on that was not compared with an official source: a day, or a year.
    due_doubt: Option<String>,
    published: Option<Day>,
    working_days_taken: Option<u32>,
    keep_until: Option<String>,
    unit: Option<&'a str>,
    form: Option<&'a str>,
    corrections: Vec<Correction<'a>>,
    withdrawn: Option<Withdrawn<'a>>,
}

/// A day and where it is known from.
#[derive(Serialize)]
struct Day {
    date: String,
    from: &'static str,
    evidence: Option<&'static str>,
}

#[derive(Serialize)]
struct Correction<'a> {
    at: &'a str,
    note: &'a str,
    source: Option<&'a str>,
    date: Option<String>,
}

#[derive(Serialize)]
struct Withdrawn<'a> {
    date: Option<String>,
    reason: Option<&'a str>,
    /// Whether that was before the last day on which it must be public.
    early: bool,
}

impl<'a> Records<'a> {
    pub(super) fn new(site: &Site<'a>) -> Self {
        let ledger = site.ledger();
        let pages = (0..site.corpus.pages().len() as u32).map(PageId);
        let of_page = |id: PageId| site.corpus.work_of(id).map(|work| record(site, &ledger, id, work));
        Self { ledger, entries: pages.filter_map(of_page).collect() }
    }

    /// `ledger.json`.
    pub(super) fn json(&self, site: &Site<'_>) -> Vec<u8> {
        let (settings, tables) = (site.settings, self.ledger.tables);
        let head = Head {
            site: &settings.title,
            publisher: &settings.agency,
            base_url: settings.base_url.as_deref(),
            licence: settings.licence.as_deref(),
            terms: settings.terms.as_deref(),
            as_of: self.ledger.today.to_string(),
            due_soon: tables.due_soon,
            rules: tables.rules.iter().map(rule).collect(),
            holidays: tables.holidays.iter().map(|(year, days)| year_of(*year, days)).collect(),
            entries: &self.entries,
        };
        let mut bytes = serde_json::to_vec_pretty(&head).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// `ledger.csv`.
    pub(super) fn csv(&self) -> Vec<u8> {
        let mut table = Table::new(COLUMNS);
        for one in &self.entries {
            let day = |day: &Option<Day>| day.as_ref().map_or_else(Default::default, |day| (day.date.clone(), day.from));
            let (created, published) = (day(&one.created), day(&one.published));
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            let (withdrawn, reason) = one.withdrawn.as_ref().map_or_else(Default::default, |withdrawn| {
                (withdrawn.date.clone().unwrap_or_else(|| "~".to_owned()), withdrawn.reason.unwrap_or_default())
            });
            table.row([
                one.name.as_str(),
                one.state,
                one.required.map_or("", |required| if required { "true" } else { "false" }),
                &one.rules.join("; "),
                &created.0,
                created.1,
                one.created.as_ref().and_then(|created| created.evidence).unwrap_or_default(),
                &text(&one.due),
                &text(&one.due_unknown),
                &text(&one.due_doubt),
                &published.0,
                published.1,
                &one.working_days_taken.map(|days| days.to_string()).unwrap_or_default(),
                &text(&one.keep_until),
                one.unit.unwrap_or_default(),
                one.form.unwrap_or_default(),
                &one.corrections.len().to_string(),
                &withdrawn,
                reason,
                one.url.as_deref().unwrap_or(one.page),
                &one.id,
            ]);
        }
        table.into_bytes()
    }
}

const COLUMNS: [&str; 21] = [
    "name",
    "state",
    "required",
    "rules",
    "created",
    "created_from",
    "created_evidence",
    "due",
    "due_unknown",
    "due_doubt",
    "published",
    "published_from",
    "working_days_taken",
    "keep_until",
    "unit",
    "form",
    "corrections",
    "withdrawn",
    "withdrawn_reason",
    "page",
    "id",
];

fn record<'a>(site: &Site<'a>, ledger: &Ledger<'a>, id: PageId, work: WorkId) -> Record<'a> {
    let (corpus, page) = (site.corpus, site.corpus.page(id));
    let front = &page.front;
    let entry = ledger.of_page(page);
    let disclosure = front.disclosure.as_ref();
    let (due, due_unknown, due_doubt) = due(&entry);
    Record {
        id: corpus.identifier(work),
        slug: &page.slug,
        name: corpus.short_name(work),
        page: &page.output,
        url: site.settings.base_url.as_ref().map(|base| format!("{base}{}", href::encode(&page.output))),
        state: entry.state.key(),
        required: entry.duty.rule().map(|rule| rule.required),
        rules: match &entry.duty {
            Duty::Undecided(rules) => rules.iter().map(|rule| rule.id.value.as_str()).collect(),
            duty => duty.rule().map(|rule| rule.id.value.as_str()).into_iter().collect(),
        },
        created: entry.created.map(|created| Day {
            date: created.date.to_string(),
            from: if created.is_issued { "issued" } else { "stated" },
            evidence: created.evidence.map(Evidence::key),
        }),
        due,
        due_unknown,
        due_doubt,
        published: entry.published.map(|published| Day {
            date: published.date.to_string(),
            from: match published.by {
                PublishedBy::FrontMatter => "stated",
                PublishedBy::Register => "registered",
            },
            evidence: None,
        }),
        working_days_taken: entry.days_taken,
        keep_until: day(entry.keep_until),
        unit: disclosure.and_then(|disclosure| disclosure.unit.as_deref()),
        form: disclosure.and_then(|disclosure| disclosure.form.as_deref()),
        corrections: corrections(front),
        withdrawn: front.withdrawn.as_ref().map(|withdrawn| Withdrawn {
            date: day(withdrawn.date),
            reason: withdrawn.reason.as_deref(),
            early: entry.withdrawn_early,
        }),
    }
}

/// The last day, why there is none, what it hangs on.
fn due(entry: &Entry<'_>) -> (Option<String>, Option<String>, Option<String>) {
    match entry.due {
        Some(Ok(due)) => {
            let doubt = due.doubt.map(|doubt| match doubt {
                Doubt::Day(day) => day.to_string(),
                Doubt::Year(year) => year.to_string(),
            });
            (Some(due.date.to_string()), None, doubt)
        }
        Some(Err(why)) => {
            let why = match why {
                NoDue::Created => "no-day-of-creation".to_owned(),
                NoDue::Year(year) => format!("no-days-off-of-{year}"),
                NoDue::PublishedBefore => "published-before-creation".to_owned(),
            };
            (None, Some(why), None)
        }
        None => (None, None, None),
    }
}

fn corrections(front: &FrontMatter) -> Vec<Correction<'_>> {
    let all = front.corrections.iter().map(|one| Correction {
        at: &one.at.value,
        note: &one.note,
        source: one.source.as_deref(),
        date: day(one.date),
    });
    all.collect()
}

fn rule(rule: &DisclosureRule) -> Rule<'_> {
    Rule {
        id: &rule.id.value,
        about: &rule.about,
        kinds: rule.kinds.iter().map(|kind| kind.name()).collect(),
        issuers: &rule.issuers,
        own: rule.own,
        titles: &rule.titles,
        subjects: &rule.subjects,
        required: rule.required,
        source: Source::of(&rule.source),
        from: day(rule.from),
        to: day(rule.to),
        as_of: rule.as_of.to_string(),
        evidence: rule.evidence.map(Evidence::key),
        working_days: rule.working_days,
        issued_is_created: rule.issued_is_created,
        days_online: rule.days_online,
        form: rule.form.as_deref(),
    }
}

fn year_of(year: i16, days: &HolidayYear) -> Holidays<'_> {
    let off = days.off.iter().map(|off| Days {
        date: off.first.to_string(),
        to: (off.last != off.first).then(|| off.last.to_string()),
        name: &off.name,
        evidence: off.evidence.or(days.evidence).map(Evidence::key),
    });
    let work = days.worked.iter().map(|worked| Days {
        date: worked.date.to_string(),
        to: None,
        name: &worked.name,
        evidence: worked.evidence.or(days.evidence).map(Evidence::key),
    });
    Holidays {
        year,
        evidence: days.evidence.map(Evidence::key),
        source: Source::of(&days.source),
        note: days.note.as_deref(),
        off: off.collect(),
        work: work.collect(),
    }
}

fn day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}
