//! What can be typed for taking a site to its readers, and for the servers that show it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::arguments::{Input, base_url};
use super::integrity_arguments::Signing;
use crate::publish::{BROTLI, Encoding};
use crate::server::Server;

/// Days that what has left a site stays in a store.
const GRACE: u32 = 7;

#[derive(Debug, Clone, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that is typed")]
pub(crate) struct PublishTo {
    /// Nơi đưa lên: thư mục, `file:///…`, `s3://kho/đường/dẫn`, `az://kho/…` hoặc `gs://kho/…`
    #[arg(value_name = "ĐÍCH")]
    pub(crate) target: String,
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) signing: Signing,
    /// Chỉ cho biết sẽ gửi và xóa gì
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Không ghi bản nén sẵn (.br, .gz) bên cạnh các tệp
    #[arg(long)]
    pub(crate) plain: bool,
    /// Mức nén của brotli, 0 đến 11; 11 nhỏ nhất và chậm nhất
    #[arg(long, value_name = "MỨC", default_value_t = BROTLI, value_parser = clap::value_parser!(u32).range(0..=11))]
    pub(crate) brotli: u32,
    /// Kho lưu trữ: gửi các tệp chữ ở dạng nén này (Content-Encoding) cho mọi người đọc
    #[arg(long, value_enum, value_name = "DẠNG")]
    pub(crate) encode: Option<EncodeArgument>,
    /// Kho lưu trữ: giữ tệp cũ thêm bấy nhiêu ngày rồi lần sau mới xóa; 0 là xóa ngay
    #[arg(long, value_name = "NGÀY", default_value_t = GRACE, value_parser = clap::value_parser!(u32).range(0..=3650))]
    pub(crate) grace: u32,
    /// Kho lưu trữ: gửi lại mọi tệp, kể cả tệp đã có
    #[arg(long)]
    pub(crate) all: bool,
    /// Kho lưu trữ: cho phép kết nối http không mã hóa
    #[arg(long)]
    pub(crate) allow_http: bool,
    /// Kho lưu trữ: bỏ khóa của một lần đưa lên đã bị ngắt
    #[arg(long)]
    pub(crate) break_lock: bool,
    /// Thư mục dựng trang trước khi đưa lên; mặc định là .public.publish trong thư mục của trang
    #[arg(long, value_name = "DIR")]
    pub(crate) work: Option<PathBuf>,
}

/// How objects are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EncodeArgument {
    /// gzip: trình duyệt và công cụ nào cũng đọc được
    Gzip,
    /// brotli: nhỏ hơn, trình duyệt đọc được qua https
    Br,
}

impl EncodeArgument {
    pub(crate) fn encoding(self) -> Encoding {
        match self {
            Self::Gzip => Encoding::Gzip,
            Self::Br => Encoding::Brotli,
        }
    }
}

impl PublishTo {
    /// Where the site is built first.
    pub(crate) fn work(&self) -> PathBuf {
        self.work.clone().unwrap_or_else(|| self.input.site.join(".public.publish"))
    }

    /// Where compressed forms are kept: beside it.
    pub(crate) fn forms(&self) -> PathBuf {
        let work = self.work();
        let name = work.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        work.with_file_name(format!("{name}.nen"))
    }
}

#[derive(Debug, Clone, Args)]
pub(crate) struct ServerSample {
    /// Máy chủ nào
    #[arg(value_enum, value_name = "MÁY CHỦ")]
    pub(crate) server: ServerArgument,
    /// Thư mục của trang nguồn (có content/)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) site: PathBuf,
    /// Thư mục của trang đã đăng trên máy chủ
    #[arg(long, value_name = "DIR", default_value = "/var/www/van-ban")]
    pub(crate) root: String,
    /// Địa chỉ đầy đủ của trang, thay cho `base_url` trong site.yaml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub(crate) base_url: Option<String>,
}

/// A server with a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ServerArgument {
    /// nginx
    Nginx,
    /// Caddy 2
    Caddy,
    /// Apache httpd 2.4
    Apache,
    /// IIS: web.config
    Iis,
}

impl ServerArgument {
    pub(crate) fn server(self) -> Server {
        match self {
            Self::Nginx => Server::Nginx,
            Self::Caddy => Server::Caddy,
            Self::Apache => Server::Apache,
            Self::Iis => Server::Iis,
        }
    }
}
