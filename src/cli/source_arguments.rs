//! What can be typed after the commands that begin and tidy sources, and those that other programs read.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

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
}

impl SchemaArgument {
    /// The schema of this name.
    pub(crate) fn schema(self) -> SchemaOf {
        match self {
            Self::FrontMatter => SchemaOf::FrontMatter,
            Self::Site => SchemaOf::Site,
            Self::Works => SchemaOf::Works,
        }
    }
}
