//! What every page has, and the helpers that views share.

use std::collections::BTreeSet;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::accuracy::ACCURACY;
use super::changes::CHANGES;
use super::help::{ACCESSIBILITY, HELP, INTEGRITY};
use super::languages::Switch;
use super::ledger::LEDGER;
use super::map::MAP;
use super::meta::{Alternate, Named, Social, feeds, social};
use super::search::{Opener, SEARCH, opener};
use crate::content::{Evidence, Extra, FrontMatter, Relation};
use crate::corpus::{Corpus, PageId, Validity, WorkId, source};
use crate::reads::{Read, note};
use crate::site::division::Divisions;
use crate::site::input::Site;
use crate::site::lists::{self, Group, ListPage};
use crate::site::locale::{Language, Locale};
use crate::site::{data, href, log, offline, parts, theme::Theme};

/// The site's first page, without its ending.
pub(in crate::site) const HOME: &str = "index";

/// Pages that every site has in each language.
pub(in crate::site) const ALWAYS: [&str; 5] = [HOME, SEARCH, HELP, ACCESSIBILITY, INTEGRITY];

/// The parts of a page that no page is without.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Frame {
    pub(super) lang: &'static str,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) site_title: Link,
    pub(super) agency: Link,
    /// The way up to the site's root.
    pub(super) root: String,
    /// The ways to the pages that every page links to.
    pub(super) home: String,
    pub(super) documents: String,
    pub(super) integrity: String,
    pub(super) accuracy: String,
    pub(super) map: String,
    pub(super) changes: String,
    pub(super) help: String,
    pub(super) accessibility: String,
    /// The page on reading offline, where the site offers it.
    pub(super) offline: Option<String>,
    pub(super) style: String,
    /// The script that runs before a page is painted, and that of every page.
    pub(super) display: String,
    pub(super) script: String,
    pub(super) icon: String,
    /// A letter to the agency about this page, where the site says whom to write to.
    pub(super) feedback: Option<String>,
    /// The absolute address, where the site has one.
    pub(super) canonical: Option<String>,
    /// What sites that show a link to the page say of it.
    pub(super) social: Option<Social>,
    /// Of a document: Dublin Core, its other forms, and what it is in the words of schema.org, ready for its element.
    pub(super) dublin: Vec<Named>,
    pub(super) alternates: Vec<Alternate>,
    pub(super) legislation: Option<String>,
    /// The feeds of the log, where there are any.
    pub(super) feeds: Vec<Alternate>,
    /// The log, where the site has one.
    pub(super) log: Option<String>,
    /// Whether search engines are asked to leave the page out.
    pub(super) noindex: bool,
    /// The page on the site's data, where there are any.
    pub(super) data: Option<String>,
    /// The ledger of disclosure, where the site has one.
    pub(super) ledger: Option<String>,
    pub(super) nav: Vec<NavItem>,
    pub(super) search: Opener,
    pub(super) switch: Switch,
    /// The script that gives a page in Vietnamese an English frame, and what a page in English needs of it.
    pub(super) english: String,
}

/// An entry of the main navigation.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct NavItem {
    href: String,
    text: String,
    current: bool,
}

/// A link.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub(in crate::site) struct Link {
    pub(super) text: String,
    pub(super) href: Option<String>,
    /// The language of the text where it is not that of the page.
    pub(super) lang: Option<&'static str>,
}

impl Link {
    pub(super) fn to(text: impl Into<String>, href: String) -> Self {
        Self { href: Some(href), ..Self::plain(text) }
    }

    /// Words that lead nowhere.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), href: None, lang: None }
    }

    pub(super) fn in_language(self, lang: Option<&'static str>) -> Self {
        Self { lang, ..self }
    }
}

/// A mark of certainty.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct EvidenceMark {
    pub(super) key: &'static str,
    pub(super) text: String,
}

/// A state of validity: its words, and the key by which the style sheet gives it a symbol and a colour.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct StatusView {
    pub(super) key: &'static str,
    pub(super) text: String,
}

/// A sentence beside a status: replaced by …, last checked on ….
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct StatusNote {
    pub(super) text: String,
    pub(super) link: Option<Link>,
}

/// What came after a work: its successors and amendments.
pub(super) fn successors(views: &Views<'_>, from: &str, work: WorkId) -> Vec<StatusNote> {
    let word = |relation: Relation| match relation {
        Relation::ReplacedBy => Some("status_replaced_by"),
        Relation::RepealedBy => Some("status_repealed_by"),
        Relation::AmendedBy => Some("status_amended_by"),
        Relation::SuspendedBy => Some("status_suspended_by"),
        _ => None,
    };
    let touching = views.corpus().relations_of(work).into_iter();
    let note = |(relation, other, _): (Relation, WorkId, _)| {
        word(relation).map(|key| StatusNote { text: views.locale().get(key).to_owned(), link: Some(views.link(from, other)) })
    };
    touching.filter_map(note).collect()
}

/// What all views are made from.
pub(in crate::site) struct Views<'a> {
    pub(in crate::site) site: &'a Site<'a>,
    /// The language of the frame.
    pub(in crate::site) language: Language,
    /// The pages that are there in each language, without what is before them there and after them everywhere.
    pub(super) twins: BTreeSet<&'a str>,
}

impl<'a> Views<'a> {
    pub(in crate::site) fn new(site: &'a Site<'a>, language: Language) -> Self {
        let twins = site.layout.lists.iter().map(|list| list.stem.as_str()).chain(ALWAYS).collect();
        Self { site, language, twins }
    }

    pub(in crate::site) fn lists(&self) -> &'a [ListPage] {
        &self.site.layout.lists
    }

    pub(in crate::site) fn divisions(&self) -> &'a Divisions {
        &self.site.layout.divisions
    }

    pub(super) fn corpus(&self) -> &'a Corpus {
        self.site.corpus
    }

    pub(super) fn theme(&self) -> &'a Theme {
        self.site.theme
    }

    pub(super) fn locale(&self) -> &'a Locale {
        self.theme().locale(self.language)
    }

    /// The path of a script of the theme.
    pub(super) fn script(&self, name: &str) -> &str {
        self.theme().script(name)
    }

    pub(in crate::site) fn word(&self, key: &'a str) -> &'a str {
        self.locale().get(key)
    }

    /// The path of a page, from what it is without its ending: that in the language of the frame, if there is one.
    pub(in crate::site) fn output(&self, stem: &str) -> String {
        self.output_in(self.language, stem)
    }

    /// Whether a page is there in each language. Of those that always are, and in the language that is everywhere, that
    /// tells nothing of the site.
    fn is_twin(&self, language: Language, stem: &str) -> bool {
        let is_told = ALWAYS.contains(&stem) || language.folder().is_empty();
        if !is_told {
            note(Read::Twins);
        }
        self.twins.contains(stem)
    }

    pub(super) fn output_in(&self, language: Language, stem: &str) -> String {
        let folder = if self.is_twin(language, stem) { language.folder() } else { "" };
        self.site.settings.ext.page(&format!("{folder}{stem}"))
    }

    pub(in crate::site) fn frame(&self, output: &str, title: &str, description: Option<&str>) -> Frame {
        let settings = self.site.settings;
        let to = |path: &str| href::relative(output, path, "");
        let to_page = |stem: &str| to(&self.output(stem));
        let documents = lists::stem(Group::All, "");
        let nav = [(HOME, "nav_home"), (documents.as_str(), "nav_documents"), (lists::FURTHER, "nav_further")];
        Frame {
            lang: self.language.code(),
            title: title.to_owned(),
            // Of a page that nobody summed up a search engine shows at least what it is and whose.
            description: description.map_or_else(|| format!("{title} – {}", settings.agency), str::to_owned),
            site_title: self.named(&settings.title, settings.english.title.as_ref()),
            agency: self.named(&settings.agency, settings.english.agency.as_ref()),
            root: href::root(output),
            home: to_page(HOME),
            documents: to_page(&documents),
            accuracy: to_page(ACCURACY),
            integrity: to_page(INTEGRITY),
            map: to_page(MAP),
            changes: to_page(CHANGES),
            help: to_page(HELP),
            accessibility: to_page(ACCESSIBILITY),
            offline: (!settings.without_offline).then(|| to_page(offline::PAGE)),
            style: to(self.theme().style()),
            display: to(self.script("display.js")),
            script: to(self.script(parts::PAGE)),
            icon: to("theme/favicon.svg"),
            feedback: settings.feedback.as_ref().map(|address| letter(address, title, &self.absolute(output))),
            canonical: settings.base_url.as_ref().map(|base| format!("{base}{}", href::encode(output))),
            social: social(self),
            dublin: Vec::new(),
            alternates: Vec::new(),
            legislation: None,
            feeds: feeds(self, output),
            log: settings.has(Extra::Log).then(|| to_page(log::PAGE)),
            noindex: false,
            data: settings.has(Extra::Data).then(|| to_page(data::PAGE)),
            ledger: settings.has_ledger().then(|| to_page(LEDGER)),
            nav: nav
                .into_iter()
                .map(|(stem, key)| NavItem {
                    href: to_page(stem),
                    text: self.word(key).to_owned(),
                    current: output == self.output(stem),
                })
                .collect(),
            search: opener(self, output),
            switch: self.switch(output),
            english: to(self.script("english.js")),
        }
    }

    /// The year of a work as the paths of lists have it.
    pub(super) fn year(&self, facts: &FrontMatter) -> String {
        lists::year(facts, self.unknown_year())
    }

    fn unknown_year(&self) -> &'a str {
        self.theme().locale(Language::Vietnamese).get("year_unknown")
    }

    /// An output's address as far as it is known: absolute where the site has one.
    fn absolute(&self, output: &str) -> String {
        format!("{}{}", self.site.settings.base_url.as_deref().unwrap_or_default(), href::encode(output))
    }

    /// The address outside the site where a work can be read.
    pub(super) fn source_address(&self, work: WorkId) -> Option<String> {
        source(self.corpus().facts(work)).and_then(href::away)
    }

    pub(super) fn link(&self, from: &str, work: WorkId) -> Link {
        Link::to(self.corpus().short_name(work), self.address(from, work, "")).in_language(self.foreign())
    }

    /// What a page is called where others refer to it.
    pub(in crate::site) fn page_name(&self, id: PageId) -> String {
        let corpus = self.corpus();
        match corpus.work_of(id) {
            Some(work) => corpus.short_name(work),
            None => corpus.page(id).front.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
        }
    }

    pub(super) fn evidence(&self, evidence: Option<Evidence>) -> Option<EvidenceMark> {
        let key = evidence_key(evidence?);
        Some(EvidenceMark { key, text: self.word(key).to_owned() })
    }

    /// The state of a work today.
    pub(super) fn status(&self, work: WorkId) -> StatusView {
        self.state(self.corpus().validity(work, self.corpus().today()))
    }

    /// A state in words.
    pub(super) fn state(&self, validity: Validity) -> StatusView {
        let key = match validity {
            Validity::InForce => "status_in_force",
            Validity::NotYet => "status_not_yet",
            Validity::Partly => "status_partly",
            Validity::Expired => "status_expired",
            Validity::Suspended => "status_suspended",
            Validity::Unknown => "status_unknown",
        };
        StatusView { key, text: self.word(key).to_owned() }
    }
}

/// A letter that already says which page it is about.
fn letter(to: &str, title: &str, address: &str) -> String {
    let percent = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    format!("mailto:{to}?subject={}&body={}", percent(title), percent(&format!("{title}\r\n{address}\r\n\r\n")))
}

fn evidence_key(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Confirmed => "evidence_confirmed",
        Evidence::Secondary => "evidence_secondary",
        Evidence::AsCited => "evidence_as_cited",
        Evidence::Inferred => "evidence_inferred",
        Evidence::Disputed => "evidence_disputed",
        Evidence::Unknown => "evidence_unknown",
    }
}

/// What a list is of, in the language of the frame if that has a word for it.
pub(super) fn list_name<'a>(views: &Views<'a>, group: Group, name: &'a str) -> (&'a str, Option<&'static str>) {
    let kind = || views.site.settings.kinds.from_name(name);
    match group {
        Group::Kind => kind().map_or((name, views.foreign()), |kind| views.kind(kind)),
        Group::Year if name == views.unknown_year() => (views.word("year_unknown"), None),
        Group::Issuer | Group::Subject => (name, views.foreign()),
        _ => (name, None),
    }
}

/// A link to the list of a group.
pub(super) fn list_link(views: &Views<'_>, from: &str, group: Group, name: &str) -> Link {
    let (text, lang) = list_name(views, group, name);
    Link::to(text, href::relative(from, &views.output(&lists::stem(group, name)), "")).in_language(lang)
}
