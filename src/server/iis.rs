//! IIS 7 and newer: a `web.config`.

use super::Sample;
use crate::media::Keep;

/// A text as XML has it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const HEAD: &str = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<!-- Mẫu do `congkhai server iis` in ra. Đặt web.config vào thư mục ngay trên thư mục của trang: thư mục của trang được đổi
     cả khối mỗi lần đăng, tệp đặt trong đó sẽ mất. Không chạy HTTPS thì bỏ dòng Strict-Transport-Security. IIS tự nén, không
     dùng bản nén sẵn; địa chỉ cũ có trang chuyển tiếp nên không cần khai ở đây. -->
";

pub(super) fn text(sample: &Sample) -> String {
    let mut out = format!("{HEAD}<configuration>\n  <system.webServer>\n    <staticContent>\n");
    out.push_str("      <clientCache cacheControlMode=\"DisableCache\" />\n");
    for (ending, kind) in sample.types() {
        let (ending, kind) = (escaped(ending), escaped(kind));
        out.push_str(&format!(
            "      <remove fileExtension=\".{ending}\" />\n      <mimeMap fileExtension=\".{ending}\" mimeType=\"{kind}\" />\n"
        ));
    }
    out.push_str("    </staticContent>\n    <httpProtocol>\n      <customHeaders>\n        <remove name=\"X-Powered-By\" />\n");
    for (name, value) in sample.headers() {
        out.push_str(&format!(
            "        <remove name=\"{name}\" />\n        <add name=\"{name}\" value=\"{}\" />\n",
            escaped(&value)
        ));
    }
    let missing = sample.missing().trim_start_matches('/').replace('/', "\\");
    out.push_str(&format!(
        "      </customHeaders>\n    </httpProtocol>\n    <defaultDocument enabled=\"true\">\n      <files>\n        <clear />\n        \
         <add value=\"{}\" />\n      </files>\n    </defaultDocument>\n    <directoryBrowse enabled=\"false\" />\n    \
         <httpErrors errorMode=\"Custom\">\n      <remove statusCode=\"404\" />\n      \
         <error statusCode=\"404\" path=\"{}\" responseMode=\"File\" />\n    </httpErrors>\n    \
         <urlCompression doStaticCompression=\"{}\" />\n  </system.webServer>\n",
        escaped(&sample.index()),
        escaped(&missing),
        sample.compressed
    ));
    for (folder, keep, length) in [
        ("theme", Keep::Day, "1.00:00:00"),
        ("chi-muc/l", Keep::Forever, "365.00:00:00"),
        ("chi-muc/s", Keep::Forever, "365.00:00:00"),
    ] {
        out.push_str(&kept(sample, folder, keep, length));
    }
    out.push_str("</configuration>\n");
    out
}

/// How long copies of a folder's files hold: IIS tells no file of a folder from another by a pattern, so those of the theme whose
/// names change with their content hold a day like their neighbours.
fn kept(sample: &Sample, folder: &str, keep: Keep, length: &str) -> String {
    let path = format!("{}{folder}", sample.base.trim_start_matches('/'));
    let custom = if keep == Keep::Forever { "public, immutable" } else { "public" };
    format!(
        "  <location path=\"{}\">\n    <system.webServer>\n      <staticContent>\n        <clientCache \
         cacheControlMode=\"UseMaxAge\" cacheControlMaxAge=\"{length}\" cacheControlCustom=\"{custom}\" />\n      \
         </staticContent>\n    </system.webServer>\n  </location>\n",
        escaped(&path)
    )
}
