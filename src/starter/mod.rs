//! A site to begin with: paths and texts of the files that `congkhai init` writes.
//!
//! Its pages say nothing of anybody: what stands where facts will stand is marked “(ví dụ)”. They build without an error
//! or a warning.

use crate::ci;
use crate::content::SchemaOf;

/// The files as they stand beside this one.
const FILES: &[(&str, &str)] = &[
    ("README.md", include_str!("README.md")),
    (".gitignore", include_str!("gitignore")),
    (".gitattributes", include_str!("gitattributes")),
    ("content/site.yaml", include_str!("content/site.yaml")),
    ("content/works.yaml", include_str!("content/works.yaml")),
    ("content/index.md", include_str!("content/index.md")),
    ("content/van-ban/quyet-dinh-01-qd-vd.md", include_str!("content/van-ban/quyet-dinh-01-qd-vd.md")),
    ("content/ke-hoach/ke-hoach-mau.md", include_str!("content/ke-hoach/ke-hoach-mau.md")),
];

/// The files of a new site: paths relative to its folder, and what each holds.
pub fn files() -> Vec<(String, String)> {
    let own = FILES.iter().map(|(path, text)| ((*path).to_owned(), headed(path, text)));
    let for_hosts = ci::files().map(|(path, bytes)| (path.to_owned(), String::from_utf8_lossy(bytes).into_owned()));
    let schemas = SchemaOf::ALL.iter().map(|schema| (schema.path(), schema.text()));
    own.chain(for_hosts).chain(schemas).collect()
}

/// A file with the comment by which editors find its schema.
fn headed(path: &str, text: &str) -> String {
    match path {
        "content/site.yaml" => format!("{}\n{text}", SchemaOf::Site.comment(path)),
        "content/works.yaml" => format!("{}\n{text}", SchemaOf::Works.comment(path)),
        _ => match text.strip_prefix("---\n") {
            Some(rest) => format!("---\n{}\n{rest}", SchemaOf::FrontMatter.comment(path)),
            None => text.to_owned(),
        },
    }
}
