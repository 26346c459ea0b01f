//! Properties of every drawing: nothing overlaps, all text stands in its place, every line is drawn.

use proptest::collection::vec;
use proptest::prelude::*;

use super::drawing::Drawing;
use super::overview::{Entry, Line, Section, overview};
use super::surroundings::{Group, Item, surroundings};
use super::svg::svg;
use super::wording::{LINES, width, wrap};
use super::{LEADING, WIDTH};

/// Left, top, right and bottom.
type Area = (u32, u32, u32, u32);

/// The areas of all boxes and captions, after each text was seen to stand within its own.
fn areas(drawing: &Drawing) -> Vec<Area> {
    let mut out = Vec::new();
    for one in &drawing.boxes {
        let (x, first) = one.origin();
        for (index, line) in one.lines.iter().enumerate() {
            let base = first + index as u32 * LEADING;
            assert!(x + width(line.trim_end()) <= one.x + one.width, "{line:?} ends beyond its box");
            assert!(one.y < base && base < one.bottom(), "{line:?} stands above or below its box");
        }
        out.push((one.x, one.y, one.x + one.width, one.bottom()));
    }
    for one in &drawing.captions {
        let right = one.lines.iter().map(|line| one.x + width(line.trim_end())).max().unwrap_or(one.x);
        out.push((one.x, one.y - super::SIZE, right, one.y - super::SIZE + one.height()));
    }
    out
}

fn nothing_overlaps(drawing: &Drawing) {
    let areas = areas(drawing);
    for (index, a) in areas.iter().enumerate() {
        assert!(a.2 <= WIDTH && a.3 <= drawing.height, "{a:?} lies beyond {WIDTH} × {}", drawing.height);
        for b in &areas[..index] {
            assert!(a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1, "{a:?} and {b:?} overlap");
        }
    }
}

/// Titles as they are, and as nobody should write them.
fn title() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,80}", "[A-ZĐa-zàảãạăằơờưừđ0-9/&-]{1,60}( [a-zộềữ]{1,9}){0,30}", "[Wm漢\u{301} ]{0,90}"]
}

fn group() -> impl Strategy<Value = Group> {
    let item = (title(), any::<bool>()).prop_map(|(text, uncertain)| Item { text, href: Some("x.html".to_owned()), uncertain });
    (title(), vec(item, 0..5), any::<Option<bool>>(), proptest::option::of(title()))
        .prop_map(|(heading, items, outward, rest)| Group { heading, items, outward, rest })
}

proptest! {
    #[test]
    fn surroundings_of_any_titles_fit(own in title(), above in vec(group(), 0..4), below in vec(group(), 0..4)) {
        let drawing = surroundings(&own, &above, &below);
        nothing_overlaps(&drawing);
        let items: Vec<&Item> = above.iter().chain(&below).flat_map(|group| &group.items).collect();
        prop_assert_eq!(drawing.boxes.len(), items.len() + 1);
        let dashed = items.iter().filter(|item| item.uncertain).count();
        prop_assert_eq!(drawing.dashed.matches('h').count(), dashed);
        let pointed = above.iter().chain(&below).filter(|group| group.outward.is_some()).map(|group| group.items.len()).sum::<usize>();
        prop_assert_eq!(drawing.heads.matches('z').count(), pointed);
    }

    #[test]
    fn an_overview_of_any_titles_fits_and_draws_each_line(
        titles in vec(title(), 1..30),
        ends in vec((0_usize..30, 0_usize..30, any::<bool>()), 0..60),
    ) {
        let count = titles.len();
        let mut lines: Vec<Line> = ends.iter().map(|(a, b, uncertain)| Line { from: a % count, to: b % count, uncertain: *uncertain }).collect();
        let entries = titles.iter().map(|text| Entry { text: text.clone(), href: None });
        let drawing = overview(&[Section { heading: "Luật".to_owned(), entries: entries.collect() }], &lines);
        nothing_overlaps(&drawing);
        lines.sort_unstable();
        lines.dedup();
        prop_assert_eq!(drawing.heads.matches('z').count(), lines.len());
        prop_assert_eq!(drawing.joints.matches('M').count(), lines.len());
    }

    #[test]
    fn text_wraps_without_losing_a_word(text in title(), room in 40_u32..300) {
        let lines = wrap(&text, room);
        prop_assert!(lines.len() <= LINES);
        for line in &lines {
            prop_assert!(width(line.trim_end()) <= room, "{:?} in {}", line, room);
        }
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let whole = squeezed(&text);
        let shown = squeezed(&lines.concat());
        match shown.strip_suffix('…').filter(|_| shown != whole) {
            Some(cut) => prop_assert!(whole.starts_with(cut)),
            None => prop_assert_eq!(shown, whole),
        }
    }

    #[test]
    fn nothing_in_a_text_becomes_mark_up(text in "[<>&\"'a/ ]{0,60}") {
        let item = Item { text: text.clone(), href: Some(format!("x.html?{text}")), uncertain: false };
        let below = Group { heading: text.clone(), items: vec![item], outward: None, rest: None };
        let written = svg(&surroundings(&text, &[], &[below]), "_x", &text, &text);
        let names: Vec<&str> = written.split('<').skip(1).map(|tag| tag.split(['>', ' ']).next().unwrap_or("")).collect();
        let known = ["svg", "/svg", "title", "/title", "desc", "/desc", "path", "rect", "text", "/text", "tspan", "/tspan", "a", "/a"];
        prop_assert!(names.iter().all(|name| known.contains(name)), "{}", written);
        prop_assert_eq!(names.iter().filter(|name| **name == "a").count(), 1);
        prop_assert_eq!(written.matches('"').count() % 2, 0);
    }
}

#[test]
fn two_lines_that_meet_have_tracks_of_their_own() {
    let entries = (0..5).map(|n| Entry { text: n.to_string(), href: None }).collect();
    let line = |from, to| Line { from, to, uncertain: false };
    let drawing = overview(&[Section { heading: String::new(), entries }], &[line(0, 1), line(2, 4), line(0, 4), line(3, 3)]);
    // Each upright line with its place, from top to bottom.
    let upright: Vec<(u32, u32, u32)> = drawing
        .solid
        .split('M')
        .filter_map(|part| {
            let (at, bottom) = part.split_once('V')?;
            let (x, top) = at.split_once(' ')?;
            Some((x.parse().ok()?, top.parse().ok()?, bottom.parse().ok()?))
        })
        .collect();
    assert_eq!(upright.len(), 3, "one a document: {}", drawing.solid);
    for (index, a) in upright.iter().enumerate() {
        for b in &upright[..index] {
            assert!(a.0 != b.0 || a.2 < b.1 || b.2 < a.1, "{a:?} and {b:?} lie on each other");
        }
    }
}
