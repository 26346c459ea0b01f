//! The page of a document that was withdrawn: what it was, when and why it went, what to read instead. Nothing of its text.

use serde::Serialize;

use super::common::{Frame, StatusNote, Views, successors};
use super::document::withdrawn;
use super::number::{NumberView, number};
use crate::content::{Extra, FrontMatter, Page, Registered, Withdrawal};
use crate::corpus::{PageId, WorkId, short_name};
use crate::site::href;
use crate::site::input::Site;
use crate::site::locale::Language;
use crate::site::log::PAGE;

#[derive(Debug, Serialize)]
pub(in crate::site) struct GoneView {
    frame: Frame,
    kind: Option<String>,
    number: Option<NumberView>,
    heading: String,
    withdrawn: String,
    /// What came after it.
    instead: Vec<StatusNote>,
    /// The log, where the site has one.
    log: Option<String>,
}

/// The view of a page that says `withdrawn`.
pub(in crate::site) fn withdrawn_page(views: &Views<'_>, id: PageId) -> GoneView {
    let page = views.corpus().page(id);
    let front = &page.front;
    GoneView {
        kind: front.kind.as_ref().map(|kind| kind.value.name().to_owned()),
        number: front.kind.as_ref().and_then(|_| number(front)),
        instead: views.corpus().work_of(id).map(|work| successors(views, &page.output, work)).unwrap_or_default(),
        ..view(views, &page.output, &short_name(front), heading(front), withdrawn(views, front).unwrap_or_default())
    }
}

/// The view of a page whose file is no more; none where the register does not say that it is gone.
pub(in crate::site) fn gone(views: &Views<'_>, entry: &Registered) -> Option<GoneView> {
    let gone = entry.gone.as_ref()?;
    let from = entry.path.value.as_str();
    let title = entry.title.clone().unwrap_or_else(|| views.word("gone").to_owned());
    let by = gone.by.as_ref().and_then(|by| {
        let works = views.corpus().works().iter().position(|work| work.slug == by.value);
        works.map(|at| views.link(from, WorkId(at as u32)))
    });
    // The heading says what it is.
    let instead = |link| StatusNote { text: String::new(), link: Some(link) };
    let withdrawal = Withdrawal { date: gone.date, reason: Some(gone.reason.clone()) };
    let front = FrontMatter { withdrawn: Some(withdrawal), ..FrontMatter::default() };
    let said = withdrawn(views, &front).unwrap_or_default();
    Some(GoneView { instead: by.map(instead).into_iter().collect(), ..view(views, from, &title, title.clone(), said) })
}

fn view(views: &Views<'_>, from: &str, title: &str, heading: String, withdrawn: String) -> GoneView {
    let log = views.site.settings.has(Extra::Log).then(|| href::relative(from, &views.output(PAGE), ""));
    let frame = Frame { noindex: true, ..views.frame(from, title, Some(&withdrawn)) };
    GoneView { frame, kind: None, number: None, heading, withdrawn, instead: Vec::new(), log }
}

fn heading(front: &FrontMatter) -> String {
    front.title.as_ref().map(|title| title.value.clone()).unwrap_or_default()
}

/// What is offered as the source of a page: its file, and of one that was withdrawn only that it was.
pub(in crate::site) fn offered(site: &Site<'_>, page: &Page) -> Vec<u8> {
    if !page.is_withdrawn() {
        return page.original().into_bytes();
    }
    let word = |key| site.theme.locale(Language::Vietnamese).get(key);
    let said = super::document::withdrawn_in(&page.front, &word).unwrap_or_default();
    format!("# {}\n\n{said}\n", heading(&page.front)).into_bytes()
}
