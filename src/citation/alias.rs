//! Names that a document gives its works: `(sau đây gọi là Chỉ thị)`.

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
}

impl Aliases {
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

    /// Takes a definition for the nearest citation before it that has its kind; `first` is the index of the first one.
    pub(super) fn define(&mut self, definition: &Definition<'_>, found: &[Citation], first: usize) -> bool {
        let Definition { at, alias, kind } = *definition;
        let before = |one: &Citation| one.span.end <= at && at - one.span.end <= REACH;
        let named = |one: &Citation| match &one.work {
            Cited::Work(mention) => mention.kind.is_some_and(|one| one == kind || one.shares_abbreviation(kind)),
            _ => false,
        };
        let antecedent = found.iter().rposition(|one| before(one) && named(one));
        if let Some(index) = antecedent.filter(|_| self.all.len() < MOST) {
            self.all.push((alias.to_owned(), first + index));
        }
        antecedent.is_some()
    }
}

/// A name that a text gives to a work: `(sau đây gọi là Chỉ thị)`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Definition<'a> {
    /// Where it stands.
    pub(super) at: usize,
    alias: &'a str,
    kind: Kind,
}

/// The definitions in a text, in order.
pub(super) fn definitions<'a>(text: &'a str, kinds: &Kinds) -> Vec<Definition<'a>> {
    const WORDS: &[&str] = &["gọi là ", "gọi tắt là ", "gọi chung là ", "viết tắt là "];
    let after = |at: usize| {
        let rest = &text[at + "au đây ".len()..];
        let rest = rest.strip_prefix("được ").unwrap_or(rest);
        let alias = alias(WORDS.iter().find_map(|words| rest.strip_prefix(words))?);
        Some(Definition { at, alias, kind: kind_of(alias, kinds)? })
    };
    text.match_indices("au đây ").filter_map(|(at, _)| after(at)).take(MOST_IN_ONE).collect()
}

/// The words of an alias: in quotes, or up to a mark.
fn alias(rest: &str) -> &str {
    let rest = rest.trim_start_matches(['“', '"', ' ']);
    let end = rest.find([')', ',', ';', '.', '”', '"', '\n', '|']).unwrap_or(rest.len()).min(LONGEST);
    rest.get(..end).unwrap_or_default().trim_end()
}

/// The kind that an alias begins with; one that begins with none stands for something else.
fn kind_of(alias: &str, kinds: &Kinds) -> Option<Kind> {
    let begins = |kind: &Kind| alias.strip_prefix(kind.name()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    kinds.all().filter(begins).max_by_key(|kind| kind.name().len())
}

/// Whether the words around an alias let it stand for its work: not `Chỉ thị này`, not a definition.
fn stands_for_it(before: &[Token], after: &[Token]) -> bool {
    let defined = before.last().is_some_and(|token| token.is(Word::La));
    let other =
        [Word::Nay, Word::So, Word::Do, Word::Neu, Word::Noi].iter().any(|word| after.first().is_some_and(|t| t.is(*word)));
    let number = after.first().is_some_and(|token| token.class == Class::Figures);
    // A name goes on: `Quy chế Tổ chức`.
    let goes_on = after.first().is_some_and(|token| token.class == Class::Word && token.case == Case::Title && token.gap);
    !(defined || other || number || goes_on)
}
