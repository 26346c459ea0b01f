//! When to run the pipeline again: file system events, gathered, without those of our own making.
//!
//! Reading a file is an event too, so reads are dropped or a build would cause the next one; so is everything below
//! the output folder. What happened to files that were there is told with their paths; whatever the system could not tell us
//! about (an overflow), and whatever happened to folders, means: look at everything again.
//!
//! Events are not weighed against each other: a file that is made and removed at once may have been seen by a build that ran
//! meanwhile, so the two are a change and not nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{EventKind, MetadataKind, ModifyKind};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::world::{Suspects, is_source};

/// How long nothing may happen until what happened counts as one change.
const QUIET: Duration = Duration::from_millis(50);

/// How long a change may be gathered where something happens all the time.
const LONGEST: Duration = Duration::from_secs(1);

/// How often a folder is looked through where the system tells nothing of it.
const POLL: Duration = Duration::from_secs(2);

/// The folders that a site is made from.
const INPUTS: [&str; 2] = ["content", "theme"];

/// Watches a site's folder.
#[derive(Debug)]
pub struct Watcher {
    signals: Receiver<Signal>,
    /// Whether a signal has come since the last [`wait`](Self::wait).
    news: Arc<AtomicBool>,
    root: PathBuf,
    /// Ends the watching when it is dropped.
    source: Source,
}

/// What an event means.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Signal {
    /// These are others, came or went.
    Change(Suspects),
    /// One of the folders of inputs came or went, or something was missed.
    Folder,
}

/// Where events come from.
#[derive(Debug)]
enum Source {
    /// The system.
    Native(RecommendedWatcher),
    /// Looking through the folder again and again, contents compared: network shares tell nothing and keep coarse times.
    Poll(PollWatcher),
}

impl Source {
    fn new(poll: bool, tell: impl Fn(notify::Result<Event>) + Send + 'static) -> notify::Result<Self> {
        if !poll {
            return notify::recommended_watcher(tell).map(Self::Native);
        }
        PollWatcher::new(tell, Config::default().with_poll_interval(POLL).with_compare_contents(true)).map(Self::Poll)
    }

    fn watch(&mut self, folder: &Path, mode: RecursiveMode) -> notify::Result<()> {
        match self {
            Self::Native(source) => source.watch(folder, mode),
            Self::Poll(source) => source.watch(folder, mode),
        }
    }
}

impl Watcher {
    /// Watches everything below the site's folder but the ignored folders (the output).
    ///
    /// The whole folder is watched, so that a `theme/` made later is seen too; with `poll` by looking through it every two
    /// seconds. Errors: what the system refuses, such as its limit of watches.
    pub fn new(site: &Path, ignored: &[PathBuf], poll: bool) -> Result<Self, notify::Error> {
        let root = site.canonicalize().map_err(notify::Error::io)?;
        let ignored = ignored.iter().map(|path| path.canonicalize().unwrap_or_else(|_| path.clone())).collect();
        let filter = Filter { root: root.clone(), ignored };
        let (sender, signals) = channel();
        let news = Arc::new(AtomicBool::new(false));
        let tell = Arc::clone(&news);
        let mut source = Source::new(poll, move |event| {
            if let Some(signal) = filter.signal(&event) {
                tell.store(true, Ordering::Relaxed);
                // Nobody listens any more when the program ends.
                let _gone = sender.send(signal);
            }
        })?;
        for folder in INPUTS.map(|folder| root.join(folder)) {
            if folder.is_dir() {
                source.watch(&folder, RecursiveMode::Recursive)?;
            }
        }
        source.watch(&root, RecursiveMode::NonRecursive)?;
        Ok(Self { signals, news, root, source })
    }

    /// Whether something happened since the last [`wait`](Self::wait) was over, for work that makes way for it; it may be what
    /// came with the last change.
    pub fn news(&self) -> &AtomicBool {
        &self.news
    }

    /// Waits for the next change of an input and gathers what comes with it: which inputs are to be looked at; none when the
    /// time is over.
    ///
    /// Events that queued up during the last build are part of the same change. Errors: the watching has ended for good.
    pub fn wait(&mut self, limit: Duration) -> Result<Option<Suspects>, Stopped> {
        // What came before is in the queue.
        self.news.store(false, Ordering::Relaxed);
        let mut next = self.signals.recv_timeout(limit);
        if next == Err(RecvTimeoutError::Timeout) {
            return Ok(None);
        }
        let since = Instant::now();
        let mut suspects = Suspects::Only(BTreeSet::new());
        while let Ok(signal) = next {
            match signal {
                Signal::Change(further) => suspects.join(further),
                Signal::Folder => {
                    self.watch_again();
                    suspects = Suspects::All;
                }
            }
            if since.elapsed() > LONGEST {
                return Ok(Some(suspects));
            }
            next = self.signals.recv_timeout(QUIET);
        }
        if next == Err(RecvTimeoutError::Disconnected) { Err(Stopped) } else { Ok(Some(suspects)) }
    }

    /// Begins to watch an input folder that was made or moved in since.
    fn watch_again(&mut self) {
        for folder in INPUTS.map(|folder| self.root.join(folder)) {
            if folder.is_dir() {
                // Refused for a folder that is watched already, which is what we want.
                drop(self.source.watch(&folder, RecursiveMode::Recursive));
            }
        }
    }
}

/// Which events are changes.
#[derive(Debug)]
struct Filter {
    root: PathBuf,
    ignored: Vec<PathBuf>,
}

impl Filter {
    fn signal(&self, event: &notify::Result<Event>) -> Option<Signal> {
        // Something was missed: build again, which reads everything.
        let Ok(event) = event else { return Some(Signal::Folder) };
        if event.need_rescan() {
            return Some(Signal::Folder);
        }
        if is_silent(event.kind) {
            return None;
        }
        if event.paths.iter().any(|path| INPUTS.iter().any(|folder| *path == self.root.join(folder))) {
            return Some(Signal::Folder);
        }
        let inputs: Vec<&PathBuf> = event.paths.iter().filter(|path| self.is_input(path)).collect();
        (!inputs.is_empty()).then(|| Signal::Change(self.suspects(&inputs)))
    }

    /// Paths as they are listed; a path that cannot be is one to look at everything for.
    fn suspects(&self, paths: &[&PathBuf]) -> Suspects {
        let listed = |path: &&PathBuf| Some(path.strip_prefix(&self.root).ok()?.to_str()?.to_owned());
        paths.iter().map(listed).collect::<Option<_>>().map_or(Suspects::All, Suspects::Only)
    }

    /// A path below `content/` or `theme/` that is no editor's own file and not in the output.
    fn is_input(&self, path: &Path) -> bool {
        let inside = INPUTS.iter().any(|folder| path.starts_with(self.root.join(folder)));
        let end = || if path.is_dir() { "/" } else { "" };
        let is_own = || path.strip_prefix(&self.root).is_ok_and(|path| !is_source(&format!("{}{}", path.display(), end())));
        inside && !self.ignored.iter().any(|ignored| path.starts_with(ignored)) && !is_own()
    }
}

/// Whether an event leaves every file as it was.
fn is_silent(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Access(_)
            | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime | MetadataKind::Permissions | MetadataKind::Any))
    )
}

/// The watching has ended for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::sync::atomic::Ordering;
    use std::time::{Duration, Instant};

    use notify::Event;
    use notify::event::{AccessKind, AccessMode, EventKind, Flag};

    use super::{Filter, Signal, Watcher};
    use crate::world::Suspects;

    fn changed(watcher: &mut Watcher, within: Duration) -> bool {
        let end = Instant::now() + within;
        while Instant::now() < end {
            if watcher.wait(Duration::from_millis(50)).expect("still watching").is_some() {
                return true;
            }
        }
        false
    }

    /// Waits until the events of one edit, which may come in two batches on a busy machine, are all in.
    fn settle(watcher: &mut Watcher) {
        while changed(watcher, QUIET) {}
    }

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a scratch folder");
        fs::create_dir_all(folder.path().join("content/a")).expect("made");
        fs::write(folder.path().join("content/a/x.md"), "một").expect("written");
        folder
    }

    const SOON: Duration = Duration::from_secs(5);
    const QUIET: Duration = Duration::from_millis(500);

    #[test]
    fn edits_are_seen_and_reads_are_not() {
        let site = site();
        let file = site.path().join("content/a/x.md");
        let mut watcher = Watcher::new(site.path(), &[site.path().join("public")], false).expect("watching");
        assert!(!changed(&mut watcher, QUIET));
        assert!(!watcher.news().load(Ordering::Relaxed), "nothing makes way for nothing");
        fs::write(&file, "hai").expect("written");
        let end = Instant::now() + SOON;
        while !watcher.news().load(Ordering::Relaxed) {
            assert!(Instant::now() < end, "work hears of an edit while nobody waits for it");
            std::thread::yield_now();
        }
        assert!(changed(&mut watcher, SOON), "a write");
        settle(&mut watcher);
        fs::read(&file).expect("read");
        assert!(!changed(&mut watcher, QUIET), "a read is no change");
        fs::write(site.path().join("content/a/.x.md.swp"), "vim").expect("written");
        assert!(!changed(&mut watcher, QUIET), "an editor's own file is no change");
        fs::write(site.path().join("content/a/neu"), "ba").expect("written");
        fs::rename(site.path().join("content/a/neu"), &file).expect("renamed");
        assert!(changed(&mut watcher, SOON), "a save by rename");
        fs::remove_file(&file).expect("removed");
        assert!(changed(&mut watcher, SOON), "a removal");
    }

    #[test]
    fn what_the_system_could_not_tell_is_a_change_and_a_read_is_none() {
        let filter = Filter { root: "/trang".into(), ignored: Vec::new() };
        let page = || Path::new("/trang/content/a/x.md").to_owned();
        let signal = |event: Event| filter.signal(&Ok(event));
        let told = |paths: &[&str]| Signal::Change(Suspects::Only(paths.iter().map(|path| (*path).to_owned()).collect()));
        assert!(signal(Event::new(EventKind::Other).set_flag(Flag::Rescan)).is_some(), "events were lost");
        assert!(filter.signal(&Err(notify::Error::generic("lost"))).is_some());
        assert_eq!(signal(Event::new(EventKind::Access(AccessKind::Open(AccessMode::Any))).add_path(page())), None);
        assert_eq!(signal(Event::new(EventKind::Any).add_path(page())), Some(told(&["content/a/x.md"])));
        let renamed = Event::new(EventKind::Any).add_path("/trang/content/a/x.md.tmp".into()).add_path(page());
        assert_eq!(signal(renamed), Some(told(&["content/a/x.md"])));
        assert_eq!(signal(Event::new(EventKind::Any).add_path("/trang/theme".into())), Some(Signal::Folder));
    }

    #[test]
    fn a_file_that_is_made_and_removed_at_once_is_a_change() {
        let site = site();
        let mut watcher = Watcher::new(site.path(), &[], false).expect("watching");
        let file = site.path().join("content/a/y.md");
        fs::write(&file, "một").expect("written");
        // A build that runs just now sees it.
        std::thread::sleep(Duration::from_millis(5));
        fs::remove_file(&file).expect("removed");
        assert!(changed(&mut watcher, SOON));
    }

    #[test]
    fn a_share_that_tells_nothing_is_looked_through() {
        let site = site();
        let mut watcher = Watcher::new(site.path(), &[site.path().join("public")], true).expect("watching");
        settle(&mut watcher);
        // The same length, and on a share maybe the same time.
        fs::write(site.path().join("content/a/x.md"), "hai").expect("written");
        assert!(changed(&mut watcher, SOON * 2), "a write");
        fs::remove_file(site.path().join("content/a/x.md")).expect("removed");
        assert!(changed(&mut watcher, SOON * 2), "a removal");
    }

    #[test]
    fn new_folders_are_watched_and_the_output_is_not() {
        let site = site();
        let mut watcher = Watcher::new(site.path(), &[site.path().join("public")], false).expect("watching");
        fs::create_dir_all(site.path().join("content/b/c")).expect("made");
        fs::write(site.path().join("content/b/c/y.md"), "một").expect("written");
        assert!(changed(&mut watcher, SOON), "a file in a new folder");
        settle(&mut watcher);
        fs::create_dir_all(site.path().join("ngoai/4913")).expect("made");
        fs::write(site.path().join("ngoai/4913/z.md"), "một").expect("written");
        fs::rename(site.path().join("ngoai/4913"), site.path().join("content/4913")).expect("moved");
        assert!(changed(&mut watcher, SOON), "a folder that came whole, whatever its name");
        settle(&mut watcher);
        fs::create_dir_all(site.path().join("public")).expect("made");
        fs::write(site.path().join("public/x.html"), "x").expect("written");
        assert!(!changed(&mut watcher, QUIET), "the output is no input");
        fs::create_dir_all(site.path().join("theme")).expect("made");
        settle(&mut watcher);
        fs::write(site.path().join("theme/style.css"), "x").expect("written");
        assert!(changed(&mut watcher, SOON), "a theme made later");
    }
}
