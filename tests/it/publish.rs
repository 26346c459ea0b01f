//! Publication: all or nothing, nothing foreign touched, the same bytes every time.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use congkhai::publish::{BuildMeta, Manifest, PublishError, Staging};

fn meta() -> BuildMeta {
    BuildMeta { today: jiff::civil::date(2026, 11, 24), commit: None, content: String::new() }
}

fn publish(out: &Path, files: &[(&str, &str)]) -> Result<(), PublishError> {
    let staging = Staging::begin(out)?;
    for (path, text) in files {
        staging.write(path, text.as_bytes())?;
    }
    staging.finish(&meta(), None).map(|_| ())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_new_site_takes_the_old_ones_place_whole() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("public");
    publish(&out, &[("index.html", "một"), ("a/cũ.html", "cũ")]).expect("published");
    fs::write(out.join(".gitignore"), "*").expect("written");
    publish(&out, &[("index.html", "hai"), ("b/mới.html", "mới")]).expect("published");
    assert_eq!(names(&out), [".gitignore", "b", "build.json", "index.html"]);
    assert_eq!(fs::read_to_string(out.join("index.html")).expect("read"), "hai");
    assert_eq!(fs::read_to_string(out.join(".gitignore")).expect("read"), "*");
    assert_eq!(names(scratch.path()), [".public.lock", "public"]);
}

#[test]
fn a_dotfile_of_the_new_site_is_the_new_sites() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("public");
    let files = [("index.html", "một"), (".well-known/x.txt", "như cũ"), (".nojekyll", "như cũ")];
    publish(&out, &files).expect("published");
    publish(&out, &files).expect("published again");
    assert_eq!(fs::read_to_string(out.join(".nojekyll")).expect("read"), "như cũ");
    assert_eq!(fs::read_to_string(out.join(".well-known/x.txt")).expect("read"), "như cũ");
}

#[test]
fn files_that_came_meanwhile_are_not_swapped_away() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("public");
    let staging = Staging::begin(&out).expect("begun");
    staging.write("index.html", b"x").expect("written");
    fs::create_dir(&out).expect("made");
    fs::write(out.join("thesis.txt"), "mine").expect("written");
    assert!(matches!(staging.finish(&meta(), None), Err(PublishError::Foreign(_))));
    assert_eq!(fs::read_to_string(out.join("thesis.txt")).expect("read"), "mine");
}

#[test]
fn an_unchanged_file_keeps_its_time_stamp_and_modes_are_public() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("public");
    publish(&out, &[("same.html", "như cũ"), ("other.html", "một")]).expect("published");
    let before = fs::metadata(out.join("same.html")).expect("there");
    publish(&out, &[("same.html", "như cũ"), ("other.html", "hai")]).expect("published");
    let after = fs::metadata(out.join("same.html")).expect("there");
    assert_eq!((before.ino(), before.mtime_nsec()), (after.ino(), after.mtime_nsec()));
    assert_eq!(after.permissions().mode() & 0o777, 0o644);
    assert_eq!(fs::metadata(&out).expect("there").permissions().mode() & 0o777, 0o755);
}

#[test]
fn a_file_changed_behind_our_back_is_written_anew() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("public");
    publish(&out, &[("x.html", "đúng")]).expect("published");
    fs::write(out.join("x.html"), "sai!").expect("written");
    publish(&out, &[("x.html", "đúng")]).expect("published");
    assert_eq!(fs::read_to_string(out.join("x.html")).expect("read"), "đúng");
}

#[test]
fn foreign_folders_files_and_links_are_refused() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let foreign = scratch.path().join("foreign");
    fs::create_dir(&foreign).expect("made");
    fs::write(foreign.join("thesis.txt"), "mine").expect("written");
    assert!(matches!(publish(&foreign, &[("x", "y")]), Err(PublishError::Foreign(_))));
    assert_eq!(names(&foreign), ["thesis.txt"]);
    let file = scratch.path().join("file");
    fs::write(&file, "mine").expect("written");
    assert!(matches!(publish(&file, &[("x", "y")]), Err(PublishError::NotAFolder(_))));
    let link = scratch.path().join("link");
    std::os::unix::fs::symlink(&foreign, &link).expect("linked");
    assert!(matches!(publish(&link, &[("x", "y")]), Err(PublishError::NotAFolder(_))));
    assert_eq!(fs::read_to_string(&file).expect("read"), "mine");
}

#[test]
fn a_folder_of_dotfiles_only_is_taken() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("public");
    fs::create_dir(&out).expect("made");
    fs::write(out.join(".gitignore"), "*\n!.gitignore\n").expect("written");
    publish(&out, &[("x.html", "y")]).expect("published");
    assert_eq!(names(&out), [".gitignore", "build.json", "x.html"]);
}

#[test]
fn bad_and_double_paths_are_refused_and_leave_nothing() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("public");
    publish(&out, &[("x.html", "cũ")]).expect("published");
    {
        let staging = Staging::begin(&out).expect("begun");
        for bad in ["../x", "/etc/x", "a//b", "a/./b", "", "a\\b", "build.json"] {
            assert!(matches!(staging.write(bad, b""), Err(PublishError::BadPath(_))), "{bad}");
        }
        staging.write("Trang.html", b"1").expect("written");
        assert!(matches!(staging.write("trang.html", b"2"), Err(PublishError::Twice(_))));
        assert!(matches!(Staging::begin(&out), Err(PublishError::Busy(_))));
    }
    assert_eq!(names(scratch.path()), [".public.lock", "public"]);
    assert_eq!(fs::read_to_string(out.join("x.html")).expect("read"), "cũ");
}

#[test]
fn the_manifest_is_the_same_whatever_the_order() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let (one, two) = (scratch.path().join("một"), scratch.path().join("hai"));
    publish(&one, &[("a.html", "1"), ("b/c.html", "2")]).expect("published");
    publish(&two, &[("b/c.html", "2"), ("a.html", "1")]).expect("published");
    assert_eq!(fs::read(one.join("build.json")).expect("read"), fs::read(two.join("build.json")).expect("read"));
    let manifest = Manifest::read(&one).expect("a manifest");
    assert_eq!(manifest.files["a.html"].blake3.to_string(), blake3::hash(b"1").to_hex().to_string());
}
