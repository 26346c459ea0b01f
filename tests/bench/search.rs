//! What `tests/search/compare.mjs` measures the reader against.
//!
//! `cargo bench --bench search -- oracle PUBLIC` answers queries, one a line, as `tests/search/query.mjs` does;
//! `cargo bench --bench search -- uncut SITE PUBLIC OUT` writes the index of a built site with all its postings.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints and may fail loudly")]

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
        ["uncut", site, public, out] => uncut::write(Path::new(site), Path::new(public), Path::new(out)),
        _ => println!("oracle PUBLIC < QUERIES | uncut SITE PUBLIC OUT"),
    }
}
