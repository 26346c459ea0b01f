//! What can be typed after the commands that begin and tidy sources, and those that other programs read.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::arguments::Input;
use crate::content::SchemaOf;

#[derive(Debug, Clone, Args)]
pub(crate) struct Fmt {
    /// Tệp .md hoặc thư mục; mặc định là mọi trang trong content/
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Thư mục của trang (có content/)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) site: PathBuf,
    /// Ghi vào tệp; không có thì chỉ in khác biệt
    #[arg(long)]
    pub(crate) write: bool,
    /// Không ghi; mã thoát là 1 khi có tệp cần sắp lại
    #[arg(long, conflicts_with = "write")]
    pub(crate) check: bool,
    /// Cả vị trí dấu thanh: hoà → hòa, uỷ → ủy
    #[arg(long)]
    pub(crate) tone: bool,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Register {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Không ghi; mã thoát là 1 khi sổ chưa đúng
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Init {
    /// Thư mục của trang mới
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Schema {
    /// Schema của phần nào
    #[arg(value_enum, value_name = "NAME")]
    pub(crate) name: SchemaArgument,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Completions {
    /// Cho trình lệnh nào
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: ShellArgument,
}

/// A shell that can complete.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ShellArgument {
    /// GNU Bash
    Bash,
    /// Z shell
    Zsh,
    /// fish
    Fish,
}

/// What there is a schema of.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SchemaArgument {
    /// Phần đầu của một trang
    FrontMatter,
    /// content/site.yaml
    Site,
    /// content/works.yaml
    Works,
    /// content/data/disclosure.yaml
    Disclosure,
    /// content/data/holidays.yaml
    Holidays,
    /// content/data/published.yaml
    Register,
}

impl SchemaArgument {
    /// The schema of this name.
    pub(crate) fn schema(self) -> SchemaOf {
        match self {
            Self::FrontMatter => SchemaOf::FrontMatter,
            Self::Site => SchemaOf::Site,
            Self::Works => SchemaOf::Works,
            Self::Disclosure => SchemaOf::Disclosure,
            Self::Holidays => SchemaOf::Holidays,
            Self::Register => SchemaOf::Register,
        }
    }
}

#[derive(Debug, Clone, Args)]
pub(crate) struct New {
    /// Loại và số, ký hiệu của một văn bản: `"Quyết định" 129/QĐ-UBND`
    #[arg(value_names = ["LOẠI", "SỐ"], num_args = 2.., required_unless_present = "missing", conflicts_with = "missing")]
    pub(crate) work: Vec<String>,
    /// Mọi văn bản được viện dẫn mà chưa có trang, ghi đúng điều các viện dẫn cho biết
    #[arg(long)]
    pub(crate) missing: bool,
    /// Ngày ban hành của văn bản, khi nhiều văn bản cùng số
    #[arg(long, value_name = "YYYY-MM-DD", conflicts_with = "missing")]
    pub(crate) issued: Option<Date>,
    /// Thư mục của trang (có content/)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) site: PathBuf,
    /// Thư mục của các trang mới, trong content/
    #[arg(long, value_name = "DIR", default_value = "van-ban", value_parser = folder)]
    pub(crate) folder: String,
    /// Cả văn bản đã có trong works.yaml; sau đó phải xóa mục ấy khỏi works.yaml
    #[arg(long, requires = "missing")]
    pub(crate) known: bool,
    /// Chỉ cho biết sẽ tạo gì, không ghi
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Import {
    /// Tệp .docx, .html hoặc .txt; chữ TCVN3, VNI, UTF-16, windows-1258 được đổi sang Unicode
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Thư mục của trang (có content/)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) site: PathBuf,
    /// Thư mục của các trang mới, trong content/
    #[arg(long, value_name = "DIR", default_value = "van-ban", value_parser = folder)]
    pub(crate) folder: String,
    /// Ghi vào đúng tệp này (chỉ khi nhập một tệp)
    #[arg(long, value_name = "FILE.md", conflicts_with = "stdout")]
    pub(crate) output: Option<PathBuf>,
    /// In trang ra đầu ra chuẩn, không ghi tệp (chỉ khi nhập một tệp)
    #[arg(long)]
    pub(crate) stdout: bool,
    /// Ghi đè trang đã có
    #[arg(long)]
    pub(crate) force: bool,
    /// Chỉ cho biết sẽ tạo gì, không ghi
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// A folder below `content/` whose pages are published.
fn folder(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.trim_end_matches('/').split('/').collect();
    let is_plain = |part: &&str| {
        !part.is_empty() && !part.starts_with(['_', '.']) && part.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
    };
    let usable = parts.iter().all(is_plain) && !matches!(parts[0], "assets" | "data");
    usable.then(|| parts.join("/")).ok_or_else(|| "phải là thư mục trong content/, ví dụ `van-ban`".to_owned())
}
