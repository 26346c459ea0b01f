//! What the index costs, and what `tests/search/compare.mjs` measures the reader against.
//!
//! `cargo bench --bench search -- cost SITE…` times the index of sites and weighs it;
//! `cargo bench --bench search -- kept SITE` edits 50 pages of a site one after the other and times the update of its index;
//! `cargo bench --bench search -- oracle PUBLIC` answers queries, one a line, as `tests/search/query.mjs` does;
//! `cargo bench --bench search -- uncut SITE PUBLIC OUT` writes the index of a built site with all its postings.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints and may fail loudly")]

#[path = "../search/cost.rs"]
mod cost;
#[path = "../search/kept.rs"]
mod kept;
#[path = "../search/oracle.rs"]
mod oracle;
#[path = "../search/uncut.rs"]
mod uncut;

use std::io::stdin;
use std::path::Path;

fn main() {
    // Cargo adds `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["oracle", public] => {
            let oracle = oracle::Oracle::read(Path::new(public));
            stdin().lines().for_each(|line| println!("{}", oracle.line(&line.expect("a query"))));
        }
        ["cost", ref sites @ ..] if !sites.is_empty() => costs(sites),
        ["kept", site] => kept::updates(Path::new(site)),
        ["uncut", site, public, out] => uncut::write(Path::new(site), Path::new(public), Path::new(out)),
        _ => println!("cost SITE… | kept SITE | oracle PUBLIC < QUERIES | uncut SITE PUBLIC OUT"),
    }
}

/// A line a site.
fn costs(sites: &[&str]) {
    println!("pages   read s  index s  s/1000  memory MiB  files  gzip MB  texts, gzip MB");
    for site in sites {
        let cost = cost::of(Path::new(site));
        let each = cost.index / f64::from(cost.pages as u32) * 1_000.0;
        println!(
            "{:5}  {:7.2}  {:7.2}  {each:6.3}  {:10.0}  {:5}  {:7.2}  {:14.2}",
            cost.pages, cost.read, cost.index, cost.memory, cost.files, cost.index_size, cost.texts_size
        );
    }
}
