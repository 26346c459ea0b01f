//! Whether two names of issuers mean one body: `UBND tỉnh A`, `Chủ tịch Ủy ban nhân dân tỉnh A`.

use crate::citation::Issuer;
use crate::text::fold;

/// The words of an issuer's name: abbreviations in full, the office of the one who signs left out.
#[derive(Debug)]
pub(crate) struct IssuerName {
    words: Vec<Word>,
}

#[derive(Debug)]
struct Word {
    folded: String,
    capital: bool,
}

impl IssuerName {
    pub(crate) fn new(name: &str) -> Self {
        const OFFICES: &[&str] = &["Chủ tịch ", "Bộ trưởng ", "Giám đốc ", "Thủ trưởng ", "Ban Thường vụ ", "BTV "];
        let name = OFFICES.iter().find_map(|office| name.strip_prefix(office)).unwrap_or(name);
        let word = |word: &str| Word { folded: fold(word).text, capital: word.starts_with(char::is_uppercase) };
        Self { words: name.split_whitespace().flat_map(in_full).map(word).collect() }
    }

    /// How many words two names share from the start, marks and case aside.
    pub(crate) fn shared(&self, other: &Self) -> usize {
        self.words.iter().zip(&other.words).take_while(|(a, b)| a.folded == b.folded).count()
    }

    /// Whether it names another body: `UBND tỉnh B` for `Ủy ban nhân dân tỉnh A`.
    ///
    /// Names part where both go on with a capital; what goes on in small letters is the subject, or says the same shorter.
    pub(crate) fn is_other_than(&self, known: &Self) -> bool {
        let shared = self.shared(known);
        let capital = |name: &Self| name.words.get(shared).is_some_and(|word| word.capital);
        capital(self) && capital(known)
    }
}

/// `Ủy ban nhân dân` for `UBND`.
fn in_full(word: &str) -> std::str::Split<'_, char> {
    let is_code = word.chars().filter(|c| c.is_uppercase()).count() > 1;
    let issuer = if is_code { Issuer::of_code(word).filter(|issuer| issuer.code() == word) } else { None };
    issuer.map_or(word, |issuer| issuer.name()).split(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_body_is_told_from_the_same_one_said_shorter() {
        for (cited, known, other) in [
            ("UBND tỉnh B về việc thử", "Ủy ban nhân dân tỉnh A", true),
            ("Ủy ban nhân dân thành phố ban hành danh mục", "Ủy ban nhân dân thành phố Hải Phòng", false),
            ("Sở Nội vụ", "Sở Ngoại vụ thành phố Hải Phòng", true),
            ("Chủ tịch Ủy ban nhân dân thành phố", "Ủy ban nhân dân thành phố Hải Phòng", false),
            ("Thành ủy Hà Nội", "Ban Thường vụ Thành ủy Hải Phòng", true),
            ("Chính phủ quy định chi tiết", "Chính phủ", false),
        ] {
            assert_eq!(IssuerName::new(cited).is_other_than(&IssuerName::new(known)), other, "{cited} / {known}");
        }
    }
}
