//! Cơ quan ban hành: the one table of issuers' codes in numbers, and the terms of the National Assembly.
//!
//! State bodies write `N/KIND-ORG` (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.3; the letters of kinds in Phụ lục III), Party
//! bodies `N-KIND/ORG` (Hướng dẫn 36-HD/VPTW of 2018, replaced by 05-HD/VPTW). The Front and the mass organisations use
//! either. The table holds the codes that are the same everywhere; a department of one province may have another, which
//! is read like any letters but of which nothing is known.

use std::ops::RangeInclusive;

/// What sort of body an issuer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Body {
    /// Quốc hội, Ủy ban thường vụ Quốc hội.
    Assembly,
    /// Chủ tịch nước, Chính phủ, bộ, cơ quan ngang bộ.
    StateCentral,
    /// Hội đồng nhân dân, Ủy ban nhân dân, sở.
    StateLocal,
    /// Tòa án, Viện kiểm sát, Kiểm toán nhà nước.
    Judiciary,
    /// Cơ quan, tổ chức của Đảng.
    Party,
    /// Mặt trận Tổ quốc, tổ chức chính trị - xã hội.
    Front,
}

/// What stands between the serial number and the letters of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `129/QĐ-UBND`: the state's.
    Slash,
    /// `23-QĐ/TW`: the Party's.
    Dash,
}

#[derive(Debug)]
struct Info {
    code: &'static str,
    name: &'static str,
    body: Body,
}

macro_rules! issuers {
    ($($body:ident { $($code:literal $name:literal)* })*) => {
        const ISSUERS: &[Info] = &[$($(Info { code: $code, name: $name, body: Body::$body },)*)*];
    };
}

issuers! {
    Assembly {
        "QH" "Quốc hội" "UBTVQH" "Ủy ban thường vụ Quốc hội" "VPQH" "Văn phòng Quốc hội" "TTKQH" "Tổng Thư ký Quốc hội"
        "HĐDT" "Hội đồng Dân tộc" "BCTĐB" "Ban Công tác đại biểu" "HĐBCQG" "Hội đồng bầu cử quốc gia"
    }
    StateCentral {
        "CTN" "Chủ tịch nước" "VPCTN" "Văn phòng Chủ tịch nước"
        "CP" "Chính phủ" "TTg" "Thủ tướng Chính phủ" "VPCP" "Văn phòng Chính phủ"
        "HĐBT" "Hội đồng Bộ trưởng" "HĐCP" "Hội đồng Chính phủ"
        "BQP" "Bộ Quốc phòng" "BCA" "Bộ Công an" "BNG" "Bộ Ngoại giao" "BNV" "Bộ Nội vụ" "BTP" "Bộ Tư pháp"
        "BTC" "Bộ Tài chính" "BCT" "Bộ Công Thương" "BXD" "Bộ Xây dựng" "BYT" "Bộ Y tế"
        "BNNMT" "Bộ Nông nghiệp và Môi trường" "BKHCN" "Bộ Khoa học và Công nghệ" "BGDĐT" "Bộ Giáo dục và Đào tạo"
        "BVHTTDL" "Bộ Văn hóa, Thể thao và Du lịch" "BDTTG" "Bộ Dân tộc và Tôn giáo"
        "BKHĐT" "Bộ Kế hoạch và Đầu tư" "BGTVT" "Bộ Giao thông vận tải" "BTNMT" "Bộ Tài nguyên và Môi trường"
        "BTTTT" "Bộ Thông tin và Truyền thông" "BNNPTNT" "Bộ Nông nghiệp và Phát triển nông thôn"
        "BLĐTBXH" "Bộ Lao động - Thương binh và Xã hội" "BVHTT" "Bộ Văn hóa - Thông tin" "BBCVT" "Bộ Bưu chính, Viễn thông"
        "BTM" "Bộ Thương mại" "BCN" "Bộ Công nghiệp" "BTS" "Bộ Thủy sản" "BKHCNMT" "Bộ Khoa học, Công nghệ và Môi trường"
        "NHNN" "Ngân hàng Nhà nước" "TTCP" "Thanh tra Chính phủ" "UBDT" "Ủy ban Dân tộc" "BHXH" "Bảo hiểm xã hội"
        "TCHQ" "Tổng cục Hải quan" "TCT" "Tổng cục Thuế" "TCCP" "Ban Tổ chức - Cán bộ Chính phủ" "KBNN" "Kho bạc Nhà nước"
        "TCTK" "Tổng cục Thống kê" "TCTHADS" "Tổng cục Thi hành án dân sự"
    }
    StateLocal {
        "HĐND" "Hội đồng nhân dân" "UBND" "Ủy ban nhân dân" "UB" "Ủy ban nhân dân" "VPUBND" "Văn phòng Ủy ban nhân dân"
        "VPUB" "Văn phòng Ủy ban nhân dân" "VPHĐND" "Văn phòng Hội đồng nhân dân" "TTHĐND" "Thường trực Hội đồng nhân dân"
        "SNV" "Sở Nội vụ" "STC" "Sở Tài chính" "STP" "Sở Tư pháp" "SXD" "Sở Xây dựng" "SCT" "Sở Công Thương"
        "SYT" "Sở Y tế" "SGTVT" "Sở Giao thông vận tải" "SGDĐT" "Sở Giáo dục và Đào tạo" "SKHCN" "Sở Khoa học và Công nghệ"
        "SKHĐT" "Sở Kế hoạch và Đầu tư" "STNMT" "Sở Tài nguyên và Môi trường" "SNNMT" "Sở Nông nghiệp và Môi trường"
        "SNNPTNT" "Sở Nông nghiệp và Phát triển nông thôn" "STTTT" "Sở Thông tin và Truyền thông"
        "SVHTTDL" "Sở Văn hóa, Thể thao và Du lịch" "SVHTT" "Sở Văn hóa và Thể thao" "SDL" "Sở Du lịch"
        "SLĐTBXH" "Sở Lao động - Thương binh và Xã hội" "SNgV" "Sở Ngoại vụ" "SDTTG" "Sở Dân tộc và Tôn giáo"
    }
    Judiciary {
        "TANDTC" "Tòa án nhân dân tối cao" "HĐTP" "Hội đồng Thẩm phán Tòa án nhân dân tối cao" "TA" "Tòa án"
        "VKSNDTC" "Viện kiểm sát nhân dân tối cao" "VKSTC" "Viện kiểm sát nhân dân tối cao" "VKS" "Viện kiểm sát nhân dân"
        "KTNN" "Kiểm toán nhà nước"
    }
    Party {
        "TW" "Trung ương Đảng" "VPTW" "Văn phòng Trung ương Đảng" "BTCTW" "Ban Tổ chức Trung ương"
        "UBKTTW" "Ủy ban Kiểm tra Trung ương" "BTGTW" "Ban Tuyên giáo Trung ương" "BDVTW" "Ban Dân vận Trung ương"
        "BTGDVTW" "Ban Tuyên giáo và Dân vận Trung ương" "BNCTW" "Ban Nội chính Trung ương" "BKTTW" "Ban Kinh tế Trung ương"
        "BĐNTW" "Ban Đối ngoại Trung ương" "BCĐTW" "Ban Chỉ đạo Trung ương" "QUTW" "Quân ủy Trung ương"
        "ĐUCA" "Đảng ủy Công an" "BCSĐ" "Ban cán sự đảng" "BCSĐCP" "Ban cán sự đảng Chính phủ" "ĐĐ" "Đảng đoàn"
        "ĐĐQH" "Đảng đoàn Quốc hội" "TU" "Tỉnh ủy, Thành ủy" "VPTU" "Văn phòng Tỉnh ủy, Thành ủy"
        "BTCTU" "Ban Tổ chức Tỉnh ủy, Thành ủy" "UBKTTU" "Ủy ban Kiểm tra Tỉnh ủy, Thành ủy"
        "BTGTU" "Ban Tuyên giáo Tỉnh ủy, Thành ủy" "BDVTU" "Ban Dân vận Tỉnh ủy, Thành ủy"
        "BTGDVTU" "Ban Tuyên giáo và Dân vận Tỉnh ủy, Thành ủy" "BNCTU" "Ban Nội chính Tỉnh ủy, Thành ủy"
        "HU" "Huyện ủy" "QU" "Quận ủy" "ThU" "Thị ủy, Thành ủy thuộc tỉnh" "TXU" "Thị ủy" "ĐU" "Đảng ủy" "ĐUK" "Đảng ủy Khối"
        "BDVHU" "Ban Dân vận Huyện ủy" "BTCHU" "Ban Tổ chức Huyện ủy" "BTGHU" "Ban Tuyên giáo Huyện ủy"
        "UBKTHU" "Ủy ban Kiểm tra Huyện ủy" "BDVQU" "Ban Dân vận Quận ủy" "BTCQU" "Ban Tổ chức Quận ủy" "CB" "Chi bộ"
    }
    Front {
        "MTTQ" "Mặt trận Tổ quốc Việt Nam" "MTTW" "Mặt trận Tổ quốc Việt Nam" "UBMTTQVN" "Ủy ban Mặt trận Tổ quốc Việt Nam"
        "ĐCT" "Đoàn Chủ tịch" "ĐCTUBTWMTTQVN" "Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"
        "UBTWMTTQVN" "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam" "TLĐ" "Tổng Liên đoàn Lao động Việt Nam"
        "LĐLĐ" "Liên đoàn Lao động" "TWĐTN" "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh" "ĐTN" "Đoàn Thanh niên"
        "TWHPN" "Trung ương Hội Liên hiệp Phụ nữ Việt Nam" "HPN" "Hội Liên hiệp Phụ nữ" "HNDTW" "Trung ương Hội Nông dân Việt Nam"
        "HNDVN" "Hội Nông dân Việt Nam" "HND" "Hội Nông dân" "CCB" "Hội Cựu chiến binh" "TWHNDVN" "Trung ương Hội Nông dân Việt Nam"
    }
}

/// A body that issues documents, by its code in numbers (cơ quan ban hành).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Issuer(u16);

impl Issuer {
    /// The issuer that writes itself so, in any case; the term of the National Assembly (`QH15`) may stand behind it.
    pub fn of_code(code: &str) -> Option<Self> {
        let code = without_term(code);
        let at = ISSUERS.iter().position(|info| same_letters(info.code, code))?;
        Some(Self(at as u16))
    }

    /// Every issuer of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..ISSUERS.len()).map(|at| Self(at as u16))
    }

    fn info(self) -> &'static Info {
        &ISSUERS[usize::from(self.0)]
    }

    /// The code as it officially stands: `TTg`.
    pub fn code(self) -> &'static str {
        self.info().code
    }

    /// The name: `Thủ tướng Chính phủ`.
    pub fn name(self) -> &'static str {
        self.info().name
    }

    /// What sort of body it is.
    pub fn body(self) -> Body {
        self.info().body
    }

    /// Whether it is a body of the Party.
    pub fn is_party(self) -> bool {
        self.body() == Body::Party
    }

    /// The shape its numbers have; `None` for bodies that use both: the Front, and the State President, whose orders
    /// numbered the laws before 1996 as `18-L/CTN`.
    pub fn shape(self) -> Option<Shape> {
        match self.body() {
            Body::StateCentral if self.code() == "CTN" => None,
            Body::Party => Some(Shape::Dash),
            Body::Front => None,
            Body::Assembly | Body::StateCentral | Body::StateLocal | Body::Judiciary => Some(Shape::Slash),
        }
    }
}

/// A code without the figures of a term: `QH15` → `QH`.
pub(super) fn without_term(code: &str) -> &str {
    code.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// Whether two codes are the same but for case.
pub(super) fn same_letters(one: &str, two: &str) -> bool {
    one.chars().flat_map(char::to_uppercase).eq(two.chars().flat_map(char::to_uppercase))
}

/// First and last year of the terms (khóa) of the National Assembly, from khóa I; a term ends in the year in which the
/// next begins. Source: the elections of 1946, 1960, 1964, 1971, 1975, 1976, 1981, 1987, 1992, 1997, 2002, 2007, 2011,
/// 2016, 2021 and 2026.
const TERMS: &[(u16, u16)] = &[
    (1946, 1960),
    (1960, 1964),
    (1964, 1971),
    (1971, 1975),
    (1975, 1976),
    (1976, 1981),
    (1981, 1987),
    (1987, 1992),
    (1992, 1997),
    (1997, 2002),
    (2002, 2007),
    (2007, 2011),
    (2011, 2016),
    (2016, 2021),
    (2021, 2026),
    (2026, 2031),
];

/// The years of a term of the National Assembly, so that `54/2013/QH14` can be seen to disagree with itself.
pub fn assembly_term_years(term: u16) -> Option<RangeInclusive<u16>> {
    let (first, last) = *TERMS.get(usize::from(term).checked_sub(1)?)?;
    Some(first..=last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laws_before_1996_bear_the_number_of_the_order() {
        assert_eq!(Issuer::of_code("CTN").and_then(Issuer::shape), None);
        assert_eq!(Issuer::of_code("CP").and_then(Issuer::shape), Some(Shape::Slash));
    }

    #[test]
    fn codes_stand_once_and_are_found_in_any_case() {
        for issuer in Issuer::all() {
            assert_eq!(Issuer::of_code(&issuer.code().to_uppercase()), Some(issuer), "{} stands twice", issuer.code());
            assert!(!issuer.name().is_empty());
        }
        assert_eq!(Issuer::of_code("TTG").map(Issuer::code), Some("TTg"));
        assert_eq!(Issuer::of_code("QH15").map(Issuer::name), Some("Quốc hội"));
        assert_eq!(Issuer::of_code("XDCQ"), None);
    }

    #[test]
    fn bodies_have_their_shape() {
        let shape = |code: &str| Issuer::of_code(code).and_then(Issuer::shape);
        assert_eq!(shape("UBND"), Some(Shape::Slash));
        assert_eq!(shape("TW"), Some(Shape::Dash));
        assert_eq!(shape("MTTQ"), None);
        assert!(Issuer::of_code("BDVTU").is_some_and(Issuer::is_party));
    }

    #[test]
    fn terms_follow_one_another() {
        assert_eq!(assembly_term_years(13), Some(2011..=2016));
        assert!(!assembly_term_years(14).expect("a term").contains(&2013));
        assert_eq!((assembly_term_years(0), assembly_term_years(17)), (None, None));
        assert!(TERMS.windows(2).all(|pair| pair[0].1 == pair[1].0));
    }
}
