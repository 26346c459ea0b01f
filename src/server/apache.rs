//! Apache httpd 2.4: a file for `sites-available/`.

use super::Sample;
use crate::media::{HSTS, Keep};
use crate::publish::Encoding;

/// A text between quotation marks, as Apache reads it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

const HEAD: &str = "\
# Mẫu do `congkhai server apache` in ra, đặt vào sites-available/. Cần: a2enmod alias dir headers mime rewrite.
# Sửa tên máy chủ, chứng thư, thư mục cho đúng. Qua HTTPS thì <VirtualHost *:443> và ba dòng SSL.
";

pub(super) fn text(sample: &Sample) -> String {
    let root = sample.root.trim_end_matches('/');
    let mut out = format!(
        "{HEAD}\n<VirtualHost *:80>\n    ServerName {}\n    # SSLEngine on\n    \
         # SSLCertificateFile /etc/ssl/certs/congkhai.pem\n    # SSLCertificateKeyFile /etc/ssl/private/congkhai.key\n    \
         ServerSignature Off\n    AddDefaultCharset Off\n    Alias {} {}\n",
        sample.host,
        quoted(&sample.base),
        quoted(&format!("{root}/"))
    );
    out.push_str(&format!(
        "    <Directory {}>\n        Options None\n        AllowOverride None\n        Require all granted\n        \
         DirectoryIndex {}\n    </Directory>\n    <LocationMatch {}>\n        Redirect 404\n    </LocationMatch>\n    \
         ErrorDocument 403 {missing}\n    ErrorDocument 404 {missing}\n\n",
        quoted(root),
        sample.index(),
        quoted("/\\.(?!well-known/)").replace("\\\\", "\\"),
        missing = sample.missing(),
    ));
    // What ends in `.gz` is a form of the file beside it, of that file's type.
    for (ending, kind) in sample.types().into_iter().filter(|(ending, _)| *ending != "gz" || !sample.compressed) {
        out.push_str(&format!("    AddType {} .{ending}\n", quoted(kind)));
    }
    out.push('\n');
    for (name, value) in sample.headers() {
        let only = if name == HSTS.0 { " \"expr=%{HTTPS} == 'on'\"" } else { "" };
        out.push_str(&format!("    Header always set {name} {}{only}\n", quoted(&value)));
    }
    out.push_str(&kept(sample));
    out.push_str("    RewriteEngine On\n");
    out.push_str(&moved(sample));
    if sample.compressed {
        out.push_str(&compressed(sample));
    }
    out.push_str("</VirtualHost>\n");
    out
}

/// How long copies hold; a file that is sent compressed has its compressed form's path by then.
fn kept(sample: &Sample) -> String {
    let mut out = format!("    Header always set Cache-Control {}\n", quoted(Keep::Ask.cache_control()));
    for keep in Keep::ALL.iter().filter(|keep| !keep.pattern().is_empty()) {
        let pattern = if sample.compressed { keep.pattern().replace('$', "(\\.(br|gz))?$") } else { keep.pattern().to_owned() };
        out.push_str(&format!(
            "    <LocationMatch \"{pattern}\">\n        Header always set Cache-Control {}\n    </LocationMatch>\n",
            quoted(keep.cache_control())
        ));
    }
    out.push('\n');
    out
}

/// With a question mark the page that says so is shown, which is what `congkhai verify` compares.
fn moved(sample: &Sample) -> String {
    let line = |(old, new): &(String, String)| {
        let old = format!("{}{old}", sample.base);
        // A pattern that is the path itself; what is no letter or figure stands by its number, for quotation marks are no text here.
        let letter =
            |c: char| if c.is_alphanumeric() || "/-_".contains(c) { c.to_string() } else { format!("\\x{{{:x}}}", u32::from(c)) };
        let pattern: String = old.chars().map(letter).collect();
        let address = super::address(sample, new).replace('%', "\\%");
        format!("    RewriteCond \"%{{QUERY_STRING}}\" \"^$\"\n    RewriteRule \"^{pattern}$\" \"{address}\" [R=301,NE,L]\n")
    };
    sample.moved.iter().map(line).collect()
}

/// Sends a form that lies beside the file to those who take it, the smaller one first.
fn compressed(sample: &Sample) -> String {
    let root = sample.root.trim_end_matches('/');
    let mut out = "    # Bản nén sẵn do `congkhai publish` ghi.\n".to_owned();
    for encoding in [Encoding::Brotli, Encoding::Gzip] {
        let (token, suffix) = (encoding.token(), encoding.suffix());
        out.push_str(&format!(
            "    AddEncoding {token} {suffix}\n    RewriteCond \"%{{HTTP:Accept-Encoding}}\" \"\\b{token}\\b\"\n    \
             RewriteCond \"%{{REQUEST_URI}}\" \"!\\.(br|gz)$\"\n    RewriteCond {} -f\n    \
             RewriteRule \"^{}(.+)$\" \"{}$1{suffix}\" [PT]\n",
            quoted(&format!("{root}/$1{suffix}")),
            sample.base,
            sample.base,
        ));
    }
    out.push_str("    Header always append Vary Accept-Encoding\n");
    out
}
