//! The index of the search: the rules of text shared with the reader, the same bytes, and files that an edit leaves alone.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::common::{TestSite, files, project, shared};

fn index(site: &TestSite) -> BTreeMap<String, Vec<u8>> {
    files(&site.public().join("chi-muc"))
}

/// The vectors that the reader's tests read too: input, key, fold.
#[test]
fn both_sides_read_a_text_alike() {
    let vectors = fs::read_to_string(project().join("tests/search/vectors.json")).expect("the vectors");
    let vectors: Vec<(String, String, String, Vec<String>)> = serde_json::from_str(&vectors).expect("valid JSON");
    assert!(vectors.len() >= 10);
    for (input, key, fold, _) in vectors {
        let text = congkhai::text::normalize(&input).text;
        assert_eq!(congkhai::text::key(&text).text, key, "{input}");
        assert_eq!(congkhai::text::fold(&text).text, fold, "{input}");
    }
}

#[test]
fn two_builds_give_one_index_and_an_edit_leaves_most_of_it_alone() {
    let site = TestSite::real();
    site.build();
    let before = index(&site);
    site.build();
    assert!(index(&site) == before, "the same bytes");
    let path = site.path().join("content/van-ban/nghi-dinh-59-2023-nd-cp.md");
    let text = fs::read_to_string(&path).expect("the page");
    fs::write(&path, format!("{text}\n\nMột câu mới về hòa giải.\n")).expect("written");
    site.build();
    let after = index(&site);
    let changed = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).count();
    assert!(changed <= 25, "{changed} of {} files", after.len());
}

/// The whole index of the real site is small.
#[test]
fn the_real_sites_index_is_small() {
    let site = TestSite::real();
    site.build();
    let size: usize = index(&site).values().map(Vec::len).sum();
    assert!(size < 500_000, "{size} bytes before compression");
}

/// The reader answers the judged needs over the 136 laws as well as it must.
#[test]
fn judged_needs_are_met() {
    let site = TestSite::laws();
    site.build();
    let (needs, public, query) = (shared("search/needs-dev.jsonl"), site.public(), project().join("tests/search/query.mjs"));
    let output = Command::new("python3")
        .arg(shared("search/evaluate.py"))
        .arg("--laws")
        .arg(shared("corpus/laws"))
        .arg("--needs")
        .arg(needs)
        .arg("--public")
        .arg(&public)
        .arg("--query")
        .arg(query)
        .args(["--need-r10", "0.88", "--need-mrr", "0.75"])
        .output()
        .expect("python3 runs");
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{report}{}", String::from_utf8_lossy(&output.stderr));
    let tests = Command::new("node")
        .args(["--test", "tests/search/"])
        .current_dir(project())
        .env("SEARCH_SITE", &public)
        .env("SEARCH_LAWS", &public)
        .output()
        .expect("node runs");
    assert!(tests.status.success(), "{}", String::from_utf8_lossy(&tests.stdout));
}

/// The record of a document says where its page is; nothing is listed that is not published.
#[test]
fn drafts_and_internal_pages_are_in_no_file() {
    let site = TestSite::small();
    site.write("content/a.md", "---\nkind: Báo cáo\ntitle: Chuyện kín đáo\naccess: internal\n---\n\nKhôngthấyđâu.\n");
    site.write("content/b.md", "---\nkind: Báo cáo\ntitle: Bản nháp đó\ndraft: true\n---\n\nChưađăng.\n");
    site.build();
    for (path, bytes) in index(&site) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        for hidden in ["kín đáo", "khôngthấy", "Khôngthấy", "Bản nháp đó", "chưađăng", "Chưađăng"] {
            assert!(!text.contains(hidden), "{path}: {hidden}");
        }
        let payload = text.strip_prefix("ckIndex(").and_then(|rest| rest.strip_suffix(");\n")).expect("a script");
        let (name, payload) = payload.split_once(',').expect("a name and a payload");
        assert_eq!(name, format!("\"{}\"", path.trim_end_matches(".js")));
        serde_json::from_str::<Value>(payload).expect("a payload in JSON");
    }
}
