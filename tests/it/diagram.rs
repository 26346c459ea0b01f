//! Diagrams say what their tables say, tables what the corpus says, and each page what the page at the other end says.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::common::{TestSite, is_html, visible_text};

/// A row of a table of edges: its cells as text, and where the documents at both ends are (nothing for the page's own).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    cells: [String; 4],
    ends: [Option<String>; 2],
}

impl Row {
    fn is_uncertain(&self) -> bool {
        ["suy ra", "nguồn khác nhau", "chưa xác minh"].contains(&self.cells[3].as_str())
    }
}

/// What stands between two marks; nothing where the first is not there.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let start = text.find(open)? + open.len();
    Some(&text[start..start + text[start..].find(close).expect("it is closed")])
}

fn hrefs(html: &str) -> impl Iterator<Item = &str> {
    html.split("<a href=\"").skip(1).map(|rest| rest.split('"').next().expect("a quoted address"))
}

fn panel<'a>(html: &'a str, id: &str) -> &'a str {
    between(html, &format!("id=\"{id}\""), "</section>").unwrap_or("")
}

/// The rows of a section's table, addresses from the site's root.
fn rows(path: &str, section: &str) -> Vec<Row> {
    let row = |row: &str| {
        let cells: Vec<&str> = row.split("</t").filter(|cell| cell.contains("<t")).collect();
        let [subject, verb, object, certainty] = cells[..] else { panic!("four cells: {row}") };
        let text = |cell: &str| visible_text(&cell[cell.rfind("<t").expect("a cell")..]).trim().to_owned();
        let end = |cell: &str| hrefs(cell).next().map(|href| resolve(path, href));
        Row { cells: [subject, verb, object, certainty].map(text), ends: [end(subject), end(object)] }
    };
    let body = between(section, "<tbody>", "</tbody>").unwrap_or("");
    body.split("<tr>").skip(1).map(row).collect()
}

/// An address from the site's root, with the id of a place where it has one.
fn resolve(from: &str, href: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

fn pages(site: &TestSite) -> BTreeMap<String, String> {
    let html = site.snapshot().into_iter().filter(|(path, _)| is_html(path));
    html.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8"))).collect()
}

/// Pages with a text and facts; plain pages have no facts.
fn is_document(html: &str) -> bool {
    html.contains("<div class=\"van-ban\"") && html.contains("class=\"thuoc-tinh\"")
}

/// Pages of documents with the rows of their tables.
fn documents(pages: &BTreeMap<String, String>) -> BTreeMap<&str, Vec<Row>> {
    let documents = pages.iter().filter(|(_, html)| is_document(html));
    documents.map(|(path, html)| (path.as_str(), rows(path, panel(html, "_so-do")))).collect()
}

/// The drawing of each page leads where the rows of its table lead, dashed where they are not certain.
fn drawings_say_what_tables_say(pages: &BTreeMap<String, String>) -> usize {
    let mut drawn = 0;
    for (path, rows) in documents(pages) {
        let section = panel(&pages[path], "_so-do");
        let Some(svg) = between(section, "<svg", "</svg>") else {
            assert!(rows.len() < 2, "{path} has {} edges and no drawing", rows.len());
            continue;
        };
        let sorted = |mut list: Vec<String>| {
            list.sort();
            list
        };
        let of_rows = sorted(rows.iter().filter_map(|row| row.ends.iter().flatten().next().cloned()).collect());
        assert_eq!(sorted(hrefs(svg).map(|href| resolve(path, href)).collect()), of_rows, "{path}");
        let dashed = svg.matches("<rect class=\"u\"").count();
        assert_eq!(dashed, rows.iter().filter(|row| row.is_uncertain()).count(), "{path}");
        drawn += 1;
    }
    drawn
}

/// What a page's table says of another page, that page's table says too, in the same words.
fn both_sides_say_the_same(pages: &BTreeMap<String, String>) -> usize {
    let documents = documents(pages);
    let mut seen = 0;
    for (path, rows) in &documents {
        for row in rows {
            let other = row.ends.iter().flatten().next().expect("one end is elsewhere");
            if other.starts_with("danh-muc/") {
                continue;
            }
            let back = &documents[other.as_str()];
            let found = back.iter().any(|one| one.cells == row.cells && one.ends.contains(&Some((*path).to_owned())));
            assert!(found, "{path} says {row:?}, {other} does not");
            seen += 1;
        }
    }
    seen
}

/// The rows of each page are the sentences of its relations, what its text cites, and who cites it.
fn tables_say_what_the_corpus_says(pages: &BTreeMap<String, String>) {
    for (path, rows) in documents(pages) {
        let html = &pages[path];
        let (citations, relations): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.cells[1] == "viện dẫn");
        assert_eq!(relations.len(), panel(html, "_quan-he").matches("<li>").count(), "{path}: relations");
        let cited: BTreeSet<String> = citations.iter().filter_map(|row| row.ends[1].clone()).collect();
        let body = between(html, "<div class=\"van-ban\"", "</article>").expect("a text");
        let links = body.split("<a class=\"vd").skip(1).map(|tag| {
            let tag = tag.split('>').next().expect("a tag");
            between(tag, "href=\"", "\"").expect("an address")
        });
        // A link to a work's entry among the further works names it by its id; one to a page may lead into it.
        let whole =
            |href: &str| if href.contains("van-ban-khac") { href } else { href.split('#').next().expect("a part") }.to_owned();
        let linked: BTreeSet<String> =
            links.filter(|href| !href.contains(':') && !href.starts_with('#')).map(|href| whole(&resolve(path, href))).collect();
        assert!(linked.is_subset(&cited), "{path}: {linked:?} in {cited:?}");
        let pageless = cited.iter().filter(|end| end.contains("van-ban-khac")).count();
        assert!(cited.len() - pageless <= linked.len(), "{path}: {cited:?} and {linked:?}");
        let citing: BTreeSet<String> = citations.iter().filter_map(|row| row.ends[0].clone()).collect();
        let items = panel(html, "_duoc-vien-dan").split("\n<ul>").map(|item| item.rsplit("<li>").next().expect("a part"));
        let backlinks = items.flat_map(hrefs).map(|href| resolve(path, href)).filter(|href| !href.contains('#'));
        let backlinks: BTreeSet<String> = backlinks.filter(|page| is_document(&pages[page])).collect();
        assert_eq!(citing, backlinks, "{path}: citing pages");
    }
}

#[test]
fn the_real_site_is_drawn_as_it_is_and_both_ways() {
    let site = TestSite::real();
    site.build();
    let pages = pages(&site);
    assert!(drawings_say_what_tables_say(&pages) >= 10);
    assert!(both_sides_say_the_same(&pages) >= 50);
    tables_say_what_the_corpus_says(&pages);
    // The map has each row once that the pages have together, and those of works without a page among them.
    let map: BTreeSet<[String; 4]> =
        rows("so-do.html", panel(&pages["so-do.html"], "_so-do")).into_iter().map(|row| row.cells).collect();
    let all: BTreeSet<[String; 4]> = documents(&pages).into_values().flatten().map(|row| row.cells).collect();
    assert!(map.len() >= 40 && all.is_subset(&map), "{:?}", all.difference(&map).collect::<Vec<_>>());
}

/// Figures of path data between the letters.
fn figures(path: &str) -> Vec<u32> {
    path.split(|c: char| !c.is_ascii_digit()).filter_map(|figure| figure.parse().ok()).collect()
}

/// Read from the drawing as an eye does: a line that leaves a box, its joints, the boxes that the arrows enter.
#[test]
fn the_lines_of_the_map_lead_where_its_table_says() {
    let site = TestSite::real();
    site.build();
    let html = site.published("so-do.html");
    let section = panel(&html, "_so-do");
    let svg = between(section, "<svg", "</svg>").expect("a drawing");
    let boxes: Vec<(u32, u32, &str)> = svg
        .split("<a href=\"")
        .skip(1)
        .map(|rest| {
            let (href, rest) = rest.split_once('"').expect("an address");
            let figure = |name: &str| between(rest, name, "\"").and_then(|figure| figure.parse::<u32>().ok()).expect("a figure");
            (figure(" y=\""), figure(" y=\"") + figure("height=\""), href)
        })
        .collect();
    let at = |y: u32| boxes.iter().find(|(top, bottom, _)| (*top..*bottom).contains(&y)).expect("a box").2;
    let path = |class: &str| between(svg, &format!("<path{class} d=\""), "\"").unwrap_or("");
    // Upright lines `M x top V bottom`, and `M left y H x` that leave a box towards them.
    let parts: Vec<&str> = path("").split('M').filter(|part| !part.is_empty()).collect();
    let upright: Vec<Vec<u32>> = parts.iter().filter(|part| part.contains('V')).map(|part| figures(part)).collect();
    let level: Vec<Vec<u32>> = parts.iter().filter(|part| part.contains('H')).map(|part| figures(part)).collect();
    let leaving: Vec<&Vec<u32>> = level.iter().filter(|line| line[2] < line[0]).collect();
    let owner = |x: u32, y: u32| {
        let line = upright.iter().find(|line| line[0] == x && (line[1]..=line[2]).contains(&y)).expect("an upright line");
        let out = leaving.iter().find(|out| out[2] == x && (line[1]..=line[2]).contains(&out[1])).expect("it leaves a box");
        at(out[1])
    };
    let joints = path(" class=\"j\"").split('M').filter(|part| !part.is_empty()).map(figures);
    let drawn: BTreeSet<(String, String)> =
        joints.map(|joint| (owner(joint[0], joint[1]).to_owned(), at(joint[1]).to_owned())).collect();
    let told = rows("so-do.html", section).into_iter().map(|row| {
        let [from, to] = row.ends.map(|end| end.expect("a link"));
        (from, to)
    });
    assert_eq!(drawn, told.collect());
    assert_eq!(svg.matches("<a href=").count(), boxes.len());
}

#[test]
fn pages_stay_light() {
    let site = TestSite::real();
    site.build();
    for (path, html) in pages(&site) {
        let packed = |text: &str| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(text.as_bytes()).expect("memory takes it");
            encoder.finish().expect("memory takes it").len()
        };
        let text = visible_text(&html).len();
        assert!(packed(&html) * 4 <= text * 5 + 4 * 4096, "{path}: {} of {text}", packed(&html));
        let drawing = between(&html, "<svg", "</svg>").unwrap_or("");
        assert!(packed(drawing) <= 30 * 1024, "{path}: {}", packed(drawing));
    }
}

fn document(number: usize, title: &str, text: &str) -> String {
    format!(
        "---\nkind: Quyết định\nnumber: {number}/QĐ-UBND\ntitle: \"{title}\"\nissuer: Ủy ban\nissued: 2024-01-02\n---\n\n{text}\n"
    )
}

#[test]
fn relations_of_all_kinds_citations_and_hostile_titles_are_drawn_on_both_sides() {
    let site = TestSite::small();
    let title = "<script>alert(1)</script> & \u{2019}<svg>\u{2019} </text></svg>";
    let law = format!("---\nkind: Luật\nnumber: 5/2020/QH14\ntitle: \"Luật {title}\"\nissued: 2020-01-15\n---\n\nĐiều 1. Một\n");
    site.write("content/luat.md", law);
    let keys = [
        "based_on",
        "details",
        "guides",
        "implements",
        "amends",
        "replaces",
        "repeals",
        "suspends",
        "corrects",
        "consolidates",
        "follows",
        "related",
    ];
    for (number, key) in keys.iter().enumerate() {
        let evidence = ["confirmed", "inferred", "disputed", "unknown"][number % 4];
        let relation = format!("relations:\n  - {{ type: {key}, target: luat, evidence: {evidence} }}\n---");
        let text = document(
            number + 10,
            "Về việc <b>khác</b>",
            "Theo Quyết định số 1/QĐ-UBND ngày 02/01/2025 và Điều 1 Luật số 5/2020/QH14.",
        );
        site.write(&format!("content/qd-{key}.md"), text.replacen("\n---\n", &format!("\n{relation}\n"), 1));
    }
    site.build();
    let pages = pages(&site);
    assert_eq!(drawings_say_what_tables_say(&pages), keys.len() + 2);
    both_sides_say_the_same(&pages);
    tables_say_what_the_corpus_says(&pages);
    assert_eq!(rows("luat.html", panel(&pages["luat.html"], "_so-do")).len(), 2 * keys.len());
    for (path, html) in &pages {
        assert!(!html.contains("<script>") && !html.contains("<b>khác"), "{path}");
    }
}

/// A document that all others cite is cut with the rest told; the map of many documents is one of kinds and of the most
/// connected.
#[test]
fn what_is_not_drawn_is_counted() {
    const CITING: usize = 230;
    let site = TestSite::small();
    for number in 2..2 + CITING {
        let long = "Về việc quy định những điều rất dài dòng và khó nhớ ".repeat(4);
        let before: Vec<String> =
            (number.saturating_sub(6).max(2)..number).map(|n| format!(", Quyết định số {n}/QĐ-UBND ngày 02/01/2024")).collect();
        let before = before.concat();
        site.write(
            &format!("content/qd-{number}.md"),
            document(number, &long, &format!("Theo Quyết định số 1/QĐ-UBND ngày 02/01/2025{before}.")),
        );
    }
    site.build();
    let html = site.published("van-ban/qd-1.html");
    let section = panel(&html, "_so-do");
    let svg = between(section, "<svg", "</svg>").expect("a drawing");
    assert_eq!(svg.matches("<a href=").count(), 40);
    assert!(visible_text(svg).contains(&format!("và thêm {} văn bản", CITING - 40)), "{svg}");
    assert_eq!(rows("van-ban/qd-1.html", section).len(), 200);
    assert!(section.contains(&format!("và thêm {}.", CITING - 200)));
    let map = site.published("so-do.html");
    assert!(map.len() <= 200_000, "{} bytes", map.len());
    let kinds = between(panel(&map, "_so-do-loai"), "<tbody>", "</tbody>").expect("a table of kinds");
    let edges: usize = CITING + (0..CITING).map(|n| n.min(6)).sum::<usize>();
    assert!(kinds.contains(&format!("<td>{edges}</td>")), "{edges} in {kinds}");
    let section = panel(&map, "_so-do");
    let rest = between(section, "Không vẽ ở đây: ", " quan hệ").expect("the rest");
    let (documents, links) = rest.split_once(" văn bản và ").expect("documents and edges");
    let drawn = between(section, "<svg", "</svg>").expect("a drawing").matches("<a href=").count();
    assert_eq!(documents.parse::<usize>().ok(), Some(CITING + 1 - drawn));
    assert_eq!(links.parse::<usize>().ok(), Some(edges - rows("so-do.html", section).len()));
    assert!(drawn > 20, "{drawn} drawn");
}

#[test]
fn a_document_alone_has_no_diagram() {
    let site = TestSite::small();
    site.build();
    assert!(!site.published("van-ban/qd-1.html").contains("_so-do"));
    assert!(site.published("so-do.html").contains("Chưa có quan hệ"));
}
