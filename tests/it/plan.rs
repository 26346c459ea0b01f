//! The plan as a tool: its deadlines in other people's calendars, their states, who has to do what.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use ical::IcalParser;
use ical::parser::ical::component::IcalCalendar;
use ical::property::Property;

use crate::common::TestSite;

const PLAN: &str = "ke-hoach/ke-hoach-kh-nv-dan-van-2025";

static FILES: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| calendars(&real()));

fn real() -> TestSite {
    let site = TestSite::real();
    let settings = std::fs::read_to_string(site.path().join("content/site.yaml")).expect("the settings");
    site.write("content/site.yaml", settings + "\nbase_url: https://example.gov.vn/van-ban/\n");
    site
}

fn calendars(site: &TestSite) -> BTreeMap<String, Vec<u8>> {
    site.build();
    // The calendar of days of force is none of a document; the tests of the log look at it.
    let is_calendar = |path: &String| Path::new(path).extension().is_some_and(|ending| ending == "ics") && path.contains('/');
    site.snapshot().into_iter().filter(|(path, _)| is_calendar(path)).collect()
}

/// Read by a parser that is not ours; it must be one calendar and nothing else.
fn parsed(bytes: &[u8]) -> IcalCalendar {
    let all: Vec<_> = IcalParser::new(bytes).collect::<Result<_, _>>().expect("a calendar");
    let [calendar] = <[IcalCalendar; 1]>::try_from(all).expect("one calendar");
    calendar
}

fn property<'p>(properties: &'p [Property], name: &str) -> &'p Property {
    let mut found = properties.iter().filter(|property| property.name == name);
    let one = found.next().unwrap_or_else(|| panic!("no {name}"));
    assert!(found.next().is_none(), "{name} twice");
    one
}

fn value(properties: &[Property], name: &str) -> String {
    let text = property(properties, name).value.clone().expect("a value");
    text.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
}

fn uids(calendar: &IcalCalendar) -> Vec<String> {
    calendar.events.iter().map(|event| value(&event.properties, "UID")).collect()
}

#[test]
fn every_file_keeps_the_letter_of_the_standard() {
    assert_eq!(FILES.len(), 6, "five deadlines and all of them");
    for (path, bytes) in FILES.iter() {
        assert!(path.starts_with(&format!("{PLAN}/")), "{path}");
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        assert!(text.ends_with("END:VCALENDAR\r\n"), "{path}");
        for line in text.strip_suffix("\r\n").expect("an end").split("\r\n") {
            assert!(line.len() <= 75 && !line.contains(char::is_control) && !line.is_empty(), "{path}: {line}");
        }
        let calendar = parsed(bytes);
        assert_eq!(value(&calendar.properties, "VERSION"), "2.0");
        assert!(!value(&calendar.properties, "PRODID").is_empty());
        for event in &calendar.events {
            let start = property(&event.properties, "DTSTART");
            assert_eq!(start.params, Some(vec![("VALUE".to_owned(), vec!["DATE".to_owned()])]), "{path}");
            // The last day on which the plan may have been issued: its own date stands blank.
            assert_eq!(value(&event.properties, "DTSTAMP"), "20250221T000000Z");
        }
    }
}

#[test]
fn the_entries_are_the_plans_deadlines_and_lead_to_its_paragraphs() {
    let all = parsed(&FILES[&format!("{PLAN}/cac-han.ics")]);
    let of = |name| all.events.iter().map(|event| value(&event.properties, name)).collect::<Vec<_>>();
    assert_eq!(of("DTSTART"), ["20250221", "20250605", "20250905", "20251205", "20251210"]);
    assert_eq!(of("SUMMARY")[1], "Báo cáo lần 1 về Sở Nội vụ, trước ngày này");
    let page = format!("https://example.gov.vn/van-ban/{PLAN}.html");
    let places = ["iv-2-p3", "iv-1-p3", "iv-1-p3", "iv-1-p3", "iii-4-p4"];
    assert_eq!(of("URL"), places.map(|place| format!("{page}#{place}")));
    let last = "Đơn vị: Văn phòng Sở\nTheo: Kế hoạch triển khai công tác dân vận năm 2025 của Sở Ngoại vụ thành phố Hải Phòng, \
III.4 (4), IV.1 (4)";
    assert_eq!(of("DESCRIPTION")[4], last);
    // Each single file holds one of them, to the letter.
    let single = FILES.iter().filter(|(path, _)| !path.ends_with("cac-han.ics"));
    let events: Vec<_> = single.map(|(_, bytes)| format!("{:?}", parsed(bytes).events)).collect();
    assert_eq!(events, all.events.iter().map(|event| format!("{:?}", [event])).collect::<Vec<_>>());
    assert_eq!(uids(&all).into_iter().collect::<BTreeSet<_>>().len(), 5);
}

fn site_with(front: &str, deadlines: &[&str]) -> TestSite {
    let site = TestSite::small();
    let deadlines: String = deadlines.iter().flat_map(|deadline| ["  - ", *deadline, "\n"]).collect();
    let text = format!("---\n{front}deadlines:\n{deadlines}---\n\nI. VIỆC\n\nMột.\n\nHai.\n");
    site.write("content/van-ban/kh.md", text);
    site
}

#[test]
fn an_entry_stays_the_same_wherever_its_deadline_stands_and_whatever_becomes_known_of_the_document() {
    let front = "kind: Kế hoạch\ntitle: Làm việc\nissued: 2026-01-05\n";
    let [a, b, c] = [
        "{date: 2026-12-01, title: Báo cáo}",
        "{date: 2026-12-01, title: Báo cáo, unit: B}",
        "{date: 2027-01-01, title: Báo cáo}",
    ];
    let first = calendars(&site_with(front, &[a, b, c]));
    assert_eq!(first.len(), 4);
    assert_eq!(calendars(&site_with(front, &[c, b, a, b])), first, "order and repetition are nothing");
    let fewer = calendars(&site_with(front, &[c]));
    let path = fewer.keys().find(|path| path.contains("2027-01-01")).expect("the file of the third");
    assert_eq!(fewer[path], first[path], "the others are nothing to it");
    let known = "kind: Kế hoạch\nnumber: 9/KH-NV\ntitle: Làm nhiều việc\nissued: 2026-01-06\n";
    let later = calendars(&site_with(known, &[a, b, c]));
    let all = |files: &BTreeMap<String, Vec<u8>>| uids(&parsed(&files["van-ban/kh/cac-han.ics"]));
    assert_eq!(all(&later), all(&first));
    assert_eq!(later.keys().collect::<Vec<_>>(), first.keys().collect::<Vec<_>>());
    assert!(!first["van-ban/kh/cac-han.ics"].windows(4).any(|four| four == b"URL:"), "no address is made up");
}

#[test]
fn what_editors_write_is_text_on_the_page_and_in_the_calendar() {
    let title = "</ul><script>x</script> & \"một\"; hai, \\n ba";
    let deadline = format!("{{date: 2026-12-01, title: '{title}', unit: '<b>Đơn vị</b>', at: [i-p1]}}");
    let task = "tasks:\n  - {title: '<i>việc</i>', unit: '\"><u>', at: [i-p2]}\n";
    let site = site_with(&format!("kind: Kế hoạch\ntitle: Làm việc\n{task}"), &[&deadline]);
    let files = calendars(&site);
    for path in ["van-ban/kh.html", "index.html"] {
        let html = site.published(path);
        for raw in ["<script>", "<b>Đơn vị", "<i>", "<u>"] {
            assert!(!html.contains(raw), "{path}: {raw}");
        }
        assert!(html.contains("&lt;/ul&gt;&lt;script&gt;x&lt;/script&gt; &amp; "), "{path}");
    }
    let calendar = parsed(&files["van-ban/kh/cac-han.ics"]);
    // The doubled backslash is read first here: the title has one before an n.
    let written = property(&calendar.events[0].properties, "SUMMARY").value.clone().expect("a value");
    assert_eq!(written, "</ul><script>x</script> & \"một\"\\; hai\\, \\\\n ba");
}

/// The states of a page's list, as the build answers them.
fn states(html: &str) -> Vec<&str> {
    let marks = html.split("class=\"han-la ").skip(1);
    marks.map(|rest| &rest[rest.find('>').expect("a tag") + 1..rest.find("</span>").expect("closed")]).collect()
}

#[test]
fn a_state_says_no_more_than_is_known_and_for_which_day() {
    let deadlines = [
        "{date: 2026-11-23, title: Một}",
        "{date: 2026-11-23, title: Hai, done: false}",
        "{date: 2026-11-23, title: Ba, done: true}",
        "{date: 2026-11-24, title: Bốn}",
        "{date: 2026-11-25, title: Năm, done: false}",
        "{date: 2027-11-24, title: Sáu}",
    ];
    let site = site_with("kind: Kế hoạch\ntitle: Làm việc\n", &deadlines);
    site.build();
    let on = |state: &str| format!("{state} (tính đến ngày 24/11/2026)");
    let to_come = [on("hôm nay"), on("còn 1 ngày"), on("còn 365 ngày")];
    let past = ["đã hoàn thành", "quá hạn", "đã qua"];
    let page = site.published("van-ban/kh.html");
    assert_eq!(states(&page), past.iter().map(ToString::to_string).chain(to_come.clone()).collect::<Vec<_>>());
    let home = site.published("index.html");
    assert_eq!(states(&home), to_come.into_iter().chain(past.map(str::to_owned)).collect::<Vec<_>>());
    // Done is done on any day: the script leaves it alone.
    assert_eq!(page.matches(" data-han=").count(), 5);
    assert_eq!(page.matches(" data-chua-xong").count(), 2);
}

#[test]
fn the_table_gives_each_unit_its_part_and_the_list_says_the_same() {
    let tasks = "tasks:\n  - {title: Chung, unit: A, at: [i-p1]}\n  - {title: Chung, unit: B, at: [i-p2]}\n  - {title: Riêng, unit: B}\n  - {title: Của ai}\n";
    let site =
        site_with(&format!("kind: Kế hoạch\ntitle: Làm việc\n{tasks}"), &["{date: 2026-12-01, title: Nộp, unit: C, at: [i-p2]}"]);
    site.build();
    let html = site.published("van-ban/kh.html");
    let link = |place: &str, text: &str| format!("<td><a href=\"#{place}\">{text}</a></td>");
    let head = ["A", "B", "C", "Đơn vị chưa xác minh"].map(|unit| format!("<th scope=\"col\">{unit}</th>")).concat();
    assert!(html.contains(&head));
    let (one, two) = (link("i-p1", "I (1)"), link("i-p2", "I (2)"));
    for row in [
        format!("<th scope=\"row\">Chung</th>{one}{two}<td></td><td></td>"),
        "<th scope=\"row\">Riêng</th><td></td><td>có</td><td></td><td></td>".to_owned(),
        "<th scope=\"row\">Của ai</th><td></td><td></td><td></td><td>có</td>".to_owned(),
        format!("<th scope=\"row\"><time datetime=\"2026-12-01\">01/12/2026</time>: Nộp</th><td></td><td></td>{two}<td></td>"),
    ] {
        assert!(html.contains(&row), "{row}");
    }
    let lists = &html[html.find("<div class=\"theo-don-vi\">").expect("the lists")..];
    let b = &lists[lists.find("<h3>B</h3>").expect("B's")..lists.find("<h3>C</h3>").expect("C's")];
    assert_eq!(b.matches("<li>").count(), 2);
}

#[test]
fn a_page_without_deadlines_has_neither_calendar_nor_script() {
    let site = TestSite::small();
    assert!(calendars(&site).is_empty());
    for (path, bytes) in site.snapshot().iter().filter(|(path, _)| crate::common::is_html(path)) {
        assert!(!String::from_utf8_lossy(bytes).contains("theme/plan."), "{path}");
    }
}
