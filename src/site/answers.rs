//! Pages at addresses that were public and that nothing else answers: the register says that they are gone, a list that is no
//! more leads to the list of all, a part of a text or its past to the text.

use std::collections::BTreeSet;

use super::division::Division;
use super::input::Site;
use super::lists::{self, Group};
use super::locale::Language;
use super::log;
use super::render::{Moved, made_paths};
use super::tasks::Sink;
use super::view::{self, Views};
use crate::content::{Ending, Extra, Register, Registered};
use crate::corpus::{Corpus, PageId};
use crate::reads::{Read, note};

/// The task of these pages.
pub(super) const TASK: &str = "data/published.yaml";

/// The paths of pages that are gone by the register, but for one that there is a page of, which is a mistake of its own.
pub(super) fn gone_paths<'a>(corpus: &'a Corpus, register: &'a Register, ending: &'a Ending) -> Vec<&'a str> {
    let gone = register.pages.iter().filter(|entry| is_page_gone(entry, ending));
    let mut paths: Vec<&str> = gone.map(|entry| entry.path.value.as_str()).collect();
    if !paths.is_empty() {
        let pages = corpus.answering();
        paths.retain(|path| !pages.contains_key(path));
    }
    paths
}

/// Whether a page tells of an entry that it is gone: one of another ending would say so in a file of the wrong kind.
fn is_page_gone(entry: &Registered, ending: &Ending) -> bool {
    entry.gone.is_some() && ending.stem(&entry.path.value).is_some()
}

/// Gives the pages to the sink, as one task.
pub(super) fn render(views: &Views<'_>, sink: &Sink<'_>) {
    let site = views.site;
    if site.register.is_empty() {
        return;
    }
    sink.task(TASK, |out| {
        let register = site.register();
        let taken = taken(site);
        let mut made = BTreeSet::new();
        let ending = &site.settings.ext;
        // Where another page stands at the address by now, as one that congkhai makes, it is not gone.
        let gone = register.pages.iter().filter(|entry| is_page_gone(entry, ending) && !taken.contains(&entry.path.value));
        for entry in gone {
            if let Some(view) = view::gone(views, entry).filter(|_| made.insert(entry.path.value.as_str())) {
                out.template(views, &entry.path.value, "gone.html", &view);
            }
        }
        for (from, to, title) in onward(views, &taken) {
            if ending.stem(from).is_some() && made.insert(from) {
                out.template(views, from, "moved.html", &Moved::to(views, from, &to, &title));
            }
        }
    });
}

/// The addresses that the site takes by itself.
fn taken(site: &Site<'_>) -> BTreeSet<String> {
    note(Read::Twins);
    note(Read::Divided);
    let mut taken = made_paths(site.corpus, site.settings, site.register, Some(site.theme), site.layout);
    taken.extend(site.corpus.answering().into_keys().map(str::to_owned));
    taken
}

/// Addresses that nothing answers, each with where it leads on and what is there.
fn onward<'a>(views: &Views<'a>, taken: &BTreeSet<String>) -> Vec<(&'a str, String, String)> {
    let site = views.site;
    let register = site.register;
    let all = views.output(&lists::stem(Group::All, ""));
    // A site whose last document was withdrawn has no list at all.
    let (all, name) = if taken.contains(&all) { (all, "list_all") } else { (views.output(view::HOME), "nav_home") };
    let pages = site.corpus.answering();
    let lists = register.lists.iter().filter(|path| !taken.contains(*path));
    let mut onward: Vec<_> = lists.map(|path| (path.as_str(), all.clone(), views.word(name).to_owned())).collect();
    for entry in register.pages.iter().filter(|entry| !entry.also.is_empty()) {
        let page = pages.get(entry.path.value.as_str()).copied();
        let to = page.map_or(entry.path.value.as_str(), |id| site.corpus.page(id).output.as_str());
        let title = page.map_or_else(|| entry.title.clone().unwrap_or_default(), |id| views.page_name(id));
        let answered = |path: &String| taken.contains(path) && !is_untold(views, page, path);
        onward.extend(entry.also.iter().filter(|path| !answered(path)).map(|path| (path.as_str(), to.to_owned(), title.clone())));
    }
    onward
}

/// Whether a path is kept free for the past of a page that has none to tell.
fn is_untold(views: &Views<'_>, page: Option<PageId>, path: &str) -> bool {
    page.is_some_and(|id| {
        let own = view::history_output(&views.site.settings.ext, views.site.corpus.page(id));
        own == path && views.site.records.get(id).is_none()
    })
}

/// What a site publishes beside its documents that its register keeps.
#[derive(Debug, Default)]
pub struct Addresses {
    /// Lists of documents, and the pages of the log.
    pub lists: BTreeSet<String>,
    /// For each page, in the order of the corpus, the pages that go with it, and its former addresses.
    pub also: Vec<BTreeSet<String>>,
}

/// The addresses of a site beside those of its pages.
pub fn addresses(site: &Site<'_>) -> Addresses {
    let ext = &site.settings.ext;
    let lists = site.layout.lists.iter().flat_map(|list| Language::ALL.map(|one| format!("{}{}", one.folder(), list.stem)));
    let count = log::count(site.corpus, site.register).div_ceil(log::ROWS).max(1);
    let has_log = site.settings.has(Extra::Log);
    let pages = (1..=count).filter(|_| has_log).map(|number| lists::numbered(log::PAGE, number));
    let also = (0..site.corpus.pages().len() as u32).map(PageId).map(|id| {
        let page = site.corpus.page(id);
        let parts = site.layout.divisions.get(&page.output).into_iter().flat_map(Division::outputs);
        let past = site.records.get(id).map(|_| view::history_output(ext, page));
        let former = page.front.redirect_from.iter().map(|old| old.value.clone());
        parts.map(str::to_owned).chain(past).chain(former).collect()
    });
    Addresses { lists: lists.chain(pages).map(|stem| ext.page(&stem)).collect(), also: also.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_are_told_to_be_gone() {
        let gone = Some(crate::content::Gone { date: None, reason: "x".to_owned(), by: None });
        let ending = Ending::default();
        for (path, told) in [("a/b.html", true), ("assets/b.html", false), ("a/b.pdf", false)] {
            let entry = Registered { gone: gone.clone(), ..Registered::at(path) };
            assert_eq!(is_page_gone(&entry, &ending), told, "{path}");
            assert!(!is_page_gone(&Registered::at(path), &ending));
        }
    }
}
