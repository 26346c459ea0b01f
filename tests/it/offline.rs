//! What can be read offline: the lists name what was published, as it was published, and the whole of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::common::TestSite;

const PLAN: &str = "van-ban-ke-hoach-kh-nv-dan-van-2025";

/// The real site with an attachment to look at and one to download.
fn real() -> TestSite {
    let site = TestSite::real();
    site.write("content/assets/hình 1.png", "png");
    site.write("content/assets/mau.pdf", "pdf");
    site.build();
    site
}

fn json(site: &TestSite, path: &str) -> Value {
    serde_json::from_str(&site.published(path)).expect("valid JSON")
}

/// Address → (hash, bytes) of a pack.
fn pack(site: &TestSite, id: &str) -> BTreeMap<String, (String, u64)> {
    let rows = json(site, &format!("ngoai-tuyen/{id}.json"));
    let row = |row: &Value| {
        let text = |at: usize| row[at].as_str().expect("text").to_owned();
        (text(0), (text(1), row[2].as_u64().expect("a number")))
    };
    let rows = rows.as_array().expect("a list");
    let files: BTreeMap<_, _> = rows.iter().map(row).collect();
    assert_eq!(files.len(), rows.len(), "each once");
    files
}

fn names(site: &TestSite, id: &str) -> BTreeSet<String> {
    pack(site, id).into_keys().collect()
}

#[test]
fn lists_say_of_files_what_the_manifest_says() {
    let site = real();
    let manifest = json(&site, "build.json");
    let directory = json(&site, "ngoai-tuyen/ban.json");
    let packs = directory["packs"].as_object().expect("packs");
    assert!(packs.len() > 3 && packs.contains_key("khung") && packs.contains_key("tat-ca") && packs.contains_key(PLAN));
    for (id, summary) in packs {
        let files = pack(&site, id);
        for (address, (hash, bytes)) in &files {
            let path = percent_encoding::percent_decode_str(address).decode_utf8().expect("UTF-8");
            let entry = &manifest["files"][path.as_ref()];
            assert_eq!(entry["bytes"].as_u64(), Some(*bytes), "{id}: {address}");
            assert!(
                entry["blake3"].as_str().is_some_and(|whole| whole.starts_with(hash.as_str()) && hash.len() == 12),
                "{address}"
            );
        }
        assert_eq!(summary[1].as_u64(), Some(files.len() as u64), "{id}");
        assert_eq!(summary[2].as_u64(), Some(files.values().map(|(_, bytes)| bytes).sum()), "{id}");
        let list = &manifest["files"][format!("ngoai-tuyen/{id}.json")]["blake3"];
        assert!(list.as_str().is_some_and(|whole| whole.starts_with(summary[0].as_str().expect("a hash"))), "{id}");
    }
}

#[test]
fn the_frame_and_the_whole_are_all_that_is_read_each_once() {
    let site = real();
    let (frame, rest) = (names(&site, "khung"), names(&site, "tat-ca"));
    assert!(frame.is_disjoint(&rest));
    let read = |path: &&String| {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        !matches!(ending, "md" | "gz" | "json" | "jsonl" | "csv" | "xml" | "pdf")
            && !matches!(path.as_str(), "sw.js" | "theme/embed.js" | "404.html")
    };
    let published: BTreeSet<String> = site.snapshot().into_keys().filter(|path| read(&path)).collect();
    let saved: BTreeSet<String> = frame
        .union(&rest)
        .map(|address| percent_encoding::percent_decode_str(address).decode_utf8().expect("UTF-8").into_owned())
        .collect();
    assert_eq!(saved, published);
    assert!(rest.contains("assets/h%C3%ACnh%201.png"), "an address as links have it");
    for path in ["index.html", "tim-kiem.html", "ngoai-tuyen.html", "chua-luu.html", "manifest.webmanifest", "gioi-thieu.html"] {
        assert!(frame.contains(path), "{path}");
    }
}

#[test]
fn a_plan_has_what_it_cites_and_a_subject_its_documents_and_their_list() {
    let site = real();
    let plan = names(&site, PLAN);
    let documents = plan.iter().filter(|path| path.starts_with("van-ban/")).count();
    assert_eq!(documents, 25);
    assert!(plan.contains("ke-hoach/ke-hoach-kh-nv-dan-van-2025.html"));
    assert!(plan.contains("ke-hoach/ke-hoach-kh-nv-dan-van-2025/cac-han.ics"));
    let subject = names(&site, "chu-de-quy-hoach");
    assert!(subject.contains("danh-muc/chu-de/quy-hoach.html"));
    let page = |path: &&String| path.starts_with("van-ban/");
    assert_eq!(subject.iter().filter(page).count(), 2, "{subject:?}");
    assert!(subject.iter().any(|path| path.starts_with("chi-muc/t/")), "what a preview shows");
    assert!(subject.is_subset(&names(&site, "tat-ca")));
}

#[test]
fn an_edit_changes_its_own_packs_and_not_the_worker() {
    let site = real();
    let packs = |site: &TestSite| json(site, "ngoai-tuyen/ban.json")["packs"].as_object().cloned().expect("packs");
    let (before, worker) = (packs(&site), site.published("sw.js"));
    let path = "content/van-ban/quyet-dinh-1516-qd-ttg-2023.md";
    let text = std::fs::read_to_string(site.path().join(path)).expect("a page");
    site.write(path, format!("{text}\nMột dòng nữa.\n"));
    site.build();
    let after = packs(&site);
    let changed: BTreeSet<&str> = before.iter().filter(|(id, one)| after[*id] != **one).map(|(id, _)| id.as_str()).collect();
    assert!(changed.contains("tat-ca") && changed.contains(PLAN) && changed.contains("chu-de-quy-hoach"), "{changed:?}");
    assert!(!changed.contains("chu-de-van-hoa-cong-so"), "{changed:?}");
    assert_eq!(site.published("sw.js"), worker);
}

#[test]
fn pages_of_another_ending_are_saved_and_answered_by_it() {
    let site = TestSite::small();
    assert!(site.run("build", &["--ext", "aspx"]).status.success());
    assert!(names(&site, "tat-ca").contains("van-ban/qd-1.aspx"));
    assert!(site.published("sw.js").contains(r#"const SITE = {"ending":"aspx","unsaved":"chua-luu.aspx"};"#));
    assert_eq!(json(&site, "manifest.webmanifest")["start_url"], "./index.aspx");
}

#[test]
fn a_document_is_saved_with_its_images_and_without_what_is_only_downloaded() {
    let site = TestSite::small();
    site.write("content/assets/hình 1.png", "png");
    site.write("content/assets/khac.png", "png");
    site.write("content/assets/mau.pdf", "pdf");
    site.write(
        "content/van-ban/cay.md",
        "---\nkind: Quyết định\nnumber: 8/QĐ-UBND\ntitle: Cây\nsubjects: [cây]\n---\n\n![Cây](../assets/h%C3%ACnh%201.png) [Mẫu](../assets/mau.pdf)\n",
    );
    site.build();
    let files = names(&site, "chu-de-cay");
    assert!(files.contains("assets/h%C3%ACnh%201.png"), "{files:?}");
    assert!(!files.contains("assets/khac.png") && !files.contains("assets/mau.pdf"), "{files:?}");
}

#[test]
fn a_site_without_it_publishes_the_worker_that_goes_away_and_no_offer() {
    let site = TestSite::small();
    site.write("content/site.yaml", "title: Trang thử\nagency: Cơ quan thử\noffline: false\n");
    site.build();
    let published = site.snapshot();
    assert!(
        !published.keys().any(|path| path.contains("ngoai-tuyen") || path.contains("chua-luu") || path.contains("webmanifest"))
    );
    assert!(site.published("sw.js").contains("unregister") && !site.published("sw.js").contains("\"fetch\""));
    assert!(!site.published("index.html").contains("ngoai-tuyen"));
}

#[test]
fn the_manifest_has_its_icons_and_no_address_of_its_own() {
    let site = real();
    let manifest = json(&site, "manifest.webmanifest");
    assert_eq!(manifest["scope"], "./");
    let icons = manifest["icons"].as_array().expect("icons");
    for icon in icons {
        let bytes = &site.snapshot()[icon["src"].as_str().expect("a path")];
        let Some((width, _)) = icon["sizes"].as_str().and_then(|sizes| sizes.split_once('x')) else { continue };
        // Width and height of a PNG stand behind its signature and the head of its first part.
        let figure = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes")).to_string();
        assert_eq!((figure(16).as_str(), figure(20).as_str()), (width, width), "{icon}");
    }
    assert!(icons.iter().any(|icon| icon["purpose"] == "maskable"));
    assert!(!site.published("manifest.webmanifest").contains("http"));
}
