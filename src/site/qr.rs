//! QR codes (ISO/IEC 18004) as the dashed line of an SVG.

use qrcodegen::{QrCode, QrCodeEcc};
use serde::Serialize;

/// Modules of white around a code, without which readers do not find it.
const QUIET: i32 = 4;

/// A code to be drawn by one line as wide as a module is, dashed where modules are white.
#[derive(Debug, Serialize)]
pub(super) struct Code {
    /// The square that holds the code and the white around it.
    view_box: String,
    /// The line: along each row in turn, there and back, with a step between rows that is never dark.
    path: String,
    /// Modules dark and white by turns along the line: two letters each, where a path of strokes takes six.
    dashes: String,
}

/// The code of a text; nothing for one that no code holds, which begins at 2,953 bytes.
pub(super) fn code(text: &str) -> Option<Code> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let size = code.size();
    let (first, side) = (-QUIET, size + 2 * QUIET);
    let path = (0..size).fold("M0 .5".to_owned(), |path, y| path + &format!("h{}v1", if y % 2 == 0 { size } else { -size }));
    Some(Code { view_box: format!("{first} {first} {side} {side}"), path, dashes: dashes(&code) })
}

fn dashes(code: &QrCode) -> String {
    let size = code.size();
    let along = |y: i32| (0..size).map(move |x| if y % 2 == 0 { x } else { size - 1 - x });
    let modules = (0..size).flat_map(|y| along(y).map(move |x| (x, y)).chain([(size, y)]));
    let modules: Vec<bool> = modules.map(|(x, y)| code.get_module(x, y)).collect();
    // The first module is a corner of a mark and dark, as the first dash is; the last step is white, as the last gap is.
    let runs = modules.chunk_by(|a, b| a == b).map(|run| run.len().to_string());
    runs.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws the code again, step by step along its line.
    fn drawn(code: &Code, side: usize) -> Vec<Vec<bool>> {
        let lengths: Vec<usize> = code.dashes.split(' ').map(|length| length.parse().expect("a number")).collect();
        assert_eq!(lengths.len() % 2, 0, "dashes and gaps");
        let mut dark = lengths.iter().enumerate().flat_map(|(at, length)| std::iter::repeat_n(at % 2 == 0, *length));
        let mut rows = vec![vec![false; side]; side];
        let (mut x, mut y) = (0_usize, 0);
        for step in code.path.strip_prefix("M0 .5").expect("the beginning").split('v').flat_map(|part| part.split('h')) {
            match step.strip_prefix('-').unwrap_or(step) {
                "" => {}
                "1" => {
                    assert_eq!(dark.next(), Some(false), "a step between rows is white");
                    y += 1;
                }
                length => {
                    for _ in 0..length.parse().expect("a length") {
                        let at = if step.starts_with('-') { x - 1 } else { x };
                        rows[y][at] = dark.next().expect("a module");
                        x = if step.starts_with('-') { x - 1 } else { x + 1 };
                    }
                }
            }
        }
        assert_eq!(dark.next(), None);
        rows
    }

    #[test]
    fn the_line_draws_every_module() {
        let text = "https://example.gov.vn/van-ban/luat-10-2022-qh15.html";
        let (modules, made) = (QrCode::encode_text(text, QrCodeEcc::Low).expect("it fits"), code(text).expect("it fits"));
        let side = modules.size();
        let expected: Vec<Vec<bool>> = (0..side).map(|y| (0..side).map(|x| modules.get_module(x, y)).collect()).collect();
        assert_eq!(drawn(&made, expected.len()), expected);
        assert_eq!(made.view_box, format!("-4 -4 {0} {0}", side + 8));
    }

    #[test]
    fn a_text_beyond_all_codes_has_none() {
        assert!(code(&"a".repeat(3000)).is_none());
    }
}
