//! Which files belong to a pack, and the lists that say so.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use percent_encoding::percent_decode_str;
use serde::Serialize;

use super::packs::{About, Pack, cited, packs};
use super::{MANIFEST, PAGE, UNSAVED, WORKER};
use crate::content::{Ending, MarkKind, Page};
use crate::corpus::PageId;
use crate::search;
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

/// A file of the site as it was written.
#[derive(Debug, Clone, Copy)]
pub struct Output<'a> {
    /// Its path on the site.
    pub path: &'a str,
    /// A hash of its bytes in hexadecimal figures.
    pub hash: &'a str,
    /// Its size.
    pub bytes: u64,
}

/// The lists of what belongs to each pack, by their paths, from all files of the site in the order of their paths; none
/// where the site offers no reading offline.
pub fn offline_lists(site: &Site<'_>, written: &[Output<'_>]) -> Vec<(String, Vec<u8>)> {
    if site.settings.without_offline {
        return Vec::new();
    }
    let lists = &site.layout.lists;
    let shelves = Shelves::new(site, written);
    let mut versions = BTreeMap::new();
    let mut out = Vec::new();
    for Pack { id, about } in packs(site.corpus, lists) {
        let files = shelves.files_of(&about);
        let bytes: u64 = files.iter().map(|file| file.bytes).sum();
        let list = write(&files);
        let hash = blake3::hash(&list).to_hex()[..HASH].to_owned();
        versions.insert(id.clone(), (hash, files.len(), bytes));
        out.push((format!("{FOLDER}/{id}.json"), list));
    }
    let directory = serde_json::to_vec(&Directory { packs: versions }).unwrap_or_default();
    out.push((format!("{FOLDER}/ban.json"), directory));
    out
}

#[derive(Serialize)]
struct Directory {
    packs: BTreeMap<String, (String, usize, u64)>,
}

/// A file a line, by its address as links have it.
fn write(files: &[&Output<'_>]) -> Vec<u8> {
    let line = |file: &&Output<'_>| {
        serde_json::to_string(&(href::encode(file.path), &file.hash[..HASH.min(file.hash.len())], file.bytes)).unwrap_or_default()
    };
    format!("[{}]\n", files.iter().map(line).collect::<Vec<_>>().join(",\n")).into_bytes()
}

/// The files of a site, by the packs that may want them.
struct Shelves<'a> {
    site: &'a Site<'a>,
    frame: Vec<&'a Output<'a>>,
    /// Everything else that can be read, by path.
    rest: BTreeMap<&'a str, &'a Output<'a>>,
}

impl<'a> Shelves<'a> {
    fn new(site: &'a Site<'a>, written: &'a [Output<'a>]) -> Self {
        let own = frame_pages(site);
        let ext = site.settings.ext.as_str();
        let nothing = site.settings.ext.page(NOT_FOUND);
        let is_read = |path: &str| {
            let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
            (ending == ext || SHOWN.contains(&ending)) && path != nothing && !NOT_LOADED.contains(&path)
        };
        let texts = texts();
        let is_frame = |path: &str| {
            let index = path.strip_prefix(search::FOLDER).is_some_and(|rest| rest.starts_with('/')) && !path.starts_with(&texts);
            index || path.starts_with("theme/") || own.contains(path)
        };
        let (frame, rest): (Vec<&Output<'_>>, Vec<_>) =
            written.iter().filter(|file| is_read(file.path)).partition(|file| is_frame(file.path));
        let rest = rest.into_iter().map(|file| (file.path, file)).collect();
        Self { site, frame, rest }
    }

    fn files_of(&self, about: &About) -> Vec<&'a Output<'a>> {
        match about {
            About::Frame => self.frame.clone(),
            About::Site => self.rest.values().copied().collect(),
            About::Plan(_) | About::Subject(_) => self.some(about),
        }
    }

    /// Documents with all their pages, images, calendars and lists, and the texts that previews show: their own and those they cite.
    fn some(&self, about: &About) -> Vec<&'a Output<'a>> {
        let corpus = self.site.corpus;
        let documents = about.documents(corpus, &self.site.layout.lists);
        let lists: Vec<String> =
            about.lists(&self.site.layout.lists).flat_map(|list| in_each_language(&self.site.settings.ext, &list.stem)).collect();
        let mut paths: BTreeSet<&str> =
            lists.iter().filter_map(|path| self.rest.get_key_value(path.as_str())).map(|(path, _)| *path).collect();
        let mut texts: BTreeSet<PageId> = documents.clone();
        for id in documents {
            let page = corpus.page(id);
            paths.insert(&page.output);
            paths.extend(self.site.layout.divisions.get(&page.output).into_iter().flat_map(Division::outputs));
            paths.extend(self.below(&view::calendar_folder(page)));
            let past = view::history_output(&self.site.settings.ext, page);
            paths.extend(self.rest.get_key_value(past.as_str()).map(|(path, _)| *path));
            paths.extend(images(page).iter().filter_map(|path| self.rest.get_key_value(path.as_str())).map(|(path, _)| *path));
            texts.extend(cited(corpus, id));
        }
        let slots = texts.into_iter().filter_map(|id| self.site.layout.slot(id.0));
        paths.extend(slots.flat_map(|slot| self.below(&format!("{}{slot:x}-", self::texts()))));
        paths.into_iter().filter_map(|path| self.rest.get(path).copied()).collect()
    }

    /// The paths that begin so.
    fn below(&self, prefix: &str) -> Vec<&'a str> {
        let from = self.rest.range::<str, _>((Bound::Included(prefix), Bound::Unbounded));
        from.map(|(path, _)| *path).take_while(|path| path.starts_with(prefix)).collect()
    }
}

/// The paths of the images that a page shows.
fn images(page: &Page) -> Vec<String> {
    let blocks = page.blocks();
    let marks = blocks.iter().flat_map(|block| &block.inlines).flat_map(|inline| &inline.marks);
    let image = |mark: &crate::content::Mark| match &mark.kind {
        MarkKind::Image { src } => crate::check::resolve(&page.output, &percent_decode_str(src).decode_utf8_lossy()),
        _ => None,
    };
    marks.filter_map(image).collect()
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
        view::ACCURACY,
        view::MAP,
        lists::FURTHER,
        PAGE,
        UNSAVED,
        &list,
    ];
    let own = own.into_iter().flat_map(|stem| in_each_language(&site.settings.ext, stem));
    own.chain(plain).chain([MANIFEST.to_owned()]).collect()
}
