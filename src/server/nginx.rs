//! nginx: a file for `conf.d/` or `sites-enabled/`.

use super::Sample;
use crate::media::{HSTS, Keep};

/// A text between quotation marks, as nginx reads it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// What stands above the sample and in its lines for HTTPS.
const HEAD: &str = "\
# Mẫu do `congkhai server nginx` in ra, đặt vào conf.d/ hoặc sites-enabled/. Sửa tên máy chủ, chứng thư, thư mục cho đúng.
# Trang nằm trong `alias` dưới đây; `congkhai publish` đổi cả thư mục trong một bước, không phải nạp lại nginx.
";

pub(super) fn text(sample: &Sample) -> String {
    let mut out = HEAD.to_owned();
    out.push_str("\n# Tên tệp đổi theo nội dung thì giữ mãi; trang thì lần nào cũng hỏi lại.\nmap $uri $congkhai_giu {\n");
    for keep in Keep::ALL.iter().filter(|keep| !keep.pattern().is_empty()) {
        out.push_str(&format!("    {} {};\n", quoted(&format!("~{}", keep.pattern())), quoted(keep.cache_control())));
    }
    out.push_str(&format!("    default {};\n}}\n", quoted(Keep::Ask.cache_control())));
    out.push_str("\n# Chỉ gửi qua HTTPS (RFC 6797).\n");
    out.push_str(&format!("map $scheme $congkhai_hsts {{\n    https {};\n    default \"\";\n}}\n\n", quoted(HSTS.1)));
    out.push_str(&server(sample));
    out
}

fn server(sample: &Sample) -> String {
    let mut out = format!(
        "server {{\n    listen 80;\n    # listen 443 ssl;\n    # ssl_certificate /etc/ssl/certs/congkhai.pem;\n    \
         # ssl_certificate_key /etc/ssl/private/congkhai.key;\n    server_name {};\n    server_tokens off;\n    \
         absolute_redirect off;\n\n",
        sample.host
    );
    for (name, value) in sample.headers() {
        let value = if name == HSTS.0 { "$congkhai_hsts".to_owned() } else { quoted(&value) };
        out.push_str(&format!("    add_header {name} {value} always;\n"));
    }
    out.push_str("    add_header Cache-Control $congkhai_giu always;\n\n    charset off;\n    types {\n");
    for (ending, kind) in sample.types() {
        out.push_str(&format!("        {} {ending};\n", quoted(kind)));
    }
    out.push_str("    }\n    default_type application/octet-stream;\n\n");
    if sample.compressed {
        out.push_str(
            "    # Bản nén sẵn do `congkhai publish` ghi. brotli cần gói libnginx-mod-http-brotli-static.\n    \
             gzip_static on;\n    gzip_vary on;\n    # brotli_static on;\n\n",
        );
    }
    let missing = quoted(&sample.missing());
    out.push_str(&format!("    error_page 404 {missing};\n    error_page 403 =404 {missing};\n\n"));
    out.push_str(&format!(
        "    location {} {{\n        alias {};\n        index {};\n        limit_except GET {{ deny all; }}\n    }}\n",
        quoted(&sample.base),
        quoted(&format!("{}/", sample.root.trim_end_matches('/'))),
        sample.index()
    ));
    out.push_str("    location ~ \"/\\.(?!well-known/)\" { return 404; }\n");
    if !sample.moved.is_empty() {
        out.push_str(
            "    # Địa chỉ cũ; thêm dấu hỏi thì vẫn xem được trang báo đã chuyển, `congkhai verify` đối chiếu nhờ vậy.\n",
        );
    }
    for (old, new) in &sample.moved {
        out.push_str(&format!(
            "    location = {} {{\n        if ($args = \"\") {{ return 301 {}; }}\n        alias {};\n    }}\n",
            quoted(&format!("{}{old}", sample.base)),
            quoted(&super::address(sample, new)),
            quoted(&format!("{}/{old}", sample.root.trim_end_matches('/'))),
        ));
    }
    out.push_str("}\n");
    out
}
