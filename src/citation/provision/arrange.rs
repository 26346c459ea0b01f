//! Which group lies in which: `điểm c khoản 2 và điểm d khoản 3 Điều 5` is two places.
//!
//! Vietnamese names the innermost level first, so groups are read from the right, each lying in the nearest group to
//! its right that is further out; a list takes the place of the one it is joined to. `Điều 5 khoản 2` and
//! `Điều 5, khoản 2`, the reversed order, are read from the left.

use super::read::{Group, Groups, Joint};
use super::{Raw, Step};
use crate::citation::lex::{Class, Token, Word};
use crate::content::structure::Level;

/// Places of one citation; the product of two long lists is cut here.
const MOST_PLACES: usize = 2_000;

/// A place being put together.
#[derive(Debug, Clone)]
struct Place {
    here: Option<Level>,
    steps: Vec<Step>,
    /// The token where the reader finds it.
    at: Option<usize>,
}

/// A group with its places, on the way from the outermost to the innermost.
struct Open {
    depth: u8,
    places: Vec<Place>,
    is_leaf: bool,
}

/// The provisions that groups name, in the order of the text; `end` is the byte where the citation ends.
pub(in crate::citation) fn arrange(read: &Groups, tokens: &[Token], end: usize) -> Vec<Raw> {
    let mut leaves = Vec::new();
    let mut from = 0;
    for at in 1..=read.list.len() {
        if at == read.list.len() || begins_anew(&read.list, from, at) {
            leaves.append(&mut places(&read.list[from..at]));
            from = at;
        }
    }
    with_spans(leaves, tokens, end)
}

/// Whether an article stands beside one whose clause was named behind it: `Điều 7, khoản 1; Điều 10`.
fn begins_anew(groups: &[Group], from: usize, at: usize) -> bool {
    let article = |at: usize| groups[at].level == Level::Article;
    article(from) && article(at) && groups[at].joint == Joint::And && groups[at - 1].level > Level::Article
}

/// The places that groups name, in the order of the text.
fn places(groups: &[Group]) -> Vec<Place> {
    let depths = depths(groups);
    let reversed = is_reversed(groups, &depths);
    let mut open: Vec<Open> = Vec::new();
    let mut leaves: Vec<Place> = Vec::new();
    let order: Vec<usize> = if reversed { (0..groups.len()).collect() } else { (0..groups.len()).rev().collect() };
    let mut total = 0;
    for at in order {
        let apart = !reversed && is_apart(groups, &depths, at);
        while open.last().is_some_and(|last| apart || last.depth >= depths[at]) {
            close(&mut open, &mut leaves);
        }
        if total > MOST_PLACES {
            break;
        }
        let places = nest(open.last_mut(), &groups[at]);
        total += places.len();
        open.push(Open { depth: depths[at], places, is_leaf: true });
    }
    while !open.is_empty() {
        close(&mut open, &mut leaves);
    }
    in_order(leaves)
}

/// Whether a group lies in nothing that stands behind it.
fn is_apart(groups: &[Group], depths: &[u8], at: usize) -> bool {
    // `khoản này` lies where the words stand, whatever is named beside it.
    if groups[at].members.iter().any(|member| member.piece.is_none()) {
        return true;
    }
    let Some(next) = groups.get(at + 1) else { return false };
    // `Điều 38 và điểm 39 Phụ lục 2`: the annex is the point's.
    let article = Level::Article as u8;
    let into_annex = next.joint != Joint::Nested && (1..=article).contains(&depths[at]) && depths[at + 1] > article;
    // `Điều 8, Phụ lục VI ban hành kèm theo …`: two places of one work; numbered annexes seldom have articles.
    let beside_annex = groups[at].level == Level::Article && next.joint == Joint::Comma && next.word == "phu-luc";
    into_annex || beside_annex || (next.joint == Joint::And && depths[at] > depths[at + 1])
}

/// Places in the order of the text; those that a range implies stand behind its first.
fn in_order(leaves: Vec<Place>) -> Vec<Place> {
    let mut last = 0;
    let mut keyed: Vec<(usize, Place)> = leaves
        .into_iter()
        .map(|place| {
            last = place.at.unwrap_or(last);
            (last, place)
        })
        .collect();
    keyed.sort_by_key(|(at, _)| *at);
    keyed.into_iter().map(|(_, place)| place).collect()
}

fn close(open: &mut Vec<Open>, leaves: &mut Vec<Place>) {
    if let Some(last) = open.pop().filter(|last| last.is_leaf) {
        leaves.extend(last.places);
    }
}

/// How deep each group lies; `mục 3 khoản 1` is a row of the clause's table.
fn depths(groups: &[Group]) -> Vec<u8> {
    // A form lies in the annex that is named with it: `Mẫu số 03 Phụ lục II`.
    let is_form = |group: &Group| group.level == Level::Annex && group.word == "mau";
    let annexed = groups.iter().any(|group| group.level == Level::Annex && group.word != "mau");
    let own = |group: &Group| if annexed && is_form(group) { Level::Part as u8 } else { group.level as u8 };
    let row = |at: usize| {
        groups[at].level == Level::Section
            && groups
                .get(at + 1)
                .is_some_and(|next| next.joint == Joint::Nested && matches!(next.level, Level::Clause | Level::Article))
    };
    (0..groups.len()).map(|at| if row(at) { Level::Subpoint as u8 + 1 } else { own(&groups[at]) }).collect()
}

/// Whether outer levels come first.
fn is_reversed(groups: &[Group], depths: &[u8]) -> bool {
    (1..groups.len()).any(|at| {
        // `Chương VIII, Điều 105` is two places: an article needs no chapter.
        let article = Level::Article as u8;
        let apart = groups[at].joint == Joint::Comma && (1..article).contains(&depths[at - 1]) && depths[at] >= article;
        let inwards = depths[at - 1] < depths[at] && !apart;
        let outer_follows = depths[at + 1..].iter().any(|depth| *depth < depths[at]);
        inwards
            && match groups[at].joint {
                Joint::Nested => true,
                Joint::Comma => !outer_follows,
                Joint::And => false,
            }
    })
}

/// The places of a group inside those of the group it lies in.
fn nest(outer: Option<&mut Open>, group: &Group) -> Vec<Place> {
    let base = match outer {
        Some(outer) => {
            outer.is_leaf = false;
            outer.places.clone()
        }
        None => vec![Place { here: None, steps: Vec::new(), at: None }],
    };
    let mut places = Vec::new();
    for (index, outer) in base.iter().enumerate() {
        for (nth, member) in group.members.iter().enumerate() {
            let at = match (index, nth) {
                (0, _) => member.at,
                (_, 0) => outer.at,
                _ => None,
            };
            let mut place = Place { here: outer.here, steps: outer.steps.clone(), at };
            if group.level == Level::Article {
                // Its number is unique, whatever chapter is named with it.
                place.steps.retain(|step| step.level == Level::Annex);
            }
            match &member.piece {
                Some(piece) => place.steps.push(Step { level: group.level, piece: piece.clone() }),
                None => place.here = place.here.max(Some(group.level)),
            }
            places.push(place);
            if places.len() > MOST_PLACES {
                return places;
            }
        }
    }
    places
}

/// Gives each place the words from its number to the joint before the next one's; the last one gets the rest.
fn with_spans(leaves: Vec<Place>, tokens: &[Token], end: usize) -> Vec<Raw> {
    let starts: Vec<usize> = leaves.iter().filter_map(|place| place.at).collect();
    let mut next = 1;
    let mut raws = Vec::with_capacity(leaves.len());
    for place in leaves {
        let span = place.at.map(|at| {
            let stop = starts.get(next).map_or(end, |after| before_joint(tokens, at, *after));
            next += 1;
            tokens[at].start..stop.max(tokens[at].end)
        });
        raws.push(Raw { here: place.here, steps: place.steps, span });
    }
    raws
}

/// The byte where the words before a joint end.
fn before_joint(tokens: &[Token], from: usize, to: usize) -> usize {
    const JOINTS: &[Word] = &[Word::Va, Word::Hoac, Word::Hay, Word::Cac, Word::Tu, Word::Den, Word::Toi, Word::Cua, Word::Tai];
    let is_joint = |token: &Token| token.class == Class::Mark || JOINTS.iter().any(|word| token.is(*word));
    tokens[from..to].iter().rev().find(|token| !is_joint(token)).map_or(tokens[from].end, |token| token.end)
}
