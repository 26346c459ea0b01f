//! What can be typed after `congkhai hook`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::arguments::base_url;

#[derive(Debug, Clone, Args)]
pub(crate) struct Hook {
    #[command(subcommand)]
    pub(crate) command: HookCommand,
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum HookCommand {
    /// Cài vào kho git; không ghi đè hook đã có nếu thiếu --force
    Install(HookInstall),
    /// Kiểm tra những gì sắp được ghi (hook pre-commit gọi lệnh này)
    Check(HookCheck),
    /// Dựng và đăng những gì vừa được đẩy lên (hook post-receive gọi lệnh này)
    Publish(HookPublish),
}

#[derive(Debug, Clone, Args)]
pub(crate) struct HookInstall {
    /// Thư mục của trang trong kho git; với --publish là kho trên máy chủ
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) site: PathBuf,
    /// Thay hook đã có; bản cũ được giữ lại với đuôi .cu
    #[arg(long)]
    pub(crate) force: bool,
    /// Trên máy chủ: sau mỗi lần đẩy lên thì dựng và đăng vào thư mục này
    #[arg(long, value_name = "DIR")]
    pub(crate) publish: Option<PathBuf>,
    /// Nhánh được đăng; mặc định là nhánh chính của kho
    #[arg(long, value_name = "BRANCH", requires = "publish")]
    pub(crate) branch: Option<String>,
    /// Thư mục của trang trong kho, khi trang không nằm ở gốc
    #[arg(long, value_name = "DIR", requires = "publish")]
    pub(crate) folder: Option<PathBuf>,
    /// Địa chỉ đầy đủ nơi trang sẽ đứng
    #[arg(long, value_name = "URL", value_parser = base_url, requires = "publish")]
    pub(crate) base_url: Option<String>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct HookCheck {
    /// Thư mục của trang
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) site: PathBuf,
    /// Ngày dùng để tính hiệu lực
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<Date>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct HookPublish {
    /// Thư mục đích
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Nhánh được đăng
    #[arg(long, value_name = "BRANCH")]
    pub(crate) branch: Option<String>,
    /// Thư mục của trang trong kho
    #[arg(long, value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
    /// Địa chỉ đầy đủ nơi trang sẽ đứng
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub(crate) base_url: Option<String>,
    /// Ngày dùng để tính hiệu lực và hạn
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<Date>,
}
