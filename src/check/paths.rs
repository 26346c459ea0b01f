//! `path-clash`: every output has an address of its own, also where upper and lower case are one.

use std::collections::BTreeMap;

use super::Context;
use crate::content::SitePath;
use crate::diagnostic::{Code, Diagnostic, Say};

pub(super) fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for path in context.generated {
        taken.insert(path.to_lowercase(), String::new());
    }
    let pages = context.corpus.pages.iter().flat_map(|page| {
        let download = format!("{}.md", page.output.strip_suffix(".html").unwrap_or(&page.output));
        [(page.output.clone(), page.source.path.clone()), (download, page.source.path.clone())]
    });
    let assets = context.assets.iter().map(|(output, file)| (output.clone(), SitePath::from(file.as_str())));
    let mut problems = Vec::new();
    for (output, file) in pages.chain(assets) {
        if let Some(first) = taken.get(&output.to_lowercase()) {
            problems.push(clash(&output, first).in_file(&file));
            continue;
        }
        taken.insert(output.to_lowercase(), file.to_string());
    }
    problems.dedup_by(|a, b| a.file == b.file);
    problems
}

/// `first` is the file that has the address, empty where congkhai makes it.
fn clash(output: &str, first: &str) -> Diagnostic {
    if first.is_empty() {
        let message = Say::new(
            format!("địa chỉ `{output}` dành cho trang do congkhai tạo"),
            format!("the address `{output}` is that of a page congkhai makes"),
        );
        return Diagnostic::new(Code::PathClash, message)
            .help("đặt tệp này ở thư mục hoặc tên khác", "give the file another folder or name");
    }
    let message =
        Say::new(format!("địa chỉ `{output}` đã có tệp `{first}`"), format!("the address `{output}` is taken by `{first}`"));
    Diagnostic::new(Code::PathClash, message).help(
        "đổi tên một trong hai tệp; chữ hoa và chữ thường tính là một",
        "rename one of them; upper and lower case count as one",
    )
}
