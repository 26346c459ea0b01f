//! Names that a document gives its works: `(sau đây gọi là Chỉ thị)`.

use std::ops::Range;

use super::kind::{Kind, Kinds};
use super::lex::{Case, Class, Token, Word};
use super::{Citation, Cited};

/// Longest stretch between a citation and the alias it gets, in bytes.
const REACH: usize = 1_200;

/// Aliases of one document; further ones are left alone.
const MOST: usize = 100;

/// Aliases that one passage may define.
const MOST_IN_ONE: usize = 8;

/// Longest alias, in bytes.
const LONGEST: usize = 160;

/// The aliases defined so far.
#[derive(Debug, Default)]
pub(super) struct Aliases {
    all: Vec<(String, usize)>,
    /// Whether one of them is letters alone: `BLHS`.
    letters: bool,
}

impl Aliases {
    /// Whether an alias that begins with no kind, `BLHS`, may stand at a token.
    pub(super) fn may_start(&self, token: Token) -> bool {
        self.letters && token.case == Case::Upper
    }

    /// The citation that an alias at a token stands for, and the byte where the alias ends.
    pub(super) fn at(&self, text: &str, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
        let token = tokens.get(at).filter(|token| !self.all.is_empty() && token.case != Case::Lower)?;
        let (alias, index) = self.longest(&text[token.start..])?;
        let end = token.start + alias.len();
        let next = &tokens[tokens.partition_point(|token| token.start < end)..];
        stands_for_it(&tokens[..at], next).then_some((index, end))
    }

    fn longest(&self, text: &str) -> Option<(&str, usize)> {
        let at_end = |alias: &str| !text[alias.len()..].starts_with(char::is_alphanumeric);
        let fits = |(alias, _): &&(String, usize)| text.starts_with(alias.as_str()) && at_end(alias);
        self.all.iter().filter(fits).max_by_key(|(alias, _)| alias.len()).map(|(alias, index)| (alias.as_str(), *index))
    }

    /// Takes a definition for the citation before it that it names; `text` is the passage, `first` the index of the first
    /// citation of it.
    pub(super) fn define(&mut self, definition: &Definition<'_>, text: &str, found: &[Citation], first: usize) -> bool {
        let Definition { at, alias, kind, .. } = *definition;
        let before = |one: &&Citation| one.span.end <= at && at - one.span.end <= REACH && fits(one, alias, kind);
        let candidates: Vec<&Citation> = found.iter().rev().filter(before).collect();
        // `Luật A đã được sửa đổi, bổ sung theo Luật số B (sau đây gọi là Luật A)` is a name of A.
        let same_name = |one: &&&Citation| has_name(one, alias);
        let main = |one: &&&Citation| !amends(text, one);
        let chosen = candidates.iter().find(same_name).or_else(|| candidates.iter().find(main)).or_else(|| candidates.first());
        let index = chosen.and_then(|chosen| found.iter().position(|one| std::ptr::eq(one, *chosen)));
        // A number in full needs no alias: it says itself which work it means.
        let index = index.filter(|_| self.all.len() < MOST && !holds_full_number(alias));
        if let Some(index) = index {
            self.all.push((alias.to_owned(), first + index));
            self.letters |= kind.is_none();
        }
        index.is_some()
    }
}

/// Whether a citation is of the kind that an alias begins with.
fn fits(one: &Citation, alias: &str, kind: Option<Kind>) -> bool {
    let Cited::Work(mention) = &one.work else { return false };
    mention.kind.is_some_and(|one| match kind {
        Some(kind) => one == kind || one.shares_abbreviation(kind),
        None => abbreviates(alias, one),
    })
}

fn has_name(one: &Citation, alias: &str) -> bool {
    let Cited::Work(mention) = &one.work else { return false };
    mention.name.as_ref().is_some_and(|name| alias.starts_with(name.words.as_str()))
}

/// Whether a citation names the law by which another, cited before it, was amended.
fn amends(text: &str, one: &Citation) -> bool {
    const REACH: usize = 90;
    let before = text[..one.span.start].trim_end();
    let clause = &before[super::text_boundary(before, before.len().saturating_sub(REACH))..];
    ["theo", "bởi", "tại"].iter().any(|word| before.ends_with(word)) && clause.contains("sửa đổi")
}

/// Whether an alias holds the whole number of a work: `Thông tư số 38/2014/TT-BTC`, not `NĐ 55/CP`.
fn holds_full_number(alias: &str) -> bool {
    let words = alias.split(' ').filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let whole = |(number, _): (super::DocumentNumber, usize)| number.year().is_some() || number.symbol().contains(['-', '/']);
    words.into_iter().any(|word| super::number::scan(word, 0).is_some_and(whole))
}

/// Whether letters begin with those of a kind: `BLHS` of Bộ luật.
fn abbreviates(alias: &str, kind: Kind) -> bool {
    let initials: String = kind.name().split(' ').filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect();
    let begins = |letters: &str| alias.strip_prefix(letters).is_some_and(|rest| !rest.is_empty());
    begins(&initials) || kind.abbreviations().iter().any(|letters| begins(letters))
}

/// A name that a text gives to a work: `(sau đây gọi là Chỉ thị)`.
#[derive(Debug, Clone)]
pub(super) struct Definition<'a> {
    /// Where it stands.
    pub(super) at: usize,
    /// The bytes of the alias: no citation, whatever the words.
    pub(super) range: Range<usize>,
    alias: &'a str,
    /// The kind it begins with; letters alone begin with none.
    kind: Option<Kind>,
}

/// The definitions in a text, in order.
///
/// `sau đây gọi (tắt, chung) là …`, `dưới đây gọi là …`, `sau đây viết tắt là …`, and the same in brackets without
/// `sau đây`.
pub(super) fn definitions<'a>(text: &'a str, kinds: &Kinds) -> Vec<Definition<'a>> {
    const WORDS: &[&str] = &["gọi ", "gọi tắt ", "gọi chung ", "viết tắt "];
    const OPENS: &[&str] = &["đây", "đây được", "(", "(được"];
    let read = |(la, _): (usize, &str)| {
        let before = &text[..la];
        let at = WORDS.iter().find_map(|words| before.strip_suffix(words)).map(str::trim_end)?;
        if !OPENS.iter().any(|opens| at.ends_with(opens)) {
            return None;
        }
        let range = alias(text, la + "là ".len());
        let words = &text[range.clone()];
        let kind = kind_of(words, kinds);
        let letters = words.chars().count() >= 3 && words.chars().all(char::is_uppercase);
        (kind.is_some() || letters).then_some(Definition { at: at.len(), range, alias: words, kind })
    };
    text.match_indices("là ").filter_map(read).take(MOST_IN_ONE).collect()
}

/// The words of an alias: in quotes, or up to a mark.
fn alias(text: &str, at: usize) -> Range<usize> {
    let rest = text[at..].trim_start_matches(['“', '"', ' ']);
    let start = text.len() - rest.len();
    let marks = [')', ',', ';', '.', '”', '"', '\n', '|'];
    let end =
        rest.char_indices().take_while(|(at, c)| *at <= LONGEST && !marks.contains(c)).map(|(at, c)| at + c.len_utf8()).last();
    let words = rest[..end.filter(|end| *end <= LONGEST).unwrap_or(0)].trim_end();
    // `gọi tắt là NĐ 55/CP thay thế Nghị định …`: what a number ends goes on with something else.
    let number = words.find(|c: char| c.is_ascii_digit()).filter(|at| !words[..*at].contains('('));
    let length = number.and_then(|at| super::number::scan(words, at)).map_or(words.len(), |(_, end)| end);
    start..start + length
}

/// The kind that an alias begins with, in words or, before figures, in letters (`NĐ 55/CP`); one that begins with none
/// stands for something else.
fn kind_of(alias: &str, kinds: &Kinds) -> Option<Kind> {
    let begins = |kind: &Kind| alias.strip_prefix(kind.name()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let figures = |rest: &str| rest.trim_start_matches([' ', 's', 'ố']).starts_with(|c: char| c.is_ascii_digit());
    let lettered = |kind: &Kind| {
        kind.abbreviations().iter().any(|letters| letters.len() > 1 && alias.strip_prefix(letters).is_some_and(figures))
    };
    kinds.all().filter(begins).max_by_key(|kind| kind.name().len()).or_else(|| kinds.all().find(lettered))
}

/// Whether the words around an alias let it stand for its work: not `Chỉ thị này`, not a definition.
fn stands_for_it(before: &[Token], after: &[Token]) -> bool {
    let defined = before.last().is_some_and(|token| token.is(Word::La));
    let is = |at: usize, word: Word| after.get(at).is_some_and(|token: &Token| token.is(word));
    let above = (is(0, Word::Neu) || is(0, Word::Noi)) && is(1, Word::Tren);
    let other = above || [Word::Nay, Word::So, Word::Do].iter().any(|word| is(0, *word));
    let number = after.first().is_some_and(|token| token.class == Class::Figures);
    // A name goes on: `Quy chế Tổ chức`.
    let goes_on = after.first().is_some_and(|token| token.class == Class::Word && token.case == Case::Title && token.gap);
    !(defined || other || number || goes_on)
}
