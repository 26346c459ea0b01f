//! What the letters of a number stand for, from the tables of kinds and issuers.

use super::{DocumentNumber, GROUPS};
use crate::citation::issuer::Issuer;
use crate::citation::kind::Kind;

impl DocumentNumber {
    /// The letters that are known, from the first on, and what they stand for: `NĐ-CP`, `Nghị định – Chính phủ`.
    ///
    /// The kind is the document's own, for `QĐ` is Quyết định and the Party's Quy định. Letters behind ones that no table
    /// has are left out with them: `SNV` of `SNV-XDCQ&CTTN`.
    pub fn expansion(&self, kind: Option<Kind>) -> Option<(&str, String)> {
        let (mut at, mut end, mut meaning) = (0, 0, Vec::new());
        for part in self.symbol().split_inclusive(GROUPS) {
            let group = part.trim_end_matches(GROUPS);
            let begins = meaning.is_empty();
            let own = kind.filter(|kind| begins && kind.abbreviations().contains(&group));
            let Some(name) = own.map(|kind| kind.name().to_owned()).or_else(|| self.body(group)) else { break };
            meaning.push(name);
            (at, end) = (at + part.len(), at + group.len());
        }
        (end > 0).then(|| (&self.symbol()[..end], meaning.join(" – ")))
    }

    /// `Quốc hội khóa XV` for `QH15`.
    fn body(&self, code: &str) -> Option<String> {
        let name = Issuer::of_code(code)?.name();
        let term = self.assembly_term().filter(|_| code.ends_with(|c: char| c.is_ascii_digit()));
        Some(term.map_or_else(|| name.to_owned(), |term| format!("{name} khóa {}", roman(term))))
    }
}

/// Terms are counted in Roman figures.
fn roman(mut number: u16) -> String {
    let mut out = String::new();
    for (value, letters) in [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while number >= value && out.len() < 16 {
            out.push_str(letters);
            number -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::kind::Kinds;

    #[test]
    fn letters_stand_for_what_the_tables_say_and_nothing_is_guessed() {
        let kinds = Kinds::default();
        for (number, kind, letters, meaning) in [
            ("59/2023/NĐ-CP", "Nghị định", "NĐ-CP", "Nghị định – Chính phủ"),
            ("10/2022/QH15", "Luật", "QH15", "Quốc hội khóa XV"),
            ("34/2007/PL-UBTVQH11", "Pháp lệnh", "PL-UBTVQH11", "Pháp lệnh – Ủy ban thường vụ Quốc hội khóa XI"),
            ("129/QĐ-UBND", "Quyết định", "QĐ-UBND", "Quyết định – Ủy ban nhân dân"),
            ("23-QĐ/TW", "Quy định", "QĐ/TW", "Quy định – Trung ương Đảng"),
            ("17/QĐ-NV", "Quyết định", "QĐ", "Quyết định"),
            ("236/SNV-XDCQ&CTTN", "Công văn", "SNV", "Sở Nội vụ"),
        ] {
            let number = DocumentNumber::parse(number).expect("a number");
            assert_eq!(number.expansion(kinds.from_name(kind)), Some((letters, meaning.to_owned())));
        }
        for (number, kind) in [("17/QĐ-NV", Some("Kế hoạch")), ("17/QĐ-CP", None)] {
            let number = DocumentNumber::parse(number).expect("a number");
            assert_eq!(number.expansion(kind.and_then(|kind| kinds.from_name(kind))), None, "letters of another kind");
        }
    }

    #[test]
    fn terms_are_roman() {
        assert_eq!([1, 4, 9, 14, 15, 40].map(roman), ["I", "IV", "IX", "XIV", "XV", "XL"]);
    }
}
