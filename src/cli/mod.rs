//! The command line: arguments to settings, results to text and exit codes; no logic of its own.
//!
//! Exit codes: 0 done (warnings allowed), 1 the content has errors or could not be published, 2 usage.

mod allocator;
mod arguments;
mod cite;
mod cited_lines;
mod commands;
mod explain;
mod fix;
mod fmt;
mod gold_folder;
mod hook;
mod hook_arguments;
mod import;
mod init;
mod integrity;
mod integrity_arguments;
mod measure_arguments;
mod new;
mod output;
mod progress;
mod publish;
mod publish_arguments;
mod reference;
mod register;
mod replace;
mod score;
mod server;
mod source_arguments;

pub use arguments::Arguments;

use crate::cli::arguments::Command;

/// Runs a parsed command line and returns the exit code.
pub fn run(arguments: &Arguments) -> u8 {
    if matches!(arguments.command, Command::Watch(_) | Command::Serve(_)) {
        allocator::give_back();
    }
    match &arguments.command {
        Command::Build(build) => commands::build(build, arguments.lang()),
        Command::Pack(pack) => commands::pack(pack, arguments.lang()),
        Command::Publish(one) => publish::publish(one, arguments.lang()),
        Command::Server(one) => server::server(one, arguments.lang()),
        Command::Verify(one) => integrity::verify(one, arguments.lang()),
        Command::Key(one) => integrity::key(one, arguments.lang()),
        Command::Cite(one) => cite::cite(one, arguments.lang()),
        Command::Score(one) => score::score(one, arguments.lang()),
        Command::Check(check) => commands::check(check, arguments.lang()),
        Command::Import(wanted) => import::import(wanted, arguments.lang()),
        Command::Hook(one) => hook::hook(&one.command, arguments.lang()),
        Command::New(wanted) => new::new(wanted, arguments.lang()),
        Command::Register(wanted) => register::register(wanted, arguments.lang()),
        Command::Fmt(wanted) => fmt::fmt(wanted, arguments.lang()),
        Command::Init(wanted) => init::init(wanted, arguments.lang()),
        Command::Schema(wanted) => commands::schema(wanted, arguments.lang()),
        Command::Completions(wanted) => reference::completions(wanted, arguments.lang()),
        Command::Man => reference::man(arguments.lang()),
        Command::Watch(watch) => commands::watch(watch, arguments.lang()),
        Command::Serve(serve) => commands::serve(serve, arguments.lang()),
    }
}
