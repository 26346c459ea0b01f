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

/// A letter quotes a decree; what the decree says of itself is not said of the one named last inside the quotation.
#[test]
fn a_text_quoted_in_a_letter_is_of_the_work_that_introduces_it() {
    let text = "Kính gửi: Sở Nội vụ\nKhoản 2 Điều 4 Nghị định số 11/2012/NĐ-CP quy định: “2. Theo Điều 9 Nghị định này và Điều 1 Nghị định số 22/2013/NĐ-CP; theo Điều 6 Nghị định này”.";
    assert_eq!(
        lines(text),
        [
            "Khoản 2 Điều 4 Nghị định số 11/2012/NĐ-CP | number | 11/2012/NĐ-CP | dieu-4.khoan-2",
            "Điều 9 Nghị định này | previous | 11/2012/NĐ-CP | dieu-9",
            "Điều 1 Nghị định số 22/2013/NĐ-CP | number | 22/2013/NĐ-CP | dieu-1",
            "Điều 6 Nghị định này | previous | 11/2012/NĐ-CP | dieu-6",
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
    let table = "#### Điều 1. Tên\n\n| Căn cứ | Ngày |\n|---|---|\n| Nghị định số 59/2023/NĐ-CP | ngày 14/8/2023 |\n| Điều 5 | Luật Thanh tra |\n";
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

#[test]
fn a_letter_has_no_articles_of_its_own() {
    let letter = "Số: 12/ABC-XYZ\nKính gửi: Ông Nguyễn Văn A\nTheo Nghị định số 10/2020/NĐ-CP thay thế Nghị định số 86/2014/NĐ-CP thì đơn vị phải đăng ký (Khoản 4, Điều 9).\nTại khoản 1 Điều 12 đã giao Sở hướng dẫn theo Điều 5 của Nghị định này.";
    assert_eq!(
        lines(letter),
        [
            "Nghị định số 10/2020/NĐ-CP | number | 10/2020/NĐ-CP",
            "Nghị định số 86/2014/NĐ-CP | number | 86/2014/NĐ-CP",
            "Khoản 4, Điều 9 | previous | 10/2020/NĐ-CP | dieu-9.khoan-4",
            "khoản 1 Điều 12 | previous | 10/2020/NĐ-CP | dieu-12.khoan-1",
            "Điều 5 của Nghị định này | previous | 10/2020/NĐ-CP | dieu-5",
        ]
    );
}

#[test]
fn where_nothing_tells_the_work_nothing_is_cited() {
    let two = "Kính gửi: Sở Tài chính\nTheo Luật Đầu tư và Luật Đấu thầu.\nViệc này quy định tại khoản 2 Điều 7.";
    assert_eq!(lines(two), ["Luật Đầu tư | name | luật đầu tư", "Luật Đấu thầu | name | luật đấu thầu"]);
    assert_eq!(lines("Kính gửi: Sở Tài chính\nViệc này quy định tại khoản 2 Điều 7."), Vec::<String>::new());
}

#[test]
fn a_text_goes_on_about_the_work_whose_places_it_names() {
    let text = "Kính gửi: Cử tri\nTheo Thông tư số 69/2011/TT-BTC: Tại Điều 1 đã quy định cho vay theo Nghị định số 41/2010/NĐ-CP được miễn. Tại Điều 3 quy định mức thu. Theo Luật Đầu tư thì Điều 4 áp dụng.";
    assert_eq!(
        lines(text),
        [
            "Thông tư số 69/2011/TT-BTC | number | 69/2011/TT-BTC",
            "Điều 1 | previous | 69/2011/TT-BTC | dieu-1",
            "Nghị định số 41/2010/NĐ-CP | number | 41/2010/NĐ-CP",
            "Điều 3 | previous | 69/2011/TT-BTC | dieu-3",
            "Luật Đầu tư | name | luật đầu tư",
            "Điều 4 | previous | luật đầu tư | dieu-4",
        ]
    );
}

#[test]
fn an_alias_may_be_a_short_number() {
    let text =
        "Theo Nghị định số 55/2015/NĐ-CP (gọi tắt là NĐ 55/CP thay thế Nghị định số 41/2010/NĐ-CP) và khoản 1 Điều 4 NĐ 55/CP.";
    assert_eq!(
        lines(text),
        [
            "Nghị định số 55/2015/NĐ-CP | number | 55/2015/NĐ-CP",
            "Nghị định số 41/2010/NĐ-CP | number | 41/2010/NĐ-CP",
            "khoản 1 Điều 4 NĐ 55/CP | previous | 55/2015/NĐ-CP | dieu-4.khoan-1",
        ]
    );
}

#[test]
fn an_excerpt_of_an_amending_law_may_leave_out_articles() {
    let text = "Điều 21. Sửa đổi, bổ sung một số điều của Luật Báo chí\n1. Sửa đổi Điều 5 như sau:\n“Điều 5. Tên\nNội dung.”.\nĐiều 23. Sửa đổi, bổ sung một số điều của Luật Xuất bản\n1. Bãi bỏ Điều 7.";
    assert_eq!(
        lines(text),
        [
            "Luật Báo chí | name | luật báo chí",
            "Điều 5 | previous | luật báo chí | dieu-5",
            "Luật Xuất bản | name | luật xuất bản",
            "Điều 7 | previous | luật xuất bản | dieu-7",
        ]
    );
}

#[test]
fn marks_of_footnotes_stand_in_labels_and_citations() {
    let text = "Điều 5[1]. Tên\n3.[2] Theo khoản 1[3] Điều này.\n4[2]. Trừ:\na[5]) khoản 3 Điều này;\nb) điểm a khoản này.";
    assert_eq!(
        lines(text),
        [
            "khoản 1[3] Điều này | internal | this | dieu-5.khoan-1",
            "khoản 3 Điều này | internal | this | dieu-5.khoan-3",
            "điểm a khoản này | internal | this | dieu-5.khoan-4.diem-a",
        ]
    );
}

#[test]
fn a_quoted_article_may_have_a_clause_that_amends() {
    let text = "Điều 1. Tên\n1. Nội dung.\nNghị định số 61/2020/NĐ-CP sửa đổi một số quy định như sau:\n“Điều 2. Hiệu lực\n1. Nội dung.\n2. Bãi bỏ khoản 5 Điều 18; theo khoản 8 Điều 1 Nghị định này.\nĐiều 3. Thi hành\nNội dung.”";
    assert!(lines(text).iter().all(|line| !line.contains("| this |")), "{:?}", lines(text));
}

#[test]
fn a_letter_comes_back_to_articles_it_named() {
    let text = "Kính gửi: Công ty A\nCăn cứ khoản 1 Điều 15 Thông tư số 219/2013/TT-BTC; Điều 4 Luật Đầu tư.\nTheo Luật Quản lý thuế và điểm b khoản 2 Điều 15 nêu trên thì được khấu trừ.";
    assert_eq!(
        lines(text).last().map(String::as_str),
        Some("điểm b khoản 2 Điều 15 | previous | 219/2013/TT-BTC | dieu-15.khoan-2.diem-b")
    );
    let here = "Kính gửi: Công ty A\nTheo khoản 1 Điều 26 Luật Nhà ở thì phải có giấy tờ; khoản 2 Điều này nêu trách nhiệm.";
    assert_eq!(lines(here).last().map(String::as_str), Some("khoản 2 Điều này | previous | luật nhà ở | dieu-26.khoan-2"));
}

#[test]
fn articles_of_a_draft_are_no_works() {
    let text = "TỜ TRÌNH\nKính gửi: Ủy ban nhân dân tỉnh\nThực hiện khoản 2 Điều 28 Luật Đầu tư, Sở trình dự thảo.\n1. Dự thảo gồm 4 điều. Điều 1 quy định phạm vi; Điều 2, Điều 3 quy định hiệu lực.";
    assert_eq!(lines(text), ["khoản 2 Điều 28 Luật Đầu tư | name | luật đầu tư | dieu-28.khoan-2"]);
    let opinion = "BÁO CÁO\n1. Căn cứ khoản 1 Điều 28 Luật Đầu tư.\na) Khoản 2 Điều 1 dự thảo Quyết định cần viết lại.\nb) Tại Điều 2: cần viết lại.";
    assert_eq!(lines(opinion), ["khoản 1 Điều 28 Luật Đầu tư | name | luật đầu tư | dieu-28.khoan-1"]);
}

#[test]
fn an_article_beyond_the_last_one_is_of_the_work_spoken_of() {
    let text = "NGHỊ QUYẾT\nĐiều 1. Phạm vi\nHướng dẫn Điều 584 của Bộ luật Dân sự.\nĐiều 2. Căn cứ\nTrách nhiệm theo Điều 584 và Điều 1.\nTrách nhiệm theo Điều 584.\nĐiều 3. Hiệu lực thi hành\nNghị quyết này có hiệu lực từ ngày ký.";
    let found = lines(text);
    assert_eq!(found.last().map(String::as_str), Some("Điều 584 | previous | bộ luật dân sự | dieu-584"), "{found:?}");
}

#[test]
fn an_excerpt_below_a_law_says_this_law_of_the_law_it_named() {
    let text =
        "Điều 12. Thực hiện\n1. Theo Điều 8 Quy định này.\n2. Theo Luật Đất đai và Điều 252 Luật này; Quyết định này áp dụng.";
    assert_eq!(
        lines(text),
        [
            "Điều 8 Quy định này | self | this | dieu-8",
            "Luật Đất đai | name | luật đất đai",
            "Điều 252 Luật này | previous | luật đất đai | dieu-252",
        ]
    );
}
