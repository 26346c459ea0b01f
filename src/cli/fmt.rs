//! `congkhai fmt`: shows how pages would be written in the normal form, and writes them so when asked.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use similar::TextDiff;
use walkdir::WalkDir;

use super::commands::{DONE, FAILED};
use super::output::Output;
use super::progress::bar;
use super::replace::replaced;
use super::source_arguments::Fmt;
use crate::content::{SitePath, Source, load_kinds};
use crate::diagnostic::{Diagnostic, Lang, Say};
use crate::format::Formatter;
use crate::world::DiskWorld;

/// What came of the files.
#[derive(Default)]
struct Count {
    files: usize,
    changed: usize,
    failed: usize,
}

pub(super) fn fmt(arguments: &Fmt, lang: Lang) -> u8 {
    let output = Output { lang };
    let start = Instant::now();
    let kinds = load_kinds(&DiskWorld::new(&arguments.site, None));
    let formatter = Formatter::new(kinds, arguments.tone);
    let mut count = Count::default();
    let files = files(arguments, output, &mut count);
    let bar = bar(files.len());
    let read: Vec<Read> = files
        .par_iter()
        .map(|file| {
            let read = Read::of(file, arguments, &formatter);
            bar.inc(1);
            read
        })
        .collect();
    bar.finish_and_clear();
    for one in read {
        told(one, arguments, output, &mut count);
    }
    summary(arguments, output, &count, start.elapsed());
    if count.failed > 0 || (arguments.check && count.changed > 0) { FAILED } else { DONE }
}

/// The files that are asked for, each once and in order; what is not there is said.
fn files(arguments: &Fmt, output: Output, count: &mut Count) -> Vec<PathBuf> {
    let whole = [arguments.site.join("content")];
    let paths = if arguments.paths.is_empty() { &whole[..] } else { &arguments.paths };
    let mut files = Vec::new();
    for path in paths {
        if path.is_file() {
            files.push(path.clone());
        } else if path.is_dir() {
            files.extend(pages(path, &arguments.site, output, count));
        } else {
            count.failed += 1;
            let path = path.display();
            output
                .error(&Say::new(format!("không có tệp hoặc thư mục `{path}`"), format!("there is no file or folder `{path}`")));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    files.retain(|file| seen.insert(file.clone()));
    files
}

/// The pages below a folder; attachments are files of others, whatever they end in.
fn pages(folder: &Path, site: &Path, output: Output, count: &mut Count) -> Vec<PathBuf> {
    let assets = site.join("content/assets");
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).follow_links(false).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_page(entry.path()) && !entry.path().starts_with(&assets) => {
                files.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => {
                count.failed += 1;
                output.error(&Say::new(format!("không đọc được: {error}"), format!("cannot read: {error}")));
            }
        }
    }
    files
}

fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "md")
}

/// A file as it is, and as it would be.
struct Read {
    file: PathBuf,
    path: SitePath,
    /// Errors: why it cannot be read at all.
    text: Result<String, String>,
    /// Errors: why it is no page.
    formatted: Result<String, Vec<Diagnostic>>,
}

impl Read {
    fn of(file: &Path, arguments: &Fmt, formatter: &Formatter) -> Self {
        let path: SitePath = Arc::from(file.strip_prefix(&arguments.site).unwrap_or(file).to_string_lossy().as_ref());
        let text = fs::read(file).map_err(|error| error.to_string());
        let text = text.and_then(|bytes| String::from_utf8(bytes).map_err(|error| error.to_string()));
        let formatted = text.as_ref().map_or(Ok(String::new()), |text| formatter.format(&path, text));
        Self { file: file.to_path_buf(), path, text, formatted }
    }
}

/// Says and does what came of a file.
fn told(one: Read, arguments: &Fmt, output: Output, count: &mut Count) {
    count.files += 1;
    let path = one.path;
    let text = match one.text {
        Ok(text) => text,
        Err(error) => {
            count.failed += 1;
            let say = Say::new(format!("không đọc được `{path}`: {error}"), format!("cannot read `{path}`: {error}"));
            return output.error(&say);
        }
    };
    match one.formatted {
        Err(problems) => {
            count.failed += 1;
            let source = Arc::new(Source::new(path.clone(), text));
            output.problems(&problems, &BTreeMap::from([(path.clone(), source)]));
            output
                .say(&Say::new(format!("{path}: chưa đọc được nên để nguyên"), format!("{path}: cannot be read, left as it is")));
        }
        Ok(formatted) if formatted == text => {}
        Ok(formatted) => {
            count.changed += 1;
            let shown = arguments.write || output.text(&diff(&path, &text, &formatted));
            let written = !arguments.write || replaced(&one.file, text.as_bytes(), formatted.as_bytes(), output);
            count.failed += usize::from(!shown || !written);
            if arguments.write && written {
                output.say(&Say::new(format!("{path}: đã ghi"), format!("{path}: written")));
            }
        }
    }
}

/// What changes, as `diff -u` prints it and `patch` reads it.
///
/// Finding the shortest difference takes time that grows with the square of what changes; where that is very much, all
/// of it is one change.
fn diff(path: &str, from: &str, to: &str) -> String {
    const MOST_LINES: usize = 20_000;
    let (old, new): (Vec<&str>, Vec<&str>) = (from.split_inclusive('\n').collect(), to.split_inclusive('\n').collect());
    let before = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let most = old.len().min(new.len()) - before;
    let after = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(one, other)| one == other).count();
    let (old, new) = (&old[before..old.len() - after], &new[before..new.len() - after]);
    if old.len() + new.len() > MOST_LINES {
        return whole(path, before, old, new);
    }
    TextDiff::from_lines(from, to).unified_diff().context_radius(3).header(&format!("a/{path}"), &format!("b/{path}")).to_string()
}

/// One change of many lines, which stand behind `before` others.
fn whole(path: &str, before: usize, old: &[&str], new: &[&str]) -> String {
    // Where no line stands, the place is counted from the line above.
    let place = |lines: &[&str]| format!("{},{}", before + usize::from(!lines.is_empty()), lines.len());
    let mut text = format!("--- a/{path}\n+++ b/{path}\n@@ -{} +{} @@\n", place(old), place(new));
    for (mark, lines) in [('-', old), ('+', new)] {
        for line in lines {
            text.push(mark);
            text.push_str(line);
            if !line.ends_with('\n') {
                text.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    text
}

fn summary(arguments: &Fmt, output: Output, count: &Count, time: Duration) {
    let (Count { files, changed, failed }, seconds) = (count, time.as_secs_f64());
    let (vi, en) = if arguments.write { ("đã sắp lại", "formatted") } else { ("cần sắp lại", "would change") };
    output.say(&Say::new(
        format!("{files} tệp: {vi} {changed}, không đọc hoặc ghi được {failed}, trong {seconds:.2} giây."),
        format!("{files} files: {changed} {en}, {failed} could not be read or written, in {seconds:.2} s."),
    ));
    if !arguments.write && !arguments.check && *changed > 0 {
        output.say(&Say::new("Chưa ghi gì; thêm `--write` để ghi.", "Nothing was written; `--write` does."));
    }
}
