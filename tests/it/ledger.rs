//! The ledger of disclosure: its last days reckoned a second time by `ledger.py`, its page, its files, its states day by day.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use jiff::ToSpan;
use jiff::civil::date;
use serde_json::Value;

use crate::common::{TestSite, project};

/// A table of five years with Tết and make-up days, some of them made up for tests.
const HOLIDAYS: &str = "tests/it/holidays.json";

const RULES: &str = "due_soon: 2
rules:
  - id: ke-hoach
    about: Kế hoạch của cơ quan (thử)
    kinds: [Kế hoạch]
    own: true
    source: {title: Luật thử, url: 'https://example.gov.vn/luat', place: 'khoản 1 Điều 1'}
    from: 2020-01-01
    to: 2024-01-01
    as_of: 2025-01-01
    working_days: 3
    days_online: 30
    evidence: confirmed
  - id: moi
    about: Văn bản của cơ quan (thử) <b>
    own: true
    source: {ref: Luật thử mới, place: Điều 2}
    from: 2020-01-01
    as_of: 2025-01-01
    working_days: 5
    issued_is_created: true
    form: đăng trên trang này
  - id: noi-khac
    about: Văn bản của nơi khác (thử)
    own: false
    required: false
    source: {ref: Luật thử mới, place: Điều 3}
    as_of: 2025-01-01
";

/// What `ledger.py` found of a published site: nothing wrong, and how much there was.
fn judged(site: &TestSite, holidays: &Path, today: &str) -> Value {
    let mut python = Command::new("python3");
    let output = python.arg(project().join("tests/it/ledger.py")).arg(site.public()).arg(holidays).arg(today).output();
    let output = output.expect("python3 runs");
    let (said, looked) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}{looked}");
    serde_json::from_str(looked.lines().last().unwrap_or_default()).expect("what was looked at")
}

fn built(site: &TestSite, today: &str) {
    let output = site.run("build", &["--today", today]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn site() -> TestSite {
    let site = TestSite::empty();
    site.write("content/site.yaml", "title: Trang thử\nagency: Cơ quan thử\n");
    site.write("content/data/disclosure.yaml", RULES);
    site
}

fn document(number: usize, issuer: &str, rest: &str) -> String {
    let kind = if number.is_multiple_of(3) { "Kế hoạch" } else { "Quyết định" };
    let letters = if number.is_multiple_of(3) { "KH" } else { "QĐ" };
    format!(
        "---\nkind: {kind}\nnumber: {number}/{letters}-CQT\ntitle: Việc số {number} (thử)\nissuer: {issuer}\n{rest}---\n\nĐiều 1. Nội dung\n"
    )
}

/// A document for each day of five years: with the day of creation or of issue, published after so many days, or not.
fn of_every_day(site: &TestSite) -> usize {
    let (mut day, mut number) = (date(2021, 1, 1), 0);
    while day.year() < 2026 {
        let mut rest = if number % 7 == 0 { format!("issued: {day}\n") } else { String::new() };
        let created = if number % 7 == 0 { String::new() } else { format!("created: {day}") };
        let published = day.checked_add(i64::from(number % 13).days()).expect("a day");
        let parts = [created, if number % 5 == 4 { String::new() } else { format!("published: {published}") }];
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        writeln!(rest, "disclosure: {{{}}}", parts.join(", ")).expect("a string takes all");
        let number_of = usize::try_from(number).expect("small");
        site.write(&format!("content/van-ban/vb-{number}.md"), document(number_of + 1, "Cơ quan thử", &rest));
        (day, number) = (day.tomorrow().expect("a day"), number + 1);
    }
    usize::try_from(number).expect("small")
}

#[test]
fn every_day_of_five_years_is_reckoned_a_second_time() {
    let site = site();
    let holidays = project().join(HOLIDAYS);
    // JSON is YAML: both read one file.
    site.write("content/data/holidays.yaml", fs::read(&holidays).expect("the table"));
    let days = of_every_day(&site);
    assert_eq!(days, 1826);
    for (today, states) in [
        ("2025-02-06", &["overdue", "due_soon", "pending", "on_time", "late"][..]),
        ("2027-01-04", &["overdue", "on_time", "late", "not_computable"]),
    ] {
        built(&site, today);
        let looked = judged(&site, &holidays, today);
        let count = |what: &str| looked[what].as_u64().unwrap_or(0);
        assert_eq!(count("entries"), 1826);
        assert!(count("last days") + count("without a day") >= 1815 && count("pages") == 10, "{looked}");
        assert!(count("days taken") > 400 && count("days on line") > 50, "{looked}");
        for state in states {
            assert!(count(state) > 0, "{today}: no {state}: {looked}");
        }
        // The first day of creation after the last working days of the table.
        assert!(count("years not there") >= 3, "{looked}");
    }
}

/// The state of a document on a day, and its last day.
fn entry(site: &TestSite, slug: &str) -> Value {
    let ledger: Value = serde_json::from_str(&site.published("data/ledger.json")).expect("JSON");
    let entries = ledger["entries"].as_array().expect("entries");
    entries.iter().find(|one| one["slug"] == slug).unwrap_or_else(|| panic!("{slug}")).clone()
}

#[test]
fn a_document_goes_through_its_states_and_its_page_says_so() {
    let site = site();
    site.write("content/data/holidays.yaml", fs::read(project().join(HOLIDAYS)).expect("the table"));
    // A week that ends with make-up days: Saturday, 8 February 2025, and the Sunday after it.
    site.write("content/van-ban/a.md", document(1, "cơ quan thử", "disclosure: {created: 2025-02-03}\n"));
    let states = [
        ("2025-02-03", "pending", "Trong hạn"),
        ("2025-02-05", "pending", "Trong hạn"),
        ("2025-02-06", "due_soon", "Sắp đến hạn"),
        ("2025-02-08", "due_soon", "Sắp đến hạn"),
        ("2025-02-09", "overdue", "Quá hạn, chưa ghi ngày công khai"),
    ];
    for (today, state, words) in states {
        built(&site, today);
        let found = entry(&site, "a");
        assert_eq!((found["state"].as_str(), found["due"].as_str()), (Some(state), Some("2025-02-08")), "{today}");
        let page = site.published("van-ban/a.html");
        assert!(page.contains(words) && page.contains("(hạn 08/02/2025)") && page.contains("so-cong-khai.html"), "{today}");
        let told = String::from_utf8_lossy(&site.run("check", &["--today", today]).stderr).into_owned();
        assert_eq!(told.contains("disclosure-overdue"), state == "overdue", "{today}: {told}");
        assert_eq!(told.contains("disclosure-due-soon"), state == "due_soon", "{today}: {told}");
    }
    for (published, state, taken) in [("2025-02-08", "on_time", 5), ("2025-02-09", "late", 6)] {
        let rest = format!("disclosure: {{created: 2025-02-03, published: {published}, unit: Văn phòng}}\n");
        site.write("content/van-ban/a.md", document(1, "Cơ quan thử", &rest));
        built(&site, "2025-03-01");
        let found = entry(&site, "a");
        assert_eq!((found["state"].as_str(), found["working_days_taken"].as_i64()), (Some(state), Some(taken)));
    }
    // Nobody knows today what is said of a day to come.
    built(&site, "2025-02-05");
    assert_eq!(entry(&site, "a")["state"], "pending");
    // Tết lies between: Friday, 24 January, and the week after.
    site.write("content/van-ban/a.md", document(1, "Cơ quan thử", "disclosure: {created: 2025-01-24}\n"));
    built(&site, "2025-02-05");
    assert_eq!(entry(&site, "a")["due"], "2025-02-07");
}

#[test]
fn what_is_not_known_is_said_and_never_reckoned() {
    let site = site();
    site.write("content/data/holidays.yaml", fs::read(project().join(HOLIDAYS)).expect("the table"));
    let cases = [
        // A plan whose rule takes no day of issue.
        ("khong-ngay-tao", 3, "Cơ quan thử", "issued: 2022-03-01\n", "not_computable", "no-day-of-creation"),
        ("khoang", 1, "Cơ quan thử", "issued_between: [2022-03-01, 2022-03-04]\n", "not_computable", "no-day-of-creation"),
        ("nguon-khac", 2, "Cơ quan thử", "issued: 2022-03-02\nevidence: {issued: disputed}\n", "undecided", ""),
        ("nam-khac", 4, "Cơ quan thử", "issued: 2020-12-24\n", "not_computable", "no-days-off-of-2020"),
        ("qua-nam", 5, "Cơ quan thử", "issued: 2025-12-29\n", "not_computable", "no-days-off-of-2026"),
        ("truoc-luat", 7, "Cơ quan thử", "issued: 2019-12-31\n", "no_rule", ""),
        ("hai-luat", 9, "Cơ quan thử", "issued_between: [2023-12-30, 2024-01-02]\n", "undecided", ""),
        ("ai-ban-hanh", 8, "", "issued: 2022-03-02\n", "no_rule", ""),
        ("noi-khac", 10, "Nơi khác", "issued: 2022-03-02\n", "not_required", ""),
        ("tom-tat", 11, "Cơ quan thử", "issued: 2022-03-02\ntext: outline\n", "publication_unknown", ""),
        (
            "da-go",
            12,
            "Cơ quan thử",
            "disclosure: {created: 2022-03-01, published: 2022-03-02}\nwithdrawn: {date: 2022-03-20, reason: nhầm bản <i>}\ncorrections:\n  - {at: Nội dung, note: Bản chính ghi khác}\n  - {at: Nội dung, note: Ghi thiếu, date: 2022-03-10}\n",
            "withdrawn",
            "",
        ),
        (
            "nguoc",
            13,
            "Cơ quan thử",
            "issued: 2022-03-02\ndisclosure: {published: 2022-03-01}\n",
            "not_computable",
            "published-before-creation",
        ),
    ];
    for (slug, number, issuer, rest, ..) in cases {
        site.write(&format!("content/van-ban/{slug}.md"), document(number, issuer, rest));
    }
    built(&site, "2026-01-15");
    judged(&site, &project().join(HOLIDAYS), "2026-01-15");
    for (slug, _, _, _, state, why) in cases {
        let found = entry(&site, slug);
        assert_eq!((found["state"].as_str(), found["due_unknown"].as_str().unwrap_or("")), (Some(state), why), "{slug}: {found}");
    }
    let gone = entry(&site, "da-go");
    assert_eq!((&gone["withdrawn"]["early"], &gone["keep_until"]), (&Value::Bool(true), &Value::from("2022-04-01")), "{gone}");
    let page = site.published("so-cong-khai.html");
    for words in [
        "chưa biết ngày tạo ra",
        "bảng ngày nghỉ chưa có năm 2026",
        "nhầm bản &lt;i&gt;",
        "Văn bản của cơ quan (thử) &lt;b&gt;",
        "trước khi hết thời gian phải giữ",
        "đính chính ngày 10/3/2022",
        "đính chính không ghi ngày: 1",
        "chưa chắc: ngày nghỉ năm 2022 chưa đối chiếu",
        "Áp dụng đến hết ngày 31/12/2023",
        "Đối chiếu với pháp luật đến ngày 01/01/2025",
        "<a href=\"https://example.gov.vn/luat\"",
        "Làm bù (bịa)",
        "Tình trạng tính đến ngày 15/01/2026",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let told = String::from_utf8_lossy(&site.run("check", &["--today", "2026-01-15"]).stderr).into_owned();
    assert!(told.contains("holidays-missing") && told.contains("năm 2026"), "{told}");
}

#[test]
fn a_site_may_go_without_and_one_without_rules_has_none() {
    let site = site();
    site.write("content/data/holidays.yaml", fs::read(project().join(HOLIDAYS)).expect("the table"));
    site.write("content/van-ban/a.md", document(1, "Cơ quan thử", "issued: 2025-03-03\n"));
    site.build();
    let files =
        ["so-cong-khai.html", "data/ledger.json", "data/ledger.csv", "data/schema/ledger.json", "data/schema/ledger.csv.json"];
    let all = site.snapshot();
    let home = |site: &TestSite| site.published("index.html").contains("so-cong-khai.html");
    assert!(files.iter().all(|file| all.contains_key(*file)) && home(&site));
    let listed = site.published("du-lieu.html");
    assert!(files[1..].iter().all(|file| listed.contains(file)), "{listed}");

    let gone = |site: &TestSite| {
        let now = site.snapshot();
        files.iter().all(|file| !now.contains_key(*file))
            && !home(site)
            && !site.published("van-ban/a.html").contains("Sổ công khai")
    };
    let settings = "title: Trang thử\nagency: Cơ quan thử\n";
    site.write("content/site.yaml", format!("{settings}without: [ledger]\n"));
    site.build();
    assert!(gone(&site));
    let told = String::from_utf8_lossy(&site.run("check", &[]).stderr).into_owned();
    assert!(!told.contains("disclosure-"), "{told}");

    site.write("content/site.yaml", format!("{settings}without: [data]\n"));
    site.build();
    assert!(!site.published("so-cong-khai.html").contains("ledger.csv"), "the page leads to no file that is not there");

    site.write("content/site.yaml", settings);
    site.write("content/data/disclosure.yaml", "rules: []\n");
    site.build();
    assert!(gone(&site));
}

/// The real tables say only what they have a source for, and know the first day of Tết.
#[test]
fn the_real_site_keeps_its_ledger() {
    let site = TestSite::real();
    let today = "2026-11-28";
    built(&site, today);
    let ledger: Value = serde_json::from_str(&site.published("data/ledger.json")).expect("JSON");
    let holidays = site.path().join("holidays.json");
    fs::write(&holidays, ledger["holidays"].to_string()).expect("written");
    let looked = judged(&site, &holidays, today);
    assert!(looked["entries"].as_u64() >= Some(26) && looked["last days"].as_u64() >= Some(4), "{looked}");
    for rule in ledger["rules"].as_array().expect("rules") {
        let source = &rule["source"];
        assert!(source["title"].is_string() && source["accessed"].is_string() && rule["evidence"].is_string(), "{rule}");
    }
    // Astronomical facts.
    for first in ["2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17"] {
        let years = ledger["holidays"].as_array().expect("years");
        let days = years.iter().flat_map(|year| year["off"].as_array().expect("days"));
        let holds = |days: &Value| {
            let (from, to) = (days["date"].as_str().unwrap_or(""), days["to"].as_str().unwrap_or(""));
            from <= first && first <= to
        };
        assert!(days.clone().any(holds), "{first}");
    }
    // What is only cited of others is not this agency's to disclose; a plan without a day has no last day.
    assert_eq!(entry(&site, "luat-10-2022-qh15")["state"], "not_required");
    assert_eq!(entry(&site, "ke-hoach-kh-nv-dan-van-2025")["due_unknown"], "no-day-of-creation");
    let told = String::from_utf8_lossy(&site.run("check", &["--today", today]).stderr).into_owned();
    assert!(!told.contains("[disclosure-") && !told.contains("[holidays-missing]"), "{told}");
}

/// A page that holds the text is public since it was registered, under its former address too; an outline publishes nothing.
#[test]
fn the_register_says_since_when_a_text_is_public() {
    let site = site();
    site.write("content/data/holidays.yaml", fs::read(project().join(HOLIDAYS)).expect("the table"));
    let created = "disclosure: {created: 2022-03-01}\n";
    site.write("content/van-ban/a.md", document(1, "Cơ quan thử", created));
    site.write("content/van-ban/b.md", document(2, "Cơ quan thử", &format!("{created}text: outline\n")));
    site.write("content/van-ban/c.md", document(4, "Cơ quan thử", "disclosure: {created: 2022-03-01, published: 2022-03-09}\n"));
    assert!(site.run("register", &["--today", "2022-03-03"]).status.success());
    fs::rename(site.path().join("content/van-ban/a.md"), site.path().join("content/van-ban/moi.md")).expect("renamed");
    let moved = document(1, "Cơ quan thử", &format!("{created}redirect_from: [van-ban/a.html]\n"));
    site.write("content/van-ban/moi.md", moved);
    built(&site, "2022-06-01");
    judged(&site, &project().join(HOLIDAYS), "2022-06-01");
    let published = |slug: &str| {
        let day = entry(&site, slug)["published"].clone();
        (day["date"].as_str().unwrap_or("").to_owned(), day["from"].as_str().unwrap_or("").to_owned())
    };
    assert_eq!(published("moi"), ("2022-03-03".to_owned(), "registered".to_owned()));
    assert_eq!(entry(&site, "moi")["state"], "on_time");
    assert_eq!(published("b"), (String::new(), String::new()));
    assert_eq!(published("c"), ("2022-03-09".to_owned(), "stated".to_owned()), "what the page says comes first");
    assert_eq!(entry(&site, "c")["state"], "late");
}
