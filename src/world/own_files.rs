//! What lies among the sources of a site and is none: hidden files, and what editors write beside the file that is edited.

/// Whether a file at this path, relative to the site, is one that the site is made from; a folder's path ends in `/`. Whoever lists
/// files and whoever watches them asks this, so that a page that is open in an editor is no edit.
pub(crate) fn is_source(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    !folders.split('/').any(is_own_folder) && !is_own_file(name)
}

/// Hidden ones and backups.
pub(super) fn is_own_folder(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~')
}

/// Hidden files: editors' locks and swap files among them, and the names by way of which `rsync` and others save. Backups and
/// halves of a save: of Emacs, of Word, of vim's try whether it can write, of browsers; a folder may be called so.
pub(super) fn is_own_file(name: &str) -> bool {
    is_own_folder(name)
        || name.starts_with("~$")
        || name.len() > 1 && name.starts_with('#') && name.ends_with('#')
        || name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("tmp"))
        || name == "4913"
}

#[cfg(test)]
mod tests {
    use super::is_source;

    #[test]
    fn what_people_write_is_a_source_and_what_editors_write_beside_it_is_none() {
        for source in [
            "content/a.md",
            "content/_nhap/a.md",
            "theme/style.css",
            "content/assets/#1.pdf",
            "content/4913/tmp",
            "content/4913/",
        ] {
            assert!(is_source(source), "{source}");
        }
        for own in [
            "content/.a.md.swp",
            "content/.#a.md",
            "content/.git/config",
            "content/.a.md.Q1w2e3",
            "content/.goutputstream-X1Y2",
            "content/.~lock.a.docx#",
            "content/a.md~",
            "content/#a.md#",
            "content/~$a.docx",
            "content/assets/a.pdf.TMP",
            "content/4913",
            "content/luu~/a.md",
        ] {
            assert!(!is_source(own), "{own}");
        }
    }
}
