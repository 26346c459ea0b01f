//! `congkhai pack`: one ZIP that others can read and check, the same from the same inputs, whole whatever happens.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::common::{TODAY, TestSite, congkhai, files, project};

fn pack(site: &TestSite, out: &Path, more: &[&str]) -> Output {
    site.run("pack", &[&["--out", out.to_str().expect("UTF-8")], more].concat())
}

fn packed(site: &TestSite, out: &Path, more: &[&str]) -> Vec<u8> {
    let output = pack(site, out, more);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read(out).expect("a ZIP")
}

/// Unpacks with a reader that is not ours, which checks every CRC; prints name, time, mode and method of each entry.
fn unpack(zip: &Path, into: &Path) -> Vec<String> {
    let read = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nz.extractall(sys.argv[2])\nfor i in z.infolist(): print(i.filename, '-'.join(map(str, i.date_time)), oct(i.external_attr >> 16), i.compress_type, sep='\\t')";
    let output = Command::new("python3").args(["-X", "utf8", "-c", read]).arg(zip).arg(into).output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}

fn real() -> (TestSite, PathBuf) {
    let site = TestSite::real();
    site.write("content/assets/Mẫu số 1.txt", "Mẫu");
    let zip = site.path().join("a.zip");
    (site, zip)
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let (site, zip) = real();
    let first = packed(&site, &zip, &["--jobs", "1"]);
    // Another folder, other file times, another time zone and language, a site published beside it before.
    let other = TestSite::real();
    other.write("content/assets/Mẫu số 1.txt", "Mẫu");
    other.build();
    let out = other.path().join("xa/b c.zip");
    let run = congkhai()
        .args(["pack", "--jobs", "8", "--today", TODAY, "--site"])
        .arg(other.path())
        .arg("--out")
        .arg(&out)
        .env("TZ", "America/Los_Angeles")
        .env("LC_ALL", "C")
        .output()
        .expect("it runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(fs::read(&out).expect("a ZIP") == first);
    assert!(packed(&site, &zip, &[]) == first, "a second time over the first");
}

#[test]
fn others_read_and_check_it() {
    let (site, zip) = real();
    packed(&site, &zip, &["--base-url", "https://example.gov.vn/a"]);
    let into = site.path().join("ra");
    let entries = unpack(&zip, &into);
    let names: Vec<&str> = entries.iter().map(|entry| entry.split('\t').next().expect("a name")).collect();
    let (last, rest) = names.split_last().expect("entries");
    assert_eq!(*last, "cong-khai/MANIFEST.sha256");
    assert!(rest.is_sorted() && rest.iter().all(|name| name.starts_with("cong-khai/")), "in order, in one folder");
    for entry in &entries {
        assert!(entry.ends_with("\t1980-1-1-0-0-0\t0o100644\t8"), "{entry}");
    }
    let folder = into.join("cong-khai");
    // The site is the one that `build` makes, without the compressed files.
    assert!(site.run("build", &["--plain", "--base-url", "https://example.gov.vn/a"]).status.success());
    assert_eq!(files(&folder.join("trang")), site.snapshot());
    let check = || Command::new("sha256sum").args(["-c", "MANIFEST.sha256"]).current_dir(&folder).output().expect("it runs");
    let checked = check();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    assert_eq!(String::from_utf8_lossy(&checked.stdout).lines().count(), names.len() - 1, "every other file is listed");
    fs::write(folder.join("trang/index.html"), "khác").expect("written");
    assert!(!check().status.success());
}

#[test]
fn the_guide_is_a_page_that_keeps_the_policy_and_leads_into_the_site() {
    let (site, zip) = real();
    packed(&site, &zip, &["--ext", "aspx", "--base-url", "https://example.gov.vn/a"]);
    let into = site.path().join("ra");
    unpack(&zip, &into);
    let folder = into.join("cong-khai");
    let guide = fs::read_to_string(folder.join("HUONG-DAN.html")).expect("a guide");
    assert_eq!(guide.matches("<h1").count(), 1);
    for forbidden in ["<script", "<style", " style=", " onclick"] {
        assert!(!guide.contains(forbidden), "{forbidden}");
    }
    assert!(guide.contains("<html lang=\"vi\">") && guide.contains("default-src 'none'"));
    // Samples are text, which others paste.
    let links: String = guide.split("<pre>").map(|part| part.split_once("</pre>").map_or(part, |(_, rest)| rest)).collect();
    assert!(links.contains(" href=\"trang/index.aspx\""));
    for href in links.split(" href=\"").skip(1).map(|rest| &rest[..rest.find('"').expect("closed")]) {
        assert!(folder.join(href).is_file(), "{href}");
    }
    for needed in
        ["sha256sum -c", "Get-FileHash", ">.aspx<", "text/html; charset=utf-8", "mimeMap", "frame-ancestors", "data-congkhai"]
    {
        assert!(guide.contains(needed), "{needed}");
    }
    // What it tells servers to send is what the sample for nginx does.
    let sample = fs::read_to_string(project().join("theme/server-headers.txt")).expect("the sample");
    for header in sample.lines().filter(|line| line.starts_with("add_header ")) {
        let plain = |text: &str| text.replace("&#39;", "'").replace('"', "");
        assert!(plain(&guide).contains(&plain(header)), "{header}");
    }
}

#[test]
fn what_cannot_be_written_leaves_the_old_zip_and_is_told() {
    let site = TestSite::small();
    let zip = site.path().join("a.zip");
    let old = packed(&site, &zip, &[]);
    let told = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    // A mistake in the content.
    site.write("content/hong.md", "---\ntitle: Hỏng\n---\n\n[x](khong-co.md)\n");
    let failed = pack(&site, &zip, &[]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(told(&failed).contains("broken-link"), "{}", told(&failed));
    assert!(fs::read(&zip).expect("the old one") == old);
    fs::remove_file(site.path().join("content/hong.md")).expect("removed");
    // A file that is no ZIP, a folder, and a place that is no folder.
    site.write("thu.zip", "thư của tôi");
    fs::create_dir(site.path().join("thu-muc.zip")).expect("made");
    for (out, words) in
        [("thu.zip", "không phải tệp ZIP"), ("thu-muc.zip", "không phải tệp ZIP"), ("thu.zip/b.zip", "không ghi được")]
    {
        let failed = pack(&site, &site.path().join(out), &[]);
        assert_eq!(failed.status.code(), Some(1), "{out}");
        assert!(told(&failed).contains(words), "{out}: {}", told(&failed));
    }
    assert_eq!(fs::read_to_string(site.path().join("thu.zip")).expect("it is there"), "thư của tôi");
    for out in ["a.txt", "content/a.zip"] {
        assert_eq!(pack(&site, &site.path().join(out), &[]).status.code(), Some(2), "{out}");
    }
    // A full disk: files end at 4 KiB, and the error is told instead of a signal.
    let shell = "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\"";
    let full = Command::new("bash")
        .args(["-c", shell, env!("CARGO_BIN_EXE_congkhai"), "pack", "--today", TODAY, "--site"])
        .arg(site.path())
        .arg("--out")
        .arg(&zip)
        .output()
        .expect("it runs");
    assert_eq!(full.status.code(), Some(1), "{}", told(&full));
    assert!(told(&full).contains("không ghi được"), "{}", told(&full));
    assert!(fs::read(&zip).expect("the old one") == old);
    assert!(!site.path().join(".a.zip.work").exists());
}

#[test]
fn a_killed_pack_leaves_the_old_zip_or_the_new_one() {
    const KILLS: u32 = 24;
    let sites = [TestSite::small(), TestSite::small()];
    sites[1].write("content/them.md", "---\ntitle: Thêm\n---\n\nThêm.\n");
    let target = TestSite::empty();
    let out = target.path().join("a.zip");
    let start = Instant::now();
    let one = packed(&sites[0], &out, &[]);
    let length = start.elapsed();
    let two = packed(&sites[1], &out, &[]);
    assert!(one != two);
    let mut killed = 0;
    for round in 0..KILLS {
        let mut child = congkhai()
            .args(["pack", "--today", TODAY, "--site"])
            .arg(sites[round as usize % 2].path())
            .arg("--out")
            .arg(&out)
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        std::thread::sleep(length * round / KILLS + Duration::from_millis(1));
        killed += usize::from(child.try_wait().expect("a child").is_none());
        child.kill().expect("killed");
        child.wait().expect("gone");
        let now = fs::read(&out).expect("there is always a ZIP");
        assert!(now == one || now == two, "round {round}");
    }
    assert!(killed > 0, "some were killed before their end");
    assert!(packed(&sites[0], &out, &[]) == one);
    let left: Vec<_> = fs::read_dir(target.path()).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    assert_eq!(left.len(), 2, "only the ZIP and the lock remain: {left:?}");
}
