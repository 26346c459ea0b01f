//! How far a command has got: a bar on a terminal, plain lines where a machine runs it, and what each step took.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output::Output;
use crate::diagnostic::{Lang, Say};
use crate::observer::{Observer, Observing, Step};

/// Follows one build.
#[derive(Clone)]
pub(super) struct Progress(Arc<Following>);

struct Following {
    output: Output,
    bar: ProgressBar,
    /// Whether each step is told on a line of its own.
    lines: bool,
    start: Instant,
    /// Outputs made so far.
    made: AtomicUsize,
    begun: Mutex<Option<Instant>>,
    /// What each step took, all its parts together.
    took: Mutex<BTreeMap<Step, Duration>>,
}

impl Progress {
    pub(super) fn new(output: Output) -> Self {
        Self(Arc::new(Following {
            output,
            bar: bar(Step::ALL.len()),
            lines: is_watched_by_machine(),
            start: Instant::now(),
            made: AtomicUsize::new(0),
            begun: Mutex::new(None),
            took: Mutex::default(),
        }))
    }

    /// For the options of a build.
    pub(super) fn observing(&self) -> Observing {
        Observing::by(self.0.clone())
    }

    /// Takes the bar away, so that lines can be printed; the time since the beginning.
    pub(super) fn finish(&self) -> Duration {
        self.0.bar.finish_and_clear();
        self.0.start.elapsed()
    }

    /// Prints what each step took, in milliseconds, and the whole.
    pub(super) fn print_timings(&self, whole: Duration) {
        let output = self.0.output;
        let row = |(vi, en): (&str, &str), time: &str| {
            output.say(&Say::new(format!("{vi:<22}{time:>10}"), format!("{en:<22}{time:>10}")));
        };
        let milliseconds = |time: Duration| format!("{:.1}", time.as_secs_f64() * 1000.0);
        row(("bước", "step"), "ms");
        for (step, time) in locked(&self.0.took).iter() {
            row(name(*step), &milliseconds(*time));
        }
        row(("tổng", "all"), &milliseconds(whole));
    }
}

impl Observer for Following {
    fn begin(&self, step: Step) {
        *locked(&self.begun) = Some(Instant::now());
        self.bar.set_position(Step::ALL.iter().take_while(|other| **other != step).count() as u64);
        self.bar.set_message(said(name(step), self.output.lang));
    }

    fn advance(&self) {
        let made = self.made.fetch_add(1, Ordering::Relaxed) + 1;
        // A message for each file would cost more than the file.
        if made.is_multiple_of(64) {
            let files = if self.output.lang == Lang::Vi { "tệp" } else { "files" };
            self.bar.set_message(format!("{made} {files}"));
        }
    }

    fn end(&self, step: Step) {
        let time = locked(&self.begun).take().map(|begun| begun.elapsed()).unwrap_or_default();
        *locked(&self.took).entry(step).or_default() += time;
        if self.lines {
            let ((vi, en), seconds) = (name(step), time.as_secs_f64());
            self.output.say(&Say::new(format!("{vi}: {seconds:.2} giây"), format!("{en}: {seconds:.2} s")));
        }
    }
}

/// A bar on standard error; where that is no terminal, nothing is drawn.
pub(super) fn bar(length: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("[{bar:24}] {msg}") {
        Ok(style) => bar.with_style(style.progress_chars("=> ")),
        Err(_) => bar,
    }
}

/// Code hosts set `CI`; their logs are read afterwards, so that each step is a line there.
fn is_watched_by_machine() -> bool {
    !io::stderr().is_terminal() && std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

fn name(step: Step) -> (&'static str, &'static str) {
    match step {
        Step::Read => ("đọc nội dung", "read"),
        Step::Resolve => ("tìm viện dẫn", "resolve"),
        Step::Check => ("kiểm tra", "check"),
        Step::Render => ("dựng trang", "render"),
        Step::Index => ("lập chỉ mục", "index"),
        Step::Publish => ("đăng", "publish"),
        Step::Deliver => ("đưa lên", "deliver"),
    }
}

fn said((vi, en): (&'static str, &'static str), lang: Lang) -> &'static str {
    if lang == Lang::Vi { vi } else { en }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
