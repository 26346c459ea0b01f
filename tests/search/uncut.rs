//! A copy of a built index whose leaves have all postings, for tests only: same terms in same files, so that nothing but
//! the cut of the first tier differs.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use congkhai::content::Settings;
use congkhai::corpus::Corpus;
use congkhai::pipeline::{self, Options};
use congkhai::search;
use congkhai::world::DiskWorld;

/// Writes the index of `public`, built from `site`, to `out` with whole postings.
pub(crate) fn write(site: &Path, public: &Path, out: &Path) {
    let (corpus, _): (Corpus, _) = pipeline::corpus(&DiskWorld::new(site, None), &Options::default());
    let whole: HashMap<String, String> = search::uncut(&corpus, &Settings::default()).into_iter().collect();
    for entry in walkdir::WalkDir::new(public.join("chi-muc")) {
        let entry = entry.expect("a readable entry");
        let name = entry.path().strip_prefix(public).expect("below it");
        let to = out.join(name);
        if name.extension().is_some_and(|extension| extension == "gz") {
            continue;
        }
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).expect("a folder");
        } else if name.starts_with("chi-muc/l") {
            let script = fs::read_to_string(entry.path()).expect("a leaf");
            fs::write(to, with_whole_lines(&script, &whole)).expect("written");
        } else {
            fs::copy(entry.path(), to).expect("copied");
        }
    }
}

/// A leaf with each term's line in place of its own.
fn with_whole_lines(script: &str, whole: &HashMap<String, String>) -> String {
    let (head, json) = script.split_once(',').expect("a name and a payload");
    let text: String = serde_json::from_str(json.trim_end().strip_suffix(");").expect("a script")).expect("JSON");
    let mut key = String::new();
    let line = |line: &str| {
        let (coded, _) = line.split_once('\t').expect("a term and its forms");
        let (same, rest) = coded.split_at(1);
        let same: usize = usize::from_str_radix(same, 36).expect("a figure");
        key = key.chars().take(same).chain(rest.chars()).collect();
        format!("{coded}\t{}", whole.get(&key).expect("a term of the site"))
    };
    let text = text.split('\n').map(line).collect::<Vec<_>>().join("\n");
    format!("{head},{});\n", serde_json::to_string(&text).expect("a text"))
}
