//! Two versions of a text, place by place.

use std::collections::BTreeMap;

use super::place::{Cut, Place, cut};
use super::words::{self, Piece, Stretch};
use crate::content::Page;
use crate::content::structure::Level;

/// Bytes of text that the comparisons of one document show; places after that are named without their words.
pub(super) const ROOM: usize = 120_000;

/// Places of one comparison; the rest is counted.
const PLACES: usize = 200;

/// Letters from which on the words of an added or removed place are cut.
const LONGEST: usize = 2_000;

/// What a version changed in the one before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// Places in reading order; empty where no word of the text changed.
    pub changes: Vec<Change>,
    /// Changed places that are not listed.
    pub more: usize,
}

/// A place that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What became of it.
    pub turn: Turn,
    /// The place in the newer version; of a removed one in the older.
    pub place: Place,
    /// What it was in the older version, where it has another number now.
    pub was: Option<Place>,
    /// Its words; empty where they are the same or there is no room for them.
    pub words: Vec<Piece>,
}

/// What became of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
    /// It says the same under another number.
    Renumbered,
}

/// Compares two versions of a page; `room` is what is left of [`ROOM`].
///
/// A place is the same place if it has the same number, and if it is found word for word under another. What stands in an
/// article, clause or part that is new or gone is told with it.
pub(super) fn compare(old: &Page, new: &Page, room: &mut usize) -> Comparison {
    let (before, after) = (cut(old), cut(new));
    let pairs = Pairs::new(&before, &after);
    let mut rows = pairs.rows();
    let more = rows.len().saturating_sub(PLACES);
    rows.truncate(PLACES);
    let changes = rows.into_iter().map(|row| change(&row, (old, &before), (new, &after), room)).collect();
    Comparison { changes, more }
}

/// Which place of the older version is which of the newer.
struct Pairs<'c> {
    before: &'c [Cut],
    after: &'c [Cut],
    /// By the newer place the older one, and the other way round.
    older: Vec<Option<usize>>,
    newer: Vec<Option<usize>>,
}

/// A place to be told of, with the places inside it that are told with it.
struct Row {
    turn: Turn,
    old: Option<usize>,
    new: Option<usize>,
    inside: Vec<usize>,
}

impl<'c> Pairs<'c> {
    fn new(before: &'c [Cut], after: &'c [Cut]) -> Self {
        let mut pairs = Self { before, after, older: vec![None; after.len()], newer: vec![None; before.len()] };
        let by_id: BTreeMap<&str, usize> = before.iter().enumerate().map(|(at, cut)| (cut.id.as_str(), at)).collect();
        let same_id = |new: usize| by_id.get(after[new].id.as_str()).copied();
        for (new, old) in (0..after.len()).filter_map(|new| Some((new, same_id(new)?))) {
            if before[old].says(&after[new]) {
                pairs.join(old, new);
            }
        }
        pairs.join_renumbered();
        let mut inside: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        for (at, cut) in before.iter().enumerate() {
            inside.entry((cut.above.unwrap_or(usize::MAX), &cut.label)).or_insert(at);
        }
        for (new, cut) in after.iter().enumerate() {
            let beside = || inside.get(&(pairs.older[cut.above?]?, cut.label.as_str())).copied();
            let found = [beside(), same_id(new)].into_iter().flatten().find(|old| pairs.newer[*old].is_none());
            if let (Some(old), None) = (found, pairs.older[new]) {
                pairs.join(old, new);
            }
        }
        pairs
    }

    fn join(&mut self, old: usize, new: usize) {
        self.older[new] = Some(old);
        self.newer[old] = Some(new);
    }

    /// Joins places of one level whose words are found once in each version, under another number.
    fn join_renumbered(&mut self) {
        let (old, new) = (once(self.before, &self.newer), once(self.after, &self.older));
        for (words, at) in old {
            if let (Some(old), Some(Some(new))) = (at, new.get(&words)) {
                self.join(old, *new);
            }
        }
    }

    /// What is to be told, in the order of the newer version; a removed place follows the one that stood before it.
    fn rows(&self) -> Vec<Row> {
        let added = together(self.after, &self.older)
            .into_iter()
            .map(|(new, inside)| ((new + 1, 0, 0), Row { turn: Turn::Added, old: None, new: Some(new), inside }));
        let removed = together(self.before, &self.newer).into_iter().map(|(old, inside)| {
            let place = (0..old).rev().find_map(|earlier| self.newer[earlier]).map_or(0, |new| new + 1);
            ((place, 1, old), Row { turn: Turn::Removed, old: Some(old), new: None, inside })
        });
        let joined = (0..self.after.len()).filter_map(|new| Some((self.older[new]?, new)));
        let other = joined.filter_map(|(old, new)| {
            let turn = self.turn(old, new)?;
            Some(((new + 1, 0, 0), Row { turn, old: Some(old), new: Some(new), inside: Vec::new() }))
        });
        let mut rows: Vec<((usize, usize, usize), Row)> = added.chain(other).chain(removed).collect();
        rows.sort_by_key(|(key, _)| *key);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// What became of a place that is there in both; nothing for one that only moved with what it stands in.
    fn turn(&self, old: usize, new: usize) -> Option<Turn> {
        let (before, after) = (&self.before[old], &self.after[new]);
        if !before.says(after) {
            let renumbered = before.body == after.body && before.id != after.id;
            return Some(if renumbered { Turn::Renumbered } else { Turn::Changed });
        }
        let above = after.above.and_then(|above| self.older[above]);
        let with_it = before.id == after.id || (above.is_some() && above == before.above);
        (!with_it).then_some(Turn::Renumbered)
    }
}

/// The places that are not joined, by their words; nothing for words that several have.
fn once<'c>(cuts: &'c [Cut], joined: &[Option<usize>]) -> BTreeMap<(Level, &'c str), Option<usize>> {
    let mut found = BTreeMap::new();
    for (at, cut) in cuts.iter().enumerate().filter(|(at, cut)| joined[*at].is_none() && !cut.body.is_empty()) {
        let Some(level) = cut.level else { continue };
        found.entry((level, cut.body.as_str())).and_modify(|place| *place = None).or_insert(Some(at));
    }
    found
}

/// The places that are not joined, those inside an article, clause or part among them with it.
fn together(cuts: &[Cut], joined: &[Option<usize>]) -> Vec<(usize, Vec<usize>)> {
    let mut rows: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut row_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, cut) in cuts.iter().enumerate().filter(|(at, cut)| joined[*at].is_none() && !cut.is_empty()) {
        let above = cut.above.filter(|above| cuts[*above].level >= Some(Level::Article));
        let row = above.and_then(|above| row_of.get(&above).copied());
        match row {
            Some(row) => rows[row].1.push(at),
            None => rows.push((at, Vec::new())),
        }
        row_of.insert(at, row.unwrap_or(rows.len() - 1));
    }
    rows
}

fn change(row: &Row, (old, before): (&Page, &[Cut]), (new, after): (&Page, &[Cut]), room: &mut usize) -> Change {
    let was = row.old.map(|at| before[at].place(old));
    let (place, was) = match row.new.map(|at| after[at].place(new)) {
        Some(place) => (place, was.filter(|_| row.turn == Turn::Renumbered)),
        None => (was.unwrap_or_default(), None),
    };
    let words = if *room == 0 { Vec::new() } else { words_of(row, before, after) };
    let needed = words.iter().map(|piece| piece.text.len()).sum();
    let left = room.checked_sub(needed);
    *room = left.unwrap_or(0);
    Change { turn: row.turn, place, was, words: if left.is_some() { words } else { Vec::new() } }
}

fn words_of(row: &Row, before: &[Cut], after: &[Cut]) -> Vec<Piece> {
    match (row.turn, row.old, row.new) {
        (Turn::Changed, Some(old), Some(new)) => words::compare(&before[old].text(), &after[new].text()),
        (Turn::Added, _, Some(new)) => whole(Stretch::Added, after, new, &row.inside),
        (Turn::Removed, Some(old), _) => whole(Stretch::Removed, before, old, &row.inside),
        _ => Vec::new(),
    }
}

/// The words of a place and of those inside it, cut where they are long.
fn whole(stretch: Stretch, cuts: &[Cut], at: usize, inside: &[usize]) -> Vec<Piece> {
    let texts = std::iter::once(at).chain(inside.iter().copied()).map(|at| cuts[at].text());
    let mut text = texts.collect::<Vec<_>>().join("\n");
    let end = text.char_indices().nth(LONGEST).map(|(end, _)| end);
    let gap = end.map(|end| {
        text.truncate(end);
        Piece { stretch: Stretch::Gap, text: String::new() }
    });
    [Piece { stretch, text }].into_iter().chain(gap).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::content::read_text;

    fn page(text: &str) -> Page {
        read_text("x.md", text.to_owned())
    }

    fn told(old: &str, new: &str) -> Vec<String> {
        let mut room = ROOM;
        let found = compare(&page(old), &page(new), &mut room);
        assert_eq!(found.more, 0);
        let one = |change: &Change| {
            let was = change.was.as_ref().map(|was| format!(" < {}", was.id)).unwrap_or_default();
            let shown = change.words.iter().filter(|piece| piece.stretch != Stretch::Same);
            let words = shown.map(|piece| format!(" [{}]", piece.text)).collect::<Vec<_>>().concat();
            format!("{:?} {}{was}{words}", change.turn, change.place.id)
        };
        found.changes.iter().map(one).collect()
    }

    const LAW: &str = "Căn cứ Luật A.\n\nĐiều 1. Phạm vi\n\n1. Khoản một.\n\n2. Trong 30 ngày:\n\na) Điểm a;\n\nb) Điểm b.\n\nĐiều 2. Đối tượng\n\nCơ quan, tổ chức.\n";

    #[test]
    fn a_changed_word_is_told_at_its_innermost_place() {
        assert_eq!(told(LAW, LAW), Vec::<String>::new());
        assert_eq!(told(LAW, &LAW.replace("30", "15")), ["Changed dieu-1-khoan-2 [30] [15]"]);
        assert_eq!(told(LAW, &LAW.replace("Điểm b", "Điểm bê")), ["Changed dieu-1-khoan-2-diem-b [b] [bê]"]);
        assert_eq!(told(LAW, &LAW.replace("Luật A", "Luật B")), ["Changed  [A] [B]"]);
        assert_eq!(
            told(LAW, &LAW.replace("Cơ quan", "**Cơ quan**").replace("a) ", "a)  ")),
            Vec::<String>::new(),
            "marks and spaces"
        );
    }

    #[test]
    fn an_inserted_article_renumbers_those_behind_it_and_changes_none() {
        let new = LAW.replace("Điều 2.", "Điều 2. Giải thích\n\n1. Từ ngữ.\n\n2. Từ khác.\n\nĐiều 3.");
        let added = "Added dieu-2 [Điều 2. Giải thích\n1. Từ ngữ.\n2. Từ khác.]";
        assert_eq!(told(LAW, &new), [added, "Renumbered dieu-3 < dieu-2"]);
    }

    #[test]
    fn a_removed_clause_is_told_where_it_stood() {
        let new = LAW.replace("1. Khoản một.\n\n2. Trong", "1. Trong").replace("Cơ quan", "Mọi cơ quan");
        let rows = [
            "Removed dieu-1-khoan-1 [1. Khoản một.]",
            "Renumbered dieu-1-khoan-1 < dieu-1-khoan-2",
            "Changed dieu-2 [Cơ] [Mọi cơ]",
        ];
        assert_eq!(told(LAW, &new), rows);
        let gone = LAW.replace("\n\nb) Điểm b.", "");
        assert_eq!(told(LAW, &gone), ["Removed dieu-1-khoan-2-diem-b [b) Điểm b.]"]);
        assert_eq!(told(&gone, LAW), ["Added dieu-1-khoan-2-diem-b [b) Điểm b.]"]);
    }

    #[test]
    fn a_plan_is_compared_by_its_parts() {
        let plan = "Mở đầu.\n\n## I. MỤC ĐÍCH\n\nMột.\n\nHai.\n\n## II. NHIỆM VỤ\n\n### 1. Việc\n\n- làm\n";
        assert_eq!(told(plan, &plan.replace("Hai", "Một nữa.\n\nHai")), ["Changed i [Một nữa.\n]"]);
        let added = told(plan, &format!("{plan}\n## III. KINH PHÍ\n\nTheo quy định.\n"));
        assert_eq!(added, ["Added iii [III. KINH PHÍ\nTheo quy định.]"]);
    }

    #[test]
    fn before_the_first_article_headings_tell_places_apart() {
        let text = "Lời dẫn.\n\n## Vai trò\n\nMột câu.\n\n## Nguồn\n\nHai câu.\n\nĐiều 1. Tên\n";
        assert_eq!(told(text, &text.replace("Hai", "Ba")), ["Changed nguon [Hai] [Ba]"]);
        assert_eq!(told(text, &text.replace("Lời dẫn", "Lời")), ["Changed  [ dẫn]"]);
        let place = &compare(&page(text), &page(&text.replace("Một", "Ba")), &mut ROOM.clone()).changes[0].place;
        assert_eq!((place.id.as_str(), place.labels.join("|")), ("vai-tro", "Vai trò".to_owned()));
    }

    #[test]
    fn the_room_for_words_ends_and_places_are_still_named() {
        let text =
            |word: &str| (1..=300).map(|n| format!("Điều {n}. Tên {n}\n\nNội dung {word} {n}.\n\n")).collect::<Vec<_>>().concat();
        let mut room = 200;
        let found = compare(&page(&text("cũ")), &page(&text("mới")), &mut room);
        assert_eq!((found.changes.len(), found.more, room), (PLACES, 100, 0));
        assert!(!found.changes[0].words.is_empty() && found.changes[PLACES - 1].words.is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

        #[test]
        fn any_two_versions_are_compared_and_one_with_itself_has_no_changes(
            old in prop::collection::vec(prop::sample::select(PIECES), 0..20),
            new in prop::collection::vec(prop::sample::select(PIECES), 0..20),
        ) {
            let (old, new) = (page(&old.concat()), page(&new.concat()));
            let mut room = ROOM;
            prop_assert_eq!(compare(&old, &old, &mut room), Comparison::default());
            let there = compare(&old, &new, &mut room);
            let known = |page: &Page, place: &Place| place.id.is_empty() || page.has_id(&place.id);
            for change in &there.changes {
                let page = if change.turn == Turn::Removed { &old } else { &new };
                prop_assert!(known(page, &change.place), "{}", change.place.id);
            }
            let words = |page: &Page| cut(page).iter().map(Cut::text).collect::<Vec<_>>();
            prop_assert!(!there.changes.is_empty() || sorted(words(&old)) == sorted(words(&new)));
        }
    }

    fn sorted(mut words: Vec<String>) -> Vec<String> {
        words.sort();
        words
    }

    const PIECES: &[&str] = &[
        "Chương I\n\n",
        "Điều 1. Tên\n\n",
        "Điều 2. Tên\n\n",
        "Điều 3. Khác\n\n",
        "1. Khoản\n\n",
        "2. Khoản\n\n",
        "a) điểm\n\n",
        "đoạn\n\n",
        "I. MỤC\n\n",
        "PHỤ LỤC I\n\n",
        "| a | b |\n|---|---|\n| c | d |\n\n",
        "như sau:\n\n“Điều 9. Trích”\n\n",
        "- mục\n\n",
        "---\n\n",
    ];
}
