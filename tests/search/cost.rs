//! What an index costs: time and memory on top of a site that is read and resolved, and its bytes.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use congkhai::content::Settings;
use congkhai::pipeline::{self, Options};
use congkhai::search;
use congkhai::world::DiskWorld;
use flate2::{Compression, write::GzEncoder};

/// What was measured of one site.
pub(crate) struct Cost {
    pub(crate) pages: usize,
    /// Reading and resolving the site, and making its index; in seconds.
    pub(crate) read: f64,
    pub(crate) index: f64,
    /// Peak memory of the index above what the site takes, in MiB.
    pub(crate) memory: f64,
    pub(crate) files: usize,
    /// MB that a search needs, compressed one by one, and those of the texts for excerpts.
    pub(crate) index_size: f64,
    pub(crate) texts_size: f64,
}

/// Makes the index of a site three times and keeps the fastest; compressing is not in the time.
pub(crate) fn of(site: &Path) -> Cost {
    let start = Instant::now();
    let (corpus, report) = pipeline::corpus(&DiskWorld::new(site, None), &Options::default());
    let read = start.elapsed().as_secs_f64();
    let settings = Settings::default();
    let (mut index, mut memory) = (f64::MAX, 0.0_f64);
    for _ in 0..3 {
        let before = status("VmRSS");
        // The peak begins anew (proc(5)).
        fs::write("/proc/self/clear_refs", "5").expect("Linux");
        let start = Instant::now();
        search::index(&corpus, &settings, &|_, bytes| drop(bytes));
        index = index.min(start.elapsed().as_secs_f64());
        // Only the first run finds no memory left over from another.
        memory = memory.max(status("VmHWM") - before);
    }
    let [files, indexed, texts] = [(); 3].map(|()| AtomicUsize::new(0));
    search::index(&corpus, &settings, &|path, bytes| {
        files.fetch_add(1, Ordering::Relaxed);
        let of = if path.starts_with("chi-muc/t/") { &texts } else { &indexed };
        of.fetch_add(gzip(&bytes), Ordering::Relaxed);
    });
    let megabytes = |bytes: AtomicUsize| f64::from(bytes.into_inner() as u32) / 1e6;
    let (index_size, texts_size) = (megabytes(indexed), megabytes(texts));
    Cost { pages: report.pages, read, index, memory, files: files.into_inner(), index_size, texts_size }
}

fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("in memory");
    encoder.finish().expect("in memory").len()
}

/// A size of this process in MiB.
pub(crate) fn status(name: &str) -> f64 {
    let text = fs::read_to_string("/proc/self/status").expect("Linux");
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).expect("a size");
    let kilobytes: u32 = line.trim().trim_end_matches(" kB").parse().expect("a number");
    f64::from(kilobytes) / 1024.0
}
