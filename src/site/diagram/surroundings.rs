//! One document in the middle: above it what it rests on and changes, below it what rests on it and changes it.

use super::WIDTH;
use super::drawing::{Caption, Drawing, Look, TextBox};

/// Documents that are tied to the one in the middle in the same way.
#[derive(Debug)]
pub(in crate::site) struct Group {
    pub(in crate::site) heading: String,
    pub(in crate::site) items: Vec<Item>,
    /// How its arrows point.
    pub(in crate::site) outward: Option<bool>,
    /// In words, what is not drawn.
    pub(in crate::site) rest: Option<String>,
}

/// A document at the other end of a line.
#[derive(Debug, Clone)]
pub(in crate::site) struct Item {
    pub(in crate::site) text: String,
    pub(in crate::site) href: Option<String>,
    pub(in crate::site) uncertain: bool,
}

/// Where the line stands that all others leave, where captions begin, and boxes.
const SPINE: u32 = 10;
const CAPTION: u32 = 22;
const BOX: u32 = 34;

/// The space round the drawing, between boxes, between groups.
const MARGIN: u32 = 2;
const GAP: u32 = 6;
const BREAK: u32 = 10;

/// Draws the surroundings of a document.
pub(in crate::site) fn surroundings(own: &str, above: &[Group], below: &[Group]) -> Drawing {
    let mut drawing = Drawing::default();
    let mut y = MARGIN;
    let first = groups(&mut drawing, &mut y, above).map(|(first, _)| first);
    let mut own = TextBox::new(MARGIN, y, WIDTH - 2 * MARGIN, own);
    own.look = Look::Own;
    y = own.bottom() + BREAK;
    if let Some(first) = first {
        drawing.line(false, &format!("M{SPINE} {first}V{}", own.y));
    }
    let bottom = own.bottom();
    drawing.boxes.push(own);
    if let Some((_, last)) = groups(&mut drawing, &mut y, below) {
        drawing.line(false, &format!("M{SPINE} {bottom}V{last}"));
    }
    drawing.height = y - BREAK + MARGIN;
    drawing
}

/// Draws groups from `y` down; gives where the first and the last line leave the spine.
fn groups(drawing: &mut Drawing, y: &mut u32, groups: &[Group]) -> Option<(u32, u32)> {
    let mut ends = None;
    for group in groups {
        caption(drawing, y, &group.heading);
        *y += 2;
        for item in &group.items {
            let middle = tied(drawing, *y, item, group.outward);
            let (first, _) = ends.unwrap_or((middle, middle));
            ends = Some((first, middle));
            *y = drawing.boxes.last().map_or(*y, TextBox::bottom) + GAP;
        }
        if let Some(rest) = &group.rest {
            caption(drawing, y, rest);
        }
        *y += BREAK - GAP;
    }
    *y += if groups.is_empty() { 0 } else { GAP };
    ends
}

fn caption(drawing: &mut Drawing, y: &mut u32, text: &str) {
    let caption = Caption::new(CAPTION, *y, WIDTH - MARGIN - CAPTION, text);
    *y += caption.height();
    drawing.captions.push(caption);
}

/// A box and its line from the spine; gives where the line is.
fn tied(drawing: &mut Drawing, y: u32, item: &Item, outward: Option<bool>) -> u32 {
    let mut one = TextBox::new(BOX, y, WIDTH - MARGIN - BOX, &item.text);
    one.href.clone_from(&item.href);
    if item.uncertain {
        one.look = Look::Uncertain;
    }
    let middle = one.middle();
    drawing.twig(item.uncertain, (SPINE, middle), BOX);
    match outward {
        Some(true) => drawing.head(BOX, middle, true),
        Some(false) => drawing.head(SPINE + 1, middle, false),
        None => {}
    }
    drawing.boxes.push(one);
    middle
}
