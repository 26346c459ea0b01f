//! What can be typed after `congkhai`.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::hook_arguments::Hook;
use super::integrity_arguments::{Key, Signing, Verify};
use super::measure_arguments::{Cite, Score};
use super::publish_arguments::{PublishTo, ServerSample};
use super::source_arguments::{Completions, Fmt, Import, Init, New, Register, Schema};
use crate::content::{Ending, normal_base_url};
use crate::diagnostic::Lang;

/// Dựng trang công khai văn bản từ Markdown: kiểm tra, liên kết viện dẫn, đăng trong một bước.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Arguments {
    /// Ngôn ngữ của thông báo
    #[arg(long, global = true, value_enum, default_value = "vi")]
    lang: LangArgument,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Ví dụ:
  congkhai init trang-moi             tạo một trang mẫu để bắt đầu
  congkhai serve                      dựng trang ở đây, xem tại http://127.0.0.1:8080, tự dựng lại khi sửa
  congkhai check                      chỉ kiểm tra, không ghi gì
  congkhai build --out public         dựng và đăng vào public/ trong một bước
  congkhai build --today 2026-12-01   tính hiệu lực theo ngày này
  congkhai publish s3://kho/van-ban   kiểm tra, dựng và đưa lên kho lưu trữ hoặc thư mục
  congkhai pack                       dựng và đóng thành cong-khai.zip để đưa lên cổng thông tin
  congkhai watch                      dựng lại mỗi khi nội dung thay đổi
  congkhai cite van-ban.txt           in các viện dẫn có trong một văn bản
  congkhai score bo-chuan             đo độ chính xác trên các văn bản đánh dấu tay
  congkhai fmt                        cho xem các trang nên viết lại thế nào cho ngay ngắn
  congkhai new \"Quyết định\" 5/QĐ-NV   tạo trang nháp cho một văn bản
  congkhai new --missing              tạo trang nháp cho văn bản được viện dẫn mà chưa có trang
  congkhai import van-ban.docx        tạo trang nháp từ tệp Word, HTML hay chữ thường
  congkhai register                   ghi sổ những gì sắp công khai
  congkhai hook install               kiểm tra nội dung trước mỗi lần ghi vào git";

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LangArgument {
    /// Tiếng Việt
    Vi,
    /// English
    En,
}

impl Arguments {
    /// The language of messages.
    pub(crate) fn lang(&self) -> Lang {
        match self.lang {
            LangArgument::Vi => Lang::Vi,
            LangArgument::En => Lang::En,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Dựng trang và đăng vào thư mục đích trong một bước
    #[command(after_help = "Ví dụ:\n  congkhai build --site . --out public --base-url https://example.gov.vn/van-ban/")]
    Build(Publish),
    /// Dựng trang và đóng thành một tệp ZIP để đưa lên cổng thông tin
    #[command(
        after_help = "Ví dụ:\n  congkhai pack --out cong-khai.zip\n  congkhai pack --ext aspx --base-url https://example.gov.vn/van-ban/"
    )]
    Pack(Pack),
    /// Kiểm tra như `check --publish`, dựng, nén sẵn rồi đưa trang tới nơi người đọc xem: thư mục hoặc kho lưu trữ
    #[command(
        after_help = "Ví dụ:\n  congkhai publish /var/www/van-ban\n  congkhai publish s3://kho/van-ban --dry-run\n  congkhai publish s3://kho/van-ban --sign co-quan.key\n\nKhóa truy cập lấy từ biến môi trường: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION,\nAWS_ENDPOINT_URL; AZURE_STORAGE_ACCOUNT_NAME, AZURE_STORAGE_ACCOUNT_KEY; GOOGLE_SERVICE_ACCOUNT."
    )]
    Publish(PublishTo),
    /// In mẫu cấu hình máy chủ web cho trang: kiểu tệp, đầu đề HTTP, thời hạn bản lưu, bản nén sẵn, địa chỉ cũ
    #[command(
        after_help = "Ví dụ:\n  congkhai server nginx --root /var/www/van-ban > /etc/nginx/conf.d/van-ban.conf\n  congkhai server iis > web.config"
    )]
    Server(ServerSample),
    /// Đối chiếu một trang đã đăng (thư mục, tệp ZIP hoặc địa chỉ) với `build.json` của nó: thiếu, thay đổi, thừa tệp nào, ai ký
    #[command(
        after_help = "Ví dụ:\n  congkhai verify public\n  congkhai verify https://example.gov.vn/van-ban/\n  congkhai verify cong-khai.zip --key RWQ…\n  congkhai verify public --key co-quan.pub"
    )]
    Verify(Verify),
    /// Tạo cặp khóa để ký trang: TÊN.key giữ kín, TÊN.pub công bố
    #[command(after_help = "Ví dụ:\n  CONGKHAI_KEY_PASSWORD=… congkhai key ~/khoa/so-ngoai-vu")]
    Key(Key),
    /// Kiểm tra mọi thứ mà không ghi gì
    #[command(
        after_help = "Ví dụ:\n  congkhai check --lang en\n  congkhai check --publish\n  congkhai check --fix\n  congkhai check --format sarif > congkhai.sarif"
    )]
    Check(Check),
    /// In các viện dẫn có trong văn bản chữ thường hoặc Markdown
    #[command(after_help = "Ví dụ:\n  congkhai cite quyet-dinh.txt --format human\n  congkhai cite - --site . < van-ban.md")]
    Cite(Cite),
    /// Đo độ chính xác của việc nhận ra viện dẫn trên một bộ chuẩn đánh dấu tay
    #[command(
        after_help = "Ví dụ:\n  congkhai score ../shared/gold --against tests/gold/predictions --min-full 0.985 --max-wrong 0"
    )]
    Score(Score),
    /// Tạo trang nháp cho một văn bản, hoặc cho mọi văn bản được viện dẫn mà chưa có trang; không bao giờ ghi đè
    #[command(
        after_help = "Ví dụ:\n  congkhai new \"Quyết định\" 129/QĐ-UBND --issued 2025-01-15\n  congkhai new --missing --dry-run\n  congkhai new --missing --folder van-ban/trung-uong"
    )]
    New(New),
    /// Tạo trang nháp từ tệp Word (.docx), HTML hay chữ thường; không ghi đè nếu không có --force
    #[command(after_help = "Ví dụ:\n  congkhai import ke-hoach.docx --dry-run\n  congkhai import *.docx --folder van-ban/2025")]
    Import(Import),
    /// Kiểm tra trước mỗi lần ghi vào git; trên máy chủ, dựng và đăng sau mỗi lần đẩy lên
    #[command(
        after_help = "Ví dụ:\n  congkhai hook install\n  congkhai hook install --site /srv/van-ban.git --publish /var/www/van-ban"
    )]
    Hook(Hook),
    /// Ghi vào sổ (content/data/published.yaml) những địa chỉ đang công khai, để về sau không địa chỉ nào mất
    #[command(after_help = "Ví dụ:\n  congkhai register\n  congkhai register --check")]
    Register(Register),
    /// Sắp lại cách viết của các trang mà không đổi nội dung; chỉ cho xem, thêm --write mới ghi
    #[command(after_help = "Ví dụ:\n  congkhai fmt\n  congkhai fmt content/van-ban --write\n  congkhai fmt --check")]
    Fmt(Fmt),
    /// Tạo một trang mẫu trong thư mục chưa có hoặc trống
    #[command(after_help = "Ví dụ:\n  congkhai init van-ban-cong-khai")]
    Init(Init),
    /// In JSON Schema của phần đầu trang, site.yaml hoặc works.yaml, để trình soạn thảo gợi ý và kiểm tra khi gõ
    #[command(after_help = "Ví dụ:\n  congkhai schema front-matter > .congkhai/front-matter.schema.json")]
    Schema(Schema),
    /// In tập lệnh để gõ Tab là điền nốt lệnh và tùy chọn trong bash, zsh hoặc fish
    #[command(after_help = "Ví dụ:\n  congkhai completions bash > ~/.local/share/bash-completion/completions/congkhai")]
    Completions(Completions),
    /// In trang hướng dẫn cho lệnh man
    #[command(after_help = "Ví dụ:\n  congkhai man > congkhai.1 && man -l congkhai.1")]
    Man,
    /// Dựng lại mỗi khi nội dung thay đổi; nội dung sai thì giữ trang đúng gần nhất
    #[command(after_help = "Ví dụ:\n  congkhai watch --out /var/www/van-ban")]
    Watch(Watch),
    /// Xem trang tại máy này, cả trang nháp, và dựng lại mỗi khi nội dung thay đổi; không đăng gì
    #[command(after_help = "Ví dụ:\n  congkhai serve --port 9000 --open")]
    Serve(Serve),
}

/// What every command reads.
#[derive(Debug, Clone, Args)]
pub(crate) struct Input {
    /// Thư mục của trang (có content/)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) site: PathBuf,
    /// Địa chỉ đầy đủ nơi trang sẽ đứng, thay cho `base_url` trong site.yaml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub(crate) base_url: Option<String>,
    /// Đuôi của các tệp trang, thay cho `ext` trong site.yaml: `aspx` cho SharePoint
    #[arg(long, value_name = "EXT", value_parser = ext)]
    pub(crate) ext: Option<Ending>,
    /// Gồm cả trang nháp (draft: true)
    #[arg(long)]
    pub(crate) drafts: bool,
    /// Ngày dùng để tính hiệu lực và hạn; mặc định là hôm nay ở Việt Nam
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<Date>,
    /// Số luồng; mặc định bằng số lõi
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) jobs: Option<u16>,
    /// In thời gian của từng bước
    #[arg(long)]
    pub(crate) timings: bool,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) input: Input,
    /// human: cho người đọc, ra stderr; json, sarif, gitlab: cho máy đọc, ra stdout
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: CheckFormat,
    /// Tìm cả điều không được đăng: dấu mật, văn bản nội bộ, thông tin cá nhân, số không khớp
    #[arg(long)]
    pub(crate) publish: bool,
    /// Sửa những lỗi mà cách sửa chắc chắn chỉ có một, rồi kiểm tra lại
    #[arg(long)]
    pub(crate) fix: bool,
}

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// Cho người đọc
    Human,
    /// Một tài liệu JSON
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Báo cáo Code Quality của GitLab
    Gitlab,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Build {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Thư mục đích; mặc định là public/ trong thư mục của trang
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// A build that follows changes.
#[derive(Debug, Clone, Args)]
pub(crate) struct Watch {
    #[command(flatten)]
    pub(crate) build: Build,
    /// Tự dò thay đổi hai giây một lần: cho thư mục chia sẻ qua mạng
    #[arg(long)]
    pub(crate) poll: bool,
}

/// The same inputs as a build; the index is not compressed beside, for a ZIP is compressed itself.
#[derive(Debug, Clone, Args)]
pub(crate) struct Pack {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Tệp ZIP; mặc định là cong-khai.zip trong thư mục của trang
    #[arg(long, value_name = "FILE.zip", value_parser = zip)]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) signing: Signing,
}

/// A build for readers; `watch` and `serve` leave compressing out, for it takes longer than a build of one change.
#[derive(Debug, Clone, Args)]
pub(crate) struct Publish {
    #[command(flatten)]
    pub(crate) build: Build,
    #[command(flatten)]
    pub(crate) signing: Signing,
    /// Không ghi kèm bản nén (.gz) của chỉ mục tìm kiếm
    #[arg(long)]
    pub(crate) plain: bool,
    /// Cho biết vì sao mỗi tệp được dựng lại
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Thư mục của bản xem thử; mặc định là .public.preview trong thư mục của trang, không bao giờ là bản đã đăng
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Tự dò thay đổi hai giây một lần: cho thư mục chia sẻ qua mạng
    #[arg(long)]
    pub(crate) poll: bool,
    /// Cổng; 0 là cổng trống bất kỳ
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// Địa chỉ nghe
    #[arg(long, default_value = "127.0.0.1")]
    pub(crate) host: IpAddr,
    /// Mở trình duyệt
    #[arg(long)]
    pub(crate) open: bool,
}

fn zip(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let is_zip = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip")) && path.file_stem().is_some();
    is_zip.then_some(path).ok_or_else(|| "phải là tên tệp có đuôi .zip".to_owned())
}

fn ext(text: &str) -> Result<Ending, String> {
    let wanted = "phải là 1 đến 8 chữ cái không dấu và chữ số, không phải đuôi của loại tệp khác; ví dụ `aspx`";
    Ending::parse(text).ok_or_else(|| wanted.to_owned())
}

pub(super) fn base_url(text: &str) -> Result<String, String> {
    normal_base_url(text).ok_or_else(|| "phải là địa chỉ http hoặc https đầy đủ".to_owned())
}

impl Pack {
    /// Where the ZIP is written.
    pub(crate) fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.input.site.join("cong-khai.zip"))
    }
}

impl Serve {
    /// The build that is looked at: with drafts, so beside the published folder.
    pub(crate) fn preview(&self) -> Watch {
        let out = self.out.clone().unwrap_or_else(|| self.input.site.join(".public.preview"));
        let build = Build { input: Input { drafts: true, ..self.input.clone() }, out: Some(out) };
        Watch { build, poll: self.poll }
    }
}

impl Build {
    /// Where the site is published.
    pub(crate) fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.input.site.join("public"))
    }
}
