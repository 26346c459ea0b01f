//! The texts of a work over time, and the days on which the law changes.

use std::fs;

use crate::common::{TestSite, lay};

/// A law of 2020 with its first text, the one between, and a translation; its own page has the text of today.
const LAW: &str = "\
>>> content/site.yaml
title: Trang thử
agency: Cơ quan thử
base_url: https://example.gov.vn/
>>> content/van-ban/luat-1.md
---
kind: Luật
number: 1/2020/QH14
title: Luật Thử nghiệm
issued: 2020-01-01
effective: 2020-07-01
expires: 2030-01-01
version: năm 2026
---

Điều 1. Phạm vi

1. Khoản một của năm 2026.

2. Khoản hai.
>>> content/van-ban/luat-1-2020.md
---
kind: Luật
number: 1/2020/QH14
title: Luật Thử nghiệm
issued: 2020-01-01
effective: 2020-07-01
version_of: luat-1
version: năm 2020
---

Điều 1. Phạm vi

1. Khoản một của năm 2020.
>>> content/van-ban/luat-1-2023.md
---
kind: Luật
number: 1/2020/QH14
title: Luật Thử nghiệm
issued: 2020-01-01
effective: 2023-01-01
expires: 2026-12-01
version_of: luat-1
version: năm 2023
---

Điều 1. Phạm vi

1. Khoản một của năm 2023.

2. Khoản hai.
>>> content/van-ban/luat-1-en.md
---
kind: Luật
number: 1/2020/QH14
title: Law on Trials
issued: 2020-01-01
version_of: luat-1
version: bản tiếng Anh
lang: en
---

Article 1. Scope
>>> content/van-ban/nd-2.md
---
kind: Nghị định
number: 2/2026/NĐ-CP
title: Về việc thử
issued: 2026-10-01
effective: 2027-01-01
relations: [{type: replaces, target: nd-1, evidence: confirmed}]
---

Điều 1. Nội dung
>>> content/van-ban/nd-1.md
---
kind: Nghị định
number: 1/2019/NĐ-CP
title: Về việc thử
issued: 2019-10-01
effective: 2020-01-01
---

Điều 1. Nội dung
";

fn law() -> TestSite {
    let site = TestSite::empty();
    lay(&site, LAW);
    site
}

/// The rows of the table of texts: name, first day, last day.
fn rows(page: &str) -> Vec<[String; 3]> {
    let rows = page.split("<tbody>").nth(1).expect("a table").split("</tbody>").next().expect("its end");
    rows.split("<tr")
        .skip(1)
        .map(|row| {
            let cells: Vec<String> = row.replace("</time>", "").split("</t").map(without_tags).collect();
            [cells[0].clone(), cells[1].clone(), cells[2].clone()]
        })
        .collect()
}

/// Text without its tags; what stands before the first `>` is the end of one.
fn without_tags(part: &str) -> String {
    let mut text = String::new();
    for piece in part.split('<') {
        text.push_str(piece.split_once('>').map_or("", |(_, text)| text));
    }
    text.trim().to_owned()
}

#[test]
fn each_text_says_when_it_applies_and_which_does_before_and_after() {
    let site = law();
    site.build();
    let page = site.published("van-ban/luat-1.html");
    let expected = [
        ["Bản năm 2020", "01/7/2020", "31/12/2022"],
        ["Bản năm 2023", "01/01/2023", "30/11/2026 đang áp dụng"],
        ["Bản năm 2026", "01/12/2026", "31/12/2029"],
    ];
    assert_eq!(rows(&page), expected);
    assert!(page.contains("Bản này áp dụng từ ngày 01/12/2026 đến hết ngày 31/12/2029."));
    assert!(page.contains(">Bản tiếng Anh</a>"), "a translation is listed apart");
    for (slug, state) in
        [("luat-1", "in_force"), ("luat-1-2020", "expired"), ("luat-1-2023", "in_force"), ("luat-1-en", "unknown")]
    {
        let page = site.published(&format!("van-ban/{slug}.html"));
        let line = page.split("class=\"hieu-luc\"").nth(1).and_then(|rest| rest.lines().next()).expect("a state");
        assert!(line.contains(&format!("status_{state}")), "{slug}: {line}");
    }
    let old = site.published("van-ban/luat-1-2020.html");
    assert!(old.contains("Bản này áp dụng từ ngày 01/7/2020 đến hết ngày 31/12/2022."));
    assert!(old.contains(r#"<span>Sau đó áp dụng:</span> <a href="luat-1-2023.html" lang="vi">Bản năm 2023</a>"#), "{old}");
    assert!(!site.published("van-ban/luat-1-en.html").contains("Bản này áp dụng"), "a translation never applies");
    assert!(!site.published("van-ban/nd-1.html").contains("_phien-ban"), "a work with one text has no table");
    assert!(old.contains(r#""temporalCoverage":"2020-07-01/2022-12-31""#));
}

#[test]
fn what_changed_from_text_to_text_is_told_by_article() {
    let site = law();
    site.build();
    let page = site.published("phien-ban/luat-1.html");
    let steps: Vec<&str> = page.split("<section>").skip(1).collect();
    assert_eq!(steps.len(), 2);
    assert!(steps[0].contains("Bản năm 2020 → Bản năm 2023"));
    assert!(steps[0].contains("<del>2020</del><ins>2023</ins>"), "{}", steps[0]);
    assert!(steps[0].contains("khoản 2 Điều 1</a></span> <span class=\"phu\">được thêm"));
    assert!(!steps[1].contains("khoản 2 Điều 1"), "the same in both: {}", steps[1]);
    assert!(site.published("sitemap.xml").contains("phien-ban/luat-1.html"));
}

/// The same site on another day, or after another edit, as a build from nothing makes it.
#[test]
fn another_day_and_another_date_change_what_applies() {
    let site = law();
    site.build();
    let built = site.run("build", &["--today", "2026-12-01"]);
    assert!(built.status.success());
    assert!(rows(&site.published("van-ban/luat-1-2020.html"))[2][2].contains("đang áp dụng"));
    let path = "content/van-ban/luat-1-2023.md";
    let text = fs::read_to_string(site.path().join(path)).expect("a page");
    site.write(path, text.replace("effective: 2023-01-01", "effective: 2024-01-01"));
    site.build();
    assert_eq!(rows(&site.published("van-ban/luat-1.html"))[0][2], "31/12/2023");
    let kept = site.snapshot();
    fs::remove_dir_all(site.public()).expect("removed");
    site.build();
    assert!(kept == site.snapshot(), "brought up to date is built from nothing");
}

#[test]
fn days_that_nobody_knows_are_said_to_be_unknown() {
    let site = law();
    let path = "content/van-ban/luat-1-2023.md";
    let text = fs::read_to_string(site.path().join(path)).expect("a page");
    site.write(path, text.replace("effective: 2023-01-01\n", "").replace("expires: 2026-12-01\n", ""));
    site.build();
    assert!(
        site.published(&path.replace("content", "").replace(".md", ".html")[1..])
            .contains("Chưa xác minh bản này áp dụng vào những ngày nào.")
    );
    assert!(rows(&site.published("van-ban/luat-1.html")).iter().skip(1).all(|row| row[1] == "chưa xác minh"));
}

#[test]
fn the_days_on_which_the_law_changes_are_a_page_and_a_calendar() {
    let site = law();
    site.build();
    let page = site.published("thay-doi-hieu-luc.html");
    let months: Vec<String> =
        page.split("<h2>").skip(1).map(|part| part.split("</h2>").next().unwrap_or_default().to_owned()).collect();
    assert_eq!(months, ["Tháng 01/2027", "Tháng 01/2030"]);
    assert!(page.contains("hết hiệu lực do có</em> <span lang=\"vi\"><a href=\"van-ban/nd-2.html\">"), "{page}");
    let calendar = site.published("thay-doi-hieu-luc.ics");
    let read = ical::IcalParser::new(calendar.as_bytes()).next().expect("a calendar").expect("it parses");
    assert_eq!(read.events.len(), 3);
    assert!(calendar.contains("DTSTART;VALUE=DATE:20270101"));
    let uid = |from: &str| from.lines().find(|line| line.starts_with("UID:")).map(str::to_owned);
    let first = uid(&calendar).expect("a name");
    // A new day before it and another title leave an entry what it is.
    let path = "content/van-ban/nd-1.md";
    let text = fs::read_to_string(site.path().join(path)).expect("a page");
    site.write(path, text.replace("Về việc thử", "Về việc khác"));
    let later = site.run("build", &["--today", "2026-12-05"]);
    assert!(later.status.success());
    assert_eq!(uid(&site.published("thay-doi-hieu-luc.ics")), Some(first));
    let later = site.run("build", &["--today", "2027-02-01"]);
    assert!(later.status.success());
    let feed = site.published("feed/hieu-luc.atom");
    for id in ["nd-1/ended/2027-01-01/nd-2", "nd-2/in-force/2027-01-01", "luat-1-2023/text-in-force/2023-01-01"] {
        assert!(feed.contains(&format!(":{id}</id>")), "{id}: {feed}");
    }
    let later = site.run("build", &["--today", "2031-01-01"]);
    assert!(later.status.success());
    assert!(site.published("thay-doi-hieu-luc.html").contains("Chưa biết thay đổi nào"));
}
