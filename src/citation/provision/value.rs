//! The numbers of places as drafters write them, and the pieces of a path they become.

use super::read::Reader;
use crate::citation::lex::{Case, Class, Word};
use crate::content::structure::{Level, POINT_LETTERS, ordinal_value, roman_value, to_roman};

impl<'a> Reader<'a> {
    /// A number of a level: its form in the path, and the token after it.
    pub(super) fn value(self, level: Level, at: usize) -> Option<(String, usize)> {
        let (piece, end) = match level {
            Level::Article | Level::Clause => self.figures(at)?,
            Level::Point | Level::Subpoint => self.letter(at).or_else(|| self.figures(at)).map(|number| self.dotted(number))?,
            Level::Part if self.capital(at).is_some() => self.capital(at)?,
            Level::Chapter | Level::Part => {
                let (value, suffix, end) = self.numeral(at)?;
                self.dotted((format!("{}{suffix}", to_roman(value).to_lowercase()), end))
            }
            Level::Section | Level::Subsection => self.section(at)?,
            Level::Annex | Level::PlanPart => self.annex(at)?,
        };
        (!self.goes_on(end)).then_some((piece, end))
    }

    /// The number of a mục or tiểu mục in Arabic figures, as the contract has it: `2`, `2a`, `2.1`; `A` stays a letter.
    fn section(self, at: usize) -> Option<(String, usize)> {
        let arabic = || self.numeral(at).map(|(value, suffix, end)| (format!("{value}{suffix}"), end));
        self.capital(at).or_else(arabic).map(|number| self.dotted(number))
    }

    /// `A` of `Phần A`: a capital that is no Roman figure.
    fn capital(self, at: usize) -> Option<(String, usize)> {
        let word = self.word(at);
        let one = word.chars().next().filter(|c| matches!(c, 'A'..='H' | 'Đ') && word.chars().count() == 1)?;
        Some((one.to_lowercase().collect(), at + 1))
    }

    /// Further figures after a full stop: `4.1`, `2.1`.
    fn dotted(self, (mut piece, mut end): (String, usize)) -> (String, usize) {
        let figures = |at: usize| self.tokens.get(at).is_some_and(|token| token.class == Class::Figures && !token.gap);
        while self.is_mark(end, '.') && self.glued(end) && figures(end + 1) && self.word(end + 1).len() <= 2 {
            piece.push('.');
            piece.push_str(self.word(end + 1));
            end += 2;
        }
        (piece, end)
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
            return Some(self.inserted(at + 1).map_or((value, String::new(), at + 1), |(letter, end)| (value, letter, end)));
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

    /// `-a` of `Chương IV-A`, inserted between two chapters.
    fn inserted(self, at: usize) -> Option<(String, usize)> {
        let joined = self.is_mark(at, '-') && self.glued(at) && self.glued(at + 1);
        let (letter, end) = self.capital(at + 1).filter(|_| joined)?;
        Some((format!("-{letter}"), end))
    }

    /// `I`, `01`, `2a`, `A` of an annex or form, as written.
    fn annex(self, at: usize) -> Option<(String, usize)> {
        let word = self.word(at);
        if roman_value(word).is_some() || (word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase())) {
            return Some((word.to_lowercase(), at + 1));
        }
        self.tokens.get(at).filter(|token| token.class == Class::Figures && word.len() <= 3)?;
        let (suffix, end) = self.suffix(at + 1);
        let after = self.after_form_code(end);
        let code = if after > end { &self.text[self.tokens[end].start..self.tokens[after - 1].end] } else { "" };
        Some((format!("{word}{suffix}{}", code.to_lowercase()), after))
    }

    /// The token after the letters that tell what a form is for: `Mẫu số 01/ĐKTĐ`, `Mẫu số 02-KH`, `Mẫu số 04-A`.
    fn after_form_code(self, at: usize) -> usize {
        let joins = |at: usize| self.glued(at) && (self.is_mark(at, '/') || self.is_mark(at, '-'));
        let capitals = |at: usize| self.tokens[at].case == Case::Upper || self.capital(at).is_some();
        let letters = |at: usize| self.glued(at) && self.tokens[at].class == Class::Word && capitals(at);
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
}
