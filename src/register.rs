//! What becomes public is written down: the register of a site brought up to date with its pages.
//!
//! Nothing ever leaves the register. An address stays in it when its page moved or went, with the places that were public
//! there; a page that moved takes along since when it is public and what the log calls it.

use jiff::civil::Date;

use crate::content::{Content, Page, Register, Registered, pack, unpack};
use crate::corpus::Corpus;
use crate::hash::Hash;
use crate::site::Addresses;

/// Figures of the hash that tells whether a text is another.
const HASH: usize = 16;

/// What a register was brought up to date with.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Addresses that were not in it.
    pub added: Vec<String>,
    /// Pages whose text is another.
    pub changed: Vec<String>,
    /// Whether the register is another by that, or by what goes with pages.
    pub is_other: bool,
}

/// The register as it is on a day on which all of this is public.
pub fn registered(content: &Content, corpus: &Corpus, addresses: &Addresses, today: Date) -> (Register, News) {
    let old = &content.register;
    let mut register = old.clone();
    let mut news = News::default();
    for (page, also) in corpus.pages().iter().zip(&addresses.also) {
        let before = old.page(&page.output);
        let mut entry = before.cloned().unwrap_or_else(|| begun(old, page, today));
        if is_changed(&entry, page) && entry.hash.is_some() {
            news.changed.push(page.output.clone());
            if entry.changes.last() != Some(&today) && entry.first != Some(today) {
                entry.changes.push(today);
            }
        }
        describe(&mut entry, page);
        // A former address that was a page has its own line.
        entry.also.extend(also.iter().filter(|path| old.page(path).is_none()).cloned());
        entry.also.sort_unstable();
        entry.also.dedup();
        match before {
            Some(_) => put(&mut register.pages[..old.pages.len()], entry),
            None => {
                news.added.push(page.output.clone());
                register.pages.push(entry);
            }
        }
    }
    register.pages.sort_by(|a, b| a.path.value.cmp(&b.path.value));
    for path in content.assets.keys().filter(|path| old.file(path).is_none()) {
        news.added.push(path.clone());
        register.files.push(Registered { first: Some(today), ..Registered::at(path) });
    }
    register.files.sort_by(|a, b| a.path.value.cmp(&b.path.value));
    register.lists.extend(addresses.lists.iter().cloned());
    register.lists.sort_unstable();
    register.lists.dedup();
    news.is_other = register != *old;
    (register, news)
}

/// Puts an entry in the place of the one of its path; the entries are in order.
fn put(entries: &mut [Registered], entry: Registered) {
    if let Ok(at) = entries.binary_search_by(|there| there.path.value.cmp(&entry.path.value)) {
        entries[at] = entry;
    }
}

/// The entry of a page whose address is not in the register: a page that moved is public since it was at its old address.
fn begun(old: &Register, page: &Page, today: Date) -> Registered {
    let entry = Registered::at(&page.output);
    let former = page.front.redirect_from.iter().find_map(|former| old.page(&former.value));
    if let Some(former) = former {
        let id = page.is_document().then(|| former.name().to_owned()).filter(|name| *name != page.slug);
        let Registered { first, changes, hash, ids, .. } = former.clone();
        return Registered { id, first, changes, hash, ids, ..entry };
    }
    let stated = page.front.disclosure.as_ref().and_then(|disclosure| disclosure.published.as_ref()).map(|day| day.value);
    // A day to come is no day on which it was public.
    let first = stated.filter(|day| *day <= today).or((!page.is_withdrawn()).then_some(today));
    Registered { first, ..entry }
}

/// Whether a page says something else than when it was registered; of a withdrawn one nobody asks.
fn is_changed(entry: &Registered, page: &Page) -> bool {
    !page.is_withdrawn() && entry.hash.as_deref() != Some(hash(page).as_str())
}

/// Takes down what the page is by now.
fn describe(entry: &mut Registered, page: &Page) {
    entry.document = page.is_document().then(|| page.slug.clone());
    entry.title = page.front.title.as_ref().map(|title| title.value.clone());
    if page.is_withdrawn() {
        return;
    }
    entry.hash = Some(hash(page));
    let mut ids = page.ids();
    // What was public once stays promised; behind the others, so that a new paragraph changes little of the line.
    let before = unpack(&entry.ids);
    let lost: Vec<String> = before.into_iter().filter(|id| !ids.contains(id)).collect();
    ids.extend(lost);
    entry.ids = pack(ids.iter().map(String::as_str));
}

/// A hash of what a page tells its readers: its text, and the facts of a document. Remarks, relations and sources are no
/// part of it: who adds one corrects nothing.
fn hash(page: &Page) -> String {
    let front = &page.front;
    let text = |field: Option<&String>| field.cloned().unwrap_or_default();
    let day = |field: Option<Date>| field.map(|day| day.to_string()).unwrap_or_default();
    let parts = [
        text(front.title.as_ref().map(|title| &title.value)),
        front.kind.as_ref().map(|kind| kind.value.name().to_owned()).unwrap_or_default(),
        text(front.number.as_ref().map(|number| &number.value.text)),
        text(front.issuer.as_ref().map(|issuer| &issuer.value)),
        text(front.signer.as_ref().map(|signer| &signer.value)),
        day(front.issued.as_ref().map(|field| field.value)),
        day(front.effective.as_ref().map(|field| field.value)),
        day(front.expires.as_ref().map(|field| field.value)),
        page.written(),
    ];
    // A line feed stands in none but the last.
    Hash::sha256(&[parts.join("\n").as_bytes()]).to_string()[..HASH].to_owned()
}
