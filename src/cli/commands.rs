//! The commands: each drives the one pipeline.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::arguments::{Build, Check, CheckFormat, Input, Pack, Publish, Serve, Watch};
use super::explain;
use super::fix;
use super::integrity;
use super::output::Output;
use super::progress::Progress;
use super::source_arguments::Schema;
use crate::diagnostic::{self, Lang, Say};
use crate::observer::Observing;
use crate::pipeline::{self, Options, Report, Session};
use crate::publish::PublishError;
use crate::serve::Server;
use crate::watch::Watcher;
use crate::world::{DiskWorld, Suspects};

/// How long nothing happens until there is time for what the next build needs.
const PAUSE: Duration = Duration::from_secs(1);

/// How much longer until there is time for the files of the whole site, which on a large one take seconds.
const LULL: Duration = Duration::from_secs(4);

/// How long there is nothing to do afterwards.
const LONG: Duration = Duration::from_hours(1);

pub(super) const DONE: u8 = 0;
pub(super) const FAILED: u8 = 1;
pub(super) const USAGE: u8 = 2;

pub(super) fn build(arguments: &Publish, lang: Lang) -> u8 {
    if is_inside_inputs(&arguments.build.out(), &arguments.build.input.site, Output { lang }) {
        return USAGE;
    }
    set_jobs(&arguments.build.input);
    let (out, output) = (arguments.build.out(), Output { lang });
    let Some(signer) = integrity::signer(&arguments.signing, output) else { return FAILED };
    let options = Options { compress: !arguments.plain, signer, ..options(&arguments.build.input) };
    let input = &arguments.build.input;
    let (built, progress) = observed(&options, output, |options| pipeline::build(&world(input), options, &out));
    if let Some(report) = built.as_ref().ok().filter(|_| arguments.explain) {
        for line in &explain::lines(report) {
            output.say(line);
        }
    }
    if told(built, &progress, arguments.build.input.timings, &out, output) { DONE } else { FAILED }
}

pub(super) fn pack(arguments: &Pack, lang: Lang) -> u8 {
    let (output, out) = (Output { lang }, arguments.out());
    if is_inside_inputs(&out, &arguments.input.site, output) {
        return USAGE;
    }
    set_jobs(&arguments.input);
    let Some(signer) = integrity::signer(&arguments.signing, output) else { return FAILED };
    let progress = Progress::new(output);
    let options = Options { observing: progress.observing(), signer, ..options(&arguments.input) };
    let packed = pipeline::pack(&world(&arguments.input), &options, &out);
    if told(packed, &progress, arguments.input.timings, &out, output) { DONE } else { FAILED }
}

pub(super) fn check(arguments: &Check, lang: Lang) -> u8 {
    let output = Output { lang };
    set_jobs(&arguments.input);
    let progress = Progress::new(output);
    let world = world(&arguments.input);
    let options = Options { gate: arguments.publish, observing: progress.observing(), ..options(&arguments.input) };
    let report = pipeline::check(&world, &options);
    let time = progress.finish();
    // The checks after a fix are no part of the steps that were told.
    let again = Options { observing: Observing::default(), ..options };
    let report = if arguments.fix { fix::fix(&world, &again, report, output) } else { report };
    let printed = match arguments.format {
        CheckFormat::Human => {
            output.diagnostics(&report, false);
            output.summary(&report, time, None);
            true
        }
        CheckFormat::Json => output.document(diagnostic::json(&report.diagnostics, &report.sources, lang)),
        CheckFormat::Gitlab => output.document(diagnostic::gitlab(&report.diagnostics, &report.sources, lang)),
        CheckFormat::Sarif => output.document(diagnostic::sarif(&report.diagnostics, &report.sources, lang)),
    };
    if arguments.input.timings {
        progress.print_timings(time);
    }
    if printed && report.errors() == 0 { DONE } else { FAILED }
}

pub(super) fn schema(arguments: &Schema, lang: Lang) -> u8 {
    if (Output { lang }).text(&arguments.name.schema().text()) { DONE } else { FAILED }
}

pub(super) fn watch(arguments: &Watch, lang: Lang) -> u8 {
    let (output, build) = (Output { lang }, &arguments.build);
    if is_inside_inputs(&build.out(), &build.input.site, output) {
        return USAGE;
    }
    set_jobs(&build.input);
    // Watching begins before the first build, so that no edit falls between the two.
    let Some(mut watcher) = watcher(arguments, output) else { return FAILED };
    let world = watched(arguments);
    let rebuild = |session: &mut Session, suspects: &Suspects| {
        let (built, progress) = build_again(session, &world.again(build.input.today), suspects, build, output);
        told(built, &progress, build.input.timings, &build.out(), output);
    };
    let mut session = Session::default();
    rebuild(&mut session, &Suspects::All);
    follow(&mut watcher, &world, build, session, rebuild, output)
}

pub(super) fn serve(arguments: &Serve, lang: Lang) -> u8 {
    let output = Output { lang };
    // Drafts are shown here, so it is never the published folder that is looked at.
    let preview = arguments.preview();
    let build = &preview.build;
    if is_inside_inputs(&build.out(), &build.input.site, output) {
        return USAGE;
    }
    set_jobs(&build.input);
    let server = match Server::start(build.out(), arguments.host, arguments.port) {
        Ok(server) => server,
        Err(error) => {
            output.error(&error.say());
            return FAILED;
        }
    };
    let Some(mut watcher) = watcher(&preview, output) else { return FAILED };
    let world = watched(&preview);
    let rebuild = |session: &mut Session, suspects: &Suspects| {
        let (built, progress) = build_again(session, &world.again(build.input.today), suspects, build, output);
        let (changed, problems) = output.news(&built);
        told(built, &progress, build.input.timings, &build.out(), output);
        server.tell(changed, problems);
    };
    let mut session = Session::default();
    rebuild(&mut session, &Suspects::All);
    output
        .say(&Say::new(format!("xem tại {} — Ctrl+C để dừng", server.url()), format!("look at {} — Ctrl+C stops", server.url())));
    if arguments.open {
        open_browser(&server.url());
    }
    follow(&mut watcher, &world, build, session, rebuild, output)
}

/// Whether the site would be published into its own sources, where the next build would read it.
pub(super) fn is_inside_inputs(out: &Path, site: &Path, output: Output) -> bool {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let (out, site) = (absolute(out), absolute(site));
    let inside = ["content", "theme"].iter().any(|folder| out.starts_with(site.join(folder)));
    if inside {
        let out = out.display();
        output.error(&Say::new(
            format!("`{out}` nằm trong nguồn của trang; chọn thư mục khác bằng `--out`"),
            format!("`{out}` is inside the site's sources; choose another folder with `--out`"),
        ));
    }
    inside
}

/// Builds again after each change, until the watching ends.
fn follow(
    watcher: &mut Watcher,
    world: &DiskWorld,
    build: &Build,
    mut session: Session,
    rebuild: impl Fn(&mut Session, &Suspects),
    output: Output,
) -> u8 {
    let mut patience = PAUSE;
    loop {
        match watcher.wait(patience) {
            Ok(Some(suspects)) => {
                rebuild(&mut session, &suspects);
                patience = PAUSE;
            }
            Ok(None) => {
                if patience != PAUSE {
                    look_again(&mut session, watcher, &world.again(build.input.today), &build.out(), &rebuild);
                }
                session.rest();
                patience = next_pause(&session, patience);
            }
            Err(_) => {
                output.error(&Say::new("hệ thống không theo dõi thư mục được nữa", "the system has stopped watching the folder"));
                return FAILED;
            }
        }
    }
}

/// What there is time for in a lull: another day, a commit, an edit of which the system did not tell, and files that can wait.
fn look_again(
    session: &mut Session,
    watcher: &Watcher,
    world: &DiskWorld,
    out: &Path,
    rebuild: &impl Fn(&mut Session, &Suspects),
) {
    if !session.is_current(world) {
        rebuild(session, &Suspects::All);
    }
    session.catch_up(world, watcher.news());
    if !session.is_behind() && session.is_unwritten() {
        session.write_down(world, out, watcher.news());
    }
}

/// How long nothing happens until the next look; what stands in the way of a build may stay there.
fn next_pause(session: &Session, last: Duration) -> Duration {
    if session.is_lost() {
        (last * 2).clamp(LULL, LONG)
    } else if session.is_behind() || session.is_unwritten() {
        LULL
    } else {
        LONG
    }
}

fn watcher(arguments: &Watch, output: Output) -> Option<Watcher> {
    let build = &arguments.build;
    match Watcher::new(&build.input.site, &[build.out()], arguments.poll) {
        Ok(watcher) => Some(watcher),
        Err(error) => {
            let site = build.input.site.display();
            output.error(&Say::new(format!("không theo dõi được `{site}`: {error}"), format!("cannot watch `{site}`: {error}")));
            None
        }
    }
}

/// A build whose steps are told while it runs.
fn observed<T>(options: &Options, output: Output, build: impl FnOnce(&Options) -> T) -> (T, Progress) {
    let progress = Progress::new(output);
    let options = Options { observing: progress.observing(), ..options.clone() };
    (build(&options), progress)
}

/// One of the builds of a folder that is watched.
fn build_again(
    session: &mut Session,
    world: &DiskWorld,
    suspects: &Suspects,
    build: &Build,
    output: Output,
) -> (Result<Report, PublishError>, Progress) {
    observed(&options(&build.input), output, |options| session.build(world, suspects, options, &build.out()))
}

fn watched(arguments: &Watch) -> DiskWorld {
    let world = world(&arguments.build.input);
    if arguments.poll { world.without_stamps() } else { world }
}

/// Prints what came of a build, with `timings` what its steps took; whether it was published.
pub(super) fn told(result: Result<Report, PublishError>, progress: &Progress, timings: bool, out: &Path, output: Output) -> bool {
    let time = progress.finish();
    match result {
        Ok(report) => {
            output.diagnostics(&report, true);
            output.summary(&report, time, Some(out));
            if timings {
                progress.print_timings(time);
            }
            report.errors() == 0
        }
        Err(error) => {
            output.error(&error.say());
            false
        }
    }
}

pub(super) fn world(input: &Input) -> DiskWorld {
    DiskWorld::new(&input.site, input.today)
}

pub(super) fn options(input: &Input) -> Options {
    Options { drafts: input.drafts, base_url: input.base_url.clone(), ext: input.ext.clone(), ..Options::default() }
}

/// Sets the number of threads for the whole process, once.
pub(super) fn set_jobs(input: &Input) {
    if let Some(jobs) = input.jobs {
        // Refused only when a pool exists already, as in a second build of one process.
        drop(rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build_global());
    }
}

/// Asks the desktop to open an address; without one, nothing happens.
fn open_browser(url: &str) {
    let program = if cfg!(target_os = "macos") { Path::new("open") } else { Path::new("xdg-open") };
    drop(Command::new(program).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn());
}
