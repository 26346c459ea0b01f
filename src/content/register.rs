//! The register of what was public, `content/data/published.yaml`: addresses that must go on answering, and since when.
//!
//! `congkhai register` writes it, a line an address, so that a version of it shows in git what became public when. By hand
//! only `gone` is added, for a page whose file is no more.
//!
//! ```yaml
//! pages:
//!   - {path: van-ban/x.html, document: x, title: Về việc thử, first: 2026-11-24, hash: 52b0…, ids: "dieu-1..2"}
//!   - {path: van-ban/y.html, title: Về việc khác, first: 2026-11-24, gone: {date: 2026-12-01, reason: công bố nhầm, by: x}}
//! files:
//!   - {path: assets/mau.docx, first: 2026-11-24}
//! lists: [danh-muc/index.html]
//! ```

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::decode::{Decoder, Table};
use super::ending::Ending;
use super::form::Row;
use super::forms::{GoneForm, RegisterForm, RegisteredForm};
use super::front_matter::Field;
use super::page::Page;
use super::schema::SchemaOf;
use super::source::Source;
use super::write_front_matter::flow_scalar;
use super::yaml;
use crate::citation::Kinds;
use crate::diagnostic::{Code, Diagnostic, Say};

/// Most values of a register: ten thousand pages with twenty each, and as many again.
const VALUES: usize = 1_000_000;

/// What was public.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    /// Pages, in order of their paths.
    pub pages: Vec<Registered>,
    /// Attachments, in order of their paths.
    pub files: Vec<Registered>,
    /// Lists of documents, in order.
    pub lists: Vec<String>,
}

/// An address that was public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// The address from the site's root, a page's with the ending of pages here.
    pub path: Field<String>,
    /// The slug of the page.
    pub document: Option<String>,
    /// What the log calls it where the page has another slug by now.
    pub id: Option<String>,
    /// What the page was called.
    pub title: Option<String>,
    /// The first day it was public.
    pub first: Option<Date>,
    /// The days on which a change of the text was registered, in order.
    pub changes: Vec<Date>,
    /// A hash of what it said when it was registered last.
    pub hash: Option<String>,
    /// The places that links may name, packed (see [`super::pack`]).
    pub ids: String,
    /// Pages that go with it: the parts of a long text, its past, addresses that only ever led to it.
    pub also: Vec<String>,
    /// What became of it where its page is no more.
    pub gone: Option<Gone>,
}

/// What became of a page that is no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// The day it was taken away.
    pub date: Option<Date>,
    /// Why.
    pub reason: String,
    /// The slug of the document to read instead.
    pub by: Option<Field<String>>,
}

impl Registered {
    /// One of which only the address is known.
    pub fn at(path: &str) -> Self {
        Self {
            path: Field { value: path.to_owned(), span: 0..0 },
            document: None,
            id: None,
            title: None,
            first: None,
            changes: Vec::new(),
            hash: None,
            ids: String::new(),
            also: Vec::new(),
            gone: None,
        }
    }

    /// What the log calls it: the slug it was registered with first.
    pub fn name(&self) -> &str {
        self.id.as_deref().or(self.document.as_deref()).unwrap_or(&self.path.value)
    }
}

impl Register {
    /// Where a site keeps it.
    pub const PATH: &str = "content/data/published.yaml";

    /// Whether nothing was ever registered.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty() && self.files.is_empty() && self.lists.is_empty()
    }

    /// The entry of a page's address.
    pub fn page(&self, path: &str) -> Option<&Registered> {
        let found = self.pages.binary_search_by(|entry| entry.path.value.as_str().cmp(path)).ok()?;
        Some(&self.pages[found])
    }

    /// The entry of an attachment's address.
    pub fn file(&self, path: &str) -> Option<&Registered> {
        let found = self.files.binary_search_by(|entry| entry.path.value.as_str().cmp(path)).ok()?;
        Some(&self.files[found])
    }

    /// The entry of a page: of its address, or of one that it had before.
    pub fn of_page(&self, page: &Page) -> Option<&Registered> {
        let former = page.front.redirect_from.iter().map(|old| old.value.as_str());
        [page.output.as_str()].into_iter().chain(former).find_map(|address| self.page(address))
    }

    /// The file, ending in a line feed; the same register gives the same bytes.
    pub fn text(&self) -> String {
        let mut out = format!("{}\n{HEAD}", SchemaOf::Register.comment(Self::PATH));
        for (key, entries) in [("pages", &self.pages), ("files", &self.files)] {
            if entries.is_empty() {
                continue;
            }
            out.push_str(&format!("{key}:\n"));
            for entry in entries {
                out.push_str(&format!("  - {}\n", line(entry)));
            }
        }
        if !self.lists.is_empty() {
            out.push_str("lists:\n");
            self.lists.iter().for_each(|path| out.push_str(&format!("  - {}\n", flow_scalar(path))));
        }
        out
    }
}

/// What the file says of itself.
const HEAD: &str = "\
# Sổ địa chỉ đã công khai: mỗi địa chỉ ở đây phải luôn mở được (trang, chuyển hướng hoặc trang báo đã gỡ).
# Do `congkhai register` ghi; chỉ thêm bằng tay `gone: {date: …, reason: …, by: …}` ở dòng của trang đã xóa tệp.
";

fn line(entry: &Registered) -> String {
    let mut members = vec![("path", flow_scalar(&entry.path.value))];
    let texts = [("document", &entry.document), ("id", &entry.id), ("title", &entry.title)];
    members.extend(texts.into_iter().filter_map(|(key, text)| Some((key, flow_scalar(text.as_deref()?)))));
    members.extend(entry.first.map(|day| ("first", day.to_string())));
    let listed = |items: Vec<String>| format!("[{}]", items.join(", "));
    if !entry.changes.is_empty() {
        members.push(("changes", listed(entry.changes.iter().map(Date::to_string).collect())));
    }
    members.extend(entry.hash.as_deref().map(|hash| ("hash", flow_scalar(hash))));
    if !entry.ids.is_empty() {
        members.push(("ids", flow_scalar(&entry.ids)));
    }
    if !entry.also.is_empty() {
        members.push(("also", listed(entry.also.iter().map(|path| flow_scalar(path)).collect())));
    }
    if let Some(gone) = &entry.gone {
        let date = gone.date.map(|date| format!("date: {date}, ")).unwrap_or_default();
        let by = gone.by.as_ref().map(|by| format!(", by: {}", flow_scalar(&by.value))).unwrap_or_default();
        members.push(("gone", format!("{{{date}reason: {}{by}}}", flow_scalar(&gone.reason))));
    }
    let members: Vec<String> = members.into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
    format!("{{{}}}", members.join(", "))
}

/// Reads the register; paths of pages get the ending that pages have here.
pub(super) fn read(source: &Source, kinds: &Kinds, ending: &Ending) -> (Register, Vec<Diagnostic>) {
    let root = match yaml::parse(source, 0..source.text.len(), VALUES) {
        Ok(root) => root,
        Err(problem) => return (Register::default(), vec![problem]),
    };
    let decoder = Decoder::new(source, kinds);
    let mut register = Register::default();
    let page = |path: &mut String| {
        if let Some(stem) = ending.stem(path) {
            *path = ending.page(stem);
        }
    };
    if let Some(mut table) = decoder.table::<RegisterForm>("published.yaml", root) {
        let (mut pages, files) = (table.list(&RegisterForm::PAGES), table.list(&RegisterForm::FILES));
        for entry in &mut pages {
            page(&mut entry.path.value);
            entry.also.iter_mut().for_each(page);
        }
        register.pages = in_order(pages, &decoder);
        register.files = in_order(files, &decoder);
        register.lists = table.list(&RegisterForm::LISTS).into_iter().map(|field| field.value).collect();
        register.lists.iter_mut().for_each(page);
        register.lists.sort_unstable();
        register.lists.dedup();
        table.finish();
    }
    (register, decoder.into_problems())
}

/// Entries by path; a path that stands twice is reported.
fn in_order(entries: Vec<Registered>, decoder: &Decoder<'_>) -> Vec<Registered> {
    let mut all: BTreeMap<String, Registered> = BTreeMap::new();
    for entry in entries {
        if all.contains_key(&entry.path.value) {
            let path = &entry.path.value;
            let message =
                Say::new(format!("địa chỉ `{path}` đã có dòng ở trên"), format!("the address `{path}` has a line above"));
            let problem = decoder.problem(Code::BadValue, &entry.path.span, message);
            decoder.report(problem.help("giữ một dòng, xóa dòng kia", "keep one of the two lines"));
            continue;
        }
        all.insert(entry.path.value.clone(), entry);
    }
    all.into_values().collect()
}

impl Row for RegisteredForm {
    type Value = Registered;

    fn read(table: &mut Table<'_, '_, Self>) -> Option<Registered> {
        let path = table.need(&Self::PATH);
        let (document, id, title) = (table.plain(&Self::DOCUMENT), table.plain(&Self::ID), table.plain(&Self::TITLE));
        let (first, changes) = (table.plain(&Self::FIRST), table.list(&Self::CHANGES));
        let (hash, ids) = (table.plain(&Self::HASH), table.plain(&Self::IDS).unwrap_or_default());
        let also = table.list(&Self::ALSO).into_iter().map(|field| field.value).collect();
        let gone = table.get(&Self::GONE);
        let changes = changes.into_iter().map(|day| day.value).collect();
        Some(Registered { path: path?, document, id, title, first, changes, hash, ids, also, gone })
    }
}

impl Row for GoneForm {
    type Value = Gone;

    fn read(table: &mut Table<'_, '_, Self>) -> Option<Gone> {
        let (date, reason, by) = (table.plain(&Self::DATE), table.need(&Self::REASON), table.get(&Self::BY));
        // Without a reason, which is told, the address is said to be gone all the same: nobody is told twice.
        Some(Gone { date, reason: reason.map(|reason| reason.value).unwrap_or_default(), by })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;

    fn reread(text: &str) -> (Register, Vec<Diagnostic>) {
        let source = Source::new(Arc::from(Register::PATH), text.to_owned());
        let (mut register, problems) = read(&source, &Kinds::default(), &Ending::default());
        let entries = register.pages.iter_mut().chain(&mut register.files);
        for entry in entries {
            // Where it stands is no part of what it says.
            entry.path.span = 0..0;
            entry.gone.iter_mut().flat_map(|gone| &mut gone.by).for_each(|by| by.span = 0..0);
        }
        (register, problems)
    }

    fn words() -> impl Strategy<Value = String> {
        proptest::sample::select(vec![
            "Về việc thử",
            "a: b, c",
            "“Dân biết”, [x] {y}",
            "# không",
            "- 1",
            "null",
            "012",
            "'nháy'",
            "\"hai\" \\ x",
            "2026-11-24",
            "*a",
            "@b",
        ])
        .prop_map(str::to_owned)
    }

    fn entry(path: String) -> impl Strategy<Value = Registered> {
        let day = (0..3_u8).prop_map(|day| Date::constant(2026, 11, 24).saturating_add(jiff::Span::new().days(i64::from(day))));
        let gone = (prop::option::of(day.clone()), words(), prop::option::of("[a-z]{1,5}"));
        let gone = gone.prop_map(|(date, reason, by)| Gone { date, reason, by: by.map(|value| Field { value, span: 0..0 }) });
        let rest =
            (prop::option::of(words()), prop::option::of(day.clone()), prop::collection::vec(day, 0..3), prop::option::of(gone));
        (rest, prop::option::of("[0-9a-f]{16}"), "(dieu-1\\.\\.2\\(khoan-1\\))?").prop_map(
            move |((title, first, changes, gone), hash, ids)| {
                let also = changes.iter().map(|day| format!("lich-su/{day}.html")).collect();
                Registered { title, first, changes, hash, ids, also, gone, ..Registered::at(&path) }
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            pages in prop::collection::vec(entry("x".to_owned()), 0..5),
            files in prop::collection::vec(entry("x".to_owned()), 0..3),
            lists in prop::collection::btree_set("danh-muc/[a-z]{1,4}\\.html", 0..4),
        ) {
            let place = |entries: Vec<Registered>, front: &str, ending: &str| -> Vec<Registered> {
                let at = |(at, mut entry): (usize, Registered)| {
                    entry.path.value = format!("{front}/văn bản {at}.{ending}");
                    entry
                };
                entries.into_iter().enumerate().map(at).collect()
            };
            let register = Register { pages: place(pages, "van-ban", "html"), files: place(files, "assets", "pdf"), lists: lists.into_iter().collect() };
            let text = register.text();
            let (read, problems) = reread(&text);
            prop_assert!(problems.is_empty(), "{problems:?} in {text}");
            prop_assert_eq!(&read, &register, "{}", text);
            prop_assert_eq!(read.text(), text);
        }
    }
}
