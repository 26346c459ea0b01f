//! Writes the site: into a sibling folder first, then in one step in the place of the old one.
//!
//! **Invariant: `public/` always holds one whole site, the old or the new.** Nothing is ever changed inside the
//! published folder; a build that fails or is killed leaves only a staging folder, which the next build removes.

mod archive;
mod encoding;
mod files;
mod folder;
mod live;
mod manifest;
mod merkle;
mod mirror;
mod signature;
mod staging;
mod swap;

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::diagnostic::{Lang, Say};

pub(crate) use archive::SUMS;
pub use archive::{GUIDE, Packing, SITE};
pub use encoding::{BROTLI, BROTLI_BEST, Encoding};
pub use files::Files;
pub use live::Live;
pub use manifest::{BuildMeta, Entry, Fresh, GENERATOR, Made, Manifest};
pub use mirror::{Compressing, mirror};
pub use signature::{KeyProblem, Signer, make_keys, signed_by};
pub use staging::{Published, Staging};
pub(crate) use staging::{is_whole, tidy};

/// Why a site could not be published; the old one stands.
#[derive(Debug)]
pub enum PublishError {
    /// The target is a non-empty folder that congkhai did not build.
    Foreign(PathBuf),
    /// The target is a file or a symbolic link.
    NotAFolder(PathBuf),
    /// The target of a ZIP is something else.
    NotAnArchive(PathBuf),
    /// Another build is writing there.
    Busy(PathBuf),
    /// An output path that leaves the folder, is empty or malformed.
    BadPath(String),
    /// Two outputs with one path, upper and lower case being one.
    Twice(String),
    /// The file system refused.
    Io(PathBuf, io::Error),
}

impl PublishError {
    /// The message for editors.
    pub fn say(&self) -> Say {
        match self {
            Self::Foreign(path) => Say::new(
                format!(
                    "`{}` có tệp mà không phải do congkhai dựng nên không ghi đè; chọn thư mục khác bằng `--out`, hoặc tự dọn thư mục này",
                    path.display()
                ),
                format!(
                    "`{}` holds files that congkhai did not build, so it is left alone; choose another folder with `--out`, or empty this one",
                    path.display()
                ),
            ),
            Self::NotAFolder(path) => Say::new(
                format!("`{}` không phải thư mục thật (là tệp hoặc liên kết tượng trưng)", path.display()),
                format!("`{}` is not a real folder (it is a file or a symbolic link)", path.display()),
            ),
            Self::NotAnArchive(path) => Say::new(
                format!("`{}` đã có mà không phải tệp ZIP nên không ghi đè; chọn tên khác bằng `--out`", path.display()),
                format!("`{}` is there and is no ZIP, so it is left alone; choose another name with `--out`", path.display()),
            ),
            Self::Busy(path) => Say::new(
                format!("một lệnh congkhai khác đang ghi `{}`; chờ xong rồi chạy lại", path.display()),
                format!("another congkhai is writing `{}`; wait for it and run again", path.display()),
            ),
            Self::BadPath(path) => {
                Say::new(format!("đường dẫn đầu ra không hợp lệ: `{path}`"), format!("not a valid output path: `{path}`"))
            }
            Self::Twice(path) => {
                Say::new(format!("hai tệp cùng đường dẫn: `{path}`"), format!("two files take the path `{path}`"))
            }
            Self::Io(path, error) => Say::new(
                format!("không ghi được `{}`: {error}", path.display()),
                format!("cannot write `{}`: {error}", path.display()),
            ),
        }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.say().get(Lang::En))
    }
}

impl std::error::Error for PublishError {}

/// Names the path in an I/O error.
fn at(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> PublishError {
    let path = path.into();
    move |error| PublishError::Io(path, error)
}
