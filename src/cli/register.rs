//! `congkhai register`: writes down what is public.

use std::fs;
use std::io;

use super::commands::{DONE, FAILED, options, set_jobs, world};
use super::new::create;
use super::output::Output;
use super::replace::replaced;
use super::source_arguments::Register as Arguments;
use crate::content::Register;
use crate::diagnostic::{Diagnostic, Lang, Say};
use crate::pipeline;
use crate::register::News;

pub(super) fn register(arguments: &Arguments, lang: Lang) -> u8 {
    let output = Output { lang };
    let input = &arguments.input;
    set_jobs(input);
    // A draft is not public.
    let (found, mut report) = pipeline::register(&world(input), &pipeline::Options { drafts: false, ..options(input) });
    // Warnings are told by `check`.
    report.diagnostics.retain(Diagnostic::is_error);
    output.diagnostics(&report, true);
    let Some((register, news)) = found else {
        output.error(&Say::new("chưa ghi sổ: sửa các lỗi trên trước", "nothing was registered: correct the errors above first"));
        return FAILED;
    };
    tell(&news, output);
    if !news.is_other {
        output.say(&Say::new("sổ công khai đã đúng, không phải ghi gì", "the register is up to date"));
        return DONE;
    }
    if arguments.check {
        output.say(&Say::new(
            "sổ công khai chưa đúng; chạy `congkhai register`",
            "the register is not up to date; run `congkhai register`",
        ));
        return FAILED;
    }
    if write(arguments, &register, output) { DONE } else { FAILED }
}

fn tell(news: &News, output: Output) {
    for path in &news.added {
        output.say(&Say::new(format!("thêm: {path}"), format!("new: {path}")));
    }
    for path in &news.changed {
        output.say(&Say::new(format!("đổi nội dung: {path}"), format!("text changed: {path}")));
    }
}

fn write(arguments: &Arguments, register: &Register, output: Output) -> bool {
    let path = arguments.input.site.join(Register::PATH);
    let text = register.text();
    let written = match fs::read(&path) {
        Ok(was) => replaced(&path, &was, text.as_bytes(), output),
        Err(error) if error.kind() == io::ErrorKind::NotFound => match create(&path, &text) {
            Ok(()) => true,
            Err(error) => {
                let shown = path.display();
                output.error(&Say::new(format!("không ghi được `{shown}`: {error}"), format!("cannot write `{shown}`: {error}")));
                false
            }
        },
        Err(error) => {
            let shown = path.display();
            output.error(&Say::new(format!("không đọc được `{shown}`: {error}"), format!("cannot read `{shown}`: {error}")));
            false
        }
    };
    if written {
        let shown = path.display();
        output.say(&Say::new(
            format!("đã ghi {} địa chỉ vào `{shown}`; ghi tệp này vào git", register.pages.len() + register.files.len()),
            format!("wrote {} addresses to `{shown}`; commit that file", register.pages.len() + register.files.len()),
        ));
    }
    written
}
