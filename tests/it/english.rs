//! Pages in English: what is in them, in which language, and where they lead.

use crate::common::TestSite;

fn site(english: &str) -> TestSite {
    let site = TestSite::small();
    site.write(
        "content/site.yaml",
        format!("title: Công khai\nagency: Sở Ngoại vụ\ndescription: Một câu.\nkinds:\n  - {{name: Quy trình, abbreviations: [QTr]}}\n{english}"),
    );
    site.write("content/van-ban/qt.md", "---\nkind: Quy trình\nnumber: 7/QTr-SNgV\ntitle: Tiếp khách\n---\n");
    site
}

#[test]
fn names_are_the_sites_own_or_said_to_be_vietnamese() {
    let named = site("english: {title: Public documents, agency: Foreign Affairs, description: One sentence.}\n");
    named.build();
    let home = named.published("en/index.html");
    for words in ["<h1>Public documents</h1>", "<span class=\"co-quan\">Foreign Affairs</span>", "One sentence."] {
        assert!(home.contains(words), "{words}");
    }
    assert!(!home.contains("Sở Ngoại vụ"), "no name is in Vietnamese where there is an English one");
    let unnamed = site("");
    unnamed.build();
    let home = unnamed.published("en/index.html");
    for words in [
        "<span lang=\"vi\">Công khai</span></h1>",
        "<span class=\"co-quan\" lang=\"vi\">Sở Ngoại vụ</span>",
        "<span lang=\"vi\">Một câu.</span>",
    ] {
        assert!(home.contains(words), "{words}");
    }
}

#[test]
fn kinds_have_english_names_but_those_a_site_adds() {
    let site = site("");
    site.build();
    let list = site.published("en/danh-muc/index.html");
    assert!(list.contains("<a href=\"loai/quyet-dinh.html\">Decision "), "a kind of the table");
    assert!(list.contains("<a href=\"loai/quy-trinh.html\"><span lang=\"vi\">Quy trình</span> "), "a kind of the site");
    assert!(list.contains("<a href=\"nam/chua-ro-nam.html\">year unknown "), "lists keep their paths");
    assert!(list.contains("lang=\"vi\">Tiếp khách</a>"), "titles are as they are");
    let of_year = site.published("en/danh-muc/nam/chua-ro-nam.html");
    assert!(of_year.contains("year unknown</h1>") && of_year.contains("href=\"../../../van-ban/qt.html\""));
}

#[test]
fn the_same_page_is_named_in_both_where_the_site_knows_its_address() {
    let site = site("base_url: https://example.gov.vn/a/\n");
    site.build();
    let alternate =
        |lang: &str, path: &str| format!("<link rel=\"alternate\" hreflang=\"{lang}\" href=\"https://example.gov.vn/a/{path}\">");
    for path in ["index.html", "danh-muc/index.html", "tim-kiem.html", "tro-giup.html", "tiep-can.html", "kiem-tra.html"] {
        let english = format!("en/{path}");
        assert!(site.published(path).contains(&alternate("en", &english)), "{path}");
        assert!(site.published(&english).contains(&alternate("vi", path)), "{english}");
    }
    assert!(!site.published("van-ban/qt.html").contains("rel=\"alternate\" hreflang"), "a document is there once");
}

#[test]
fn a_page_may_not_take_the_place_of_one_in_english() {
    let site = site("");
    site.write("content/en/index.md", "---\ntitle: Home\n---\n");
    let output = site.run("build", &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("content/en/index.md"), "{said}");
}

#[test]
fn names_that_no_page_shows_are_refused() {
    let site = site("english: {titel: Public}\n");
    let output = site.run("build", &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("titel") && said.contains("site.yaml"), "{said}");
}
