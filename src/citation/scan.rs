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
    /// Whether they lie in the article that was named last: `khoản 2 Điều đó`.
    pub(super) back: bool,
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
        match scanner.citation(at, found.last()) {
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
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) reader: Reader<'a>,
}

impl Scanner<'_> {
    /// The citation that begins at a token, after the one before it.
    fn citation(self, at: usize, last: Option<&RawCitation>) -> Option<RawCitation> {
        let token = self.tokens[at];
        if provision::is_level(token)
            && let Some(citation) = self.provisions(at).or_else(|| self.whole_annex(at))
        {
            return Some(citation);
        }
        if token.class == Class::Figures {
            return self.number(at, last);
        }
        if token.is(Word::So) {
            let figures = at + 1 + usize::from(self.tokens.get(at + 1).is_some_and(|token| token.is_mark(':')));
            return self.numbered(at, figures, last);
        }
        if !self.reader.may_start(token) {
            return None;
        }
        if let Some(found) = self.reader.read(at) {
            return self.whole_work(at, found);
        }
        self.programme(at)
    }

    pub(super) fn is(self, at: usize, word: Word) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(word))
    }

    /// A work cited as a whole.
    fn whole_work(self, at: usize, found: Found) -> Option<RawCitation> {
        let several = at > 0 && (self.is(at - 1, Word::Cac) || self.is(at - 1, Word::Nhung));
        match &found.named {
            Named::This(_) => return None,
            // `quyết định đó` is any decision; `các văn bản nêu trên` are several.
            Named::Pointer { kind, plain } if several || (*plain && (kind.is_some() || self.ends_in_do(found.byte))) => {
                return None;
            }
            Named::Work(_) | Named::Pointer { .. } | Named::Alias(_) | Named::Short { .. } | Named::Bare(_) => {}
        }
        let start = self.tokens[at].start;
        let (provisions, end) = self.provisions_behind(found.byte).unwrap_or((Vec::new(), found.byte));
        Some(RawCitation { span: start..end, named: Some(found.named), provisions, back: false })
    }

    /// `văn bản đó` in small letters is any document.
    fn ends_in_do(self, byte: usize) -> bool {
        let after = self.tokens.partition_point(|token| token.start < byte);
        after > 0 && self.is(after - 1, Word::Do)
    }

    /// Articles that stand behind their work: `Bộ luật Lao động 2019, Điều 46`.
    fn provisions_behind(self, byte: usize) -> Option<(Vec<Raw>, usize)> {
        let next = self.tokens.partition_point(|token| token.start < byte);
        let at = next + usize::from(self.tokens.get(next).is_some_and(|token| token.is_mark(',')));
        let token = self.tokens.get(at).filter(|token| token.is(Word::Dieu) && token.case == Case::Title)?;
        let groups = provision::read(self.text, self.tokens, at).filter(|_| token.gap)?;
        let ends = self.tokens.get(groups.end).is_none_or(|token| token.class == Class::Mark && !token.is_mark(','));
        let fits = ends && groups.outermost() == Level::Article && !groups.has_pointer() && self.work_after(groups.end).is_none();
        let end = self.tokens[groups.end - 1].end;
        fits.then(|| (provision::arrange(&groups, self.tokens, end), end))
    }

    /// A number without its kind right before it: `3584/QĐ-UBND`, or a kind that a bad scan broke up.
    fn number(self, at: usize, last: Option<&RawCitation>) -> Option<RawCitation> {
        let next = self.tokens.get(at + 1)?;
        let next = if next.class == Class::Word && !next.gap { self.tokens.get(at + 2)? } else { next };
        if !(next.is_mark('/') || next.is_mark('-') || next.is_mark('–')) {
            return None;
        }
        self.numbered(at, at, last)
    }

    /// A number whose figures stand at a token, from `begin` on or from the broken kind before it.
    fn numbered(self, begin: usize, figures: usize, last: Option<&RawCitation>) -> Option<RawCitation> {
        let start = self.tokens[begin].start;
        let floor = last.map_or(0, |last| last.span.end);
        let (found, start) = match broken_head(&self.text[floor..start], self.reader.grammar.kinds) {
            Some((kind, at)) => (self.reader.after_head(kind, figures)?, floor + at),
            None => (self.reader.read(begin).or_else(|| self.in_series(begin, figures, last?))?, start),
        };
        Some(RawCitation { span: start..found.byte, named: Some(found.named), provisions: Vec::new(), back: false })
    }

    /// A further number of a series, whatever its letters: `công văn số A ngày … của Cục …, số B ngày …`.
    fn in_series(self, begin: usize, figures: usize, last: &RawCitation) -> Option<Found> {
        const LONGEST: usize = 160;
        let Some(Named::Work(Mention { kind: Some(kind), number: Some(_), .. })) = &last.named else { return None };
        let start = self.tokens[begin].start;
        let between = self.text[last.span.end..start].trim();
        if between.len() > LONGEST || !last.provisions.is_empty() || !self.is(begin, Word::So) {
            return None;
        }
        let joint = [", và", "; và", "và", ",", ";"].iter().find_map(|joint| between.strip_suffix(joint))?.trim_end();
        let issuer = joint.is_empty() || joint.trim_start_matches([',', ' ']).starts_with("của ");
        let plain = !joint.contains(['.', ';', ':', '(', ')', '“', '”', '/']);
        (issuer && plain).then(|| self.reader.after_head(Some(*kind), figures))?
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
        let back = groups.points_back(self.tokens);
        let work = if back { None } else { self.work_of(&mut groups) };
        let end = work.as_ref().map_or_else(|| self.tokens[groups.end - 1].end, |found| found.byte);
        let mut provisions = provision::arrange(&groups, self.tokens, end);
        if let Some(annexed) = work.as_ref().and_then(|_| self.annexed_text(groups.end)) {
            for provision in &mut provisions {
                provision.lies_in(&annexed);
            }
        }
        let named = work.map(|found| found.named);
        if groups.has_initials(self.tokens) && !matches!(named, Some(Named::Work(_) | Named::Alias(_))) {
            return None;
        }
        if named.is_none() && (!self.stands_alone(&groups) || self.reader.opens_other_name(self.after_into(groups.end))) {
            return None;
        }
        let mut span = start..end;
        if matches!(named, Some(Named::This(_))) {
            self.more_of_this(named.as_ref(), &mut span, &mut provisions);
        }
        Some(RawCitation { span, named, provisions, back })
    }

    /// The work that provisions belong to; the citation ends at its byte.
    fn work_of(self, groups: &mut provision::Groups) -> Option<Found> {
        let work = self.work_after(groups.end).or_else(|| self.broken_work(groups.end));
        if work.as_ref().is_some_and(|found| !matches!(found.named, Named::This(_))) && groups.cut_after_pointer() {
            // `khoản 1 Điều này, Điều 5 Luật X`: the first lies here, whatever follows.
            return None;
        }
        // The title of an annex is no part of the citation, but its work is told by what follows the title.
        let byte = self.tokens[groups.end - 1].end;
        work.or_else(|| self.titled(groups).map(|found| Found { byte, ..found }))
    }

    /// A number whose kind a bad scan broke up, right after provisions: `khoản 5 Điều 39 Nghị đ ịnh s ố 12/2022/NĐ-CP`.
    fn broken_work(self, end: usize) -> Option<Found> {
        const LONGEST: usize = 12;
        let limit = self.tokens.len().min(end + LONGEST);
        let words = self.tokens[end..limit].iter().take_while(|token| token.class == Class::Word).count();
        let figures = self.tokens.get(end + words).filter(|token| words > 2 && token.class == Class::Figures)?;
        let before = self.tokens[end - 1].end;
        let (kind, at) = broken_head(&self.text[before..figures.start], self.reader.grammar.kinds)?;
        let first = self.tokens[end].start - before;
        (at == first).then(|| self.reader.after_head(kind, end + words))?
    }

    /// Whether provisions without a work are a citation.
    fn stands_alone(self, groups: &provision::Groups) -> bool {
        if groups.is_bare_pointer() {
            return false;
        }
        let last = self.tokens[groups.end - 1];
        // `mục 3 chi thường xuyên` is a line of a budget.
        let begin = self.tokens[groups.begin];
        let budget = groups.outermost() == Level::Section
            && groups.is_single()
            && begin.case == Case::Lower
            && self.tokens.get(groups.end).is_some_and(|token| token.class == Class::Word && !may_follow_place(*token));
        if budget {
            return false;
        }
        // `điểm 9` may be a mark at school; alone in brackets it is a place of what stands before them.
        let bracketed = groups.begin > 0
            && self.tokens[groups.begin - 1].is_mark('(')
            && self.tokens.get(groups.end).is_some_and(|token| token.is_mark(')'));
        bracketed || !(groups.outermost() >= Level::Point && groups.is_single() && last.class == Class::Figures)
    }

    /// The token after a comma and `của`, `tại` … that may stand between provisions and their work.
    pub(super) fn after_into(self, end: usize) -> usize {
        const INTO: &[Word] = &[Word::Cua, Word::Tai, Word::Thuoc, Word::Trong, Word::O];
        let at = end + usize::from(self.tokens.get(end).is_some_and(|token| token.is_mark(',')));
        at + usize::from(INTO.iter().any(|word| self.is(at, *word)))
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
        // `CHƯƠNG TRÌNH` in a title in capitals may be any words of it.
        if !token.is(Word::Chuong) || token.case != Case::Title || self.is_subject_matter(at) {
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
        Some(RawCitation { span, named: Some(Named::Work(mention)), provisions: Vec::new(), back: false })
    }

    /// Whether the act that issues what is named here is cited by number in the same clause.
    fn is_subject_matter(self, at: usize) -> bool {
        let clause = self.tokens[..at].iter().rev().take(60).take_while(|token| !(token.is_mark(';') || token.is_mark('.')));
        clause.into_iter().any(|token| token.is_mark('/'))
    }
}

/// Words that go on a sentence after a place.
fn may_follow_place(token: Token) -> bool {
    const WORDS: &[Word] =
        &[Word::Neu, Word::Noi, Word::Tren, Word::Cua, Word::Va, Word::Hoac, Word::Tai, Word::Duoc, Word::La, Word::Thuoc];
    WORDS.iter().any(|word| token.is(*word))
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
