//! What a drawing is made of, before it is written.

use super::wording::wrap;
use super::{LEADING, SIZE};

/// A laid-out diagram.
#[derive(Debug, Default)]
pub(in crate::site) struct Drawing {
    pub(super) height: u32,
    pub(super) boxes: Vec<TextBox>,
    pub(super) captions: Vec<Caption>,
    /// Path data of what is certain, of what is not, of arrow heads and of joints.
    pub(super) solid: String,
    pub(super) dashed: String,
    pub(super) heads: String,
    /// Where the last twig of what is certain, of what is not, and the last head ended.
    pens: [Pen; 3],
    pub(super) joints: String,
}

/// Text with a frame; with an address, a link.
#[derive(Debug)]
pub(super) struct TextBox {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) lines: Vec<String>,
    pub(super) href: Option<String>,
    pub(super) look: Look,
}

/// Text without a frame.
#[derive(Debug)]
pub(super) struct Caption {
    pub(super) x: u32,
    /// The base line of the first line.
    pub(super) y: u32,
    pub(super) lines: Vec<String>,
}

/// How a box looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    /// At the end of a line that is not certain.
    Uncertain,
    /// The document the page is about.
    Own,
}

/// Inside a box: left and right of the text, above and below it.
const SIDE: u32 = 8;
const EDGE: u32 = 6;

/// From the top of a line to its base line.
pub(super) const ASCENT: u32 = SIZE;

impl TextBox {
    /// A box as high as its text needs.
    pub(super) fn new(x: u32, y: u32, width: u32, text: &str) -> Self {
        let lines = wrap(text, width - 2 * SIDE);
        let height = lines.len() as u32 * LEADING + 2 * EDGE;
        Self { x, y, width, height, lines, href: None, look: Look::Plain }
    }

    /// Where the text begins: left, and the first base line.
    pub(super) fn origin(&self) -> (u32, u32) {
        (self.x + SIDE, self.y + EDGE + ASCENT)
    }

    pub(super) fn bottom(&self) -> u32 {
        self.y + self.height
    }

    pub(super) fn middle(&self) -> u32 {
        self.y + self.height / 2
    }
}

impl Caption {
    /// Text from a top edge on.
    pub(super) fn new(x: u32, top: u32, room: u32, text: &str) -> Self {
        Self { x, y: top + ASCENT, lines: wrap(text, room) }
    }

    pub(super) fn height(&self) -> u32 {
        self.lines.len() as u32 * LEADING
    }
}

/// Where a pen is, once it has begun.
type Pen = Option<(u32, u32)>;

/// The move of a pen to a point, from where it will end elsewhere: a step from the end before is short, and many are the
/// same.
fn moved(pen: &mut Pen, (x, y): (u32, u32), end: (u32, u32)) -> String {
    let step = |a: u32, b: u32| i64::from(a) - i64::from(b);
    pen.replace(end).map_or_else(|| format!("M{x} {y}"), |(a, b)| format!("m{} {}", step(x, a), step(y, b)))
}

impl Drawing {
    pub(super) fn line(&mut self, uncertain: bool, path: &str) {
        self.pens[usize::from(uncertain)] = None;
        if uncertain { &mut self.dashed } else { &mut self.solid }.push_str(path);
    }

    /// A line from a spine to a box on its right.
    pub(super) fn twig(&mut self, uncertain: bool, (x, y): (u32, u32), to: u32) {
        let begin = moved(&mut self.pens[usize::from(uncertain)], (x, y), (to, y));
        let path = if uncertain { &mut self.dashed } else { &mut self.solid };
        path.push_str(&format!("{begin}h{}", to - x));
    }

    /// The head of an arrow whose point is here; it points to the right or to the left.
    pub(super) fn head(&mut self, x: u32, y: u32, to_right: bool) {
        let back = if to_right { -7 } else { 7 };
        let begin = moved(&mut self.pens[2], (x, y), (x, y));
        self.heads.push_str(&format!("{begin}l{back}-4v8z"));
    }
}
