//! `congkhai new --missing`: drafts for cited works without a page, as the citations have them, over nothing.

use std::collections::BTreeMap;
use std::fs;
use std::process::Output;

use crate::common::{TestSite, congkhai, files, project};

fn new(site: &TestSite, arguments: &[&str]) -> Output {
    let mut command = congkhai();
    command.args(["new", "--missing", "--lang", "en", "--site"]).arg(site.path()).args(arguments);
    command.output().expect("the program runs")
}

/// Runs it and expects success: what it said.
fn made(site: &TestSite, arguments: &[&str]) -> String {
    let output = new(site, arguments);
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(output.status.success(), "{said}");
    said
}

/// The Markdown files of a site.
fn pages(site: &TestSite) -> BTreeMap<String, String> {
    let all = files(&site.path().join("content")).into_iter();
    all.filter(|(path, _)| path.ends_with("md")).map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8"))).collect()
}

/// No error, drafts included, and nothing more to make.
fn is_whole(site: &TestSite) {
    let check = site.run("check", &["--drafts", "--lang", "en"]);
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
    let before = files(site.path());
    let said = made(site, &[]);
    assert!(said.contains("made 0 draft pages"), "{said}");
    assert_eq!(files(site.path()), before, "a second run writes nothing");
}

fn document(site: &TestSite, name: &str, issued: &str, body: &str) {
    let number = name.trim_start_matches(|c: char| !c.is_ascii_digit());
    let front = format!("---\nkind: Báo cáo\nnumber: {number}/BC-VP\ntitle: Câu {name}\nissued: {issued}\n---\n\n");
    site.write(&format!("content/c/{name}.md"), format!("{front}{body}\n"));
}

/// Three citing documents: every form of citation the scaffold must bring together or tell apart.
fn citing() -> TestSite {
    let site = TestSite::small();
    document(
        &site,
        "a1",
        "2024-06-01",
        "Điều 1. Căn cứ\n\n1. Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ quy định chi tiết một số điều của Luật \
         Thực hiện dân chủ ở cơ sở; Luật Đất đai năm 2013.\n\n2. Quyết định số 290-QĐ/TW ngày 25/02/2010 của Bộ Chính trị về việc \
         ban hành Quy chế công tác dân vận; văn bản số 7/QĐ-UBND ngày 02/3/2024 của Ủy ban nhân dân thành phố.\n\n3. số \
         300-QĐ/TW; Quyết định số 25/QĐ-UBND ngày 05/01/2022; Quyết định số 25/QĐ-UBND ngày 05/01/2023.\n",
    );
    document(
        &site,
        "a2",
        "2024-07-01",
        "Theo NĐ 59/2023 và Nghị định 59/2023/NĐ-CP, Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 và Luật Thực hiện dân chủ \
         ở cơ sở. Nghị định số 61/2023/NĐ-CP ngày 16/8/2023; Nghị định số 61/2023/NĐ-CP ngày 17/8/2023; Nghị định số \
         61/2023/NĐ-CP ngày 16/8/2023.\n\nQuyết định số 25/QĐ-UBND; Nghị định 77/2021; Luật Đất đai.\n",
    );
    document(
        &site,
        "a3",
        "2024-08-01",
        "Điều 1. Sửa đổi Quyết định số 1/QĐ-UBND\n\nSửa đổi Điều 1 như sau:\n\n“Điều 1. Theo Nghị định số 999/2020/NĐ-CP.”\n\n\
         Điều 2. Thông tư số 8/2020/TT-BNV.\n",
    );
    site
}

#[test]
fn each_cited_work_gets_one_page_that_says_what_citations_say() {
    let site = citing();
    let before = pages(&site);
    let said = made(&site, &[]);
    let all = pages(&site);
    let written: Vec<&str> =
        all.keys().filter(|path| !before.contains_key(*path)).filter_map(|path| path.strip_prefix("van-ban/")).collect();
    assert_eq!(
        written,
        [
            "luat-10-2022-qh15.md",
            "luat-dat-dai-2013.md",
            "nghi-dinh-59-2023-nd-cp.md",
            "nghi-dinh-61-2023-nd-cp.md",
            "quyet-dinh-25-qd-ubnd-2022.md",
            "quyet-dinh-25-qd-ubnd-2023.md",
            "quyet-dinh-290-qd-tw-2010.md",
            "quyet-dinh-7-qd-ubnd-2024.md",
            "thong-tu-8-2020-tt-bnv.md",
        ],
        "{said}"
    );
    assert_eq!(
        all["van-ban/nghi-dinh-59-2023-nd-cp.md"],
        "---\n# yaml-language-server: $schema=../../.congkhai/front-matter.schema.json\nkind: Nghị định\nnumber: 59/2023/NĐ-CP\ntitle: Quy định chi tiết một số điều của Luật Thực hiện dân chủ ở cơ sở\n\
         issuer: Chính phủ\nissued: 2023-08-14\ntext: outline\nevidence: {default: as-cited}\nsources:\n  - ref: Báo cáo số \
         1/BC-VP\n    place: dieu-1-khoan-1\n  - ref: Báo cáo số 2/BC-VP\n    place: mo-dau-p1\ndraft: true\n---\n"
    );
    let has = |page: &str, lines: &[&str]| {
        let text = &all[&format!("van-ban/{page}.md")];
        for line in lines {
            assert!(text.contains(&format!("\n{line}\n")), "{line}\n{text}");
        }
    };
    has("luat-dat-dai-2013", &["title: Luật Đất đai", "issued_between: [2013-01-01, 2013-12-31]"]);
    has("luat-10-2022-qh15", &["title: Luật Thực hiện dân chủ ở cơ sở", "number: 10/2022/QH15"]);
    has("quyet-dinh-290-qd-tw-2010", &["issuer: Bộ Chính trị", "title: Về việc ban hành Quy chế công tác dân vận"]);
    has("quyet-dinh-7-qd-ubnd-2024", &["kind: Quyết định", "evidence: {default: as-cited, kind: inferred, title: unknown}"]);
    has("nghi-dinh-61-2023-nd-cp", &["issued: 2023-08-16", "evidence: {default: as-cited, title: unknown, issued: disputed}"]);
    has("thong-tu-8-2020-tt-bnv", &["title: (chưa rõ trích yếu)"]);
    is_whole(&site);
}

#[test]
fn it_says_what_it_made_and_what_it_left_out() {
    let site = citing();
    site.write(
        "content/w/ct-1.md",
        "---\nkind: Chỉ thị\nnumber: 15-CT/TU\ntitle: Một\nissuer: Thành ủy A\nissued: 2022-11-21\n---\n",
    );
    site.write(
        "content/w/ct-2.md",
        "---\nkind: Chỉ thị\nnumber: 15-CT/TU\ntitle: Hai\nissuer: Thành ủy B\nissued: 2022-11-21\n---\n",
    );
    document(&site, "a4", "2024-09-01", "Chỉ thị số 15-CT/TU.\n");
    let said = made(&site, &[]);
    for words in [
        "content/van-ban/nghi-dinh-59-2023-nd-cp.md: Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ quy định chi tiết một \
         số điều của Luật Thực hiện dân chủ ở cơ sở (cited 3 times, first at content/c/a1.md:10)",
        "note: the citations disagree on `issued`: 16/8/2023; 17/8/2023",
        "left out `số 300-QĐ/TW` (once, first at content/c/a1.md:14): its kind is not told",
        "left out `Quyết định số 25/QĐ-UBND` (once, first at content/c/a2.md:10): several cited works fit",
        "left out `Nghị định 77/2021` (once, first at content/c/a2.md:10): the letters of the number are left out",
        "left out `Chỉ thị số 15-CT/TU` (once, first at content/c/a4.md:8): may be: Chỉ thị số 15-CT/TU ngày 21/11/2022 của Thành ủy A",
        "made 9 draft pages, left out 4 citations.",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert!(!said.contains("999"), "quoted amending text is another document's");
    assert!(
        String::from_utf8_lossy(
            &congkhai().args(["new", "--missing", "--site"]).arg(site.path()).output().expect("it runs").stderr
        )
        .contains("bỏ qua")
    );
}

#[test]
fn nothing_is_ever_overwritten() {
    let site = citing();
    made(&site, &[]);
    let path = "content/van-ban/thong-tu-8-2020-tt-bnv.md";
    let edited = "---\nkind: Thông tư\nnumber: 8/2020/TT-BNV\ntitle: Của tôi\naccess: internal\n---\n\nCủa tôi.\n";
    site.write(path, edited);
    site.write("content/van-ban/quyet-dinh-7-qd-ubnd-2024.md", "---\ntitle: Trang thường\n---\n");
    let before = pages(&site);
    let said = made(&site, &[]);
    let other = "the file `content/van-ban/quyet-dinh-7-qd-ubnd-2024.md` is there";
    assert!(said.contains("left out `Thông tư số 8/2020/TT-BNV`") && said.contains(other), "{said}");
    assert_eq!(pages(&site), before);
}

#[test]
fn works_that_share_a_name_get_the_issuers_beside_it() {
    let site = TestSite::small();
    document(
        &site,
        "a1",
        "2024-06-01",
        "Quyết định số 5/QĐ-UBND ngày 02/3/2024 của Ủy ban nhân dân thành phố; Quyết định số 5/QĐ-UBND ngày 04/3/2024 của Ủy \
         ban nhân dân quận Lê Chân; Quyết định số 5/QĐ-UBND ngày 06/3/2024.\n",
    );
    let said = made(&site, &[]);
    let all = pages(&site);
    for name in ["", "-uy-ban-nhan-dan-quan-le-chan", "-2"] {
        assert!(all.contains_key(&format!("van-ban/quyet-dinh-5-qd-ubnd-2024{name}.md")), "{name} {:?}", all.keys());
    }
    assert_eq!(said.matches("see whether they are one work").count(), 2, "{said}");
    is_whole(&site);
}

#[test]
fn laws_of_one_name_are_told_apart_by_their_year() {
    let site = TestSite::small();
    site.write("content/w/luat-moi.md", "---\nkind: Luật\nnumber: 31/2024/QH15\ntitle: Luật Đất đai\nissued: 2024-01-18\n---\n");
    document(&site, "a1", "2025-06-01", "Luật Đất đai; Luật Đất đai năm 2013; Luật Đất đai năm 2003.\n");
    document(&site, "a2", "2010-06-01", "Luật Đất đai.\n");
    let said = made(&site, &[]);
    assert!(said.contains("made 2 draft pages") && said.contains("older than the work of this name"), "{said}");
    let all = pages(&site);
    assert!(all.contains_key("van-ban/luat-dat-dai-2013.md") && all.contains_key("van-ban/luat-dat-dai-2003.md"));
    is_whole(&site);
    assert!(site.run("build", &["--drafts"]).status.success());
    let html = site.published("c/a1.html");
    for target in ["w/luat-moi.html", "van-ban/luat-dat-dai-2013.html", "van-ban/luat-dat-dai-2003.html"] {
        assert!(html.contains(&format!("href=\"../{target}\"")), "{target}");
    }
    assert!(site.published("c/a2.html").contains("href=\"../van-ban/luat-dat-dai-2003.html\""), "the law of its time");
}

#[test]
fn a_document_cites_no_law_that_is_younger_than_itself() {
    let site = TestSite::small();
    document(&site, "a1", "2020-06-01", "Bộ luật dân sự số 91/2015/QH13; Luật Nhà ở năm 2014.\n");
    document(&site, "a2", "2010-06-01", "Theo Bộ luật dân sự, Luật Nhà ở.\n");
    let said = made(&site, &[]);
    assert!(said.contains("made 2 draft pages, left out 2 citations") && said.contains("older than"), "{said}");
    let all = pages(&site);
    assert!(
        !all["van-ban/bo-luat-91-2015-qh13.md"].contains("2/BC-VP") && !all["van-ban/luat-nha-o-2014.md"].contains("2/BC-VP")
    );
    is_whole(&site);
}

#[test]
fn a_dry_run_writes_nothing_and_a_site_with_errors_gets_nothing() {
    let site = citing();
    let before = files(site.path());
    let said = made(&site, &["--dry-run"]);
    assert!(said.contains("would make 9 draft pages"), "{said}");
    assert_eq!(files(site.path()), before);
    made(&site, &["--folder", "khac/moi"]);
    assert!(pages(&site).contains_key("khac/moi/thong-tu-8-2020-tt-bnv.md"));
    for folder in ["../x", "_an", "/tmp", "", "assets"] {
        assert_eq!(new(&site, &["--folder", folder]).status.code(), Some(2), "{folder}");
    }
    site.write("content/tep", "a file where the folder should be");
    document(&site, "a5", "2024-09-01", "Thông tư số 10/2020/TT-BNV.");
    let output = new(&site, &["--folder", "tep"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    site.write("content/van-ban/hong.md", "---\ntitel: Hỏng\n---\n\nThông tư số 9/2020/TT-BNV.\n");
    let output = new(&site, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("unknown-key"));
    assert!(!site.path().join("content/van-ban/thong-tu-9-2020-tt-bnv.md").exists());
}

#[test]
fn the_real_site_lacks_only_works_that_works_yaml_knows() {
    let site = TestSite::real();
    let before = pages(&site);
    let said = made(&site, &[]);
    assert!(said.contains("made 0 draft pages, left out 0") && said.contains("2 cited works stand in works.yaml only"), "{said}");
    assert_eq!(pages(&site), before);
    let said = made(&site, &["--known"]);
    assert!(said.contains("made 2 draft pages") && said.contains("remove its entry at content/works.yaml:"), "{said}");
    let text = &pages(&site)["van-ban/nghi-dinh-159-2016-nd-cp.md"];
    for line in ["expires: 2023-08-08", "evidence: {default: confirmed, title: unknown}", "draft: true"] {
        assert!(text.contains(&format!("\n{line}\n")), "{line}\n{text}");
    }
    assert!(site.run("check", &[]).status.success(), "a draft is no page yet, so the entry of works.yaml may stand");
    let drafts = site.run("check", &["--drafts", "--lang", "en"]);
    assert!(String::from_utf8_lossy(&drafts.stderr).contains("duplicate-work"), "and the check says when it no longer may");
    let works = fs::read_to_string(site.path().join("content/works.yaml")).expect("the works");
    let entries = works
        .split_inclusive("\n- ")
        .filter(|entry| !["04/2015/NĐ-CP", "159/2016/NĐ-CP"].iter().any(|number| entry.contains(number)));
    site.write("content/works.yaml", entries.collect::<String>());
    is_whole(&site);
}

#[test]
fn the_plan_alone_names_the_files_that_people_made_for_it() {
    let site = TestSite::small();
    fs::remove_file(site.path().join("content/van-ban/qd-1.md")).expect("it is there");
    let plan = fs::read_to_string(project().join("content/ke-hoach/ke-hoach-kh-nv-dan-van-2025.md")).expect("the plan");
    let (head, rest) = plan.split_once("relations:\n").expect("relations");
    let (_, tail) = rest.split_once("\nevidence:").expect("evidence");
    site.write("content/ke-hoach/ke-hoach-kh-nv-dan-van-2025.md", format!("{head}evidence:{tail}"));
    let said = made(&site, &[]);
    let all = pages(&site);
    let by_hand = files(&project().join("content/van-ban"));
    // The plan gives the law's date and no number, and of the programme no more than its name.
    let unlike: Vec<&String> = by_hand.keys().filter(|name| !all.contains_key(&format!("van-ban/{name}"))).collect();
    assert_eq!(unlike, ["luat-10-2022-qh15.md", "nghi-quyet-76-nq-cp-2021.md"], "{said}");
    assert_eq!(all.len(), 1 + by_hand.len());
    let title = |name: &str| {
        all[&format!("van-ban/{name}.md")].lines().find(|line| line.starts_with("title: ")).unwrap_or_default().to_owned()
    };
    assert_eq!(title("luat-thuc-hien-dan-chu-o-co-so-2022"), "title: Luật Thực hiện dân chủ ở cơ sở");
    assert_eq!(
        title("cong-van-236-snv-xdcq-cttn-2025"),
        "title: Thực hiện công tác dân vận chính quyền theo Quyết định số 129/QĐ-UBND ngày 15/01/2025 của Ủy ban nhân dân thành phố"
    );
    assert_eq!(title("quyet-dinh-25-qd-ubnd-2023"), "title: (chưa rõ trích yếu)");
    is_whole(&site);
}

/// A document whose page is internal gets no public draft.
#[test]
fn what_has_an_internal_page_is_left_alone() {
    let site = TestSite::small();
    site.write(
        "content/noi-bo.md",
        "---\nkind: Báo cáo\nnumber: 77/BC-VP\ntitle: Nội bộ\nissued: 2021-05-06\naccess: internal\n---\n\nChữ.\n",
    );
    document(&site, "a1", "2024-06-01", "Theo Báo cáo số 77/BC-VP ngày 06/5/2021 và Báo cáo số 78/BC-VP ngày 07/5/2021.");
    let said = made(&site, &[]);
    assert!(said.contains("78-bc-vp") && !said.contains("/bao-cao-77-bc-vp"), "{said}");
    assert!(said.contains("it has an internal page"), "{said}");
}
