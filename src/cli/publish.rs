//! `congkhai publish`: checks, builds, compresses and delivers.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::commands::{DONE, FAILED, USAGE, is_inside_inputs, set_jobs, world};
use super::integrity;
use super::output::Output;
use super::progress::Progress;
use super::publish_arguments::PublishTo;
use crate::content::{Extra, Settings, load_settings_only};
use crate::deliver::{self, Action, Delivered, Delivering, Forms, Problem, Target};
use crate::diagnostic::{Lang, Say};
use crate::net;
use crate::observer::{Observing, Step};
use crate::pipeline::{self, Options, Report};
use crate::publish::{Manifest, Published, mirror};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Objects that are asked for or sent at once: enough that a slow answer holds nothing up, few enough for a small line.
const AT_ONCE: usize = 8;

pub(super) fn publish(arguments: &PublishTo, lang: Lang) -> u8 {
    let output = Output { lang };
    let target = match Target::parse(&arguments.target) {
        Ok(target) => target,
        Err(problem) => return refused(&problem, output, USAGE),
    };
    if !may_be_written(arguments, &target, output) {
        return USAGE;
    }
    set_jobs(&arguments.input);
    let progress = Progress::new(output);
    let observing = progress.observing();
    if !built(arguments, &observing, output) {
        progress.finish();
        return FAILED;
    }
    let settings = load_settings_only(&world(&arguments.input));
    let done = observing.step(Step::Deliver, || delivered(arguments, &settings, &target, &observing));
    let time = progress.finish();
    if arguments.input.timings {
        progress.print_timings(time);
    }
    match done {
        Ok(lines) => {
            if arguments.dry_run && !output.text(&steps(&lines, lang)) {
                return FAILED;
            }
            tell(&lines, arguments, output);
            DONE
        }
        Err(problem) => refused(&problem, output, FAILED),
    }
}

fn refused(problem: &Problem, output: Output, code: u8) -> u8 {
    output.error(&problem.say());
    if let Some(help) = problem.help() {
        output.help(&help);
    }
    code
}

/// Whether neither the folder of the build nor the target is part of the sources or of the other.
fn may_be_written(arguments: &PublishTo, target: &Target, output: Output) -> bool {
    let (work, site) = (arguments.work(), &arguments.input.site);
    let into_sources = match target {
        Target::Folder(out) => is_inside_inputs(out, site, output),
        Target::Store(_) => false,
    };
    if into_sources || is_inside_inputs(&work, site, output) {
        return false;
    }
    if target.meets(&work) {
        output.error(&Say::new(
            format!("đích và thư mục dựng trang `{}` nằm trong nhau; chọn đích khác", work.display()),
            format!("the target and the folder of the build `{}` lie in each other; choose another target", work.display()),
        ));
        return false;
    }
    true
}

/// Checks as `check --publish` does and builds; what is wrong is told.
fn built(arguments: &PublishTo, observing: &Observing, output: Output) -> bool {
    let Some(signer) = integrity::signer(&arguments.signing, output) else { return false };
    let input = &arguments.input;
    let world = world(input);
    let options = Options { signer, observing: observing.clone(), ..super::commands::options(input) };
    let fails = |report: &Report| {
        let is_wrong = report.errors() > 0;
        if is_wrong {
            output.errors(report);
            let count = report.errors();
            output.say(&Say::new(
                format!("{count} lỗi; không đưa lên gì, trang đang đăng giữ nguyên"),
                format!("{count} errors; nothing was published, the site is as it was"),
            ));
        }
        is_wrong
    };
    // Told of once, by the build.
    let quiet = Options { observing: Observing::default(), ..options.clone() };
    if fails(&pipeline::gate(&world, &quiet)) {
        return false;
    }
    match pipeline::build(&world, &options, &arguments.work()) {
        Ok(report) => !fails(&report),
        Err(error) => {
            output.error(&error.say());
            false
        }
    }
}

/// What was done, or is to be done.
struct Lines {
    files: usize,
    /// Files of a folder that are others than before.
    changed: usize,
    /// What is sent to a store, or would be sent to either.
    sent: Vec<String>,
    removed: Vec<String>,
    /// Of a store.
    store: Option<Delivered>,
}

fn delivered(arguments: &PublishTo, settings: &Settings, target: &Target, observing: &Observing) -> Result<Lines, Problem> {
    let ext = arguments.input.ext.as_ref().unwrap_or(&settings.ext);
    let forms = Forms::new(Some(arguments.forms()), arguments.brotli, ext.as_str());
    let compressed = settings.has(Extra::Compressed) && !arguments.plain;
    let work = arguments.work();
    let lines = match target {
        Target::Folder(out) if arguments.dry_run => Ok(differences(&work, out)),
        Target::Folder(out) => {
            let none = |_: &str, _: &[u8]| Vec::new();
            let both = |path: &str, bytes: &[u8]| {
                observing.advance();
                forms.both(path, bytes)
            };
            let mirrored = if compressed { mirror(&work, out, &both) } else { mirror(&work, out, &none) };
            let Published { files, changed, .. } = mirrored.map_err(Problem::Folder)?;
            Ok(Lines { files, changed, sent: Vec::new(), removed: Vec::new(), store: None })
        }
        Target::Store(address) => {
            let how = Delivering {
                now: &now,
                grace: i64::from(arguments.grace) * DAY,
                encoding: arguments.encode.filter(|_| compressed).map(super::publish_arguments::EncodeArgument::encoding),
                forms: &forms,
                page: ext.as_str(),
                all: arguments.all,
                break_lock: arguments.break_lock,
                dry_run: arguments.dry_run,
                at_once: AT_ONCE,
                observing,
            };
            to_store(address, arguments.allow_http, &work, &how)
        }
    };
    if lines.is_ok() && !arguments.dry_run {
        forms.tidy();
    }
    lines
}

fn to_store(address: &str, allow_http: bool, work: &Path, how: &Delivering<'_>) -> Result<Lines, Problem> {
    let store = deliver::open(address, allow_http)?;
    let runtime = net::runtime().map_err(|error| Problem::Io(work.to_owned(), error))?;
    let delivered = runtime.block_on(deliver::deliver(store.as_ref(), work, how))?;
    let path = |action: fn(Action) -> bool| {
        let steps = delivered.plan.steps.iter().filter(move |step| action(step.action));
        steps.map(|step| step.path.clone()).collect::<Vec<_>>()
    };
    let sent = path(|action| action != Action::Delete);
    let removed = path(|action| action == Action::Delete);
    Ok(Lines { files: delivered.files, changed: 0, sent, removed, store: Some(delivered) })
}

/// What a folder would be given and lose.
fn differences(work: &Path, out: &Path) -> Lines {
    let new = Manifest::read(work).map(|manifest| manifest.files).unwrap_or_default();
    let old = Manifest::read(out).map(|manifest| manifest.files).unwrap_or_default();
    let sent: Vec<String> =
        new.iter().filter(|(path, entry)| old.get(*path) != Some(*entry)).map(|(path, _)| path.clone()).collect();
    let removed = old.keys().filter(|path| !new.contains_key(*path)).cloned().collect();
    Lines { files: new.len() + 1, changed: sent.len(), sent, removed, store: None }
}

/// The second since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// The steps of a run that was not made, one a line.
fn steps(lines: &Lines, lang: Lang) -> String {
    let (send, remove) = if lang == Lang::Vi { ("gửi", "xóa") } else { ("send", "remove") };
    let sent = lines.sent.iter().map(|path| format!("{send} {path}\n"));
    sent.chain(lines.removed.iter().map(|path| format!("{remove} {path}\n"))).collect()
}

fn tell(lines: &Lines, arguments: &PublishTo, output: Output) {
    let (files, target) = (lines.files, &arguments.target);
    if arguments.dry_run {
        let (sent, removed) = (lines.sent.len(), lines.removed.len());
        output.say(&Say::new(
            format!("chưa làm gì: sẽ gửi {sent} trong {files} tệp, xóa {removed} tệp ở {target}"),
            format!("nothing was done: {sent} of {files} files would be sent, {removed} removed at {target}"),
        ));
        return;
    }
    let Some(store) = &lines.store else {
        let changed = lines.changed;
        output.say(&Say::new(
            format!("đã đăng {files} tệp ({changed} thay đổi) vào {target}"),
            format!("published {files} files ({changed} changed) in {target}"),
        ));
        return;
    };
    let Delivered { sent, bytes, there, removed, .. } = store;
    let kilobytes = bytes.div_ceil(1000);
    output.say(&Say::new(
        format!("đã đưa {sent} trong {files} tệp ({kilobytes} KB) lên {target}; {there} tệp đã có sẵn từ lần bị ngắt, xóa {removed} tệp cũ"),
        format!("sent {sent} of {files} files ({kilobytes} KB) to {target}; {there} were there from an interrupted run, removed {removed} old ones"),
    ));
    let leaving = store.plan.after.leaving.len();
    if leaving > 0 {
        let days = arguments.grace;
        output.say(&Say::new(
            format!("{leaving} tệp không còn trong trang được giữ {days} ngày cho ai đang mở trang cũ; muốn gỡ ngay: `--grace 0`"),
            format!("{leaving} files that the site no longer has stay for {days} days for those who have old pages open; to remove them at once: `--grace 0`"),
        ));
    }
    if !store.is_locked {
        output.say(&Say::new(
            "kho này không có ghi theo điều kiện nên không khóa được: đừng đưa lên từ hai nơi cùng lúc",
            "this store puts nothing on condition, so there was no lock: do not publish from two places at once",
        ));
    }
}
