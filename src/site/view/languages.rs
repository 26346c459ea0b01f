//! The frame in more than one language: what stays Vietnamese, what has another name, the way to the other language.

use serde::Serialize;

use super::common::{HOME, Link, Views};
use crate::citation::Kind;
use crate::site::href;
use crate::site::locale::Language;

/// The way to the other language of the frame.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Switch {
    href: String,
    lang: &'static str,
    is_twin: bool,
    /// The absolute address of the same page in the other language, where the site has one.
    alternate: Option<String>,
}

impl<'a> Views<'a> {
    /// The language of what is Vietnamese on every page, where the page itself is not.
    pub(super) fn foreign(&self) -> Option<&'static str> {
        (self.language != Language::Vietnamese).then_some(Language::Vietnamese.code())
    }

    /// A kind in the language of the frame; one that has no name there keeps its own.
    pub(super) fn kind(&self, kind: Kind) -> (&'static str, Option<&'static str>) {
        match kind.english() {
            english if self.language == Language::English && !english.is_empty() => (english, None),
            _ => (kind.name(), self.foreign()),
        }
    }

    /// Words in English, for pages that say a thing in both languages because no script changes them.
    pub(in crate::site) fn english(&self, key: &'a str) -> &'a str {
        self.theme().locale(Language::English).get(key)
    }

    /// The page in the other language, and whether it is the same page: of a document there is none, but a first page.
    pub(super) fn switch(&self, output: &str) -> Switch {
        let stem = self.site.settings.ext.stem(output).unwrap_or_default();
        let stem = stem.strip_prefix(self.language.folder()).unwrap_or(stem);
        let (other, is_twin) = (self.language.other(), self.twins.contains(stem));
        let path = self.output_in(other, if is_twin { stem } else { HOME });
        let base = self.site.settings.base_url.as_ref().filter(|_| is_twin);
        Switch {
            href: href::relative(output, &path, ""),
            lang: other.code(),
            is_twin,
            alternate: base.map(|base| format!("{base}{}", href::encode(&path))),
        }
    }

    /// A name of the site in the language of the frame; the Vietnamese one, said to be so, where there is no other.
    pub(super) fn named(&self, name: &str, english: Option<&String>) -> Link {
        match (self.language, english) {
            (Language::English, Some(english)) => Link::plain(english),
            _ => Link::plain(name).in_language(self.foreign()),
        }
    }
}
