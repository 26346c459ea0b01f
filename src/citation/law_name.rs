//! Where the name of a law ends in running text.
//!
//! A list of the names that laws have borne, with the names of the site's own works, answers most of it; for a law
//! that neither knows, the words after `Luật` do: capitals, and a number, date or year at the end.

use super::kind::{Kind, Kinds};
use super::lex::{Case, Class, Phrases, Token, Vocabulary, Word};
use super::work::{Found, Reader};
use crate::text::key;

/// Names of laws, one a line.
const LAWS: &str = include_str!("law_names.txt");

/// Longest name of a law that no list knows, in words.
const LONGEST: usize = 40;

/// The names that are found by their words.
#[derive(Debug, Clone)]
pub(super) struct Names {
    phrases: Phrases,
    kinds: Vec<Option<Kind>>,
}

impl Names {
    /// The names of laws and those of the caller's works.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>, kinds: &Kinds, vocabulary: &mut Vocabulary) -> Self {
        let mut all = Self { phrases: Phrases::default(), kinds: Vec::new() };
        let laws = LAWS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        for name in laws.chain(names.filter(|name| name.chars().count() > 2)) {
            let symbols = vocabulary.learn(name);
            all.phrases.add(&symbols, all.kinds.len() as u32);
            all.kinds.push(kind_of(name, kinds));
        }
        all
    }

    pub(super) fn may_start(&self, token: Token) -> bool {
        self.phrases.may_start(token)
    }

    pub(super) fn longest(&self, tokens: &[Token]) -> Option<(usize, Option<Kind>)> {
        self.phrases.longest(tokens).map(|(length, id)| (length, self.kinds[id as usize]))
    }
}

/// The kind that a name begins with.
fn kind_of(name: &str, kinds: &Kinds) -> Option<Kind> {
    let name = key(name).text;
    let begins =
        |kind: &Kind| name.strip_prefix(&key(kind.name()).text).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    kinds.all().filter(begins).max_by_key(|kind| kind.name().len())
}

/// Whether words that spell a known name are one here.
///
/// `hiến pháp và pháp luật` in small letters is none; nor is `luật giá` where it is part of `pháp luật giá`, and after
/// `ban hành` a law is named that is only being made.
pub(super) fn stands_alone(reader: Reader<'_>, at: usize, end: usize, kind: Option<Kind>) -> bool {
    let tokens = &reader.tokens[at..end];
    let Some(kind) = kind.filter(|kind| kind.is_cited_by_name()) else { return true };
    if is_part_of_word(reader, at) {
        return false;
    }
    let capital = tokens.iter().any(|token| token.class == Class::Word && token.case != Case::Lower);
    let syllables = tokens.iter().filter(|token| token.class == Class::Word).count();
    let kind_words = kind.name().split(' ').count();
    // A name that is only its kind, as Hiến pháp is, needs its capital.
    (capital || syllables >= kind_words + 2) && !is_being_made(reader, at)
}

/// `pháp luật …`, `kỷ luật …`, `bộ luật …` are other words.
fn is_part_of_word(reader: Reader<'_>, at: usize) -> bool {
    const BEFORE: &[Word] = &[Word::Phap, Word::Ky, Word::Quy, Word::Trat, Word::Dinh];
    let before = at.checked_sub(1).map(|before| reader.tokens[before]);
    let lower = reader.tokens[at].case == Case::Lower;
    lower && before.is_some_and(|before| BEFORE.iter().any(|word| before.is(*word)))
}

/// `Quốc hội ban hành Luật …` names the law that is being made.
fn is_being_made(reader: Reader<'_>, at: usize) -> bool {
    const WORDS: [Word; 3] = [Word::Hoi, Word::Ban, Word::Hanh];
    at >= WORDS.len() && WORDS.iter().zip(&reader.tokens[at - WORDS.len()..at]).all(|(word, token)| token.is(*word))
}

/// The name of a law that no list knows; `after` is the token after its kind.
pub(super) fn open(reader: Reader<'_>, kind: Kind, at: usize, after: usize) -> Option<Found> {
    if !kind.is_cited_by_name() || is_part_of_word(reader, at) || is_being_made(reader, at) {
        return None;
    }
    if let Some(end) = amending(reader, after).or_else(|| before_number(reader, after)).or_else(|| before_date(reader, after)) {
        return Some(reader.named(Some(kind), at, end));
    }
    let end = up_to_letters(reader, after, words(reader, after));
    if end == after {
        return None;
    }
    let found = reader.named(Some(kind), at, end);
    let told = found.byte > reader.tokens[end - 1].end;
    // Without a year, number or date, only a name of two words in capitals is taken for one, or letters: `Luật BHYT`.
    let capital = |at: usize| reader.tokens[at].case == Case::Title;
    let named = capital(at) && (end >= after + 2 && capital(after) || is_letters(reader.tokens[end - 1]));
    (told || named).then_some(found)
}

/// `GTGT`, `BHYT`: the letters that stand for words of a name.
fn is_letters(token: Token) -> bool {
    token.case == Case::Upper && token.end - token.start >= 3
}

/// The end of a name that letters end: `Luật thuế GTGT`, `Luật BHYT`.
fn up_to_letters(reader: Reader<'_>, at: usize, end: usize) -> usize {
    const MOST: usize = 4;
    let near = end.min(at + MOST);
    (at..near).find(|at| is_letters(reader.tokens[*at])).map_or(end, |letters| letters + 1)
}

/// The token at which the laws that are amended begin: after `của`, or right after `sửa đổi, bổ sung`.
fn amended_laws(reader: Reader<'_>, at: usize) -> Option<usize> {
    const VERBS: &[Word] = &[Word::Sua, Word::Doi, Word::Bosung, Word::Sung, Word::Va];
    let verb = |token: &&Token| token.is_mark(',') || VERBS.iter().any(|word| token.is(*word));
    let bare = at + reader.tokens[at..].iter().take_while(verb).count();
    if known(reader, bare).or_else(|| unknown(reader, bare)).is_some() {
        return Some(bare);
    }
    let limit = reader.tokens.len().min(at + LONGEST);
    let of = (at..limit).find(|at| reader.tokens[*at].is(Word::Cua))?;
    let plain = reader.tokens[at..of].iter().all(|token| token.class != Class::Mark || token.is_mark(','));
    plain.then_some(of + 1)
}

/// `sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C`: the token after it.
fn amending(reader: Reader<'_>, at: usize) -> Option<usize> {
    let is = |at: usize, word: Word| reader.tokens.get(at).is_some_and(|token| token.is(word));
    let opens = (is(at, Word::Sua) && is(at + 1, Word::Doi)) || (is(at, Word::Bosung) && is(at + 1, Word::Sung));
    if !opens {
        return None;
    }
    let mut end = None;
    let mut next = amended_laws(reader, at)?;
    loop {
        next += usize::from(is(next, Word::Cac));
        let stop = known(reader, next).or_else(|| unknown(reader, next));
        let Some(stop) = stop else { break };
        end = Some(stop);
        // A list of laws goes on after a comma or `và`.
        let comma = reader.tokens.get(stop).is_some_and(|token| token.is_mark(','));
        let and = is(stop + usize::from(comma), Word::Va);
        if !comma && !and {
            break;
        }
        next = stop + usize::from(comma) + usize::from(and);
    }
    end
}

/// `Pháp lệnh về Tự vệ trong nhập khẩu hàng hóa số 42/2002/PL-UBTVQH10`: the token before `số`, where the number is one of
/// the National Assembly and nothing but words stands between.
fn before_number(reader: Reader<'_>, at: usize) -> Option<usize> {
    let mut end = at + clause(reader, at);
    // `một số điều của 37 luật có liên quan số 35/2018/QH14`
    if reader.tokens.get(end).is_some_and(|token| token.class == Class::Figures) && !reader.tokens[end - 1].is(Word::So) {
        end += 1;
        end += clause(reader, end);
    }
    let figures = |so: usize| reader.tokens.get(so + 1).filter(|token| token.class == Class::Figures);
    let so = (at + 1..end).find(|at| reader.tokens[*at].is(Word::So) && figures(*at).is_some())?;
    let figures = figures(so)?;
    let (number, _) = super::number::scan(reader.text, figures.start)?;
    number.assembly_term().map(|_| so)
}

/// `Pháp lệnh bổ sung, sửa đổi một số điều lệ về thuế … ngày 17 tháng 11 năm 1987`: the token before `ngày`.
fn before_date(reader: Reader<'_>, at: usize) -> Option<usize> {
    let opens = [Word::Sua, Word::Bosung].iter().any(|word| reader.tokens.get(at).is_some_and(|token| token.is(*word)));
    let end = at + if opens { clause(reader, at) } else { 0 };
    let day = (at..end).find(|at| reader.tokens[*at].is(Word::Ngay))?;
    super::date::following(reader.text, reader.tokens[day - 1].end).map(|_| day)
}

/// How many tokens from here on are words and commas, up to the next law.
fn clause(reader: Reader<'_>, at: usize) -> usize {
    let limit = reader.tokens.len().min(at + LONGEST);
    let tokens = reader.tokens.get(at..limit).unwrap_or_default();
    let law = |token: &Token| token.case == Case::Title && reader.grammar.heads.may_start(*token);
    tokens.iter().take_while(|token| (token.class == Class::Word || token.is_mark(',')) && !law(token)).count()
}

/// The end of a known name.
fn known(reader: Reader<'_>, at: usize) -> Option<usize> {
    let (length, kind) = reader.grammar.names.longest(reader.tokens.get(at..)?)?;
    kind.is_some_and(Kind::is_cited_by_name).then_some(at + length)
}

/// The end of an unknown name with its kind: `Luật Xyz`.
fn unknown(reader: Reader<'_>, at: usize) -> Option<usize> {
    let kind = ["luật", "pháp lệnh", "bộ luật"].iter().find_map(|kind| {
        let words = kind.split(' ').count();
        let tokens = reader.tokens.get(at..at + words)?;
        let first = reader.text[tokens[0].start..tokens[words - 1].end].to_lowercase();
        (first == **kind).then_some(words)
    })?;
    let end = words(reader, at + kind);
    (end > at + kind).then_some(end)
}

/// The words of an unknown name: up to a mark, a figure or a word that begins the rest of the sentence.
pub(super) fn words(reader: Reader<'_>, at: usize) -> usize {
    const STOPS: &[&str] = &[
        "và", "hoặc", "hay", "của", "được", "đã", "có", "quy", "về", "thì", "đối", "theo", "này", "đó", "hiện", "phải", "không",
        "tại", "do", "khi", "để", "mà", "nhưng", "là", "số", "năm", "ngày", "như", "cho", "với", "trong", "trên", "nêu", "nói",
        "sẽ", "đang", "cũng", "vào", "ra", "từ", "đến", "chưa", "vẫn", "nếu", "bị", "còn", "chỉ", "ban", "áp", "thực", "sửa",
        "khác", "mới", "cũ",
    ];
    let stops = |token: &Token| {
        let word = &reader.text[token.range()];
        token.class != Class::Word || token.case == Case::Lower && STOPS.contains(&word)
    };
    let limit = reader.tokens.len().min(at + LONGEST);
    let tokens = reader.tokens.get(at..limit).unwrap_or_default();
    at + tokens.iter().position(stops).unwrap_or(tokens.len())
}
