//! The command `congkhai`: parse, run, return an exit code.

use std::process::ExitCode;

use clap::Parser;
use congkhai::cli::{Arguments, run};

fn main() -> ExitCode {
    ExitCode::from(run(&Arguments::parse()))
}
