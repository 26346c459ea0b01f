//! Caddy 2: a site of a `Caddyfile`. HTTPS comes with it.

use super::Sample;
use crate::media::Keep;

/// A text between quotation marks, as a Caddyfile has it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

const HEAD: &str = "\
# Mẫu do `congkhai server caddy` in ra, đặt vào /etc/caddy/Caddyfile. Sửa tên máy chủ và thư mục cho đúng.
";

pub(super) fn text(sample: &Sample) -> String {
    // A snippet, for an error takes all headers away that were set before it.
    let mut out = format!("{HEAD}\n(congkhai) {{\n\theader {{\n");
    for (name, value) in sample.headers() {
        out.push_str(&format!("\t\t{name} {}\n", quoted(&value)));
    }
    out.push_str(&format!("\t\t?Cache-Control {}\n\t\t-Server\n\t}}\n}}\n\n", quoted(Keep::Ask.cache_control())));
    out.push_str(&format!("{} {{\n\timport congkhai\n", sample.host));
    for (at, keep) in Keep::ALL.iter().filter(|keep| !keep.pattern().is_empty()).enumerate() {
        // Between backquotes nothing is taken for something else.
        out.push_str(&format!("\t@giu{at} path_regexp `{}`\n", keep.pattern()));
        out.push_str(&format!("\theader @giu{at} Cache-Control {}\n", quoted(keep.cache_control())));
    }
    out.push('\n');
    for (at, (ending, kind)) in sample.types().into_iter().enumerate() {
        out.push_str(&format!("\t@loai{at} path *.{ending}\n\theader @loai{at} Content-Type {}\n", quoted(kind)));
    }
    out.push_str(&format!("\t@trang path */\n\theader @trang Content-Type {}\n\n", quoted(crate::media::PAGE)));
    for (at, (old, new)) in sample.moved.iter().enumerate() {
        // With a question mark the page that says so is shown, which is what `congkhai verify` compares.
        let (old, address) = (quoted(&format!("{}{old}", sample.base)), quoted(&super::address(sample, new)));
        let line = format!("\t@cu{at} {{\n\t\tpath {old}\n\t\texpression {{http.request.uri.query}} == \"\"\n\t}}\n");
        out.push_str(&format!("{line}\tredir @cu{at} {address} 301\n"));
    }
    out.push_str(&files(sample));
    out.push_str("}\n");
    out
}

fn files(sample: &Sample) -> String {
    let (root, index) = (quoted(sample.root.trim_end_matches('/')), sample.index());
    let compressed = if sample.compressed { "\t\t\tprecompressed br gzip\n" } else { "" };
    let served = format!("\t\terror @an 404\n\t\troot * {root}\n\t\tfile_server {{\n\t\t\tindex {index}\n{compressed}\t\t}}\n");
    let mut out = "\t@an {\n\t\tpath */.*\n\t\tnot path */.well-known/*\n\t}\n".to_owned();
    if sample.base == "/" {
        out.push_str(&format!("\thandle {{\n{served}\t}}\n"));
    } else {
        out.push_str(&format!("\tredir {} {} 308\n", quoted(sample.base.trim_end_matches('/')), quoted(&sample.base)));
        out.push_str(&format!("\thandle_path {} {{\n{served}\t}}\n", quoted(&format!("{}*", sample.base))));
        out.push_str("\thandle {\n\t\terror 404\n\t}\n");
    }
    out.push_str(&format!(
        "\thandle_errors {{\n\t\timport congkhai\n\t\troot * {root}\n\t\trewrite * /404.{}\n\t\theader Content-Type {}\n\t\tfile_server\n\t}}\n",
        sample.page,
        quoted(crate::media::PAGE)
    ));
    out
}
