//! Words, figures and marks of a text, with the vocabulary that gives known words their symbols.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::word_key;

/// A word or mark of the vocabulary; [`UNKNOWN`] for all other words.
pub(super) type Symbol = u32;

/// A word that nothing in the grammar asks for.
pub(super) const UNKNOWN: Symbol = 0;

/// Symbols from here on are marks: the offset is the character.
const MARKS: Symbol = 1 << 30;

/// The symbol of a mark.
pub(super) const fn mark(c: char) -> Symbol {
    MARKS + c as Symbol
}

macro_rules! words {
    ($($name:ident $word:literal)*) => {
        /// The words of the grammar, by their key.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u32)]
        pub(super) enum Word { #[expect(dead_code, reason = "the symbol of all other words")] Other = UNKNOWN, $($name,)* }

        /// In the order of their symbols.
        const WORDS: &[&str] = &[$($word,)*];
    };
}

words! {
    Phan "phần" Chuong "chương" Muc "mục" Tieu "tiểu" Dieu "điều" Khoan "khoản" Diem "điểm" Tiet "tiết"
    Phu "phụ" Luc "lục" Mau "mẫu" So "số" Thu "thứ" Cac "các" Nhung "những" Tu "từ" Den "đến" Toi "tới"
    Ve "về" Va "và" Hoac "hoặc" Hay "hay" Cua "của" Tai "tại" Thuoc "thuộc" Trong "trong" O "ở"
    Nay "này" Do "đó" Tren "trên" Neu "nêu" Noi "nói" Da "đã" Dan "dẫn" Vua "vừa"
    Ban "ban" Hanh "hành" Dinhkem "đính" Kem "kèm" Theo "theo" Duoc "được"
    Nam "năm" Giai "giai" Doan "đoạn"
    Sua "sửa" Doi "đổi" Bosung "bổ" Sung "sung" Mot "một"
    La "là" K "k" D "đ"
    Phap "pháp" Ky "kỷ" Quy "quy" Trat "trật" Dinh "định" Tai_ "tài" Thoi "thời" Dia "địa" Quan "quan" Dac "đặc" Trong_ "trọng"
    Uu "ưu" Nhuoc "nhược" Cao "cao" Thi "thí" Luan "luận" Giao "giao" Yeu "yếu" Khuyet "khuyết" Cham "chấm"
    Danh "danh" Hang "hạng" Chuyen "chuyên" De "đề" Thanh "thành" Co "cổ" Hoc "học" Huan "huân" Huy "huy" Chi "chi" Bai "bài"
    Ngay "ngày" Thang "tháng" Nguoi "người" Dong "đồng" Trieu "triệu" Ty "tỷ" Ti "tỉ" Nghin "nghìn" Ngan "ngàn" Lan "lần"
    Gio "giờ" Phut "phút" Giay "giây" Tuoi "tuổi" Met "mét" M "m" Km "km" Ha "ha" Kg "kg" Lit "lít" Tram "trăm" Vu "vụ" Viec "việc" Xe "xe" Hoi "hội"
}

#[cfg(test)]
impl Word {
    /// The word as the vocabulary has it.
    pub(super) fn key(self) -> &'static str {
        WORDS[self as usize - 1]
    }
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Letters.
    Word,
    /// ASCII figures.
    Figures,
    /// Anything else that is no space: one character.
    Mark,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    /// First letter capital.
    Title,
    /// All capitals, at least two letters.
    Upper,
}

/// A word, a run of figures or a mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) symbol: Symbol,
    pub(super) class: Class,
    pub(super) case: Case,
    /// Whether white space stands before it.
    pub(super) gap: bool,
}

impl Token {
    pub(super) fn is(self, word: Word) -> bool {
        self.symbol == word as Symbol
    }

    pub(super) fn is_mark(self, c: char) -> bool {
        self.symbol == mark(c)
    }

    pub(super) fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// The words that mean something to the grammar or stand in a name.
#[derive(Debug, Clone)]
pub(super) struct Vocabulary {
    symbols: HashMap<Box<str>, Symbol>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        let symbols = WORDS.iter().enumerate().map(|(at, word)| ((*word).into(), at as Symbol + 1)).collect();
        Self { symbols }
    }
}

impl Vocabulary {
    /// The tokens of a phrase, its unknown words added.
    pub(super) fn learn(&mut self, phrase: &str) -> Vec<Symbol> {
        let mut buffer = String::new();
        for token in self.lex(phrase) {
            if token.class == Class::Mark {
                continue;
            }
            word_key(&phrase[token.range()], &mut buffer);
            let next = self.symbols.len() as Symbol + 1;
            self.symbols.entry(buffer.as_str().into()).or_insert(next);
        }
        self.lex(phrase).iter().map(|token| token.symbol).collect()
    }

    /// The tokens of a text, in one pass.
    pub(super) fn lex(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 5);
        let mut buffer = String::with_capacity(32);
        let mut chars = text.char_indices().peekable();
        let mut gap = false;
        while let Some((start, c)) = chars.next() {
            let mut end = start + c.len_utf8();
            if c == ' ' || c == '\t' {
                gap = true;
                continue;
            }
            if c == '['
                && !gap
                && let Some(after) = footnote_mark(&text[start..])
            {
                while chars.next_if(|(at, _)| *at < start + after).is_some() {}
                continue;
            }
            let token = if c.is_ascii_digit() {
                while let Some((at, _)) = chars.next_if(|(_, c)| c.is_ascii_digit()) {
                    end = at + 1;
                }
                self.token(text, start..end, Class::Figures, Case::Lower, gap, &mut buffer)
            } else if c.is_alphabetic() {
                let (mut letters, mut capitals) = (1, usize::from(c.is_uppercase()));
                while let Some((at, c)) = chars.next_if(|(_, c)| c.is_alphabetic()) {
                    letters += 1;
                    capitals += usize::from(c.is_uppercase());
                    end = at + c.len_utf8();
                }
                let case = match (c.is_uppercase(), capitals == letters && letters > 1) {
                    (_, true) => Case::Upper,
                    (true, false) => Case::Title,
                    (false, false) => Case::Lower,
                };
                self.token(text, start..end, Class::Word, case, gap, &mut buffer)
            } else {
                Token { start, end, symbol: mark(c), class: Class::Mark, case: Case::Lower, gap }
            };
            tokens.push(token);
            gap = false;
        }
        tokens
    }

    fn token(&self, text: &str, range: Range<usize>, class: Class, case: Case, gap: bool, buffer: &mut String) -> Token {
        word_key(&text[range.clone()], buffer);
        let symbol = self.symbols.get(buffer.as_str()).copied().unwrap_or(UNKNOWN);
        Token { start: range.start, end: range.end, symbol, class, case, gap }
    }
}

/// How long the mark of a footnote is that stands right behind a word, as consolidated texts have it: `khoản 2[3] Điều này`.
fn footnote_mark(text: &str) -> Option<usize> {
    let figures = text.bytes().skip(1).take_while(u8::is_ascii_digit).count();
    ((1..=3).contains(&figures) && text[figures + 1..].starts_with(']')).then_some(figures + 2)
}

/// Phrases found by their words: a trie over symbols.
#[derive(Debug, Default, Clone)]
pub(super) struct Phrases {
    steps: HashMap<(u32, Symbol), u32>,
    /// For each node, the phrase that ends there.
    ends: Vec<Option<u32>>,
    /// For each symbol, whether a phrase begins with it.
    starts: Vec<bool>,
}

impl Phrases {
    /// Adds a phrase under an id of the caller's; the first id of equal phrases stays.
    pub(super) fn add(&mut self, symbols: &[Symbol], id: u32) {
        if symbols.is_empty() || symbols.contains(&UNKNOWN) {
            return;
        }
        if self.ends.is_empty() {
            self.ends.push(None);
        }
        let mut node = 0;
        for symbol in symbols {
            let next = self.ends.len() as u32;
            node = *self.steps.entry((node, *symbol)).or_insert(next);
            if node == next {
                self.ends.push(None);
            }
        }
        self.ends[node as usize].get_or_insert(id);
        let first = symbols[0] as usize;
        if first < MARKS as usize {
            self.starts.resize(self.starts.len().max(first + 1), false);
            self.starts[first] = true;
        }
    }

    /// Whether a phrase may begin with this token.
    pub(super) fn may_start(&self, token: Token) -> bool {
        self.starts.get(token.symbol as usize).copied().unwrap_or(false)
    }

    /// The longest phrase that begins at a token: how many tokens it has, and its id.
    pub(super) fn longest(&self, tokens: &[Token]) -> Option<(usize, u32)> {
        if !tokens.first().is_some_and(|token| self.may_start(*token)) {
            return None;
        }
        let mut best = None;
        let mut node = 0;
        for (at, token) in tokens.iter().enumerate() {
            match self.steps.get(&(node, token.symbol)) {
                Some(next) => node = *next,
                None => break,
            }
            if let Some(id) = self.ends[node as usize] {
                best = Some((at + 1, id));
            }
        }
        best
    }
}
