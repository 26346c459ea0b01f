//! Running text with its mark-up and its citations.
//!
//! A citation's link is the outermost element and mark-up inside is split at its ends, so that tags always nest:
//! `**Quyết định** số 5` cited whole is `<a><strong>Quyết định</strong> số 5</a>`.

use std::ops::Range;

use super::escape::escape;
use crate::content::{Inline, Mark, MarkKind};
use crate::site::href::{self, Place};

/// Mark-up nested deeper than this is shown without its innermost layers.
const DEEPEST: usize = 16;

/// The end of a tag that leads away from the site.
const EXTERNAL: &str = "\" rel=\"external noopener noreferrer\">";

/// A citation as a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::site) struct CitationLink {
    pub(in crate::site) span: Range<usize>,
    pub(in crate::site) href: String,
    pub(in crate::site) title: String,
    pub(in crate::site) class: &'static str,
    /// Whether it leads away from the site.
    pub(in crate::site) external: bool,
    /// The slot of the page it leads to in the index of the search, which has its text for a preview.
    pub(in crate::site) slot: Option<u32>,
}

impl CitationLink {
    /// Whether it leads to a work that has no page here; `theme/page/preview.js` asks the same of the class.
    pub(in crate::site) fn is_pageless(&self) -> bool {
        self.class.contains("vd-ngoai")
    }
}

/// One layer around a stretch of text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layer {
    Citation(usize),
    Mark(usize),
}

/// Writes a stretch of an inline; citations lie inside it, in order.
pub(super) fn write(out: &mut String, inline: &Inline, range: Range<usize>, citations: &[CitationLink], place: Place<'_>) {
    let cuts = cuts(inline, &range, citations);
    let mut open: Vec<Layer> = Vec::new();
    let mut next_mark = 0;
    let mut active: Vec<usize> = Vec::new();
    for pair in cuts.windows(2) {
        let piece = pair[0]..pair[1];
        active.retain(|mark| inline.marks[*mark].range.end > piece.start);
        while let Some(mark) = inline.marks.get(next_mark).filter(|mark| mark.range.start <= piece.start) {
            if mark.range.end > piece.start && active.len() < DEEPEST {
                active.push(next_mark);
            }
            next_mark += 1;
        }
        let at = citations.partition_point(|citation| citation.span.end <= piece.start);
        let citation = citations.get(at).filter(|citation| citation.span.start <= piece.start).map(|_| Layer::Citation(at));
        let wanted: Vec<Layer> = citation.into_iter().chain(active.iter().map(|mark| Layer::Mark(*mark))).collect();
        let same = open.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
        for layer in open.drain(same..).rev() {
            close(out, inline, layer, place);
        }
        for layer in &wanted[same..] {
            start(out, inline, citations, *layer, place);
            open.push(*layer);
        }
        // An image's covered text is its alternative text, which stands in the tag.
        let image = active.iter().any(|mark| matches!(inline.marks[*mark].kind, MarkKind::Image { .. }));
        if !image {
            write_text(out, &inline.text[piece]);
        }
    }
    for layer in open.into_iter().rev() {
        close(out, inline, layer, place);
    }
}

/// Every byte at which something begins or ends.
fn cuts(inline: &Inline, range: &Range<usize>, citations: &[CitationLink]) -> Vec<usize> {
    let marks = inline.marks.iter().flat_map(|mark| [mark.range.start, mark.range.end]);
    let citations = citations.iter().flat_map(|citation| [citation.span.start, citation.span.end]);
    let mut cuts: Vec<usize> = marks.chain(citations).filter(|at| range.contains(at)).chain([range.start, range.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

fn write_text(out: &mut String, text: &str) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push_str("<br>\n");
        }
        escape(out, line);
    }
}

fn start(out: &mut String, inline: &Inline, citations: &[CitationLink], layer: Layer, place: Place<'_>) {
    match layer {
        Layer::Citation(index) => {
            let citation = &citations[index];
            out.push_str("<a class=\"");
            out.push_str(citation.class);
            attribute(out, "\" href=\"", &citation.href);
            if !citation.title.is_empty() {
                attribute(out, "\" title=\"", &citation.title);
            }
            out.push_str(if citation.external { EXTERNAL } else { "\">" });
        }
        Layer::Mark(index) => start_mark(out, inline, &inline.marks[index], place),
    }
}

fn start_mark(out: &mut String, inline: &Inline, mark: &Mark, place: Place<'_>) {
    match &mark.kind {
        MarkKind::Strong => out.push_str("<strong>"),
        MarkKind::Emphasis => out.push_str("<em>"),
        MarkKind::Strikethrough => out.push_str("<s>"),
        MarkKind::Code => out.push_str("<code>"),
        MarkKind::Link { href } => match href::author(href, place) {
            Some(address) => {
                attribute(out, "<a href=\"", &address);
                let outside = crate::check::scheme(&address).is_some_and(|scheme| scheme.starts_with("http"));
                out.push_str(if outside { EXTERNAL } else { "\">" });
            }
            None => out.push_str("<span>"),
        },
        MarkKind::Image { src } => {
            let safe = href::author(src, place).filter(|src| crate::check::scheme(src).is_none()).unwrap_or_default();
            attribute(out, "<img src=\"", &safe);
            attribute(out, "\" alt=\"", &inline.text[mark.range.clone()]);
            out.push_str("\" loading=\"lazy\">");
        }
        MarkKind::FootnoteReference => {
            attribute(out, "<sup><a href=\"", &place.own(&footnote_id(&inline.text[mark.range.clone()])));
            out.push_str("\">");
        }
    }
}

/// The id of a footnote: another for each label (`đ` and `d` are two), the same in any case, as Markdown has it.
pub(in crate::site) fn footnote_id(label: &str) -> String {
    let mut id = "_chu-thich-".to_owned();
    for letter in label.to_lowercase().chars() {
        match letter {
            'a'..='z' | '0'..='9' | '-' => id.push(letter),
            _ => id.push_str(&format!("_{:x}_", u32::from(letter))),
        }
    }
    id
}

fn close(out: &mut String, inline: &Inline, layer: Layer, place: Place<'_>) {
    out.push_str(match layer {
        Layer::Citation(_) => "</a>",
        Layer::Mark(index) => match &inline.marks[index].kind {
            MarkKind::Strong => "</strong>",
            MarkKind::Emphasis => "</em>",
            MarkKind::Strikethrough => "</s>",
            MarkKind::Code => "</code>",
            MarkKind::Link { href } if href::author(href, place).is_some() => "</a>",
            MarkKind::Link { .. } => "</span>",
            MarkKind::Image { .. } => "",
            MarkKind::FootnoteReference => "</a></sup>",
        },
    });
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push_str(name);
    escape(out, value);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::content::Ending;
    use crate::site::division::Divisions;

    fn html(inline: &Inline, citations: &[CitationLink]) -> String {
        let mut out = String::new();
        let place = Place { from: "x.html", page: "x.html", ext: &Ending::default(), divisions: &Divisions::default() };
        write(&mut out, inline, 0..inline.text.len(), citations, place);
        out
    }

    fn link(span: Range<usize>) -> CitationLink {
        CitationLink { span, href: "x.html".into(), title: "T".into(), class: "vd", external: false, slot: None }
    }

    #[test]
    fn a_citation_across_emphasis_keeps_tags_nested() {
        let marks = vec![Mark { range: 0..10, kind: MarkKind::Strong }];
        let inline = Inline { text: "abc def ghi jkl".into(), segments: vec![], marks };
        assert_eq!(
            html(&inline, &[link(4..15)]),
            "<strong>abc </strong><a class=\"vd\" href=\"x.html\" title=\"T\"><strong>def gh</strong>i jkl</a>"
        );
    }

    #[test]
    fn nothing_typed_becomes_mark_up() {
        let marks = vec![Mark { range: 0..3, kind: MarkKind::Link { href: "javascript:alert(1)".into() } }];
        let inline = Inline { text: "<b>\"'&".into(), segments: vec![], marks };
        assert_eq!(html(&inline, &[]), "<span>&lt;b&gt;</span>&quot;&#39;&amp;");
        // What a server of .aspx pages would run.
        let inline = Inline { text: "<%= 1 %>".into(), segments: vec![], marks: vec![] };
        assert_eq!(html(&inline, &[]), "&lt;%= 1 %&gt;");
    }

    #[test]
    fn each_footnote_has_its_own_id() {
        assert_eq!(footnote_id("1"), "_chu-thich-1");
        assert_eq!(footnote_id("Đ"), footnote_id("đ"));
        for (a, b) in [("đ", "d"), ("1", "1."), ("*", "**"), ("a b", "ab")] {
            assert_ne!(footnote_id(a), footnote_id(b));
        }
    }

    proptest! {
        #[test]
        fn tags_nest_and_text_stays(
            text in "[a-z<>&]{0,40}",
            ranges in prop::collection::vec((0usize..40, 0usize..40), 0..6),
            cuts in prop::collection::btree_set(0usize..40, 0..6),
        ) {
            let mut marks: Vec<Mark> = ranges
                .into_iter()
                .map(|(a, b)| a.min(b).min(text.len())..a.max(b).min(text.len()))
                .filter(|range| !range.is_empty())
                .map(|range| Mark { range, kind: MarkKind::Emphasis })
                .collect();
            marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
            let cuts: Vec<usize> = cuts.into_iter().filter(|at| *at < text.len()).collect();
            let citations: Vec<CitationLink> = cuts.chunks_exact(2).map(|pair| link(pair[0]..pair[1])).collect();
            let inline = Inline { text: text.clone(), segments: vec![], marks };
            let html = html(&inline, &citations);
            let mut open = Vec::new();
            let mut seen = String::new();
            for part in html.split_inclusive('>') {
                let (before, tag) = part.find('<').map_or((part, ""), |at| part.split_at(at));
                seen.push_str(before);
                if let Some(name) = tag.strip_prefix("</") {
                    prop_assert_eq!(open.pop(), Some(name.trim_end_matches('>').to_owned()));
                } else if !tag.is_empty() {
                    open.push(tag.trim_matches(['<', '>']).split(' ').next().unwrap_or_default().to_owned());
                }
            }
            prop_assert!(open.is_empty());
            prop_assert_eq!(seen.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"), text);
        }
    }
}
