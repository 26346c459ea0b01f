//! Work grows with the text and no faster, on texts made to be slow.
//!
//! Counted without a clock: what is found in a text of twice the length is twice as much (or cut at a limit), and each
//! text ends. The benchmark (`cargo bench --bench cite`) shows the ratio of the times.

use std::time::{Duration, Instant};

use crate::cited::{recognizer, rows};

/// A text of so many repetitions.
type Repeat = fn(usize) -> String;

/// Name, text, repetitions of the long run.
const TEXTS: &[(&str, Repeat, usize)] = &[
    ("commas", |n| format!("Điều 1{}", ", 2".repeat(n)), 100_000),
    ("nested quotes", |n| format!("Sửa đổi Điều 1 như sau: {}", "“a ".repeat(n)), 100_000),
    ("quotes of a block", |n| "như sau:\n“a\n".repeat(n), 20_000),
    ("one line", |n| "Quyết định số 1/QĐ-UBND ngày 02/01/2025 của Ủy ban, ".repeat(n), 20_000),
    ("definitions", |n| "Luật Đất đai (sau đây gọi là Luật Đất), ".repeat(n), 100_000),
    ("aliases of a line", |n| "Luật Đất đai (sau đây gọi là Luật Đất).\nLuật Đất\n".repeat(n), 10_000),
    ("provisions", |n| "Điều 1 khoản 1 ".repeat(n), 60_000),
    ("pointers", |n| "điểm a khoản này, khoản 2 Điều đó. ".repeat(n), 30_000),
    ("pointers to works", |n| format!("Luật Thanh tra. {}", "Nghị định nêu trên; ".repeat(n)), 30_000),
    ("other works", |n| format!("Số: 1/QĐ-UBND\nLuật Thanh tra. {}", "Điều 1 Nghị định này; ".repeat(n)), 30_000),
    ("dotted numbers", |n| format!("điểm 1{} Mục 1", ".1".repeat(n)), 100_000),
    ("works and articles", |n| format!("Số: 1/SNV-X\n{}", "Theo Điều 4 khoản 2; ".repeat(n)), 20_000),
    ("numbers", |n| "1/".repeat(n), 300_000),
    ("one figure", |n| "1".repeat(n), 1_000_000),
    ("open names", |n| "Luật về việc ".repeat(n), 60_000),
    ("amending names", |n| "Luật sửa đổi, bổ sung một số điều của Luật A, ".repeat(n), 20_000),
    ("broken scan", |n| "Q u y ế t số 1/ ".repeat(n), 50_000),
    ("annexed titles", |n| "Điều 5 Quy chế a b c d e f ".repeat(n), 30_000),
    ("brackets", |n| "Luật Thanh tra (khoản 1 Điều 80) ".repeat(n), 30_000),
    ("amending lines", |n| "1. Sửa đổi khoản 1 Điều 2 như sau:\n“1. Điều 3 Luật này.”.\n".repeat(n), 10_000),
    ("ranges", |n| "từ Điều 1 đến Điều 500, ".repeat(n), 10_000),
    ("products", |n| format!("điểm a{} khoản 1{} Điều 1{}", ", b".repeat(n), ", 2".repeat(n), ", 3".repeat(n)), 30_000),
];

#[test]
fn no_text_makes_it_hang() {
    let recognizer = recognizer();
    for (name, text, count) in TEXTS {
        let start = Instant::now();
        rows(recognizer, "x.txt", &text(*count));
        // A bound against hanging, far above what any of these takes; speed is the benchmark's business.
        assert!(start.elapsed() < Duration::from_mins(1), "{name} took {:?}", start.elapsed());
    }
}

/// Places named in twice the text are at most twice as many, and some for the lists that limits cut elsewhere.
#[test]
fn what_is_found_grows_with_the_text() {
    let recognizer = recognizer();
    for (name, text, _) in TEXTS {
        let places =
            |count: usize| -> usize { rows(recognizer, "x.txt", &text(count)).iter().map(|row| 1 + row.places.len()).sum() };
        let (once, twice) = (places(400), places(800));
        assert!(twice <= 2 * once + once / 4 + 20, "{name}: {once}, then {twice}");
    }
}
