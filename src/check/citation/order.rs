//! `level-order`: the levels of a provision stand in the wrong order.
//!
//! NĐ 30/2020/NĐ-CP (Phụ lục I) and Luật Ban hành VBQPPL cite from the smallest unit up: `điểm a khoản 2 Điều 46`.

use super::{Cited, Problem};
use crate::citation::Step;
use crate::content::structure::Level;
use crate::corpus::provision_name;
use crate::diagnostic::{Code, Say};
use crate::text::key;

pub(super) fn problem(cited: &Cited<'_>) -> Option<Problem> {
    // In a list, the order of the words is the order of the list.
    let [place] = &cited.one.places[..] else { return None };
    let words = key(cited.words()).text;
    let at = |step: &Step| word(step.level).and_then(|word| find_word(&words, word));
    let order: Vec<usize> = place.path.steps.iter().filter_map(at).collect();
    if order.len() < 2 || order.windows(2).all(|pair| pair[0] > pair[1]) {
        return None;
    }
    let right = provision_name(&place.path);
    let message = Say::new(
        format!("`{}` viết không theo thứ tự từ nhỏ đến lớn", cited.words()),
        format!("`{}` does not go from the smallest unit up", cited.words()),
    );
    let help = Say::new(format!("thể thức chuẩn: {right}"), format!("the official form is: {right}"));
    Some(Problem::new(Code::LevelOrder, words, message, help))
}

/// The word of a level below the article; above it, usage varies.
fn word(level: Level) -> Option<&'static str> {
    match level {
        Level::Article => Some("điều"),
        Level::Clause => Some("khoản"),
        Level::Point => Some("điểm"),
        _ => None,
    }
}

fn find_word(text: &str, word: &str) -> Option<usize> {
    let whole = |at: usize| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    text.match_indices(word).map(|(at, _)| at).find(|at| whole(*at))
}
