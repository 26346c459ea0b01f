//! `congkhai new`: writes the planned drafts, never over a file that is there.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::commands::{DONE, FAILED, USAGE};
use super::output::Output;
use super::source_arguments::New;
use crate::content::SchemaOf;
use crate::diagnostic::{Lang, Say};
use crate::pipeline::{self, Report};
use crate::scaffold::{Asked, Draft, Plan, Skipped, Wanted};
use crate::world::DiskWorld;

pub(super) fn new(arguments: &New, lang: Lang) -> u8 {
    if arguments.missing { missing(arguments, Output { lang }) } else { one(arguments, Output { lang }) }
}

/// Makes the page of the work that is named by kind and number.
fn one(arguments: &New, output: Output) -> u8 {
    // The kind has several words, which need no quotes; the number is the last.
    let Some((number, kind)) = arguments.work.split_last() else { return USAGE };
    let asked =
        Asked { kind: kind.join(" "), number: number.clone(), issued: arguments.issued, folder: arguments.folder.clone() };
    let (report, planned) = pipeline::draft(&DiskWorld::new(&arguments.site, None), &asked);
    let draft = match planned {
        None => return has_errors(output, &report),
        Some(Err(refusal)) => {
            output.error(&refusal.message);
            output.help(&refusal.help);
            return FAILED;
        }
        Some(Ok(draft)) => draft,
    };
    if !make(arguments, &draft, output).is_some_and(|made| made) {
        return FAILED;
    }
    if arguments.dry_run {
        return DONE;
    }
    next_steps(output);
    if keep_schema(&arguments.site, output) { DONE } else { FAILED }
}

/// Puts the schema that new pages name where they say it is, unless there is one.
fn keep_schema(site: &Path, output: Output) -> bool {
    let path = SchemaOf::FrontMatter.path();
    match create(&site.join(&path), &SchemaOf::FrontMatter.text()) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            output.error(&Say::new(format!("không ghi được `{path}`: {error}"), format!("cannot write `{path}`: {error}")));
            false
        }
        _ => true,
    }
}

fn has_errors(output: Output, report: &Report) -> u8 {
    output.diagnostics(report, false);
    output.error(&Say::new("nội dung còn lỗi nên chưa tạo trang nào", "the content has errors; no page was made"));
    FAILED
}

fn missing(arguments: &New, output: Output) -> u8 {
    let wanted = Wanted { folder: arguments.folder.clone(), known: arguments.known };
    let (report, plan) = pipeline::scaffold(&DiskWorld::new(&arguments.site, None), &wanted);
    if report.errors() > 0 {
        return has_errors(output, &report);
    }
    let (mut written, mut failed) = (0, 0);
    for draft in &plan.drafts {
        match make(arguments, draft, output) {
            Some(made) => written += usize::from(made),
            None => failed += 1,
        }
    }
    plan.skipped.iter().for_each(|skipped| print_skipped(output, skipped));
    summary(output, &plan, written, arguments.dry_run);
    if written > 0 && !arguments.dry_run {
        failed += usize::from(!keep_schema(&arguments.site, output));
    }
    if failed == 0 { DONE } else { FAILED }
}

/// Writes a draft and says so: whether it was made (`false`: a file is there), `None` where it could not be written.
fn make(arguments: &New, draft: &Draft, output: Output) -> Option<bool> {
    let path = &draft.path;
    match if arguments.dry_run { Ok(()) } else { create(&arguments.site.join(path), &draft.text) } {
        Ok(()) => {
            print_draft(output, draft);
            Some(true)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            output.say(&Say::new(format!("{path}: đã có, để nguyên"), format!("{path}: is there, left as it is")));
            Some(false)
        }
        Err(error) => {
            output.error(&Say::new(format!("không ghi được `{path}`: {error}"), format!("cannot write `{path}`: {error}")));
            None
        }
    }
}

/// Makes a file that is not there yet; a half-written one does not stay.
pub(super) fn create(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        // A file in the folder's place is a failure, and not the page that is there already.
        fs::create_dir_all(folder).map_err(|error| io::Error::other(error.to_string()))?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes()).inspect_err(|_| drop(fs::remove_file(path)))
}

fn print_draft(output: Output, draft: &Draft) {
    let Draft { path, name, times, first, notes, .. } = draft;
    output.say(&match first {
        Some(first) => Say::new(
            format!("{path}: {name} ({times} lần viện dẫn, đầu tiên ở {first})"),
            format!("{path}: {name} (cited {}, first at {first})", times_over(*times)),
        ),
        None => Say::new(format!("{path}: {name} (chưa được viện dẫn)"), format!("{path}: {name} (not cited yet)")),
    });
    for note in notes {
        output.say(&Say::new(format!("    lưu ý: {}", note.vi), format!("    note: {}", note.en)));
    }
}

fn print_skipped(output: Output, skipped: &Skipped) {
    let Skipped { words, times, first, reason } = skipped;
    output.say(&Say::new(
        format!("bỏ qua `{words}` ({times} lần, đầu tiên ở {first}): {}", reason.vi),
        format!("left out `{words}` ({}, first at {first}): {}", times_over(*times), reason.en),
    ));
}

fn times_over(times: usize) -> String {
    if times == 1 { "once".to_owned() } else { format!("{times} times") }
}

fn summary(output: Output, plan: &Plan, written: usize, dry_run: bool) {
    let skipped = plan.skipped.len();
    let (made, would) = if dry_run { ("sẽ tạo", "would make") } else { ("đã tạo", "made") };
    output.say(&Say::new(
        format!("{made} {written} trang nháp, bỏ qua {skipped} viện dẫn."),
        format!("{would} {written} draft pages, left out {skipped} citations."),
    ));
    if plan.known > 0 {
        let known = plan.known;
        output.say(&Say::new(
            format!("{known} văn bản được viện dẫn chỉ có trong works.yaml; thêm `--known` để tạo trang cho chúng."),
            format!("{known} cited works stand in works.yaml only; `--known` makes pages for them too."),
        ));
    }
    if written > 0 {
        next_steps(output);
    }
}

fn next_steps(output: Output) {
    output.say(&Say::new(
        "Đối chiếu từng trang với bản chính thức, điền nội dung, rồi xóa dòng `draft: true` để đăng.",
        "Compare each page with the official text, fill it in, then remove the line `draft: true` to publish it.",
    ));
}
