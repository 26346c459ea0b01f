//! `congkhai cite`: the gold format, standard input, and what a site knows of the works.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use crate::common::{TestSite, congkhai};

fn lines(stdout: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(stdout).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

/// The citations of a text that comes by standard input.
fn cite(text: &str, arguments: &[&str]) -> Vec<Value> {
    let mut child = congkhai()
        .args(["cite", "-"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    child.stdin.take().expect("an input").write_all(text.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success());
    lines(&output.stdout)
}

fn site() -> TestSite {
    let site = TestSite::small();
    for (name, front) in [
        ("luat-dat-2003", "kind: Luật\nnumber: 13/2003/QH11\ntitle: Luật Đất đai\nissued: 2003-11-26"),
        ("luat-dat-2013", "kind: Luật\nnumber: 45/2013/QH13\ntitle: Luật Đất đai\nissued: 2013-11-29"),
        ("nd-1", "kind: Nghị định\nnumber: 1/2020/NĐ-CP\ntitle: Chỉ có bố cục\nissued: 2020-01-02\ntext: outline"),
        ("ct-1", "kind: Chỉ thị\nnumber: 5-CT/TU\ntitle: Một\nissuer: Thành ủy Hải Phòng\nissued: 2022-11-21"),
        ("ct-2", "kind: Chỉ thị\nnumber: 5-CT/TU\ntitle: Hai\nissuer: Thành ủy Hà Nội\nissued: 2022-11-21"),
    ] {
        site.write(&format!("content/{name}.md"), format!("---\n{front}\n---\n\nĐiều 1. Một\n\n1. Khoản một:\n\na) Điểm a.\n"));
    }
    site.write("content/works.yaml", "- {kind: Nghị định, number: 9/2015/NĐ-CP, issued: 2015-01-01}\n");
    site
}

#[test]
fn offsets_count_code_points_of_the_normal_form() {
    // Decomposed letters before the citation: an offset counts them as one.
    let found = cite("Ca\u{302}\u{301}m: theo Nghi\u{323} đi\u{323}nh số 59/2023/NĐ-CP.", &[]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0]["start"].as_u64(), found[0]["end"].as_u64()), (Some(10), Some(36)));
    assert_eq!(found[0]["text"], "Nghị định số 59/2023/NĐ-CP");
    assert_eq!(found[0]["work"], "59/2023/NĐ-CP");
    assert_eq!((&found[0]["kind"], &found[0]["certainty"]), (&Value::from("number"), &Value::from("unknown")));
}

/// (text, date of issue of the text, certainty, target, anchors)
type Case = (&'static str, Option<&'static str>, &'static str, Option<&'static str>, &'static [Option<&'static str>]);

const CASES: &[Case] = &[
    (
        "điểm a khoản 1 Điều 1 Luật Đất đai",
        Some("2020-01-01"),
        "inferred",
        Some("luat-dat-2013"),
        &[Some("dieu-1-khoan-1-diem-a")],
    ),
    ("Luật Đất đai năm 2003", None, "exact", Some("luat-dat-2003"), &[]),
    // Two laws of this name, and nothing says when the text was written.
    ("Luật Đất đai", None, "ambiguous", None, &[]),
    ("Luật Đất đai", Some("2005-01-01"), "exact", Some("luat-dat-2003"), &[]),
    // No law can be cited before it exists.
    ("Luật Đất đai", Some("1999-01-01"), "unknown", None, &[]),
    ("khoản 9 Điều 1 Luật Đất đai năm 2013", None, "exact", Some("luat-dat-2013"), &[Some("dieu-1")]),
    ("Điều 7 Luật Đất đai năm 2013", None, "exact", Some("luat-dat-2013"), &[None]),
    ("Nghị định số 9/2015/NĐ-CP", None, "external", Some("nghi-dinh-9-2015-nd-cp"), &[]),
    ("Nghị định số 8/2015/NĐ-CP", None, "unknown", None, &[]),
    ("Chỉ thị số 5-CT/TU ngày 21/11/2022", None, "ambiguous", None, &[]),
    ("Chỉ thị số 5-CT/TU ngày 21/11/2022 của Thành ủy Hà Nội", None, "exact", Some("ct-2"), &[]),
    ("Nghị định số 1/2020/NĐ-CP ngày 03/01/2020", None, "inferred", Some("nd-1"), &[]),
];

#[test]
fn a_site_gives_certainty_target_and_anchors() {
    let site = site();
    for (text, issued, certainty, target, anchors) in CASES {
        let mut arguments = vec!["--site", site.path().to_str().expect("UTF-8")];
        arguments.extend(issued.iter().flat_map(|date| ["--issued", *date]));
        let found = cite(&format!("Theo {text}.\n"), &arguments);
        assert_eq!(found.len(), 1, "{text}");
        let line = &found[0];
        assert_eq!((line["certainty"].as_str(), line["target"].as_str()), (Some(*certainty), *target), "{text} {issued:?}");
        let given: Vec<Option<&str>> = line["anchors"].as_array().into_iter().flatten().map(Value::as_str).collect();
        assert_eq!(given, *anchors, "{text}");
        assert_eq!(line["candidates"].as_array().map_or(0, Vec::len), if *certainty == "ambiguous" { 2 } else { 0 }, "{text}");
    }
}

/// An interval answers yes, no or not known: never by today's date.
#[test]
fn an_interval_of_the_citing_document_leaves_the_answer_open() {
    let site = site();
    for (between, certainty) in [
        ("[2013-11-01, 2013-12-31]", "ambiguous"),
        ("[2012-01-01, 2013-11-28]", "exact"),
        ("[2013-12-01, 2014-12-31]", "inferred"),
    ] {
        let file = site.path().join("x.md");
        fs::write(&file, format!("---\nkind: Thông báo\ntitle: Thử\nissued_between: {between}\n---\n\nTheo Luật Đất đai.\n"))
            .expect("written");
        let output = congkhai().arg("cite").arg(&file).arg("--site").arg(site.path()).output().expect("the program runs");
        let found = lines(&output.stdout);
        assert_eq!(found[0]["certainty"], certainty, "{between}");
    }
}

#[test]
fn several_files_go_into_a_folder_and_a_broken_one_is_told() {
    let site = site();
    let (a, b, out) = (site.path().join("a.txt"), site.path().join("b.txt"), site.path().join("out"));
    fs::write(&a, "Theo Nghị định số 1/2020/NĐ-CP.\n").expect("written");
    fs::write(&b, [0xff, 0xfe, 0x00]).expect("written");
    let output = congkhai().arg("cite").args([&a, &b]).arg("--out").arg(&out).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("b.txt"));
    assert_eq!(lines(&fs::read(out.join("a.jsonl")).expect("written")).len(), 1);
    assert!(!out.join("b.jsonl").exists());
}

#[test]
fn people_read_a_line_of_words() {
    let site = site();
    let file = site.path().join("a.txt");
    fs::write(&file, "Theo khoản 1 Điều 1 Luật Đất đai năm 2013.\n").expect("written");
    let output =
        congkhai().args(["cite", "--format", "human", "--site"]).arg(site.path()).arg(&file).output().expect("the program runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("→ luat-dat-2013#dieu-1-khoan-1 (exact)"), "{text}");
}

/// Nothing is written over silently: two texts of one name cannot share a folder.
#[test]
fn texts_of_one_name_are_refused() {
    let site = site();
    for name in ["a.txt", "a.md"] {
        fs::write(site.path().join(name), "Theo Luật Đất đai.\n").expect("written");
    }
    let out = site.path().join("out");
    let mut command = congkhai();
    command.arg("cite").args([site.path().join("a.txt"), site.path().join("a.md")]).arg("--out").arg(&out);
    assert_eq!(command.output().expect("the program runs").status.code(), Some(2));
    assert!(!out.exists());
}
