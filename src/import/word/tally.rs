//! What was left out or is unsure in a Word file, counted: one remark for each kind, where it first is.

use super::super::document::Document;

/// What was left out or is unsure, counted, with where it first is.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// By what it is: first place, times, an example.
    found: Vec<(What, usize, usize, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Deleted,
    Inserted,
    Hidden,
    Struck,
    Image,
    TextBox,
    Formula,
    Nested,
    Contents,
    Symbol,
    Format,
    Letters,
    EmptyNumber,
    LeftOut,
}

macro_rules! tallied {
    ($($name:ident $what:ident;)*) => {
        $(pub(super) fn $name(&mut self, place: usize) {
            self.add(What::$what, place, String::new());
        })*
    };
}

impl Tally {
    tallied! {
        deleted Deleted; inserted Inserted; hidden Hidden; struck Struck; image Image; text_box TextBox; formula Formula;
        nested Nested; contents Contents; left_out LeftOut;
    }

    pub(super) fn symbol(&mut self, place: usize, font: &str, code: &str) {
        self.add(What::Symbol, place, format!("{font} {code}"));
    }

    pub(super) fn format(&mut self, place: usize, format: &str) {
        self.add(What::Format, place, format.to_owned());
    }

    pub(super) fn empty_number(&mut self, place: usize, text: &str) {
        self.add(What::EmptyNumber, place, text.to_owned());
    }

    /// The fifth letter of Word is e; officers type đ.
    pub(super) fn letters(&mut self, place: usize, format: &str, text: &str) {
        if format == "lowerLetter" && text.starts_with('e') {
            self.add(What::Letters, place, String::new());
        }
    }

    fn add(&mut self, what: What, place: usize, example: String) {
        match self.found.iter_mut().find(|(one, ..)| *one == what) {
            Some((_, _, times, _)) => *times += 1,
            None => self.found.push((what, place, 1, example)),
        }
    }

    pub(super) fn remarks(self, document: &mut Document) {
        for (what, place, times, example) in self.found {
            let (vi, en) = words(what, times, &example);
            document.remark(Some(place.max(1)), vi, en);
        }
    }
}

fn words(what: What, times: usize, example: &str) -> (String, String) {
    match what {
        What::Deleted => (
            format!("{times} chỗ đã xóa (theo dõi thay đổi) từ đây được bỏ, như khi chấp nhận mọi thay đổi"),
            format!("tracked deletions from here ({times}) were left out, as if all changes were accepted"),
        ),
        What::Inserted => (
            format!("{times} chỗ thêm (theo dõi thay đổi) từ đây được giữ, như khi chấp nhận mọi thay đổi"),
            format!("tracked insertions from here ({times}) were kept, as if all changes were accepted"),
        ),
        What::Hidden => {
            (format!("{times} chữ ẩn từ đây được bỏ"), format!("stretches of hidden text from here ({times}) were left out"))
        }
        What::Struck => (
            format!("{times} chỗ gạch ngang từ đây được giữ; xóa nếu là chữ đã bỏ"),
            format!("stretches struck through from here ({times}) were kept; delete them if they were dropped"),
        ),
        What::Image => (
            format!("{times} hình từ đây không được nhập; đặt vào content/assets/ và chèn bằng tay"),
            format!("images from here ({times}) were not imported; put them into content/assets/ by hand"),
        ),
        What::TextBox => (
            format!("{times} khung chữ từ đây được đặt ngay sau đoạn chứa nó; xem lại thứ tự"),
            format!("text boxes from here ({times}) stand behind their paragraph; look at the order"),
        ),
        What::Formula => (
            format!("{times} công thức từ đây chỉ còn chữ; viết lại"),
            format!("formulas from here ({times}) are bare text now; write them anew"),
        ),
        What::Nested => (
            format!("{times} bảng nằm trong ô của bảng khác từ đây được đổi thành chữ trong ô"),
            format!("tables in cells from here ({times}) became text of their cells"),
        ),
        What::Contents => (
            format!("mục lục tự động ({times} dòng) được bỏ; trang có mục lục riêng"),
            format!("the generated table of contents ({times} lines) was left out; the page has its own"),
        ),
        What::Symbol => (
            format!("{times} ký hiệu của phông ký hiệu từ đây ({example}) không rõ là gì, được bỏ"),
            format!("characters of a symbol font from here ({times}) ({example}) are not known and were left out"),
        ),
        What::Format => (
            format!("kiểu đánh số `{example}` không được hỗ trợ; {times} số từ đây viết bằng chữ số thường"),
            format!("the numbering format `{example}` is not supported; {times} numbers from here are in plain figures"),
        ),
        What::Letters => (
            "Word đánh số điểm a, b, c, d, e, không có đ; số được giữ như Word hiện, xem lại với bản ký".to_owned(),
            "Word counts points a, b, c, d, e, without đ; they were kept as Word shows them, compare with the signed text"
                .to_owned(),
        ),
        What::EmptyNumber => (
            format!("{times} số không có chữ theo sau từ đây (`{example}`) được bỏ"),
            format!("numbers without text from here ({times}) (`{example}`) were left out"),
        ),
        What::LeftOut => (
            format!("{times} phần chèn từ tệp khác từ đây không được nhập"),
            format!("parts embedded from other files from here ({times}) were not imported"),
        ),
    }
}
