//! The texts of a work over time: on the pages of each, which applies when, and a page of them all with what changed.

use serde::Serialize;

use super::common::{Frame, Link, StatusView, Views};
use super::history::{ChangeView, Shown};
use crate::content::{Ending, Extent};
use crate::corpus::{AppliedText, Corpus, Period, Timeline, Validity, WorkId, official_date};
use crate::history::compared;
use crate::site::href;
use crate::site::locale::Language;
use crate::text::key;

/// The folder of the pages.
const FOLDER: &str = "phien-ban";

/// What a text's page says of the others.
#[derive(Debug, Serialize)]
pub(super) struct VersionsView {
    rows: Vec<Row>,
    translations: Vec<Link>,
    /// The page of them all.
    href: String,
    /// That this text is not the one for every day; none of a translation.
    banner: Option<Banner>,
}

/// When the text applies, and which do before and after it.
#[derive(Debug, Serialize)]
struct Banner {
    days: Days,
    before: Option<Link>,
    after: Option<Link>,
}

/// A text in the table.
#[derive(Debug, Serialize)]
struct Row {
    name: Link,
    days: Days,
    /// Its state on the day of the build, where that is known.
    state: Option<StatusView>,
    /// Whether it is the text of the page that shows the table.
    here: bool,
}

/// The days of a text, for people and for scripts; all none where they are not known.
#[derive(Debug, Serialize)]
struct Days {
    from: Option<String>,
    from_iso: Option<String>,
    /// The last day, not the first after it.
    to: Option<String>,
    to_iso: Option<String>,
}

/// The page of all texts of a work.
#[derive(Debug, Serialize)]
pub(in crate::site) struct VersionsPage {
    frame: Frame,
    document: Link,
    rows: Vec<Row>,
    translations: Vec<Link>,
    steps: Vec<Step>,
}

/// From one text to the next.
#[derive(Debug, Serialize)]
struct Step {
    old: Link,
    new: Link,
    /// What changed; none where one of the two pages holds no text.
    changes: Option<Vec<ChangeView>>,
    more: usize,
}

/// The path of the page of a work's texts.
pub(in crate::site) fn versions_output(ext: &Ending, corpus: &Corpus, work: WorkId) -> String {
    ext.page(&format!("{FOLDER}/{}", corpus.work(work).slug))
}

/// The panel of a document's page; none where there is but one text.
pub(super) fn versions(views: &Views<'_>, from: &str, work: WorkId) -> Option<VersionsView> {
    let timeline = views.corpus().timeline(work)?;
    let shown = Texts { views, timeline: &timeline, from };
    Some(VersionsView {
        rows: shown.rows(Some(work)),
        translations: shown.translations(),
        href: href::relative(from, &versions_output(&views.site.settings.ext, views.corpus(), timeline.work), ""),
        banner: shown.banner(work),
    })
}

/// The view of the page of a work's texts.
pub(in crate::site) fn versions_page(views: &Views<'_>, timeline: &Timeline) -> VersionsPage {
    let output = versions_output(&views.site.settings.ext, views.corpus(), timeline.work);
    let shown = Texts { views, timeline, from: &output };
    let document = views.link(&output, timeline.work);
    VersionsPage {
        frame: views.frame(&output, &format!("{} – {}", views.word("versions"), document.text), None),
        document,
        rows: shown.rows(None),
        translations: shown.translations(),
        steps: shown.steps(),
    }
}

/// The texts as a page shows them.
struct Texts<'a> {
    views: &'a Views<'a>,
    timeline: &'a Timeline,
    from: &'a str,
}

impl Texts<'_> {
    fn rows(&self, here: Option<WorkId>) -> Vec<Row> {
        let row = |text: &AppliedText| Row {
            name: self.link(text.work),
            days: days(text.period),
            state: self.state(text),
            here: here == Some(text.work),
        };
        self.timeline.texts.iter().map(row).collect()
    }

    fn translations(&self) -> Vec<Link> {
        self.timeline.translations.iter().map(|work| self.link(*work)).collect()
    }

    /// A text by what its page says it is.
    fn link(&self, work: WorkId) -> Link {
        let facts = self.views.corpus().facts(work);
        let address = self.views.address(self.from, work, "");
        let name = match &facts.version {
            Some(version) => self.named(version),
            None => self.views.corpus().short_name(work),
        };
        Link { lang: self.views.foreign(), ..Link::to(name, address) }
    }

    /// `Bản năm 2020` for `năm 2020`, and for `bản năm 2020`: a name of the document's, in its language.
    fn named(&self, version: &str) -> String {
        let word = self.views.theme().locale(Language::Vietnamese).get("version");
        let (first, rest) = version.split_once(' ').unwrap_or((version, ""));
        if key(first).text == key(word).text { format!("{word} {rest}") } else { format!("{word} {version}") }
    }

    /// Whether it applies today: of a work that does not bind, no text does.
    fn state(&self, text: &AppliedText) -> Option<StatusView> {
        let corpus = self.views.corpus();
        text.period?;
        if corpus.applies_today(self.timeline) != Some(text.work) {
            return None;
        }
        let validity = corpus.validity(self.timeline.work, corpus.today());
        let applies = matches!(validity, Validity::InForce | Validity::Partly);
        let applied = || StatusView { key: "status_in_force", text: self.views.word("version_applies").to_owned() };
        Some(if applies { applied() } else { self.views.state(validity) })
    }

    fn banner(&self, work: WorkId) -> Option<Banner> {
        let texts = &self.timeline.texts;
        let at = texts.iter().position(|text| text.work == work)?;
        let known = |text: &&AppliedText| text.period.is_some();
        let period = texts[at].period;
        let near =
            |other: Option<&AppliedText>| other.filter(known).filter(|_| period.is_some()).map(|text| self.link(text.work));
        let before = near(at.checked_sub(1).and_then(|before| texts.get(before)));
        Some(Banner { days: days(period), before, after: near(texts.get(at + 1)) })
    }

    /// What changed from each text to the next.
    fn steps(&self) -> Vec<Step> {
        let known: Vec<WorkId> = self.timeline.texts.iter().filter(|text| text.period.is_some()).map(|text| text.work).collect();
        known.windows(2).map(|pair| self.step(pair[0], pair[1])).collect()
    }

    fn step(&self, old: WorkId, new: WorkId) -> Step {
        let corpus = self.views.corpus();
        let page = |work: WorkId| corpus.work(work).page.map(|id| corpus.page(id)).filter(|page| page.front.text == Extent::Full);
        let both = page(old).zip(page(new));
        let found = both.map(|(before, after)| (compared(before, after), after));
        let changes = found.as_ref().map(|(found, after)| Shown::new(self.views, after, self.from).changes(found));
        Step { old: self.link(old), new: self.link(new), changes, more: found.map_or(0, |(found, _)| found.more) }
    }
}

fn days(period: Option<Period>) -> Days {
    let from = period.map(|period| period.from);
    let to = period.and_then(|period| period.until?.yesterday().ok());
    Days {
        from: from.map(official_date),
        from_iso: from.map(|day| day.to_string()),
        to: to.map(official_date),
        to_iso: to.map(|day| day.to_string()),
    }
}
