//! A feed in Atom (RFC 4287).

use std::fmt::Write;

use super::feeds::{Feed, Item, stamp};
use crate::site::href;
use crate::site::html::escape;

/// The file.
pub(super) fn write(feed: &Feed<'_>) -> Vec<u8> {
    let own = format!("{}{}.atom", feed.base, href::encode(feed.stem));
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"vi\">\n",
    );
    for (name, text) in [("id", own.as_str()), ("title", &feed.title), ("updated", &stamp(feed.updated))] {
        element(&mut out, name, text);
    }
    link(&mut out, "self", "application/atom+xml", &own);
    link(&mut out, "alternate", "text/html", &feed.page);
    out.push_str("<author>");
    element(&mut out, "name", &feed.agency);
    out.push_str("</author>\n");
    feed.items.iter().for_each(|item| entry(&mut out, item));
    out.push_str("</feed>\n");
    out.into_bytes()
}

fn entry(out: &mut String, item: &Item) {
    out.push_str("<entry>\n");
    let day = stamp(item.date);
    for (name, text) in [("id", item.id.as_str()), ("title", &item.title), ("updated", &day), ("published", &day)] {
        element(out, name, text);
    }
    link(out, "alternate", "text/html", &item.url);
    let (term, label) = (item.tag.0, text(&item.tag.1));
    // A string takes all that is written.
    let _always = writeln!(out, "<category term=\"{term}\" label=\"{label}\"/>");
    if let Some(summary) = &item.summary {
        element(out, "summary", summary);
    }
    out.push_str("</entry>\n");
}

fn element(out: &mut String, name: &str, words: &str) {
    let words = text(words);
    let _always = writeln!(out, "<{name}>{words}</{name}>");
}

fn link(out: &mut String, rel: &str, kind: &str, address: &str) {
    let address = text(address);
    let _always = writeln!(out, "<link rel=\"{rel}\" type=\"{kind}\" href=\"{address}\"/>");
}

/// Text as XML takes it.
fn text(words: &str) -> String {
    let mut out = String::new();
    escape(&mut out, words);
    out
}
