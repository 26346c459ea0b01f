//! The arguments of the commands that show what is recognised.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

#[derive(Debug, Clone, Args)]
pub(crate) struct Cite {
    /// Tệp chữ thường hoặc Markdown (.md); `-` là đầu vào chuẩn
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// jsonl: mỗi dòng một viện dẫn, theo dạng bộ chuẩn; human: cho người đọc
    #[arg(long, value_enum, default_value = "jsonl")]
    pub(crate) format: CiteFormat,
    /// Trang dùng để tìm văn bản được viện dẫn (mặc định: chỉ nhận dạng)
    #[arg(long, value_name = "DIR")]
    pub(crate) site: Option<PathBuf>,
    /// Ngày ban hành của văn bản, để biết tên luật nào chỉ luật nào; mặc định là ngày ghi ở phần đầu trang, nếu có
    #[arg(long, value_name = "YYYY-MM-DD", requires = "site")]
    pub(crate) issued: Option<Date>,
    /// Ghi mỗi tệp thành DIR/<tên>.jsonl
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// How citations are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CiteFormat {
    /// Mỗi dòng một đối tượng JSON
    Jsonl,
    /// Cho người đọc
    Human,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Score {
    /// Thư mục của bộ chuẩn: mỗi văn bản có <tên>.txt và <tên>.jsonl
    #[arg(value_name = "GOLD_DIR")]
    pub(crate) gold: PathBuf,
    /// Ghi số liệu vào tệp này
    #[arg(long, value_name = "FILE")]
    pub(crate) write: Option<PathBuf>,
    /// Ghi các viện dẫn nhận ra thành DIR/<tên>.jsonl
    #[arg(long, value_name = "DIR")]
    pub(crate) predictions: Option<PathBuf>,
    /// So với các viện dẫn nhận ra lần trước: chỗ nào thành đúng, chỗ nào thành sai
    #[arg(long, value_name = "DIR")]
    pub(crate) against: Option<PathBuf>,
    /// F1 nhỏ nhất khi tính cả văn bản và điều khoản; thấp hơn thì mã thoát là 1
    #[arg(long, value_name = "0..1", value_parser = ratio)]
    pub(crate) min_full: Option<f64>,
    /// F1 nhỏ nhất của chỗ bắt đầu và kết thúc
    #[arg(long, value_name = "0..1", value_parser = ratio)]
    pub(crate) min_span: Option<f64>,
    /// Phần lớn nhất các liên kết sai đích
    #[arg(long, value_name = "0..1", value_parser = ratio)]
    pub(crate) max_wrong: Option<f64>,
    /// Phần lớn nhất các liên kết thừa
    #[arg(long, value_name = "0..1", value_parser = ratio)]
    pub(crate) max_spurious: Option<f64>,
}

fn ratio(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "phải là một số từ 0 đến 1".to_owned())
}
