//! `congkhai import`: reads files, writes the pages that were made of them, over a file only when asked to.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::commands::{DONE, FAILED, USAGE};
use super::output::Output;
use super::source_arguments::Import;
use crate::diagnostic::{Lang, Say};
use crate::import::{self, Imported, LARGEST, Paper, Wanted};
use crate::pipeline;
use crate::world::{DiskWorld, World};

pub(super) fn import(arguments: &Import, lang: Lang) -> u8 {
    let output = Output { lang };
    if (arguments.output.is_some() || arguments.stdout) && arguments.files.len() > 1 {
        output.error(&Say::new(
            "`--output` và `--stdout` chỉ dùng khi nhập một tệp",
            "`--output` and `--stdout` take one file only",
        ));
        return USAGE;
    }
    let world = DiskWorld::new(&arguments.site, None);
    if !world.list().has_content && arguments.output.is_none() && !arguments.stdout {
        let site = arguments.site.display();
        output.error(&Say::new(
            format!("`{site}` không có thư mục content/; chỉ rõ trang bằng `--site`, hoặc dùng `--output`"),
            format!("`{site}` has no folder content/; name the site with `--site`, or use `--output`"),
        ));
        return FAILED;
    }
    let mut failed = 0;
    let mut papers = Vec::new();
    for file in &arguments.files {
        match paper(file) {
            Ok(paper) => papers.push(paper),
            Err(why) => {
                failed += 1;
                let name = file.display();
                output.error(&Say::new(format!("`{name}`: {}", why.vi), format!("`{name}`: {}", why.en)));
            }
        }
    }
    let read = papers.len();
    let (report, pages) = pipeline::import(&world, papers, &Wanted { folder: arguments.folder.clone() });
    if report.errors() > 0 && world.list().has_content {
        let errors = report.errors();
        output.say(&Say::new(
            format!("lưu ý: nội dung của trang đang có {errors} lỗi, căn cứ có thể chưa nhận ra hết; xem `congkhai check`"),
            format!("note: the site's content has {errors} errors, so a basis may be missed; see `congkhai check`"),
        ));
    }
    let written = pages.iter().filter(|page| made(arguments, page, output)).count();
    summary(arguments, written, failed + read - written, output);
    if failed == 0 && written == read { DONE } else { FAILED }
}

/// Reads one file, no more of it than is allowed.
fn paper(file: &Path) -> Result<Paper, Say> {
    let unread = |error: io::Error| Say::new(format!("không đọc được tệp: {error}"), format!("cannot read the file: {error}"));
    let mut bytes = Vec::new();
    File::open(file).and_then(|opened| opened.take(LARGEST + 1).read_to_end(&mut bytes)).map_err(unread)?;
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    let document = import::read(&name, &bytes).map_err(|refusal| refusal.say())?;
    Ok(Paper { name, document })
}

/// Writes or prints a page and says what was made; whether it is where it was to be.
fn made(arguments: &Import, page: &Imported, output: Output) -> bool {
    let path = arguments.output.clone().unwrap_or_else(|| arguments.site.join(&page.path));
    let shown = arguments.output.as_ref().map_or_else(|| page.path.clone(), |path| path.display().to_string());
    if arguments.stdout {
        if !output.document(Ok(page.text.clone())) {
            return false;
        }
    } else if let Err(error) = written(arguments, page, &path) {
        let say = if error.kind() == ErrorKind::AlreadyExists {
            Say::new(
                format!("`{}`: đã có `{shown}`, để nguyên; thêm `--force` để ghi đè", page.name),
                format!("`{}`: `{shown}` is there, left as it is; `--force` writes over it", page.name),
            )
        } else {
            Say::new(format!("không ghi được `{shown}`: {error}"), format!("cannot write `{shown}`: {error}"))
        };
        output.error(&say);
        return false;
    }
    print(page, &shown, output);
    true
}

fn written(arguments: &Import, page: &Imported, path: &Path) -> io::Result<()> {
    if !arguments.force && (path.exists() || page.standing && arguments.output.is_none()) {
        return Err(ErrorKind::AlreadyExists.into());
    }
    if arguments.dry_run {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| io::Error::other(error.to_string()))?;
    }
    if arguments.force { replace(path, &page.text) } else { create(path, &page.text) }
}

/// Makes a file that is not there yet; a half-written one does not stay.
fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes()).inspect_err(|_| drop(fs::remove_file(path)))
}

/// Puts a file in the place of another in one step.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside: PathBuf = path.with_file_name(format!(".{name}.moi"));
    fs::write(&beside, text).and_then(|()| fs::rename(&beside, path)).inspect_err(|_| drop(fs::remove_file(&beside)))
}

fn print(page: &Imported, shown: &str, output: Output) {
    let Imported { name, title, structure, recipients, .. } = page;
    output.say(&Say::new(
        format!("{shown}: {title} (từ {name}; {}; nơi nhận: {} dòng)", structure.vi, recipients.len()),
        format!("{shown}: {title} (from {name}; {}; recipients: {})", structure.en, recipients.len()),
    ));
    for one in &page.observations {
        let at = one.line.map(|line| format!(":{line}")).unwrap_or_default();
        let words = if one.words.is_empty() { String::new() } else { format!(" “{}”", one.words) };
        output.say(&Say::new(
            format!("    {shown}{at}:{words} lưu ý: {}", one.say.vi),
            format!("    {shown}{at}:{words} note: {}", one.say.en),
        ));
    }
}

fn summary(arguments: &Import, written: usize, failed: usize, output: Output) {
    let (made, would) = match (arguments.dry_run, arguments.stdout) {
        (_, true) => ("đã in", "printed"),
        (true, _) => ("sẽ tạo", "would make"),
        _ => ("đã tạo", "made"),
    };
    output.say(&Say::new(
        format!("{made} {written} trang nháp, {failed} tệp không nhập được."),
        format!("{would} {written} draft pages, {failed} files were not imported."),
    ));
    if written > 0 {
        output.say(&Say::new(
            "Đối chiếu từng trang với bản ký, chạy `congkhai check --drafts` và `congkhai serve --drafts`, rồi xóa dòng `draft: true` để đăng.",
            "Compare each page with the signed text, run `congkhai check --drafts` and `congkhai serve --drafts`, then remove the line `draft: true` to publish it.",
        ));
    }
}
