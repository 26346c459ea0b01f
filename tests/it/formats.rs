//! `congkhai check --format json|sarif|gitlab`: the same findings at the same places as the human output, for programs.

use std::fs;
use std::path::Path;
use std::process::Output;

use congkhai::diagnostic::Code;
use serde_json::Value;

use crate::common::{TestSite, lay, project};

/// Standard output of a check as JSON; nothing else may be printed.
fn document(output: &Output) -> Value {
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.stdout.last(), Some(&b'\n'));
    serde_json::from_slice(&output.stdout).expect("one JSON document")
}

fn check(site: &TestSite, format: &str) -> Value {
    document(&site.run("check", &["--format", format]))
}

fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value.pointer(pointer).and_then(Value::as_array).unwrap_or_else(|| panic!("{pointer} is a list"))
}

fn number(value: &Value, key: &str) -> usize {
    value[key].as_u64().unwrap_or_else(|| panic!("{key} of {value}")) as usize
}

/// (severity and code, file, line, column) as the human output has them.
type Seen = (String, Option<String>, Option<usize>, Option<usize>);

fn seen_by_people(stderr: &[u8]) -> Vec<Seen> {
    let text = String::from_utf8_lossy(stderr);
    let mut seen: Vec<Seen> = Vec::new();
    for line in text.lines() {
        if let Some((head, _)) =
            line.split_once("]: ").filter(|(head, _)| head.starts_with("lỗi[") || head.starts_with("cảnh báo["))
        {
            seen.push((head.replace("lỗi[", "error ").replace("cảnh báo[", "warning "), None, None, None));
        } else if let Some(place) = line.trim_start().strip_prefix("--> ") {
            let last = seen.last_mut().expect("a head line comes first");
            let mut parts = place.rsplitn(3, ':');
            let (column, row) = (parts.next().and_then(|n| n.parse().ok()), parts.next().and_then(|n| n.parse().ok()));
            let file = if column.is_some() { parts.next().unwrap_or(place) } else { place };
            (last.1, last.2, last.3) = (Some(file.to_owned()), row, column);
        }
    }
    seen
}

fn seen_by_scripts(document: &Value) -> Vec<Seen> {
    let count = |one: &Value, key: &str| one[key].as_u64().map(|n| n as usize);
    let entry = |one: &Value| {
        let head = format!("{} {}", one["severity"].as_str().expect("a word"), one["code"].as_str().expect("a code"));
        (head, one["file"].as_str().map(str::to_owned), count(one, "line"), count(one, "column"))
    };
    list(document, "/diagnostics").iter().map(entry).collect()
}

/// Line and column of a byte of a file, counted anew.
fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..byte];
    let line = before.rsplit('\n').next().expect("a last line");
    (before.matches('\n').count() + 1, line.trim_start_matches('\u{feff}').chars().count() + 1)
}

/// Bytes, lines and columns of an entry name one stretch of the file on disk.
fn assert_place(site: &TestSite, one: &Value) {
    let Some(start) = one["start_byte"].as_u64() else {
        assert!(one["line"].is_null() && one["end_column"].is_null() && one["excerpt"].is_null(), "{one}");
        return;
    };
    // A file that is not UTF-8 is shown with `\u{fffd}` for its stray bytes.
    let bytes = fs::read(site.path().join(one["file"].as_str().expect("a file"))).expect("readable");
    let text = String::from_utf8_lossy(&bytes);
    assert_eq!(position(&text, start as usize), (number(one, "line"), number(one, "column")), "{one}");
    assert_eq!(position(&text, number(one, "end_byte")), (number(one, "end_line"), number(one, "end_column")), "{one}");
    if let Some(excerpt) = one["excerpt"].as_str() {
        let line = text.lines().nth(number(one, "line") - 1).unwrap_or_default();
        assert_eq!(excerpt, line.trim_start_matches('\u{feff}'), "{one}");
    }
}

fn cases() -> Vec<(String, TestSite)> {
    let mut paths: Vec<_> = fs::read_dir(project().join("tests/broken")).expect("the cases").flatten().collect();
    paths.sort_by_key(fs::DirEntry::file_name);
    let lay_out = |entry: fs::DirEntry| {
        let site = TestSite::small();
        lay(&site, &fs::read_to_string(entry.path()).expect("the case"));
        (entry.file_name().to_string_lossy().into_owned(), site)
    };
    paths.into_iter().map(lay_out).collect()
}

#[test]
fn every_broken_site_is_told_alike_to_people_scripts_and_code_hosts() {
    let mut places = 0;
    for (name, site) in cases() {
        let people = site.run("check", &[]);
        assert!(people.stdout.is_empty(), "{name}: people read standard error");
        let output = site.run("check", &["--format", "json"]);
        assert_eq!(output.status.code(), people.status.code(), "{name}");
        let json = document(&output);
        let (people, scripts) = (seen_by_people(&people.stderr), seen_by_scripts(&json));
        assert_eq!(people, scripts, "{name}");
        let errors = scripts.iter().filter(|one| one.0.starts_with("error")).count();
        assert_eq!((number(&json, "errors"), number(&json, "warnings")), (errors, scripts.len() - errors), "{name}");
        let diagnostics = list(&json, "/diagnostics");
        for one in diagnostics {
            assert_place(&site, one);
        }
        places += diagnostics.iter().filter(|one| one["line"].is_u64()).count();

        let sarif = check(&site, "sarif");
        let results = list(&sarif, "/runs/0/results");
        assert_eq!(results.len(), diagnostics.len(), "{name}");
        results.iter().zip(diagnostics).for_each(|(result, one)| assert_same(result, one));
        assert_structure(&sarif);

        let gitlab = check(&site, "gitlab");
        let entries = list(&gitlab, "");
        assert_eq!(entries.len(), diagnostics.len(), "{name}");
        entries.iter().zip(diagnostics).for_each(|(entry, one)| assert_entry(entry, one));
        assert_unlike(entries);
    }
    assert!(places >= 50, "{places} places");
}

/// `--fix` leaves nothing that it could fix, makes nothing worse, and touches no file that it says nothing of.
#[test]
fn fixing_broken_sites_ends_and_touches_only_what_it_names() {
    let safe = |document: &Value| -> Vec<String> {
        let of = list(document, "/diagnostics").iter().filter(|one| one["fix"]["safe"] == true);
        of.map(|one| one["file"].as_str().expect("a file").to_owned()).collect()
    };
    let mut fixed = 0;
    for (name, site) in cases() {
        let before = document(&site.run("check", &["--format", "json"]));
        let files = crate::common::files(&site.path().join("content"));
        let output = site.run("check", &["--format", "json", "--fix"]);
        let after: Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
        let named = safe(&before);
        fixed += usize::from(!named.is_empty());
        let said = String::from_utf8_lossy(&output.stderr);
        for (path, bytes) in crate::common::files(&site.path().join("content")) {
            let path = format!("content/{path}");
            let changed = files.get(&path["content/".len()..]) != Some(&bytes);
            assert!(!changed || said.contains(&format!("{path}:")), "{name}: {path} in silence: {said}");
            assert!(changed || !named.contains(&path), "{name}: {path} is left: {said}");
        }
        assert_eq!(safe(&after), Vec::<String>::new(), "{name}: {after}");
        let codes =
            |document: &Value, code: &str| list(document, "/diagnostics").iter().filter(|one| one["code"] == code).count();
        for code in ["yaml-syntax", "duplicate-key", "no-front-matter", "not-utf8"] {
            assert!(codes(&after, code) <= codes(&before, code), "{name}: {code}: {after}");
        }
    }
    assert!(fixed >= 3, "{fixed} cases have something to fix");
}

/// A SARIF result says what the JSON entry says.
fn assert_same(result: &Value, one: &Value) {
    assert_eq!(result["ruleId"], one["code"]);
    assert_eq!(result["level"], one["severity"]);
    assert!(result["message"]["text"].as_str().expect("text").starts_with(one["message"].as_str().expect("text")), "{result}");
    let region = result.pointer("/locations/0/physicalLocation/region");
    let keys = [("startLine", "line"), ("startColumn", "column"), ("endLine", "end_line"), ("endColumn", "end_column")];
    for (theirs, ours) in keys {
        assert_eq!(region.map_or(&Value::Null, |region| &region[theirs]), &one[ours], "{theirs} of {result}");
    }
}

/// An entry for GitLab has what its Code Quality reads, and says what the JSON entry says.
fn assert_entry(entry: &Value, one: &Value) {
    let keys: Vec<&String> = entry.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["check_name", "description", "fingerprint", "location", "severity"]);
    assert_eq!(entry["check_name"], one["code"]);
    assert_eq!(entry["severity"], if one["severity"] == "error" { "blocker" } else { "minor" });
    let said = entry["description"].as_str().expect("text");
    assert!(said.starts_with(one["message"].as_str().expect("text")) && !said.contains('\n'), "{said}");
    let path = if one["file"].is_null() { &Value::from("content/site.yaml") } else { &one["file"] };
    assert_eq!(&entry["location"]["path"], path);
    let lines = &entry["location"]["lines"];
    let line = |key: &str| if one[key].is_null() { Value::from(1) } else { one[key].clone() };
    assert_eq!((&lines["begin"], &lines["end"]), (&line("line"), &line("end_line")));
}

/// Each finding has its own fingerprint.
fn assert_unlike(entries: &[Value]) {
    let prints = fingerprints(entries);
    let mut unlike = prints.clone();
    unlike.sort();
    unlike.dedup();
    assert_eq!(unlike.len(), prints.len());
    assert!(prints.iter().all(|print| print.len() == 32 && print.bytes().all(|b| b.is_ascii_hexdigit())));
}

fn fingerprints(entries: &[Value]) -> Vec<String> {
    entries.iter().map(|entry| entry["fingerprint"].as_str().expect("a fingerprint").to_owned()).collect()
}

#[test]
fn a_finding_is_known_again_when_its_line_has_moved_or_the_language_is_another() {
    let site = TestSite::small();
    let text = |before: &str| {
        format!("---\nkind: Luật\ntitle: Luật Thử\n---\n\n{before}[x](khong-co.md) và [x](khong-co.md)\n\n[x](khong-co.md)\n")
    };
    let prints = |lang: &str| {
        let report = document(&site.run("check", &["--format", "gitlab", "--lang", lang]));
        assert_unlike(list(&report, ""));
        fingerprints(list(&report, ""))
    };
    site.write("content/van-ban/x.md", text(""));
    let first = prints("vi");
    assert_eq!(first.len(), 3, "the same words three times are three findings");
    assert_eq!(prints("en"), first);
    site.write("content/van-ban/x.md", text("Một dòng nữa.\n\n"));
    assert_eq!(prints("vi"), first);
    site.write("content/van-ban/y.md", text("").replace("Luật Thử", "Luật Khác"));
    let more = prints("vi");
    assert_eq!(more.len(), 6, "in another file they are others");
    assert!(first.iter().all(|print| more.contains(print)));
}

/// What the SARIF 2.1.0 schema and its prose demand of the parts that are used.
fn assert_structure(log: &Value) {
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().is_some_and(|schema| schema.contains("sarif-2.1.0")));
    let [run] = list(log, "/runs") else { panic!("one run") };
    let keys: Vec<&String> = run.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["columnKind", "invocations", "results", "tool"]);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let driver = &run["tool"]["driver"];
    assert_eq!((driver["name"].as_str(), driver["version"].as_str()), (Some("congkhai"), Some(env!("CARGO_PKG_VERSION"))));
    let rules = list(run, "/tool/driver/rules");
    let ids: Vec<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(ids, Code::ALL.iter().map(|code| code.id()).collect::<Vec<_>>());
    for rule in rules {
        assert!(rule["shortDescription"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        assert!(["error", "warning"].map(Value::from).contains(&rule["defaultConfiguration"]["level"]));
    }
    for result in list(run, "/results") {
        assert_eq!(rules[number(result, "ruleIndex")]["id"], result["ruleId"]);
        assert!(["error", "warning"].map(Value::from).contains(&result["level"]));
        let Some(location) = result.pointer("/locations/0/physicalLocation") else { continue };
        assert_location(location);
        for fix in result["fixes"].as_array().into_iter().flatten() {
            assert!(fix["description"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{fix}");
            let [change] = list(fix, "/artifactChanges") else { panic!("one file: {fix}") };
            assert_eq!(change["artifactLocation"], location["artifactLocation"]);
            for replaced in list(change, "/replacements") {
                let keys: Vec<&String> = replaced.as_object().expect("an object").keys().collect();
                assert_eq!(keys, ["deletedRegion", "insertedContent"]);
                assert!(replaced["insertedContent"]["text"].is_string(), "{replaced}");
                let region =
                    serde_json::json!({"artifactLocation": location["artifactLocation"], "region": replaced["deletedRegion"]});
                assert_location(&region);
            }
            assert!(!list(change, "/replacements").is_empty());
        }
    }
}

fn assert_location(location: &Value) {
    let uri = location.pointer("/artifactLocation/uri").and_then(Value::as_str).expect("an address");
    assert!(uri.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/%".contains(&b)) && !uri.starts_with('/'), "{uri}");
    let Some(region) = location.get("region") else { return };
    let (start, end) = (number(region, "startLine"), number(region, "endLine"));
    assert!(start >= 1 && start <= end && number(region, "startColumn") >= 1);
    assert!(start < end || number(region, "startColumn") <= number(region, "endColumn"), "{region}");
}

#[test]
fn a_site_without_errors_is_told_too() {
    let site = TestSite::small();
    let json = check(&site, "json");
    assert_eq!((json["tool"].as_str(), json["version"].as_str()), (Some("congkhai"), Some(env!("CARGO_PKG_VERSION"))));
    assert!(list(&json, "/diagnostics").is_empty());
    let sarif = check(&site, "sarif");
    assert!(list(&sarif, "/runs/0/results").is_empty(), "an empty list says that nothing was found");
    assert!(list(&check(&site, "gitlab"), "").is_empty());
    assert_structure(&sarif);
    assert_eq!(sarif.pointer("/runs/0/invocations/0/exitCode"), Some(&Value::from(0)));
}

#[test]
fn a_folder_that_is_no_site_has_a_finding_without_a_region() {
    let site = TestSite::empty();
    let output = site.run("check", &["--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let json = document(&output);
    assert_eq!(json.pointer("/diagnostics/0/code"), Some(&Value::from("no-site")));
    assert!(json["diagnostics"][0]["line"].is_null());
    let sarif = check(&site, "sarif");
    assert_eq!(sarif.pointer("/runs/0/results/0/ruleId"), Some(&Value::from("no-site")));
    assert!(sarif.pointer("/runs/0/results/0/locations/0/physicalLocation/region").is_none());
    assert_structure(&sarif);
}

#[test]
fn the_language_is_the_one_asked_for() {
    let site = TestSite::small();
    site.write("content/van-ban/x.md", "---\nkind: Luật\ntitle: Luật Thử\nefective: 2025-01-01\n---\n");
    let said = |format: &str, lang: &str, pointer: &str| {
        let document = document(&site.run("check", &["--format", format, "--lang", lang]));
        document.pointer(pointer).and_then(Value::as_str).map_or_else(|| panic!("{pointer}"), str::to_owned)
    };
    assert_eq!(said("json", "vi", "/diagnostics/0/message"), "khóa lạ `efective`");
    assert_eq!(said("json", "en", "/diagnostics/0/message"), "unknown key `efective`");
    assert_eq!(said("json", "en", "/diagnostics/0/help"), "did you mean `effective`?");
    assert_eq!(said("sarif", "vi", "/runs/0/results/0/message/text"), "khóa lạ `efective`\ncách sửa: có phải `effective`?");
    assert_eq!(said("sarif", "en", "/runs/0/results/0/message/text"), "unknown key `efective`\nhelp: did you mean `effective`?");
    assert_eq!(said("sarif", "en", "/runs/0/tool/driver/language"), "en");
}

#[test]
fn odd_bytes_and_names_keep_their_places() {
    let site = TestSite::small();
    site.write(
        "content/văn bản: số 1.md",
        "\u{feff}---\r\ntitle: Trang\r\nefective: 1\r\n---\r\n\r\n\tKhoa\u{309}n 😀 một [x](khong-co.md) và Ðiều\r\n",
    );
    let json = check(&site, "json");
    assert!(list(&json, "/diagnostics").len() >= 2);
    for one in list(&json, "/diagnostics") {
        assert_place(&site, one);
    }
    assert_eq!(seen_by_people(&site.run("check", &[]).stderr), seen_by_scripts(&json));
    let sarif = check(&site, "sarif");
    assert_structure(&sarif);
    let uri = sarif.pointer("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri");
    assert_eq!(uri, Some(&Value::from("content/v%C4%83n%20b%E1%BA%A3n%3A%20s%E1%BB%91%201.md")));
}

#[test]
fn the_same_site_gives_the_same_bytes_wherever_it_lies() {
    let bytes = |folder: &Path, format: &str| {
        let mut command = crate::common::congkhai();
        command.args(["check", "--today", crate::common::TODAY, "--format", format, "--site"]).arg(folder);
        command.output().expect("the program runs").stdout
    };
    let site = TestSite::real();
    let elsewhere = TestSite::empty();
    crate::common::copy(&site.path().join("content"), &elsewhere.path().join("a/b/content"));
    for format in ["json", "sarif", "gitlab"] {
        assert_eq!(bytes(site.path(), format), bytes(&elsewhere.path().join("a/b"), format));
    }
}

#[test]
fn no_other_command_has_the_option() {
    let site = TestSite::small();
    for command in ["build", "watch", "serve"] {
        assert_eq!(site.run(command, &["--format", "json"]).status.code(), Some(2), "{command}");
    }
}
