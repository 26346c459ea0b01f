//! What citations resolve to: a sentence, the page it leads to (or none), and the code reported.

use crate::common::{TestSite, body, words};

/// Works that the sentences may mean; the file's stem is the slug.
const WORKS: &[(&str, &str)] = &[
    ("ct-26", "kind: Chỉ thị\nnumber: 26-CT/UBND\ntitle: Về dân vận\nissuer: Ủy ban nhân dân thành phố\nissued: 2021-12-31"),
    (
        "qd-25-2022",
        "kind: Quyết định\nnumber: 25/QĐ-UBND\ntitle: Năm trước\nissuer: Ủy ban nhân dân thành phố\nissued: 2022-01-05",
    ),
    ("qd-25-2023", "kind: Quyết định\nnumber: 25/QĐ-UBND\ntitle: Năm sau\nissuer: Ủy ban nhân dân thành phố\nissued: 2023-01-05"),
    (
        "qd-25-q",
        "kind: Quyết định\nnumber: 25/2023/QĐ-UBND\ntitle: Quy phạm\nissuer: Ủy ban nhân dân thành phố\nissued: 2023-06-05",
    ),
    ("qd-36", "kind: Quyết định\nnumber: 36/QĐ-NV\ntitle: Không rõ ngày"),
    ("nd-59", "kind: Nghị định\nnumber: 59/2023/NĐ-CP\naliases: [NĐ 59/2023]\ntitle: Chi tiết\nissued: 2023-08-14"),
    ("luat-dat-2003", "kind: Luật\nnumber: 13/2003/QH11\ntitle: Luật Đất đai\nissued: 2003-11-26"),
    ("luat-dat-2013", "kind: Luật\nnumber: 45/2013/QH13\ntitle: Luật Đất đai\nissued: 2013-11-29"),
    ("luat-nha-o-2005", "kind: Luật\nnumber: 56/2005/QH11\ntitle: Luật Nhà ở"),
    ("luat-nha-o-2014", "kind: Luật\nnumber: 65/2014/QH13\ntitle: Luật Nhà ở\nissued: 2014-11-25"),
    ("luat-bien-2012", "kind: Luật\ntitle: Luật Biển Việt Nam\nissued_between: [2012-01-01, 2012-12-31]"),
    ("luat-hoa-giai", "kind: Luật\nnumber: 35/2013/QH13\ntitle: Luật Hòa giải ở cơ sở\nissued: 2013-06-20"),
    (
        "luat-dat-2013-en",
        "kind: Luật\nnumber: 45/2013/QH13\ntitle: Land Law\nissued: 2013-11-29\nlang: en\nversion_of: luat-dat-2013",
    ),
    ("qd-7-a", "kind: Quyết định\nnumber: 7/QĐ-UBND\ntitle: Một việc\nissuer: Ủy ban nhân dân tỉnh A\nissued: 2020-03-03"),
    (
        "ct-15-hp",
        "kind: Chỉ thị\nnumber: 15-CT/TU\ntitle: Của Hải Phòng\nissuer: Ban Thường vụ Thành ủy Hải Phòng\nissued: 2022-11-21",
    ),
    ("ct-15-hn", "kind: Chỉ thị\nnumber: 15-CT/TU\ntitle: Của Hà Nội\nissuer: Thành ủy Hà Nội\nissued: 2022-11-21"),
];

/// (sentence of a document of 1 June 2015 or 2024, year of that document, slug or "", code or "")
const CASES: &[(&str, u16, &str, &str)] = &[
    ("Chỉ thị số 26-CT/UBND ngày 31/12/2021.", 2024, "ct-26", "cited-number"),
    ("Chỉ thị số 26/CT-UBND ngày 31/12/2021.", 2024, "ct-26", "inferred-citation"),
    ("Quyết định số 25/QĐ-UBND ngày 05/01/2023.", 2024, "qd-25-2023", ""),
    ("Quyết định số 25/QĐ-UBND ngày 05/01/2022.", 2024, "qd-25-2022", ""),
    ("Quyết định số 25/QĐ-UBND ngày 06/01/2023.", 2024, "qd-25-2023", "cited-date"),
    ("Quyết định số 25/QĐ-UBND ngày 05/01/2019.", 2024, "", "unknown-citation"),
    ("Quyết định số 25/QĐ-UBND.", 2024, "", "ambiguous-citation"),
    ("Quyết định số 25/2023/QĐ-UBND.", 2024, "qd-25-q", ""),
    ("Quyết định số 36/QĐ-NV về thông tin.", 2024, "qd-36", ""),
    ("Kế hoạch số 36/QĐ-NV.", 2024, "", "unknown-citation"),
    ("Nghị định 59/2023/NĐ-CP.", 2024, "nd-59", ""),
    ("theo NĐ 59/2023, các đơn vị", 2024, "nd-59", ""),
    ("nghị định số 59/2023/nđ-cp.", 2024, "nd-59", ""),
    ("Nghị định số 59/2023/NĐ-CP ngày 15/8/2023.", 2024, "nd-59", "cited-date"),
    ("Luật Đất đai quy định.", 2024, "luat-dat-2013", ""),
    ("Luật Đất đai quy định.", 2010, "luat-dat-2003", ""),
    ("Luật Đất đai năm 2003 quy định.", 2024, "luat-dat-2003", ""),
    ("Luật Đất đai ngày 29/11/2013.", 2024, "luat-dat-2013", ""),
    // Where no day is known, the number's year or the interval tells which law there was.
    ("Luật Nhà ở quy định.", 2010, "luat-nha-o-2005", ""),
    ("Luật Nhà ở quy định.", 2024, "luat-nha-o-2014", ""),
    ("Luật Biển Việt Nam năm 2012 quy định.", 2024, "luat-bien-2012", ""),
    ("Luật Biển Việt Nam năm 2013 quy định.", 2024, "", "unknown-citation"),
    // A translation is not what a number means.
    ("Luật số 45/2013/QH13.", 2024, "luat-dat-2013", ""),
    // Number, date and issuer: another body's document of the same number and day is another work.
    ("Quyết định số 7/QĐ-UBND ngày 03/3/2020 của UBND tỉnh A về Z.", 2024, "qd-7-a", ""),
    ("Quyết định số 7/QĐ-UBND ngày 03/3/2020 của UBND tỉnh B về Z.", 2024, "", "unknown-citation"),
    // Two of number, name and date must agree.
    ("Luật Giáo dục số 45/2013/QH13 ngày 29/11/2013.", 2024, "luat-dat-2013", "inferred-citation"),
    ("Luật Giáo dục số 45/2013/QH13.", 2024, "", "ambiguous-citation"),
    ("Luật Đất đai ngày 26/11/2001.", 2024, "", "unknown-citation"),
    ("Luật Đất đai ngày 26/11/2013.", 2024, "", "ambiguous-citation"),
    ("Luật Hoà giải ở cơ sở.", 2024, "luat-hoa-giai", ""),
    ("LUẬT HÒA GIẢI Ở CƠ SỞ.", 2024, "luat-hoa-giai", ""),
    ("Luật Hòa giải ở cơ sở.", 2010, "", "unknown-citation"),
    ("Luật Hòa giải ở cơ sởi.", 2024, "", "unknown-citation"),
    ("theo NĐ 59/2023/NĐ-CP ngày 14/8/2023, các đơn vị", 2024, "nd-59", ""),
    ("Chỉ thị số 15-CT/TU ngày 21/11/2022 của Ban Thường vụ Thành ủy Hải Phòng.", 2024, "ct-15-hp", ""),
    ("Chỉ thị số 15-CT/TU ngày 21/11/2022 của Thành ủy Hà Nội.", 2024, "ct-15-hn", ""),
    ("Chỉ thị số 15-CT/TU ngày 21/11/2022.", 2024, "", "ambiguous-citation"),
    ("`Nghị định 59/2023/NĐ-CP` trong mã.", 2024, "", ""),
    ("**Nghị định** *59/2023/NĐ-CP*", 2024, "nd-59", ""),
    ("Nghị định số\n59/2023/NĐ-CP", 2024, "nd-59", ""),
    ("Nghị định&nbsp;số 59/2023/NĐ&#45;CP", 2024, "nd-59", ""),
    ("trước ngày 10/12/2023, 24/7, giai đoạn 2021-2030", 2024, "", ""),
];

#[test]
fn sentences_lead_where_they_should() {
    let site = TestSite::small();
    // The sentences are no whole documents.
    let rules = "rules:\n  short-form: {severity: off, reason: câu thử}\n  missing-provision: {severity: off, reason: câu thử}\n";
    site.write("content/site.yaml", format!("title: Trang thử\nagency: Cơ quan thử\n{rules}"));
    for (slug, front) in WORKS {
        site.write(&format!("content/w/{slug}.md"), format!("---\n{front}\n---\n"));
    }
    for (index, (sentence, year, ..)) in CASES.iter().enumerate() {
        let front = format!("kind: Thông báo\nnumber: {}/TB-VP\ntitle: Câu {index}\nissued: {year}-06-01", index + 1);
        site.write(&format!("content/c/{index}.md"), format!("---\n{front}\n---\n\n{sentence}\n"));
    }
    let output = site.run("check", &["--lang", "en"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    site.build();
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    for (index, (sentence, _, slug, code)) in CASES.iter().enumerate() {
        let html = site.published(&format!("c/{index}.html"));
        let link = body(&html)
            .split("class=\"vd")
            .nth(1)
            .and_then(|rest| rest.split("href=\"../w/").nth(1))
            .and_then(|rest| rest.split(".html").next());
        assert_eq!(link.unwrap_or_default(), *slug, "{sentence}");
        let reported = report.split("\n\n").find(|one| one.contains(&format!("content/c/{index}.md:")));
        let found = reported.and_then(|one| one.split('[').nth(1)).and_then(|rest| rest.split(']').next());
        assert_eq!(found.unwrap_or_default(), *code, "{sentence}: {}", words(reported.unwrap_or_default()));
    }
}
