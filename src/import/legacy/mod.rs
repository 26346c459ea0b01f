//! The encodings of Vietnamese before Unicode: a font whose letters stand at the places of Western ones.
//!
//! | encoding | fonts | a letter is |
//! |---|---|---|
//! | TCVN3 (ABC), TCVN 5712:1993, set VN3 | `.VnTime`; `.VnTimeH` shows capitals | one byte |
//! | VNI for Windows | `VNI-Times` | a letter and a byte for its mark, or one byte |
//!
//! Text in such a font reads `ViÖt Nam`, `Vieät Nam` once the font is gone; characters are those of windows-1252. Text
//! that has a letter only Unicode has is never converted.

mod guess;
mod tcvn3;
mod vni;

pub(super) use guess::count as common_words;
pub use guess::guess;
pub use tcvn3::tcvn3;
pub use vni::vni;

use super::document::{Document, Paragraph};
use crate::text::normalize;

/// The encoding that a font stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Font {
    /// Any other font: Unicode.
    #[default]
    Unicode,
    /// `.VnTime`.
    Tcvn3,
    /// `.VnTimeH`: small letters are shown as capitals.
    Tcvn3Capitals,
    /// `VNI-Times`.
    Vni,
}

impl Font {
    /// The encoding of a font's name.
    ///
    /// ```
    /// use congkhai::import::Font;
    /// assert_eq!(Font::named(".VnTimeH"), Font::Tcvn3Capitals);
    /// assert_eq!(Font::named("VNI-Times"), Font::Vni);
    /// assert_eq!(Font::named("Times New Roman"), Font::Unicode);
    /// ```
    pub fn named(name: &str) -> Self {
        let name = name.trim_matches([' ', '"', '\'']);
        let upper = name.to_ascii_uppercase();
        if upper.starts_with(".VN") {
            return if name.ends_with('H') { Self::Tcvn3Capitals } else { Self::Tcvn3 };
        }
        if upper.starts_with("VNI-") || upper.starts_with("VNI ") { Self::Vni } else { Self::Unicode }
    }

    /// The text as this font shows it.
    pub fn convert(self, text: &str) -> String {
        match self {
            Self::Unicode => text.to_owned(),
            Self::Tcvn3 => tcvn3(text),
            Self::Tcvn3Capitals => tcvn3(text).to_uppercase(),
            Self::Vni => vni(text),
        }
    }

    /// What people call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Unicode => "Unicode",
            Self::Tcvn3 | Self::Tcvn3Capitals => "TCVN3 (.VnTime)",
            Self::Vni => "VNI",
        }
    }
}

/// Whether a text has a letter that only Unicode has, and so is in no old encoding.
pub fn is_unicode(text: &str) -> bool {
    let only_there = |c: char| {
        matches!(c, 'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | '\u{1ea0}'..='\u{1ef9}')
            || matches!(c, '\u{300}' | '\u{301}' | '\u{302}' | '\u{303}' | '\u{306}' | '\u{309}' | '\u{31b}' | '\u{323}')
    };
    text.chars().any(only_there)
}

/// Converts what stands in an old font, or, where the fonts say nothing, a text that plainly is in an old encoding; then
/// all text is brought into the normal form, which would destroy text in an old one.
pub(super) fn settle(document: &mut Document) {
    let mut converted: Vec<(Font, usize, usize)> = Vec::new();
    for paragraph in document.paragraphs_mut() {
        paragraph.merge();
        if let Some(font) = by_font(paragraph) {
            match converted.iter_mut().find(|(one, ..)| one.name() == font.name()) {
                Some((_, times, _)) => *times += 1,
                None => converted.push((font, 1, paragraph.place)),
            }
        }
    }
    for (font, times, first) in converted {
        let name = font.name();
        document.remark(
            Some(first),
            format!("{times} đoạn từ đây dùng phông {name}, đã đổi sang Unicode; đối chiếu chữ hoa và chữ có dấu"),
            format!(
                "paragraphs from here ({times}) are in {name} fonts and were converted to Unicode; compare capitals and marks"
            ),
        );
    }
    by_words(document);
    for run in document.paragraphs_mut().flat_map(|paragraph| &mut paragraph.runs) {
        run.text = normalize(&run.text).text.replace('\n', " ");
    }
}

/// Converts the runs of a paragraph that stand in an old font; which one, where any of it changed.
fn by_font(paragraph: &mut Paragraph) -> Option<Font> {
    let old = |run: &super::document::Run| run.font != Font::Unicode;
    // Who types Unicode into a paragraph in an old font sees another font, and does not know it.
    if paragraph.runs.iter().filter(|run| old(run)).any(|run| is_unicode(&run.text)) {
        paragraph.runs.iter_mut().for_each(|run| run.font = Font::Unicode);
        return None;
    }
    let mut changed = None;
    for run in paragraph.runs.iter_mut().filter(|run| run.font != Font::Unicode) {
        let text = run.font.convert(&run.text);
        if text != run.text {
            changed = changed.or(Some(run.font));
        }
        run.text = text;
        run.font = Font::Unicode;
    }
    paragraph.merge();
    changed
}

/// Converts a whole document whose fonts are lost.
fn by_words(document: &mut Document) {
    let text = document.paragraphs().map(Paragraph::text).collect::<Vec<_>>().join("\n");
    let Some(font) = guess(&text) else { return };
    for paragraph in document.paragraphs_mut() {
        for run in &mut paragraph.runs {
            run.text = guess::with_capitals(&font.convert(&run.text));
        }
    }
    remark(document, font);
}

/// A text whose words plainly show an old encoding as Unicode, and which encoding it was.
pub(super) fn convert(text: &str) -> Option<(String, Font)> {
    guess(text).map(|font| (guess::with_capitals(&font.convert(text)), font))
}

/// Says that a text was converted although no font says so.
pub(super) fn remark(document: &mut Document, font: Font) {
    let name = font.name();
    document.remark(
        None,
        format!("chữ có vẻ thuộc bảng mã {name} dù phông không cho biết; đã đổi sang Unicode, đối chiếu kỹ chữ hoa"),
        format!("the text looks like {name}, which no font says; it was converted to Unicode, compare the capitals with care"),
    );
}
