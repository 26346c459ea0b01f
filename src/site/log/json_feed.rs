//! A feed as JSON Feed 1.1.

use serde::Serialize;

use super::feeds::{Feed, stamp};
use crate::site::href;

#[derive(Serialize)]
struct Json<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: String,
    language: &'static str,
    authors: [Author<'a>; 1],
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    /// What the format demands of each: what there is to say beyond the title, or the title.
    content_text: &'a str,
    date_published: String,
    tags: [&'a str; 2],
}

/// The file.
pub(super) fn write(feed: &Feed<'_>) -> Vec<u8> {
    let items = feed.items.iter().map(|item| Item {
        id: &item.id,
        url: &item.url,
        title: &item.title,
        content_text: item.summary.as_deref().unwrap_or(&item.title),
        date_published: stamp(item.date),
        tags: [item.tag.0, &item.tag.1],
    });
    let json = Json {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.page,
        feed_url: format!("{}{}.json", feed.base, href::encode(feed.stem)),
        language: "vi",
        authors: [Author { name: &feed.agency }],
        items: items.collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&json).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
