//! Where in a page's Markdown code, addresses, running text and hard line breaks stand.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};

use super::layout::Layout;
use super::markdown::options;

/// Finds what is code, an address, running text and a hard line break below the front matter, as the parser has it.
pub(super) fn stretches(text: &str, layout: &mut Layout) {
    let (body, offset) = (&text[layout.body..], layout.body);
    let at = |range: &Range<usize>| range.start + offset..range.end + offset;
    // Of each open link and image, where what stands in it has ended so far.
    let mut links: Vec<usize> = Vec::new();
    let mut in_code = false;
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        match &event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                layout.verbatim.push(at(&range));
                in_code = true;
            }
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Code(_) => layout.verbatim.push(at(&range)),
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => {
                layout.verbatim.push(at(&range));
                links.push(range.start);
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => links.push(range.start),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let end = links.pop().unwrap_or(range.start);
                layout.verbatim.push(end + offset..range.end + offset);
            }
            Event::Text(_) if !in_code => layout.running.push(at(&range)),
            Event::HardBreak => layout.breaks.extend(body[range.clone()].find('\n').map(|line| range.start + line + offset)),
            _ => {}
        }
        if !matches!(event, Event::Start(_))
            && let Some(end) = links.last_mut()
        {
            *end = range.end.max(*end);
        }
    }
    layout.verbatim.sort_by_key(|range| (range.start, range.end));
}
