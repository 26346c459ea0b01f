//! `path-clash`: every output has an address of its own, also where upper and lower case are one.

use std::collections::BTreeMap;

use super::Context;
use crate::content::SitePath;
use crate::diagnostic::{Code, Diagnostic, Say};

pub(super) fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for path in context.generated {
        taken.insert(path.to_lowercase(), "congkhai".to_owned());
    }
    let pages = context.corpus.pages.iter().flat_map(|page| {
        let download = format!("{}.md", page.output.strip_suffix(".html").unwrap_or(&page.output));
        [(page.output.clone(), page.source.path.clone()), (download, page.source.path.clone())]
    });
    let assets = context.assets.iter().map(|(output, file)| (output.clone(), SitePath::from(file.as_str())));
    let mut problems = Vec::new();
    for (output, file) in pages.chain(assets) {
        if let Some(first) = taken.get(&output.to_lowercase()) {
            let message =
                Say::new(format!("địa chỉ `{output}` đã có: {first}"), format!("the address `{output}` is taken: {first}"));
            problems.push(
                Diagnostic::new(Code::PathClash, message)
                    .in_file(&file)
                    .help("đổi tên tệp; chữ hoa và chữ thường tính là một", "rename the file; upper and lower case count as one"),
            );
            continue;
        }
        taken.insert(output.to_lowercase(), file.to_string());
    }
    problems.dedup_by(|a, b| a.file == b.file);
    problems
}
