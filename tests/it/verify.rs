//! `congkhai verify`: whatever is done to a published site is found, nothing is found in one to which nothing was done, and
//! others find the same with `sha256sum` and `minisign`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use congkhai::publish::{Encoding, Manifest};
use congkhai::verify::{self, Finding, Folder, Vouched};

use crate::common::{TestSite, congkhai, files};

const MUTATIONS: usize = 1000;

/// The real site, signed; its public key.
fn signed() -> (TestSite, String) {
    let site = TestSite::real();
    let key = keys(&site.path().join("khoa"), None);
    assert!(build(&site, &["--sign", "khoa.key"], None).status.success());
    (site, key)
}

fn keys(name: &Path, password: Option<&str>) -> String {
    let made = congkhai().arg("key").arg(name).env("CONGKHAI_KEY_PASSWORD", password.unwrap_or("")).output().expect("it runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    String::from_utf8(made.stdout).expect("UTF-8").trim().to_owned()
}

fn build(site: &TestSite, more: &[&str], password: Option<&str>) -> Output {
    let mut command = congkhai();
    command.current_dir(site.path()).args(["build", "--today", crate::common::TODAY]).args(more);
    command.env("CONGKHAI_KEY_PASSWORD", password.unwrap_or("")).output().expect("it runs")
}

fn findings(out: &Path, key: Option<&str>) -> Vec<Finding> {
    verify::verify(&Folder(out.to_owned()), key).findings
}

/// Numbers by chance, the same each time (an LCG with the constants of Numerical Recipes).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }
}

/// The files that were changed, each as it was.
type Undo = Vec<(PathBuf, Option<Vec<u8>>)>;

/// Does something to a site: what must be found, and how to undo it.
fn mutate(out: &Path, all: &BTreeMap<String, Vec<u8>>, chance: &mut Chance) -> (String, Undo) {
    let names: Vec<&String> = all.keys().collect();
    let name = names[chance.below(names.len())];
    let (file, bytes) = (out.join(name), &all[name]);
    let old = Some(bytes.clone());
    match chance.below(5) {
        0 if !bytes.is_empty() => {
            let mut other = bytes.clone();
            let at = chance.below(other.len());
            other[at] ^= 1 << chance.below(8);
            put(&file, &other);
        }
        1 if !bytes.is_empty() => put(&file, &bytes[..chance.below(bytes.len())]),
        2 => {
            let other = names[chance.below(names.len())];
            if all[other] != *bytes {
                put(&file, &all[other]);
                put(&out.join(other), bytes);
                return (name.clone(), vec![(file, old), (out.join(other), Some(all[other].clone()))]);
            }
            fs::remove_file(&file).expect("removed");
        }
        3 => {
            let new = file.with_file_name(format!("them-{}.html", chance.below(1_000_000)));
            put(&new, bytes);
            let path = new.strip_prefix(out).expect("inside").to_str().expect("UTF-8").to_owned();
            return (path, vec![(new, None)]);
        }
        _ => fs::remove_file(&file).expect("removed"),
    }
    (name.clone(), vec![(file, old)])
}

/// Another file in its place: published ones share their bytes with the generation before.
fn put(file: &Path, bytes: &[u8]) {
    fs::remove_file(file).ok();
    fs::write(file, bytes).expect("written");
}

fn every_mutation_is_found(out: &Path, key: Option<&str>) {
    let all = files(out);
    assert_eq!(findings(out, key), []);
    let mut chance = Chance(7);
    for round in 0..MUTATIONS {
        let (path, undo) = mutate(out, &all, &mut chance);
        let found = findings(out, key);
        let whole = [Finding::NoManifest, Finding::Manifest, Finding::Signature];
        let named = |path: &str| [Finding::Missing(path.into()), Finding::Changed(path.into()), Finding::Added(path.into())];
        let is_list = [Manifest::FILE, Manifest::SIGNATURE].contains(&path.as_str());
        let told = found
            .iter()
            .any(|one| if is_list { whole.contains(one) } else { whole[..1].contains(one) || named(&path).contains(one) });
        assert!(told, "{round}: {path}: {found:?}");
        for (file, bytes) in undo {
            match bytes {
                Some(bytes) => put(&file, &bytes),
                None => fs::remove_file(&file).expect("removed"),
            }
        }
    }
    assert_eq!(findings(out, key), []);
}

/// The root is over paths and SHA-256: the other hash and the size are held by comparison with the files.
#[test]
fn what_the_root_is_not_over_is_held_too() {
    let site = TestSite::small();
    site.build();
    let list = site.public().join(Manifest::FILE);
    let text = fs::read_to_string(&list).expect("the list");
    let blake3 = text.split("\"blake3\": \"").nth(1).and_then(|rest| rest.split('"').next()).expect("a hash");
    let other: String = blake3.chars().map(|c| if c == '0' { '1' } else { '0' }).collect();
    put(&list, text.replacen(blake3, &other, 1).as_bytes());
    assert_eq!(findings(&site.public(), None), [Finding::Manifest]);
    put(&list, text.replacen("\"bytes\": ", "\"bytes\": 9", 1).as_bytes());
    assert_eq!(findings(&site.public(), None), [Finding::Manifest]);
    put(&list, text.as_bytes());
    assert_eq!(findings(&site.public(), None), []);
}

#[test]
fn every_mutation_of_a_signed_site_is_found() {
    let (site, key) = signed();
    every_mutation_is_found(&site.public(), Some(&key));
}

#[test]
fn every_mutation_of_an_unsigned_site_is_found() {
    let site = TestSite::real();
    assert!(build(&site, &[], None).status.success());
    every_mutation_is_found(&site.public(), None);
}

/// Forms compressed ahead stand in no list; each is what it stands beside, or it is told.
#[test]
fn every_mutation_of_a_site_with_compressed_forms_is_found() {
    let site = TestSite::real();
    let out = site.path().join("ra");
    let published = site.run("publish", &[&out.display().to_string()]);
    assert!(published.status.success(), "{}", String::from_utf8_lossy(&published.stderr));
    assert_eq!(findings(&out, None), []);
    let all = files(&out);
    let forms: Vec<&String> = all.keys().filter(|path| Encoding::of_path(path).is_some()).collect();
    assert!(forms.len() > 200, "{}", forms.len());
    let mut chance = Chance(11);
    let mut harmless = 0;
    for round in 0..MUTATIONS / 2 {
        let path = forms[chance.below(forms.len())];
        let mut bytes = all[path].clone();
        match chance.below(4) {
            0 => bytes.truncate(chance.below(bytes.len())),
            1 => bytes.push(0),
            2 => bytes.clone_from(&all[forms[chance.below(forms.len())]]),
            _ => {
                let at = chance.below(bytes.len());
                bytes[at] ^= 1 << chance.below(8);
            }
        }
        put(&out.join(path), &bytes);
        if bytes != all[path] && findings(&out, None) != [Finding::Changed(path.clone())] {
            // Bits that fill up the last byte say nothing: what a reader has of it is the same, which other programs say.
            assert_eq!(read_by_others(&out.join(path)).as_ref(), all.get(&path[..path.len() - 3]), "{round}: {path}");
            harmless += 1;
        }
        put(&out.join(path), &all[path]);
    }
    assert!(harmless < 20, "{harmless}");
    put(&out.join("la.html.br"), b"x");
    assert_eq!(findings(&out, None), [Finding::Added("la.html.br".to_owned())], "beside nothing");
}

/// What a compressed file holds, by the programs of its makers.
fn read_by_others(file: &Path) -> Option<Vec<u8>> {
    let is_brotli = file.extension().is_some_and(|ending| ending == "br");
    let program = if is_brotli { "brotli" } else { "gzip" };
    let output = Command::new(program).args(["-d", "-c"]).arg(file).output().expect("it runs");
    output.status.success().then_some(output.stdout)
}

#[test]
fn a_site_that_another_wrote_anew_is_not_the_agencys() {
    let (site, key) = signed();
    let other = keys(&site.path().join("khac"), None);
    site.write(
        "content/van-ban/them.md",
        "---\nkind: Quyết định\nnumber: 9/QĐ-UBND\ntitle: Thêm\nissued: 2025-01-02\n---\n\nLời.\n",
    );
    assert!(build(&site, &["--sign", "khac.key"], None).status.success());
    assert_eq!(findings(&site.public(), None), []);
    assert_eq!(findings(&site.public(), Some(&other)), []);
    assert_eq!(findings(&site.public(), Some(&key)), [Finding::Signature]);
    assert!(build(&site, &[], None).status.success());
    assert!(!site.public().join(Manifest::SIGNATURE).exists(), "the signature of another list went with it");
    assert_eq!(findings(&site.public(), Some(&key)), [Finding::Signature], "a site without a signature is not signed");
}

#[test]
fn a_build_with_nothing_to_do_signs_what_is_there() {
    let site = TestSite::small();
    let key = keys(&site.path().join("khoa"), Some("mật khẩu"));
    assert!(build(&site, &[], None).status.success());
    assert!(build(&site, &["--sign", "khoa.key"], Some("mật khẩu")).status.success());
    let verdict = verify::verify(&Folder(site.public()), Some(&key));
    assert_eq!((verdict.findings, verdict.vouched), (vec![], Vouched::Key(key)));
}

#[test]
fn a_key_that_is_of_no_use_publishes_nothing() {
    let site = TestSite::small();
    keys(&site.path().join("khoa"), Some("đúng"));
    for (key, password) in [("khoa.key", Some("sai")), ("khoa.key", None), ("khoa.pub", None), ("khong-co.key", None)] {
        let output = build(&site, &["--sign", key], password);
        assert_eq!(output.status.code(), Some(1), "{key}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(key), "{key}");
        assert!(!site.public().exists());
    }
    let again = congkhai().arg("key").arg(site.path().join("khoa")).output().expect("it runs");
    assert_eq!(again.status.code(), Some(1), "no key is overwritten");
}

#[test]
fn others_find_the_same() {
    let (site, key) = signed();
    let out = site.public();
    // The command that the page shows.
    let page = fs::read_to_string(out.join("kiem-tra.html")).expect("a page");
    let command = page
        .split("<code>")
        .find_map(|rest| rest.split_once("</code>").map(|(command, _)| command).filter(|one| one.starts_with("sed")))
        .expect("a command");
    let command =
        command.replace("&quot;", "\"").replace("&#x27;", "'").replace("&#39;", "'").replace("&#x2f;", "/").replace("&amp;", "&");
    let sums = || Command::new("sh").args(["-c", &command]).current_dir(&out).output().expect("sh runs");
    let right = sums();
    assert!(right.status.success() && right.stdout.is_empty(), "{command}: {right:?}");
    let minisign =
        || Command::new("minisign").args(["-Vm", Manifest::FILE, "-P", &key]).current_dir(&out).output().expect("minisign runs");
    assert!(minisign().status.success());
    put(&out.join("index.html"), b"x");
    assert!(String::from_utf8_lossy(&sums().stdout).contains("index.html"));
    let list = fs::read_to_string(out.join(Manifest::FILE)).expect("a list");
    put(&out.join(Manifest::FILE), list.replacen("2026", "2027", 1).as_bytes());
    assert!(!minisign().status.success());
}

#[test]
fn a_zip_is_checked_with_what_lies_beside_the_site() {
    let (site, key) = signed();
    let run = |command: &str, more: &[&str]| {
        congkhai().current_dir(site.path()).arg(command).args(more).env("CONGKHAI_KEY_PASSWORD", "").output().expect("it runs")
    };
    let packed = run("pack", &["--today", crate::common::TODAY, "--sign", "khoa.key"]);
    assert!(packed.status.success(), "{}", String::from_utf8_lossy(&packed.stderr));
    let whole = run("verify", &["cong-khai.zip", "--key", "khoa.pub"]);
    assert!(whole.status.success(), "{}", String::from_utf8_lossy(&whole.stderr));
    // Written anew by a program that is not ours.
    let script = "import sys, zipfile\nold, new, what = sys.argv[1:]\nz = zipfile.ZipFile(old); o = zipfile.ZipFile(new, 'w')\nfor i in z.infolist():\n    b = z.read(i)\n    if what == i.filename: b += b'x'\n    if what != '-' + i.filename: o.writestr(i.filename, b)\nif what.startswith('+'): o.writestr(what[1:], b'x')\no.close()";
    for (what, told) in [
        ("cong-khai/trang/index.html", "đã thay đổi: index.html"),
        ("-cong-khai/trang/index.html", "thiếu: index.html"),
        ("+cong-khai/trang/la.html", "thừa, không có khi đăng: la.html"),
        ("cong-khai/HUONG-DAN.html", "đã thay đổi: cong-khai/HUONG-DAN.html"),
        ("+cong-khai/la.html", "thừa, không có khi đăng: cong-khai/la.html"),
        ("+la.html", "thừa, không có khi đăng: la.html"),
        ("cong-khai/trang/build.json", "build.json"),
    ] {
        let made =
            Command::new("python3").args(["-c", script, "cong-khai.zip", "khac.zip", what]).current_dir(site.path()).status();
        assert!(made.expect("python3 runs").success());
        let output = run("verify", &["khac.zip", "--key", &key]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{what}: {said}");
        assert!(said.contains(told), "{what}: {said}");
    }
    let cut = fs::read(site.path().join("cong-khai.zip")).expect("a ZIP");
    for length in [0, 1, cut.len() / 2, cut.len() - 1] {
        fs::write(site.path().join("khac.zip"), &cut[..length]).expect("written");
        assert_eq!(run("verify", &["khac.zip"]).status.code(), Some(1), "cut at {length}");
    }
}

#[test]
fn what_the_server_has_beside_the_site_is_told_and_not_held_against_it() {
    let site = TestSite::small();
    assert!(build(&site, &[], None).status.success());
    fs::write(site.public().join(".htaccess"), "x").expect("written");
    let output = congkhai().arg("verify").arg(site.public()).output().expect("it runs");
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains(".htaccess"));
    for (target, said) in [("khong-co", "khong-co"), ("content/site.yaml", "site.yaml"), ("content", "build.json")] {
        let output = congkhai().arg("verify").arg(site.path().join(target)).output().expect("it runs");
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stderr).contains(said), "{target}");
    }
}
