//! Which files belong to a pack, and the lists that say so.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use percent_encoding::percent_decode_str;
use serde::Serialize;

use super::packs::{About, Pack, cited, packs};
use super::{MANIFEST, PAGE, UNSAVED, WORKER};
use crate::content::{Ending, Page};
use crate::corpus::PageId;
use crate::search;
use crate::site::data;
use crate::site::division::Division;
use crate::site::input::Site;
use crate::site::lists::{self, Group};
use crate::site::locale::Language;
use crate::site::render::NOT_FOUND;
use crate::site::{href, view};

/// The folder of the lists.
pub(in crate::site) const FOLDER: &str = "ngoai-tuyen";

/// Figures of a hash that tell one state of a file from the next.
const HASH: usize = 12;

/// Endings of files that pages show or need; what readers only download is left out, and would double a pack.
const SHOWN: &[&str] = &["css", "gif", "ico", "ics", "jpeg", "jpg", "js", "png", "svg", "webmanifest", "webp", "woff", "woff2"];

/// Files that no reader asks for: the worker itself, and the script for pages of other sites.
const NOT_LOADED: &[&str] = &[WORKER, "theme/embed.js"];

/// The lists of what belongs to each pack, from all files of the site; they are brought up to date file by file.
#[derive(Debug)]
pub struct OfflineLists {
    /// Paths of pages that every pack has.
    own: BTreeSet<String>,
    /// What the names of pages end in, and the page for addresses that lead nowhere.
    ext: Ending,
    nothing: String,
    /// What every pack has, and everything else that can be read, by path.
    frame: Shelf,
    rest: Shelf,
}

type Shelf = BTreeMap<String, Shelved>;

/// A file in a list.
#[derive(Debug)]
struct Shelved {
    /// Its address as links have it, its hash and its size, as they stand in the list.
    line: String,
    bytes: u64,
}

impl OfflineLists {
    /// Lists without files; none where the site offers no reading offline.
    pub fn new(site: &Site<'_>) -> Option<Self> {
        let ext = site.settings.ext.clone();
        let nothing = ext.page(NOT_FOUND);
        let offered = !site.settings.without_offline;
        offered.then(|| Self { own: frame_pages(site), ext, nothing, frame: Shelf::new(), rest: Shelf::new() })
    }

    /// Takes in a file of the site: its path, a hash of its bytes in hexadecimal figures, its size.
    pub fn put(&mut self, path: &str, hash: &str, bytes: u64) {
        if self.is_read(path) {
            let line = serde_json::to_string(&(href::encode(path), &hash[..HASH.min(hash.len())], bytes)).unwrap_or_default();
            let shelf = if self.is_frame(path) { &mut self.frame } else { &mut self.rest };
            shelf.insert(path.to_owned(), Shelved { line, bytes });
        }
    }

    /// Takes out a file that is gone.
    pub fn remove(&mut self, path: &str) {
        self.frame.remove(path);
        self.rest.remove(path);
    }

    /// The lists by their paths.
    pub fn files(&self, site: &Site<'_>) -> Vec<(String, Vec<u8>)> {
        let lists = &site.layout.lists;
        let shelves = Shelves { site, frame: &self.frame, rest: &self.rest };
        let mut versions = BTreeMap::new();
        let mut out = Vec::new();
        for Pack { id, about } in packs(site.corpus, lists) {
            let (list, files, bytes) = shelves.list(&about);
            let hash = blake3::hash(&list).to_hex()[..HASH].to_owned();
            versions.insert(id.clone(), (hash, files, bytes));
            out.push((format!("{FOLDER}/{id}.json"), list));
        }
        let directory = serde_json::to_vec(&Directory { packs: versions }).unwrap_or_default();
        out.push((format!("{FOLDER}/ban.json"), directory));
        out
    }

    fn is_read(&self, path: &str) -> bool {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        (ending == self.ext.as_str() || SHOWN.contains(&ending)) && path != self.nothing && !NOT_LOADED.contains(&path)
    }

    fn is_frame(&self, path: &str) -> bool {
        let index = path.strip_prefix(search::FOLDER).is_some_and(|rest| rest.starts_with('/')) && !path.starts_with(&texts());
        index || path.starts_with("theme/") || self.own.contains(path)
    }
}

#[derive(Serialize)]
struct Directory {
    packs: BTreeMap<String, (String, usize, u64)>,
}

/// A file a line; how many there are, and how many bytes they have.
fn write<'s>(files: impl Iterator<Item = &'s Shelved>) -> (Vec<u8>, usize, u64) {
    let (mut list, mut count, mut bytes) = (String::from("["), 0, 0);
    for file in files {
        list.push_str(if count == 0 { "" } else { ",\n" });
        list.push_str(&file.line);
        (count, bytes) = (count + 1, bytes + file.bytes);
    }
    list.push_str("]\n");
    (list.into_bytes(), count, bytes)
}

/// The files of a site, by the packs that may want them.
struct Shelves<'a> {
    site: &'a Site<'a>,
    frame: &'a Shelf,
    rest: &'a Shelf,
}

impl<'a> Shelves<'a> {
    fn list(&self, about: &About) -> (Vec<u8>, usize, u64) {
        match about {
            About::Frame => write(self.frame.values()),
            About::Site => write(self.rest.values()),
            About::Plan(_) | About::Subject(_) => write(self.some(about).into_iter()),
        }
    }

    /// Documents with all their pages, images, calendars and lists, and the texts that previews show: their own and those they cite.
    fn some(&self, about: &About) -> Vec<&'a Shelved> {
        let corpus = self.site.corpus;
        let documents = about.documents(corpus, &self.site.layout.lists);
        let lists: Vec<String> =
            about.lists(&self.site.layout.lists).flat_map(|list| in_each_language(&self.site.settings.ext, &list.stem)).collect();
        let mut paths: BTreeSet<&str> =
            lists.iter().filter_map(|path| self.rest.get_key_value(path.as_str())).map(|(path, _)| path.as_str()).collect();
        let mut texts: BTreeSet<PageId> = documents.clone();
        for id in documents {
            let page = corpus.page(id);
            paths.insert(&page.output);
            paths.extend(self.site.layout.divisions.get(&page.output).into_iter().flat_map(Division::outputs));
            paths.extend(self.below(&view::calendar_folder(page)));
            let past = view::history_output(&self.site.settings.ext, page);
            paths.extend(self.rest.get_key_value(past.as_str()).map(|(path, _)| path.as_str()));
            paths.extend(
                images(page).iter().filter_map(|path| self.rest.get_key_value(path.as_str())).map(|(path, _)| path.as_str()),
            );
            texts.extend(cited(corpus, id));
        }
        let slots = texts.into_iter().filter_map(|id| self.site.layout.slot(id.0));
        paths.extend(slots.flat_map(|slot| self.below(&format!("{}{slot:x}-", self::texts()))));
        paths.into_iter().filter_map(|path| self.rest.get(path)).collect()
    }

    /// The paths that begin so.
    fn below(&self, prefix: &str) -> Vec<&'a str> {
        let from = self.rest.range::<str, _>((Bound::Included(prefix), Bound::Unbounded));
        from.map(|(path, _)| path.as_str()).take_while(|path| path.starts_with(prefix)).collect()
    }
}

/// The paths of the images that a page shows.
fn images(page: &Page) -> Vec<String> {
    let images = page.images();
    images.iter().filter_map(|src| crate::check::resolve(&page.output, &percent_decode_str(src).decode_utf8_lossy())).collect()
}

/// What the names of the texts for excerpts and previews begin with.
fn texts() -> String {
    format!("{}/t/", search::FOLDER)
}

/// The paths that a page has; those of pages that are there once among them, whatever is there of them.
fn in_each_language(ext: &Ending, stem: &str) -> [String; 2] {
    Language::ALL.map(|language| ext.page(&format!("{}{stem}", language.folder())))
}

/// The pages that every pack has: those that every page links to, and all that are no documents.
fn frame_pages(site: &Site<'_>) -> BTreeSet<String> {
    let plain = site.corpus.pages().iter().filter(|page| !page.is_document()).map(|page: &Page| page.output.clone());
    let list = lists::stem(Group::All, "");
    let own = [
        view::HOME,
        view::SEARCH,
        view::HELP,
        view::ACCESSIBILITY,
        view::INTEGRITY,
        view::ACCURACY,
        view::MAP,
        view::CHANGES,
        data::PAGE,
        view::LEDGER,
        lists::FURTHER,
        PAGE,
        UNSAVED,
        &list,
    ];
    let own = own.into_iter().flat_map(|stem| in_each_language(&site.settings.ext, stem));
    own.chain(plain).chain([MANIFEST.to_owned()]).collect()
}
