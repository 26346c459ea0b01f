//! Files compressed ahead: what lies beside a published file, who is told not to have it, and what is kept between runs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use congkhai::publish::Manifest;

use crate::common::{TestSite, files};

fn publish(site: &TestSite, more: &[&str]) -> (PathBuf, Output) {
    let out = site.path().join("ra");
    let target = out.display().to_string();
    let output = site.run("publish", &[&[target.as_str()], more].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (out, output)
}

/// Whether a file is a form, by what its name ends in.
fn is_form(path: &str) -> bool {
    ["br", "gz"].contains(&congkhai::media::ending(path).as_str())
}

fn forms(out: &Path) -> BTreeMap<String, Vec<u8>> {
    files(out).into_iter().filter(|(path, _)| is_form(path)).collect()
}

#[test]
fn text_of_a_kilobyte_has_both_forms_and_the_site_is_the_same_without_them() {
    let site = TestSite::small();
    site.write("content/assets/hinh.png", vec![7; 5_000]);
    let (out, _) = publish(&site, &[]);
    let with = files(&out);
    for (path, bytes) in &with {
        let ending = Path::new(path).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let expected = bytes.len() >= 1_024 && !["br", "gz", "png"].contains(&ending) && path != "build.json";
        for suffix in ["br", "gz"] {
            assert_eq!(with.contains_key(&format!("{path}.{suffix}")), expected, "{path}.{suffix} of {} bytes", bytes.len());
        }
    }
    let (_, _) = publish(&site, &["--plain"]);
    let plain = files(&out);
    assert!(forms(&out).is_empty());
    let both: BTreeMap<String, Vec<u8>> = with.into_iter().filter(|(path, _)| !is_form(path)).collect();
    assert_eq!(plain, both, "the list of files too");
    // As a build of the same inputs.
    assert!(site.run("build", &["--plain"]).status.success());
    assert_eq!(site.snapshot(), plain);
}

#[test]
fn a_site_goes_without_where_it_says_so() {
    let site = TestSite::small();
    site.write("content/site.yaml", "title: T\nagency: C\nwithout: [compressed]\n");
    let (out, _) = publish(&site, &[]);
    assert!(forms(&out).is_empty());
    site.build();
    assert!(forms(&site.public()).is_empty(), "in a build either");
}

#[test]
fn forms_are_kept_and_the_best_are_smaller() {
    let site = TestSite::small();
    let (out, _) = publish(&site, &[]);
    let first = forms(&out);
    let kept = site.path().join(".public.publish.nen");
    let count = |folder: &Path| fs::read_dir(folder).map_or(0, Iterator::count);
    assert!(count(&kept) > 10);
    // One that was damaged is made anew.
    let damaged = fs::read_dir(&kept).expect("kept").next().expect("one").expect("an entry").path();
    fs::write(&damaged, b"x").expect("written");
    fs::remove_dir_all(&out).expect("removed");
    publish(&site, &[]);
    assert_eq!(forms(&out), first, "the same to the byte");
    publish(&site, &["--brotli", "11"]);
    let best = forms(&out);
    let bytes = |forms: &BTreeMap<String, Vec<u8>>| {
        forms.iter().filter(|(path, _)| congkhai::media::ending(path) == "br").map(|(_, one)| one.len()).sum::<usize>()
    };
    assert!(bytes(&best) < bytes(&first), "{} and {}", bytes(&best), bytes(&first));
}

#[test]
fn a_dry_run_says_what_would_be_done_and_does_nothing() {
    let site = TestSite::small();
    let out = site.path().join("ra");
    let target = out.display().to_string();
    let planned = site.run("publish", &[&target, "--dry-run"]);
    assert!(planned.status.success() && !out.exists());
    assert!(String::from_utf8_lossy(&planned.stdout).contains("gửi index.html\n"));
    publish(&site, &[]);
    let before = files(&out);
    fs::remove_file(site.path().join("content/van-ban/qd-1.md")).expect("removed");
    let planned = site.run("publish", &[&target, "--dry-run", "--lang", "en"]);
    let plan = String::from_utf8_lossy(&planned.stdout).into_owned();
    assert!(plan.contains("remove van-ban/qd-1.html\n") && !plan.contains("send theme/"), "{plan}");
    assert_eq!(files(&out), before);
}

#[test]
fn what_is_published_is_signed_and_what_is_not_ours_is_left_alone() {
    let site = TestSite::small();
    let key = crate::common::congkhai().arg("key").arg(site.path().join("khoa")).env_remove("CONGKHAI_KEY_PASSWORD").output();
    assert!(key.expect("it runs").status.success());
    let key = site.path().join("khoa.key").display().to_string();
    let (out, _) = publish(&site, &["--sign", &key]);
    assert!(Manifest::read(&out).is_some_and(|manifest| manifest.key.is_some()) && out.join(Manifest::SIGNATURE).exists());
    let public = site.path().join("khoa.pub").display().to_string();
    let verified =
        crate::common::congkhai().args(["verify", &out.display().to_string(), "--key", &public]).output().expect("it runs");
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
    site.write("khac/thu.txt", "của tôi");
    let foreign = site.run("publish", &[&site.path().join("khac").display().to_string()]);
    assert_eq!(foreign.status.code(), Some(1));
    let inside = site.run("publish", &[&site.path().join(".public.publish/ra").display().to_string()]);
    assert_eq!(inside.status.code(), Some(2), "a target inside the folder of the build");
}
