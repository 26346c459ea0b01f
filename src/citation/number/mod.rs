//! Số, ký hiệu: the number of a document in every shape that issuers use.
//!
//! | shape | written |
//! |---|---|
//! | state, individual | `129/QĐ-UBND`, `30c/NQ-CP` |
//! | state, normative | `59/2023/NĐ-CP`, `07/2012/TTLT-BTTTT-BTC` |
//! | National Assembly | `10/2022/QH15`, `351/2017/UBTVQH14` |
//! | công văn | `236/SNV-XDCQ&CTTN` |
//! | Party, and laws before 1996 | `23-QĐ/TW`, `18-L/CTN` |
//! | Government before 1996 | `43-CP` |
//!
//! Read tolerantly (spaces and dashes of a scan, lower case, `NĐCP`), printed in the official form.

mod expansion;
mod read;

pub(super) use read::{scan, scan_bare};

use super::issuer::{Issuer, Shape, without_term};
use super::kind::{Kind, Kinds};

/// What stands between the groups of letters.
const GROUPS: [char; 4] = ['-', '/', '&', '.'];

/// A document's number: well-formed by construction.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DocumentNumber {
    serial: String,
    year: Option<u16>,
    /// Groups joined by `-` or `&`; in the Party's shape the first group is the kind and `/` follows it.
    symbol: String,
    shape: Shape,
}

impl DocumentNumber {
    /// Reads a whole text as a number; `None` for any shape that nobody knows.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (number, end) = scan(text, 0)?;
        (end == text.len()).then_some(number)
    }

    /// The serial number as written: `03`, `30c`.
    pub fn serial(&self) -> &str {
        &self.serial
    }

    /// The year in the number.
    pub fn year(&self) -> Option<u16> {
        self.year
    }

    /// The letters: `NĐ-CP`, `SNV-XDCQ&CTTN`, `QH15`; `QĐ/TW` in the Party's shape.
    pub fn symbol(&self) -> &str {
        &self.symbol
    }

    /// Whether it has the Party's shape: `23-QĐ/TW`.
    pub fn is_party_shape(&self) -> bool {
        self.shape == Shape::Dash
    }

    /// The official form: `59/2023/NĐ-CP`.
    pub fn official(&self) -> String {
        let mark = if self.shape == Shape::Slash { '/' } else { '-' };
        match self.year {
            Some(year) if self.symbol.is_empty() => format!("{}/{year}", self.serial),
            Some(year) => format!("{}/{year}{mark}{}", self.serial, self.symbol),
            None => format!("{}{mark}{}", self.serial, self.symbol),
        }
    }

    /// Equal for the same number in the same shape, leading zeros and case aside.
    pub fn strict_key(&self) -> String {
        let mark = if self.shape == Shape::Slash { '/' } else { '-' };
        format!("{}{mark}{}", self.key_stem(), self.symbol.to_uppercase())
    }

    /// Equal also for the other shape of the same digits and letters: `26-CT/UBND` and `26/CT-UBND`.
    pub fn loose_key(&self) -> String {
        format!("{}-{}", self.key_stem(), self.symbol.to_uppercase().replace(['/', '.'], "-"))
    }

    fn key_stem(&self) -> String {
        let serial = self.serial.trim_start_matches('0').to_lowercase();
        self.year.map_or_else(|| serial.clone(), |year| format!("{serial}/{year}"))
    }

    /// Whether its letters are left out: `59/2023`.
    pub fn is_bare(&self) -> bool {
        self.symbol.is_empty()
    }

    /// Equal for numbers of the same serial number and year, whatever their letters.
    pub fn bare_key(&self) -> String {
        self.key_stem()
    }

    /// The groups of its letters: `NĐ`, `CP`.
    fn groups(&self) -> impl Iterator<Item = &str> {
        self.symbol.split(GROUPS).filter(|group| !group.is_empty())
    }

    /// The letters of its kind, where it has them: `NĐ` of `59/2023/NĐ-CP`; a công văn and a law have none.
    pub fn kind_letters(&self, kinds: &Kinds) -> Option<&str> {
        let mut groups = self.groups();
        let first = groups.next().filter(|first| kinds.has_abbreviation(first))?;
        groups.next().map(|_| first)
    }

    /// The code of the body that issued it, the first where several did: `CP`, `QH` of `QH15`, `SNV` of a công văn.
    pub fn issuer_code(&self) -> Option<&str> {
        let mut groups = self.groups();
        let first = groups.next()?;
        let second = groups.next();
        let code = if Kind::has_abbreviation(first) { second.unwrap_or(first) } else { first };
        Some(without_term(code))
    }

    /// The body that issued it, where the table knows its code.
    pub fn issuer(&self) -> Option<Issuer> {
        self.issuer_code().and_then(Issuer::of_code)
    }

    /// The shape it has.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The shape that its issuer's numbers have: `26-CT/UBND` has the Party's for a state body. `None` where nothing is
    /// known of the issuer, or it uses both.
    pub fn expected_shape(&self) -> Option<Shape> {
        self.issuer().and_then(Issuer::shape)
    }

    /// The term of the National Assembly in its letters: 15 of `10/2022/QH15`, 14 of `351/2017/NQ-UBTVQH14`.
    pub fn assembly_term(&self) -> Option<u16> {
        let digits = |group: &str| ["QH", "UBTVQH"].iter().find_map(|code| group.strip_prefix(code)?.parse().ok());
        self.groups().find_map(digits)
    }

    /// Whether its letters alone show that it is a number: a kind with an issuer, a known issuer with a unit, or the
    /// National Assembly's.
    pub(super) fn is_telling(&self, kinds: &Kinds) -> bool {
        let mut groups = self.groups();
        let first = groups.next().unwrap_or_default();
        if groups.next().is_some() {
            return kinds.has_abbreviation(first) || Issuer::of_code(first).is_some();
        }
        self.year.is_some() && self.assembly_term().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn official(text: &str) -> Option<String> {
        DocumentNumber::parse(text).map(|number| number.official())
    }

    #[test]
    fn every_shape_is_read_and_printed_officially() {
        for number in [
            "129/QĐ-UBND",
            "59/2023/NĐ-CP",
            "10/2022/QH15",
            "236/SNV-XDCQ&CTTN",
            "23-QĐ/TW",
            "18-L/CTN",
            "30c/NQ-CP",
            "66.22/2026/NQ-CP",
            "07/2012/TTLT-BTTTT-BTC",
            "34/2007/PL-UBTVQH11",
            "55/1998/NQ-UBTVQH10",
            "12-NQ/ĐU",
            "323/QĐ-TTg",
            "16-HD/BDVTU",
            "351/2017/UBTVQH14",
            "17/QĐ-NV",
            "3954/UBND-VX",
        ] {
            assert_eq!(official(number).as_deref(), Some(number));
        }
    }

    #[test]
    fn what_scans_and_typists_do_is_forgiven() {
        assert_eq!(official("59/2023/NĐ - CP").as_deref(), Some("59/2023/NĐ-CP"));
        assert_eq!(official("59 / 2023 / NĐ–CP").as_deref(), Some("59/2023/NĐ-CP"));
        assert_eq!(official("59/2023/NĐCP").as_deref(), Some("59/2023/NĐ-CP"));
        assert_eq!(official("59/2023/nđ-cp").as_deref(), Some("59/2023/NĐ-CP"));
        assert_eq!(official("323/QĐ-TTG").as_deref(), Some("323/QĐ-TTg"));
    }

    #[test]
    fn dates_fractions_and_prose_are_no_numbers() {
        for text in
            ["20/2/2024", "24/7", "2021-2030", "km/h", "1/2", "059/2023", "5-7", "100/ngày", "", "/KH-NV", "12/2023/", "59/2023"]
        {
            assert_eq!(official(text), None, "{text}");
        }
    }

    #[test]
    fn keys_tell_works_apart_and_shapes_together() {
        let key = |text: &str| DocumentNumber::parse(text).map(|n| (n.strict_key(), n.loose_key())).expect("a number");
        assert_eq!(key("03/KH-UBND"), key("3/KH-UBND"));
        assert_ne!(key("25/QĐ-UBND").0, key("25/2023/QĐ-UBND").0);
        assert_ne!(key("26-CT/UBND").0, key("26/CT-UBND").0);
        assert_eq!(key("26-CT/UBND").1, key("26/CT-UBND").1);
    }

    #[test]
    fn letters_show_kind_issuer_and_shape() {
        let read = |text: &str| DocumentNumber::parse(text).expect("a number");
        let kinds = Kinds::default();
        for (number, kind, issuer) in [
            ("59/2023/NĐ-CP", Some("NĐ"), Some("CP")),
            ("07/2012/TTLT-BTTTT-BTC", Some("TTLT"), Some("BTTTT")),
            ("236/SNV-XDCQ&CTTN", None, Some("SNV")),
            ("10/2022/QH15", None, Some("QH")),
            ("34/2007/PL-UBTVQH11", Some("PL"), Some("UBTVQH")),
            ("23-QĐ/TW", Some("QĐ"), Some("TW")),
            ("43-CP", None, Some("CP")),
        ] {
            assert_eq!((read(number).kind_letters(&kinds), read(number).issuer_code()), (kind, issuer), "{number}");
        }
        let disagrees = |text: &str| read(text).expected_shape().is_some_and(|shape| shape != read(text).shape());
        assert!(disagrees("26-CT/UBND") && disagrees("15/CT-TU"));
        assert!(!disagrees("26/CT-UBND") && !disagrees("23-QĐ/TW") && !disagrees("22/KH-MTTQ-BTT"));
        assert_eq!(read("54/2013/QH14").assembly_term(), Some(14));
    }
}
