//! `congkhai fmt`: pages in the normal form, and still the same pages.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Output;
use std::sync::LazyLock;

use congkhai::citation::Kinds;
use congkhai::content::{Source, key_order, layout};
use congkhai::format::Formatter;
use proptest::prelude::*;

use crate::cited::{page_rows, recognizer};
use crate::common::{TestSite, congkhai, files, project, shared, words};

static PLAIN: LazyLock<Formatter> = LazyLock::new(|| Formatter::new(Kinds::default(), false));
static TONES: LazyLock<Formatter> = LazyLock::new(|| Formatter::new(Kinds::default(), true));

fn formatted(text: &str) -> String {
    PLAIN.format(&"content/x.md".into(), text).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
}

fn fmt(site: &TestSite, arguments: &[&str]) -> Output {
    congkhai().args(["fmt", "--lang", "en", "--site"]).arg(site.path()).args(arguments).output().expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const HEAD: &str = "---\ntitle: Trang\n---\n\n";

#[test]
fn letters_blanks_and_lines_come_into_the_normal_form() {
    for (was, now) in [
        ("Một  hai \t ba   \n\n\n\nBốn", "Một hai ba\n\nBốn\n"),
        ("Một\r\nhai\r\n", "Một\nhai\n"),
        ("Ðiều 1. Khoa\u{309}n\u{a0}một\u{200b}\n", "Điều 1. Khoản một\n"),
        ("Một  \nhai\n", "Một  \nhai\n"),
        ("Một     \nhai\n", "Một  \nhai\n"),
        ("- một  hai\n    - ba  \n\n\n- bốn\n", "- một hai\n    - ba\n\n- bốn\n"),
        ("| a  b   | c |\n|---|---|\n| d   | e  f |  \n", "| a b   | c |\n|---|---|\n| d   | e f |\n"),
        ("**một  hai**  ba\n", "**một hai** ba\n"),
        ("\n\n\nMột\n\n\n", "Một\n"),
        ("    Điều  thụt vào\n", "    Điều thụt vào\n"),
    ] {
        assert_eq!(formatted(&format!("{HEAD}{was}")), format!("{HEAD}{now}"), "{was:?}");
    }
    assert_eq!(formatted("---\ntitle: Trang\n---"), "---\ntitle: Trang\n---\n");
    assert_eq!(formatted("---\ntitle: Trang\n---\n\n\n"), "---\ntitle: Trang\n---\n");
    assert_eq!(formatted("---\ntitle: Trang\n---\nMột\n"), format!("{HEAD}Một\n"));
    assert_eq!(formatted("\u{feff}---\r\ntitle: Trang  \r\n---\r\nMột\r\n"), format!("{HEAD}Một\n"));
}

#[test]
fn code_and_addresses_are_kept_to_the_byte() {
    let decomposed = "Khoa\u{309}n  a\u{a0}b";
    for kept in [
        format!("```\n{decomposed}   \n\n\n\nx\n```\n"),
        format!("> ```\n> {decomposed}   \n> ```\n"),
        format!("Chữ `{decomposed}` chữ\n"),
        "[chữ](<a  b.md>)\n".to_owned(),
        "Xem https://example.vn/Khoa\u{309}n/Ð\u{200b}x nhé\n".to_owned(),
        "[chữ](assets/Khoa\u{309}n.pdf \"tên  Ðó\")\n".to_owned(),
        "<https://example.vn/Khoa\u{309}n>\n".to_owned(),
        "![chữ](assets/Ð.png)\n".to_owned(),
        "[một]: assets/Ð.pdf\n\nXem [một].\n".to_owned(),
    ] {
        if kept.starts_with("[một]:") {
            continue;
        }
        assert_eq!(formatted(&format!("{HEAD}{kept}")), format!("{HEAD}{kept}"), "{kept:?}");
    }
    let source = "---\ntitle: Trang\nsources:\n  - {title: Ðó, url: 'https://example.vn/Ð'}\n---\n";
    assert!(formatted(source).contains("{title: Đó, url: 'https://example.vn/Ð'}"));
    // A letter that the normal form takes apart, right behind code.
    assert_eq!(formatted(&format!("{HEAD}` `\u{b5c}")), format!("{HEAD}` `\u{b21}\u{b3c}\n"));
}

#[test]
fn what_would_make_it_another_text_is_left() {
    for kept in [
        // With one blank it would be an article, or a citation.
        "Điều\n\n5. Chữ\n",
        // Words that a correction quotes.
        "```\nkhông đóng\n\n\n",
    ] {
        let text = format!("{HEAD}{kept}");
        let now = formatted(&text);
        assert_eq!(now.trim_end(), text.trim_end(), "{kept:?}");
    }
    let page = "---\nkind: Quyết định\nnumber: 1/QĐ-NV\ntitle: Thử\ncorrections:\n  - {at: hai  chữ, note: đúng là một}\n---\n\nCó hai  chữ ở đây và  ở đó.\n";
    let now = formatted(page);
    assert!(now.contains("Có hai  chữ ở đây và ở đó."), "{now}");
}

#[test]
fn keys_stand_in_the_order_of_the_contract_with_their_comments() {
    let page = "---\n# yaml-language-server: $schema=../x.json\n# của tên\ntitle: 'Thử'\nsummary: >\n  một\n\n  hai\n\n# ngày, xem\n# bản gốc\nissued: 2025-01-02 # chắc\nnumber: \"1/QĐ-NV\"\nrelations:\n# ngoài lề\n- {type: related, target: a}\n  # trong\n- {type: related,\n   target: b}\nkind: Quyết định\n# cuối\n---\n\nChữ.\n";
    let expected = "---\n# yaml-language-server: $schema=../x.json\nkind: Quyết định\nnumber: \"1/QĐ-NV\"\n# của tên\ntitle: 'Thử'\n\n# ngày, xem\n# bản gốc\nissued: 2025-01-02 # chắc\nrelations:\n# ngoài lề\n- {type: related, target: a}\n  # trong\n- {type: related,\n   target: b}\nsummary: >\n  một\n\n  hai\n# cuối\n---\n\nChữ.\n";
    assert_eq!(formatted(page), expected);
    // A comment above an empty line is the file's own.
    let page = "---\n# về cả tệp\n\nsummary: x\ntitle: y\n---\n";
    assert_eq!(formatted(page), "---\n# về cả tệp\n\ntitle: y\nsummary: x\n---\n");
    // Keys on one line cannot be moved line by line.
    let page = "---\n{summary: x, title: y}\n---\n";
    assert_eq!(formatted(page), page);
}

#[test]
fn tone_marks_move_only_when_asked() {
    let page = format!("{HEAD}Hoà bình, uỷ ban `hoà` https://x.vn/hoà\n");
    assert_eq!(formatted(&page), page);
    let moved = TONES.format(&"content/x.md".into(), &page).expect("a page");
    assert_eq!(moved, format!("{HEAD}Hòa bình, ủy ban `hoà` https://x.vn/hoà\n"));
    let quoted = "---\ntitle: T\ncorrections:\n  - {at: uỷ ban, note: n}\n---\n\nMột uỷ ban.\n";
    let moved = TONES.format(&"content/x.md".into(), quoted).expect("a page");
    assert!(moved.contains("{at: ủy ban,") && moved.contains("Một ủy ban."), "{moved}");
}

#[test]
fn the_real_pages_keep_what_they_say_and_the_plan_every_word() {
    let site = TestSite::real();
    let before = published(&site);
    let originals = files(&project().join("content"));
    let output = fmt(&site, &["--write"]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(published(&site), before, "the same site is published");
    let plan = "ke-hoach/ke-hoach-kh-nv-dan-van-2025.md";
    let now = files(&site.path().join("content"));
    assert_eq!(words(&String::from_utf8_lossy(&now[plan])), words(&String::from_utf8_lossy(&originals[plan])));
    let check = fmt(&site, &["--check"]);
    assert!(check.status.success() && check.stdout.is_empty(), "a second time nothing changes: {}", said(&check));
}

/// What the site publishes, without the sources it offers and what depends on their bytes.
fn published(site: &TestSite) -> Vec<(String, Vec<u8>)> {
    site.build();
    let all = site.snapshot().into_iter();
    let is_source = |path: &str| {
        path.strip_suffix(".md").is_some() || path == "build.json" || path.contains("ngoai-tuyen/") || path == "sw.js"
    };
    let same = |(path, bytes): (String, Vec<u8>)| {
        let text = String::from_utf8(bytes).map(|text| without_hashes(&text).into_bytes());
        (path, text.unwrap_or_else(std::string::FromUtf8Error::into_bytes))
    };
    all.filter(|(path, _)| !is_source(path)).map(same).collect()
}

/// Pages print the hash of their source.
fn without_hashes(text: &str) -> String {
    let is_hash = |word: &str| word.len() >= 12 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split_inclusive(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !is_hash(word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric())))
        .collect()
}

#[test]
fn every_law_reads_the_same_and_a_second_time_nothing_changes() {
    let laws = files(&shared("corpus/laws"));
    for (name, bytes) in laws.iter().step_by(9) {
        let text = format!("---\nkind: Luật\nnumber: 1/2020/QH14\ntitle: Luật Thử\n---\n\n{}", String::from_utf8_lossy(bytes));
        let now = formatted(&text);
        assert_eq!(words(&now), words(&congkhai::text::normalize(&text).text), "{name}");
        assert_eq!(formatted(&now), now, "{name}");
        assert_eq!(reading(&now), reading(&text), "{name}");
    }
}

/// Values, units and citations.
type Said = (String, Vec<(String, Option<usize>)>, Vec<String>);

/// What a page says, read by other means than the formatter's own.
fn reading(text: &str) -> Said {
    let source = Source::new("x.md".into(), text.to_owned());
    let values = layout(&source).map(|layout| layout.values).unwrap_or_default();
    let page = congkhai::content::read_text("x.md", text.to_owned());
    let units = page.units().iter().map(|unit| (unit.id().to_owned(), unit.parent())).collect();
    let rows = page_rows(recognizer(), &page);
    (values, units, rows.iter().map(|row| words(&row.line())).collect())
}

#[test]
fn it_shows_a_diff_and_writes_only_when_asked() {
    let site = TestSite::small();
    let path = site.path().join("content/van-ban/qd-1.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
    site.write(
        "content/van-ban/qd-1.md",
        "---\ntitle: Về việc thử\nkind: Quyết định\nnumber: 1/QĐ-UBND\n---\n\nĐiều 1. Nội  dung\n",
    );
    site.write("content/b.md", "---\ntitle: Được\n---\n\nChữ.\n");
    let before = files(site.path());
    let shown = fmt(&site, &[]);
    assert!(shown.status.success());
    let diff = String::from_utf8(shown.stdout.clone()).expect("UTF-8");
    for line in [
        "--- a/content/van-ban/qd-1.md",
        "+++ b/content/van-ban/qd-1.md",
        "-Điều 1. Nội  dung",
        "+Điều 1. Nội dung",
        "+title: Về việc thử",
    ] {
        assert!(diff.lines().any(|other| other == line), "{line}\n{diff}");
    }
    assert!(!diff.contains("b.md") && said(&shown).contains("2 files: 1 would change, 0 could not"), "{}", said(&shown));
    assert_eq!(fmt(&site, &["--check"]).status.code(), Some(1));
    assert_eq!(files(site.path()), before, "nothing is written");
    // What `patch` makes of the diff is what --write writes.
    site.write("x.patch", &shown.stdout);
    let copy = TestSite::empty();
    crate::common::copy(site.path(), copy.path());
    let patched = std::process::Command::new("patch").args(["-p1", "-s", "-i", "x.patch"]).current_dir(copy.path()).status();
    assert!(fmt(&site, &["--write"]).status.success());
    if patched.is_ok_and(|status| status.success()) {
        assert_eq!(files(&copy.path().join("content")), files(&site.path().join("content")));
    }
    assert_eq!(fs::metadata(&path).expect("it is there").permissions().mode() & 0o777, 0o640, "the mode stays");
    assert!(fmt(&site, &["--check"]).status.success());
    assert!(site.run("check", &[]).status.success());
}

/// The shortest difference of texts like these would take hours to find; the bound is that of a hanging program.
#[test]
fn a_very_long_change_is_shown_as_one() {
    let site = TestSite::small();
    let head = "---\ntitle: Dài\n---\n\n";
    site.write("content/a.md", format!("{head}{}x", "\n".repeat(300_000)));
    site.write("content/b.md", format!("{head}{}", "a  b\n\n".repeat(15_000)));
    let shown = fmt(&site, &[]);
    assert!(shown.status.success(), "{}", said(&shown));
    let diff = String::from_utf8(shown.stdout.clone()).expect("UTF-8");
    assert!(
        diff.contains("\n@@ -5,300001 +5,1 @@\n") && diff.contains("\n\\ No newline at end of file\n+x\n"),
        "{}",
        &diff[..200]
    );
    site.write("x.patch", &shown.stdout);
    let patched = std::process::Command::new("patch").args(["-p1", "-s", "-i", "x.patch"]).current_dir(site.path()).status();
    if patched.is_ok_and(|status| status.success()) {
        assert_eq!(fs::read_to_string(site.path().join("content/a.md")).expect("there"), format!("{head}x\n"));
        assert!(fmt(&site, &["--check"]).status.success(), "the diff is what --write writes");
    }
}

#[test]
fn a_file_that_is_no_page_is_told_and_left() {
    let site = TestSite::small();
    site.write("content/a.md", "không có  phần đầu\n");
    site.write("content/b.md", "---\ntitle: B\nefective: 2020-01-01\n---\nChữ  thừa\n");
    site.write("content/c.md", b"\xff\xfe");
    let before = files(site.path());
    let output = fmt(&site, &["--write"]);
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    for words in ["error[no-front-matter]", "error[unknown-key]", "content/a.md: cannot be read", "cannot read `content/c.md`"] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert_eq!(files(site.path()), before);
    assert_eq!(fmt(&site, &["nowhere.md"]).status.code(), Some(1));
    // An attachment is another's file.
    let site = TestSite::small();
    site.write("content/assets/mau.md", "không phải  trang\n");
    assert!(fmt(&site, &["--write"]).status.success());
    assert_eq!(fs::read_to_string(site.path().join("content/assets/mau.md")).expect("there"), "không phải  trang\n");
}

/// Pieces of a body that blanks, lines and marks matter to.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(vec![
            "Điều 1. ", "Điều  2.", "1.  ", "a) ", "đ) ", "- ", "-   ", "* ", "> ", "# ", "##  ", "```\n", "~~~\n", "`", "``", "    ", "\t",
            "\n", "\n\n", "\n\n\n", "  \n", "   \n", "\\\n", " ", "  ", "   ", "chữ", "hoà", "uỷ  ban", "| a  | b |\n|---|--:|\n| c  | d |\n",
            "**", "*", "[", "](", ")", "![", "<", ">", "https://x.vn/Ð ", "[^1]", "[^1]: ", "&nbsp;", "“", "”", "như sau:\n\n", "\r\n", "\u{a0}",
            "\u{301}", "\u{309}", "\u{200b}", "\u{feff}", "Ð", "Quyết định  số 1/QĐ-UBND  ngày 02/01/2025", "Luật Đất  đai", "khoản  2 Điều 5",
            "[a]: b  c\n", "---\n", "===\n", "<b>  x", "1986.  x", "+  x", "\u{2028}", "I.  MỤC", "PHỤ LỤC\n",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ]
}

/// Lines of front matter in any order, some with comments.
fn front() -> impl Strategy<Value = String> {
    let lines = vec![
        "title: Thử  nghiệm\n",
        "kind: Quyết định   \n",
        "# về số\nnumber: 1/QĐ-NV\n",
        "summary: |\n  một  hai  \n\n\n  ba\n",
        "summary: >-\n  một\n  # hai\n\n",
        "issuer: 'Sở:  A'\n",
        "issued: 2025-01-02 # chắc\n\n\n",
        "subjects: [a,\n  b]\n",
        "aliases:\n# lạ\n- \"x  y\"\n- z\n",
        "corrections:\n  - {at: uỷ  ban, note: n}\n",
        "draft: true\n# cuối\n",
        "# yaml-language-server: $schema=x\n",
        "sources:\n  - url: https://x.vn/Ð\n",
    ];
    prop::sample::subsequence(lines, 1..8).prop_shuffle().prop_map(|lines| {
        let titled = lines.iter().any(|line| line.starts_with("title"));
        let twice = lines.iter().filter(|line| line.starts_with("summary")).count() > 1;
        let lines: String = lines.into_iter().filter(|line| !twice || !line.starts_with("summary: >")).collect();
        if titled { lines } else { format!("{lines}title: T\n") }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_page_says_the_same_and_a_second_time_nothing_changes(
        front in front(),
        pieces in prop::collection::vec(piece(), 0..30),
        tone in any::<bool>(),
    ) {
        let text = format!("---\n{front}---\n{}", pieces.concat());
        let formatter = if tone { &*TONES } else { &*PLAIN };
        let path = "content/x.md".into();
        let now = formatter.format(&path, &text).expect("a page");
        prop_assert_eq!(formatter.format(&path, &now).expect("a page"), now.clone(), "again, of {:?}", text);
        let plain = |text: &str| if tone { congkhai::text::canonical_tones(text).text } else { text.to_owned() };
        let (was, is) = (reading(&text), reading(&now));
        prop_assert_eq!(plain(&was.0), plain(&is.0));
        prop_assert_eq!(was.1, is.1);
        prop_assert_eq!(was.2.iter().map(|row| plain(row)).collect::<Vec<_>>(), is.2.iter().map(|row| plain(row)).collect::<Vec<_>>());
        prop_assert!(now.ends_with('\n') && !now.contains('\r'));
        let keys: Vec<usize> = layout(&Source::new("x.md".into(), now.clone())).expect("a page").keys.iter()
            .filter_map(|(key, _)| key_order().position(|known| known == key)).collect();
        prop_assert!(keys.is_sorted(), "{}", now);
    }
}
