//! What became right or wrong between two sets of predictions.

use std::collections::BTreeSet;

use super::gold::{GoldDocument, Marked};
use super::judge::{Verdict, judge};
use super::matching::Criterion;

/// A citation that is right now and was not, or the other way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which way it went.
    pub turn: Turn,
    /// The line on which it stands, from 1.
    pub line: usize,
    /// Its words.
    pub text: String,
    /// The marked target of a gain or loss, the predicted one of a false link: the work, then the provisions.
    pub target: String,
}

/// Which way a citation went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// A marked citation has its full target now.
    BecameRight,
    /// A marked citation had its full target before.
    BecameWrong,
    /// A link that should not be there is gone.
    FalseLinkGone,
    /// A link that should not be there is new.
    FalseLinkNew,
}

impl Turn {
    /// Whether it is for the better.
    pub fn is_gain(self) -> bool {
        matches!(self, Self::BecameRight | Self::FalseLinkGone)
    }
}

/// The changes in one document, in the order of the text.
pub fn changes(document: &GoldDocument, before: &[Marked], after: &[Marked]) -> Vec<Change> {
    let (before, after) = (judge(document, before), judge(document, after));
    let mut found: Vec<(usize, Turn, &Marked)> = Vec::new();
    let right = before.found(Criterion::Full).iter().zip(after.found(Criterion::Full));
    for (one, (was, is)) in after.gold.iter().zip(right) {
        match (was, is) {
            (false, true) => found.push((one.start, Turn::BecameRight, one)),
            (true, false) => found.push((one.start, Turn::BecameWrong, one)),
            _ => {}
        }
    }
    let (old, new) = (false_links(&before), false_links(&after));
    let identity = |one: &&Marked| (one.start, one.end, one.key().to_owned(), one.provisions.clone());
    let known = |links: &[&Marked]| links.iter().map(identity).collect::<BTreeSet<_>>();
    let (before, after) = (known(&old), known(&new));
    found.extend(old.iter().filter(|one| !after.contains(&identity(one))).map(|one| (one.start, Turn::FalseLinkGone, *one)));
    found.extend(new.iter().filter(|one| !before.contains(&identity(one))).map(|one| (one.start, Turn::FalseLinkNew, *one)));
    found.sort_by_key(|(start, turn, _)| (*start, *turn));
    found.into_iter().map(|(_, turn, one)| change(document, turn, one)).collect()
}

/// Links to nothing that is marked, and links from quoted text to the document itself.
fn false_links<'a>(verdict: &Verdict<'a>) -> Vec<&'a Marked> {
    verdict.spurious.iter().chain(&verdict.wrong_quoted).copied().collect()
}

fn change(document: &GoldDocument, turn: Turn, one: &Marked) -> Change {
    let provisions: Vec<&str> = one.provisions.iter().map(String::as_str).collect();
    let target = format!("{} {}", one.work, provisions.join(", "));
    let text = document.words(one.start, one.end).replace('\n', " ");
    Change { turn, line: document.line(one.start), text, target: target.trim_end().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accuracy::read_lines;

    #[test]
    fn gains_losses_and_false_links_are_told_with_their_place() {
        let marks = "{\"start\": 5, \"end\": 11, \"work\": \"this\", \"provisions\": [\"dieu-5\"]}\n\
                     {\"start\": 17, \"end\": 23, \"work\": \"this\", \"provisions\": [\"dieu-6\"]}";
        let document = GoldDocument::new("x", "Theo Điều 5.\nVà: Điều 6.".to_owned(), marks, None).expect("sound marks");
        let before = read_lines(r#"{"start": 5, "end": 11, "work": "this", "provisions": ["dieu-5"]}"#).expect("lines");
        let after = read_lines(
            "{\"start\": 0, \"end\": 4, \"work\": \"x\"}\n{\"start\": 17, \"end\": 23, \"work\": \"this\", \"provisions\": [\"dieu-6\"]}",
        )
        .expect("lines");
        let told: Vec<_> = changes(&document, &before, &after).into_iter().map(|c| (c.turn, c.line, c.text, c.target)).collect();
        let row = |turn, line, text: &str, target: &str| (turn, line, text.to_owned(), target.to_owned());
        assert_eq!(
            told,
            [
                row(Turn::FalseLinkNew, 1, "Theo", "x"),
                row(Turn::BecameWrong, 1, "Điều 5", "this dieu-5"),
                row(Turn::BecameRight, 2, "Điều 6", "this dieu-6"),
            ]
        );
        assert_eq!(changes(&document, &after, &after), []);
    }
}
