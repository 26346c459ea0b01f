//! Which work the words name: a number with its kind, a name, `Luật này`, `Nghị định nêu trên`.

use super::date;
use super::kind::{Kind, Kinds};
use super::law_name;
use super::lex::{Case, Class, Phrases, Token, Vocabulary, Word};
use super::number::{self, DocumentNumber};
use super::scan::Grammar;
use super::{Mention, Name};

/// What names the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    /// Its number or its name.
    Work(Mention),
    /// `Luật này`.
    This(Option<Kind>),
    /// `Nghị định đó`, `văn bản nêu trên`; `plain` in small letters.
    Pointer { kind: Option<Kind>, plain: bool },
    /// A name that the document itself gave to the work of an earlier citation (its index).
    Alias(usize),
    /// `Nghị định 59`: the kind and serial number of a work cited before.
    Short { kind: Kind, serial: String },
    /// `Điều 10 của Luật`: the kind alone.
    Bare(Kind),
}

/// What was read, up to the token `end`; the citation ends at the byte `byte`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) named: Named,
    pub(super) byte: usize,
}

/// Words that show the kind of a work: names, abbreviations, and `văn bản`.
#[derive(Debug, Clone)]
pub(super) struct Heads {
    phrases: Phrases,
    kinds: Vec<Head>,
}

#[derive(Debug, Clone, Copy)]
struct Head {
    kind: Option<Kind>,
    /// The letters, where it is an abbreviation, which must stand as written.
    letters: Option<&'static str>,
}

impl Heads {
    pub(super) fn new(kinds: &Kinds, vocabulary: &mut Vocabulary) -> Self {
        let mut heads = Self { phrases: Phrases::default(), kinds: Vec::new() };
        for kind in kinds.all() {
            heads.add(vocabulary, kind.name(), Head { kind: Some(kind), letters: None });
            for letters in kind.abbreviations().iter().filter(|letters| letters.chars().count() > 1) {
                heads.add(vocabulary, letters, Head { kind: Some(kind), letters: Some(letters) });
            }
        }
        heads.add(vocabulary, "Văn bản", Head { kind: None, letters: None });
        heads
    }

    fn add(&mut self, vocabulary: &mut Vocabulary, words: &str, head: Head) {
        let symbols = vocabulary.learn(words);
        self.phrases.add(&symbols, self.kinds.len() as u32);
        self.kinds.push(head);
    }

    /// Whether one of them may begin here.
    pub(super) fn may_start(&self, token: Token) -> bool {
        self.phrases.may_start(token)
    }

    /// The kind whose words begin at a token, and the token after them.
    fn at(&self, text: &str, tokens: &[Token], at: usize) -> Option<(Option<Kind>, bool, usize)> {
        let (length, id) = self.phrases.longest(&tokens[at..])?;
        let head = self.kinds[id as usize];
        let written = &text[tokens[at].start..tokens[at + length - 1].end];
        let fits = head.letters.is_none_or(|letters| written == letters);
        fits.then_some((head.kind, head.letters.is_some(), at + length))
    }
}

/// Kinds of texts that an act issues.
const ISSUED: &[&[&str]] =
    &[&["Quy", "chế"], &["Quy", "định"], &["Điều", "lệ"], &["Nội", "quy"], &["Quy", "trình"], &["Quy", "tắc"]];

/// What a reader of works needs.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) grammar: Grammar<'a>,
}

impl Reader<'_> {
    /// Whether a work may be named from this token on.
    pub(super) fn may_start(self, token: Token) -> bool {
        let Grammar { heads, names, aliases, .. } = self.grammar;
        heads.may_start(token) || names.may_start(token) || aliases.may_start(token)
    }

    /// The work that is named from this token on.
    pub(super) fn read(self, at: usize) -> Option<Found> {
        let token = *self.tokens.get(at)?;
        if token.class == Class::Figures {
            return self.numbered(None, at).filter(|found| self.tells(found));
        }
        let alias = self.grammar.aliases.at(self.text, self.tokens, at);
        let alias = alias.map(|(index, byte)| Found { named: Named::Alias(index), byte });
        if let Some(named) = self.grammar.names.may_start(token).then(|| self.name(at)).flatten() {
            if let Some(alias) = alias.filter(|alias| alias.byte >= named.byte) {
                return Some(alias);
            }
            // A work's alias may be the short form of its number, `NĐ 59/2023`: what is written in full goes further.
            let head = self.grammar.heads.at(self.text, self.tokens, at);
            let numbered = head.and_then(|(kind, _, after)| self.by_number(kind, after));
            return Some(numbered.filter(|numbered| numbered.byte > named.byte).unwrap_or(named));
        }
        if self.grammar.aliases.may_start(token) && alias.is_some() {
            return alias;
        }
        if token.is(Word::So) {
            let number = at + 1 + usize::from(self.is_mark(at + 1, ':'));
            return self.numbered(None, number).filter(|found| self.tells(found));
        }
        let (kind, abbreviated, after) = self.grammar.heads.at(self.text, self.tokens, at)?;
        if kind.is_some_and(|kind| kind.name() == CONTRACT) {
            return None;
        }
        if let Some(found) = self.by_number(kind, after) {
            return Some(alias.filter(|alias| alias.byte >= found.byte).unwrap_or(found));
        }
        if abbreviated {
            return None;
        }
        if let Some(found) = self.by_described_number(kind, after) {
            return Some(found);
        }
        if alias.is_some() {
            return alias;
        }
        self.pointer(kind, at, after).or_else(|| kind.and_then(|kind| law_name::open(self, kind, at, after)))
    }

    /// The work that provisions before this token belong to, in forms that name a work only there.
    ///
    /// `Điều 5 Luật an toàn đường sắt` (an unknown name in small letters), `Điều 173 BLHS`, `Điều 3 Nghị định trên vẫn …`.
    pub(super) fn read_after_provisions(self, at: usize) -> Option<Found> {
        if let Some(found) = self.read(at) {
            return Some(found);
        }
        let token = *self.tokens.get(at).filter(|token| token.class == Class::Word && token.gap)?;
        if token.case == Case::Upper && is_short_name(&self.text[token.range()]) {
            return Some(self.named(None, at, at + 1));
        }
        let (kind, abbreviated, after) = self.grammar.heads.at(self.text, self.tokens, at)?;
        if token.case == Case::Lower {
            return None;
        }
        if let Some(short) = kind.and_then(|kind| self.short(kind, after)) {
            return Some(short);
        }
        if abbreviated {
            return None;
        }
        let means_place = || NOT_ABOVE.contains(&self.tokens.get(after + 1).map_or("", |next| &self.text[next.range()]));
        if self.is(after, Word::Tren) && !means_place() {
            return Some(Found { named: Named::Pointer { kind, plain: false }, byte: self.tokens[after].end });
        }
        let end = law_name::words(self, after);
        if end == after {
            return kind.and_then(|kind| self.bare(kind, after));
        }
        kind.is_some_and(Kind::is_cited_by_name).then(|| self.named(kind, at, end))
    }

    /// A kind that ends its clause or goes on with a verb: `khoản 3 Điều 10 của Luật, …`, `Điều 5 Nghị định thì …`.
    fn bare(self, kind: Kind, after: usize) -> Option<Found> {
        const GO_ON: &[&str] = &["và", "hoặc", "thì", "được", "đã", "có", "không", "là", "để", "phải", "như", "với", "đối"];
        let next = self.tokens.get(after);
        let ends = next.is_none_or(|token| match token.class {
            Class::Mark => matches!(&self.text[token.range()], "," | "." | ";" | ")" | ":" | "”" | "/"),
            _ => GO_ON.contains(&&self.text[token.range()]),
        });
        ends.then(|| Found { named: Named::Bare(kind), byte: self.tokens[after - 1].end })
    }

    /// `Nghị định 59`, `Nghị định số 59 nêu trên`.
    fn short(self, kind: Kind, after: usize) -> Option<Found> {
        let at = after + usize::from(self.is(after, Word::So));
        let figures = *self.tokens.get(at).filter(|token| token.class == Class::Figures && token.end - token.start <= 5)?;
        let ends = self
            .tokens
            .get(at + 1)
            .is_none_or(|next| next.gap || matches!(next.class, Class::Mark) && !self.is_mark(at + 1, '/'));
        let above = self.is(at + 1, Word::Neu) && self.is(at + 2, Word::Tren);
        let byte = if above { self.tokens[at + 2].end } else { figures.end };
        let serial = self.text[figures.range()].trim_start_matches('0').to_owned();
        (ends && !kind.is_cited_by_name()).then_some(Found { named: Named::Short { kind, serial }, byte })
    }

    /// The token after the kind that is written in full, with its capital, at a token.
    pub(super) fn after_kind(self, at: usize) -> Option<usize> {
        self.tokens.get(at).filter(|token| token.case == Case::Title)?;
        let (_, abbreviated, after) = self.grammar.heads.at(self.text, self.tokens, at)?;
        (!abbreviated).then_some(after)
    }

    /// The token after the kind of a text that an act issues: `Quy chế`, `Điều lệ`.
    pub(super) fn after_annexed_kind(self, at: usize) -> Option<usize> {
        self.after_one_of(ISSUED, at)
    }

    /// The token after the first of these that is spelled at a token.
    fn after_one_of(self, all: &[&[&str]], at: usize) -> Option<usize> {
        let word = |at: usize| self.tokens.get(at).map_or("", |token| &self.text[token.range()]);
        let spelled = |words: &&&[&str]| words.iter().enumerate().all(|(nth, other)| word(at + nth) == *other);
        all.iter().find(spelled).map(|words| at + words.len())
    }

    /// Whether a token begins the name of a document that is none of the forms above: `Quy chế làm việc`, `Công ước …`.
    pub(super) fn opens_other_name(self, at: usize) -> bool {
        // Drafts and contracts have articles that nobody publishes, whatever stands behind them.
        const PRIVATE: &[&[&str]] = &[
            &["dự", "thảo"],
            &["Dự", "thảo"],
            &["hợp", "đồng"],
            &["Hợp", "đồng"],
            &["điều", "lệ"],
            &["thỏa", "thuận"],
            &["Thỏa", "thuận"],
        ];
        const OTHERS: &[&[&str]] = &[
            &["Công", "ước"],
            &["Hiệp", "định"],
            &["Hiệp", "ước"],
            &["Nghị", "định", "thư"],
            &["Hiến", "chương"],
            &["Tiêu", "chuẩn"],
            &["Quy", "chuẩn"],
        ];
        if self.after_one_of(PRIVATE, at).is_some() {
            return true;
        }
        let other = self.after_one_of(OTHERS, at).or_else(|| self.after_annexed_kind(at));
        let Some(after) = other.or_else(|| self.after_kind(at)) else { return false };
        law_name::words(self, after) > after && !self.is(after, Word::Nay)
    }

    fn is(self, at: usize, word: Word) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(word))
    }

    fn is_mark(self, at: usize, c: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_mark(c))
    }

    /// Whether a number without a kind before it is one by its letters.
    fn tells(self, found: &Found) -> bool {
        let Named::Work(Mention { number: Some(number), .. }) = &found.named else { return false };
        let kinds = self.grammar.kinds;
        let contract = kinds.from_name(CONTRACT).map_or(&[][..], Kind::abbreviations);
        number.is_telling(kinds) && !number.kind_letters(kinds).is_some_and(|letters| contract.contains(&letters))
    }

    /// `số 59/2023/NĐ-CP ngày 14/8/2023` after a kind.
    fn by_number(self, kind: Option<Kind>, after: usize) -> Option<Found> {
        let mut at = after;
        at += usize::from(self.is(at, Word::So));
        at += usize::from(self.is_mark(at, ':'));
        let start = self.tokens.get(at).filter(|token| token.class == Class::Figures)?.start;
        let found = self.numbered(kind, at);
        found.or_else(|| {
            // `Nghị định 59/2023` leaves out the letters that its kind shows.
            let kind = kind.filter(|kind| !kind.is_cited_by_name())?;
            let (number, end) = number::scan_bare(self.text, start)?;
            Some(self.dated(Mention { kind: Some(kind), number: Some(number), ..Mention::default() }, end))
        })
    }

    /// `Báo cáo thẩm tra số 48/BC-KTNS`: a few small words between the kind and a number whose letters are that kind's.
    fn by_described_number(self, kind: Option<Kind>, after: usize) -> Option<Found> {
        const LONGEST: usize = 8;
        const STOPS: &[Word] = &[Word::Cua, Word::Va, Word::Tai, Word::Theo, Word::Nay, Word::Do, Word::Ngay, Word::Hoac];
        let describes =
            |token: &Token| token.class == Class::Word && token.case == Case::Lower && !STOPS.iter().any(|word| token.is(*word));
        // `Quyết định về việc giao quyền xử phạt vi phạm hành chính số 12/QĐ-GQXP`
        let longest = if self.is(after, Word::Ve) { 2 * LONGEST } else { LONGEST };
        let so = (after..=after + longest).find(|at| self.is(*at, Word::So))?;
        if kind.is_some_and(Kind::is_cited_by_name) || !self.tokens[after..so].iter().all(describes) {
            return None;
        }
        let found = self.numbered(kind, so + 1 + usize::from(self.is_mark(so + 1, ':')))?;
        let Named::Work(Mention { number: Some(number), .. }) = &found.named else { return None };
        let letters = number.kind_letters(self.grammar.kinds);
        let fits = letters.is_none_or(|letters| kind.is_some_and(|kind| kind.abbreviations().contains(&letters)));
        (fits && (kind.is_some() || self.tells(&found))).then_some(found)
    }

    /// The number whose figures a token is, after a kind that was read by other means.
    pub(super) fn after_head(self, kind: Option<Kind>, at: usize) -> Option<Found> {
        self.numbered(kind, at)
    }

    fn numbered(self, kind: Option<Kind>, at: usize) -> Option<Found> {
        let start = self.tokens.get(at).filter(|token| token.class == Class::Figures)?.start;
        let before = self.text[..start].chars().next_back();
        // `số59/2023`, `TT26/2015/TT-BTC` have lost their space.
        let after_word = kind.is_some() || at > 0 && self.is(at - 1, Word::So);
        if before.is_some_and(|c| c.is_alphanumeric() && !after_word || matches!(c, '/' | '-' | '.')) {
            return None;
        }
        let (number, end) = number::scan(self.text, start)?;
        Some(self.dated(Mention { kind, number: Some(number), ..Mention::default() }, end))
    }

    /// Adds the date that directly follows.
    pub(super) fn dated(self, mut mention: Mention, mut end: usize) -> Found {
        if let Some((date, after)) = date::following(self.text, end) {
            (mention.date, end) = (Some(date), after);
        }
        Found { named: Named::Work(mention), byte: end }
    }

    /// A name the recogniser knows, with what follows it.
    fn name(self, at: usize) -> Option<Found> {
        let (length, kind) = self.grammar.names.longest(&self.tokens[at..])?;
        if !law_name::stands_alone(self, at, at + length, kind) {
            return None;
        }
        Some(self.named(kind, at, at + length))
    }

    /// The mention of a name with the year, number and date that directly follow it.
    pub(super) fn named(self, kind: Option<Kind>, at: usize, after: usize) -> Found {
        let start = self.tokens[at].start;
        let mut end = self.tokens[after - 1].end;
        let mut mention = Mention { kind, ..Mention::default() };
        let mut year = None;
        if let Some((value, stop)) = year_after(self.text, end) {
            (year, end) = (Some(value), stop);
        }
        let words = self.text[start..self.tokens[after - 1].end].to_owned();
        mention.name = Some(Name { words, written: self.text[start..end].to_owned(), year });
        if let Some((number, stop)) = self.number_after(end) {
            (mention.number, end) = (Some(number), stop);
        }
        self.dated(mention, end)
    }

    /// ` số 10/2022/QH15` after a name.
    fn number_after(self, end: usize) -> Option<(DocumentNumber, usize)> {
        let rest = date::after_space(self.text[end..].strip_prefix(',').unwrap_or(&self.text[end..]))?;
        let rest = ["số", "Số", "SỐ"].iter().find_map(|word| rest.strip_prefix(word))?;
        let rest = date::after_space(rest.strip_prefix(':').unwrap_or(rest))?;
        number::scan(self.text, self.text.len() - rest.len())
    }

    /// `này`, `đó`, `nêu trên` after a kind.
    fn pointer(self, kind: Option<Kind>, at: usize, after: usize) -> Option<Found> {
        const BACK: &[&[Word]] = &[
            &[Word::Da, Word::Neu, Word::Tren],
            &[Word::Da, Word::Neu],
            &[Word::Da, Word::Dan],
            &[Word::Vua, Word::Neu],
            &[Word::Neu, Word::Tren],
            &[Word::Noi, Word::Tren],
            &[Word::Tren],
            &[Word::Do],
        ];
        if self.is(after, Word::Nay) {
            return Some(Found { named: Named::This(kind), byte: self.tokens[after].end });
        }
        let matches = |words: &&&[Word]| words.iter().enumerate().all(|(nth, word)| self.is(after + nth, *word));
        let words = BACK.iter().find(matches)?;
        // `trên địa bàn` is no pointer: one ends its clause.
        let end = after + words.len();
        let ends = self.tokens.get(end).is_none_or(|token| token.class == Class::Mark || token.case == Case::Lower);
        if words.len() == 1 && words[0] == Word::Tren && self.tokens.get(end).is_some_and(|token| token.class != Class::Mark) {
            return None;
        }
        let plain = self.tokens[at].case == Case::Lower;
        ends.then(|| Found { named: Named::Pointer { kind, plain }, byte: self.tokens[end - 1].end })
    }
}

/// A contract has a number too, but is no document that anyone publishes or looks up.
const CONTRACT: &str = "Hợp đồng";

/// Words after `trên` with which it says where something is, and points back to nothing.
const NOT_ABOVE: &[&str] = &["địa", "cơ", "toàn", "mạng", "thực", "cổng", "trang", "hệ", "đất", "biển", "phương", "báo"];

/// `BLHS`, `BLTTDS`, `LĐĐ`: what practitioners make of the name of a code or law.
fn is_short_name(word: &str) -> bool {
    let letters = word.chars().count();
    letters >= 4 && word.starts_with("BL") || letters >= 3 && word.starts_with('L') && !word.starts_with("LL")
}

/// ` năm 2013` or ` 2013` right after a name.
fn year_after(text: &str, at: usize) -> Option<(i16, usize)> {
    let rest = date::after_space(&text[at..])?;
    let rest = rest.strip_prefix("năm ").or_else(|| rest.strip_prefix("NĂM ")).unwrap_or(rest);
    let year: i16 = rest.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
    let more = rest[4..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-'));
    (!more && (1945..=2100).contains(&year)).then(|| (year, text.len() - rest.len() + 4))
}
