//! The contract's table "Structure and ids", from headings and from plain lines, each text with the ids it must have.

use congkhai::content::{Content, load};
use congkhai::world::{MemoryWorld, World};

fn read(kind: &str, text: &str) -> Content {
    let page = format!("---\nkind: {kind}\nnumber: 5/2024/QH15\ntitle: Luật Thử\n---\n\n{text}");
    let files = [("content/site.yaml", "title: T\nagency: C\n".to_owned()), ("content/x.md", page)];
    let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect();
    let world = MemoryWorld { files, today: jiff::civil::date(2026, 11, 24) };
    load(&world, &world.list(), false, None)
}

fn ids(text: &str) -> Vec<String> {
    read("Luật", text).pages[0].blocks().iter().filter_map(|block| block.id.clone()).collect()
}

fn paths(text: &str) -> Vec<String> {
    read("Luật", text).pages[0].units().iter().map(|unit| unit.path().to_owned()).collect()
}

fn codes(text: &str) -> Vec<&'static str> {
    read("Luật", text).problems.iter().map(|problem| problem.code.id()).collect()
}

const PLAIN: &str = "Phần thứ nhất\nQUY ĐỊNH CHUNG\n\nChương III\nTHỰC HIỆN\n\nMục 2. CÔNG KHAI\n\nTiểu mục 1. Nội dung\n\nĐiều 46. Nội dung phải công khai\n\n1. Khoản một:\n\na) Điểm a;\n\nđ) Điểm đ;\n\n2a. Khoản thêm.\n\nĐiều 46a. Điều thêm\n";

const HEADINGS: &str = "## Phần thứ nhất. QUY ĐỊNH CHUNG\n\n### Chương 3: THỰC HIỆN\n\n#### MỤC II. CÔNG KHAI\n\n##### Tiểu mục 1. Nội dung\n\n###### ĐIỀU 46: Nội dung phải công khai\n\n1. Khoản một:\n\n   a) Điểm a;\n\n   đ) Điểm đ;\n\n2a. Khoản thêm.\n\n###### Điều 46a. Điều thêm\n";

#[test]
fn headings_and_plain_lines_give_the_same_ids() {
    let expected = [
        "phan-i",
        "chuong-iii",
        "chuong-iii-muc-2",
        "chuong-iii-muc-2-tieu-muc-1",
        "dieu-46",
        "dieu-46-khoan-1",
        "dieu-46-khoan-1-diem-a",
        "dieu-46-khoan-1-diem-dd",
        "dieu-46-khoan-2a",
        "dieu-46a",
    ];
    assert_eq!(ids(PLAIN), expected);
    assert_eq!(ids(HEADINGS), expected);
    assert_eq!(paths(PLAIN)[7], "dieu-46.khoan-1.diem-đ");
}

#[test]
fn lines_pasted_without_blank_lines_are_units_of_their_own() {
    let text = "Điều 1. Phạm vi\n1. Khoản một.\n2. Khoản hai:\na) Điểm a;\nb) Điểm b.\nĐiều 2\nNội dung của điều.\n";
    assert_eq!(
        ids(text),
        ["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-2", "dieu-1-khoan-2-diem-a", "dieu-1-khoan-2-diem-b", "dieu-2"]
    );
}

#[test]
fn a_citation_at_the_start_of_a_wrapped_line_opens_nothing() {
    let text = "Điều 1. Phạm vi\n\nViệc này theo quy định tại\nĐiều 5 của Luật này và khoản\n2. Điều đó không đổi.\n";
    assert_eq!(ids(text), ["dieu-1"]);
}

#[test]
fn numbers_are_never_changed_by_markdown() {
    let content = read("Luật", "Điều 1. Tên\n\n3. Ba.\n\n3. Ba lần nữa.\n\n7. Bảy.\n");
    let blocks = content.pages[0].blocks();
    let texts: Vec<&str> = blocks.iter().map(|block| block.inlines[0].text.as_str()).collect();
    assert_eq!(texts, ["Điều 1. Tên", "3. Ba.", "3. Ba lần nữa.", "7. Bảy."]);
}

#[test]
fn annexes_count_their_own_articles() {
    let text = "Điều 1. Một\n\nĐiều 2. Hai\n\nPhụ lục I\nDANH MỤC\n\nĐiều 1. Trong phụ lục\n\n1. Khoản.\n\nPHỤ LỤC\n\nI. PHẦN MỘT\n\nĐoạn.\n\nMẫu số 01\n\nĐoạn mẫu.\n";
    assert_eq!(
        ids(text),
        [
            "dieu-1",
            "dieu-2",
            "phu-luc-i",
            "phu-luc-i-dieu-1",
            "phu-luc-i-dieu-1-khoan-1",
            "phu-luc",
            "phu-luc-i--2",
            "phu-luc-i-p1",
            "mau-01",
            "mau-01-p1"
        ]
    );
}

#[test]
fn a_text_that_a_decision_annexes_has_its_own_prefix() {
    let text = "Điều 1. Ban hành kèm theo Quyết định này Quy chế.\n\nĐiều 2. Hiệu lực.\n\nQUY CHẾ\n\nLàm việc của Sở\n\nChương I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi\n\n1. Khoản.\n\nĐiều 2. Đối tượng\n";
    assert_eq!(
        paths(text),
        ["dieu-1", "dieu-2", "quy-che", "quy-che.chuong-i", "quy-che.dieu-1", "quy-che.dieu-1.khoan-1", "quy-che.dieu-2"]
    );
    assert_eq!(codes(text), Vec::<&str>::new());
}

#[test]
fn a_plan_counts_its_paragraphs() {
    let text = "Đoạn mở đầu.\n\nCăn cứ.\n\nI. MỤC ĐÍCH\n\n1. Câu một.\n\n2. Câu hai.\n\nII. CHỈ TIÊU\n\n- Một.\n- Hai.\n\n  Vẫn là hai.\n- Ba.\n\nIII. NỘI DUNG\n\n1. Công tác\n\nĐoạn.\n\n- Gạch.\n\n1.1. Cụ thể\n\nĐoạn sâu.\n\n2. Tuyên truyền\n\nĐoạn.\n";
    let kind =
        |text: &str| read("Kế hoạch", text).pages[0].blocks().iter().filter_map(|block| block.id.clone()).collect::<Vec<_>>();
    assert_eq!(
        kind(text),
        [
            "mo-dau-p1",
            "mo-dau-p2",
            "i",
            "i-1",
            "i-2",
            "ii",
            "ii-p1",
            "ii-p2",
            "ii-p3",
            "iii",
            "iii-1",
            "iii-1-p1",
            "iii-1-p2",
            "iii-1-1",
            "iii-1-1-p1",
            "iii-2",
            "iii-2-p1"
        ]
    );
}

#[test]
fn a_repeated_number_gets_a_second_id_and_a_warning() {
    let text = "Điều 1. Một\n\nĐiều 1. Một nữa\n\n1. Khoản.\n\n1. Khoản nữa.\n";
    assert_eq!(ids(text), ["dieu-1", "dieu-1--2", "dieu-1-khoan-1", "dieu-1-khoan-1--2"]);
    assert_eq!(codes(text).iter().filter(|code| **code == "repeated-id").count(), 2);
}

#[test]
fn text_quoted_to_amend_makes_no_outline() {
    let text = "Điều 1. Sửa đổi Luật X\n\n1. Sửa đổi, bổ sung Điều 5 như sau:\n\n“Điều 5. Tên mới\n\n1. Khoản một “trong ngoặc”.\n\n2. Khoản hai.”.\n\n2. Sửa đổi Điều 9 như sau:\n\n\"Điều 9. Một dòng.\";\n\nĐiều 2. Hiệu lực\n";
    assert_eq!(paths(text), ["dieu-1", "dieu-1.khoan-1", "dieu-1.khoan-2", "dieu-2"]);
    assert_eq!(codes(text), Vec::<&str>::new());
    let quoted = read("Luật", text).pages[0].blocks().iter().filter(|block| block.quoted).count();
    assert_eq!(quoted, 4);
}

#[test]
fn an_unclosed_quotation_ends_where_the_outer_text_goes_on_with_a_warning() {
    let text = "Điều 1. Sửa đổi Luật X\n\n1. Sửa đổi, bổ sung Điều 5 như sau:\n\n“Điều 5. Tên mới\n\n1. Khoản một.\n\n2. Sửa đổi, bổ sung Điều 9 như sau:\n\n“Điều 9. Mới.”\n\nĐiều 2. Hiệu lực thi hành\n";
    assert_eq!(paths(text), ["dieu-1", "dieu-1.khoan-1", "dieu-1.khoan-2", "dieu-2"]);
    let content = read("Luật", text);
    let unclosed: Vec<_> = content.problems.iter().filter(|problem| problem.code.id() == "unclosed-quote").collect();
    assert_eq!(unclosed.len(), 1);
    let span = unclosed[0].span.clone().expect("a place");
    assert_eq!(&content.pages[0].source.open().text[span], "“Điều 5. Tên mới", "it points at where the quotation opens");
}

#[test]
fn odd_forms_are_read_with_a_warning() {
    let text = "Điều 1. Một\n\n1) Khoản.\n\na. Điểm.\n\nĐiền 2. Hai\n\nĐiều 3 Chính sách của Nhà nước\n\nĐiều 7. Nhảy\n";
    assert_eq!(ids(text), ["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-1-diem-a", "dieu-2", "dieu-3", "dieu-7"]);
    let found = codes(text);
    assert_eq!(found.iter().filter(|code| **code == "odd-marker").count(), 4, "{found:?}");
    assert!(found.contains(&"numbering-jump"));
}

#[test]
fn raw_html_and_indented_text_are_text() {
    let html = "<div onclick=\"x\">chữ</div>\n\nĐiều 1. <b>Tên</b>\n\n    1. Khoản thụt vào.\n\n    a) Điểm thụt vào.\n";
    assert_eq!(ids(html)[1..], ["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-1-diem-a"]);
    let content = read("Luật", html);
    assert_eq!(content.pages[0].blocks()[0].inlines[0].text, "<div onclick=\"x\">chữ</div>");
    assert_eq!(content.pages[0].blocks()[1].inlines[0].text, "Điều 1. <b>Tên</b>");
}

#[test]
fn the_line_of_a_heading_ends_unless_its_title_is_wrapped() {
    let content = read(
        "Luật",
        "Điều 5. Tên điều\nNội dung không đánh số.\n\nĐiều 6. Tên dài\nxuống dòng\n\nChương I\nQUY ĐỊNH\nĐiều 7. Tên\n",
    );
    let blocks = content.pages[0].blocks();
    let texts: Vec<&str> = blocks.iter().map(|block| block.inlines[0].text.as_str()).collect();
    assert_eq!(
        texts,
        ["Điều 5. Tên điều", "Nội dung không đánh số.", "Điều 6. Tên dài xuống dòng", "Chương I\nQUY ĐỊNH", "Điều 7. Tên"]
    );
}

#[test]
fn lines_of_raw_html_stay_apart() {
    let content = read("Luật", "<div>\nmột\n</div>\n\n<!-- ghi\nchú -->\n");
    let blocks = content.pages[0].blocks();
    let texts: Vec<&str> = blocks.iter().map(|block| block.inlines[0].text.as_str()).collect();
    assert_eq!(texts, ["<div> một </div>", "<!-- ghi chú -->"]);
}
