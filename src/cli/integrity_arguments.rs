//! What can be typed for signing a site and for checking one.

use std::path::PathBuf;

use clap::Args;

/// With whose key a site is signed.
#[derive(Debug, Clone, Args)]
pub(crate) struct Signing {
    /// Ký `build.json` bằng khóa này (do `congkhai key` hay minisign tạo); mật khẩu lấy từ `CONGKHAI_KEY_PASSWORD`
    #[arg(long = "sign", value_name = "FILE.key")]
    pub(crate) key: Option<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Verify {
    /// Thư mục của trang, tệp ZIP do `congkhai pack` tạo, hoặc địa chỉ http, https của trang
    #[arg(value_name = "DIR|ZIP|URL")]
    pub(crate) target: PathBuf,
    /// Khóa công khai mà trang phải được ký: chính khóa (RW…), hoặc tệp .pub
    #[arg(long, value_name = "KEY|FILE.pub")]
    pub(crate) key: Option<String>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Key {
    /// Đường dẫn của hai tệp khóa, không có đuôi
    #[arg(value_name = "TÊN")]
    pub(crate) name: PathBuf,
}
