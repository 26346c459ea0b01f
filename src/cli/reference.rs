//! What other programs know of the command line: completion scripts for shells, and the manual page.

use std::io;

use clap::{Command, CommandFactory};
use clap_complete::generate;
use clap_complete::shells::{Bash, Fish, Zsh};
use clap_mangen::Man;

use super::arguments::Arguments;
use super::commands::{DONE, FAILED};
use super::output::Output;
use super::source_arguments::{Completions, ShellArgument};
use crate::diagnostic::{Lang, Say};

const PROGRAM: &str = env!("CARGO_PKG_NAME");

/// Prints a completion script.
pub(super) fn completions(arguments: &Completions, lang: Lang) -> u8 {
    let mut command = Arguments::command();
    let mut script = Vec::new();
    match arguments.shell {
        ShellArgument::Bash => generate(Bash, &mut command, PROGRAM, &mut script),
        ShellArgument::Zsh => generate(Zsh, &mut command, PROGRAM, &mut script),
        ShellArgument::Fish => generate(Fish, &mut command, PROGRAM, &mut script),
    }
    if (Output { lang }).text(&String::from_utf8_lossy(&script)) { DONE } else { FAILED }
}

/// Prints the manual page, all commands on one.
pub(super) fn man(lang: Lang) -> u8 {
    let output = Output { lang };
    match page() {
        Ok(page) if output.text(&page) => DONE,
        Ok(_) => FAILED,
        Err(error) => {
            output
                .error(&Say::new(format!("không viết được trang hướng dẫn: {error}"), format!("cannot write the page: {error}")));
            FAILED
        }
    }
}

/// The program's page, and then each command's as a section of it.
fn page() -> io::Result<String> {
    let mut program = Arguments::command();
    program.build();
    let man = Man::new(program.clone().disable_help_subcommand(true));
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut page = String::from_utf8_lossy(&page).into_owned();
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        page.push_str(&section(command)?);
    }
    let mut end = Vec::new();
    man.render_extra_section(&mut end)?;
    man.render_version_section(&mut end)?;
    page.push_str(&String::from_utf8_lossy(&end));
    Ok(once(&page))
}

/// A command's page with its sections one level down.
fn section(command: &Command) -> io::Result<String> {
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    man.render_extra_section(&mut page)?;
    let page = String::from_utf8_lossy(&page).replace("\n.SH ", "\n.SS ");
    let page = page.strip_prefix(".SH ").map_or(page.clone(), |rest| format!(".SS {rest}"));
    Ok(format!(".SH \"{} {}\"\n{page}", PROGRAM.to_uppercase(), command.get_name().to_uppercase()))
}

/// Each part begins with the two lines that define the apostrophe; once is enough.
fn once(page: &str) -> String {
    let mut seen = false;
    let keep = |line: &&str| {
        let first = !seen || !(line.starts_with(".ie \\n(.g") || line.starts_with(".el .ds Aq"));
        seen |= line.starts_with(".el .ds Aq");
        first
    };
    let named = |line: &str| if line.ends_with("EXTRA") { line.replace("EXTRA", "EXAMPLES") } else { line.to_owned() };
    page.lines().filter(keep).map(|line| named(line) + "\n").collect()
}
