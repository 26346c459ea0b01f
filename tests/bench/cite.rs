//! How fast citations are found: `cargo bench --bench cite`.
//!
//! One core, the 136 real laws in the normal form, the parse of the same text by pulldown-cmark beside it so that the
//! machine's own speed cancels out. Then texts made to be slow, at one length and at twice that length: the ratio of the
//! times shows that work grows with the text and no faster.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints and may fail loudly")]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use congkhai::citation::{Kinds, Passage, Recognizer, passages};
use congkhai::content::{Blocks, Page, read_text};
use congkhai::text::normalize;

const ROUNDS: usize = 9;

fn main() {
    let recognizer = Recognizer::new(std::iter::empty(), Kinds::default());
    let laws = laws();
    let bytes: usize = laws.iter().map(String::len).sum();
    let pages: Vec<Page> = laws.iter().map(|law| read_text("law.txt", law.clone())).collect();
    let texts: Vec<Blocks> = pages.iter().map(Page::blocks).collect();
    let mut found = 0;
    let cite = median(|| {
        let prepared: Vec<Vec<Passage<'_>>> =
            pages.iter().zip(&texts).map(|(page, blocks)| passages(page, blocks).collect()).collect();
        let start = Instant::now();
        found = prepared.into_iter().map(|texts| recognizer.cite(texts.into_iter(), None).len()).sum();
        start.elapsed()
    });
    let markdown = median(|| {
        let start = Instant::now();
        black_box(laws.iter().map(|law| pulldown_cmark::Parser::new(law).count()).sum::<usize>());
        start.elapsed()
    });
    let megabytes = f64::from(u32::try_from(bytes).expect("a few megabytes")) / 1e6;
    let speed = |time: Duration| megabytes / time.as_secs_f64();
    println!("{} laws, {megabytes:.1} MB, {found} citations", laws.len());
    println!("citations       {:>8.1} MB/s", speed(cite));
    println!("pulldown-cmark  {:>8.1} MB/s", speed(markdown));
    println!("ratio           {:>8.2}", speed(cite) / speed(markdown));
    println!("\ntime at 2n : time at n");
    for (name, text) in ADVERSARIAL {
        println!("{name:<16}{:>8.2}", growth(&recognizer, *text));
    }
}

/// A text of about so many bytes.
type Text = fn(usize) -> String;

/// Patterns that careless grammars read again and again.
const ADVERSARIAL: &[(&str, Text)] = &[
    ("commas", |n| format!("Điều 1{}", ", 2".repeat(n / 3))),
    ("nested quotes", |n| "như sau: “".repeat(n / 13)),
    ("one line", |n| "Quyết định số 1/QĐ-UBND ngày 02/01/2025 ".repeat(n / 46)),
    ("definitions", |n| "Luật Đất đai (sau đây gọi là Luật Đất), ".repeat(n / 52)),
    ("provisions", |n| "Điều 1 khoản 1 ".repeat(n / 19)),
    ("numbers", |n| "1/".repeat(n / 2)),
    ("figures", |n| "1".repeat(n)),
    ("pointers", |n| "điểm a khoản này và Điều đó, ".repeat(n / 40)),
    ("names", |n| "Luật sửa đổi, bổ sung một số điều của Luật A, ".repeat(n / 64)),
    ("open names", |n| "Luật về việc ".repeat(n / 18)),
    ("broken scan", |n| "Q u y ế t ".repeat(n / 12)),
    ("amending lines", |n| "Sửa đổi, bổ sung khoản 1 Điều 2 như sau:\n“1. Điều 3 Luật này.”.\n".repeat(n / 95)),
];

/// How the time grows when the text doubles.
fn growth(recognizer: &Recognizer, text: Text) -> f64 {
    const LENGTH: usize = 400_000;
    let time = |length: usize| {
        let page = read_text("x.txt", text(length));
        let blocks = page.blocks();
        fastest(|| {
            let prepared: Vec<Passage<'_>> = passages(&page, &blocks).collect();
            let start = Instant::now();
            black_box(recognizer.cite(prepared.into_iter(), None));
            start.elapsed()
        })
    };
    time(2 * LENGTH).as_secs_f64() / time(LENGTH).as_secs_f64()
}

/// The least disturbed of several rounds; ratios of medians on a busy machine say little.
fn fastest(mut round: impl FnMut() -> Duration) -> Duration {
    (0..ROUNDS).map(|_| round()).min().unwrap_or_default()
}

fn median(mut round: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| round()).collect();
    times.sort_unstable();
    times[ROUNDS / 2]
}

fn laws() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/laws");
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.expect("a readable folder"));
    let files = files.filter(|entry| entry.file_type().is_file());
    files.map(|entry| normalize(&fs::read_to_string(entry.path()).expect("a law")).text).collect()
}
