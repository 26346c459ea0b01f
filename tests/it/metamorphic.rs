//! What must not change a target: spelling, marks that no one sees, line breaks and emphasis, `số` added or dropped.

use congkhai::text::canonical_tones;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::cited::{Row, recognizer, rows};
use crate::common::{gold_texts, shared};
use crate::laws_cite::laws;

type Target = (String, Vec<String>, bool);

/// The gold texts and some laws, amending ones among them.
fn texts() -> Vec<(String, String)> {
    let read = |name: &String| std::fs::read_to_string(shared(&format!("gold/{name}"))).expect("a gold text");
    let gold = gold_texts().into_iter().map(|name| (name.clone(), read(&name)));
    let law = |(name, _): &(String, String)| {
        ["luat-thanh-nien", "luat-hoa-giai", "luat-xay-dung-sua-doi", "luat-to-cao", "luat-dau-gia"]
            .iter()
            .any(|start| name.starts_with(start))
    };
    let all: Vec<(String, String)> = gold.chain(laws().into_iter().filter(law)).collect();
    assert!(all.len() >= 14, "{} texts", all.len());
    all
}

fn targets(name: &str, text: &str) -> Vec<Target> {
    rows(recognizer(), name, text).iter().map(Row::target).collect()
}

/// Asserts that a change of every text leaves its targets as they were; `kind` is the file's, before and after.
fn unchanged(kind: &str, change: impl Fn(&str) -> String) {
    for (name, text) in texts() {
        let text: String = text.nfc().collect();
        let (before, after) = (targets(kind, &text), targets(kind, &change(&text)));
        let differs = before.iter().zip(&after).find(|(a, b)| a != b);
        assert!(differs.is_none() && before.len() == after.len(), "{name}: {differs:?}, {} and {}", before.len(), after.len());
    }
}

#[test]
fn decomposed_letters() {
    unchanged("x.txt", |text| text.nfd().collect());
}

#[test]
fn eth_for_the_letter_with_the_bar() {
    unchanged("x.txt", |text| text.replace('Đ', "Ð").replace('đ', "ð"));
}

#[test]
fn no_break_spaces() {
    unchanged("x.txt", |text| text.replace(' ', "\u{a0}"));
}

#[test]
fn characters_without_width() {
    unchanged("x.txt", |text| text.replace("iều", "i\u{200b}ều").replace("hoản", "\u{feff}hoản").replace('/', "\u{2060}/\u{ad}"));
}

#[test]
fn tone_marks_in_either_place() {
    unchanged("x.txt", |text| canonical_tones(text).text);
    unchanged("x.txt", |text| {
        text.replace("hòa", "hoà").replace("Hòa", "Hoà").replace("ủy", "uỷ").replace("Ủy", "Uỷ").replace("thỏa", "thoả")
    });
}

#[test]
fn soft_line_breaks_in_markdown() {
    let paragraphs = |text: &str| escaped(text).replace('\n', "\n\n");
    for (name, text) in texts() {
        let text: String = text.nfc().collect();
        let before = targets("x.md", &paragraphs(&text));
        let broken: Vec<String> = paragraphs(&text).split("\n\n").map(wrapped).collect();
        assert_eq!(before, targets("x.md", &broken.join("\n\n")), "{name}");
    }
}

/// Breaks lines before words that begin no unit and no Markdown, as an editor with a narrow window does.
fn wrapped(paragraph: &str) -> String {
    let mut out = String::new();
    for (at, word) in paragraph.split(' ').enumerate() {
        let plain = word.starts_with(char::is_lowercase) && !word.contains([')', '.']);
        out.push_str(match at {
            0 => "",
            _ if plain && at % 3 == 0 => "\n",
            _ => " ",
        });
        out.push_str(word);
    }
    out
}

fn escaped(text: &str) -> String {
    text.chars().flat_map(|c| if "*_[]<>#|`~&\\".contains(c) { vec!['\\', c] } else { vec![c] }).collect()
}

#[test]
fn emphasis_inside_a_citation() {
    for (plain, marked) in [
        ("Nghị định số 59/2023/NĐ-CP ngày 14/8/2023", "**Nghị định** số *59/2023/NĐ-CP* ngày **14/8/2023**"),
        ("khoản 2 Điều 5 của Luật Thanh tra", "*khoản 2* **Điều 5** của **Luật *Thanh tra***"),
        ("điểm a khoản 2 Điều 46 Luật này", "điểm **a** khoản **2** Điều **46** Luật này"),
    ] {
        assert_eq!(targets("x.md", plain), targets("x.md", marked), "{marked}");
        assert_eq!(targets("x.md", plain).len(), 1, "{plain}");
    }
}

#[test]
fn headings_in_capitals() {
    unchanged("x.txt", |text| {
        let heading = |line: &str| line.starts_with("Chương ") || line.starts_with("Mục ");
        let line = |line: &str| {
            if heading(line) { line.replace("Chương", "CHƯƠNG").replace("Mục", "MỤC") } else { line.to_owned() }
        };
        text.split('\n').map(line).collect::<Vec<_>>().join("\n")
    });
}

#[test]
fn the_word_for_number_added_or_dropped() {
    for kind in ["Nghị định", "Quyết định", "Thông tư", "Chỉ thị", "Kế hoạch", "Luật"] {
        unchanged("x.txt", |text| text.replace(&format!("{kind} số "), &format!("{kind} ")));
    }
    let without = "Nghị định 59/2023/NĐ-CP, Luật 10/2022/QH15 và Chỉ thị 26-CT/TU";
    let with = "Nghị định số 59/2023/NĐ-CP, Luật số 10/2022/QH15 và Chỉ thị số 26-CT/TU";
    assert_eq!(targets("x.txt", without), targets("x.txt", with));
    assert_eq!(targets("x.txt", with).len(), 3);
}

/// Words that mean something to the grammar, alone and in any order.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(vec![
            "Điều 5 ", "khoản 2 ", "điểm a ", "điểm đ) ", "này ", "đó ", "nêu trên ", "của ", "Luật ", "Luật Thanh tra ", "năm 2013 ", "số ",
            "59/2023/NĐ-CP ", "23-QĐ/TW ", "ngày 14/8/2023 ", "ngày 14 tháng 8 năm 2023 ", "và ", "hoặc ", ", ", "; ", ". ", " - ", "từ ", "đến ",
            "các ", "Nghị định ", "Quyết định ", "văn bản ", "(", ")", "“", "”", "\"", "như sau:", "Sửa đổi, bổ sung ", "cụm từ ", "sau đây gọi là ",
            "Chỉ thị ", "Phụ lục I ", "Mẫu số 01 ", "Mục II ", "Chương III ", "Phần thứ nhất ", "tiết 1 ", "10", "/", "-", "–", "1.2", "BLHS ", "\n",
            "Điều 7. ", "\n1. ", "\na) ", "kèm theo ", "ban hành ", "Quy chế ", "QUY CHẾ\n", "về ", "Q u y ế t ", "\u{301}", "Ð", "| ", "\t",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn any_words_give_sound_citations(pieces in prop::collection::vec(piece(), 0..60), markdown in any::<bool>()) {
        let name = if markdown { "x.md" } else { "x.txt" };
        let recognizer = recognizer();
        let text = pieces.concat();
        let found = rows(recognizer, name, &text);
        prop_assert_eq!(&found, &rows(recognizer, name, &text), "the same text, the same citations");
        for row in &found {
            prop_assert!(!row.text.is_empty());
            prop_assert_eq!(row.text.trim(), row.text.as_str());
        }
        for pair in found.windows(2) {
            let ((a, first), (b, second)) = (&pair[0].place, &pair[1].place);
            prop_assert!(a < b || (a == b && first.end <= second.start), "{:?}", pair);
        }
    }

    /// Paragraphs that point at nothing around them have the same citations alone and together.
    #[test]
    fn paragraphs_without_pointers_stand_for_themselves(order in Just(PARAGRAPHS.to_vec()).prop_shuffle(), count in 1..PARAGRAPHS.len()) {
        let recognizer = recognizer();
        let lines = &order[..count];
        let alone: Vec<String> = lines.iter().flat_map(|line| rows(recognizer, "x.txt", line)).map(|row| row.line()).collect();
        let together: Vec<String> = rows(recognizer, "x.txt", &lines.join("\n")).iter().map(Row::line).collect();
        prop_assert_eq!(alone, together);
    }
}

const PARAGRAPHS: &[&str] = &[
    "Căn cứ Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ;",
    "Căn cứ Luật Thanh tra số 11/2022/QH15 và khoản 2 Điều 5 Luật Tố cáo;",
    "Thực hiện Chỉ thị số 15-CT/TU, Kế hoạch 149/KH-UBND và Công văn số 236/SNV-XDCQ.",
    "Theo điểm a khoản 2 Điều 46 của Luật Thực hiện dân chủ ở cơ sở năm 2022.",
    "Theo từ Điều 10 đến Điều 15 Bộ luật Hình sự và Phụ lục I Nghị định số 30/2020/NĐ-CP.",
    "Không có viện dẫn nào trong đoạn này.",
    "Mẫu số 03 Phụ lục II ban hành kèm theo Thông tư số 12/2020/TT-BTC.",
];
