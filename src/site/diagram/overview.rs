//! Many documents in one column; what one of them acts on or cites hangs on a line of its own beside the column.
//!
//! A document's line leaves its box at the upper left, and an arrow enters the box of each other: in the middle where it
//! is certain, dashed and below where it is not. Where an arrow leaves a line stands a joint; lines that merely cross
//! have none.

use super::WIDTH;
use super::drawing::{Caption, Drawing, TextBox};

/// Boxes below a heading.
#[derive(Debug)]
pub(in crate::site) struct Section {
    pub(in crate::site) heading: String,
    pub(in crate::site) entries: Vec<Entry>,
}

/// A box of the column.
#[derive(Debug)]
pub(in crate::site) struct Entry {
    pub(in crate::site) text: String,
    pub(in crate::site) href: Option<String>,
}

/// Who acts on or cites whom, by the places of their boxes in the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::site) struct Line {
    pub(in crate::site) from: usize,
    pub(in crate::site) to: usize,
    pub(in crate::site) uncertain: bool,
}

const MARGIN: u32 = 2;
const GAP: u32 = 6;
const BREAK: u32 = 10;

/// Most room for the lines, and the space between two of them where there is enough.
const GUTTER: u32 = 110;
const STEP: u32 = 8;

/// From the nearest line to the boxes: room for an arrow's head.
const HEAD: u32 = 12;

/// Where lines meet a box, from its middle.
const LEAVES: u32 = 8;
const ENTERS: u32 = 3;
const ENTERS_UNCERTAIN: u32 = 10;

/// A document's line: between which boxes it goes, and how far from them.
struct Track {
    from: usize,
    first: usize,
    last: usize,
    /// Counted from the boxes.
    place: u32,
}

/// Draws the sections and the lines between their entries, counted through all sections.
pub(in crate::site) fn overview(sections: &[Section], lines: &[Line]) -> Drawing {
    let mut lines = lines.to_vec();
    lines.sort_unstable();
    lines.dedup();
    let tracks = tracks(&lines);
    let count = tracks.iter().map(|track| track.place + 1).max().unwrap_or(0);
    let step = (GUTTER / count.max(1)).clamp(1, STEP);
    let left = if count == 0 { MARGIN } else { (MARGIN + HEAD + step * count).min(WIDTH / 2) };
    let mut drawing = Drawing::default();
    column(&mut drawing, sections, left);
    for track in &tracks {
        let x = left.saturating_sub(HEAD + step * track.place).max(1);
        hang(&mut drawing, track, x, &lines);
    }
    drawing
}

fn column(drawing: &mut Drawing, sections: &[Section], left: u32) {
    let mut y = MARGIN;
    for section in sections {
        // Its own room right of the lines, which go past it.
        let caption = Caption::new(left, y, WIDTH - MARGIN - left, &section.heading);
        y += caption.height() + 2;
        drawing.captions.push(caption);
        for entry in &section.entries {
            let mut one = TextBox::new(left, y, WIDTH - MARGIN - left, &entry.text);
            one.href.clone_from(&entry.href);
            y = one.bottom() + GAP;
            drawing.boxes.push(one);
        }
        y += BREAK - GAP;
    }
    drawing.height = y.max(BREAK) - BREAK + MARGIN;
}

/// A track for each document that has lines: the shortest nearest to the boxes, two on one track only where they do not
/// meet.
fn tracks(lines: &[Line]) -> Vec<Track> {
    let mut out: Vec<Track> = Vec::new();
    for line in lines {
        let (low, high) = (line.from.min(line.to), line.from.max(line.to));
        match out.last_mut().filter(|track| track.from == line.from) {
            Some(track) => (track.first, track.last) = (track.first.min(low), track.last.max(high)),
            None => out.push(Track { from: line.from, first: low, last: high, place: 0 }),
        }
    }
    out.sort_by_key(|track| (track.last - track.first, track.from));
    for at in 0..out.len() {
        let (placed, rest) = out.split_at_mut(at);
        let one = &mut rest[0];
        let meets = |other: &&Track| other.first <= one.last && one.first <= other.last;
        let taken: Vec<u32> = placed.iter().filter(meets).map(|other| other.place).collect();
        // Of one place more than are taken, one is free.
        one.place = (0..=taken.len() as u32).find(|place| !taken.contains(place)).unwrap_or(0);
    }
    out
}

/// A document's line with everything that hangs on it.
fn hang(drawing: &mut Drawing, track: &Track, x: u32, lines: &[Line]) {
    let left = drawing.boxes[track.from].x;
    let leaves = drawing.boxes[track.from].middle() - LEAVES;
    let (mut top, mut bottom) = (leaves, leaves);
    drawing.line(false, &format!("M{left} {leaves}H{x}"));
    let first = lines.partition_point(|line| line.from < track.from);
    for line in lines[first..].iter().take_while(|line| line.from == track.from) {
        let y = drawing.boxes[line.to].middle() + if line.uncertain { ENTERS_UNCERTAIN } else { ENTERS };
        (top, bottom) = (top.min(y), bottom.max(y));
        drawing.line(line.uncertain, &format!("M{x} {y}H{left}"));
        drawing.head(left, y, true);
        drawing.joints.push_str(&format!("M{x} {y}h0"));
    }
    drawing.line(false, &format!("M{x} {top}V{bottom}"));
}
