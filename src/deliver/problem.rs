//! What goes wrong where a site is delivered, and what to do about it.

use std::fmt;
use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::Offset;

use crate::diagnostic::{Lang, Say};
use crate::publish::PublishError;

/// Why a site was not delivered, or not wholly.
#[derive(Debug)]
pub enum Problem {
    /// An address that nothing can be delivered to: why, in both languages.
    Target(String, Say),
    /// The place holds files and no site of ours.
    Foreign,
    /// Another run is under way, for all that is known until that second since 1970.
    Busy(i64),
    /// Another run took the lock.
    LockLost,
    /// A folder that holds no published site, or one that is being changed.
    NotASite(PathBuf),
    /// A name that objects cannot have.
    BadPath(String),
    /// A file of the site cannot be read.
    Io(PathBuf, io::Error),
    /// What the store said about an object.
    Store(String, Box<object_store::Error>),
    /// What stood in the way in a folder.
    Folder(PublishError),
}

impl Problem {
    /// Names the object in an error of the store.
    pub(super) fn store(path: &str) -> impl FnOnce(object_store::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Store(path, Box::new(error))
    }

    /// The message for those who publish.
    pub fn say(&self) -> Say {
        match self {
            Self::Target(target, why) => Say::new(
                format!("không đưa trang tới `{target}` được: {}", why.vi),
                format!("the site cannot be taken to `{target}`: {}", why.en),
            ),
            Self::Foreign => Say::new(
                "nơi đích đã có tệp mà không phải do congkhai đưa lên nên không đụng tới; chọn đường dẫn con khác, hoặc tự dọn nơi ấy",
                "the place holds files that congkhai did not put there, so it is left alone; choose another path below it, or empty it",
            ),
            Self::Busy(until) => {
                let until = time(*until);
                Say::new(
                    format!("một lần đưa lên khác đang chạy hoặc vừa bị ngắt; chờ đến {until} rồi chạy lại"),
                    format!("another run is under way or was just interrupted; wait until {until} and run again"),
                )
            }
            Self::LockLost => Say::new(
                "một lần đưa lên khác đã giành khóa nên lần này dừng lại",
                "another run took the lock, so this one stops",
            ),
            Self::NotASite(path) => Say::new(
                format!("`{}` không phải trang đã dựng, hoặc đang được dựng lại", path.display()),
                format!("`{}` is no built site, or is being built", path.display()),
            ),
            Self::BadPath(path) => {
                Say::new(format!("tên tệp không đưa lên được: `{path}`"), format!("a name that cannot be taken there: `{path}`"))
            }
            Self::Io(path, error) => Say::new(
                format!("không đọc được `{}`: {error}", path.display()),
                format!("cannot read `{}`: {error}", path.display()),
            ),
            Self::Store(path, error) => {
                Say::new(format!("kho lưu trữ từ chối `{path}`: {error}"), format!("the store refused `{path}`: {error}"))
            }
            Self::Folder(error) => error.say(),
        }
    }

    /// What to do about it, where that does not stand in the message.
    pub fn help(&self) -> Option<Say> {
        match self {
            Self::Busy(_) => Some(Say::new(
                "nếu chắc chắn không còn lần nào đang chạy: thêm `--break-lock`",
                "if certainly none is under way: add `--break-lock`",
            )),
            Self::Store(_, error) => Some(refusal(error)),
            Self::LockLost | Self::NotASite(_) | Self::Io(..) => Some(Say::new(
                "chạy lại lệnh này: phần đã đưa lên không phải đưa lại",
                "run this again: what was sent is not sent again",
            )),
            Self::Target(..) | Self::Foreign | Self::BadPath(_) | Self::Folder(_) => None,
        }
    }
}

/// What to do where a store refuses.
fn refusal(error: &object_store::Error) -> Say {
    use object_store::Error::{NotFound, PermissionDenied, Unauthenticated};
    match error {
        PermissionDenied { .. } | Unauthenticated { .. } => Say::new(
            "xem lại khóa truy cập trong biến môi trường (AWS_ACCESS_KEY_ID, AZURE_STORAGE_ACCOUNT_NAME, GOOGLE_SERVICE_ACCOUNT …) và quyền đọc, ghi, xóa, liệt kê",
            "look at the credentials in the environment (AWS_ACCESS_KEY_ID, AZURE_STORAGE_ACCOUNT_NAME, GOOGLE_SERVICE_ACCOUNT …) and the rights to read, write, delete and list",
        ),
        NotFound { .. } => Say::new("xem lại tên kho: kho phải có sẵn", "look at the name of the bucket: it has to be there"),
        _ => Say::new(
            "xem lại mạng, địa chỉ (AWS_ENDPOINT_URL) và khóa truy cập rồi chạy lại lệnh này: phần đã đưa lên không phải đưa lại",
            "look at the network, the address (AWS_ENDPOINT_URL) and the credentials, then run this again: what was sent is not sent again",
        ),
    }
}

/// A time of day in Việt Nam.
fn time(second: i64) -> String {
    let offset = Offset::constant(7);
    Timestamp::from_second(second)
        .map_or_else(|_| second.to_string(), |at| offset.to_datetime(at).strftime("%H:%M:%S %d/%m/%Y").to_string())
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.say().get(Lang::En))
    }
}

impl std::error::Error for Problem {}
