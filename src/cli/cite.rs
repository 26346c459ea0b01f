//! `congkhai cite`: the citations of a text, in the form of the gold standard.

use std::io::{self, Write};
use std::path::Path;

use super::arguments::{Cite, CiteFormat};
use super::cited_lines::{self, Line};
use super::commands::{DONE, FAILED};
use super::output::Output;
use crate::diagnostic::{Lang, Say};

pub(super) fn cite(arguments: &Cite, lang: Lang) -> u8 {
    let output = Output { lang };
    let recognizer = cited_lines::recognizer();
    let mut failed = false;
    for file in &arguments.files {
        let done = cited_lines::read(file).and_then(|text| {
            let lines = cited_lines::lines(&recognizer, file, &text);
            write(arguments, file, &lines)
        });
        if let Err(error) = done {
            let name = file.display();
            output.error(&Say::new(format!("`{name}`: {error}"), format!("`{name}`: {error}")));
            failed = true;
        }
    }
    if failed { FAILED } else { DONE }
}

fn write(arguments: &Cite, file: &Path, lines: &[Line]) -> io::Result<()> {
    let text = match arguments.format {
        CiteFormat::Jsonl => cited_lines::jsonl(lines)?,
        CiteFormat::Human => lines.iter().map(human).collect(),
    };
    match &arguments.out {
        Some(folder) => cited_lines::write_into(folder, file, &text),
        None => io::stdout().lock().write_all(text.as_bytes()),
    }
}

fn human(line: &Line) -> String {
    let provisions = line.provisions.join(", ");
    let target = line.target.as_deref().unwrap_or("—");
    format!("{}–{}  {}\n    {} {} {provisions} → {target}\n", line.start, line.end, line.text, line.kind, line.work)
}
