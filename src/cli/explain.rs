//! `--explain`: why each output was made, in words.

use crate::diagnostic::Say;
use crate::pipeline::Report;

/// A line for each task that ran.
pub(super) fn lines(report: &Report) -> Vec<Say> {
    if report.made.is_empty() && report.errors() == 0 {
        return vec![Say::new("không có gì phải dựng lại", "nothing had to be made again")];
    }
    report.made.iter().map(|(task, reason)| line(task, reason.as_deref())).collect()
}

fn line(task: &str, reason: Option<&str>) -> Say {
    let why = reason.map_or_else(|| Say::new("mới", "new"), changed);
    Say::new(format!("{task}: {}", why.vi), format!("{task}: {}", why.en))
}

/// A part of a site by its name in the record, as what changed.
fn changed(part: &str) -> Say {
    let (kind, name) = part.split_once(':').unwrap_or((part, ""));
    let say = |vi: &str, en: &str| {
        let of = |words: &str, of: &str| if name.is_empty() { words.to_owned() } else { format!("{words} {of} {name}") };
        Say::new(format!("{} đã đổi", of(vi, "của")), format!("{} changed", of(en, "of")))
    };
    match kind {
        "front" => say("tên, địa chỉ hoặc khai báo đầu trang", "name, address or front matter"),
        "text" => say("nội dung", "text"),
        "block" => {
            let (block, page) = name.split_once(':').unwrap_or((name, ""));
            Say::new(format!("đoạn {block} của {page} đã đổi"), format!("block {block} of {page} changed"))
        }
        "outline" => say("cấu trúc", "structure"),
        "citations" => say("viện dẫn", "citations"),
        "cited-at" => say("nơi viện dẫn từng điều khoản", "citations of the places"),
        "cited-by" => say("nơi viện dẫn", "citations"),
        "past" => say("lịch sử", "past"),
        "division" | "divided" => say("cách chia trang", "division into pages"),
        "slot" => say("số trong chỉ mục", "number in the index"),
        "work" => say("thông tin", "facts"),
        "ties" => say("quan hệ", "relations"),
        "validity" => say("hiệu lực", "validity"),
        "versions" => say("các bản của văn bản", "the texts over time"),
        "list" => say("danh mục", "list"),
        "lists" | "twins" => say("các danh mục", "lists"),
        "fronts" => say("tên và khai báo của các trang", "names and front matter of the pages"),
        "works" => say("thông tin của các văn bản", "facts of the works"),
        "linked" | "connections" => say("các mối liên hệ giữa các văn bản", "ties between documents"),
        "everything" => say("nội dung của trang", "content of the site"),
        "register" => say("sổ địa chỉ đã công khai", "register of what was public"),
        "today" => say("ngày dựng", "date of the build"),
        "entry" => say("dòng trong sổ công khai", "entry in the ledger of disclosure"),
        "disclosure" => say("bảng quy tắc công khai, ngày nghỉ", "tables of disclosure and days off"),
        "template" => say("mẫu giao diện", "template"),
        "output" => Say::new("tệp đã đăng bị sửa hoặc mất", "its published file is gone or was touched"),
        _ => say("đầu vào", "input"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_told_in_words() {
        let say = line("content/a.md", Some("block:17:content/b.md"));
        assert_eq!(say.vi, "content/a.md: đoạn 17 của content/b.md đã đổi");
        assert_eq!(line("content/a.md", Some("work:luat-x")).en, "content/a.md: facts of luat-x changed");
        assert_eq!(line("chi-muc", Some("everything:")).vi, "chi-muc: nội dung của trang đã đổi");
        assert_eq!(line("content/a.md", None).vi, "content/a.md: mới");
    }
}
