//! Why a site that lies in git has no history.

use crate::diagnostic::{Code, Diagnostic, Say};
use crate::world::{MissingPast, Past};

/// What to say where there is a repository whose past cannot be read; who never used git is told nothing.
pub fn problems(past: &Past) -> Option<Diagnostic> {
    let (message, help) = match past.missing.as_ref()? {
        MissingPast::Shallow => (
            Say::new(
                "bản sao git này chỉ có những lần ghi gần nhất (shallow clone), nên các trang không có lịch sử sửa đổi",
                "this copy of the git repository has the last commits only (a shallow clone), so pages have no history",
            ),
            Say::new(
                "lấy đủ lịch sử: `git fetch --unshallow`; trên CI: `fetch-depth: 0` (GitHub), `GIT_DEPTH: \"0\"` (GitLab)",
                "fetch all of it: `git fetch --unshallow`; in CI: `fetch-depth: 0` (GitHub), `GIT_DEPTH: \"0\"` (GitLab)",
            ),
        ),
        MissingPast::Partial => (
            Say::new(
                "bản sao git này thiếu nội dung các bản cũ (partial clone), nên các trang không có lịch sử sửa đổi",
                "this copy of the git repository lacks old texts (a partial clone), so pages have no history",
            ),
            Say::new("sao chép lại không kèm `--filter`", "clone it again without `--filter`"),
        ),
        MissingPast::NoProgram => (
            Say::new(
                "trang nằm trong kho git nhưng máy này không có chương trình `git`, nên các trang không có lịch sử sửa đổi",
                "the site lies in a git repository, but there is no program `git` here, so pages have no history",
            ),
            Say::new("cài `git`, hoặc tắt thông báo này trong site.yaml", "install `git`, or silence this in site.yaml"),
        ),
        MissingPast::Refused(words) => (
            Say::new(
                format!("git không cho đọc lịch sử, nên các trang không có lịch sử sửa đổi: {words}"),
                format!("git does not give the history, so pages have none: {words}"),
            ),
            refused(words),
        ),
    };
    Some(Diagnostic::new(Code::GitHistory, message).help(help.vi, help.en))
}

fn refused(words: &str) -> Say {
    if words.contains("dubious ownership") {
        return Say::new(
            "thư mục thuộc người dùng khác; nếu tin thư mục này: `git config --global --add safe.directory <thư mục>`",
            "the folder belongs to another user; if you trust it: `git config --global --add safe.directory <folder>`",
        );
    }
    Say::new(
        "chạy `git log` trong thư mục của trang để xem lỗi; trang vẫn dựng được khi không có lịch sử",
        "run `git log` in the site's folder to see what is wrong; the site is built without a history",
    )
}
