//! Điều, khoản, điểm: the places in a document that a citation names.
//!
//! `read` turns words into groups (a level, `level`, and its numbers, `value`; ranges of them, `range`), `arrange` finds
//! out which group lies in which and gives one [`Raw`] provision for each place; [`Path`] is the form of both the
//! contract and the gold standard.

mod arrange;
mod level;
mod range;
mod read;
mod value;

use std::fmt;
use std::ops::Range;

pub(super) use arrange::arrange;
pub(super) use level::is_level;
pub(super) use read::{Groups, read, read_more};

use crate::content::structure::Level;
use level::level_of;

/// One step of a path: a level and its piece, `dieu-46`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Step {
    /// How deep it lies.
    pub level: Level,
    /// `dieu-46`, `khoan-2a`, `diem-đ`, `chuong-iii`.
    pub piece: String,
}

impl Step {
    /// Whether it is an annexed text with a name of its own (`quy-che`), no numbered annex or form.
    pub fn is_annexed_text(&self) -> bool {
        self.level == Level::Annex && !self.piece.starts_with("phu-luc") && !self.piece.starts_with("mau")
    }
}

/// A place in a document, outermost step first.
///
/// Printed as the contract and the gold standard have it: `dieu-46.khoan-2.diem-đ`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path {
    /// Its steps.
    pub steps: Vec<Step>,
}

impl Path {
    /// Reads the path of a unit: `quy-che.dieu-3.khoan-1`; pieces that are no level's belong to an annexed text.
    pub fn parse(path: &str) -> Self {
        let steps = path.split('.').filter(|piece| !piece.is_empty());
        let steps = steps.map(|piece| Step { level: level_of(piece), piece: piece.to_owned() }).collect();
        Self { steps }
    }

    /// The steps down to a level, if the path has one of that level.
    pub fn down_to(&self, level: Level) -> Option<Self> {
        let at = self.steps.iter().rposition(|step| step.level == level)?;
        Some(Self { steps: self.steps[..=at].to_vec() })
    }

    /// The steps above a level.
    pub fn above(&self, level: Level) -> Self {
        Self { steps: self.steps.iter().take_while(|step| step.level < level).cloned().collect() }
    }

    /// The step of a level.
    pub fn step(&self, level: Level) -> Option<&Step> {
        self.steps.iter().find(|step| step.level == level)
    }

    /// Puts steps below this path; where an article begins, what is above it is dropped (but for the annex).
    #[must_use]
    pub fn join(&self, below: &[Step]) -> Self {
        let numbered_apart =
            below.first().is_some_and(|step| matches!(step.level, Level::Article | Level::Chapter | Level::Part));
        let keep = |step: &&Step| !numbered_apart || step.level == Level::Annex;
        let steps = self.steps.iter().filter(keep).chain(below).cloned().collect();
        Self { steps }
    }

    /// Whether no place is named.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.steps.iter().enumerate() {
            if at > 0 {
                f.write_str(".")?;
            }
            f.write_str(&step.piece)?;
        }
        Ok(())
    }
}

/// A provision as the words have it, before it is known where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Raw {
    /// `… Điều này`: the steps lie in the unit of this level that the words stand in.
    pub(super) here: Option<Level>,
    /// What is named, outermost first.
    pub(super) steps: Vec<Step>,
    /// The bytes that a reader would touch to go there; a member that a range only implies has none.
    pub(super) span: Option<Range<usize>>,
}

impl Raw {
    /// Puts it into an annexed text, if it is not in an annex already.
    pub(super) fn lies_in(&mut self, annexed: &Step) {
        if self.here.is_none() && self.steps.first().is_some_and(|first| first.level != Level::Annex) {
            self.steps.insert(0, annexed.clone());
        }
    }
}
