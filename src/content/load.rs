//! Reads the whole site: settings, works, pages, the list of assets. Problems are collected, never thrown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::body::Memory;
use super::decode::Decoder;
use super::ending::Ending;
use super::front_matter::FrontMatter;
use super::page::Page;
use super::register::{self, Register};
use super::settings::{self, Settings};
use super::source::{SitePath, Source, SourceFile};
use super::{read_disclosure, read_front_matter, read_page};
use super::{words, yaml};
use crate::citation::Kinds;
use crate::diagnostic::{Code, Diagnostic, Say};
use crate::world::{Listing, World};

/// Largest text file read, in bytes; a whole code of law is about one megabyte.
const LARGEST: usize = 16 * 1024 * 1024;

/// Everything that was read from `content/`.
#[derive(Debug, Default)]
pub struct Content {
    /// The site's settings.
    pub settings: Settings,
    /// The pages to publish, sorted by path.
    pub pages: Vec<Page>,
    /// What is known of the documents on pages that are never published.
    pub internal: Vec<FrontMatter>,
    /// Pages that wait to be published, with what is known of their documents.
    pub drafts: Vec<Draft>,
    /// Works known but not published here, in file order.
    pub works: Vec<KnownWork>,
    /// What was public before.
    pub register: Register,
    /// Files copied as they are: path on the site → path in the site's folder.
    pub assets: BTreeMap<String, String>,
    /// Every text file that was read, for diagnostics; with a limit of memory, pages have their own.
    pub sources: BTreeMap<SitePath, Arc<Source>>,
    /// Pages that exist but could not be read; what points at them is not reported a second time.
    pub unread: BTreeSet<SitePath>,
    /// What is wrong.
    pub problems: Vec<Diagnostic>,
}

/// An entry of `works.yaml`.
#[derive(Debug, Clone)]
pub struct KnownWork {
    /// What is known.
    pub front: FrontMatter,
    /// The file it stands in.
    pub file: SitePath,
    /// Where it stands.
    pub span: std::ops::Range<usize>,
}

/// A page that is not published yet.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The file.
    pub file: SitePath,
    /// What is known of its document.
    pub front: FrontMatter,
}

/// What one Markdown file came to.
pub(crate) struct ReadPage {
    pub(crate) source: SourceFile,
    pub(crate) page: Option<Page>,
    pub(crate) problems: Vec<Diagnostic>,
}

/// Reads the site; `drafts` keeps pages that are marked as drafts, `ext` stands for the ending of pages in `site.yaml`.
pub fn load(world: &dyn World, listing: &Listing, drafts: bool, ext: Option<&Ending>) -> Content {
    load_within(world, listing, drafts, ext, &Memory::default())
}

/// Reads the site as [`load`] does, with the texts of its pages in so much memory.
pub fn load_within(world: &dyn World, listing: &Listing, drafts: bool, ext: Option<&Ending>, memory: &Memory) -> Content {
    let mut content = Content::default();
    content.problems.extend(listing_problems(listing));
    if !content.problems.is_empty() && !listing.has_content {
        return content;
    }
    load_settings(world, listing, &mut content);
    if let Some(ext) = ext {
        content.settings.ext = ext.clone();
    }
    load_works(world, listing, &mut content);
    load_synonyms(world, listing, &mut content);
    load_disclosure(world, listing, &mut content);
    load_register(world, listing, &mut content);
    let mut pages = Vec::new();
    for path in listing.files.iter().filter(|path| is_published(path)) {
        let inner = &path["content/".len()..];
        if inner.starts_with("assets/") {
            content.assets.insert(inner.to_owned(), path.clone());
        } else if is_page(path) {
            pages.push(path.as_str());
        } else if !matches!(inner, "site.yaml" | "works.yaml") && !inner.starts_with("data/") {
            content.problems.push(stray(path));
        }
    }
    // In order of paths, whatever the number of threads.
    let read: Vec<ReadPage> = {
        let settings = &content.settings;
        pages.par_iter().map(|path| read_one(world, path, settings, memory)).collect()
    };
    for one in read {
        if one.page.is_none() {
            content.unread.insert(one.source.path.clone());
        }
        content.problems.extend(one.problems);
        let stays = one.page.as_ref().is_some_and(|page| !page.front.internal && (drafts || !page.front.draft));
        if memory.shelf().is_none() || !stays {
            content.sources.insert(one.source.path.clone(), one.source.open());
        }
        match one.page {
            Some(page) if page.front.internal => content.internal.push(page.front),
            Some(page) if page.front.draft && !drafts => {
                content.drafts.push(Draft { file: page.source.path.clone(), front: page.front });
            }
            page => content.pages.extend(page),
        }
    }
    content
}

/// The kinds of document that a site knows, for commands that read single files; the standard ones where it says nothing.
pub fn load_kinds(world: &dyn World) -> Kinds {
    let source = read_text(world, "content/site.yaml");
    source.map(|source| settings::read(&source).0.kinds).unwrap_or_default()
}

/// The settings of a site alone, for commands that need nothing else of it; what is wrong with them is for `check` to say.
pub fn load_settings_only(world: &dyn World) -> Settings {
    read_text(world, "content/site.yaml").map(|source| settings::read(&source).0).unwrap_or_default()
}

/// Whether a path is of the published content: in `content/`, no part beginning with `_` or `.`.
fn is_published(path: &str) -> bool {
    path.strip_prefix("content/").is_some_and(|inner| inner.split('/').all(|part| !part.starts_with(['_', '.'])))
}

/// Pages end in `.md`, in small letters, so that their addresses are the same on every file system.
fn is_page(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending == "md")
}

fn listing_problems(listing: &Listing) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    if !listing.has_content {
        problems.push(
            Diagnostic::new(Code::NoSite, Say::new("không thấy thư mục `content/`", "there is no folder `content/`")).help(
                "chạy lệnh trong thư mục của trang, hoặc chỉ ra bằng `--site`",
                "run the command in the site's folder, or name it with `--site`",
            ),
        );
    }
    for path in &listing.symlinks {
        let message = Say::new("liên kết tượng trưng không được theo", "a symbolic link is not followed");
        problems.push(
            Diagnostic::new(Code::Symlink, message)
                .in_file(&Arc::from(path.as_str()))
                .help("chép tệp thật vào đây", "put the file itself here"),
        );
    }
    for (path, reason) in &listing.unreadable {
        problems.push(unreadable(path, reason));
    }
    problems
}

fn unreadable(path: &str, reason: &str) -> Diagnostic {
    let message = Say::new(format!("không đọc được tệp: {reason}"), format!("cannot read the file: {reason}"));
    Diagnostic::new(Code::Unreadable, message)
        .in_file(&Arc::from(path))
        .help("kiểm tra quyền đọc và tên tệp", "check its permissions and name")
}

fn stray(path: &str) -> Diagnostic {
    let message =
        Say::new("tệp này không phải trang `.md` nên không được đăng", "this file is no `.md` page and is not published");
    let diagnostic = Diagnostic::new(Code::StrayFile, message).in_file(&Arc::from(path));
    if path.to_lowercase().ends_with(".md") {
        return diagnostic.help("đổi đuôi tệp thành `.md` viết thường", "rename it to end in `.md`, in small letters");
    }
    diagnostic.help("tệp đính kèm đặt trong `content/assets/`", "attachments belong in `content/assets/`")
}

/// Reads a text file; what is wrong with it is said in words.
fn read_text(world: &dyn World, path: &str) -> Result<Arc<Source>, Diagnostic> {
    let bytes = world.read(path).map_err(|error| unreadable(path, &error.to_string()))?;
    text_of(path, bytes).map_err(|(_, problem)| problem)
}

/// The text of a file; else what is wrong with it, and the file as far as it can be shown.
fn text_of(path: &str, bytes: Vec<u8>) -> Result<Arc<Source>, (Arc<Source>, Diagnostic)> {
    let site_path: SitePath = Arc::from(path);
    if bytes.len() > LARGEST {
        let message = Say::new("tệp lớn hơn 16 MiB", "the file is over 16 MiB");
        let problem =
            Diagnostic::new(Code::TooLarge, message).in_file(&site_path).help("chia thành nhiều trang", "split it into pages");
        let shown = String::from_utf8_lossy(&bytes).into_owned();
        return Err((Arc::new(Source::new(site_path, shown)), problem));
    }
    String::from_utf8(bytes).map(|text| Arc::new(Source::new(site_path.clone(), text))).map_err(|error| {
        let problem = not_utf8(&site_path, &error);
        let shown = String::from_utf8_lossy(error.as_bytes()).into_owned();
        (Arc::new(Source::new(site_path, shown)), problem)
    })
}

/// Points at the first byte that is no UTF-8; the file is shown with `\u{fffd}` there.
fn not_utf8(path: &SitePath, error: &std::string::FromUtf8Error) -> Diagnostic {
    let shown = Source::new(path.clone(), String::from_utf8_lossy(error.as_bytes()).into_owned());
    let at = shown.text.find('\u{fffd}').unwrap_or(0);
    let message = Say::new("tệp không phải UTF-8: có byte lạ ở đây", "the file is not UTF-8: a stray byte stands here");
    Diagnostic::new(Code::NotUtf8, message).at(path, at..at + 3).help("lưu lại tệp với bảng mã UTF-8", "save the file as UTF-8")
}

fn load_settings(world: &dyn World, listing: &Listing, content: &mut Content) {
    const PATH: &str = "content/site.yaml";
    if !listing.files.iter().any(|path| path == PATH) {
        let message = Say::new("thiếu tệp `content/site.yaml`", "the file `content/site.yaml` is missing");
        content.problems.push(
            Diagnostic::new(Code::NoSite, message)
                .help("tạo tệp với hai dòng: `title: …` và `agency: …`", "create it with two lines: `title: …` and `agency: …`"),
        );
        return;
    }
    let Some(source) = data_file(world, PATH, content) else { return };
    let (settings, problems) = settings::read(&source);
    content.settings = settings;
    content.problems.extend(problems);
}

fn load_works(world: &dyn World, listing: &Listing, content: &mut Content) {
    const PATH: &str = "content/works.yaml";
    if !listing.files.iter().any(|path| path == PATH) {
        return;
    }
    let Some(source) = data_file(world, PATH, content) else { return };
    let root = match yaml::parse(&source, 0..source.text.len(), 100_000) {
        Ok(root) => root,
        Err(problem) => return content.problems.push(problem),
    };
    let decoder = Decoder::new(&source, &content.settings.kinds);
    for item in decoder.sequence("works.yaml", root) {
        let span = item.span.clone();
        let Some(table) = decoder.table("works.yaml", item) else { continue };
        let front = read_front_matter::read(table, true);
        if front.kind.is_none() || (front.number.is_none() && front.title.is_none()) {
            let expected =
                ("một văn bản có `kind` và một trong `number`, `title`", "a work with `kind` and one of `number`, `title`");
            decoder.bad(&span, "works.yaml", expected, "{kind: Nghị định, number: 61/2023/NĐ-CP}");
            continue;
        }
        content.works.push(KnownWork { front, file: source.path.clone(), span });
    }
    content.problems.extend(decoder.into_problems());
}

fn load_synonyms(world: &dyn World, listing: &Listing, content: &mut Content) {
    const PATH: &str = "content/data/synonyms.yaml";
    if !listing.files.iter().any(|path| path == PATH) {
        return;
    }
    let Some(source) = data_file(world, PATH, content) else { return };
    let (synonyms, problems) = words::read_synonyms(&source, &content.settings.kinds);
    content.settings.synonyms = synonyms;
    content.problems.extend(problems);
}

fn load_disclosure(world: &dyn World, listing: &Listing, content: &mut Content) {
    const RULES: &str = "content/data/disclosure.yaml";
    const HOLIDAYS: &str = "content/data/holidays.yaml";
    for (path, read) in
        [(RULES, read_disclosure::read_rules as fn(&Source, &Kinds, &mut _) -> _), (HOLIDAYS, read_disclosure::read_holidays)]
    {
        if !listing.files.iter().any(|file| file == path) {
            continue;
        }
        let Some(source) = data_file(world, path, content) else { continue };
        let Settings { kinds, disclosure, .. } = &mut content.settings;
        content.problems.extend(read(&source, kinds, disclosure));
    }
}

fn load_register(world: &dyn World, listing: &Listing, content: &mut Content) {
    if !listing.files.iter().any(|path| path == Register::PATH) {
        return;
    }
    let Some(source) = data_file(world, Register::PATH, content) else { return };
    let (register, problems) = register::read(&source, &content.settings.kinds, &content.settings.ext);
    content.register = register;
    content.problems.extend(problems);
}

fn data_file(world: &dyn World, path: &str, content: &mut Content) -> Option<Arc<Source>> {
    match read_text(world, path) {
        Ok(source) => {
            content.sources.insert(source.path.clone(), source.clone());
            Some(source)
        }
        Err(problem) => {
            let source = lossy(world, path);
            content.sources.insert(source.path.clone(), source);
            content.problems.push(problem);
            None
        }
    }
}

/// A file that is no UTF-8 as far as it can be shown.
fn lossy(world: &dyn World, path: &str) -> Arc<Source> {
    let text = world.read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    Arc::new(Source::new(Arc::from(path), text))
}

fn read_one(world: &dyn World, path: &str, settings: &Settings, memory: &Memory) -> ReadPage {
    match world.read(path) {
        Ok(bytes) => read_bytes(path, bytes, settings, memory),
        Err(error) => {
            let source = Arc::new(Source::new(Arc::from(path), String::new()));
            ReadPage { source: source.into(), page: None, problems: vec![unreadable(path, &error.to_string())] }
        }
    }
}

/// Reads a page from the bytes of its file.
pub(crate) fn read_bytes(path: &str, bytes: Vec<u8>, settings: &Settings, memory: &Memory) -> ReadPage {
    match text_of(path, bytes) {
        Ok(source) => {
            let (page, problems) = read_page::read(&source, &settings.kinds, &settings.ext);
            let page = page.map(|page| if page.front.withdrawn.is_some() { page.emptied(memory) } else { page.filed(memory) });
            let source = page.as_ref().map_or_else(|| source.into(), |page| page.source.clone());
            ReadPage { source, page, problems }
        }
        Err((source, problem)) => ReadPage { source: source.into(), page: None, problems: vec![problem] },
    }
}
