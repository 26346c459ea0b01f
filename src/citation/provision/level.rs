//! The words of levels in one table: for the recogniser, the pieces of paths, and the reader of the search index, whose copy
//! (`LEVELS` in `theme/search/query.js`) a test compares with it.

use crate::citation::lex::{Case, Token, Word};
use crate::content::structure::Level;

/// How a level is written.
#[derive(Debug)]
pub(super) struct Spelling {
    pub(super) level: Level,
    /// Its word in paths and ids: `dieu`.
    pub(super) piece: &'static str,
    /// Its words in texts: `điều`.
    pub(super) words: &'static [Word],
    /// Its initial, as letters abbreviate it before figures: `K10 Đ1 TT 26/2015/TT-BTC`.
    pub(super) initial: Option<Word>,
}

const fn spelling(level: Level, piece: &'static str, words: &'static [Word], initial: Option<Word>) -> Spelling {
    Spelling { level, piece, words, initial }
}

/// All that are numbered, outermost first.
pub(super) const SPELLINGS: &[Spelling] = &[
    spelling(Level::Annex, "phu-luc", &[Word::Phu, Word::Luc], None),
    spelling(Level::Annex, "mau", &[Word::Mau], None),
    spelling(Level::Part, "phan", &[Word::Phan], None),
    spelling(Level::Chapter, "chuong", &[Word::Chuong], None),
    spelling(Level::Section, "muc", &[Word::Muc], None),
    spelling(Level::Subsection, "tieu-muc", &[Word::Tieu, Word::Muc], None),
    spelling(Level::Article, "dieu", &[Word::Dieu], Some(Word::D)),
    spelling(Level::Clause, "khoan", &[Word::Khoan], Some(Word::K)),
    spelling(Level::Point, "diem", &[Word::Diem], None),
    spelling(Level::Subpoint, "tiet", &[Word::Tiet], None),
];

/// Whether a token begins the words of a level, or is its initial.
pub(in crate::citation) fn is_level(token: Token) -> bool {
    let begins = |spelling: &Spelling| spelling.words.first().is_some_and(|word| token.is(*word));
    SPELLINGS.iter().any(begins) || of_initial(token).is_some()
}

/// The level whose initial a token is.
pub(super) fn of_initial(token: Token) -> Option<Level> {
    let is = |spelling: &&Spelling| spelling.initial.is_some_and(|word| token.is(word));
    SPELLINGS.iter().filter(|_| token.case == Case::Title).find(is).map(|spelling| spelling.level)
}

/// The level whose words begin the tokens, and how many they are.
pub(super) fn of_words(tokens: &[Token]) -> Option<(Level, usize)> {
    let are = |spelling: &&Spelling| {
        let mut pairs = spelling.words.iter().zip(tokens);
        tokens.len() >= spelling.words.len() && pairs.all(|(word, token)| token.is(*word))
    };
    SPELLINGS.iter().find(are).map(|spelling| (spelling.level, spelling.words.len()))
}

/// The word of a level in paths; plans have theirs in annexes.
pub(super) fn piece_of(level: Level) -> &'static str {
    SPELLINGS.iter().find(|spelling| spelling.level == level).map_or("phu-luc", |spelling| spelling.piece)
}

/// The level of a piece of a path.
pub(super) fn level_of(piece: &str) -> Level {
    let numbered = |spelling: &&Spelling| {
        let rest = piece.strip_prefix(spelling.piece).and_then(|rest| rest.strip_prefix('-'));
        rest.is_some_and(|rest| !rest.is_empty())
    };
    // `dieu-le` is an annexed text, not an article.
    SPELLINGS.iter().filter(|_| piece != "dieu-le").find(numbered).map_or(Level::Annex, |spelling| spelling.level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    /// Rows of piece, folded words, folded initial.
    fn ours() -> Vec<[String; 3]> {
        let folded = |words: &[Word]| words.iter().map(|word| fold(word.key()).text).collect::<Vec<_>>().join(" ");
        let row = |row: &Spelling| [row.piece.to_owned(), folded(row.words), folded(row.initial.as_slice())];
        SPELLINGS.iter().map(row).collect()
    }

    #[test]
    fn the_reader_of_the_index_has_the_same_table() {
        let reader = include_str!("../../../theme/search/query.js");
        let (_, table) = reader.split_once("const LEVELS = ").expect("a table");
        let (table, _) = table.split_once(";\n").expect("its end");
        let theirs: Vec<[String; 3]> = serde_json::from_str(table).expect("a table that is JSON");
        assert_eq!(theirs, ours());
    }
}
