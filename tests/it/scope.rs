//! What a citation means depends on where it stands: relative places, quoted text, annexes; and nothing is read across
//! the borders of sentences, cells or blocks.

use crate::cited::{Row, recognizer, rows};

fn lines(text: &str) -> Vec<String> {
    rows(recognizer(), "x.txt", text).iter().map(Row::line).collect()
}

fn markdown(text: &str) -> Vec<String> {
    rows(recognizer(), "x.md", text).iter().map(Row::line).collect()
}

#[test]
fn relative_places_are_told_from_the_root() {
    let text = "Chương I\nQUY ĐỊNH CHUNG\nMục 1\nPHẠM VI\nĐiều 3. Tên\n1. Theo khoản 2 Điều này.\n2. Trừ:\na) điểm b khoản này;\nb) tiết 1 điểm này và Mục 2 Chương này.\nĐiều 4. Tên\nTheo khoản 1 Điều này, khoản 2 Điều 3.";
    assert_eq!(
        lines(text),
        [
            "khoản 2 Điều này | internal | this | dieu-3.khoan-2",
            "điểm b khoản này | internal | this | dieu-3.khoan-2.diem-b",
            "tiết 1 điểm này và Mục 2 Chương này | internal | this | dieu-3.khoan-2.diem-b.tiet-1 chuong-i.muc-2",
            "khoản 1 Điều này, khoản 2 Điều 3 | internal | this | dieu-4.khoan-1 dieu-3.khoan-2",
        ]
    );
}

#[test]
fn quoted_amending_text_is_a_barrier() {
    let text = "Điều 1. Sửa đổi, bổ sung một số điều của Luật Thanh tra\n1. Sửa đổi khoản 4 Điều 6 như sau:\n“4. Theo khoản 2 Điều này và Điều 9 của Luật này.”.\n2. Bãi bỏ Điều 7.\nĐiều 2. Hiệu lực\nTheo Điều 1 của Luật này.";
    assert_eq!(
        lines(text),
        [
            "Luật Thanh tra | name | luật thanh tra",
            "khoản 4 Điều 6 | previous | luật thanh tra | dieu-6.khoan-4",
            "khoản 2 Điều này và Điều 9 của Luật này | self | luật thanh tra | dieu-6.khoan-2 dieu-9 | quoted",
            "Điều 7 | previous | luật thanh tra | dieu-7",
            "Điều 1 của Luật này | self | this | dieu-1",
        ]
    );
}

#[test]
fn replaced_words_are_quoted_too() {
    let text = "Điều 1. Sửa đổi, bổ sung một số điều của Luật Thanh tra\n1. Bỏ cụm từ “tại Điều 82 của Luật này” tại Điều 26.\n2. Thay thế cụm từ “Luật Đất đai” bằng cụm từ “Luật Nhà ở” tại khoản 1 Điều 7.";
    assert_eq!(
        lines(text),
        [
            "Luật Thanh tra | name | luật thanh tra",
            "Điều 82 của Luật này | self | luật thanh tra | dieu-82 | quoted",
            "Điều 26 | previous | luật thanh tra | dieu-26",
            "Luật Đất đai | name | luật đất đai | quoted",
            "Luật Nhà ở | name | luật nhà ở | quoted",
            "khoản 1 Điều 7 | previous | luật thanh tra | dieu-7.khoan-1",
        ]
    );
}

#[test]
fn instructions_inherit_the_work_and_the_place_around_them() {
    let text = "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 10/2020/NĐ-CP\n1. Sửa đổi, bổ sung một số khoản của Điều 12 như sau:\na) Sửa đổi, bổ sung khoản 6 như sau:\n“6. Nội dung.”;\nb) Bổ sung khoản 8a vào sau khoản 8 như sau:\n“8a. Nội dung.”.\n2. Sửa đổi, bổ sung khoản 4 và bổ sung khoản 5 vào sau khoản 4 Điều 19 như sau:\n“4. Nội dung.”.";
    assert_eq!(
        lines(text),
        [
            "Nghị định số 10/2020/NĐ-CP | number | 10/2020/NĐ-CP",
            "Điều 12 | previous | 10/2020/NĐ-CP | dieu-12",
            "khoản 6 | previous | 10/2020/NĐ-CP | dieu-12.khoan-6",
            "khoản 8a | previous | 10/2020/NĐ-CP | dieu-12.khoan-8a",
            "khoản 8 | previous | 10/2020/NĐ-CP | dieu-12.khoan-8",
            "khoản 4 | previous | 10/2020/NĐ-CP | dieu-19.khoan-4",
            "khoản 5 | previous | 10/2020/NĐ-CP | dieu-19.khoan-5",
            "khoản 4 Điều 19 | previous | 10/2020/NĐ-CP | dieu-19.khoan-4",
        ]
    );
}

#[test]
fn an_annexed_text_counts_its_own_articles() {
    let text = "QUYẾT ĐỊNH\nĐiều 1. Ban hành Quy chế.\nĐiều 2. Thi hành Điều 1 Quyết định này./.\nQUY CHẾ\nLàm việc\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nTheo Điều 2 Quy chế này và Chương I.\nĐiều 2. Nguyên tắc\n1. Theo khoản 2 Điều này và Điều 1; theo khoản 3 Điều 5 Luật Thanh tra.";
    assert_eq!(
        lines(text),
        [
            "Điều 1 Quyết định này | self | this | dieu-1",
            "Điều 2 Quy chế này | self | this | quy-che.dieu-2",
            "Chương I | internal | this | quy-che.chuong-i",
            "khoản 2 Điều này và Điều 1 | internal | this | quy-che.dieu-2.khoan-2 quy-che.dieu-1",
            "khoản 3 Điều 5 Luật Thanh tra | name | luật thanh tra | dieu-5.khoan-3",
        ]
    );
}

#[test]
fn a_plain_annex_cites_the_articles_of_the_document() {
    let text = "THÔNG TƯ\nĐiều 1. Tên\nNội dung.\nĐiều 2. Tên\nNội dung.\nPhụ lục I\nMẪU BIỂU\nTheo khoản 1 Điều 2 và Điều 1 Thông tư này.";
    assert_eq!(lines(text), ["khoản 1 Điều 2 và Điều 1 Thông tư này | self | this | dieu-2.khoan-1 dieu-1"]);
}

#[test]
fn nothing_is_read_across_sentences_blocks_or_cells() {
    assert_eq!(
        lines("Điều 1. Tên\nTheo khoản 2\nĐiều 5 của Luật Thanh tra.").last().map(String::as_str),
        Some("Điều 5 của Luật Thanh tra | name | luật thanh tra | dieu-5")
    );
    assert_eq!(
        lines("Thực hiện Điều 5. Luật Thanh tra quy định."),
        ["Điều 5 | internal | this | dieu-5", "Luật Thanh tra | name | luật thanh tra"]
    );
    assert_eq!(lines("Nghị định\nsố 59/2023/NĐ-CP"), ["số 59/2023/NĐ-CP | number | 59/2023/NĐ-CP"]);
    let table = "| Căn cứ | Ngày |\n|---|---|\n| Nghị định số 59/2023/NĐ-CP | ngày 14/8/2023 |\n| Điều 5 | Luật Thanh tra |\n";
    assert_eq!(
        markdown(table),
        [
            "Nghị định số 59/2023/NĐ-CP | number | 59/2023/NĐ-CP",
            "Điều 5 | internal | this | dieu-5",
            "Luật Thanh tra | name | luật thanh tra",
        ]
    );
}

#[test]
fn a_documents_own_number_and_headings_are_no_citations() {
    assert_eq!(
        lines("Số: 59/2023/NĐ-CP\nNGHỊ ĐỊNH\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Nội dung."),
        Vec::<String>::new()
    );
    assert_eq!(lines("BAN TỔ CHỨC * Số 26-HD/BTCTW | Hà Nội, ngày 18 tháng 10 năm 2023"), Vec::<String>::new());
    assert_eq!(lines("Căn cứ Luật số: 64/2025/QH15;"), ["Luật số: 64/2025/QH15 | number | 64/2025/QH15"]);
}

/// Lines of a plain text are paragraphs, unless the text was plainly broken to a width.
#[test]
fn lines_broken_to_a_width_are_joined() {
    let wrapped = "Điều 4. Tên\n1. Kết quả thực hiện các nội dung quy định tại các khoản 2 và 3\nĐiều này được báo cáo\ntheo quy định của Luật Thanh\ntra và các văn bản khác\ncó liên quan, trừ trường hợp\nkhẩn cấp do người có thẩm quyền\nquyết định.\n2. Nội dung.";
    assert_eq!(
        lines(wrapped),
        ["khoản 2 và 3 Điều này | internal | this | dieu-4.khoan-2 dieu-4.khoan-3", "Luật Thanh tra | name | luật thanh tra"]
    );
    assert_eq!(lines("Theo Luật Thanh\ntra."), Vec::<String>::new());
}
