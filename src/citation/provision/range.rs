//! What a range implies: `Điều 10 đến Điều 15`, `điểm a đến đ`.

use super::read::Member;
use crate::content::structure::{Level, POINT_LETTERS, roman_value, to_roman};

/// Members that a range may imply; a longer one keeps its two ends.
const LONGEST_RANGE: u32 = 500;

/// What lies between the two ends of a range.
enum Between {
    Pieces(Vec<String>),
    /// The ends are of different forms or too far apart.
    Uncountable,
    /// The second end does not come after the first.
    Backwards,
}

/// Adds the members of a range's end, and those between; `false` where it runs backwards.
pub(super) fn extend(members: &mut Vec<Member>, end: Vec<Member>, level: Level) -> bool {
    let (Some(from), Some(to)) = (members.last(), end.first()) else { return false };
    let (Some(from), Some(to)) = (&from.piece, &to.piece) else { return false };
    match between(from, to, level) {
        Between::Backwards => return false,
        Between::Uncountable => {}
        Between::Pieces(pieces) => members.extend(pieces.into_iter().map(|piece| Member { piece: Some(piece), at: None })),
    }
    members.extend(end);
    true
}

fn between(from: &str, to: &str, level: Level) -> Between {
    let (Some((prefix, from)), Some((_, to))) = (from.rsplit_once('-'), to.rsplit_once('-')) else { return Between::Uncountable };
    if matches!(level, Level::Point | Level::Subpoint)
        && let (Some(a), Some(b)) = (position(from), position(to))
    {
        let letters = POINT_LETTERS.chars().filter(|c| *c != 'ư').skip(a + 1).take((b.max(a) - a).saturating_sub(1));
        let pieces = letters.map(|letter| format!("{prefix}-{letter}")).collect();
        return if b > a { Between::Pieces(pieces) } else { Between::Backwards };
    }
    let value = |text: &str| text.parse::<u32>().ok().or_else(|| roman_value(&text.to_uppercase()));
    let (a, b) = match (value(from), value(to)) {
        (Some(a), Some(b)) if b <= a => return Between::Backwards,
        (Some(a), Some(b)) if b - a <= LONGEST_RANGE => (a, b),
        _ => return Between::Uncountable,
    };
    let roman = !from.starts_with(|c: char| c.is_ascii_digit());
    let print = |n: u32| match (roman, level) {
        (true, _) => to_roman(n).to_lowercase(),
        (false, Level::Annex) => format!("{n:0width$}", width = from.len()),
        (false, _) => n.to_string(),
    };
    Between::Pieces((a + 1..b).map(|n| format!("{prefix}-{}", print(n))).collect())
}

/// The place of a point's letter in its alphabet, `ư` left out.
fn position(letter: &str) -> Option<usize> {
    let mut chars = letter.chars();
    let one = chars.next().filter(|_| chars.next().is_none())?;
    POINT_LETTERS.chars().filter(|c| *c != 'ư').position(|c| c == one)
}
