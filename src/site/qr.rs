//! QR codes (ISO/IEC 18004) as the path of an SVG.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};
use serde::Serialize;

/// Modules of white around a code, without which readers do not find it.
const QUIET: i32 = 4;

/// A code to be drawn by a line as wide as a module is.
#[derive(Debug, Serialize)]
pub(super) struct Code {
    /// The square that holds the code and the white around it.
    view_box: String,
    /// Each row's dark runs as strokes in the middle of the row: steps between runs are small numbers, which compress well.
    path: String,
}

/// The code of a text; nothing for one that no code holds, which begins at 2,953 bytes.
pub(super) fn code(text: &str) -> Option<Code> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let (first, side) = (-QUIET, code.size() + 2 * QUIET);
    let path = (0..code.size()).fold(String::new(), |path, y| path + &row(&code, y));
    Some(Code { view_box: format!("{first} {first} {side} {side}"), path })
}

fn row(code: &QrCode, y: i32) -> String {
    let dark = |x: i32| code.get_module(x, y);
    let (mut path, mut pen) = (format!("M0 {y}.5"), 0);
    let starts = (0..code.size()).filter(|x| dark(*x) && !dark(x - 1));
    for start in starts {
        let end = (start..=code.size()).find(|x| !dark(*x)).unwrap_or(start);
        if start > pen {
            let _ = write!(path, "m{} 0", start - pen);
        }
        let _ = write!(path, "h{}", end - start);
        pen = end;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws the path again, module by module.
    fn drawn(path: &str, size: usize) -> Vec<Vec<bool>> {
        let mut rows = Vec::new();
        for line in path.split('M').skip(1) {
            let (mut row, mut pen) = (vec![false; size], 0_usize);
            let steps = line.split_once(".5").expect("a row").1;
            let mut rest = steps.replace(" 0", "");
            while let Some(letter) = rest.chars().next() {
                let digits: String = rest[1..].chars().take_while(char::is_ascii_digit).collect();
                let count: usize = digits.parse().expect("a number");
                if letter == 'h' {
                    row[pen..pen + count].fill(true);
                }
                pen += count;
                rest = rest[1 + digits.len()..].to_owned();
            }
            rows.push(row);
        }
        rows
    }

    #[test]
    fn the_path_draws_every_module() {
        let text = "https://example.gov.vn/van-ban/luat-10-2022-qh15.html";
        let (modules, made) = (QrCode::encode_text(text, QrCodeEcc::Low).expect("it fits"), code(text).expect("it fits"));
        let side = modules.size();
        let expected: Vec<Vec<bool>> = (0..side).map(|y| (0..side).map(|x| modules.get_module(x, y)).collect()).collect();
        assert_eq!(drawn(&made.path, expected.len()), expected);
        assert_eq!(made.view_box, format!("-4 -4 {0} {0}", side + 8));
    }

    #[test]
    fn a_text_beyond_all_codes_has_none() {
        assert!(code(&"a".repeat(3000)).is_none());
    }
}
