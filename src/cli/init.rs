//! `congkhai init`: a site to begin with, in a folder that is empty or not there.

use std::fs;
use std::io;
use std::path::Path;

use super::commands::{DONE, FAILED};
use super::new::create;
use super::output::Output;
use super::source_arguments::Init;
use crate::diagnostic::{Lang, Say};
use crate::starter;

pub(super) fn init(arguments: &Init, lang: Lang) -> u8 {
    let (output, folder) = (Output { lang }, &arguments.folder);
    let shown = folder.display();
    let is_new = !folder.exists();
    match is_free(folder) {
        Ok(true) => {}
        Ok(false) => {
            output.error(&Say::new(
                format!("`{shown}` không phải thư mục trống; không ghi gì vào đó"),
                format!("`{shown}` is not an empty folder; nothing was written to it"),
            ));
            output.help(&Say::new("chọn tên của một thư mục chưa có", "name a folder that is not there yet"));
            return FAILED;
        }
        Err(error) => return failed(output, folder, &error),
    }
    let files = starter::files();
    if let Err(error) = files.iter().try_for_each(|(path, text)| create(&folder.join(path), text)) {
        // What is half made is of no use.
        drop(emptied(folder, is_new));
        return failed(output, folder, &error);
    }
    for (path, _) in &files {
        output.say(&Say::new(format!("{shown}/{path}"), format!("{shown}/{path}")));
    }
    output.say(&Say::new(
        format!(
            "đã tạo {} tệp. Bước tiếp theo: sửa {shown}/content/site.yaml, rồi chạy `congkhai serve --site {shown}`.",
            files.len()
        ),
        format!("made {} files. Next: edit {shown}/content/site.yaml, then run `congkhai serve --site {shown}`.", files.len()),
    ));
    DONE
}

fn failed(output: Output, folder: &Path, error: &io::Error) -> u8 {
    let folder = folder.display();
    output.error(&Say::new(format!("không ghi được vào `{folder}`: {error}"), format!("cannot write to `{folder}`: {error}")));
    FAILED
}

/// Whether a folder is not there, or empty.
fn is_free(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(false),
        Err(error) => Err(error),
    }
}

/// Takes away what was made in a folder that was empty, and the folder where it was not there.
fn emptied(folder: &Path, is_new: bool) -> io::Result<()> {
    if is_new {
        return fs::remove_dir_all(folder);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { fs::remove_dir_all(path)? } else { fs::remove_file(path)? }
    }
    Ok(())
}
