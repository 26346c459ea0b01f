//! Reads words as groups: `khoản 1, 2 và 3`, `các điều từ 10 đến 15`, `Điều này`.

use super::level;
use super::range::extend;
use crate::citation::lex::{Case, Class, Token, Word};
use crate::content::structure::Level;

/// Members of one group; a list that goes on is cut here.
const MOST_MEMBERS: usize = 1_000;

/// Groups of one citation; a text that lists more is cut here.
const MOST_GROUPS: usize = 400;

/// Words after which a level's word means something else: `tài khoản`, `thời điểm`, `danh mục`.
const OTHER_WORDS: &[(Word, &[Word])] = &[
    (Word::Khoan, &[Word::Tai_, Word::Dieu]),
    (
        Word::Diem,
        &[
            Word::Thoi,
            Word::Dia,
            Word::Quan,
            Word::Dac,
            Word::Trong_,
            Word::Uu,
            Word::Nhuoc,
            Word::Cao,
            Word::Thi,
            Word::Luan,
            Word::Giao,
            Word::Yeu,
            Word::Khuyet,
            Word::Cham,
        ],
    ),
    (Word::Muc, &[Word::Danh, Word::Hang, Word::Chuyen, Word::De, Word::Tiet]),
    (Word::Phan, &[Word::Thanh, Word::Co, Word::Hoc, Word::Mot]),
    (Word::Chuong, &[Word::Huan, Word::Huy]),
    (Word::Tiet, &[Word::Chi, Word::Thoi, Word::Bai]),
];

/// Words that make the figures before them an amount.
const UNITS: &[Word] = &[
    Word::Ngay,
    Word::Thang,
    Word::Nam,
    Word::Nguoi,
    Word::Dong,
    Word::Trieu,
    Word::Ty,
    Word::Ti,
    Word::Nghin,
    Word::Ngan,
    Word::Lan,
    Word::Gio,
    Word::Phut,
    Word::Giay,
    Word::Tuoi,
    Word::Met,
    Word::M,
    Word::Km,
    Word::Ha,
    Word::Kg,
    Word::Lit,
    Word::Tram,
    Word::Vu,
    Word::Viec,
    Word::Xe,
];

/// How a group is joined to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// Nothing, `của`, `tại`, `thuộc`, `các`.
    Nested,
    Comma,
    And,
}

/// One number of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// The piece of the path; `None` for `này`.
    pub(super) piece: Option<String>,
    /// The token it begins at; a member implied by a range has none.
    pub(super) at: Option<usize>,
}

/// A level with its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) level: Level,
    /// The word of its pieces: `dieu`, `mau`.
    pub(super) word: &'static str,
    pub(super) members: Vec<Member>,
    pub(super) joint: Joint,
    /// The token after it.
    pub(super) end: usize,
}

/// What was read, from the token `begin` up to the token `end`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::citation) struct Groups {
    pub(super) list: Vec<Group>,
    /// The token it begins at.
    pub(in crate::citation) begin: usize,
    pub(in crate::citation) end: usize,
    /// Whether a range was written.
    pub(in crate::citation) ranged: bool,
}

impl Groups {
    /// Whether it is only `Điều này`, `khoản này`.
    pub(in crate::citation) fn is_bare_pointer(&self) -> bool {
        self.list.iter().all(|group| group.members.iter().all(|member| member.piece.is_none()))
    }

    /// Whether a part of it lies where the words stand.
    pub(in crate::citation) fn has_pointer(&self) -> bool {
        self.list.iter().any(|group| group.members.iter().any(|member| member.piece.is_none()))
    }

    /// Ends it after its last `… này`; `false` where it has none or nothing stands behind it.
    pub(in crate::citation) fn cut_after_pointer(&mut self) -> bool {
        let Some(last) = self.list.iter().rposition(|group| group.members.iter().any(|member| member.piece.is_none())) else {
            return false;
        };
        self.list.truncate(last + 1);
        self.end = self.list[last].end;
        true
    }

    /// Whether all of it lies where the words stand: `khoản 2 Điều này`.
    pub(in crate::citation) fn all_here(&self) -> bool {
        !self.is_bare_pointer() && self.list.last().is_some_and(|last| last.members.iter().all(|member| member.piece.is_none()))
    }

    /// Whether a place is named that can be told without knowing where the words stand.
    pub(in crate::citation) fn outermost(&self) -> Level {
        self.list.iter().map(|group| group.level).min().unwrap_or(Level::Subpoint)
    }

    /// Whether it lies in an article named before: `khoản 2 Điều đó`.
    pub(in crate::citation) fn points_back(&self, tokens: &[Token]) -> bool {
        tokens[self.end - 1].is(Word::Do)
    }

    /// Whether an initial stands for a level in it, which only a work behind it can show.
    pub(in crate::citation) fn has_initials(&self, tokens: &[Token]) -> bool {
        self.list
            .iter()
            .flat_map(|group| &group.members)
            .filter_map(|member| member.at)
            .any(|at| level::of_initial(tokens[at]).is_some())
    }

    /// Whether it is one number under one word: `điểm 5`.
    pub(in crate::citation) fn is_single(&self) -> bool {
        self.list.len() == 1 && self.list[0].members.len() == 1
    }
}

/// Reads the groups that begin at a token.
pub(in crate::citation) fn read(text: &str, tokens: &[Token], at: usize) -> Option<Groups> {
    Reader { text, tokens }.groups(at)
}

/// Reads groups that go on a citation: `và khoản 2 Điều này`.
pub(in crate::citation) fn read_more(text: &str, tokens: &[Token], at: usize) -> Option<Groups> {
    let reader = Reader { text, tokens };
    let (joint, range, next) = reader.joint(at)?;
    if range || joint == Joint::Nested { None } else { reader.groups(next) }
}

/// Reads the tokens of a text.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
}

impl<'a> Reader<'a> {
    fn groups(self, at: usize) -> Option<Groups> {
        let (first, mut end, mut ranged) = self.group(at, Joint::Nested)?;
        let mut groups = vec![first];
        while groups.len() < MOST_GROUPS
            && let Some((joint, range, next)) = self.joint(end)
            && let Some((group, after, inner)) = self.group(next, joint)
        {
            let last = groups.len() - 1;
            match (range, groups[last].level == group.level) {
                (true, true) if groups[last].word == group.word => {
                    extend(&mut groups[last].members, group.members, group.level);
                    groups[last].end = after;
                }
                (true, false) => break,
                _ => groups.push(group),
            }
            ranged |= range || inner;
            end = after;
        }
        Some(Groups { list: groups, begin: at, end, ranged })
    }

    pub(super) fn is(self, at: usize, word: Word) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(word))
    }

    pub(super) fn is_mark(self, at: usize, c: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_mark(c))
    }

    /// Whether a token follows the one before it without a space.
    pub(super) fn glued(self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.gap)
    }

    pub(super) fn word(self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.range()])
    }

    /// The level whose word stands here, and the token after it.
    pub(super) fn level(self, at: usize) -> Option<(Level, usize)> {
        let token = *self.tokens.get(at)?;
        let written = || level::of_words(&self.tokens[at..]).map(|(level, count)| (level, at + count));
        let figures = || self.glued(at + 1) && self.tokens[at + 1].class == Class::Figures;
        let (level, end) = written().or_else(|| level::of_initial(token).filter(|_| figures()).map(|level| (level, at + 1)))?;
        let other = OTHER_WORDS.iter().find(|(word, _)| token.is(*word)).map_or(&[][..], |(_, words)| words);
        let before = at.checked_sub(1).map(|before| self.tokens[before]).filter(|_| token.gap);
        let means_other = before.is_some_and(|before| other.iter().any(|word| before.is(*word)));
        (!means_other).then_some((level, end))
    }

    /// A level with its numbers; the token after them, and whether a range was among them.
    fn group(self, at: usize, joint: Joint) -> Option<(Group, usize, bool)> {
        let (level, mut next) = self.level(at)?;
        let word = self.prefix(level, at);
        if (self.is(next, Word::Nay) && level != Level::Subpoint) || (self.is(next, Word::Do) && level == Level::Article) {
            let member = Member { piece: None, at: Some(at) };
            return Some((Group { level, word, members: vec![member], joint, end: next + 1 }, next + 1, false));
        }
        if level == Level::Annex && self.is(next, Word::So) {
            next += 1;
        }
        let from = self.is(next, Word::Tu);
        let Some((piece, mut end)) = self.value(level, next + usize::from(from)) else {
            return self.only_annex(level, at, next, joint);
        };
        // `điều 2 xe` sends cars.
        let lower = matches!(level, Level::Article | Level::Annex) && self.tokens[at].case == Case::Lower;
        let amount = (lower || matches!(level, Level::Clause | Level::Point | Level::Section)) && self.is_unit(end);
        let part_of_speech = level == Level::Part
            && self.tokens[at].case == Case::Lower
            && self.word(next + usize::from(from)).starts_with(|c: char| c.is_ascii_digit());
        if amount || part_of_speech {
            return None;
        }
        let named = |value: &str| format!("{word}-{value}");
        let mut members = vec![Member { piece: Some(named(&piece)), at: Some(at) }];
        let mut ranged = false;
        while members.len() < MOST_MEMBERS
            && let Some((value_at, range)) = self.list_joint(end)
        {
            let Some((piece, after)) = self.bare(level, value_at) else { break };
            let member = Member { piece: Some(named(&piece)), at: Some(value_at) };
            if range {
                if !extend(&mut members, vec![member], level) {
                    break;
                }
                ranged = true;
            } else {
                members.push(member);
            }
            end = after;
        }
        Some((Group { level, word, members, joint, end }, end, ranged))
    }

    /// `Phụ lục kèm theo …` behind a form: the one annex of its work.
    fn only_annex(self, level: Level, at: usize, next: usize, joint: Joint) -> Option<(Group, usize, bool)> {
        const INTO: &[Word] = &[Word::Cua, Word::Tai, Word::Thuoc, Word::Trong];
        const AFTER: &[Word] = &[Word::Kem, Word::Ban, Word::Duoc];
        let only = level == Level::Annex && self.is(at, Word::Phu) && AFTER.iter().any(|word| self.is(next, *word));
        let before = at.checked_sub(1).map(|before| self.tokens[before]);
        let into = before.is_some_and(|before| before.class == Class::Figures || INTO.iter().any(|word| before.is(*word)));
        let numbered = into || joint != Joint::Nested;
        let member = Member { piece: Some("phu-luc".to_owned()), at: Some(at) };
        (only && numbered).then(|| (Group { level, word: "phu-luc", members: vec![member], joint, end: next }, next, false))
    }

    /// The word of a piece.
    fn prefix(self, level: Level, at: usize) -> &'static str {
        if level::piece_of(level) == "phu-luc" && self.is(at, Word::Mau) { "mau" } else { level::piece_of(level) }
    }

    /// What joins two numbers under one word: the token of the next number, and whether it is a range.
    fn list_joint(self, at: usize) -> Option<(usize, bool)> {
        let token = *self.tokens.get(at)?;
        if token.is(Word::Den) || token.is(Word::Toi) || token.is_mark('-') || token.is_mark('–') {
            return Some((at + 1, true));
        }
        let and = |at: usize| usize::from(self.is(at, Word::Va) || self.is(at, Word::Hoac) || self.is(at, Word::Hay));
        if token.is_mark(',') { Some((at + 1 + and(at + 1), false)) } else { (and(at) == 1).then_some((at + 1, false)) }
    }

    /// A further number without a level's word before it.
    fn bare(self, level: Level, at: usize) -> Option<(String, usize)> {
        let token = *self.tokens.get(at)?;
        let (piece, end) = self.value(level, at)?;
        let word = self.word(at);
        let odd_figures = token.class == Class::Figures && ((word.starts_with('0') && level != Level::Annex) || word.len() > 3);
        // `Mục I và V` is a list; `Chương I và Đ` is not, and a letter goes on only where a list plainly does.
        let odd_letter = token.class == Class::Word && matches!(level, Level::Point | Level::Subpoint) && !self.list_goes_on(end);
        (!odd_figures && !odd_letter && !self.is_unit(end)).then_some((piece, end))
    }

    pub(super) fn list_goes_on(self, at: usize) -> bool {
        const AFTER: &[Word] =
            &[Word::Va, Word::Hoac, Word::Hay, Word::Den, Word::Cua, Word::Tai, Word::Thuoc, Word::Cac, Word::Nay, Word::Trong];
        let Some(token) = self.tokens.get(at).copied() else { return true };
        token.class == Class::Mark || self.level(at).is_some() || AFTER.iter().any(|word| token.is(*word))
    }

    fn is_unit(self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_mark('%') || UNITS.iter().any(|word| token.is(*word)))
    }

    /// `Mẫu số 02 ban hành kèm theo Phụ lục I`, `Mẫu số 05 quy định tại Phụ lục II`: the token of the annex.
    fn into_annex(self, at: usize) -> Option<usize> {
        let verb = self.is(at, Word::Ban) && self.is(at + 1, Word::Hanh) || self.is(at, Word::Quy) && self.is(at + 1, Word::Dinh);
        let mut next = at + if verb { 2 } else { 0 };
        next += match () {
            () if self.is(next, Word::Kem) => 1 + usize::from(self.is(next + 1, Word::Theo)),
            () if verb && (self.is(next, Word::Tai) || self.is(next, Word::Theo)) => 1,
            () => return None,
        };
        (self.is(next, Word::Phu) && self.is(next + 1, Word::Luc)).then_some(next)
    }

    /// What joins two groups: how, whether as a range, and the token of the next group.
    fn joint(self, at: usize) -> Option<(Joint, bool, usize)> {
        const INTO: &[Word] = &[Word::Cua, Word::Tai, Word::Thuoc, Word::Trong, Word::O];
        const AND: &[Word] = &[Word::Va, Word::Hoac, Word::Hay];
        let any = |words: &[Word], at: usize| words.iter().any(|word| self.is(at, *word));
        let token = *self.tokens.get(at)?;
        if token.is(Word::Den) || token.is(Word::Toi) || token.is_mark('-') || token.is_mark('–') {
            return self.level(at + 1).map(|_| (Joint::And, true, at + 1));
        }
        if let Some(next) = self.into_annex(at) {
            return Some((Joint::Nested, false, next));
        }
        let (mut joint, mut next) = (Joint::Nested, at);
        if token.is_mark(',') || token.is_mark(';') {
            (joint, next) = (if token.is_mark(',') { Joint::Comma } else { Joint::And }, at + 1);
        }
        if any(AND, next) {
            (joint, next) = (Joint::And, next + 1);
        }
        if any(INTO, next) {
            next += 1;
        }
        if self.is(next, Word::Cac) {
            next += 1;
        }
        if self.is(next, Word::Tu) {
            next += 1;
        }
        self.level(next).map(|_| (joint, false, next))
    }
}
