//! Reads words as groups: `khoản 1, 2 và 3`, `các điều từ 10 đến 15`, `Điều này`.

use crate::citation::lex::{Case, Class, Token, Word};
use crate::content::structure::{Level, POINT_LETTERS, ordinal_value, roman_value, to_roman};

/// Members that a range may imply; a longer one keeps its two ends.
const LONGEST_RANGE: u32 = 500;

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

    /// Whether it is one number under one word: `điểm 5`.
    pub(in crate::citation) fn is_single(&self) -> bool {
        self.list.len() == 1 && self.list[0].members.len() == 1
    }
}

/// Whether a token is the word of a level.
pub(in crate::citation) fn is_level(token: Token) -> bool {
    const LEVELS: &[Word] =
        &[Word::Phan, Word::Chuong, Word::Muc, Word::Tieu, Word::Dieu, Word::Khoan, Word::Diem, Word::Tiet, Word::Phu, Word::Mau];
    LEVELS.iter().any(|word| token.is(*word))
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

#[derive(Clone, Copy)]
struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
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

    fn is(self, at: usize, word: Word) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(word))
    }

    fn is_mark(self, at: usize, c: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_mark(c))
    }

    /// Whether a token follows the one before it without a space.
    fn glued(self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.gap)
    }

    fn word(self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.range()])
    }

    /// The level whose word stands here, and the token after it.
    fn level(self, at: usize) -> Option<(Level, usize)> {
        let token = *self.tokens.get(at)?;
        let (level, end) = match () {
            () if token.is(Word::Dieu) => (Level::Article, at + 1),
            () if token.is(Word::Khoan) => (Level::Clause, at + 1),
            () if token.is(Word::Diem) => (Level::Point, at + 1),
            () if token.is(Word::Tiet) => (Level::Subpoint, at + 1),
            () if token.is(Word::Tieu) && self.is(at + 1, Word::Muc) => (Level::Subsection, at + 2),
            () if token.is(Word::Muc) => (Level::Section, at + 1),
            () if token.is(Word::Chuong) => (Level::Chapter, at + 1),
            () if token.is(Word::Phan) => (Level::Part, at + 1),
            () if token.is(Word::Phu) && self.is(at + 1, Word::Luc) => (Level::Annex, at + 2),
            () if token.is(Word::Mau) => (Level::Annex, at + 1),
            () => return None,
        };
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
            && self.word(next).starts_with(|c: char| c.is_ascii_digit());
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
        const AFTER: &[Word] = &[Word::Kem, Word::Ban, Word::Duoc];
        let only = at > 0 && level == Level::Annex && self.is(at, Word::Phu) && AFTER.iter().any(|word| self.is(next, *word));
        let numbered = at > 0 && self.tokens[at - 1].class == Class::Figures || joint != Joint::Nested;
        let member = Member { piece: Some("phu-luc".to_owned()), at: Some(at) };
        (only && numbered).then(|| (Group { level, word: "phu-luc", members: vec![member], joint, end: next }, next, false))
    }

    /// The word of a piece.
    fn prefix(self, level: Level, at: usize) -> &'static str {
        match level {
            Level::Part => "phan",
            Level::Chapter => "chuong",
            Level::Section => "muc",
            Level::Subsection => "tieu-muc",
            Level::Article => "dieu",
            Level::Clause => "khoan",
            Level::Point => "diem",
            Level::Subpoint => "tiet",
            Level::Annex | Level::PlanPart if self.is(at, Word::Mau) => "mau",
            Level::Annex | Level::PlanPart => "phu-luc",
        }
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

    fn list_goes_on(self, at: usize) -> bool {
        const AFTER: &[Word] =
            &[Word::Va, Word::Hoac, Word::Hay, Word::Den, Word::Cua, Word::Tai, Word::Thuoc, Word::Cac, Word::Nay, Word::Trong];
        let Some(token) = self.tokens.get(at).copied() else { return true };
        token.class == Class::Mark || self.level(at).is_some() || AFTER.iter().any(|word| token.is(*word))
    }

    fn is_unit(self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_mark('%') || UNITS.iter().any(|word| token.is(*word)))
    }

    /// A number of a level: its form in the path, and the token after it.
    fn value(self, level: Level, at: usize) -> Option<(String, usize)> {
        let (piece, end) = match level {
            Level::Article | Level::Clause => self.figures(at)?,
            Level::Point | Level::Subpoint => self.letter(at).or_else(|| self.dotted(self.figures(at)?))?,
            Level::Part if self.capital(at).is_some() => self.capital(at)?,
            Level::Chapter | Level::Part => {
                self.numeral(at).map(|(value, suffix, end)| (format!("{}{suffix}", to_roman(value).to_lowercase()), end))?
            }
            Level::Section | Level::Subsection => self.section(at)?,
            Level::Annex | Level::PlanPart => self.annex(at)?,
        };
        (!self.goes_on(end)).then_some((piece, end))
    }

    /// The number of a mục or tiểu mục in Arabic figures, as the contract has it: `2`, `2a`, `2.1`; `A` stays a letter.
    fn section(self, at: usize) -> Option<(String, usize)> {
        let arabic = || self.numeral(at).map(|(value, suffix, end)| (format!("{value}{suffix}"), end));
        self.dotted(self.capital(at).or_else(arabic)?)
    }

    /// `A` of `Phần A`: a capital that is no Roman figure.
    fn capital(self, at: usize) -> Option<(String, usize)> {
        let word = self.word(at);
        let one = word.chars().next().filter(|c| matches!(c, 'A'..='H' | 'Đ') && word.chars().count() == 1)?;
        Some((one.to_lowercase().collect(), at + 1))
    }

    /// Further figures after a full stop: `4.1`, `2.1`.
    fn dotted(self, (mut piece, mut end): (String, usize)) -> Option<(String, usize)> {
        let figures = |at: usize| self.tokens.get(at).is_some_and(|token| token.class == Class::Figures && !token.gap);
        while self.is_mark(end, '.') && self.glued(end) && figures(end + 1) && self.word(end + 1).len() <= 2 {
            piece = format!("{piece}.{}", self.word(end + 1));
            end += 2;
        }
        Some((piece, end))
    }

    /// `46`, `2a`; no leading zero.
    fn figures(self, at: usize) -> Option<(String, usize)> {
        let word = self.tokens.get(at).filter(|token| token.class == Class::Figures).map(|_| self.word(at))?;
        let value: u32 = word.parse().ok().filter(|_| word.len() <= 4)?;
        let (suffix, end) = self.suffix(at + 1);
        Some((format!("{value}{suffix}"), end))
    }

    /// `a` of `5a`: one small letter that touches the figures.
    fn suffix(self, at: usize) -> (&'a str, usize) {
        let word = self.word(at);
        let one = self.glued(at) && word.chars().count() == 1 && word.chars().all(|c| POINT_LETTERS.contains(c));
        let more = self.glued(at + 1) && self.tokens[at + 1].class == Class::Figures;
        if one && !more { (word, at + 1) } else { ("", at) }
    }

    /// `a`, `đ1`, `a)` before another level.
    fn letter(self, at: usize) -> Option<(String, usize)> {
        let word = self.word(at);
        let letter = word.chars().next().filter(|_| word.chars().count() == 1)?.to_lowercase().next()?;
        if !POINT_LETTERS.contains(letter) {
            return None;
        }
        let mut end = at + 1;
        let mut piece = letter.to_string();
        if self.glued(end) && self.tokens[end].class == Class::Figures && self.word(end).len() <= 2 {
            piece.push_str(self.word(end));
            end += 1;
        }
        // `điểm y tế` is a place, not a point.
        if letter == 'y' && !self.list_goes_on(end) {
            return None;
        }
        if self.is_mark(end, ')') && self.glued(end) && self.level(end + 1).is_some() {
            end += 1;
        }
        Some((piece, end))
    }

    /// Roman or Arabic, with a letter; `thứ nhất`.
    fn numeral(self, at: usize) -> Option<(u32, String, usize)> {
        let word = self.word(at);
        if self.is(at, Word::Thu) {
            let start = self.tokens.get(at)?.start;
            let (value, length) = ordinal_value(&self.text[start..])?;
            let end = self.tokens[at..].iter().take_while(|token| token.start < start + length).count();
            return Some((value, String::new(), at + end));
        }
        if let Some(value) = roman_value(word) {
            return Some((value, String::new(), at + 1));
        }
        if let Some((roman, suffix)) = word.char_indices().next_back().map(|(last, _)| word.split_at(last))
            && POINT_LETTERS.contains(suffix)
            && let Some(value) = roman_value(roman)
        {
            return Some((value, suffix.to_owned(), at + 1));
        }
        let value = word.parse().ok().filter(|_| word.len() <= 3)?;
        let (suffix, end) = self.suffix(at + 1);
        Some((value, suffix.to_owned(), end))
    }

    /// `I`, `01`, `2a`, `A` of an annex or form, as written.
    fn annex(self, at: usize) -> Option<(String, usize)> {
        let word = self.word(at);
        if roman_value(word).is_some() || (word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase())) {
            return Some((word.to_lowercase(), at + 1));
        }
        self.tokens.get(at).filter(|token| token.class == Class::Figures && word.len() <= 3)?;
        let (suffix, end) = self.suffix(at + 1);
        Some((format!("{word}{suffix}"), self.after_form_code(end)))
    }

    /// The token after the letters that tell what a form is for: `Mẫu số 01/ĐKTĐ`, `Mẫu số 02-KH`.
    fn after_form_code(self, at: usize) -> usize {
        let joins = |at: usize| self.glued(at) && (self.is_mark(at, '/') || self.is_mark(at, '-'));
        let letters = |at: usize| self.glued(at) && self.tokens[at].class == Class::Word && self.tokens[at].case == Case::Upper;
        let mut end = at;
        while joins(end) && letters(end + 1) {
            end += 2;
        }
        end
    }

    /// Whether the number goes on without a space, so that it is another kind of number: `1.000`, `1/2`, `01-BC`.
    fn goes_on(self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| !token.gap) else { return false };
        if token.class != Class::Mark {
            return true;
        }
        let next = self.tokens.get(at + 1).filter(|token| !token.gap);
        match next {
            Some(next) if token.is_mark('.') || token.is_mark(',') => next.class == Class::Figures && token.is_mark('.'),
            Some(next) if token.is_mark('/') => next.class != Class::Mark,
            Some(next) if token.is_mark('-') => next.class == Class::Word,
            _ => token.is_mark('%'),
        }
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

/// What lies between the two ends of a range.
enum Between {
    Pieces(Vec<String>),
    /// The ends are of different forms or too far apart.
    Uncountable,
    /// The second end does not come after the first.
    Backwards,
}

/// Adds the members of a range's end, and those between; `false` where it runs backwards.
fn extend(members: &mut Vec<Member>, end: Vec<Member>, level: Level) -> bool {
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
