//! The grammar: one pass over the tokens of a text, each citation as its words have it.

use std::ops::Range;

use super::alias::Aliases;
use super::kind::{Kind, Kinds};
use super::law_name::Names;
use super::lex::{Case, Class, Token, Word};
use super::provision::{self, Raw};
use super::work::{Found, Heads, Named, Reader};
use super::{Mention, Name};
use crate::content::structure::Level;

/// A citation before its place is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawCitation {
    pub(super) span: Range<usize>,
    /// What names the work; nothing for provisions alone.
    pub(super) named: Option<Named>,
    pub(super) provisions: Vec<Raw>,
}

/// What the grammar looks things up in.
#[derive(Clone, Copy)]
pub(super) struct Grammar<'a> {
    pub(super) heads: &'a Heads,
    pub(super) names: &'a Names,
    pub(super) kinds: &'a Kinds,
    /// Names that the document itself has given so far.
    pub(super) aliases: &'a Aliases,
}

/// The citations among the tokens of a text, in order, without overlap.
pub(super) fn scan(text: &str, tokens: &[Token], grammar: Grammar<'_>) -> Vec<RawCitation> {
    let scanner = Scanner { text, tokens, reader: Reader { text, tokens, grammar } };
    let mut found: Vec<RawCitation> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let floor = found.last().map_or(0, |last| last.span.end);
        match scanner.citation(at, floor) {
            Some(citation) => {
                at += 1;
                while at < tokens.len() && tokens[at].start < citation.span.end {
                    at += 1;
                }
                found.push(citation);
            }
            None => at += 1,
        }
    }
    found
}

#[derive(Clone, Copy)]
struct Scanner<'a> {
    text: &'a str,
    tokens: &'a [Token],
    reader: Reader<'a>,
}

impl Scanner<'_> {
    /// The citation that begins at a token; `floor` is the byte where the one before it ended.
    fn citation(self, at: usize, floor: usize) -> Option<RawCitation> {
        let token = self.tokens[at];
        if provision::is_level(token)
            && let Some(citation) = self.provisions(at).or_else(|| self.whole_annex(at))
        {
            return Some(citation);
        }
        if token.class == Class::Figures {
            return self.number(at, floor);
        }
        if token.is(Word::So) {
            return self.numbered(
                at,
                at + 1 + usize::from(self.tokens.get(at + 1).is_some_and(|token| token.is_mark(':'))),
                floor,
            );
        }
        if !(self.reader.grammar.heads.may_start(token) || self.reader.grammar.names.may_start(token)) {
            return None;
        }
        if let Some(found) = self.reader.read(at) {
            return self.whole_work(at, found);
        }
        self.programme(at)
    }

    fn is(self, at: usize, word: Word) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(word))
    }

    /// A work cited as a whole.
    fn whole_work(self, at: usize, found: Found) -> Option<RawCitation> {
        let several = at > 0 && (self.is(at - 1, Word::Cac) || self.is(at - 1, Word::Nhung));
        match &found.named {
            Named::This(_) => return None,
            // `quyết định đó` is any decision; `các văn bản nêu trên` are several.
            Named::Pointer { kind, plain } if several || (*plain && kind.is_some()) => return None,
            Named::Work(_) | Named::Pointer { .. } | Named::Alias(_) => {}
        }
        Some(RawCitation { span: self.tokens[at].start..found.byte, named: Some(found.named), provisions: Vec::new() })
    }

    /// A number without its kind right before it: `3584/QĐ-UBND`, or a kind that a bad scan broke up.
    fn number(self, at: usize, floor: usize) -> Option<RawCitation> {
        let next = self.tokens.get(at + 1)?;
        let next = if next.class == Class::Word && !next.gap { self.tokens.get(at + 2)? } else { next };
        if !(next.is_mark('/') || next.is_mark('-') || next.is_mark('–')) {
            return None;
        }
        self.numbered(at, at, floor)
    }

    /// A number whose figures stand at a token, from `begin` on or from the broken kind before it.
    fn numbered(self, begin: usize, figures: usize, floor: usize) -> Option<RawCitation> {
        let start = self.tokens[begin].start;
        let (found, start) = match broken_head(&self.text[floor..start], self.reader.grammar.kinds) {
            Some((kind, at)) => (self.reader.after_head(kind, figures)?, floor + at),
            None => (self.reader.read(begin)?, start),
        };
        Some(RawCitation { span: start..found.byte, named: Some(found.named), provisions: Vec::new() })
    }

    /// Provisions, with the work they belong to where one is named.
    fn provisions(self, at: usize) -> Option<RawCitation> {
        let mut groups = provision::read(self.text, self.tokens, at)?;
        let mut begin = at;
        // `từ Điều 10 đến Điều 15`
        if groups.ranged && at > 0 && self.is(at - 1, Word::Tu) {
            begin = at - 1;
        }
        let start = self.tokens[begin].start;
        let mut work = self.work_after(groups.end);
        if work.as_ref().is_some_and(|found| !matches!(found.named, Named::This(_))) && groups.cut_after_pointer() {
            // `khoản 1 Điều này, Điều 5 Luật X`: the first lies here, whatever follows.
            work = None;
        }
        let end = work.as_ref().map_or_else(|| self.tokens[groups.end - 1].end, |found| found.byte);
        let mut provisions = provision::arrange(&groups, self.tokens, end);
        let named = work.map(|found| found.named);
        if named.is_none() && !self.stands_alone(&groups) {
            return None;
        }
        let mut span = start..end;
        if matches!(named, Some(Named::This(_))) {
            self.more_of_this(named.as_ref(), &mut span, &mut provisions);
        }
        Some(RawCitation { span, named, provisions })
    }

    /// Whether provisions without a work are a citation.
    fn stands_alone(self, groups: &provision::Groups) -> bool {
        if groups.is_bare_pointer() {
            return false;
        }
        // `điểm 9` may be a mark at school.
        let last = self.tokens[groups.end - 1];
        !(groups.outermost() >= Level::Point && groups.is_single() && last.class == Class::Figures)
    }

    /// The work that follows provisions: `của Luật này`, `, Quy định này`, `ban hành kèm theo Nghị định số …`.
    fn work_after(self, end: usize) -> Option<Found> {
        const INTO: &[Word] = &[Word::Cua, Word::Tai, Word::Thuoc, Word::Trong, Word::O];
        let mut at = end + usize::from(self.tokens.get(end).is_some_and(|token| token.is_mark(',')));
        if INTO.iter().any(|word| self.is(at, *word)) {
            at += 1;
        }
        at = self.after_annexed(at).unwrap_or(at);
        self.reader.read(at)
    }

    /// The token after `(được) ban hành kèm theo`.
    fn after_annexed(self, at: usize) -> Option<usize> {
        let mut next = at + usize::from(self.is(at, Word::Duoc));
        if self.is(next, Word::Ban) && self.is(next + 1, Word::Hanh) {
            next += 2;
        }
        (self.is(next, Word::Kem) && self.is(next + 1, Word::Theo)).then_some(next + 2)
    }

    /// `Phụ lục ban hành kèm theo Nghị định này`: the one annex of a work.
    fn whole_annex(self, at: usize) -> Option<RawCitation> {
        if !(self.is(at, Word::Phu) && self.is(at + 1, Word::Luc)) {
            return None;
        }
        let found = self.reader.read(self.after_annexed(at + 2)?)?;
        let span = self.tokens[at].start..found.byte;
        let steps = vec![provision::Step { level: Level::Annex, piece: "phu-luc".to_owned() }];
        let provisions = vec![Raw { here: None, steps, span: Some(span.clone()) }];
        Some(RawCitation { span, named: Some(found.named), provisions })
    }

    /// `Điều 17 của Luật này và khoản 2 Điều này` is one citation.
    fn more_of_this(self, named: Option<&Named>, span: &mut Range<usize>, provisions: &mut Vec<Raw>) {
        loop {
            let after = self.tokens.partition_point(|token| token.start < span.end);
            let Some(groups) = provision::read_more(self.text, self.tokens, after) else { return };
            let work = self.work_after(groups.end);
            let same = work.as_ref().is_some_and(|found| Some(&found.named) == named);
            if !same && (work.is_some() || !groups.all_here()) {
                return;
            }
            span.end = work.map_or_else(|| self.tokens[groups.end - 1].end, |found| found.byte);
            provisions.extend(provision::arrange(&groups, self.tokens, span.end));
        }
    }

    /// A programme in full, with its period: `Chương trình … giai đoạn 2021-2030`.
    fn programme(self, at: usize) -> Option<RawCitation> {
        const LONGEST: usize = 40;
        let token = self.tokens[at];
        if !token.is(Word::Chuong) || token.case == Case::Lower || self.is_subject_matter(at) {
            return None;
        }
        let limit = self.tokens.len().min(at + LONGEST);
        let plain = |at: usize| self.tokens[at].class == Class::Word || self.tokens[at].is_mark(',');
        let period = (at + 5..limit).find(|at| self.is(*at, Word::Giai) && self.is(at + 1, Word::Doan))?;
        let [from, dash, to] = self.tokens.get(period + 2..period + 5)? else { return None };
        let year = |token: &Token| token.class == Class::Figures && token.end - token.start == 4;
        let whole = (at..period).all(plain) && year(from) && year(to) && (dash.is_mark('-') || dash.is_mark('–'));
        if !whole {
            return None;
        }
        let span = token.start..to.end;
        let written = self.text[span.clone()].to_owned();
        let kind = self.reader.grammar.kinds.from_name("Chương trình");
        let name = Name { words: written.clone(), written, year: None };
        let mention = Mention { kind, name: Some(name), ..Mention::default() };
        Some(RawCitation { span, named: Some(Named::Work(mention)), provisions: Vec::new() })
    }

    /// Whether the act that issues what is named here is cited by number in the same clause.
    fn is_subject_matter(self, at: usize) -> bool {
        let clause = self.tokens[..at].iter().rev().take(60).take_while(|token| !(token.is_mark(';') || token.is_mark('.')));
        clause.into_iter().any(|token| token.is_mark('/'))
    }
}

/// The kind (and `số`) that ends a text although a bad scan put spaces into it: `Quy ế t định s ố`.
fn broken_head(before: &str, kinds: &Kinds) -> Option<(Option<Kind>, usize)> {
    const LONGEST: usize = 60;
    let mut letters: Vec<(usize, char)> = Vec::new();
    let mut broken = false;
    for (at, c) in before.char_indices().rev() {
        if letters.len() >= LONGEST || !(c.is_alphabetic() || c == ' ') {
            break;
        }
        if c == ' ' {
            continue;
        }
        let alone = before[..at].ends_with(' ') && before[at + c.len_utf8()..].starts_with(' ');
        broken |= alone;
        letters.push((at, c));
    }
    if !broken {
        return None;
    }
    letters.reverse();
    let compact: String = letters.iter().map(|(_, c)| *c).flat_map(char::to_lowercase).collect();
    let stem = compact.strip_suffix("số").unwrap_or(&compact);
    let named = |kind: Kind| {
        let name: String = kind.name().to_lowercase().chars().filter(|c| *c != ' ').collect();
        stem.strip_suffix(name.as_str()).map(|rest| (kind, rest.chars().count()))
    };
    let (kind, skip) = kinds.all().filter_map(named).min_by_key(|(_, skip)| *skip)?;
    Some((Some(kind), letters.get(skip)?.0))
}
