//! Properties of every function here, on text as bad as editors and scanners make it.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::{Mapped, canonical_tones, fold, key, mapped_slug, normalize, slug};

/// Vietnamese letters composed and decomposed, look-alikes, invisible characters, odd spaces, line ends, anything.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[ a-zA-Z0-9.,/&-]{1,8}",
        4 => prop::sample::select(vec!["hoà", "HOÀ", "uỷ", "quý", "Điều", "ượng", "thuý", "khoẻ", "nghĩa", "Luật", "hoàn", "loè"]).prop_map(str::to_owned),
        2 => prop::sample::select(vec!["hoà", "uỷ", "Điều 5", "nghị định"]).prop_map(|word| word.nfd().collect()),
        1 => prop::sample::select(vec!["Ð", "ð", "\u{a0}", "\u{200b}", "\u{feff}", "\r\n", "\r", "\n", "\t", "\u{ad}", "\u{301}", "\u{0}"]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

type Named = (&'static str, fn(&str) -> Mapped);

/// Every function that gives a map, by name.
fn functions() -> Vec<Named> {
    vec![("normalize", normalize), ("key", key), ("fold", fold), ("slug", mapped_slug)]
}

proptest! {
    #[test]
    fn doing_it_twice_changes_nothing(text in text()) {
        for (name, function) in functions() {
            let once = function(&text).text;
            prop_assert_eq!(&function(&once).text, &once, "{}", name);
        }
        let normal = normalize(&text).text;
        let once = canonical_tones(&normal).text;
        prop_assert_eq!(&canonical_tones(&once).text, &once);
        prop_assert_eq!(&slug(&slug(&text)), &slug(&text));
    }

    #[test]
    fn decomposed_input_gives_the_same(text in text()) {
        let decomposed: String = text.nfd().collect();
        for (name, function) in functions() {
            prop_assert_eq!(function(&text).text, function(&decomposed).text, "{}", name);
        }
    }

    #[test]
    fn offsets_lead_back_in_order_and_between_letters(text in text()) {
        for (name, function) in functions() {
            let mapped = function(&text);
            let mut last = 0;
            for (at, c) in mapped.text.char_indices() {
                let range = mapped.map.range_to_source(at..at + c.len_utf8());
                prop_assert!(range.start >= last, "{} goes back at {}", name, at);
                prop_assert!(range.end <= text.len() && range.start <= range.end, "{} leaves the text", name);
                prop_assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end), "{} cuts a letter", name);
                last = range.start;
            }
            prop_assert!(mapped.map.to_source(mapped.text.len()) <= text.len());
        }
    }

    #[test]
    fn a_word_leads_back_to_what_made_it(before in text(), after in text()) {
        // A word that no neighbour can change, decomposed in the source.
        let word: String = " Nghị định 59 ".nfd().collect();
        let source = format!("{before}.{word}.{after}");
        for (name, function) in functions() {
            let mapped = function(&source);
            let needle = function("Nghị định 59").text;
            let found = mapped.text.match_indices(&needle).any(|(at, _)| {
                let range = mapped.map.range_to_source(at..at + needle.len());
                source[range] == *word.trim()
            });
            prop_assert!(found, "{}: {:?}", name, mapped.text);
        }
    }

    #[test]
    fn the_normal_form_is_composed_and_visible(text in text()) {
        let normal = normalize(&text).text;
        prop_assert!(super::is_normal(&normal));
        prop_assert!(normal.nfc().eq(normal.chars()));
        let unwanted = ['Ð', 'ð', '\u{a0}', '\u{200b}', '\r', '\u{feff}'];
        prop_assert!(!normal.contains(unwanted));
    }

    #[test]
    fn a_slug_is_an_address(text in text()) {
        let slug = slug(&text);
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        prop_assert!(slug.bytes().all(plain));
        prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
    }
}

#[test]
fn tone_marks_move_only_in_open_syllables_and_not_after_q() {
    for (given, expected) in [
        ("hoà", "hòa"),
        ("uỷ ban", "ủy ban"),
        ("thuý", "thúy"),
        ("khoẻ", "khỏe"),
        ("HOÀ", "HÒA"),
        ("UỶ", "ỦY"),
        ("quý", "quý"),
        ("quỳ", "quỳ"),
        ("hoàn", "hoàn"),
        ("hoạt", "hoạt"),
        ("hòa", "hòa"),
        ("loè", "lòe"),
        ("tuỳ", "tùy"),
    ] {
        assert_eq!(canonical_tones(given).text, expected);
    }
    // A second mark on the vowel: no syllable, left alone.
    assert_eq!(canonical_tones("loè\u{301}").text, "loè\u{301}");
}

#[test]
fn names_compare_and_slugs_form_as_the_contract_says() {
    assert_eq!(key(" LUẬT  Hoà\u{a0}giải ").text, "luật hòa giải");
    assert_eq!(fold("Ðường Đê — ƯƠNG").text, "duong de — uong");
    assert_eq!(fold("A \u{301}").text, "a");
    assert_eq!(slug("Quyết định 129/QĐ-UBND"), "quyet-dinh-129-qd-ubnd");
    assert_eq!(slug("236/SNV-XDCQ&CTTN"), "236-snv-xdcq-cttn");
    assert_eq!(slug("Quy chế"), "quy-che");
}

#[test]
fn line_ends_and_byte_order_marks_go() {
    assert_eq!(normalize("\u{feff}a\r\nb\rc").text, "a\nb\nc");
}
