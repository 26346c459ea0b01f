//! `sitemap.xml` and `robots.txt`: every page once, with the day of its last change where that is known.
//!
//! Both name absolute addresses, so a site that does not know its own has neither.

use std::fmt::Write as _;

use super::data;
use super::division::Division;
use super::href;
use super::html::escape;
use super::layout::Layout;
use super::locale::Language;
use super::render::has_home;
use super::tasks::Sink;
use super::view::{self, Views};
use super::{lists, log, offline};
use crate::content::{Extra, Settings};
use crate::corpus::{Corpus, PageId};
use crate::reads::{Read, note};

/// The paths of both.
pub(in crate::site) const SITEMAP: &str = "sitemap.xml";
const ROBOTS: &str = "robots.txt";

/// Addresses that one file may hold (sitemaps.org).
const MOST: usize = 50_000;

const SCHEMA: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// A page that is to be found.
struct Address {
    path: String,
    /// The day of its last change, as `2025-11-24`.
    changed: Option<String>,
}

/// The paths that both may take; more than are needed where documents without a past could have had one.
pub(in crate::site) fn paths(corpus: &Corpus, settings: &Settings, layout: &Layout) -> Vec<String> {
    if settings.base_url.is_none() || !settings.has(Extra::Sitemap) {
        return Vec::new();
    }
    let pages = 2 * corpus.pages().len() + 2 * layout.lists.len() + layout.divisions.outputs().count() + once(settings).len();
    let pages = pages + corpus.with_versions().count() + view::ledger_outputs(corpus, settings).len();
    let parts = if pages > MOST { pages.div_ceil(MOST) } else { 0 };
    (1..=parts).map(part).chain([SITEMAP, ROBOTS].map(str::to_owned)).collect()
}

/// Gives both to the sink, as one task.
pub(in crate::site) fn render(views: &Views<'_>, sink: &Sink<'_>) {
    let settings = views.site.settings;
    let Some(base) = settings.base_url.as_deref().filter(|_| settings.has(Extra::Sitemap)) else { return };
    sink.task(SITEMAP, |out| {
        for (path, bytes) in files(base, &addresses(views), MOST) {
            out.file(&path, bytes);
        }
        out.file(ROBOTS, format!("User-agent: *\nAllow: /\n\nSitemap: {base}{SITEMAP}\n").into_bytes());
    });
}

/// One file, or as many as it takes with an index of them.
fn files(base: &str, addresses: &[Address], most: usize) -> Vec<(String, Vec<u8>)> {
    if addresses.len() <= most {
        return vec![(SITEMAP.to_owned(), set(base, addresses))];
    }
    let parts = (1..).zip(addresses.chunks(most));
    let mut files: Vec<(String, Vec<u8>)> = parts.map(|(number, some)| (part(number), set(base, some))).collect();
    let listed: Vec<Address> = files.iter().map(|(path, _)| Address { path: path.clone(), changed: None }).collect();
    files.push((SITEMAP.to_owned(), xml("sitemapindex", "sitemap", base, &listed)));
    files
}

fn part(number: usize) -> String {
    format!("sitemap-{number}.xml")
}

fn set(base: &str, addresses: &[Address]) -> Vec<u8> {
    xml("urlset", "url", base, addresses)
}

fn xml(root: &str, element: &str, base: &str, addresses: &[Address]) -> Vec<u8> {
    let mut out = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"{SCHEMA}\">\n");
    for Address { path, changed } in addresses {
        let mut place = String::new();
        escape(&mut place, &format!("{base}{}", href::encode(path)));
        let changed = changed.as_ref().map(|day| format!("<lastmod>{day}</lastmod>")).unwrap_or_default();
        // A string takes all that is written.
        let _always = writeln!(out, "<{element}><loc>{place}</loc>{changed}</{element}>");
    }
    out.push_str(&format!("</{root}>\n"));
    out.into_bytes()
}

/// Every page that has an address of its own, in order of paths: former addresses and pages for what is not there have none.
fn addresses(views: &Views<'_>) -> Vec<Address> {
    let site = views.site;
    note(Read::Twins);
    let plain = |path: String| Address { path, changed: None };
    let ext = &site.settings.ext;
    let twins = site.layout.lists.iter().map(|list| list.stem.as_str()).chain(view::ALWAYS);
    let twins = twins.flat_map(|stem| Language::ALL.map(|language| ext.page(&format!("{}{stem}", language.folder()))));
    // The first page in Vietnamese may be an author's.
    let home = ext.page(view::HOME);
    let mut all: Vec<Address> = twins.filter(|path| *path != home || !has_home(site.corpus)).map(plain).collect();
    all.extend(once(site.settings).into_iter().map(|stem| plain(ext.page(stem))));
    all.extend(view::ledger_outputs(site.corpus, site.settings).into_iter().map(plain));
    if site.theme.scores().is_some() {
        all.push(plain(ext.page(view::ACCURACY)));
    }
    let texts = site.corpus.with_versions().map(|work| view::versions_output(ext, site.corpus, work));
    all.extend(texts.map(plain));
    for id in (0..site.corpus.pages().len() as u32).map(PageId) {
        of_page(views, id, &mut all);
    }
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

/// The pages that are made of a file of an author. A text that stands in no commit yet changed on a day that nobody knows.
fn of_page(views: &Views<'_>, id: PageId, all: &mut Vec<Address>) {
    let page = views.site.corpus.page(id);
    if page.is_withdrawn() {
        return;
    }
    let record = views.site.records.get(id);
    let version = record.filter(|record| !record.uncommitted).and_then(|record| record.versions.first());
    let changed = version.and_then(|version| version.revision.date).map(|date| date.to_string());
    let mut add = |path: &str| all.push(Address { path: path.to_owned(), changed: changed.clone() });
    add(&page.output);
    views.divisions().get(&page.output).into_iter().flat_map(Division::outputs).for_each(&mut add);
    if record.is_some() {
        add(&view::history_output(&views.site.settings.ext, page));
    }
}

/// The pages that are there once and always, without their ending.
fn once(settings: &Settings) -> Vec<&'static str> {
    let offline = (!settings.without_offline).then_some(offline::PAGE);
    let data = settings.has(Extra::Data).then_some(data::PAGE);
    let log = settings.has(Extra::Log).then_some(log::PAGE);
    [lists::FURTHER, view::MAP, view::CHANGES].into_iter().chain(offline).chain(data).chain(log).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_addresses_than_a_file_may_hold_are_in_several_that_an_index_names() {
        let address = |number: usize| Address {
            path: format!("vb/đ {number}.html"),
            changed: (number == 1).then(|| "2025-01-02".to_owned()),
        };
        let addresses: Vec<Address> = (1..=5).map(address).collect();
        let one = files("https://x.vn/", &addresses, 5);
        assert_eq!(one.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), [SITEMAP]);
        let several = files("https://x.vn/", &addresses, 2);
        let text = |at: usize| String::from_utf8(several[at].1.clone()).expect("UTF-8");
        assert_eq!(
            several.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(),
            ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", SITEMAP]
        );
        assert!(text(0).contains("<loc>https://x.vn/vb/%C4%91%201.html</loc><lastmod>2025-01-02</lastmod>"));
        assert_eq!((0..3).map(|at| text(at).matches("<url>").count()).collect::<Vec<_>>(), [2, 2, 1]);
        assert!(text(3).contains("<sitemapindex") && text(3).contains("<loc>https://x.vn/sitemap-3.xml</loc>"));
    }
}
