//! Citations on the page: where each member leads, what is said of it, and who cites a place.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{TestSite, body, files, is_html, visible_text};

/// A link of the text.
#[derive(Debug, PartialEq, Eq)]
struct Link {
    class: String,
    href: String,
    title: String,
    rel: String,
    words: String,
}

fn attribute(tag: &str, name: &str) -> String {
    let value = tag.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    visible_text(value)
}

/// The citations of a text, what stands behind the blocks left out.
fn links(html: &str) -> Vec<Link> {
    let mut text = body(html).to_owned();
    while let Some(start) = text.find("<aside") {
        let end = start + text[start..].find("</aside>").expect("closed") + "</aside>".len();
        text.replace_range(start..end, "");
    }
    let link = |part: &str| {
        let (tag, rest) = part.split_once('>')?;
        let words = visible_text(rest.split("</a>").next()?);
        let link = Link {
            class: attribute(tag, "class"),
            href: attribute(tag, "href"),
            title: attribute(tag, "title"),
            rel: attribute(tag, "rel"),
            words,
        };
        link.class.starts_with("vd").then_some(link)
    };
    text.split("<a ").skip(1).filter_map(link).collect()
}

const LAW: &str = "---\nkind: Luật\nnumber: 5/2020/QH14\ntitle: Luật Thử nghiệm\nissued: 2020-01-15\neffective: 2020-07-01\n---\n\n\
Điều 1. Một\n\n1. Khoản một:\n\na) Chữ a;\n\nđ) Chữ đ.\n\n2. Khoản hai theo khoản 1 Điều này.\n\nĐiều 2. Hai\n\nTheo Điều 1 và Điều 9 của Luật này.\n\nĐiều 3. Ba\n";

fn site() -> TestSite {
    let site = TestSite::small();
    site.write("content/luat.md", LAW);
    site.write(
        "content/nd.md",
        "---\nkind: Nghị định\nnumber: 6/2021/NĐ-CP\ntitle: Chỉ có bố cục\nissued: 2021-01-01\neffective: 2021-02-01\ntext: outline\n---\n\nChương I. Chung (Điều 1–5)\n",
    );
    site.write(
        "content/works.yaml",
        "- kind: Nghị định\n  number: 9/2015/NĐ-CP\n  issued: 2015-01-01\n  sources: [{title: Cổng, url: 'https://example.gov.vn/9?a=1&b=2'}]\n\
         - kind: Nghị định\n  number: 8/2015/NĐ-CP\n  issued: 2015-01-01\n",
    );
    site
}

/// The links of a sentence of a document of 2024.
fn of(site: &TestSite, sentence: &str) -> Vec<Link> {
    let front = "---\nkind: Nghị quyết\nnumber: 3-NQ/TU\ntitle: Câu\nissued: 2024-05-05\n---\n\n";
    site.write("content/x.md", format!("{front}{sentence}\n"));
    site.build();
    links(&site.published("x.html"))
}

fn pairs(links: &[Link]) -> Vec<(&str, &str)> {
    links.iter().map(|link| (link.words.as_str(), link.href.as_str())).collect()
}

#[test]
fn each_member_leads_to_its_own_place() {
    let site = site();
    let found = of(&site, "Theo điểm a, đ khoản 1, khoản 2 Điều 1 và các điều 2, 3 của **Luật** *Thử nghiệm*.");
    assert_eq!(
        pairs(&found),
        [
            ("điểm a", "luat.html#dieu-1-khoan-1-diem-a"),
            ("đ khoản 1", "luat.html#dieu-1-khoan-1-diem-dd"),
            ("khoản 2 Điều 1", "luat.html#dieu-1-khoan-2"),
            ("điều 2", "luat.html#dieu-2"),
            ("3 của Luật Thử nghiệm", "luat.html#dieu-3"),
        ]
    );
    assert!(
        found.iter().all(|link| link.title.ends_with("Luật Thử nghiệm số 5/2020/QH14 ngày 15/01/2020") && link.class == "vd")
    );
    // A member that is no more than a number says what it is to those who hear it.
    assert!(found[1].title.starts_with("điểm đ khoản 1 Điều 1 – ") && found[4].title.starts_with("Điều 3 – "), "{found:?}");
    // The middle of a range has no words of its own; its ends have.
    let found = of(&site, "Theo từ Điều 1 đến Điều 3 Luật Thử nghiệm.");
    assert_eq!(pairs(&found), [("Điều 1", "luat.html#dieu-1"), ("Điều 3 Luật Thử nghiệm", "luat.html#dieu-3")]);
}

#[test]
fn a_place_that_is_not_there_leads_to_the_nearest_above_and_says_so() {
    let site = site();
    let [link] = &of(&site, "Theo điểm b khoản 1 Điều 1 Luật Thử nghiệm.")[..] else { panic!("one link") };
    assert_eq!((link.href.as_str(), link.class.as_str()), ("luat.html#dieu-1-khoan-1", "vd vd-suy"));
    assert!(link.title.ends_with("không có trong văn bản: điểm b khoản 1 Điều 1; dẫn tới khoản 1 Điều 1"), "{}", link.title);
    // On a page without its text nothing can be told; the chapter that holds the article is the place.
    let [link] = &of(&site, "Theo khoản 2 Điều 3 Nghị định số 6/2021/NĐ-CP.")[..] else { panic!("one link") };
    assert_eq!((link.href.as_str(), link.class.as_str()), ("nd.html#chuong-i", "vd"));
    assert!(link.title.contains("chưa kiểm tra được"), "{}", link.title);
}

#[test]
fn the_documents_own_places_are_links_inside_it() {
    let site = site();
    site.build();
    let found = links(&site.published("luat.html"));
    // Điều 9 does not exist and nothing stands above it: no link.
    assert_eq!(pairs(&found), [("khoản 1 Điều này", "#dieu-1-khoan-1"), ("Điều 1", "#dieu-1")]);
}

/// An act and the text it issues count their articles apart.
#[test]
fn articles_of_an_issued_text_are_not_those_of_the_act_around_it() {
    let site = site();
    let front = "---\nkind: Quyết định\nnumber: 7/2023/QĐ-TTg\ntitle: Ban hành Quy chế\nissued: 2023-01-01\neffective: 2023-02-01\n---\n\n";
    let text = "QUY CHẾ\n\nLàm việc của Ban\n\nĐiều 1. Phạm vi\n\nĐiều 2. Đối tượng\n";
    site.write("content/qd.md", format!("{front}Điều 1. Ban hành\n\nĐiều 2. Hiệu lực\n\n{text}"));
    let named = [
        "Theo Điều 2 Quy chế ban hành kèm theo Quyết định số 7/2023/QĐ-TTg.",
        "Theo Điều 2 của Quy chế làm việc ban hành kèm theo Quyết định số 7/2023/QĐ-TTg.",
    ];
    for sentence in named {
        let found = of(&site, sentence);
        assert_eq!(found[0].href, "qd.html#quy-che-dieu-2", "{sentence}");
    }
    assert_eq!(of(&site, "Theo Điều 2 Quyết định số 7/2023/QĐ-TTg.")[0].href, "qd.html#dieu-2");
    // Where the page holds the issued text alone, its articles are meant.
    site.write("content/qd.md", format!("{front}Điều 1. Phạm vi\n\nĐiều 2. Đối tượng\n"));
    for sentence in named {
        let found = of(&site, sentence);
        assert_eq!((found[0].href.as_str(), found[0].class.as_str()), ("qd.html#dieu-2", "vd"), "{sentence}");
    }
}

/// Forms are numbered through and stand beside their annex; an annex is not above the articles of the text.
#[test]
fn forms_and_annexes_are_found_where_they_stand() {
    let site = site();
    let front =
        "---\nkind: Nghị định\nnumber: 7/2023/NĐ-CP\ntitle: Có phụ lục\nissued: 2023-01-01\neffective: 2023-02-01\n---\n\n";
    site.write(
        "content/pl.md",
        format!("{front}Điều 1. Một\n\n## Phụ lục II\n\nMẫu số 01. Đơn\n\nĐiều 1. Trong phụ lục\n\nĐiều 2. Nữa\n"),
    );
    let [form] = &of(&site, "Theo Mẫu số 01 Phụ lục II Nghị định số 7/2023/NĐ-CP.")[..] else {
        panic!("one link")
    };
    assert_eq!((form.href.as_str(), form.class.as_str()), ("pl.html#mau-01", "vd"));
    let [missing] = &of(&site, "Theo Điều 2 Nghị định số 7/2023/NĐ-CP.")[..] else { panic!("one link") };
    assert_eq!((missing.href.as_str(), missing.class.as_str()), ("pl.html", "vd vd-suy"));
}

/// An entity is read as the letter it stands for.
#[test]
fn entities_break_no_citation() {
    let site = site();
    assert_eq!(pairs(&of(&site, "Theo Điều&nbsp;3 Luật Thử nghiệm.")), [("Điều 3 Luật Thử nghiệm", "luat.html#dieu-3")]);
    assert_eq!(pairs(&of(&site, "Theo Nghị định số&nbsp;6/2021/N&ETH;-CP.")), [("Nghị định số 6/2021/NĐ-CP", "nd.html")]);
}

/// The words of an outline are the editors' own: how far a chapter goes is no citation of it.
#[test]
fn an_outline_does_not_cite_itself() {
    let site = site();
    site.write(
        "content/nd.md",
        "---\nkind: Nghị định\nnumber: 6/2021/NĐ-CP\ntitle: Chỉ có bố cục\nissued: 2021-01-01\ntext: outline\n---\n\nChương I. Chung (Điều 1–5)\n\nNói ở Điều 3; xem Điều 1 Luật Thử nghiệm.\n",
    );
    site.build();
    let html = site.published("nd.html");
    assert_eq!(pairs(&links(&html)), [("Điều 1 Luật Thử nghiệm", "luat.html#dieu-1")]);
    assert!(!html.contains("dan-toi"));
}

#[test]
fn works_without_a_page_lead_to_their_source_outside_or_to_what_is_known_of_them() {
    let site = site();
    let found = of(&site, "Theo Nghị định số 9/2015/NĐ-CP và Nghị định số 8/2015/NĐ-CP.");
    let [official, listed] = &found[..] else { panic!("{found:?}") };
    assert_eq!(
        (official.href.as_str(), official.rel.as_str()),
        ("https://example.gov.vn/9?a=1&b=2", "external noopener noreferrer")
    );
    assert!(official.title.contains("rời trang này") && official.class.contains("vd-roi"), "{official:?}");
    assert_eq!(listed.href, "danh-muc/van-ban-khac.html#nghi-dinh-8-2015-nd-cp");
    assert_eq!(listed.rel, "");
}

#[test]
fn what_is_ambiguous_or_unknown_is_text_and_stands_in_the_panel() {
    let site = site();
    for (slug, issuer) in [("a", "Thành ủy Hải Phòng"), ("b", "Thành ủy Hà Nội")] {
        let front = format!("kind: Chỉ thị\nnumber: 5-CT/TU\ntitle: {slug}\nissuer: {issuer}\nissued: 2022-11-21");
        site.write(&format!("content/{slug}.md"), format!("---\n{front}\n---\n"));
    }
    let found = of(&site, "Theo Chỉ thị số 5-CT/TU ngày 21/11/2022 và Nghị định số 77/2019/NĐ-CP.");
    assert_eq!(pairs(&found), []);
    let html = site.published("x.html");
    let panel = html.split("id=\"_can-cu\"").nth(1).and_then(|rest| rest.split("</section>").next()).expect("a panel");
    for words in [
        "Chỉ thị số 5-CT/TU ngày 21/11/2022",
        "href=\"a.html\"",
        "href=\"b.html\"",
        "Nghị định số 77/2019/NĐ-CP",
        "chưa biết văn bản này",
    ] {
        assert!(panel.contains(words), "{words} in {panel}");
    }
}

/// Who cites a clause is told at the clause, by document, with the number of times.
#[test]
fn who_cites_a_place_is_told_there() {
    let site = site();
    of(&site, "Theo khoản 1 Điều 1 Luật Thử nghiệm.\n\nLại theo khoản 1 Điều 1 Luật Thử nghiệm; theo Điều 1 Luật Thử nghiệm.");
    let html = site.published("luat.html");
    let after = html.split("id=\"dieu-1-khoan-1\"").nth(1).expect("the clause");
    let aside =
        after.split("<aside class=\"dan-toi\">").nth(1).and_then(|rest| rest.split("</aside>").next()).expect("its citations");
    assert!(aside.contains("<summary>Được viện dẫn 3 lần</summary>"), "{aside}");
    assert!(aside.contains("<li>Trong văn bản này: <a href=\"#dieu-1-khoan-2\">khoản 2 Điều 1</a></li>"), "{aside}");
    assert!(aside.contains("<a href=\"x.html\">Nghị quyết số 3-NQ/TU</a>"), "{aside}");
    assert!(!html.split("id=\"dieu-3\"").nth(1).expect("the article").contains("dan-toi"), "nobody cites Điều 3");
}

/// Every link of the 136 laws leads to a place that exists, and what cites a place is counted at it: as many as there are.
#[test]
fn links_between_real_laws_hold_in_both_directions() {
    let site = TestSite::laws();
    site.build();
    let pages: BTreeMap<String, String> = files(&site.public())
        .into_iter()
        .filter(|(path, _)| path.starts_with("van-ban/") && is_html(path))
        .map(|(path, bytes)| (path.trim_start_matches("van-ban/").to_owned(), String::from_utf8(bytes).expect("UTF-8")))
        .collect();
    let ids: BTreeMap<&str, BTreeSet<&str>> = pages
        .iter()
        .map(|(path, html)| (path.as_str(), html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()))
        .collect();
    let mut reached: BTreeSet<(String, String)> = BTreeSet::new();
    let mut count = 0;
    for (path, html) in &pages {
        for link in links(html).iter().filter(|link| link.rel.is_empty() && !link.href.starts_with("..")) {
            let (file, id) = link.href.split_once('#').unwrap_or((&link.href, ""));
            let target = if file.is_empty() { path.as_str() } else { file };
            assert!(ids.contains_key(target), "{path}: {link:?}");
            assert!(id.is_empty() || ids[target].contains(id), "{path}: {link:?}");
            count += 1;
            if !id.is_empty() && !link.title.contains("không có trong văn bản") {
                reached.insert((target.to_owned(), id.to_owned()));
            }
        }
    }
    assert!(count > 8_000, "{count} links");
    // Each reached place tells who cites it.
    for (target, id) in &reached {
        let from = pages[target].split(&format!(" id=\"{id}\"")).nth(1).expect("the place");
        let block = from.split(" id=\"").next().expect("up to the next place");
        assert!(block.contains("class=\"dan-toi\""), "{target}#{id} is cited and does not say so");
    }
}
