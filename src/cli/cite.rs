//! `congkhai cite`: the citations of a text, in the form of the gold standard.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use super::cited_lines::{self, Known, Line};
use super::commands::{DONE, FAILED, USAGE};
use super::measure_arguments::{Cite, CiteFormat};
use super::output::Output;
use crate::diagnostic::{Lang, Say};
use crate::pipeline::{self, Options};
use crate::world::DiskWorld;

pub(super) fn cite(arguments: &Cite, lang: Lang) -> u8 {
    let output = Output { lang };
    if let Some(clash) = clash(arguments) {
        output.error(&clash);
        return USAGE;
    }
    let mut failed = false;
    let known = match &arguments.site {
        Some(site) => {
            let (corpus, report) = pipeline::corpus(&DiskWorld::new(site, None), &Options::default());
            failed = report.errors() > 0;
            output.errors(&report);
            Known::Site { corpus: Box::new(corpus), issued: arguments.issued }
        }
        None => Known::nothing(),
    };
    for file in &arguments.files {
        let done = cited_lines::read(file).and_then(|text| {
            let lines = cited_lines::lines(&known, file, &text);
            write(arguments, file, &lines)
        });
        match done {
            // Whoever reads has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return DONE,
            _ => {}
        }
        if let Err(error) = done {
            let name = file.display();
            output.error(&Say::new(format!("`{name}`: {error}"), format!("`{name}`: {error}")));
            failed = true;
        }
    }
    if failed { FAILED } else { DONE }
}

/// Two files whose citations would go into one, or standard input, which has no name.
fn clash(arguments: &Cite) -> Option<Say> {
    arguments.out.as_ref()?;
    let mut stems = BTreeSet::new();
    let clashing = arguments.files.iter().find(|file| **file == Path::new("-") || !stems.insert(file.file_stem()));
    clashing.map(|file| {
        let name = file.display();
        Say::new(
            format!("`{name}`: không rõ ghi vào tệp nào trong `--out`; các tệp phải khác tên"),
            format!("`{name}`: no file of its own in `--out`; the files must have different names"),
        )
    })
}

fn write(arguments: &Cite, file: &Path, lines: &[Line]) -> io::Result<()> {
    let (text, ending) = match arguments.format {
        CiteFormat::Jsonl => (cited_lines::jsonl(lines)?, "jsonl"),
        CiteFormat::Human => (lines.iter().map(human).collect(), "txt"),
    };
    match &arguments.out {
        Some(folder) => cited_lines::write_into(folder, file, ending, &text),
        None => {
            let mut out = io::stdout().lock();
            if arguments.files.len() > 1 && arguments.format == CiteFormat::Human {
                writeln!(out, "{}:", file.display())?;
            }
            out.write_all(text.as_bytes())
        }
    }
}

fn human(line: &Line) -> String {
    let Line { start, end, text, kind, work, certainty, .. } = line;
    let provisions = line.provisions.join(", ");
    let target = match (&line.target, &line.candidates[..]) {
        (Some(target), _) => {
            let anchors: Vec<&str> = line.anchors.iter().flatten().map(String::as_str).collect();
            if anchors.is_empty() { target.clone() } else { format!("{target}#{}", anchors.join(", #")) }
        }
        (None, []) => "—".to_owned(),
        (None, candidates) => candidates.join(" | "),
    };
    format!("{start}–{end}  {text}\n    {kind} {work} {provisions} → {target} ({certainty})\n")
}
