//! The search page: a form that works as a link to the lists without scripts, and what the scripts need; the way to it
//! that every page has, which scripts turn into a dialog; and its description for browsers.

use serde::Serialize;

use super::common::{Frame, Views};
use super::list::{Counted, counted};
use crate::site::href;
use crate::site::lists::{Group, stem};

/// The path of the page, without its ending.
pub(in crate::site) const SEARCH: &str = "tim-kiem";

/// The path of the description for browsers.
pub(in crate::site) const OPEN_SEARCH: &str = "opensearch.xml";

/// The scripts that read the index, in the order in which they run.
const READER: &[&str] = &["search.js", "search-suggest.js", "search-jump.js"];

/// Those of the box in the dialog, loaded when it opens.
const BOX: &[&str] = &["search-box.js"];

#[derive(Debug, Serialize)]
pub(in crate::site) struct SearchView {
    frame: Frame,
    action: String,
    scripts: Vec<String>,
    /// A script that comes with the first search.
    later: String,
    /// The list of all documents.
    all: String,
    groups: Vec<ListLinks>,
}

#[derive(Debug, Serialize)]
struct ListLinks {
    heading: String,
    links: Vec<Counted>,
}

/// The way from a page to the search: a link, and what scripts need to make it a dialog.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Opener {
    href: String,
    /// Whether the page is the search itself, which needs no dialog.
    current: bool,
    /// The way to the index.
    index: String,
    /// Scripts for later, their addresses apart by spaces.
    later: String,
    reader: String,
    /// The description for browsers, where the site's own address is known.
    description: Option<String>,
}

/// The view of the page.
pub(in crate::site) fn search(views: &Views<'_>) -> SearchView {
    let own = views.output(SEARCH);
    let to = |path: &str| href::relative(&own, path, "");
    SearchView {
        frame: views.frame(&own, views.word("search"), None),
        action: href::relative(&own, &own, ""),
        scripts: ["search-page.js"].into_iter().map(|name| to(views.script(name))).collect(),
        later: to(views.script("search-filters.js")),
        all: to(&views.output(&stem(Group::All, ""))),
        groups: Group::CUT.into_iter().map(|group| list(views, group)).collect(),
    }
}

/// The way from an output to the search.
pub(super) fn opener(views: &Views<'_>, output: &str) -> Opener {
    let to = |path: &str| href::relative(output, path, "");
    let all = |names: &[&str]| names.iter().map(|name| to(views.script(name))).collect::<Vec<_>>().join(" ");
    Opener {
        href: to(&views.output(SEARCH)),
        current: output == views.output(SEARCH),
        index: format!("{}{}/", href::root(output), crate::search::FOLDER),
        later: all(BOX),
        reader: all(READER),
        description: views.site.settings.base_url.as_ref().map(|_| to(OPEN_SEARCH)),
    }
}

fn list(views: &Views<'_>, group: Group) -> ListLinks {
    ListLinks { heading: views.locale().get(group.key()).to_owned(), links: counted(views, &views.output(SEARCH), group) }
}

/// What a browser needs to offer the site among its searches: `OpenSearch` 1.1, whose addresses are absolute.
#[derive(Debug, Serialize)]
pub(in crate::site) struct OpenSearch {
    short_name: String,
    long_name: String,
    description: String,
    lang: &'static str,
    icon: String,
    search: String,
    own: String,
}

/// The description; none for a site that does not know its address.
pub(in crate::site) fn open_search(views: &Views<'_>) -> Option<OpenSearch> {
    let settings = views.site.settings;
    let base = settings.base_url.as_deref()?;
    // Braces are parameters in the address that searches.
    let literal = base.replace('{', "%7B").replace('}', "%7D");
    Some(OpenSearch {
        short_name: cut(&settings.title, 16),
        long_name: cut(&settings.title, 48),
        description: cut(settings.description.as_deref().unwrap_or(&settings.title), 1024),
        lang: "vi",
        icon: format!("{base}theme/favicon.svg"),
        search: format!("{literal}{}?q={{searchTerms}}", views.output(SEARCH)),
        own: format!("{literal}{OPEN_SEARCH}"),
    })
}

/// Whole words of a text, at most so many letters, as standards and screens limit them.
pub(in crate::site) fn cut(text: &str, most: usize) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        let gap = usize::from(!out.is_empty());
        if out.chars().count() + gap + word.chars().count() > most {
            break;
        }
        if gap == 1 {
            out.push(' ');
        }
        out.push_str(word);
    }
    // A word longer than all that is allowed is cut itself.
    if out.is_empty() { text.trim().chars().take(most).collect() } else { out }
}
