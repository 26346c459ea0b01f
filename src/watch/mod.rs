//! When to run the pipeline again: file system events, grouped, without those of our own making.
//!
//! Reading a file is an event too, so reads are dropped or a build would cause the next one; so is everything below
//! the output folder. Whatever the system could not tell us about (an overflow) means: look at everything again.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use notify::event::{EventKind, MetadataKind, ModifyKind};
use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{
    DebounceEventResult, DebouncedEvent, Debouncer, NoCache, RecommendedCache, new_debouncer, new_debouncer_opt,
};

/// How long events are gathered before they count as one change.
const DEBOUNCE: Duration = Duration::from_millis(50);

/// How often a folder is looked through where the system tells nothing of it.
const POLL: Duration = Duration::from_secs(2);

/// Watches a site's folder.
#[derive(Debug)]
pub struct Watcher {
    events: Receiver<DebounceEventResult>,
    ignored: Vec<PathBuf>,
    root: PathBuf,
    /// Ends the watching when it is dropped.
    source: Source,
}

/// Where events come from.
#[derive(Debug)]
enum Source {
    /// The system.
    Native(Debouncer<RecommendedWatcher, RecommendedCache>),
    /// Looking through the folder again and again, contents compared: network shares tell nothing and keep coarse times.
    Poll(Debouncer<PollWatcher, NoCache>),
}

impl Source {
    fn new(poll: bool, sender: Sender<DebounceEventResult>) -> Result<Self, notify::Error> {
        if !poll {
            return new_debouncer(DEBOUNCE, None, sender).map(Self::Native);
        }
        let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
        new_debouncer_opt(DEBOUNCE, None, sender, NoCache::new(), config).map(Self::Poll)
    }

    fn watch(&mut self, folder: &Path, mode: RecursiveMode) -> Result<(), notify::Error> {
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
        let (sender, events) = channel();
        let mut source = Source::new(poll, sender)?;
        for folder in ["content", "theme"] {
            let folder = root.join(folder);
            if folder.is_dir() {
                source.watch(&folder, RecursiveMode::Recursive)?;
            }
        }
        source.watch(&root, RecursiveMode::NonRecursive)?;
        let ignored = ignored.iter().map(|path| path.canonicalize().unwrap_or_else(|_| path.clone())).collect();
        Ok(Self { events, ignored, root, source })
    }

    /// Waits for the next change of an input and gathers what came meanwhile; `false` when the time is over.
    ///
    /// Errors: the watching has ended for good.
    pub fn wait(&mut self, limit: Duration) -> Result<bool, Stopped> {
        match self.events.recv_timeout(limit) {
            Ok(result) => {
                let mut changed = self.concerns(result);
                // Events that queued up during the last build are part of the same change.
                while let Ok(more) = self.events.try_recv() {
                    changed |= self.concerns(more);
                }
                Ok(changed)
            }
            Err(RecvTimeoutError::Timeout) => Ok(false),
            Err(RecvTimeoutError::Disconnected) => Err(Stopped),
        }
    }

    fn concerns(&mut self, result: DebounceEventResult) -> bool {
        match result {
            Ok(events) => {
                let created = events.iter().flat_map(|event| &event.paths).any(|path| self.is_input_folder(path));
                if created {
                    self.watch_again();
                }
                events.iter().any(|event| self.is_change(event))
            }
            // Something was missed: build again, which reads everything.
            Err(_) => true,
        }
    }

    fn is_input_folder(&self, path: &Path) -> bool {
        path == self.root.join("content") || path == self.root.join("theme")
    }

    /// Begins to watch an input folder that was made or moved in since.
    fn watch_again(&mut self) {
        for folder in ["content", "theme"] {
            let folder = self.root.join(folder);
            if folder.is_dir() {
                // Refused for a folder that is watched already, which is what we want.
                drop(self.source.watch(&folder, RecursiveMode::Recursive));
            }
        }
    }

    fn is_change(&self, event: &DebouncedEvent) -> bool {
        if event.need_rescan() {
            return true;
        }
        let silent = matches!(
            event.kind,
            EventKind::Access(_)
                | EventKind::Modify(ModifyKind::Metadata(
                    MetadataKind::AccessTime | MetadataKind::Permissions | MetadataKind::Any
                ))
        );
        !silent && event.paths.iter().any(|path| self.is_input(path))
    }

    /// A path below `content/` or `theme/` that is no editor's temporary file and not in the output.
    fn is_input(&self, path: &Path) -> bool {
        let inside = ["content", "theme"].iter().any(|folder| path.starts_with(self.root.join(folder)));
        inside && !self.ignored.iter().any(|ignored| path.starts_with(ignored)) && !is_temporary(path)
    }
}

/// The watching has ended for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

/// Files that editors write beside the one that is edited: vim, emacs, `LibreOffice`, browsers.
fn is_temporary(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    let hidden = name.starts_with(".#") || name.starts_with(".~") || (name.starts_with('.') && name.contains(".sw"));
    hidden
        || name.ends_with('~')
        || Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("tmp"))
        || name.starts_with('#')
        || name == "4913"
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::{Duration, Instant};

    use notify::Event;
    use notify::event::{AccessKind, AccessMode, EventKind, Flag};
    use notify_debouncer_full::DebouncedEvent;

    use super::Watcher;

    fn changed(watcher: &mut Watcher, within: Duration) -> bool {
        let end = Instant::now() + within;
        while Instant::now() < end {
            if watcher.wait(Duration::from_millis(50)).expect("still watching") {
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
        fs::write(&file, "hai").expect("written");
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
        let site = site();
        let mut watcher = Watcher::new(site.path(), &[], false).expect("watching");
        let told = |event: Event| Ok(vec![DebouncedEvent::new(event, Instant::now())]);
        let file = watcher.root.join("content/a/x.md");
        assert!(watcher.concerns(told(Event::new(EventKind::Other).set_flag(Flag::Rescan))), "events were lost");
        assert!(watcher.concerns(Err(vec![notify::Error::generic("lost")])));
        let read = Event::new(EventKind::Access(AccessKind::Open(AccessMode::Any))).add_path(file.clone());
        assert!(!watcher.concerns(told(read)));
        assert!(watcher.concerns(told(Event::new(EventKind::Any).add_path(file))));
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
        fs::create_dir_all(site.path().join("public")).expect("made");
        fs::write(site.path().join("public/x.html"), "x").expect("written");
        assert!(!changed(&mut watcher, QUIET), "the output is no input");
        fs::create_dir_all(site.path().join("theme")).expect("made");
        settle(&mut watcher);
        fs::write(site.path().join("theme/style.css"), "x").expect("written");
        assert!(changed(&mut watcher, SOON), "a theme made later");
    }
}
