//! What a kept index costs, and how fast it takes in one sentence more on one page.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

use congkhai::content::Settings;
use congkhai::corpus::{Corpus, PageId};
use congkhai::pipeline::{self, Options};
use congkhai::search::{self, Index};
use congkhai::world::{DiskWorld, Listing, World};
use jiff::civil::Date;

use crate::cost::status;

/// Pages that get a sentence, one after the other.
const EDITS: usize = 50;

/// A site on disk with some pages as somebody saved them.
struct Edited {
    disk: DiskWorld,
    pages: BTreeMap<String, String>,
}

impl World for Edited {
    fn list(&self) -> Listing {
        self.disk.list()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.pages.get(path).map_or_else(|| self.disk.read(path), |text| Ok(text.clone().into_bytes()))
    }

    fn today(&self) -> Date {
        self.disk.today()
    }
}

type Files = BTreeMap<String, blake3::Hash>;

fn gathered(make: impl FnOnce(&(dyn Fn(&str, Vec<u8>) + Sync))) -> Files {
    let files: Mutex<Files> = Mutex::default();
    make(&|path, bytes| {
        files.lock().expect("whole").insert(path.to_owned(), blake3::hash(&bytes));
    });
    files.into_inner().expect("whole")
}

/// Edits pages of a site one after the other and prints what each update took and changed.
pub(crate) fn updates(site: &Path) {
    let settings = Settings::default();
    let corpus = |pages| pipeline::corpus(&Edited { disk: DiskWorld::new(site, None), pages }, &Options::default()).0;
    let before = corpus(BTreeMap::new());
    let rss = status("VmRSS");
    fs::write("/proc/self/clear_refs", "5").expect("Linux");
    let start = Instant::now();
    let mut index = None;
    let mut files = gathered(|emit| index = Some(Index::new(&before, &settings, emit)));
    let mut index = index.expect("made");
    println!(
        "made in {:.2} s, peak {:.0} MiB, kept {:.0} MiB",
        start.elapsed().as_secs_f64(),
        status("VmHWM") - rss,
        status("VmRSS") - rss
    );
    let (ids, pages) = edits(&before);
    let now = corpus(pages);
    let mut times = Vec::new();
    for id in ids {
        let start = Instant::now();
        let changes = index.update(&now, &settings, &[(id, before.page(id))]);
        let time = start.elapsed().as_secs_f64() * 1_000.0;
        let Some(changes) = changes else { return println!("{}: a new index is needed", now.page(id).source.path) };
        let bytes: usize = changes.written.iter().map(|(_, bytes)| bytes.len()).sum();
        println!("{time:7.1} ms  {:4} files  {:4} gone  {bytes:8} bytes", changes.written.len(), changes.removed.len());
        times.push(time);
        for path in &changes.removed {
            files.remove(path).expect("was there");
        }
        files.extend(changes.written.iter().map(|(path, bytes)| (path.clone(), blake3::hash(bytes))));
    }
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    println!(
        "p50 {:.1} ms, p95 {:.1} ms, worst {:.1} ms; kept {:.0} MiB with a second corpus",
        at(50),
        at(95),
        at(100),
        status("VmRSS") - rss
    );
    assert!(files == gathered(|emit| search::index(&now, &settings, emit)), "the files of an index from nothing");
    println!("the same as from nothing");
}

/// Pages here and there, each with a sentence of another one behind one of its own.
fn edits(corpus: &Corpus) -> (Vec<PageId>, BTreeMap<String, String>) {
    let mut seed = 1_u64;
    let mut below = |count: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % count
    };
    let (mut ids, mut pages) = (Vec::new(), BTreeMap::new());
    while ids.len() < EDITS {
        let [to, from] = [(); 2].map(|()| below(corpus.pages().len()));
        let [text, other] = [to, from].map(|at| corpus.pages()[at].original());
        let paragraphs = |text: &str| -> Vec<usize> {
            let long = |(at, line): &(usize, &str)| *at > 12 && line.len() > 80 && !line.starts_with('#');
            text.lines().enumerate().filter(long).map(|(at, _)| at).collect()
        };
        let (places, sentences) = (paragraphs(&text), paragraphs(&other));
        if places.is_empty() || sentences.is_empty() || pages.contains_key(&*corpus.pages()[to].source.path) {
            continue;
        }
        let (place, sentence) = (places[below(places.len())], sentences[below(sentences.len())]);
        let sentence: String =
            other.lines().nth(sentence).unwrap_or_default().split_inclusive(['.', ';']).next().unwrap_or_default().to_owned();
        let line = |(at, line): (usize, &str)| if at == place { format!("{line} {sentence}\n") } else { format!("{line}\n") };
        pages.insert(corpus.pages()[to].source.path.to_string(), text.lines().enumerate().map(line).collect());
        ids.push(PageId(to as u32));
    }
    (ids, pages)
}
